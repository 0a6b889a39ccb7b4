"""Cues without a verb of saying of their own: "according to X", "citing X", "X's claim that", "by X's count", "- governor"."""

from spacy.tokens import Span, Token

from rashomon.extract.cue_verbs import cited_by, complement
from rashomon.extract.cues import CITING, CONTRASTS, STRONG, Cue, could_speak, plausible
from rashomon.extract.knowledge import cues
from rashomon.extract.papers import signer
from rashomon.extract.phrases import Phrase, phrase_of
from rashomon.extract.quotes import Quotations
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast
from rashomon.extract.syntax import SUBJECTS, is_verb, sentence_of, subject
from rashomon.model import Speaker

_SOURCES = frozenset({"source", "report", "official", "statement", "colleague", "witness", "resident", "document"})
_QUOTES = frozenset('"“”«»„')
_AS_BACK = 10  # words before a verb among which its "as" stands
_OF_NOUNS = frozenset({"report", "claim", "announcement", "admission", "denial", "account"})
# "By the ministry's own count": the owner of the count is who says it.
_RECKONING = frozenset({"count", "tally", "reckoning", "account", "estimate", "figure", "list", "calculation", "opinion", "view",
                        "word", "version", "data", "information", "telling", "toll", "record", "register",
                        "statement", "report", "summary", "assessment", "ledger", "book"})  # fmt: skip


def preposition_cue(scene: Scene, cast: Cast, sentence: Span, word: Token) -> Cue | None:
    """ "according to X", "per X": the content is the clause it hangs on."""
    if word.lower_ == "according" and "according to" not in sentence.text.lower():
        return None
    object_ = _object(word)
    if object_ is None:
        return None
    spanned = (object_.left_edge.i, object_.right_edge.i + 1)
    if word.lower_ == "per" and not scene.terms_in(spanned, "speaker", "office", "channel"):
        return None
    speaker = cast.resolve(object_)
    if speaker is None:
        return None
    chain = (*origins(scene, cast, object_), speaker, *cited_by(cast, object_))
    own = set(range(word.i, object_.i + 1)) | {t.i for t in object_.subtree}
    own -= _beyond(scene, object_, own) | _of_the_clause(word, object_, own)
    content = frozenset(i for i in _clause_around(scene, sentence, word) if i not in own)
    return Cue(word.i, chain, content, frozenset(), "CT+", "according to", frozenset(own))


def reckoning_cue(scene: Scene, cast: Cast, sentence: Span, word: Token) -> Cue | None:
    """ "By the ministry's own count, …", "in the view of the monitors": who owns the count says it."""
    noun = next((obj for obj in word.children if obj.dep_ == "pobj"), None)
    if noun is None or noun.lemma_.lower() not in _RECKONING:
        return None
    owner = signer(noun)
    if owner is None:
        owner = next((obj for child in noun.children if child.lower_ == "of" for obj in child.children), None)
        if owner is None or (word.lower_ != "in" and not plausible(scene, owner) and not could_speak(scene, owner)):
            return None
    if owner.tag_ == "PRP$" and owner.lower_ not in {"its", "their", "his", "her"}:
        return None
    if owner.tag_ != "PRP$" and not plausible(scene, owner) and not could_speak(scene, owner):
        return None
    doer = subject(word.head) if owner.tag_ == "PRP$" and is_verb(word.head) else None
    opens = (
        word.i == sentence.start and not cast.memory.met
    )  # "In its version, the front killed nine" about nobody before
    able = doer is not None and doer.dep_ == "nsubj" and doer.pos_ != "PRON" and (doer.i < word.i or opens)
    if doer is not None and able and (plausible(scene, doer) or could_speak(scene, doer)):
        owner = doer  # "the Front attacked and, by its own account, killed"
    speaker = cast.resolve(owner)
    if speaker is None:
        return None
    own = {word.i, noun.i} | {t.i for t in noun.subtree}
    content = frozenset(i for i in _clause_around(scene, sentence, word) if i not in own)
    return Cue(word.i, (speaker,), content, frozenset(), "CT+", "according to", frozenset(own))


