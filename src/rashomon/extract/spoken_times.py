"""The times that a text has spoken of so far, which "that day" and "a day later" count from."""

from rashomon.extract.anchors import Anchors, TimeAnchor
from rashomon.extract.calendar import Calendar
from rashomon.extract.happening import Happening
from rashomon.extract.reckoning import is_told_after
from rashomon.values import When


class SpokenTimes:
    """What the sentences read so far say of time, apart for happenings and for statements."""

    def __init__(self, anchors: Anchors, calendar: Calendar) -> None:
        self._anchors = anchors
        self._calendar = calendar
        self._events: list[tuple[int, When]] = []
        self._statements: list[tuple[int, When]] = []
        self._asked: dict[int, tuple[When | None]] = {}

    def remember(self, number: int, current: Happening | None) -> None:
        """Keep the points in time of sentence ``number``, after it was read."""
        for anchor in sorted(self._anchors.times.get(number, ()), key=lambda a: a.mention.start):
            if anchor.mention.kind != "point" or anchor.mention.is_clock_only:
                continue
            if anchor.role == "speech":
                stated = self._calendar.resolve(anchor.mention, None, self.before(anchor, current))
                if stated is not None:
                    self._statements.append((anchor.mention.start, stated))
            elif anchor.role == "event":
                when = self._calendar.resolve(anchor.mention, None, self.before(anchor, current))
                if when is not None and not is_told_after(anchor.mention):
                    self._events.append((anchor.mention.start, when))

    def before(self, time: TimeAnchor, current: Happening | None) -> When | None:
        """The day that a mention counts from; asked once, since what it says becomes the current happening's day."""
        kept = self._asked.get(time.mention.start)
        if kept is None:
            kept = self._asked[time.mention.start] = (self._latest(time, current),)
        return kept[0]

    def _latest(self, time: TimeAnchor, current: Happening | None) -> When | None:
        before = [when for start, when in self._events if start < time.mention.start]
        if before:
            return before[-1]
        if current is not None and current.day is not None:
            return current.day
        # "The army said on Sunday … A day earlier": the day of the statement is all there is to count from.
        stated = [when for start, when in self._statements if start < time.mention.start]
        return stated[-1] if stated else None
