"""Sentences that give an account without telling it: what stands behind them, or before them, is that speaker's.

"The governor published an update. Fifteen drones were shot down."; "A second post gave these details."; "With these figures the
minister closed the search."
"""

from collections.abc import Sequence

from spacy.tokens import Span, Token

from rashomon.extract.cue_phrases import origins
from rashomon.extract.cues import STRONG, Cue, could_speak, plausible
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast
from rashomon.extract.syntax import is_verb, sentence_of

_ISSUING = frozenset(
    {
        "publish",
        "issue",
        "release",
        "give",
        "post",
        "update",
        "provide",
        "put",
        "share",
        "present",
        "close",
        "correct",
        "supplement",
        "amend",
        "edit",
        "revise",
        "expand",
        "keep",
        "complete",
        "end",
        "confirm",
        "repeat",
        "announce",
        "report",
    }
)
_SAYING = STRONG | {"inform", "specify", "publish", "communicate", "tell", "confirm", "voice", "disclose", "post"}
_VESSELS = frozenset({"information", "update", "statement", "report", "figure", "figures", "toll", "summary", "list", "account", "bulletin",
                      "data", "statistic", "briefing", "detail", "details", "communique", "post", "message", "count", "number",
                      "total", "totals", "balance", "success", "version"})  # fmt: skip


def update_carry(scene: Scene, cast: Cast, cues: Sequence[Cue]) -> list[Cue]:
    """ "The governor published an update. Fifteen drones were shot down.": what follows in the paragraph is carried."""
    extra: list[Cue] = []
    speaking = {cue.token for cue in cues}
    verbs: dict[int, list[Token]] = {}
    for verb in scene.verbs:
        verbs.setdefault(scene.sentence_number(verb), []).append(verb)
    for number, sentence in enumerate(scene.sentences):
        found = ((verb, source) for verb in verbs.get(number, ()) if (source := _issuer(scene, verb)) is not None)
        token, own = next(found, (None, None))
        if token is None or own is None:
            source = _according(scene, sentence)
            pointing = source
            if source is None:
                pointing, source = _pointing(scene, verbs.get(number, ()))
            if pointing is not None and source is not None:
                extra.extend(_pointed(scene, cast, number, pointing, source, speaking))
            continue
        if token.i in speaking:
            continue
        speaker = cast.resolve(own)
        if speaker is None:
            continue
        if _with_figures(token):  # "With these figures the minister closed the search": the sentence is one of them
            extra.append(
                Cue(token.i, (speaker,), frozenset(range(sentence.start, sentence.end)), frozenset(), "CT+", "update")
            )
        colon = next((t.i for t in sentence if t.text == ":" and t.i > token.i), None)
        if colon is not None and not speaking & set(range(colon, sentence.end)):
            told = frozenset(range(colon + 1, sentence.end))
            extra.append(Cue(token.i, (speaker,), told, frozenset(), "CT+", "update"))
        stop = scene.text.find("\n", sentence.end_char - 1)
        stop = len(scene.text) if stop < 0 else stop
        carried: set[int] = set()
        if any(t.lower_ in {"these", "those"} and t.head.lemma_.lower() in _VESSELS for t in sentence) or _comes(token):
            carried |= _told_before(scene, number, speaking)
        for later in scene.sentences[number + 1 :]:
            if later.start_char >= stop or speaking & set(range(later.start, later.end)):
                break
            carried.update(range(later.start, later.end))
        if carried:
            extra.append(Cue(token.i, (speaker,), frozenset(), frozenset(carried), "CT+", "update"))
    return extra


def _told_before(scene: Scene, number: int, speaking: set[int]) -> set[int]:
    """ "Those figures were given by the mayor": the paragraph before, or what stands before in this one."""
    found: set[int] = set()
    breaks = 0
    after = scene.sentences[number]
    for earlier in reversed(scene.sentences[:number]):
        between = scene.text[earlier.end_char - 1 : after.start_char]
        breaks += "\n" in between
        if (
            breaks > 1
            or (breaks == 1 and "\n" not in between and not found)
            or speaking & set(range(earlier.start, earlier.end))
        ):
            break
        found.update(range(earlier.start, earlier.end))
        after = earlier
    return found


def _comes(verb: Token) -> bool:
    """ "The figures come from the mayor": those that were just given."""
    paper = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return (
        verb.lemma_.lower() == "come"
        and paper is not None
        and [t.lower_ for t in paper.lefts] == ["the"]
        and not any(t.text == ":" for t in sentence_of(verb))
    )


