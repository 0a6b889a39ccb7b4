"""Acts of speech that are happenings themselves: threats, accusations, requests, permissions, denials, talks."""

import re
from functools import cache

from msgspec import Struct
from spacy.tokens import Span, Token

from rashomon.extract.attribution import Attribution
from rashomon.extract.factuality import factuality
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast
from rashomon.extract.syntax import SUBJECTS, is_passive, is_verb, subject
from rashomon.lexicon.loader import load_yaml
from rashomon.model import Speaker
from rashomon.values import Name

_REPORTED = frozenset({"say", "state", "add", "tell", "note", "declare", "announce"})


class Act(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of act and the words that perform it; the fields are described in the YAML."""

    id: str
    type: str
    verbs: tuple[str, ...]
    nouns: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


class SpeechFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``speech.yaml``."""

    acts: tuple[Act, ...]
    conditions: tuple[str, ...]


class SpeechAct(Struct, frozen=True, kw_only=True):
    """One act of speech: who, to whom, about what, on which condition; token indices and code points as evidence."""

    type: str
    verb: int
    speaker: Speaker
    start: int
    end: int
    addressee: Name | None = None
    addressee_span: tuple[int, int] | None = None
    about: Name | None = None
    about_span: tuple[int, int] | None = None
    condition: Name | None = None
    condition_span: tuple[int, int] | None = None


@cache
def speech_file() -> SpeechFile:
    """Read ``speech.yaml``."""
    return load_yaml("speech.yaml", SpeechFile)


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None]]:
    return {act.id: (_words(act.needs), _words(act.about), _words(act.nouns)) for act in speech_file().acts}


