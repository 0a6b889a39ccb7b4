"""Counts told by a word for the toll: "the death toll rose to 46", "put the number of damaged houses at 31"."""

import re
from functools import cache

from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.frames.listing import listing
from rashomon.extract.frames.parts import subsets
from rashomon.extract.knowledge import triggers
from rashomon.extract.nominals import Nominal, nominal
from rashomon.extract.numbers import CountMention
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import clause_head, phrase_head, sentence_of
from rashomon.extract.things import thing_of

_TOLLED = {"civilian": "civilians", "military": "military personnel"}  # "the civilian dead"
_TO = re.compile(
    r"(?:\b(?:to|at|of|as|reached|reaching|hit|is|be|was|became|stands at|stood at|passed|now|exceeds?|exceeded|topped)|:)\s*[\"“]?$"
)


def tolls(scene: Scene, discourse: Discourse) -> None:
    """ "The death toll rose from 12 to 14": the count behind "to", "at", "of" or "reached"."""
    file = triggers().file
    taken: set[int] = set()
    for question, phrases in file.tolls.items():
        for match in _phrases(phrases).finditer(scene.text):
            _toll(scene, discourse, question, match, taken)
    for match in _NUMBER_OF.finditer(scene.text):
        _number_of(scene, discourse, match, taken)
    for count in scene.counts:
        _reached(scene, discourse, count)
    for match in _phrases(tuple(f"the {word}" for word in file.figures)).finditer(scene.text):
        counted_noun = _numbered(scene, match.end())
        if counted_noun is not None:
            if counted_noun == "munition" and match.end() not in taken:
                through = _THROUGH.match(scene.text, match.end()) is not None
                _toll(scene, discourse, "hit" if through else "launched", match, taken)
            continue
        earlier = [fact for fact in discourse.facts if fact.start < match.start() and fact.group == "person"]
        if re.match(r"\s+(?:found|identified|registered|reported|recorded|discovered)\b", scene.text[match.end() :]):
            continue  # "the number found rises to 12": of whatever was looked for
        last_told = max((f for f in discourse.facts if f.start < match.start()), key=lambda f: f.start, default=None)
        if last_told is not None and last_told.group != "person" and not match.group().lower().endswith("toll"):
            continue  # "two tanks burned; an employee put the number at six": of tanks, which ``echoed`` reads
        if earlier and match.start() - max(fact.start for fact in earlier) < 600 and match.end() not in taken:
            last = max(earlier, key=lambda fact: fact.start)
            question = "killed" if match.group().lower().endswith("toll") else last.question
            _toll(scene, discourse, question, match, taken)


_THROUGH = re.compile(
    r" of [\w -]{1,40}? (?:that|which) (?:had |have |has )?(?:got(?:ten)? through|broke(?:n)? through|slipped through|reached|hit|struck)\b"
)
_HARMS = {
    "deaths": "killed", "fatalities": "killed", "injuries": "injured", "wounded": "injured", "injured": "injured",
    "casualties": "casualties", "dead": "killed", "missing": "missing",
}  # fmt: skip
_REACHED = re.compile(
    rf"\b(?P<harm>{'|'.join(_HARMS)}) (?:(?:in|from|during|since) [^,.;:]{{2,40}}? )?"
    r"(?:has |have |had |now )?(?:reach(?:ed|es|ing)|ris(?:en|ing) to|rose to|climb(?:ed|ing) to"
    r"|number(?:s|ed)?|surpass(?:ed|ing)|exceed(?:ed|ing)|topp(?:ed|ing)|stood at|stand(?:s|ing)? at)\s+$",
    re.IGNORECASE,
)


