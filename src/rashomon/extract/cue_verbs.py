"""Cues with a verb: "the ministry said that …", "…, he added", "was reported by residents", "put the toll at"."""

from spacy.tokens import Span, Token

from rashomon.extract.cue_trailing import MADE, inverted, is_clipped, set_off, told_behind
from rashomon.extract.cues import (
    CITING,
    RELAY_KINDS,
    STRONG,
    TALLYING,
    UNITS,
    WEAK,
    Cue,
    behind_semicolon,
    could_speak,
    own_tokens,
    plausible,
    rest_of_clause,
)
from rashomon.extract.knowledge import cues
from rashomon.extract.papers import PAPERS
from rashomon.extract.quotes import Quotations
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast
from rashomon.extract.syntax import SUBJECTS, is_verb, subject
from rashomon.model import Factuality, Speaker

ACCUSING = frozenset({"accuse", "blame", "charge"})
_PLACING = frozenset({"together", "out", "on", "up", "down", "into", "under", "off", "through"})  # "put out the fire"
_DENOUNCING = frozenset({"denounce", "lament"})  # "…, denounced the guard": of what stands before it
# Verbs of saying that only somebody who speaks has a clause with, and words for those who count, by their endings.
_PERSONAL = frozenset(
    {"inform", "report", "announce", "claim", "warn", "reply", "respond", "answer", "comment", "charge", "conclude"}
)
_ENDINGS = ("er", "or", "ist", "man", "woman", "ian", "ant", "men")
_TRACES = frozenset({"trace", "evidence", "sign", "proof", "indication"})
_ASKED = frozenset({"question", "request", "query", "enquiry", "inquiry", "comment", "criticism", "statement", "report", "accusation",
                    "claim", "allegation", "charge", "journalist", "reporter", "post", "letter", "interview"})  # fmt: skip
_STEM = 4  # letters that a word with such an ending has more of
_TELLING = frozenset({"tell", "inform", "write", "say", "speak", "confirm"})
_SAID_TO = frozenset({"say", "report", "believe", "think", "rumour", "rumor", "allege", "suspect", "claim", "presume"})


def verb_cue(
    scene: Scene, cast: Cast, quotations: Quotations, sentence: Span, verb: Token, earlier: list[int]
) -> Cue | None:
    """The cue that ``verb`` makes, or None; ``earlier`` collects the verbs of insertions (", he said,")."""
    lemma = verb.lemma_.lower()
    value = cues().verbs.get(lemma, "CT+")
    if any(child.dep_ == "oprd" for child in verb.children):
        value = "CT+"  # "calling it a missile strike" says that it was one
    if is_hearsay(verb) or _is_compounded(verb):
        return None
    passive = _is_passive(verb)
    leading = complement(verb, after_only=True)
    if not passive and lemma != "speak":
        insertion = told_behind(scene, sentence, verb, lemma)
        if insertion is None and not leading:
            insertion = set_off(scene, sentence, verb, lemma, earlier) or inverted(scene, sentence, verb, lemma)
        if insertion is not None:
            speaker = cast.resolve_phrase(insertion.phrase)
            if speaker is None:
                return None
            earlier.append(verb.i)
            named = range(insertion.phrase.start, insertion.phrase.end)
            told = complement(verb) - set(range(insertion.first, verb.i + 1)) - set(named)
            quoted = quotations.beside(sentence, verb)
            content = frozenset(insertion.content | told | quoted) - {verb.i}
            return Cue(verb.i, (speaker, *_audience(scene, cast, verb, lemma)), content, frozenset(), value, lemma)
    if is_clipped(verb) or (lemma == "put" and any(child.lower_ in _PLACING for child in verb.children)):
        return None
    counted = _counted_so(scene, verb, lemma)
    if counted:
        return _counting_cue(scene, cast, verb, counted, lemma)
    found = _passive(scene, verb) if passive else _active(scene, quotations, sentence, verb, lemma)
    if found is None:
        return None
    speaker_token, content = found
    quoted = quotations.beside(sentence, verb)
    if (speaker_token.i in content and not quoted) or (not content and not quoted):
        return None
    known = plausible(scene, speaker_token)
    if (
        not known
        and not quoted
        and (
            (lemma in WEAK and not _told(scene, verb, lemma, speaker_token, content))
            or (not (lemma in STRONG and could_speak(scene, speaker_token)) and not content)
        )
    ):
        return None
    speaker = cast.resolve(speaker_token)
    if (
        speaker is None and speaker_token.lemma_.lower() in PAPERS and lemma not in CITING
    ):  # "initial reports suggest": nobody's word
        return Cue(verb.i, (), content, frozenset(), "PR+" if value == "CT+" else value, lemma)
    if speaker is None:
        return None
    if lemma in TALLYING and not complement(verb) and not passive and verb.dep_ not in {"relcl", "acl"}:
        behind = frozenset(rest_of_clause(scene, sentence, verb))
        content = content | behind if behind & scene.count_at.keys() and content else content
    content = frozenset(content | quoted) - own_tokens(verb, speaker_token, content)
    value = _doubted(speaker_token, value)
    through = (*cited_by(cast, speaker_token), *_audience(scene, cast, verb, lemma))
    return Cue(verb.i, (speaker, *through), content, frozenset(), value, lemma)