def as_cue(scene: Scene, cast: Cast, sentence: Span, verb: Token) -> Cue | None:
    """ "As the mayor reported, …", "…, as told by his relatives": who said what the clause around says."""
    if verb.dep_ not in {"advcl", "ccomp", "parataxis"} or (
        verb.lemma_.lower()
        not in STRONG
        | {
            "inform",
            "put",
            "specify",
            "tell",
            "learn",
            "establish",
        }
        and not any(c.dep_ == "dobj" and c.lower_ == "it" and verb.lemma_ == "have" for c in verb.children)
    ):
        return None
    mark = next((t for t in verb.doc[max(verb.left_edge.i, verb.i - _AS_BACK) : verb.i] if t.lower_ == "as"), None)
    opens = mark is not None and (mark.i == sentence.start or mark.nbor(-1).is_punct)
    if not opens or any(child.dep_ in {"ccomp", "xcomp", "neg"} or child.lower_ == "that" for child in verb.children):
        return None
    agents = [obj for child in verb.children if child.dep_ == "agent" or child.lower_ == "by" for obj in child.children]
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    objects = [
        child
        for child in verb.children
        if child.dep_ == "dobj" and child.lower_ != "it" and child.left_edge.i == verb.i + 1
    ]
    who = next(iter((*agents, *subjects, *objects)), None)
    if who is None or (who in objects and agents + subjects) or not (plausible(scene, who) or could_speak(scene, who)):
        return None
    speaker = cast.resolve(who)
    if speaker is None:
        return None
    own = frozenset(t.i for t in verb.subtree)
    colon = max((t.i for t in sentence if t.text == ":" and t.i < verb.i), default=sentence.start - 1)
    content = frozenset(i for i in _clause_around(scene, sentence, verb) if i not in own and i > colon)
    return Cue(verb.i, (speaker, *cited_by(cast, who)), content, frozenset(), "CT+", "according to", own)


def origins(scene: Scene, cast: Cast, relay: Token) -> list[Speaker]:
    """ "The coordinator, who refers to port workers": on whom the words of the relayer rest."""
    title = phrase_of(relay)
    for clause in scene.doc[title.start : sentence_of(relay).end]:
        named = title.start <= clause.head.i < title.end and clause.head.ent_type_ == "PERSON"
        if clause.dep_ not in {"relcl", "acl"} or not (clause.head.i == relay.i or named):
            continue
        lemma = clause.lemma_.lower()
        if lemma in CITING:
            cited = [child for child in clause.children if child.dep_ == "dobj"]
        elif lemma == "refer":
            cited = [obj for child in clause.children if child.lower_ == "to" for obj in child.children]
        else:
            continue
        found = [
            cast.resolve(each, remember=False) for each in cited if plausible(scene, each) or could_speak(scene, each)
        ]
        return [speaker for speaker in found if speaker is not None]
    return []


def citing_cue(scene: Scene, cast: Cast, quotations: Quotations, sentence: Span, verb: Token) -> Cue | None:
    """ "Interfax reported, citing the ministry"; "TASS quoted him as saying"; "was quoted by TASS as saying"."""
    if verb.i == sentence.start and verb.dep_ == "amod" and verb.tag_ == "VBG":
        return _opening_cue(scene, cast, sentence, verb)
    passive = any(child.dep_ == "auxpass" for child in verb.children) or verb.tag_ == "VBN"
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    agents = [obj for child in verb.children if child.dep_ == "agent" for obj in child.children]
    if passive and subjects:
        origin, relay = subjects[0], agents[0] if agents else None
    elif objects and plausible(scene, objects[0]):
        origin, relay = objects[0], subjects[0] if subjects else None
    else:
        return None
    if relay is not None and relay.tag_ in {"WDT", "WP"}:
        relay = verb.head if verb.dep_ == "relcl" else None
    speaker = cast.resolve(origin)
    if speaker is None:
        return None
    chain = [speaker]
    if relay is not None and plausible(scene, relay):
        through = cast.resolve(relay, remember=False)
        chain += [through] if through is not None else []
    reason = next((child for child in origin.children if child.lower_ == "for" and child.i > origin.i), None)
    told = {t.i for t in reason.subtree} if reason is not None else set()  # "cites local sources for at least 30 dead"
    own = (
        ({t.i for t in origin.subtree} - told)
        | {verb.i}
        | ({t.i for t in relay.subtree} if relay is not None else set())
    )
    content = {
        t.i for child in verb.children if child.dep_ in {"prep", "ccomp", "advcl", "xcomp"} for t in child.subtree
    }
    content |= told
    if not subjects:
        content |= _clause_around(scene, sentence, verb) - {t.i for t in verb.subtree}
    content |= quotations.beside(sentence, verb)
    if (
        verb.dep_ == "relcl"
        and verb.head.dep_ == "nsubj"
        and not told
        and verb.head.head.lemma_.lower() in cues().verbs
    ):
        content |= complement(verb.head.head)  # "Radio Okapi, which quoted police, reported that …"
    if verb.dep_ in {"advcl", "conj", "prep"} and verb.head.lemma_.lower() in cues().verbs:
        content |= complement(verb.head)
    return Cue(verb.i, tuple(chain), frozenset(content - own), frozenset(), "CT+", verb.lemma_.lower())


