"""Reports to Events: which Reports of different Documents tell of one happening.

``link`` blocks (``candidates``), judges each pair (``compare``) and clusters (``clusters``): single happenings first,
then totals, whose parts are by then known.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from rashomon.link.clusters import Pair
from rashomon.link.compare import LINK_CODES, WEIGHTS, explain
from rashomon.link.neighbourhood import ROWS, Changes, Neighbourhood, newest
from rashomon.link.profile import Kinship, PlainKinship, Profile, profiles_of
from rashomon.model import Judgement
from rashomon.shelf import MemoryShelf

__all__ = [
    "LINK_CODES", "ROWS", "WEIGHTS", "Changes", "Kinship", "Links", "Neighbourhood", "Pair", "PlainKinship", "Profile", "explain",
    "link", "newest", "profiles_of",
]  # fmt: skip


class Links(Struct, frozen=True):
    """Clusters of report ids, and the program's verdicts that explain them: SAME inside, UNSURE to be settled."""

    clusters: tuple[tuple[str, ...], ...]
    judgements: tuple[Judgement, ...]


def link(profiles: Sequence[Profile], kinship: Kinship | None = None, verdicts: Iterable[Judgement] = ()) -> Links:
    """Cluster Reports into happenings, all in one pass. A person's newest SAME or DIFFERENT on a pair (``verdicts``) wins."""
    documents: dict[str, list[Profile]] = {}
    for profile in profiles:
        documents.setdefault(profile.document, []).append(profile)
    shelf = MemoryShelf()
    changes = Neighbourhood(shelf, kinship or PlainKinship(), newest(verdicts)).update(documents)
    questions = {question for _, question in shelf.rows("question")}
    judged = questions.union(*changes.made.values())
    clusters = sorted(shelf.linked("cluster", name) for name in changes.made)
    return Links(tuple(clusters), tuple(sorted(judged, key=lambda j: (j.left, j.right))))
