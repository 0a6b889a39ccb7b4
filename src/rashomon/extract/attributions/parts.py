"""The three parts of an attribution by a verb: the words of its cue, who stands as its source, where its content is."""

from spacy.tokens import Token

from rashomon.extract.attributions.knowledge import attributing
from rashomon.extract.syntax import sentence_of

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_BEFORE = frozenset({"aux", "auxpass", "neg"})
_ASKING = frozenset({"WRB", "WDT", "WP"})
_TURNS = frozenset({"so", "thus", "therefore", "instead", "meanwhile", "however"})
_AFTER = frozenset(
    {"back", "on", "again", "aloud", "earlier", "later", "here", "today", "much", "instead", "often", "twice"}
)


def cue_of(verb: Token) -> set[int]:
    """The verb with its auxiliaries, its adverbs, its particle and the verb that it is the infinitive of."""
    found = {verb.i}
    for child in verb.children:
        if (child.dep_ in _BEFORE and child.i < verb.i and child.tag_ != "TO") or child.dep_ == "prt":
            found.add(child.i)
    low = min(found)
    for child in verb.children:
        if low < child.i < verb.i and child.dep_ in {"advmod", "npadvmod"}:
            found.update(t.i for t in child.subtree)
    found |= _adverbs_before(verb, min(found))
    at = max(found) + 1
    doc = verb.doc
    if at < len(doc) and doc[at].head.i == verb.i and doc[at].dep_ == "advmod" and _of_the_saying(doc[at]):
        found.add(at)
    if _raised(verb):
        above = cue_of(verb.head)
        found |= above | set(range(max(above), verb.i))
    elif verb.i > 0 and doc[min(found) - 1].tag_ == "TO" and doc[min(found) - 1].head.i == verb.i:
        found.add(min(found) - 1)
    return found


def _of_the_saying(adverb: Token) -> bool:
    """Whether an adverb behind the verb tells how or when it is said, and begins nothing."""
    return adverb.lower_ in _AFTER or (adverb.lower_.endswith("ly") and not any(True for _ in adverb.rights))


def _adverbs_before(verb: Token, low: int) -> set[int]:
    """Adverbs that touch the cue from the left, where the subject or a conjunction stands before them."""
    found: set[int] = set()
    at = low - 1
    while at >= sentence_of(verb).start:
        token = verb.doc[at]
        fits = token.dep_ in {"advmod", "neg"} and token.head.i in {verb.i, *found} and token.tag_ not in _ASKING
        if not fits or token.lower_ in _TURNS:
            break
        found.add(at)
        at -= 1
    if found and at < sentence_of(verb).start:
        return set()
    if found and verb.doc[at].is_punct and verb.doc[at].text != ",":
        return set()
    return found


def top(verb: Token) -> Token:
    """The verb whose subject an infinitive cue has: "continued" in "continued to say"."""
    while _raised(verb):
        verb = verb.head
    return verb


def _raised(verb: Token) -> bool:
    """Whether a verb is the infinitive of one that only leads to it: "tried to say", "went on to say"."""
    if verb.head.i >= verb.i or verb.head.lemma_.lower() not in attributing().raising:
        return False
    if verb.dep_ == "xcomp":
        return True
    return verb.dep_ == "advcl" and verb.head.lemma_.lower() == "go" and verb.doc[verb.i - 2].lower_ == "on"


def subject(verb: Token) -> Token | None:
    """Who the verb's subject is: its own, that of the verb it is joined to, or the noun that it describes."""
    verb = top(verb)
    for _ in range(6):
        own = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
        if own:
            before = [child for child in own if child.i < verb.i]
            return before[-1] if before else own[0]
        if verb.dep_ == "acl":
            return verb.head
        stray = _stray(verb)
        if stray is not None:
            return stray
        if verb.dep_ == "pcomp" and verb.head.lower_ == "as":  # "quoted the mayor as saying"
            return next((child for child in verb.head.head.children if child.dep_ == "dobj"), None)
        if verb.dep_ in {"conj", "xcomp", "advcl"} or (verb.dep_ == "pcomp" and verb.head.head.pos_ in {"VERB", "AUX"}):
            verb = verb.head if verb.dep_ != "pcomp" else verb.head.head
            if verb.pos_ not in {"VERB", "AUX"}:
                return None
            continue
        return None
    return None


