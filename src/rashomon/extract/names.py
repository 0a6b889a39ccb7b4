"""Named answers: who did it, to whom, with what, against what, and what stood in its way."""

import re
from collections.abc import Iterator

from msgspec import Struct
from spacy.tokens import Token

from rashomon.extract.attacks import sets_fire
from rashomon.extract.knowledge import triggers
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import Arguments, arguments, conjuncts, is_verb, noun_preps, phrase
from rashomon.extract.things import EQUIPMENT_GROUPS
from rashomon.lexicon.terms import Term
from rashomon.values import Name

_AT = ("at", "against", "on", "toward", "towards", "into", "targeting", "upon", "to", "near", "outside", "through")
_STRIKING = frozenset({"attack", "strike", "hit", "target", "bomb", "shell", "pound", "bombard", "pummel", "raid", "assault", "slam",
                       "destroy", "damage", "torch", "storm", "ambush", "strafe", "machinegun", "sabotage"})  # fmt: skip
_LAUNCHING = frozenset({"launch", "fire", "direct", "aim", "unleash", "lob", "send", "use", "conduct", "carry", "mount", "hurl",
                        "crash", "slam", "shoot", "open", "rain", "explode", "detonate", "go", "tear", "rip", "fall", "ram",
                        "land", "place", "plant", "throw", "toss", "activate"})  # fmt: skip
_STAGING = frozenset(
    {"stage", "stag", "carry", "launch", "perpetrate", "commit", "conduct", "mount", "make", "execute", "direct"}
)
_BLASTING = frozenset({"explode", "detonate", "go", "set", "place", "plant", "blow"})
_PARTS_OF = frozenset(
    {"front", "basement", "lobby", "entrance", "floor", "vicinity", "courtyard", "garage", "door", "gate", "roof"}
)
_DEFENDING = frozenset({"intercept", "down", "shoot", "repel", "destroy", "divert", "jam", "suppress", "neutralise", "neutralize",
                        "trigger", "activate", "thwart", "foil", "engage", "bring"})  # fmt: skip
_GENERIC = frozenset(
    {
        "ground",
        "horizon",
        "field",
        "sky",
        "beach",
        "sea",
        "water",
        "yard",
        "street",
        "side",
        "system",
        "roof",
        "target",
        "site",
        "facility",
        "object",
        "area",
        "position",
        "location",
        "infrastructure",
        "territory",
    }
)


