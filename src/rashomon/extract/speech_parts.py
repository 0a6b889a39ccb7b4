"""The parts of an act of speech: to whom, about what, on which condition, by when. Spans are code points."""

import re

from spacy.tokens import Span, Token

from rashomon.extract.denials import is_deed, is_paper
from rashomon.extract.knowledge import cues
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS, phrase
from rashomon.extract.times import TimeMention
from rashomon.model import Speaker
from rashomon.values import Name

_CONDEMNING = frozenset({"condemn", "denounce", "deplore", "decry", "criticise", "criticize", "slam", "lambast"})
_ACCUSING = frozenset({"accuse", "blame", "charge", "hold"})
_QUOTES = frozenset('"“”«»„')
_BY = frozenset({"by"})
_AT = frozenset({"on", "against", "at", "upon", "to"})


def deadline_of(scene: Scene, condition: tuple[int, int] | None) -> TimeMention | None:
    """The time inside a condition, with "by", "before" or "until" in front."""
    if condition is None:
        return None
    for mention in scene.times:
        before = scene.text[condition[0] : mention.start] if condition[0] <= mention.start < condition[1] else ""
        if re.search(r"\b(?:by|before|until|till|within)(?: the)?\s+$", before, re.I):
            return mention
    return None


def named(scene: Scene, span: tuple[int, int]) -> Name:
    """The words of a span (code points) as a Name."""
    words = scene.text[span[0] : span[1]]
    return Name(name=" ".join(words.split()).strip('"“”.,'), said=words)


def addressee(
    scene: Scene, verb: Token, act_type: str, patient: Token | None, speaker: Speaker
) -> tuple[Name, tuple[int, int]] | None:
    """Who is accused, asked, threatened or permitted, or whose word is rejected; a side where the words name one."""
    heads = [patient] if patient is not None else []
    heads += _of_the_deed(verb) if act_type == "REJECT" or verb.lemma_.lower() in _CONDEMNING else _addressed(verb)
    below = {"ACCUSE": _BY, "THREATEN": _BY | _AT}.get(act_type, frozenset())
    if below and verb.lemma_.lower() not in _CONDEMNING:
        heads += [
            t for t in verb.subtree if t.dep_ in {"nsubj", "nsubjpass"} or (t.dep_ == "pobj" and t.head.lower_ in below)
        ]
    for head in heads:
        span = (head.left_edge.i, min(head.right_edge.i + 1, head.i + 3))
        for term in scene.terms_in(span, "side"):
            if term.id != speaker.side:
                return Name(name=scene.tools.lexicon.sides[term.id].name, id=term.id, said=term.text), (
                    term.start,
                    term.end,
                )
        for term in scene.terms_in(span, "speaker"):
            entry = scene.tools.lexicon.institutions.get(term.id)
            if entry is not None and entry.id != speaker.id and entry.side != speaker.side:
                return Name(name=entry.name, id=entry.id, said=term.text), (term.start, term.end)
    return _unlisted(scene, verb, act_type)


def _addressed(verb: Token) -> list[Token]:
    """The objects, those of "to", "on" or "against", and the subjects of the content."""
    heads = [child for child in verb.children if child.dep_ in {"dobj", "dative"}]
    for child in verb.children if verb.lemma_.lower() != "summon" else ():
        if child.dep_ in {"prep", "dative"} and child.lower_ in {"to", "on", "against", "with", "upon", "for"}:
            heads += [obj for obj in child.children if obj.dep_ == "pobj"]
        if child.dep_ in {"ccomp", "xcomp"}:
            heads += [each for each in child.children if each.dep_ in SUBJECTS]
    return heads


def _of_the_deed(verb: Token) -> list[Token]:
    """Whose deed or word an object is: "Israel's strike", "the Israeli strike", "accusations by Kyiv"; not where it was done."""
    found: list[Token] = []
    for thing in (child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}):
        of_whom = {"poss", "amod", "compound", "nmod"} if is_deed(thing) or is_paper(thing) else {"poss"}
        found += [
            child for child in thing.lefts if child.dep_ in of_whom and (child.dep_ == "poss" or child.pos_ == "ADJ")
        ]
        found += [o for c in thing.children if c.lower_ == "by" for o in c.children if o.dep_ == "pobj"]
        if thing.pos_ == "PROPN" or thing.ent_type_ in {"NORP", "ORG"}:
            found.append(thing)  # "condemned Hamas"
    return found


