"""Noun phrases -> persons: holders of the highest offices, and people named with the office that they speak from."""

import re

from spacy.tokens import Span, Token

from rashomon.extract.cast import MOUTHPIECE, PERSON, Found, Memory
from rashomon.extract.institutions import institution
from rashomon.extract.offices import identity, office_of, side_of, title
from rashomon.extract.phrases import Phrase, phrase_of, plain, slug
from rashomon.model import Speaker, SpeakerKind

_TITLES = re.compile(
    r"^(?:the|a|an|mr|mrs|ms|dr|gen|lt|col|maj|adm|capt|sgt|brig|president|general|admiral|colonel|governor|mayor|"
    r"minister|prime|chief|commander|major|captain|lieutenant|spokesman|spokeswoman|spokesperson)\.?\s+", re.I,
)  # fmt: skip
_NAMING = frozenset({"appos", "compound", "nmod", "flat", "nsubj", "conj"})


def person(memory: Memory, phrase: Phrase) -> Found | None:
    """The person that a phrase names, or the institution that the person speaks for; None where it names nobody."""
    holder = next((t for t in memory.speaker_terms(phrase.start, phrase.end) if t.id in memory.lexicon.holders
                   and _is_head(memory, phrase, set(memory.scene.tokens(t)))), None)  # fmt: skip
    if holder is not None:
        entry = memory.lexicon.holders[holder.id]
        speaker = Speaker(id=entry.id, name=entry.name, kind=entry.kind, side=entry.side)
        memory.remember_person(entry.name, speaker)
        return Found(speaker, PERSON)
    words = _name(memory, phrase)
    if not words:
        return None
    if " " not in words and words not in memory.people:
        _meet_earlier(memory, words, phrase.head)
    office = office_of(memory, phrase)
    last = words.split()[-1]
    if office is None and last in memory.people:
        return Found(memory.people[last], PERSON)
    side = side_of(memory, phrase)
    body = institution(memory, phrase, side)
    kind: SpeakerKind = body.kind if body is not None else "unknown"
    side = side or (body.side if body is not None else None)
    headed = _heads(memory, phrase) if office is None else ""
    if office is None:
        if headed:
            words, kind = f"{words}, head of {headed}", "official" if kind == "unknown" else kind
        speaker = Speaker(id=f"person-{slug(words.split(',')[0])}", name=words, kind=kind, side=side)
    else:
        if "spokes" in office.id and body is not None:
            memory.remember_person(words, body)
            return Found(body, MOUTHPIECE)
        if "spokes" in office.id:
            voice = _ministry(memory, phrase)
            if voice is not None:
                return Found(voice, MOUTHPIECE)
        if office.id != "chief" or body is None:
            kind = memory.lexicon.offices[office.id].kind
        role, home_side = identity(memory, phrase, office)
        speaker = Speaker(
            id=role or f"person-{slug(words)}", name=f"{words}, {title(memory, phrase, office)}", kind=kind,
            side=side or home_side,
        )  # fmt: skip
    memory.remember_person(words.split(",")[0], speaker)
    return Found(speaker, PERSON)


def _ministry(memory: Memory, phrase: Phrase) -> Speaker | None:
    """The ministry or service of no known side that a spokesperson is said to speak for."""
    for term in memory.scene.terms_in((phrase.start, phrase.end), "office"):
        entry = memory.lexicon.offices[term.id]
        if entry.group and entry.kind in {"official", "military", "medic"} and "spokes" not in term.text.lower():
            return Speaker(id=slug(entry.name), name=term.text, kind=entry.kind, side=side_of(memory, phrase))
    return None


def _meet_earlier(memory: Memory, surname: str, token: Token) -> None:
    """Read the full name that stood before a bare surname, where its bearer had not spoken yet."""
    full = next((e for e in memory.scene.doc.ents if e.label_ == "PERSON" and e.end <= token.i and len(e) > 1
                 and e[-1].text == surname), None)  # fmt: skip
    if full is not None:
        person(memory, phrase_of(full.root))


def _heads(memory: Memory, phrase: Phrase) -> str:
    """ "Sergei Ivanov, who heads the regional government": what the person is said to lead."""
    for child in phrase.head.children:
        if child.dep_ == "relcl" and child.lemma_.lower() in {"head", "lead", "govern", "run"} and not phrase.surface:
            led = next((c for c in child.children if c.dep_ == "dobj"), None)
            if led is not None:
                return plain(memory.scene, led.left_edge.i, led.i + 1)
    return ""


def _name(memory: Memory, phrase: Phrase) -> str:
    """The person's name as the text has it, titles taken away; of a known person the last name is enough."""
    entity = next((e for e in memory.scene.doc.ents if e.label_ == "PERSON" and phrase.start <= e.start < phrase.end
                   and _names(memory, phrase, e)), None)  # fmt: skip
    if entity is not None and len(entity) == 1 and entity.start in memory.scene.place_at:
        entity = None
    if entity is not None and any(memory.scene.term_at(t, "side") is not None for t in entity):
        entity = None  # "Houthis" is nobody's name
    if entity is not None:
        end = min(entity.end, phrase.end)
        words = _TITLES.sub("", _TITLES.sub("", memory.scene.words(entity.start, end))).strip()
        return words.removesuffix("'s").removesuffix("’s").strip()
    if phrase.head.tag_ == "NNP" and phrase.head.text in memory.people:
        return str(phrase.head.text)
    return ""


def _names(memory: Memory, phrase: Phrase, entity: Span) -> bool:
    """Whether a name is the phrase's own ("governor Yuri Slyusar") and not one inside it ("head of the Orikhiv community")."""
    if entity.end == phrase.end and entity.start > phrase.start and entity.doc[entity.start - 1].text == ",":
        return True  # "the chairman of the council, Ivan Ivanov": in apposition, wherever the parser hangs it
    if phrase.surface and (entity.end == phrase.end or entity.start == phrase.start):
        if entity.start > phrase.start and entity.start - 1 in memory.scene.place_at:
            return True  # "governor of Rostov region Ivan Ivanov"
        return entity.root.dep_ != "pobj" or entity.root.head.lower_ not in {"of", "in", "for"}
    node: Token = entity.root
    while node.i != phrase.head.i:
        if node.dep_ not in _NAMING or node.head.i == node.i:
            return False
        node = node.head
    return True


def _is_head(memory: Memory, phrase: Phrase, tokens: set[int]) -> bool:
    """Whether the name speaks itself: not "a spokesman for Zelensky", not "Putin's spokesman"."""
    if phrase.head.i in tokens:
        return True
    root = next((memory.scene.doc[i] for i in sorted(tokens) if memory.scene.doc[i].head.i not in tokens), None)
    return root is not None and root.dep_ not in {"poss", "pobj"}
