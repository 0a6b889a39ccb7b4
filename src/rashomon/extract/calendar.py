"""Time mentions of one document -> When, with what the document says of its own date."""

from datetime import date

from msgspec.structs import replace

from rashomon.extract.scene import Scene
from rashomon.extract.times import Stated, TimeMention, combine, document_anchor, resolve
from rashomon.model import Issue
from rashomon.values import Place, When

# Issues that a later reading of the same words, with the place or the day known, takes back.
_PASSING = ("zone-unknown", "day-unknown", "no-anchor")


class Calendar:
    """Resolves the time mentions of one document, and keeps the Issues that came up."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        published = scene.document.published
        self.published = date.fromisoformat(published[:10]) if published else None
        self.base, issue = document_anchor(scene.times, self.published, text=scene.text)
        self.published = self.base.published
        self.issues: dict[str, Issue] = {}
        if issue is not None:
            self._keep(issue)

    def resolve(self, mention: TimeMention, place: Place | None, previous: When | None) -> When | None:
        """The When of a mention told of ``place``, after ``previous`` was spoken of."""
        zone = self.scene.tools.gazetteer.zone_of(place) if place is not None else None
        anchor = replace(self.base, zone=zone, previous=previous)
        when, issue = resolve(mention, anchor)
        if issue is not None:
            self._keep(issue)
        elif when is not None:
            self._settled(mention)
        return when

    def single(self, mention: TimeMention, stated: Stated, place: Place | None) -> When | None:
        """The When of one of the times that a range or a set names."""
        return self.resolve(replace(mention, kind="point", stated=stated, until=None, others=()), place, None)

    def at_clock(self, day: When, mention: TimeMention, place: Place | None) -> When:
        """``day`` narrowed to a clock time said elsewhere."""
        zone = self.scene.tools.gazetteer.zone_of(place) if place is not None else None
        when = combine(day, mention, zone)
        if when.precision == "minute":
            self._settled(mention)
        return when

    def _settled(self, mention: TimeMention) -> None:
        """Drop what a first reading, without the place or the day, could not settle."""
        for code in _PASSING:
            self.issues.pop(f"{code}:{mention.start}", None)

    def _keep(self, issue: Issue) -> None:
        """One Issue of a code is enough, but for those that have a place of their own."""
        self.issues.setdefault(f"{issue.code}:{issue.start}", issue)
