"""Predicates -> Facts: which words answer which count question, by the frames of ``triggers.yaml``.

A verb offers its logical arguments, a noun its prepositions; the first frame whose counted argument is of the right
kind wins. Bare numerals and pronouns are resolved against what was spoken of before (``discourse``).
"""

import re
from collections.abc import Iterator
from functools import cache

from msgspec.structs import replace
from spacy.tokens import Span, Token

from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.knowledge import Frame, triggers
from rashomon.extract.nominals import DEBRIS, Nominal, nominal, nominals
from rashomon.extract.numbers import CountMention, singular
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import Arguments, arguments, clause_head, is_verb, noun_preps, particle
from rashomon.values import Quantity

_ANYONE = frozenset({"anyone", "anybody", "anything", "any"})
_NO_REPORT = frozenset({"report", "information", "word", "sign", "indication", "evidence", "record", "confirmation", "data"})
_OWN_WORD = frozenset({"dobj", "attr", "acomp", "oprd", "advmod", "prt", "xcomp"})
_VAGUE = frozenset({"plural", "mass", "definite"})
_SUBSET_WORDS = frozenset({"including", "include", "notably", "incl", "incl."})


def find_facts(scene: Scene) -> list[Fact]:
    """All counts that the text's predicates state, in text order, anaphora resolved."""
    discourse = Discourse(scene)
    blocked = _blocked(scene)
    for token in scene.doc:
        discourse.meet(token)
        if token.idx in blocked or token.is_space or token.is_punct:
            continue
        before = len(discourse.facts)
        if is_verb(token):
            _verb(scene, discourse, token)
        if len(discourse.facts) == before:
            _noun(scene, discourse, token)
        if len(discourse.facts) == before:
            _state(scene, discourse, token)
    _tolls(scene, discourse)
    _labels(scene, discourse)
    return discourse.facts


def _blocked(scene: Scene) -> set[int]:
    """Offsets of words that stand in a phrase of another meaning ("heart attack", "hit record")."""
    folded = scene.text.casefold()
    found: set[int] = set()
    for words in triggers().file.not_attacks:
        at = folded.find(words)
        while at >= 0:
            found.update(range(at, at + len(words)))
            at = folded.find(words, at + 1)
    for sentence in scene.sentences:
        if other_world(sentence):
            found.update(range(sentence.start_char, sentence.end_char))
    return found


def other_world(sentence: Span) -> bool:
    """Whether a sentence speaks of fiction, games, sport, training or weather."""
    words = triggers().file.other_worlds
    folded = f" {' '.join(token.lower_ for token in sentence if not token.is_punct)} "
    return any(f" {word} " in folded for word in words)


# Verbs ------------------------------------------------------------------------------------------------------------------


def keys(verb: Token) -> list[str]:
    """The ways to look a verb up: with its particle, its prepositions, its complement, alone."""
    lemma = verb.lemma_.lower()
    found: list[str] = []
    part = particle(verb)
    if part is not None:
        found.append(f"{lemma} {part}")
    for child in verb.children:
        if child.dep_ == "prep" or child.dep_ in _OWN_WORD:
            found.append(f"{lemma} {child.lower_}")
    return [*found, lemma]


def frames_of(verb: Token) -> list[Frame]:
    """The frames that a verb may fill, the most specific look-up first."""
    table = triggers().by_verb
    found: list[Frame] = []
    for key in keys(verb):
        found.extend(frame for frame in table.get(key, ()) if frame not in found and _needed(frame, verb))
    return found


def _needed(frame: Frame, verb: Token) -> bool:
    if not frame.needs:
        return True
    return any(token.lower_ in frame.needs or token.lemma_.lower() in frame.needs for token in verb.subtree)


