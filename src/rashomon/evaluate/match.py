"""Which event of the Ledger is which happening of the gold: by the documents that they share, then date and place."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from rashomon.evaluate.assign import best_pairs
from rashomon.evaluate.gold import GoldEvent
from rashomon.model import Event
from rashomon.values import Place, When, haversine_km

NEAR_KM = 25.0  # two gazetteers put one large city up to 20 km apart; the gold's own radius counts where it is larger
WIDE_KM = 300.0  # of an area whose middle is a matter of taste: Russia's is put 3,800 km apart

# PLOVER types of things done; the others are things said, which the gold lists under "speech".
DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "AID"})

# What each agreement weighs in the choice of a partner. Documents first: a quarter of them is worth a date.
_DOCUMENTS, _DATE, _PLACE, _FIGURES = 4.0, 1.0, 1.0, 0.5
_UNKNOWN = 0.25  # a time or place that was not found speaks neither for nor against


class Verdict(Struct, frozen=True, kw_only=True):
    """How a found time or place stands to the gold's: None is not found, ``exact`` the same days."""

    right: bool | None
    exact: bool = False
    apart: float | None = None

    @property
    def weight(self) -> float:
        """What it adds to the match of two events, 0 to 1."""
        return _UNKNOWN if self.right is None else float(self.right)


def match_events(
    gold: Sequence[GoldEvent], found: Sequence[Event], figures: Callable[[GoldEvent, Event], float]
) -> dict[str, str]:
    """The gold's event ids with the ids of the Events that they are, one to one, the best pairing over all.

    A pair shares a document; one whose date and place are both wrong is none. ``figures`` gives the share, 0 to 1, of
    the gold's figures that stand in an Event: it decides where documents, date and place do not.
    """
    weights = [[_weight(event, other, figures) for other in found] for event in gold]
    return {gold[row].id: found[column].id for row, column in best_pairs(weights)}


def _weight(event: GoldEvent, other: Event, figures: Callable[[GoldEvent, Event], float]) -> float:
    shared = len(set(event.documents) & set(other.documents))
    if not shared:
        return 0.0
    dice = 2 * shared / (len(set(event.documents)) + len(set(other.documents)))
    when, where = date_verdict(event, other.when), place_verdict(event, other.where)
    if when.right is False and where.right is False:
        return 0.0
    return _DOCUMENTS * dice + _DATE * when.weight + _PLACE * where.weight + _FIGURES * figures(event, other)


def date_verdict(event: GoldEvent, when: When | None) -> Verdict:
    """Whether the days overlap, and whether they are the same."""
    gold, found = gold_days(event), when.days() if when else None
    if gold is None or found is None:
        return Verdict(right=None)
    return Verdict(right=gold[0] <= found[1] and found[0] <= gold[1], exact=gold == found)


def place_verdict(event: GoldEvent, place: Place | None) -> Verdict:
    """Whether the point lies within the gold's radius, or within NEAR_KM where that is more.

    A wide area (WIDE_KM and more) of the same name is the same, wherever in it the two put their points.
    """
    if place is None or place.latitude is None or place.longitude is None:
        return Verdict(right=None)
    if event.latitude is None or event.longitude is None:
        return Verdict(right=None)
    apart = haversine_km(event.latitude, event.longitude, place.latitude, place.longitude)
    radius = event.radius_km or 0.0
    named = (
        radius >= WIDE_KM and place.country == event.country and place.name.casefold() == (event.place or "").casefold()
    )
    return Verdict(right=named or apart <= max(radius, NEAR_KM), apart=apart)


def gold_days(event: GoldEvent) -> tuple[date, date] | None:
    """First and last day of a happening, None where the gold leaves them open."""
    if event.date_start is None:
        return None
    return date.fromisoformat(event.date_start), date.fromisoformat(event.date_end or event.date_start)


def b_cubed(gold: Mapping[str, frozenset[str]], found: Mapping[str, frozenset[str]]) -> tuple[float, float, int, int]:
    """Sums of B-cubed precision and recall over documents, and how many documents each is a mean over.

    A document can tell of several events, so this is the extended form: for a pair of documents (one with itself
    included) the smaller of how many events they share here and there, over how many they share in the found
    (precision) or in the gold (recall). E. Amigó, J. Gonzalo, J. Artiles, F. Verdejo, "A comparison of extrinsic
    clustering evaluation metrics based on formal constraints", Information Retrieval 12 (2009). Both maps go from document to event ids.
    """
    names = sorted({*gold, *found})

    def total(whole: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> tuple[float, int]:
        means = []
        for one in names:
            shares = [
                min(len(both), len(other.get(one, none) & other.get(two, none))) / len(both)
                for two in names
                if (both := whole.get(one, none) & whole.get(two, none))
            ]
            if shares:
                means.append(sum(shares) / len(shares))
        return sum(means), len(means)

    none: frozenset[str] = frozenset()
    precision, found_documents = total(found, gold)
    recall, gold_documents = total(gold, found)
    return precision, recall, found_documents, gold_documents
