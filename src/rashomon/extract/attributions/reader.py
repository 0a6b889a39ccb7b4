"""A parsed document -> its attributions, in text order."""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct, structs
from spacy.tokens import Doc, Token

from rashomon.extract.attributions.knowledge import Kind
from rashomon.extract.attributions.marks import MARKS
from rashomon.extract.attributions.others import other_relations
from rashomon.extract.attributions.page import Page, Relation
from rashomon.extract.attributions.verbs import relations

Manner = Literal["direct", "indirect", "mixed"]
Extent = tuple[int, int]


class AttributionRelation(Struct, frozen=True):
    """One attribution: code points [start, end) of its source (none where nobody is named), cue and content.

    ``manner`` is direct where all of the content stands in quotation marks, mixed where a part does. ``quoted`` marks one
    whose cue stands in quotation marks itself: somebody who is quoted says who said it.
    """

    source: tuple[Extent, ...]
    cue: tuple[Extent, ...]
    content: tuple[Extent, ...]
    kind: Kind
    manner: Manner
    quoted: bool


def find_attributions(doc: Doc, text: str) -> list[AttributionRelation]:
    """Every attribution of a document, those inside the content of another one included."""
    page = Page(doc, text)
    return [_record(page, relation) for relation in find_relations(page)]


def find_relations(page: Page) -> list[Relation]:
    """The same by token, ordered by the cue."""
    found = [*relations(page), *other_relations(page)]
    taken: set[int] = set()
    kept = []
    for relation in found:
        if relation.cue & taken or not relation.content:
            continue
        taken |= relation.cue
        kept.append(relation)
    sources: dict[int, frozenset[int]] = {}
    kept = [_cut(page, relation, kept, sources) for relation in kept]
    kept = [structs.replace(each, source=sources[each.head]) if each.head in sources else each for each in kept]
    return sorted(kept, key=lambda relation: (min(relation.cue), relation.head))


def _cut(page: Page, relation: Relation, others: list[Relation], sources: dict[int, frozenset[int]]) -> Relation:
    """Take out of source and content a clause at their end in which somebody else speaks, or the text explains.

    Where the speaker goes on ("…, adding that", "… and called it"), ``sources`` learns by the head who says the other.
    """
    source, content = relation.source, relation.content
    for other in others:
        if other.head == relation.head or not (other.head in content or other.head in source):
            continue
        goes_on = _goes_on(page.doc[relation.head], page.doc[other.head], other.kind)
        shared = goes_on or (
            bool(other.source) and other.source == relation.source and page.doc[other.head].tag_ != "VB"
        )
        clause = _clause(page.doc[other.head], shared=shared, says=other.kind == "statement")
        if clause is None:
            continue
        low, high = clause
        if other.head in source:
            source = page.trimmed(i for i in source if not low <= i <= high)
        elif (
            high >= max((i for i in content if not page.doc[i].is_punct), default=high)
            and min(content) < low > relation.head
            and page.quotation(low) != (page.quotation(low - 1) or 0)
        ):
            content = page.trimmed(i for i in content if i < low)
            if goes_on or (page.doc[other.head].tag_ == "VBG" and other.kind == "statement"):
                sources[other.head] = relation.source
    content = _without_aside(page, relation, content)
    return structs.replace(relation, source=source, content=content) if content else relation


def _goes_on(cue: Token, other: Token, kind: Kind) -> bool:
    """ "Said it would close and called it a shame": the second cue has the tense of the first, and its speaker."""
    told = other.head
    return (
        kind == "statement" and other.dep_ == "conj" and other.tag_ == cue.tag_ and cue.tag_ in {"VBD", "VBZ"}
        and other.i > cue.i and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in other.children)
        and (told.tag_ != cue.tag_ or any(c.dep_ == "aux" for c in told.children))
    )  # fmt: skip


def _without_aside(page: Page, relation: Relation, content: frozenset[int]) -> frozenset[int]:
    """A content without the clause at its end that only explains its last noun: ", which opens on Monday"."""
    if not content:
        return content
    last = max(content)
    if last in page.quotation_at or last < relation.head:
        return content
    for token in page.doc[last].ancestors:
        if not relation.asserts and token.dep_ == "relcl" and token.i in content and token.right_edge.i >= last:
            low = token.left_edge.i
            if page.doc[low].tag_ in {"WDT", "WP", "WP$"} and page.doc[low - 1].text == "," and low > relation.head:
                return page.trimmed(i for i in content if i < low)
    for token in (page.doc[last], *page.doc[last].ancestors):
        low = token.left_edge.i
        if token.i not in content:
            break
        if token.dep_ in {"appos", "npadvmod"} and token.right_edge.i >= last and low > relation.head and (
            page.doc[low].tag_ == "DT" and page.doc[low - 1].text in {",", "-", "--", "—", "–"} and low - 1 > min(content)
        ):  # fmt: skip
            return page.trimmed(i for i in content if i < low)
    return content


def _clause(verb: Token, *, shared: bool, says: bool) -> tuple[int, int] | None:
    """The relative or contrasting clause that a verb stands in, behind a comma."""
    while verb.dep_ in {"ccomp", "xcomp", "acomp"} and verb.head.i < verb.i:
        verb = verb.head
    if verb.dep_ not in {"relcl", "advcl", "conj"}:
        return None
    low, high = verb.left_edge.i, verb.right_edge.i
    if verb.dep_ == "conj" and shared and low > 0 and verb.doc[low - 1].dep_ == "cc":
        return low - 1, high
    if (
        verb.dep_ == "advcl"
        and not (says and verb.tag_ == "VBG")
        and verb.doc[low].lower_ not in {"while", "though", "although", "as", "but"}
    ):
        return None
    if verb.dep_ == "conj" and not any(child.dep_ == "nsubj" for child in verb.children):
        return None
    if verb.dep_ != "relcl" and not says:
        return None
    if verb.dep_ == "conj" and low > 0 and verb.doc[low - 1].dep_ == "cc":
        low -= 1
    at = low - 1
    if at > 0 and verb.doc[at].text in MARKS:
        at -= 1  # "a "crazy idea," adding that …"
    if at < 0 or verb.doc[at].text not in {",", "-", "--", "—", "–", ";"}:
        return None
    return low, high


def _record(page: Page, relation: Relation) -> AttributionRelation:
    quoted = [i in page.quotation_at for i in relation.content if not page.doc[i].is_punct]
    manner: Manner = "direct" if quoted and all(quoted) else "mixed" if any(quoted) else "indirect"
    return AttributionRelation(
        tuple(_extents(page, relation.source)), tuple(_extents(page, relation.cue)), tuple(_extents(page, relation.content)),
        relation.kind, manner, relation.head in page.quotation_at,
    )  # fmt: skip


def _extents(page: Page, tokens: Iterable[int]) -> Iterator[Extent]:
    start = last = None
    for i in sorted(tokens):
        if last is not None and i == last + 1:
            last = i
            continue
        if start is not None and last is not None:
            yield (page.doc[start].idx, page.doc[last].idx + len(page.doc[last]))
        start = last = i
    if start is not None and last is not None:
        yield (page.doc[start].idx, page.doc[last].idx + len(page.doc[last]))