def _opening_cue(scene: Scene, cast: Cast, sentence: Span, verb: Token) -> Cue | None:
    """ "Quoting residents, the channel wrote that …", which the parser reads as residents who quote."""
    comma = next((t.i for t in sentence if t.text == ","), None)
    speaker = (
        cast.resolve_phrase(Phrase(verb.head, verb.i + 1, verb.head.i + 1, surface=True)) if comma is not None else None
    )
    if speaker is None or comma is None or verb.head.i > comma:
        return None
    return Cue(verb.i, (speaker,), frozenset(range(comma + 1, sentence.end)), frozenset(), "CT+", verb.lemma_.lower())


def reference_cue(scene: Scene, cast: Cast, sentence: Span, noun: Token) -> Cue | None:
    """ "The channel wrote with reference to residents": on whom the words rest."""
    if noun.head.lower_ != "with" or noun.lower_ != "reference":
        return None
    return _resting_on(scene, cast, sentence, noun, {noun.head.i})


def referring_cue(scene: Scene, cast: Cast, sentence: Span, verb: Token) -> Cue | None:
    """ "The channel, referring to a source in the fire service, writes of six hurt": on whom the words rest."""
    if verb.i > verb.head.i and is_verb(verb.head):
        whom = next((o for c in verb.children if c.lower_ == "to" for o in c.children if o.dep_ == "pobj"), None)
        spoken = whom is not None and (
            whom.lemma_.lower() in _SOURCES or scene.term_at(whom, "office", "channel", "speaker")
        )
        quoted = any(t.text in _QUOTES for t in verb.doc[sentence_of(verb).start : verb.head.i])
        if quoted or not spoken:
            return None  # "'We hit them,' he said, referring to the rebels": whom he means
    return _resting_on(scene, cast, sentence, verb, set())


def learning_cue(scene: Scene, cast: Cast, sentence: Span, verb: Token) -> Cue | None:
    """ "Nine died, the agency learned from a hospital source": the source says it, and who learned it passes it on."""
    given = (
        o for c in verb.children if c.dep_ == "prep" and c.lower_ == "from" for o in c.children if o.dep_ == "pobj"
    )
    origin = next((o for o in given if plausible(scene, o) or could_speak(scene, o)), None)
    speaker = cast.resolve(origin) if origin is not None else None
    if origin is None or speaker is None:
        return None
    own = {verb.i} | {t.i for t in origin.subtree}
    chain = [speaker]
    relay = next((c for c in verb.children if c.dep_ in {"nsubj", "dobj"} and c.pos_ in {"NOUN", "PROPN"}), None)
    if relay is not None and plausible(scene, relay):
        own |= {t.i for t in relay.subtree}
        through = cast.resolve(relay, remember=False)
        chain += [through] if through is not None else []
    content = complement(verb) or _clause_around(scene, sentence, verb)
    return Cue(verb.i, tuple(chain), frozenset(content) - own, frozenset(), "CT+", "learn")


def _resting_on(scene: Scene, cast: Cast, sentence: Span, word: Token, before: set[int]) -> Cue | None:
    """The cue of "reference to X" or "referring to X", whose own words are the phrase and the tokens ``before`` it."""
    who = next(
        (obj for child in word.children if child.lower_ == "to" for obj in child.children if obj.dep_ == "pobj"), None
    )
    if who is None or not (plausible(scene, who) or could_speak(scene, who)):
        return None
    speaker = cast.resolve(who)
    if speaker is None:
        return None
    own = before | {t.i for t in word.subtree}
    content = frozenset(i for i in _clause_around(scene, sentence, word) if i not in own)
    return Cue(word.i, (speaker,), content, frozenset(), "CT+", "cite")


