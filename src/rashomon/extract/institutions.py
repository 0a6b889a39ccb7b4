"""Noun phrases -> institutions: by a name of the lexicon, by a short form ("the ministry"), by their side's forces."""

from collections import Counter

from spacy.tokens import Token

from rashomon.extract.cast import BODY, MOUTHPIECE, Found, Memory
from rashomon.extract.phrases import Phrase, plain, slug
from rashomon.lexicon.terms import Term
from rashomon.model import Speaker

# Heads that only have an institution, and are not it.
_PRIVATE = frozenset({"source", "resident", "local", "witness", "relative", "doctor", "worker", "volunteer", "member",
                      "reader", "medic", "survivor", "prisoner", "veteran"})  # fmt: skip
# Heads whose words are an institution's, though they are not its voice: "Ukrainian air force officer".
_UNNAMED = frozenset({"official", "officer", "employee", "serviceman", "soldier", "commander", "general", "adviser"})
_MOUTHS = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokespeople", "secretary", "representative", "unit"})
_PAPERS = frozenset({"statement", "report", "post", "announcement", "communique", "bulletin", "briefing", "update"})
# Words that put out what a state says.
_VESSELS = frozenset({"statement", "report", "post", "message", "announcement", "press", "release", "spokesman",
                      "spokesperson", "spokeswoman", "account", "figures", "data", "service", "communique", "communiqué",
                      "bulletin", "briefing", "update", "representative", "cable", "dispatch", "leadership",
                      "headquarters", "statements", "reports"})  # fmt: skip
_TROOPS = frozenset({"force", "army", "military", "navy", "troop"})
_GROUP_HEADS = frozenset({"officials", "official", "residents", "authorities", "sources", "media", "channels"})
_PARTS = frozenset({"special", "territorial", "occupation", "occupying", "local", "garrison"})
_MAX_WORDS = 8  # of a name kept in the text's own words


def body(memory: Memory, phrase: Phrase, side: str | None) -> Found | None:
    """The institution that a phrase is or speaks for, or None."""
    head, start, end = phrase.head, phrase.start, phrase.end
    lemma = head.lemma_.lower()
    if lemma in _PRIVATE:
        return None
    spoken_for = _spoken_for(memory, phrase)
    if spoken_for is not None:
        return Found(spoken_for, MOUTHPIECE)
    owned = _owned(memory, phrase)
    if owned is not None:
        return Found(owned, MOUTHPIECE)
    pronouns = MOUTHPIECE if lemma in _MOUTHS else BODY
    full = institution(memory, phrase, side)
    if full is not None and _other_office(memory, phrase):
        full = None
    short = _short(memory, phrase, side)
    metonym = full is not None and all(t.via != "name" for t in memory.speaker_terms(start, end))
    if short is not None and (full is None or metonym):
        full = short
    if full is not None:
        if lemma in _UNNAMED:
            return Found(_unnamed(memory, phrase, full), MOUTHPIECE)
        return Found(full, pronouns)
    paper = next((c for c in head.lefts if c.dep_ in {"compound", "amod", "poss"}
                  and memory.scene.term_at(c, "office") is not None), None)  # fmt: skip
    if head.lower_ in _PAPERS and paper is not None:  # "an army statement"
        return body(memory, Phrase(paper, paper.left_edge.i, paper.i + 1), side)
    if head.lower_ in _PAPERS and not any(t.dep_ == "poss" for t in head.lefts) and head.i - start <= 1:
        return next((found for found in memory.before(head) if found.pronouns & {"it", "he"}), None)
    again = _again(memory, phrase)
    if again is not None:
        return Found(again, pronouns)
    of_side = None if is_part(memory, phrase) else _of_side(memory, phrase)
    return None if of_side is None else Found(of_side, pronouns)


def institution(memory: Memory, phrase: Phrase, side: str | None) -> Speaker | None:
    """The institution named in a phrase, that of ``side`` where several are; a metonym counts only as the head."""
    found = [t for t in memory.speaker_terms(phrase.start, phrase.end) if t.id in memory.lexicon.institutions]
    # "Kyiv's special forces", "a source in Baghdad": a metonym speaks only as the head of its phrase.
    inner = {"pobj", "poss", "compound", "nmod", "amod"}
    heads = {i for i in range(phrase.start, phrase.end) if memory.scene.doc[i].dep_ not in inner}
    if phrase.surface:
        heads = {phrase.head.i}
    found = [t for t in found if t.via == "name" or heads & set(memory.scene.tokens(t))]
    if not found:
        return None
    best = max(found, key=lambda term: (term.via == "name", term.end - term.start, -term.start))
    entry = memory.lexicon.institutions[best.id]
    if side is not None and entry.side is not None and entry.side != side:
        entry = next((memory.lexicon.institutions[t.id] for t in found
                      if memory.lexicon.institutions[t.id].side == side), entry)  # fmt: skip
    return memory.known(entry.id)


