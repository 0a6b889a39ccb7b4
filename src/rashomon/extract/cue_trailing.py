"""Cues set off by punctuation: ", the district governor said on Monday, …", read off the words alone.

The parser hangs the speaker of a trailing cue on whatever noun stands before it; the commas do not lie.
"""

from typing import NamedTuple

from spacy.tokens import Span, Token

from rashomon.extract.cues import CONTRASTS, STRONG, could_speak, plausible
from rashomon.extract.phrases import Phrase, phrase_of
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS, is_verb

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENING = frozenset(
    {"and", "but", "which", "who", "that", "while", "where", "whose", "if", "when", "as", "because", "after"}
)
MADE = frozenset({"known", "public"})  # "the ministry made known"
RANKS = frozenset({"gen", "maj", "brig", "col", "lt", "capt", "sgt", "adm", "cdr", "cmdr", "cpl", "maj-gen", "maj.-gen", "brig-gen",
                   "brig.-gen", "lt-gen", "lt.-gen", "lt-col", "lt.-col", "commodore", "brigadier", "general", "colonel", "major",
                   "captain", "lieutenant", "sergeant", "admiral", "marshal"})  # fmt: skip
_LONGEST = 14  # words of a speaker between two commas


class SetOff(NamedTuple):
    """The phrase of the speaker, where the insertion starts, what it leaves before and after it on its side of a ``;``."""

    phrase: Phrase
    first: int
    content: frozenset[int]


def set_off(scene: Scene, sentence: Span, verb: Token, lemma: str, earlier: list[int]) -> SetOff | None:
    """Read ", SPEAKER VERB …"; ``earlier`` are the verbs of insertions before this one. None where it is none."""
    spoken = verb.tag_ in {"VBD", "VBZ", "VBN", "VBP"} or is_clipped(verb)
    if not spoken or verb.i - sentence.start < 3 or not _closes(scene, verb, lemma):
        return None
    phrase = _speaker(scene, sentence.start, verb, lemma)
    if phrase is None:
        return None
    first = phrase.start
    start = max([sentence.start, *(i + 1 for i in earlier if i < first)])
    before = set(range(_after_semicolon(scene, start, first), first))
    if not any(scene.doc[i].is_alpha or scene.doc[i].like_num for i in before):
        return None
    after = _tail(scene, verb, sentence.end)
    behind = next((t for t in scene.doc[after.start : after.stop] if t.is_alpha), None)
    told = any(is_verb(scene.doc[i]) or i in scene.count_at for i in before)
    told = told or (behind is not None and behind.tag_ != "VBG")
    if not told and '"' not in sentence.text and "”" not in sentence.text:
        return None  # "On Friday, the coalition admitted to nine more deaths": a time is nothing that is said
    return SetOff(phrase, first, frozenset(before | set(after)))


def is_clipped(token: Token) -> bool:
    """ "…, the prosecutor's office informs.": a closing verb of the present that the tagger takes for a noun."""
    if token.tag_ not in {"NNS", "NN"} or token.lemma_.lower() not in STRONG | {"inform", "specify"} or token.i < 2:
        return False
    if token.lower_ == "state" or (token.dep_ == "dobj" and token.head.i < token.i):
        return False  # "in Borno state, a bomber killed five", "said, citing field reports"
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    closed = after is None or after.text in {".", ",", ";", '"', "”"} or after.is_space
    before = token.doc[token.i - 1]
    plural = token.tag_ == "NN"  # "the authorities report", "the office reports"
    return closed and before.pos_ in {"NOUN", "PROPN"} and (plural or token.lower_.endswith("s"))