def noun_cue(scene: Scene, cast: Cast, noun: Token, lemma: str) -> Cue | None:
    """ "the ministry's claim that …", "reports by residents of …"."""
    clauses = [child for child in noun.children if child.dep_ in {"acl", "ccomp"} and any(
        t.lower_ == "that" and t.dep_ == "mark" for t in child.children)]  # fmt: skip
    clauses += [
        child for child in noun.children if child.dep_ == "prep" and child.lower_ == "of" and lemma in _OF_NOUNS
    ]
    if not clauses:
        return None
    owners = [child for child in noun.children if child.dep_ == "poss"]
    owners += [obj for child in noun.children if child.dep_ == "prep" and child.lower_ in {"by", "from"}
               for obj in child.children if obj.dep_ == "pobj"]  # fmt: skip
    owner = next((each for each in owners if plausible(scene, each)), None)
    speaker = cast.resolve(owner) if owner is not None else None
    if speaker is None:
        return None
    content = frozenset(t.i for clause in clauses for t in clause.subtree)
    return Cue(noun.i, (speaker,), content, frozenset(), cues().nouns[lemma], lemma)


def _object(word: Token) -> Token | None:
    for token in word.subtree:
        if token.dep_ in {"pobj", "dobj"} and token.i > word.i:
            return token
    for i in range(word.i + 1, min(word.i + 8, sentence_of(word).end)):
        token = word.doc[i]
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and token.dep_ not in {"compound", "nmod", "amod", "poss"}:
            return token
    return None


def _beyond(scene: Scene, speaker: Token, own: set[int]) -> set[int]:
    """What the parser hung on the speaker although a coordination sets it off: ", and in their view the blast …"."""
    for token in scene.doc[speaker.i + 1 : max(own, default=speaker.i) + 1]:
        if token.lower_ in {"and", "but"} and token.i and scene.doc[token.i - 1].text == ",":
            return {i for i in own if i > token.i}
    return set()


def _of_the_clause(word: Token, speaker: Token, own: set[int]) -> set[int]:
    """ "According to Captain Ivanov, the two men were unhurt": a subject that the parser took for an apposition of the speaker."""
    verb = word.head
    if verb.i < word.i or not is_verb(verb) or any(child.dep_ in SUBJECTS for child in verb.children):
        return set()
    taken = next((c for c in speaker.children if c.dep_ == "appos" and c.left_edge.nbor(-1).text == ","), None)
    return set() if taken is None else {i for i in own if i >= taken.left_edge.i}


def _is_divided(scene: Scene, contrast: Token, word: Token) -> bool:
    """Whether what stands before "but" is told by somebody of its own, or what follows it is about somebody who speaks."""
    told = any(is_verb(t) and t.lemma_.lower() in cues().verbs for t in scene.doc[sentence_of(contrast).start : word.i])
    behind = [t for t in scene.doc[contrast.i : word.i] if t.dep_ == "nsubj"]
    return told or any(scene.term_at(t, "office", "speaker", "side") is not None for t in behind)


def _speaks_behind(token: Token) -> bool:
    """Whether somebody else speaks behind "while"."""
    return token.lower_ == "according" or (is_verb(token) and token.lemma_.lower() in cues().verbs)


def _clause_around(scene: Scene, sentence: Span, word: Token) -> set[int]:
    """The sentence, or only the clause that the phrase stands in where "but" or ";" sets another one off."""
    first, last = sentence.start, sentence.end
    closing = word.right_edge.i >= sentence.end - 2
    opening = word.i <= sentence.start + 1
    for token in sentence:
        i = token.i
        if i == word.i - 1 and token.lower_ in CONTRASTS:
            first = i + 1  # "but according to the council"
            continue
        if closing and i < word.i and token.lower_ in {"but", "while"} and not _is_divided(scene, token, word):
            continue
        if opening and token.lower_ == "while" and not any(_speaks_behind(t) for t in scene.doc[i : sentence.end]):
            continue
        divides = token.text == ";" or (token.lower_ in CONTRASTS and token.dep_ in {"cc", "mark"})
        if divides and i < word.i and any(t.dep_ in SUBJECTS or is_verb(t) for t in scene.doc[i : word.i]):
            first = max(first, i + 1)
        elif divides and i > word.i:
            last = min(last, i)
            break
    return set(range(first, last))
