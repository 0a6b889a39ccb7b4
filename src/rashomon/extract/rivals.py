"""Several who speak in one sentence: what each of them says, where a parser hangs one's words below the other's.

"Kyiv said eight were shot down; Moscow insisted that all had hit": the words of one end where the other begins to speak.
Only a speaker inside the words of another ("residents said that the mayor had spoken of two dead") stays inside.
"""

from itertools import pairwise

from msgspec import structs
from spacy.tokens import Span, Token

from rashomon.extract.cues import CONTRASTS, Cue
from rashomon.extract.syntax import is_verb, own_subject, sentence_of

_QUOTES = frozenset({'"', "“", "”", "«", "»"})
_BESIDE = frozenset({"and", "as", "but", ","})


def apart(sentence: Span, found: list[Cue]) -> list[Cue]:
    """The cues of a sentence, each without what another speaker beside it says."""
    if len([cue for cue in found if cue.speakers]) < 2:
        return found
    return _by_phrase(_by_turn(sentence, _by_part(sentence, _by_aside(sentence, _by_gap(found)))))


def _by_gap(found: list[Cue]) -> list[Cue]:
    """What one says under the verb of another ("the governor of three") is not the other's."""
    under = {cue.under: cue.content for cue in found if cue.under is not None}
    return [structs.replace(c, content=c.content - under[c.token]) if c.token in under else c for c in found]


def _by_aside(sentence: Span, found: list[Cue]) -> list[Cue]:
    """ "The group said it fired at Acre, where medics reported three hurt": what the text adds of a place is not the group's."""
    aside: set[int] = set()
    for cue in found:
        verb = sentence.doc[cue.token]
        if cue.speakers and verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children):
            aside |= {t.i for t in verb.subtree}
    return [
        structs.replace(cue, content=cue.content - aside) if aside and cue.token not in aside and not cue.own else cue
        for cue in found
    ]


def _by_part(sentence: Span, found: list[Cue]) -> list[Cue]:
    """Between semicolons each part with a speaker of its own is that speaker's."""
    ends = [t.i for t in sentence if t.text == ";" and not _quoted(sentence, t)]
    if not ends:
        return found
    parts = [range(first, last) for first, last in pairwise([sentence.start, *ends, sentence.end])]
    home = {id(cue): next(number for number, part in enumerate(parts) if _at(cue) in part) for cue in found}
    speaking = {home[id(cue)] for cue in found if cue.speakers and cue.content}
    kept = []
    for cue in found:
        others = {i for number in speaking - {home[id(cue)]} for i in parts[number]}
        kept.append(structs.replace(cue, content=cue.content - others) if others & cue.content else cue)
    return kept


def _by_turn(sentence: Span, found: list[Cue]) -> list[Cue]:
    """One who speaks after "while", "but" or "and" says what follows; who is named behind a clause says that clause."""
    doc = sentence.doc
    ordered = sorted((cue for cue in found if cue.speakers and not cue.own), key=lambda cue: cue.token)
    taken: dict[int, set[int]] = {}
    for first, second in pairwise(ordered):
        if first.speakers[0].id == second.speakers[0].id:
            continue
        verb = doc[second.token]
        opens = _opens(verb)
        turn = _turn(doc[opens - 1], verb) if opens > sentence.start else None
        if turn is not None and turn > first.token and second.token in first.content and not _pluperfect(verb):
            taken.setdefault(first.token, set()).update(range(turn, sentence.end))
        told = [i for i in second.content if i < opens]
        if told and first.token in second.content and _trails(first) and _has_clause(sentence, first, opens):
            taken.setdefault(second.token, set()).update(range(sentence.start, first.token + 1))
            taken.setdefault(first.token, set()).update(range(first.token + 1, sentence.end))
    return [
        structs.replace(cue, content=cue.content - taken[cue.token]) if cue.token in taken and not cue.own else cue
        for cue in found
    ]


def _by_phrase(found: list[Cue]) -> list[Cue]:
    """ "Two died according to the mayor and three according to the governor": each phrase stands with its own part."""
    phrases = sorted((cue for cue in found if cue.own and cue.speakers), key=lambda cue: min(cue.own))
    kept = {id(cue): cue for cue in found}
    for first, second in pairwise(phrases):
        both = first.content & second.content
        if not both or first.speakers[0].id == second.speakers[0].id:
            continue
        leads = min(first.own) <= min(both)
        border = min(second.own) if leads else max(first.own) + 1
        before, after = {i for i in both if i < border}, {i for i in both if i >= border}
        if not after and not leads:
            continue  # "said X, according to the mayor, according to the channel": one holds the other
        kept[id(first)] = structs.replace(kept[id(first)], content=kept[id(first)].content - after)
        kept[id(second)] = structs.replace(kept[id(second)], content=kept[id(second)].content - before)
    return list(kept.values())


def _at(cue: Cue) -> int:
    return min(cue.own) if cue.own else cue.token


def _opens(verb: Token) -> int:
    """Where the clause of a cue begins: at its subject, where that stands before it."""
    subject = own_subject(verb) if is_verb(verb) else None
    return min(verb.i, subject.left_edge.i) if subject is not None else verb.i


def _turn(before: Token, verb: Token) -> int | None:
    """The place of the word that turns from one speaker to the other, or None."""
    step = before
    while step.text == "," or (step.pos_ == "ADV" and step.lower_ not in CONTRASTS):
        if step.i <= sentence_of(step).start:
            return None
        step = step.nbor(-1)
    if step.lower_ in CONTRASTS:
        return step.i
    return step.i if step.lower_ in _BESIDE and step.dep_ == "cc" and is_verb(verb) else None


def _trails(cue: Cue) -> bool:
    return bool(cue.content) and min(cue.content) < cue.token


def _has_clause(sentence: Span, first: Cue, opens: int) -> bool:
    """Whether something is told between two speakers: "Two died, Kyiv said, and three were hurt, Moscow said"."""
    return any(is_verb(t) and t.dep_ not in {"aux", "auxpass"} for t in sentence.doc[first.token + 1 : opens])


def _pluperfect(verb: Token) -> bool:
    """ "The ministry said two had died while the governor had spoken of three": what was said before is reported."""
    return any(child.lower_ == "had" and child.dep_ == "aux" for child in verb.children)


def _quoted(sentence: Span, token: Token) -> bool:
    return sum(t.text in _QUOTES for t in sentence.doc[sentence.start : token.i]) % 2 == 1
