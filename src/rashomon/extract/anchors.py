"""Which time and which place a predicate is told of.

``roles`` says what each mention is to its clause; here a predicate takes the nearest mention of the right role that no
other attack word holds. A phrase for the whole country ("nationwide", "across the country") is a place as well.
"""

import re

from msgspec import Struct
from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.areas import WHOLE_COUNTRY, unnamed_places
from rashomon.extract.attribution import Attribution
from rashomon.extract.fits import COUNTRY, DISTRICT, REGION, is_named_only, is_narrow, is_wide
from rashomon.extract.mentions import PlaceMention
from rashomon.extract.place_roles import PlaceRole, place_role
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS, is_verb, sentence_of
from rashomon.extract.time_roles import TimeRole, may_take, time_role
from rashomon.extract.times import TimeMention
from rashomon.extract.whereabouts import WAYS
from rashomon.values import Place

# What stands between the links of a chain of places: "Poptun, in the northern El", "Orsa (", "Belin, a town in".
_LINK = re.compile(
    r"\s*[,(]\s*(?:(?:located|situated|an? [\w -]{0,30}) )?(?:in |of )?(?:the )?"
    r"(?:(?:far )?(?:north|south|east|west|centr)[\w-]* )?(?:el |la )?",
    re.IGNORECASE,
)
_FAR = 99  # steps between tokens of two trees


class PlaceAnchor(Struct, frozen=True):
    """A place mention, the token it hangs by, and what it is to its clause."""

    mention: PlaceMention
    token: Token
    role: PlaceRole


class TimeAnchor(Struct, frozen=True):
    """A time mention, the token it hangs by, and whether it dates a happening, a statement or a count."""

    mention: TimeMention
    token: Token
    role: TimeRole


class Anchors:
    """The times and places of a document by sentence, with their roles.

    A place in ``listed`` (where its name starts, code points) is that of one count of a list, and of nothing else.
    """

    def __init__(self, scene: Scene, attribution: Attribution, listed: frozenset[int] = frozenset()) -> None:
        self.scene = scene
        self.attribution = attribution
        self.places: dict[int, list[PlaceAnchor]] = {}
        self.times: dict[int, list[TimeAnchor]] = {}
        for mention in scene.places:
            token = scene.head(mention)
            role: PlaceRole = place_role(scene, attribution, mention, token)
            anchor = PlaceAnchor(mention, token, "listed" if mention.start in listed else role)
            self.places.setdefault(scene.sentence_number(token), []).append(anchor)
        for time in scene.times:
            token = scene.head(time)
            when = time_role(scene, attribution, time, token)
            self.times.setdefault(scene.sentence_number(token), []).append(TimeAnchor(time, token, when))
        self._add_unnamed()

    def _add_unnamed(self) -> None:
        """Places said without a name count as event places."""
        anchors = [anchor for found in self.places.values() for anchor in found]
        told = [a.mention for a in anchors if a.role in {"event", "dateline", "speaker"}]
        passing = [a.mention for a in anchors if a.role == "name"]
        filed = next((a.mention for a in anchors if a.role == "dateline" and is_narrow(a.mention.place)), None)
        for mention in list(unnamed_places(self.scene, told, passing, filed)):
            token = self.scene.head(mention)
            self.places.setdefault(self.scene.sentence_number(token), []).append(PlaceAnchor(mention, token, "event"))

    # Choice -------------------------------------------------------------------------------------------------------------

    def time_for(self, token: Token) -> TimeAnchor | None:
        """The nearest time of a happening in the sentence of ``token``; windows and lengths last."""
        times = [t for t in self._times(token, "event") if t.mention.kind != "duration" and may_take(token, t.token)]
        points = [t for t in times if t.mention.kind != "window"]
        return min(points or times, key=lambda t: (t.mention.is_clock_only, distance(token, t.token)), default=None)

    def count_time_for(self, token: Token) -> TimeAnchor | None:
        """The time that a count told at ``token`` stood at: "by Monday morning", else the day of its statement."""
        for role in ("as_of", "speech"):
            times = [t for t in self._times(token, role) if t.mention.kind == "point" and not t.mention.is_clock_only]
            if times:
                return min(times, key=lambda t: distance(token, t.token))
        return None

    def speech_time_for(self, token: Token) -> TimeAnchor | None:
        """The day of the statement in the sentence of ``token``."""
        times = [t for t in self._times(token, "speech") if t.mention.kind == "point" and not t.mention.is_clock_only]
        return min(times, key=lambda t: distance(token, t.token), default=None)

    def place_for(self, token: Token) -> PlaceAnchor | None:
        """The nearest place of a happening in the sentence of ``token``, the narrowest of those that nest."""
        here = [p for p in self.places_in(self.scene.sentence_number(token)) if may_take(token, p.token)]
        if not here:
            return self._unresolved(token)
        best = min(here, key=lambda p: (distance(token, p.token), p.mention.start))
        for other in here:
            reach = 6 if _lies_in(other, best) else 4
            if _narrower(other.mention, best.mention) and distance(other.token, best.token) <= reach:
                best = other
        return self._innermost(best)

    def _innermost(self, best: PlaceAnchor) -> PlaceAnchor:
        """ "In the hamlet of X, Y department, in northern Z": the first of a chain, wherever the parser hangs its links."""
        before = [p for p in self.places.get(self.scene.sentence_number(best.token), ()) if p.role == "event"]
        for other in sorted(before, key=lambda p: p.mention.start, reverse=True):
            gap = self.scene.text[other.mention.end : best.mention.start] if other.mention is not best.mention else ""
            if _narrower(other.mention, best.mention) and _LINK.fullmatch(gap) and _lies_in(other, best):
                best = other
        return best

    def place_at(self, start: int) -> PlaceAnchor | None:
        """The place whose name stands at code point ``start``, whatever it is to its clause."""
        return next((a for found in self.places.values() for a in found if a.mention.start == start), None)

    def _unresolved(self, token: Token) -> PlaceAnchor | None:
        """A place that could not be settled, by its name alone: documents may still share it."""
        for anchor in self.places.get(self.scene.sentence_number(token), ()):
            mention = anchor.mention
            if (
                anchor.role == "event"
                and mention.place is None
                and mention.issue is not None
                and _is_inside(anchor.token)
                and may_take(token, anchor.token)
            ):
                return _named(anchor)
        return None

    def places_in(self, number: int) -> list[PlaceAnchor]:
        """The places of happenings in a sentence."""
        return [p for p in self.places.get(number, ()) if p.role == "event" and p.mention.place is not None]

    def places_told(self, number: int) -> list[PlaceAnchor]:
        """The regions and smaller places of happenings in a sentence, those that no list knows by their names."""
        found: list[PlaceAnchor] = []
        for anchor in self.places.get(number, ()):
            if anchor.role != "event":
                continue
            place = anchor.mention.place
            if is_narrow(place) or (place is not None and place.precision is None):
                found.append(anchor)
            elif place is None and anchor.mention.issue is not None and _is_inside(anchor.token):
                found.append(_named(anchor))
        return found

    def launch_place_for(self, token: Token) -> PlaceAnchor | None:
        """The place that something was launched from, named in the sentence."""
        return next((p for p in self.places.get(self.scene.sentence_number(token), ()) if p.role == "launch"), None)

    def _times(self, token: Token, role: str) -> list[TimeAnchor]:
        return [t for t in self.times.get(self.scene.sentence_number(token), ()) if t.role == role]


