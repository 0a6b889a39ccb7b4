"""One noun phrase that can be counted: how many of what, read off its noun and the mentions over it."""

import re

from msgspec import Struct
from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.knowledge import nouns, triggers
from rashomon.extract.named import named
from rashomon.extract.numbers import CountMention, singular, vague_plural
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS, after_of, conjuncts, noun_preps, phrase, sentence_of
from rashomon.extract.things import LIVES, thing_of
from rashomon.values import Quantity

_MANY = frozenset({"wounded", "injured", "dead", "killed", "missing", "deceased"})
_SERIES = re.compile(r"an? (?:series|string|spate|wave|total) of\b(?! the)", re.IGNORECASE)
_TAKEN = frozenset({"prisoner", "captive", "hostage"})
_RATHER = frozenset({("rather", "than"), ("instead", "of")})
_HOUSEHOLDS = frozenset({"family", "crew", "household", "group", "team", "party"})
PERSON_PRONOUNS = frozenset({"he", "she", "who", "whom", "him", "her"})


class Nominal(Struct, frozen=True):
    """One counted (or countable) noun phrase.

    ``item`` is None for a bare numeral or pronoun, whose thing stands elsewhere ("two reached", "all six", "them").
    ``form`` is numeral, all, rest, zero, plural, mass, singular, definite, name or pronoun. ``quantity`` is None where the
    phrase does not say how many. ``start`` and ``end`` are token indices.
    """

    head: Token
    start: int
    end: int
    form: str
    group: str | None
    item: str | None = None
    equipment: str | None = None
    quantity: Quantity | None = None
    count: CountMention | None = None
    other: bool = False
    partitive: bool = False


def _struck_things(scene: Scene, head: Token, count: CountMention | None) -> Nominal | None:
    """ "Several civilian, energy and fuel facilities": facilities, though the tagger takes "civilian" for a noun."""
    if head.lower_ != "civilian" or head.tag_ != "NN" or count is None or count.quantity.exact == 1:
        return None
    last = conjuncts(head)[-1]
    if last is head or last.tag_ != "NNS":
        return None
    return replace(nominal(scene, last), start=head.i, quantity=count.quantity, count=count, form="numeral")


def nominal(scene: Scene, head: Token, *, persons: bool = False) -> Nominal:
    """Read one noun phrase; ``persons`` where only persons can stand, so that any name is one's."""
    key = ("nominal", head.i, persons)
    if key not in scene.memo:
        scene.memo[key] = _read(scene, head, persons=persons)
    return scene.memo[key]  # type: ignore[return-value]


def _read(scene: Scene, head: Token, *, persons: bool) -> Nominal:
    household = _household(scene, head)
    if household is not None:
        return household
    whole = whole_of_surface(head) if head.i not in scene.count_at else None
    if whole is not None and _count_of(scene, whole) is not None and _count_of(scene, head) is None:
        return nominal(scene, whole)
    count = _count_of(scene, head)
    things = _struck_things(scene, head, count)
    if things is not None:
        return things
    inner = _munitions_of(scene, head, count)
    if inner is not None:
        return inner
    noun = _contained(scene, head, count)
    start, end = phrase(head)
    if noun is not head:
        end = max(end, noun.i + 1)
    if count is not None:
        inside = scene.tokens(count)
        start, end = min(start, inside.start), max(end, inside.stop)
    item, group, equipment = thing_of(scene, noun)
    bare = (
        noun.i in _covered(scene, count)
        or noun.lower_ == "one"
        or (noun.pos_ in {"PRON", "NUM", "DET"} and item is None)
    )
    if bare:
        item, equipment = None, None
        group = "person" if noun.lower_ in PERSON_PRONOUNS else "object" if noun.lower_ == "nothing" else None
    if noun.lower_ in nouns().ordinals and any(child.lower_ in {"the", "a"} for child in noun.children):
        # "Seven were shot down, the eighth hit": one of the set that was spoken of.
        one = Quantity(low=1, high=1, said=scene.words(noun.left_edge.i, noun.i + 1))
        return Nominal(
            head=noun,
            start=noun.left_edge.i,
            end=noun.i + 1,
            form="numeral",
            group=None,
            quantity=one,
            partitive=True,
        )
    form, quantity = _amount(scene, head, noun, count, bare=bare, item=item)
    if group in {None, "unknown"} and not bare and count is None and form in {"singular", "definite", "plural"}:
        person = named(scene, noun, chosen=persons)
        if person is not None:
            item, group, form, quantity = person, "person", "name", Quantity(low=1, high=1)
    if group == "unknown" and persons and noun.pos_ == "NOUN" and _may_be_person(scene, noun):
        group = "person"
    if count is None and head.lower_ == "one" and noun is not head and group == "person":
        form, quantity = (
            "numeral",
            Quantity(low=1, high=1, said=scene.words(head.i, noun.i + 1)),
        )  # "one of their top men"
    counted = _covered(scene, count)
    other = any(
        child.lower_ in nouns().others and child.i not in counted
        for child in (*head.children, *noun.children)
        if child.dep_ in {"amod", "det"}
    )
    return Nominal(
        head=noun, start=start, end=end, form=form, group=group, item=item, equipment=equipment, quantity=quantity,
        count=count, other=other and (count is None or not count.additional),
        partitive=bool(count and count.partitive) or (noun is not head and head.pos_ in {"NUM", "PRON"}),
    )  # fmt: skip


