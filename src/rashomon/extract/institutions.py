"""Noun phrases -> institutions: by a name of the lexicon, by a short form ("the ministry"), by their side's forces."""

import re
from collections import Counter

from spacy.tokens import Token

from rashomon.extract.again import by_words, met_before, same_word
from rashomon.extract.bodies import ADMINISTRATIONS, DOMESTIC, TROOPS, is_plural, is_source, singular
from rashomon.extract.cast import BODY, MOUTHPIECE, SOMEONE, Found, Memory
from rashomon.extract.owned import owned_by, owners
from rashomon.extract.papers import signer
from rashomon.extract.phrases import Phrase, is_against, plain, slug
from rashomon.lexicon.terms import Term
from rashomon.model import Speaker

# Heads whose words are an institution's, though they are not its voice: "Ukrainian air force officer".
_UNNAMED = frozenset({"official", "officer", "employee", "serviceman", "soldier", "commander", "general", "adviser", "commissioner",
                      "chief", "inspector", "superintendent", "deputy", "member"})  # fmt: skip
_MOUTHS = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokespeople", "secretary", "representative", "unit"})
_PAPERS = frozenset({"statement", "report", "post", "announcement", "communique", "bulletin", "briefing", "update"})
# Words that put out what a state says.
_VESSELS = frozenset({"statement", "report", "post", "message", "announcement", "press", "release", "spokesman",
                      "spokesperson", "spokeswoman", "account", "figures", "data", "service", "communique", "communiqué",
                      "bulletin", "briefing", "update", "representative", "cable", "dispatch", "leadership",
                      "headquarters", "statements", "reports"})  # fmt: skip
_GROUP_HEADS = frozenset({"officials", "official", "residents", "authorities", "sources", "media", "channels"})
_PARTS = frozenset({"special", "territorial", "occupation", "occupying", "local", "garrison"})
_PATRON = re.compile(
    r"\s?[-–]\s?(?:run|led|linked|backed|appointed|installed|affiliated|aligned|held|controlled|allied|supported)\b"
)
_WHOLE = frozenset(
    {"national", "regular", "state", "federal", "own", "royal", "entire", "government", "country", "occupation"}
)
_LOCAL = frozenset(
    {"town", "city", "village", "region", "province", "district", "county", "regional", "provincial", "municipal"}
)
_SORTS = frozenset(
    {"armed", "defence", "defense", "air", "security", "naval", "ground", "military", "land", "republic", "people"}
)
_SERVICES = frozenset({"air-force", "navy"})
_PAPER_BACK = 8  # sentences back in which "the statement" may have been named with its signer
_AHEAD = 600  # code points in which "a monitor said" is followed by its name
_MAX_WORDS = 8  # of a name kept in the text's own words


def body(memory: Memory, phrase: Phrase, side: str | None) -> Found | None:
    """The institution that a phrase is or speaks for, or None."""
    head, start, end = phrase.head, phrase.start, phrase.end
    lemma = head.lemma_.lower()
    one = _one_of(memory, phrase)
    if one is not None:
        return one
    if any(t.lower_ == "same" for t in memory.scene.doc[start:end]):
        repeated = met_before(memory, phrase) or by_words(memory, phrase)
        if repeated is not None:
            return repeated
    if is_source(phrase) and memory.scene.term_at(head, "speaker") is None:
        return met_before(memory, phrase)
    rescue = _of_rescuers(memory, phrase)
    if rescue is not None:
        return Found(rescue, MOUTHPIECE)
    spoken_for = _spoken_for(memory, phrase)
    if spoken_for is not None:
        return Found(spoken_for, MOUTHPIECE)
    owned = owned_by(memory, phrase)
    if owned is not None:
        return Found(owned, MOUTHPIECE)
    local = _local(memory, phrase)
    if local is not None:
        return Found(local, BODY)
    pronouns = MOUTHPIECE if lemma in _MOUTHS else BODY
    full = institution(memory, phrase, side)
    if full is not None and (_other_office(memory, phrase) or (full.kind == "party" and _is_civil(memory, phrase))):
        full = None  # "the rebels' health ministry"
    again = met_before(memory, phrase)
    if full is None and again is not None:
        return again
    short = _short(memory, phrase, side)
    metonym = full is not None and all(t.via != "name" for t in memory.speaker_terms(start, end))
    if short is not None and (full is None or metonym):
        full = short
    if full is not None:
        if lemma in _UNNAMED:
            return Found(_unnamed(memory, phrase, full), MOUTHPIECE)
        return Found(full, pronouns)
    shortened = by_words(memory, phrase)
    if shortened is not None:
        return shortened
    paper = next((c for c in head.lefts if c.dep_ in {"compound", "amod", "poss"}
                  and memory.scene.term_at(c, "office") is not None), None)  # fmt: skip
    if head.lower_ in _PAPERS and paper is not None:  # "an army statement"
        return body(memory, Phrase(paper, paper.left_edge.i, paper.i + 1), side)
    if head.lower_ in _PAPERS and not any(t.dep_ == "poss" for t in head.lefts) and head.i - start <= 2:
        return _author(memory, head)
    of_side = None if is_part(memory, phrase) else _of_side(memory, phrase)
    return None if of_side is None else Found(of_side, pronouns)


