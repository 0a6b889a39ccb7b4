"""Noun phrases -> persons: holders of the highest offices, and people named with the office that they speak from."""

import re

from msgspec import structs
from spacy.tokens import Span, Token

from rashomon.extract.bodies import BODY_OFFICES
from rashomon.extract.cast import ARTICLE, MOUTHPIECE, PERSON, Found, Memory
from rashomon.extract.cue_trailing import is_rank
from rashomon.extract.institutions import body as body_of
from rashomon.extract.institutions import institution
from rashomon.extract.offices import identity, office_of, side_of, title
from rashomon.extract.owned import owners
from rashomon.extract.phrases import Phrase, phrase_of, plain, slug
from rashomon.lexicon.terms import Term
from rashomon.model import Speaker, SpeakerKind

_TITLES = re.compile(
    r"^(?:the|a|an|mr|mrs|ms|dr|gen|lt|col|maj|adm|capt|sgt|brig|president|general|admiral|colonel|governor|mayor|"
    r"minister|prime|chief|commander|major|captain|lieutenant|spokesman|spokeswoman|spokesperson)\.?\s+", re.I,
)  # fmt: skip
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,5}")
_SHORTEST, _LONGEST = 2, 4  # words of a name that only its office tells
# "The official" is taken up only for one of the last few who spoke.
_RECENT = 2
_HOLDERS: frozenset[SpeakerKind] = frozenset({"official", "military", "medic", "ngo", "party"})
_KINDS_OF_PERSONS: dict[str, frozenset[SpeakerKind]] = {
    "official": frozenset({"official"}), "politician": frozenset({"official"}), "lawmaker": frozenset({"official"}),
    "officer": frozenset({"military", "official"}), "doctor": frozenset({"medic"}), "medic": frozenset({"medic"}),
    "physician": frozenset({"medic"}), "surgeon": frozenset({"medic"}), "diplomat": frozenset({"official"}),
    "activist": frozenset({"ngo"}), "analyst": frozenset({"ngo", "unknown"}), "expert": frozenset({"ngo", "unknown"}),
}  # fmt: skip
_UNOFFICIAL: frozenset[SpeakerKind] = frozenset({"ngo", "medic", "party"})  # kinds of bodies whose head is their voice
_RANKED = frozenset({"general", "admiral", "colonel", "brigadier", "commodore"})  # whom a text takes up by rank
_RANKS = frozenset({"officer", "general", "admiral", "commander"})
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
    last = last if last in memory.people else ARTICLE.sub("", last)
    ranked = office is not None and office.id in _RANKS and " " not in words  # "Colonel Jabri" after "Nasser al-Jabri"
    if (office is None or ranked) and last in memory.people and _same_person(words, memory.people[last]):
        return Found(memory.people[last], PERSON)
    side = side_of(memory, phrase)
    body = institution(memory, phrase, side)
    kind: SpeakerKind = body.kind if body is not None else "unknown"
    side = side or (body.side if body is not None else None)
    headed = _heads(memory, phrase) if office is None else ""
    if office is None:
        if kind == "unknown" and _has_rank(memory, phrase, words):
            kind, side = "military", side or memory.land(phrase.head)
        if headed:
            words, kind = f"{words}, head of {headed}", "official" if kind == "unknown" else kind
        speaker = Speaker(id=f"person-{slug(words.split(',')[0])}", name=words, kind=kind, side=side)
    else:
        if is_mouthpiece(memory, phrase, office):
            voice = body or _whose(memory, phrase) or _spoken_for(memory, phrase, side)
            if voice is not None:
                speaker = structs.replace(voice, name=f"{words}, spokesman for {voice.name}")
                memory.remember_person(words, speaker)
                return Found(speaker, MOUTHPIECE)
        headed_body = _heads_body(memory, phrase, office, body)
        if headed_body is not None:
            speaker = structs.replace(headed_body, name=f"{words}, {office.text.lower()} of {headed_body.name}")
            memory.remember_person(words, speaker)
            return Found(speaker, MOUTHPIECE)
        unknown = _acronym_before(memory, phrase, office) if body is None else None
        if unknown is not None:
            letters, said = unknown
            link = "for" if office.text.lower().startswith(("spokes", "representative")) else "of"
            kind = memory.lexicon.offices[office.id].kind
            speaker = Speaker(
                id=f"person-{slug(words)}", name=f"{words}, {said} {link} {letters}", kind=kind, side=side
            )
            memory.remember_person(words, speaker)
            return Found(speaker, PERSON)
        if office.id != "chief" or body is None:
            kind = memory.lexicon.offices[office.id].kind
        if office.id == "chief" and body is None:
            kind = _kind_of_headed(memory, phrase) or kind
        role, home_side = identity(memory, phrase, office)
        said = title(memory, phrase, office)
        said = said.removesuffix(f" {words}")  # "the Russian-installed governor Ivan Ivanov"
        speaker = Speaker(
            id=role or f"person-{slug(words)}", name=f"{words}, {said}", kind=kind,
            side=side or home_side,
        )  # fmt: skip
    memory.remember_person(words.split(",")[0], speaker)
    return Found(speaker, PERSON)


