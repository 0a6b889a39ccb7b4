"""Verbs that count: a verb offers its logical arguments, and the first frame whose counted one is of its kind wins."""

import re
from collections.abc import Iterator

from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.discourse import Discourse, is_lone
from rashomon.extract.facts import Fact
from rashomon.extract.frames.evidence import VAGUE, evidence, is_heading, means
from rashomon.extract.frames.joined import HARMS, either, first_of, is_second_of
from rashomon.extract.frames.parts import listed_after, subsets, whole_of
from rashomon.extract.frames.told import dies, is_told_of, item_beside
from rashomon.extract.knowledge import Frame, cues, nouns, triggers
from rashomon.extract.nominals import Nominal, nominal, nominals
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import CLAUSES, Arguments, arguments, is_passive, is_verb, not_quite, own_subject, particle
from rashomon.values import Quantity

_EITHER_WAY = frozenset({"destroy", "eliminate", "knock", "take", "hit", "neutralise", "neutralize"})
_ALOFT = frozenset({"air", "sky", "airspace", "flight", "mid-air", "midair", "approach", "over", "above"})
_WHEN = frozenset({"on", "in", "at", "during", "near"})
_SELF = frozenset({"himself", "herself", "itself", "themselves"})  # a bomber who blows himself up is no object
_OWN_HARM = 5  # tokens behind a noun among which a participle of its own may stand
_LOOSE = frozenset({"break", "smash"})
_DEADLY = frozenset({"die", "kill", "kill-outright"})
_REMAINS = frozenset({"body", "corpse"})  # also the dead are brought to hospitals
_ANYONE = frozenset({"anyone", "anybody", "anything", "any"})


_TOGETHER = frozenset({"along", "together"})
_OWN_WORD = frozenset({"dobj", "attr", "acomp", "oprd", "advmod", "prt", "xcomp"})


def keys(verb: Token) -> list[str]:
    """The ways to look a verb up: with its particle, its prepositions, its complement, alone."""
    lemma = verb.lemma_.lower()
    found: list[str] = []
    part = particle(verb)
    if part is not None:
        found.append(f"{lemma} {part}")
    for child in verb.children:
        if child.dep_ == "prep" or child.dep_ in _OWN_WORD or child.lower_ == "missing":
            found.append(f"{lemma} {child.lower_}")  # noqa: PERF401 - two sources, one list
    return [*found, lemma]


def frames_of(verb: Token) -> list[Frame]:
    """The frames that a verb may fill, the most specific look-up first."""
    table = triggers().by_verb
    found: list[Frame] = []
    if verb.lower_ == "missing" and any(near.lemma_ == "be" for near in (verb.head, *verb.children)):
        return found  # "eleven are missing": people, by their state
    for key in keys(verb):
        found.extend(frame for frame in table.get(key, ()) if frame not in found and _needed(frame, verb))
    return found


def _needed(frame: Frame, verb: Token) -> bool:
    if frame.id == "fly-on" and any(
        child.lower_ == "on" and any(True for _ in child.children) for child in verb.children
    ):
        return False  # "flew on Belgorod" is no flying on
    if verb.lemma_.lower() == "engage" and any(
        child.lower_ == "in" and child.dep_ == "prep" for child in verb.children
    ):
        return False  # "aircraft were engaged in repelling the attack"
    if frame.into and not _leads_into(frame, verb):
        return False
    if not frame.needs:
        return True
    return any(token.lower_ in frame.needs or token.lemma_.lower() in frame.needs for token in verb.subtree)


def _leads_into(frame: Frame, verb: Token) -> bool:
    """Whether the verb's own preposition or adverb leads to one of the frame's words: "in the sea", "in open ground", "short"."""
    for child in verb.children:
        if child.lower_ in frame.into and child.dep_ in {"advmod", "acomp", "prep", "prt"}:
            return True
        if child.dep_ == "prep":
            for obj in child.children:
                if obj.lower_ in frame.into or any(word.lower_ in frame.into for word in obj.children):
                    return True
    return False


