"""Attributions by a verb: quotations, reported clauses, infinitives, objects, and the passive of each."""

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.extract.attributions.further import conditions, continued
from rashomon.extract.attributions.knowledge import PREPOSITIONS, Kind, attributing
from rashomon.extract.attributions.page import Page, Relation
from rashomon.extract.attributions.parts import complement, cue_of, source_of, subject, top, unheaded, whole
from rashomon.extract.attributions.spoken import after_dateline, spoken

_LEMMAS = {"hop": "hope", "retweete": "retweet", "wan": "want"}
_ASSERTING = frozenset({"statement", "finding"})
_NO_CLAIM = frozenset({"mean", "ensure", "make", "help", "let", "allow", "keep", "have", "get", "be", "happen"})


def lemma_of(verb: Token) -> str:
    """The lemma, with the lemmatiser's commonest mistakes put right."""
    lemma = verb.lemma_.lower()
    return _LEMMAS.get(lemma, lemma)


def verb_relation(page: Page, verb: Token, that: set[int]) -> Relation | None:
    """The attribution that a verb makes, or None; ``that`` are the verbs with a clause that "that" opens."""
    lemma = lemma_of(verb)
    table = attributing()
    takes = table.verbs.get(lemma)
    if takes is None:
        if lemma in _NO_CLAIM or verb.i not in that:
            return None
        takes = {"clause": "statement"}
    elif "clause" not in takes and verb.i in that:
        takes = takes | {"clause": next(iter(takes.values()))}
    if page.asserting and takes.get("clause") not in _ASSERTING:
        return None
    if lemma in table.light and any(
        c.dep_ == "dobj" and c.lemma_.lower() in table.nouns and complement(c) for c in verb.children
    ):
        return None
    if any(child.dep_ == "auxpass" for child in verb.children) or _participle(verb):
        return _passive(page, verb, takes)
    cue = cue_of(verb)
    who = subject(verb)
    if who is None and "clause" in takes:
        who = unheaded(verb)
    if who is not None and (who.i in cue or who.dep_ == "expl"):
        who = None
    source = source_of(who, cue) if who is not None else set()
    while source and page.closes(min(source)):
        source.discard(min(source))
    if source:
        source -= set(range(min(source), after_dateline(page.doc, min(source))))
    told = _told(page, verb, takes, cue, source)
    if told is None:
        return None
    content, kind, extra, asserts = told
    content |= continued(page, verb, content)
    content |= {
        c.i for c in verb.children if c.i < verb.i and c.dep_ in {"dobj", "nsubj"} and c.tag_ in {"WDT", "WP"}
    } - source
    cue |= extra
    content = frozenset(content) - cue
    if not content or (who is None and not _subjectless(verb)):
        return None
    if verb.lemma_.lower() in {"seem", "appear"} and "infinitive" in takes:
        if who is not None and who.lower_ == "it" and any(c.dep_ == "ccomp" for c in verb.children):
            source = set()
        return Relation(verb.i, frozenset(), frozenset(cue), content | page.trimmed(source - content), kind)
    source_tokens = page.trimmed(source - content)
    cue = whole(cue, source_tokens, verb.i)
    return Relation(verb.i, source_tokens, page.trimmed(cue) | _colon(page, cue), content, kind, asserts)


def _participle(verb: Token) -> bool:
    """ "Proposals backed by", "Asked whether he would go, …": a passive without an auxiliary."""
    if verb.tag_ != "VBN" or verb.dep_ not in {"acl", "advcl"}:
        return False
    return not any(child.dep_ in {"aux", "nsubj"} for child in verb.children)


def _subjectless(verb: Token) -> bool:
    """Whether a verb may stand without a source: a participle or an infinitive, no order to the reader."""
    return verb.tag_ in {"VBG", "VBN"} or any(child.tag_ in {"TO", "MD"} for child in verb.children)


def _colon(page: Page, cue: set[int]) -> frozenset[int]:
    at = max(cue) + 1
    return frozenset({at}) if at < len(page.doc) and page.doc[at].text == ":" else frozenset()


