"""Where a speaker goes on without being named again: quotations, updates, and the sentences after a clear source.

A source is carried only inside its paragraph, only over statements that name no other speaker, and only where something
says that it goes on: the same speaker is taken up again, the words point back ("another two", "had been shot down"), or
nothing new (day, place, contrast) comes in between. In doubt the publisher keeps the claim.
"""

from collections.abc import Sequence

from msgspec import Struct
from spacy.tokens import Token

from rashomon.extract.cues import CONTRASTS, Cue, plausible
from rashomon.extract.quotes import Quotations
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast
from rashomon.extract.syntax import SUBJECTS, is_verb

_ISSUING = frozenset({"publish", "issue", "release", "give", "post", "update", "provide", "put", "share", "present"})
_VESSELS = frozenset({"update", "statement", "report", "figure", "figures", "toll", "summary", "list", "account", "bulletin",
                      "data", "statistic", "briefing", "detail", "details", "communique", "post", "message", "count", "number",
                      "total", "totals", "balance"})  # fmt: skip
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
_LASTING = frozenset({"official", "military", "party", "agency", "ngo", "medic", "witness"})
_SHARE = 0.5  # of a sentence's words that a cue has to cover for its speaker to be the sentence's source


class Unit(Struct):
    """A sentence, or a part of one between semicolons: tokens [start, end), its paragraph, whether ``;`` joins it."""

    start: int
    end: int
    paragraph: int
    joined: bool


def quotation_carry(scene: Scene, quotations: Quotations, cues: Sequence[Cue]) -> list[Cue]:
    """A quotation belongs to the cue that stands with any of its sentences, else to the speaker just before it."""
    carried: list[Cue] = []
    for tokens in quotations.ranges:
        inside = set(tokens)
        if not inside:
            continue
        owner = next((cue for cue in cues if inside & cue.content and cue.token not in inside
                      and cue.lemma not in {"describe", "call"}), None)  # fmt: skip
        owner = owner or _neighbour(scene, tokens, cues)
        if owner is not None and inside - owner.content:
            extra = frozenset(inside - owner.content)
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


def update_carry(scene: Scene, cast: Cast, cues: Sequence[Cue]) -> list[Cue]:
    """ "The governor published an update. Fifteen drones were shot down.": what follows in the paragraph is carried."""
    extra: list[Cue] = []
    speaking = {cue.token for cue in cues}
    for number, sentence in enumerate(scene.sentences):
        token, own = next(((t, source) for t in sentence if (source := _issuer(scene, t)) is not None), (None, None))
        if token is None or own is None or token.i in speaking:
            continue
        speaker = cast.resolve(own)
        if speaker is None:
            continue
        colon = next((t.i for t in sentence if t.text == ":" and t.i > token.i), None)
        if colon is not None and not speaking & set(range(colon, sentence.end)):
            told = frozenset(range(colon + 1, sentence.end))
            extra.append(Cue(token.i, (speaker,), told, frozenset(), "CT+", "update"))
        stop = scene.text.find("\n", sentence.end_char - 1)
        stop = len(scene.text) if stop < 0 else stop
        carried: set[int] = set()
        if any(t.lower_ in {"these", "those"} and t.head.lemma_.lower() in _VESSELS for t in sentence):
            carried |= _told_before(scene, number, speaking)
        for later in scene.sentences[number + 1 :]:
            if later.start_char >= stop or speaking & set(range(later.start, later.end)):
                break
            carried.update(range(later.start, later.end))
        if carried:
            extra.append(Cue(token.i, (speaker,), frozenset(), frozenset(carried), "CT+", "update"))
    return extra


def _told_before(scene: Scene, number: int, speaking: set[int]) -> set[int]:
    """ "Those figures were given by the mayor": the paragraph before, or what stands before in this one."""
    found: set[int] = set()
    breaks = 0
    after = scene.sentences[number]
    for earlier in reversed(scene.sentences[:number]):
        between = scene.text[earlier.end_char - 1 : after.start_char]
        breaks += "\n" in between
        if (
            breaks > 1
            or (breaks == 1 and "\n" not in between and not found)
            or speaking & set(range(earlier.start, earlier.end))
        ):
            break
        found.update(range(earlier.start, earlier.end))
        after = earlier
    return found


def _issuer(scene: Scene, token: Token) -> Token | None:
    """Who gives an account: "the army published figures", "a lower number came from the hospital"."""
    lemma = token.lemma_.lower()
    if not is_verb(token) or any(c.dep_ == "ccomp" and c.i > token.i for c in token.children):
        return None
    own = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if lemma == "come" and own is not None and own.lemma_.lower() in _VESSELS:
        sources = [o for c in token.children if c.dep_ == "prep" and c.lower_ == "from" for o in c.children]
    elif (
        lemma in _ISSUING
        and own is not None
        and own.dep_ == "nsubj"
        and any(c.dep_ == "dobj" and (c.lemma_.lower() in _VESSELS or c.lower_ == "more") for c in token.children)
    ):
        sources = [own]
    elif lemma in _ISSUING and own is not None and own.dep_ == "nsubjpass" and own.lemma_.lower() in _VESSELS:
        sources = [o for c in token.children if c.dep_ == "agent" for o in c.children]
    else:
        return None
    return next((source for source in sources if source.tag_ != "WDT" and plausible(scene, source)), None)


