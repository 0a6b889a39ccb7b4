"""Where a speaker goes on without being named again: quotations, updates, and the sentences after a clear source.

A source is carried only inside its paragraph, only over statements that name no other speaker, and only where something
says that it goes on: the same speaker is taken up again, the words point back ("another two", "had been shot down"), or
nothing new (day, place, contrast) comes in between. In doubt the publisher keeps the claim.
"""

import re
from collections.abc import Sequence

from msgspec import Struct
from spacy.tokens import Span

from rashomon.extract.cues import CONTRASTS, GIVEN, Cue
from rashomon.extract.knowledge import triggers
from rashomon.extract.publishers import SELVES
from rashomon.extract.quotes import Quotations
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS
from rashomon.model import Speaker

_POINTING = frozenset({"another", "other", "others", "also", "too", "remaining", "rest", "both", "neither", "them", "these",
                       "those", "additionally", "besides", "moreover", "furthermore", "all", "none", "latter", "overall",
                       "further", "more", "they", "it", "there"})  # fmt: skip
_TURNING = CONTRASTS | {
    "separately",
    "earlier",
    "later",
    "previously",
    "nationwide",
    "if",
    "asked",
    "in",
    "since",
    "on",
    "at",
}
_HARD_TURNS = CONTRASTS | {"separately", "earlier", "later", "previously", "nationwide", "if", "asked", "since"}
_LASTING = frozenset({"official", "military", "party", "agency", "ngo", "medic", "witness", "unknown"})
# How many points speak for a source that is not named again, and against it; from ``_ENOUGH`` on it is carried. The weights are
# set by hand on the project's own open gold and on made-up sentences: false carries cost more than missed ones.
_WEIGHTS = {
    "direct": 1.2,  # in the source's own paragraph, of one who has standing (an office, an army, a medic)
    "joined": 1.5,  # behind a semicolon
    "pointing": 1.0,  # "another", "them", "there", a number without its noun
    "pluperfect": 1.2,  # "had been shot down": reported speech goes on
    "resumed": 2.5,  # the same source is named again in this paragraph
    "resumed later": 0.8,  # or at the head of the next one
    "step": -0.25,  # each statement further from the words that name the source
    "skipped": -0.8,  # each statement in between that was not carried
    "break": -1.7,  # a paragraph's end in between
    "another next": -0.2,  # somebody else speaks next
    "turn": -0.8,  # "on Monday", "in the city": another matter
    "new day": -0.7,
    "new place": -0.4,
    "new region": -0.9,
    "outlet": -1.5,  # a source that is itself an outlet
    "organ": -0.6,  # the publisher has a voice of its own
    "before": -0.6,  # the source is named only behind it
    "after another": -0.8,  # and somebody else spoke before it
}
_ENOUGH = 0.6
_SHORT = 3  # words of a unit that states nothing: the "Moscow time." that a full stop cut off
_TIME_WORDS = frozenset({"the", "since", "night", "morning", "evening", "afternoon", "early", "last", "this", "next", "day", "and",
                         "between", "from", "until", "into", "hours", "about", "late", "noon", "past", "over", "same"})  # fmt: skip
_SAYING = frozenset({"say", "tell", "speak", "quote", "cite", "write", "state", "announce", "claim", "add", "insist", "deny", "admit",
                     "explain", "argue", "believe", "warn"})  # fmt: skip
_TELLING = frozenset({"say", "speak", "tell", "give", "put", "count", "report", "hold", "see", "hear", "find", "show"})
_SHARE = 0.5  # of a sentence's words that a cue has to cover for its speaker to be the sentence's source


class Unit(Struct):
    """A sentence, or a part of one between semicolons: tokens [start, end), its paragraph, whether ``;`` joins it."""

    start: int
    end: int
    paragraph: int
    joined: bool


