"""What a denial denies: that it happened, or only that it was the speaker's doing; and whose doing else.

"The front denied responsibility for the attack that killed nine": the attack and its dead are taken for granted. "The
ministry dismissed claims by the front that it was behind the bombing" denies that it was the front's, not the ministry's.
"""

import re
from collections.abc import Iterable

from spacy.tokens import Doc, Token

from rashomon.extract.knowledge import cues, triggers
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS, arguments, is_passive, is_verb, subject
from rashomon.model import Speaker
from rashomon.values import Name

# Having part in a deed: what hangs on these is taken for granted.
_PARTS = frozenset({"responsibility", "responsible", "involvement", "involve", "role", "part", "hand", "complicity", "complicit",
                    "connection", "link", "tie", "authorship", "guilt", "guilty", "blame", "participation", "participate",
                    "liability"})  # fmt: skip
_PARTED = frozenset({"for", "in", "of", "with", "to"})
_DOING = frozenset({"carry", "commit", "perpetrate", "stage", "order", "orchestrate", "mastermind", "conduct", "execute", "organise",
                    "organize", "sponsor", "direct"})  # fmt: skip
_NONE = frozenset({"any", "no", "such"})
_BESIDE = frozenset({"after", "before", "when", "while", "though", "although"})
# "The reports that two were killed": the parser may make a relative clause of what is told.
_PAPERS = frozenset({"claim", "report", "allegation", "accusation", "charge", "suggestion", "statement", "assertion", "news", "rumour",
                     "rumor", "information", "account", "version", "narrative", "story", "idea"})  # fmt: skip
_CHARGES = frozenset({"allegation", "accusation", "charge"})
_PARTY_TO = re.compile(
    r"\b(?:responsib|involve|behind|carr(?:y|ied|ying) out|(?:role|part|hand) in|nothing to do|blame|guilt|complicit"
    r"|participat|perpetrat|orchestrat|mastermind|connection|links?\b|authorship|sponsor)", re.I,
)  # fmt: skip
_NOT_WHO = re.compile(
    r"\b(?:deliberate|intention|indiscriminate|on purpose|civilian|past|previous|earlier|similar|other attacks)", re.I
)
_FORCES = frozenset({"force", "troop", "soldier", "fighter", "military", "army", "warplane", "jet", "aircraft", "gunner", "artillery",
                     "unit", "men", "navy", "pilot"})  # fmt: skip


# "A Somali militia's spokesman", "Mali's largest rebel movement": not of the state whose name they bear.
_BANDS = frozenset({"militia", "rebel", "group", "movement", "militant", "insurgent", "guerrilla", "separatist", "faction", "outfit",
                    "front", "islamist", "gang", "cartel", "opposition"})  # fmt: skip


def taken_for_granted(doc: Doc, content: Iterable[int], cue: int, *, denied: bool) -> set[int]:
    """The tokens of a content that its speaker does not vouch for: the deed in which one had part, or had none.

    "Claimed responsibility for the bombing that killed nine": the group says that it did it, not how many died. What is
    ``denied`` takes more for granted: "denied carrying out the strike", "denied that it fired the shell that killed two".
    """
    found: set[int] = set()
    inside = frozenset(content)
    claimed = not denied and doc[cue].lemma_.lower() == "claim"
    if claimed:
        found.update(t.i for deed in _claimed(doc[cue]) for t in deed.subtree if t.i in inside)
        beside = [c for c in doc[cue].children if c.dep_ == "advcl" and c.left_edge.lower_ in _BESIDE]
        found.update(t.i for clause in beside for t in clause.subtree)
    for i in inside:
        token = doc[i]
        lemma = token.lemma_.lower()
        if token.dep_ == "relcl" and token.tag_ == "VBD" and token.head.lemma_.lower() in _PARTS:
            found.update(t.i for t in token.subtree)  # "responsibility for bombings last week that killed nine"
        if lemma not in _PARTS and lemma != "behind" and not denied and not (claimed and lemma in _DOING):
            continue
        for deed in _deeds(token):
            kept = any(child.lower_ in _NONE for child in deed.lefts) or (deed.dep_ == "pcomp" and not denied)
            told = {t.i for t in deed.subtree}
            if deed.i in inside and not kept and cue not in told:  # "…, in which, according to the ward, six died"
                found |= told
        if denied and token.tag_ == "VBD" and (
            (token.dep_ == "relcl" and _is_known(token.head))
            or (token.dep_ in {"ccomp", "relcl"} and _tells_of_a_deed(token))
        ):  # fmt: skip
            found.update(t.i for t in token.subtree)
    if denied:
        verbs = [doc[cue], *(doc[i] for i in inside if doc[i].dep_ in {"ccomp", "xcomp"})]
        after = [c for verb in verbs for c in verb.children if c.dep_ == "advcl" and c.left_edge.lower_ == "after"]
        found.update(t.i for clause in after if clause.i > cue for t in clause.subtree)
    return found


