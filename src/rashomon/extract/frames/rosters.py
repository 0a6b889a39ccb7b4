"""Counts that stand in lists and behind other counts: "among the dead were …", "11 of the wounded", "as many again", "losses: …"."""

import re
from collections.abc import Iterator

from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.conjoined import nominals
from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.frames.listing import listing
from rashomon.extract.nominals import Nominal, nominal
from rashomon.extract.numbers import CountMention
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import own_subject, phrase_head, sentence_of

_STATES: dict[str, str | None] = {  # what the victims suffered, the text has said before
    "dead": "killed", "killed": "killed", "slain": "killed", "martyred": "killed", "martyrs": "killed",
    "deceased": "killed", "fatalities": "killed", "wounded": "injured", "injured": "injured", "hurt": "injured",
    "missing": "missing", "captured": "captured", "kidnapped": "captured", "abducted": "captured", "detained": "captured",
    "arrested": "captured", "captives": "captured", "detainees": "captured", "hostages": "captured", "victims": None,
}  # fmt: skip
_STATE = "|".join(_STATES)
# "Among those killed in the raid were two teachers"; "the dead include a nurse".
_AMONG = re.compile(
    rf"\b(?:among (?:the|those|its) (?P<among>{_STATE})\b[^.;:\n]{{0,60}}?,? (?:were|are|was|is)"
    rf"|(?:the|those) (?P<those>{_STATE})(?: [^.,;:\n]{{1,40}})?(?: (?:includ(?:e|es|ed)|number)|:))\s+",
    re.IGNORECASE,
)
_OF_HURT = re.compile(
    r"\s+of (?:the|those|its|their) (?:(?!killed|dead|slain|wounded|injured|victims)[\w-]+ ){0,2}?"
    r"(?P<state>wounded|injured|deceased|dead|slain|killed|fatalities|victims)\b",
    re.IGNORECASE,
)
# "Eleven of the wounded were children": who they are.
_WERE = re.compile(
    r"(?: (?!who\b|that\b|which\b)[^.,;:\n]{1,50})? (?:were|are|was|is) (?:(?:all|also|a|an|said to be|believed to be) )*",
    re.I,
)
_AMONG_THEM = re.compile(
    r"(?:^|[.!?\n]|[.!?][\"”])\s+(?P<among>Among (?:them|these)(?:,| (?:were|was|are|is))"
    r"|(?:(?:This|That)(?: (?:figure|toll|number|total))?|These|They|The (?:figure|toll|total)) includ(?:es?|ed))\s+(?=\w)"
)
# "One of the injured, with burns, is in a critical condition".
_IN_STATE = re.compile(
    r"[^.;:\n]*? (?:is|was|remains|remained) in (?:an? )?(?:critical|serious|grave|stable) condition\b"
)
_ONLY = re.compile(r"\b(?:only|none|just|all)\s+$", re.IGNORECASE)
_DONE = {
    "killed": "killed", "killing": "killed", "wounded": "injured", "wounding": "injured", "injured": "injured",
    "injuring": "injured", "hurt": "injured", "captured": "captured", "capturing": "captured", "detained": "captured",
    "detaining": "captured", "arrested": "captured", "missing": "missing",
}  # fmt: skip
_AGAIN = re.compile(
    rf"\b(?:(?P<before>{'|'.join(_DONE)}) )?(?:(?:just|almost|nearly|about|exactly) )?"
    r"(?:(?P<times>twice )?as many|an equal number|the same number)"
    rf"(?: (?:again|more|others)(?: (?:were |was )?(?:reported |reportedly )?(?P<after>{'|'.join(_DONE)}))?"
    rf"| (?:were |was )?(?P<then>{'|'.join(_DONE)}))\b",
    re.IGNORECASE,
)
# "The governor named the same number of dead but 16 wounded".
_SAME = re.compile(
    r"\b(?:gave|gives|named|names|reported|reports|confirmed|cited|counted|has|had|announced|put out|quoted)"
    r" (?P<said>the same (?:number|count|figure|toll) (?:of|for) (?:the )?(?P<done>dead|killed|deaths|wounded|injured|missing))\b",
    re.IGNORECASE,
)
_LOSSES = re.compile(
    r"\b(?:suffered|sustained|took|had|of|in|the|enemy|following|these) losses\b[^.:;\n]{0,50}:\s*(?=\S)"
    r"|\blosses\b[^.:;\n]{0,60}? (?:amounted to|have amounted to|(?:have )?reached|totall?ed|included?)\s+(?=\S)",
    re.IGNORECASE,
)
# "Damaged in the town: 14 houses, a school and two shops".
_RUINED = re.compile(
    r"(?:^|[.;]\s+|\b\d\d[:.]\d\d\s+)(?P<how>Damaged?|Destroyed)(?: [^.:;\n]{1,40})?:\s*(?=\S)", re.MULTILINE
)
_AGES = frozenset({"year", "month", "week", "day", "age"})  # "two boys, six and eleven years old"
_BOOTY = re.compile(
    r"\b(?:(?:as|the|our|of) (?:war )?(?:booty|spoils)(?: (?:of war|include[sd]?|were|was|are|is))?"
    r"|(?:items|weapons|arms|exhibits) (?:recovered|seized|captured) (?:include[sd]?|were|are)|recovered items include[sd]?"
    r"|(?:booty|spoils|recovered|recoveries|seized):)[ ,:]*(?=\S)",
    re.IGNORECASE,
)
_LOSABLE = frozenset({"person", "object", "aircraft", "unknown"})
_SENTENCES = 3  # back to the whole that a part is of


