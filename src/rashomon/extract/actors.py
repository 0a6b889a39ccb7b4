"""Who acts: the side, the armed body or the attackers that an agent, an adjective or a possessive names."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.extract.name_fact import NameFact, made
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import conjuncts, is_verb, phrase, sentence_of
from rashomon.extract.targets import SETTLEMENTS
from rashomon.lexicon.terms import Term

# Words for attackers that name no side.
_ATTACKERS = frozenset({"rebel", "gunman", "militant", "insurgent", "guerrilla", "terrorist", "militia", "enemy", "fighter", "attacker",
                        "bandit", "paramilitary", "jihadist", "extremist", "separatist", "assailant", "radical",
                        "islamist"})  # fmt: skip
_RISING = frozenset({"rebel", "guerrilla", "insurgent", "subversive", "bandit"})
_NAME_TAIL = 4  # tokens of a name from its noun on: "Forces of National Liberation"
# Armed bodies that name no side by themselves: the state's own, or nobody's.
_FORCES = re.compile(
    r"\b(?:army|armed forces|air force|navy|military(?: men)?|soldiers?|troops|police(?:men|man)?|security forces|death squads?"
    r"|(?:national|civil|treasury|rural) guards?"
    r"|(?:army|police|national guard) (?:members|personnel|agents|elements|units|officers|troops|patrol)"
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
_SOLDIERS = frozenset({"soldier", "man", "policeman", "officer"})
_INSIDE = frozenset({"in", "near", "at", "inside", "across", "outside", "over", "around"})


def actors(scene: Scene, trigger: Token, token: Token, *, named: bool = False) -> Iterator[NameFact]:
    """The side that an agent, an adjective or a possessive names; ``named``: any other name too."""
    for head in conjuncts(token):
        if head.lower_ == "terrorist" and head.dep_ in {"amod", "compound", "nmod"}:
            continue  # "a terrorist attack" says what it is called
        if head.dep_ == "pobj" and head.head.lower_ in _INSIDE:
            continue  # "a strike in Syria targeting": not Syria's, whatever the parser hangs the verb on
        if head.lemma_.lower() in SETTLEMENTS and head is not token:
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
        if entry.kind == "state" and _rises(head):
            yield from _other_actor(scene, trigger, head, span, named=named)
            continue  # "Salvadoran guerrillas": not the state's
        inside = scene.tokens(term)
        yield made(scene, "actor", entry.name, term.id, inside.start, inside.stop, trigger.i)


def _rises(head: Token) -> bool:
    """Whether the word for who acts is one for those who fight a state: whose people they are is not whose side they are on."""
    return _kind(head) in _RISING or (
        head.dep_ in {"amod", "compound", "nmod"} and _kind(head.head) in _RISING and head.head.i > head.i
    )


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
    for token in reversed(scene.doc[max(sentence_of(span[0]).start, span.start - _HEDGED_FROM) : span.start]):
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
    return made(scene, "actor", name, id_, first, last, token)


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
    where = [child.i for child in head.children if child.dep_ == "prep" and child.lower_ in _INSIDE]
    where += [child.left_edge.i for child in head.children if child.dep_ in {"relcl", "acl"} and child.i > head.i]
    return head.left_edge.i, min(
        [head.right_edge.i + 1, head.i + 4, *where]
    )  # "bombings in Orsa": where, and not whose; "the bomb that killed Guatemalan workers": whom


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
        yield made(scene, "actor", scene.tools.lexicon.sides[side].name, side, span[0], span[1], trigger.i)
        return
    inner = next((o for prep in head.children if prep.lower_ == "of" for o in prep.children if o.dep_ == "pobj"), None)
    if _kind(head) in _MEMBERS and inner is not None and _kind(inner) in _ATTACKERS:
        head = inner
    elif (
        inner is not None
        and _kind(head) in _MEMBERS | _SOLDIERS
        and _FORCES.search(inner.doc[inner.left_edge.i : inner.i + 1].text)
    ):
        head = inner  # "officers of the armed forces"
    elif inner is not None and _kind(head) in _MEMBERS | _SOLDIERS and _body(inner) is not None:
        head = inner  # "troops of the 6th Infantry Brigade"
    first, last = phrase(head)
    while first < last - 1 and (scene.doc[first].dep_ == "det" or scene.doc[first].is_space):
        first += 1
    words = scene.words(first, last)
    body = _body(head)
    if body is not None:
        yield made(scene, "actor", " ".join(scene.words(*body).split()), None, *body, trigger.i)
    elif _kind(head) in _ATTACKERS or (_FORCES.search(words) and head.dep_ not in {"amod", "compound", "nmod"}):
        yield made(scene, "actor", words.lower(), None, first, last, trigger.i)
    elif (
        named
        and (head.pos_ == "PROPN" or head.lemma_.lower() in _RULERS)
        and head.i not in scene.place_at
        and head.i not in scene.time_at
    ):
        yield made(scene, "actor", " ".join(words.split()), None, first, last, trigger.i)


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
