"""What a whole text is about: armed conflict, or another world in which people are hit, shot and killed as well."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec import Struct
from spacy.tokens import Doc, Span, Token

from rashomon.extract.knowledge import triggers
from rashomon.lexicon.loader import load_yaml

_TELLING = 3  # points of a telling word or phrase
_OFTEN = 3  # a word that stands so often in a text has a point more
_ARMED = 5  # points where a telling word of war stands beside a verb of attack
_UNREAL = 3  # sentences of fiction, games or training, in a text that tells of little else
_PEACE = 2  # points from common words, in a text without a word of war
_CLEAR = 5  # points from common words, beside twice those for war


class Field(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of one field: ``telling`` ones, and ``phrases``, are hardly ever used outside it."""

    telling: frozenset[str]
    common: frozenset[str]
    phrases: tuple[str, ...] = ()


class WorldFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``worlds.yaml``."""

    war: Field
    peace: dict[str, Field]


class _Side(Struct, frozen=True):
    """War or peace: the points of its words, its telling words, and its phrases."""

    points: dict[str, int]
    telling: frozenset[str]
    phrases: re.Pattern[str]


@cache
def _file() -> WorldFile:
    return load_yaml("worlds.yaml", WorldFile)


def _side(fields: Iterable[Field]) -> _Side:
    fields = list(fields)
    telling = frozenset().union(*(field.telling for field in fields))
    points = {word: 1 for field in fields for word in field.common} | dict.fromkeys(telling, _TELLING)
    phrases = sorted({phrase for field in fields for phrase in field.phrases}, key=len, reverse=True)
    return _Side(points, telling, re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b"))


@cache
def _war() -> _Side:
    return _side([_file().war])


@cache
def _peace() -> _Side:
    return _side(_file().peace.values())


def is_other_world(doc: Doc) -> bool:
    """Whether a text is about sport, the arts, business, crime, disasters, health, or a film or an exercise, throughout."""
    war, peace = _war(), _peace()
    seen: Counter[str] = Counter()
    for token in doc:
        if _is_team(token):
            continue
        lemma = token.lemma_.lower()
        seen[lemma if lemma in war.points or lemma in peace.points else token.lower_] += 1
    sentences = list(doc.sents)
    if _listed("unreal").search(_folded(doc)) and _UNREAL <= sum(map(_is_unreal, sentences)) >= len(sentences) / 3:
        return True
    text = doc.text.lower()
    for_war, for_peace = _sum(war, seen, text), _sum(peace, seen, text)
    if for_war < for_peace and not war.telling.isdisjoint(seen) and any(map(_tells_of_arms, sentences)):
        for_war += _ARMED
    if not peace.telling.isdisjoint(seen) or peace.phrases.search(text):
        return for_peace > for_war
    return for_peace >= (_CLEAR + 2 * for_war if for_war else _PEACE)


def _tells_of_arms(sentence: Span) -> bool:
    """Whether a sentence has a telling word of war beside a verb of attack: "missiles struck the concert hall"."""
    verbs = triggers().file.attacks.verbs
    return any(token.lemma_.lower() in verbs for token in sentence) and tells_of_war(sentence)


def tells_of_war(sentence: Span) -> bool:
    """Whether a telling word or phrase of war stands in a sentence."""
    war = _war()
    if war.phrases.search(sentence.text.lower()):
        return True
    return any(
        (token.lemma_.lower() in war.telling or token.lower_ in war.telling) and not _is_team(token)
        for token in sentence
    )


def strange_sentences(doc: Doc, sentences: Sequence[Span]) -> frozenset[int]:
    """The numbers of sentences of fiction, games or training, and of sport or weather without a word of war."""
    unreal, other = _listed("unreal"), _listed("other_worlds")
    whole = _folded(doc)
    if not unreal.search(whole) and not other.search(whole):  # most texts: spares a look at each sentence
        return frozenset()
    folded = map(_folded, sentences)
    return frozenset(
        number
        for number, (sentence, text) in enumerate(zip(sentences, folded, strict=True))
        if unreal.search(text) or (other.search(text) and not tells_of_war(sentence))
    )


def _is_unreal(sentence: Span) -> bool:
    return _listed("unreal").search(_folded(sentence)) is not None


def _is_team(token: Token) -> bool:
    """ "The Rockets", "the Bombers": a name, not arms."""
    text = token.text
    return text[-1:] == "s" and text[:1].isupper() and token.i > 0 and token.nbor(-1).text == "the"


@cache
def _listed(name: str) -> re.Pattern[str]:
    words: tuple[str, ...] = getattr(triggers().file, name)
    return re.compile("(?<= )(?:" + "|".join(map(re.escape, words)) + ")(?= )")


def _folded(text: Doc | Span) -> str:
    return f" {' '.join([token.lower_ for token in text if not token.is_punct])} "


def _sum(side: _Side, seen: Counter[str], text: str) -> int:
    words = sum(side.points[word] + (times >= _OFTEN) for word, times in seen.items() if word in side.points)
    return words + _TELLING * len(set(side.phrases.findall(text)))
