"""Bytes -> text, by byte order mark, then UTF-8, then one of the two legacy encodings that news is kept in.

A guess is made only where the bytes leave little choice, and the caller is told. Anything else is refused: mojibake in
the evidence is worse than a document less.
"""

import codecs
import re

from msgspec import Struct

from rashomon.errors import EncodingError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")  # not \t \n \v \f \r, nor ESC of a terminal log
_CONTROL_SHARE = 0.01  # text has none; one per hundred characters is a stray or two in a short note
_LETTER = r"[А-Яа-яЁёІіЇїЄєҐґЎў]"
_CYRILLIC_WORD = re.compile(rf"{_LETTER}{{2,}}")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœŠšŽžŸ]+")
_TYPOGRAPHY = frozenset("‘’“”„‚–—…•«»§©®°€£ \u00a0")
_MOST = 0.9  # share of the letters above ASCII that must sit in words of the guessed alphabet


class Decoded(Struct, frozen=True, kw_only=True):
    """``text``, and the encoding where it was ``guessed`` (None where the bytes say what they are)."""

    text: str
    guessed: str | None = None


def decode(data: bytes, source: str) -> Decoded:
    """Decode ``data``; the byte order mark is not part of the text and line ends stay as they are.

    Raises EncodingError for what is not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(text=_strict(data, encoding, source))
    if b"\x00" in data:
        raise EncodingError(
            f"{source}: this is a binary file, not text (it holds zero bytes). Save its text as UTF-8 and give that.",
            source=source,
        )
    try:
        return Decoded(text=check_printable(data.decode("utf-8"), source))
    except UnicodeDecodeError as error:
        return _guess(data, error.start, source)


def check_printable(text: str, source: str) -> str:
    """Return ``text``, or raise EncodingError where its control characters show that it is not prose."""
    if "\x00" in text or len(_CONTROL.findall(text)) > max(1, _CONTROL_SHARE * len(text)):
        raise EncodingError(
            f"{source}: this is not text (too many control characters). Save its text as UTF-8 and give that.",
            source=source,
        )
    return text


def _strict(data: bytes, encoding: str, source: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{source}: it begins as {encoding} but breaks at byte {error.start}. Save it again as UTF-8.",
            source=source,
        ) from error
    return check_printable(text, source)


def _guess(data: bytes, broken_at: int, source: str) -> Decoded:
    """windows-1251 where the high bytes spell Cyrillic words, windows-1252 where they are accents and curly quotes."""
    if not _is_damaged_utf8(data):
        for encoding, plausible in (("windows-1251", _reads_as_cyrillic), ("windows-1252", _reads_as_western)):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if plausible(text):
                return Decoded(text=check_printable(text, source), guessed=encoding)
    raise EncodingError(
        f"{source}: byte {broken_at} is not UTF-8, and no other encoding fits. Save it again as UTF-8.",
        source=source,
    )


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most bytes above ASCII are sound UTF-8: then a byte was lost, and another encoding would be mojibake."""
    high = sum(byte >= 0x80 for byte in data)
    sound = sum(len(character.encode()) for character in data.decode("utf-8", "ignore") if character > "\x7f")
    return sound * 2 >= high


def _reads_as_cyrillic(text: str) -> bool:
    high = sum(character > "\x7f" and character not in _TYPOGRAPHY for character in text)
    return high > 0 and sum(map(len, _CYRILLIC_WORD.findall(text))) >= _MOST * high


def _reads_as_western(text: str) -> bool:
    """Accents stand one or two to a word, the rest of which is ASCII; a run of them is some other alphabet."""
    high = [character for character in text if character > "\x7f" and character not in _TYPOGRAPHY]
    words = _LATIN_WORD.findall(text)
    accented = sum(
        sum(letter > "\x7f" for letter in word)
        for word in words
        if 2 * sum(letter > "\x7f" for letter in word) <= len(word)
    )
    return accented >= _MOST * len(high)