def inverted(scene: Scene, sentence: Span, verb: Token, lemma: str) -> SetOff | None:
    """ "…, reported the mayor's office.": the speaker behind the verb, which the parser takes for its object."""
    if (
        verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN", "NNS"}
        or verb.i - sentence.start < 3
        or lemma
        in {
            "call",
            "describe",
            "dismiss",
            "deny",
            "reject",
        }  # ", which owned up to it, called the army's version a lie"
        or not is_break(scene.doc[verb.i - 1])
    ):
        return None
    if any(
        child.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass", "ccomp", "xcomp"} and child.i > verb.i
        for child in verb.children
    ):
        return None
    if any(
        child.dep_ in {"nsubj", "aux", "auxpass", "mark"} and child.right_edge.i == verb.i - 2
        for child in verb.children
    ):
        return None
    speaker = next((child for child in verb.children if child.dep_ == "dobj" and child.left_edge.i == verb.i + 1), None)
    if speaker is None or _is_counted(scene, speaker) or speaker.pos_ == "PRON" or not plausible(scene, speaker):
        return None
    if (
        lemma in {"tell", "inform", "accuse", "warn"}
        and speaker.left_edge.i != speaker.i
        and scene.doc[verb.i - 1].text != ","
    ):
        return None
    phrase = phrase_of(speaker)
    before = set(range(_after_semicolon(scene, sentence.start, verb.i), verb.i))
    if not any(t.tag_ in _FINITE or t.tag_ == "VBN" for t in (scene.doc[i] for i in before)):
        return None
    return SetOff(phrase, verb.i, frozenset(before))


def told_behind(scene: Scene, sentence: Span, verb: Token, lemma: str) -> SetOff | None:
    """ "…, said Ivanov, the head of the city, and two cars burned": a speaker that the parser gave to the clause behind.

    Also `"A miracle," adds the director`, of which it makes the quoted noun the subject.
    """
    doc = scene.doc
    if verb.tag_ not in _FINITE or verb.i - sentence.start < 3 or not is_break(doc[verb.i - 1]):
        return None
    quoted = doc[verb.i - 1].text in {'"', "”"}
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if lemma not in STRONG or (own and not (quoted and any(child.i < verb.i for child in own))):
        return None
    first = end = verb.i + 1
    while end < sentence.end and end - first <= _LONGEST and not is_break(doc[end]) and doc[end].text != ".":
        if doc[end].tag_ in {"WP", "WDT"} and quoted:
            break  # "recounted a carpenter who had fled"
        end += 1
    if end == first or any(t.tag_ in _FINITE or t.lower_ == "that" for t in doc[first:end]):
        return None
    if any(t.tag_ == "CD" for t in doc[first + (doc[first].lower_ == "one") : end]):
        return None
    named = any(t.ent_type_ == "PERSON" for t in doc[first:end])
    some = quoted and doc[first].lower_ in {"a", "an", "the", "one", "another"}
    if not named and not some and not scene.terms_in((first, end), "office", "speaker"):
        return None
    phrase = _phrase(scene, first, end, lemma)
    if phrase is None:
        return None
    if named and end + 1 < sentence.end and doc[end].text == ",":
        stop = end + 1
        while stop < sentence.end and not is_break(doc[stop]) and doc[stop].text != ".":
            stop += 1
        if scene.terms_in((end + 1, stop), "office", "speaker") and not any(
            t.tag_ in _FINITE for t in doc[end + 1 : stop]
        ):
            phrase, end = Phrase(phrase.head, first, stop, surface=True), stop
    before = set(range(_after_semicolon(scene, sentence.start, verb.i), verb.i))
    if not quoted and not any(t.tag_ in _FINITE for t in (doc[i] for i in before)):
        return None
    after = _tail(scene, doc[end - 1], sentence.end)
    return SetOff(phrase, verb.i, frozenset(before | (set(after) if after.start > end - 1 else set())))


