"""Which words tell of an attack without counting anything, and which only of attacks in general."""

import re
from itertools import pairwise

from spacy.tokens import Span, Token

from rashomon.extract.knowledge import cues, triggers
from rashomon.extract.syntax import is_verb, sentence_of, subject

_SINGLE = frozenset({"explosion", "blast"})
_VIOLENT = frozenset(
    {"hurt", "wreck", "burn", "tear", "collapse", "flatten", "level", "murder", "land", "rip", "claim", "maim"}
)
# Nouns that an attack word before them only names: "strike drone", "raid alert".
_NAMED = frozenset({"system", "drone", "aircraft", "capability", "force", "group", "mission", "defense", "defence", "weapon", "site",
                    "unit", "helicopter", "jet", "warning", "alert", "siren", "plane", "package", "rate", "range"})  # fmt: skip
_ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass", "prep", "agent", "prt"})
_FIRED = frozenset({"missile", "rocket", "drone", "shell", "round", "munition", "projectile", "bomb", "mortar", "shot", "torpedo", "uav",
                    "operation", "fire", "bullet", "grenade", "interceptor", "artillery", "counterattack"})  # fmt: skip
_SPARRING = frozenset(
    {"attack", "blast", "slam", "hit", "target", "fire", "pound", "strike", "launch", "assault", "shoot"}
)
_TELLING = frozenset(
    {"say", "call", "accuse", "argue", "question", "claim", "insist", "describe", "label", "suggest", "charge", "tweet"}
)
_NO_ARMS = frozenset({"price", "recession", "sanction", "crisis", "shortage", "cut", "tariff", "tax", "inflation", "hurricane", "storm",
                      "flood", "earthquake", "quake", "tremor", "drought", "disease", "virus", "pandemic", "outbreak", "scandal", "delay",
                      "cyclone", "tornado", "typhoon", "tsunami", "aftershock", "lightning", "downturn", "wind", "rain"})  # fmt: skip
_ACCIDENT = re.compile(
    r"\b(?:car|bus|train|plane|road|traffic|motorway|coach|lorry) (?:crash|accident|collision)|\bgas (?:explosion|blast|leak)\b"
    r"|\b(?:collided with|derailed|avalanche|landslide|mine collapse|stampede)\b",
    re.IGNORECASE,
)
# A sentence that opens so goes on to the next attack.
_NEXT = re.compile(
    r"\W*(?:meanwhile, )?(?:elsewhere|separately|in (?:another|a (?:separate|second|third|different|similar|related)) "
    r"(?:incident|attack|action|bombing|assault|ambush|raid|operation|event|episode|case|strike|shooting|blast|explosion)"
    r"|also (?:in|on|near|at|outside)\b|(?:related|other|another|separate) (?:incident|attack)s?:"
    r"|in a(?:nother)? (?:related|similar|parallel) (?:context|development|vein)\b"
    r"|in (?:the |its |their )?(?:response|retaliation|reply)(?=,)"
    r"|(?:(?:some|a few|several|two|three) )?(?:hours|days) (?:before|earlier),)",
    re.IGNORECASE,
)
_TAKING = frozenset({"kidnap", "abduct", "capture", "detain", "seize", "arrest"})
_REMEMBERING = frozenset({"memory", "anniversary", "commemoration", "remembrance", "tribute", "commemorate", "remember", "memorial",
                          "vigil", "honour", "honor"})  # fmt: skip
# A charge or a device is a bomb only where a word beside it says so.
_VAGUE = frozenset({"charge", "device", "cocktail", "mine"})
_EXPLOSIVE = frozenset(
    {"explosive", "dynamite", "incendiary", "molotov", "powerful", "homemade", "high", "claymore", "land", "powder"}
)
_PACKED = frozenset({"stick", "load", "kilo", "kilogram", "kg", "package", "pack", "bundle"})
# "Reminiscent of the attack on Orsa in 2014": what is told of is another one.
_LIKENING = frozenset(
    {"reminiscent", "similar", "akin", "comparable", "compare", "recall", "resemble", "echo", "mirror", "parallel"}
)
_ATTEMPTED = frozenset({"assassination", "murder", "kidnapping", "abduction"})
# Bombs that were found, or made harmless, harmed nothing.
_FOUND = frozenset(
    {"defuse", "deactivate", "disarm", "find", "discover", "neutralize", "neutralise", "locate", "seize", "fail"}
)
_INDEFINITE = frozenset({"a", "an", "another", "second", "third", "one"})
_OTHER = frozenset({"another", "second", "third", "similar", "separate", "further", "different"})
_LATER = re.compile(
    r"\W*(?:(?:hours|minutes|shortly|soon) )?(?:later|earlier|afterwards|meanwhile|also)\b", re.IGNORECASE
)
_DEFINITE = frozenset({"the", "this", "that", "his", "their", "its"})


