"""Counts that are summed over several happenings: how to tell them, and which happenings they cover."""

import re

from spacy.tokens import Token

from rashomon.extract.anchors import PlaceAnchor, TimeAnchor
from rashomon.extract.attacks import is_plural
from rashomon.extract.facts import Fact
from rashomon.extract.fits import is_narrow, near
from rashomon.extract.happening import Dated, Happening
from rashomon.extract.knowledge import triggers
from rashomon.extract.levels import SALVO
from rashomon.extract.others import HARM
from rashomon.extract.scene import Scene
from rashomon.extract.sides import FEW
from rashomon.extract.syntax import is_verb, sentence_of, subject
from rashomon.places import Gazetteer
from rashomon.places.settle import place_of
from rashomon.values import Place, When

_LONG = frozenset({"week", "month", "year"})
_WARS = frozenset({"insurgency", "war", "conflict", "uprising", "rebellion", "insurrection"})
_VIOLENCE = frozenset({"violence", "bloodshed", "unrest"})
_BRINGING = frozenset({"bring", "take", "raise", "push", "lift"})
_TOTALS = frozenset({"number", "total", "toll", "count", "tally"})
_SINGLE_EXPLOSIONS = frozenset({"explosion", "blast", "hit", "clash"})
_TURNS = frozenset({"night", "wave", "day"})
_OTHERS = frozenset({"earlier", "previous", "other", "past", "preceding", "former"})
_OWN = frozenset({"aux", "auxpass", "nsubj", "nsubjpass"})  # what a conjoined verb that shares nothing has
_SINCE = re.compile(
    r"\bsince (?!(?:then|been|died|succumbed|perished|recovered)\b|the (?:(?:first|second|third|last) )?"
    r"(?:strike|attack|raid|run|wave|salvo|blast|explosion|bombing|incident|shelling)\b|(?:yesterday|last night)\b)"
    r"|\bso far this (?:week|month|year)\b|\bto date\b"
    r"|\b(?:in|over|during) (?:the (?:past|last) (?:\w+ )?|(?:one|a|two|three|four|five|six|\d+) )(?:weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_IN_ALL = re.compile(r"\W*(?:in all|in total|all told|altogether|taken together)\b", re.IGNORECASE)
_WHOLE_TOWN = re.compile(
    r"\b(?:in|across|over|throughout) the (?:whole|entire|rest of the) (?:city|town|capital)\b|\bcity-?wide\b",
    re.IGNORECASE,
)
_SPREAD = re.compile(r"(?:\b\d[\d,]*(?: [a-z]+)? in [A-Z][\w'-]+(?: [A-Z][\w'-]+)*(?:,| and|, and) ){2}\d")


def is_sum(
    token: Token,
    facts: list[Fact],
    time: TimeAnchor | None,
    when: When | None,
    place: PlaceAnchor | None,
    *,
    told: int,
    known: bool,
) -> bool:
    """Whether what a trigger counts is summed over several happenings.

    ``when`` is the time resolved, ``told`` how many happenings with such counts were told of before, ``known`` whether one
    of those told of was in that time.
    """
    if is_of_war(token) and (time is None or is_long_point(when)):
        return True
    if told and is_of_violence(token):
        return True
    if is_since(token) or is_spread(token) or of_others(token) or is_summed_up(token, told):
        return True
    if time is None:
        return False
    if is_long_window(time, when):
        return True
    one = all(fact.quantity.exact == 1 and fact.question in HARM for fact in facts)
    if one or known or not is_long_point(when):
        return False  # one man dies once: "the murder of the mayor in March 1980" is no sum
    many = any((fact.quantity.low or 0) > FEW and fact.question in SALVO for fact in facts)
    return many or is_plural(token) or is_over_area(place)


def is_summed_up(token: Token, told: int) -> bool:
    """ "In all, three people lost their lives": over several happenings, where so many were ``told`` of before."""
    return told > 1 and _IN_ALL.match(sentence_of(token).text) is not None


def is_whole_town(token: Token) -> bool:
    """ "In the whole city 29 people were killed": more than the one building that was told of."""
    return _WHOLE_TOWN.search(sentence_of(token).text) is not None


def strikes_of(scene: Scene, facts: list[Fact], token: Token, indices: list[int]) -> int | None:
    """How many happenings a count is summed over: 2 for "13 missiles in two separate strikes" or "in both attacks"."""
    if not indices:
        return None
    nouns = triggers().file.attacks.nouns
    for i in range(sentence_of(token).start, sentence_of(token).end):
        word = scene.doc[i]
        lemma = word.lemma_.lower()
        turns = lemma in _TURNS and word.dep_ == "pobj" and word.head.lower_ in {"in", "over", "on"}
        if word.tag_ != "NNS" or lemma in _SINGLE_EXPLOSIONS or not (lemma in nouns or turns):
            continue
        if (word.i == token.i and lemma in nouns) or any(fact.head == word.i for fact in facts):
            continue  # "several raids killed one man and injured 13": counted themselves, by the first verb
        number = _number(scene, word)
        if number is None or number < 2:
            continue
        above = {node.i for node in word.ancestors}
        heads = {facts[index].head for index in indices}
        if token.i in above or token.head.i in above or heads & above:
            return number
    return None


def _number(scene: Scene, word: Token) -> int | None:
    """The count of a plural noun; "both" is two."""
    if any(child.lower_ == "both" for child in word.lefts):
        return 2
    count = scene.count_at.get(word.left_edge.i) or next(
        (scene.count_at[t.i] for t in word.lefts if t.i in scene.count_at), None
    )
    if count is None or count.unit is not None:
        return None
    return count.quantity.low


def is_since(token: Token) -> bool:
    """Whether a perfect ("has launched", "have been killed") stands with "since …" or "to date"."""
    if not _SINCE.search(sentence_of(token).text):
        return False
    if _is_brought_to(token):
        return True
    verb = next((node for node in (token, *token.ancestors) if is_verb(node)), None)
    if verb is not None and _is_of_another(verb):
        return False
    if verb is not None and verb.dep_ == "acl" and verb.tag_ == "VBN":  # "has counted 312 civilians killed since May"
        verb = next((node for node in verb.ancestors if is_verb(node)), verb)
    if verb is not None and verb is not token and any(child.dep_ == "neg" for child in verb.children):
        return False  # "has not changed its figures since Thursday: six interceptions"
    return verb is not None and any(
        child.dep_ == "aux" and child.lemma_.lower() in {"have", "'ve", "'s"}
        for child in _auxiliaries_of(verb).children
    )


def _is_brought_to(token: Token) -> bool:
    """ "The deaths bring the number of civilians killed since 2019 to 1,013", "taking the total … in the past two weeks to 30"."""
    return any(
        node.lemma_.lower() in _BRINGING
        and any(c.dep_ == "dobj" and c.lemma_.lower() in _TOTALS for c in node.children)
        for node in token.ancestors
    )


def _is_of_another(verb: Token) -> bool:
    """ "Has killed ten, as fighting has raged since the coup": "since" stands with a clause of its own subject."""
    clauses = [
        node for word in sentence_of(verb) if word.lower_ == "since" for node in word.ancestors if is_verb(node)
    ][:1]
    for clause in clauses:
        above = {clause.i, *(node.i for node in clause.ancestors)}
        if clause.i == verb.i or verb.i not in above:
            return False
        inner = clause
        while inner.i != verb.i:
            if inner.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in {"as", "while"} for c in inner.children):
                return True
            inner = inner.head
    return False