def is_part(memory: Memory, phrase: Phrase) -> bool:
    """Whether the phrase is a part of a force: "Kyiv's special forces" are not the armed forces at large."""
    return any(t.lower_ in _PARTS for t in memory.scene.doc[phrase.start : phrase.end])


def _other_office(memory: Memory, phrase: Phrase) -> bool:
    """ "The health ministry in the Hamas-run territory": a ministry of its own, not the movement behind the preposition."""
    office = memory.scene.term_at(phrase.head, "office")
    if office is None or memory.lexicon.offices[office.id].institution is None:
        return False
    named = memory.speaker_terms(phrase.start, phrase.head.i + 1)
    return not any(t.via == "name" for t in named) and "ministry" in office.id


def _unnamed(memory: Memory, phrase: Phrase, of: Speaker) -> Speaker:
    """ "A defence ministry official": not the ministry's word; the text's words name the speaker."""
    words = plain(memory.scene, phrase.start, min(phrase.end, phrase.head.i + 1 + _MAX_WORDS))
    owner = of.side.lower() if of.side is not None and of.id == f"{of.side.lower()}-government" else of.id
    return Speaker(id=f"{slug(phrase.head.lemma_)}-{owner}", name=words, kind=of.kind, side=of.side)


def _spoken_for(memory: Memory, phrase: Phrase) -> Speaker | None:
    """ "Its spokesman", "a spokesman for the group": the one for whom the spokesman speaks, where it was met before."""
    if phrase.head.lemma_.lower() not in _MOUTHS:
        return None
    for token in memory.scene.doc[phrase.start : phrase.end]:
        if token.tag_ == "PRP$" and token.lower_ in {"its", "their"}:
            return next((f.speaker for f in memory.before(token) if token.lower_ in f.pronouns), None)
    owner = [o for c in phrase.head.children if c.dep_ == "prep" and c.lower_ in {"for", "of"}
             for o in c.children if o.dep_ == "pobj"]  # fmt: skip
    owner += [c for c in phrase.head.children if c.dep_ == "poss"]
    for token in owner:
        if any(t.lower_ == "the" for t in token.lefts) and not memory.speaker_terms(token.left_edge.i, token.i + 1):
            same = _same_word(memory, token)
            if same is not None:
                return same
    return None


def _owned(memory: Memory, phrase: Phrase) -> Speaker | None:
    """ "Their adviser": known by whose adviser it is."""
    first = memory.scene.doc[phrase.start]
    if first.lower_ not in {"its", "their"} or first.head.i != phrase.head.i:
        return None
    owner = next((f.speaker for f in memory.before(first) if first.lower_ in f.pronouns), None)
    if owner is None:
        return None
    words = plain(memory.scene, phrase.start + 1, phrase.head.i + 1)
    return Speaker(id=f"{slug(words)}-{owner.id}", name=f"{owner.name}, {words}", kind=owner.kind, side=owner.side)


def _again(memory: Memory, phrase: Phrase) -> Speaker | None:
    """ "The command", "the group": the nearest speaker before whose name has the word, or the last party for a movement."""
    head = phrase.head
    definite = any(t.lower_ == "the" for t in head.lefts)
    bare = phrase.end - phrase.start <= 2
    if not definite or not bare or head.pos_ not in {"NOUN", "PROPN"} or head.tag_ == "NNS":
        return None
    return _same_word(memory, head)


def _same_word(memory: Memory, head: Token) -> Speaker | None:
    lemma = head.lemma_.lower()
    for found in memory.before(head):
        words = found.speaker.name.casefold().replace("-", " ").split()
        if lemma in words and "it" in found.pronouns:
            return found.speaker
        if lemma in {"group", "movement", "militia", "organisation", "organization"} and (
            found.speaker.kind == "party" and "it" in found.pronouns
        ):
            return found.speaker
    return None


