"""Properties of the extractor over texts made from the case sentences in random order."""

from typing import TYPE_CHECKING

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.model import Document

from .cases import load_cases

if TYPE_CHECKING:
    from rashomon.extract import Extractor

TEXTS = [case.text for case in load_cases()]
# What stands between paragraphs in the wild: blank lines, a single one, CRLF, a symbol outside the basic plane, a
# combining mark, Cyrillic. Offsets count code points through all of them.
JOINTS = st.sampled_from([" ", "\n", "\n\n", "\r\n", " 🚀🔥 ", " cafe\u0301. ", "\nСводка. ", "\u00a0"])
SLOW = settings(
    max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=6, unique=True))
    return "".join(part + draw(JOINTS) for part in parts)


@SLOW
@given(text=texts())
def test_spans_read_back_and_ids_hold_together(extractor: "Extractor", text: str) -> None:
    document = Document.of(text, publisher="Example Daily", published="2024-11-26")
    read = extractor.extract(document)
    assert read.document.text == text
    reports = {report.id for report in read.reports}
    claims = {claim.id for claim in read.claims}
    assert len(claims) == len(read.claims)
    for span in [*(span for claim in read.claims for span in claim.evidence), *(r.anchor for r in read.reports)]:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
    for claim in read.claims:
        assert claim.document == document.id
        assert claim.report in reports
        assert set(claim.derived_from) <= claims
        assert claim.publisher.name == "Example Daily"
    for report in read.reports:
        assert set(report.covers) <= reports
    for issue in read.issues:
        assert issue.start is None or 0 <= issue.start <= (issue.end or issue.start) <= len(text)


@SLOW
@given(text=texts())
def test_same_text_same_bytes(extractor: "Extractor", text: str) -> None:
    document = Document.of(text, publisher="Example Daily", published="2024-11-26")
    assert msgspec.json.encode(extractor.extract(document)) == msgspec.json.encode(extractor.extract(document))


@SLOW
@given(text=texts(), before=texts())
def test_reading_leaves_nothing_behind(extractor: "Extractor", text: str, before: str) -> None:
    """What was read before does not change what is read now."""
    document = Document.of(text, publisher="Example Daily", published="2024-11-26")
    fresh = msgspec.json.encode(extractor.extract(document))
    extractor.extract(Document.of(before, publisher="Other Daily", published="2023-05-01"))
    assert msgspec.json.encode(extractor.extract(document)) == fresh