def verb_facts_at(scene: Scene, discourse: Discourse, verb: Token) -> None:
    """Add what one verb counts to the discourse."""
    frames = frames_of(verb)
    if not frames or _is_bare_state(scene, verb) or _is_joined_state(scene, verb) or is_second_of(verb, discourse):
        return
    args = arguments(verb)
    if _is_beside_another(scene, verb, args):
        return
    if verb.dep_ == "amod":
        args = Arguments(None, verb.head, {})
    elif args.theme is None and args.agent is not None and verb.tag_ in {"VBD", "VBN"}:
        # "Seven shot down, one damaged": headlines and lists leave the auxiliary out.
        counted = nominal(scene, args.agent)
        if counted.group == "munition" or (counted.group is None and counted.form in {"numeral", "all", "rest"}):
            undergone = verb.lower_ in triggers().state_of or (takes_persons(verb) and is_passive(first_of(verb)))
            harmed = counted.form == "numeral" and counted.group is None and undergone
            sent = counted.form == "numeral" and counted.group == "munition" and frames[0].id == "launch"
            args = Arguments(None, args.agent, args.preps) if _intercepts(frames) or harmed or sent else args
    done: set[tuple[str, int]] = set()
    for frame in frames:
        if frame.implied and any(discourse.facts[-n].trigger == verb.i and discourse.facts[-n].question == "hit"
                                 for n in range(1, min(4, len(discourse.facts)) + 1)):  # fmt: skip
            continue
        for counted in _counted(scene, frame, verb, args):
            if (frame.counted, counted.head.i) in done:
                continue
            fact = _fact(scene, discourse, frame, verb, counted, args)
            if fact is None:
                continue
            done.add((frame.counted, counted.head.i))
            discourse.add(fact)
            whole_of(scene, discourse, fact, counted)
            subsets(scene, discourse, fact, counted)


def _falls_in_battle(scene: Scene, verb: Token, counted: Nominal) -> bool:
    """ "Nine soldiers and five volunteers fell": fighters, and not from a roof, into a trap or ill."""
    item = scene.tools.lexicon.item_of(counted.head.lemma_)
    fighters = (item is not None and item.class_ == "military") or counted.head.lemma_.lower() in {
        "volunteer",
        "policeman",
        "martyr",
    }
    return fighters and not any(
        child.dep_ in {"prep", "acomp", "prt"} and child.lower_ not in _WHEN for child in verb.children
    )


def _are_men(discourse: Discourse, verb: Token, args: Arguments, counted: Nominal) -> bool:
    """ "They killed 20 and lost four": a bare number of what people lost is of people where people were counted last."""
    if verb.lemma_.lower() != "lose" or args.agent is None or args.agent.i > verb.i:
        return False
    last = next((known for known in reversed(discourse.known) if known.token < counted.head.i and known.quantity), None)
    return last is not None and last.group in {"person", "object"}


def _is_drone(scene: Scene, counted: Nominal) -> bool:
    item = scene.tools.lexicon.item_of(counted.head.lemma_)
    return item is not None and item.class_ == "drone"


def _is_beside_another(scene: Scene, verb: Token, args: Arguments) -> bool:
    """ "5 citizens died and 12, including 3 women, got injured": the number nearer to the participle is whom it counts."""
    theme = args.theme
    if verb.lower_ not in triggers().state_of or theme is None or theme.i > verb.i or own_subject(verb) is not None:
        return False
    return any(
        count.unit is None and verb.doc[last].text == "," and verb.doc[last - 1].i > theme.i and not count.partitive
        for last, count in ((scene.tokens(c).stop, c) for c in scene.counts)
        if theme.i < last < verb.i and verb.doc[last].sent == verb.sent and scene.tokens(count).start > theme.i
    )


def _is_bare_state(scene: Scene, verb: Token) -> bool:
    """ "Has 3 killed and 9 wounded", "19 bodies and 40 wounded": a number right before the participle counts those."""
    if verb.lower_ not in triggers().state_of or verb.i == verb.sent.start or verb.dep_ == "ROOT":
        return False
    own = own_subject(verb)
    if (own is not None and (own.i == verb.i - 1 or verb.dep_ == "conj")) or verb.dep_ in {"amod", "acl"}:
        return False
    count = scene.count_at.get(verb.i - 1)
    return count is not None and count.unit is None and count.kind not in {"all", "rest", "none"} and not any(
        child.dep_ in {"aux", "auxpass", "dobj"} for child in verb.children)  # fmt: skip


