"""Clock times in a text: "around 4:20 a.m. local time", "03:00 Kyiv time (01:00 GMT)", "between 3 and 4 a.m."."""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from rashomon.extract.times.mention import Clock, Stated
from rashomon.extract.times.scan import Element
from rashomon.extract.times.words import TimeWords, canonical, phrase_pattern, time_words

MERIDIEM = r"(?P<meridiem>[ap])(?:\.\s?m\.|\.?m\b(?!\w))"
MINUTE = r"[0-5]\d"
HOUR = r"(?:[01]?\d|2[0-3])"
CLOCK_STARTS = r"(?<![\w$€£#/-])(?<!\d[.,:–—])"
APPROX_BEFORE = re.compile(
    r"\b(?:(?:at\s+)?(?:around|about|approximately|roughly|circa|nearly|almost)"
    r"|(?:(?:shortly|just|soon|right|immediately|some\s*time)\s+)?(?:before|after|past))\s+\Z",
    re.IGNORECASE,
)
LED = re.compile(
    r"\b(?:at|around|about|approximately|by|from|until|till|since|before|after|between|and|to)\s+\Z", re.IGNORECASE
)
FIRST_OF_RANGE = re.compile(
    r"(?:\b(?:from|between)\s+|(?<![\w$€£.,:/-])(?=\d{1,2}(?:[:.]\d\d)?\s?[-–]\s?\Z))"
    rf"(?P<hour>{HOUR})(?:[:.](?P<minute>{MINUTE}))?"
    r"\s*(?:[-–—]|\b(?:to|and|until|till)\b)\s*(?:around\s+|about\s+)?\Z",
    re.IGNORECASE,
)
DOTTED_CLOSES = re.compile(r"\s*(?:[,;)]|\.\s|\.?\Z)|\s+(?:on|in|local)\b", re.IGNORECASE)
SAME_OPENS = re.compile(r"\s*[(,/]\s*(?:or\s+)?")
OFFSET = re.compile(r",?\s*\(?(?:UTC|GMT)\s*(?P<sign>[+\-−])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?\)?")
LOOK_BACK = 40  # code points read before a clock for "shortly before", "between 3 and"


class ClockPatterns(Struct, frozen=True):
    """The compiled expressions and the zone table."""

    clock: re.Pattern[str]
    spoken: re.Pattern[str]
    zone: re.Pattern[str]
    zones: dict[str, str]
    words: TimeWords


class Reading(Struct, frozen=True):
    """A clock time and the offset in the text at which it ends; ``halves`` where it was said on a 12-hour clock."""

    clock: Clock
    end: int
    halves: bool


@cache
def clock_patterns() -> ClockPatterns:
    """Compile the clock expressions from the packaged vocabulary."""
    words = time_words()
    capitals = sorted((p for ps in words.zones.values() for p in ps if p.isupper()), key=lambda p: (-len(p), p))
    spelt = phrase_pattern(p for ps in words.zones.values() for p in ps if not p.isupper() and p != "local")
    return ClockPatterns(
        clock=re.compile(
            rf"{CLOCK_STARTS}(?:(?P<hour12>0?[1-9]|1[0-2])(?:[:.](?P<minute12>{MINUTE})(?::{MINUTE})?)?\s*{MERIDIEM}"
            rf"|(?P<hour24>{HOUR}):(?P<minute24>{MINUTE})(?::{MINUTE})?(?!\w|[:.,]\d|%)"
            rf"|(?P<dotted>(?P<hour_dot>{HOUR})\.(?P<minute_dot>{MINUTE}))(?!\w|[:.,]\d|%)"
            rf"|(?P<packed>(?P<hour4>[01]\d|2[0-3])(?P<minute4>{MINUTE}))(?P<hours>\s*(?:hours|hrs)\b)?"
            r"(?=Z\b|[\s,.;)]|\Z))",
            re.IGNORECASE,
        ),
        spoken=re.compile(
            r"\b(?:(?:at|around|about|by|before|after|until|from|to)\s+)"
            rf"(?P<word>(?P<hour>\d{{1,2}}|{phrase_pattern(words.numbers)})(?:[:.](?P<minute>{MINUTE}))?(?:\s*o['’]clock)?\s+"
            r"(?P<part>in\s+the\s+(?:morning|afternoon|evening)|at\s+night))\b"
            r"|\b(?:at\s+)?(?P<noon>noon)\b",
            re.IGNORECASE,
        ),
        zone=re.compile(rf",?\s*(?P<open>\()?(?:(?P<spelt>(?i:{spelt}))|(?P<short>{'|'.join(capitals)}))\b(?(open)\))"),
        zones={canonical(phrase): zone for zone, phrases in words.zones.items() for phrase in phrases},
        words=words,
    )