def quotation_carry(scene: Scene, quotations: Quotations, cues: Sequence[Cue]) -> list[Cue]:
    """A quotation belongs to the cue that stands with any of its sentences, else to the speaker just before it.

    Of a speech over several paragraphs the cue may stand with any of them, also with the last.
    """
    carried: list[Cue] = []
    for run in quotations.runs():
        parts = [quotations.ranges[at] for at in run if quotations.ranges[at]]
        owners = [next((cue for cue in cues if not cue.content.isdisjoint(tokens) and cue.token not in tokens
                        and cue.lemma not in {"describe", "call"}), None) for tokens in parts]  # fmt: skip
        whose = next((owner for owner in owners if owner is not None), None)
        whose = whose or (_neighbour(scene, parts[0], cues) if parts else None)
        for tokens, own in zip(parts, owners, strict=True):
            owner = own or whose
            extra = frozenset(tokens) - owner.content if owner is not None else frozenset()
            if owner is not None and extra:
                carried.append(Cue(owner.token, owner.speakers, frozenset(), extra, "CT+", owner.lemma))
    return carried


def _neighbour(scene: Scene, tokens: range, cues: Sequence[Cue]) -> Cue | None:
    if tokens.start == 0:
        return None
    before = scene.sentence_number(scene.doc[tokens.start - 1])
    here = scene.sentence_number(scene.doc[tokens.start])
    near = [cue for cue in cues if before - (here == before) <= scene.sentence_number(scene.doc[cue.token]) <= here
            and cue.token < tokens.start]  # fmt: skip
    return near[-1] if near else None


def paragraph_carry(scene: Scene, cues: Sequence[Cue], publisher: Speaker) -> list[Cue]:
    """The statements without a cue that go on in the voice of a source before them, or lead up to one behind them.

    Each statement is weighed against the last source before it and against the next one in its paragraph; what the words speak
    for is added up in points (``_WEIGHTS``), and the voice is carried from ``_ENOUGH`` on. In doubt the publisher keeps it.
    """
    flow = _Flow(scene, cues, publisher)
    return flow.forward() + flow.backward()


