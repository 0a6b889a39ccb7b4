"""Noun phrases -> Speakers: who a phrase, a name or a pronoun in a document is.

A spokesperson is the voice of the institution; an unnamed official keeps the words of the text. A governor or mayor is
known by office and region, so that one document's "governor of the region" is another's "governor Yuri Slyusar"; where no
region is known a person is known by name. No private name is kept that the ledger does not need.
"""

from functools import cached_property

from spacy.tokens import Token

from rashomon.extract.bodies import BODIES
from rashomon.extract.cast import BODY, MOUTHPIECE, SOMEONE, Found, Memory
from rashomon.extract.cues import UNITS, is_mute
from rashomon.extract.groups import group
from rashomon.extract.institutions import body
from rashomon.extract.offices import side_of
from rashomon.extract.outfits import outfit
from rashomon.extract.papers import signer
from rashomon.extract.persons import introduce, person, person_again
from rashomon.extract.phrases import Phrase, phrase_of, plain, slug
from rashomon.extract.publishers import names_publisher, own_voice, publisher_speaker, spoken_as
from rashomon.extract.quotes import Quote, find_quotes
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS, sentence_of
from rashomon.model import Speaker, SpeakerKind

__all__ = ["Cast", "publisher_speaker", "slug"]

_PART = 3  # words of a longer name that take it up again
_INTRODUCED = 4  # sentences back in which "the group" may have been brought in
_OBJECTS = {"them": "they", "him": "he"}  # "according to them"
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "which", "who", "both", "others", "i", "us"})