def _told(scene: Scene, verb: Token, lemma: str, who: Token, content: frozenset[int]) -> bool:
    """ "Fishermen report that …", "the brigade reported the loss of two tanks": whoever tells a clause or a number so."""
    if not could_speak(scene, who):
        return False
    if lemma in _PERSONAL and any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children):
        return True
    noun = who.lemma_.lower()
    someone = noun in UNITS or (len(noun) > _STEM and noun.endswith(_ENDINGS))
    return lemma in TALLYING | {"admit"} and lemma != "put" and someone and bool(content & scene.count_at.keys())


def _counted_so(scene: Scene, verb: Token, lemma: str) -> frozenset[int]:
    """ "The 188 drones that the air force counted": what the relative clause hangs on."""
    noun = verb.head
    if (
        verb.dep_ != "relcl"
        or lemma not in TALLYING | {"count"}
        or not any(t.i in scene.count_at for t in (noun, *noun.lefts))
    ):
        return frozenset()
    inner = {t.i for t in verb.subtree}
    moved = any(child.dep_ == "dobj" and child.tag_ in {"WDT", "WP"} for child in verb.children)
    mute = not any(child.dep_ in {"dobj", "ccomp"} and child.tag_ not in {"WDT", "WP"} for child in verb.children)
    return frozenset(t.i for t in noun.subtree if t.i not in inner) if moved or mute else frozenset()


def _counting_cue(scene: Scene, cast: Cast, verb: Token, content: frozenset[int], lemma: str) -> Cue | None:
    who = next((child for child in verb.children if child.dep_ == "nsubj" and child.tag_ not in {"WDT", "WP"}), None)
    speaker = cast.resolve(who) if who is not None and plausible(scene, who) else None
    return None if speaker is None else Cue(verb.i, (speaker,), content, frozenset(), "CT+", lemma)


def speaks(token: Token) -> bool:
    """Whether a word is a verb of saying: one of the lexicon, a closing one that reads as a noun, or "made known"."""
    lemma = token.lemma_.lower()
    if lemma == "make":
        return token.i + 1 < len(token.doc) and (token.nbor().lower_ in MADE or _made_clear(token))
    if lemma == "respond" and any(
        obj.lemma_.lower() not in _ASKED for to in token.children if to.lower_ == "to" for obj in to.children
    ):
        return False  # "they are responding to treatment", "troops responded to the raid"
    return (lemma in cues().verbs or lemma in _DENOUNCING) and (is_verb(token) or is_clipped(token))


def _made_clear(verb: Token) -> bool:
    """ "The envoy made it clear that": what follows is said."""
    words = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 4]]
    return len(words) == 3 and words[0] == "it" and words[1] in MADE | {"clear", "plain"} and words[2] == "that"


def accusing_cue(scene: Scene, cast: Cast, verb: Token) -> Cue | None:
    """ "X accused the army of killing two": the accuser's words; "is accused of killing two" are nobody's, and probable."""
    deed = next((each for prep in verb.children if prep.dep_ == "prep" and prep.lower_ in {"of", "for", "with"}
                 for each in prep.children if each.dep_ == "pcomp"), None)  # fmt: skip
    if deed is None:
        return None
    content = frozenset(t.i for t in deed.subtree)
    if _is_passive(verb) or (verb.dep_ == "acl" and verb.tag_ == "VBN"):  # "men accused of killing two"
        by = next(
            (obj for child in verb.children if child.dep_ == "agent" for obj in child.children if obj.dep_ == "pobj"),
            None,
        )
    else:
        by = _subject(verb)
    speaker = cast.resolve(by) if by is not None and by.i not in content else None
    if speaker is None:
        return Cue(verb.i, (), content, frozenset(), "PR+", verb.lemma_.lower())
    return Cue(
        verb.i, (speaker,), content - own_tokens(verb, by or verb, content), frozenset(), "CT+", verb.lemma_.lower()
    )


