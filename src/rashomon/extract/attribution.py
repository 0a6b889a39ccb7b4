"""Who says it: for every word of a document, the chain of speakers from the one who said it first to the publisher.

A cue ("said", "according to", "a statement") has a speaker and a content. A word's chain is read off all the contents
that it lies in, the smallest first: residents told a channel, which the outlet quotes. A quotation carries its speaker
over sentence ends, a remainder ("the other four") the speaker of its whole.
"""

import re
from collections.abc import Iterator

from msgspec import Struct, structs
from spacy.tokens import Span, Token

from rashomon.extract.factuality import compose, factuality
from rashomon.extract.knowledge import cues, triggers
from rashomon.extract.quotes import Quote, find_quotes
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast
from rashomon.extract.syntax import SUBJECTS, is_passive, is_verb, subject
from rashomon.model import AttributionKind, Factuality, Speaker

_CITING = frozenset({"cite", "quote"})
_OWN = frozenset({"punct", "cc", "mark"})
# Cue verbs that mean something else unless a clause, a quotation or a known speaker stands with them.
_WEAK = frozenset({"count", "put", "charge", "post", "record", "document", "list", "tally", "publish", "describe", "broadcast",
                   "air", "call", "order", "see", "point", "cite", "quote", "detail", "verify", "conclude", "respond", "reply",
                   "answer", "share", "release", "claim", "report", "order", "want", "hope", "demand", "threaten", "call",
                   "plan", "intend", "charge", "comment", "announce", "confirm", "warn"})  # fmt: skip
# Verbs whose subject can only be someone who speaks, whoever it is.
_STRONG = frozenset({"say", "tell", "add", "insist", "claim", "acknowledge", "announce", "write", "state", "report", "explain",
                     "confirm", "warn", "estimate", "argue", "admit", "note", "deny", "allege", "assert", "recall", "stress",
                     "emphasise", "emphasize", "believe", "conclude", "reveal", "testify", "recount", "boast"})  # fmt: skip
_RELAY_KINDS = frozenset({"media", "agency"})


_DASHED = re.compile(r"\s[-–—]\s+((?:[\w.'’]+\s?){1,6})\s*$")
_TALLYING = frozenset({"put", "count", "lower", "raise", "revise", "tally", "record", "register", "document", "report", "confirm",
                       "verify", "list", "claim", "announce"})  # fmt: skip
_ISSUING = frozenset({"publish", "issue", "release", "give", "post", "update", "provide", "put", "share", "present"})
_VESSELS = frozenset({"update", "statement", "report", "figure", "figures", "toll", "summary", "list", "account", "bulletin",
                      "data", "statistic", "briefing", "detail", "details", "communique", "post", "message", "count"})  # fmt: skip


class Cue(Struct, frozen=True):
    """One act of saying: the cue word, its speakers (the origin first), the tokens of its content, its factuality."""

    token: int
    speakers: tuple[Speaker, ...]
    content: frozenset[int]
    carried: frozenset[int]
    factuality: Factuality
    lemma: str
    own: frozenset[int] = frozenset()


class Voice(Struct, frozen=True):
    """Whose words a token is: the chain (origin first, publisher last), how it is known, and what the cues make of it."""

    speakers: tuple[Speaker, ...]
    attribution: AttributionKind
    factuality: Factuality
    cue: int | None


