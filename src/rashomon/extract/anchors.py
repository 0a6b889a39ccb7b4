"""Which time and which place a predicate is told of.

Launch place, impact place, dateline and the speaker's place are four places; the day of an attack and the day of a
statement are two days. A mention's role is read off the tree; a predicate takes the nearest mention of the right role.
"""

import re
from typing import Literal

from msgspec import Struct
from spacy.tokens import Token

from rashomon.extract.attribution import Attribution
from rashomon.extract.places import PlaceMention
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS, is_passive, is_verb
from rashomon.extract.times import TimeMention

PlaceRole = Literal["event", "launch", "speaker", "actor", "dateline", "demonym", "name"]

_DATELINE = re.compile(r"^[A-Z][\w ,.'’/-]{1,60}?(?:\([A-Za-z/ ]+\)\s*)?\s*(?:--|—|–|-|:)\s+$")
_LAUNCHERS = frozenset({"launch", "fire", "take", "send", "depart", "come", "originate", "fly", "shoot", "release", "direct"})
_HOLDERS = ("office", "speaker", "channel")
_SITES = frozenset({"in", "at", "on", "near", "over", "against", "toward", "towards", "into", "outside", "across", "around",
                    "inside", "to", "above", "of", "off", "within", "throughout", "beyond", "by", "along", "from", "for",
                    "upon", "onto", "under", "between", "south", "north", "east", "west"})  # fmt: skip


class PlaceAnchor(Struct, frozen=True):
    """A place mention, the token it hangs by, and what it is to its clause."""

    mention: PlaceMention
    token: Token
    role: PlaceRole


class TimeAnchor(Struct, frozen=True):
    """A time mention, the token it hangs by, and whether it dates a statement rather than a happening."""

    mention: TimeMention
    token: Token
    of_speech: bool