def _is_joined_state(scene: Scene, verb: Token) -> bool:
    """ "Two were killed in Orsa and eight wounded": a number before a joined participle that the parser does not make its subject."""
    first = verb
    while first.dep_ == "conj" and first.head.lower_ in triggers().state_of and scene.doc[first.i - 1].tag_ != "CD":
        first = first.head
    if first.tag_ not in {"VBN", "VBD"} or first.lower_ not in triggers().state_of or first.i == 0:
        return False
    before = scene.doc[first.i - 1]
    count = scene.count_at.get(before.i)
    if before.tag_ != "CD" or count is None or count.unit is not None:
        return False
    astray = first.dep_ == "conj" and before.dep_ in {"nummod", "npadvmod", "dep", "dobj"}
    return (astray or first.dep_ == "advcl") and not any(
        child.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for child in first.children
    )


def _intercepts(frames: list[Frame]) -> bool:
    return any(frame.counted == "theme" and frame.question in {"intercepted", "diverted"} for frame in frames)


def _counted(scene: Scene, frame: Frame, verb: Token, args: Arguments) -> Iterator[Nominal]:
    if frame.counted == "theme" and verb.lemma_.lower() == "speak":
        for obj in args.preps.get("of", ()):
            if not any(is_verb(child) and child.dep_ == "acl" for child in obj.children):
                yield from nominals(scene, obj)
    elif frame.counted == "theme" and args.theme is not None:
        persons = takes_persons(verb) and _is_sure(verb, args.theme)
        found = nominals(scene, args.theme, persons=persons)
        if verb.dep_ == "amod":  # "25 damaged houses and a destroyed factory": each word has its own
            found = [each for each in found if each.head.i == args.theme.i or not _has_own_harm(each, verb)]
        if (
            verb.dep_ == "acl"
        ):  # "five persons killed and two guards injured": whoever is told behind the word has another
            own = [each.head.i for each in found if each.head.i > verb.i and _has_own_state(each)]
            found = [each for each in found if not own or each.head.i < own[0]]
        yield from _listed(scene, found)
        for beside in _beside(verb, args.theme):
            yield from nominals(scene, beside)
        yield from _joined_late(scene, verb, args.theme)
    elif frame.counted == "agent" and args.agent is not None and not (frame.intransitive and _takes_object(verb, args)):
        yield from nominals(scene, args.agent)
    elif frame.counted == "with":
        words = ["with", "using", "involving"]
        if verb.lemma_.lower() not in {"hit", "strike"}:
            words.append("by")
        for word in words:
            for obj in args.preps.get(word, ()):
                yield from _listed(scene, nominals(scene, obj))
        for child in verb.children:
            if child.dep_ in {"advcl", "prep", "acl"} and child.lower_ in {"using", "involving", "firing"}:
                for obj in child.children:
                    if obj.dep_ in {"dobj", "pobj"}:
                        yield from nominals(scene, obj)


def _takes_object(verb: Token, args: Arguments) -> bool:
    """Whether a verb has an object; in "12 people died - seven men and five women" the parser takes the parts for one."""
    theme = args.theme
    return theme is not None and not (
        theme.i > verb.i and any(t.is_punct for t in verb.doc[verb.i + 1 : theme.left_edge.i])
    )


def _has_own_state(counted: Nominal) -> bool:
    return any(child.dep_ == "acl" and child.lower_ in triggers().state_of for child in counted.head.children)


def _has_own_harm(counted: Nominal, verb: Token) -> bool:
    table = triggers().by_verb
    return any(
        c.dep_ == "amod" and c.tag_ == "VBN" and c.i != verb.i and c.lemma_.lower() in table for c in counted.head.lefts
    )