def _told(
    page: Page, verb: Token, takes: dict[str, Kind], cue: set[int], source: set[int]
) -> tuple[frozenset[int], Kind, set[int], bool] | None:
    """The content, its kind, and what the cue takes in besides its verb."""
    if "clause" in takes:
        said = spoken(page, verb, cue, source, takes)
        if not said and source and takes["clause"] == "statement":
            said = _as_said(page, verb)
        if said:
            return said, takes["clause"], set(), True
    objects = [child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i]
    to = next((child for child in verb.children if child.dep_ in {"xcomp", "ccomp"} and child.i > verb.i
               and any(t.tag_ == "TO" for t in child.children)), None)  # fmt: skip
    if to is not None and "infinitive" in takes:
        parts = {t.i for t in to.subtree}
        if lemma_of(verb) not in _TOLD:
            parts |= {
                t.i for child in verb.children if child.dep_ == "prt" for obj in child.rights for t in obj.subtree
            }
            parts |= {t.i for obj in objects for t in obj.subtree if obj.i < to.i}
        parts |= conditions(verb, max(parts))
        return page.trimmed(_filled(parts, cue)), takes["infinitive"], set(), False
    for child in verb.children:
        if (
            child.dep_ in {"prep", "dative"}
            and child.lower_ in takes
            and child.lower_ in PREPOSITIONS
            and child.i > verb.i
        ):
            if objects and "object" in takes and min(obj.i for obj in objects) < child.i:
                continue
            between = set(range(max(cue) + 1, child.i))
            if len(between) > 3:
                continue
            inside = {t.i for t in child.subtree if t.i != child.i}
            rest = _rest(verb, child)
            if inside:
                return page.trimmed(inside | rest), takes[child.lower_], between | {child.i}, False
    if "as" in takes and any(_as(child) for child in verb.children):
        parts = {t.i for child in verb.children if child.i > verb.i and (
            child.dep_ == "dobj" or _as(child)) for t in child.subtree}  # fmt: skip
        return page.trimmed(parts), takes["as"], set(), False
    if "object" in takes and not ("naming" in takes and lemma_of(verb) in _TOLD):
        parts = {
            t.i for child in verb.children
            if child.i > verb.i and (child.dep_ in {"dobj", "oprd", "ccomp", "xcomp", "acomp"} and child.pos_ != "SCONJ")
            for t in child.subtree
        }  # fmt: skip
        parts |= {t.i for child in verb.children if child.dep_ == "prt" for obj in child.rights for t in obj.subtree}
        if parts:
            for child in verb.children:
                if child.i > min(parts) and (child.dep_ == "prep" and child.lower_ in _HELD):
                    parts |= {t.i for t in child.subtree}
            return page.trimmed(parts), takes["object"], set(), False
        if verb.dep_ == "relcl":
            moved = next((c for c in verb.children if c.dep_ == "dobj" and c.tag_ in {"WDT", "WP"}), None)
            if moved is not None:
                return frozenset({moved.i}), takes["object"], set(), False
    return None


_MOVING = frozenset({"go", "continue", "post", "publish", "charge", "interrupt"})  # "as the war goes on"


def _as_said(page: Page, verb: Token) -> frozenset[int]:
    """ "As the mayor noted, the mill is closed": the sentence beside the clause is what is told."""
    if verb.dep_ != "advcl" or not any(child.lower_ == "as" and child.dep_ == "mark" for child in verb.children):
        return frozenset()
    if any(child.dep_ in {"ccomp", "xcomp", "dobj", "acomp"} for child in verb.children):
        return frozenset()
    if verb.lemma_ in _MOVING:
        return frozenset()
    low, high = verb.left_edge.i, verb.right_edge.i
    beside = {t.i for t in verb.head.subtree} - {t.i for t in verb.subtree}
    before, after = {i for i in beside if i < low}, {i for i in beside if i > high}
    first = min(before, default=low)
    while before and (page.doc[first].dep_ == "cc" or page.doc[first].is_punct or page.doc[first].is_space):
        before.discard(first)
        first = min(before, default=low)
    if page.doc[low - 1].dep_ == "cc" and after:
        before = set()
    return page.content(before, after)


