"""An armed group taken up by what it is: "the movement", "the rebels", "the outlawed group" for the one that was named before."""

import re

from spacy.tokens import Token

from rashomon.extract.cast import Memory
from rashomon.extract.phrases import Phrase
from rashomon.lexicon.terms import Term

_ONE = frozenset(
    {
        "group",
        "movement",
        "outfit",
        "faction",
        "organisation",
        "organization",
        "militia",
        "insurgency",
        "cartel",
        "gang",
    }
)
_MANY = frozenset({"rebel", "insurgent", "militant", "jihadist", "jihadi", "guerrilla", "islamist", "separatist", "extremist",
                   "paramilitary", "fighter", "guerrillero", "mutineer"})  # fmt: skip
# "The armed group", "the outlawed Islamist outfit": words that tell no group from another.
_SORTS = _MANY | {"armed", "outlawed", "banned", "proscribed", "islamic", "terror", "terrorist", "criminal", "rebellious", "latter",
                  "same", "ethnic", "local"}  # fmt: skip
_BACK = 3  # sentences back in which the group may have been named
_LETTERS = re.compile(r"[A-Z]{3,6}(?:-[A-Z]{1,4})?")


def outfit(memory: Memory, phrase: Phrase) -> Phrase | None:
    """The name for which "the movement" stands: of the one armed group in the nearest sentence before that names any."""
    scene, head = memory.scene, phrase.head
    lemma = head.lemma_.lower()
    words = [t for t in scene.doc[phrase.start : phrase.end] if t.is_alpha]
    if lemma not in _ONE | _MANY or (lemma in _MANY) != (head.tag_ == "NNS") or words[-1].i != head.i:
        return None
    if words[0].lower_ not in {"the", "this", "that"} or not all(t.lemma_.lower() in _SORTS for t in words[1:-1]):
        return None
    if memory.under(lemma, head) is not None:
        return None
    number = scene.sentence_number(head)
    for at in range(number, max(0, number - _BACK) - 1, -1):
        sentence = scene.sentences[at]
        named = [t for t in scene.terms_in((sentence.start, min(sentence.end, phrase.start)), "side")
                 if memory.lexicon.sides[t.id].kind == "group"]  # fmt: skip
        if len({t.id for t in named}) > 1:
            return None
        if named:
            return _phrase(memory, named[-1])
        letters = [t for t in scene.doc[sentence.start : min(sentence.end, phrase.start)] if _is_unknown(memory, t)]
        if len({t.text for t in letters}) == 1:
            return Phrase(letters[-1], letters[-1].i, letters[-1].i + 1, surface=True)
        if letters:
            return None
    return None


def _phrase(memory: Memory, term: Term) -> Phrase:
    inside = memory.scene.tokens(term)
    return Phrase(memory.scene.doc[inside[-1]], inside[0], inside[-1] + 1, surface=True)


def _is_unknown(memory: Memory, token: Token) -> bool:
    """ "ERA fighters", "the ERA attacked": letters that only armed men stand beside, of a group that no list knows."""
    if not _LETTERS.fullmatch(token.text) or token.i in memory.scene.place_at:
        return False
    if memory.scene.term_at(token, "speaker", "office", "equipment", "side", "channel") is not None:
        return False
    of = token.head.lemma_.lower()
    return (token.dep_ in {"compound", "nmod"} and of in _MANY | {"gunman", "commander", "leader"}) or (
        token.dep_ in {"nsubj", "agent", "pobj"} and token.ent_type_ in {"ORG", "NORP"} and _attacks(token)
    )


def _attacks(token: Token) -> bool:
    verb = token.head.head if token.dep_ == "pobj" else token.head
    return verb.lemma_.lower() in {"attack", "ambush", "raid", "storm", "seize", "capture", "claim", "shell", "abduct"}
