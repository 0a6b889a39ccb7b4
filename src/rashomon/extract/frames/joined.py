"""Verbs joined side by side that share one number: "killed and wounded 30", "shot down or suppressed"."""

from spacy.tokens import Token

from rashomon.extract.discourse import Discourse
from rashomon.extract.knowledge import triggers
from rashomon.extract.syntax import PASSIVE, is_passive, is_verb, own_subject, particle

HARMS = frozenset({"killed", "injured"})
_JOINTS = frozenset({",", "and", "or"})
_LAST = 8  # facts back among which those of the verb just before stand


def either(verb: Token) -> str | None:
    """ "Killed or wounded", "killed and wounded 30": one number, of which nobody says how many came to which harm."""
    table, states = triggers().by_verb, triggers().state_of
    if verb.lower_ not in states and not any(f.question in HARMS for f in table.get(verb.lemma_.lower(), ())):
        return None
    joined = _side_by_side(verb)
    words = {f.question for each in joined for f in table.get(each.lemma_.lower(), ()) if not f.needs}
    words |= {states[each.lower_] for each in joined if each.lower_ in states}
    if len(joined) < 2 or not words >= HARMS:
        return None
    if any(token.lower_ == "or" for token in verb.doc[verb.i : joined[-1].i]):
        return "casualties"
    own, shared = ([c for c in each.children if c.dep_ == "dobj"] for each in (verb, joined[-1]))
    passive = any(c.dep_ in PASSIVE for c in verb.children)
    bare = verb.tag_ == joined[-1].tag_ == "VBN" and not shared and not any(c.dep_ == "aux" for c in verb.children)
    one = not shared if passive else bool(shared) or bare or verb.dep_ == "acl"  # not "were wounded and killed a guard"
    return "casualties" if one and not own else None


def _side_by_side(verb: Token) -> list[Token]:
    """A verb and those that follow it with nothing but commas and one "and" or "or" between them."""
    doc, found, at = verb.doc, [verb], verb.i + 1
    while at < len(doc) and doc[at].text in _JOINTS:
        while at < len(doc) and doc[at].text in _JOINTS:
            at += 1
        if at == len(doc) or own_subject(doc[at]) is not None:
            break
        clipped = (
            doc[at].dep_ in {"advcl", "acl"} and doc[at].tag_ == "VBN" == verb.tag_
        )  # "20 soldiers killed, wounded in clashes"
        if doc[at].dep_ != "conj" and not (clipped and doc[at].lower_ in triggers().state_of):
            break
        found.append(doc[at])
        at += 1
    return found


def is_second_of(verb: Token, discourse: Discourse) -> bool:
    """Whether a verb is joined to another one that has counted for both."""
    if verb.dep_ != "conj" or not is_verb(verb.head):
        return False
    first = first_of(verb)
    counted = any(fact.trigger == first.i for fact in discourse.facts[-_LAST:])
    return _is_stopped_too(verb) or (counted and either(first) is not None)


def first_of(verb: Token) -> Token:
    """The first of the verbs that ``verb`` is joined to."""
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    return verb


def last_joint(verb: Token) -> int:
    """Where the "and" or "or" stands that joins another verb to this one."""
    return max(child.i for child in verb.children if child.dep_ == "cc")


def _is_stopped_too(verb: Token) -> bool:
    """ "Shot down or suppressed", "destroyed and suppressed": one count of what was stopped, and not one more of what was lost."""
    first = verb.head
    joints = {child.lower_ for child in first.children if child.dep_ == "cc" and child.i < verb.i}
    alone = not any(child.dep_ in {"nsubj", "nsubjpass", "dobj", "auxpass", "aux"} for child in verb.children)
    if not ("or" in joints or ("and" in joints and alone and is_passive(first) and verb.i == last_joint(first) + 1)):
        return False
    table = triggers().by_verb
    part = particle(first)
    keys = [first.lemma_.lower(), *([f"{first.lemma_.lower()} {part}"] if part is not None else [])]
    stopped = {frame.question for key in keys for frame in table.get(key, ())}
    return "intercepted" in stopped and "diverted" in {f.question for f in table.get(verb.lemma_.lower(), ())}
