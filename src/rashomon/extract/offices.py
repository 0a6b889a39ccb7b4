"""What an office in a noun phrase tells: whose it is, of which region, on which side, and in which words."""

import re

from spacy.tokens import Token

from rashomon.extract.bodies import BODY_OFFICES, is_plural
from rashomon.extract.cast import Memory
from rashomon.extract.phrases import Phrase, is_against, plain, slug
from rashomon.extract.places import find_places
from rashomon.extract.syntax import noun_preps, sentence_of
from rashomon.lexicon.terms import Term
from rashomon.values import Place

# In Ukraine the head of the regional military administration is the governor: one voice under either name.
_REGIONAL = frozenset({"governor", "military-administration-head"})
_LOCAL = frozenset({"mayor", "city-council", "military-administration"})
_REGION_WORDS = frozenset({"oblast", "region", "province", "krai", "governorate", "district", "raion"})
# Words that say that an office is of some town or region, though not of which.
_LOCAL_WORDS = frozenset({"regional", "region", "provincial", "province", "local", "city", "town", "municipal", "district", "oblast",
                          "peninsula", "state", "village", "territory"})  # fmt: skip
_REGIONAL_WORDS = (_REGION_WORDS - {"district", "raion"}) | {
    "regional",
    "provincial",
    "peninsula",
    "state",
    "territory",
    "governor",
}
_SUFFIX = re.compile(
    r"\s+(?:Oblast|Krai|Region|Province|Governorate|Department|State|District)$|^Autonomous Republic of\s+"
)
_BACKED = re.compile(
    r"\s?[-–]\s?(?:backed|supported|recognised|recognized)\b"
)  # "the UN-supported government" is not the UN's
_BESIDE = 40  # code points behind an office in which the region that it is over may stand
_MAX_TITLE = 9  # words of an office's own wording that still read as a title


def office_of(memory: Memory, phrase: Phrase) -> Term | None:
    """The office of a phrase: over its head, inside it, or in apposition ("Dmitry Peskov, the press secretary")."""
    whole = memory.scene.term_at(phrase.head, "office")
    terms = [whole] if whole is not None else memory.scene.terms_in((phrase.start, phrase.end), "office")
    terms = [term for term in terms if not (_is_second(memory, term) or (whole is None and _in_name(memory, term)))]
    if not terms:
        for child in phrase.head.children:
            if child.dep_ == "appos" and not terms and not phrase.surface:
                terms = memory.scene.terms_in((child.left_edge.i, child.right_edge.i + 1), "office")
                terms = [term for term in terms if not _in_name(memory, term)]
    if not terms:
        return None
    if whole is None and len(terms) > 1:  # "Ivan Ivanov, a local government chairman": what he is, not what he is of
        titles = (c for c in phrase.head.children if c.dep_ == "appos" and phrase.start <= c.i < phrase.end)
        own = next((t for t in (memory.scene.term_at(c, "office") for c in titles) if t is not None), None)
        terms = [own or terms[0]]
    inside = memory.scene.terms_in((phrase.start, phrase.end), "office")
    if terms[0].id == "president" and _presides(memory, phrase, terms[0]):
        return Term(terms[0].start, terms[0].end, terms[0].text, "office", "chief")
    if terms[0].id == "chief" and any(t.id == "military-administration" for t in inside):
        return Term(terms[0].start, terms[0].end, terms[0].text, "office", "military-administration-head")
    return terms[0]


def _in_name(memory: Memory, term: Term) -> bool:
    """ "The Hill Elders' Forum": witnesses in the name of a body."""
    inside = [memory.scene.doc[i] for i in memory.scene.tokens(term)]
    over = inside[-1].head
    named = (
        over.tag_ in {"NNP", "NNPS"} and over.ent_type_ != "PERSON" and inside[-1].dep_ in {"poss", "compound", "nmod"}
    )
    return memory.lexicon.offices[term.id].kind == "witness" and named and over.i > inside[-1].i and all(
        t.tag_ in {"NNP", "NNPS"} for t in inside
    )  # fmt: skip


