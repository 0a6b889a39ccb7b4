"""Nouns that count: "three deaths", "the interception of five missiles", "a five-missile attack", "no damage"."""

from collections.abc import Iterator

from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.conjoined import nominals
from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.frames.denied import is_denied, none_of
from rashomon.extract.frames.evidence import VAGUE, evidence, is_heading, means
from rashomon.extract.frames.listing import listing
from rashomon.extract.frames.look_up import frames_of
from rashomon.extract.frames.parts import subsets
from rashomon.extract.frames.told import of_sufferers
from rashomon.extract.knowledge import Frame, nouns, triggers
from rashomon.extract.nominals import Nominal, nominal
from rashomon.extract.numbers import CountMention, singular
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS, Arguments, is_verb, noun_preps, sentence_of, subject
from rashomon.extract.things import ITEM_GROUPS
from rashomon.values import Quantity

_BLAME = frozenset({"responsibility", "responsible", "blame", "accuse", "condemn", "involve", "implicate", "gun", "bullet", "gunshot",
                    "guerrilla", "terrorist", "rebel", "soldier", "crime"})  # fmt: skip
_NO_REPORT = frozenset(
    {"report", "information", "word", "sign", "indication", "evidence", "record", "confirmation", "data"}
)
_ASIDE = frozenset({"over", "about", "on", "against", "despite", "without", "from"})
_FORESEEING = frozenset({"expect", "anticipate", "predict", "foresee"})
_GIVING = frozenset({"give", "provide", "release", "disclose", "specify", "publish"})
_DUTY = frozenset({"must", "should", "shall"})
_REACHING = frozenset({"reach", "exceed", "top", "surpass", "total", "number", "stand", "climb", "rise", "amount"})
_SUFFERING = frozenset({"suffer", "sustain", "incur", "take", "cause", "inflict"})
_SHOTS = frozenset(
    {"barrage", "salvo", "volley", "swarm", "hail", "fusillade", "wave", "package", "shooting", "kill"}
)  # of many each
_DOING = frozenset({"do", "cause", "inflict"})
_NOT_TOLD = frozenset({"detail", "comment", "figure", "breakdown", "estimate", "number", "question", "update"})


def noun_facts_at(scene: Scene, discourse: Discourse, noun: Token) -> None:
    """Add what one noun counts to the discourse."""
    if noun.pos_ not in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"}:
        return
    if noun.lower_ == "launch" and noun.i and noun.nbor(-1).lower_ == "multiple":
        return  # "multiple launch rocket systems"
    unit = scene.count_at.get(noun.i)
    if unit is not None and unit.unit is not None and unit.end == noun.idx + len(noun):
        _hyphened(scene, discourse, noun, unit)
        return
    lemma = "corpse" if noun.lower_ == "corpses" else noun.lemma_.lower()  # the tagger makes a corps of them
    for frame in triggers().by_noun.get(lemma, ()):
        if noun.pos_ not in {"NOUN", "PROPN"}:
            continue
        added = list(_noun_facts(scene, discourse, frame, noun))
        for fact, counted in added:
            discourse.add(fact)
            subsets(scene, discourse, fact, counted)
        if added:
            return