def is_surface(noun: Token) -> bool:
    """Whether a noun names a part of a house that breaks; at the head of a sentence the tagger takes "Windows" for a name."""
    lemma = noun.lemma_.lower()
    return lemma in nouns().surfaces or (noun.tag_ in {"NNP", "NNPS"} and lemma.removesuffix("s") in nouns().surfaces)


def whole_of_surface(head: Token) -> Token | None:
    """ "The roofs of three farms", "windows in nine houses": what has the roofs and windows; None for any other noun."""
    if not is_surface(head):
        return None
    inside = (obj for word in ("in", "at") for obj in noun_preps(head).get(word, ()))
    return after_of(head) or next(inside, None)


def _household(scene: Scene, head: Token) -> Nominal | None:
    """ "A family of six": six people."""
    if head.lemma_.lower() not in _HOUSEHOLDS or head.tag_ not in {"NN", "NNP"}:
        return None
    sizes = [obj for child in head.children if child.dep_ == "prep" and child.lower_ == "of"
             for obj in child.children if obj.dep_ == "pobj"]  # fmt: skip
    count = scene.count_at.get(sizes[0].i) if sizes else None
    if count is None or count.unit is not None or sizes[0].pos_ != "NUM":
        return None
    start, _ = phrase(head)
    said = scene.words(start, sizes[0].i + 1)
    return Nominal(
        head=head, start=start, end=sizes[0].i + 1, form="numeral", group="person", item="people",
        quantity=_with(count.quantity, said), count=count,
    )  # fmt: skip


def _munitions_of(scene: Scene, head: Token, count: CountMention | None) -> Nominal | None:
    """ "Launches 88 drones attack": one attack with 88 drones."""
    if count is None or head.tag_ != "NN" or head.lemma_.lower() not in triggers().file.attacks.nouns:
        return None
    first = scene.tokens(count).stop
    inner = next((c for c in head.lefts if c.i >= first and c.dep_ == "compound" and c.tag_ in {"NNS", "NNPS"}), None)
    found = nominal(scene, inner) if inner is not None else None
    if found is None or found.group != "munition" or (count.quantity.low or 0) < 2:
        return None
    start = scene.tokens(count).start
    return replace(found, start=start, form="numeral", quantity=count.quantity, count=count)


def _may_be_person(scene: Scene, noun: Token) -> bool:
    """Whether a noun that nothing is known of may be a person, where only persons can stand: no event, time, place or thing."""
    lemma = noun.lemma_.lower()
    if lemma in triggers().by_noun or lemma in triggers().file.attacks.nouns:
        return False
    return (
        noun.i not in scene.time_at
        and noun.i not in scene.place_at
        and not any(scene.term_at(noun, kind) for kind in ("equipment", "target", "office", "speaker"))
    )


def _covered(scene: Scene, count: CountMention | None) -> range:
    return scene.tokens(count) if count is not None else range(0)