def scan_clocks(text: str) -> Iterator[Element]:
    """Every clock time, with its "about", its zone, the end of its range and its twin in another zone."""
    grammar = clock_patterns()
    for match in grammar.clock.finditer(text):
        before = text[max(0, match.start() - LOOK_BACK) : match.start()]
        reading = _read(text, match, grammar, led=LED.search(before) is not None)
        if reading is None:
            continue
        start, clock, approx = match.start(), reading.clock, False
        first = FIRST_OF_RANGE.search(before)
        if first is not None and (reading.halves or first["minute"]):
            start -= len(before) - first.start("hour")
            clock = _ranged(first, clock, halves=reading.halves)
        else:
            loose = APPROX_BEFORE.search(before)
            if loose is not None:
                start, approx = start - len(loose[0]), True
        yield Element(start=start, end=reading.end, role="clock", stated=Stated(clock=clock, approx=approx))
    for match in grammar.spoken.finditer(text):
        spoken = _spoken(match, grammar.words)
        if spoken is not None:
            start = match.start("noon") if match["noon"] else match.start("word")
            yield Element(start=start, end=match.end(), role="clock", stated=Stated(clock=spoken))


def _read(text: str, match: re.Match[str], grammar: ClockPatterns, *, led: bool) -> Reading | None:
    """The clock of a match with its zone and twin, or None where the number is no clock time."""
    hour, minute, minutes = _hour_minute(match)
    zone, end = _zone(text, match.end(), grammar)
    if match["packed"] and zone is None and not (match["hours"] and led):
        return None
    if match["dotted"] and zone is None and not (led and DOTTED_CLOSES.match(text, match.end())):
        return None
    clock = Clock(hour=hour, minute=minute, minutes=minutes, zone=zone)
    opened = SAME_OPENS.match(text, end)
    twin = grammar.clock.match(text, opened.end()) if opened is not None else None
    if opened is not None and twin is not None:
        twin_zone, twin_end = _zone(text, twin.end(), grammar)
        if twin_zone is not None and twin_zone != zone:
            twin_hour, twin_minute, _ = _hour_minute(twin)
            closing = re.compile(r"\s*\)").match(text, twin_end) if "(" in opened[0] else None
            clock = replace(clock, same=Clock(hour=twin_hour, minute=twin_minute, zone=twin_zone))
            end = closing.end() if closing is not None else twin_end
    return Reading(clock, end, match["meridiem"] is not None)


def _hour_minute(match: re.Match[str]) -> tuple[int, int, bool]:
    """Hour 0 to 23, minute, and whether minutes were stated."""
    if match["hour12"]:
        hour = int(match["hour12"]) % 12 + (12 if match["meridiem"].lower() == "p" else 0)
        return hour, int(match["minute12"] or 0), match["minute12"] is not None
    hour = int(match["hour24"] or match["hour_dot"] or match["hour4"])
    return hour, int(match["minute24"] or match["minute_dot"] or match["minute4"]), True


def _zone(text: str, at: int, grammar: ClockPatterns) -> tuple[str | None, int]:
    """The zone named right after a clock and where its name ends; (None, ``at``) where there is none."""
    offset = OFFSET.match(text, at)
    if offset is not None:
        ahead = offset["sign"] == "+"
        hours, rest = int(offset["hours"]), int(offset["minutes"] or 0)
        if rest == 0 and hours <= 12:
            return (f"Etc/GMT{'-' if ahead else '+'}{hours}" if hours else "UTC"), offset.end()
        odd = grammar.words.odd_offsets.get(f"{'+' if ahead else '-'}{hours:02}:{rest:02}")
        if odd is not None:
            return odd, offset.end()
    named = grammar.zone.match(text, at)
    if named is None:
        return None, at
    return grammar.zones[canonical(named["spelt"] or named["short"])], named.end()


def _ranged(first: re.Match[str], last: Clock, *, halves: bool) -> Clock:
    """Range "between 3 and 4 a.m.": the first hour takes the half of the day that puts it before the second."""
    hour = int(first["hour"])
    if halves and hour <= 12:
        hour = hour % 12 + (12 if last.hour >= 12 else 0)
        if (hour, int(first["minute"] or 0)) > (last.hour, last.minute):
            hour = (hour + 12) % 24
    return Clock(
        hour=hour, minute=int(first["minute"] or 0), minutes=first["minute"] is not None, zone=last.zone, until=last
    )


def _spoken(match: re.Match[str], words: TimeWords) -> Clock | None:
    if match["noon"]:
        return Clock(hour=12, minutes=False)
    said = canonical(match["hour"])
    hour = int(said) if said.isdigit() else words.numbers[said]
    if not 1 <= hour <= 12:
        return None
    part = canonical(match["part"])
    late = part in ("in the afternoon", "in the evening") or (part == "at night" and hour >= 6)
    return Clock(
        hour=hour % 12 + (12 if late and hour != 12 else 12 if hour == 12 and part == "in the afternoon" else 0),
        minute=int(match["minute"] or 0),
        minutes=match["minute"] is not None,
    )