def _author(memory: Memory, paper: Token) -> Found | None:
    """ "The report says": who spoke last; an agency that only passed on what a body beside it said is not meant."""
    first = memory.scene.sentences[max(0, memory.scene.sentence_number(paper) - _PAPER_BACK)].start
    for earlier in reversed(
        memory.scene.doc[first : paper.i]
    ):  # "informs a statement of the army … the statement goes on"
        owner = _signed_by(earlier) if earlier.lemma_.lower() == paper.lemma_.lower() else None
        signed = body(memory, Phrase(owner, owner.left_edge.i, owner.i + 1), None) if owner is not None else None
        if signed is not None:
            return signed
    last: tuple[int, Found] | None = None
    for at, found in sorted(memory.met, key=lambda each: each[0], reverse=True):
        if at >= paper.i or not found.pronouns & {"it", "he"}:
            continue
        if last is not None and (at < 0 or memory.scene.sentence_number(memory.scene.doc[at]) != last[0]):
            break
        if found.speaker.kind not in {"media", "agency"} or at < 0:
            return found
        last = last or (memory.scene.sentence_number(memory.scene.doc[at]), found)
    if last is not None:
        return last[1]
    return next((found for found in memory.before(paper) if found.pronouns & {"it", "he"}), None)


def _signed_by(paper: Token) -> Token | None:
    """ "A statement by the army", "a statement of the army"."""
    owner = signer(paper)
    if owner is None:
        of = (
            o for c in paper.children if c.dep_ == "prep" and c.lower_ == "of" for o in c.children if o.dep_ == "pobj"
        )
        owner = next(of, None)
    return owner if owner is not None and owner.pos_ in {"NOUN", "PROPN"} else None


def owned_words(memory: Memory, phrase: Phrase, words: str) -> str:
    """A name in the text's words with its "its" told: "source in its General Staff" is one in the Ukrainian General Staff."""
    for token in memory.scene.doc[phrase.start : phrase.end]:
        if token.tag_ == "PRP$" and token.lower_ in {"its", "their"}:
            owner = next((f.speaker for f in memory.before(token) if token.lower_ in f.pronouns), None)
            if owner is None:
                return words
            state = owner.side is not None and memory.lexicon.sides[owner.side].kind == "state"
            called = re.sub(r"^The ", "", owner.name)
            whose = adjective(memory, owner.side) if state and owner.side is not None else f"{called}'s"
            return re.sub(rf"\b{token.text}\b", whose, words, count=1)
    return words


def _one_of(memory: Memory, phrase: Phrase) -> Found | None:
    """ "One of them", "one of its officers": one of those who were met before; a member of a body keeps the words."""
    if phrase.head.lower_ not in {"one", "some", "two", "several"}:
        return None
    of = next((o for c in phrase.head.children if c.dep_ == "prep" and c.lower_ == "of" for o in c.children
               if o.dep_ == "pobj"), None)  # fmt: skip
    if of is None:
        return None
    if of.lower_ == "them":
        return next((found for found in memory.before(of) if "they" in found.pronouns), None)
    its = next((t for t in of.lefts if t.tag_ == "PRP$" and t.lower_ in {"its", "their"}), None)
    owner = next((f.speaker for f in memory.before(its) if its.lower_ in f.pronouns), None) if its is not None else None
    if owner is None:
        return None
    words = plain(memory.scene, of.i, of.i + 1)
    name = f"{owner.name}, {phrase.head.lower_} of its {words}"
    return Found(Speaker(id=f"{slug(words)}-{owner.id}", name=name, kind=owner.kind, side=owner.side), SOMEONE)