class _Flow:
    """The statements of one document in order, with the sources that some of them name and some of them keep."""

    def __init__(self, scene: Scene, cues: Sequence[Cue], publisher: Speaker) -> None:
        self.scene = scene
        self.units = _units(scene)
        self.owners: list[Cue | None] = [_owner(scene, unit, cues) or _pointer(unit, cues) for unit in self.units]
        cited = {cue.token for cue in cues if cue.lemma == GIVEN}
        self.referring = {at for at, unit in enumerate(self.units) if cited & set(range(unit.start, unit.end))}
        for at in self.referring:
            self.owners[at] = None
        taken = {i for cue in cues for i in cue.content | cue.carried | {cue.token}}
        self.free = [not taken & set(range(unit.start, unit.end)) for unit in self.units]
        self.official = publisher.kind in {"official", "military", "party", "ngo"}
        self.carried: dict[int, Cue] = {}

    def forward(self) -> list[Cue]:
        """What goes on in the voice of the source before it."""
        source: Cue | None = None
        since = skipped = 0
        paragraph = -1
        for at, unit in enumerate(self.units):
            own = self.owners[at]
            if own is not None:
                source, since, skipped, paragraph = own, 0, 0, unit.paragraph
                continue
            if at in self.referring:
                source = (
                    None  # "The figures, received from nurses, could not be verified.": who tells goes on by itself
                )
                continue
            if unit.end - unit.start > _SHORT:
                since += 1
            if not self.free[at] or source is None or unit.start < self.scene.headline_end:
                source = None
                continue
            broken = unit.paragraph - paragraph
            said = self._says(at, source)
            if said is None or broken > 1:
                source = None  # another speaker's, or plainly the publisher's own: nothing is carried over it
                continue
            points = said + _WEIGHTS["step"] * max(since - 1, 0) + _WEIGHTS["skipped"] * skipped
            if broken:
                points += _WEIGHTS["break"]
            elif not unit.joined and source.speakers[0].kind in _LASTING:
                points += _WEIGHTS["direct"]
            if unit.joined and not broken:
                points += _WEIGHTS["joined"]
            points += self._resumed(at, source)
            if points >= _ENOUGH:
                self._keep(at, source)
                skipped, paragraph = 0, unit.paragraph
            else:
                skipped += 1
        return self._cues()

    def backward(self) -> list[Cue]:
        """What leads up to a source named at the end of the next statement: "Debris fell. Three were cut, the council said"."""
        done = set(self.carried)
        for at in range(len(self.units) - 2, -1, -1):
            unit, after = self.units[at], self.units[at + 1]
            source = self.owners[at + 1] or (self.carried.get(at + 1) if at + 1 not in done else None)
            if source is None or not self.free[at] or at in self.carried or after.paragraph != unit.paragraph:
                continue
            if unit.start < self.scene.headline_end or not source.speakers or self.official:
                continue
            if any(child.dep_ == "neg" for child in self.scene.doc[source.token].children):
                continue  # "The figure has not been confirmed by the army": it was not the army that gave it
            if _refutes(self.scene, after):
                continue
            following = self.owners[at + 2] if at + 2 < len(self.units) and self.units[at + 2].joined else None
            if following is not None and following.speakers[0].id != source.speakers[0].id:
                continue  # "Two died, the ministry says; the ward spoke of five": what stands before is neither's
            said = self._says(at, source, opening=True)
            if said is None or not self._trails(source, self.units[at + 1] if self.owners[at + 1] else None):
                continue
            points = said + self._elsewhere(after) + _WEIGHTS["before"] + (_WEIGHTS["joined"] if after.joined else 0.0)
            if source.speakers[0].kind in _LASTING:
                points += _WEIGHTS["direct"]
            if any(self.owners[i] is not None for i in range(at) if self.units[i].paragraph == unit.paragraph):
                points += _WEIGHTS["after another"]
            if points >= _ENOUGH:
                self._keep(at, source)
        return [cue for at, cue in sorted(self.carried.items()) if at not in done]

    def _keep(self, at: int, source: Cue) -> None:
        extra = frozenset(range(self.units[at].start, self.units[at].end))
        self.carried[at] = Cue(source.token, source.speakers, frozenset(), extra, "CT+", source.lemma)

    def _cues(self) -> list[Cue]:
        return [cue for _, cue in sorted(self.carried.items())]

    def _trails(self, source: Cue, unit: Unit | None) -> bool:
        """Whether the source is named behind what it says; one that opens its sentence says nothing of what stands before."""
        if unit is None:
            return True  # carried on from a statement that such a source closes
        content = [i for i in source.content if unit.start <= i < unit.end]
        if self._opens(source, unit):
            return False
        return bool(content) and source.token > min(content) + 3 and min(content) <= unit.start + 1

    def _opens(self, source: Cue, unit: Unit) -> bool:
        """ "The mayor was angry: three drones had come, he said": "he" is named at the head of the sentence."""
        doc = self.scene.doc
        he = any(c.dep_ == "nsubj" and c.lower_ in {"he", "she"} for c in doc[source.token].children)
        head = next((t for t in doc[unit.start : source.token] if t.dep_ == "nsubj"), None)
        return he and head is not None and (
            head.ent_type_ == "PERSON" or self.scene.term_at(head, "office", "speaker") is not None
        ) and head.left_edge.i <= unit.start + 1  # fmt: skip

    def _resumed(self, at: int, source: Cue) -> float:
        """Points for who speaks next: the same source again in this paragraph, or at the head of the next one."""
        unit = self.units[at]
        for later in range(at + 1, min(at + 6, len(self.units))):
            own = self.owners[later]
            if own is None:
                if self.units[later].paragraph > unit.paragraph + 1:
                    return 0.0
                continue
            near = self.units[later].paragraph - unit.paragraph
            if own.speakers[0].id == source.speakers[0].id:
                return _WEIGHTS["resumed"] if near == 0 else _WEIGHTS["resumed later"] if near == 1 else 0.0
            return _WEIGHTS["another next"] if near == 0 else 0.0
        return 0.0

    def _elsewhere(self, unit: Unit) -> float:
        """Points for a statement that turns to another day or place."""
        points = _WEIGHTS["turn"] if _turns(self.scene, unit, _TURNING) else 0.0
        points += _WEIGHTS["new day"] if _new_day(self.scene, unit) else 0.0
        place = _new_place(self.scene, unit)
        return points + (_WEIGHTS[place] if place is not None else 0.0)

    def _says(self, at: int, source: Cue, *, opening: bool = False) -> float | None:
        """Points for the words of a statement; None where they forbid to carry this source to it.

        A statement that opens a matter may name its day and place.
        """
        scene, unit = self.scene, self.units[at]
        words = scene.doc[unit.start : unit.end]
        if source.factuality in {"CT-", "Uu", "PR-"} or not source.speakers or words.text.rstrip().endswith("?"):
            return None
        if _turns(scene, unit, _HARD_TURNS) or any(
            t.lower_ in {"initially", "first"} and t.pos_ == "ADV" for t in words
        ):
            return None
        if _names_another(scene, unit) or _own_words(words):
            return None
        points = 0.0
        if any(t.lower_ in _POINTING for t in words) or _bare_number(scene, unit):
            points += _WEIGHTS["pointing"]
        if _pluperfect(scene, unit):
            points += _WEIGHTS["pluperfect"]
        if not opening:
            points += self._elsewhere(unit)
        if source.speakers[0].kind in {"media", "agency"}:
            points += _WEIGHTS["outlet"]
        if self.official:
            points += _WEIGHTS["organ"]
        return points


