"""What a count rests on: the words from the predicate to the noun, and the means that did it."""

from spacy.tokens import Span, Token

from rashomon.extract.nominals import Nominal
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import Arguments, sentence_of

VAGUE = frozenset({"plural", "mass", "definite"})


_ANY = "air-defence"  # "air defences shot down 30": whoever shoots them down is air defence, so it marks no part
_BY = ("by", "with", "using", "through", "to")
_HEADING_WORDS = 15  # a line of no more words and no full stop is a headline: its plurals are not counts


def is_heading(sentence: Span) -> bool:
    """Whether a sentence is a headline or subhead."""
    words = [token for token in sentence if not token.is_space]
    named = [token for token in words if not token.is_punct]
    return len(named) <= _HEADING_WORDS and not words[-1].is_punct


def evidence(scene: Scene, trigger: Token, counted: Nominal, args: Arguments | None = None) -> tuple[int, int]:
    """Code points from the first to the last word that the count rests on."""
    first, last = min(counted.start, trigger.i), max(counted.end, trigger.i + 1)
    if args is not None:
        for objects in (args.preps.get("by", ()), args.preps.get("with", ())):
            for obj in objects:
                if sentence_of(obj) == sentence_of(trigger) and obj.i - last < 6:
                    last = max(last, obj.i + 1)
    if sentence_of(trigger).start > first or last > sentence_of(trigger).end:
        first, last = counted.start, counted.end
    doc = scene.doc
    return doc[first].idx, doc[last - 1].idx + len(doc[last - 1])


def means(scene: Scene, verb: Token, args: Arguments | None, *, near: bool = True) -> str | None:
    """The defence that did it: in the agent's phrase, else named between the clause's edge and the verb."""
    lexicon = scene.tools.lexicon

    def is_defence(term_id: str) -> bool:
        return lexicon.equipment[term_id].role in {"defence", "both"} and not lexicon.is_a(term_id, "missile")

    spots: list[tuple[int, int]] = []
    if args is not None:
        named = [args.agent, *(obj for word in _BY for obj in args.preps.get(word, ()))]
        spots = [(token.left_edge.i, token.i + 1) for token in named if token is not None and token.i != verb.i]
    if near:
        spots.append((max(sentence_of(verb).start, verb.i - 5), verb.i))
    for spot in spots:
        terms = scene.terms_in(spot, "equipment", where=lambda term: is_defence(term.id))
        if terms:
            best = max(terms, key=lambda term: (scene.tools.depth(term.id), term.start)).id
            return None if best == _ANY else lexicon.equipment[best].name
    return None