class Cast:
    """The speakers of one document; resolves names, short forms and pronouns."""

    def __init__(self, scene: Scene, publisher: Speaker) -> None:
        self.scene = scene
        self.memory = Memory(scene, own_voice(scene, publisher))
        self.publisher = self.memory.publisher
        if self.publisher.id in self.memory.lexicon.institutions:
            self.memory.met.append((-1, Found(self.publisher, BODY)))  # its own release calls it "the ministry"
        self._sought: set[int] = set()  # subjects being resolved: none is looked for inside itself
        introduce(self.memory)
        self.publisher = self.memory.publisher = spoken_as(self, self.publisher)

    def resolve(self, token: Token, *, remember: bool = True) -> Speaker | None:
        """Who the noun phrase headed by ``token`` is, or None where it cannot be anyone who speaks."""
        return self.resolve_phrase(phrase_of(_ally_named(token) or token), remember=remember)

    def resolve_phrase(self, phrase: Phrase, *, remember: bool = True) -> Speaker | None:
        """The same for a phrase cut out by the caller."""
        found = self._find(phrase)
        if found is None:
            return None
        if remember:
            self.memory.meet(found, phrase.head)
        return found.speaker

    def _find(self, phrase: Phrase) -> Found | None:
        head = phrase.head
        if head.pos_ == "PRON" or head.lower_ in _PRONOUNS:
            return self._pronoun(head)
        named = self.scene.term_at(head, "speaker")
        if named is not None and (behind := self.scene.tokens(named)) and behind[-1] >= phrase.end:
            phrase = Phrase(head, phrase.start, behind[-1] + 1, phrase.surface)  # "… Location & Event Data Project"
        if is_mute(self.scene, head) and (head.pos_ == "NOUN" or phrase.start == head.i):
            return None
        for token in self.scene.doc[phrase.start : phrase.end]:
            if token.lower_ in {"our", "my"}:
                found = self._colleagues(head)
                return found or (None if self._quoted(token) else Found(self.publisher, MOUTHPIECE))
            if token.tag_ == "PRP$":
                self._look_back(token)
        if head.lemma_.lower().startswith("spokes") or head.lower_ in _TAKEN_UP:
            self._look_back(head)
        told = self._told_as(phrase)
        if told is not None:
            return told
        if names_publisher(self.scene, phrase, self.publisher):
            return Found(self.publisher, BODY)
        channel = self._channel(phrase)
        if channel is not None:
            return Found(channel, BODY)
        signed = self._signed(phrase) or self._organ(phrase)
        if signed is not None:
            return signed
        again = person_again(self.memory, phrase)
        if again is not None:
            return again
        found = self._named_in_part(phrase) or self._known_in_part(phrase)
        if found is not None:
            return found
        found = person(self.memory, phrase) or body(self.memory, phrase, side_of(self.memory, phrase))
        if found is None and (called := outfit(self.memory, phrase)) is not None:
            found = self._find(called)
        return found or self._introduced(phrase) or group(self.memory, phrase)

    def _told_as(self, phrase: Phrase) -> Found | None:
        """ "Another source, a member of the guard": whom the words behind it tell; "one of the women": one who was there."""
        head = phrase.head
        if head.lower_ not in {"source", "one"}:
            return None
        behind = next((c for c in head.children if c.dep_ == "appos" and c.i > head.i and c.pos_ == "NOUN"), None)
        if behind is not None or head.lower_ == "source":
            return self._find(phrase_of(behind)) if behind is not None else None
        of = (o for c in head.children if c.dep_ == "prep" and c.lower_ == "of" for o in c.children if o.dep_ == "pobj")
        whom = next(of, None)
        if whom is not None and whom.lower_ == "them":
            self._look_back(whom)
            return None
        if whom is None or whom.tag_ != "NNS" or any(t.tag_ == "PRP$" for t in whom.lefts):
            return None
        several = self._find(phrase_of(whom))
        return Found(several.speaker, SOMEONE) if several is not None and several.speaker.kind == "witness" else None

    def _colleagues(self, head: Token) -> Found | None:
        """ "My colleagues at the monitoring mission": the body that they work in."""
        if head.lemma_.lower() != "colleague":
            return None
        at = (
            o for c in head.children if c.dep_ == "prep" and c.lower_ in {"at", "in", "from", "of"} for o in c.children
        )
        owner = next(
            (o for o in at if o.dep_ == "pobj" and any(t.tag_ in {"NNP", "NNPS"} for t in (o, *o.lefts))), None
        )
        return self._find(phrase_of(owner)) if owner is not None else None

    def _signed(self, phrase: Phrase) -> Found | None:
        """ "A statement issued by the army", "figures from the ward": who signs a paper or holds a figure."""
        owner = signer(phrase.head)
        if owner is None or (phrase.surface and not phrase.start <= owner.i < phrase.end):
            return None
        if owner.tag_ == "PRP$":
            return self._pronoun(owner) if owner.lower_ in {"its", "their", "his", "her"} else None
        return self._find(phrase_of(owner))

    def _organ(self, phrase: Phrase) -> Found | None:
        """ "The press centre of the Vostok group of forces": the body that it writes for."""
        doc, head = self.scene.doc, phrase.head
        if head.lower_ not in _ORGANS or all(t.lower_ != "press" for t in doc[phrase.start : head.i]):
            return None
        of = next((t.i for t in doc[head.i : phrase.end] if t.lower_ == "of"), None)
        if of is None:
            return None
        stop = next((t.i for t in doc[of + 1 : phrase.end] if t.dep_ == "prep" or t.tag_ == "IN"), phrase.end)
        owner = next((t for t in reversed(doc[of + 1 : stop]) if t.pos_ in {"NOUN", "PROPN"}), None)
        if owner is None or owner.lemma_.lower() not in BODIES | {"force", "army", "fleet", "corps"}:
            return None
        if any(t.tag_ == "NNP" for t in doc[of + 1 : owner.i]) and not self.memory.speaker_terms(of + 1, phrase.end):
            name = plain(self.scene, of + 1, phrase.end)  # a formation that only its own name tells
            kind: SpeakerKind = "military" if self.scene.terms_in((of + 1, phrase.end), "office") else "unknown"
            return Found(Speaker(id=slug(name), name=name, kind=kind, side=self.memory.publisher_side), BODY)
        return self._find(Phrase(owner, of + 1, phrase.end, surface=True))

    def _named_in_part(self, phrase: Phrase) -> Found | None:
        """ "The Observatory", "the Doctors Network": a body that the text has named before by these words and more."""
        words = [
            t for t in self.scene.doc[phrase.start : phrase.end] if not (t.is_punct or t.lower_ in {"the", "an", "a"})
        ]
        if not 1 <= len(words) <= _PART or any(
            t.tag_ not in {"NNP", "NNPS"} or t.i in self.scene.place_at or t.text in self.memory.people for t in words
        ):
            return None
        if self.memory.speaker_terms(phrase.start, phrase.end) or self.scene.term_at(phrase.head, "side") is not None:
            return None
        wanted = [t.text for t in words]
        for found in self.memory.before(phrase.head):
            called = found.speaker.name.split(",")[0].split()
            at = called.index(wanted[0]) if wanted[0] in called else -1
            if (
                at >= 0
                and called[at : at + len(wanted)] == wanted
                and len(called) > len(wanted)
                and "it" in found.pronouns
            ):
                return found if found.pronouns == BODY else None
        return None

    def _known_in_part(self, phrase: Phrase) -> Found | None:
        """ "The Observatory" in a text on Syria: a short form of one body alone, whose own name has a country that the text names."""
        words = [t for t in self.scene.doc[phrase.start : phrase.end] if t.is_alpha]
        if len(words) != 2 or words[0].lower_ != "the" or words[1].tag_ != "NNP":
            return None
        lexicon = self.memory.lexicon
        claimants = lexicon.short_forms.get(f"the {words[1].lower_}", ())
        entry = lexicon.institutions[claimants[0]] if len(claimants) == 1 else None
        if entry is None or entry.side is not None:
            return None
        named = {t.id for t in self.scene.terms if t.kind == "side"}
        of = {t.id for t in self.scene.tools.matcher.find_terms(entry.name) if t.kind == "side"}
        return Found(self.memory.known(entry.id), BODY) if of & named else None

    def _introduced(self, phrase: Phrase) -> Found | None:
        """ "The group": who was brought in with the same noun and more words ("a research group in Oslo") in the sentences before."""
        head = phrase.head
        words = [t for t in self.scene.doc[phrase.start : phrase.end] if t.is_alpha]
        if len(words) != 2 or words[0].lower_ != "the" or head.pos_ != "NOUN":
            return None
        number = self.scene.sentence_number(head)
        unit = head.lemma_.lower() in UNITS
        first = 0 if unit else self.scene.sentences[max(0, number - _INTRODUCED)].start
        for token in reversed(self.scene.doc[first : head.i]):
            if token.lemma_.lower() == head.lemma_.lower() and (token.tag_ == head.tag_ or unit):
                earlier = phrase_of(token)
                told = [t for t in self.scene.doc[earlier.start : earlier.end] if t.is_alpha or t.text[:1].isdigit()]
                if len(told) > 2 and (told[0].lower_ in {"a", "an"} or unit):
                    return self._find(earlier)
        return None

    def _pronoun(self, token: Token) -> Found | None:
        """The nearest earlier speaker that the pronoun fits: the subject of an earlier main clause, or who spoke."""
        lower = _OBJECTS.get(token.lower_, token.lower_)
        if lower in {"we", "i", "us"}:
            return None if self._quoted(token) else Found(self.publisher, MOUTHPIECE)
        self._look_back(token)
        found = next((found for found in self.memory.before(token) if lower in found.pronouns), None)
        return found if found is not None or lower in {"he", "she"} else self._inside(token)

    def _quoted(self, token: Token) -> bool:
        """Whether a word stands in a quotation: "we" there are who is quoted, whom the words around it name."""
        return any(quote.start <= token.idx < quote.end for quote in self._quotes)

    @cached_property
    def _quotes(self) -> list[Quote]:
        return find_quotes(self.scene.text)

    def _inside(self, token: Token) -> Found | None:
        """Where nobody spoke before: the speaker named in the sentence itself, or inside the one before, in whatever role."""
        for word in sentence_of(token):  # "The air force shot down ten drones, it said."
            told = (
                word.dep_ == "nsubj" and word.head.dep_ in {"ccomp", "parataxis"} and word.head.head.i == token.head.i
            )
            if told and word.i < token.i and self.scene.term_at(word, "office", "speaker") is not None:
                return self._find(phrase_of(word))
        number = self.scene.sentence_number(token)
        for word in reversed(list(self.scene.sentences[number - 1] if number else ())):
            term = self.scene.term_at(word, "office", "speaker")
            if term is not None and word.dep_ == "nsubj" and word.pos_ in {"NOUN", "PROPN"}:
                return self._find(phrase_of(word))
        return None

    def _look_back(self, token: Token) -> None:
        """Meet the speakers that are subjects of main clauses before a pronoun without having said anything yet."""
        number = self.scene.sentence_number(token)
        met = {at for at, _ in self.memory.met}
        for sentence in self.scene.sentences[max(0, number - 2) : number + 1]:
            for word in sentence:
                if (
                    word.i >= token.i
                    or word.i in met
                    or word.i in self._sought
                    or word.dep_ not in SUBJECTS
                    or word.pos_ not in {"NOUN", "PROPN"}
                ):
                    continue
                opening = word.head.dep_ in {"ccomp", "parataxis"} and word.left_edge.i <= sentence.start + 1
                main = word.head.dep_ == "ROOT" or opening
                phrase = phrase_of(word)
                came = main and word.tag_ == "NNS" and token.lower_ in {"they", "them"} and _came_away(word)
                if not main or phrase.end > token.i or (self._other_role(word) and not came):
                    continue
                if len({term.id for term in self.memory.speaker_terms(phrase.start, phrase.end)}) > 1:
                    continue  # "fighters of the Front and the Legion clashed": either could be "the group"
                known = (
                    self.scene.term_at(word, "office", "speaker", "channel") is not None or word.lemma_.lower() in UNITS
                )
                person = word.ent_type_ == "PERSON" and word.head.dep_ == "ROOT"
                person = person and (token.lower_ in {"he", "she"} or _is_written_by(token, word.head))
                if known or person or came or (word.ent_type_ == "ORG" and word.pos_ == "PROPN"):
                    self._sought.add(word.i)
                    found = self._find(phrase)
                    self._sought.discard(word.i)
                    if found is not None:
                        self.memory.meet(found, word)

    def _other_role(self, word: Token) -> bool:
        """Whether the word is a thing or a victim too: "two soldiers were killed", "the hospital was hit"."""
        return (
            word.dep_ in {"nsubjpass", "csubjpass"}
            or word.i in self.scene.count_at
            or any(child.tag_ == "CD" and child.lower_ not in {"one", "two"} for child in word.children)
        )

    def _channel(self, phrase: Phrase) -> Speaker | None:
        terms = self.scene.terms_in((phrase.start, phrase.end), "channel")
        terms = [t for t in terms if phrase.head.i in self.scene.tokens(t) or phrase.head.lemma_.lower() in _TELLERS]
        if terms:
            entry = self.scene.tools.lexicon.channels[terms[0].id]
            return Speaker(id=entry.id, name=entry.name, kind=entry.kind, side=entry.side)
        if phrase.head.lemma_.lower() == "channel" or phrase.head.lower_ == "telegram":
            inside = self.scene.doc[phrase.start : phrase.end]
            name = " ".join(t.text for t in inside if t.tag_ in {"NNP", "NNPS"} and t.lower_ != "telegram")
            if name:
                return Speaker(id=f"channel-{slug(name)}", name=name, kind="media")
        return None