def _unlisted(scene: Scene, verb: Token, act_type: str) -> tuple[Name, tuple[int, int]] | None:
    """Whom no list knows: "accused Islamist rebels of it", "urged the allies to send", "called on donors to help"."""
    head: Token | None = None
    if act_type == "ACCUSE" and verb.lemma_.lower() in _ACCUSING:
        head = next((child for child in verb.children if child.dep_ == "dobj"), None)
    elif act_type == "REQUEST" and any(child.dep_ in {"xcomp", "ccomp"} for child in verb.children):
        links = [child for child in verb.children if child.lower_ in {"on", "upon", "to"} and child.dep_ == "prep"]
        heads = [child for child in verb.children if child.dep_ in {"dobj", "dative"} and child.i > verb.i]
        heads += [obj for link in links for obj in link.children if obj.dep_ == "pobj"]
        head = next(iter(heads), None)
    if head is None or head.pos_ not in {"NOUN", "PROPN"} or head.i in scene.time_at:
        return None
    mention = scene.place_at.get(head.i)
    if mention is not None:  # "accused Rwanda of arming the rebels"
        side = scene.tools.lexicon.sides.get((mention.place.country if mention.place is not None else None) or "")
        whole = side is not None and mention.place is not None and mention.place.name == side.name
        return (
            (
                Name(name=side.name, id=side.id, said=scene.text[mention.start : mention.end]),
                (mention.start, mention.end),
            )
            if side is not None and whole
            else None
        )
    if is_deed(head) or (scene.term_at(head, "equipment", "item") is not None and head.pos_ != "PROPN"):
        return None
    first, last = phrase(head)
    while first < last - 1 and (scene.doc[first].dep_ in {"det", "predet"} or scene.doc[first].is_punct):
        first += 1
    start, end = scene.doc[first].idx, scene.doc[last - 1].idx + len(scene.doc[last - 1])
    return named(scene, (start, end)), (start, end)


def _charge(verb: Token) -> list[int]:
    """What somebody is accused of: "of shelling the town", "for the bombing", up to what a comma adds."""
    if verb.lemma_.lower() not in _ACCUSING:
        return []
    thing = next((child for child in verb.children if child.dep_ == "dobj"), None)
    links = [*verb.rights, *(thing.rights if thing is not None else ())]
    link = next((c for c in links if c.dep_ == "prep" and c.lower_ in {"of", "for", "over"} and list(c.children)), None)
    if link is None:
        return []
    found = [t.i for t in link.subtree if t.i != link.i and not t.is_space]
    return found if found and found[0] == link.i + 1 else []


def _tells(clause: Token, verb: Token) -> bool:
    """ "We urge them to fight," he said: the parser takes who tells it for what is told."""
    return (
        clause.dep_ == "ccomp"
        and clause.i > verb.i
        and clause.lemma_.lower() in cues().verbs
        and clause.left_edge.i > 0
        and (clause.left_edge.nbor(-1).text in _QUOTES or clause.left_edge.text in _QUOTES)
    )


def about_span(scene: Scene, sentence: Span, verb: Token, content: frozenset[int]) -> tuple[int, int] | None:
    """The words of the content: the cue's own, else the object or complement of the verb."""
    inside = _charge(verb)
    for wanted in () if inside else ({"ccomp"}, {"dobj", "oprd"}, {"xcomp"}, {"prep", "attr"}):
        heads = [
            c for c in verb.children if c.dep_ in wanted and c.pos_ != "PRON" and not _tells(c, verb)
            and not any(d.dep_ in SUBJECTS and d.tag_ == "WDT" for d in c.children)
        ]  # fmt: skip
        if heads:
            inside = sorted({t.i for head in heads for t in head.subtree if not t.is_space})
            break
    if not inside:
        inside = sorted(i for i in content if sentence.start <= i < sentence.end and not scene.doc[i].is_space)
    if not inside:
        return None
    run = [inside[0]]
    best = run
    for i in inside[1:]:
        run = [*run, i] if i == run[-1] + 1 else [i]
        if len(run) > len(best):
            best = run
    while len(best) > 1 and scene.doc[best[-1]].is_punct:
        best = best[:-1]
    while len(best) > 1 and scene.doc[best[0]].is_punct:
        best = best[1:]
    last = scene.doc[best[-1]]
    return scene.doc[best[0]].idx, last.idx + len(last)


def condition_span(scene: Scene, sentence: Span, conditions: tuple[str, ...]) -> tuple[int, int] | None:
    """An if-clause, an inverted "should", or the subject of "any attack … would be viewed as"."""
    doc = scene.doc
    for token in sentence:
        if token.dep_ in {"advcl", "ccomp", "acl"}:
            for child in token.children:
                marks = child.dep_ in {"mark", "advmod"} and child.lower_ in conditions and child.lower_ != "should"
                if marks or (child.dep_ == "aux" and child.lower_ == "should" and child.i == token.left_edge.i):
                    last = doc[token.right_edge.i]
                    return doc[child.i].idx, last.idx + len(last)
    inverted = re.search(r"\bshould\b(?:\s+[\w'’-]+){1,8}", sentence.text)
    if inverted is not None:
        at = sentence.start_char + inverted.start()
        should = doc.char_span(at, at + len("should"))
        verb = should[0].head if should is not None else None
        if (
            verb is not None
            and verb.dep_ not in {"ROOT", "ccomp", "conj"}
            and not any(c.dep_ in SUBJECTS and c.idx < at for c in verb.children)
        ):
            text = scene.text[at : sentence.end_char].rstrip().rstrip('."”')
            return at, at + len(text)
    for words in ("in the event of", "in case of", "in the event that"):
        at = sentence.text.lower().find(words)
        if at >= 0:
            text = re.split(r"[,.;]", sentence.text[at:])[0]
            return sentence.start_char + at, sentence.start_char + at + len(text)
    for word in sentence:  # "Any attack on the island would be regarded as war"
        noun = word.head
        if (
            word.lower_ == "any"
            and noun.dep_ in SUBJECTS
            and any(child.tag_ == "MD" or child.lower_ == "is" for child in noun.head.children)
        ):
            first, last = doc[noun.left_edge.i], doc[noun.right_edge.i]
            return first.idx, last.idx + len(last)
    return None
