"""Round-ups: one attack told after another, each with a doer or bomb, a place and a toll of its own."""

from spacy.tokens import Span, Token

from rashomon.extract.knowledge import triggers
from rashomon.extract.syntax import is_verb, sentence_of, subject

MANY = 99  # attacks that no number counts: "air strikes killed ten", "in a wave of bombings"
_SINGLE = frozenset({"explosion", "blast", "clash", "hit"})
_SEVERAL = {"separate": 2, "multiple": 2, "two": 2, "twin": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_SERIES = frozenset({"series", "wave", "string", "spate", "succession"})
_DOERS = frozenset({"bomber", "gunman", "attacker", "militant", "insurgent", "rebel", "assailant", "fighter", "bandit", "terrorist",
                    "jihadist", "extremist", "man", "sniper"})  # fmt: skip
_INDEFINITE = frozenset({"a", "an", "another", "one", "second", "third"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_MEANS = frozenset({"in", "by", "with"})
_WHERE = frozenset({"in", "at", "near", "outside", "on", "around", "inside", "between", "of"})
_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "week", "month", "night"}
)
_NAMING = frozenset({"compound", "nmod", "poss", "appos", "amod", "conj"})


def attacks_of(token: Token) -> int:
    """How many attacks a toll is told of: 2 for "two blasts killed ten", 0 where one or none; MANY where no number says it."""
    if not is_verb(token):
        return 0
    about = subject(token)
    told = [about] if about is not None else []
    shared = (token, *(c for c in token.children if c.dep_ == "conj"))
    told += [o for v in shared for c in v.children if c.lower_ in {"in", "by"} for o in c.children if o.dep_ == "pobj"]
    for noun in told:
        if _is_series(noun):
            return MANY
        if not _is_plural_attack(noun):
            continue
        words = {child.lower_ for child in noun.lefts}
        number = next((n for word, n in _SEVERAL.items() if word in words), 0)
        if number or not (words & _DEFINITE or noun.lemma_.lower() in _SINGLE):
            return number or MANY
    return 0


def _is_series(noun: Token) -> bool:
    """ "A wave of bombings"."""
    if noun.lemma_.lower() not in _SERIES:
        return False
    return any(_is_plural_attack(o) for c in noun.children if c.lower_ == "of" for o in c.children if o.dep_ == "pobj")


def _is_plural_attack(noun: Token) -> bool:
    return noun.tag_ == "NNS" and noun.lemma_.lower() in triggers().file.attacks.nouns


def introduces(sentence: Span) -> bool:
    """Whether a sentence brings in an attack that was not spoken of: "a car bomb exploded", "killed in an ambush", "gunmen shot"."""
    attacks = triggers().file.attacks
    things = attacks.nouns | attacks.bombs
    for noun in sentence:
        lemma = noun.lemma_.lower()
        if noun.pos_ != "NOUN" or not (lemma in things | _DOERS or _is_series(noun)):
            continue
        words = {child.lower_ for child in noun.lefts}
        if words & _DEFINITE or any(child.dep_ == "poss" for child in noun.lefts):
            continue
        plural = noun.tag_ == "NNS"
        if not plural and not words & _INDEFINITE:
            continue
        if noun.dep_ == "nsubj" and is_verb(noun.head):
            verb = noun.head.lemma_.lower()
            if verb in attacks.verbs or lemma in things | _SERIES:
                return True
        elif noun.dep_ == "ROOT" and lemma in things:
            return True  # "a bomb next to a market killed four", where the parser lost the verb
        elif not plural and noun.dep_ == "pobj" and noun.head.lower_ in _MEANS and lemma in things:
            return True
    return False


def opens_with_day(token: Token) -> bool:
    """ "On Saturday, 16 people had been killed in a strike": the sentence goes on to another day."""
    sentence = sentence_of(token)
    words = [word.lower_ for word in sentence[:3]]
    return words[:1] in (["on"], ["last"]) and any(word in _DAYS for word in words)


def place_words(sentence: Span) -> set[str]:
    """The words of the names that a sentence puts things in, at or near, those of persons apart."""
    found = set()
    for token in sentence:
        if token.pos_ != "PROPN" or token.ent_type_ in {"DATE", "NORP"} or not token.is_alpha:
            continue
        node = token
        while node.dep_ in _NAMING and node.head.pos_ in {"NOUN", "PROPN"}:
            node = node.head
        person = token.ent_type_ == "PERSON" and node.pos_ != "NOUN"  # but "in the Dora neighbourhood"
        if node.dep_ == "pobj" and node.head.lower_ in _WHERE and not person:
            found.add(token.lower_)
    return found
