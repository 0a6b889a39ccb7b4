"""Named answers: who did it, to whom, with what, against what, and what stood in its way."""

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.extract.actors import actors
from rashomon.extract.attacks import sets_fire
from rashomon.extract.knowledge import triggers
from rashomon.extract.name_fact import NameFact, made
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import Arguments, arguments, conjuncts, is_verb, noun_preps
from rashomon.extract.targets import targets
from rashomon.extract.things import EQUIPMENT_GROUPS
from rashomon.lexicon.terms import Term

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


_HARMING = frozenset({"burn", "blow", "level", "flatten", "abduct", "kidnap", "capture", "detain", "dynamite", "open", "neutralise",
                      "neutralize", "drop", "execute", "murder", "massacre", "sink", "destroy", "damage", "assassinate", "machinegun",
                      "slay", "torture", "stab", "behead", "perpetrate", "stage", "commit", "plant", "sabotage", "raze",
                      "seize", "occupy", "rob", "loot", "derail", "set", "place", "throw", "toss", "activate"})  # fmt: skip


_SEIZING = frozenset(
    {"kill", "kidnap", "abduct", "murder", "assassinate", "seize", "occupy", "hold", "execute", "ambush", "attack"}
)
_DEBRIS = frozenset({"debris", "fragment", "wreckage", "shrapnel", "splinter", "remains", "part", "warhead"})


def name_facts(scene: Scene, trigger: Token) -> Iterator[NameFact]:
    """All named answers that stand with one attack word."""
    lemma = trigger.lemma_.lower()
    if is_verb(trigger):
        args = arguments(trigger)
        defending = lemma in _DEFENDING and _is_munition(scene, args.theme)
        if (
            args.agent is not None and lemma in _STRIKING | _LAUNCHING | {"kill", "wound", "injure"} and not defending
        ) or (args.agent is not None and lemma in _HARMING):
            yield from actors(scene, trigger, args.agent, named=_is_body(args.agent) and lemma in _SEIZING)
        if args.agent is not None and args.agent.lemma_.lower() in triggers().file.attacks.bombs:
            for layer in _layers(args.agent):
                yield from actors(scene, trigger, layer)
        if lemma == "set" and sets_fire(trigger):
            yield from _burnt(scene, trigger, args)
        if lemma in _STRIKING - {"damage", "destroy"} and args.theme is not None and not defending:
            for head in conjuncts(args.theme):
                yield from targets(scene, head)
        if lemma in _STRIKING | _LAUNCHING and not defending and not _is_debris(args.agent or args.theme):
            for word in _AT:
                for obj in args.preps.get(word, ()):
                    for head in conjuncts(obj):
                        yield from targets(scene, head)
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
                    yield from targets(scene, head)
    yield from _staged(scene, trigger)
    preps = noun_preps(trigger)
    at = (*_AT, "of") if lemma in {"shelling", "bombing", "bombardment", "targeting"} else _AT
    for word in at:
        for obj in preps.get(word, ()):
            for head in conjuncts(obj):
                yield from targets(scene, head)
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


def _is_body(agent: Token) -> bool:
    """Whether the model takes a name for a body's: "the FEL seized two engineers"."""
    return agent.ent_type_ == "ORG" and agent.pos_ == "PROPN"


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
                    yield from targets(scene, head)


def _layers(bomb: Token) -> Iterator[Token]:
    """ "A bomb placed by guerrillas killed two": who placed it."""
    for child in bomb.children:
        if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in triggers().file.attacks.laying | {
            "leave",
            "abandon",
        }:
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
                    yield from targets(scene, head)


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
        yield from targets(scene, head)


def _burnt(scene: Scene, verb: Token, args: Arguments) -> Iterator[NameFact]:
    """ "Set fire to the town hall", "set the town hall on fire": the building."""
    fire = args.theme
    if fire is not None and fire.lemma_.lower() == "fire":
        things = [*noun_preps(fire).get("to", ()), *args.preps.get("to", ())]
    else:
        things = [fire] if fire is not None else []
    for thing in things:
        for head in conjuncts(thing):
            yield from targets(scene, head)


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
                yield made(scene, "defence", entry.name, entry.id, inside.start, inside.stop, trigger.i)


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
                yield made(scene, "defence", entry.name, entry.id, inside.start, inside.stop, head.i)
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
        yield made(scene, "weapon", entry.name, entry.id, inside.start, inside.stop, scene.head(term).i)


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