def _verb(scene: Scene, discourse: Discourse, verb: Token) -> None:
    frames = frames_of(verb)
    if not frames or verb.dep_ == "conj" and is_verb(verb.head) and _either(verb.head):
        return
    args = arguments(verb)
    if verb.dep_ == "amod":
        args = Arguments(None, verb.head, {})
    elif args.theme is None and args.agent is not None and verb.tag_ in {"VBD", "VBN"}:
        # "Seven shot down, one damaged": headlines and lists leave the auxiliary out.
        counted = nominal(scene, args.agent)
        if counted.group == "munition" or counted.group is None and counted.form in {"numeral", "all", "rest"}:
            args = Arguments(None, args.agent, args.preps) if _intercepts(frames) else args
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
            _whole(scene, discourse, fact, counted)
            _subsets(scene, discourse, fact, counted)


def _intercepts(frames: list[Frame]) -> bool:
    return any(frame.counted == "theme" and frame.question in {"intercepted", "diverted"} for frame in frames)


def _counted(scene: Scene, frame: Frame, verb: Token, args: Arguments) -> Iterator[Nominal]:
    if frame.counted == "theme" and args.theme is not None:
        yield from _listed(scene, nominals(scene, args.theme))
    elif frame.counted == "agent" and args.agent is not None:
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


def _listed(scene: Scene, found: list[Nominal]) -> Iterator[Nominal]:
    """The phrases, and those that a list goes on with ("three X, one Y and 87 Z") where the parser lost the list."""
    yield from found
    if not found or found[-1].count is None:
        return
    last, seen = found[-1], {each.head.i for each in found}
    sentence_end = last.head.sent.end
    while True:
        at = last.end
        if at >= sentence_end or scene.doc[at].text not in {",", ";", "and", "plus"}:
            return
        while at < sentence_end and scene.doc[at].text in {",", ";", "and", "plus", "also"}:
            at += 1
        count = scene.count_at.get(at) if at < sentence_end else None
        if count is None or scene.tokens(count).start != at or count.unit is not None:
            return
        stop = scene.tokens(count).stop
        noun = next((scene.doc[i] for i in range(stop, min(stop + 6, sentence_end))
                     if scene.doc[i].pos_ in {"NOUN", "PROPN"} and scene.doc[i].dep_ not in {"compound", "nmod", "amod"}), None)  # fmt: skip
        if noun is None or any(is_verb(scene.doc[i]) and scene.doc[i].tag_ != "VBN" for i in range(stop, noun.i)):
            return
        following = nominal(scene, noun)
        if following.count is None or following.count.start != count.start or following.group != last.group:
            return
        if following.head.i not in seen:
            yield following
            seen.add(following.head.i)
        last = following