def _count_of(scene: Scene, head: Token) -> CountMention | None:
    """The count mention inside the phrase of ``head``, not one of a nested phrase or of a hyphened unit."""
    own = scene.count_at.get(head.i)
    if own is not None and own.unit is None:
        return own
    for child in head.children:
        # "just as many people, 35, are missing"; "the missiles, all six of them" is left to the appositive's own frame.
        # "Its driver, 52, was hurt" tells how old one person is.
        told = child.dep_ == "appos" and child.tag_ == "CD" and head.tag_ in {"NNS", "NNPS"}
        apposed = scene.count_at.get(child.i) if told else None
        if apposed is not None and apposed.unit is None and not any(True for _ in child.children):
            return apposed
    before = scene.count_at.get(head.i - 1) if head.lower_ in _MANY and head.i > sentence_of(head).start else None
    if before is not None and before.unit is None:
        return before  # "19 bodies and more than 40 wounded had been brought", whatever the parser made of the number
    left, right = phrase(head)
    for i in range(right - 1, left - 1, -1):
        count = scene.count_at.get(i)
        if count is None or count.unit is not None:
            continue
        if i == head.i or _hangs_on(scene.doc[i], head):
            if count.text.lower() == "multiple" and scene.doc[i + 1].lower_ in {"launch", "rocket"}:
                continue  # "25 multiple launch rocket systems"
            if any(t.lower_ in _MANY and t.nbor(1).text == "," for t in scene.doc[i + 1 : head.i]):
                return None  # "four wounded, direct hit"
            return count
    for child in head.children:
        if child.dep_ in {"prep"} and child.lower_ == "of" and head.lemma_.lower() in nouns().containers:
            for obj in child.children:
                if obj.dep_ == "pobj":
                    return _count_of(scene, obj)
    return None


def _hangs_on(token: Token, head: Token) -> bool:
    for each in token.ancestors:
        if each.i == head.i:
            return True
        if each.dep_ in {"poss", "pobj", "relcl", "appos"} or (
            each.pos_ == "NOUN" and each.dep_ != "npadvmod" and (each.dep_ not in {"compound", "nmod", "quantmod"})
        ):
            return False
    return False


def _contained(scene: Scene, head: Token, count: CountMention | None) -> Token:
    """The noun that a container or numeral counts: "13 missiles" in "a total of 13 missiles", else ``head``."""
    before = head.nbor(-1) if head.i > sentence_of(head).start else head
    if head.lower_ in _TAKEN and before.tag_ == "NNS" and before.head.i == head.i:
        return before  # "took 80 soldiers prisoner"
    if (
        head.lemma_.lower() in nouns().containers
        or head.pos_ in {"NUM", "PRON", "DET", "ADJ", "ADV"}
        or (count is not None and head.i in scene.tokens(count))
    ):
        obj = after_of(head)
        if obj is None and count is not None and count.partitive and head.i in scene.tokens(count):
            # "A woman and 3 of her children": the parser hangs "of" on the woman.
            behind_it = scene.doc[scene.tokens(count).stop : scene.tokens(count).stop + 1]
            obj = next((o for of in behind_it if of.lower_ == "of" for o in of.children if o.dep_ == "pobj"), None)
        if obj is not None:
            return _contained(scene, obj, scene.count_at.get(obj.i))
        if count is not None and count.whole is not None and head.i in scene.tokens(count):
            behind = scene.doc[
                scene.tokens(count).stop : scene.tokens(count).stop + 4
            ]  # "36 out of 43 Russian cruise missiles"
            noun = next((t for t in behind if t.pos_ == "NOUN" and t.dep_ not in {"compound", "nmod", "amod"}), None)
            if noun is not None and not any(
                t.is_punct or t.pos_ in {"VERB", "ADP"} for t in scene.doc[behind.start : noun.i]
            ):
                return noun
        if count is not None and head.i in scene.tokens(count):
            # "six", tagged as the head of "six ATACMS" by mistake: the noun stands right behind the count.
            after = scene.tokens(count).stop
            if after < len(scene.doc):
                following = scene.doc[after]
                inside = following.dep_ == "pobj" and following.head.i in scene.tokens(
                    count
                )  # "downs 18 of its 24 drones"
                if (
                    following.pos_ in {"NOUN", "PROPN"}
                    and following.dep_ != "appos"
                    and (following.head.i == head.i or inside)
                ):
                    return following
    return head