class Attribution:
    """The cues of one document and the Voice of each token."""

    def __init__(self, scene: Scene, cast: Cast) -> None:
        self.scene = scene
        self.cast = cast
        self.quotes = find_quotes(scene.text)
        self.cues: list[Cue] = []
        for sentence in scene.sentences:
            self.cues.extend(self._nested(sentence, list(self._sentence_cues(sentence))))
        self._quote_carry()
        self._updates()
        self._layers: dict[int, list[Cue]] = {}
        for cue in sorted(self.cues, key=lambda cue: (cue.lemma not in _CITING, len(cue.content), cue.token)):
            for i in cue.content | cue.carried:
                self._layers.setdefault(i, []).append(cue)
        self.stops = frozenset(cue.token for cue in self.cues)

    def voice(self, token: Token) -> Voice:
        """The chain, attribution and composed factuality of what ``token`` tells."""
        layers = self._layers.get(token.i, ())
        chain: list[Speaker] = []
        value = factuality(self.scene, token, stop=frozenset(cue.token for cue in layers))
        explicit = False
        for cue in layers:
            for speaker in cue.speakers:
                if all(speaker.id != old.id for old in chain):
                    chain.append(speaker)
            value = compose(cue.factuality, value)
            value = compose(self._cue_value(cue, layers), value)
            explicit = explicit or token.i in cue.content
        kind: AttributionKind = "explicit" if explicit else "carried" if chain else "none"
        publisher = self.cast.publisher
        chain = [speaker for speaker in chain if speaker.id != publisher.id]
        return Voice((*chain, publisher), kind if chain else "none", value, layers[0].token if layers else None)

    def _cue_value(self, cue: Cue, layers: "list[Cue] | tuple[Cue, ...]") -> Factuality:
        """Negation and modals on the cue itself: "did not say that", "may have said"."""
        token = self.scene.doc[cue.token]
        if not is_verb(token) or cue.lemma in {"confirm"}:
            negated = any(child.dep_ == "neg" for child in token.children) if is_verb(token) else False
            return "Uu" if negated else "CT+"
        for child in token.children:
            if child.dep_ == "neg":
                return "Uu"
            if child.dep_ == "aux" and child.lower_ in {"would", "will", "could", "might", "may"}:
                return "Uu"
        return "CT+"

    def _nested(self, sentence: Span, found: list[Cue]) -> list[Cue]:
        """ "Residents said X, according to the channel": at an edge of the sentence the phrase holds all the rest, said or
        not; in the middle of what somebody says ("the ministry said that, according to residents, X") it is a part of it.
        """
        for phrase in [cue for cue in found if cue.own]:
            last = max((t.i for t in sentence if not t.is_punct and not t.is_space), default=sentence.start)
            edge = min(phrase.own) <= sentence.start + 1 or max(phrase.own) >= last
            for at, cue in enumerate(found):
                if cue.own or phrase.token not in cue.content:
                    continue
                if edge:
                    found[at] = structs.replace(cue, content=cue.content - phrase.own)
                else:
                    found[found.index(phrase)] = phrase = structs.replace(phrase, content=phrase.content & cue.content)
        return found

    # Finding cues -------------------------------------------------------------------------------------------------------

    def _sentence_cues(self, sentence: Span) -> Iterator[Cue]:
        table = cues()
        for token in sentence:
            lemma = token.lemma_.lower()
            if lemma in table.verbs and is_verb(token):
                cue = self._verb_cue(sentence, token, lemma)
                if cue is not None:
                    yield cue
            elif token.lower_ in {"according", "per"}:
                cue = self._prepositional(sentence, token)
                if cue is not None:
                    yield cue
            elif lemma in table.nouns and token.pos_ == "NOUN":
                cue = self._noun_cue(sentence, token, lemma)
                if cue is not None:
                    yield cue
        dashed = self._dash_cue(sentence)
        if dashed is not None:
            yield dashed

    def _verb_cue(self, sentence: Span, verb: Token, lemma: str) -> Cue | None:
        if lemma in _CITING:
            return self._citing(sentence, verb)
        content = self._complement(verb) or (self._object(verb, lemma) if lemma in _TALLYING else frozenset())
        quoted = self._quoted(sentence, verb)
        passive = is_passive(verb) and verb.tag_ in {"VBN", "VBD"} and verb.dep_ not in {"ccomp"} or (
            any(child.dep_ == "auxpass" for child in verb.children)
        )
        if passive:
            agents = [obj for child in verb.children if child.dep_ == "agent" or child.lower_ == "by"
                      for obj in child.children if obj.dep_ == "pobj"]  # fmt: skip
            if not agents:
                return None
            if not self._plausible(agents[0]):
                return None
            speaker_token: Token | None = agents[0]
            if not content:
                own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
                content = frozenset(t.i for t in own.subtree) if own is not None and own.tag_ != "PRP" else content
                if verb.dep_ in {"acl", "relcl"}:
                    content = frozenset(t.i for t in verb.head.subtree if not verb.is_ancestor(t) and t.i != verb.i)
        else:
            speaker_token = self._speaker_token(verb)
            set_off = self._set_off(sentence, verb, lemma) if not content else None
            if set_off is not None and (speaker_token is None or speaker_token.i < set_off.left_edge.i or
                                        not self._plausible(speaker_token)):  # fmt: skip
                return self._trailing_cue(sentence, verb, lemma, set_off)
        if speaker_token is None or speaker_token.i in content and not quoted:
            return None
        known = self._plausible(speaker_token) or lemma in _STRONG and self._could_speak(speaker_token)
        if not content and not quoted:
            trailing = self._is_trailing(sentence, verb, speaker_token)
            if trailing and known:
                content = self._rest(sentence, verb, speaker_token)
            elif known:
                content = self._object(verb, lemma)
                if not content and lemma in {"tell"}:
                    content = frozenset()
            if not content:
                return None
        if lemma in _WEAK and not known and not quoted:
            return None
        if not known and not content and not quoted:
            return None
        speaker = self.cast.resolve(speaker_token)
        if speaker is None:
            return None
        chain = (speaker, *self._audience(verb, lemma))
        content = frozenset(content | quoted) - self._own_tokens(verb, speaker_token, content)
        return Cue(verb.i, chain, content, frozenset(), cues().verbs[lemma], lemma)

    def _set_off(self, sentence: Span, verb: Token, lemma: str) -> Token | None:
        """The speaker in ", the district governor said": words alone, for the parser often hangs them elsewhere."""
        if verb.tag_ not in {"VBD", "VBZ", "VBN", "VBP"} or verb.i - sentence.start < 4:
            return None
        first = verb.i
        while first > sentence.start and not self._is_break(self.scene.doc[first - 1]):
            first -= 1
            word = self.scene.doc[first]
            if word.tag_ in {"VBD", "VBZ", "VBP", "MD"} or verb.i - first > 14:
                return None
        if first == verb.i or first <= sentence.start + 1:
            return None
        inside = [self.scene.doc[i] for i in range(first, verb.i)]
        nouns = [t for t in inside if t.pos_ in {"NOUN", "PROPN", "PRON"}]
        if not nouns or inside[0].lower_ in {"and", "but", "which", "who", "that", "while", "where"}:
            return None
        stop = next((t.i for t in inside if t.dep_ == "prep" or t.tag_ == "IN" or t.text == ","), verb.i)
        heads = [t for t in nouns if t.i < stop] or nouns
        head = heads[-1]
        known = self._plausible(head) or any(self.scene.term_at(t, "office", "speaker", "channel") is not None for t in nouns)
        if not known and not (lemma in _STRONG and self._could_speak(head)):
            return None
        return head

    def _is_break(self, token: Token) -> bool:
        return token.text in {",", ";", '"', "”", "-", "—", "–", ":", "("} or token.tag_ in {"''", "``"}

    def _trailing_cue(self, sentence: Span, verb: Token, lemma: str, head: Token) -> Cue | None:
        speaker = self.cast.resolve(head)
        if speaker is None:
            return None
        first = verb.i
        while not self._is_break(self.scene.doc[first - 1]):
            first -= 1
        start = sentence.start
        for i in range(first - 2, sentence.start, -1):
            if self.scene.doc[i].text == ";":
                start = i + 1
                break
        rest = set(range(start, first))
        for child in verb.children:
            if child.dep_ in {"advcl", "ccomp", "xcomp"} and child.i > verb.i:
                rest |= {t.i for t in child.subtree}
        chain = (speaker, *self._audience(verb, lemma))
        return Cue(verb.i, chain, frozenset(rest) - {verb.i}, frozenset(), cues().verbs[lemma], lemma)

    def _speaker_token(self, verb: Token) -> Token | None:
        own = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if own is not None:
            if own.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
                return verb.head
            return own
        if verb.dep_ in {"advcl", "conj", "acl", "xcomp"} and verb.tag_ in {"VBG", "VBD", "VBN", "VBZ", "VBP", "VB"}:
            return subject(verb)
        return None

    def _plausible(self, token: Token) -> bool:
        """Whether the phrase can speak: the lexicon knows it, or it is a name or a pronoun."""
        if token.pos_ == "PRON":
            return token.lower_ in {"he", "she", "it", "they", "we", "i", "who", "which"}
        span = (token.left_edge.i, min(token.right_edge.i + 1, token.i + 12))
        if self.scene.terms_in(span, "speaker", "office", "channel"):
            return True
        if self.scene.term_at(token, "side") is not None:
            return True
        if token.lemma_.lower() in {"ministry", "military", "army", "statement", "report", "source", "channel", "agency",
                                    "media", "police", "outlet", "newspaper", "service", "group", "command", "staff",
                                    "office", "department", "administration", "force", "spokesman"}:  # fmt: skip
            return True
        return token.ent_type_ in {"PERSON", "ORG", "NORP"} and not self._is_thing(token)

    def _could_speak(self, token: Token) -> bool:
        """Whether a noun that the lexicon does not know may be someone: no thing, number, time or attack word."""
        if token.pos_ not in {"NOUN", "PROPN"} or token.i in self.scene.time_at or token.i in self.scene.count_at:
            return False
        if token.lemma_.lower() in triggers().file.attacks.nouns or self.scene.term_at(token, "equipment") is not None:
            return False
        item = self.scene.tools.lexicon.item_of(token.lemma_)
        return item is None or item.class_ in {"person", "civilian", "child", "military"}

    def _is_thing(self, token: Token) -> bool:
        return self.scene.term_at(token, "equipment", "item") is not None

    def _complement(self, verb: Token) -> frozenset[int]:
        """The clause that the cue takes: "said that …", "claims to have …"."""
        found: set[int] = set()
        for child in verb.children:
            if child.dep_ == "ccomp" or child.dep_ == "xcomp" and child.tag_ in {"VB", "VBG", "VBN"}:
                found.update(t.i for t in child.subtree)
            elif child.dep_ in {"parataxis"} and child.i < verb.i:
                found.update(t.i for t in child.subtree)
        return frozenset(found)

    def _object(self, verb: Token, lemma: str) -> frozenset[int]:
        """ "reported five deaths", "claimed the destruction of", "put the toll at 46", "spoke of": the object and its rest."""
        found: set[int] = set()
        for child in verb.children:
            if child.dep_ in {"dobj", "oprd", "attr"} and child.pos_ != "PRON":
                found.update(t.i for t in child.subtree)
            elif child.dep_ == "prep" and child.lower_ in {"of", "on", "about", "at", "as", "to", "from"} and child.i > verb.i:
                found.update(t.i for t in child.subtree)
            elif child.dep_ == "advcl" and child.tag_ == "VBG" and found:
                found.update(t.i for t in child.subtree)
        return frozenset(found)

    def _is_trailing(self, sentence: Span, verb: Token, speaker: Token) -> bool:
        """Whether the cue and its speaker stand apart at an edge: ", residents told the channel." """
        first = min(verb.i, speaker.left_edge.i)
        before = self.scene.doc[first - 1] if first > sentence.start else None
        after = self.scene.doc[verb.right_edge.i + 1] if verb.right_edge.i + 1 < sentence.end else None
        if before is not None and (before.text in {",", '"', "”", "-", "—", "–", "'", "’"} or before.tag_ in {"''", "``"}):
            return True
        # "As the governor reported, …"
        return before is not None and before.lower_ == "as" and (after is None or after.is_punct)

    def _rest(self, sentence: Span, verb: Token, speaker: Token) -> frozenset[int]:
        """All of the sentence but the cue, its speaker and its own adverbials."""
        own = self._own_tokens(verb, speaker, frozenset())
        own |= {verb.i}
        for child in verb.children:
            if child.dep_ in {"dobj", "dative", "prep", "npadvmod", "advmod", "aux", "oprd"} and child.i > verb.i - 3:
                if abs(child.i - verb.i) < 4:
                    own |= {t.i for t in child.subtree}
        if any(child.dep_ == "advcl" for child in verb.children):
            # "…, the governor reported, describing the attack as": the participle goes on in the same voice.
            pass
        return frozenset(i for i in range(sentence.start, sentence.end) if i not in own)

    def _own_tokens(self, verb: Token, speaker: Token, content: frozenset[int]) -> set[int]:
        first, last = speaker.left_edge.i, speaker.i + 1
        own = {verb.i, *range(first, last)} - set(content - {verb.i})
        for child in speaker.children:
            if child.dep_ in {"appos", "prep", "compound", "nmod"} and not (set(t.i for t in child.subtree) & content):
                own |= {t.i for t in child.subtree}
        return own

    def _audience(self, verb: Token, lemma: str) -> list[Speaker]:
        """The outlet that was told: it passes the words on."""
        if lemma not in {"tell", "inform", "write", "say", "speak", "confirm"}:
            return []
        found: list[Speaker] = []
        for child in verb.children:
            heads = [child] if child.dep_ in {"dobj", "dative"} else []
            if child.dep_ in {"prep", "dative"} and child.lower_ in {"to", "with", "via", "through", "on"}:
                heads = [obj for obj in child.children if obj.dep_ == "pobj"]
            for head in heads:
                span = (head.left_edge.i, head.right_edge.i + 1)
                if not self.scene.terms_in(span, "speaker", "channel", "office") or head.pos_ == "PRON":
                    continue
                kept = list(self.cast.spoken)
                speaker = self.cast.resolve(head)
                self.cast.spoken = kept
                if speaker is not None and speaker.kind in _RELAY_KINDS:
                    found.append(speaker)
        return found

    # Other kinds of cue -------------------------------------------------------------------------------------------------

    def _prepositional(self, sentence: Span, word: Token) -> Cue | None:
        """ "according to X", "per X", "citing X": the content is the clause it hangs on."""
        text = sentence.text.lower()
        if word.lower_ == "according" and "according to" not in text:
            return None
        object_ = self._prep_object(word)
        if object_ is None or not (self._plausible(object_) or word.lower_ == "according"):
            return None
        if word.lower_ == "per" and not self.scene.terms_in((object_.left_edge.i, object_.right_edge.i + 1),
                                                             "speaker", "office", "channel"):  # fmt: skip
            return None
        speaker = self.cast.resolve(object_)
        if speaker is None:
            return None
        chain = (speaker, *self._cited_by(object_))
        own = set(range(word.i, object_.i + 1)) | {t.i for t in object_.subtree}
        relative = [t for t in object_.subtree if t.dep_ == "relcl"]
        for clause in relative:
            own |= {t.i for t in clause.subtree}
        content = frozenset(i for i in self._clause_around(sentence, word) if i not in own)
        return Cue(word.i, chain, content, frozenset(), "CT+", "according to", frozenset(own))

    def _cited_by(self, token: Token) -> list[Speaker]:
        """ "Relatives cited by the Sudan Tribune": the one that cites passes the words on."""
        agents = [
            obj for child in token.children if child.lemma_.lower() in _CITING
            for by in child.children if by.dep_ in {"agent", "prep"} for obj in by.children if obj.dep_ == "pobj"
        ]  # fmt: skip
        kept = list(self.cast.spoken)
        found = [speaker for speaker in map(self.cast.resolve, agents) if speaker is not None]
        self.cast.spoken = kept
        return found

    def _prep_object(self, word: Token) -> Token | None:
        for token in word.subtree:
            if token.dep_ in {"pobj", "dobj"} and token.i > word.i:
                return token
        for i in range(word.i + 1, min(word.i + 8, word.sent.end)):
            token = word.doc[i]
            if token.pos_ in {"NOUN", "PROPN", "PRON"} and token.dep_ not in {"compound", "nmod", "amod", "poss"}:
                return token
        return None

    def _clause_around(self, sentence: Span, word: Token) -> set[int]:
        """The sentence, or only the clause that the phrase stands in where "but" or ";" sets another one off."""
        first, last = sentence.start, sentence.end
        for token in sentence:
            divides = token.text == ";" or token.lower_ in {"but", "while", "whereas", "although"} and (
                token.dep_ in {"cc", "mark"}
            )
            if divides and token.i < word.i and any(t.dep_ in SUBJECTS for t in self.scene.doc[token.i : word.i]):
                first = max(first, token.i + 1)
            elif divides and token.i > word.i:
                last = min(last, token.i)
                break
        return set(range(first, last))

    def _citing(self, sentence: Span, verb: Token) -> Cue | None:
        """ "Interfax reported, citing the ministry"; "TASS quoted him as saying"; "was quoted by TASS as saying"."""
        passive = any(child.dep_ == "auxpass" for child in verb.children) or verb.tag_ == "VBN"
        objects = [child for child in verb.children if child.dep_ == "dobj"]
        subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
        agents = [obj for child in verb.children if child.dep_ == "agent" for obj in child.children]
        if passive and subjects:
            origin, relay = subjects[0], agents[0] if agents else None
        elif objects and self._plausible(objects[0]):
            origin, relay = objects[0], subjects[0] if subjects else None
        else:
            return None
        speaker = self.cast.resolve(origin)
        if speaker is None:
            return None
        chain = [speaker]
        if relay is not None and self._plausible(relay):
            kept = list(self.cast.spoken)
            through = self.cast.resolve(relay)
            self.cast.spoken = kept
            if through is not None:
                chain.append(through)
        own = {t.i for t in origin.subtree} | {verb.i} | ({t.i for t in relay.subtree} if relay is not None else set())
        content = {t.i for child in verb.children if child.dep_ in {"prep", "ccomp", "advcl", "xcomp"} for t in child.subtree}
        if not subjects:
            content |= set(range(sentence.start, sentence.end)) - {t.i for t in verb.subtree}
        content |= self._quoted(sentence, verb)
        if verb.dep_ in {"advcl", "conj", "prep"} and verb.head.lemma_.lower() in cues().verbs:
            content |= self._complement(verb.head)
        return Cue(verb.i, tuple(chain), frozenset(content - own), frozenset(), "CT+", verb.lemma_.lower())

    def _noun_cue(self, sentence: Span, noun: Token, lemma: str) -> Cue | None:
        """ "the ministry's claim that …", "reports by residents of …"."""
        clauses = [child for child in noun.children if child.dep_ in {"acl", "ccomp"} and any(
            t.lower_ == "that" and t.dep_ == "mark" for t in child.children)]  # fmt: skip
        clauses += [child for child in noun.children if child.dep_ == "prep" and child.lower_ == "of" and lemma in {
            "report", "claim", "announcement", "admission", "denial", "account"}]  # fmt: skip
        if not clauses:
            return None
        owners = [child for child in noun.children if child.dep_ == "poss"]
        owners += [obj for child in noun.children if child.dep_ == "prep" and child.lower_ in {"by", "from"}
                   for obj in child.children if obj.dep_ == "pobj"]  # fmt: skip
        owners = [owner for owner in owners if self._plausible(owner)]
        if not owners:
            return None
        speaker = self.cast.resolve(owners[0])
        if speaker is None:
            return None
        content = frozenset(t.i for clause in clauses for t in clause.subtree)
        return Cue(noun.i, (speaker,), content, frozenset(), cues().nouns[lemma], lemma)

    def _dash_cue(self, sentence: Span) -> Cue | None:
        """ "Drone attack wounds two - governor": a headline's cue is the name behind the last dash."""
        match = _DASHED.search(sentence.text)
        if match is None:
            return None
        span = self.scene.doc.char_span(sentence.start_char + match.start(1), sentence.start_char + match.end(1),
                                        alignment_mode="expand")  # fmt: skip
        if span is None or not len(span) or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in span):
            return None
        if not self.scene.terms_in((span.start, span.end), "office", "speaker", "channel"):
            return None
        speaker = self.cast.resolve(span.root)
        if speaker is None:
            return None
        return Cue(span.root.i, (speaker,), frozenset(range(sentence.start, span.start)), frozenset(), "CT+", "dash")

    def _updates(self) -> None:
        """ "The governor published an update. Fifteen drones were shot down.": what follows in the paragraph is carried."""
        extra: list[Cue] = []
        for number, sentence in enumerate(self.scene.sentences[:-1]):
            for token in sentence:
                if token.lemma_.lower() not in _ISSUING or not is_verb(token) or self._complement(token):
                    continue
                vessel = next((c for c in token.children if c.dep_ in {"dobj", "nsubjpass"} and c.lemma_.lower() in _VESSELS), None)
                own = next((c for c in token.children if c.dep_ == "nsubj"), None)
                if vessel is None or own is None or not self._plausible(own):
                    continue
                speaker = self.cast.resolve(own)
                if speaker is None:
                    continue
                stop = self.scene.text.find("\n", sentence.end_char - 1)
                stop = len(self.scene.text) if stop < 0 else stop
                carried: set[int] = set()
                for later in self.scene.sentences[number + 1 :]:
                    if later.start_char >= stop or any(c.token in range(later.start, later.end) for c in self.cues):
                        break
                    carried.update(range(later.start, later.end))
                if carried:
                    extra.append(Cue(token.i, (speaker,), frozenset(), frozenset(carried), "CT+", "update"))
        self.cues.extend(extra)

    # Quotations ---------------------------------------------------------------------------------------------------------

    def _quoted(self, sentence: Span, cue: Token) -> frozenset[int]:
        """The tokens of this sentence inside a quotation that the cue itself stands outside of."""
        found: set[int] = set()
        if cue.dep_ == "relcl":
            return frozenset()
        for quote in self.quotes:
            if quote.end <= sentence.start_char or quote.start >= sentence.end_char:
                continue
            if quote.start <= cue.idx < quote.end:
                continue
            tokens = self._tokens(quote)
            if tokens and self._divided(cue, tokens):
                continue
            found.update(i for i in tokens if sentence.start <= i < sentence.end)
        return frozenset(found)

    def _divided(self, cue: Token, tokens: range) -> bool:
        """Whether another cue verb with its own subject stands between the cue and the quotation."""
        low, high = (cue.i + 1, tokens.start) if cue.i < tokens.start else (tokens.stop, cue.i)
        table = cues().verbs
        return any(
            is_verb(t) and t.lemma_.lower() in table and any(c.dep_ in SUBJECTS for c in t.children)
            for t in self.scene.doc[low:high]
        )  # fmt: skip

    def _tokens(self, quote: Quote) -> range:
        inside = [t.i for t in self.scene.doc.char_span(quote.start, quote.end, alignment_mode="expand") or ()]
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    def _quote_carry(self) -> None:
        """A quotation belongs to the cue that stands with any of its sentences."""
        carried: list[Cue] = []
        for quote in self.quotes:
            tokens = self._tokens(quote)
            if not tokens:
                continue
            inside = set(tokens)
            owner = next((cue for cue in self.cues if inside & cue.content and cue.token not in inside
                          and cue.lemma not in {"describe", "call"}), None)  # fmt: skip
            if owner is None:
                owner = self._neighbour(tokens)
            if owner is None:
                continue
            extra = frozenset(inside - owner.content)
            if extra:
                carried.append(Cue(owner.token, owner.speakers, frozenset(), extra, "CT+", owner.lemma))
        self.cues.extend(carried)

    def _neighbour(self, tokens: range) -> Cue | None:
        """The speaker of the sentence before (or of the quotation just before) a quotation that has no cue of its own."""
        if tokens.start == 0:
            return None
        before = self.scene.sentence_number(self.scene.doc[tokens.start - 1])
        here = self.scene.sentence_number(self.scene.doc[tokens.start])
        near = [cue for cue in self.cues if before - (here == before) <= self.scene.sentence_number(self.scene.doc[cue.token])
                <= here and cue.token < tokens.start]  # fmt: skip
        return near[-1] if near else None

    def carry(self, token: Token, source: Token) -> Voice:
        """The Voice of ``source`` as carried to ``token``, with the token's own factuality."""
        voice, own = self.voice(source), self.voice(token)
        if voice.attribution == "none" or own.attribution != "none":
            return own
        return Voice(voice.speakers, "carried", compose(_tier(voice.factuality), own.factuality), voice.cue)


def _tier(value: Factuality) -> Factuality:
    """The certainty of a value without its polarity: what is carried is the speaker, not the denial."""
    return "CT+" if value.startswith("CT") else value