def _noun_facts(scene: Scene, discourse: Discourse, frame: Frame, noun: Token) -> Iterator[tuple[Fact, Nominal]]:
    own = nominal(scene, noun)
    if own.form in VAGUE and is_heading(sentence_of(noun)):
        return
    persons = noun.lemma_.lower() in triggers().file.persons_only.nouns
    if persons:
        things = persons_of(scene, noun, frame)
    else:
        objects = _objects(frame.preps, noun)
        objects = [obj for obj in objects if obj.lemma_.lower() not in nouns().body]
        things = [each for obj in objects for each in nominals(scene, obj) if each.form != "name"]
    if "person" in frame.of:
        # "Injuries to 215": a bare number behind a word for harm is of people.
        things = [replace(each, group="person") if _is_bare_number(each) else each for each in things]
    zero = own.form == "zero" or _no_reports(noun) or _not_suffered(own) or _is_denied_harm(frame, own, things)
    if is_denied(noun):  # "denied the loss of any drone"
        things = [none_of(scene, each) if each.form == "any" else each for each in things]
    if frame.id == "casualty" and _is_counted_otherwise(noun):
        return
    untold = noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in _NO_REPORT | _NOT_TOLD
    if not zero and untold and not is_denied(noun):
        return
    if frame.zero and not zero:
        return
    if own.form == "plural" and not zero and _is_beside_the_point(noun):
        return
    if frame.counted == "self":
        people = [each for each in things if each.group in frame.of or each.group == "person"]
        if frame.zero and not people and _is_military(noun, objects):
            yield from _made(scene, discourse, frame, noun, replace(own, item="military personnel", group="person"), _zero(own),
                             replace(own, item="military personnel", group="person"))  # fmt: skip
            return
        if zero:
            yield from _made(scene, discourse, frame, noun, own, _zero(own), people[0] if people else None)
        elif (
            people
            and own.form in VAGUE | {"singular"}
            and (people[0].form in {"numeral", "all"} or (persons and people[0].form in {"name", "singular", "plural"}))
        ):
            for each in people:
                if each.quantity is not None:
                    yield from _made(scene, discourse, frame, noun, each, each.quantity, each)
        elif frame.of == ("explosion",):
            if (own.form in {"numeral", "plural"} and own.quantity is not None) or (
                own.form == "singular" and any(c.lower_ in {"a", "an", "one"} for c in noun.lefts)
            ):
                yield from _made(scene, discourse, frame, noun, own, own.quantity or singular(), None)
        elif own.form in {"numeral", "plural"} and own.quantity is not None:
            if (
                own.form == "plural"
                and noun.dep_ == "pobj"
                and noun.head.lower_ == "with"
                and not is_verb(noun.head.head)
            ):
                return  # "a man with wounds to one arm"
            told = not things or any(c.lower_ == "of" for c in noun.children)  # "injuries of varying severity"
            if own.form == "plural" and not people and told and (noun.dep_ == "attr" or _is_only_named(scene, noun)):
                return
            if own.form == "plural" and not people and frame.question in {"killed", "hit"}:
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
        things = [
            replace(each, form="mass", quantity=Quantity(low=1, high=None, approx=True, said=words))
            for each in things
            for words in (scene.words(each.start, noun.i + 1),)
        ]
    if frame.question == "captured" and things and things[0].form == "numeral":
        seen = {
            each.head.i for each in things
        }  # "the seizure of three lorries, two mortars, 17 rifles", which no parser joins
        things += [
            each for each in listing(scene, things[0].start) if each.head.i not in seen and each.form == "numeral"
        ]
    if frame.id == "hits-by" and own.form == "numeral":
        things = [each for each in things if each.form not in VAGUE]  # "12 strikes by drones": the strikes are counted
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
        if quantity is None:
            continue
        wants_number = frame.question in {"launched", "intercepted"} or frame.numbered
        if wants_number and each.form in VAGUE | {"singular"} and not is_denied(noun):
            continue
        yield from _made(scene, discourse, frame, noun, each, quantity, each)
    if (
        not things
        and own.form == "numeral"
        and own.quantity is not None
        and frame.counted == "theme"
        and (noun.lemma_.lower() not in _SHOTS or own.quantity.exact is None)
        and (frame.question in {"intercepted", "launched", "diverted", "captured", "killed"})
    ):
        known = discourse.antecedent(own, frame.of)
        if known is not None:
            thing = replace(own, item=known.item, group=known.group, equipment=known.equipment)
            yield from _made(scene, discourse, frame, noun, own, own.quantity, thing)
        elif "person" in frame.of:
            yield from _made(scene, discourse, frame, noun, own, own.quantity, None)


def _is_denied_harm(frame: Frame, own: Nominal, things: list[Nominal]) -> bool:
    """ "Denied that there were any casualties", "denied any losses": none."""
    harms = frame.id in {"casualty", "losses", "injury", "death"}
    return harms and not things and own.form in {"any", "plural"} and is_denied(own.head)


