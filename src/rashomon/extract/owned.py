"""Whose a body is: "its spokesman", "the army's press service", "the hospital's director"."""

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.extract.bodies import ADMINISTRATIONS, BODY_OFFICES, TROOPS
from rashomon.extract.cast import BODY, Memory
from rashomon.extract.phrases import Phrase, plain, slug
from rashomon.extract.syntax import sentence_of
from rashomon.model import Speaker

_MEN = frozenset({"agent", "fighter", "man", "partisan", "gunner", "member", "militant", "soldier", "scout"})
_IN_WARDS = frozenset(
    {"physician", "director", "doctor", "surgeon", "head", "chief", "spokesman", "spokeswoman", "spokesperson"}
)
_WARDS = frozenset({"hospital", "clinic", "centre", "center", "morgue", "ward", "infirmary", "department"})
_OF_PLACES = frozenset({"council", "mayor", "governor", "municipality", "administration", "inhabitant", "resident"})


def owned_by(memory: Memory, phrase: Phrase) -> Speaker | None:
    """ "Their adviser", "his deputy": known by whose adviser it is."""
    first = memory.scene.doc[phrase.start]
    if first.lower_ not in {"its", "their", "his", "her"} or first.head.i != phrase.head.i:
        return None
    place = _of_its_place(memory, phrase, first)
    if place is not None:
        return place
    ward = _ward_before(memory, phrase, first)
    if ward is not None:
        return ward
    owner = next((f.speaker for f in memory.before(first) if first.lower_ in f.pronouns), None)
    if owner is None:
        return None
    arm = {"ministry": "defence-ministry"} | dict.fromkeys(TROOPS, "armed-forces")
    known = arm.get(phrase.head.lemma_.lower(), "")
    if (
        owner.id.endswith("-government")
        and f"{owner.id.removesuffix('government')}{known}" in memory.lexicon.institutions
    ):
        return memory.known(
            f"{owner.id.removesuffix('government')}{known}"
        )  # "Kyiv … its army", "the Russians … their ministry"
    if phrase.head.lemma_.lower() in TROOPS or (owner.kind == "party" and phrase.head.lemma_.lower() in _MEN):
        return owner  # "its forces", "its agents": they do not speak beside it
    office = memory.scene.term_at(phrase.head, "office")
    if office is not None and owner.side is not None:  # "Moscow … its defence ministry"
        entry = memory.lexicon.offices[office.id]
        known = entry.institution.replace("{side}", owner.side.lower()) if entry.institution is not None else ""
        if known in memory.lexicon.institutions and office.id in BODY_OFFICES:
            return memory.known(known)
    if (
        phrase.head.lemma_.lower() == "ministry"
        and owner.id in memory.lexicon.institutions
        and phrase.head.i == phrase.start + 1
    ):
        return memory.known(owner.id)  # "his ministry", of a minister
    words = plain(memory.scene, phrase.start + 1, phrase.head.i + 1)
    return Speaker(id=f"{slug(words)}-{owner.id}", name=f"{owner.name}, {words}", kind=owner.kind, side=owner.side)


def _ward_before(memory: Memory, phrase: Phrase, its: Token) -> Speaker | None:
    """ "Doctors at the burns centre admitted 14 patients, its chief physician said": of the ward that the sentence names."""
    if its.lower_ != "its" or phrase.head.lemma_.lower() not in _IN_WARDS:
        return None
    sentence = memory.scene.doc[sentence_of(its).start : its.i]
    number = memory.scene.sentence_number(its)
    before = memory.scene.sentences[number - 1] if number else sentence
    wards = [
        t for words in (before, sentence) for t in words if t.lemma_.lower() in _WARDS and t.pos_ in {"NOUN", "PROPN"}
    ]
    if not wards or any(f.pronouns == BODY for at, f in memory.met if wards[-1].i < at < its.i):
        return None
    ward = wards[-1]
    words = plain(memory.scene, phrase.start + 1, phrase.head.i + 1)
    name = f"{words} of {memory.scene.words(ward.left_edge.i, ward.i + 1)}"
    return Speaker(id=slug(name), name=name, kind="medic", side=memory.land(its))


def _of_its_place(memory: Memory, phrase: Phrase, its: Token) -> Speaker | None:
    """ "Six fell on the Voronezh region, said its governor": an office that only a place has is that of the place before."""
    head = phrase.head
    office = memory.scene.term_at(head, "office")
    if its.lower_ != "its" or not (
        head.lemma_.lower() in _OF_PLACES or (office is not None and office.id in ADMINISTRATIONS)
    ):
        return None
    number = memory.scene.sentence_number(head)
    start = memory.scene.sentences[max(0, number - 1)].start_char
    before = [m for m in memory.scene.places if start <= m.start < its.idx and m.place is not None and not m.demonym]
    if not before or before[-1].place is None:
        return None
    place = before[-1].place
    word = plain(memory.scene, phrase.start + 1, head.i + 1)
    regional = (
        office is not None and office.id in {"governor", "military-administration-head"} and place.admin1 is not None
    )
    of = slug(place.admin1 if regional and place.admin1 is not None else place.name)
    kind = memory.lexicon.offices[office.id].kind if office is not None else "official"
    role = "governor" if regional else office.id if office is not None else slug(word)
    return Speaker(id=f"{role}-{of}", name=f"{word} of {before[-1].text}", kind=kind, side=place.country)


def owners(head: Token) -> Iterator[Token]:
    """The nouns that a mouthpiece is of: "the army's spokesman", "a spokesman for the group"."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in {"for", "of"}:
            yield from (o for o in child.children if o.dep_ == "pobj")
        elif child.dep_ in {"poss", "compound", "amod", "nmod"} and child.pos_ in {"NOUN", "PROPN", "ADJ"}:
            yield child