def _beside(verb: Token, theme: Token) -> Iterator[Token]:
    """ "Detained the cell's leader along with three others": who is taken together with the object, wherever the parser hung it."""
    for token in verb.doc[max(verb.i, theme.i) + 1 : verb.sent.end]:
        if token.lower_ == "with" and token.nbor(-1).lower_ in _TOGETHER:
            yield from (obj for obj in token.children if obj.dep_ == "pobj")
        elif token.lower_ == "with" and token.head.i == verb.i and theme.i < verb.i:
            # "Was killed with her two sons": whom the victim belongs to, and not what it was done with.
            yield from (
                obj for obj in token.children if obj.dep_ == "pobj" and any(c.tag_ == "PRP$" for c in obj.lefts)
            )
        elif is_verb(token) and token.dep_ in CLAUSES and token.dep_ not in {"acl", "relcl"}:
            return


def _is_sure(verb: Token, theme: Token) -> bool:
    """Whether the tree leaves no doubt what the verb is done to: in "a figure of 26 wounded" it makes a verb of the wounded."""
    if theme.head.i == verb.i and theme.dep_ in {"dobj", "nsubjpass"}:
        return True
    return verb.dep_ in {"relcl", "acl", "amod"} or any(child.dep_ == "auxpass" for child in verb.children) or (
        verb.dep_ == "conj" and _is_sure(verb.head, theme))  # fmt: skip


def takes_persons(verb: Token) -> bool:
    """Whether the verb is done to nobody but persons, so that a name is a victim's."""
    return not triggers().file.persons_only.verbs.isdisjoint(keys(verb))


def _joined_late(scene: Scene, verb: Token, theme: Token) -> Iterator[Nominal]:
    """ "Three launchers were destroyed and at least two helicopters": a noun joined to the verb behind it."""
    for child in verb.children:
        if child.dep_ == "conj" and child.i > verb.i > theme.i and child.pos_ in {"NOUN", "PROPN"}:
            found = nominal(scene, child)
            behind = {t.lower_ for t in verb.doc[child.i + 1 : min(child.i + _OWN_HARM, verb.sent.end)]}
            if not behind.isdisjoint(triggers().state_of):
                continue  # "five persons killed and two guards and a driver injured"
            if found.form == "numeral" and found.item is not None and not any(is_verb(c) for c in child.children):
                yield found


def _listed(scene: Scene, found: list[Nominal]) -> Iterator[Nominal]:
    """The phrases, and those that a list goes on with ("three X, one Y and 87 Z") where the parser lost the list."""
    yield from found
    if found and found[-1].count is not None:
        seen = {each.head.i for each in found}
        for each in listed_after(scene, found[-1].end, found[-1].group):
            if each.head.i not in seen:
                yield each


