"""Collects the Reports and Claims of one document; a Claim made twice is one."""

from msgspec.structs import replace

from rashomon.extract.attribution import Attribution, Voice
from rashomon.extract.calendar import Calendar
from rashomon.extract.rare import rare_words, spoken_words
from rashomon.extract.scene import Scene
from rashomon.model import Claim, Rare, Report, Span
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

    def worded(self) -> tuple[Report, ...]:
        """The Reports with the rare words of the sentences that their Claims stand in."""
        claims: dict[str, list[Claim]] = {report.id: [] for report in self.reports}
        for claim in self.claims.values():
            claims[claim.report].append(claim)
        return tuple(replace(report, rare=self._rare(claims[report.id])) for report in self.reports)

    def _rare(self, claims: list[Claim]) -> Rare:
        scene = self.scene
        found = (scene.doc.char_span(one.start, one.end, alignment_mode="expand") for c in claims for one in c.evidence)
        numbers = sorted({scene.sentence_number(span[0]) for span in found if span is not None and len(span)})
        tokens = (token for number in numbers for token in scene.sentences[number])
        return rare_words(tokens, scene.tools.vocabulary, spoken_words(claims))

    def span(self, start: int, end: int) -> Span:
        """The words from ``start`` to ``end``."""
        return Span(start=start, end=end, text=self.scene.document.text[start:end])