def _auxiliaries_of(verb: Token) -> Token:
    """The verb whose auxiliaries a verb shares: "have killed 62 people and injured 86"."""
    while verb.dep_ == "conj" and is_verb(verb.head) and not any(c.dep_ in _OWN for c in verb.children):
        verb = verb.head
    return verb


def is_spread(token: Token) -> bool:
    """Whether a count is told town by town: "including 140 in Hama, 78 in Homs and 33 in Daraa"."""
    return _SPREAD.search(sentence_of(token).text) is not None


def of_others(token: Token) -> bool:
    """Whether the doers or occasions are several other attacks: "the earlier ones had killed nine in total"."""
    nouns = triggers().file.attacks.nouns | {"one"}
    around = [token, *token.children, *(o for c in token.children if c.dep_ in {"prep", "agent"} for o in c.children)]
    for noun in around:
        plural = noun.tag_ == "NNS" or noun.lower_ == "ones"
        if plural and noun.lemma_.lower() in nouns and any(c.lower_ in _OTHERS for c in noun.lefts):
            return True
    return False


def is_of_war(token: Token) -> bool:
    """Whether a whole war did it: "the insurgency has killed 30,000 people", "spread to Chad, claiming 20,000 lives"."""
    verb: Token = token
    while is_verb(verb) and subject(verb) is None and verb.dep_ in {"advcl", "conj", "xcomp", "acl"}:
        verb = verb.head
    about = subject(verb) if is_verb(verb) else verb
    if about is not None and about.lemma_.lower() in _WARS:
        return True
    # "More than 40,000 people have been killed during the three-decade conflict"
    within = [o for c in token.children if c.lower_ in {"during", "throughout"} for o in c.children if o.dep_ == "pobj"]
    perfect = any(c.dep_ == "aux" and c.lemma_.lower() == "have" for c in token.children)
    return perfect and any(each.lemma_.lower() in _WARS for each in within)


