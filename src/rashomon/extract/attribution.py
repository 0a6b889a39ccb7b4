"""Who says it: for every word of a document, the chain of speakers from the one who said it first to the publisher.

A cue ("said", "according to", "a statement") has a speaker and a content. A word's chain is read off all the contents
that it lies in, the smallest first: residents told a channel, which the outlet quotes. A quotation carries its speaker
over sentence ends, a remainder ("the other four") the speaker of its whole, a paragraph its one clear source.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs
from spacy.tokens import Span, Token

from rashomon.extract.attributions.page import Page
from rashomon.extract.attributions.reader import find_relations
from rashomon.extract.carry import paragraph_carry, quotation_carry
from rashomon.extract.cue_before import given_cue, so_cue, source_cue
from rashomon.extract.cue_figures import figure_cue
from rashomon.extract.cue_marks import colon_cues, dash_cue, gap_cues, rebuttal_cue
from rashomon.extract.cue_phrases import (
    as_cue,
    citing_cue,
    learning_cue,
    noun_cue,
    preposition_cue,
    reckoning_cue,
    reference_cue,
    referring_cue,
)
from rashomon.extract.cue_relations import asserted, relation_cue
from rashomon.extract.cue_verbs import ACCUSING, accusing_cue, hearsay, is_hearsay, speaks, verb_cue
from rashomon.extract.cues import CITING, RELAY_KINDS, Cue
from rashomon.extract.denials import is_neither, said_instead, taken_for_granted
from rashomon.extract.factuality import compose, factuality, is_aside, is_settled
from rashomon.extract.knowledge import cues
from rashomon.extract.labelled import label_carry
from rashomon.extract.quotes import Quotations
from rashomon.extract.readouts import readout_carry
from rashomon.extract.rivals import apart
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast
from rashomon.extract.syntax import is_verb
from rashomon.extract.treated import treating_cues
from rashomon.extract.updates import update_carry
from rashomon.model import AttributionKind, Factuality, Speaker

__all__ = ["Attribution", "Cue", "Voice"]


_COUNTING = frozenset({"count", "register", "record", "tally"})  # what is done, and only told by who says that it was


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
        self.quotations = Quotations(scene)
        told = find_relations(Page(scene.doc, scene.text, asserting=True))
        self._told = {relation.head: relation for relation in told if relation.asserts}
        self.cues: list[Cue] = []
        self._rebutted: dict[int, frozenset[int]] = {}  # a verb of denying -> what is said instead behind a colon
        # The headline comes last: whom its "ministry says" means, the text below it tells.
        for sentence in sorted(scene.sentences, key=lambda sentence: sentence.start < scene.headline_end):
            self.cues.extend(apart(sentence, _nested(sentence, list(self._sentence_cues(sentence)))))
        self.cues.sort(key=lambda cue: self.scene.sentence_number(scene.doc[cue.token]))
        self.cues.extend(label_carry(scene, cast, self.cues))
        self.cues.extend(readout_carry(scene, cast, self.quotations, self.cues))
        self.cues.extend(quotation_carry(scene, self.quotations, self.cues))
        self.cues.extend(update_carry(scene, cast, self.cues))
        self.cues.extend(treating_cues(scene, cast, self.cues))
        telling = [cue for cue in self.cues if cue.lemma not in ACCUSING]
        self.cues.extend(paragraph_carry(scene, telling, cast.publisher))
        self._layers: dict[int, list[Cue]] = {}
        self._granted: dict[
            int, set[int]
        ] = {}  # what a cue takes for granted -> the cue, above which nothing tells of it
        ordered = [*self.cues, *self._hearsay()]
        for cue in sorted(
            map(self._without_asides, ordered), key=lambda cue: (cue.lemma not in CITING, len(cue.content), cue.token)
        ):
            for i in cue.content | cue.carried:
                self._layers.setdefault(i, []).append(cue)
        self.stops = frozenset(cue.token for cue in self.cues)

    def _without_asides(self, cue: Cue) -> Cue:
        """What the speaker vouches for, without the deed that is taken for granted and without what only the text adds to a denial.

        "Denied having sent drones to Rylsk, where a depot was hit on Monday".
        """
        denied = cue.factuality.endswith("-")
        added = taken_for_granted(self.scene.doc, cue.content, cue.token, denied=denied)
        for i in added:
            self._granted.setdefault(i, set()).add(cue.token)
        if denied:
            added |= {t.i for i in cue.content if is_aside(self.scene.doc[i]) for t in self.scene.doc[i].subtree}
            added |= said_instead(self.scene.doc[cue.token]) | self._rebutted.get(cue.token, frozenset())
        return structs.replace(cue, content=cue.content - added) if added else cue

    def voice(self, token: Token) -> Voice:
        """The chain, attribution and composed factuality of what ``token`` tells."""
        layers = self._relays_last(self._layers.get(token.i, ()))
        chain: list[Speaker] = []
        value = factuality(
            self.scene, token, stop=frozenset({*(cue.token for cue in layers), *self._granted.get(token.i, ())})
        )
        explicit = False
        settled = is_settled(token)
        for cue in layers:
            made = compose(self._cue_value(cue, layers), compose(cue.factuality, value))
            if settled and made == "Uu" != value:
                continue  # "the police will investigate the murder of the nuns": the police say nothing of it
            if cue.speakers and cue.factuality.endswith("-"):
                chain.clear()  # "denied a claim by the front that it shot two down": who denies says so, and alone
            chain.extend(s for s in cue.speakers if all(s.id != old.id for old in chain))
            value = made
            explicit = explicit or (bool(cue.speakers) and token.i in cue.content)
        publisher = self.cast.publisher
        chain = [speaker for speaker in chain if speaker.id != publisher.id]
        kind: AttributionKind = "none" if not chain else "explicit" if explicit else "carried"
        return Voice((*chain, publisher), kind, value, layers[0].token if layers else None)

    def _relays_last(self, layers: Sequence[Cue]) -> Sequence[Cue]:
        """ "'Two died,' the colonel told media, reports the Times": who is named last only passes on what the other says."""
        if len(layers) < 2 or not any(_is_relay(cue) for cue in layers):
            return layers
        doc = self.scene.doc
        last = [
            relay for relay in layers
            if _is_relay(relay) and not relay.own and relay.lemma not in CITING and any(
                other.speakers and not _is_relay(other) and not other.own and other.token < relay.token
                and doc[other.token].sent.start == doc[relay.token].sent.start for other in layers
            )
        ]  # fmt: skip
        return [*(cue for cue in layers if cue not in last), *last]

    def carry(self, token: Token, source: Token) -> Voice:
        """The Voice of ``source`` as carried to ``token``, with the token's own factuality."""
        voice, own = self.voice(source), self.voice(token)
        if voice.attribution == "none" or own.attribution != "none":
            return own
        return Voice(voice.speakers, "carried", compose(_tier(voice.factuality), own.factuality), voice.cue)

    def _cue_value(self, cue: Cue, layers: Sequence[Cue]) -> Factuality:
        """Negation and modals on the cue itself: "did not say that", "may have said"."""
        token = self.scene.doc[cue.token]
        if not is_verb(token):
            return "CT+"
        if is_neither(token):
            return "Uu"
        for child in token.children:
            if child.dep_ == "neg":
                return "Uu"
            if (
                cue.lemma != "confirm"
                and child.dep_ == "aux"
                and child.lower_ in {"would", "will", "could", "might", "may"}
            ):
                return "Uu"
        return "CT+"

    def _sentence_cues(self, sentence: Span) -> Iterator[Cue]:
        table = cues()
        insertions: list[int] = []
        for token in sentence:
            lemma = self.scene.lemmas[token.i]
            cue: Cue | None = None
            if speaks(token):
                if lemma in CITING:
                    cue = citing_cue(self.scene, self.cast, self.quotations, sentence, token)
                else:
                    cue = verb_cue(self.scene, self.cast, self.quotations, sentence, token, insertions)
            elif token.lower_ in {"according", "per"}:
                cue = preposition_cue(self.scene, self.cast, sentence, token)
            elif token.lower_ in {"by", "in", "on"} and token.dep_ in {"prep", "agent"}:
                cue = reckoning_cue(self.scene, self.cast, sentence, token)
            elif lemma == "refer" and token.tag_ == "VBG" and token.dep_ in {"acl", "advcl"}:
                cue = referring_cue(self.scene, self.cast, sentence, token)
            elif lemma == "reference":
                cue = reference_cue(self.scene, self.cast, sentence, token)
            elif lemma in table.nouns and token.pos_ == "NOUN":
                cue = noun_cue(self.scene, self.cast, token, lemma)
            verbal = is_verb(token)
            if verbal and lemma in ACCUSING:
                accusing = accusing_cue(self.scene, self.cast, token)
                cue = accusing if accusing is not None and accusing.speakers else cue
            if verbal and (cue is None or not cue.content):
                cue = (
                    as_cue(self.scene, self.cast, sentence, token)
                    or so_cue(self.scene, self.cast, sentence, token)
                    or cue
                )
            if lemma in CITING | {"refer"} and verbal:
                cue = source_cue(self.scene, self.cast, sentence, token) or cue
            if lemma == "learn" and verbal:
                cue = learning_cue(self.scene, self.cast, sentence, token) or cue
            if cue is None and verbal:
                cue = figure_cue(self.scene, self.cast, sentence, token)
            if verbal and token.dep_ in {"ROOT", "ccomp"}:
                cue = given_cue(self.scene, self.cast, sentence, token) or cue
            told = self._told.get(token.i)
            if told is not None and cue is None:
                cue = relation_cue(self.scene, self.cast, told)
            elif told is not None and cue is not None and not cue.own:
                cue = structs.replace(cue, content=cue.content | asserted(self.scene, told))
            if cue is not None:
                yield cue
        yield from gap_cues(self.scene, self.cast, sentence)
        rebuttal = rebuttal_cue(self.scene, self.cast, sentence)
        if rebuttal is not None and rebuttal.under is not None:
            self._rebutted[rebuttal.under] = rebuttal.content
            yield rebuttal
        dashed = dash_cue(self.scene, self.cast, sentence)
        yield from [dashed] if dashed is not None else colon_cues(self.scene, self.cast, sentence)

    def _hearsay(self) -> Iterator[Cue]:
        """Hearsay without a speaker stays the publisher's, as probable."""
        for token in self.scene.verbs:
            if is_hearsay(token):
                content = hearsay(token)
                if content:
                    yield Cue(token.i, (), content, frozenset(), "PR+", token.lemma_.lower())
            elif token.lemma_.lower() in ACCUSING:
                accusing = accusing_cue(self.scene, self.cast, token)
                if accusing is not None and not accusing.speakers:
                    yield accusing


