"""The frames that a verb may fill, looked up by the verb with its particle, its prepositions and its complement."""

from spacy.tokens import Token

from rashomon.extract.knowledge import Frame, triggers
from rashomon.extract.syntax import particle

_OWN_WORD = frozenset({"dobj", "attr", "acomp", "oprd", "advmod", "prt", "xcomp"})


def keys(verb: Token) -> list[str]:
    """The ways to look a verb up: with its particle, its prepositions, its complement, alone."""
    lemma = verb.lemma_.lower()
    found: list[str] = []
    part = particle(verb)
    if part is not None:
        found.extend(
            f"{lemma} {part} {child.lower_}" for child in verb.children if child.dep_ == "prep"
        )  # "came down on"
        found.append(f"{lemma} {part}")
    for child in verb.children:
        if child.dep_ == "prep" or child.dep_ in _OWN_WORD or child.lower_ == "missing":
            found.append(f"{lemma} {child.lower_}")  # noqa: PERF401 - two sources, one list
    return [*found, lemma]


def frames_of(verb: Token) -> list[Frame]:
    """The frames that a verb may fill, the most specific look-up first."""
    table = triggers().by_verb
    found: list[Frame] = []
    if verb.lower_ == "missing" and any(near.lemma_ == "be" for near in (verb.head, *verb.children)):
        return found  # "eleven are missing": people, by their state
    for key in keys(verb):
        found.extend(frame for frame in table.get(key, ()) if frame not in found and _needed(frame, verb))
    return found


def _needed(frame: Frame, verb: Token) -> bool:
    if frame.id == "fly-on" and any(
        child.lower_ == "on" and any(True for _ in child.children) for child in verb.children
    ):
        return False  # "flew on Belgorod" is no flying on
    if verb.lemma_.lower() == "engage" and any(
        child.lower_ == "in" and child.dep_ == "prep" for child in verb.children
    ):
        return False  # "aircraft were engaged in repelling the attack"
    if frame.into and not _leads_into(frame, verb):
        return False
    if not frame.needs:
        return True
    return any(token.lower_ in frame.needs or token.lemma_.lower() in frame.needs for token in verb.subtree)


def _leads_into(frame: Frame, verb: Token) -> bool:
    """Whether the verb's own preposition or adverb leads to one of the frame's words: "in the sea", "in open ground", "short"."""
    for child in verb.children:
        if child.lower_ in frame.into and child.dep_ in {"advmod", "acomp", "prep", "prt"}:
            return True
        if child.dep_ == "prep":
            for obj in child.children:
                if obj.lower_ in frame.into or any(word.lower_ in frame.into for word in obj.children):
                    return True
    return False


def takes_persons(verb: Token) -> bool:
    """Whether the verb is done to nobody but persons, so that a name is a victim's."""
    return not triggers().file.persons_only.verbs.isdisjoint(keys(verb))
