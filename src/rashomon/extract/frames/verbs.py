"""Verbs that count: a verb offers its logical arguments, and the first frame whose counted one is of its kind wins."""

import re

from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.discourse import Discourse, is_lone
from rashomon.extract.facts import Fact
from rashomon.extract.frames.denied import is_denied, none_of, shots_denied
from rashomon.extract.frames.evidence import evidence, means
from rashomon.extract.frames.joined import HARMS, either, first_of, is_second_of
from rashomon.extract.frames.left_out import (
    is_laid_to_rest,
    is_left_out,
    is_not_counted_here,
    is_only_mentioned,
    lives,
)
from rashomon.extract.frames.look_up import frames_of, takes_persons
from rashomon.extract.frames.parts import subsets, whole_of
from rashomon.extract.frames.told import item_beside
from rashomon.extract.frames.undergone import counted_by, is_bare_state, is_beside_another, is_joined_state
from rashomon.extract.knowledge import Frame, nouns, triggers
from rashomon.extract.nominals import Nominal, nominal
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import Arguments, arguments, is_passive, is_verb, sentence_of
from rashomon.values import Quantity

_EITHER_WAY = frozenset({"destroy", "eliminate", "knock", "take", "hit", "neutralise", "neutralize"})
_ALOFT = frozenset({"air", "sky", "airspace", "flight", "mid-air", "midair", "approach", "over", "above"})
_LOOSE = frozenset({"break", "smash"})
_NO_ONE = frozenset({"nobody", "no-one", "noone"})
_ANYONE = frozenset({"anyone", "anybody", "anything", "any"})


def verb_facts_at(scene: Scene, discourse: Discourse, verb: Token) -> None:
    """Add what one verb counts to the discourse."""
    frames = frames_of(verb)
    if not frames or is_bare_state(scene, verb) or is_joined_state(scene, verb) or is_second_of(verb, discourse):
        return
    args = arguments(verb)
    if is_beside_another(scene, verb, args):
        return
    if verb.dep_ == "amod":
        args = Arguments(None, verb.head, {})
    elif args.agent is None and args.theme is not None and _hits(scene, verb, args.theme):
        args = Arguments(args.theme, None, args.preps)
    elif args.theme is None and args.agent is not None and verb.tag_ in {"VBD", "VBN"}:
        # "Seven shot down, one damaged": headlines and lists leave the auxiliary out.
        counted = nominal(scene, args.agent)
        if counted.group == "munition" or (counted.group is None and counted.form in {"numeral", "all", "rest"}):
            undergone = verb.lower_ in triggers().state_of or (takes_persons(verb) and is_passive(first_of(verb)))
            harmed = counted.form == "numeral" and counted.group is None and undergone
            sent = counted.form == "numeral" and counted.group == "munition" and frames[0].id == "launch"
            args = Arguments(None, args.agent, args.preps) if _intercepts(frames) or harmed or sent else args
        elif counted.form == "numeral" and _is_clipped_passive(verb, frames):
            args = Arguments(None, args.agent, args.preps)
    done: set[tuple[str, int]] = set()
    for frame in frames:
        if frame.implied and any(discourse.facts[-n].trigger == verb.i and discourse.facts[-n].question == "hit"
                                 for n in range(1, min(4, len(discourse.facts)) + 1)):  # fmt: skip
            continue
        for counted in counted_by(scene, frame, verb, args):
            if (frame.counted, counted.head.i) in done:
                continue
            fact = _fact(scene, discourse, frame, verb, counted, args)
            if fact is None:
                continue
            done.add((frame.counted, counted.head.i))
            discourse.add(fact)
            if _has_whole(verb, counted) and counted.quantity is not None and fact.question == "injured":
                part = replace(fact, head=counted.start, quantity=counted.quantity, subset_of=fact.item, partitive=True)
                discourse.add(part)
            whole_of(scene, discourse, fact, counted)
            subsets(scene, discourse, fact, counted)
    shots_denied(scene, discourse, verb)


def _is_clipped_passive(verb: Token, frames: list[Frame]) -> bool:
    """ "Two drones were brought down and 14 tanks knocked out": without its auxiliary, which the tagger takes for a past."""
    return (
        verb.dep_ == "conj"
        and verb.tag_ == "VBD"
        and any(child.dep_ == "auxpass" for child in verb.head.children)
        and not any(child.dep_ in {"aux", "prep"} for child in verb.children)
        and all(frame.counted == "theme" for frame in frames)
    )