def is_attack(token: Token) -> bool:
    """Whether a noun or verb tells of an attack by itself."""
    attacks = triggers().file.attacks
    lemma = token.lemma_.lower()
    if lemma == "attempt" and token.pos_ == "NOUN" and _is_on_a_life(token):
        return True
    if token.pos_ == "NOUN" and lemma in attacks.nouns:
        if token.tag_ == "NN" and _is_aircraft(token):
            return False
        return token.dep_ not in {"compound", "nmod"} or token.head.lemma_.lower() not in attacks.nouns | _NAMED
    if is_verb(token) and lemma in attacks.verbs and token.dep_ not in {"amod", "compound"}:
        if token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"} and token.tag_ == "VBG":
            return False
        if lemma in {"launch", "fire"} and any(c.dep_ == "dobj" and not _is_fired(c) for c in token.children):
            return False  # an inquiry, a campaign, workers
        if _is_verbal(token) or _by_no_one(token):
            return False
        return any(child.dep_ in _ARGUMENTS for child in token.children)
    return is_verb(token) and (_lays_bomb(token) or sets_fire(token) or _comes_under_fire(token))


def _is_on_a_life(attempt: Token) -> bool:
    """ "A kidnapping attempt", "an attempt on his life"."""
    if any(child.lemma_.lower() in _ATTEMPTED and child.i < attempt.i for child in attempt.children):
        return True
    return any(o.lemma_.lower() == "life" for c in attempt.children if c.lower_ == "on" for o in c.children)


_UNDER = frozenset({"fire", "gunfire", "bombardment", "shelling", "shellfire", "attack", "ambush", "mortar"})


def _comes_under_fire(verb: Token) -> bool:
    """ "A patrol came under small-arms fire near Orsa"."""
    return verb.lemma_.lower() == "come" and any(
        child.lower_ == "under" and any(o.lemma_.lower() in _UNDER for o in child.children) for child in verb.children
    )


def _lays_bomb(verb: Token) -> bool:
    """ "A bomb went off", "they placed a bomb at the bank", "dynamite was thrown at the church", "set off a bomb"."""
    lemma = verb.lemma_.lower()
    args = {child.dep_: child for child in verb.children}
    if lemma in {"go", "set"} and not any(child.lower_ == "off" for child in verb.children):
        return False
    if lemma == "go":
        bomb = args.get("nsubj")
    elif lemma in triggers().file.attacks.laying:
        bomb = args.get("dobj") or args.get("nsubjpass")
    else:
        return False
    if bomb is None or not _is_bomb(bomb):
        return False
    if any(child.dep_ == "aux" and child.tag_ in {"MD", "TO"} for child in verb.children):
        return False
    return not any(token.lemma_.lower() in _FOUND for token in sentence_of(verb))


def is_another_bomb(verb: Token) -> bool:
    """ "Another bomb went off at the bank", "a second charge was placed at the church": one more attack."""
    if not is_verb(verb) or not (_lays_bomb(verb) or verb.lemma_.lower() in {"explode", "detonate"}):
        return False
    bombs = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass", "dobj"} and _is_bomb(child)]
    return any(word.lower_ in {"another", "second", "third"} for bomb in bombs for word in bomb.lefts)