def _units(scene: Scene) -> list[Unit]:
    units: list[Unit] = []
    paragraph = 0
    for sentence in scene.sentences:
        start = sentence.start
        joined = False
        for token in sentence:
            ends_line = "\n" in token.text_with_ws
            if token.text == ";" or ends_line or token.i == sentence.end - 1:
                if any(t.is_alpha or t.like_num for t in scene.doc[start : token.i + 1]):
                    units.append(Unit(start, token.i + 1, paragraph, joined))
                    joined = token.text == ";"
                start = token.i + 1
            if ends_line:
                paragraph += 1
                joined = False
    return units


def _owner(scene: Scene, unit: Unit, cues: Sequence[Cue]) -> Cue | None:
    """The cue that covers most of a unit, where no second origin speaks in it."""
    inside = [cue for cue in cues if cue.speakers and (cue.content | cue.carried) & set(range(unit.start, unit.end))]
    if not inside or len({cue.speakers[0].id for cue in inside}) > 1:
        return None
    words = [i for i in range(unit.start, unit.end) if not scene.doc[i].is_punct and not scene.doc[i].is_space]
    cue = inside[0]
    if cue.lemma in {"hear", "see"}:
        return None  # what witnesses saw ends with what they saw
    own = (
        {t.i for t in scene.doc[cue.token].subtree if t.dep_ not in {"ccomp", "conj"}}
        if cue.own == frozenset()
        else cue.own
    )
    covered = set().union(*(c.content | c.carried for c in inside)) | own | {cue.token}
    return cue if words and sum(i in covered for i in words) >= _SHARE * len(words) else None


def _pointer(unit: Unit, cues: Sequence[Cue]) -> Cue | None:
    """ "So says the colonel.", "This was stated by the mayor.": who is named for what stands before, and for nothing here."""
    inside = [cue for cue in cues if cue.speakers and unit.start <= cue.token < unit.end]
    told = [cue.content | cue.carried for cue in inside]
    return inside[0] if len(inside) == 1 and told[0] and max(told[0]) < unit.start else None


def _turns(scene: Scene, unit: Unit, words: frozenset[str]) -> bool:
    first = next((t for t in scene.doc[unit.start : unit.end] if t.is_alpha), None)
    return first is not None and first.lower_ in words