def _are_men(discourse: Discourse, verb: Token, args: Arguments, counted: Nominal) -> bool:
    """ "They killed 20 and lost four": a bare number of what people lost is of people where people were counted last."""
    if verb.lemma_.lower() != "lose" or args.agent is None or args.agent.i > verb.i:
        return False
    last = next((known for known in reversed(discourse.known) if known.token < counted.head.i and known.quantity), None)
    return last is not None and last.group in {"person", "object"}


def _is_drone(scene: Scene, counted: Nominal) -> bool:
    item = scene.tools.lexicon.item_of(counted.head.lemma_)
    if item is None and counted.equipment is not None:
        return scene.tools.lexicon.equipment[counted.equipment].class_ == "drone"
    return item is not None and item.class_ == "drone"


def _intercepts(frames: list[Frame]) -> bool:
    return any(frame.counted == "theme" and frame.question in {"intercepted", "diverted"} for frame in frames)


def _fact(
    scene: Scene, discourse: Discourse, frame: Frame, verb: Token, counted: Nominal, args: Arguments
) -> Fact | None:
    """The Fact that a nominal makes in a frame; None where it is of another kind or says no number."""
    quantity = counted.quantity
    if verb.lemma_.lower() == "bury" and is_laid_to_rest(scene, verb, counted):
        return None
    if counted.head.lower_.endswith(("self", "selves")):
        return None  # "the army had itself fired on the town"
    without = verb.dep_ == "pcomp" and verb.head.lower_ == "without"  # "without hurting anyone"
    negated = without or any(child.dep_ == "neg" for child in verb.children)
    if negated and counted.head.lower_ in _ANYONE:
        quantity = Quantity(low=0, high=0, said=counted.head.text)
        counted = replace(counted, form="zero", group=frame.of[0])
    within_whole = counted.head.i < verb.i if verb.dep_ in {"relcl", "acl"} else _has_whole(verb, counted)
    if within_whole and counted.partitive and counted.count is not None:
        # "Seven of the eight missiles that Ukraine fired": it fired eight.
        quantity = counted.count.whole
        if quantity is None:
            return None
        counted = replace(counted, form="numeral", partitive=False)
    if _is_denied_any(verb, counted):
        counted = none_of(scene, counted)
        quantity = counted.quantity
    if is_left_out(scene, discourse, frame, verb, counted, args):
        return None
    if (
        frame.question == "captured"
        and counted.group == "unknown"
        and quantity is not None
        and quantity.high is None
        and quantity.approx
    ):
        return None  # "multiple chest racks were recovered": of things only a number is captured
    if is_not_counted_here(frame, verb, counted):
        return None
    known = None
    if counted.head.lower_ in _NO_ONE and "person" not in frame.of:
        return None  # "nobody was reported hurt": no report of anything else
    if counted.group is None and counted.item is None and counted.form == "zero":
        counted = replace(counted, group="person" if "person" in frame.of else frame.of[0])
        if counted.group == "munition":
            known = discourse.antecedent(counted, frame.of)
    if counted.group is None and counted.item is None:
        if frame.id == "kill" and verb.lemma_.lower() in _EITHER_WAY:
            nearest = discourse.antecedent(counted, ("person", "object", "munition", "aircraft"))
            if nearest is not None and nearest.group != "person":
                return None  # "eight substations were hit; three of them were destroyed"
        known = discourse.antecedent(counted, frame.of)
        if known is None and not (counted.form in {"numeral", "zero"} and "person" in frame.of):
            return None
    if frame.id == "divert" and counted.group is None and _are_men(discourse, verb, args, counted):
        return None
    group = counted.group or (known.group if known else "person")
    if _is_on_the_ground(frame, verb, counted):
        group = "object"
        named = {"weapon": "weapons", "target": "targets"}.get(counted.head.lemma_.lower(), counted.item)
        counted = replace(counted, item=named, equipment=None)
    if group == "unknown" and "person" in frame.of and lives(scene, verb, counted):
        counted = replace(counted, item=None if counted.head.pos_ == "PROPN" else counted.item)
        group = "person"
    loose = verb.lemma_.lower() in _LOOSE  # "breaking a lull", "smashing a record"
    if (
        group == "unknown"
        and "object" in frame.of
        and not loose
        and (counted.form == "numeral" or _of_war(scene, verb))
    ):
        told = counted.form in {"numeral", "plural"} or any(t.lower_ in {"a", "an"} for t in counted.head.lefts)
        group = "object" if told and counted.head.i not in scene.place_at else group
    if group not in frame.of or _on_the_ground(scene, frame, verb, group, args):
        return None
    if known is not None and known.group == "person" and counted.form == "numeral" and not counted.partitive:
        known = None  # "killing 18": people, not the soldiers named before
    bare = known is None and counted.item is None and counted.form == "numeral"
    one = counted.quantity is not None and counted.quantity.exact == 1  # "a man was killed and another wounded"
    same_kind = _told_beside(discourse, verb, one=one) if bare else None
    if bare and same_kind is None and verb.dep_ in {"acl", "conj"}:
        same_kind = item_beside(scene, discourse, counted)
    if bare and same_kind is None and counted.head.tag_ == "CD" and frame.question == "injured":
        same_kind = discourse.kin(counted.head, once=True, one=one)  # "five soldiers died, seven were wounded"
    if bare and same_kind is None and counted.head.tag_ == "CD" and frame.question == "captured":
        same_kind = _fighters_too(scene, discourse.kin(counted.head, once=True))
    if bare and same_kind in {None, "people"} and counted.count is not None and counted.count.additional:
        same_kind = discourse.kin(counted.head, one=one)
    item = counted.item or (known.item if known else same_kind or "people" if group == "person" else None)
    if item == "men" and frame.id == "lose-men":
        item = "military personnel"  # "the army lost two men"
    equipment = counted.equipment or (known.equipment if known else None)
    rest_of: int | None = None
    less: tuple[int, ...] = ()
    shared = counted.count is not None and counted.count.share is not None
    if counted.form in {"rest", "all_but", "pronoun", "all"} or quantity is None or shared:
        quantity, rest_of, less = discourse.amount(counted, group, known, frame.question)
    if (
        quantity is None
        and counted.form == "definite"
        and group == "person"
        and verb.lemma_.lower() in triggers().file.animate
    ):
        quantity = discourse.spoken_of(counted, frame.question)
    if quantity is None:
        return None
    if is_only_mentioned(frame, verb, counted, quantity, item, told=known is not None):
        return None
    question = either(first_of(verb)) if frame.question in HARMS else None
    question = question or frame.question
    within = _among(scene, discourse, counted, question) or _of_them(scene, discourse, counted, question, item)
    if frame.id == "hit" and negated and counted.form in {"pronoun", "definite"} | {"rest"}:
        return None  # "the other did not strike"
    if frame.id == "reach" and negated:
        question = "diverted"
    if frame.id == "hit" and verb.lemma_.lower() == "fall" and _is_drone(scene, counted):
        question = "fell"  # shells that fall on a place have hit it; a drone that falls was brought down
    if frame.id == "lose-men" and quantity.exact is None:
        question = "casualties"  # "lost up to 60 servicemen": an estimate of losses of every kind
    if question == "hit" and any(
        fact.head == counted.head.i and fact.question in {"intercepted", "diverted"} for fact in discourse.facts
    ):
        return None  # "were shot down and caused no damage": what was stopped did not hit
    start, end = evidence(scene, verb, counted, args)
    return Fact(
        question=question, frame=frame.id, trigger=verb.i, head=counted.head.i, start=start, end=end, quantity=quantity,
        group=group, item="explosions" if group == "explosion" else item, equipment=equipment,
        by=means(scene, verb, args) if question in {"intercepted", "diverted"} else None, subset_of=within,
        form=counted.form, other=counted.other, partitive=counted.partitive or within is not None,
        total=bool(counted.count and counted.count.total), implied=frame.implied, rest_of=rest_of, less=less,
        agent=args.agent.i if args.agent is not None else None,
    )  # fmt: skip


