"""Reports to Events: which Reports of different Documents tell of one happening.

``link`` blocks (``candidates``), judges each pair (``compare``) and clusters (``clusters``): single happenings first,
then totals, whose parts are by then known.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from rashomon.link.candidates import candidate_pairs
from rashomon.link.clusters import Pair, cluster
from rashomon.link.compare import FORBIDS, LINK_CODES, SAME_FROM, UNSURE_FROM, WEIGHTS, excludes, explain, score
from rashomon.link.profile import Kinship, PlainKinship, Profile, profiles_of
from rashomon.model import Judgement

__all__ = [
    "LINK_CODES", "WEIGHTS", "Kinship", "Links", "PlainKinship", "Profile", "explain", "link", "profiles_of",
]  # fmt: skip


class Links(Struct, frozen=True):
    """Clusters of report ids, and the program's verdicts that explain them: SAME inside, UNSURE to be settled."""

    clusters: tuple[tuple[str, ...], ...]
    judgements: tuple[Judgement, ...]


def link(profiles: Sequence[Profile], kinship: Kinship | None = None, verdicts: Iterable[Judgement] = ()) -> Links:
    """Cluster Reports into happenings. A person's newest SAME or DIFFERENT on a pair (``verdicts``) wins."""
    relation = kinship or PlainKinship()
    decided = _newest(verdicts)
    profiles = _settle_totals(profiles, decided)
    singles, judged = _link(sorted((p for p in profiles if not p.total), key=lambda p: p.id), relation, decided)
    home = {report: members[0] for members in singles for report in members}
    totals = [
        replace(profile, parts=tuple(sorted({home.get(part, part) for part in profile.parts})))
        for profile in sorted((p for p in profiles if p.total), key=lambda p: p.id)
    ]
    sums, more = _link(totals, relation, decided)
    return Links(tuple(sorted(singles + sums)), tuple(_worth_keeping([*judged, *more], singles + sums)))


def _settle_totals(profiles: Sequence[Profile], decided: Mapping[Pair, str]) -> list[Profile]:
    """Totals that are single happenings: by a person's verdict that they are the same as one, or by their size.

    A salvo "on the country" of exactly the size of one strike in it that day is that strike without its town.
    """
    singles = {profile.id for profile in profiles if not profile.total}
    strikes = {key for profile in profiles if not profile.total for key in _salvo_keys(profile)}
    same = [pair for pair, verdict in decided.items() if verdict == "SAME" and singles & set(pair)]
    joined = {report for pair in same for report in pair}
    return [
        replace(profile, total=False)
        if profile.id in joined or (profile.salvo and strikes & set(_salvo_keys(profile)))
        else profile
        for profile in profiles
    ]


def _salvo_keys(profile: Profile) -> Iterable[tuple[object, ...]]:
    for span in profile.times:
        for day in {span.start.date(), span.end.date()}:
            for country in {place.country for place in profile.places if place.country}:
                for question, _, quantity in profile.counts:
                    if question == "launched" and quantity.exact and not profile.parts:
                        yield (profile.type, day, country, quantity.exact)


def _newest(verdicts: Iterable[Judgement]) -> dict[Pair, str]:
    newest: dict[Pair, str] = {}
    for verdict in sorted(verdicts, key=lambda v: (v.time or "", v.author, v.verdict)):
        left, right = sorted((verdict.left, verdict.right))
        newest[left, right] = verdict.verdict
    return newest


def _link(
    profiles: list[Profile], kinship: Kinship, decided: Mapping[Pair, str]
) -> tuple[list[tuple[str, ...]], list[Judgement]]:
    judged, weights, forbidden = [], {}, []
    for one, other in candidate_pairs(profiles):
        judgement = explain(profiles[one], profiles[other], kinship)
        total = score(judgement.reasons)
        if total == FORBIDS:
            forbidden.append((judgement.left, judgement.right))
            continue
        weights[judgement.left, judgement.right] = _pull(total)
        judged.append(judgement)
    people = {pair: verdict for pair, verdict in decided.items() if verdict != "UNSURE"}
    together = [pair for pair, verdict in people.items() if verdict == "SAME"]
    joined = _joined(together)
    forbidden = [(one, other) for one, other in forbidden if not joined(one, other)]
    forbidden += [pair for pair, verdict in people.items() if verdict == "DIFFERENT"]
    weights = {pair: weight for pair, weight in weights.items() if people.get(pair) != "DIFFERENT"}
    by_id = {profile.id: profile for profile in profiles}
    clusters = cluster(
        [profile.id for profile in profiles], weights, forbidden=forbidden, together=together,
        colours={profile.id: profile.document for profile in profiles},
        excludes=lambda left, right: not joined(left, right) and excludes(by_id[left], by_id[right], kinship),
    )  # fmt: skip
    return clusters, judged


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


def _pull(total: float) -> float:
    """How strongly a pair asks to be one cluster, or not to be: what is unsure does neither."""
    return total - SAME_FROM if total >= SAME_FROM else min(0.0, total - UNSURE_FROM)


def _worth_keeping(judged: list[Judgement], clusters: Iterable[tuple[str, ...]]) -> list[Judgement]:
    """Each Report's strongest tie inside its cluster, and its strongest open question outside it."""
    home = {report: members[0] for members in clusters for report in members}
    best: dict[tuple[str, bool], Judgement] = {}
    for judgement in sorted(judged, key=lambda j: (-score(j.reasons), j.left, j.right)):
        inside = home[judgement.left] == home[judgement.right]
        if inside or judgement.verdict == "UNSURE":
            best.setdefault((judgement.left, inside), judgement)
            best.setdefault((judgement.right, inside), judgement)
    return sorted(set(best.values()), key=lambda j: (j.left, j.right))