def _presides(memory: Memory, phrase: Phrase, office: Term) -> bool:
    """ "The president of the farmers' union", "the group's president": no head of state."""
    doc, tokens = memory.scene.doc, memory.scene.tokens(office)
    behind = doc[tokens[-1] + 1 :][:1]
    if any(t.lower_ == "of" for t in behind):
        stop = next((t.i for t in doc[tokens[-1] + 2 : phrase.end] if t.text == ","), phrase.end)
        over = range(tokens[-1] + 2, stop)
    else:
        owner = next((c for c in doc[tokens[-1]].lefts if c.dep_ == "poss"), None)
        over = range(owner.left_edge.i, owner.i + 1) if owner is not None else range(0)
    last = next((doc[i] for i in reversed(over) if doc[i].pos_ in {"NOUN", "PROPN"}), None)
    region = memory.scene.place_at.get(last.i) if last is not None else None
    if (
        region is not None
        and region.place is not None
        and (region.place.precision or 6) < 6
        and any(t.lower_ == "of" for t in behind)
    ):
        return memory.scene.term_at(doc[over[-1]], "side") is None  # "the president of Puntland"
    return last is not None and last.lower_ not in {"country", "republic", "state", "nation"} and (
        memory.scene.term_at(last, "side") is None and last.i not in memory.scene.place_at
    )  # fmt: skip


def _is_second(memory: Memory, term: Term) -> bool:
    """ "The Deputy Director", "the Deputy Police Chief": a second, and no member of a parliament."""
    after = memory.scene.doc[memory.scene.tokens(term)[-1] + 1 :][:1]
    return term.text.casefold() == "deputy" and any(
        t.pos_ in {"NOUN", "PROPN"} and t.ent_type_ != "PERSON" for t in after
    )


def identity(memory: Memory, phrase: Phrase, office: Term) -> tuple[str | None, str | None]:
    """The id of an office with its region, the same in every document, and the region's country; None where unknown."""
    if office.id not in _REGIONAL | _LOCAL or (is_plural(phrase.head) and office.id not in BODY_OFFICES):
        return None, None  # "the governors" are of several regions
    of_town = any(t.lower_ in {"town", "city", "village"} for t in memory.scene.doc[phrase.start : phrase.end])
    place = place_of(memory, phrase) or (memory.town(phrase.head) if of_town else _home(memory, phrase))
    role, country = _role(memory, phrase, office, place, of_town=of_town)
    if role is not None and phrase.head.tag_ not in {"NNS", "NNPS"}:
        opens, stop = sentence_of(phrase.head).start_char, max(phrase.head.idx, memory.scene.doc[phrase.end - 1].idx)
        for mention in memory.scene.places:
            if mention.place is place and place is not None and opens <= mention.start <= stop + _BESIDE:
                memory.seats.setdefault(role, mention)  # named in the sentence: any other place would be a guess
    return role, country


def _role(
    memory: Memory, phrase: Phrase, office: Term, place: Place | None, *, of_town: bool
) -> tuple[str | None, str | None]:
    if of_town and office.id in _REGIONAL | {"military-administration"} and place is not None:
        return f"{office.id}-{slug(place.name)}", place.country
    if place is None or (place.precision is not None and place.precision >= 6):
        return None, None
    city = "city" in office.text.lower() or "city" in memory.scene.words(phrase.start, phrase.end).lower()
    regional = (office.id in _REGIONAL or office.id == "military-administration") and not city
    role = "governor" if office.id in _REGIONAL and not city else office.id
    name = place.admin1 if regional and place.admin1 is not None else place.name
    return f"{role}-{slug(name)}", place.country