def _hits(scene: Scene, verb: Token, theme: Token) -> bool:
    """ "Six shells hit inside the base": the tagger takes the past for a participle."""
    return (
        verb.lower_ == "hit"
        and verb.tag_ == "VBN"
        and theme.dep_ == "nsubj"
        and theme.i < verb.i
        and nominal(scene, theme).group == "munition"
    )


def _is_on_the_ground(frame: Frame, verb: Token, counted: Nominal) -> bool:
    """ "16 targets were hit", "destroyed four mortars": nothing that flies."""
    lemma = counted.head.lemma_.lower()
    return (frame.id == "struck" and lemma == "target") or (
        verb.lemma_.lower() in {"destroy", "eliminate", "annihilate"} and lemma in {"mortar", "weapon", "gun"}
    )


def _has_whole(verb: Token, counted: Nominal) -> bool:
    """ "Two of the seven wounded soldiers": seven were wounded."""
    return verb.dep_ == "amod" and counted.count is not None and counted.partitive and counted.count.whole is not None


def _is_denied_any(verb: Token, counted: Nominal) -> bool:
    """ "Denied that any missile got through", "that it had fired a single shell": none, by who denies it."""
    single = counted.count is not None and counted.count.text.lower().startswith(("a single", "one single"))
    return (counted.form == "any" or single) and is_denied(verb)