def _local(memory: Memory, phrase: Phrase) -> Speaker | None:
    """ "The health ministry of Khartoum state", "the police command of Zamfara": a body of that region, not of the country."""
    head = phrase.head
    offices = [
        t for t in memory.scene.terms_in((phrase.start, head.i + 1), "office")
        if t.id in DOMESTIC | {"ministry"} or (t.id == "government" and _is_of_state(memory, phrase))
    ]  # fmt: skip
    if not offices or head.i in memory.scene.place_at:
        return None
    office = offices[-1]
    named = {
        i for t in memory.speaker_terms(phrase.start, phrase.end) if t.via == "name" for i in memory.scene.tokens(t)
    }
    for i in range(phrase.start, phrase.end):
        mention = memory.scene.place_at.get(i)
        token = memory.scene.doc[i]
        if (
            i in named
            or mention is None
            or mention.demonym
            or mention.place is None
            or (mention.place.precision or 0) >= 6
        ):
            continue
        side = memory.scene.term_at(token, "side")
        if side is not None and side.via != "metonym":
            continue
        capital = side is not None and mention.place.name != mention.place.admin1
        of = i < head.i or any(t.lower_ == "of" for t in memory.scene.doc[head.i + 1 : i])
        if capital or not of:
            continue
        words = plain(memory.scene, phrase.start, min(phrase.end, head.i + 1 + _MAX_WORDS))
        id_ = f"{office.id}-{slug(mention.place.name)}"
        return Speaker(id=id_, name=words, kind=memory.lexicon.offices[office.id].kind, side=mention.place.country)
    return None


def _is_of_state(memory: Memory, phrase: Phrase) -> bool:
    """ "The Kordofan state government", "the provincial government of Kordofan"."""
    return any(t.lower_ in _LOCAL | {"state"} for t in memory.scene.doc[phrase.start : phrase.end])


def institution(memory: Memory, phrase: Phrase, side: str | None) -> Speaker | None:
    """The institution named in a phrase, that of ``side`` where several are; a metonym counts only as the head."""
    found = [t for t in memory.speaker_terms(phrase.start, phrase.end) if t.id in memory.lexicon.institutions
             and not is_patron(memory, t)]  # fmt: skip
    # "Kyiv's special forces", "a source in Baghdad": a metonym speaks only as the head of its phrase.
    inner = {"pobj", "poss", "compound", "nmod", "amod"}
    heads = {i for i in range(phrase.start, phrase.end) if memory.scene.doc[i].dep_ not in inner}
    if phrase.surface:
        heads = {phrase.head.i}
    found = [t for t in found if t.via == "name" or heads & set(memory.scene.tokens(t))]
    owners_ = [t for t in found if _is_owner(memory, t)]
    if len(owners_) < len(found):
        found = [t for t in found if t not in owners_]  # "NATO's assistance force" is the force
    if not found:
        return None
    best = max(
        found, key=lambda term: (term.via == "name", term.end - term.start, -term.start, _is_exact(memory, term))
    )
    entry = memory.lexicon.institutions[best.id]
    if side is not None and entry.side is not None and entry.side != side:
        entry = next((memory.lexicon.institutions[t.id] for t in found
                      if memory.lexicon.institutions[t.id].side == side), entry)  # fmt: skip
    return memory.known(entry.id)


def _is_exact(memory: Memory, term: Term) -> bool:
    """ "APS" is the agency of that name, and no plural of "AP"."""
    entry = memory.lexicon.institutions[term.id]
    return term.text in {entry.name, *entry.aliases}


def _is_owner(memory: Memory, term: Term) -> bool:
    """Whether a name only says whose another body is: "the alliance's training mission"."""
    return re.match(r"['’]s?\s", memory.scene.text[term.end : term.end + 3]) is not None


def is_patron(memory: Memory, term: Term) -> bool:
    """Whether a name only says who runs or backs another body: "the Houthi-run ministry", "a Hezbollah-linked charity"."""
    return _PATRON.match(memory.scene.text, term.end) is not None


def is_part(memory: Memory, phrase: Phrase) -> bool:
    """Whether the phrase is a part of a force: "Kyiv's special forces" are not the armed forces at large."""
    return any(t.lower_ in _PARTS for t in memory.scene.doc[phrase.start : phrase.end])


def is_qualified(memory: Memory, phrase: Phrase, office: Term) -> bool:
    """Whether another word tells an army from the state's: "the defence army", "the SPLM-IO military spokesperson"."""
    if office.id not in {"army", "military-spokesperson"}:
        return False
    covered = set(memory.scene.tokens(office))
    return any(
        t.i not in covered and t.dep_ in {"compound", "amod", "nmod", "poss"} and t.lower_ not in _WHOLE
        and t.i not in memory.scene.place_at and memory.scene.term_at(t, "side", "speaker", "office") is None
        for t in phrase.head.lefts
    )  # fmt: skip