def _heads_body(memory: Memory, phrase: Phrase, office: Term, body: Speaker | None) -> Speaker | None:
    """ "The monitoring group's head, Ivan Ivanov", "Observatory chief Ivan Ivanov": a body of no state, for which its head speaks."""
    if office.id != "chief" and (office.id != "commander" or body is None):
        return None
    if body is None:
        covered = memory.scene.tokens(office)
        owned = [o for i in covered for o in owners(memory.scene.doc[i]) if o.i not in covered and o.pos_ != "ADJ"]
        beside = memory.scene.doc[max(phrase.start, covered[0] - 1)]  # "Observatory chief Ivan Ivanov"
        owned += [beside] if beside.i < covered[0] and beside.pos_ in {"NOUN", "PROPN"} else []
        owner = next(iter(owned), None)
        if owner is None or owner.ent_type_ == "PERSON":
            return None
        left = owner.left_edge.i
        found = body_of(memory, Phrase(owner, left, owner.i + 1), None)
        body = found.speaker if found is not None and "it" in found.pronouns else None
    if body is None or body.kind not in _UNOFFICIAL or "," in body.name:
        return None
    return body


def _acronym_before(memory: Memory, phrase: Phrase, office: Term) -> tuple[str, str] | None:
    """ "CNF spokesman Salai Htet", "KNDF deputy commander Marwi": the body that no list knows, by its letters, and the office."""
    first, end = memory.scene.tokens(office)[0], memory.scene.tokens(office).stop
    for token in reversed(memory.scene.doc[phrase.start : first]):
        if token.lower_ in {"deputy", "chief", "senior", "top", "military"}:
            continue
        known = memory.scene.term_at(token, "speaker", "side", "office") is not None or token.i in memory.scene.place_at
        said = memory.scene.words(token.i + 1, end).lower()
        return (token.text, said) if _ACRONYM.fullmatch(token.text) and not known else None
    return None


def _kind_of_headed(memory: Memory, phrase: Phrase) -> SpeakerKind | None:
    """ "Head of the Hill Aid charity": what kind of body it is that he heads, by its word."""
    kinds = [memory.lexicon.offices[t.id].kind for t in memory.scene.terms_in((phrase.start, phrase.end), "office")]
    return next((kind for kind in kinds if kind in _UNOFFICIAL), None)


def _has_rank(memory: Memory, phrase: Phrase, name: str) -> bool:
    """ "Maj.-Gen. Ivan Ivanov": a name behind an officer's rank, wherever the parser hangs it."""
    doc = memory.scene.doc
    at = next((t.i for t in doc[phrase.start : phrase.end] if t.text == name.split()[0]), phrase.start)
    at -= doc[at - 1].text == "." if at else 0
    return at > 0 and doc[at - 1].text[:1].isupper() and is_rank(memory.scene, doc[at - 1])


