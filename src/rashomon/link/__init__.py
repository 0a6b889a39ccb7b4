"""Reports to Events: which Reports of different Documents tell of one happening.

``keys`` names what makes two Reports candidates, ``compare`` weighs a pair by the table of ``weights.yaml``, ``clusters``
puts the pairs together under what forbids, and ``Neighbourhood`` does so for what is new alone: single happenings first,
then totals, whose parts are by then known. ``rashomon.link.learn`` makes a table of one's own.
"""

from collections.abc import Iterable

from msgspec import Struct

from rashomon.link.clusters import Pair, clusters
from rashomon.link.compare import Comparison, compare, explain, total
from rashomon.link.keys import candidates, keys
from rashomon.link.neighbourhood import ROWS, Changes, HomeRow, Known, Neighbourhood, newest
from rashomon.link.profile import Kinship, PlainKinship, Profile, profiles_of
from rashomon.link.table import FORBIDS, Table, default_table, load_table
from rashomon.model import Judgement
from rashomon.shelf import MemoryShelf

__all__ = [
    "FORBIDS", "ROWS", "Changes", "Comparison", "HomeRow", "Kinship", "Known", "Links", "Neighbourhood", "Pair",
    "PlainKinship", "Profile", "Table", "candidates", "clusters", "compare", "default_table", "explain", "keys", "link",
    "load_table", "newest", "profiles_of", "total",
]  # fmt: skip


class Links(Struct, frozen=True):
    """Clusters of report ids, and the program's verdicts that explain them: SAME inside, UNSURE to be settled."""

    clusters: tuple[tuple[str, ...], ...]
    judgements: tuple[Judgement, ...]


def link(
    profiles: Iterable[Profile], kinship: Kinship | None = None, verdicts: Iterable[Judgement] = (),
    table: Table | None = None,
) -> Links:  # fmt: skip
    """Cluster Reports into happenings, all in one pass. A person's newest SAME or DIFFERENT on a pair (``verdicts``) wins."""
    documents: dict[str, list[Profile]] = {}
    for profile in profiles:
        documents.setdefault(profile.document, []).append(profile)
    shelf = MemoryShelf()
    changes = Neighbourhood(shelf, kinship or PlainKinship(), newest(verdicts), table).update(documents)
    questions = {question for _, question in shelf.rows("question")}
    judged = questions.union(*changes.made.values())
    clusters = sorted(shelf.linked("cluster", name) for name in changes.made)
    return Links(tuple(clusters), tuple(sorted(judged, key=lambda j: (j.left, j.right))))
