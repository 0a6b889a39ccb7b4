"""Lists that the text goes through one after the other: "two teachers, a guard who came late and five farmers"."""

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.extract.nominals import Nominal, nominal
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import is_verb, phrase_head, sentence_of

_ONE = frozenset({"a", "an", "one", "another"})
_ENDS = frozenset({".", ":", "!", "?"})
_NOUN_WITHIN = 7  # tokens from a number or article to its noun
_DESCRIBED = 14  # tokens that may describe one noun of a list


def listing(scene: Scene, at: int, *, persons: bool = False) -> Iterator[Nominal]:
    """The counted phrases of a list that begins with token ``at``; what describes one of them is passed over."""
    stop = sentence_of(scene.doc[at]).end if at < len(scene.doc) else at
    while at < stop:
        begun = _begins(scene, at, persons=persons)
        if begun is None:
            return
        window = scene.doc[begun : min(begun + _NOUN_WITHIN, stop)]
        noun = next((t for t in window if t.pos_ in {"NOUN", "PROPN"} and _ends_phrase(t) and not _is_age(t)), None)
        if noun is None:
            of_them = scene.count_at.get(at)
            noun = scene.head(of_them) if of_them is not None else None
        if noun is None or any(t.is_punct and t.text != "-" for t in scene.doc[begun : noun.i]):
            return
        found = nominal(scene, phrase_head(noun), persons=persons)
        yield found
        following = _next(scene, max(found.end, noun.i + 1), stop, persons=persons)
        if following is None:
            return
        at = following


def _begins(scene: Scene, at: int, *, persons: bool) -> int | None:
    """Where the noun of a phrase may stand that begins with a number or an article at ``at``; None where none begins."""
    count = scene.count_at.get(at)
    if count is not None and count.unit is None and scene.tokens(count).start == at:
        return scene.tokens(count).stop
    if scene.doc[at].tag_ == "PRP$" and at + 1 < len(scene.doc) and at + 1 in scene.count_at:
        return _begins(scene, at + 1, persons=persons)  # "a mother and her five children"
    if persons and scene.doc[at].tag_ == "PRP$" and at > 1 and scene.doc[at - 1].lower_ == "and":
        return at + 1  # "a man and his son"
    return at + 1 if scene.doc[at].lower_ in _ONE else None


def _next(scene: Scene, at: int, stop: int, *, persons: bool) -> int | None:
    """Where the next phrase of the list begins: behind a comma or an "and" that a number or an article follows."""
    end = min(stop, at + _DESCRIBED)
    nested = False
    while at < end:
        token = scene.doc[at]
        if token.text in _ENDS or (is_verb(token) and not nested and token.dep_ == "ROOT"):
            return None
        if token.lower_ in {"including", "among"}:
            nested = True
        elif token.text in {",", ";"} or token.lower_ in {"and", "plus"}:
            after = at + 1
            while after < stop and (scene.doc[after].lower_ in {"and", "plus", "also"} or scene.doc[after].text == ","):
                after += 1
            if after < stop and _begins(scene, after, persons=persons) is not None:
                return after
            nested = False
        at += 1
    return None


def _is_age(token: Token) -> bool:
    """ "A 70-year-old woman": how old she is."""
    return (
        token.lemma_.lower() in {"year", "month", "week", "day"}
        and token.i + 1 < len(token.doc)
        and token.nbor(1).text == "-"
    )


def _ends_phrase(token: Token) -> bool:
    return token.dep_ not in {"compound", "nmod", "amod"} or token.i + 1 >= len(token.doc) or token.head.i < token.i