def cited_by(cast: Cast, token: Token) -> list[Speaker]:
    """ "Relatives cited by the Sudan Tribune": the one that cites passes the words on."""
    agents = [
        obj for child in token.children if child.lemma_.lower() in CITING
        for by in child.children if by.dep_ in {"agent", "prep"} for obj in by.children if obj.dep_ == "pobj"
    ]  # fmt: skip
    return [speaker for agent in agents if (speaker := cast.resolve(agent, remember=False)) is not None]


def is_hearsay(verb: Token) -> bool:
    """ "is said to have", "were reported killed", "it is believed that": said by nobody who is named."""
    if verb.lemma_.lower() not in _SAID_TO or not any(child.dep_ == "auxpass" for child in verb.children):
        return False
    return not any(child.dep_ == "agent" or (child.lower_ == "by" and child.dep_ == "prep") for child in verb.children)


def hearsay(verb: Token) -> frozenset[int]:
    """The tokens that only hearsay vouches for: the verb's complement and its subject."""
    content = set(complement(verb))
    if content:
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                content |= {t.i for t in child.subtree}
    return frozenset(content)


def complement(verb: Token, *, after_only: bool = False) -> frozenset[int]:
    """The clause that the cue takes: "said that …", "claims to have …"."""
    found: set[int] = set()
    for child in verb.children:
        if child.i < verb.i and (after_only or _ends(child, verb)):
            continue
        if (
            child.dep_ == "ccomp"
            or (child.dep_ == "xcomp" and child.tag_ in {"VB", "VBG", "VBN"})
            or (child.dep_ == "parataxis" and child.i < verb.i)
        ):
            found.update(t.i for t in child.subtree)
        elif child.dep_ == "advcl" and child.tag_ == "VBG" and child.i > verb.i and _claims_to(verb):
            found.update(t.i for t in child.subtree)  # "claimed to have trapped a unit, killing nine"
        elif child.dep_ == "prep" and child.lower_ == "in" and child.i > verb.i:
            found.update(_in_a_statement(child))
        elif child.dep_ == "conj" and child.i > verb.i and _joined_within(verb, child, found):
            found.update(t.i for t in child.subtree)
    return frozenset(found)


def _claims_to(verb: Token) -> bool:
    return verb.lemma_.lower() == "claim" and any(child.dep_ == "xcomp" for child in verb.children)


def _ends(clause: Token, verb: Token) -> bool:
    """ "The rebels said nine; the army put it at four": a semicolon closes a clause, and behind it somebody else speaks."""
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.left_edge.i > clause.i), None)
    if who is not None and who.left_edge.nbor(-1).text == ";":
        return True  # "eleven died; the ministry put the number at seven"
    divided = clause.lemma_.lower() in cues().verbs and any(t.text == ";" for t in verb.doc[clause.i : verb.i])
    return divided and any(child.dep_ == "nsubj" and child.i > clause.right_edge.i for child in verb.children)


def _joined_within(verb: Token, clause: Token, told: set[int]) -> bool:
    """ "Said that two had come and, by first reports, there had been no dead": an "and" inside what is told joins to that."""
    joint = next((t for t in reversed(verb.doc[verb.i : clause.i]) if t.dep_ == "cc"), None)
    own = any(c.dep_ == "expl" or (c.dep_ == "nsubjpass" and c.pos_ != "PRON") for c in clause.children)
    return joint is not None and joint.head.i in told and own and clause.lemma_.lower() not in cues().verbs


def _in_a_statement(preposition: Token) -> set[int]:
    """ "Said in a statement that …": the clause that the parser hangs on the statement."""
    return {
        t.i
        for paper in preposition.children
        for clause in paper.children
        if clause.dep_ in {"acl", "relcl", "ccomp"}
        and any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children)
        for t in clause.subtree
    }


def _is_passive(verb: Token) -> bool:
    if any(child.dep_ == "auxpass" for child in verb.children):
        return True
    if verb.tag_ not in {"VBN", "VBD"} or any(child.dep_ in {"nsubj", "aux"} for child in verb.children):
        return False
    return verb.dep_ in {"acl", "relcl"} and any(child.dep_ == "agent" for child in verb.children)