_TOLD = frozenset({"tell", "remind", "promise"})  # their object hears it
_HELD = frozenset({"as", "for", "of", "over", "with", "to", "from", "about", "against"})


def _as(word: Token) -> bool:
    """ "… as a success", "… as the town celebrating itself"."""
    return (word.dep_ == "prep" and word.lower_ == "as") or (
        word.dep_ == "advcl" and word.tag_ in {"VBG", "VBN"} and word.doc[word.left_edge.i].lower_ == "as"
    )


def _rest(verb: Token, child: Token) -> set[int]:
    """What stands behind the object of a cue's preposition: "refers to it as a fee", "calls for a fund to pay"."""
    return {
        t.i
        for other in verb.children
        if other.i > child.i
        and (other.dep_ == "xcomp" or (other.dep_ == "prep" and other.lower_ == "as") or _purpose(other))
        for t in other.subtree
    }


def _purpose(clause: Token) -> bool:
    """ "… to pay for it": an infinitive behind a noun that the parser hung on the verb."""
    return clause.dep_ == "advcl" and clause.tag_ == "VB" and clause.doc[clause.left_edge.i - 1].text != ","


def _filled(parts: set[int], cue: set[int]) -> set[int]:
    """All tokens between the first and the last of ``parts`` that are none of the cue's."""
    return set(range(min(parts), max(parts) + 1)) - cue


_CALLED = frozenset({"know"})  # "a mill known as the Rock": so it is called, by whomever


def _passive(page: Page, verb: Token, takes: dict[str, Kind]) -> Relation | None:
    """ "Is seen as", "was asked about", "expected to", "backed by": the content is the subject and what follows."""
    cue = cue_of(verb)
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    by = next((obj for obj in agent.children if obj.dep_ == "pobj"), None) if agent is not None else None
    named = lemma_of(verb) in _CALLED and page.doc[verb.i + 1].lower_ == "as"
    if agent is None and verb.dep_ == "acl" and not named:
        return None
    source = page.trimmed({t.i for t in by.subtree}) if by is not None else frozenset()
    who = subject(verb)
    theme = {t.i for t in who.subtree} - {t.i for t in top(verb).subtree} if who is not None and verb.dep_ == "acl" else (
        source_of(who, cue) if who is not None else set())  # fmt: skip
    spoken_to = "naming" in takes
    after: set[int] = set()
    about = page.doc[max(cue) + 1] if max(cue) + 1 < len(page.doc) else None
    if about is not None and about.lower_ == "about" and about.head.i == verb.i and "about" in takes:
        cue.add(about.i)
    for child in verb.children:
        if child.i < verb.i or child is agent:
            continue
        if child.dep_ in {"ccomp", "xcomp", "oprd", "dobj"} or (
            child.dep_ == "prep"
            and (child.lower_ == "as" or child.lower_ in takes or (child.lower_ in {"for", "of", "about"}))
        ):
            after |= {t.i for t in child.subtree}
    joined = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" and c.i == max(cue) + 1), None)
    if joined is not None:
        cue.add(joined.i)
    if who is not None and who.lower_ == "it" and any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
        theme = set()
    if named and verb.dep_ == "acl" and page.doc[min(cue) - 1].text == ",":
        theme = set()
    kind = next(iter(takes.values()))
    if spoken_to:
        if not after:
            return None
        return Relation(verb.i, source, frozenset(cue), page.trimmed(after), kind)
    if not theme and not after:
        return None
    if who is not None and who.dep_ == "expl":
        theme = set()
    content = page.content(theme - cue, after - cue)
    content -= source
    return Relation(verb.i, source, frozenset(cue), content, kind) if content else None


def relations(page: Page) -> Iterator[Relation]:
    """The attributions of all verbs."""
    that = {
        token.head.head.i
        for token in page.tokens(words=["that"])
        if token.dep_ == "mark" and token.head.dep_ == "ccomp"
    }
    for token in page.tokens(tags=["VERB"]):
        found = verb_relation(page, token, that)
        if found is not None:
            yield found
