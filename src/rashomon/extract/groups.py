"""Noun phrases -> speakers without a name of their own: offices, residents, sources, and whoever the text's words name."""

import re

from msgspec import structs

from rashomon.extract.bodies import ADMINISTRATIONS, BODIES, BODY_OFFICES, DOMESTIC, TROOPS, is_plural, is_source
from rashomon.extract.cast import BODY, GROUP, MOUTHPIECE, PERSON, SOMEONE, Found, Memory
from rashomon.extract.institutions import adjective, is_local, is_part, is_patron, is_qualified, owned_words
from rashomon.extract.offices import identity, local_home, of_place, office_of, place_words, side_of
from rashomon.extract.papers import PAPERS
from rashomon.extract.phrases import Phrase, is_against, plain, slug
from rashomon.lexicon.terms import Term
from rashomon.model import Speaker, SpeakerKind

# Words in the name of an armed movement or of a party to a conflict.
_MOVEMENTS = frozenset({"front", "movement", "resistance", "liberation", "militia", "guerrilla", "brigades", "revolutionary",
                        "mujahideen", "jihad", "insurgency"})  # fmt: skip
_CALLED = 20  # code points behind a name in which what it is may stand: "Ukraine's SBU security service"
_OUTLETS = frozenset({"times", "post", "herald", "news", "radio", "tv", "television", "daily", "tribune", "gazette", "telegraph",
                      "guardian", "courier", "chronicle", "journal", "mail", "independent", "broadcaster", "observer"})  # fmt: skip
_OF_STATES = frozenset(
    {"service", "agency", "ministry", "directorate", "administration", "department", "command", "guard"}
)
_LOCAL = frozenset({"provincial", "regional", "municipal", "district"})
_LOCAL_STATES = _LOCAL | {
    "state",
    "local",
    "city",
    "town",
    "township",
    "county",
    "village",
    "zone",
    "locality",
    "parish",
}
_REGIONAL = frozenset({"governor", "military-administration-head"})
_HELD_BY_ONE = frozenset({"governor", "mayor", "military-administration-head", "prime-minister", "president"})
_MAX_WORDS = 8  # of a name kept in the text's own words
_MOST_WORDS = 15  # of one that a name stands at the end of
_COUNTIES = frozenset({"county", "commune", "governorate", "township", "municipality", "district"})
# Where a source is, which tells it from other sources: "sources in the community".
_SEATS = frozenset({"community", "village", "camp", "town", "city", "district", "region", "area", "neighbourhood", "neighborhood",
                    "market", "port", "clinic", "brigade", "church", "mosque", "movement", "family", "local", "locality",
                    "settlement", "parish", "province", "valley", "school", "airport", "cabinet", "presidency"})  # fmt: skip
_EARLY = frozenset(
    {"latest", "field", "intelligence", "preliminary", "initial", "early", "first", "provisional", "tentative"}
)
_MEMBERS = frozenset(
    {"officer", "chief", "commissioner", "commander", "inspector", "official", "superintendent", "director"}
)
# Papers and numbers that nobody signs: "according to preliminary data".
_NOBODY = frozenset({"data", "datum", "information", "figure", "figures", "toll", "count", "estimate", "number", "tally", "result",
                     "finding", "detail", "evidence", "law", "agreement", "plan", "term", "footage", "image", "video",
                     "picture", "photo", "photograph", "rumour", "rumor", "fact", "calculation", "statistic", "record",
                     "account", "version", "map", "schedule", "assessment", "child", "investigation",
                     "airfield"})  # fmt: skip
# People who tell what befell them or what they saw: items of the lexicon without an office.
_EYES = frozenset({"people", "civilians", "children", "women", "men", "elderly", "families", "students", "worshippers", "workers",
                   "drivers", "passengers", "crew", "hostages", "prisoners", "refugees", "patients", "tourists", "farmers",
                   "fishermen", "teachers", "peasants", "businessmen", "demonstrators", "adults"})  # fmt: skip