def _fact(
    scene: Scene, discourse: Discourse, frame: Frame, verb: Token, counted: Nominal, args: Arguments
) -> Fact | None:
    """The Fact that a nominal makes in a frame; None where it is of another kind or says no number."""
    quantity = counted.quantity
    negated = any(child.dep_ == "neg" for child in verb.children)
    if negated and counted.head.lower_ in _ANYONE:
        quantity = Quantity(low=0, high=0, said=counted.head.text)
        counted = replace(counted, form="zero", group=frame.of[0])
    known = None
    if counted.head.tag_ in {"WP", "WDT"} or counted.form == "pronoun" and frame.id in {"approach", "launch-count", "hit-implied"}:
        return None
    if verb.tag_ in {"VBZ", "VBP"} and frame.question == "launched" and counted.form in _VAGUE:
        return None
    if counted.group is None and counted.item is None and counted.form == "zero":
        counted = replace(counted, group="person" if "person" in frame.of else frame.of[0])
    if counted.group is None and counted.item is None:
        known = discourse.antecedent(counted, frame.of)
        if known is None and not (counted.form in {"numeral", "zero"} and "person" in frame.of):
            return None
    group = counted.group or (known.group if known else "person")
    if group == "unknown" and "object" in frame.of and (counted.form == "numeral" or _of_war(scene, verb)):
        group = "object"
    if group not in frame.of:
        return None
    if known is not None and known.group == "person" and counted.form == "numeral" and not counted.partitive:
        known = None  # "killing 18": people, not the soldiers named before
    item = counted.item or (known.item if known else "people" if group == "person" else None)
    equipment = counted.equipment or (known.equipment if known else None)
    rest_of, less = None, ()
    shared = counted.count is not None and counted.count.share is not None
    if counted.form in {"rest", "all_but", "pronoun", "all"} or quantity is None or shared:
        quantity, rest_of, less = discourse.amount(counted, group, known, frame.question)
    if quantity is None:
        return None
    if frame.counted == "with" and counted.form in {"singular", "definite", "mass", "plural"}:
        return None
    if _only_names(frame, verb) and counted.form in _VAGUE | {"singular"}:
        return None
    if frame.implied and counted.form in {"plural", "mass", "definite", "pronoun"}:
        return None
    if frame.id == "launch-count" and counted.form in _VAGUE | {"singular"}:
        return None
    question = _either(verb) or frame.question
    within = _among(scene, discourse, counted, question)
    if frame.id == "reach" and negated:
        question = "diverted"
    start, end = _evidence(scene, verb, counted, args)
    return Fact(
        question=question, frame=frame.id, trigger=verb.i, head=counted.head.i, start=start, end=end, quantity=quantity,
        group=group, item=None if group == "explosion" else item, equipment=equipment,
        by=_means(scene, verb, args) if question in {"intercepted", "diverted"} else None, subset_of=within,
        form=counted.form, other=counted.other, partitive=counted.partitive or within is not None,
        total=bool(counted.count and counted.count.total), implied=frame.implied, rest_of=rest_of, less=less,
        agent=args.agent.i if args.agent is not None else None,
    )  # fmt: skip


_AMONG = re.compile(r"\s+(?:were |was )?among (?:them|the (?:dead|victims|killed|wounded|injured))\b", re.I)


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
    words = triggers().file.attacks.nouns | DEBRIS | {"fire", "fires"}
    return any(t.lemma_.lower() in words for t in verb.sent)


def _either(verb: Token) -> str | None:
    """ "Killed or wounded": the kind of harm is not said."""
    joined = [child for child in verb.children if child.dep_ == "conj"]
    if not joined or not any(child.lower_ == "or" for child in verb.children if child.dep_ == "cc"):
        return None
    table = triggers().by_verb
    words = {frame.question for each in (verb, joined[0]) for frame in table.get(each.lemma_.lower(), ())}
    return "casualties" if {"killed", "injured"} <= words else None


def _evidence(scene: Scene, trigger: Token, counted: Nominal, args: Arguments | None = None) -> tuple[int, int]:
    """Code points from the first to the last word that the count rests on."""
    first, last = min(counted.start, trigger.i), max(counted.end, trigger.i + 1)
    if args is not None:
        for objects in (args.preps.get("by", ()), args.preps.get("with", ())):
            for obj in objects:
                if obj.sent == trigger.sent and obj.i - last < 6:
                    last = max(last, obj.i + 1)
    if trigger.sent.start > first or last > trigger.sent.end:
        first, last = counted.start, counted.end
    doc = scene.doc
    return doc[first].idx, doc[last - 1].idx + len(doc[last - 1])


def _means(scene: Scene, verb: Token, args: Arguments | None) -> str | None:
    """The defence that did it: in the agent's phrase, else named between the clause's edge and the verb."""
    lexicon = scene.tools.lexicon

    def is_defence(term_id: str) -> bool:
        return lexicon.equipment[term_id].role in {"defence", "both"} and not lexicon.is_a(term_id, "missile")

    spots: list[tuple[int, int]] = []
    if args is not None:
        for token in (args.agent, *args.preps.get("by", ()), *args.preps.get("with", ()), *args.preps.get("using", ()),
                      *args.preps.get("through", ()), *args.preps.get("to", ())):  # fmt: skip
            if token is not None and token.i != verb.i:
                spots.append((token.left_edge.i, token.i + 1))
    spots.append((max(verb.sent.start, verb.i - 5), verb.i))
    for spot in spots:
        terms = scene.terms_in(spot, "equipment", where=lambda term: is_defence(term.id))
        if terms:
            return lexicon.equipment[max(terms, key=lambda term: (scene.tools.depth(term.id), term.start)).id].name
    return None


