"""JSON lines -> Documents, a line at a time: a file may have any size, a line no more than one document may have."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from rashomon.errors import EncodingError, InputError, MetadataError
from rashomon.read.decode import check_printable
from rashomon.read.metadata import FIELDS, to_reading
from rashomon.read.result import Notice, Options, Outcome, Reading
from rashomon.read.text import too_large

_BOM = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_jsonl(stream: BinaryIO, source: str, options: Options) -> Iterator[Outcome]:
    """Yield a Document or an InputError that names file and line for every line; blank lines are nothing."""
    unknown: set[str] = set()
    found = False
    for number, line in _lines(stream, options.max_bytes):
        place = f"{source}:{number}"
        if number == 1:
            if line is not None and line.startswith(_WIDE_MARKS):
                yield EncodingError(f"{source}: JSON lines must be UTF-8; this is UTF-16.", source=source)
                return
            line = line and line.removeprefix(_BOM)
        if line is None:
            found = True
            yield too_large(place, options.max_bytes)
        elif line.strip():
            found = True
            try:
                reading, ignored = _parse(line, place, options)
                unknown |= ignored
                yield reading
            except InputError as error:
                yield error
    if not found:
        yield InputError(f"{source}: there is no text in it. Give one JSON object a line.", source=source)
    if unknown:
        message = f"fields that mean nothing here were passed over: {', '.join(sorted(unknown))}."
        yield Notice(source=source, message=message)


def is_object(line: bytes) -> bool:
    """Whether the line is one JSON object, as a JSONL file has it."""
    try:
        return isinstance(msgspec.json.decode(line.removeprefix(_BOM)), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def _parse(line: bytes, place: str, options: Options) -> tuple[Reading, set[str]]:
    try:
        record = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            f"{place}: the line is not JSON ({error}). Mend the line or leave it out.", source=place
        ) from None
    if not isinstance(record, dict):
        raise InputError(f'{place}: the line is not a JSON object. Write {{"text": ...}}.', source=place)
    fields = {key: _string(record, key, place) for key in FIELDS if record.get(key) is not None}
    if record.get("text") is None:
        raise MetadataError(f'{place}: the line has no "text". Give the text of the report there.', source=place)
    text = check_printable(_string(record, "text", place), place)
    if len(text.encode()) > options.max_bytes:
        raise too_large(place, options.max_bytes)
    return to_reading(text, fields, options, place, guessed=None), record.keys() - {*FIELDS, "text"}


def _string(record: dict[str, Any], key: str, place: str) -> str:
    value = record[key]
    if not isinstance(value, str):
        raise MetadataError(f'{place}: "{key}" must be a string, not {msgspec.json.encode(value).decode()[:40]}.',
                            source=place)  # fmt: skip
    return value if key == "text" else value.strip()


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Every line with its number from 1; None for a line over ``limit`` bytes, which is passed over unkept."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
        yield number, None
