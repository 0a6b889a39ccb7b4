"""Collects the Reports and Claims of one document; a Claim made twice is one."""

from msgspec.structs import replace

from rashomon.extract.attribution import Attribution, Voice
from rashomon.extract.calendar import Calendar
from rashomon.extract.scene import Scene
from rashomon.model import Claim, Report, Span
from rashomon.values import Name, Place, Quantity, When


class Builder:
    """The Reports and Claims made so far, by id, and what every maker of them needs."""

    def __init__(self, scene: Scene, attribution: Attribution, calendar: Calendar) -> None:
        self.scene = scene
        self.attribution = attribution
        self.calendar = calendar
        self.reports: list[Report] = []
        self.claims: dict[str, Claim] = {}

    def add(
        self, report: Report, question: str, value: Quantity | When | Place | Name, voice: Voice,
        evidence: list[tuple[int, int]], *, item: str | None = None, by: str | None = None, subset_of: str | None = None,
        derived_from: list[str] | None = None, denies: str | None = None, as_of: str | None = None,
    ) -> str:  # fmt: skip
        """Make a Claim and keep it once; its id. Evidence is in code points, half-open."""
        spans = [self.span(start, end) for start, end in evidence]
        if value.said:
            value = replace(value, said=self.scene.verbatim(value.said))
        claim = Claim.of(
            report=report, question=question, value=value, speakers=voice.speakers, evidence=spans, item=item, by=by,
            subset_of=subset_of, factuality=voice.factuality, attribution=voice.attribution,
            derived_from=derived_from or (), denies=denies, as_of=as_of,
        )  # fmt: skip
        self.claims.setdefault(claim.id, claim)
        return claim.id

    def span(self, start: int, end: int) -> Span:
        """The words from ``start`` to ``end``."""
        return Span(start=start, end=end, text=self.scene.document.text[start:end])