def _reached(scene: Scene, discourse: Discourse, count: CountMention) -> None:
    """ "With injuries reaching 640": a harm that has come to a number."""
    match = _REACHED.search(scene.text, max(0, count.start - 90), count.start)
    if match is None or count.unit is not None:
        return
    tokens = scene.tokens(count)
    if any(fact.start <= count.start < fact.end for fact in discourse.facts):
        return
    harm = next((t for t in sentence_of(scene.doc[tokens.start]) if t.idx == match.start()), None)
    item, group, _ = thing_of(scene, harm) if harm is not None else (None, None, None)
    whose = _with_noun(scene, count).item or (item if group == "person" else None)
    discourse.add(Fact(
        question=_HARMS[match["harm"].lower()], frame="toll", trigger=clause_head(scene.doc[tokens.start]).i, head=tokens.start,
        start=match.start(), end=count.end, quantity=count.quantity, group="person", item=whose or "people",
    ))  # fmt: skip


_HARM_DONE = {
    "killed": "killed", "dead": "killed", "fallen": "killed", "martyred": "killed", "wounded": "injured", "injured": "injured",
    "missing": "missing", "captured": "captured", "detained": "captured", "abducted": "captured", "kidnapped": "captured",
    "damaged": "damaged", "destroyed": "destroyed",
    "intercepted": "intercepted", "downed": "intercepted", "shot down": "intercepted", "launched": "launched", "fired": "launched",
}  # fmt: skip
_IN_THE_AIR = {
    "destroyed": "intercepted",
    "intercepted": "intercepted",
    "launched": "launched",
}  # what is done to a munition
# "Confirmed the toll and put the number of wounded at 30": another figure's number; "may rise as ten are missing": none.
_OTHER_FIGURE = re.compile(
    r";|\b(?:could|may|might|expected to|likely to) (?:rise|climb|grow|increase|go)\b"
    r"|\band \w+ (?:the|its|his|her|their) (?:number|toll|count|tally|total)\b",
    re.IGNORECASE,
)
_HARMED = frozenset({"person", "object", "aircraft"})
_COUNTED = {"intercepted": frozenset({"aircraft"}), "launched": frozenset[str]()}  # else that this can be said of
_NUMBER_OF = re.compile(
    rf"\b(?:number|count|total) of (?:the )?(?:(?P<done>{'|'.join(_HARM_DONE)}) (?P<things>[a-z]+(?: (?!(?:as|is|was|has)\b)[a-z]+s\b)?)"
    rf"|(?P<counted>[a-z]+(?: [a-z]+)?)(?: (?:who|that|which) (?:were|was|(?:have|had|has) been))? (?P<then>{'|'.join(_HARM_DONE)})"
    r"|(?P<martyrs>martyrs))\b",
    re.IGNORECASE,
)


def _number_of(scene: Scene, discourse: Discourse, match: re.Match[str], taken: set[int]) -> None:
    """ "Put the number of damaged houses at 31", "lowered the number of servicemen killed to at least 15"."""
    question = _HARM_DONE[(match["done"] or match["then"] or "killed").lower()]
    sentence = next((s for s in scene.sentences if s.start_char <= match.start() < s.end_char), None)
    if sentence is None:
        return
    after = [c for c in scene.counts if match.end() <= c.start < min(sentence.end_char, match.end() + 140)]
    chosen = _risen(scene, match) or next((c for c in after if _TO.search(scene.text[match.end() : c.start])), None)
    group = "things" if match["things"] else "counted"
    noun = next(
        (t for t in sentence if match[group] and match.start(group) <= t.idx < match.end(group) and t.pos_ == "NOUN"),
        None,
    )
    counted = nominal(scene, phrase_head(noun)) if noun is not None else None
    those = match["counted"] is not None and match["counted"].lower() == "those"
    if (
        chosen is None
        or (counted is None and not match["martyrs"] and not those)
        or ";" in scene.text[match.end() : chosen.start]
    ):
        return
    if counted is not None and counted.group == "munition" and question in _IN_THE_AIR:
        question = _IN_THE_AIR[question]
    elif counted is not None and counted.group not in _COUNTED.get(question, _HARMED):
        return
    taken.update(range(match.start() - len("the "), chosen.end))
    verb = clause_head(scene.doc[scene.tokens(chosen).start])
    person, munition = counted is None or counted.group == "person", counted is not None and counted.group == "munition"
    fact = Fact(
        question=question, frame="toll", trigger=verb.i, head=scene.tokens(chosen).start, start=min(match.start(), chosen.start),
        end=max(match.end(), chosen.end), quantity=chosen.quantity, group="person" if person else "munition" if munition else "object",
        item=counted.item if counted is not None else "people",
    )  # fmt: skip
    if not discourse.has(fact):
        discourse.add(fact)
        subsets(scene, discourse, fact, nominal(scene, scene.head(chosen)))


