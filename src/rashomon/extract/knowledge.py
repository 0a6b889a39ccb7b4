"""The two YAML files that the frames and the attribution read: ``triggers.yaml`` and ``cues.yaml``, as lookups."""

from functools import cache
from typing import Literal

from msgspec import Struct

from rashomon.errors import LexiconError
from rashomon.lexicon.loader import load_yaml
from rashomon.model import COUNT_QUESTIONS, Factuality

Group = Literal["munition", "debris", "aircraft", "person", "object", "explosion", "attack", "life", "other"]
GROUPS = ("munition", "debris", "aircraft", "person", "object", "explosion", "attack", "life")


class Frame(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which predicate and which of its arguments answer one count question; the fields are described in the YAML."""

    id: str
    question: str
    counted: Literal["theme", "agent", "self", "with"]
    of: tuple[str, ...]
    verbs: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    preps: tuple[str, ...] = ()
    implied: bool = False
    intransitive: bool = False
    zero: bool = False
    numbered: bool = False


class Attacks(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words that tell of an attack without counting anything."""

    nouns: frozenset[str]
    verbs: frozenset[str]
    bombs: frozenset[str]
    laying: frozenset[str]


class PersonsOnly(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is done to nobody but persons: a name that stands there is a victim's."""

    verbs: frozenset[str]
    nouns: frozenset[str]


class Subtype(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """ACLED's sub-event name for the words that call for it, in ACLED's order of precedence."""

    id: str
    subtype: str
    words: tuple[str, ...]


class TriggerFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``triggers.yaml``."""

    frames: tuple[Frame, ...]
    animate: frozenset[str]
    states: dict[str, tuple[str, ...]]
    figures: tuple[str, ...]
    tolls: dict[str, tuple[str, ...]]
    attacks: Attacks
    persons_only: PersonsOnly
    subtypes: tuple[Subtype, ...]
    unreal: tuple[str, ...]
    other_worlds: tuple[str, ...]
    not_attacks: tuple[str, ...]


class CueFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``cues.yaml``."""

    verbs: dict[Factuality, tuple[str, ...]]
    nouns: dict[Factuality, tuple[str, ...]]
    prepositions: tuple[str, ...]
    relays: tuple[str, ...]
    adverbs: dict[Factuality, tuple[str, ...]]
    verbs_of_appearance: dict[Factuality, tuple[str, ...]]
    modals: dict[Factuality, tuple[str, ...]]
    adjectives: dict[Factuality, tuple[str, ...]]
    implicatives: dict[Literal["negative", "positive", "open"], frozenset[str]]
    conditionals: tuple[str, ...]
    habits: frozenset[str]
    negations: frozenset[str]
    unreal: frozenset[str]
    open_nouns: frozenset[str]
    mute: frozenset[str]


class NounFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``nouns.yaml``."""

    containers: frozenset[str]
    debris: frozenset[str]
    surfaces: frozenset[str]
    material: frozenset[str]
    kinds: frozenset[str]
    others: frozenset[str]
    not_people: frozenset[str]
    body: frozenset[str]
    ordinals: frozenset[str]


class Triggers(Struct, frozen=True):
    """Frames by verb and by noun lemma, in the order of the file."""

    file: TriggerFile
    by_verb: dict[str, tuple[Frame, ...]]
    by_noun: dict[str, tuple[Frame, ...]]
    state_of: dict[str, str]


class Cues(Struct, frozen=True):
    """What each cue makes of its content."""

    file: CueFile
    verbs: dict[str, Factuality]
    nouns: dict[str, Factuality]
    adverbs: dict[str, Factuality]
    appearance: dict[str, Factuality]
    modals: dict[str, Factuality]
    adjectives: dict[str, Factuality]


@cache
def triggers() -> Triggers:
    """Read and check ``triggers.yaml``; LexiconError where a frame has no such question or class."""
    file = load_yaml("triggers.yaml", TriggerFile)
    seen: set[str] = set()
    by_verb: dict[str, list[Frame]] = {}
    by_noun: dict[str, list[Frame]] = {}
    for frame in file.frames:
        if frame.id in seen:
            raise LexiconError(f"triggers.yaml, frame {frame.id!r}: the id is used twice. Rename one.")
        seen.add(frame.id)
        if frame.question not in COUNT_QUESTIONS:
            raise LexiconError(
                f"triggers.yaml, frame {frame.id!r}: no such question {frame.question!r}. "
                f"Use one of {', '.join(COUNT_QUESTIONS)}."
            )
        unknown = set(frame.of) - set(GROUPS)
        if unknown:
            raise LexiconError(f"triggers.yaml, frame {frame.id!r}: no such class {unknown}. Use {', '.join(GROUPS)}.")
        for verb in frame.verbs:
            by_verb.setdefault(verb, []).append(frame)
        for noun in frame.nouns:
            by_noun.setdefault(noun, []).append(frame)
    return Triggers(
        file,
        {verb: tuple(frames) for verb, frames in by_verb.items()},
        {noun: tuple(frames) for noun, frames in by_noun.items()},
        {word: question for question, words in file.states.items() for word in words},
    )


@cache
def cues() -> Cues:
    """Read ``cues.yaml``."""
    file = load_yaml("cues.yaml", CueFile)
    return Cues(
        file, _flat(file.verbs), _flat(file.nouns), _flat(file.adverbs), _flat(file.verbs_of_appearance),
        _flat(file.modals), _flat(file.adjectives),
    )  # fmt: skip


@cache
def nouns() -> NounFile:
    """Read ``nouns.yaml``."""
    return load_yaml("nouns.yaml", NounFile)


def _flat(table: dict[Factuality, tuple[str, ...]]) -> dict[str, Factuality]:
    return {word: factuality for factuality, words in table.items() for word in words}
