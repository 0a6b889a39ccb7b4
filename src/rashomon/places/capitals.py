"""Which town is the capital of a country: what its name means by default, and "in the capital"."""

from functools import cache

from msgspec import Struct

from rashomon.lexicon.loader import load_yaml
from rashomon.places.fold import fold


class CapitalFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``capitals.yaml``."""

    capitals: dict[str, str]


@cache
def capitals() -> dict[str, str]:
    """The capitals by ISO code."""
    return load_yaml("capitals.yaml", CapitalFile).capitals


@cache
def countries_by_capital() -> dict[str, str]:
    """The ISO codes by the folded names of their capitals."""
    return {fold(name): iso for iso, name in capitals().items()}