def of_place(memory: Memory, phrase: Phrase, words: str, office: Term) -> str:
    """The words of a local office with the place that they leave to the text: "Sumy regional governor", "mayor of Nikopol"."""
    town = re.search(r"\b(?:the )?(?:town|city|village)['’]s\b", words)
    told = memory.town(phrase.head) if town is not None else None
    home = told or local_home(memory, phrase, office)
    if home is None and office.id == "adviser":
        return _advised(memory, phrase, words)
    if home is None:
        return words
    if town and told is not None and "city" not in town.group():
        return f"{words[: town.start()]}{home.name}{words[town.start() : town.end()][-2:]}{words[town.end() :]}"
    regional = office.id in _REGIONAL or any(_bare(word) in _REGIONAL_WORDS for word in words.split())
    name = _SUFFIX.sub("", home.admin1) if regional and home.admin1 is not None else home.name
    if name in words:
        return words
    spoken = words.split()
    at = next((i for i, word in enumerate(spoken) if _bare(word) in _LOCAL_WORDS), None)
    if at is None:
        return f"{words} of {name}"
    if _bare(spoken[at]) == "local":
        return f"{words} in {name}"
    article = at > 0 and spoken[at - 1].casefold() == "the"
    return " ".join([*spoken[: at - article], *(["the"] if article else []), name, *spoken[at:]])


def _advised(memory: Memory, phrase: Phrase, words: str) -> str:
    """ "An adviser to the governor": to the governor of the region that the text is about."""
    inner = next((t for t in memory.scene.terms_in((phrase.head.i + 1, phrase.end), "office")
                  if t.id in _REGIONAL | {"mayor"}), None)  # fmt: skip
    if inner is None or place_words(memory, phrase) is not None:
        return words
    regional = inner.id in _REGIONAL
    place = memory.home(phrase.head, near=not regional)
    if place is None or (place.precision or 0) >= 6:
        return words
    return f"{words} of {_SUFFIX.sub('', place.admin1) if regional and place.admin1 is not None else place.name}"


def local_home(memory: Memory, phrase: Phrase, office: Term) -> Place | None:
    """The place of a local office whose own words name none: of a governor, a mayor, "the city's officials"."""
    kind = memory.lexicon.offices[office.id].kind
    if kind not in {"official", "military", "witness"} or place_words(memory, phrase) is not None:
        return None
    words = memory.scene.doc[phrase.start : phrase.end]
    behind = {t.lower_ for t in words if t.i > phrase.head.i}
    if any(
        t.tag_ == "IN" and t.lower_ in {"of", "in", "at"} and t.nbor().tag_ == "NNP"
        for t in words[:-1]
        if t.i >= phrase.head.i
    ):
        return None  # "authorities of Highland State": of a place that the gazetteer lacks
    if behind & {"village", "town", "community", "settlement", "quarter"}:
        return None  # "the mayor of the village" is not that of the next town
    if kind == "witness" and not behind & {"district", "city"}:
        return None
    if office.id not in _REGIONAL | _LOCAL and not any(t.lower_ in _LOCAL_WORDS for t in words):
        return None
    regional = office.id in _REGIONAL or any(t.lower_ in _REGIONAL_WORDS for t in words)
    place = memory.home(phrase.head, near=not regional)
    return None if place is None or (place.precision or 0) >= 6 else place


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.casefold())


def _home(memory: Memory, phrase: Phrase) -> Place | None:
    return memory.home(phrase.head)


def place_of(memory: Memory, phrase: Phrase) -> Place | None:
    """The resolved place in a phrase or behind its preposition."""
    for i in range(phrase.start, _reach(memory, phrase)):
        mention = memory.scene.place_at.get(i)
        if mention is not None and not mention.demonym and mention.place is not None:
            return mention.place
    return _unread_region(memory, phrase)