def _short(memory: Memory, phrase: Phrase, side: str | None) -> Speaker | None:
    """ "The ministry", "defence ministry officials": the institution meant, from those mentioned and the side."""
    head = phrase.head
    lemma = head.lemma_.lower()
    words = memory.scene.words(phrase.start, phrase.end)
    office = memory.scene.term_at(head, "office")
    if office is not None and office.id in {"air-force", "navy"}:
        return None
    if lemma == "military" or (lemma in _TROOPS and side is None):
        spoken = next((f.speaker for f in memory.before(head) if f.speaker.kind == "military"
                       and side in {None, f.speaker.side} and "it" in f.pronouns), None)  # fmt: skip
        if spoken is not None:
            return spoken
        near = memory.context_side(head) if side is None else side
        return _forces(memory, near, head) if near is not None and near in memory.lexicon.sides else None
    before = [found.speaker.id for found in reversed(memory.before(head))]
    mentioned = [t.id for t in memory.scene.terms if t.kind == "speaker" and t.start <= head.idx]
    found = _meant(memory, words, [*mentioned, *before], side or memory.context_side(head))
    return None if found is None else memory.known(found)


def _meant(memory: Memory, words: str, mentioned: list[str], side: str | None) -> str | None:
    """The institution behind the longest short form in ``words``: one that was mentioned, else the side's own."""
    parts = words.lower().replace("defense", "defence").split()
    for size in range(min(5, len(parts)), 0, -1):
        for at in range(len(parts) - size + 1):
            form = " ".join(parts[at : at + size]).removesuffix("'s")
            claimants = memory.lexicon.short_forms.get(form)
            if not claimants:
                continue
            of_side = [id_ for id_ in claimants if memory.lexicon.institutions[id_].side == side]
            known = [id_ for id_ in mentioned if id_ in claimants and (side is None or id_ in of_side)]
            if known:
                return known[-1]
            if side is not None and size > 1 and len(of_side) == 1:
                return of_side[0]
    return None


def _of_side(memory: Memory, phrase: Phrase) -> Speaker | None:
    """ "Ukrainian forces", "Tehran", "an Iranian statement": the armed forces or the government of the side."""
    head = phrase.head
    terms = [t for t in memory.scene.terms_in((phrase.start, phrase.end), "side")
             if t.via in {"forces", "name", "metonym", "demonym"}]  # fmt: skip
    office = memory.scene.terms_in((phrase.start, phrase.end), "office")
    if not terms or head.lower_ in _GROUP_HEADS or (office and not _only_troops(memory, office, terms)):
        return None
    term = terms[0]
    entry = memory.lexicon.sides[term.id]
    if any(t.via == "forces" for t in terms) or head.lemma_.lower() in _TROOPS:
        return _forces(memory, term.id, head)
    if (
        head.lower_ in _VESSELS
        or (head.tag_ in {"NNP", "NNPS"} and head.i in memory.scene.tokens(term))
        or (term.via == "metonym" and head.i in memory.scene.tokens(term))
    ):
        if entry.kind != "state":
            return Speaker(id=term.id, name=entry.name, kind="party", side=term.id)
        return Speaker(
            id=f"{term.id.lower()}-government", name=f"Government of {entry.name}", kind="official", side=term.id
        )
    return None


def _only_troops(memory: Memory, offices: list[Term], sides: list[Term]) -> bool:
    forces = [t for t in sides if t.via == "forces"]
    return bool(forces) and all(any(f.start <= o.start and o.end <= f.end for f in forces) for o in offices)


def _forces(memory: Memory, side: str, token: Token) -> Speaker:
    """The armed forces of a side: its ministry or staff where that has spoken already, as it speaks for them.

    "The army" beside an armed group is the state's: the country that most places of the text lie in.
    """
    if memory.lexicon.sides[side].kind == "group":
        countries = Counter(
            mention.place.country
            for mention in memory.scene.places
            if mention.place is not None and mention.place.country in memory.lexicon.sides
        )
        if countries and token.lemma_.lower() in {"army", "military"}:
            side = str(min(countries, key=lambda country: (-countries[country], str(country))))
    for found in memory.before(token):
        if found.speaker.side == side and found.speaker.kind == "military" and "it" in found.pronouns:
            return found.speaker
    known = memory.lexicon.institutions.get(f"{side.lower()}-armed-forces")
    if known is not None:
        return memory.known(known.id)
    return Speaker(
        id=f"{side.lower()}-armed-forces", name=f"{_adjective(memory, side)} armed forces", kind="military", side=side
    )


def _adjective(memory: Memory, side: str) -> str:
    entry = memory.lexicon.sides[side]
    return entry.demonyms[0] if entry.demonyms else entry.name