def _amount(
    scene: Scene, head: Token, noun: Token, count: CountMention | None, *, bare: bool, item: str | None
) -> tuple[str, Quantity | None]:
    """How the phrase says how many."""
    if count is not None:
        if _is_set_aside(scene, count):
            return "any", None
        if count.kind in {"all", "each"} and count.whole is not None:
            return "all", count.whole
        if count.whole is not None and _SERIES.match(count.text):
            return "numeral", count.whole  # "a series of eleven raids"
        if count.kind in {"all", "each", "rest", "none", "both", "most", "all_but"}:
            form = {"none": "zero", "both": "all", "each": "all"}.get(count.kind, count.kind)
            return form, count.quantity
        first = scene.tokens(count).start
        if first > 0 and scene.doc[first - 1].lower_ == "all":
            return "all", count.quantity
        return ("zero" if count.quantity.exact == 0 else "numeral"), count.quantity
    said = scene.words(phrase(noun)[0], noun.i + 1)
    determiners = {
        child.lower_ for child in (*noun.lefts, *head.lefts) if child.dep_ in {"det", "poss", "predet", "neg"}
    }
    if noun.lower_ == "others" and any(
        child.lower_ == "many" and child.nbor(-1).lower_ == "as" for child in noun.lefts if child.i
    ):
        return "any", None  # "as many others": as were counted before
    if head.lower_ == "any" and noun is not head:
        return "any", None  # "any of its men"
    if determiners & {"such", "any", "every", "what", "which"} or any(
        child.lower_ in {"such", "any"} for child in (*noun.lefts, *head.lefts)
    ):
        return "any", None
    neither = any(child.lower_ == "neither" for child in (*noun.lefts, *head.lefts))
    if "no" in determiners or neither:
        return "zero", Quantity(low=0, high=0, said=said)
    if noun.lower_ == "nothing":
        return "zero", Quantity(low=0, high=0, said=said)
    if bare and noun.tag_ == "CD" and noun.lower_ != "one":
        return "any", None  # a number that is no count points at nobody
    if bare or noun.pos_ == "PRON":
        return "pronoun", None
    # "The wounded", "the dead" are many, whatever tag they get.
    plural = (
        noun.lower_ in _MANY
        or noun.tag_ in {"NNS", "NNPS"}
        or (noun.lower_.endswith("s") and noun.tag_ == "NNP" and not item)
    )
    if plural and _is_one_name(noun):
        return "singular", _with(singular(), said)
    shared = noun.dep_ == "conj" and noun.tag_ == "NNS" and noun.head.tag_ == "NNS" and noun.left_edge.i == noun.i
    before = {child.lower_ for child in noun.head.lefts}
    if shared and item is not None and "the" in before and not any(c.tag_ == "CD" for c in noun.head.lefts):
        determiners.add("the")  # "the children and women"
    if determiners & {"the", "these", "those", "their", "its", "his", "this", "that"} or any(
        child.dep_ == "poss" for child in noun.lefts
    ):
        if plural or noun.lemma_.lower() in nouns().material:
            return "definite", None
        return "definite", _with(singular(), said)
    if noun.lemma_.lower() in LIVES and noun.tag_ == "NN" and not determiners:
        return "any", None  # "abhors the loss of innocent life", "measures against loss of life"
    if noun.lemma_.lower() in nouns().material and not plural:
        return "mass", Quantity(low=1, high=None, approx=True, said=said)
    if plural:
        return "plural", _with(vague_plural(noun.lower_), said)
    if any(child.lower_ == "twin" for child in noun.lefts):
        return "numeral", Quantity(low=2, high=2, said=said)
    if determiners & {"a", "an", "another", "one"} or noun.pos_ == "PROPN" or noun.tag_ == "NN":
        return "singular", _with(singular(), said)
    return "definite", None


def _is_one_name(noun: Token) -> bool:
    """ "Torres was killed", "Flores has been wounded": one person, whatever the name ends in."""
    if noun.dep_ not in SUBJECTS or not noun.text[:1].isupper() or noun.conjuncts:
        return False
    return any(
        child.dep_ in {"aux", "auxpass"} and child.lower_ in {"was", "is", "has"} for child in noun.head.children
    )


def _is_set_aside(scene: Scene, count: CountMention) -> bool:
    """ "19 rockets and not 17", "12 rather than nine": a number that is named in order to be refused; "not one" is none."""
    first = scene.tokens(count).start
    if first == 0 or count.quantity.exact in {0, 1}:
        return False
    before = scene.doc[first - 1].lower_
    return before == "not" or (first > 1 and (scene.doc[first - 2].lower_, before) in _RATHER)


def _with(quantity: Quantity, said: str) -> Quantity:
    return Quantity(low=quantity.low, high=quantity.high, approx=quantity.approx, said=said)
