"""What a document without a publication date says about its own year, and the anchor that follows from it."""

from collections.abc import Iterable
from datetime import date

from rashomon.extract.times.dateline import filing_days, reference_year, short_year
from rashomon.extract.times.mention import Anchor, Stated, TimeMention
from rashomon.model import Issue

# The last year that an undated document is taken to be of. A property of this release, not of the day it runs on, so
# that the same text gives the same year for ever; raise it with each yearly release.
HORIZON_YEAR = 2026
# A full date speaks for a month-day without a year that stands within this many code points of it: a paragraph.
NEAR = 400
# A weekday and a month-day so far from each other may be one day: a clause.
BESIDE = 60
# Weekday and month-day fall together again after at most 11 years, 28 for a leap day and 40 across 1900 or 2100.
LOOK_BACK_YEARS = 40


def document_year(mentions: Iterable[TimeMention], published: date | None) -> tuple[int | None, Issue | None]:
    """The year that a document's month-days are of, and the Issue that says that it was worked out, or not found.

    The publication date decides where it is known. Else, in this order: a weekday and a month-day in one expression, in
    the latest year not after HORIZON_YEAR in which they agree (a year that the text states wins where they do in it);
    a full date near a month-day; the only weekday and the only month-day of the text where they stand in one clause, likewise.
    """
    if published is not None:
        return published.year, None
    told = tuple(mentions)
    bare = [m for m in told if _month_day(m.stated) and m.stated.year is None]
    full = [m for m in told if _month_day(m.stated) and m.stated.year is not None]
    paired = [m for m in bare if m.stated.weekday is not None]
    for mention in paired:
        year = _agreeing(mention.stated, mention.stated.weekday, [m.stated.year for m in full])
        if year is not None:
            return year, _inferred(mention, year, f"{mention.text!r} fits {year}")
    if not bare:
        return _stated_year(full)
    near = [f for f in full if any(abs(f.start - b.start) <= NEAR for b in bare)]
    if near:
        latest = max(near, key=lambda m: (m.stated.year or 0, -m.start))
        year = latest.stated.year or 0
        return year, _inferred(bare[0], year, f"{latest.text!r} stands near it")
    named = [m for m in told if m.stated.weekday is not None and m.stated.month is None]
    weekdays = {m.stated.weekday for m in named}
    days = {(m.stated.month, m.stated.day) for m in bare}
    # In one sentence they may be one day; "On Friday the army said. … On 3 December" are two.
    beside = any(abs(one.start - other.start) <= BESIDE for one in named for other in bare)
    if len(weekdays) == 1 and len(days) == 1 and beside and not paired and bare[0].kind == "point":
        year = _agreeing(bare[0].stated, next(iter(weekdays)), [])
        if year is not None:
            return year, _inferred(
                bare[0], year, f"it is the latest year in which {bare[0].text!r} is the weekday told"
            )
    message = f"{bare[0].text!r}: no year is given and no publication date is known; give one with --published DATE."
    return None, Issue(code="year-unknown", message=message, start=bare[0].start, end=bare[0].end)


def document_anchor(
    mentions: Iterable[TimeMention], published: date | None, zone: str | None = None, text: str = ""
) -> tuple[Anchor, Issue | None]:
    """The anchor of a whole document: its publication date, the day of its dateline, or the year and the latest day that it gives.

    A dateline's year is its own, in four digits or two, that of a reference number in ``text``, or the one worked out for
    the document. Where there is none, ``yearless`` is the month-day.
    """
    told = tuple(mentions)
    if published is not None:
        return Anchor(published=published, zone=zone), None
    year, issue = document_year(told, published)
    own = next(iter(filing_days(text, told)), None)
    if own is not None:
        filed = own.stated.year or short_year(text, own) or reference_year(text, own.stated.month or 0) or year
        day = _dated(own.stated, filed)
        if day is not None:
            message = (
                f"No publication date is known; {day}, the day that {own.text!r} at the head of the text gives, was taken "
                "for it. Give --published DATE to be sure."
            )
            return Anchor(published=day, zone=zone), Issue(
                code="published-inferred", message=message, start=own.start, end=own.end
            )
        if filed is None and not own.stated.swapped and own.stated.weekday is None:
            return Anchor(zone=zone, yearless=(own.stated.month or 0, own.stated.day or 0)), issue
    days = [day for m in told if m.kind == "point" and not m.future and (day := _dated(m.stated, year)) is not None]
    return Anchor(year=year, zone=zone, dated=max(days, default=None)), issue


def _month_day(stated: Stated) -> bool:
    return stated.month is not None and stated.day is not None and not stated.swapped


def _stated_year(full: list[TimeMention]) -> tuple[int | None, Issue | None]:
    """A text whose days all carry their year needs none; the year of the latest serves its months."""
    return max((m.stated.year for m in full if m.stated.year is not None), default=None), None


def _agreeing(stated: Stated, weekday: int | None, preferred: list[int | None]) -> int | None:
    """The year in which the month-day is that weekday: a preferred one, else the latest up to the horizon."""
    candidates: list[int] = [
        *sorted((year for year in preferred if year is not None), reverse=True),
        *range(HORIZON_YEAR, HORIZON_YEAR - LOOK_BACK_YEARS, -1),
    ]
    for year in candidates:
        day = _dated(stated, year)
        if day is not None and day.weekday() == weekday:
            return year
    return None


def _dated(stated: Stated, year: int | None) -> date | None:
    """The day with its own year or else the document's, unless its weekday contradicts it."""
    own = stated.year if stated.year is not None else year
    if own is None or stated.month is None or stated.day is None or stated.swapped:
        return None
    try:
        return date(own, stated.month, stated.day)
    except ValueError:
        return None


def _inferred(mention: TimeMention, year: int, why: str) -> Issue:
    message = f"No publication date is known; the year {year} was worked out: {why}. Give --published DATE to be sure."
    return Issue(code="year-inferred", message=message, start=mention.start, end=mention.end)
