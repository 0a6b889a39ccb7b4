"""Noun phrases that can be counted: how many of what, read off one noun and the mentions over it."""

import re

from msgspec import Struct
from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.knowledge import cues, nouns, triggers
from rashomon.extract.named import named
from rashomon.extract.numbers import CountMention, singular, vague_plural
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import conjuncts, noun_preps, phrase
from rashomon.values import Quantity

# Lexicon classes -> the groups that triggers.yaml speaks of.
ITEM_GROUPS = {
    "munition": "munition", "drone": "munition", "aircraft": "aircraft", "person": "person", "civilian": "person",
    "child": "person", "military": "person", "building": "object", "vehicle": "object", "infrastructure": "object",
    "ship": "object", "location": "object", "air defence": "object", "weapon system": "object", "explosion": "explosion",
    "animal": "other",
}  # fmt: skip
EQUIPMENT_GROUPS = {
    "missile": "munition", "ballistic missile": "munition", "cruise missile": "munition", "anti-ship missile": "munition",
    "anti-aircraft missile": "munition", "anti-tank missile": "munition", "rocket": "munition", "bomb": "munition",
    "shell": "munition", "explosive": "munition", "drone": "munition", "naval drone": "munition",
    "rocket artillery": "munition", "aircraft": "aircraft", "helicopter": "aircraft", "small arms": "object",
}  # fmt: skip
LIVES = frozenset({"life"})
_KINDS = 14  # tokens from a count to the plural behind the kinds of what it counts
_MANY = frozenset({"wounded", "injured", "dead", "killed", "missing", "deceased"})
_PAIR = 2
_SERIES = re.compile(r"an? (?:series|string|spate|wave|total) of\b(?! the)", re.IGNORECASE)
_TAKEN = frozenset({"prisoner", "captive", "hostage"})
_PARENTS = frozenset({"mother", "father", "parent", "widow", "widower"})
_ARMY = frozenset({"army", "military", "navy", "forces"})
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


def nominals(scene: Scene, token: Token, *, persons: bool = False) -> list[Nominal]:
    """The phrase headed by ``token`` and those joined to it, each with its count; ``persons`` where only they can stand."""
    heads = _before_speaker(conjuncts(token))
    heads += (
        [*_lives_of(heads[0]), *_after_children(heads[0]), *_listed_behind(scene, heads[0])] if len(heads) == 1 else []
    )
    found = [nominal(scene, head, persons=persons) for head in heads]
    if len(found) == 1 and found[0].head.i > heads[0].i and found[0].group == "munition":
        beside = [nominal(scene, each) for each in conjuncts(found[0].head)[1:]]  # "126 of the 154 drones and missiles"
        if len(beside) == 1 and _is_one_count([found[0], beside[0]]) and not _are_drones(scene, [found[0], beside[0]]):
            return [replace(found[0], item=f"{found[0].item} and {beside[0].item}", equipment=None, end=beside[0].end)]
    if len(found) > _PAIR:
        found = _merged(scene, found)
    # "two drones or missiles": one count, one thing.
    if len(heads) == 2 and any(child.lower_ == "or" for child in heads[0].children if child.dep_ == "cc"):
        first, second = found
        if first.group == second.group and second.count is None and first.item and second.item:
            return [_renamed(first, f"{first.item} or {second.item}")]
    found = _of_kinds(scene, found)
    if found[0].head not in heads:
        return found
    if len(heads) == 2 and _is_one_count(found) and not _are_drones(scene, found):
        first, second = found
        if first.group == "person":
            return [replace(first, item="people")]
        return [replace(first, item=f"{first.item} and {second.item}", equipment=None, end=second.end)]
    # "buildings and vehicles were damaged" has two plurals; "three dead and injured" one count of both.
    return _named_together(found)


def _merged(scene: Scene, found: list[Nominal]) -> list[Nominal]:
    """ "My wife and more than 100 women and children": the last two are one number of both."""
    first, second = found[-2:]
    if first.group != "person" or not _is_one_count([first, second]) or first.head.i + 2 != second.head.i:
        return found
    return [*found[:-2], replace(first, item="people", end=second.end)]


def _lives_of(head: Token) -> list[Token]:
    """ "The lives of a mother and her two sons": those behind the first, who is counted with the lives."""
    objects = noun_preps(head).get("of", ()) if head.lemma_.lower() == "life" else ()
    return [each for obj in objects for each in conjuncts(obj)[1:]]


