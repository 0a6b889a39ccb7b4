"""Whether a sentence speaks of what was used: the weapon as the means, not as part of a deed."""

from spacy.tokens import Token

_WITH = frozenset({"by", "with", "from"})
USING = frozenset({"use", "employ", "utilize", "utilise"})
_USES = frozenset({"use", "employment", "usage"})
_PART = frozenset({"compound", "nmod", "amod", "appos", "conj"})


def is_means(weapon: Token) -> bool:
    """Whether denying the clause denies the weapon: it is what something was, was used, or was done with.

    "It was not an Iskander", "did not use drones", "was not hit by a Kh-22", "the use of cluster bombs". In "denied that any
    drone got through", "has never downed a single Kh-22", "did not fire one shell" a deed is denied, and no weapon.
    """
    node = weapon
    while node.dep_ in _PART and node.head is not node:
        node = node.head
    above = node.head
    if node.dep_ in {"attr", "oprd"}:
        return above.lemma_ == "be"
    if node.dep_ == "pobj":
        if above.dep_ == "agent" or above.lower_ in _WITH:
            return True
        if above.lower_ != "of":
            return False
        return above.head.lemma_.lower() in _USES or _is_counted_of(above.head)
    return above.lemma_.lower() in USING


def _is_counted_of(head: Token) -> bool:
    """ "It was not one of their missiles", "not the type of drone that": the numeral or noun before "of" stands for the weapon."""
    return head.dep_ == "attr" and head.head.lemma_ == "be"