def _closes(scene: Scene, verb: Token, lemma: str) -> bool:
    """Whether what follows the verb is its end or its own adverbials, not the clause that it introduces."""
    at = verb.i + 1
    if lemma == "make" and at < len(scene.doc) and scene.doc[at].lower_ in MADE:
        at += 1
    following = scene.doc[at] if at < len(scene.doc) else None
    if following is None or following.is_punct or following.is_space:
        return True
    if following.lower_ == "of":
        return False  # "While Lisbon concedes 14 deaths, the front boasts of 50"
    stop = next((t.i for t in scene.doc[at:] if is_break(t) or t.text == "."), len(scene.doc))
    rest = scene.doc[at:stop]
    if any(t.lower_ == "that" and t.dep_ == "mark" for t in rest):
        return False
    if any(t.tag_ in _FINITE for t in rest):
        return False
    if any(child.dep_ == "dobj" and child.i > verb.i and _is_counted(scene, child) for child in verb.children):
        return False  # ", the government acknowledged only four deaths"
    if lemma in {"tell", "inform"}:
        return True
    if following.tag_ in {"IN", "RB", "RP", "TO", "VBG"} or following.i in scene.time_at:
        return True
    return (
        lemma not in {"report", "claim", "announce", "count", "confirm"}
        and following.tag_ in {"CC", "DT", "PRP$"}
        and (following.lower_ in {"and", "this", "his", "her"})
    )


def _is_counted(scene: Scene, noun: Token) -> bool:
    return noun.i not in scene.time_at and any(t.i in scene.count_at for t in (noun, *noun.lefts))


def _speaker(scene: Scene, start: int, verb: Token, lemma: str) -> Phrase | None:
    """The noun phrase between the verb and the comma before it, with a name or a title in apposition."""
    end = verb.i
    while end > start and scene.doc[end - 1].tag_ in {"RB", "MD", "EX"} and scene.doc[end - 1].lower_ not in CONTRASTS:
        end -= 1
    if end > start and scene.doc[end - 1].text == ",":
        return _apposition(scene, start, end - 1, lemma)
    first = _segment(scene, start, end)
    if first is None:
        return None
    joined = _apposition(scene, start, end, lemma) if scene.doc[first - 1].text == "," else None
    return joined or _phrase(scene, first, end, lemma)


def _segment(scene: Scene, start: int, end: int) -> int | None:
    """Where the segment that ends at ``end`` begins, or None where it is a clause or opens the sentence."""
    first = end
    while first > start and not is_break(scene.doc[first - 1]):
        first -= 1
        if scene.doc[first].tag_ in _FINITE or end - first > _LONGEST:
            return None
    if first == end or first <= start + 1 or scene.doc[first].lower_ in _OPENING:
        return None
    return first


def _apposition(scene: Scene, start: int, end: int, lemma: str) -> Phrase | None:
    """ "the head of the administration, Ivan Ivanov," and "Ivan Ivanov, head of the administration,": one speaker."""
    second = _segment(scene, start, end)
    if second is None or scene.doc[second - 1].text != ",":
        return None
    first = _segment(scene, start, second - 1)
    if first is None:
        return None
    pieces = [(first, second - 1), (second, end)]
    bare = [_without_rank(scene, *piece) for piece in pieces]
    at = next((at for at in (0, 1) if _is_name(scene, *bare[at])), None)
    if at is None:
        at = next((at for at in (0, 1) if _reads_as_name(scene, *bare[at])), None)
    if at is None:
        return None
    if not scene.terms_in(pieces[1 - at], "office", "speaker", "channel"):
        return None
    return Phrase(scene.doc[pieces[at][1] - 1], first, end, surface=True)


def _without_rank(scene: Scene, first: int, end: int) -> tuple[int, int]:
    """ "Col. Ivan Ivanov" without the rank in front of the name."""
    at = first
    while at < end - 1 and (scene.doc[at].text == "." or is_rank(scene, scene.doc[at])):
        at += 1
    return at, end


def is_rank(scene: Scene, token: Token) -> bool:
    """Whether a word is an officer's rank, which stands before a name."""
    term = scene.term_at(token, "office")
    return token.lower_.removesuffix(".") in RANKS or (
        term is not None and term.id in {"officer", "general", "admiral"}
    )


def _is_name(scene: Scene, first: int, end: int) -> bool:
    words = scene.doc[first:end]
    return (
        2 <= len(words) <= 4
        and all(t.tag_ in {"NNP", "NNPS", "HYPH"} for t in words)
        and (any(t.ent_type_ == "PERSON" for t in words) and not scene.terms_in((first, end), "office"))
    )