def group(memory: Memory, phrase: Phrase) -> Found | None:
    """The speaker behind an office, a name or a common noun; None where nobody speaks."""
    office = office_of(memory, phrase)
    if office is not None:
        return _office(memory, phrase, office)
    seat = memory.scene.place_at.get(phrase.head.i)
    if phrase.head.lower_ in _COUNTIES and phrase.head.tag_ == "NNP":  # "Hill County has counted nine": its council
        name = plain(memory.scene, phrase.start, phrase.head.i + 1)
        land = seat.place.country if seat is not None and seat.place is not None else None
        return Found(Speaker(id=f"county-{slug(name)}", name=name, kind="official", side=land), BODY)
    place = phrase.head.i in memory.scene.place_at and phrase.head.ent_type_ not in {"ORG", "PERSON"}
    if phrase.head.lemma_.lower() in _NOBODY or place or any(t.lower_ == "any" for t in phrase.head.lefts):
        return None
    if phrase.head.lemma_.lower() in PAPERS and phrase.head.pos_ == "NOUN":
        return None  # a paper that nobody signs
    local = any(t.lower_ in _LOCAL for t in memory.scene.doc[phrase.start : phrase.head.i])
    if local and phrase.head.lemma_.lower() in BODIES and phrase.head.pos_ == "NOUN":
        return _office(memory, phrase, Term(phrase.head.idx, phrase.head.idx, "", "office", "authorities"))
    side = side_of(memory, phrase)
    words = plain(memory.scene, phrase.start, min(phrase.end, phrase.head.i + _MAX_WORDS))
    called = _called(memory, phrase)
    known = next((t for t in memory.scene.tools.matcher.find_terms(called) if t.kind == "speaker" and t.via == "name"
                  and t.id in memory.lexicon.institutions), None)  # fmt: skip
    if known is not None:
        return Found(memory.known(known.id), BODY)
    named = any(
        phrase.start <= e.start < phrase.end and e.label_ in {"ORG", "PERSON", "NORP"} for e in memory.scene.doc.ents
    )
    words = re.sub(r" for (?:its|his|her|their) .*$", "", words)
    if called or named or phrase.head.tag_ in {"NNP", "NNPS"}:
        words = called or words
        kind: SpeakerKind = "party" if is_party(words) else "unknown"
        if kind == "unknown" and phrase.head.tag_ in {"NNP", "NNPS"} and phrase.head.lower_ in _OUTLETS:
            kind = "media"
        if kind == "unknown" and side is not None and phrase.head.lemma_.lower() in _OF_STATES:
            kind = "official"
        one = phrase.head.tag_ == "NN" and is_source(phrase)  # "a member of the Hill Front": he, she or they
        return Found(Speaker(id=f"speaker-{slug(words)}", name=words, kind=kind, side=side), SOMEONE if one else BODY)
    if phrase.head.pos_ == "NOUN":
        words = owned_words(memory, phrase, plain(memory.scene, phrase.start, min(phrase.end, phrase.head.i + 6)))
        pronouns = GROUP if phrase.head.tag_ == "NNS" else BODY | PERSON
        of_state = side is not None and phrase.head.lemma_.lower() in _OF_STATES
        item = memory.lexicon.item_of(phrase.head.lemma_.lower())
        seen = item is not None and item.id in _EYES
        kind = "witness" if seen else "official" if of_state else "unknown"
        return Found(Speaker(id=f"speaker-{slug(words)}", name=words, kind=kind, side=side), pronouns)
    return None


