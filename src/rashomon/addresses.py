"""Under which address an Event is published, and which others lead to it.

Every Report has an address of its own. An Event is published under the one that was released already, else under its
earliest member's; the others lead to it. An address stays with its Report for good: when an Event falls apart, the part
that holds the Report keeps the address. Only where the Report is gone does its address go where the others went that
the Event was last released with.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from rashomon.model import ReleasedEvent, derived_id


class Address(Struct, frozen=True):
    """The id of one Event, and every other that leads to it."""

    id: str
    others: tuple[str, ...]


class _Released(Struct):
    """What is known of one released address: when it was first, and what it was told by last."""

    first: int
    anchor: str
    reports: tuple[str, ...]
    documents: tuple[str, ...]


def own(report: str) -> str:
    """The address of one Report."""
    return derived_id("evt", report)


def assign(
    clusters: Sequence[Sequence[str]], documents: Mapping[str, str], released: Iterable[ReleasedEvent]
) -> list[Address]:
    """The address of each cluster of Report ids, whose earliest comes first; ``documents`` is each Report's."""
    home = {report: at for at, cluster in enumerate(clusters) for report in cluster}
    tellers: dict[str, set[int]] = {}
    for report, at in home.items():
        tellers.setdefault(documents[report], set()).add(at)
    claimed: dict[int, list[tuple[int, int, str]]] = {}
    for address, known in _known(released).items():
        found = _home(known, home, tellers)
        if found is not None:
            cluster = clusters[found]
            place = cluster.index(known.anchor) if known.anchor in home else len(cluster)
            claimed.setdefault(found, []).append((known.first, place, address))
    return [
        _address(cluster, [name for *_, name in sorted(claimed.get(at, ()))]) for at, cluster in enumerate(clusters)
    ]


def _address(cluster: Sequence[str], released: Sequence[str]) -> Address:
    owned = [own(report) for report in cluster]
    chosen = released[0] if released else owned[0]
    return Address(chosen, tuple(sorted({*owned, *released} - {chosen})))


def _known(released: Iterable[ReleasedEvent]) -> dict[str, _Released]:
    """Every address that was ever released, from the oldest row to the newest."""
    known: dict[str, _Released] = {}
    order: dict[str, int] = {}
    for row in released:
        release = order.setdefault(row.release, len(order))
        address = known.get(row.event)
        if address is None:
            anchor = next((report for report in row.reports if own(report) == row.event), "")
            known[row.event] = _Released(release, anchor, row.reports, row.documents)
        elif row.reports:
            address.reports, address.documents = row.reports, row.documents
    return known


def _home(known: _Released, home: Mapping[str, int], tellers: Mapping[str, set[int]]) -> int | None:
    """The cluster that an address belongs to: its Report's, else that of most of its Reports, else of its documents."""
    if known.anchor in home:
        return home[known.anchor]
    left = Counter(home[report] for report in known.reports if report in home)
    return _most(left) if left else _most(Counter(at for name in known.documents for at in tellers.get(name, ())))


def _most(votes: Counter[int]) -> int | None:
    """Where most are; None where two places have as many, for a wrong way is worse than none."""
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