def _with_noun(scene: Scene, count: CountMention) -> Nominal:
    """ "The toll at seven civilians": what the count numbers, where that is people."""
    number = scene.head(count)
    noun = nominal(scene, number.head) if number.dep_ == "nummod" and number.head.i > number.i else None
    return noun if noun is not None and noun.group == "person" and noun.count == count else nominal(scene, number)


_ROSE_TO = re.compile(
    r"\b(?:rose|rises|risen|raised|increased|climbed|revised|lowered|corrected|cut) to(?: at least)?\s*$", re.IGNORECASE
)


def _risen(scene: Scene, match: re.Match[str]) -> CountMention | None:
    """ "Rose to 17 the number of civilians who were killed": the count before the words."""
    before = next((c for c in scene.counts if scene.text[c.end : match.start()] in {" ", " the "}), None)
    return before if before is not None and _ROSE_TO.search(scene.text, 0, before.core_start) else None


def _numbered(scene: Scene, at: int) -> str | None:
    """The group of what "the number of …" numbers; None where no "of" follows."""
    if scene.text[at : at + 4] != " of ":
        return None
    token = next(
        (
            t
            for t in scene.doc
            if t.idx >= at + 4 and t.pos_ in {"NOUN", "PROPN"} and t.dep_ not in {"compound", "amod"}
        ),
        None,
    )
    return (nominal(scene, token).group or "other") if token is not None else "other"


@cache
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True)) + r")\b", re.I)


def _toll(scene: Scene, discourse: Discourse, question: str, match: re.Match[str], taken: set[int]) -> None:
    sentence = next((s for s in scene.sentences if s.start_char <= match.start() < s.end_char), None)
    if sentence is None or match.end() in taken or match.start() in taken:
        return
    taken.add(match.end())
    after = [c for c in scene.counts if match.end() <= c.start < min(sentence.end_char, match.end() + 150)]
    chosen = next((c for c in after if _TO.search(scene.text[match.end() : c.start])), None)
    if chosen is None or _OTHER_FIGURE.search(scene.text, match.end(), chosen.start):
        return
    tokens = scene.tokens(chosen)
    if scene.text[match.end() : chosen.start].strip() == ":" and len(list(listing(scene, tokens.start))) > 1:
        return  # "the dead: 14 men, 15 women", which ``rosters`` reads
    verb = clause_head(scene.doc[tokens.start])
    counted = _with_noun(scene, chosen)
    munition = question in {"launched", "intercepted", "hit"}
    if counted.group not in ({None, "munition"} if munition else {None, "person", "life"}):
        return
    known = discourse.antecedent(counted, ("munition",)) if munition else None
    if munition:
        item = counted.item or (known.item if known is not None else None)
        discourse.add(Fact(
            question=question, frame="toll", trigger=verb.i, head=counted.head.i, start=match.start(), end=chosen.end,
            quantity=chosen.quantity, group="munition", item=item, equipment=known.equipment if known is not None else None,
        ))  # fmt: skip
        return
    fact = Fact(
        question=question, frame="toll", trigger=verb.i if sentence_of(verb) == sentence else tokens.start, head=counted.head.i,
        start=match.start(), end=chosen.end, quantity=chosen.quantity, group="person",
        item=counted.item if counted.group == "person" and counted.item else _TOLLED.get(match.group().lower().split()[-2:][0], "people"),
    )  # fmt: skip
    told = any(
        f.question == question and f.start <= chosen.start < f.end for f in discourse.facts
    )  # "is of 70 neutralised"
    if not told and not discourse.has(fact):
        discourse.add(fact)
        subsets(scene, discourse, fact, counted)