def paragraph_carry(scene: Scene, cues: Sequence[Cue]) -> list[Cue]:
    """The sentences of a paragraph that go on in the voice of a sentence with a clear source before them."""
    units = _units(scene)
    owners = [_owner(scene, unit, cues) for unit in units]
    taken = {i for cue in cues for i in cue.content | cue.carried | {cue.token}}
    carried: list[Cue] = []
    source: Cue | None = None
    direct = False  # whether the source's own words stand in the unit just before
    for at, unit in enumerate(units):
        if at and unit.paragraph != units[at - 1].paragraph:
            source = None
        if owners[at] is not None:
            source, direct = owners[at], True
            continue
        free = not taken & set(range(unit.start, unit.end))
        following = next((o for u, o in zip(units[at + 1 : at + 3], owners[at + 1 : at + 3], strict=True)
                          if o is not None and u.paragraph == unit.paragraph), None)  # fmt: skip
        if free and source is not None and _goes_on(scene, units, at, source, following, direct):
            extra = frozenset(range(unit.start, unit.end))
            carried.append(Cue(source.token, source.speakers, frozenset(), extra, "CT+", source.lemma))
            direct = False
        elif (
            free
            and at + 1 < len(units)
            and units[at + 1].joined
            and owners[at + 1] is not None
            and (
                not _turns(scene, units[at + 1], _HARD_TURNS) and owners[at + 1].token > units[at + 1].start + 3  # type: ignore[union-attr]
            )
        ):
            # "Some 30 projectiles crossed; Iron Dome took out 21, the army said": the cue at the end is for both.
            last: Cue = owners[at + 1]  # type: ignore[assignment]
            carried.append(
                Cue(last.token, last.speakers, frozenset(), frozenset(range(unit.start, unit.end)), "CT+", last.lemma)
            )
            source = None
        elif not free or not unit.joined:
            source = None
    return carried


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
    own = (
        {t.i for t in scene.doc[cue.token].subtree if t.dep_ not in {"ccomp", "conj"}}
        if cue.own == frozenset()
        else cue.own
    )
    covered = set().union(*(c.content | c.carried for c in inside)) | own | {cue.token}
    return cue if words and sum(i in covered for i in words) >= _SHARE * len(words) else None


def _goes_on(scene: Scene, units: list[Unit], at: int, source: Cue, following: Cue | None, direct: bool) -> bool:
    unit = units[at]
    words = scene.doc[unit.start : unit.end]
    if source.factuality in {"CT-", "Uu", "PR-"} or not source.speakers or words.text.rstrip().endswith("?"):
        return False
    if _turns(scene, unit, _HARD_TURNS) or _names_another(scene, unit) or any(t.lower_ in {"we", "our"} for t in words):
        return False
    if unit.joined:
        return True
    if following is not None and following.speakers[0].id == source.speakers[0].id:
        return True
    if _new_day(scene, unit) or _new_place(scene, units, at):
        return False
    pointing = any(t.lower_ in _POINTING for t in words) or _bare_number(scene, unit) or _pluperfect(scene, unit)
    if pointing:
        return True
    return direct and source.speakers[0].kind in _LASTING and not _turns(scene, unit, _TURNING)


def _turns(scene: Scene, unit: Unit, words: frozenset[str]) -> bool:
    first = next((t for t in scene.doc[unit.start : unit.end] if t.is_alpha), None)
    return first is not None and first.lower_ in words


def _names_another(scene: Scene, unit: Unit) -> bool:
    """Whether somebody who could speak is the subject of a main clause: the sentence is about what they do."""
    for token in scene.doc[unit.start : unit.end]:
        named = scene.term_at(token, "speaker", "channel") is not None or token.ent_type_ == "PERSON"
        if named and token.dep_ == "nsubj" and token.head.dep_ in {"ROOT", "conj"}:
            return True
    return False


def _new_day(scene: Scene, unit: Unit) -> bool:
    return any(i in scene.time_at and not scene.time_at[i].is_clock_only for i in range(unit.start, unit.end))


def _new_place(scene: Scene, units: list[Unit], at: int) -> bool:
    unit = units[at]
    first = next(u.start for u in units if u.paragraph == unit.paragraph)
    known = {scene.place_at[i].text for i in range(first, unit.start) if i in scene.place_at}
    return any(i in scene.place_at and scene.place_at[i].text not in known and not scene.place_at[i].demonym
               for i in range(unit.start, unit.end))  # fmt: skip


def _bare_number(scene: Scene, unit: Unit) -> bool:
    """ "Two fell without exploding", "Of the others 97 were bound": a number whose noun stands in the sentence before."""
    return any(t.tag_ in {"CD"} and t.dep_ in SUBJECTS for t in scene.doc[unit.start : unit.end])


def _pluperfect(scene: Scene, unit: Unit) -> bool:
    """ "The aircraft had been shot down": reported speech goes on in the past perfect."""
    return any(
        t.lower_ == "had" and t.dep_ == "aux" and t.head.dep_ == "ROOT" for t in scene.doc[unit.start : unit.end]
    )
