"""``attributions.yaml`` as look-ups: what each word attributes, and where its content stands."""

from functools import cache
from typing import Literal

from msgspec import Struct

from rashomon.errors import LexiconError
from rashomon.lexicon.loader import load_yaml

Kind = Literal["statement", "question", "belief", "intention", "attitude", "finding", "appearance"]
PREPOSITIONS = frozenset({"about", "of", "to", "for", "on", "against", "at", "with", "in", "over", "toward"})
_PLACES = PREPOSITIONS | {"clause", "infinitive", "object", "naming", "as"}


class Verbs(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Verbs that attribute the same kind of thing and have it in the same places."""

    kind: Kind
    takes: tuple[str, ...]
    lemmas: tuple[str, ...]


class Phrases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Cues without a verb."""

    after: tuple[str, ...]
    owned: frozenset[str]
    surveys: frozenset[str]


class AttributionFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``attributions.yaml``."""

    verbs: tuple[Verbs, ...]
    nouns: dict[Kind, tuple[str, ...]]
    adjectives: dict[Kind, tuple[str, ...]]
    raising: frozenset[str]
    light: frozenset[str]
    phrases: Phrases


class Attributing(Struct, frozen=True):
    """By verb lemma the kind for each place of the content; by noun and adjective lemma the kind."""

    verbs: dict[str, dict[str, Kind]]
    nouns: dict[str, Kind]
    adjectives: dict[str, Kind]
    raising: frozenset[str]
    light: frozenset[str]
    phrases: Phrases


@cache
def attributing() -> Attributing:
    """Read and check ``attributions.yaml``; LexiconError where a place is none."""
    file = load_yaml("attributions.yaml", AttributionFile)
    verbs: dict[str, dict[str, Kind]] = {}
    for group in file.verbs:
        unknown = set(group.takes) - _PLACES
        if unknown:
            raise LexiconError(
                f"attributions.yaml, verbs {', '.join(group.lemmas[:3])}: no such place {', '.join(sorted(unknown))}. "
                f"Use {', '.join(sorted(_PLACES))}."
            )
        for lemma in group.lemmas:
            for place in group.takes:
                verbs.setdefault(lemma, {}).setdefault(place, group.kind)
    return Attributing(verbs, _flat(file.nouns), _flat(file.adjectives), file.raising, file.light, file.phrases)


def _flat(table: dict[Kind, tuple[str, ...]]) -> dict[str, Kind]:
    return {word: kind for kind, words in table.items() for word in words}
