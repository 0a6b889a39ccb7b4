"""Knowledge as data: what things, speakers, sides and targets are called, and the matcher that finds them in text."""

from rashomon.lexicon.build import load, matcher
from rashomon.lexicon.lexicon import Lexicon
from rashomon.lexicon.loader import load_yaml
from rashomon.lexicon.schema import (
    Channel,
    EquipmentEntry,
    Holder,
    Institution,
    Item,
    Office,
    Side,
    Target,
)
from rashomon.lexicon.terms import Term, TermMatcher

__all__ = [
    "Channel",
    "EquipmentEntry",
    "Holder",
    "Institution",
    "Item",
    "Lexicon",
    "Office",
    "Side",
    "Target",
    "Term",
    "TermMatcher",
    "load",
    "load_yaml",
    "matcher",
]