def _passive(scene: Scene, verb: Token) -> tuple[Token, frozenset[int]] | None:
    """ "reported by residents": the agent, and the clause or the subject that it vouches for."""
    agent = next((obj for child in verb.children if child.dep_ == "agent" or child.lower_ == "by"
                  for obj in child.children if obj.dep_ == "pobj"), None)  # fmt: skip
    if agent is None or not plausible(scene, agent):
        return None
    content = set(complement(verb))
    if not content:
        own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        if own is not None and own.tag_ != "PRP":
            content = {t.i for t in own.subtree}
            for (
                child
            ) in verb.children:  # "three deaths were reported from Pokrovsk by the governor, and one from Dnipro"
                if child.dep_ in {"prep", "npadvmod"} and child.lower_ != "by":
                    content |= {t.i for t in child.subtree}
            content.add(verb.i)
        if verb.dep_ in {"acl", "relcl"}:
            content = {t.i for t in verb.head.subtree if not verb.is_ancestor(t) and t.i != verb.i}
    return agent, frozenset(content)


def _by_telephone(verb: Token) -> Token | None:
    """ "Villagers interviewed by phone spoke of …": the parser takes the phone for part of the verb."""
    doc = verb.doc
    at = verb.i - 3
    if (
        at < 1
        or doc[verb.i - 1].lower_ not in {"phone", "telephone"}
        or doc[verb.i - 2].lower_ != "by"
        or doc[at].tag_ != "VBN"
    ):
        return None
    return doc[at].head if doc[at].head.pos_ in {"NOUN", "PROPN"} and doc[at].head.i < at else None


def _active(
    scene: Scene, quotations: Quotations, sentence: Span, verb: Token, lemma: str
) -> tuple[Token, frozenset[int]] | None:
    """The subject and the clause or object: "the ministry said that", "the police put the toll at 46"."""
    own = any(child.dep_ == "nsubj" for child in verb.children)
    speaker = (None if own else behind_semicolon(scene, verb)) or _subject(verb) or _by_telephone(verb)
    if speaker is None:
        return None
    content = complement(verb) if lemma != "speak" else frozenset()
    if content and lemma in {"tell", "inform"}:  # "told reporters of two dead and nine houses destroyed"
        heard = [child for child in verb.children if child.dep_ in {"dobj", "dative"} and child.i > verb.i]
        content |= {t.i for each in heard for of in each.children if of.lower_ == "of" for t in of.subtree}
    if lemma == "make" and _made_clear(verb):
        content = frozenset(range(verb.i + 3, sentence.end))
    if lemma == "find":  # "found that" and "found traces of", but not "found explosives"
        traces = any(c.dep_ == "dobj" and c.lemma_.lower() in _TRACES for c in verb.children)
        return speaker, content or (_object(verb, lemma) if traces else frozenset())
    if not content and (lemma in TALLYING or (plausible(scene, speaker) and not quotations.beside(sentence, verb))):
        content = _object(verb, lemma)
    return speaker, content


def _subject(verb: Token) -> Token | None:
    own = [child for child in verb.children if child.dep_ == "nsubj"]
    if own:
        # Of two subjects the parser took one from the clause before: the nearest is the verb's.
        nearest = max((child for child in own if child.i < verb.i), key=lambda t: t.i, default=own[0])
        if nearest.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
            return verb.head
        return nearest
    if verb.dep_ == "acl" and verb.tag_ in {"VBN", "VBD"} and any(child.dep_ == "ccomp" for child in verb.children):
        # "The press service of the rescuers reported that": a main verb that the parser hangs on the last noun.
        of = verb.head.head
        if verb.head.dep_ == "pobj" and of.dep_ == "prep" and of.head.dep_ == "ROOT" and of.head.pos_ == "NOUN":
            return of.head
    if verb.tag_ in {"VBD", "VBZ", "VBP"} and any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
        # "In an interview with the channel, the governor said that": a subject that the parser hangs on the noun before the comma.
        fronted = {t.i for c in verb.children if c.dep_ == "prep" and c.i < verb.i for t in c.subtree}
        for token in reversed(verb.doc[verb.sent.start : verb.i]):
            if token.i in fronted and token.dep_ == "appos" and token.right_edge.i == verb.i - 1:
                return token if token.left_edge.nbor(-1).text == "," else None
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.lemma_.lower() in _GOING_ON:
        # "Said that Russia had launched 40 drones, adding that": who speaks goes on, not the one who is spoken of.
        telling = next((t for t in verb.ancestors if t.lemma_.lower() in cues().verbs and t.dep_ != "acl"), None)
        if telling is not None:
            return _subject(telling)
    teller = _teller_of_both(verb)
    if teller is not None:
        return teller
    if verb.dep_ in {"advcl", "conj", "acl", "xcomp"} and verb.tag_ in {"VBG", "VBD", "VBN", "VBZ", "VBP", "VB"}:
        return subject(verb)
    return None


