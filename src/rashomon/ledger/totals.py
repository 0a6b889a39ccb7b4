"""Which total an Event lies in, kept true as Events come and go, and every total held against its parts.

A total that names its parts comes first (of several the one of fewest parts), then a whole country's salvo of that day
with weapons of that kind. Totals that count over each other are cut at the largest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from rashomon.ledger.happenings import UNDATED, event_title
from rashomon.ledger.inheriting import is_supposed
from rashomon.ledger.rows import EventRow, FinalRow, ParentRow
from rashomon.model import Event
from rashomon.reconcile import check_totals
from rashomon.reconcile.summary import span
from rashomon.relation import LexiconRelation
from rashomon.shelf import Shelf

COUNTRY_WIDE = 6  # where_prec of a whole country
LONGEST_DAYS = 2  # what lasts longer lies in no day's salvo


class Totals:
    """The levels above single Events (``shelf``), by the names of clusters."""

    def __init__(self, shelf: Shelf, relation: LexiconRelation) -> None:
        self.shelf, self.relation = shelf, relation
        self.publish: set[str] = set()

    def update(self, gone: Iterable[str], made: Mapping[str, EventRow]) -> None:
        """Put in clusters that are new or changed, take out those that are gone, and publish all that this touches."""
        self.publish = set()
        around: set[str] = set()
        for name in sorted({*gone, *made}):
            around |= self._around(name)
            self._take_out(name)
        for name in sorted(made):
            self._enter(name, made[name])
        for name in sorted(made):
            around |= {name, *self._around(name)}
        self._find_parents(around)
        self.publish |= made.keys()
        for name in sorted(self.publish):
            self._publish(name)

    def _row(self, name: str) -> EventRow | None:
        row: EventRow | None = self.shelf.get("event", name)
        return row

    def _parent(self, name: str) -> ParentRow:
        row: ParentRow | None = self.shelf.get("parent", name)
        return row or ParentRow()

    def _enter(self, name: str, row: EventRow) -> None:
        self.shelf.put("event", name, row)
        for report in row.parts:
            self.shelf.link("named", report, name)
        for index, key in day_keys(row):
            self.shelf.link(index, key, name)

    def _take_out(self, name: str) -> None:
        row = self._row(name)
        if row is None:
            return
        before = self._parent(name)
        if before.parent is not None:
            self.shelf.unlink("inside", before.parent, name)
            self.publish.add(before.parent)
        if before.named is not None:
            self.shelf.unlink("names", before.named, name)
        for report in row.parts:
            self.shelf.unlink("named", report, name)
        for index, key in day_keys(row):
            self.shelf.unlink(index, key, name)
        for table in ("event", "parent", "final"):
            self.shelf.drop(table, name)

    def _around(self, name: str) -> set[str]:
        """The clusters whose total may change with this one."""
        row = self._row(name)
        if row is None:
            return set()
        found = {*self.shelf.linked("inside", name), *self._parts(row)}
        found |= {total for total in (self._parent(name).named,) if total is not None}
        for report in row.event.reports:
            found.update(self.shelf.linked("named", report))
        for index, key in day_keys(row):
            if index == "salvo day":
                found.update(self.shelf.linked("strike day", key))
        return found | self._loop(name)

    def _parts(self, row: EventRow) -> set[str]:
        homes = (self.shelf.get("home", report) for report in row.parts)
        return {home.cluster for home in homes if home is not None}

    def _loop(self, name: str) -> set[str]:
        """The clusters that count over each other with this one, as last found; empty mostly."""
        seen: list[str] = []
        above: str | None = name
        while above is not None and above not in seen:
            seen.append(above)
            above = self._parent(above).first
        return set(seen) if above == name and len(seen) > 1 else set()

    def _find_parents(self, names: set[str]) -> None:
        firsts: dict[str, str | None] = {}
        waiting = sorted(names)
        while waiting:
            name = waiting.pop()
            if name in firsts or self._row(name) is None:
                continue
            old = self._loop(name)
            firsts[name] = self._first(name)
            row = self._parent(name)
            if row.first != firsts[name]:
                waiting += sorted(old)
                self.shelf.put("parent", name, replace(row, first=firsts[name]))
                waiting += sorted(self._loop(name))
        for name, first in firsts.items():
            row, total = self._parent(name), self._named(name, first)
            if row.named is not None and row.named != total:
                self.shelf.unlink("names", row.named, name)
            if total is not None:
                self.shelf.link("names", total, name)
            # Whether a total lies in a salvo hangs on whether it is itself the total of another.
            names |= {one for one in (row.named, total) if one is not None and row.named != total} | {name}
            self.shelf.put("parent", name, replace(row, named=total))
        for name in sorted(names):
            self._set_parent(name)

    def _first(self, name: str) -> str | None:
        """The total of fewest parts that names a Report of this cluster."""
        row = self._row(name)
        above = {total for report in (row.event.reports if row else ()) for total in self.shelf.linked("named", report)}
        return min(above - {name}, key=self._size, default=None)

    def _size(self, name: str) -> tuple[int, str]:
        row = self._row(name)
        return (len(self._parts(row)), row.event.id) if row else (0, "")

    def _named(self, name: str, first: str | None) -> str | None:
        """The total that names this cluster, unless they count over each other and this is the largest of them."""
        loop = self._loop(name)
        return None if loop and name == max(loop, key=self._size) else first

    def _set_parent(self, name: str) -> None:
        row = self._row(name)
        if row is None:
            return
        before = self._parent(name)
        parent = before.named
        if parent is None and not self.shelf.linked("names", name):
            parent = self._salvo(name, row)
        if parent != before.parent:
            for one in (before.parent, parent):
                if one is not None:
                    (self.shelf.link if one == parent else self.shelf.unlink)("inside", one, name)
                    self.publish.add(one)
            self.shelf.put("parent", name, replace(before, parent=parent))
        self.publish.add(name)

    def _salvo(self, name: str, row: EventRow) -> str | None:
        """The country's salvo that a strike on a town lies in: same days, country and type, weapons alike."""
        found: Counter[str] = Counter()
        for index, key in day_keys(row):
            if index == "strike day":
                for total in self.shelf.linked("salvo day", key):
                    other = self._row(total)
                    if other is not None and total != name and _armed_alike(row.event, other.event, self.relation):
                        found[total] += 1
        return min(found, key=lambda total: (-found[total], self._size(total)[1]), default=None)

    def _publish(self, name: str) -> None:
        row = self._row(name)
        if row is None:
            return
        parent = self._parent(name)
        loop = parent.first if parent.named is None else None
        final = FinalRow(part_of=parent.parent, loop=loop)
        children = [child for child in map(self._row, self.shelf.linked("inside", name)) if child is not None]
        if children:
            inside = sorted((child.event for child in children), key=event_order)
            findings, issues = check_totals(row.event, inside, self.relation, exhaustive=bool(self._parts(row)))
            days = span([one.when for one in inside])
            title = event_title(replace(row.event, findings=findings), days, self.relation, total=True)
            final = replace(final, title=title, findings=findings, issues=tuple(issues))
        self.shelf.put("final", name, final)


def event_order(event: Event) -> tuple[str, str]:
    """Events by time, the undated last."""
    return ((event.when.start if event.when else None) or UNDATED, event.id)


def day_keys(row: EventRow) -> Iterator[tuple[str, str]]:
    """The days on which an Event is a country's salvo, or may lie in one; index and key."""
    event = row.event
    if event.where is None or not event.where.country:
        return
    wide = (event.where.precision or 1) >= COUNTRY_WIDE
    if row.total != wide:
        return
    for day in _days(event):
        yield ("salvo day" if wide else "strike day"), f"{event.type} {event.where.country} {day}"


def _days(event: Event) -> list[date]:
    days = event.when.days() if event.when and not is_supposed(event.when) else None
    if days is None or (days[1] - days[0]).days > LONGEST_DAYS:
        return []
    return sorted({*days})


def _armed_alike(event: Event, total: Event, relation: LexiconRelation) -> bool:
    pairs = [(a.id or a.name, b.id or b.name) for a in event.weapon for b in total.weapon]
    return not pairs or any(relation.same_or_parent(a, b) or relation.same_or_parent(b, a) for a, b in pairs)