def _pointing(scene: Scene, verbs: Sequence[Token]) -> tuple[Token | None, Token | None]:
    """ "The mayor announced this", "this was stated by an adviser": the verb, and who says what stands before."""
    for verb in verbs:
        if not _is_main(verb) or verb.lemma_.lower() not in _SAYING:
            continue
        subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is None:
            continue
        if subject.dep_ == "nsubjpass" and subject.lower_ in {"this", "that"}:
            agents = (o for c in verb.children if c.dep_ == "agent" for o in c.children if o.dep_ == "pobj")
            source = next(agents, None)
        elif any(c.dep_ == "dobj" and c.lower_ in {"this", "that"} and not list(c.children) for c in verb.children):
            source = subject if subject.dep_ == "nsubj" else None
        else:
            continue
        if source is not None and (plausible(scene, source) or could_speak(scene, source)):
            return verb, source
    return None, None


def _is_main(verb: Token) -> bool:
    """Whether a verb is the sentence's own, also where it ends in "…, the agency reports"."""
    over = verb.head
    told = verb.dep_ in {"ccomp", "parataxis"} and over.dep_ == "ROOT" and over.i > verb.i
    return verb.dep_ == "ROOT" or (told and over.lemma_.lower() in _SAYING)


def _according(scene: Scene, sentence: Span) -> Token | None:
    """ "That is according to the council, the agency reports": whose word stands before."""
    what = _admitted(sentence)
    if what is not None:
        return what
    words = [t for t in sentence[:6] if t.is_alpha]
    if len(words) < 4 or words[0].lower_ not in {"this", "that"} or words[1].lower_ not in {"is", "was", "comes"}:
        return None
    to = next((t for t in words[2:] if t.lower_ == "to" and t.nbor(-1).lower_ == "according"), None)
    who = next((o for o in to.children if o.dep_ == "pobj"), None) if to is not None else None
    return who if who is not None and (plausible(scene, who) or could_speak(scene, who)) else None


def _admitted(sentence: Span) -> Token | None:
    """ "That is what Lisbon admits."."""
    words = [t for t in sentence if t.is_alpha]
    if [t.lower_ for t in words[:3]] not in (["that", "is", "what"], ["this", "is", "what"]):
        return None
    verb = next((t for t in words[3:] if t.lemma_.lower() in _SAYING), None)
    return next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb is not None else None


def _pointed(scene: Scene, cast: Cast, number: int, verb: Token, who: Token, speaking: set[int]) -> list[Cue]:
    speaker = cast.resolve(who)
    before = frozenset(_told_before(scene, number, speaking))
    if speaker is None or not before:
        return []
    return [Cue(verb.i, (*origins(scene, cast, who), speaker), frozenset(), before, "CT+", "update")]


def _issuer(scene: Scene, token: Token) -> Token | None:
    """Who gives an account: "the army published figures", "a lower number came from the hospital"."""
    if not is_verb(token):
        return None
    lemma = token.lemma_.lower()
    if any(c.dep_ == "ccomp" and c.i > token.i for c in token.children):
        return None
    own = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if own is not None and (_with_figures(token) or (lemma == "sum" and any(c.lower_ == "up" for c in token.children))):
        return own if plausible(scene, own) else None
    if lemma == "come" and own is not None and own.lemma_.lower() in _VESSELS:
        sources = [o for c in token.children if c.dep_ == "prep" and c.lower_ == "from" for o in c.children]
    elif (
        lemma in _ISSUING
        and own is not None
        and own.dep_ == "nsubj"
        and any(c.dep_ == "dobj" and (c.lemma_.lower() in _VESSELS or c.lower_ == "more") for c in token.children)
    ):
        sources = [own]
    elif lemma in _ISSUING and own is not None and own.dep_ == "nsubjpass" and own.lemma_.lower() in _VESSELS:
        if any(c.dep_ == "neg" for c in token.children):
            return None  # "the figure has not been confirmed by the army"
        sources = [o for c in token.children if c.dep_ == "agent" for o in c.children]
    else:
        return None
    able = (s for s in sources if s.tag_ != "WDT" and (plausible(scene, s) or s.lemma_.lower() in _VESSELS))
    return next(able, None)


def _with_figures(token: Token) -> bool:
    """ "With these figures": the account that was just given is the subject's."""
    return any(
        child.lower_ == "with" and child.dep_ == "prep" and any(
            o.lemma_.lower() in _VESSELS and any(t.lower_ in {"these", "those"} for t in o.lefts) for o in child.children
        )
        for child in token.children
    )  # fmt: skip