def _office(memory: Memory, phrase: Phrase, office: Term) -> Found | None:
    entry = memory.lexicon.offices[office.id]
    if office.id == "statement":
        if any(t.lower_ in _EARLY for t in phrase.head.lefts):
            return None  # "preliminary reports": nobody's
        if memory.publisher.kind in {"official", "military", "ngo", "party"} and phrase.head.lemma_.lower() != "report":
            return Found(memory.publisher, BODY)  # "a release of May 9" in an office's own bulletin
    side = side_of(memory, phrase)
    pronouns = _pronouns(memory, phrase, office)
    own = (
        phrase.head.tag_ == "NNP"
        and phrase.head.i not in memory.scene.tokens(office)
        and phrase.head.ent_type_ != "PERSON"
    )
    whole = (
        not own and not is_part(memory, phrase) and not is_source(phrase) and not is_qualified(memory, phrase, office)
    )
    whole = whole and not is_local(phrase, office) and not is_against(phrase)
    lower = office.id == "government" and any(t.lower_ in _LOCAL_STATES for t in phrase.head.lefts)
    whole = whole and not lower  # "the district administration", "the state government"
    whole = whole and not any(
        is_patron(memory, t) for t in memory.scene.terms_in((phrase.start, phrase.end), "side", "speaker")
    )
    if entry.institution is not None and whole and not _is_member(phrase, office):
        domestic = office.id in DOMESTIC | {"health-minister", "interior-minister"}
        near = side or (memory.land(phrase.head) if domestic else None) or memory.context_side(phrase.head)
        if near is None and entry.kind == "military":
            near = memory.own_land(phrase.head) or memory.filed
        if near is not None:
            known = entry.institution.replace("{side}", near.lower())
            if known in memory.lexicon.institutions:
                voice = memory.known(known)
                if (
                    pronouns == PERSON and "spokes" not in office.text.lower()
                ):  # "the interior minister": under his own title
                    return Found(
                        structs.replace(voice, name=f"{adjective(memory, near)} {office.text.lower()}"), MOUTHPIECE
                    )
                return Found(voice, MOUTHPIECE if pronouns & PERSON else BODY)
            side = near if office.id in DOMESTIC else side
    if side is None and entry.kind in {"official", "military"}:
        # A side said in the sentence; one from another sentence would be a guess.
        side = memory.context_side(phrase.head, sentence_only=True)
        if side is not None and entry.kind in {"official", "medic"} and memory.lexicon.sides[side].kind != "state":
            side = memory.land(phrase.head)  # "an attack by rebels killed six, authorities said": not theirs
        if side is None and (entry.institution is None or office.id in DOMESTIC):
            side = memory.land(phrase.head)  # "a security official" of the country that the text is about
        if side is None and office.id == "general-staff":
            side = memory.own_land(phrase.head)
        if side is None:
            side = memory.filed
    if "spokes" in entry.id:
        party = _party(memory, phrase)
        if party is not None:
            return Found(party, MOUTHPIECE)
    end = _name_end(memory, phrase)
    kind = entry.kind
    if entry.id == "spokesperson" and any(t.id in {"army", "air-force", "navy", "general-staff"} for t in
                                          memory.scene.terms_in((phrase.start, end), "office")):  # fmt: skip
        kind = "military"
    if entry.id == "chief" and any(t.id == "medics" for t in memory.scene.terms_in((phrase.start, end), "office")):
        kind = "medic"  # the director of a hospital
    words = owned_words(memory, phrase, plain(memory.scene, phrase.start, end) or entry.name)
    inside = _works_in(memory, phrase) if entry.id in {"official", "officer", "sources"} else None
    if inside is not None:
        head = plain(memory.scene, phrase.start, phrase.head.i + 1)
        member = Speaker(
            id=f"{slug(phrase.head.lemma_)}-{inside.id}",
            name=f"{head} in {inside.name}",
            kind=inside.kind,
            side=inside.side,
        )
        return Found(member, pronouns)
    name = _seated(memory, phrase, office, side) or of_place(memory, phrase, words, office)
    role, country = identity(memory, phrase, office)
    home = local_home(memory, phrase, office)
    told = _told_by(memory, phrase, side) if home is None else slug(home.name)
    known_as = _holder(memory, phrase, office, role)
    if known_as is not None:
        return known_as
    if role is not None:
        speaker = Speaker(id=role, name=name, kind=kind, side=side_of(memory, phrase) or country)
    else:
        several = (
            is_plural(phrase.head) and office.id in ADMINISTRATIONS
        )  # "the governors of Kyiv and Sumy" are neither alone
        told = "" if several else told
        id_ = f"{entry.id}-{told}" if told else entry.id if entry.kind == "witness" else slug(name)
        speaker = Speaker(id=id_, name=name, kind=kind, side=side)
    return Found(speaker, pronouns)


