"""A name found in a text that may be a place, and the word lists that tell what stands around it."""

from msgspec import Struct

from rashomon.places.gazetteer import Gazetteer, Match

FUNCTION = frozenset({
    "the", "a", "an", "and", "but", "while", "when", "as", "after", "before", "if", "with", "by", "for", "although",
    "because", "since", "nearby", "meanwhile", "however", "that", "this", "where", "who", "then", "also", "like",
    "both", "only", "overnight", "today", "yesterday", "about", "during", "or", "elsewhere", "his", "her", "its",
    "their", "our", "my", "how", "why", "what", "whether", "until", "earlier", "later", "now", "once", "even",
    "despite", "against", "via", "per", "is", "was", "are", "were", "has", "have", "had", "says", "said", "greater",
    "downtown", "central", "upper", "lower", "occupied", "some", "most", "all", "not", "no", "metro", "metropolitan",
    "historic", "suburban", "rural",
})  # fmt: skip
DAYS = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "dec", "nov", "oct",
    "sept", "sep", "aug", "feb", "jan",
})  # fmt: skip
ABBREVIATED = frozenset({
    "US", "USA", "U.S.", "U.S.A.", "UK", "U.K.", "UAE", "U.A.E.",
})  # fmt: skip


class Found(Struct):
    """A candidate: words ``first`` to ``last`` of the text, what they can be, and the signs around them.

    ``evidence`` is 0 to 3: nothing, a weak preposition, a strong one, a noun that says "this is a place".
    """

    start: int
    end: int
    first: int
    last: int
    name: str
    matches: tuple[Match, ...]
    demonym: str | None = None
    noun: str | None = None
    evidence: int = 0
    likely: bool = False
    near: bool = False
    after_person: bool = False
    before_capital: bool = False
    after_capital: bool = False
    settlement: bool = False
    village: bool = False
    direction: str | None = None
    modifier: bool = False
    loose: bool = False


class Lists(Struct, frozen=True):
    """The overlay's word lists as sets of folded words."""

    stop: frozenset[str]
    region_nouns: frozenset[str]
    airfield_nouns: frozenset[str]
    settlement_nouns: frozenset[str]
    locatives: frozenset[str]
    near: tuple[tuple[str, ...], ...]
    directions: frozenset[str]
    organisation_nouns: frozenset[str]
    titles: frozenset[str]
    speech_verbs: frozenset[str]
    given: frozenset[str]

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> "Lists":
        """Take them from the gazetteer that is open."""
        words = gazetteer.words
        return cls(
            stop=words("stop"),
            region_nouns=words("region_nouns"),
            airfield_nouns=words("airfield_nouns"),
            settlement_nouns=words("settlement_nouns"),
            locatives=words("locatives"),
            near=tuple(
                sorted((tuple(phrase.split()) for phrase in words("near")), key=lambda each: (-len(each), each))
            ),
            directions=words("directions"),
            organisation_nouns=words("organisation_nouns"),
            titles=words("titles"),
            speech_verbs=words("speech_verbs"),
            given=words("given"),
        )


def singular(noun: str) -> str:
    """An area noun in the singular ("counties" to "county")."""
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")