def _listed_behind(scene: Scene, head: Token) -> list[Token]:
    """ "Two blocks, a school and 11 cars were damaged": a list that the parser takes for an apposition of its first noun.

    In "two men, a father and a son" what follows spells out who they are: it comes to the same number.
    """
    first = next((c for c in head.children if c.dep_ == "appos" and c.i > head.i and c.pos_ == "NOUN"), None)
    members = conjuncts(first) if first is not None else []
    if len(members) < 2:
        return []
    after = members[-1].right_edge.i + 1
    if after < len(scene.doc) and scene.doc[after].text in {",", "–", "—", ")"}:
        return []
    sizes = [nominal(scene, each) for each in (head, *members)]
    told = {"numeral", "singular", "plural", "definite"}
    if any(each.form not in told or each.quantity is None or each.group is None for each in sizes):
        return []
    if sizes[1].form in {"plural", "definite"}:
        return []  # "two depots, warehouses of the port": an apposition
    whole, *parts = (each.quantity.exact for each in sizes if each.quantity is not None)
    if whole is None or (None not in parts and whole == sum(part for part in parts if part is not None)):
        return []
    return [] if sizes[0].item == "people" else members


def _after_children(parent: Token) -> list[Token]:
    """ "A mother of two and a teenager": the parser joins the teenager to the two."""
    two = _after_of(parent) if parent.lemma_.lower() in _PARENTS else None
    return [child for child in two.children if child.dep_ == "conj"] if two is not None and two.pos_ == "NUM" else []


def _named_together(found: list[Nominal]) -> list[Nominal]:
    """ "Ana Vera and Luis Prado": persons of one role that are named in one list are one count."""
    kept: list[Nominal] = []
    for each in found:
        first = next(
            (i for i, old in enumerate(kept) if each.form == "name" == old.form and old.item == each.item), None
        )
        if first is None:
            kept.append(each)
            continue
        old = kept[first]
        size = (old.quantity.exact or 0) + 1 if old.quantity is not None else 2
        kept[first] = replace(old, end=each.end, quantity=Quantity(low=size, high=size))
    return kept


def _before_speaker(heads: list[Token]) -> list[Token]:
    """Without the speakers that the parser joins to what they count: "killed nine people, medics and activists said"."""
    doc = heads[0].doc
    after = heads[-1].right_edge.i + 1
    if len(heads) == 1 or after >= heads[0].sent.end or doc[after].lemma_.lower() not in cues().verbs:
        return heads
    for place, head in enumerate(heads[1:], 1):
        first = head.left_edge.i
        if doc[first - 1].text == "," and not any(t.pos_ == "NUM" for t in doc[first : head.i]):
            return heads[:place]
    return heads


def _is_one_count(found: list[Nominal]) -> bool:
    """ "102 missiles and drones": one count of both together."""
    first, second = found
    return (
        first.group == second.group
        and first.group in {"munition", "person"}
        and first.form == "numeral"
        and second.form == "plural"
        and second.count is None
        and first.item is not None
        and second.item is not None
        and first.item != second.item
        and first.head.i < second.head.i
    )


def _of_kinds(scene: Scene, found: list[Nominal]) -> list[Nominal]:
    """ "99 Kh-101, Kalibr and Kh-59 cruise missiles": one count of cruise missiles, of three kinds, whatever the parser joins."""
    first = found[0]
    last = _last_of_kinds(scene, first.count) if first.count is not None and first.equipment is not None else None
    if last is None or first.group != "munition":
        return found
    terms = scene.terms_in((last.i - 1, last.i + 1), "equipment", where=lambda term: scene.tools.is_class(term.id))
    kind = max(terms, key=lambda term: scene.tools.depth(term.id), default=None)
    generic = scene.tools.lexicon.item_of(last.lemma_)
    name = f"{scene.tools.lexicon.equipment[kind.id].name}s" if kind is not None else generic.name if generic else None
    whole = replace(first, item=name, equipment=kind.id if kind is not None else None, head=last, end=last.i + 1)
    return [whole, *(each for each in found[1:] if each.start > last.i)]


def _last_of_kinds(scene: Scene, count: CountMention) -> Token | None:
    """The plural behind a list of two names of equipment or more that follows a count, without a number in between."""
    names = 0
    for token in scene.doc[scene.tokens(count).stop : scene.tokens(count).stop + _KINDS]:
        term = scene.term_at(token, "equipment")
        if token.tag_ == "NNS" and (term is None or scene.tools.is_class(term.id)):
            return token if names > 1 else None
        if term is not None and not scene.tools.is_class(term.id):
            names += scene.tokens(term).start == token.i
        elif token.text not in {",", "/", "-"} and token.lower_ not in {"and", "or"} and token.dep_ != "compound":
            return None
    return None