def _seated(memory: Memory, phrase: Phrase, office: Term, side: str | None) -> str:
    """ "The general staff in Bamako" is the Malian general staff: a capital behind a body of the state says whose it is."""
    seat = next((t for t in memory.scene.terms_in((phrase.head.i + 1, phrase.end), "side") if t.via == "metonym"), None)
    whole = memory.lexicon.offices[office.id].institution is not None and office.id in BODY_OFFICES - DOMESTIC
    if seat is None or seat.id != side or not whole or memory.scene.doc[phrase.head.i + 1].lower_ != "in":
        return ""
    return f"{adjective(memory, seat.id)} {memory.lexicon.offices[office.id].name}"


def _works_in(memory: Memory, phrase: Phrase) -> Speaker | None:
    """ "An official in the service": in the body that the text has named with that word."""
    for child in phrase.head.children:
        if child.dep_ != "prep" or child.lower_ not in {"in", "at", "with"}:
            continue
        noun = next((o for o in child.children if o.dep_ == "pobj"), None)
        if noun is None or noun.lemma_.lower() not in BODIES or [t.lower_ for t in noun.lefts] != ["the"]:
            return None
        for term in reversed(memory.scene.terms):
            named = term.kind == "speaker" and term.via == "name" and term.id in memory.lexicon.institutions
            behind = memory.scene.text[term.start : term.end + _CALLED].casefold()
            if named and term.start < phrase.head.idx and noun.lemma_.lower() in behind:
                return memory.known(term.id)
    return None


def _holder(memory: Memory, phrase: Phrase, office: Term, role: str | None) -> Found | None:
    """ "The head of the region" after "Governor Ivan Ivanov": who was named with that office, where no other region is meant."""
    first = memory.scene.doc[phrase.start]
    if (
        first.lower_ != "the"
        or is_plural(phrase.head)
        or place_words(memory, phrase) is not None
        or office.id not in _HELD_BY_ONE
    ):
        return None
    # In Ukraine the head of the regional military administration is the governor.
    held_as = _REGIONAL if office.id in _REGIONAL else {office.id}
    titles = {memory.lexicon.offices[id_].name for id_ in held_as}
    for found in memory.before(phrase.head):
        name, _, held = found.speaker.name.partition(", ")
        if found.pronouns == PERSON and held in titles and " " in name:
            same = role is None or found.speaker.id in {role, f"person-{slug(name)}"}
            return found if same else None
    return None


def _is_member(phrase: Phrase, office: Term) -> bool:
    """ "A police commissioner", "two police officers": somebody of a body, who is not its voice."""
    return office.id in BODY_OFFICES and phrase.head.lemma_.lower() in _MEMBERS


def is_party(name: str) -> bool:
    """Whether a name that the lexicon does not know is an armed movement's, by its words."""
    words = set(re.findall(r"\w+", name.casefold()))
    return name != name.lower() and bool(words & _MOVEMENTS)


def _party(memory: Memory, phrase: Phrase) -> Speaker | None:
    """ "A spokesman for the Hill People's Front", "of the Defence and Security Forces": whom he speaks for, under its own name."""
    for child in phrase.head.children:
        if child.dep_ == "prep" and child.lower_ in {"for", "of"}:
            for owner in child.children:
                words = plain(memory.scene, owner.left_edge.i, owner.i + 1)
                if owner.tag_ not in {"NNP", "NNPS"}:
                    continue
                if is_party(words):
                    return Speaker(id=f"speaker-{slug(words)}", name=words, kind="party")
                if owner.tag_ == "NNPS" or owner.lemma_.lower() in BODIES | TROOPS:
                    troops = memory.scene.terms_in((owner.left_edge.i, owner.i + 1), "office")
                    kind: SpeakerKind = "military" if any(t.id == "army" for t in troops) else "unknown"
                    side = memory.land(phrase.head) if kind == "military" else None
                    return Speaker(id=f"speaker-{slug(words)}", name=words, kind=kind, side=side)
    return None


