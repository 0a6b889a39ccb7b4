"""Acts of speech that are happenings themselves: threats, accusations, requests, permissions, denials, talks.

``speech.yaml`` says which verbs perform which act and what must stand beside them. An act counts only where its
surroundings speak of violence, arms or war; one act of a type is kept for a speaker and sentence.
"""

import re
from functools import cache

from msgspec import Struct, structs
from spacy.tokens import Span, Token

from rashomon.extract.attribution import Attribution
from rashomon.extract.cues import UNITS
from rashomon.extract.denials import is_neither
from rashomon.extract.factuality import factuality
from rashomon.extract.papers import PAPERS
from rashomon.extract.publishers import speaks_for_itself
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast
from rashomon.extract.speech_own import SELF, is_mouthpiece, is_publisher
from rashomon.extract.speech_parts import about_span, addressee, condition_span, deadline_of, named
from rashomon.extract.speech_told import Performed, Told, told_acts
from rashomon.extract.syntax import SUBJECTS, is_passive, is_verb, subject
from rashomon.extract.times import TimeMention
from rashomon.lexicon.loader import load_yaml
from rashomon.model import EVENT_TYPES, Factuality, Speaker
from rashomon.values import Name

_REPORTED = frozenset({"say", "state", "add", "tell", "note", "declare", "announce", "assert", "warn", "vow", "caution", "threaten",
                       "insist", "reply", "answer", "conclude", "charge", "complain", "demand", "remark", "know", "go"})  # fmt: skip
_READY = frozenset({"prepare", "plan", "weigh", "reserve"})
_CONTENT = frozenset({"ccomp", "dobj", "xcomp"})
_TALKING = frozenset({"he", "she", "it", "they", "which", "who", "we"})
_WISHES = frozenset({"want", "try", "hope", "urge", "ask", "request", "invite", "call", "tell", "need", "demand", "expect", "order",
                     "press", "appeal", "implore", "exhort", "beg", "refuse", "fail", "plan", "intend"})  # fmt: skip
_CONDITIONAL = frozenset(
    {"THREATEN", "REQUEST", "SUPPORT", "AGREE", "CONCEDE", "REJECT", "CONSULT"}
)  # what can hang on a condition
_CHARGING = frozenset({"accuse", "blame", "suspect", "charge", "deny", "denounce", "condemn"})
_CLAIMS = frozenset({"version", "claim", "report", "account", "figure", "number", "story", "allegation", "accusation", "charge",
                     "statement", "explanation", "toll", "assertion", "complaint", "tale", "narrative", "rumour", "rumor"})  # fmt: skip
_TOLD_AFTER = frozenset({"concede", "admit", "acknowledge"})  # "a hangar burned down, the ministry acknowledged"
_WARDS = frozenset({"hospital", "clinic", "ward", "doctor", "surgeon", "patient", "infirmary"})
_WHOM = frozenset({"everyone", "everybody", "those", "all", "you"})
_NOTES = frozenset({"note", "letter", "petition"})
_NOBODY = frozenset({"nobody", "none", "neither", "anybody", "anyone"})
_NOT_CONCEDING = frozenset({"medic", "ngo", "witness", "media"})  # who admits the wounded
_PARTIES = frozenset({"junta", "rebel", "militia", "group", "movement", "faction", "militant", "separatist", "regime",
                      "leader", "insurgent", "opposition", "alliance", "jirga", "abductor", "kidnapper", "captor",
                      "gunman", "gang", "cartel", "coalition", "paramilitary", "guerrilla", "general", "commander"})  # fmt: skip
_NAME_WORDS = re.compile(r"[\w-]+")
_CONTEXT_SENTENCES = 2  # before the act
_MANY = 3  # sentences of violence, and a third of all, make a text one of war to its last line