def _not_suffered(own: Nominal) -> bool:
    """ "Did not suffer any casualty", "has not taken losses": none."""
    verb = own.head.head
    return (
        own.form in {"any", "plural"}
        and own.head.dep_ == "dobj"
        and verb.lemma_.lower() in _SUFFERING
        and any(child.dep_ == "neg" for child in verb.children)
        and not any(child.dep_ == "amod" for child in own.head.lefts)
    )


def _is_counted_otherwise(noun: Token) -> bool:
    """ "Over 20 victims lost their lives": what became of them the verb says."""
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or noun.lemma_.lower() != "victim" or not is_verb(verb):
        return False
    done = {frame.question for frame in frames_of(verb)}
    return bool(done & {"killed", "injured", "missing"})


def _is_beside_the_point(noun: Token) -> bool:
    """ "Criticism over casualties", "heavy casualties were expected", "did not give casualties": nobody says there were any.

    "Casualties reached 40" says how many, and "victims must be compensated" says nothing of whose.
    """
    if noun.dep_ == "conj":
        return _is_beside_the_point(noun.head)
    if (
        noun.dep_ in SUBJECTS
        and noun.left_edge.i == noun.i
        and any(c.lower_ in _DUTY for c in noun.head.children if c.dep_ == "aux")
    ):
        return True
    if noun.dep_ == "nsubj" and noun.head.lemma_.lower() in _REACHING:
        return any(c.dep_ in {"dobj", "npadvmod"} or c.lower_ in {"to", "at", "by"} for c in noun.head.children)
    if noun.dep_ == "pobj":
        above = noun.head.head.lemma_.lower()
        return noun.head.lower_ in _ASIDE or (noun.head.lower_ == "to" and above == "succumb")
    verb = noun.head
    if verb.lemma_.lower() in _FORESEEING:
        return True
    return verb.lemma_.lower() in _GIVING and any(child.dep_ == "neg" for child in verb.children)


def _is_bare_number(each: Nominal) -> bool:
    return each.form == "numeral" and each.item is None and each.group is None and not each.other and not each.partitive


def persons_of(scene: Scene, noun: Token, frame: Frame) -> list[Nominal]:
    """To whom a noun that is done to nobody but persons was done: "the murder of six priests", "the priests' murder"."""
    objects = _objects(frame.preps, noun) or _possessors(scene, noun)
    found = [each for obj in objects for each in nominals(scene, obj, persons=True)]
    if noun.lemma_.lower() == "death" and not _is_violent(noun):
        return [each for each in found if each.form in {"numeral", "all"}]
    return found


def _is_violent(death: Token) -> bool:
    """Whether the sentence tells of an attack, or of somebody to blame, beside a death: people also die in bed."""
    file = triggers().file
    words = (file.attacks.nouns | file.attacks.verbs | file.persons_only.nouns | file.persons_only.verbs | _BLAME) - {
        "death"
    }
    return any(token.lemma_.lower() in words for token in sentence_of(death))


def _is_military(noun: Token, objects: list[Token]) -> bool:
    """ "No losses among the military", "no military losses"."""
    return any(each.lower_ in {"military", "army"} for each in (*objects, *noun.lefts))