class Anchors:
    """The times and places of a document by sentence, with their roles."""

    def __init__(self, scene: Scene, attribution: Attribution) -> None:
        self.scene = scene
        self.attribution = attribution
        self.places: dict[int, list[PlaceAnchor]] = {}
        self.times: dict[int, list[TimeAnchor]] = {}
        for mention in scene.places:
            token = scene.head(mention)
            anchor = PlaceAnchor(mention, token, self._role(mention, token))
            self.places.setdefault(scene.sentence_number(token), []).append(anchor)
        for time in scene.times:
            token = scene.head(time)
            self.times.setdefault(scene.sentence_number(token), []).append(TimeAnchor(time, token, self._of_speech(token)))

    # Roles --------------------------------------------------------------------------------------------------------------

    def _role(self, mention: PlaceMention, token: Token) -> PlaceRole:
        if mention.demonym:
            return "demonym"
        if mention.role in {"reference", "modifier"}:
            return "name"
        paragraph = self.scene.text.rfind("\n", 0, mention.start) + 1
        if _DATELINE.match(self.scene.text[paragraph : mention.end + 40].split(" ", 12)[0] + " ") or self._is_dateline(
            mention, paragraph
        ):
            return "dateline"
        up = self._bearer(token)
        if up is not token and self.scene.term_at(up, *_HOLDERS) is not None:
            return "speaker"
        for kind in _HOLDERS:
            term = self.scene.term_at(token, kind)
            if term is not None and (term.start < mention.start or term.end > mention.end):
                return "speaker"
        if token.dep_ == "poss" and self.scene.term_at(token.head, "office", "speaker") is not None:
            return "speaker"
        acts = mention.metonym or mention.place is not None and (mention.place.precision or 0) == 6
        if up.dep_ == "nsubj" and not is_passive(up.head) and (acts or up.head.i in self.attribution.stops):
            # "Moscow has announced", "Ukraine launched": a country or capital that acts is not a place.
            if up is token and up.head.lemma_.lower() not in {"be", "come", "see", "suffer", "remain", "experience"}:
                return "actor"
        if token.dep_ == "pobj":
            prep = token.head
            if prep.head.lemma_.lower() == "speak" or prep.head.i in self.attribution.stops and prep.lower_ in {"in", "from", "at"}:
                return "speaker"
            if prep.dep_ == "agent":
                return "actor"
            if prep.lower_ == "from" and prep.head.lemma_.lower() in _LAUNCHERS:
                return "launch"
            wide = mention.place is not None and (mention.place.precision or 0) == 6
            out_of = prep.lower_ == "of" and prep.i > 0 and prep.nbor(-1).lower_ == "out"
            if (prep.lower_ == "by" or out_of) and (mention.metonym or wide):
                return "actor"
        if token.dep_ in {"compound", "nmod", "amod"} and token.head.pos_ == "PROPN" and token.head.ent_type_ in {"PERSON", "ORG"}:
            return "name"
        return "event"

    def _is_dateline(self, mention: PlaceMention, paragraph: int) -> bool:
        if mention.start - paragraph > 2:
            return False
        line = self.scene.text[paragraph : paragraph + 80]
        return bool(re.match(r"^[\"“]?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*(?:, [A-Z][\w.]*(?: [\w.]+)?)*"
                             r"(?:,? \d{1,2} \w+| [A-Z][a-z]+\.? \d{1,2}| \(\w[\w ]*\))?\s*(?:\([\w /]+\)\s*)?(?:--|—|–| - )\s*", line))  # fmt: skip

    def _bearer(self, token: Token) -> Token:
        """The noun that a place is only a part of: "governor" in "the governor of Kharkiv"."""
        node = token
        while node.dep_ in {"compound", "nmod", "poss", "amod"} or node.dep_ == "pobj" and node.head.lower_ in {"of", "for"} and (
            node.head.dep_ == "prep" and node.head.head.pos_ in {"NOUN", "PROPN"}
        ):
            node = node.head if node.dep_ != "pobj" else node.head.head
            if self.scene.term_at(node, *_HOLDERS) is not None:
                return node
        return token

    def _of_speech(self, token: Token) -> bool:
        """Whether the time hangs on a cue ("said on Thursday") and not on what was said."""
        for node in token.ancestors:
            if not is_verb(node) and node.dep_ not in {"prep", "pobj", "npadvmod", "nmod", "nummod", "appos"}:
                return False
            if is_verb(node):
                if node.i in self.attribution.stops:
                    cue = next(c for c in self.attribution.cues if c.token == node.i)
                    return token.i not in cue.content
                speaks = any(child.dep_ == "ccomp" and child.i in self.attribution.stops for child in node.children)
                return node.lemma_ == "be" and speaks
        return False

    # Choice -------------------------------------------------------------------------------------------------------------

    def time_for(self, token: Token) -> TimeAnchor | None:
        """The nearest time of a happening in the sentence of ``token``; windows and lengths last."""
        times = [t for t in self.times.get(self.scene.sentence_number(token), ()) if not t.of_speech and t.mention.kind != "duration"]
        points = [t for t in times if t.mention.kind != "window"]
        return min(points or times, key=lambda t: (t.mention.is_clock_only, self._distance(token, t.token)), default=None)

    def clock_for(self, token: Token) -> TimeAnchor | None:
        """The nearest bare clock time in the sentence."""
        times = [t for t in self.times.get(self.scene.sentence_number(token), ()) if not t.of_speech and t.mention.is_clock_only]
        return min(times, key=lambda t: self._distance(token, t.token), default=None)

    def place_for(self, token: Token) -> PlaceAnchor | None:
        """The nearest place of a happening in the sentence of ``token``, the narrowest of those that nest."""
        here = [p for p in self.places.get(self.scene.sentence_number(token), ()) if p.role == "event"]
        if not here:
            return None
        best = min(here, key=lambda p: (self._distance(token, p.token), p.mention.start))
        for other in here:
            if _narrower(other.mention, best.mention) and self._distance(other.token, best.token) <= 4:
                best = other
        return best

    def launch_place_for(self, token: Token) -> PlaceAnchor | None:
        """The place that something was launched from, named in the sentence."""
        return next((p for p in self.places.get(self.scene.sentence_number(token), ()) if p.role == "launch"), None)

    def _distance(self, one: Token, other: Token) -> int:
        """Steps in the tree between two tokens; a step over a second clause costs three."""
        path = [one, *one.ancestors]
        rank = {node.i: n for n, node in enumerate(path)}
        steps = 0
        node = other
        while node.i not in rank:
            steps += 3 if node.dep_ == "conj" and is_verb(node) and any(c.dep_ in SUBJECTS for c in node.children) else 1
            if node.head.i == node.i:
                return 99
            node = node.head
        down = 0
        for each in path[: rank[node.i]]:
            down += 3 if each.dep_ == "conj" and is_verb(each) and any(c.dep_ in SUBJECTS for c in each.children) else 1
        return steps + down


def _narrower(one: PlaceMention, other: PlaceMention) -> bool:
    if one.place is None or other.place is None or one is other:
        return False
    return (one.place.precision or 9) < (other.place.precision or 9) and one.place.country in {other.place.country, None}