def _fighters_too(scene: Scene, item: str | None) -> str | None:
    """ "81 rebels were killed, 202 were arrested": rebels; who is arrested where civilians died need be no civilian."""
    known = scene.tools.lexicon.item_of(item) if item is not None else None
    return item if known is not None and known.class_ == "military" else None


def _told_beside(discourse: Discourse, verb: Token, *, one: bool) -> str | None:
    """ "Three soldiers were killed and six wounded": what the first of two joined verbs counted."""
    if verb.dep_ != "conj" or not is_verb(verb.head):
        return None
    found = [f for f in discourse.facts if f.trigger == verb.head.i and f.group == "person" and f.subset_of is None]
    if not found or (found[-1].form == "singular" and found[-1].head > verb.head.i):
        return None
    if is_lone(found[-1]) and not one:
        return None
    return found[-1].item if found[-1].form in {"numeral", "singular"} else None


_AMONG = re.compile(r"\s+(?:were |was )?among (?:them|the (?:dead|victims|killed|wounded|injured))\b", re.I)


def _on_the_ground(scene: Scene, frame: Frame, verb: Token, group: str, args: Arguments) -> bool:
    """Aircraft that are destroyed without a defence that did it were standing: that is no interception."""
    if frame.id != "intercept" or group != "aircraft" or verb.lemma_.lower() not in _EITHER_WAY:
        return False
    aloft = any(t.lower_ in _ALOFT and t.dep_ not in {"compound", "amod"} for t in verb.subtree)  # not "the air base"
    return not aloft and means(scene, verb, args, near=False) is None


def _among(scene: Scene, discourse: Discourse, counted: Nominal, question: str) -> str | None:
    """ "Nine civilians, four women among them": the whole that the phrase is a part of."""
    last = scene.doc[counted.end - 1]
    if _AMONG.match(scene.text, last.idx + len(last)) is None:
        return None
    return next((fact.item for fact in reversed(discourse.facts) if fact.question == question and fact.item), None)


def _of_them(scene: Scene, discourse: Discourse, counted: Nominal, question: str, item: str | None) -> str | None:
    """ "Two rescuers were wounded: one of them lost an eye", "40 hurt, of whom seven have since died": a part of those."""
    whom = scene.doc[max(0, counted.start - 1)].lower_ == "whom"
    if question not in HARMS or not (counted.partitive or whom) or counted.item is not None or counted.quantity is None:
        return None
    at = scene.sentence_number(counted.head)
    size = counted.quantity.high or counted.quantity.low or 0
    return next(
        (
            fact.item
            for fact in reversed(discourse.facts)
            if (fact.question == question or (whom and fact.question == "injured")) and fact.item == item and fact.subset_of is None
            and (fact.quantity.low or 0) > size and at - scene.sentence_number(scene.doc[fact.head]) <= 1
        ),
        None,
    )  # fmt: skip


def _of_war(scene: Scene, verb: Token) -> bool:
    """Whether the sentence speaks of arms or attacks: then an unknown noun that was damaged is a thing."""
    if scene.terms_in((sentence_of(verb).start, sentence_of(verb).end), "equipment"):
        return True
    words = triggers().file.attacks.nouns | nouns().debris | {"fire", "fires"}
    return any(t.lemma_.lower() in words for t in sentence_of(verb))