def _nested(sentence: Span, found: list[Cue]) -> list[Cue]:
    """Settle which of "said" and "according to" holds the other, and give the cues back.

    "Residents said X, according to the channel": at an edge of the sentence the phrase holds all the rest, said or not;
    in the middle of what somebody says ("the ministry said that, according to residents, X") it is a part of it.
    """
    for phrase in [cue for cue in found if cue.own]:
        last = max((t.i for t in sentence if not t.is_punct and not t.is_space), default=sentence.start)
        edge = min(phrase.own) <= sentence.start + 1 or max(phrase.own) >= last
        for at, cue in enumerate(found):
            if cue.own or phrase.token not in cue.content:
                continue
            relayed = _is_relay(phrase) and not _is_relay(
                cue
            )  # "the ministry said X, according to the agency, marking Y"
            if (
                edge and cue.lemma in _COUNTING
            ):  # "Rescuers had counted ten dead, according to the mayor": the mayor says so
                found[at] = structs.replace(cue, content=frozenset())
            elif edge or relayed:
                found[at] = structs.replace(cue, content=cue.content - phrase.own)
            else:
                found[found.index(phrase)] = phrase = structs.replace(phrase, content=phrase.content & cue.content)
    return found


def _is_relay(cue: Cue) -> bool:
    return bool(cue.speakers) and all(speaker.kind in RELAY_KINDS for speaker in cue.speakers)


def _tier(value: Factuality) -> Factuality:
    """The certainty of a value without its polarity: what is carried is the speaker, not the denial."""
    return "CT+" if value.startswith("CT") else value
