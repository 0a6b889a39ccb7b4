"""Places said without a name: "nationwide", "in the capital", "five Ukrainian cities"."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from rashomon.extract.fits import COUNTRY
from rashomon.extract.mentions import PlaceMention
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import sentence_of
from rashomon.places.capitals import capitals
from rashomon.places.settle import part_of, place_of
from rashomon.values import Place

WHOLE_COUNTRY = re.compile(
    r"\bnation-?wide\b(?! house)|\bcountry-?wide\b"
    r"|\b(?:across|throughout|all over) the (?:whole |entire )?(?:country|nation)\b(?! (?:club|road))"
    r"|\b(?:in|over|for|on) the (?:whole|entire) (?:country|nation)\b|\bover the country\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(
    r"\b(?:the(?: (?:country|nation)['’]s)?|its|their) (?:([A-Z]\w+) )?capital\b"
    r"(?!,? (?:of|[A-Z]|city of|punishment|market|letter))",
    re.ASCII,
)
# "Over four regions", "in six provinces": of one country, and of no single region.
_REGIONS = re.compile(
    r"\b(?:over|in|across|within|above|on|at|targeting|against) (?:at least |as many as |about |up to )?"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|several|multiple|many|various|"
    r"a number of|most|some|a dozen) (?:other |different |more )?(?:regions|oblasts|provinces|governorates)\b(?! (?:of|in) )"
    r"|\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several) (?:regions|oblasts|provinces|governorates) "
    r"(?:over|in|above) which\b",
    re.IGNORECASE,
)
_SIDES = r"(?:far )?((?:north|south)(?:-?(?:east|west))?|east|west)"
_SIDE = re.compile(
    rf"(?<!mostly targeting )(?<!mainly targeting )\bthe (?:country|nation)['’]s {_SIDES}\b(?! (?:coast|border|of|and)\b)"
    rf"|(?<!mostly targeting )(?<!mainly targeting )\bthe {_SIDES} of the country\b", re.IGNORECASE
)  # fmt: skip
_LISTED = re.compile(r",? and (?:the )?|, (?:the )?")
_PLURAL = re.compile(r"\s*(?:regions|oblasts|provinces|governorates)\b")
_FEWEST = 3  # regions told together that are the country and none of them
# Where the dispatch comes from, in its own words.
_HERE = re.compile(
    r"\b(?:in|of|near|outside|around|on|at|from) (this (?:capital )?(?:city|town|capital|port))\b(?! of)", re.IGNORECASE
)
_SETTLEMENTS = re.compile(r"\s+(?:cities|towns|regions|provinces|oblasts|villages and towns|cities and towns)\b")


def unnamed_places(
    scene: Scene, told: Iterable[PlaceMention], passing: Iterable[PlaceMention], filed: PlaceMention | None = None
) -> Iterator[PlaceMention]:
    """The places that stand there without their name.

    The country is the one that most of ``told`` and ``passing`` (named, and nothing happened there) lie in, that of "four
    regions" the one that most of ``told`` lie in. "This city" is the one of the dateline (``filed``).
    """
    told = list(told)
    regions = Counter(m.place.country for m in told if m.place is not None and m.place.country)
    told = [*told, *passing]
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
    theirs = regions.most_common(1)[0][0] if regions else None
    for words, of in ((WHOLE_COUNTRY, iso), (_REGIONS, theirs)):
        for match in words.finditer(scene.text):
            if of is not None:
                yield from _country(scene, of, match.start(), match.end())
    for match in _SIDE.finditer(scene.text):
        only = iso if len(countries) == 1 else None  # of two countries, a guess would be as often wrong
        yield from _side(scene, only, match[1] or match[2], match.start(), match.end())
    yield from _listed_regions(scene)
    if filed is not None and filed.place is not None:
        yield from _here(scene, filed, filed.place)
    for match in _CAPITAL.finditer(scene.text):
        named = scene.tools.gazetteer.country_of_demonym(match[1]) if match[1] else iso
        yield from _capital(scene, named, match.start(), match.end())


def _country(scene: Scene, iso: str, start: int, end: int) -> Iterator[PlaceMention]:
    entry = scene.tools.gazetteer.country(iso)
    if entry is not None:
        words = scene.text[start:end]
        yield PlaceMention(start=start, end=end, text=words, kind="country", place=place_of(entry, words))


def _here(scene: Scene, filed: PlaceMention, place: Place) -> Iterator[PlaceMention]:
    """The dateline's place wherever the text says "this city"."""
    for match in _HERE.finditer(scene.text):
        (start, end), words = match.span(1), match[1]
        yield replace(filed, start=start, end=end, text=words, place=replace(place, said=words), role="place")


def _side(scene: Scene, iso: str | None, side: str, start: int, end: int) -> Iterator[PlaceMention]:
    """ "In the country's south": of the country named last before it in its sentence, else of the only one that the text names."""
    span = scene.doc.char_span(start, end, alignment_mode="expand")
    opens = sentence_of(span[0]).start_char if span is not None else start
    named = [m.place.country for m in scene.places
             if opens <= m.start < start and not m.demonym and m.place is not None and m.place.precision == COUNTRY]  # fmt: skip
    country = named[-1] if named else iso
    entry = scene.tools.gazetteer.country(country) if country is not None else None
    if entry is not None:
        words = scene.text[start:end]
        place = part_of(entry, f"{side.lower()}ern", words, scene.tools.gazetteer)
        yield PlaceMention(start=start, end=end, text=words, kind="country", place=place)


def _capital(scene: Scene, iso: str | None, start: int, end: int) -> Iterator[PlaceMention]:
    name = capitals().get(iso or "")
    entries = [e for e in scene.tools.gazetteer.lookup(name) if e.country == iso and e.kind == "city"] if name else []
    if entries:
        words = scene.text[start:end]
        entry = max(entries, key=lambda each: each.population)
        yield PlaceMention(start=start, end=end, text=words, kind="city", place=place_of(entry, words))


def _listed_regions(scene: Scene) -> Iterator[PlaceMention]:
    """ "Within the Orsa, Belin and Vetka regions": the country that three and more of its regions told together lie in."""
    run: list[PlaceMention] = []
    for mention in scene.places:
        joined = run and _LISTED.fullmatch(scene.text, run[-1].end, mention.start) is not None
        run = [*run, mention] if joined else [mention]
        plural = _PLURAL.match(scene.text, mention.end)
        ends = plural.end() if plural is not None else mention.end
        countries = {each.place.country for each in run if each.place is not None}
        told = plural is not None or mention.text.endswith(("regions", "oblasts", "provinces", "governorates"))
        iso = next(iter(countries), None)
        if told and len(run) >= _FEWEST and len(countries) == 1 and iso is not None:
            yield from _country(scene, iso, run[0].start, ends)