def _fact(
    scene: Scene, discourse: Discourse, frame: Frame, verb: Token, counted: Nominal, args: Arguments
) -> Fact | None:
    """The Fact that a nominal makes in a frame; None where it is of another kind or says no number."""
    quantity = counted.quantity
    if verb.lemma_.lower() == "bury" and _is_laid_to_rest(scene, verb, counted):
        return None
    if counted.head.lower_.endswith(("self", "selves")):
        return None  # "the army had itself fired on the town"
    negated = any(child.dep_ == "neg" for child in verb.children)
    if negated and counted.head.lower_ in _ANYONE:
        quantity = Quantity(low=0, high=0, said=counted.head.text)
        counted = replace(counted, form="zero", group=frame.of[0])
    if verb.dep_ in {"relcl", "acl"} and counted.partitive and counted.count is not None and counted.head.i < verb.i:
        # "Seven of the eight missiles that Ukraine fired": it fired eight.
        quantity = counted.count.whole
        if quantity is None:
            return None
        counted = replace(counted, form="numeral", partitive=False)
    if counted.form == "name" and not takes_persons(verb) and not _lives(scene, verb, counted):
        return None
    if counted.form in {"name", "singular", "definite"} and not_quite(verb):
        return None
    if counted.head.lower_ in _SELF or (frame.id == "treat" and counted.head.lemma_.lower() in _REMAINS):
        return None
    if frame.question == "injured" and any(f.head == counted.head.i and f.frame in _DEADLY for f in discourse.facts):
        return None  # "two more died while being treated for wounds"
    if frame.numbered and not _is_numbered(frame, counted):
        return None
    if frame.id == "approach" and verb.lower_ == "leaving" and args.theme is not None:
        return None  # "dropped a grenade, leaving a soldier dead"
    if verb.lemma_.lower() == "catch" and is_passive(verb):
        return None  # "were caught in the fire"
    if frame.id == "claim-persons" and counted.item is None:
        return None  # "spoke of six, of which it claims four"
    if frame.id == "launch" and verb.lemma_.lower() == "release" and counted.item is None:
        return None  # "29 of them have been released": the wounded
    if frame.question == "injured" and verb.dep_ in {"relcl", "amod", "acl"} and dies(counted.head):
        return None  # "a man who was wounded by shrapnel succumbed on Sunday"
    if frame.question == "captured" and counted.group == "unknown" and quantity is not None and quantity.high is None:
        return None  # "multiple chest racks were recovered": of things only a number is captured
    if frame.id == "surrender" and verb.tag_ == "VB" and counted.form not in {"numeral", "all"}:
        return None  # "gave them 40 days to surrender"
    if frame.id == "fighters-fall" and not _falls_in_battle(scene, verb, counted):
        return None
    if _is_counted_by_state(scene, counted):
        return None
    if _is_denied_any(verb, counted):
        quantity = Quantity(low=0, high=0, said=scene.words(counted.start, counted.end))
        counted = replace(counted, form="zero", quantity=quantity)
    known = None
    if counted.form == "pronoun" and verb.dep_ in {"acl", "amod"}:
        return None  # "thirteen of those killed"
    if counted.head.tag_ in {"WP", "WDT"} or (
        counted.form == "pronoun" and frame.id in {"approach", "launch-count", "hit-implied"}
    ):
        return None
    if (verb.tag_ in {"VBZ", "VBP"} and counted.form in VAGUE) or is_habit(verb, counted):
        return None  # "any attacks that kill civilians": what they do, not what one did
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
    if group == "unknown" and "person" in frame.of and _lives(scene, verb, counted):
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
    if frame.counted == "with" and counted.form in {"singular", "definite", "mass", "plural"}:
        return None
    if verb.dep_ in {"amod", "acl"} and counted.form in VAGUE | {"singular"} and not is_told_of(counted):
        return None  # "the wrecked house", "people killed in": told of, not counted
    if verb.dep_ == "relcl" and counted.form in VAGUE and _is_only_meant(counted.head):
        return None  # "the number of civilians who were killed": whom, not how many
    if quantity.low in {None, 0} and quantity.high is None:
        return None  # "most of them" of nobody knows how many
    if _only_names(frame, verb) and counted.form in VAGUE | {"singular"}:
        return None
    if (
        frame.implied
        and known is not None
        and counted.form == "numeral"
        and counted.partitive
        and counted.count is None
    ):
        return None  # "killed by the second": a bomb that nobody counts here
    if frame.implied and (counted.form in {"plural", "mass", "definite", "pronoun"} or item == "explosive devices"):
        return None  # a mine that goes off has not arrived
    if frame.implied and verb.dep_ == "advcl" and _is_carrier(verb.head):
        return None  # "a drone dropped a grenade, damaging a car"
    if (counted.form in VAGUE and is_heading(verb.sent)) or (frame.id == "approach" and verb.dep_ == "acl"):
        return None
    if frame.id == "launch-count" and counted.form in VAGUE | {"singular"}:
        return None
    question = either(first_of(verb)) if frame.question in HARMS else None
    question = question or frame.question
    within = _among(scene, discourse, counted, question)
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


def is_habit(verb: Token, counted: Nominal) -> bool:
    """ "Who raid villages, killing residents", "attacks killing as many as five are rare": what is done again and again."""
    if verb.tag_ != "VBG":
        return False
    if verb.dep_ == "acl":
        above = verb.head.head
        plain = verb.head.tag_ == "NNS" and not any(child.dep_ in {"det", "nummod"} for child in verb.head.lefts)
        return plain and above.lower_ == "are" and any(child.dep_ == "acomp" for child in above.children)
    above = first_of(verb).head if first_of(verb).dep_ == "advcl" else verb
    return counted.form in VAGUE and above.tag_ in {"VBP", "VBZ"} and above.dep_ == "relcl"


def _is_carrier(verb: Token) -> bool:
    return verb.lemma_.lower() in {"drop", "launch", "fire", "release"} and arguments(verb).theme is not None