def _same_person(words: str, known: Speaker) -> bool:
    """Whether a name can be that of a known person of the same last name: first names begin alike ("Oleh", "Oleg")."""
    called = known.name.split(",")[0].split()
    first = words.split()
    return len(first) == 1 or len(called) == 1 or first[0][:1] == called[0][:1]


def introduce(memory: Memory) -> None:
    """Keep whom the text names together with an office anywhere, so that the bare name before or after is the same person."""
    for entity in memory.scene.doc.ents:
        if entity.label_ != "PERSON" or len(entity) < _SHORTEST or any(t.tag_ not in {"NNP", "HYPH"} for t in entity):
            continue
        root = entity.root
        over = root.head if root.dep_ == "appos" and root.head.i < entity.start else root
        phrase = phrase_of(over)
        named = phrase.start <= entity.start and entity.end <= phrase.end
        office = office_of(memory, phrase) if named else None
        if office is not None and office.id not in BODY_OFFICES and memory.lexicon.offices[office.id].kind in _HOLDERS:
            person(memory, phrase)


def person_again(memory: Memory, phrase: Phrase) -> Found | None:
    """ "The official", "the doctor": the person of that kind who spoke last, where a name was given."""
    words = words_of(memory, phrase)
    rank = phrase.head.lemma_.lower()
    if rank in _RANKED and [t.lower_ for t in words[:-1]] == ["the"]:
        spoke = (each for each in memory.before(phrase.head)[:_RECENT] if each.pronouns in (PERSON, MOUTHPIECE))
        return next((each for each in spoke if each.speaker.kind == "military"), None)
    kinds = _KINDS_OF_PERSONS.get(rank)
    if kinds is None or len(words) != 2 or words[0].lower_ != "the" or phrase.head.tag_ != "NN":
        return None
    named = [each for each in memory.before(phrase.head) if each.pronouns in (PERSON, MOUTHPIECE)][:_RECENT]
    return next((each for each in named if each.speaker.kind in kinds and each.speaker.name[:1].isupper()), None)


def is_mouthpiece(memory: Memory, phrase: Phrase, office: Term) -> bool:
    """Whether an office is that of somebody who only speaks for others: a spokesman, a police spokesman."""
    inside = [t for t in memory.scene.terms_in((phrase.start, phrase.end), "office") if t.id == "spokesperson"]
    return bool(inside) or "spokes" in office.id or "spokes" in office.text.lower()


def _whose(memory: Memory, phrase: Phrase) -> Speaker | None:
    """ "Its spokesman, Colonel Ivan Ivanov": the body that was just spoken of."""
    for token in memory.scene.doc[phrase.start : phrase.end]:
        if token.tag_ == "PRP$" and token.lower_ in {"its", "their"}:
            return next(
                (f.speaker for f in memory.before(token) if "it" in f.pronouns and f.speaker.kind != "media"), None
            )
    return None


