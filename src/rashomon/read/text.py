"""Plain text -> one Document, with its metadata from a front-matter block where it begins with one.

::

    ---
    publisher: Example Daily
    published: 2024-12-11
    ---
    The text, unedited, from here to the end.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from rashomon.errors import InputError, TooLargeError
from rashomon.read.decode import decode
from rashomon.read.metadata import FIELDS, to_reading
from rashomon.read.result import Notice, Options, Outcome

_BLOCK = re.compile(r"\A---[ \t]*\r?\n(?P<body>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"(?P<key>[A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(?P<value>.*)|[ \t]*)")
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|\?xml)\b", re.IGNORECASE)


def read_text(stream: BinaryIO, source: str, options: Options) -> Iterator[Outcome]:
    """Yield the one Document in ``stream``, after a Notice where its front matter has keys that mean nothing here."""
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        yield too_large(source, options.max_bytes)
        return
    try:
        decoded = decode(data, source)
        if _PAGE.match(decoded.text):
            message = f"{source}: this is a page in HTML or XML, not text. Save its text and give that."
            raise InputError(message, source=source)
        fields, text = split_front_matter(decoded.text)
        unknown = [key for key in fields if key not in FIELDS]
        if unknown:
            message = f"front-matter keys that mean nothing here were passed over: {', '.join(unknown)}."
            yield Notice(source=source, message=message)
        yield to_reading(text, fields, options, source, decoded.guessed)
    except InputError as error:
        yield error


def too_large(source: str, max_bytes: int) -> TooLargeError:
    """The refusal of one document over the limit, with the setting to raise."""
    return TooLargeError(
        f"{source}: larger than {max_bytes:,} bytes, the most for one document. Split it, or set RASHOMON_MAX_BYTES.",
        source=source,
    )


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields of the block at the top and the text after it; a block that is not ``key: value`` lines is text."""
    block = _BLOCK.match(text)
    if block is None:
        return {}, text
    fields: dict[str, str] = {}
    for line in block["body"].splitlines():
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.rstrip())
        if match is None:
            return {}, text
        fields[match["key"].lower()] = _unquote((match["value"] or "").strip())
    return fields, text[block.end() :]


def _unquote(value: str) -> str:
    return value[1:-1] if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'" else value