def _is_called(memory: Memory, phrase: Phrase) -> bool:
    """ "The Karenni Force", "the Hill People's Army": a force by a name of its own, and not the country's."""
    head = phrase.head
    if head.tag_ != "NNP" or head.lemma_.lower() not in TROOPS:
        return False
    own = [t for t in head.lefts if t.dep_ in {"compound", "poss", "amod", "nmod"} and t.tag_ in {"NNP", "NNPS"}]
    return any(
        t.lower_ not in _WHOLE | _SORTS and t.i not in memory.scene.place_at and memory.scene.term_at(t, "side") is None
        for t in own
    )


def is_local(phrase: Phrase, office: Term) -> bool:
    """ "The town's police", "the regional health ministry": a body of the town or region, not of the country."""
    return office.id in DOMESTIC and any(
        t.lower_ in _LOCAL and t.dep_ in {"poss", "amod", "compound", "nmod"} for t in phrase.head.lefts
    )


def _is_civil(memory: Memory, phrase: Phrase) -> bool:
    """ "The movement's health ministry", "the ombudsman of the republic": an office of its own, and not the armed movement."""
    office = memory.scene.term_at(phrase.head, "office")
    return singular(phrase.head) == "ministry" or (office is not None and office.id == "ombudsman")


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
    """The one for whom a spokesman speaks: of "its spokesman", "a spokesman for the group", "the army's spokesman's unit".

    A bare "spokesman" speaks for the body that the text has just spoken of in the same paragraph, or that he spoke for before.
    """
    if singular(phrase.head) not in _MOUTHS:
        return None
    for token in memory.scene.doc[phrase.start : phrase.end]:
        if token.tag_ == "PRP$" and token.lower_ in {"its", "their"}:
            return next((f.speaker for f in memory.before(token) if token.lower_ in f.pronouns), None)
    named = list(owners(phrase.head))
    for token in named:
        if singular(token) in _MOUTHS:
            return _spoken_for(memory, Phrase(token, token.left_edge.i, token.i + 1))
        if any(t.lower_ == "the" for t in token.lefts) and not memory.speaker_terms(token.left_edge.i, token.i + 1):
            same = same_word(memory, token)
            if same is not None and "it" in same.pronouns:
                return same.speaker
            of = next((t.id for t in memory.scene.terms_in((token.left_edge.i, token.i + 1), "side")), None)
            meant = _short(memory, Phrase(token, token.left_edge.i, token.i + 1), of)
            if meant is not None:
                return meant
    if named or singular(phrase.head) not in {"spokesman", "spokeswoman", "spokesperson"}:
        return None
    bare = all(t.lower_ in {"a", "the"} or t.i == phrase.head.i for t in memory.scene.doc[phrase.start : phrase.end])
    if not bare or memory.scene.term_at(phrase.head, "speaker") is not None:
        return None
    start = memory.scene.text.rfind("\n", 0, phrase.head.idx)
    before = max(
        0, memory.scene.text.rfind("\n", 0, len(memory.scene.text[: max(0, start)].rstrip()))
    )  # the paragraph before too, of whose body alone it can be
    for at, found in sorted(memory.met, key=lambda each: each[0], reverse=True):
        if at < phrase.head.i and "it" in found.pronouns and found.speaker.kind not in {"media", "agency", "unknown"}:
            if at >= 0 and memory.scene.doc[at].idx > (
                start if memory.scene.doc[phrase.start].lower_ == "the" else before
            ):
                return found.speaker
            break
    if memory.scene.doc[phrase.start].lower_ != "the":
        return None
    return next((f.speaker for f in memory.before(phrase.head) if f.pronouns == MOUTHPIECE), None)


def _of_rescuers(memory: Memory, phrase: Phrase) -> Speaker | None:
    """ "The rescuers' press service", "a spokesman for the rescuers": the emergency service of the country."""
    if singular(phrase.head) not in _MOUTHS | {"service", "office", "centre", "center"}:
        return None
    for owner in owners(phrase.head):
        term = memory.scene.term_at(owner, "office")
        if term is not None and term.id == "rescuers" and is_plural(owner):
            side = memory.land(phrase.head)
            known = f"{side.lower()}-emergency-service" if side is not None else ""
            return memory.known(known) if known in memory.lexicon.institutions else None
    return None