def _whole(scene: Scene, discourse: Discourse, fact: Fact, counted: Nominal) -> None:
    """The launched count of "shot down 50 of 56 drones"."""
    count: CountMention | None = counted.count
    whole = count.whole if count is not None and count.kind not in {"all", "each"} else None
    if whole is None or fact.group != "munition" or fact.question == "launched":
        return
    discourse.add(replace(fact, question="launched", quantity=whole, by=None, partitive=False, form="numeral",
                          frame="whole", rest_of=None, less=()))  # fmt: skip


# Nouns ------------------------------------------------------------------------------------------------------------------


def _noun(scene: Scene, discourse: Discourse, noun: Token) -> None:
    if noun.pos_ not in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"}:
        return
    unit = scene.count_at.get(noun.i)
    if unit is not None and unit.unit is not None and unit.end == noun.idx + len(noun):
        _hyphened(scene, discourse, noun, unit)
        return
    for frame in triggers().by_noun.get(noun.lemma_.lower(), ()):
        if noun.pos_ not in {"NOUN", "PROPN"}:
            continue
        added = list(_noun_facts(scene, discourse, frame, noun))
        for fact, counted in added:
            discourse.add(fact)
            _subsets(scene, discourse, fact, counted)
        if added:
            return


def _noun_facts(scene: Scene, discourse: Discourse, frame: Frame, noun: Token) -> Iterator[tuple[Fact, Nominal]]:
    own = nominal(scene, noun)
    objects = _objects(frame, noun)
    things = [each for obj in objects for each in nominals(scene, obj)]
    zero = own.form == "zero" or _no_reports(noun)
    if not zero and noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in _NO_REPORT:
        return
    if frame.counted == "self":
        people = [each for each in things if each.group in frame.of or each.group == "person"]
        if zero:
            yield from _made(scene, discourse, frame, noun, own, _zero(own), people[0] if people else None)
        elif people and people[0].form in {"numeral", "all"} and own.form in _VAGUE | {"singular"}:
            for each in people:
                if each.quantity is not None:
                    yield from _made(scene, discourse, frame, noun, each, each.quantity, each)
        elif frame.of == ("explosion",):
            if own.form in {"numeral", "plural"} and own.quantity is not None or (
                own.form == "singular" and any(c.lower_ in {"a", "an", "one"} for c in noun.lefts)
            ):
                yield from _made(scene, discourse, frame, noun, own, own.quantity or singular(), None)
        elif own.form in {"numeral", "plural"} and own.quantity is not None:
            if own.form == "plural" and not people and frame.question in {"killed"}:
                return
            yield from _made(scene, discourse, frame, noun, own, own.quantity, people[0] if people else None)
        return
    if frame.counted == "with" and own.form == "definite" and not things:
        return
    if zero and frame.question in {"damaged", "destroyed", "captured"}:
        yield from _made(scene, discourse, frame, noun, own, _zero(own), None)
        return
    if frame.counted == "theme" and frame.question in {"damaged", "destroyed"} and not things:
        things = [each for child in noun.lefts if child.dep_ in {"compound", "nmod"}
                  for each in [nominal(scene, child)] if each.group in frame.of]  # fmt: skip
        things = [replace(each, form="mass", quantity=Quantity(low=1, high=None, approx=True, said=scene.words(each.start, noun.i + 1))) for each in things]  # fmt: skip
    for each in things:
        if each.group is None and each.item is None:
            known = discourse.antecedent(each, frame.of)
            if known is None or known.group not in frame.of:
                continue
            each = replace(each, group=known.group, item=known.item, equipment=known.equipment)
        if each.group not in frame.of:
            continue
        quantity = each.quantity
        if quantity is None and each.form == "definite" and frame.question in {"damaged", "destroyed"}:
            quantity = Quantity(low=1, high=None, approx=True, said=scene.words(each.start, each.end))
        if quantity is None or (frame.question in {"launched", "intercepted"} and each.form in _VAGUE | {"singular"}):
            continue
        yield from _made(scene, discourse, frame, noun, each, quantity, each)
    if not things and own.form == "numeral" and own.quantity is not None and frame.counted == "theme" and (
        frame.question in {"intercepted", "launched", "diverted", "captured", "killed"}
    ):
        known = discourse.antecedent(own, frame.of)
        if known is not None:
            thing = replace(own, item=known.item, group=known.group, equipment=known.equipment)
            yield from _made(scene, discourse, frame, noun, own, own.quantity, thing)
        elif "person" in frame.of:
            yield from _made(scene, discourse, frame, noun, own, own.quantity, None)


