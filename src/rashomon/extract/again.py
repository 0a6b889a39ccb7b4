"""A body that the text has named before: "the group", "the same ministry", "the company" for who spoke last."""

import re

from spacy.tokens import Token

from rashomon.extract.bodies import ADMINISTRATIONS, BODIES, is_plural, is_source, singular
from rashomon.extract.cast import BODY, GROUP, Found, Memory
from rashomon.extract.phrases import Phrase, slug

# "The group": a party or an organisation that spoke last, whatever it is called.
_FIRMS = frozenset({"company", "firm", "operator", "utility", "concern", "corporation"})
_CALLED_AGAIN = BODIES | {"team", "branch", "division", "bureau", "unit", "brigade", "regiment", "battalion", "corps"}
_KINDS_CALLED: dict[str, tuple[str, ...]] = {
    "group": ("party", "ngo", "unknown"), "movement": ("party",), "militia": ("party",), "organisation": ("party", "ngo", "unknown"),
    "organization": ("party", "ngo", "unknown"), "charity": ("ngo", "unknown", "medic"), "ngo": ("ngo", "unknown", "medic"),
    "faction": ("party",), "monitor": ("ngo",), "watchdog": ("ngo",),
}  # fmt: skip


_POLICE = re.compile(r"\bpolice(?=$|,| (?:of|in|for|at|from)\b)", re.IGNORECASE)


def met_before(memory: Memory, phrase: Phrase) -> Found | None:
    """ "The command", "the sources", "the officer": the nearest speaker before whose name has the word.

    Else a body that the text named without giving it the word ("the Command" after "the Air Force Command makes public").
    """
    head = phrase.head
    words = [t for t in memory.scene.doc[phrase.start : phrase.end] if t.is_alpha]
    definite = bool(words) and words[0].lower_ in {"the", "that", "this"}
    same = definite and len(words) > 2 and words[1].lower_ == "same"
    if same:
        del words[1]
    headline = head.i < memory.scene.headline_end
    behind = memory.scene.doc[head.i + 1 : phrase.end]
    seat = (
        len(behind) == 2 and behind[0].lower_ == "in" and behind[1].i in memory.scene.place_at
    )  # "the ministry in Gaza"
    bare = len(words) <= 2 or (seat and len(words) <= 4)
    if not (definite or (headline and len(words) == 1)) or not bare or head.pos_ not in {"NOUN", "PROPN"}:
        return None
    found = same_word(memory, head) or (
        memory.under(head.lemma_.lower(), head) if head.lemma_.lower() in _CALLED_AGAIN else None
    )
    if found is not None and _of_elsewhere(memory, head, found):
        return None
    if found is None and head.lemma_.lower() in _FIRMS:
        found = next((each for each in memory.before(head) if "it" in each.pronouns and _is_firm(memory, each)), None)
    if found is None and same and head.lower_ in {"source", "body", "organisation", "organization", "official"}:
        found = next((each for each in memory.before(head) if each.speaker.kind not in {"media", "agency"}), None)
    if found is None and head.lower_ == "department" and words[0].lower_ == "the":
        found = next((each for each in memory.before(head) if "ministry" in each.speaker.name.lower()), None)
    if found is not None or is_source(phrase):
        return found
    word = singular(head)
    named = [t for t in memory.scene.terms if t.kind == "speaker" and t.via == "name" and t.id in memory.lexicon.institutions
             and t.start < head.idx and word in t.text.casefold().split() and len(t.text.split()) > 1]  # fmt: skip
    if named and word in BODIES and word != "ministry":
        return Found(memory.known(named[-1].id), BODY)
    return None


def _of_elsewhere(memory: Memory, head: Token, found: Found) -> bool:
    """ "The governor" in the paragraph on another region than that of the one who spoke in an earlier paragraph."""
    office = memory.scene.term_at(head, "office")
    role, _, region = found.speaker.id.partition("-")
    if office is None or office.id not in ADMINISTRATIONS or role not in {"governor", "mayor"}:
        return False
    start = memory.scene.text.rfind("\n", 0, head.idx)
    if any(each is found and 0 <= at < head.i and memory.scene.doc[at].idx > start for at, each in memory.met):
        return False
    near = [
        m.place for m in memory.scene.places if start < m.start < head.idx and m.place is not None and not m.demonym
    ]
    names = {place.admin1 if role == "governor" else place.name for place in near if place.admin1 is not None}
    return len(names) == 1 and slug(str(names.pop())) != region


def _is_firm(memory: Memory, found: Found) -> bool:
    """Whether a speaker is called by a name of its own and not by an office: "Ukrenergo", "Volga Terminal"."""
    name = found.speaker.name
    if found.speaker.kind not in {"unknown", "official"} or not all(w[:1].isupper() for w in name.split()):
        return False
    terms = memory.scene.tools.matcher.find_terms(name)
    return not any(
        term.kind in {"office", "side"} and term.text.casefold() == name.casefold() for term in terms
    ) and not (set(name.casefold().split()) & (BODIES | {"government", "ministry", "police"}))


def same_word(memory: Memory, head: Token) -> Found | None:
    """ "The brigade" after "the 12th brigade": the last one met whose name has the word, or whose kind it calls."""
    lemma, plural = singular(head), is_plural(head)
    if head.i in memory.scene.place_at:
        return None
    for found in memory.before(head):
        words = {_plain(word) for word in re.findall(r"\w+", found.speaker.name.casefold())}
        if lemma == "police" and not _POLICE.search(found.speaker.name):
            continue  # "the police" are not the "top police official" who spoke
        if lemma in words and ("it" in found.pronouns or (found.pronouns == GROUP) == plural):
            return found
        if "it" in found.pronouns and found.speaker.kind in _KINDS_CALLED.get(lemma, ()):
            return found
    return None


def by_words(memory: Memory, phrase: Phrase) -> Found | None:
    """ "The defence army" after "the army of the northern republic's defence": who has all of these words in a longer name."""
    words = [t for t in memory.scene.doc[phrase.start : phrase.end] if t.is_alpha]
    if len(words) < 3 or words[0].lower_ not in {"the", "this", "that"} or words[-1].i != phrase.head.i:
        return None
    if any(t.i in memory.scene.place_at or t.tag_ == "POS" for t in words):
        return None
    wanted, plural = {_plain(t.lower_) for t in words[1:] if t.lower_ != "same"}, is_plural(phrase.head)
    for found in memory.before(phrase.head):
        name = found.speaker.name.casefold()
        called = {_plain(word) for word in re.findall(r"\w+", name)}
        heads = re.search(rf"\b{phrase.head.lower_}s?(?=$|,| (?:of|in|for|at|from)\b)", name)
        if wanted < called and heads and ("it" in found.pronouns or (found.pronouns == GROUP) == plural):
            return found
    return None


def _plain(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word
