"""Writing an export where the user wants it: whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rashomon.errors import UnwritableError


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` through a temporary file beside it, so that no reader ever sees half.

    Raises UnwritableError. A path that is no regular file (``/dev/stdout``, a pipe) is written to directly.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        _replace(path.resolve(), data)
    except OSError as error:
        why = error.strerror or str(error)
        raise UnwritableError(f"{path}: it cannot be written ({why}). Give -o a file in a folder of yours.") from error


@contextmanager
def folder_put(path: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """Write a folder of files beside ``path``, and put it there when the block ends well: all of it or nothing.

    A folder that is there with the same files is left as it is; with others it is refused, for what was published is
    never changed. Raises UnwritableError. The files are read-only.
    """
    if _is_there(path, files):
        yield
        return
    temporary = _prepared(path, files)
    try:
        yield
        with _translated(path):
            temporary.rename(path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _is_there(path: Path, files: Mapping[str, bytes]) -> bool:
    with _translated(path):
        if not path.exists():
            return False
        if path.is_dir() and {one.name: one.read_bytes() for one in path.iterdir() if one.is_file()} == dict(files):
            return True
    raise UnwritableError(f"{path}: there is something else here already. Give -o another folder.")


def _prepared(path: Path, files: Mapping[str, bytes]) -> Path:
    """A temporary folder beside ``path`` with the files in it."""
    with _translated(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        try:
            for name, data in files.items():
                _write_through(temporary / name, data)
            temporary.chmod(0o777 & ~_umask())
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
    return temporary


def _write_through(path: Path, data: bytes) -> None:
    """Write a read-only file that is on the disk when this returns."""
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    path.chmod(0o444 & ~_umask())


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise UnwritableError(f"{path}: it cannot be written ({why}). Give -o a folder of yours.") from error


def _replace(path: Path, data: bytes) -> None:
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's umask; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
