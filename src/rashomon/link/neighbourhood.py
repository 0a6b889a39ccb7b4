"""Clusters kept true as Documents come in: only the neighbourhood of what is new is compared and clustered again.

Two Reports are compared where they share a key. Those that agree are tied, and no cluster reaches beyond what a chain
of ties joins; so clustering each such component alone gives what clustering everything at once would. Single
happenings come first: the parts of a total are then known by their clusters.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from rashomon.link.clusters import Pair, clusters
from rashomon.link.compare import excludes, explain, total
from rashomon.link.keys import keys
from rashomon.link.profile import Kinship, Profile
from rashomon.link.spots import Spot, plainly_apart, spot
from rashomon.link.table import FORBIDS, Table, default_table
from rashomon.model import Judgement
from rashomon.shelf import Shelf


class DocumentRow(Struct, frozen=True):
    """The Reports of one Document."""

    reports: tuple[str, ...]


class ReportRow(Struct, frozen=True):
    """A Report as linking sees it: ``profile.total`` says with whom it is linked, ``counts_over`` what its text says."""

    profile: Profile
    counts_over: bool


class HomeRow(Struct, frozen=True):
    """The cluster of a Report, named by its first member."""

    cluster: str


class OpenRow(Struct, frozen=True):
    """The total of a pair that is UNSURE."""

    total: float


class Known(Struct, frozen=True):
    """What was found ahead about all Reports that are put on an empty shelf; pairs that are left out are plainly apart.

    ``profiles`` are each Document's. ``singles`` are each Report's candidates among single happenings with what the pair comes
    to, ``others`` those where one is a total: by Report and whether it is the total, the other and whether that is.
    """

    profiles: Mapping[str, Sequence[Profile]]
    singles: Mapping[str, Mapping[str, float]]
    others: Mapping[tuple[str, bool], Set[tuple[str, bool]]]


class Changes(Struct, frozen=True):
    """Clusters that are no more, and those that are new or whose Documents were read again, each with its Judgements."""

    gone: frozenset[str]
    made: Mapping[str, tuple[Judgement, ...]]


ROWS: dict[str, type[Struct]] = {
    "document": DocumentRow, "report": ReportRow, "home": HomeRow, "open": OpenRow, "question": Judgement,
}  # fmt: skip


class Neighbourhood:
    """What linking decided so far (``shelf``), changed as Documents and verdicts come in.

    ``decided`` are people's newest verdicts by pair, SAME or DIFFERENT. Where the pairs are ``known`` ahead, no keys are
    put on the shelf, and it is not for growing further.
    """

    def __init__(
        self, shelf: Shelf, kinship: Kinship, decided: Mapping[Pair, str], table: Table | None = None,
        known: Known | None = None,
    ) -> None:  # fmt: skip
        self.shelf, self.kinship, self.decided, self.known = shelf, kinship, decided, known
        self.table = table or default_table()
        self.scores = self.table.scores()
        self.same: dict[str, set[str]] = {}
        self.told: dict[str, set[Pair]] = {}
        for (left, right), verdict in decided.items():
            for one, other in ((left, right), (right, left)):
                self.told.setdefault(one, set()).add((left, right))
                if verdict == "SAME":
                    self.same.setdefault(one, set()).add(other)
        self.seen: dict[str, Profile] = {}
        self.keyed: dict[str, tuple[str, ...]] = {}
        self.spots: dict[str, Spot] = {}
        self.compared: dict[str, dict[str, float]] = {}  # totals with every candidate, of what is new
        self.asked: set[str] = set()  # Reports whose open questions may have changed
        self.gone: set[str] = set()
        self.made: dict[str, tuple[Judgement, ...]] = {}

    def update(self, documents: Mapping[str, Sequence[Profile]], judged: Iterable[Pair] = ()) -> Changes:
        """Put in Documents, each with the Profiles of all its Reports, and say which pairs have a new verdict."""
        self.asked, self.gone, self.made = set(), set(), {}
        for known in (self.seen, self.keyed, self.spots, self.compared):
            known.clear()
        new, loose, touched = self._put_in(documents)
        loose |= {report for pair in judged for report in pair if self.shelf.get("report", report) is not None}
        turned, beside = self._turn(new | loose)
        new, loose = new | turned, loose | beside | touched
        self._settle(new, loose, total=False)
        moved = {report for name in self.made for report in self.shelf.linked("cluster", name)}
        totals = {total for part in moved for total in self.shelf.linked("part", part)}
        self.seen.clear()  # parts of totals have other names now
        self._settle(new | totals, loose, total=True)
        self._ask()
        return Changes(frozenset(self.gone), self.made)

    def profile(self, report: str) -> Profile:
        """The Profile of a Report, the parts of a total by the names of their clusters."""
        found = self.seen.get(report)
        if found is None:
            row: ReportRow = self.shelf.get("report", report)
            found = row.profile
            if found.total and found.parts:
                found = replace(found, parts=tuple(sorted(set(map(self._part, found.parts)))))
            self.seen[report] = found
        return found

    def _keys(self, report: str) -> tuple[str, ...]:
        found = self.keyed.get(report)
        if found is None:
            found = self.keyed[report] = keys(self.profile(report))
        return found

    def _spot(self, report: str) -> Spot:
        found = self.spots.get(report)
        if found is None:
            found = self.spots[report] = spot(self.profile(report), self.scores)
        return found

    def _part(self, report: str) -> str:
        """What totals know a part by: its cluster where it is a single happening."""
        home: HomeRow | None = self.shelf.get("home", report)
        return home.cluster if home is not None and self._is_kind(report, total=False) else report

    def _put_in(self, documents: Mapping[str, Sequence[Profile]]) -> tuple[set[str], set[str], set[str]]:
        """Enter Profiles. Reports that are new or read otherwise; Reports next to what is gone; all that were put in."""
        new: set[str] = set()
        loose: set[str] = set()
        touched: set[str] = set()
        for name, profiles in documents.items():
            before: DocumentRow | None = self.shelf.get("document", name)
            given = {profile.id: profile for profile in profiles}
            for report in before.reports if before else ():
                row: ReportRow = self.shelf.get("report", report)
                if report not in given or replace(row.profile, total=row.counts_over) != given[report]:
                    loose |= self._around(report)
                    self._take_out(report, row.profile)
            for report, profile in given.items():
                touched.add(report)
                if self.shelf.get("report", report) is None:
                    new.add(report)
                    self._enter(ReportRow(profile, profile.total))
            self.shelf.put("document", name, DocumentRow(tuple(sorted(given))))
        return new, {report for report in loose if self.shelf.get("report", report) is not None}, touched

    def _enter(self, row: ReportRow) -> None:
        profile = row.profile
        self.shelf.put("report", profile.id, row)
        if self.known is None:
            self.keyed[profile.id] = keys(profile)
            for key in self.keyed[profile.id]:
                self.shelf.link("key", key, profile.id)
        for key in salvo_keys(profile):
            self.shelf.link("salvo" if row.counts_over else "strike", key, profile.id)
        for part in profile.parts:
            self.shelf.link("part", part, profile.id)

    def _take_out(self, report: str, profile: Profile) -> None:
        row: ReportRow = self.shelf.get("report", report)
        home: HomeRow | None = self.shelf.get("home", report)
        if home is not None:
            self.shelf.unlink("cluster", home.cluster, report)
            self.gone.add(home.cluster)
        for key in keys(profile):
            self.shelf.unlink("key", key, report)
        for key in salvo_keys(profile):
            self.shelf.unlink("salvo" if row.counts_over else "strike", key, report)
        for part in profile.parts:
            self.shelf.unlink("part", part, report)
        self._untie(report)
        for table in ("report", "home", "question"):
            self.shelf.drop(table, report)
        for known in (self.seen, self.keyed, self.spots):
            known.pop(report, None)

    def _untie(self, report: str) -> None:
        for index in ("tie", "open"):
            for other in self.shelf.linked(index, report):
                self.shelf.unlink(index, report, other)
                self.shelf.unlink(index, other, report)
                if index == "open":
                    self.shelf.drop("open", _pair_name(report, other))
                    self.asked.add(other)

    def _around(self, report: str) -> set[str]:
        """The Reports whose cluster may change when this one goes: its ties and the others of its cluster."""
        home: HomeRow | None = self.shelf.get("home", report)
        mates = self.shelf.linked("cluster", home.cluster) if home else ()
        salvos = {salvo for key in salvo_keys(self.profile(report)) for salvo in self.shelf.linked("salvo", key)}
        return {*mates, *self.shelf.linked("tie", report), *self.same.get(report, ()), *salvos} - {report}

    def _turn(self, reports: set[str]) -> tuple[set[str], set[str]]:
        """Enter anew what is a single happening after all, or no longer (``_is_total``); and what was next to it."""
        asked = set(reports)
        for report in reports:
            asked |= self.same.get(report, set())
            asked.update(salvo for key in salvo_keys(self.profile(report)) for salvo in self.shelf.linked("salvo", key))
        turned: set[str] = set()
        beside: set[str] = set()
        for report in sorted(asked):
            row: ReportRow | None = self.shelf.get("report", report)
            if row is None or not row.counts_over:
                continue
            total = self._is_total(row.profile)
            if total != row.profile.total:
                turned.add(report)
                beside |= self._around(report)
                self._take_out(report, row.profile)
                self._enter(ReportRow(replace(row.profile, total=total), counts_over=True))
        return turned, beside

    def _is_total(self, profile: Profile) -> bool:
        """Whether what counts over several happenings is linked with totals.

        Not where a person says that it is the same as a single one, and not where a salvo "on the country" has exactly
        the size of one strike in it that day: it is that strike without its town.
        """
        for other in self.same.get(profile.id, ()):
            row: ReportRow | None = self.shelf.get("report", other)
            if row is not None and not row.counts_over:
                return False
        return not (profile.salvo and any(self.shelf.linked("strike", key) for key in salvo_keys(profile)))

    def _settle(self, new: set[str], loose: set[str], *, total: bool) -> None:
        """Compare what is new, and cluster every component that it or what is loose lies in."""
        new = {report for report in new if self._is_kind(report, total=total)}
        loose = new | {report for report in loose if self._is_kind(report, total=total)}
        for report in new if self.known is None else ():  # what is known ahead is put where nothing is tied yet
            loose.update(self.shelf.linked("tie", report))
            self._untie(report)
        self.compared = {report: {} for report in new}
        for report in sorted(new):
            self._tie(report, new)
        done: set[str] = set()
        for seed in sorted(loose):
            if seed not in done:
                component = self._component(seed)
                done.update(component)
                self._cluster(component, loose)

    def _is_kind(self, report: str, *, total: bool) -> bool:
        row: ReportRow | None = self.shelf.get("report", report)
        return row is not None and row.profile.total == total

    def _tie(self, report: str, new: set[str]) -> None:
        """Compare a Report with all that share a key with it; two that are new are compared once."""
        self.asked.add(report)
        for other, known in self._candidates(report):
            if other < report and other in new:
                continue
            found = self._total(report, other) if known is None else known
            self.compared[report][other] = found
            if other in new:
                self.compared[other][report] = found
            if found > self.table.same_from:
                self.shelf.link("tie", report, other)
                self.shelf.link("tie", other, report)
            elif found >= self.table.unsure_from:
                self.shelf.link("open", report, other)
                self.shelf.link("open", other, report)
                self.shelf.put("open", _pair_name(report, other), OpenRow(found))

    def _total(self, one: str, other: str) -> float:
        if plainly_apart(self._spot(one), self._spot(other)):
            return FORBIDS
        return total(self.profile(one), self.profile(other), self.kinship, self.scores)

    def _candidates(self, report: str) -> list[tuple[str, float | None]]:
        """The Reports that share a key with one, in order, each with what the pair comes to where that is known ahead."""
        if self.known is not None:
            total = self.profile(report).total
            singles = self.known.singles.get(report, {}) if not total else {}
            others = self.known.others.get((report, total), ())
            near = [*singles.items(), *((other, None) for other, kind in others if self._is_kind(other, total=kind))]
            return sorted(pair for pair in near if pair[1] is None or self._is_kind(pair[0], total=False))
        document = self.profile(report).document
        found: set[str] = set()
        for key in self._keys(report):
            found.update(self.shelf.linked("key", key))
        return [(other, None) for other in sorted(found) if self.profile(other).document != document]

    def _component(self, seed: str) -> list[str]:
        """All that ties, and people's SAME, join with a Report of the same kind."""
        total = self.profile(seed).total
        found, waiting = {seed}, [seed]
        while waiting:
            report = waiting.pop()
            for other in (*self.shelf.linked("tie", report), *sorted(self.same.get(report, ()))):
                if other not in found and self._is_kind(other, total=total):
                    found.add(other)
                    waiting.append(other)
        return sorted(found)

    def _cluster(self, component: list[str], loose: set[str]) -> None:
        totals = self._totals(component)
        found = self._partition(component, totals) if len(component) > 1 else [tuple(component)]
        before: dict[str, HomeRow | None] = {report: self.shelf.get("home", report) for report in component}
        former = {home.cluster: self.shelf.linked("cluster", home.cluster) for home in before.values() if home}
        homes = {report: members[0] for members in found for report in members}
        inside = _strongest(totals, homes)
        kept = {members[0] for members in found if former.get(members[0]) == members and loose.isdisjoint(members)}
        self.gone |= former.keys() - kept
        for members in found:
            name = members[0]
            if name in kept:
                continue
            self.made[name] = tuple(self._explain(*pair) for pair in inside.get(name, ()))
            self.asked.update(members)
            for report in members:
                home = before[report]
                if home is None or home.cluster != name:
                    if home is not None:
                        self.shelf.unlink("cluster", home.cluster, report)
                    self.shelf.put("home", report, HomeRow(name))
                    self.shelf.link("cluster", name, report)

    def _explain(self, one: str, other: str) -> Judgement:
        return explain(self.profile(one), self.profile(other), self.kinship, self.table)

    def _totals(self, component: list[str]) -> dict[Pair, float]:
        """The total of every pair of a component that shares a key."""
        if len(component) < 2:
            return {}
        inside = set(component)
        found: dict[Pair, float] = {}
        standing: dict[str, list[str]] = {}
        for report in component:
            compared = self.compared.get(report)
            if compared is not None:
                for other, total in compared.items():
                    if other in inside and (report < other or other not in self.compared):
                        found[min(report, other), max(report, other)] = total
                continue
            document = self.profile(report).document
            for key in self._keys(report):
                block = standing.setdefault(key, [])
                for other in block:
                    if (other, report) not in found and self.profile(other).document != document:
                        found[other, report] = self._total(other, report)
                block.append(report)
        return dict(sorted(found.items()))

    def _partition(self, component: list[str], totals: Mapping[Pair, float]) -> list[tuple[str, ...]]:
        people = dict(self._decided(set(component)))
        together = [pair for pair, verdict in people.items() if verdict == "SAME"]
        joined = _joined(together)
        weights, forbidden = {}, [pair for pair, verdict in people.items() if verdict == "DIFFERENT"]
        for pair, found in totals.items():
            if found != FORBIDS:
                if people.get(pair) != "DIFFERENT":
                    weights[pair] = pull(found, self.table)
            elif not joined(*pair):
                forbidden.append(pair)
        return clusters(
            component, weights, together, forbidden,
            colours={report: self.profile(report).document for report in component},
            excludes=lambda left, right: not joined(left, right) and excludes(
                self.profile(left), self.profile(right), self.kinship),
        )  # fmt: skip

    def _decided(self, reports: set[str]) -> Iterator[tuple[Pair, str]]:
        for pair in sorted({pair for report in reports for pair in self.told.get(report, ())}):
            if pair[0] in reports and pair[1] in reports:
                yield pair, self.decided[pair]

    def _ask(self) -> None:
        """Keep each Report's strongest open question outside its cluster, where that may have changed."""
        around = {other for report in self.asked for other in self.shelf.linked("open", report)}
        for report in sorted(self.asked | around):
            best = None
            others = self.shelf.linked("open", report)
            if others and self.shelf.get("report", report) is not None:
                home = self.shelf.get("home", report)
                questions = [
                    (-self.shelf.get("open", _pair_name(report, other)).total, min(report, other), max(report, other))
                    for other in others
                    if self.shelf.get("home", other) != home
                ]
                if questions:
                    best = self._explain(*min(questions)[1:])
            if best is None:
                self.shelf.drop("question", report)
            else:
                self.shelf.put("question", report, best)