def _is_only_named(scene: Scene, noun: Token) -> bool:
    """Whether unnumbered wounds are only what counted or treated people have: "were treated for splinter wounds"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in {"for", "with", "from", "of"}:
        return True
    verb = noun.head
    agent = subject(verb) if noun.dep_ == "dobj" and is_verb(verb) else None
    who = nominal(scene, agent) if agent is not None else None
    if who is not None and who.group == "person" and (who.form in {"singular", "definite"} or who.count is not None):
        return True  # "a man sustained injuries"
    return (
        agent is not None
        and nominal(scene, agent).group in {None, "person"}
        and scene.count_at.get(agent.i) is not None
    ) or (agent is not None and agent.left_edge.i in scene.count_at)


def _objects(preps: tuple[str, ...], noun: Token) -> list[Token]:
    """What the noun's prepositions lead to; a preposition right behind it counts wherever the parser hung it."""
    found = [obj for word in preps for obj in noun_preps(noun).get(word, ())]
    if not found and noun.i + 1 < sentence_of(noun).end:
        prep = noun.doc[noun.i + 1]
        if prep.dep_ == "prep" and prep.lower_ in preps:
            found = [obj for obj in prep.children if obj.dep_ == "pobj"]
    if not found and "to" in preps and noun.dep_ in {"nsubjpass", "dobj"} and noun.head.lemma_ in _DOING:
        # "Damage was done to the facades of three houses and to two cars".
        leading = [child for child in noun.head.children if child.dep_ == "prep" and child.lower_ == "to"]
        leading += [
            child for prep in leading for child in prep.children if child.dep_ == "conj" and child.lower_ == "to"
        ]
        found = [obj for prep in leading for obj in prep.children if obj.dep_ == "pobj"]
    if not found and "of" in preps:
        # "The bodies of 11 soldiers being loaded": the parser makes the soldiers a subject.
        clauses = (
            obj for child in noun.children if child.lower_ == "of" for obj in child.children if obj.dep_ == "pcomp"
        )
        found = [who for clause in clauses for who in clause.children if who.dep_ in {"nsubj", "nsubjpass"}]
    return found


def _possessors(scene: Scene, noun: Token) -> list[Token]:
    """ "The priests' murder", "Ana Vera's death": whom it was done to, and not a state or a body that did it."""
    return [
        child
        for child in noun.lefts
        if child.dep_ == "poss" and child.pos_ in {"NOUN", "PROPN"}
        and child.i not in scene.time_at
        and not any(scene.term_at(child, kind) for kind in ("side", "speaker", "equipment"))
    ]  # fmt: skip


def _zero(own: Nominal) -> Quantity:
    said = own.quantity.said if own.quantity is not None and own.form == "zero" else own.head.text
    return Quantity(low=0, high=0, said=said)


def _no_reports(noun: Token) -> bool:
    """Whether the noun stands in "no reports of casualties", "without casualties"."""
    if noun.dep_ == "conj":
        first = noun.head
        above = first.head.head if first.dep_ == "pobj" else first  # "no hits to infrastructure or casualties"
        told = above is first or above.lemma_.lower() in triggers().by_noun
        return _no_reports(first) or (told and any(c.lower_ == "no" for c in above.children if c.dep_ == "det"))
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
    item = thing.item if thing is not None and thing.item else None
    if item is None and group == "person":
        item = (
            (of_sufferers(scene, noun) if counted.form == "numeral" else None) or _counted_people(counted) or "people"
        )
    start, end = evidence(scene, noun, counted)
    if thing is not None and thing.head.i >= counted.start:
        word = scene.doc[thing.head.i]
        if sentence_of(word) == sentence_of(noun):
            end = max(end, word.idx + len(word))
    fact = Fact(
        question=frame.question, frame=frame.id, trigger=noun.i, head=counted.head.i, start=start, end=end,
        quantity=quantity, group=group, item="explosions" if group == "explosion" else item,
        equipment=thing.equipment if thing is not None else None,
        by=_noun_means(scene, noun) if frame.question in {"intercepted", "diverted"} else None,
        form=counted.form, other=counted.other, partitive=counted.partitive,
        total=bool(counted.count and counted.count.total),
    )  # fmt: skip
    yield fact, counted


def _counted_people(counted: Nominal) -> str | None:
    """Who "three police deaths" are."""
    return counted.item if counted.group == "person" else None


def _noun_means(scene: Scene, noun: Token) -> str | None:
    args = Arguments(None, None, noun_preps(noun))
    return means(scene, noun, args)


def _hyphened(scene: Scene, discourse: Discourse, noun: Token, count: CountMention) -> None:
    """ "A five-missile attack": the unit is what is counted, the attack what it was launched in."""
    holder = noun.head if noun.dep_ in {"compound", "nmod", "amod"} else None
    thing = nominal(scene, noun)
    item, group = thing.item, thing.group
    if item is None:
        known = scene.tools.lexicon.item_of(count.unit or "")
        if known is None:
            return
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
