"""Records made by hand, for tests that need some and do not care how they were read."""

from collections.abc import Iterable, Iterator

from rashomon.model import Claim, Document, Extraction, Issue, Report, Span, Speaker
from rashomon.values import Name, Place, Quantity, When

MINISTRY = Speaker(id="ru-mod", name="Russian Defence Ministry", kind="official", side="RU")
RESIDENTS = Speaker(id="witness:residents", name="residents", kind="witness")
CHANNEL = Speaker(id="shot", name="Shot", kind="media")


def publisher_of(document: Document) -> Speaker:
    name = document.publisher or "unknown publisher"
    return Speaker(id=f"media:{name.lower()}", name=name, kind="media")


def extraction(
    identity: str = "d1",
    text: str = "The ministry said that all six ATACMS were shot down over Taganrog on 11 December 2024.",
    *,
    low: int = 6,
    publisher: str = "Example Daily",
) -> Extraction:
    """One attack, with a count, a time, a place and a weapon in it; ``low`` missiles were intercepted."""
    document = Document.of(text, id=identity, publisher=publisher, published="2024-12-11", title="A raid")
    anchor = Span(start=0, end=12, text=text[:12])
    report = Report(id=f"rep-{identity}", document=identity, type="ASSAULT", subtype="Air/drone strike", anchor=anchor)
    outlet = publisher_of(document)
    evidence = [Span(start=0, end=len(text), text=text)]
    chain = [MINISTRY, outlet]
    claims = (
        Claim.of(report=report, question="intercepted", item="ATACMS", speakers=chain, evidence=evidence,
                 attribution="explicit", value=Quantity(low=low, high=low, said="all six")),
        Claim.of(report=report, question="explosions", speakers=[RESIDENTS, CHANNEL, outlet], evidence=evidence,
                 attribution="explicit", value=Quantity(low=10, high=None, said="at least ten")),
        Claim.of(report=report, question="when", speakers=[outlet], evidence=evidence,
                 value=When(edtf="2024-12-11", start="2024-12-11", end="2024-12-11", precision="day",
                            said="Wednesday")),
        Claim.of(report=report, question="where", speakers=[outlet], evidence=evidence,
                 value=Place(name="Taganrog", country="RU", admin1="Rostov", latitude=47.24, longitude=38.9,
                             radius_km=5.0, precision=1, gazetteer="geonames", gazetteer_id="484907",
                             said="Taganrog")),
        Claim.of(report=report, question="weapon", speakers=[outlet], evidence=evidence,
                 value=Name(name="ATACMS", id="atacms", said="ATACMS")),
    )  # fmt: skip
    issues = (Issue(code="place-ambiguous", message="Two places have this name.", document=identity, start=0, end=3),)
    return Extraction(document=document, reports=(report,), claims=claims, issues=issues)


class MadeExtractor:
    """Reads every document as the same attack, and remembers which documents it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def extract_all(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        for document in documents:
            self.given.append(document.id)
            made = extraction(document.id, document.text, publisher=document.publisher or "Example Daily")
            yield Extraction(document=document, reports=made.reports, claims=made.claims, issues=made.issues)