def _spoken_for(memory: Memory, phrase: Phrase, side: str | None) -> Speaker | None:
    """The body that a spokesperson is said to speak for: that of its country where it is known, else the body in the text's words."""
    terms = memory.scene.terms_in((phrase.start, phrase.end), "office")
    terms = sorted(terms, key=lambda term: term.id in {"spokesperson", "officer", "general"})
    for term in terms:
        entry = memory.lexicon.offices[term.id]
        mouth = "spokes" in term.text.lower()
        if term.id not in BODY_OFFICES and not mouth:
            continue
        near = side or memory.context_side(phrase.head, sentence_only=True) or memory.land(phrase.head)
        known = entry.institution.replace("{side}", near.lower()) if entry.institution is not None and near else None
        if known in memory.lexicon.institutions:
            return memory.known(str(known))
        if not mouth and entry.kind in {"official", "military", "medic"}:
            return Speaker(id=slug(entry.name), name=term.text, kind=entry.kind, side=side)
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
    if entity is not None and any(
        t.via == "name"
        and t.id in memory.lexicon.institutions
        and t.start <= entity.start_char
        and entity.end_char <= t.end
        for t in memory.speaker_terms(phrase.start, phrase.end)
    ):
        return ""  # "Ukrenergo", which the model takes for somebody's name
    if entity is not None and len(entity) > 1 and memory.scene.term_at(entity[-1], "office") is not None:
        entity = None  # "Belgorod Oblast Governor" is nobody's name
    if entity is not None and any(memory.scene.term_at(t, "side") is not None for t in entity):
        entity = None  # "Houthis" is nobody's name
    if (
        entity is not None
        and len(entity) == 1
        and entity.end < len(entity.doc)
        and memory.scene.term_at(entity.doc[entity.end], "office")
    ):
        entity = None  # "Observatory chief Ivan Ivanov"
    if entity is not None:
        end = min(entity.end, phrase.end)
        words = _TITLES.sub("", _TITLES.sub("", memory.scene.words(entity.start, end))).strip()
        return words.removesuffix("'s").removesuffix("’s").strip()
    known = phrase.head.text in memory.people or (
        phrase.head.text in memory.scene.surnames and len(words_of(memory, phrase)) == 1
    )
    if phrase.head.tag_ == "NNP" and known:
        return str(phrase.head.text)
    return _titled(memory, phrase)


def words_of(memory: Memory, phrase: Phrase) -> list[Token]:
    """The words of a phrase, marks left out."""
    return [t for t in memory.scene.doc[phrase.start : phrase.end] if t.is_alpha]


def _titled(memory: Memory, phrase: Phrase) -> str:
    """A name that the model takes for no person's: two or three capitalised words beside a person's office."""
    scene = memory.scene
    doc = scene.doc
    beside = _beside(memory, phrase)
    if beside:
        return beside
    for term in scene.terms_in((phrase.start, phrase.end), "office"):
        if term.id in BODY_OFFICES and "spokes" not in term.text.lower():
            continue
        last = scene.tokens(term)[-1]
        if doc[last].tag_ in {"NNS", "NNPS"}:
            continue
        first = last + 2 if last + 1 < phrase.end and doc[last + 1].text == "," else last + 1
        end = first
        while (
            end < phrase.end
            and doc[end].tag_ in {"NNP", "HYPH"}
            and doc[end].text[:1].isupper() | (doc[end].tag_ == "HYPH")
        ):
            end += 1
        while first < end - 1 and is_rank(scene, doc[first]):
            first += 1
        run = range(first, end)
        if not _SHORTEST <= len(run) <= _LONGEST or any(i in scene.place_at for i in run):
            continue
        known = any(scene.term_at(doc[i], "speaker", "side", "channel", "office", "equipment") is not None for i in run)
        alone = end >= phrase.end or doc[end].is_punct or doc[end].tag_.startswith("V")
        if not known and alone and (phrase.head.i in run or phrase.head.i in scene.tokens(term)):
            return scene.words(first, end)
    return ""


def _beside(memory: Memory, phrase: Phrase) -> str:
    """ "The head of the district, Olena Ivanova," and "Olena Ivanova, head of the district,": the part that is all capitals."""
    scene = memory.scene
    doc = scene.doc
    comma = next((t.i for t in doc[phrase.start : phrase.end] if t.text == ","), None)
    if comma is None:
        return ""
    for opening, end in ((phrase.start, comma), (comma + 1, phrase.end)):
        first = opening
        while first < end - 1 and is_rank(scene, doc[first]):
            first += 1  # "its spokesman, Colonel Rasim Talibov"
        run = range(first, end)
        named = all(doc[i].tag_ in {"NNP", "HYPH"} and i not in scene.place_at for i in run)
        other = (comma + 1, phrase.end) if opening == phrase.start else (phrase.start, comma)
        if _SHORTEST <= len(run) <= _LONGEST and named and scene.terms_in(other, "office"):
            known = any(scene.term_at(doc[i], "speaker", "side", "channel", "office", "equipment") for i in run)
            return "" if known else scene.words(first, end)
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