def _short(memory: Memory, phrase: Phrase, side: str | None) -> Speaker | None:
    """ "The ministry", "defence ministry officials": the institution meant, from those mentioned and the side."""
    head = phrase.head
    lemma = head.lemma_.lower()
    words = memory.scene.words(phrase.start, phrase.end)
    office = memory.scene.term_at(head, "office")
    if office is not None and (office.id in ADMINISTRATIONS or is_qualified(memory, phrase, office)):
        return None
    if is_against(phrase) or (office is not None and is_local(phrase, office)) or _is_called(memory, phrase):
        return None
    if lemma == "military" or (lemma in TROOPS and side is None and (office is None or office.id not in _SERVICES)):
        spoken = next((f.speaker for f in memory.before(head) if f.speaker.kind == "military"
                       and side in {None, f.speaker.side} and "it" in f.pronouns), None)  # fmt: skip
        if spoken is not None:
            return spoken
        near = memory.near_side(head, placed=True) if side is None else side
        return _forces(memory, near, head) if near is not None and near in memory.lexicon.sides else None
    before = [found.speaker.id for found in reversed(memory.before(head))]
    ahead = head.idx + (_AHEAD if memory.scene.doc[phrase.start].lower_ in {"a", "an"} else 0)
    mentioned = [t.id for t in memory.scene.terms if t.kind == "speaker" and t.start <= ahead]
    domestic = memory.land(head) if office is not None and office.id in DOMESTIC else None
    near = domestic or memory.near_side(head)
    if (
        office is not None
        and office.id == "defence-ministry"
        and (near is None or memory.lexicon.sides[near].kind != "state")
    ):
        near = memory.own_land(head) or near or memory.filed
    found = _meant(memory, words, [*mentioned, *before], side, near)
    return None if found is None else memory.known(found)


def _meant(memory: Memory, words: str, mentioned: list[str], side: str | None, context: str | None) -> str | None:
    """The institution behind the longest short form in ``words``: one that was mentioned, else the side's own.

    A side that the words name has to be the institution's; one that only the text around suggests goes before the others.
    """
    parts = words.lower().replace("defense", "defence").split()
    for size in range(min(5, len(parts)), 0, -1):
        for at in range(len(parts) - size + 1):
            form = " ".join(parts[at : at + size]).removesuffix("'s")
            claimants = memory.lexicon.short_forms.get(form)
            if not claimants:
                continue
            of_side = [id_ for id_ in claimants if memory.lexicon.institutions[id_].side == (side or context)]
            stateless = {id_ for id_ in claimants if memory.lexicon.institutions[id_].side is None}
            known = [id_ for id_ in mentioned if id_ in claimants and (side is None or id_ in {*of_side, *stateless})]
            if known:
                return next((id_ for id_ in reversed(known) if id_ in of_side), known[-1])
            if (side or context) is not None and size > 1 and len(of_side) == 1:
                return of_side[0]
    return None


def _of_side(memory: Memory, phrase: Phrase) -> Speaker | None:
    """ "Ukrainian forces", "Tehran", "an Iranian statement": the armed forces or the government of the side."""
    head = phrase.head
    terms = [t for t in memory.scene.terms_in((phrase.start, phrase.end), "side")
             if t.via in {"forces", "name", "metonym", "demonym"} and not is_patron(memory, t)]  # fmt: skip
    office = memory.scene.terms_in((phrase.start, phrase.end), "office")
    if (
        not terms
        or is_against(phrase)
        or head.lower_ in _GROUP_HEADS
        or (office and not _only_troops(memory, office, terms))
    ):
        return None
    term = terms[0]
    entry = memory.lexicon.sides[term.id]
    if any(t.via == "forces" for t in terms) or head.lemma_.lower() in TROOPS:
        return _forces(memory, term.id, head)
    served = head.lower_ != "service" or any(
        t.lower_ in {"press", "information", "media"} for t in memory.scene.doc[phrase.start : head.i]
    )  # "the Georgian border service" is one of its own
    if (
        (head.lower_ in _VESSELS and served)
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
        id=f"{side.lower()}-armed-forces", name=f"{adjective(memory, side)} armed forces", kind="military", side=side
    )


def adjective(memory: Memory, side: str) -> str:
    """The word for what is of a side: "Ukrainian", else its name."""
    entry = memory.lexicon.sides[side]
    return entry.demonyms[0] if entry.demonyms else entry.name
