"""Places said without a name: "nationwide", "in the capital", "five Ukrainian cities"."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from rashomon.extract.mentions import PlaceMention
from rashomon.extract.scene import Scene
from rashomon.places.capitals import capitals
from rashomon.places.settle import place_of

WHOLE_COUNTRY = re.compile(
    r"\bnation-?wide\b(?! house)|\bcountry-?wide\b"
    r"|\b(?:across|throughout|all over) the (?:whole |entire )?(?:country|nation)\b(?! (?:club|road))"
    r"|\b(?:in|over|for|on) the (?:whole|entire) (?:country|nation)\b|\bover the country\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(
    r"\b(?:the|its|their) (?:([A-Z]\w+) )?capital\b(?!,? (?:of|[A-Z]|city of|punishment|market|letter))", re.ASCII
)
_SETTLEMENTS = re.compile(r"\s+(?:cities|towns|regions|provinces|oblasts|villages and towns|cities and towns)\b")


def unnamed_places(scene: Scene, told: Iterable[PlaceMention]) -> Iterator[PlaceMention]:
    """The places that stand there without their name; the country is the one that most of ``told`` lie in."""
    plain = [mention.place for mention in told if mention.place is not None]
    for mention in scene.places:
        plural = _SETTLEMENTS.match(scene.text, mention.end) if mention.demonym else None
        adjective = scene.tools.gazetteer.country_of_demonym(mention.text) if plural is not None else None
        if plural is not None and adjective is not None:
            for made in _country(scene, adjective, mention.start, plural.end()):
                plain.extend(filter(None, [made.place]))
                yield made
    countries = Counter(place.country for place in plain if place.country)
    iso = countries.most_common(1)[0][0] if countries else None
    for match in WHOLE_COUNTRY.finditer(scene.text):
        if iso is not None:
            yield from _country(scene, iso, match.start(), match.end())
    for match in _CAPITAL.finditer(scene.text):
        named = scene.tools.gazetteer.country_of_demonym(match[1]) if match[1] else iso
        yield from _capital(scene, named, match.start(), match.end())


def _country(scene: Scene, iso: str, start: int, end: int) -> Iterator[PlaceMention]:
    entry = scene.tools.gazetteer.country(iso)
    if entry is not None:
        words = scene.text[start:end]
        yield PlaceMention(start=start, end=end, text=words, kind="country", place=place_of(entry, words))


def _capital(scene: Scene, iso: str | None, start: int, end: int) -> Iterator[PlaceMention]:
    name = capitals().get(iso or "")
    entries = [e for e in scene.tools.gazetteer.lookup(name) if e.country == iso and e.kind == "city"] if name else []
    if entries:
        words = scene.text[start:end]
        entry = max(entries, key=lambda each: each.population)
        yield PlaceMention(start=start, end=end, text=words, kind="city", place=place_of(entry, words))