def _names_another(scene: Scene, unit: Unit) -> bool:
    """Whether somebody who could speak is the subject of a main clause: the sentence is about what they do or say.

    Not so where they are counted or suffer it ("Two soldiers died"), or where they only shoot.
    """
    attacks = triggers().file.attacks.verbs
    for token in scene.doc[unit.start : unit.end]:
        if token.dep_ != "nsubj":
            continue
        if any(c.tag_ == "PRP$" and c.lower_ in {"his", "her", "its", "their"} for c in token.lefts):
            continue  # "his forces flew no sortie": of who speaks
        counted = token.i in scene.count_at or any(c.tag_ == "CD" for c in token.children)
        # ", it went on," and "the statement goes on"
        aside = token.head.lemma_.lower() == "go" and any(
            c.lower_ == "on" and c.dep_ == "prt" for c in token.head.children
        )
        if aside or (token.head.lemma_.lower() in _SAYING and not counted):
            return True
        if token.head.dep_ not in {"ROOT", "conj"}:
            continue
        if scene.term_at(token, "speaker", "channel") is None and token.ent_type_ != "PERSON":
            office = scene.term_at(token, "office")
            person = scene.tools.lexicon.item_of(token.lemma_.lower()) is not None
            if office is None or (person and token.head.lemma_.lower() not in _TELLING):
                continue
        if not counted and token.head.lemma_.lower() not in attacks:
            return True
    return False


def _own_words(words: Span) -> bool:
    """ "We", "our", "this network", "this newspaper": the publisher speaks."""
    return any(
        t.lower_ in {"we", "our", "us"} or (t.lower_ == "this" and t.head.lemma_.lower() in SELVES) for t in words
    )


def _new_day(scene: Scene, unit: Unit) -> bool:
    """Whether a statement names a time that the text has not named before it."""
    start = scene.doc[unit.start].idx
    known = {word for mention in scene.times if mention.start < start for word in _dated(mention.text)}
    here = [scene.time_at[i] for i in range(unit.start, unit.end) if i in scene.time_at]
    return any(not mention.is_clock_only and not known & _dated(mention.text) for mention in here)


def _dated(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]{3,}", text.casefold()) if word not in _TIME_WORDS}


def _new_place(scene: Scene, unit: Unit) -> str | None:
    """The weight for a place that the text has not named before: in a region that it has told of, or in another."""
    start = scene.doc[unit.start].idx
    before = [mention for mention in scene.places if mention.start < start and not mention.demonym]
    known = {mention.text.casefold() for mention in before}
    regions = {(m.place.country, m.place.admin1) for m in before if m.place is not None}
    told: str | None = None
    for i in range(unit.start, unit.end):
        mention = scene.place_at.get(i)
        if mention is None or mention.demonym or mention.text.casefold() in known:
            continue
        near = mention.place is None or (mention.place.country, mention.place.admin1) in regions
        told = (told or "new place") if near else "new region"
    return told


def _refutes(scene: Scene, unit: Unit) -> bool:
    """ "It was not an Iskander": who says so has not told what stands before it."""
    return any(
        word.dep_ == "neg"
        and word.head.lemma_ == "be"
        and any(t.dep_ == "nsubj" and t.lower_ in {"it", "that", "this"} for t in word.head.lefts)
        for word in scene.doc[unit.start : unit.end]
    )


def _bare_number(scene: Scene, unit: Unit) -> bool:
    """ "Two fell without exploding", "Of the others 97 were bound": a number whose noun stands in the sentence before."""
    return any(t.tag_ in {"CD"} and t.dep_ in SUBJECTS for t in scene.doc[unit.start : unit.end])


def _pluperfect(scene: Scene, unit: Unit) -> bool:
    """ "The aircraft had been shot down": reported speech goes on in the past perfect."""
    return any(
        t.lower_ == "had" and t.dep_ == "aux" and t.head.dep_ == "ROOT" for t in scene.doc[unit.start : unit.end]
    )
