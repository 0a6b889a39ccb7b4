"""Counted phrases that are joined: lists, kinds of one count, names of one role, and what the parser joins by mistake."""

from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.knowledge import cues
from rashomon.extract.nominals import Nominal, nominal
from rashomon.extract.numbers import CountMention
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import after_of, conjuncts, noun_preps, sentence_of
from rashomon.values import Quantity

_KINDS = 14  # tokens from a count to the plural behind the kinds of what it counts
_PAIR = 2
_PARENTS = frozenset({"mother", "father", "parent", "widow", "widower"})


def nominals(scene: Scene, token: Token, *, persons: bool = False) -> list[Nominal]:
    """The phrase headed by ``token`` and those joined to it, each with its count; ``persons`` where only they can stand."""
    heads = [each for each in _before_speaker(conjuncts(token)) if not _is_same_again(each)]
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
            return [replace(first, item=f"{first.item} or {second.item}")]
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


def _is_same_again(head: Token) -> bool:
    """ "The Nur al-Haq, or the Party of Light": the same by another name."""
    first = head.left_edge
    return (
        head.dep_ == "conj"
        and head.pos_ == "PROPN"
        and first.lower_ == "the"
        and first.i > 1
        and (first.nbor(-2).text, first.nbor(-1).lower_) == (",", "or")
    )


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
    two = after_of(parent) if parent.lemma_.lower() in _PARENTS else None
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
    if len(heads) == 1 or after >= sentence_of(heads[0]).end or doc[after].lemma_.lower() not in cues().verbs:
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


def _are_drones(scene: Scene, found: list[Nominal]) -> bool:
    """ "Shahed drones and decoys" are drones all."""
    kinds = [scene.tools.lexicon.item_of(each.head.lemma_) for each in found]
    return all(kind is not None and kind.class_ == "drone" for kind in kinds)
