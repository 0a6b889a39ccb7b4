"""Bytes in the wild -> Documents. Every input gives Readings, Notices and InputErrors, and never stops the others."""

import io
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from rashomon.errors import ConflictError, InputError, UnreadableError
from rashomon.read.jsonl import is_object, read_jsonl
from rashomon.read.metadata import check_published
from rashomon.read.result import Notice, Options, Outcome, Reading
from rashomon.read.text import read_text

__all__ = ["READERS", "STDIN", "Notice", "Options", "Outcome", "Reading", "check_published", "read_paths"]

STDIN = "-"

Reader = Callable[[BinaryIO, str, Options], Iterator[Outcome]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".jsonl": read_jsonl,
}


def read_paths(paths: Iterable[str], options: Options, stdin: BinaryIO | None = None) -> Iterator[Outcome]:
    """Read every file, folder and ``-`` in turn, each Document once; the same id with another text is refused."""
    seen: dict[str, str] = {}
    repeated = 0
    for path in paths:
        for outcome in _read_path(path, options, stdin):
            if not isinstance(outcome, Reading):
                yield outcome
                continue
            document = outcome.document
            known = seen.setdefault(document.id, "")
            if not known:
                seen[document.id] = document.sha256
                yield outcome
            elif known == document.sha256:
                repeated += 1
            else:
                yield ConflictError(
                    f"{path}: the id {document.id!r} is given twice with different texts. Give each text its own id.",
                    source=path,
                )
    if repeated:
        yield Notice(source="", message=f"documents given more than once and read once: {repeated}.")


def _read_path(path: str, options: Options, stdin: BinaryIO | None) -> Iterator[Outcome]:
    if path == STDIN:
        if stdin is None:
            yield UnreadableError("standard input: there is none. Give a file or a folder.", source=path)
        else:
            yield from _sniff(stdin, "standard input", options)
        return
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)
        return
    if stat.S_ISDIR(mode):
        yield from _read_folder(path, options)
    elif stat.S_ISREG(mode) or stat.S_ISFIFO(mode):
        yield from _read_file(path, options)
    else:
        yield UnreadableError(f"{path}: this is a device or a socket. Give a file, a folder or -.", source=path)


def _read_folder(folder: str, options: Options) -> Iterator[Outcome]:
    """Every file under ``folder`` that a reader knows, in the order of its path; hidden ones are not looked at."""
    paths: list[Path] = []
    refused: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths.extend(Path(place, name) for name in names if not name.startswith("."))
    yield from (_unreadable(str(error.filename), error) for error in refused)
    known = sorted((path for path in paths if path.suffix.lower() in READERS), key=lambda path: path.parts)
    others = Counter(path.suffix.lower() or "no suffix" for path in paths if path.suffix.lower() not in READERS)
    if others:
        kinds = ", ".join(f"{suffix} {count}" for suffix, count in sorted(others.items()))
        message = f"files passed over that are not {', '.join(READERS)}: {others.total()} ({kinds})."
        yield Notice(source=folder, message=message)
    if not known and not refused:
        message = f"{folder}: there is no {', '.join(READERS)} file in this folder. Give another folder or a file."
        yield UnreadableError(message, source=folder)
    for path in known:
        yield from _read_file(str(path), options)


def _read_file(path: str, options: Options) -> Iterator[Outcome]:
    reader = READERS.get(Path(path).suffix.lower(), _sniff)
    try:
        with Path(path).open("rb") as stream:
            yield from reader(stream, path, options)
    except OSError as error:
        yield _unreadable(path, error)


def _sniff(stream: BinaryIO, source: str, options: Options) -> Iterator[Outcome]:
    """JSON lines where the first line with anything on it is one JSON object, plain text else."""
    head = b""
    while line := stream.readline(options.max_bytes + 1):
        head += line
        if line.strip() or len(head) > options.max_bytes:
            break
    reader = read_jsonl if is_object(line) else read_text
    return reader(_Rejoined(head, stream), source, options)


class _Rejoined(io.BufferedReader):
    """A stream with what was already taken from its head put back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__(_RejoinedRaw(head, rest))


class _RejoinedRaw(io.RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)


def _unreadable(path: str, error: OSError | ValueError) -> InputError:
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return UnreadableError(f"{path}: it cannot be read ({why}). Check the name and the permissions.", source=path)