def newest(verdicts: Iterable[Judgement]) -> dict[Pair, str]:
    """People's newest SAME or DIFFERENT on each pair, the smaller id first; UNSURE takes a verdict back."""
    found: dict[Pair, str] = {}
    for verdict in sorted(verdicts, key=lambda v: (v.time or "", v.author, v.verdict)):
        left, right = sorted((verdict.left, verdict.right))
        found[left, right] = verdict.verdict
    return {pair: verdict for pair, verdict in found.items() if verdict != "UNSURE"}


def salvo_keys(profile: Profile) -> Iterator[str]:
    """Type, day, country and size of what was launched, for totals that may be one strike without its town."""
    if profile.parts:
        return
    sizes = {q.exact for question, _, q in profile.counts if question == "launched" and q.exact}
    for day in sorted({day.date() for span in profile.times for day in (span.start, span.end)} if sizes else ()):
        for country in sorted({place.country for place in profile.places if place.country}):
            for size in sorted(sizes):
                yield f"{profile.type} {day} {country} {size}"


def _joined(together: Iterable[Pair]) -> Callable[[str, str], bool]:
    """Whether a chain of people's SAME holds two Reports together, whatever the program makes of the pair."""
    home: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for left, right in together:
        kept, gone = home.setdefault(left, left), home.setdefault(right, right)
        if kept != gone:
            moved = members.pop(gone, [gone])
            members.setdefault(kept, [kept]).extend(moved)
            home.update(dict.fromkeys(moved, kept))
    return lambda left, right: left in home and home[left] == home.get(right)


def pull(total: float, table: Table) -> float:
    """How strongly a pair asks to be one cluster, or not to be: what is unsure does neither."""
    return total - table.same_from if total >= table.same_from else min(0.0, total - table.unsure_from)


def _strongest(totals: Mapping[Pair, float], homes: Mapping[str, str]) -> dict[str, list[Pair]]:
    """Each Report's strongest tie inside its cluster, by cluster."""
    best: dict[str, Pair] = {}
    for pair, found in sorted(totals.items(), key=lambda tie: (-tie[1], tie[0])):
        if homes[pair[0]] == homes[pair[1]] and found != FORBIDS:
            best.setdefault(pair[0], pair)
            best.setdefault(pair[1], pair)
    kept: dict[str, list[Pair]] = {}
    for pair in sorted(set(best.values())):
        kept.setdefault(homes[pair[0]], []).append(pair)
    return kept


def _pair_name(one: str, other: str) -> str:
    return f"{min(one, other)} {max(one, other)}"
