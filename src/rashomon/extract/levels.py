"""Salvo and place: what is told of a whole country, and what is told of one of its towns, are two happenings."""

from collections.abc import Sequence

from spacy.tokens import Doc

from rashomon.extract.facts import Fact
from rashomon.extract.fits import is_narrow, is_wide, same_day
from rashomon.extract.happening import Happening
from rashomon.extract.syntax import sentence_of
from rashomon.values import Place

_FURTHER = frozenset({"further", "another", "more", "additional", "others"})
SALVO = frozenset({"launched", "intercepted", "diverted"})


def is_salvo(facts: Sequence[Fact], happening: Happening) -> bool:
    """Whether launches or what became of them are counted of a happening."""
    return any(facts[i].question in SALVO for i in happening.facts)


def counted_salvo(
    facts: Sequence[Fact], current: Happening | None, indices: list[int], singles: list[Happening]
) -> Happening | None:
    """A night's salvo that is counted on, after a town was named as its aim: the country's, not the town's."""
    if current is None or current.facts or not is_narrow(current.place):
        return None
    if not any(facts[index].question in SALVO for index in indices):
        return None
    told = [h for h in singles if is_wide(h.place) and any(facts[i].question in SALVO for i in h.facts)]
    return told[-1] if told and same_day(told[-1].day, current.day) else None


def is_harm_beside(facts: Sequence[Fact], current: Happening, indices: list[int]) -> bool:
    """Harm that is counted without a place, after a salvo that was told beside a town's: it was done to the town."""
    return (
        current.beside is not None
        and bool(indices)
        and all(facts[i].question not in SALVO and facts[i].group != "munition" for i in indices)
    )


def is_level(doc: Doc, facts: Sequence[Fact], happening: Happening, where: Place | None, indices: list[int]) -> bool:
    """A total over a country and what happened in one of its towns are two happenings, once either is counted.

    A headline's country and its town below are one, where nothing else is counted of the town.
    """
    if not happening.facts:
        return False
    told, new = [facts[i] for i in happening.facts], [facts[i] for i in indices]
    salvo = any(fact.question in SALVO for fact in new)
    if (is_wide(happening.place) or (happening.salvo and not is_narrow(happening.place))) and is_narrow(where):
        other = any(
            one.question == fact.question and one.quantity.exact != fact.quantity.exact for fact in new for one in told
        )
        return salvo or other or any(fact.question in SALVO for fact in told)
    if where is not None and happening.place is not None and where.name != happening.place.name:
        asked = {fact.question for fact in told}
        if any(is_further(doc, fact) and fact.question in asked for fact in new):
            return True  # "a further nine were killed in Rafah": not those of the other place
    return is_narrow(happening.place) and is_wide(where) and salvo


def is_further(doc: Doc, fact: Fact) -> bool:
    """Whether a count says that it is told on top of others: "a further nine", "another two", "four more"."""
    if fact.subset_of is not None:
        return False
    head = doc[fact.head]
    words = [t.lower_ for t in doc[head.left_edge.i : min(head.i + 2, sentence_of(head).end)]]
    return not _FURTHER.isdisjoint(words)