def _reads_as_name(scene: Scene, first: int, end: int) -> bool:
    """Two to four capitalised words that nothing knows: beside an office a name, whatever the model takes them for."""
    words = scene.doc[first:end]
    if not 2 <= len(words) <= 4 or any(t.tag_ not in {"NNP", "HYPH"} or t.i in scene.place_at for t in words):
        return False
    return not scene.terms_in((first, end), "office", "speaker", "channel", "side", "equipment")


def _phrase(scene: Scene, first: int, end: int, lemma: str) -> Phrase | None:
    inside = scene.doc[first:end]
    if inside[0].lower_ == "one" and len(inside) > 2 and inside[1].lower_ == "of":  # "recounted one of the women"
        last = next((t for t in inside[2:5] if t.tag_ == "NNS" or t.lower_ == "them"), None)
        return Phrase(inside[0], first, last.i + 1) if last is not None else None
    nouns = [t for t in inside if t.pos_ in {"NOUN", "PROPN", "PRON"}]
    if not nouns or any(t.lower_ == "according" for t in inside):
        return None
    joint = next((t.i for t in inside if t.lower_ == "and" and scene.terms_in((first, t.i), "office", "speaker")), None)
    if joint is not None and scene.terms_in((joint, end), "speaker", "channel"):
        return _phrase(
            scene, first, joint, lemma
        )  # "a medical source and the rebels' radio reported": who is named first
    stop = next((t.i for t in inside if t.i > first and (t.dep_ == "prep" or t.tag_ == "IN")), end)
    head = [t for t in nouns if t.i < stop][-1:] or nouns[-1:]
    known = plausible(scene, head[0]) or bool(scene.terms_in((first, end), "office", "speaker", "channel"))
    if not known and not (lemma in STRONG and could_speak(scene, head[0])):
        return None
    if head[0].pos_ == "PRON" and head[0].lower_ not in {"he", "she", "it", "they", "we"}:
        return None
    return Phrase(head[0], first, end, surface=True)


def _after_semicolon(scene: Scene, start: int, first: int) -> int:
    for i in range(first - 2, start, -1):
        if scene.doc[i].text == ";":
            return i + 1
    return start


def _tail(scene: Scene, verb: Token, stop: int) -> range:
    """What goes on in the same voice after the insertion, up to a contrast, a semicolon or another cue's insertion."""
    doc = scene.doc
    at = verb.i + 1
    while at < stop and not (is_break(doc[at]) and doc[at].text not in {"-", "—", "–"}):
        at += 1
    begin = at
    for i in range(begin, stop):
        token = doc[i]
        turns = token.lower_ in CONTRASTS and i > begin and any(is_verb(t) for t in doc[i:stop])
        if token.text == ";" or (turns and not _goes_on(scene, token, stop)):
            stop = i
            break
    return range(begin, stop)


def _goes_on(scene: Scene, contrast: Token, stop: int) -> bool:
    """ "…, the ministry acknowledged, but no aircraft were damaged": what nobody else is the subject of is still its word."""
    if contrast.lower_ != "but":
        return False
    subjects = [t for t in scene.doc[contrast.i : stop] if t.dep_ in {"nsubj", "nsubjpass", "expl"}]
    return bool(subjects) and subjects[0].dep_ in {"nsubjpass", "expl"} and all(
        scene.term_at(t, "speaker", "channel") is None and t.pos_ != "PRON" for t in subjects
    )  # fmt: skip


def is_break(token: Token) -> bool:
    """Whether a token sets words off: a comma, a dash, a quotation mark."""
    if token.text == "-":  # a dash stands apart, a hyphen does not: "the Saudi-led coalition said"
        return token.i == 0 or bool(token.doc[token.i - 1].whitespace_)
    return token.text in {",", ";", '"', "”", "“", "—", "–", ":", "("} or token.tag_ in {"''", "``"}