def _struck_things(scene: Scene, head: Token, count: CountMention | None) -> Nominal | None:
    """ "Several civilian, energy and fuel facilities": facilities, though the tagger takes "civilian" for a noun."""
    if head.lower_ != "civilian" or head.tag_ != "NN" or count is None or count.quantity.exact == 1:
        return None
    last = conjuncts(head)[-1]
    if last is head or last.tag_ != "NNS":
        return None
    return replace(nominal(scene, last), start=head.i, quantity=count.quantity, count=count, form="numeral")


def _are_drones(scene: Scene, found: list[Nominal]) -> bool:
    """ "Shahed drones and decoys" are drones all."""
    kinds = [scene.tools.lexicon.item_of(each.head.lemma_) for each in found]
    return all(kind is not None and kind.class_ == "drone" for kind in kinds)


def _renamed(nominal: Nominal, item: str) -> Nominal:
    return replace(nominal, item=item)


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
    whole = _after_of(head) if head.lemma_.lower() in nouns().surfaces and head.i not in scene.count_at else None
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
    item, group, equipment = _thing(scene, noun)
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
    before = scene.count_at.get(head.i - 1) if head.lower_ in _MANY and head.i > head.sent.start else None
    if before is not None and before.unit is None:
        return before  # "19 bodies and more than 40 wounded had been brought", whatever the parser made of the number
    left, right = phrase(head)
    for i in range(right - 1, left - 1, -1):
        count = scene.count_at.get(i)
        if count is None or count.unit is not None:
            continue
        if i == head.i or _hangs_on(scene.doc[i], head):
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
    before = head.nbor(-1) if head.i > head.sent.start else head
    if head.lower_ in _TAKEN and before.tag_ == "NNS" and before.head.i == head.i:
        return before  # "took 80 soldiers prisoner"
    if (
        head.lemma_.lower() in nouns().containers
        or head.pos_ in {"NUM", "PRON", "DET", "ADJ", "ADV"}
        or (count is not None and head.i in scene.tokens(count))
    ):
        obj = _after_of(head)
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


def _after_of(head: Token) -> Token | None:
    """The noun behind "of", or behind "36 out of": what the head holds, or is a part of."""
    holders = [head, *(child for child in head.children if child.dep_ == "prep" and child.lower_ == "out")]
    preps = (child for each in holders for child in each.children if child.dep_ == "prep" and child.lower_ == "of")
    return next((obj for prep in preps for obj in prep.children if obj.dep_ == "pobj"), None)


def _thing(scene: Scene, noun: Token) -> tuple[str | None, str | None, str | None]:
    """Item, group and equipment id of a noun: the weapon that its phrase names wins over the generic noun."""
    lexicon = scene.tools.lexicon
    lemma = noun.lemma_.lower()
    if lemma in nouns().debris:
        return "debris", "debris", None
    if lemma in LIVES:
        return "people", "life", None
    span = _name_span(noun)
    term = scene.term_at(noun, "item")
    generic = lexicon.items.get(term.id) if term is not None else lexicon.item_of(noun.lemma_)
    group = ITEM_GROUPS.get(generic.class_, "other") if generic is not None else None
    if generic is not None and generic.id == "attacks":
        group = "attack"
    named = [
        term for term in scene.terms_in(span, "equipment")
        if noun.i in scene.tokens(term) or group in {"munition", "aircraft", None}
        or (group == "person" and not scene.tools.is_class(term.id))
    ]  # fmt: skip
    if (
        group == "person"
        and named
        and not any(noun.i in scene.tokens(term) and scene.tools.is_class(term.id) for term in named)
    ):
        group = None  # "two MiG-31 fighters" are aircraft
    if named and group in {"munition", "aircraft", None}:
        best = max(named, key=lambda term: (scene.tools.depth(term.id), term.end - term.start))
        entry = lexicon.equipment[best.id]
        own = EQUIPMENT_GROUPS.get(entry.class_ or "", "object")
        if generic is not None and scene.tools.is_class(best.id):
            return _kind(noun, generic.name), group, entry.id
        if group is not None or generic is not None or noun.i in scene.tokens(best):
            return entry.name, group or own, entry.id
    if group == "person" and any(
        c.lower_ in {"women", "female"} and c.dep_ in {"compound", "amod"} for c in noun.lefts
    ):
        return "women", group, None  # "eleven women cadres"
    if generic is not None:
        return _kind(noun, generic.name), group, None
    if lemma == "member" and (body := _after_of(noun)) is not None:
        if body.lower_ == "police" or _is_army(body):
            return "police officers" if body.lower_ == "police" else "military personnel", "person", None
        if body.lemma_.lower() == "family":
            return "people", "person", None
    role = scene.term_at(noun, "office")
    if role is not None and noun.pos_ in {"NOUN", "PROPN"} and (_is_agentive(noun) or _OFFICE.search(noun.lower_)):
        return _plural(noun), "person", None
    side = scene.term_at(noun, "side")
    if side is not None and noun.tag_ in {"NNPS", "NNS"}:
        return "people", "person", None
    if noun.pos_ in {"NOUN", "PROPN"}:
        if scene.term_at(noun, "target") is not None:
            return _plural(noun), "object", None
        return _plural(noun), "person" if _is_agentive(noun) else "unknown", None
    return None, None, None


