"""Counts that take up one told before: "the mayor counted four", "nine of the wounded are in a grave condition", "another 11 over the sea".

None of these says what is counted. It is what was counted last, so each is read only where that leaves no doubt.
"""

import re

from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.gaps import gaps
from rashomon.extract.knowledge import triggers
from rashomon.extract.nominals import nominal
from rashomon.extract.numbers import CountMention
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import is_verb, sentence_of

_COUNTING = frozenset({"count", "report", "name", "tally", "register", "record", "list", "acknowledge", "admit", "confirm", "announce",
                       "mention", "document", "verify"})  # fmt: skip
_SPEAKING = frozenset({"speak", "talk", "write", "know", "tell"})
_SETTING = frozenset({"put", "set", "place", "give", "have", "name", "keep"})
_FIGURES = frozenset({"number", "figure", "count", "tally", "total", "it", "that", "this"})
_REACH = 2  # sentences back that a bare figure takes up
_FAR = 5.0  # how many times larger or smaller another's figure of the same thing may be
_ENDS = frozenset(
    {".", ",", ";", ":", "!", "?", '"', "”", ")", "and", "while", "but", "on", "in", "by", "as", "after", "of", "so"}
)
_OF_THEM = re.compile(r"\s+of (?:them|these)\b")


def echoes(scene: Scene, discourse: Discourse) -> None:
    """Every such count of the text, in text order."""
    for count in scene.counts:
        if count.unit is not None or count.kind not in {"exact", "bounded", "approximate"}:
            continue
        _condition(scene, discourse, count)
        _elsewhere(scene, discourse, count)
        _echo(scene, discourse, count)


def _echo(scene: Scene, discourse: Discourse, count: CountMention) -> None:
    """ "The governor had counted four.", "an employee put the number at six", "the ministry had another number, 13"."""
    tokens = scene.tokens(count)
    if not tokens or tokens.stop >= len(scene.doc):
        return
    if not _is_bare(scene, count, scene.doc[tokens.stop]):
        _same_thing(scene, discourse, count)
        return
    number = scene.doc[tokens.stop - 1]
    verb = (
        next((gap.verb for gap in gaps(scene) if gap.count is count), None)
        or _teller(number)
        or _according(scene, count)
    )
    if verb is None:
        return
    wrong = next((i for i, fact in enumerate(discourse.facts) if fact.start <= count.start < fact.end), None)
    if wrong is not None and not (
        discourse.facts[wrong].frame == "launch-count" and discourse.facts[wrong].form == "numeral"
    ):
        return
    source = _taken_up(scene, discourse, count, skip=wrong, parts=_pointed(number))
    if source is None:
        return
    fact = replace(
        source, frame="echo", trigger=verb.i, head=number.i, start=count.start, end=count.end, quantity=count.quantity,
        form="numeral", rest_of=None, less=(), total=False, partitive=False, other=False, by=None, agent=None, implied=False,
    )  # fmt: skip
    if wrong is not None:
        discourse.facts[wrong] = fact
    else:
        discourse.add(fact)


def _same_thing(scene: Scene, discourse: Discourse, count: CountMention) -> None:
    """ "25 houses were damaged; his deputy spoke of 29 houses": the same things, of which the same is told."""
    number = scene.doc[scene.tokens(count).stop - 1]
    noun = number.head
    if (
        number.dep_ != "nummod"
        or noun.pos_ != "NOUN"
        or any(fact.start <= count.start < fact.end for fact in discourse.facts)
    ):
        return
    counted = nominal(scene, noun)
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun.head
    speaking = noun.dep_ == "pobj" and above.lemma_.lower() in _SPEAKING
    if counted.item is None or not (speaking or (noun.dep_ == "dobj" and above.lemma_.lower() in _COUNTING)):
        return
    if any(child.dep_ in {"acl", "relcl"} or (child.dep_ == "amod" and child.tag_ == "VBN") for child in noun.children):
        return  # "spoke of 29 burnt houses": says itself what became of them
    at = scene.sentence_number(noun)
    told = [
        fact for fact in discourse.facts
        if fact.end <= count.start and fact.item == counted.item and fact.subset_of is None and fact.quantity.exact
        and at - scene.sentence_number(scene.doc[fact.head]) <= _REACH and _apart(fact, count) <= _FAR
    ]  # fmt: skip
    if len({fact.question for fact in told}) != 1:
        return
    discourse.add(replace(
        told[-1], frame="echo", trigger=above.i, head=noun.i, start=count.start, end=noun.idx + len(noun), quantity=count.quantity,
        form="numeral", rest_of=None, less=(), total=False, partitive=False, other=False, by=None, agent=None, implied=False,
    ))  # fmt: skip