class Act(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of act and the words that perform it; the fields are described in the YAML."""

    id: str
    type: str
    verbs: tuple[str, ...]
    nouns: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.type not in EVENT_TYPES:
            raise ValueError(f"{self.type!r} is no type of event; take one of {', '.join(EVENT_TYPES)}")


class SpeechFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``speech.yaml``."""

    context: tuple[str, ...]
    acts: tuple[Act, ...]
    told: tuple[Told, ...] = ()
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
    deadline: TimeMention | None = None


class _Patterns(Struct, frozen=True):
    needs: re.Pattern[str] | None
    about: re.Pattern[str] | None
    nouns: re.Pattern[str] | None
    never: re.Pattern[str] | None


@cache
def speech_file() -> SpeechFile:
    """Read ``speech.yaml``."""
    return load_yaml("speech.yaml", SpeechFile)


@cache
def _patterns() -> dict[str, _Patterns]:
    return {
        act.id: _Patterns(_words(act.needs), _words(act.about), _words(act.nouns), _words(act.never))
        for act in speech_file().acts
    }


@cache
def _context() -> re.Pattern[str] | None:
    return _words(speech_file().context)


def _words(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile(r"\b(?:" + "|".join(re.escape(w) + r"(?:s|es|d|ed|ing)?" for w in words) + r")\b", re.I)


def find_speech(scene: Scene, attribution: Attribution, cast: Cast) -> list[SpeechAct]:
    """All acts of speech, at most one a speaker, a type and a sentence."""
    found: list[SpeechAct] = []
    if scene.other_world:
        return found
    violent = _of_violence(scene)
    own = cast.publisher if speaks_for_itself(scene, cast.publisher) else None
    if own is not None:  # a ministry's or a movement's paper on an attack is about it to its last line
        violent = [any(violent)] * len(violent)
    for number, sentence in enumerate(scene.sentences):
        if number in scene.page_sentences or not any(violent[max(0, number - _CONTEXT_SENTENCES) : number + 1]):
            continue
        for token in sentence:
            act = _act_of(sentence, token, attribution.stops) if is_verb(token) else None
            if (
                act is None
                or _is_asked_of(token)
                or (is_neither(token) and not act.needs)
                or not _is_done(factuality(scene, token, stop=attribution.stops | _beside(token)), act)
            ):
                continue
            made = _made(scene, attribution, cast, sentence, token, act, own)
            if made is not None and not any(_repeats(made, old, sentence) for old in found):
                found.append(made)
                other = _each_other(cast, token, made)
                if other is not None:
                    found.append(other)
        for told in told_acts(scene, attribution, sentence, speech_file().told, own):
            made = _made_of(scene, sentence, told, own)
            if made is not None and not any(_same_act(made, old, sentence) for old in found):
                found.append(made)
    return _without_headline(scene, found)


def _same_act(made: SpeechAct, old: SpeechAct, sentence: Span) -> bool:
    return old.type == made.type and sentence.start <= old.verb < sentence.end


def _without_headline(scene: Scene, found: list[SpeechAct]) -> list[SpeechAct]:
    """A headline's act is that of the text below it, where the same side performs one of its type there."""
    return [
        act
        for act in found
        if act.verb >= scene.headline_end
        or not any(other.verb >= scene.headline_end and _same_side(act, other) for other in found)
    ]


def _same_side(act: SpeechAct, other: SpeechAct) -> bool:
    same = act.speaker.side is not None and act.speaker.side == other.speaker.side
    return act.type == other.type and (same or act.speaker.id == other.speaker.id)


def _lost_subject(verb: Token) -> Token | None:
    """ "The LDF rejects": letters that the parser takes for a part of the verb."""
    names = [child for child in verb.lefts if child.dep_ == "compound" and child.pos_ == "PROPN"]
    return names[-1] if names and verb.tag_ in {"VBZ", "VBD"} else None


def _made_of(scene: Scene, sentence: Span, told: Performed, own: Speaker | None) -> SpeechAct | None:
    """The act of what is said, with its sentence as evidence."""
    speaker = own if own is not None and is_mouthpiece(told.speaker, own) else told.speaker
    if own is None or speaker.id != own.id:
        nobody = speaker.kind == "unknown" and speaker.side is None and speaker.id.startswith("speaker-")
        nobody = nobody and not (_PARTIES | UNITS) & set(_NAME_WORDS.findall(speaker.name.lower()))
        if nobody or speaker.kind in {"media", "witness"} or (speaker.kind == "medic" and told.type != "REQUEST"):
            return None
        if told.type == "CONCEDE" and speaker.kind in _NOT_CONCEDING:
            return None
    start, end = _bounds(sentence)
    verb = told.at
    about = about_span(scene, sentence, verb, frozenset())
    condition = condition_span(scene, sentence, speech_file().conditions) if told.type in _CONDITIONAL else None
    return SpeechAct(
        type=told.type, verb=verb.i, speaker=speaker, start=start, end=end,
        about=named(scene, about) if about else None, about_span=about,
        condition=named(scene, condition) if condition else None, condition_span=condition,
        deadline=deadline_of(scene, condition),
    )  # fmt: skip


def _bounds(sentence: Span) -> tuple[int, int]:
    doc = sentence.doc
    last = sentence.end
    while last > sentence.start + 1 and doc[last - 1].is_space:
        last -= 1
    return doc[sentence.start].idx, doc[last - 1].idx + len(doc[last - 1])


def _each_other(cast: Cast, verb: Token, made: SpeechAct) -> SpeechAct | None:
    """ "Mali and Algeria accused each other": the second of the two does so as well."""
    own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    second = next((child for child in own.children if child.dep_ == "conj"), None) if own is not None else None
    mutual = any(
        child.lower_ in {"other", "another"} and any(left.lower_ in {"each", "one"} for left in child.lefts)
        for child in verb.children
    )
    speaker = cast.resolve(second) if second is not None and mutual else None
    if second is None or speaker is None or speaker.id == made.speaker.id or speaker.kind in {"media", "witness"}:
        return None
    return structs.replace(made, verb=second.i, speaker=speaker, addressee=None, addressee_span=None)


def _beside(verb: Token) -> frozenset[int]:
    """ "Said he had struck nobody, denying the claim": the verb above a participle, which may be negated and is not what is done."""
    beside = verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and verb.tag_ == "VBG")
    return frozenset({verb.head.i}) if beside else frozenset()


def _is_done(value: Factuality, act: Act) -> bool:
    """Whether the act took place; a denial by its content may be worded as a negation ("had never struck"), "never denied" is none."""
    return value != "Uu" and (not value.endswith("-") or (act.type == "REJECT" and bool(act.needs)))


def _of_violence(scene: Scene) -> list[bool]:
    """Which sentences speak of violence; all of them under a title that does."""
    pattern = _context()
    if pattern is None or pattern.search(scene.document.title or "") is not None:
        return [True] * len(scene.sentences)
    violent = [pattern.search(sentence.text) is not None for sentence in scene.sentences]
    return [True] * len(violent) if sum(violent) >= max(_MANY, len(violent) // 3) else violent


def _is_asked_of(verb: Token) -> bool:
    """ "Urged the parties to talk": what somebody is asked to do, or wants to, is no act of theirs."""
    if verb.dep_ == "pcomp" and verb.head.head.lemma_.lower() in _CHARGING:
        return True  # "accuses Uganda of backing the rebels": what one is accused of is no act of one's own
    return (
        verb.dep_ in {"xcomp", "ccomp", "conj"}
        and (verb.tag_ == "VB" or (verb.tag_ == "VBP" and verb.dep_ == "ccomp"))
        and any(node.lemma_.lower() in _WISHES for node in verb.ancestors)
    )


_CAUSES = frozenset({"failure", "fault", "error", "malfunction", "weather", "fog", "storm", "wind", "accident", "defect", "negligence",
                     "leak", "overheating", "circuit", "problem", "turbulence", "rain", "ammunition", "gas"})  # fmt: skip
_ITSELF = frozenset({"group", "movement", "organisation", "organization", "front", "militia", "it", "they", "we"})


def _accuses_nobody(verb: Token) -> bool:
    """ "Blamed the crash on a technical fault", "said engine failure was to blame", "said the group was behind it": no one is accused."""
    if verb.lemma_.lower() == "blame":
        return any(
            obj.lemma_.lower() in _CAUSES
            for child in verb.children
            if child.lower_ in {"on", "for"} or child.dep_ == "dobj"
            for obj in ([child] if child.dep_ == "dobj" else child.children)
        )
    for clause in verb.children:
        if clause.dep_ != "ccomp" or clause.lemma_ != "be":
            continue
        who = next((child for child in clause.children if child.dep_ in SUBJECTS), None)
        if who is not None and who.lemma_.lower() in _CAUSES:
            return True
        known = who is not None and (who.pos_ == "PRON" or any(child.lower_ == "the" for child in who.lefts))
        if known and who is not None and who.lower_ in _ITSELF and not any(True for _ in who.rights):
            return all(child.lower_ in {"the", "that"} for child in who.lefts)
    return False


def _repeats(made: SpeechAct, old: SpeechAct, sentence: Span) -> bool:
    if old.type != made.type:
        return False
    same = old.speaker.id == made.speaker.id
    return (same and (old.about == made.about or old.start == made.start)) or (
        sentence.start <= old.verb < sentence.end and old.about_span is not None and made.about_span is not None
        and made.about_span[0] <= old.about_span[0] and old.about_span[1] <= made.about_span[1]
    )  # fmt: skip


def _act_of(sentence: Span, verb: Token, stops: frozenset[int]) -> Act | None:
    lemma = verb.lemma_.lower()
    performed = {lemma, *(f"{lemma} {c.lower_}" for c in verb.children if c.dep_ in {"prt", "advmod", "prep"})}
    if lemma == "call" and any(c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB" and c.i > verb.i for c in verb.children):
        performed.add("call to")  # "called the co-chairs to give an assessment"
    reach = _content(sentence, verb, told_before=verb.i in stops)
    names = any(child.dep_ == "oprd" for child in verb.children)  # "calling it a missile strike" asks for nothing
    said = {"ccomp", "xcomp"} | (
        {"dobj"} if verb.dep_ == "acl" or lemma == "demand" else set()
    )  # "a note demanding an apology"
    if lemma in _REPORTED and verb.i not in stops and not any(c.dep_ in said for c in verb.children):
        return None
    for act in speech_file().acts:
        if performed.isdisjoint(act.verbs) or (names and act.type == "REQUEST"):
            continue
        patterns = _patterns()[act.id]
        about = None if act.type == "REQUEST" and _asks_somebody(verb) else patterns.about
        wanted = (patterns.needs, about, patterns.nouns)
        if any(pattern is not None and not pattern.search(reach) for pattern in wanted):
            continue
        if patterns.never is not None and patterns.never.search(reach):
            continue
        if act.id == "admit" and _admits_patients(sentence, verb):
            continue
        if act.id == "brand-a-paper" and not _brands_a_paper(verb):
            continue
        if (
            act.type == "REQUEST"
            and verb.tag_ == "VBN"
            and not any(c.dep_ in {*_CONTENT, "auxpass", "aux"} for c in verb.children)
        ):
            continue  # "asked about missiles, he said": he is asked
        return act
    return None


def _admits_patients(sentence: Span, verb: Token) -> bool:
    """ "A doctor at the hospital said that it had admitted 11 wounded": nobody concedes anything."""
    clause = any(child.dep_ in {"ccomp", "xcomp"} for child in verb.children)
    return verb.lemma_.lower() == "admit" and not clause and any(t.lemma_.lower() in _WARDS for t in sentence)


def _brands_a_paper(verb: Token) -> bool:
    """ "Called the army's version a cover for defeat": what others say is called something."""
    named = [child for child in verb.children if child.dep_ in {"oprd", "dobj", "ccomp"}]
    papers = [t for child in named for t in (child, *child.lefts) if t.dep_ in {"dobj", "nsubj"}]
    return (
        bool(papers)
        and papers[0].lemma_.lower() in _CLAIMS
        and (len(named) > 1 or named[0].dep_ == "ccomp" or any(child.lower_ == "as" for child in verb.children))
    )


def _asks_somebody(verb: Token) -> bool:
    """ "Asked drivers to keep away": a request, whatever it is about; "asked to remain unnamed" is none."""
    whom = any(
        child.i > verb.i and child.dep_ in {"dobj", "dative"} and (child.pos_ != "PRON" or child.lower_ in _WHOM)
        for child in verb.children
    )
    return whom and any(
        child.dep_ in {"xcomp", "ccomp"} and child.tag_ == "VB" and child.i > verb.i for child in verb.children
    )


def _content(sentence: Span, verb: Token, *, told_before: bool) -> str:
    """The words that the act may be about: what hangs on the verb, and for a cue at the end what stands before it."""
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "csubj"}]
    own = next(iter(subjects[-1:] if told_before else subjects), None)
    speaking = {t.i for t in own.subtree} if own is not None else set()
    if verb.lemma_.lower() in _READY:  # "prepared to bury 26 as the authorities vowed a response"
        beside = [
            c for c in verb.subtree if c.dep_ == "advcl" and c.left_edge.lower_ in {"as", "while", "after", "when"}
        ]
        speaking |= {t.i for clause in beside for t in clause.subtree}
    told = verb.lemma_.lower() in _REPORTED or (told_before and verb.lemma_.lower() in _TOLD_AFTER)
    whole = told and not any(c.dep_ in _CONTENT for c in verb.children)
    reach = sentence if whole else sentence.doc[verb.left_edge.i : verb.right_edge.i + 1]
    return "".join(t.text_with_ws for t in reach if t.i not in speaking)


def _coordinated(verb: Token) -> Token:
    """ "Asked them to meet and expressed its thanks": a finite verb that the parser hangs on another's verb before it.

    That is an infinitive, or has another number: "demands that companies stop sales and accuses".
    """
    if verb.dep_ == "conj" and (verb.head.tag_ == "VB" or (verb.tag_ == "VBZ" and verb.head.tag_ == "VBP")):
        return next((node for node in verb.head.ancestors if node.tag_ == verb.tag_), verb)
    return verb


def _speaker(attribution: Attribution, cast: Cast, verb: Token, act: Act) -> Speaker | None:
    """Who performs the act: the verb's own subject where it names one, else whom the cue quotes."""
    cue = next((c for c in attribution.cues if c.token == verb.i), None)
    quoted = cue.speakers[0] if cue is not None and cue.speakers else None  # hearsay is nobody's
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if verb.dep_ == "relcl" and own is not None and own.tag_ not in {"WDT", "WP"} and own.pos_ != "PRON":
        # "Iran, which both governments accuse": the governments do, whoever they are.
        return (
            None
            if own.tag_ == "NNS" and own.lemma_.lower() in {"government", "side", "country", "capital"}
            else cast.resolve(own)
        )
    first = own or subject(_coordinated(verb))
    told = verb.head
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and own is None and told.lemma_.lower() in PAPERS | _NOTES:
        first = subject(told.head)  # "handed the envoy a note demanding an apology"
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and told.dep_ == "ccomp" and told.head.lemma_.lower() in _REPORTED:
        first = subject(told.head)  # "he said his country had struck nobody, denying the claim": he denies it
    if first is not None and first.lower_ in SELF:
        # "We condemn it," their spokesman said: his act, whatever the publisher is; in nobody's quotation, nobody's.
        voice = attribution.voice(verb)
        if voice.attribution != "none":
            return voice.speakers[0]
        return None if attribution.quotations.holds(verb) else cast.resolve(first)
    if quoted is not None:
        return quoted
    own = first
    asked = verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and all(c.dep_ != "aux" for c in verb.children)
    if asked or (is_passive(verb) and own is not None):  # "Germany, asked for tanks by the ambassador"
        agent = next((o for c in verb.children if c.dep_ == "agent" for o in c.children), None)
        if agent is not None:
            return cast.resolve(agent)
        voice = attribution.voice(verb)
        return voice.speakers[0] if act.type == "SUPPORT" and voice.attribution != "none" else None
    if own is None or (own.pos_ == "PRON" and own.lower_ not in _TALKING):
        return None
    found = cast.resolve(verb.head if own.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" else own)
    if found is None and verb.dep_ == "conj" and all(c.dep_ not in SUBJECTS for c in verb.children):
        # "The group said jets had bombed a school and denied that any fighters were there": the group denied it.
        voice = attribution.voice(verb)
        return voice.speakers[0] if voice.attribution != "none" else None
    return found


def _speaks_of_itself(scene: Scene, own: Token | None) -> bool:
    """ "We ask the army", "the Observatory appeals": who publishes a statement performs its acts, where it names itself."""
    if own is None:
        return False
    if own.lower_ == "we":
        return True
    name = (scene.document.publisher or "").casefold()
    return own.pos_ in {"NOUN", "PROPN"} and own.text[:1].isupper() and own.lower_ in _NAME_WORDS.findall(name)


def _made(
    scene: Scene, attribution: Attribution, cast: Cast, sentence: Span, verb: Token, act: Act, publisher: Speaker | None
) -> SpeechAct | None:
    cue = next((c for c in attribution.cues if c.token == verb.i), None)
    speaker = _speaker(attribution, cast, verb, act)
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None) or subject(verb) or _lost_subject(verb)
    if speaker is None and own is not None and own.dep_ == "compound":
        speaker = cast.resolve(own)
    if own is not None and (own.lower_ in _NOBODY or any(child.lower_ in {"no", "neither"} for child in own.lefts)):
        return None
    if publisher is not None and is_publisher(attribution, own, speaker, publisher):
        speaker = publisher
    itself = speaker is not None and speaker.id == cast.publisher.id and (
        publisher is not None or _speaks_of_itself(scene, own)
    )  # fmt: skip
    if speaker is None or (
        not itself and (speaker.kind == "media" or (speaker.kind == "witness" and act.type != "ACCUSE"))
    ):
        return None
    if act.type == "CONCEDE" and speaker.kind in _NOT_CONCEDING:
        return None
    if act.type == "ACCUSE" and _accuses_nobody(verb):
        return None
    nobody = speaker.kind == "unknown" and speaker.side is None and speaker.id.startswith("speaker-")
    if cue is None and nobody and (own is None or own.lemma_.lower() not in _PARTIES | UNITS):
        return None
    if (speaker.id == cast.publisher.id and not itself) or (
        verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _WISHES
    ):
        return None
    to_whom = addressee(scene, verb, act.type, own if is_passive(verb) else None, speaker)
    about = about_span(scene, sentence, verb, cue.content if cue is not None else frozenset())
    condition = condition_span(scene, sentence, speech_file().conditions) if act.type in _CONDITIONAL else None
    start, end = _bounds(sentence)
    return SpeechAct(
        type=act.type, verb=verb.i, speaker=speaker, start=start, end=end,
        addressee=to_whom[0] if to_whom else None, addressee_span=to_whom[1] if to_whom else None,
        about=named(scene, about) if about else None, about_span=about,
        condition=named(scene, condition) if condition else None, condition_span=condition,
        deadline=deadline_of(scene, condition),
    )  # fmt: skip