def is_of_violence(token: Token) -> bool:
    """ "Violence around the country left at least 24 people dead": over all that is told of."""
    root = sentence_of(token).root
    while root.dep_ == "ccomp" and is_verb(root.head):
        root = root.head
    verbs = [root, *(c for c in root.children if c.dep_ == "ccomp" and is_verb(c))]
    return any(
        c.dep_ in {"nsubj", "nsubjpass"} and c.lemma_.lower() in _VIOLENCE for verb in verbs for c in verb.children
    )


def is_long_point(when: When | None) -> bool:
    """Whether a time is a week or longer; a weekend is not."""
    days = when.days() if when is not None else None
    return when is not None and when.precision in _LONG and not (days and (days[1] - days[0]).days <= 1)


def is_long_window(time: TimeAnchor, when: When | None) -> bool:
    """Whether a stretch of time is longer than two days, or of unknown length."""
    if time.mention.is_clock_only or time.mention.kind != "window":
        return False
    days = when.days() if when is not None else None
    return days is None or (days[1] - days[0]).days > 2


def is_over_area(place: PlaceAnchor | None) -> bool:
    """Whether a count over weeks names no single spot: no place, or a region or larger."""
    return place is None or place.mention.place is None or (place.mention.place.precision or 9) > 3


def covered(whole: Happening, singles: list[Happening], facts: list[Fact]) -> list[Happening]:
    """The happenings that a sum is over: those in its window and region; as many as it says, if it says."""
    found = [
        single for single in singles
        if single.facts and single.day is not None and _in_region(whole.place, single.place) and _within(whole, single)
    ]  # fmt: skip
    if whole.strikes is not None and len(found) > whole.strikes:
        questions = {facts[i].question for i in whole.facts}
        telling = [s for s in found if questions & {facts[i].question for i in s.facts}]
        found = telling[: whole.strikes] if len(telling) >= whole.strikes else found[: whole.strikes]
    return found if len(found) > 1 else []


def lend_place(whole: Happening) -> None:
    """The parts of a sum that is told of one place happened there, where nothing else is said of theirs."""
    place = whole.place
    if place is None or not is_narrow(place) or not whole.wheres:
        return
    said = whole.wheres[0]
    for part in whole.covers:
        if part.place is None or all(dated.factuality == "PR+" for dated in part.wheres):
            part.place, part.wheres = place, [Dated(place, part.first, said.start, said.end, "PR+")]


def lend_day(whole: Happening) -> None:
    """A sum that is told without a day is of the day that all its parts are of."""
    days = {part.day.edtf[:10] for part in whole.covers if part.day is not None}
    first = next((part for part in whole.covers if part.whens), None)
    if whole.day is not None or len(days) != 1 or first is None or first.day is None:
        return
    said = first.whens[0]
    whole.day = first.day
    whole.add_when(Dated(first.day, whole.first, said.start, said.end, "PR+"))


def lend_area(whole: Happening, gazetteer: Gazetteer) -> None:
    """A sum that is told without a place is of the one first-level area that all its parts lie in."""
    places = [part.place for part in whole.covers]
    said = next((part.wheres[0] for part in whole.covers if part.wheres), None)
    first = places[0] if places else None
    if whole.place is not None or said is None or first is None or first.country is None or first.admin1 is None:
        return
    if any(each is None or (each.country, each.admin1) != (first.country, first.admin1) for each in places):
        return
    for area in gazetteer.regions_of(first.country):
        if area.name == first.admin1:
            whole.place = place_of(area, first.said)
            whole.add_where(Dated(whole.place, whole.first, said.start, said.end, "PR+"))


def _in_region(whole: Place | None, single: Place | None) -> bool:
    return whole is None or single is None or near(whole, single)


def _within(whole: Happening, single: Happening) -> bool:
    outer = whole.day.days() if whole.day is not None else None
    inner = single.day.days() if single.day is not None else None
    if outer is None or inner is None or whole.strikes is not None:
        return True
    return outer[0] <= inner[1] and inner[0] <= outer[1]