def _is_only_meant(noun: Token) -> bool:
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    return (
        noun.dep_ == "attr"
        or noun.lemma_.lower() in {"people", "person", "those"}
        or above.lemma_.lower() in {"number", "count", "total"}
    )


def _is_laid_to_rest(scene: Scene, verb: Token, counted: Nominal) -> bool:
    """ "The first two of the dead were buried on Saturday": they had been counted."""
    words = {t.lower_ for t in scene.doc[counted.start : counted.end]} | {t.lower_ for t in counted.head.subtree}
    grave = {t.lemma_.lower() for t in verb.sent}
    return bool(words & {"dead", "victims", "bodies", "killed", "deceased", "fallen"}) or bool(
        grave & {"cemetery", "funeral", "grave", "graveside", "coffin", "mourner"}
    )


def _lives(scene: Scene, verb: Token, counted: Nominal) -> bool:
    """Whether a noun that the lexicon lacks is a person: by its name, or by what is done to it."""
    if verb.lemma_.lower() not in triggers().file.animate or counted.head.i in scene.place_at:
        return False
    first = counted.head
    while first.dep_ in {"conj", "appos"}:
        first = first.head
    if first.head.i != verb.i:
        return False
    if counted.head.pos_ == "PROPN":
        return _is_name(scene, counted.head, verb)
    told = any(child.lower_ in {"a", "an", "another"} for child in counted.head.lefts)
    return counted.head.pos_ == "NOUN" and (told or counted.form == "numeral") and counted.equipment is None


def _is_name(scene: Scene, noun: Token, verb: Token) -> bool:
    """Whether a proper noun names a person: by its tag, or as two words of a name; what is captured may be a town."""
    if verb.lemma_.lower() == "capture":
        return False
    if noun.ent_type_ == "PERSON":
        return True
    two = any(child.dep_ == "compound" and child.pos_ == "PROPN" for child in noun.lefts)
    return two and scene.term_at(noun, "side", "institution", "target", "item", "equipment") is None


def _is_denied_any(verb: Token, counted: Nominal) -> bool:
    """ "Denied that any missile got through", "that it had fired a single shell": none, by who denies it."""
    single = counted.count is not None and counted.count.text.lower().startswith(("a single", "one single"))
    if counted.form != "any" and not single:
        return False
    above = verb.head
    return verb.dep_ == "ccomp" and cues().verbs.get(above.lemma_.lower(), "").endswith("-")


def _is_numbered(frame: Frame, counted: Nominal) -> bool:
    """Whether a frame that wants a number gets one, and of whole things: not "one of the wounded is in hospital"."""
    if counted.form in VAGUE | {"singular", "pronoun"} or (counted.quantity is None and counted.form != "rest"):
        return False
    if frame.id in {"struck", "person-hit"} and counted.item is None and counted.form != "zero":
        return False
    return "person" not in frame.of or not counted.partitive or (frame.id == "lose-men" and counted.item is not None)


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


def _is_counted_by_state(scene: Scene, counted: Nominal) -> bool:
    """ "Having lost up to 40 killed": the number counts the killed, whatever was lost before."""
    if counted.count is None or counted.item is not None:
        return False
    after = scene.tokens(counted.count).stop
    return (
        after < len(scene.doc)
        and scene.doc[after].lower_ in triggers().state_of
        and scene.doc[after].tag_ != "VBD"
        and (scene.doc[after].dep_ not in {"ROOT", "conj", "ccomp", "advcl"})
    )


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


def _only_names(frame: Frame, verb: Token) -> bool:
    """ "Using ATACMS missiles": names a weapon, counts nothing."""
    return frame.id == "launch" and verb.lemma_.lower() in {"use", "employ", "deploy"}


def _of_war(scene: Scene, verb: Token) -> bool:
    """Whether the sentence speaks of arms or attacks: then an unknown noun that was damaged is a thing."""
    if scene.terms_in((verb.sent.start, verb.sent.end), "equipment"):
        return True
    words = triggers().file.attacks.nouns | nouns().debris | {"fire", "fires"}
    return any(t.lemma_.lower() in words for t in verb.sent)