def _is_compounded(verb: Token) -> bool:
    """ "Claimed it had self-reported one death": the second half of a word speaks for nobody."""
    return verb.i > 1 and verb.nbor(-1).text == "-" and not verb.nbor(-1).whitespace_ and not verb.nbor(-2).whitespace_


def _teller_of_both(verb: Token) -> Token | None:
    """ "The army said the depot was destroyed and claimed that nine had died": the army claims, though the parser joins it to the depot.

    Not where what is said first is an act of speech itself: "the envoy said the rebels had denied it and claimed that …".
    """
    first, outer = verb.head, verb.head.head
    if verb.dep_ != "conj" or first.dep_ != "ccomp" or not is_verb(first) or outer.i > first.i:
        return None
    if outer.lemma_.lower() not in cues().verbs or any(t.dep_ in {"aux", "mark"} for t in verb.lefts):
        return None
    if first.lemma_.lower() in cues().verbs and not _is_passive(first):
        return None
    return _subject(outer)


_GOING_ON = frozenset(
    {"add", "note", "specify", "stress", "clarify", "emphasise", "emphasize", "explain", "recall", "point"}
)
_RECORDING = frozenset({"report", "record", "register", "confirm", "document", "announce"})


def _object(verb: Token, lemma: str) -> frozenset[int]:
    """ "reported five deaths", "put the toll at 46", "spoke of": the object and its rest."""
    wanted = {"of"} if lemma == "speak" else {"of", "on", "about", "at", "as", "to", "from"}
    if lemma in _RECORDING and any(child.dep_ == "dobj" for child in verb.children):
        # "Reported explosions in Taganrog before dawn": the place and the time are the explosions'.
        wanted = wanted | {"in", "over", "near", "before", "after", "during", "by", "across", "around", "for", "with"}
    found: set[int] = set()
    for adverbial in verb.children if lemma in {"speak", "boast"} else ():  # "spoke on Sunday evening of nine dead"
        if adverbial.dep_ in {"prep", "npadvmod"} and adverbial.i > verb.i and adverbial.lower_ != "of":
            found.update(
                t.i for of in adverbial.subtree if of.lower_ == "of" and of.i > adverbial.i for t in of.subtree
            )
    for child in verb.children:
        if child.lower_ == "with" and any(t.dep_ == "nsubj" for t in child.subtree):
            continue  # "reported the strikes, with others saying nine had died"
        if (
            (child.dep_ in {"dobj", "oprd", "attr"} and child.pos_ != "PRON" and lemma != "speak")
            or (child.dep_ == "prep" and child.lower_ in wanted and child.i > verb.i)
            or (child.dep_ == "npadvmod" and lemma in _RECORDING and child.i > verb.i)
            or (child.dep_ == "advcl" and child.tag_ == "VBG" and found)
        ):
            found.update(t.i for t in child.subtree)
    return frozenset(found)


def _audience(scene: Scene, cast: Cast, verb: Token, lemma: str) -> list[Speaker]:
    """The outlet that was told: it passes the words on. Reporters at large are no outlet."""
    if lemma not in _TELLING:
        return []
    found: list[Speaker] = []
    for child in verb.children:
        heads = [child] if child.dep_ in {"dobj", "dative"} else []
        if child.dep_ in {"prep", "dative"} and child.lower_ in {"to", "with", "via", "through", "on"}:
            heads = [obj for obj in child.children if obj.dep_ == "pobj"]
        for head in heads:
            span = (head.left_edge.i, head.right_edge.i + 1)
            if head.pos_ == "PRON" or head.lower_ in {"reporters", "journalists", "media", "press"}:
                continue
            if any(t.tag_ == "PRP$" for t in head.lefts) or not scene.terms_in(span, "speaker", "channel", "office"):
                continue
            speaker = cast.resolve(head, remember=False)
            if speaker is not None and speaker.kind in RELAY_KINDS:
                found.append(speaker)
    return found


def _doubted(speaker: Token, value: Factuality) -> Factuality:
    """ "Unconfirmed reports said": the text itself holds back."""
    doubts = {"unconfirmed", "unverified", "conflicting", "unofficial"}
    return "PR+" if value == "CT+" and any(t.lower_ in doubts for t in speaker.lefts) else value
