"""What every set measures: B-cubed of clusters, and what the keys keep and leave out."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from table import Row

from rashomon.link import Kinship, Profile, candidates, default_table, total


class Options(Struct, frozen=True):
    """Where parses are kept, whether the peer is measured, and how many reports are made up, for how many processes."""

    cache: Path | None = None
    peer: bool = True
    reports: int = 10_000
    processes: int = 1


def b_cubed(clusters: Iterable[Sequence[str]], gold: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 (Bagga and Baldwin 1998): for each item, how its cluster and its true one overlap."""
    truth: dict[str, set[str]] = {}
    for item, event in gold.items():
        truth.setdefault(event, set()).add(item)
    precision = recall = 0.0
    for members in clusters:
        inside = set(members)
        for item in inside:
            shared = len(inside & truth[gold[item]])
            precision += shared / len(inside)
            recall += shared / len(truth[gold[item]])
    precision, recall = precision / len(gold), recall / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def blocking(
    name: str, profiles: Sequence[Profile], gold: Mapping[str, str], documents: Mapping[str, str], kinship: Kinship
) -> list[Row]:
    """Of the pairs of one event, of different documents, how many share a key; and of those that would link if compared."""
    kept = {(profiles[one].id, profiles[other].id) for one, other in candidates(profiles)}
    events: dict[str, list[Profile]] = {}
    for profile in profiles:
        events.setdefault(gold[profile.id], []).append(profile)
    true = [
        (one, other)
        for members in events.values()
        for place, one in enumerate(members)
        for other in members[place + 1 :]
        if documents[one.id] != documents[other.id]
    ]
    table = default_table()
    scores = table.scores()
    linkable = [pair for pair in true if total(*pair, kinship, scores) >= table.same_from]
    every = len(profiles) * (len(profiles) - 1) // 2

    def share(pairs: Sequence[tuple[Profile, Profile]]) -> float:
        return sum((a.id, b.id) in kept or (b.id, a.id) in kept for a, b in pairs) / max(len(pairs), 1)

    return [
        Row(set=name, measure="true pairs that share a key", ours=share(true), n=len(true)),
        Row(set=name, measure="true pairs that would link, and share a key", ours=share(linkable), n=len(linkable)),
        Row(set=name, measure="pairs never compared", ours=1 - len(kept) / every, n=every),
    ]
