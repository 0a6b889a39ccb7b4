"""Which wording of the table stands at a place in the text, with the conditions that its neighbours must meet."""

from rashomon.extract.number_context import not_counted
from rashomon.extract.number_table import NumberTable, Phrase, Word
from rashomon.extract.number_tokens import Pieces, is_plural
from rashomon.extract.numerals import read_numeral

STATED = frozenset({"exact", "vague"})
PAUSES = frozenset({",", ".", ";", ":", "!", "?", "(", "\n"})
VERBS = frozenset({
    "was", "were", "is", "are", "has", "had", "have", "hit", "struck", "fell", "would", "did", "of", "be", "been",
    "reached", "made", "came", "went",
})  # fmt: skip


def phrase_at(pieces: Pieces, i: int, table: NumberTable, *, after: bool = False) -> Phrase | None:
    """The longest phrase of the table at ``i`` whose conditions hold."""
    for phrase in table.phrases(pieces.low(i), pieces.low(i + 1), after=after):
        if not pieces.has(phrase.words, i):
            continue
        following = i + len(phrase.words)
        if (
            phrase.role == "idiom"
            and phrase.words[-1] == "all"
            and phrase.words[0] != "not"
            and number_at(pieces, following, table)
        ):
            continue
        if after and phrase.words[0] == "+" and not pieces.glued(i - 1):
            continue
        if phrase.role in {"bound", "addition"} and not after and not _leads(pieces, following, table):
            continue
        if phrase.role == "word" and isinstance(phrase.entry, Word) and not _fits(pieces, i, following, phrase, table):
            continue
        return phrase
    return None


def _leads(pieces: Pieces, i: int, table: NumberTable) -> bool:
    """Whether a number or another bound can begin at ``i``: "over Kyiv" and "some drones" lead nowhere."""
    low = pieces.low(i)
    if low in {"a", "an"}:
        return read_numeral(pieces, i, table) is not None or any(
            pieces.has(phrase.words, i) for phrase in table.phrases(low, pieces.low(i + 1))
        )
    return low in table.starters or low[:1].isdigit() or is_compound(low, table)


def _fits(pieces: Pieces, i: int, following: int, phrase: Phrase, table: NumberTable) -> bool:
    """Whether the words around a word of the table allow it."""
    word = phrase.entry
    if not isinstance(word, Word):
        return False
    previous, behind = pieces.low(i - 1), pieces.low(following)
    if phrase.tail:
        behind = "of" if word.before == ("of",) else behind
    if previous in word.not_after or behind in word.not_before or (word.before and behind not in word.before):
        return False
    first = phrase.words[0]
    if word.kind == "all_but":
        return number_at(pieces, following, table)
    if word.kind == "none":
        return _none_fits(pieces, i, following, first)
    if word.kind == "both":
        return not _joins(pieces, following)
    if phrase.words == ("most",):
        return previous not in {"the", "at", "its", "their", "his", "her", "a", "very"} and (
            (behind in {"of", "were", "are", "have", "had"} and pieces.low(following + 1) != "course")
            or is_plural(behind)
        )
    if word.kind in {"rest", "most", "share", "latter"} and behind == "of":
        named = [pieces.low(k) for k in range(following + 1, following + 4)]
        own = pieces[following + 1]
        return not table.refusals["whole_things"] & set(named) and not own.text[:1].isupper()
    if word.kind in {"rest", "latter"}:
        return behind not in table.refusals["whole_things"] and behind not in {"one's", "than"}
    return True


def _none_fits(pieces: Pieces, i: int, following: int, first: str) -> bool:
    """Whether "no" is a determiner, not an answer or an abbreviation, and "neither" is without "nor"."""
    if first == "neither":
        for k in range(following, following + 14):
            low = pieces.low(k)
            if low == "nor":
                return pieces.low(following) == "of"
            if low in {".", ";", "!", "?", "\n", ""}:
                break
        return True
    if len(pieces.low(i)) == 2 and following == i + 1:
        text = pieces.text[pieces[i].end : pieces[i].end + 1]
        return (
            pieces[following].text[:1].isalpha() and text.isspace() and pieces.low(i - 1) not in {"or", "say", "said"}
        )
    return True


def _joins(pieces: Pieces, i: int) -> bool:
    """Whether "both" opens "both A and B"."""
    for k in range(i, i + 8):
        low = pieces.low(k)
        if low == "and":
            return k > i
        past = k > i and low.endswith("ed") and pieces[k].text.islower()
        if low in VERBS or low in PAUSES or low == "" or past:
            return False
    return False


def number_at(pieces: Pieces, i: int, table: NumberTable) -> bool:
    """Whether a number, in figures or a word of the table, stands at ``i``."""
    numeral = read_numeral(pieces, i, table)
    if numeral is not None:
        return not numeral.refused and not not_counted(pieces, i, numeral, table)
    for phrase in table.phrases(pieces.low(i), pieces.low(i + 1)):
        word = phrase.entry
        if isinstance(word, Word) and word.kind in STATED and pieces.has(phrase.words, i):
            return _fits(pieces, i, i + len(phrase.words), phrase, table)
    return False


def is_compound(low: str, table: NumberTable) -> bool:
    """Whether a hyphenated word begins with a number word."""
    return "-" in low and (low.partition("-")[0] in table.number_words or low in table.before)
