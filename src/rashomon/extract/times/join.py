"""Neighbouring elements become one mention: "early hours" + "Wednesday" + "Dec. 11", "Monday night" + into + "Tuesday".

Each rule is a pair of roles, the words that may stand between, and how the two contents combine. First the parts of one
time are put together, rule by rule, then two times become a range.
"""

import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import asdict, replace

from rashomon.extract.times.clocks import scan_clocks
from rashomon.extract.times.mention import Clock, MentionKind, Stated, TimeMention
from rashomon.extract.times.scan import Element, longest, scan_elements

DAYS = ("date", "weekday", "relative")
RANGE_GAP = re.compile(
    r"\s*[-–—]\s*|,?\s+(?:to|through|until|till|into|and\s+into|and|or)\s+(?:on\s+)?(?:the\s+)?", re.IGNORECASE
)
INTO_GAP = re.compile(r",?\s+(?:(?:and\s+)?into|to)\s+(?:the\s+)?", re.IGNORECASE)
SINCE = re.compile(r"\bsince\s+(?:at\s+least\s+)?(?:the\s+)?\Z", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?\Z", re.IGNORECASE)
# "about Friday's strike" is what the talk is about; "on or about 5 May" is a date.
AROUND = re.compile(r"\b(?:on\s+or\s+(?:about|around)|around|circa)\s+\Z", re.IGNORECASE)
NIGHT_PARTS = ("night", "overnight", "evening", "late", "late-evening", "before-midnight")
MORNING_PARTS = (None, "early", "early-hours", "early-morning", "morning", "after-midnight")
NARROWER: dict[tuple[str | None, str | None], str] = {
    ("early", "morning"): "early-morning",
    ("late", "morning"): "late-morning",
    ("late", "afternoon"): "late-afternoon",
    ("late", "evening"): "late-evening",
}
# The sentence looks ahead where nothing but a few plain words stands between one of these and the time.
AHEAD = re.compile(
    r"\b(?:will|shall|due|scheduled|slated|set|planned|plans?|expected|expires?)\b(?!\s+(?:off|up|fire|ablaze)\b)"
    r"(?P<between>[^.,;:!?\"“”\n]{0,60})\Z",
    re.IGNORECASE,
)
TOLD = re.compile(
    r"\b(?:said|says|told|announced|reported|stated|added|warned|vowed|wrote|confirmed|claimed|declared|\w+ed)\b",
    re.IGNORECASE,
)
LOOK_BACK = 90  # code points read before a mention for "since", "around" and the tense


class Rule(Struct, frozen=True):
    """``left`` and ``right`` roles with ``gap`` between them make one element, as ``combine`` says."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    gap: re.Pattern[str]
    combine: Callable[[Element, Element, str], Element | None]


def find_times(text: str) -> tuple[TimeMention, ...]:
    """Every time expression of ``text``, left to right, longest match, not overlapping."""
    elements = longest([*scan_elements(text), *scan_clocks(text)])
    for rule in RULES:
        elements = _apply(rule, elements, text)
    elements = _apply(RANGE, elements, text)
    return tuple(_mention(one, text) for one in elements if one.alone)


def _apply(rule: Rule, elements: list[Element], text: str) -> list[Element]:
    """One pass, left to right; a combined element goes on as the left one."""
    done: list[Element] = []
    for one in elements:
        joined = None
        if done and done[-1].role in rule.left and one.role in rule.right:
            gap = text[done[-1].end : one.start]
            if rule.gap.fullmatch(gap):
                joined = rule.combine(done[-1], one, gap)
                if joined is not None and "(" in gap and text[joined.end : joined.end + 1] == ")":
                    joined = replace(joined, end=joined.end + 1)
        if joined is None:
            done.append(one)
        else:
            done[-1] = joined
    return done


def _united(left: Element, right: Element, role: str, **content: object) -> Element:
    """An element from the start of the one to the end of the other; range ends come from whichever has them."""
    days = left if left.until is not None else right
    merged = {**_said(right.stated), **_said(left.stated), **content}
    return Element(
        start=left.start,
        end=right.end,
        role=role,  # type: ignore[arg-type]
        stated=Stated(**merged),  # type: ignore[arg-type]
        kind=days.kind,
        until=days.until,
        others=days.others,
    )


def _said(stated: Stated) -> dict[str, object]:
    """The parts that were said."""
    unsaid = asdict(Stated())
    return {name: value for name, value in asdict(stated).items() if value != unsaid[name]}


def _weekday_date(left: Element, right: Element, gap: str) -> Element | None:
    """Join "Wednesday, Dec. 11" and "Dec. 11 (Wednesday)"."""
    if left.role == right.role or (left.stated.day is not None and right.stated.day is not None):
        return None
    if right.role == "weekday" and "(" not in gap:
        return None
    if right.until is not None or left.until is not None:
        return None
    return _united(left, right, "date")


def _deictic_date(left: Element, right: Element, gap: str) -> Element | None:
    """Join "last night (25-26 November)": the date tells the day, the word what part of it."""
    del gap
    night = replace(left.stated, shift=None)
    if left.stated.shift is None or left.stated.shift.unit != "day":
        return None
    if left.stated.night is not None and left.stated.shift.least == 0 and right.until is None:
        night = replace(night, night="from")
    return _united(replace(left, stated=night), right, "date")


def _part_day(left: Element, right: Element, gap: str) -> Element | None:
    """Join "early hours of Wednesday", "the night of 25 to 26 November", "overnight into Tuesday"."""
    if right.stated.daypart is not None:  # "late Friday evening", "early hours of Saturday morning": the narrower stays
        if not left.leads:
            return _united(left, right, right.role, night=None)
        narrower = NARROWER.get((left.stated.daypart, right.stated.daypart), right.stated.daypart)
        return _united(replace(left, stated=Stated()), right, right.role, daypart=narrower)
    night = left.stated.night
    if _is_night(left.stated):
        night = "into" if INTO_GAP.fullmatch(gap) else "between" if "between" in gap.lower() else "of"
    elif INTO_GAP.fullmatch(gap):
        return None
    return _united(left, right, right.role, night=night)


def _day_part(left: Element, right: Element, gap: str) -> Element | None:
    """Join "Saturday night", "Friday in the early hours", "yesterday evening", "Tuesday's overnight raid"."""
    if right.leads or left.stated.daypart is not None or left.kind == "window":
        return None
    night = "from" if right.stated.daypart == "night" else "of" if _is_night(right.stated) else None
    return _united(left, right, left.role, night=night)


def _with_clock(left: Element, right: Element, gap: str) -> Element | None:
    """A day or a part of it, and a clock time, either way round."""
    del gap
    day, clock = (right, left) if left.role == "clock" else (left, right)
    if day.stated.clock is not None or clock.stated.clock is None or day.kind not in ("point", "range"):
        return None
    hand = _half(clock.stated.clock, day.stated.daypart)
    return _united(left, right, "part" if day.role == "part" and not day.alone else day.role, clock=hand)


def _half(clock: Clock, daypart: str | None) -> Clock:
    """Put a clock in the half of the day that was said: "Tuesday evening at 7:30" is 19:30."""
    late = daypart in ("afternoon", "evening", "late-afternoon", "late-evening") or (
        daypart == "night" and clock.hour >= 6
    )
    return replace(clock, hour=clock.hour + 12) if late and clock.zone is None and 1 <= clock.hour < 12 else clock


def _is_night(stated: Stated) -> bool:
    return stated.daypart in ("night", "overnight")


def _range(left: Element, right: Element, gap: str) -> Element | None:
    """Join "Friday to Sunday", "Monday night into Tuesday", "9 p.m. to 6 a.m."; "April 13 and May 2" are two days."""
    if left.until is not None or right.until is not None or "window" in (left.role, right.role):
        return None
    if not (left.alone and right.alone) and not (left.role == right.role == "period"):
        return None
    both = gap.strip().lower() in ("and", "or", ", and", "and on", "or on")
    one, two = left.stated, right.stated
    if (left.role in DAYS) != (right.role in DAYS) and not (one.clock is not None and two.clock is not None):
        return None
    if (left.role == "clock" and (right.role == "part" or two.clock is None)) or (
        right.role == "clock" and one.clock is None
    ):
        return None
    if left.role in DAYS and one.shift is not None and not one.names_day:
        return None
    kind: MentionKind = "range"
    night = one.night
    if one.daypart in NIGHT_PARTS and two.daypart in MORNING_PARTS and one.names_day and two.clock is None:
        night = "into" if not both or two.daypart is not None else night
    if _is_night(two) and one.daypart is None and one.names_day and not both:  # "Saturday-Sunday night"
        one, two, night = replace(one, daypart=two.daypart), replace(two, daypart=None, night=None), "into"
    if both and night not in ("into", "between"):
        kind = "either" if "or" in gap.lower().split() else "set"
    return Element(
        start=left.start,
        end=right.end,
        role=right.role,
        stated=replace(one, night=night),
        until=two,
        kind=kind,
        alone=True,
    )


def _gap(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


WEEKDAY_DATE = Rule(("weekday", "date"), ("weekday", "date"), _gap(r",?\s*(?:the\s+)?\(?"), _weekday_date)
# What stands tightly together comes first: "Monday night into Tuesday" is not Monday and a night into Tuesday.
RULES = (
    WEEKDAY_DATE,
    Rule(("relative",), ("date", "weekday"), _gap(r",?\s*\(?(?:on\s+)?"), _deictic_date),
    Rule(DAYS, ("part",), _gap(r"(?:['’]s)?\s+|\s*-\s*"), _day_part),
    WEEKDAY_DATE,
    Rule(
        ("part",),
        DAYS,
        _gap(r"\s+(?:(?:of|on|from|between|in|into|to|and\s+into)\s+)?(?:the\s+)?|,\s+(?:on|of|into)\s+|\s*\("),
        _part_day,
    ),
    Rule(DAYS, ("part",), _gap(r",?\s+(?:(?:in|at|during)\s+)?(?:the\s+)?"), _day_part),
    Rule(("clock",), (*DAYS, "part"), _gap(r"\s+(?:on\s+|in\s+|of\s+)?(?:the\s+)?"), _with_clock),
    Rule((*DAYS, "part"), ("clock",), _gap(r",?\s+\(?(?:at\s+|from\s+|by\s+|between\s+)?"), _with_clock),
    Rule(("clock",), (*DAYS, "part"), _gap(r",\s+(?:on\s+|in\s+)?(?:the\s+)?|\s*\("), _with_clock),
)
RANGE = Rule((*DAYS, "period", "clock"), (*DAYS, "period", "clock"), RANGE_GAP, _range)


def _mention(one: Element, text: str) -> TimeMention:
    before = text[max(0, one.start - LOOK_BACK) : one.start]
    start, kind, stated = one.start, one.kind, one.stated
    until, others = one.until, one.others
    if kind in ("set", "either") and BETWEEN.search(before):
        kind, others = "range", ()
    since = SINCE.search(before)
    if since is not None and kind == "point":
        start, kind = start - len(since[0]), "window"
    around = AROUND.search(before)
    if around is not None and kind == "point" and stated.clock is None:
        start, stated = start - len(around[0]), replace(stated, approx=True)
    return TimeMention(
        start=start,
        end=one.end,
        text=text[start : one.end],
        kind=kind,
        stated=stated,
        until=until,
        others=others,
        future=_looks_ahead(before),
        since=since is not None and kind == "window",
    )


def _looks_ahead(before: str) -> bool:
    ahead = AHEAD.search(before)
    return ahead is not None and TOLD.search(ahead["between"]) is None
