"""Whose death or abduction a word tells of: "the murder of Ana Vera" is another happening than "the killing of Luis Prado"."""

from spacy.tokens import Token

from rashomon.extract.frames.look_up import keys
from rashomon.extract.happening import Happening
from rashomon.extract.knowledge import triggers
from rashomon.extract.syntax import arguments, conjuncts, is_verb, noun_preps, phrase

Name = frozenset[str]  # the words of one person's name, folded


def victims_of(token: Token) -> list[Name]:
    """The persons that a word of killing or taking names as those whom it was done to."""
    persons = triggers().file.persons_only
    if is_verb(token):
        theme = arguments(token).theme if not persons.verbs.isdisjoint(keys(token)) else None
        heads = conjuncts(theme) if theme is not None else []
    elif token.pos_ == "NOUN" and token.lemma_.lower() in persons.nouns:
        owners = [child for child in token.lefts if child.dep_ == "poss"]
        heads = [head for each in (*noun_preps(token).get("of", ()), *owners) for head in conjuncts(each)]
    else:
        heads = []
    found = (_name(head) for head in heads)
    return [each for each in found if each]


def _name(head: Token) -> Name:
    first, last = phrase(head)
    near = [*head.doc[first:last], *(t for child in head.children if child.dep_ == "appos" for t in child.subtree)]
    return frozenset(t.lower_ for t in near if t.ent_type_ == "PERSON" and t.pos_ == "PROPN" and t.is_alpha)


def is_anothers(token: Token, happening: Happening, *, anchored: bool) -> bool:
    """Whether a word names a victim, and the happening has named victims, all of them others.

    "Her driver, Luis Prado, was also killed" goes on; "Luis Prado was killed in Cali on Sunday" does not, where nothing has
    said yet when and where the other one was.
    """
    if not happening.victims:
        return False
    if is_verb(token) and not (anchored and happening.day is None and happening.place is None):
        return False
    named = victims_of(token)
    return bool(named) and not any(told & each for told in named for each in happening.victims)


def told_of(token: Token, happenings: list[Happening]) -> Happening | None:
    """The happening whose named victim a word names again: "Prado was shot when …", said after "the murder of Luis Prado"."""
    named = victims_of(token)
    for happening in reversed(happenings) if named else ():
        if any(told & each for told in named for each in happening.victims):
            return happening
    return None