def _claimed(verb: Token) -> list[Token]:
    """The deeds that are objects of "claim": "claimed the bombing", "claimed a series of bombings"."""
    things = [child for child in verb.children if child.dep_ == "dobj"]
    return [
        thing for thing in things
        if is_deed(thing) or any(c.lower_ == "of" and any(is_deed(o) for o in c.children) for c in thing.children)
    ]  # fmt: skip


def _tells_of_a_deed(verb: Token) -> bool:
    """ "Denied that it had claimed the raids last week that killed nine": a relative clause that the parser hung too high."""
    first = next((child for child in verb.children if child.dep_ in SUBJECTS and child.i < verb.i), None)
    if first is None or first.tag_ != "WDT" or (verb.dep_ == "relcl" and is_deed(verb.head)):
        return False
    return any(is_deed(t) for t in verb.doc[max(0, first.i - 4) : first.i])


def said_instead(verb: Token) -> set[int]:
    """ "Denied that its men were there, saying that nine clerics were killed": what who denies says instead."""
    told = (
        child
        for child in verb.children
        if child.dep_ == "advcl" and child.tag_ == "VBG" and cues().verbs.get(child.lemma_.lower()) == "CT+"
    )
    return {t.i for clause in told for t in clause.subtree}


def is_neither(verb: Token) -> bool:
    """ "Neither confirmed nor denied": what one does not do either."""
    first = verb.head if verb.dep_ == "conj" else verb
    both = [*verb.lefts, *first.children]
    return any(
        child.lower_ in {"neither", "nor"} and child.dep_ in {"preconj", "cc", "advmod", "dep", "det"} for child in both
    )


def _is_known(noun: Token) -> bool:
    return any(child.lower_ == "the" for child in noun.lefts) and noun.lemma_.lower() not in _PAPERS


def _deeds(token: Token) -> list[Token]:
    """What somebody had a part in: "responsibility for X", "role in X", "behind X", "carrying out X"."""
    lemma = token.lemma_.lower()
    if lemma in _PARTS:
        links = [child for child in token.children if child.dep_ == "prep"]
        links += [child for child in token.head.children if child.dep_ == "prep" and child.i > token.i]
        return [
            obj
            for link in links
            if link.lower_ in _PARTED
            for obj in link.children
            if obj.dep_ in {"pobj", "pcomp"} and obj.lemma_.lower() not in _PARTS
        ]
    if token.lower_ == "behind":
        return [obj for obj in token.children if obj.dep_ == "pobj"]
    if lemma in _DOING and is_verb(token):
        return [child for child in token.children if child.dep_ == "dobj" and is_deed(child)]
    return []


def is_deed(noun: Token) -> bool:
    """Whether a noun names an attack or another deed of violence."""
    lemma = noun.lemma_.lower()
    return lemma in triggers().file.attacks.nouns or lemma in triggers().by_noun


def is_paper(noun: Token) -> bool:
    """Whether a noun names what somebody asserts: a claim, a report, an accusation."""
    return noun.lemma_.lower() in _PAPERS