def _according(scene: Scene, count: CountMention) -> Token | None:
    """ "Two died, according to the mayor; three, according to the governor": a bare number with its own source behind it."""
    if _SOURCED.match(scene.text, count.end) is None or not _JOINED.search(_just_before(scene, count)):
        return None
    return next((t for t in scene.doc[scene.tokens(count).stop :] if t.lower_ == "according"), None)


def _just_before(scene: Scene, count: CountMention) -> str:
    return scene.text[max(0, count.start - 12) : count.start]


def _is_bare(scene: Scene, count: CountMention, after: Token) -> bool:
    return after.is_space or after.text in _ENDS - {"of"} or _OF_THEM.match(scene.text, count.end) is not None


def _teller(number: Token) -> Token | None:
    """The verb that gives a figure, where the number stands alone as what it gives."""
    if number.tag_ != "CD" or any(
        child.dep_ == "prep" and child.lower_ not in {"of", "on", "in", "by"} for child in number.children
    ):
        return None
    if number.dep_ == "dobj" and number.head.lemma_.lower() in _COUNTING:
        verb = number.head
    elif number.dep_ == "pobj" and number.head.lower_ == "of" and number.head.head.lemma_.lower() in _SPEAKING:
        verb = number.head.head
    elif number.dep_ == "pobj" and number.head.lower_ == "at":
        above = number.head.head
        verb = above.head if above.lemma_.lower() in _FIGURES and above.dep_ == "dobj" else above
        given = any(c.dep_ == "dobj" and c.lemma_.lower() in _FIGURES and not _has_of(c) for c in verb.children)
        if verb.lemma_.lower() not in _SETTING or not given:
            return None
    elif number.dep_ == "appos" and number.head.lemma_.lower() in _FIGURES and number.head.dep_ == "dobj":
        verb = number.head.head
        if verb.lemma_.lower() not in _SETTING or _has_of(number.head):
            return None
    else:
        return None
    told = any(child.dep_ == "nsubj" for child in verb.children) or verb.dep_ in {"conj", "xcomp"}
    return verb if told and is_verb(verb) else None


def _pointed(number: Token) -> bool:
    """ "Put that number at 11": the very last one, a part too."""
    verb = number.head.head if number.dep_ == "pobj" else number.head
    return any(
        child.dep_ == "dobj"
        and child.lemma_.lower() in _FIGURES
        and any(t.lower_ in {"that", "this"} for t in child.lefts)
        for child in verb.children
    )


def _has_of(noun: Token) -> bool:
    """ "The number of wounded": says itself of what."""
    return any(child.lower_ == "of" for child in noun.children)


def _taken_up(scene: Scene, discourse: Discourse, count: CountMention, *, skip: int | None, parts: bool) -> Fact | None:
    """The figure before that another one is given for: the last one told, or of several told at once the nearest in size."""
    at = scene.sentence_number(scene.doc[scene.tokens(count).start])
    earlier = [
        fact for i, fact in enumerate(discourse.facts)
        if i != skip and fact.end <= count.start and (parts or fact.subset_of is None) and fact.quantity.exact
        and 0 <= at - scene.sentence_number(scene.doc[fact.head]) <= _REACH
    ]  # fmt: skip
    if not earlier or not count.quantity.exact:
        return None
    last = max(scene.sentence_number(scene.doc[fact.head]) for fact in earlier)
    told = [fact for fact in earlier if scene.sentence_number(scene.doc[fact.head]) == last]
    if parts:
        return max(told, key=lambda fact: fact.start)
    harmed = _harmed_before(scene, count)
    if harmed is not None:  # "he gave no figure for the wounded; the ministry counts seven"
        people = [fact for fact in told if fact.group == "person"]
        return replace(people[0], question=harmed, item="people", equipment=None) if people else None
    best = min(told, key=lambda fact: (_apart(fact, count), -fact.start))
    return best if _apart(best, count) <= _FAR else None


def _harmed_before(scene: Scene, count: CountMention) -> str | None:
    """What is done to "the wounded" that the sentence speaks of before a bare number, where nothing counts them."""
    first = scene.doc[scene.tokens(count).start]
    states = triggers().state_of
    spoken = [
        t
        for t in scene.doc[sentence_of(first).start : first.i]
        if t.lower_ in states and t.i and t.nbor(-1).lower_ == "the"
    ]
    return states[spoken[-1].lower_] if spoken else None


def _apart(fact: Fact, count: CountMention) -> float:
    low, high = sorted((fact.quantity.exact or 1, count.quantity.exact or 1))
    return high / low


