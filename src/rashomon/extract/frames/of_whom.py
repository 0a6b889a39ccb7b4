"""Parts that a relative clause tells of: "48 wounded, 15 of whom needed surgery", "23 bodies, two of which were brought in at night"."""

import re

from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.knowledge import cues
from rashomon.extract.numbers import CountMention
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import is_verb, sentence_of

_AFTER = re.compile(r" of (?:whom|which)\b,? (?=[a-z])")
_BEFORE = re.compile(r"\bof (?:whom|which) $")
_CLAUSE = 4  # tokens behind the number among which the clause's verb stands


def of_whom(scene: Scene, discourse: Discourse) -> None:
    """Add the parts whose clause says something else than what became of them, which its own verb counts."""
    for count in scene.counts:
        if count.unit is not None or (count.quantity.exact or 0) <= 1:
            continue
        behind = _AFTER.match(scene.text, count.end)
        if behind is None and _BEFORE.search(scene.text, max(0, count.start - 10), count.start) is None:
            continue
        tokens = scene.tokens(count)
        verb = _clause_verb(scene, tokens.stop + (2 if behind is not None else 0))
        if (
            verb is None
            or verb.lemma_.lower() in cues().verbs
            or any(f.start <= count.start < f.end for f in discourse.facts)
        ):
            continue
        whole = _whole(scene, discourse, count, scene.doc[tokens.start])
        if whole is not None:
            discourse.add(replace(
                whole, frame="part", trigger=tokens.start, head=tokens.start, start=count.start, end=verb.idx + len(verb),
                quantity=count.quantity, subset_of=whole.item, form="numeral", rest_of=None, less=(), total=False, partitive=True,
            ))  # fmt: skip


def _clause_verb(scene: Scene, at: int) -> Token | None:
    """The verb right behind "of whom": in "two of whom children" there is none, and the noun says who they are."""
    if at >= len(scene.doc):
        return None
    near = scene.doc[at : min(at + _CLAUSE, sentence_of(scene.doc[at]).end)]
    found = next((token for token in near if is_verb(token) or token.pos_ in {"NOUN", "PROPN"}), None)
    if found is None or not is_verb(found) or found.tag_ == "VBN":
        return None
    last = next((token for token in near if token.i > found.i and is_verb(token)), found)
    return None if any(child.dep_ == "attr" and child.pos_ == "NOUN" for child in last.children) else last


def _whole(scene: Scene, discourse: Discourse, count: CountMention, number: Token) -> Fact | None:
    """The count of people right before, in the same sentence, of which the number can be a part."""
    size = count.quantity.exact or 0
    before = [
        fact for fact in discourse.facts
        if fact.end <= count.start and fact.group == "person" and fact.subset_of is None
        and sentence_of(scene.doc[fact.head]) == sentence_of(number)
    ]  # fmt: skip
    last = max(before, key=lambda fact: fact.end, default=None)
    return last if last is not None and (last.quantity.high is None or last.quantity.high > size) else None