def _pronouns(memory: Memory, phrase: Phrase, office: Term) -> frozenset[str]:
    """Which pronouns can take the place of an office: "they" of the residents, "it" of the ministry, "he" of the mayor."""
    head = phrase.head
    if head.tag_ in {"NNS", "NNPS"} or is_plural(head):
        return GROUP
    entry = memory.lexicon.offices[office.id]
    covered = head.i in memory.scene.tokens(office)
    if head.lemma_.lower() in BODIES or (entry.group and entry.id in BODY_OFFICES) or not covered:
        return BODY
    return SOMEONE if entry.group else PERSON


def _told_by(memory: Memory, phrase: Phrase, side: str | None) -> str:
    """What tells one town's or one side's officials from another's: the place in the phrase, else the side; "" for neither."""
    place = place_words(memory, phrase)
    return slug(place) if place else side.lower() if side is not None else ""


def _name_end(memory: Memory, phrase: Phrase) -> int:
    """Where a name in the text's own words ends: before "in its evening summary", after "in Kherson"."""
    end = min(phrase.end, phrase.head.i + (_MOST_WORDS if is_plural(phrase.head) else _MAX_WORDS))
    for token in memory.scene.doc[phrase.head.i + 1 : end]:
        following = memory.scene.doc[token.i + 1 : end]
        if token.text == "," and is_plural(phrase.head) and following and following[0].i in memory.scene.place_at:
            continue  # "the governors of Kyiv, Poltava and Sumy"
        if token.lower_ in {"in", "on", "during", "via", "by", "at"} and not any(
            t.i in memory.scene.place_at
            or ((term := memory.scene.term_at(t, "speaker", "office")) is not None and term.id != "statement")
            or (is_source(phrase) and t.lemma_.lower() in BODIES | _SEATS)
            for t in following[:5]
        ):
            return token.i
        if token.text in {",", "(", ":"} or (token.dep_ == "acl" and token.tag_ == "VBG"):
            return token.i
    return _whole_name(memory, phrase, end)


def _whole_name(memory: Memory, phrase: Phrase, end: int) -> int:
    """The end of a name that a limit on words would cut: "chairman of the local branch of the Hill Farmers' Union of the Coast"."""
    doc = memory.scene.doc
    while end < min(phrase.end, phrase.head.i + _MOST_WORDS):
        joint = doc[end].lower_ in {"of", "the", "and", "for"} or doc[end].tag_ == "POS"
        if not (doc[end].tag_ in {"NNP", "NNPS"} or joint) or doc[end - 1].tag_ not in {
            "NNP",
            "NNPS",
            "POS",
            "IN",
            "DT",
            "CC",
        }:
            break
        end += 1
    inner = doc[end - 1]
    if inner.dep_ in {"compound", "amod", "nmod", "poss"} and end <= inner.head.i < phrase.end:
        end = inner.head.i + 1  # not "a source in the interior" of the interior ministry
    while end > phrase.head.i + 1 and doc[end - 1].tag_ in {"IN", "DT", "CC"}:
        end -= 1
    return end


def _called(memory: Memory, phrase: Phrase) -> str:
    """ "An umbrella group that calls itself the Islamic Resistance", "a body of elders, the Hill Forum,": the name that it goes by."""
    for child in phrase.head.children:
        named = child.dep_ == "appos" and child.tag_ in {"NNP", "NNPS"} and child.ent_type_ != "PERSON"
        if (
            named
            and phrase.head.tag_ == "NN"
            and child.i not in memory.scene.place_at
            and child.left_edge.i > phrase.head.i
        ):
            return plain(memory.scene, child.left_edge.i, child.i + 1)
        if child.dep_ in {"relcl", "acl"} and child.lemma_.lower() in {"call", "name", "know"}:
            name = next(
                (
                    c
                    for c in child.children
                    if c.dep_ in {"oprd", "dobj", "ccomp", "attr"} and c.tag_ in {"NNP", "NNPS"}
                ),
                None,
            )
            if name is None:
                name = next((t for t in child.subtree if t.tag_ in {"NNP", "NNPS"} and t.i > child.i
                             and t.dep_ != "compound"), None)  # fmt: skip
            if name is not None:
                return plain(memory.scene, max(name.left_edge.i, child.i + 1), name.right_edge.i + 1)
    return ""