def _is_bomb(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    bombs = triggers().file.attacks.bombs
    if lemma in _PACKED:  # "dynamite sticks", "a load of dynamite"
        inside = [*noun.lefts, *(o for c in noun.children if c.lower_ == "of" for o in c.children)]
        return any(each.lemma_.lower() in bombs - _VAGUE for each in inside)
    if lemma not in bombs:
        return False
    if any(o.lemma_.lower() in bombs - _VAGUE for c in noun.children if c.lower_ == "of" for o in c.children):
        return True  # "a charge of dynamite"
    return lemma not in _VAGUE or any(child.lower_ in _EXPLOSIVE for child in noun.lefts)


def sets_fire(verb: Token) -> bool:
    """ "They set fire to the town hall", "set a bus on fire", "set two trucks ablaze"."""
    if verb.lemma_.lower() != "set" or any(
        child.dep_ == "aux" and child.tag_ in {"MD", "TO"} for child in verb.children
    ):
        return False
    after = [token.lower_ for token in verb.doc[verb.i + 1 : verb.right_edge.i + 1]]
    if after[:2] == ["fire", "to"] or after[:1] == ["ablaze"]:
        return True
    thing = any(child.dep_ in {"dobj", "nsubjpass"} for child in verb.children)
    return thing and ("ablaze" in after or ("on", "fire") in pairwise(after))


def _is_aircraft(token: Token) -> bool:
    """ "Attack, bomber and fighter aircraft": a kind of aircraft."""
    following = [t.lower_ for t in token.doc[token.i + 1 : min(token.i + 10, sentence_of(token).end)]]
    return following[:1] == [","] and following[1:2] in (["bomber"], ["fighter"]) and "aircraft" in following


def _is_verbal(token: Token) -> bool:
    """ "He attacked his rival for lying", "blasted the party, saying", "launched into a lament": words."""
    lemma = token.lemma_.lower()
    if lemma not in _SPARRING:
        return False
    for child in token.children:
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_.lower() in _TELLING:
            return True
        if child.dep_ == "prep" and child.lower_ in {"for", "over"} and any(c.dep_ == "pcomp" for c in child.children):
            return True
        if lemma == "launch" and child.dep_ == "prep" and child.lower_ == "into":
            return not any(c.dep_ == "dobj" for c in token.children)
    return False


def _by_no_one(token: Token) -> bool:
    """ "Hit by low prices", "the storm struck the coast": what no arms do."""
    if token.lemma_.lower() not in {"hit", "strike", "shake", "rock", "target", "batter", "pound"}:
        return False
    agents = [c for c in token.children if c.dep_ == "nsubj"]
    agents += [o for c in token.children if c.dep_ == "agent" or c.lower_ == "by" for o in c.children]
    return any(agent.lemma_.lower() in _NO_ARMS for agent in agents)


def _is_fired(token: Token) -> bool:
    words = {node.lemma_.lower() for node in (token, *token.children)}
    return not words.isdisjoint(triggers().file.attacks.nouns | _FIRED) or token.pos_ in {"NUM", "PROPN", "PRON"}


def is_accident(sentence: Span) -> bool:
    """Whether a sentence names an accident and no attack beside it."""
    if _ACCIDENT.search(sentence.text) is None:
        return False
    nouns = triggers().file.attacks.nouns - _SINGLE
    return not any(t.lemma_.lower() in nouns | _FIRED for t in sentence)


def is_violent(token: Token) -> bool:
    """Whether the word tells of harm being done, and not of harm being counted ("stands", "deaths", "died")."""
    attacks = triggers().file.attacks
    lemma = token.lemma_.lower()
    return lemma in attacks.verbs | attacks.nouns | _VIOLENT


def is_next(token: Token, *, counted: bool = False) -> bool:
    """Whether a sentence says that what it tells of, or what is ``counted``, is another attack's: "Elsewhere, …"."""
    taking = token.lemma_.lower() in _TAKING
    return (counted or is_violent(token) or is_attack(token) or taking) and opens_next(sentence_of(token))


def is_told_anew(token: Token) -> bool:
    """Whether a toll is told with an attack of its own: "later, a blast killed three", "in a similar attack in Orsa"."""
    if not is_verb(token):
        return False
    nouns = triggers().file.attacks.nouns | triggers().file.attacks.bombs
    about = subject(token)
    told = [about] if about is not None else []
    shared = (token, *(c for c in token.children if c.dep_ == "conj"))
    told += [o for v in shared for c in v.children if c.lower_ in {"in", "by"} for o in c.children if o.dep_ == "pobj"]
    for noun in told:
        words = {child.lower_ for child in noun.lefts}
        if noun.pos_ != "NOUN" or noun.tag_ == "NNS" or noun.lemma_.lower() not in nouns or not words & _INDEFINITE:
            continue
        if words & _OTHER or _LATER.match(sentence_of(token).text) or any(c.lower_ == "also" for c in token.children):
            return True
    return False


def tells_of_one(sentence: Span) -> bool:
    """Whether a sentence tells of one attack: "a car bomb went off near a shop"."""
    nouns = triggers().file.attacks.nouns | triggers().file.attacks.bombs | {"bomber"}
    return any(t.tag_ == "NN" and t.dep_ not in {"compound", "nmod"} and t.lemma_.lower() in nouns for t in sentence)


def is_of_habit(token: Token) -> bool:
    """ "Gangs regularly raid villages, killing and abducting people": what a habit does is no single happening's."""
    verb = token
    while is_verb(verb) and verb.dep_ in {"advcl", "conj", "xcomp"} and is_verb(verb.head):
        verb = verb.head
        if is_habit(verb, dated=False):
            return True
    return is_habit(token, dated=False)


def opens_next(sentence: Span) -> bool:
    """Whether a sentence says that it goes on to something else."""
    return _NEXT.match(sentence.text) is not None


def is_plural(token: Token) -> bool:
    """A plural attack noun, or a verb that has one as its subject: several happenings, or attacks in general."""
    if is_verb(token):
        about = subject(token)
        return about is not None and about.pos_ == "NOUN" and about.i != token.i and is_plural(about)
    if token.tag_ != "NNS" or token.lemma_.lower() not in triggers().file.attacks.nouns - _SINGLE:
        return False
    return token.pos_ == "NOUN"


def is_habit(token: Token, *, dated: bool) -> bool:
    """ "Has been targeting", "have repeatedly struck", "never strike": no single happening, unless it is dated."""
    if not is_verb(token):
        return False
    if any(child.lower_ in cues().file.habits for child in token.children):
        return True
    progressive = token.tag_ == "VBG" and any(c.lower_ in {"been", "is", "are", "'s", "keeps"} for c in token.children)
    auxiliaries = {c.lemma_.lower() for c in token.children if c.dep_ in {"aux", "auxpass"}}
    present = (token.tag_ in {"VBP", "VBZ"} and not auxiliaries) or (
        token.tag_ == "VB" and auxiliaries == {"do"} and any(c.lower_ in {"do", "does"} for c in token.children)
    )
    return (progressive or present) and not dated


def is_remembered(token: Token) -> bool:
    """ "In memory of the attack", "marked the anniversary of the raid": what is told of is the remembering."""
    return any(node.lemma_.lower() in _REMEMBERING for node in token.ancestors)


def is_compared(token: Token) -> bool:
    """Whether an attack is only what another one is likened to: "reminiscent of a similar raid", "recalled the bombing of Orsa"."""
    prep = token.head if token.dep_ == "pobj" else None
    if prep is not None:
        return prep.lower_ in {"of", "to", "with"} and prep.head.lemma_.lower() in _LIKENING
    return token.dep_ == "dobj" and token.head.lemma_.lower() in _LIKENING


def is_one_of_them(token: Token) -> bool:
    """ "The latest in a series of raids, including one that killed three": the three are another raid's."""
    one = token
    while is_verb(one) and one.dep_ in {"conj", "xcomp"}:
        one = one.head
    if one.dep_ != "relcl" or one.head.lower_ not in {"one", "another"}:
        return False
    nouns = triggers().file.attacks.nouns
    return any(t.tag_ == "NNS" and t.lemma_.lower() in nouns for t in token.doc[sentence_of(token).start : one.head.i])


def dates_another(token: Token) -> bool:
    """ "Have traded fire since militants attacked the town on 7 October": the attack only says since when."""
    verb = next((node for node in (token, *token.ancestors) if is_verb(node)), None)
    return verb is not None and any(c.lower_ == "since" and c.dep_ in {"mark", "prep", "advmod"} and c.i < verb.i
                                    and verb.dep_ in {"advcl", "pcomp"} for c in verb.children)  # fmt: skip


def is_presupposed(token: Token) -> bool:
    """Whether an attack is spoken of as known, whatever is said about it: "the missile strike of 14 January"."""
    if is_verb(token) or token.tag_ != "NN":
        return False
    return any(child.lower_ in _DEFINITE or child.dep_ == "poss" for child in token.lefts)