def _words(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile(r"\b(?:" + "|".join(re.escape(w) + r"(?:s|es|ed|ing)?" for w in words) + r")\b", re.I)


def find_speech(scene: Scene, attribution: Attribution, cast: Cast) -> list[SpeechAct]:
    """All acts of speech, at most one a speaker, a type and a sentence."""
    found: list[SpeechAct] = []
    for sentence in scene.sentences:
        taken: set[tuple[str, str]] = set()
        for token in sentence:
            if not is_verb(token):
                continue
            act = _act_of(scene, sentence, token)
            if act is None or factuality(scene, token, stop=attribution.stops) == "Uu":
                continue
            made = _made(scene, attribution, cast, sentence, token, act)
            if made is None or (made.type, made.speaker.id) in taken:
                continue
            if any(old.type == made.type and old.speaker.id == made.speaker.id and old.about == made.about for old in found):
                continue
            taken.add((made.type, made.speaker.id))
            found.append(made)
    return found


def _act_of(scene: Scene, sentence: Span, verb: Token) -> Act | None:
    lemma = verb.lemma_.lower()
    part = next((f"{lemma} {c.lower_}" for c in verb.children if c.dep_ == "prt"), lemma)
    reach = _content(sentence, verb)
    for act in speech_file().acts:
        if lemma not in act.verbs and part not in act.verbs:
            continue
        needs, about, nouns = _patterns()[act.id]
        if needs is not None and not needs.search(reach):
            continue
        if about is not None and not about.search(reach):
            continue
        if nouns is not None and not nouns.search(reach):
            continue
        return act
    return None


def _content(sentence: Span, verb: Token) -> str:
    """The words that the act may be about: what hangs on the verb, and for a cue at the end what stands before it."""
    words = sentence.doc[verb.left_edge.i : verb.right_edge.i + 1].text
    if verb.lemma_.lower() in _REPORTED | {"assert", "warn", "vow"} and not any(c.dep_ in {"ccomp", "dobj", "xcomp"} for c in verb.children):
        return sentence.text
    return words


def _made(scene: Scene, attribution: Attribution, cast: Cast, sentence: Span, verb: Token, act: Act) -> SpeechAct | None:
    cue = next((c for c in attribution.cues if c.token == verb.i), None)
    speaker: Speaker | None = cue.speakers[0] if cue is not None else None
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None) or subject(verb)
    passive = is_passive(verb) and own is not None
    if speaker is None:
        if passive:
            agent = next((o for c in verb.children if c.dep_ == "agent" for o in c.children), None)
            speaker = cast.resolve(agent) if agent is not None else None
            if speaker is None and act.type == "SUPPORT":
                voice = attribution.voice(verb)
                speaker = voice.speakers[0] if voice.attribution != "none" else None
        elif own is not None and own.pos_ != "PRON" or own is not None and own.lower_ in {"he", "she", "it", "they", "which", "who"}:
            speaker = cast.resolve(verb.head if own.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" else own)
    if speaker is None or speaker.kind in {"witness", "media"} and act.type not in {"ACCUSE"}:
        return None
    if speaker.kind == "unknown" and speaker.id.startswith("speaker-") and cue is None:
        return None
    if attribution.scene.doc[verb.i].dep_ in {"xcomp"} and verb.head.lemma_.lower() in {"want", "try", "hope"}:
        return None
    addressee = _addressee(scene, verb, act, own if passive else None, speaker)
    about = _about(scene, sentence, verb, cue.content if cue is not None else frozenset())
    condition = _condition(scene, sentence)
    doc = scene.doc
    first, last = sentence.start, sentence.end
    while last > first + 1 and doc[last - 1].is_space:
        last -= 1
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    return SpeechAct(
        type=act.type, verb=verb.i, speaker=speaker, start=start, end=end,
        addressee=addressee[0] if addressee else None, addressee_span=addressee[1] if addressee else None,
        about=_named(scene, about) if about else None, about_span=about,
        condition=_named(scene, condition) if condition else None, condition_span=condition,
    )  # fmt: skip


def _named(scene: Scene, span: tuple[int, int]) -> Name:
    words = scene.text[span[0] : span[1]]
    return Name(name=" ".join(words.split()).strip("\"“”.,"), said=words)


def _addressee(
    scene: Scene, verb: Token, act: Act, patient: Token | None, speaker: Speaker
) -> tuple[Name, tuple[int, int]] | None:
    """The side that is accused, asked, threatened or permitted: an object, a subject of the content, a "to" or "on"."""
    heads: list[Token] = [patient] if patient is not None else []
    heads += [child for child in verb.children if child.dep_ in {"dobj", "dative"}]
    for child in verb.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ in {"to", "on", "against", "with", "upon", "for"}:
            heads += [obj for obj in child.children if obj.dep_ == "pobj"]
        if child.dep_ in {"ccomp", "xcomp"}:
            heads += [each for each in child.children if each.dep_ in SUBJECTS]
    everything = [*heads, *(t for t in verb.subtree if act.type in {"ACCUSE", "THREATEN"} and t.dep_ in {"nsubj", "pobj", "nsubjpass"})]
    for head in everything:
        span = (head.left_edge.i, min(head.right_edge.i + 1, head.i + 3))
        for term in scene.terms_in(span, "side"):
            if term.id != speaker.side:
                return Name(name=scene.tools.lexicon.sides[term.id].name, id=term.id, said=term.text), (term.start, term.end)
        for term in scene.terms_in(span, "speaker"):
            entry = scene.tools.lexicon.institutions.get(term.id)
            if entry is not None and entry.id != speaker.id and entry.side != speaker.side:
                return Name(name=entry.name, id=entry.id, said=term.text), (term.start, term.end)
    return None


def _about(scene: Scene, sentence: Span, verb: Token, content: frozenset[int]) -> tuple[int, int] | None:
    """The words of the content: the cue's own, else the object or complement of the verb."""
    inside: list[int] = []
    for wanted in ({"ccomp"}, {"dobj", "oprd"}, {"xcomp"}, {"prep", "attr"}):
        heads = [child for child in verb.children if child.dep_ in wanted and child.pos_ != "PRON"]
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


_ANY = re.compile(r"\bany\b[^.;]{0,160}?\b(?:would|will|shall|is to)\b", re.I)


def _condition(scene: Scene, sentence: Span) -> tuple[int, int] | None:
    """An if-clause, an inverted "should", or the subject of "any attack … would be viewed as"."""
    doc = scene.doc
    for token in sentence:
        if token.dep_ in {"advcl", "ccomp", "acl"}:
            for child in token.children:
                marks = child.dep_ in {"mark", "advmod"} and child.lower_ in speech_file().conditions and child.lower_ != "should"
                if marks or child.dep_ == "aux" and child.lower_ == "should" and child.i == token.left_edge.i:
                    last = doc[token.right_edge.i]
                    return doc[child.i].idx, last.idx + len(last)
    inverted = re.search(r"\bshould\b(?:\s+[\w'’-]+){1,8}", sentence.text)
    if inverted is not None:
        token = doc.char_span(sentence.start_char + inverted.start(), sentence.start_char + inverted.start() + 6)
        if token is not None and not any(c.dep_ in SUBJECTS and c.i < token[0].i for c in token[0].head.children) and (
            token[0].head.dep_ not in {"ROOT", "ccomp", "conj"}
        ):
            stop = sentence.end_char
            text = scene.text[sentence.start_char + inverted.start() : stop].rstrip().rstrip(".\"”")
            return sentence.start_char + inverted.start(), sentence.start_char + inverted.start() + len(text)
    for phrase in ("in the event of", "in case of", "in the event that"):
        at = sentence.text.lower().find(phrase)
        if at >= 0:
            text = re.split(r"[,.;]", sentence.text[at:])[0]
            return sentence.start_char + at, sentence.start_char + at + len(text)
    every = _ANY.search(sentence.text)
    if every is not None:
        words = re.sub(r"\s+(?:would|will|shall|is to)$", "", every.group(), flags=re.I)
        return sentence.start_char + every.start(), sentence.start_char + every.start() + len(words)
    return None