def _unread_region(memory: Memory, phrase: Phrase) -> Place | None:
    """ "The governor of Rostov Oblast": a region that the model took for a person, so that the document's reading left it out."""
    words = memory.scene.doc[phrase.start : phrase.end]
    region = next((t for t in words if t.lower_ in _REGION_WORDS and t.ent_type_ == "PERSON"), None)
    if region is None:
        return None
    first = next((t.i for t in words if t.ent_type_ == "PERSON" and t.i < region.i and t.ent_iob_ == "B"
                  and t.i >= region.i - 3), region.i)  # fmt: skip
    text = memory.scene.words(first, region.i + 1)
    found = find_places(text, blocked=[], likely=[(0, len(text))], gazetteer=memory.scene.tools.gazetteer)
    return next((mention.place for mention in found if mention.place is not None), None)


def side_of(memory: Memory, phrase: Phrase) -> str | None:
    """The side that the phrase names: a demonym, an institution's, a place's country."""
    reach = phrase.end
    for child in phrase.head.children:
        if phrase.surface:
            break
        if child.dep_ == "appos" or (child.dep_ == "prep" and child.lower_ in {"of", "in", "from", "for"}):
            reach = max(reach, min(child.right_edge.i + 1, phrase.end + 12))
    sides = [
        term for term in memory.scene.terms_in((phrase.start, reach), "side")
        if _BACKED.match(memory.scene.text, term.end) is None
    ]  # fmt: skip
    if is_against(phrase):
        return next((term.id for term in sides if memory.lexicon.sides[term.id].kind != "state"), None)
    for term in sides:
        return term.id
    for term in memory.scene.terms_in((phrase.start, reach), "speaker"):
        entry = memory.lexicon.institutions.get(term.id)
        if entry is not None and entry.side is not None:
            return entry.side
    for i in range(phrase.start, reach):
        mention = memory.scene.place_at.get(i)
        if mention is not None and mention.place is not None and mention.place.country is not None:
            return mention.place.country
    its = next((t for t in memory.scene.doc[phrase.start : phrase.end] if t.lower_ in {"its", "their"}), None)
    if its is None:
        return None
    return next((found.speaker.side for found in memory.before(its) if its.lower_ in found.pronouns), None)


def title(memory: Memory, phrase: Phrase, office: Term) -> str:
    """The office in words: the lexicon's name, or the text's own where "head" or "chief" alone says too little."""
    entry = memory.lexicon.offices[office.id]
    if office.id in BODY_OFFICES | {"local-head"} or (entry.group and office.id != "official"):
        return office.text.lower()  # "police chief", "village chief": one of many, in the text's words
    if office.id not in {"chief", "official"}:
        return entry.name
    covered = memory.scene.tokens(office)
    first = memory.scene.doc[covered[0]] if covered else phrase.head
    if first.dep_ == "appos" and first.left_edge.i >= phrase.start:  # "a local government chairman"
        first = next((t for t in first.lefts if t.dep_ in {"compound", "amod"}), first)
    end = max([first.i, *covered]) + 1  # "the Russian-installed governor" is several tokens
    for token in memory.scene.doc[end : phrase.end]:
        if token.text in {",", "(", "-", "–", "—"} or token.ent_type_ == "PERSON":
            break
        end = token.i + 1
    words = plain(memory.scene, first.i, end)
    return words if len(words.split()) <= _MAX_TITLE else entry.name


def place_words(memory: Memory, phrase: Phrase) -> str | None:
    """The place that tells one city's officials from another's, by name; a country is its side, and no such place."""
    for i in range(phrase.start, _reach(memory, phrase)):
        mention = memory.scene.place_at.get(i)
        if mention is None or mention.demonym or (mention.place is not None and (mention.place.precision or 0) >= 6):
            continue
        return mention.place.name if mention.place is not None else mention.text
    return None


def _reach(memory: Memory, phrase: Phrase) -> int:
    """Where the places that belong to the phrase end: its own, and those behind its prepositions."""
    reach = phrase.end
    if phrase.surface:
        return reach
    token: Token = phrase.head
    for objects in noun_preps(token).values():
        reach = max([reach, *(obj.i + 1 for obj in objects if obj.i in memory.scene.place_at)])
    return reach
