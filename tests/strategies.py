"""Hypothesis strategies for the records."""

from hypothesis import strategies as st

from rashomon.model import QUESTIONS, Claim, Document, Extraction, Issue, Report, Span, Speaker
from rashomon.values import Name, Place, Quantity, When

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
COUNTS = st.integers(min_value=0, max_value=1_000_000)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """A count whose interval is not upside down."""
    low = draw(st.none() | COUNTS)
    high = draw(st.none() | st.integers(min_value=low or 0, max_value=2_000_000))
    return Quantity(low=low, high=high, approx=draw(st.booleans()), said=draw(TEXTS))


WHENS = st.builds(
    When,
    edtf=WORDS,
    start=st.none() | st.dates().map(str),
    end=st.none() | st.dates().map(str),
    precision=st.sampled_from(["minute", "hour", "day", "night", "week", "month", "year"]),
    zone=st.none() | st.just("Europe/Moscow"),
    said=TEXTS,
)
PLACES = st.builds(
    Place,
    name=WORDS,
    country=st.none() | st.just("UA"),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    radius_km=st.none() | st.floats(0, 500),
    precision=st.none() | st.integers(1, 7),
    said=TEXTS,
)
NAMES = st.builds(Name, name=WORDS, id=st.none() | WORDS, said=TEXTS)
VALUES = {Quantity: quantities(), When: WHENS, Place: PLACES, Name: NAMES}
SPANS = st.builds(lambda start, text: Span(start=start, end=start + len(text), text=text), COUNTS, WORDS)
SPEAKERS = st.builds(
    Speaker, id=WORDS, name=WORDS, kind=st.sampled_from(["official", "witness", "unknown"]), side=st.none() | WORDS
)


@st.composite
def claims(draw: st.DrawFn, report: Report) -> Claim:
    """A Claim on any question, with a value of the type that the question takes."""
    question = draw(st.sampled_from(sorted(QUESTIONS)))
    return Claim.of(
        report=report,
        question=question,
        value=draw(VALUES[QUESTIONS[question]]),
        speakers=draw(st.lists(SPEAKERS, min_size=1, max_size=3)),
        evidence=draw(st.lists(SPANS, min_size=1, max_size=3)),
        item=draw(st.none() | WORDS),
        by=draw(st.none() | WORDS),
        subset_of=draw(st.none() | WORDS),
        factuality=draw(st.sampled_from(["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu"])),
        attribution=draw(st.sampled_from(["explicit", "carried", "none"])),
        derived_from=draw(st.lists(WORDS, max_size=2)),
        denies=draw(st.none() | WORDS),
        as_of=draw(st.none() | st.dates().map(str)),
    )


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """A Document with one Report and any Claims on it."""
    document = Document.of(draw(TEXTS), id=draw(st.none() | WORDS), publisher=draw(st.none() | WORDS))
    report = Report(id=draw(WORDS), document=document.id, type="ASSAULT", anchor=draw(SPANS))
    issue = Issue(code="code", message=draw(TEXTS), document=document.id)
    made = draw(st.lists(claims(report), max_size=4))
    return Extraction(document=document, reports=(report,), claims=tuple(made), issues=(issue,))