def _is_army(body: Token) -> bool:
    """ "Members of the army", "of the armed forces"; those of security forces, militias and guards keep their name."""
    return body.lower_ in _ARMY and (body.lower_ != "forces" or any(child.lower_ == "armed" for child in body.children))


_AGENTIVE = re.compile(
    r"(?:[a-z]{2}(?:ers|ors|ists|ees|ants|ians|eers|smen|women|men)|members|leaders|heads|people|folk)$"
)


_OFFICE = re.compile(
    r"(?:man|woman|or|er|ist|head|chief|official|general|president|deputy|mayor|medic|resident|leader|local)s?$"
)


def _is_agentive(noun: Token) -> bool:
    """ "Worshippers", "cyclists": a plural that the lexicon lacks, made as words for people are made."""
    return (
        noun.tag_ in {"NNS", "NNPS"}
        and _AGENTIVE.search(noun.lower_) is not None
        and noun.lower_ not in nouns().not_people
    )


def _name_span(noun: Token) -> tuple[int, int]:
    """The tokens that name the thing: compounds and adjectives on the left; a name in apposition on the right."""
    left, right = phrase(noun)
    following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    if following is not None and following.pos_ == "PROPN" and following.head.i == noun.i:
        right = following.right_edge.i + 1
    return left, right


def _kind(noun: Token, name: str) -> str:
    """The item's name, with the adjective that makes another kind of it ("civilian vehicles")."""
    kinds = [
        child.lower_
        for child in noun.lefts
        if child.lower_ in nouns().kinds and child.dep_ in {"amod", "compound", "nmod"}
    ]
    kinds = [kind for kind in kinds if kind not in name]
    return " ".join((*kinds, name)) if name in {"vehicles", "buildings", "facilities"} else name


def _plural(noun: Token) -> str:
    """The lower-case noun with its compounds, as written."""
    words = [child.lower_ for child in noun.lefts
             if child.dep_ == "compound" and child.i >= noun.i - 2 and child.nbor(-1 if child.i else 0).text != "-"]  # fmt: skip
    return " ".join((*words, noun.lower_))


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
    if determiners & {"such", "any", "every", "what", "which"} or any(
        child.lower_ in {"such", "any"} for child in (*noun.lefts, *head.lefts)
    ):
        return "any", None
    neither = any(child.lower_ == "neither" for child in (*noun.lefts, *head.lefts))
    if "no" in determiners or neither:
        return "zero", Quantity(low=0, high=0, said=said)
    if noun.lower_ == "nothing":
        return "zero", Quantity(low=0, high=0, said=said)
    if bare or noun.pos_ == "PRON":
        return "pronoun", None
    # "The wounded", "the dead" are many, whatever tag they get.
    plural = (
        noun.lower_ in _MANY
        or noun.tag_ in {"NNS", "NNPS"}
        or (noun.lower_.endswith("s") and noun.tag_ == "NNP" and not item)
    )
    if determiners & {"the", "these", "those", "their", "its", "his", "this", "that"} or any(
        child.dep_ == "poss" for child in noun.lefts
    ):
        if plural or noun.lemma_.lower() in nouns().material:
            return "definite", None
        return "definite", _with(singular(), said)
    if noun.lemma_.lower() in nouns().material and not plural:
        return "mass", Quantity(low=1, high=None, approx=True, said=said)
    if plural:
        return "plural", _with(vague_plural(noun.lower_), said)
    if any(child.lower_ == "twin" for child in noun.lefts):
        return "numeral", Quantity(low=2, high=2, said=said)
    if determiners & {"a", "an", "another", "one"} or noun.pos_ == "PROPN" or noun.tag_ == "NN":
        return "singular", _with(singular(), said)
    return "definite", None


def _is_set_aside(scene: Scene, count: CountMention) -> bool:
    """ "19 rockets and not 17", "12 rather than nine": a number that is named in order to be refused; "not one" is none."""
    first = scene.tokens(count).start
    if first == 0 or count.quantity.exact in {0, 1}:
        return False
    before = scene.doc[first - 1].lower_
    return before == "not" or (first > 1 and (scene.doc[first - 2].lower_, before) in _RATHER)


def _with(quantity: Quantity, said: str) -> Quantity:
    return Quantity(low=quantity.low, high=quantity.high, approx=quantity.approx, said=said)