_CONDITION = re.compile(
    r"(?:\s+(?:people|persons|patients))?(?P<of>,? of (?:them|whom|these|the (?:wounded|injured)))?\s+"
    r"(?P<be>(?:(?:is|are|was|were|being|remain|remains|remained|still|now)\s+)*)"
    r"(?:under (?:medical )?treatment|being treated|hospitali[sz]ed|(?:taken|rushed|admitted|brought|evacuated) to (?:an? |the )?hospital"
    r"|in (?:an? )?(?:\w+ ){0,2}?(?:(?:serious|grave|critical|severe|stable|moderate|difficult|heavy) (?:condition|state)"
    r"|intensive care|hospital)"
    r"|(?P<how>(?:critically|seriously|severely|gravely|badly|slightly|lightly)(?= ?[,.;)]| in an? | during | when )))\b",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"\b(?:of (?:whom|them|which|these),?|out which|with)\s+$", re.IGNORECASE)
_SET_OFF = re.compile(r"[,(–—-] (?:and |with )?$|\($")
_IN_CARE = frozenset({"in-hospital", "treat"})


def _condition(scene: Scene, discourse: Discourse, count: CountMention) -> None:
    """ "Ten of whom remained in hospital", "four are in a serious condition": a part of the wounded that were told before."""
    match = _CONDITION.match(scene.text, count.end) or _CONDITION.match(scene.text, count.core_end)
    if match is None or not count.quantity.low:
        return
    before_it = _just_before(scene, count)
    apart = match["how"] is not None and _SET_OFF.search(before_it) is not None
    if not (match["of"] or match["be"] or apart or _OUT_OF.search(before_it)):
        return
    if re.search(r"\bonly\s+$", _just_before(scene, count), re.IGNORECASE):
        return  # "only one of the wounded remains in hospital": the others have left it
    tokens = scene.tokens(count)
    at = scene.sentence_number(scene.doc[tokens.start])
    before = [
        fact for fact in discourse.facts
        if fact.head < tokens.start and fact.group == "person" and fact.question == "injured" and fact.subset_of is None
        and at - scene.sentence_number(scene.doc[fact.head]) <= _REACH + 1
    ]  # fmt: skip
    most = count.quantity.high or count.quantity.low
    whole = next((fact for fact in reversed(before) if (fact.quantity.low or 0) > most), None)
    told = next(
        (i for i, fact in enumerate(discourse.facts) if fact.start <= count.start < fact.end and fact not in before),
        None,
    )
    if whole is None or (told is not None and not match["how"] and not _is_in_care(discourse.facts[told])):
        return
    part = replace(
        whole, frame="part", trigger=tokens.start, head=tokens.start, start=count.start, end=match.end(), quantity=count.quantity,
        subset_of=whole.item, form="numeral", rest_of=None, less=(), total=False, partitive=True,
    )  # fmt: skip
    if told is not None:
        discourse.facts[told] = part  # "33 are still under treatment": of those who were injured
    elif not discourse.has(part):
        discourse.add(part)


def _is_in_care(fact: Fact) -> bool:
    return fact.frame in _IN_CARE and fact.subset_of is None


_THERE = re.compile(
    r"(?P<them> of (?:them|these))?(?: more)?,? (?:over|above|near|around|outside|off|in|at|on the approach(?:es)? to|on approach to) "
    r"(?:(?:the |its )?(?:suburbs|outskirts|countryside) of (?:the )?(?:capital\b,? ?)?)?"
    r"(?:(?:the|its) )?(?:(?:[a-z]+(?:ern)?|skies of) ){0,2}"
    r"(?:(?=[A-Z])|(?<=capital[ ,]))"
)
_JOINED = re.compile(r"(?:\band|,|;)\s*$")
_SOURCED = re.compile(r",? according to\b")


def _elsewhere(scene: Scene, discourse: Discourse, count: CountMention) -> None:
    """ "34 drones were downed over Crimea and another 11 over the Black Sea": the same of another place."""
    match = _THERE.match(scene.text, count.end)
    if match is None or not _JOINED.search(_just_before(scene, count)) or count.quantity.exact is None:
        return
    tokens = scene.tokens(count)
    sentence = sentence_of(scene.doc[tokens.start])
    earlier = [fact for fact in discourse.facts if sentence.start_char <= fact.start and fact.end <= count.start]
    if not earlier or any(fact.start <= count.start < fact.end for fact in discourse.facts):
        return
    source = max(earlier, key=lambda fact: fact.end)
    between = scene.doc[max(source.head, source.trigger) + 1 : tokens.start]
    series = source.subset_of is not None and source.subset_of == source.item and source.group == "munition"
    if (
        source.form != "numeral"
        or (source.subset_of is not None and not series)
        or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in between)
    ):
        return
    part = match["them"] is not None
    if part and (source.quantity.exact or 0) <= count.quantity.exact:
        return
    fact = replace(
        source, frame="echo", trigger=tokens.start, head=tokens.stop - 1, start=count.start, end=count.end, quantity=count.quantity,
        rest_of=None, less=(), total=False, partitive=part or series, subset_of=source.item if part or series else None,
    )  # fmt: skip
    if not discourse.has(fact):
        discourse.add(fact)