def rosters(scene: Scene, discourse: Discourse) -> None:
    """Add what such lists and comparisons count."""
    for match in _AMONG.finditer(scene.text):
        _among(scene, discourse, match)
    for match in _AMONG_THEM.finditer(scene.text):
        _among_them(scene, discourse, match)
    for count in scene.counts:
        hurt = _OF_HURT.match(scene.text, count.end)
        if hurt is not None and count.unit is None and (count.quantity.low or 0) > 0 and _is_a_number(count):
            _of_hurt(scene, discourse, count, hurt.end(), hurt["state"].lower())
    for token in scene.doc:
        if token.lower_ == "among" and token.dep_ == "prep":
            _were_among(scene, discourse, token)
    for match in _AGAIN.finditer(scene.text):
        _again(scene, discourse, match)
    for match in _SAME.finditer(scene.text):
        _same(scene, discourse, match)
    for match in _LOSSES.finditer(scene.text):
        _losses(scene, discourse, match, "destroyed")
    for match in _BOOTY.finditer(scene.text):
        _losses(scene, discourse, match, "captured")
    for match in _RUINED.finditer(scene.text):
        _ruined(scene, discourse, match)


def _among(scene: Scene, discourse: Discourse, match: re.Match[str]) -> None:
    parts = [
        each
        for each in _list(scene, match.end(), persons=True)
        if each.group == "person" and each.head.lemma_.lower() not in _AGES
    ]
    trigger = _token_at(scene, match.start())
    question = _suffered(scene, discourse, (match["among"] or match["those"]).lower(), trigger)
    if trigger is None or question is None or not parts:
        return
    size = max((part.quantity.low or 0 for part in parts if part.quantity is not None), default=0)
    whole = _whole(scene, discourse, question, trigger, size)
    for part in parts:
        if (
            part.quantity is None
            or not (part.form in {"numeral", "singular", "all"} or _is_ones_own(part))
            or _is_told(discourse, question, part)
        ):
            continue
        end = scene.doc[part.end - 1]
        discourse.add(Fact(
            question=question, frame="among", trigger=trigger.i, head=part.head.i, start=match.start(), end=end.idx + len(end),
            quantity=part.quantity, group="person", item=part.item or "people", subset_of=whole, partitive=True,
        ))  # fmt: skip


def _is_ones_own(part: Nominal) -> bool:
    """ "A man and his son": one."""
    return part.form == "definite" and part.head.tag_ == "NN" and any(c.tag_ == "PRP$" for c in part.head.lefts)


def _among_them(scene: Scene, discourse: Discourse, match: re.Match[str]) -> None:
    """ "Five were killed. Among them were two commanders": parts of those who were counted in the sentence before."""
    trigger = _token_at(scene, match.end())
    if trigger is None:
        return
    at = scene.sentence_number(trigger)
    before = [
        fact for fact in discourse.facts
        if fact.group == "person" and fact.subset_of is None and scene.sentence_number(scene.doc[fact.head]) == at - 1
    ]  # fmt: skip
    if not before or len({fact.question for fact in before}) > 1 or len({fact.head for fact in before}) > 1:
        return
    whole = before[-1]
    for part in _list(scene, match.end(), persons=True):
        if part.group != "person" or part.quantity is None or part.form not in {"numeral", "singular"}:
            continue
        smaller = whole.quantity.high is None or (part.quantity.low or 0) < whole.quantity.high
        if smaller and not _is_told(discourse, whole.question, part):
            end = scene.doc[part.end - 1]
            discourse.add(replace(
                whole, frame="among", trigger=trigger.i, head=part.head.i, start=match.start("among"), end=end.idx + len(end),
                quantity=part.quantity, item=part.item or "people", equipment=None, subset_of=whole.item, form="numeral",
                rest_of=None, less=(), total=False, partitive=True, agent=None,
            ))  # fmt: skip