def _objects(frame: Frame, noun: Token) -> list[Token]:
    """What the noun's prepositions lead to; a preposition right behind it counts wherever the parser hung it."""
    found = [obj for word in frame.preps for obj in noun_preps(noun).get(word, ())]
    if not found and noun.i + 1 < noun.sent.end:
        prep = noun.doc[noun.i + 1]
        if prep.dep_ == "prep" and prep.lower_ in frame.preps:
            found = [obj for obj in prep.children if obj.dep_ == "pobj"]
    return found


def _zero(own: Nominal) -> Quantity:
    said = own.quantity.said if own.quantity is not None and own.form == "zero" else own.head.text
    return Quantity(low=0, high=0, said=said)


def _no_reports(noun: Token) -> bool:
    """Whether the noun stands in "no reports of casualties", "without casualties"."""
    if noun.dep_ == "conj":
        return _no_reports(noun.head) or any(c.lower_ == "no" for c in noun.head.children if c.dep_ == "det")
    if noun.dep_ == "pobj" and noun.head.lower_ == "without":
        return True
    if noun.dep_ == "dobj" and noun.head.dep_ == "pcomp" and noun.head.head.lower_ == "without":
        return True
    if noun.dep_ == "pobj" and noun.head.lower_ in {"of", "about", "on"}:
        holder = noun.head.head
        return holder.lemma_.lower() in _NO_REPORT and any(child.lower_ == "no" for child in holder.children)
    return False


def _made(
    scene: Scene, discourse: Discourse, frame: Frame, noun: Token, counted: Nominal, quantity: Quantity,
    thing: Nominal | None,
) -> Iterator[tuple[Fact, Nominal]]:  # fmt: skip
    group = frame.of[0] if thing is None or thing.group is None or thing.group not in frame.of else thing.group
    item = thing.item if thing is not None and thing.item else ("people" if group == "person" else None)
    start, end = _evidence(scene, noun, counted)
    if thing is not None and thing.head.i >= counted.start:
        word = scene.doc[thing.head.i]
        if word.sent == noun.sent:
            end = max(end, word.idx + len(word))
    fact = Fact(
        question=frame.question, frame=frame.id, trigger=noun.i, head=counted.head.i, start=start, end=end,
        quantity=quantity, group=group, item=None if group == "explosion" else item,
        equipment=thing.equipment if thing is not None else None,
        by=_noun_means(scene, noun) if frame.question in {"intercepted", "diverted"} else None,
        form=counted.form, other=counted.other, partitive=counted.partitive,
        total=bool(counted.count and counted.count.total),
    )  # fmt: skip
    yield fact, counted


def _noun_means(scene: Scene, noun: Token) -> str | None:
    args = Arguments(None, None, noun_preps(noun))
    return _means(scene, noun, args)