def _stray(verb: Token) -> Token | None:
    """ "Smith said": a name right before the verb that the parser took for something else."""
    low = min((c.i for c in verb.children if c.dep_ in _BEFORE and c.i < verb.i), default=verb.i)
    if low <= sentence_of(verb).start or verb.tag_ in {"VBG", "VB"}:
        return None
    before = verb.doc[low - 1]
    if before.head.i == verb.i and before.dep_ in {"advmod", "dep", "npadvmod", "dobj", "attr", "ccomp", "compound"} and (
        before.pos_ == "PROPN" or (before.text[:1].isupper() and before.pos_ in {"ADV", "NOUN", "ADJ"} and before.lower_ not in _OPENERS)
    ):  # fmt: skip
        return before
    return None


def unheaded(verb: Token) -> Token | None:
    """Who says it where the parser gave a verb no subject: the noun right before it, or behind it where it stands last."""
    if verb.tag_ not in {"VBD", "VBP", "VBZ"}:
        return None
    doc, sentence = verb.doc, sentence_of(verb)
    low = min((c.i for c in verb.children if c.dep_ in _BEFORE | {"advmod"} and c.i < verb.i), default=verb.i)
    at = low - 1
    if at > sentence.start and doc[at].text == ",":
        last = doc[at - 1]
        at -= any(t.dep_ == "appos" and t.right_edge.i == last.i for t in (last, *last.ancestors))
    noun = doc[at]
    if at >= sentence.start and noun.pos_ in {"PROPN", "NOUN", "NUM"} and noun.ent_type_ not in {"DATE", "TIME"}:
        for above in [] if noun.ent_type_ == "PERSON" else list(noun.ancestors):
            if above.i >= low or above.head.i in {verb.i, above.i}:
                break
            noun = above if above.pos_ in {"PROPN", "NOUN", "NUM", "PRON"} or above.tag_ in {"JJS", "CD"} else noun
        return noun
    if verb.i == 0 or not (doc[verb.i - 1].is_punct or doc[verb.i - 1].is_quote or verb.i == sentence.start):
        return None
    return next(
        (c for c in verb.children if c.dep_ in _AFTER_VERB and c.left_edge.i == verb.i + 1 and c.pos_ in {"PROPN", "NOUN", "PRON"}
         and c.ent_type_ not in {"DATE", "TIME"}),
        None,
    )  # fmt: skip


_AFTER_VERB = frozenset({"dobj", "npadvmod", "attr", "oprd", "dative"})
_OPENERS = frozenset(
    {
        "then",
        "so",
        "also",
        "now",
        "later",
        "today",
        "yesterday",
        "tomorrow",
        "first",
        "still",
        "instead",
        "here",
        "once",
    }
)


_ASIDE = 9  # words; a longer clause set off by commas tells of the source and does not name it


def source_of(noun: Token, cue: set[int] | frozenset[int]) -> set[int]:
    """The noun phrase of a source: all that hangs on it, without what hangs on it by the parser's mistake."""
    found = {t.i for t in noun.subtree}
    low, high = min(cue), max(cue)
    if noun.i < low:
        found = {i for i in found if i < low}
    elif noun.i > high:
        found = {i for i in found if i > high}
    for child in noun.children:
        if child.dep_ not in {"relcl", "acl"} or child.i < noun.i or child.i not in found:
            continue
        clause = {t.i for t in child.subtree}
        set_off = noun.doc[min(clause) - 1].text in {",", "-", "--", "—", "–"}
        if cue & clause or (set_off and len(clause) > _ASIDE):
            found -= clause
    return found


def light(verb: Token) -> bool:
    """Whether a verb adds nothing to the noun that attributes: "made a promise to", "expressed doubts about"."""
    return verb.lemma_.lower() in attributing().light


def complement(noun: Token) -> Token | None:
    """What hangs on a noun that attributes: "that …", "to …", "about …"."""
    clause = next((c for c in noun.children if c.dep_ in {"acl", "ccomp"} and c.i > noun.i and any(
        t.tag_ == "TO" or t.lower_ == "that" for t in c.children)), None)  # fmt: skip
    return clause or next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in _OF_NOUNS), None)


_OF_NOUNS = frozenset({"about", "for", "to", "on", "of", "against", "with", "over"})
_GAP = 3


def whole(cue: set[int], source: frozenset[int], verb: int) -> set[int]:
    """A cue without the auxiliary of a question ("do you think"), and without gaps ("have both said")."""
    within = {i for i in source if min(cue) < i < max(cue)}
    if within:
        return {i for i in cue if i > min(within)} or {verb}
    first = min(cue)
    return set(range(first, max(cue) + 1)) if max(cue) + 1 - first - len(cue) <= _GAP else cue
