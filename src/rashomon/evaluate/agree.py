"""When a claim says what the gold says: the same figure, the same thing counted, the same voice.

Two careful coders do not write the same noun or title for one thing, so nouns agree through the item lexicon and names
through their plain words. Figures agree only exactly.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property

from rashomon import lexicon as words
from rashomon.evaluate.gold import GoldFact
from rashomon.lexicon import Lexicon, TermMatcher
from rashomon.model import Claim, Speaker
from rashomon.relation import LexiconRelation
from rashomon.values import Quantity

# What the lexicon counts as civilians and a coder may call people: anyone who lives there.
_ANYONE = frozenset({
    "resident", "local resident", "local", "inhabitant", "townspeople", "citizen", "villager", "townsfolk", "adult",
})  # fmt: skip
_JOINED = re.compile(r",\s*|\s+(?:and|or)\s+|\s*/\s*")

# Words that tell no speaker from another, and words for an office, which do so only beside a country or a name.
_GENERIC = frozenset({
    "government", "authority", "official", "source", "spokesman", "spokeswoman", "spokesperson", "press", "service",
    "office", "statement", "senior", "local", "group", "state", "country", "republic", "former", "head", "chief",
    "representative", "leader", "administration", "anonymous", "unnamed", "several", "two", "three", "some",
})  # fmt: skip
_ROLES = frozenset({
    "army", "ministry", "minister", "defence", "air", "force", "navy", "health", "interior", "foreign", "president",
    "prime", "governor", "mayor", "police", "intelligence", "emergency", "general", "staff", "command", "commander",
    "council", "security", "region", "regional", "provincial", "city", "town", "medic", "witness", "resident",
    "officer", "military", "guard", "agency", "channel", "company", "operator", "rescuer", "adviser", "envoy",
    "ambassador",
})  # fmt: skip
_PHRASES = (
    ("armed forces", "army"), ("defence forces", "army"), ("defence force", "army"), ("ground forces", "army"),
    ("foreign secretary", "foreign minister"), ("defence secretary", "defence minister"),
)  # fmt: skip
_SAME = {
    "military": "army", "troop": "army", "department": "ministry", "doctor": "medic", "hospital": "medic",
    "paramedic": "medic", "eyewitness": "witness", "inhabitant": "resident", "villager": "resident",
    "defense": "defence", "advisor": "adviser", "presidential": "president", "ministerial": "minister",
    "spokeswoman": "spokesman", "spokesperson": "spokesman", "oblast": "region", "province": "region",
    "regional": "region", "provincial": "region",
}  # fmt: skip
_SMALL = frozenset({"the", "a", "an", "of", "s", "for", "in", "and", "on", "at", "to", "by", "own"})
_LOOSE_KINDS = frozenset({"witness", "medic", "ngo"})  # kinds whose nameless members are one voice in one document
# Whoever has such an office is of the place that is told of, which one coder writes beside it and another does not.
_LOCAL = frozenset({
    "police", "resident", "witness", "medic", "rescuer", "authority", "official", "administration", "prosecutor", "local",
    "emergency", "fire", "ambulance", "council", "hospital",
})  # fmt: skip
_INITIALS = re.compile(r"[A-Z]{3,6}")
_TAIL = re.compile(r" (?:who|in|of|with|from|at|on|near)\b")


def figures_agree(fact: GoldFact, value: Quantity) -> bool:
    """Whether low and high are the same; a denial without a number is answered by any denial.

    "More than 40" is 40.. to one coder and 41.. to another: of two figures that are both open above, the found one may
    begin one later.
    """
    if fact.polarity == "-" and fact.low is None and fact.high is None:
        return True
    if fact.low is not None and fact.high is None and value.high is None:
        return value.low in (fact.low, fact.low + 1)
    return (fact.low, fact.high) == (value.low, value.high)


def _questions_agree(fact: GoldFact, claim: Claim) -> bool:
    """Whether both answer one question; "nobody was hurt" is no injured to one coder and no casualties to another."""
    if fact.question == claim.question:
        return True
    none = fact.high == 0 and isinstance(claim.value, Quantity) and claim.value.high == 0
    return none and {fact.question, claim.question} == {"injured", "casualties"}


def _none_either_way(fact: GoldFact, claim: Claim) -> bool:
    """ "Denied that any man was lost" is none lost to one coder and a denial without a number to another."""
    value = claim.value
    if not isinstance(value, Quantity) or fact.polarity == polarity(claim):
        return False
    if fact.polarity == "-":
        return fact.low is None and fact.high is None and value.high == 0
    return fact.high == 0 and (value.low or 0) <= 1 and value.high in (None, 1)


def polarity(claim: Claim) -> str:
    """``-`` for what a claim denies, ``+`` for all else, the uncertain included."""
    return "-" if claim.factuality.endswith("-") else "+"


# Questions on which a gold codes no noun without a number: "explosions were heard", "a school was damaged".
_NUMBERED_ONLY = frozenset({"explosions", "damaged"})
_PLURAL_ONLY = frozenset(
    {"hit", "launched", "intercepted", "diverted"}
)  # "a missile hit" is one, "missiles hit" no figure
_PLURAL = 2  # the least that a plural without a number can be; "several" is three
_ARTICLES = frozenset({"a", "an", "the"})


def goes_uncoded(claim: Claim) -> bool:
    """Whether a claim gives no number where a gold codes none: it is neither right nor wrong if no fact answers it."""
    value = claim.value
    if not isinstance(value, Quantity):
        return False
    plural = value.approx and value.high is None and (value.low or 0) <= _PLURAL
    lone = value.exact == 1 and value.said.lower().partition(" ")[0] in _ARTICLES
    return bool(
        (plural and claim.question in _NUMBERED_ONLY | _PLURAL_ONLY) or (lone and claim.question in _NUMBERED_ONLY)
    )


class Agreement:
    """The comparisons that need the lexicon."""

    def __init__(self, lexicon: Lexicon, matcher: TermMatcher) -> None:
        self.lexicon = lexicon
        self.matcher = matcher
        self.relation = LexiconRelation(lexicon)
        self._known: dict[str, tuple[str, ...]] = {}
        self._tokens: dict[str, frozenset[str]] = {}

    @classmethod
    def load(cls) -> "Agreement":
        """The comparisons over the packaged lexicon."""
        return cls(words.load(), words.matcher())

    def right(self, fact: GoldFact, claim: Claim) -> bool:
        """Whether the claim gives the figure of the gold, whoever it gives it to."""
        return (
            _questions_agree(fact, claim)
            and isinstance(claim.value, Quantity)
            and (
                (fact.polarity == polarity(claim) and figures_agree(fact, claim.value)) or _none_either_way(fact, claim)
            )
            and not (claim.subset_of and not fact.subset_of and self._part_of_people(fact.item, claim.item))
            and (self.items(fact.item, claim.item) or self._goes_unsaid(fact.item, claim.item))
        )

    def _goes_unsaid(self, wanted: str | None, got: str | None) -> bool:
        """Whether the question itself says what is counted: explosions are of nothing else, and "no damage" is to no objects."""
        if got is None and wanted == "objects":
            return True
        item = self.lexicon.item_of(self._things(wanted)[0]) if wanted else None
        return got is None and item is not None and item.id == "explosions"

    def _part_of_people(self, wanted: str | None, got: str | None) -> bool:
        """Whether a claim told as a part ("two adults, one of them a doctor") would stand for a figure of all people."""
        whole, part = (self.lexicon.item_of(noun) if noun else None for noun in (wanted, got))
        return whole is not None and whole.id == "people" and part is not None and part.id != "people"

    def items(self, wanted: str | None, got: str | None) -> bool:
        """Whether two nouns count the same things: the same entry, or one a kind of the other.

        Of people only those whom nothing but a trade or a place tells apart are people to another coder (a driver, a
        resident): three children, three civilians or three soldiers are not three people.
        """
        if wanted is None or got is None:
            return wanted is None and got is None
        left, right = self._things(wanted), self._things(got)
        return all(any(self._same(a, b) for b in right) for a in left) and all(
            any(self._same(a, b) for a in left) for b in right
        )

    def _things(self, phrase: str) -> tuple[str, ...]:
        found = self._known.get(phrase)
        if found is None:
            whole = self._noun(phrase)
            parts = (whole,) if whole else tuple(self._noun(part) or part for part in _JOINED.split(phrase) if part)
            found = self._known[phrase] = parts
        return found

    def _noun(self, phrase: str) -> str | None:
        """The longest end of a phrase that the lexicon knows ("secondary explosions" are explosions)."""
        spoken = phrase.casefold().split()
        if any(joint in spoken for joint in ("and", "or")) or "," in phrase:
            return None
        for start in range(len(spoken)):
            end = " ".join(spoken[start:])
            if self.lexicon.item_of(end) is not None or self.relation.equipment_id(end) is not None:
                return end
        whole = " ".join(spoken)
        head = _TAIL.split(whole)[0]  # "people who died in hospital" are people
        return whole if head == whole else self._noun(head)

    def _same(self, wanted: str, got: str) -> bool:
        if _singular(wanted.split()[-1]) == _singular(got.split()[-1]):
            return True
        mine, other = self.lexicon.item_of(wanted), self.lexicon.item_of(got)
        if mine is None and other is not None and other.id == "people" and self._is_nation(wanted):
            return True
        if mine is not None and other is not None and mine.id == other.id:
            return True
        if _singular(wanted) in _ANYONE and other is not None and other.id in ("people", "civilians"):
            return True
        if mine is not None and mine.id == "people":
            return other is not None and other.class_ == "person"
        if other is not None and other.id == "people":
            return False
        return self.relation.same_or_parent(wanted, got) or self.relation.same_or_parent(got, wanted)

    def _is_nation(self, noun: str) -> bool:
        """ "Palestinians", "Kenyans": people whom nothing but their country tells apart."""
        return any(
            term.kind == "side" and term.start == 0 and term.end == len(noun)
            for term in self.matcher.find_terms(noun.title())
        )

    def speakers(self, voice: str | None, kind: str, got: Speaker, others: Iterable[str] = ()) -> bool:
        """Whether a voice of the gold and a speaker are the same: by the lexicon, by plain words, or by kind.

        A name may be longer or shorter ("Kremlin spokesman Dmitry Peskov" is Dmitry Peskov); nameless witnesses, medics and
        aid groups are told by their kind. An office may go without its country where the gold has it so, and a local
        one ("police") without its place, unless one of ``others``, the voices that the gold has beside it, is of that office too.
        """
        if voice is None:
            return True
        if any(self._speaks(part, kind, got) for part in dict.fromkeys((voice, *voice.split(" and ")))):
            return True
        return self._is_same_office(voice, kind, got, [other for other in others if other != voice])

    def _is_same_office(self, voice: str, kind: str, got: Speaker, others: list[str]) -> bool:
        mine, other = (
            self._plain(voice) - _GENERIC | self._loose(voice),
            self._plain(got.name) - _GENERIC | self._loose(got.name),
        )
        shorter = min(mine, other, key=len)
        if (
            kind != got.kind
            or not shorter
            or not (mine <= other or other <= mine)
            or any(map(_specific, shorter - _LOCAL))
        ):
            return False
        if shorter == other != mine and not shorter <= _LOCAL:
            return False  # "the ministry" is nobody, where the gold says whose
        return not any(shorter <= self._plain(one) for one in others)

    def _loose(self, name: str) -> frozenset[str]:
        return self._plain(name) & _LOCAL

    def _speaks(self, voice: str, kind: str, got: Speaker) -> bool:
        terms = self.matcher.find_terms(voice)
        if any(term.kind in ("speaker", "channel") and term.id == got.id for term in terms):
            return True
        mine, other = self._plain(voice), self._plain(got.name)
        if _is_initials(voice, got.name) or _is_initials(got.name, voice):
            return True
        mine, other = self._nation(mine), self._nation(other)
        if got.side is not None:
            side = f"side:{got.side.casefold()}"
            other = other | {side} if side in mine else other
        if mine == other or (kind == got.kind and kind in _LOOSE_KINDS and not any(map(_specific, mine | other))):
            return True
        if "local" in mine and mine <= other and kind == got.kind:
            return True  # "local officials" are the officials in the town that is told of
        surname, comma, _ = got.name.partition(",")
        if comma and self._plain(surname) <= mine and all(map(_specific, self._plain(surname))):
            return True  # "Sinitsyn, governor": a text that gives no first name means the same man
        mine, other = mine - _GENERIC, other - _GENERIC
        if not mine or not other:
            return mine == other and kind == got.kind
        return mine == other or ((mine <= other or other <= mine) and _tells(min(mine, other, key=len)))

    def _nation(self, plain: frozenset[str]) -> frozenset[str]:
        """A capital that speaks, by itself or as "the government in Lisbon", is its country's government."""
        (only,) = left if len(left := plain - _GENERIC) == 1 else ("",)
        return frozenset({self._capitals[only]}) if only in self._capitals else plain

    @cached_property
    def _capitals(self) -> dict[str, str]:
        return {
            capital.casefold(): f"side:{side.id.casefold()}"
            for side in self.lexicon.sides.values()
            for capital in side.capitals
            if " " not in capital
        }

    def _plain(self, name: str) -> frozenset[str]:
        """The plain words of a name, countries and their adjectives as ``side:ua``."""
        found = self._tokens.get(name)
        if found is None:
            text = re.sub(
                r"['’]s?\b", " ", _without_accents(name).casefold().replace("-", " ").replace("defense", "defence")
            )
            for phrase, word in _PHRASES:
                text = text.replace(phrase, word)
            text = self._sides[0].sub(lambda match: f" {self._sides[1][match[0]]} ", text)
            spoken = (_singular(word) for word in re.findall(r"side:[\w-]+|\w+", text))
            found = frozenset(_SAME.get(word, word) for word in spoken if word not in _SMALL)
            self._tokens[name] = found
        return found

    @cached_property
    def _sides(self) -> tuple[re.Pattern[str], dict[str, str]]:
        forms = {
            _without_accents(form).casefold(): f"side:{side.id.casefold()}"
            for side in self.lexicon.sides.values()
            for form in (side.name, *side.aliases, *side.demonyms)
        }
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b"), forms


def _without_accents(name: str) -> str:
    """ "Antioquía" and "Antioquia" are one place to two coders."""
    return "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))


def _is_initials(short: str, name: str) -> bool:
    """ "PMTO" and "Portuguese Maritime Trade Operations"."""
    words = re.findall(r"\b[A-Z]\w+", name)
    return bool(_INITIALS.fullmatch(short)) and short == "".join(word[0] for word in words)


def _tells(shorter: frozenset[str]) -> bool:
    """Whether the shorter of two names, the one within the other, is enough to know the speaker by."""
    sided = any(word.startswith("side:") for word in shorter)
    return any(map(_specific, shorter)) or (sided and any(word in _ROLES for word in shorter))


def _specific(word: str) -> bool:
    return word not in _GENERIC and word not in _ROLES and not word.startswith("side:")


def _singular(word: str) -> str:
    if word in ("people", "children", "men", "women") or word.startswith("side:"):
        return {"children": "child", "men": "man", "women": "woman"}.get(word, word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