def _hyphened(scene: Scene, discourse: Discourse, noun: Token, count: CountMention) -> None:
    """ "A five-missile attack": the unit is what is counted, the attack what it was launched in."""
    holder = noun.head if noun.dep_ in {"compound", "nmod", "amod"} else None
    thing = nominal(scene, noun)
    item, group = thing.item, thing.group
    if item is None:
        known = scene.tools.lexicon.item_of(count.unit or "")
        if known is None:
            return
        from rashomon.extract.nominals import ITEM_GROUPS

        item, group = known.name, ITEM_GROUPS.get(known.class_)
    attack = holder is not None and holder.lemma_.lower() in triggers().file.attacks.nouns | {"wave", "launch", "swarm"}
    if group != "munition" or not attack or holder is None:
        return
    doc = scene.doc
    left = scene.tokens(count).start
    discourse.add(Fact(
        question="launched", frame="attack-with", trigger=holder.i, head=noun.i, start=doc[left].idx,
        end=doc[holder.i].idx + len(doc[holder.i]), quantity=count.quantity, group="munition", item=item,
        equipment=thing.equipment,
    ))  # fmt: skip


# States and tolls -------------------------------------------------------------------------------------------------------


_LABELS = re.compile(
    r"(?:^|[.;,(\n]\s*)(killed|dead|injured|wounded|missing|launched|intercepted|shot down|destroyed|captured)\s*[:=-]\s*(?=\d|[a-z]+\b)", re.I)  # fmt: skip
_LABEL_QUESTIONS = {"killed": "killed", "dead": "killed", "injured": "injured", "wounded": "injured", "missing": "missing",
                    "launched": "launched", "intercepted": "intercepted", "shot down": "intercepted", "captured": "captured"}  # fmt: skip


def _labels(scene: Scene, discourse: Discourse) -> None:
    """ "Killed: 6 (incl. 2 children). Injured: 19.": a label, a colon and a count."""
    for match in _LABELS.finditer(scene.text):
        question = _LABEL_QUESTIONS.get(match.group(1).lower())
        count = next((c for c in scene.counts if c.start == match.end()), None)
        if question is None or count is None:
            continue
        counted = nominal(scene, scene.head(count))
        people = question in {"killed", "injured", "missing", "captured"}
        if counted.group not in ({None, "person"} if people else {"munition"}):
            continue
        fact = Fact(
            question=question, frame="label", trigger=scene.tokens(count).start, head=counted.head.i, start=match.start(1),
            end=count.end, quantity=count.quantity, group="person" if people else "munition", item=counted.item or "people",
            equipment=counted.equipment,
        )  # fmt: skip
        if not discourse.has(fact):
            discourse.add(fact)
            _subsets(scene, discourse, fact, counted)


def _state(scene: Scene, discourse: Discourse, word: Token) -> None:
    """ "Ten dead", "left 12 people wounded", "eight are missing"."""
    question = triggers().state_of.get(word.lower_)
    if question is None:
        return
    counted = _state_subject(scene, word)
    if counted is None:
        return
    if counted.group not in {None, "person", "life"} or counted.quantity is None:
        return
    if counted.form in {"definite", "pronoun", "singular"} and word.dep_ in {"amod"}:
        return
    start, end = _evidence(scene, word, counted)
    fact = Fact(
        question=question, frame="state", trigger=word.i, head=counted.head.i, start=start, end=end,
        quantity=counted.quantity, group="person", item=counted.item or "people", form=counted.form,
        partitive=counted.partitive,
    )  # fmt: skip
    if not discourse.has(fact):
        discourse.add(fact)
        _subsets(scene, discourse, fact, counted)


def _state_subject(scene: Scene, word: Token) -> Nominal | None:
    before = word.i - 1
    count = scene.count_at.get(before) if before >= 0 else None
    if count is not None and count.unit is None and scene.doc[before].sent == word.sent:
        head = scene.head(count)
        found = nominal(scene, head)
        return found if found.quantity is not None else None
    if word.dep_ in {"amod", "acl"} and word.head.pos_ in {"NOUN", "NUM", "PROPN"}:
        return nominal(scene, word.head)
    for child in word.children:
        if child.dep_ in {"nsubj", "nummod", "nsubjpass"}:
            return nominal(scene, child)
    if word.dep_ in {"acomp", "oprd", "attr"}:
        before_word = [child for child in word.head.children if child.i < word.i]
        for wanted in ({"dobj"}, {"nsubj", "nsubjpass"}):
            for child in before_word:
                if child.dep_ in wanted:
                    return nominal(scene, child)
    if before >= 0 and scene.doc[before].pos_ == "NOUN" and scene.doc[before].sent == word.sent:
        found = nominal(scene, scene.doc[before])
        return found if found.count is not None else None
    return None