def _is_written_by(paper: Token, verb: Token) -> bool:
    """ "The general condemned it in a statement. … The statement said": whether a paper is what a verb's subject spoke in."""
    return paper.pos_ == "NOUN" and any(t.lemma_ == paper.lemma_ and t.dep_ == "pobj" for t in verb.subtree)


# Whoever came away can tell: "the hostages were freed", "nine passengers escaped".
_CAME = frozenset({"free", "release", "rescue", "flee", "escape", "reach", "arrive", "return", "survive", "evacuate", "interview", "hand",
                   "shelter", "gather", "come", "speak", "bury", "hide", "run", "walk", "trek", "cross"})  # fmt: skip


def _came_away(noun: Token) -> bool:
    return noun.head.lemma_.lower() in _CAME


_TAKEN_UP = frozenset(
    {"one", "command", "group", "charity", "statement", "message", "communique", "communiqué", "bulletin"}
)
_ORGANS = frozenset({"centre", "center", "service", "office"})
_TELLERS = frozenset({"channel", "account", "telegram", "blogger", "outlet", "site", "page", "project", "publication"})


_ALLIES = frozenset({"ally", "neighbour", "neighbor", "rival", "foe", "patron", "backer"})


def _ally_named(noun: Token) -> Token | None:
    """ "Its ally Norland said", "the country's ally, Norland, said": the state that is named behind what it is to another."""
    if noun.lemma_.lower() not in _ALLIES or noun.tag_ == "NNS":
        return None
    doc = noun.doc
    at = noun.i + 1
    if at + 1 < len(doc) and doc[at].text == ",":
        at += 1
    named = doc[at] if at < len(doc) else None
    if named is None or named.pos_ != "PROPN" or named.ent_type_ not in {"GPE", "ORG", "NORP"}:
        return None
    while named.dep_ == "compound" and named.head.i > named.i and named.head.pos_ == "PROPN":
        named = named.head
    return named