def distance(one: Token, other: Token) -> int:
    """Steps in the tree between two tokens; a step over a second clause costs three."""
    path = [one, *one.ancestors]
    rank = {node.i: n for n, node in enumerate(path)}
    steps = 0
    node = other
    while node.i not in rank:
        steps += _step(node)
        if node.head.i == node.i:
            return _FAR
        node = node.head
    return steps + sum(_step(each) for each in path[: rank[node.i]])


def _step(node: Token) -> int:
    if node.dep_ == "conj" and is_verb(node.head) and node.pos_ in {"NUM", "NOUN"}:
        return 3  # "four were downed over Sumy and three more over Orsa": a clause that shares its verb
    clause = node.dep_ in {"conj", "ccomp", "parataxis"} and is_verb(node)
    return 3 if clause and any(c.dep_ in SUBJECTS for c in node.children) else 1


def _lies_in(one: PlaceAnchor, other: PlaceAnchor) -> bool:
    """Whether nothing speaks against one place lying in the other: no other first-level area of its own."""
    inner, outer = one.mention.place, other.mention.place
    if inner is None or outer is None:
        return False
    return outer.admin1 is None or inner.admin1 in {None, outer.admin1}


def _named(anchor: PlaceAnchor) -> PlaceAnchor:
    mention = anchor.mention
    return PlaceAnchor(replace(mention, place=Place(name=mention.text, said=mention.text)), anchor.token, "event")


def _is_inside(token: Token) -> bool:
    """ "Killed in X", "on the road to X", "in the direction of X", "in the X sector"."""
    if token.dep_ in {"compound", "nmod"} and token.head.dep_ == "pobj":
        token = token.head
    prep = token.head
    if token.dep_ != "pobj":
        return False
    return prep.lower_ in {"in", "near", "at", "on", "outside", "over"} or (
        prep.lower_ in {"of", "to"} and prep.i > sentence_of(prep).start and prep.nbor(-1).lower_ in WAYS
    )


def _narrower(one: PlaceMention, other: PlaceMention) -> bool:
    if one.place is None or other.place is None or one is other:
        return False
    if is_wide(other.place) and other.kind == "country" and WHOLE_COUNTRY.fullmatch(other.text):
        return False
    if other.start <= one.start and one.end <= other.end:
        return False  # one of the regions that are told together
    smaller = (one.place.precision or 9) < (other.place.precision or COUNTRY)
    area = other.place.precision in {DISTRICT, REGION} and not is_named_only(other.place)
    village = area and is_named_only(one.place) and one.place.admin1 == other.place.admin1
    return (smaller or village) and one.place.country in {other.place.country, None}