# What a place is, not what was aimed at in it.
_SETTLEMENTS = frozenset({"city", "town", "village", "settlement", "region", "district", "country", "capital", "suburb", "community",
                          "province", "oblast", "state", "neighbourhood", "neighborhood", "outskirt", "border", "hamlet",
                          "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})  # fmt: skip


_HARMING = frozenset({"burn", "blow", "level", "flatten", "abduct", "kidnap", "capture", "detain", "dynamite", "open", "neutralise",
                      "neutralize", "drop", "execute", "murder", "massacre", "sink", "destroy", "damage", "assassinate", "machinegun",
                      "slay", "torture", "stab", "behead", "perpetrate", "stage", "commit", "plant", "sabotage", "raze",
                      "seize", "occupy", "rob", "loot", "derail", "set", "place", "throw", "toss", "activate"})  # fmt: skip
# Words for attackers that name no side.
_ATTACKERS = frozenset({"rebel", "gunman", "militant", "insurgent", "guerrilla", "terrorist", "militia", "enemy", "fighter", "attacker",
                        "bandit", "paramilitary", "jihadist", "extremist", "separatist", "assailant", "radical",
                        "islamist"})  # fmt: skip


_NAME_TAIL = 4  # tokens of a name from its noun on: "Forces of National Liberation"
# Armed bodies that name no side by themselves: the state's own, or nobody's.
_FORCES = re.compile(
    r"\b(?:army|armed forces|air force|navy|military(?: men)?|soldiers?|troops|police(?:men|man)?|security forces|death squads?"
    r"|drug (?:traffickers?|dealers|lords|cartels?|mafia)|narco-?(?:traffickers|terrorists)|cartels?|mafia|vigilantes?|hit ?men"
    r"|hired (?:assassins|gunmen|killers)|paid assassins|assassins|sicarios|gang members|gangs?|commandos?|extremists|subversives)\Z",
    re.IGNORECASE,
)
# What an armed body is called by the end of its name: "National Guard", "6th Infantry Brigade".
_BODIES = frozenset({"guard", "brigade", "battalion", "regiment", "division", "army", "force", "forces", "front", "movement", "militia",
                     "commando", "command", "police", "cartel", "squad", "corps", "legion", "detachment", "navy", "company"})  # fmt: skip
_RULERS = frozenset({"government", "regime", "junta", "administration"})
_HEDGES = frozenset({"alleged", "allegedly", "suspected", "presumed", "presumably", "apparent", "apparently", "purported", "supposed",
                     "supposedly", "possible", "possibly", "probable", "probably", "perhaps"})  # fmt: skip
_HEDGED_FROM = 6  # tokens before a name in which it can be hedged: "by alleged members of the self-styled X"
_MEMBERS = frozenset({"member", "group", "unit", "column", "commando", "faction", "wing", "front", "squad", "militant", "command", "cell",
                      "fighter", "guerrilla", "rebel", "combatant", "troop", "force", "element", "patrol", "leader"})  # fmt: skip


_DEBRIS = frozenset({"debris", "fragment", "wreckage", "shrapnel", "splinter", "remains", "part", "warhead"})


_INSIDE = frozenset({"in", "near", "at", "inside", "across", "outside", "over", "around"})


class NameFact(Struct, frozen=True, kw_only=True):
    """One named answer and the words that give it."""

    question: str
    value: Name
    token: int
    start: int
    end: int


def name_facts(scene: Scene, trigger: Token) -> Iterator[NameFact]:
    """All named answers that stand with one attack word."""
    lemma = trigger.lemma_.lower()
    if is_verb(trigger):
        args = arguments(trigger)
        defending = lemma in _DEFENDING and _is_munition(scene, args.theme)
        if (
            args.agent is not None and lemma in _STRIKING | _LAUNCHING | {"kill", "wound", "injure"} and not defending
        ) or (args.agent is not None and lemma in _HARMING):
            yield from actors(scene, trigger, args.agent)
        if args.agent is not None and args.agent.lemma_.lower() in triggers().file.attacks.bombs:
            for layer in _layers(args.agent):
                yield from actors(scene, trigger, layer)
        if lemma == "set" and sets_fire(trigger):
            yield from _burnt(scene, trigger, args)
        if lemma in _STRIKING - {"damage", "destroy"} and args.theme is not None and not defending:
            for head in conjuncts(args.theme):
                yield from _target(scene, head)
        if lemma in _STRIKING | _LAUNCHING and not defending and not _is_debris(args.agent or args.theme):
            for word in _AT:
                for obj in args.preps.get(word, ()):
                    for head in conjuncts(obj):
                        yield from _target(scene, head)
        if lemma in _BLASTING and not defending:
            yield from _blasted(scene, args)
        if defending:
            yield from _defenders(scene, trigger)
        return
    yield from _aimed_at(scene, trigger)
    if lemma not in triggers().file.attacks.nouns | {"launch", "escalation"}:
        for obj in noun_preps(trigger).get("by", ()) if lemma in triggers().by_noun else ():
            yield from actors(scene, trigger, obj)
        return
    if trigger.dep_ in {"nsubj", "nsubjpass", "dobj"} and trigger.head.lemma_.lower() in _LAUNCHING | {"take", "come"}:
        for word in _AT:
            for obj in arguments(trigger.head).preps.get(word, ()):
                for head in conjuncts(obj):
                    yield from _target(scene, head)
    yield from _staged(scene, trigger)
    preps = noun_preps(trigger)
    at = (*_AT, "of") if lemma in {"shelling", "bombing", "bombardment", "targeting"} else _AT
    for word in at:
        for obj in preps.get(word, ()):
            for head in conjuncts(obj):
                yield from _target(scene, head)
    for obj in preps.get("by", ()):
        yield from actors(scene, trigger, obj)
    for obj in preps.get("from", ()):
        side = scene.term_at(obj, "side")
        if side is not None and trigger.lemma_.lower() in {"attack", "assault", "strike"}:
            yield from actors(scene, trigger, obj)
    if lemma in triggers().file.attacks.nouns | {"escalation", "launch"}:
        for child in trigger.lefts:
            if child.dep_ in {"amod", "compound", "poss", "nmod"}:
                yield from actors(scene, trigger, child)


def _staged(scene: Scene, attack: Token) -> Iterator[NameFact]:
    """ "The attack staged by X on Y", "a raid carried out against Y": by whom, and on what."""
    for verb in attack.children:
        if verb.dep_ != "acl" or verb.tag_ != "VBN" or verb.lemma_.lower() not in _STAGING:
            continue
        args = arguments(verb)
        if args.agent is not None and args.agent.i != attack.i:
            yield from actors(scene, attack, args.agent)
        for word in ("on", "against", "at"):
            for obj in args.preps.get(word, ()):
                for head in conjuncts(obj):
                    yield from _target(scene, head)


def _layers(bomb: Token) -> Iterator[Token]:
    """ "A bomb placed by guerrillas killed two": who placed it."""
    for child in bomb.children:
        if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in triggers().file.attacks.laying:
            agent = arguments(child).agent
            if agent is not None and agent.i != bomb.i:
                yield agent


def _blasted(scene: Scene, args: Arguments) -> Iterator[NameFact]:
    """ "A bomb went off in a restaurant", "in front of a bank", "in the basement of the hotel": a building that targets are."""
    for word in ("in", "inside", "within", "under", "beneath", "behind", "beside"):
        for obj in args.preps.get(word, ()):
            inner = noun_preps(obj).get("of", ()) if obj.lemma_.lower() in _PARTS_OF else [obj]
            for head in (each for one in inner for each in conjuncts(one)):
                if head.lemma_.lower() not in {"centre", "center"} and scene.term_at(head, "target") is not None:
                    yield from _target(scene, head)


def _aimed_at(scene: Scene, attack: Token) -> Iterator[NameFact]:
    """ "The residence was the target of an attack", "the mayor survived an attack", "escaped unhurt from it"."""
    above = attack.head
    if above.lower_ in {"of", "from"} and attack.dep_ == "pobj":
        above = above.head
    verb = above.head if above.lemma_.lower() in {"target", "object", "objective"} and above.dep_ == "attr" else above
    if verb.lemma_.lower() not in {"survive", "escape"} and not (verb is not above and verb.lemma_.lower() == "be"):
        return
    who = next((child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i), None)
    for head in conjuncts(who) if who is not None else ():
        yield from _target(scene, head)


def _burnt(scene: Scene, verb: Token, args: Arguments) -> Iterator[NameFact]:
    """ "Set fire to the town hall", "set the town hall on fire": the building."""
    fire = args.theme
    if fire is not None and fire.lemma_.lower() == "fire":
        things = [*noun_preps(fire).get("to", ()), *args.preps.get("to", ())]
    else:
        things = [fire] if fire is not None else []
    for thing in things:
        for head in conjuncts(thing):
            yield from _target(scene, head)


def _is_debris(token: Token | None) -> bool:
    """What falls off a thing shot down is aimed at nothing."""
    return token is not None and token.lemma_.lower() in _DEBRIS


def _is_munition(scene: Scene, token: Token | None) -> bool:
    if token is None:
        return False
    if token.pos_ in {"NUM", "PRON", "DET"} or token.i in scene.count_at:
        return True
    term = scene.term_at(token, "item", "equipment")
    if term is None:
        return False
    if term.kind == "item":
        return scene.tools.lexicon.items[term.id].class_ in {"munition", "drone", "aircraft"}
    return EQUIPMENT_GROUPS.get(scene.tools.lexicon.equipment[term.id].class_ or "") in {"munition", "aircraft"}


def _made(scene: Scene, question: str, name: str, id_: str | None, first: int, last: int, token: int) -> NameFact:
    doc = scene.doc
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    return NameFact(
        question=question, value=Name(name=name, id=id_, said=scene.text[start:end]), token=token, start=start, end=end
    )


def actors(scene: Scene, trigger: Token, token: Token, *, named: bool = False) -> Iterator[NameFact]:
    """The side that an agent, an adjective or a possessive names; ``named``: any other name too."""
    for head in conjuncts(token):
        if head.lower_ == "terrorist" and head.dep_ in {"amod", "compound", "nmod"}:
            continue  # "a terrorist attack" says what it is called
        if head.dep_ == "pobj" and head.head.lower_ in _INSIDE:
            continue  # "a strike in Syria targeting": not Syria's, whatever the parser hangs the verb on
        if head.lemma_.lower() in _SETTLEMENTS and head is not token:
            continue  # "attacks in Orsa and the Iraqi province"
        span = _span_of(head)
        sides = [term for term in scene.terms_in(span, "side") if not _is_where(scene, term, head)]
        if not sides:
            yield from _other_actor(scene, trigger, head, span, named=named)
            continue
        if _is_thing(scene, head) and not any(t.via in {"demonym", "name"} for t in sides):
            continue
        # "Members of the X Front of El Salvador": the group before the state that it is of.
        term = min(sides, key=lambda t: (t.id in scene.tools.lexicon.sides and t.id.isupper(), t.start))
        entry = scene.tools.lexicon.sides[term.id]
        inside = scene.tokens(term)
        yield _made(scene, "actor", entry.name, term.id, inside.start, inside.stop, trigger.i)


def _is_where(scene: Scene, term: Term, head: Token) -> bool:
    """ "Rebel forces in northern Ethiopia": where they are, and not whose."""
    node = scene.head(term)
    while node.i != head.i and node.head.i != node.i:
        if node.dep_ == "prep" and node.lower_ in _INSIDE:
            return True
        node = node.head
    return False


def is_hedged(scene: Scene, fact: NameFact) -> bool:
    """Whether the text itself is not sure of a name: "by alleged members of the X Front", "presumably the army"."""
    span = scene.doc.char_span(fact.start, fact.end, alignment_mode="expand")
    if span is None or not len(span):
        return False
    for token in reversed(scene.doc[max(span.sent.start, span.start - _HEDGED_FROM) : span.start]):
        if token.lower_ in _HEDGES:
            return True
        if (
            is_verb(token)
            or token.is_punct
            or (token.pos_ in {"NOUN", "PROPN"} and _kind(token) not in _MEMBERS | _ATTACKERS)
        ):
            return False
    return any(token.lower_ in _HEDGES for token in span)


def named(scene: Scene, name: str, id_: str, first: int, last: int, token: int) -> NameFact:
    """An actor by the name of its side, told with the words from ``first`` to ``last``."""
    return _made(scene, "actor", name, id_, first, last, token)


def _span_of(head: Token) -> tuple[int, int]:
    """The words that can name who an agent is: a few, or all behind "members of"."""
    if head.dep_ in {"amod", "compound", "nmod"}:
        return head.i, head.i + 1
    end = head.i + 1
    node: Token | None = head
    while node is not None and (_kind(node) in _MEMBERS | _ATTACKERS or _is_men_of(node)):
        # "Members of the X Front", "a group of gunmen from Y".
        node = next(
            (o for prep in node.children if prep.lower_ in {"of", "from"} for o in prep.children if o.dep_ == "pobj"),
            None,
        )
        end = min(node.right_edge.i + 1, node.i + _NAME_TAIL) if node is not None else end
        if node is not None and end < len(node.doc) and node.doc[end].lower_ == "from":
            # The parser hangs "from the X Front" on the verb as often.
            node = next((o for o in node.doc[end].children if o.dep_ == "pobj"), None)
            end = min(node.right_edge.i + 1, node.i + _NAME_TAIL) if node is not None else end
    if end > head.i + 1:
        return head.left_edge.i, end
    where = (child.i for child in head.children if child.dep_ == "prep" and child.lower_ in _INSIDE)
    return head.left_edge.i, min(
        [head.right_edge.i + 1, head.i + 4, *where]
    )  # "bombings in Orsa": where, and not whose


def _kind(noun: Token) -> str:
    """The noun's lemma; the parser takes "Guerrillas" at the head of a sentence for a name, which has no other form."""
    lemma = noun.lemma_.lower()
    if noun.pos_ == "PROPN" and lemma.endswith("s") and lemma[:-1] in _MEMBERS | _ATTACKERS:
        return lemma[:-1]
    return lemma


def _is_men_of(noun: Token) -> bool:
    """ "Men of the X Front", and not "men from the north"."""
    return noun.lemma_.lower() == "man" and any(child.lower_ == "of" for child in noun.children)


def _other_actor(
    scene: Scene, trigger: Token, head: Token, span: tuple[int, int], *, named: bool
) -> Iterator[NameFact]:
    side = _institution_side(scene, span)
    if side is not None:
        yield _made(scene, "actor", scene.tools.lexicon.sides[side].name, side, span[0], span[1], trigger.i)
        return
    inner = next((o for prep in head.children if prep.lower_ == "of" for o in prep.children if o.dep_ == "pobj"), None)
    if _kind(head) in _MEMBERS and inner is not None and _kind(inner) in _ATTACKERS:
        head = inner
    elif (
        inner is not None
        and _kind(head) in _MEMBERS | {"soldier", "man", "policeman", "officer"}
        and _body(inner) is not None
    ):
        head = inner  # "troops of the 6th Infantry Brigade"
    first, last = phrase(head)
    while first < last - 1 and scene.doc[first].dep_ == "det":
        first += 1
    words = scene.words(first, last)
    body = _body(head)
    if body is not None:
        yield _made(scene, "actor", " ".join(scene.words(*body).split()), None, *body, trigger.i)
    elif _kind(head) in _ATTACKERS or (_FORCES.search(words) and head.dep_ not in {"amod", "compound", "nmod"}):
        yield _made(scene, "actor", words.lower(), None, first, last, trigger.i)
    elif (
        named
        and (head.pos_ == "PROPN" or head.lemma_.lower() in _RULERS)
        and head.i not in scene.place_at
        and head.i not in scene.time_at
    ):
        yield _made(scene, "actor", " ".join(words.split()), None, first, last, trigger.i)


def _body(head: Token) -> tuple[int, int] | None:
    """The name of an armed body that heads a phrase or stands before its noun ("Sierra Battalion troops"): two words or more."""
    first, last = phrase(head)
    while first < last - 1 and not (
        head.doc[first].pos_ == "PROPN" or re.fullmatch(r"\d+(?:st|nd|rd|th|d)", head.doc[first].text)
    ):
        first += 1  # "a self-styled", "two"
    ends = [t.i for t in head.doc[first:last] if t.pos_ == "PROPN" and t.lemma_.lower() in _BODIES]
    if (
        not ends
        or ends[-1] == first
        or (not head.doc[first].text[:1].isupper() and not head.doc[first].text[:1].isdigit())
    ):
        return None
    return (first, ends[-1] + 1) if ends[-1] == head.i or head.pos_ == "NOUN" else None


def _institution_side(scene: Scene, span: tuple[int, int]) -> str | None:
    for term in scene.terms_in(span, "speaker"):
        entry = scene.tools.lexicon.institutions.get(term.id)
        if entry is not None and entry.side in scene.tools.lexicon.sides:
            return entry.side
    return None


def _is_thing(scene: Scene, head: Token) -> bool:
    return scene.term_at(head, "equipment") is not None


def _target(scene: Scene, head: Token) -> Iterator[NameFact]:
    """What was aimed at: a kind of target, a system, and the side it belongs to."""
    lexicon = scene.tools.lexicon
    first, last = phrase(head)
    if scene.tokens_are_time(head) or head.lemma_.lower() in _SETTLEMENTS:
        return
    for child in head.lefts:
        if child.dep_ == "poss":
            first = min(first, child.left_edge.i)
    systems = [
        term for term in scene.terms_in((first, last), "equipment")
        if lexicon.equipment[term.id].role in {"defence", "sensor", "platform", "both"}
        and not (head.i in scene.tokens(term) and lexicon.is_a(term.id, "missile"))
    ]  # fmt: skip
    kinds = scene.terms_in((first, last), "target")
    kinds = [term for term in kinds if head.i in scene.tokens(term)] or kinds
    if systems:
        # A system by its name before a class in any words: "S-400" before "anti-aircraft missile".
        best_system = max(
            systems, key=lambda t: (any(c.isupper() or c.isdigit() for c in t.text), scene.tools.depth(t.id))
        )
        entry = lexicon.equipment[best_system.id]
        yield _made(scene, "target", _named(entry.name, head), entry.id, first, last, head.i)
    elif kinds:
        best = max(kinds, key=lambda term: term.end - term.start)
        target = lexicon.targets[best.id]
        yield _made(scene, "target", _bare(scene, first, last), target.id, first, last, head.i)
    elif head.pos_ == "NOUN" and head.lemma_.lower() not in _GENERIC and not _counted_out(scene, head):
        yield _made(scene, "target", _bare(scene, first, last), None, first, last, head.i)
    for term in scene.terms_in((first, last), "side"):
        inside = scene.tokens(term)
        named = term.via == "demonym" and head.pos_ == "PROPN" and inside.stop <= head.i  # "the Saudi Hospital"
        if term.via in {"demonym", "name", "forces"} and not named:
            yield _made(scene, "recipient", lexicon.sides[term.id].name, term.id, inside.start, inside.stop, head.i)


def _bare(scene: Scene, first: int, last: int) -> str:
    """The words without determiners and possessives in front."""
    while first < last - 1 and (
        scene.doc[first].dep_ in {"det", "poss", "case", "predet", "nummod"} or scene.doc[first].is_punct
    ):
        first += 1
    return " ".join(scene.words(first, last).split())


def _named(name: str, head: Token) -> str:
    """ "S-400 division": the system and the noun that heads its phrase."""
    noun = head.lower_
    return name if noun in name.lower() else f"{name} {noun}"


def _counted_out(scene: Scene, head: Token) -> bool:
    """Nouns that are no target: munitions, times, places, and words for the attack itself."""
    if head.i in scene.place_at or head.i in scene.time_at:
        return True
    if head.lemma_.lower() in triggers().file.attacks.nouns | {
        "way",
        "time",
        "night",
        "death",
        "day",
        "week",
        "month",
        "hour",
        "one",
    }:
        return True
    item = scene.tools.lexicon.item_of(head.lemma_)
    return (item is not None and item.class_ in {"munition", "drone", "explosion"}) or head.pos_ == "PRON"


def _defenders(scene: Scene, trigger: Token) -> Iterator[NameFact]:
    lexicon = scene.tools.lexicon
    args = arguments(trigger)
    spans = [(t.left_edge.i, t.right_edge.i + 1) for t in (args.agent, *args.preps.get("by", ()), *args.preps.get("with", ()),
                                                           *args.preps.get("using", ())) if t is not None]  # fmt: skip
    for span in spans:
        for term in scene.terms_in(span, "equipment"):
            entry = lexicon.equipment[term.id]
            if entry.role in {"defence", "both"} and not lexicon.is_a(entry.id, "missile"):
                inside = scene.tokens(term)
                yield _made(scene, "defence", entry.name, entry.id, inside.start, inside.stop, trigger.i)


def equipment_facts(scene: Scene, first: int, last: int) -> Iterator[NameFact]:
    """The weapons and the defences that a stretch of tokens names; generic words only where nothing more exact stands."""
    lexicon = scene.tools.lexicon
    terms = scene.terms_in((first, last), "equipment")
    weapons: list[Term] = []
    for term in terms:
        entry = lexicon.equipment[term.id]
        inside = scene.tokens(term)
        group = EQUIPMENT_GROUPS.get(entry.class_ or "", "object")
        head = scene.head(term)
        following = scene.doc[inside.stop] if inside.stop < len(scene.doc) else None
        if entry.role == "defence" or (
            entry.role == "both" and not (following is not None and following.lemma_ in {"missile", "rocket"})
        ):
            if entry.class_ in {"air defence", "electronic warfare"} and (
                entry.role == "defence" or _defends(scene, head)
            ):
                yield _made(scene, "defence", entry.name, entry.id, inside.start, inside.stop, head.i)
        elif (
            (entry.role == "weapon" or entry.role == "both")
            and group == "munition"
            and not (_in_defence(head) or _films(head))
        ):
            weapons.append(term)
    named = [term for term in weapons if scene.tools.depth(term.id) > 0 and not _is_class(scene, term)]
    for term in named or weapons:
        entry = lexicon.equipment[term.id]
        inside = scene.tokens(term)
        yield _made(scene, "weapon", entry.name, entry.id, inside.start, inside.stop, scene.head(term).i)


def _is_class(scene: Scene, term: Term) -> bool:
    """A generic class ("missile", "drone") rather than a system: something else in the lexicon is a kind of it."""
    return scene.tools.is_class(term.id)


def _defends(scene: Scene, head: Token) -> bool:
    return any(node.lemma_.lower() in _DEFENDING for node in head.ancestors)


def _films(head: Token) -> bool:
    """ "Drone footage", "a drone operator": what flew or who flies, and nothing that was fired."""
    noun = head.head if head.dep_ in {"compound", "nmod"} else head
    return noun.lemma_.lower() in {
        "footage",
        "video",
        "image",
        "picture",
        "camera",
        "operator",
        "pilot",
        "maker",
        "factory",
    }


def _in_defence(head: Token) -> bool:
    """ "Missile defence", "anti-aircraft missile division": the munition word is part of a defence's name."""
    node = head
    while node.dep_ in {"compound", "nmod", "amod"}:
        node = node.head
        if node.lemma_.lower() in {"defense", "defence", "system", "division", "battery", "unit", "brigade", "regiment", "launcher",
                                   "base", "site", "complex", "interceptor", "force", "depot", "attack", "strike", "shield"}:  # fmt: skip
            return node.lemma_.lower() not in {"attack", "strike"}
    return False
