"""Elements of time expressions in a text: dates, weekdays, parts of a day, distances, windows; clocks are read apart.

An element is the smallest piece that says something; ``join`` puts pieces together ("early hours" + "Wednesday").
Each reader yields candidates; of those that overlap, the leftmost and then the longest stays.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from rashomon.extract.times.grammar import Patterns, patterns
from rashomon.extract.times.mention import MentionKind, Portion, Shift, Stated, Unit, WeekdayRelation
from rashomon.extract.times.words import TimeWords, canonical

Role = Literal["date", "weekday", "relative", "period", "part", "clock", "window"]

MONTH_PREPOSITION = re.compile(r"\b(?:in|since|during|until|till|by|from|of|throughout|through|between)\s+\Z", re.I)
# "by May" and "of March" may be a person and a demonstration.
STRICT_PREPOSITION = re.compile(r"\b(?:in|since|during|until|till|throughout|between)\s+\Z", re.I)
YEAR_PREPOSITION = re.compile(r"\b(?:in|since|during|until|till|by|from|of|after|before|between|year)\s+\Z", re.I)
ARTICLE = re.compile(r"\b(?:a|an|the|its|his|their)\s+\Z", re.I)
HAPPENING = re.compile(
    r"\s+(?:\w+\s+)?(?:raid|attack|strike|airstrike|war|invasion|offensive|crackdown|bombing|massacre|assault|siege|battle|coup"
    r"|uprising|agreement|ceasefire|truce|annexation|revolution|earthquake)s?\b",
    re.I,
)
COUNTED_THINGS = re.compile(r"\s+[a-z]+s\b|\s+(?:people|personnel|men|women|children)\b")
OF_EVENT = re.compile(r".*\b(?:before|after|prior)\s\w", re.IGNORECASE | re.DOTALL)  # "a day after the raid"
THE_LAST = re.compile(r"(?:\w+\s+)?the\s", re.IGNORECASE)  # "the last year" is a stretch, "last year" a year
SINGLE_POINTS = ("next", "previous")  # "the next day", "the previous week"
PORTIONS: dict[str, Portion] = {
    **dict.fromkeys(("early", "beginning", "start", "first days", "first week"), "early"),
    **dict.fromkeys(("mid", "middle"), "mid"),
    **dict.fromkeys(("late", "end", "close", "last days", "last week"), "late"),
}
WEEKDAY_RELATIONS: dict[str, WeekdayRelation] = {
    "last": "last", "past": "last", "this past": "last", "previous": "last", "the previous": "last",
    "next": "next", "this coming": "next", "coming": "next", "the following": "next", "this": "plain", "": "plain",
}  # fmt: skip
OLD_CENTURY_FROM = 70  # a two-digit year from 70 on is of the 1900s
LOOSE_UNIT_REACH: dict[Unit, int] = {"minute": 60, "hour": 12, "day": 6, "week": 4, "month": 11, "year": 9}


class Element(Struct, frozen=True, kw_only=True):
    """A piece of a time expression; ``alone`` tells whether it means anything without a neighbour."""

    start: int
    end: int
    role: Role
    stated: Stated
    kind: MentionKind = "point"
    until: Stated | None = None
    others: tuple[Stated, ...] = ()
    alone: bool = True
    leads: bool = False


def scan_elements(text: str) -> Iterator[Element]:
    """All candidates of every reader, in no order, overlapping."""
    grammar = patterns()
    yield from _dates(text, grammar)
    yield from _weekdays(text, grammar)
    yield from _periods(text, grammar)
    yield from _parts(text, grammar)
    yield from _distances(text, grammar)


def longest(candidates: Iterable[Element]) -> list[Element]:
    """Of overlapping candidates the leftmost, then the longest, then the one that means something alone."""
    kept: list[Element] = []
    for one in sorted(candidates, key=lambda e: (e.start, -e.end, not e.alone, e.role)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _dates(text: str, grammar: Patterns) -> Iterator[Element]:
    for pattern in (grammar.month_first, grammar.day_first):
        for match in pattern.finditer(text):
            end = match.end()
            year = int(match["year"]) if match["year"] else None
            if year is not None and year % 100 == 0 and COUNTED_THINGS.match(text, end):
                stem = text[match.start() : match.start("year")].rstrip(" ,\n\t")
                year, end = None, match.start() + len(stem)
            short = match.groupdict().get("short_year")
            if short is not None:
                year = int(short) + (1900 if int(short) >= OLD_CENTURY_FROM else 2000)
            month = grammar.months[match["month"].rstrip(".").lower()]
            listed = [int(match["day"]), *map(int, re.findall(r"\d+", match["more"] or ""))]
            days = [Stated(year=year, month=month, day=day) for day in listed]
            until = Stated(year=year, month=month, day=int(match["day2"])) if match["day2"] else None
            kind: MentionKind = "point" if until is None else _spread(text, match, listed)
            yield Element(
                start=match.start(),
                end=end,
                role="date",
                stated=days[0],
                others=tuple(days[1:]),
                until=until,
                kind=kind,
            )
    for match in grammar.holiday.finditer(text):
        month, day = grammar.words.holidays[grammar.holidays[canonical(match[0])]]
        yield Element(start=match.start(), end=match.end(), role="date", stated=Stated(month=month, day=day))
    for match in grammar.numeric.finditer(text):
        stated = _numeric(match)
        if stated is not None:
            yield Element(start=match.start(), end=match.end(), role="date", stated=stated)
    for match in grammar.nth.finditer(text):
        until = Stated(day=int(match["day2"])) if match["day2"] else None
        kind = "point" if until is None else _spread(text, match, [int(match["day"])])
        yield Element(
            start=match.start(),
            end=match.end(),
            role="date",
            stated=Stated(day=int(match["day"])),
            until=until,
            kind=kind,
        )


def _spread(text: str, match: re.Match[str], listed: list[int]) -> MentionKind:
    """Whether "A and B" is a stretch or two days: a stretch after "between", with a dash or "to", or side by side."""
    joined = match["to"].strip().lower()
    if joined not in ("and", "or", ", and") or re.search(
        r"\bbetween\s+(?:the\s+)?\Z", text[: match.start()][-20:], re.I
    ):
        return "range"
    days = [*listed, int(match["day2"])]
    if joined == "or":
        return "either"
    return "range" if all(b - a == 1 for a, b in pairwise(days)) else "set"


def _numeric(match: re.Match[str]) -> Stated | None:
    if match["y1"]:
        return Stated(year=int(match["y1"]), month=int(match["m1"]), day=int(match["d1"]))
    first, second, year = int(match["a"]), int(match["b"]), int(match["y2"])
    if match["s2"] == ".":
        return Stated(year=year, month=second, day=first) if second <= 12 else None
    if first > 12:
        return Stated(year=year, month=second, day=first) if second <= 12 else None
    return Stated(year=year, month=first, day=second, swapped=second <= 12 and first != second)


def _weekdays(text: str, grammar: Patterns) -> Iterator[Element]:
    for match in grammar.weekday.finditer(text):
        if match["trap"]:
            continue
        relation = WEEKDAY_RELATIONS[canonical(match["relation"] or "")]
        stated = Stated(
            weekday=grammar.weekdays[match["weekday"].lower()],
            weekday_relation=relation,
            day=int(match["day"]) if match["day"] else None,
        )
        yield Element(start=match.start(), end=match.end(), role="weekday", stated=stated)
    for match in grammar.short_weekday.finditer(text):
        stated = Stated(weekday=grammar.weekdays[match["weekday"].rstrip(".").lower()])
        yield Element(start=match.start(), end=match.end(), role="weekday", stated=stated, alone=False)


def _periods(text: str, grammar: Patterns) -> Iterator[Element]:
    for match in grammar.month.finditer(text):
        name = match["month"].rstrip(".").lower()
        strict = name in ("may", "march", "mar")
        led = (STRICT_PREPOSITION if strict else MONTH_PREPOSITION).search(
            text[max(0, match.start() - 20) : match.start()]
        )
        told = match["year"] or match["portion"] or match["edge"] or match["relation"]
        stated = Stated(
            year=int(match["year"]) if match["year"] else None,
            month=grammar.months[name],
            portion=_portion(match),
            weekday_relation=WEEKDAY_RELATIONS[canonical(match["relation"] or "")],
        )
        yield Element(start=match.start(), end=match.end(), role="period", stated=stated, alone=bool(led or told))
    for match in grammar.year.finditer(text):
        if int(match["year"]) % 100 == 0 and COUNTED_THINGS.match(text, match.end()):
            continue
        led = YEAR_PREPOSITION.search(text[max(0, match.start() - 20) : match.start()]) or (
            ARTICLE.search(text[max(0, match.start() - 10) : match.start()]) and HAPPENING.match(text, match.end())
        )
        told = match["portion"] or match["edge"]
        stated = Stated(year=int(match["year"]), portion=_portion(match))
        yield Element(start=match.start(), end=match.end(), role="period", stated=stated, alone=bool(led or told))
    for match in grammar.season.finditer(text):
        if not match["year"] and not match["relation"]:
            continue
        stated = Stated(
            year=int(match["year"]) if match["year"] else None,
            season=grammar.words.seasons[match["season"].lower()],
            weekday_relation=WEEKDAY_RELATIONS[canonical(match["relation"] or "")],
        )
        yield Element(start=match.start(), end=match.end(), role="period", stated=stated)


def _portion(match: re.Match[str]) -> Portion | None:
    word = match["portion"] or match["edge"]
    return PORTIONS[canonical(word)] if word else None


def _parts(text: str, grammar: Patterns) -> Iterator[Element]:
    for match in grammar.part.finditer(text):
        key, alone = grammar.parts[canonical(match[0])]
        part = grammar.words.dayparts[key]
        stated = Stated(daypart=key, night="from" if part.night and not part.deictic else None)
        yield Element(start=match.start(), end=match.end(), role="part", stated=stated, alone=alone, leads=part.leads)
    for match in grammar.relative.finditer(text):
        shift, daypart = grammar.relatives[canonical(match[0])]
        if OF_EVENT.match(match[0] + text[match.end() : match.end() + 2]):
            shift = replace(shift, anchor="event")
        night = "from" if daypart is not None and grammar.words.dayparts[daypart].night else None
        yield Element(
            start=match.start(),
            end=match.end(),
            role="relative" if shift.unit == "day" else "period",
            stated=Stated(shift=shift, daypart=daypart, night="from" if night else None),
        )


def _distances(text: str, grammar: Patterns) -> Iterator[Element]:
    for match in grammar.shift.finditer(text):
        unit: Unit = match["unit"].lower()  # type: ignore[assignment]
        back = match["way"].lower() in ("ago", "earlier", "before", "prior")
        if match["number"] is None and (
            match[0].lower().find(unit + "s") < 0 or match["way"].lower() in ("before", "after")
        ):
            continue
        least, most = _amount(match["number"], unit, grammar.words)
        shift = Shift(
            anchor="published" if match["way"].lower() == "ago" else _origin(text, match),
            unit=unit,
            least=-most if back else least,
            most=-least if back else most,
        )
        stated = Stated(shift=shift, approx=match["loose"] is not None)
        yield Element(
            start=match.start(), end=match.end(), role="relative" if unit == "day" else "period", stated=stated
        )
    for match in grammar.window.finditer(text):
        unit = (match["unit"] or match["unit2"]).lower()  # type: ignore[assignment]
        way = (match["way"] or "past").lower()
        if match["way"] and not match["plural"] and (match["number"] or way in SINGLE_POINTS):
            continue
        if match["way"] and not match["plural"] and way == "last" and not THE_LAST.match(match[0]):
            continue
        least, most = (1, 1) if match["way"] and not match["plural"] else _amount(match["number"], unit, grammar.words)
        ahead = way in ("coming", "next")
        shift = Shift(anchor="published", unit=unit, least=least if ahead else -most, most=most if ahead else -least)
        yield Element(start=match.start(), end=match.end(), role="window", stated=Stated(shift=shift), kind="window")
    for match in grammar.duration.finditer(text):
        yield Element(start=match.start(), end=match.end(), role="window", stated=Stated(), kind="duration")


def _origin(text: str, match: re.Match[str]) -> Literal["previous", "event"]:
    return "event" if OF_EVENT.match(match[0] + text[match.end() : match.end() + 2]) else "previous"


def _amount(number: str | None, unit: Unit, words: TimeWords) -> tuple[int, int]:
    """Least and most units that a number word stands for; a bare plural reaches as far as the next larger unit."""
    if number is None:
        return 1, LOOSE_UNIT_REACH[unit]
    if number.isdigit():
        return int(number), int(number)
    name = canonical(number)
    if name in words.numbers:
        return words.numbers[name], words.numbers[name]
    return words.vague_numbers[name]