_TO = re.compile(r"(?:\b(?:to|at|of|reached|hit|is|was|stands at|stood at|passed|now|exceeds?|exceeded|topped)|:)\s*$")


def _tolls(scene: Scene, discourse: Discourse) -> None:
    """ "The death toll rose from 12 to 14": the count behind "to", "at", "of" or "reached"."""
    file = triggers().file
    taken: set[int] = set()
    for question, phrases in file.tolls.items():
        for match in _phrases(phrases).finditer(scene.text):
            _toll(scene, discourse, question, match, taken)
    for match in _phrases(tuple(f"the {word}" for word in file.figures)).finditer(scene.text):
        counted_noun = _numbered(scene, match.end())
        if counted_noun is not None:
            if counted_noun == "munition" and match.end() not in taken:
                _toll(scene, discourse, "launched", match, taken)
            continue
        earlier = [fact for fact in discourse.facts if fact.start < match.start() and fact.group == "person"]
        if earlier and match.start() - max(fact.start for fact in earlier) < 600 and match.end() not in taken:
            last = max(earlier, key=lambda fact: fact.start)
            question = "killed" if match.group().lower().endswith("toll") else last.question
            _toll(scene, discourse, question, match, taken)


def _numbered(scene: Scene, at: int) -> str | None:
    """The group of what "the number of …" numbers; None where no "of" follows."""
    if not scene.text[at : at + 4] == " of ":
        return None
    token = next((t for t in scene.doc if t.idx >= at + 4 and t.pos_ in {"NOUN", "PROPN"} and t.dep_ not in {"compound", "amod"}), None)
    return (nominal(scene, token).group or "other") if token is not None else "other"


@cache
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True)) + r")\b", re.I)


def _toll(scene: Scene, discourse: Discourse, question: str, match: re.Match[str], taken: set[int]) -> None:
    sentence = next((s for s in scene.sentences if s.start_char <= match.start() < s.end_char), None)
    if sentence is None or match.end() in taken:
        return
    taken.add(match.end())
    after = [c for c in scene.counts if match.end() <= c.start < min(sentence.end_char, match.end() + 80)]
    chosen = next((c for c in after if _TO.search(scene.text[match.end() : c.start])), None)
    if chosen is None or ";" in scene.text[match.end() : chosen.start]:
        return
    tokens = scene.tokens(chosen)
    verb = clause_head(scene.doc[tokens.start])
    counted = nominal(scene, scene.head(chosen))
    munition = question == "launched"
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
        question=question, frame="toll", trigger=verb.i if verb.sent == sentence else tokens.start, head=counted.head.i,
        start=match.start(), end=chosen.end, quantity=chosen.quantity, group="person",
        item=counted.item if counted.group == "person" and counted.item else "people",
    )  # fmt: skip
    if not discourse.has(fact):
        discourse.add(fact)
        _subsets(scene, discourse, fact, counted)


# Parts ------------------------------------------------------------------------------------------------------------------