def denied_doer(scene: Scene, verb: Token, speaker: Speaker, said: str) -> Name | None:
    """Who, says a denial, did not do it: the speaker, or another side that its words name; None where that is not denied."""
    if _NOT_WHO.search(said):
        return None
    clause = _clause(verb)
    paper = next((t for t in verb.subtree if t.lemma_.lower() in _PAPERS and t.i > verb.i), None)
    if clause is None:
        return _own(scene, verb, speaker) if _is_own(verb, paper, said) else None
    if not _PARTY_TO.search(said) and not _attacks(clause):
        return None
    doer = arguments(clause).agent
    if doer is None and is_passive(clause):
        return None  # "denied that any fighters had been killed"
    by = _by(paper) if paper is not None and paper.lemma_.lower() not in _CHARGES else None
    if doer is None or doer.tag_ == "PRP" or any(child.tag_ == "PRP$" for child in doer.lefts):
        if by is not None:  # "claims by the front that it was behind the bombing"
            return _other(scene, verb, by, speaker)
        return _own(scene, verb, speaker)
    return _other(scene, verb, doer, speaker)


def _is_own(verb: Token, paper: Token | None, said: str) -> bool:
    """Whether what is denied, in no clause with a subject, is a deed of the speaker's own."""
    if (
        paper is not None
        and (paper.lemma_.lower() not in _CHARGES or _by(paper) is None)
        and not _PARTY_TO.search(said)
    ):
        return False
    if paper is not None and paper.lemma_.lower() not in _CHARGES:
        return False  # "rejected the group's claim of responsibility"
    if _PARTY_TO.search(said):
        return True
    objects = [child for child in verb.children if child.dep_ in {"dobj", "xcomp"}]
    return any(is_deed(each) if each.pos_ == "NOUN" else _attacks(each) for each in objects)


def _clause(verb: Token) -> Token | None:
    """The clause with a subject that is denied: "denied that …", "rejected the claim that …", "said it had no part"."""
    for node in verb.subtree:
        if node.i > verb.i and node.dep_ in {"ccomp", "acl", "relcl"} and is_verb(node):
            marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in node.children)
            if node.head.i == verb.i or (marked and node.head.lemma_.lower() in _PAPERS):
                return node if any(c.dep_ in SUBJECTS for c in node.children) else None
    return None


def _attacks(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return lemma in triggers().file.attacks.verbs or lemma in triggers().by_verb


def _by(paper: Token) -> Token | None:
    return next((o for c in paper.children if c.lower_ == "by" for o in c.children if o.dep_ == "pobj"), None)


def _own(scene: Scene, verb: Token, speaker: Speaker) -> Name | None:
    side = scene.tools.lexicon.sides.get(speaker.side or "")
    who = subject(verb)
    armed = who is not None and any(t.lemma_.lower() in _BANDS for t in who.subtree)
    states = speaker.kind in {"official", "military", "agency"} and not armed
    if side is not None and (side.kind != "state" or states):
        return Name(name=side.name, id=side.id, said=speaker.name)
    # "Mali's largest rebel movement" is not Mali; a movement that no list knows is itself.
    itself = speaker.kind in {"party", "military", "unknown"} and not speaker.id.startswith("person-")
    return Name(name=speaker.name, said=speaker.name) if itself and "," not in speaker.name else None


def _other(scene: Scene, verb: Token, doer: Token, speaker: Speaker) -> Name | None:
    """The side that a phrase names; the speaker's own forces are the speaker."""
    terms = scene.terms_in((doer.left_edge.i, min(doer.right_edge.i, doer.i + 3) + 1), "side")
    if terms:
        side = scene.tools.lexicon.sides[terms[0].id]
        return Name(name=side.name, id=side.id, said=terms[0].text)
    words = {t.lower_ for t in scene.doc[doer.left_edge.i : doer.i]}
    return (
        _own(scene, verb, speaker)
        if doer.lemma_.lower() in _FORCES and words & {"its", "our", "their", "his"}
        else None
    )