def _were_among(scene: Scene, discourse: Discourse, among: Token) -> None:
    """ "Nine women were among those killed", "two guards among the wounded": a part of them."""
    holder = among.head
    who = own_subject(holder) if holder.lemma_ == "be" else holder if holder.pos_ == "NOUN" else None
    obj = next((child for child in among.children if child.dep_ == "pobj"), None)
    if who is None or obj is None or who.i > among.i or who.dep_ == "pobj":
        return
    said = [obj, *(child for child in obj.children if child.dep_ in {"acl", "amod"} and child.tag_ == "VBN")]
    state = next((token for token in said if token.lower_ in _STATES), None)
    if state is None or any(child.dep_ == "neg" for child in holder.children):
        return
    question = _suffered(scene, discourse, state.lower_, among)
    if question is None:
        return
    whole = _whole(scene, discourse, question, among)
    for part in nominals(scene, who, persons=True):
        if (
            part.group != "person"
            or part.quantity is None
            or part.form not in {"numeral", "singular", "all"}
            or _is_told(discourse, question, part)
        ):
            continue
        discourse.add(Fact(
            question=question, frame="among", trigger=among.i, head=part.head.i, start=scene.doc[part.start].idx,
            end=state.idx + len(state), quantity=part.quantity, group="person", item=part.item or "people", subset_of=whole,
            partitive=True,
        ))  # fmt: skip


def _of_hurt(scene: Scene, discourse: Discourse, count: CountMention, end: int, state: str) -> None:
    """ "Eleven of the wounded were flown out": a part of them, unless its verb says what else became of them."""
    start = count.start
    token = _token_at(scene, start)
    question = _suffered(scene, discourse, state, token)
    if token is None or question is None or _ONLY.search(scene.text, max(0, start - 8), start):
        return
    counted = nominal(scene, scene.head(count))
    if counted.quantity is None or _is_told(discourse, None, counted):
        return
    if any(fact.start <= start < fact.end for fact in discourse.facts):
        return
    who = _who_they_were(scene, end)
    told_how = (
        counted.quantity.exact == 1 and question == "injured" and _IN_STATE.match(scene.text, end, end + 80) is not None
    )
    if (
        who is None
        and not told_how
        and (counted.quantity.exact == 1 or (question == "killed" and token.i != sentence_of(token).start))
    ):
        return  # "the first two of the dead were buried", "one of the wounded said"
    whole = _whole(scene, discourse, question, token, counted.quantity.low or 1)
    discourse.add(Fact(
        question=question, frame="among", trigger=token.i, head=counted.head.i, start=start,
        end=end if who is None else max(end, who.head.idx + len(who.head)), quantity=counted.quantity, group="person",
        item=whole or "people" if who is None else who.item, subset_of=whole or "people", partitive=True,
    ))  # fmt: skip


def _is_a_number(count: CountMention) -> bool:
    """Whether a part is told by a number, and not as "many", "most" or "more than half" of its whole."""
    return (
        not count.quantity.approx and count.share is None and count.kind not in {"most", "all", "rest", "each", "share"}
    )


def _who_they_were(scene: Scene, at: int) -> Nominal | None:
    """The people that a part is said to be: "eleven of the wounded were children"."""
    match = _WERE.match(scene.text, at)
    noun = _token_at(scene, match.end()) if match is not None else None
    who = nominal(scene, phrase_head(noun)) if noun is not None and noun.pos_ in {"NOUN", "PROPN", "ADJ"} else None
    return (
        who if who is not None and who.group == "person" and who.item is not None and who.head.dep_ == "attr" else None
    )


def _again(scene: Scene, discourse: Discourse, match: re.Match[str]) -> None:
    """ "Killed nine and wounded as many again": the number told last, once more."""
    word = match["before"] or match["after"] or match["then"]
    first, last = _token_at(scene, match.start()), _token_at(scene, match.end() - 1)
    if word is None or first is None or last is None:
        return
    question = _DONE[word.lower()]
    near = [
        fact for fact in discourse.facts
        if fact.group == "person" and fact.end <= match.start() and fact.subset_of is None and fact.question != question
        and scene.sentence_number(first) - scene.sentence_number(scene.doc[fact.trigger]) <= 1
    ]  # fmt: skip
    if not near:
        return
    fact = max(near, key=lambda each: each.start)
    times = 2 if match["times"] else 1
    low, high = fact.quantity.low, fact.quantity.high
    quantity = replace(
        fact.quantity,
        low=None if low is None else low * times,
        high=None if high is None else high * times,
        said=match.group(),
    )
    discourse.add(Fact(
        question=question, frame="again", trigger=first.i, head=last.i, start=match.start(), end=match.end(), quantity=quantity,
        group="person", item="people",
    ))  # fmt: skip


