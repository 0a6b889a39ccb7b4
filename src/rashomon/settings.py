"""The settings that the environment can change, and the only place that reads it."""

import getpass
import os
from collections.abc import Mapping

from msgspec import Struct

from rashomon.errors import SettingsError

DEFAULT_LEDGER = "rashomon.db"
DEFAULT_MAX_BYTES = 20_000_000  # a book is about 1 MB; more than 20 in one document is a mistake or a dump of many


class Settings(Struct, frozen=True, kw_only=True):
    """``ledger`` is the default ledger, ``max_bytes`` the most bytes that one document may have."""

    ledger: str = DEFAULT_LEDGER
    max_bytes: int = DEFAULT_MAX_BYTES
    columns: int | None = None


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read RASHOMON_LEDGER, RASHOMON_MAX_BYTES and COLUMNS; raises SettingsError where one makes no sense."""
    environ = os.environ if environ is None else environ
    return Settings(
        ledger=environ.get("RASHOMON_LEDGER") or DEFAULT_LEDGER,
        max_bytes=_positive(environ, "RASHOMON_MAX_BYTES") or DEFAULT_MAX_BYTES,
        columns=_columns(environ.get("COLUMNS", "")),
    )


def user_name() -> str:
    """The name under which the system knows who runs this program; raises SettingsError where it knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise SettingsError("The system does not say who you are; give --author NAME.") from error


def _positive(environ: Mapping[str, str], name: str) -> int | None:
    said = environ.get(name, "").strip()
    if not said:
        return None
    if not (said.isascii() and said.isdigit()) or int(said) == 0:
        raise SettingsError(f"{name} is {said!r}; give a whole number of bytes, for example {DEFAULT_MAX_BYTES}.")
    return int(said)


def _columns(said: str) -> int | None:
    """The width that the shell exports, in characters; nonsense there is the shell's and is passed over."""
    return int(said) if said.isascii() and said.isdigit() and int(said) > 0 else None