def _subsets(scene: Scene, discourse: Discourse, fact: Fact, counted: Nominal) -> None:
    """ "Twelve people, including three children": the children are a part of the twelve."""
    if fact.group not in {"person", "munition", "object"} or fact.subset_of is not None:
        return
    sentence = scene.doc[fact.trigger].sent
    _of_them(scene, discourse, fact, counted)
    last = scene.doc[max(counted.end - 1, counted.head.i)]
    for i in range(counted.head.i + 1, sentence.end):
        word = scene.doc[i]
        if i > max(counted.end, fact.trigger) + 12:
            return
        if word.lower_ in _SUBSET_WORDS or (word.lemma_ == "include" and word.i - last.i < 12):
            if word.lemma_ == "include" and word.lower_ != "including" and fact.form == "zero":
                return
            between = scene.doc[counted.end : i]
            if any(t.i in scene.count_at for t in between if t.i != fact.trigger) or any(
                t.lemma_.lower() in triggers().by_verb for t in between if t.i != fact.trigger and is_verb(t)
            ):
                return
            for head in _included(word):
                for part in nominals(scene, head):
                    if part.quantity is None or part.group not in {fact.group, None}:
                        continue
                    if part.form not in {"numeral", "plural", "singular", "all"} or part.item == fact.item:
                        continue
                    start = scene.doc[part.start].idx
                    stop = scene.doc[part.end - 1]
                    discourse.add(replace(
                        fact, head=part.head.i, start=min(fact.start, start), end=max(fact.end, stop.idx + len(stop)),
                        quantity=part.quantity, item=part.item or fact.item, equipment=part.equipment,
                        subset_of=fact.item, form=part.form, rest_of=None, less=(), total=False, partitive=True,
                    ))  # fmt: skip
            return


def _of_them(scene: Scene, discourse: Discourse, fact: Fact, counted: Nominal) -> None:
    """ "64 drones, 51 of them Shaheds", "eight killed; two of the dead were rescuers", "14 lives, of whom five were soldiers"."""
    sentence = scene.doc[fact.trigger].sent
    stop = scene.doc[sentence.end - 1].idx + len(scene.doc[sentence.end - 1])
    after = scene.doc[max(counted.end - 1, counted.head.i)].idx
    for match in _PARTS.finditer(scene.text, after, min(stop, after + 160)):
        count = next((c for c in scene.counts if match.start() <= c.core_start < match.end()), None)
        if count is None or count.quantity.exact is None:
            continue
        if fact.quantity.exact is not None and count.quantity.exact >= fact.quantity.exact:
            continue
        between = [c for c in scene.counts if after < c.start < match.start() and not c.partitive and c is not counted.count]
        if between:
            return
        follow = scene.tokens(count).stop
        at = next((t.i for t in scene.doc[follow : sentence.end] if t.idx >= match.end()), sentence.end)
        noun = next((scene.doc[i] for i in range(at, min(at + 4, sentence.end)) if scene.doc[i].pos_ in {"NOUN", "PROPN", "ADV"}), None)
        if noun is None:
            continue
        part = nominal(scene, noun)
        item = fact.item if noun.pos_ == "ADV" else part.item
        if noun.pos_ != "ADV" and (part.group != fact.group or item is None or item == fact.item):
            continue
        discourse.add(replace(
            fact, head=scene.tokens(count).start, start=min(fact.start, match.start()), end=max(fact.end, noun.idx + len(noun)),
            quantity=count.quantity, item=item, equipment=part.equipment, subset_of=fact.item, form="numeral", rest_of=None,
            less=(), total=False, partitive=True,
        ))  # fmt: skip


_PARTS = re.compile(
    r"[,;(–—-]\s*(?:and |with )?(?P<n>[\w-]+(?: [\w-]+)?) of (?:them|whom|these|the (?:dead|killed|victims|wounded|injured|fatalities))\b"
    r"(?:,? (?:were|was|are|is|being|a|an))*|\bof whom (?P<m>[\w-]+)(?: (?:were|was|are|is))*", re.I)


def _included(word: Token) -> list[Token]:
    """The nouns that "including" introduces; the noun right behind it where the tree has none."""
    found = [child for child in word.children if child.dep_ in {"pobj", "dobj", "attr"}]
    if found:
        return found
    for i in range(word.i + 1, min(word.i + 7, word.sent.end)):
        if word.doc[i].pos_ in {"NOUN", "PROPN"} and word.doc[i].dep_ != "compound":
            return [word.doc[i]]
    return []