def _same(scene: Scene, discourse: Discourse, match: re.Match[str]) -> None:
    """ "Named the same number of dead": the number that somebody gave last."""
    first, last = _token_at(scene, match.start()), _token_at(scene, match.end() - 1)
    done = match["done"].lower()
    question = "killed" if done == "deaths" else _STATES.get(done)
    if first is None or last is None:
        return
    at = scene.sentence_number(first)
    told = [
        fact for fact in discourse.facts
        if fact.question == question and fact.group == "person" and fact.subset_of is None and fact.end <= match.start()
        and at - scene.sentence_number(scene.doc[fact.trigger]) <= 1
    ]  # fmt: skip
    if told:
        discourse.add(replace(
            max(told, key=lambda fact: fact.start), frame="again", trigger=first.i, head=last.i, start=match.start("said"),
            end=match.end(), form="numeral", rest_of=None, less=(), agent=None,
        ))  # fmt: skip


def _losses(scene: Scene, discourse: Discourse, match: re.Match[str], done: str) -> None:
    """ "Suffered losses: over 20 servicemen, a howitzer": men harmed, things destroyed; "as booty four pick-ups": captured."""
    trigger = _token_at(scene, match.start())
    if trigger is None:
        return
    for each in _list(scene, match.end(), persons=False):
        person = each.group == "person"
        if each.quantity is None or each.form not in {"numeral", "singular"} or each.group not in _LOSABLE:
            continue
        if done == "captured" and each.form != "numeral":
            continue  # of arms only a number is captured
        end = scene.doc[each.end - 1]
        discourse.add(Fact(
            question="casualties" if person and done == "destroyed" else done, frame="losses", trigger=trigger.i,
            head=each.head.i, start=scene.doc[each.start].idx, end=end.idx + len(end), quantity=each.quantity,
            group="person" if person else "object", item=each.item, equipment=each.equipment,
        ))  # fmt: skip


def _ruined(scene: Scene, discourse: Discourse, match: re.Match[str]) -> None:
    trigger = _token_at(scene, match.start("how"))
    if trigger is None:
        return
    for each in _list(scene, match.end(), persons=False):
        if each.group not in {"object", "unknown"} or each.quantity is None or each.form not in {"numeral", "singular"}:
            continue
        end = scene.doc[each.end - 1]
        fact = Fact(
            question="destroyed" if match["how"].lower() == "destroyed" else "damaged",
            frame="label", trigger=trigger.i, head=each.head.i, start=scene.doc[each.start].idx,
            end=end.idx + len(end), quantity=each.quantity, group="object", item=each.item, equipment=each.equipment,
        )  # fmt: skip
        if not discourse.has(fact):
            discourse.add(fact)


def _list(scene: Scene, at: int, *, persons: bool) -> Iterator[Nominal]:
    """The phrases of a list that begins at code point ``at``."""
    first = _token_at(scene, at)
    return iter(()) if first is None else listing(scene, first.i, persons=persons)


def _suffered(scene: Scene, discourse: Discourse, state: str, token: Token | None) -> str | None:
    """What became of "the wounded"; of "the victims" what was told of people last, before ``token``: death where it was told."""
    if state != "victims" or token is None:
        return _STATES[state]
    at = scene.sentence_number(token)
    near = [
        fact for fact in discourse.facts
        if fact.group == "person" and fact.subset_of is None and fact.head < token.i and fact.quantity.exact != 0
        and at - scene.sentence_number(scene.doc[fact.head]) <= _SENTENCES
    ]  # fmt: skip
    if not near:
        return None
    last = max(scene.sentence_number(scene.doc[fact.head]) for fact in near)
    told = [fact.question for fact in near if scene.sentence_number(scene.doc[fact.head]) == last]
    return "killed" if "killed" in told else told[-1]


def _whole(scene: Scene, discourse: Discourse, question: str, token: Token, size: int = 1) -> str | None:
    """The item of the count that such a part is of: the last one that is large enough; of everybody where there is none."""
    number = scene.sentence_number(token)
    for fact in reversed(discourse.facts):
        if fact.quantity.high is not None and fact.quantity.high < size:
            continue
        if fact.question == question and fact.group == "person" and fact.subset_of is None and fact.head < token.i:
            return fact.item if number - scene.sentence_number(scene.doc[fact.trigger]) <= _SENTENCES else "people"
    return "people"


def _is_told(discourse: Discourse, question: str | None, part: Nominal) -> bool:
    return any(fact.head == part.head.i and question in {None, fact.question} for fact in discourse.facts)


def _token_at(scene: Scene, at: int) -> Token | None:
    return next((token for token in scene.doc if token.idx <= at < token.idx + len(token)), None)
