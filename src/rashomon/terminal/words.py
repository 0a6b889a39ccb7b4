"""Values as short phrases: "at least 10", "night of 5 to 6 Mar 2026", "Taganrog, RU". No layout, no colour."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from rashomon.model import Account, Claim, Finding
from rashomon.values import Name, Place, Quantity, Value, When

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_NUMBERS)})\b")
_YEARLESS = re.compile(r"XXXX-(\d{2})-(\d{2})")
_FACTUALITY = {
    "PR+": "probably",
    "PS+": "possibly",
    "CT-": "denies",
    "PR-": "doubts",
    "PS-": "doubts",
    "Uu": "unclear if",
}
# Words for a number that a text may have begun a sentence with.
_OPENING = frozenset({"about", "almost", "around", "as", "at", "between", "dozens", "every", "fewer", "hundreds", "less", "many",
                      "more", "nearly", "no", "none", "only", "over", "roughly", "scores", "several", "some", "thousands", "under",
                      "up", *_NUMBERS})  # fmt: skip
_LONGEST_SAID = 48  # characters of wording in a table cell; the quotes below it have all of it

# C0 and C1 controls could steer the terminal, bidirectional overrides could make a line read as what it does not say.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """``text`` with nothing in it that steers a terminal."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """``text`` on one line, white space collapsed."""
    return printable(" ".join(text.split()))


def many(count: int, noun: str) -> str:
    """A count and its noun: ``1 event``, ``2,000 events``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def interval(low: int | None, high: int | None, *, approx: bool = False) -> str:
    """A count: "6", "at least 10", "up to 6", "5 to 7", "none", with "about" where the text has a vague word."""
    about = "about " if approx else ""
    if low == high == 0:
        return "none"
    if high is None:
        return f"at least {about}{low:,}" if low else "some number"
    if low == high:
        return f"{about}{high:,}"
    return f"{about}{low:,} to {high:,}" if low else f"up to {about}{high:,}"


def extent(low: int | None, high: int | None) -> str:
    """From where to where the Accounts of a Finding go: "6", "0 to 2", "10 or more"."""
    if low == high and low is not None:
        return f"{low:,}"
    return f"{low or 0:,} or more" if high is None else f"{low or 0:,} to {high:,}"


def value(answer: Value, *, said: bool = True) -> str:
    """Any answer in a few words; ``said`` puts the wording of a count before its interval."""
    if isinstance(answer, Quantity):
        return quantity(answer) if said else interval(answer.low, answer.high, approx=answer.approx)
    if isinstance(answer, When):
        return moment(answer)
    if isinstance(answer, Place):
        return place(answer)
    return name(answer)


def quantity(count: Quantity) -> str:
    """The interval, after the words that said it where those are not the same."""
    label = interval(count.low, count.high, approx=count.approx)
    said = one_line(count.said)
    plain = _NUMBER_WORD.sub(lambda match: str(_NUMBERS.index(match[0])), said.lower())
    if not said or plain in (label, label.replace(",", "")):
        return label
    return f"{_cut(said)} → {label}"


def name(answer: Name) -> str:
    """The name as the lexicon has it."""
    return one_line(answer.name or answer.said)


def place(where: Place) -> str:
    """Name, first-order region and country; "not located" where it has no point."""
    parts = [where.name or where.said]
    if where.admin1 and where.admin1 != where.name:
        parts.append(where.admin1)
    if where.country and where.country != where.name:
        parts.append(where.country)
    located = "" if where.latitude is not None else " (not located)"
    return one_line(", ".join(parts)) + located


def moment(when: When, *, zone: bool = True) -> str:
    """The day, night, week, month or year, with the clock time where there is one and the ``zone`` it was said in."""
    days = when.days()
    if days is None:
        yearless = _YEARLESS.fullmatch(when.edtf)
        if yearless is not None and 1 <= int(yearless[1]) <= 12:
            return f"{int(yearless[2])} {_MONTHS[int(yearless[1]) - 1]}, year unknown"
        return one_line(when.said or when.edtf)
    if "?" in when.edtf:
        return f"{moment(replace(when, edtf=when.edtf.replace('?', '')), zone=zone)} (by the day of publication)"
    first, last = days
    month = f"{_MONTHS[first.month - 1]} {first.year}"
    if when.precision == "year":
        return str(first.year)
    if when.precision == "month":
        return month
    if first == last:
        day = f"{first.day} {month}"
        return f"night of {day}" if when.precision == "night" else f"{day}{_clock(when, zone)}"
    if (first.year, first.month) == (last.year, last.month):
        span = f"{first.day} to {last.day} {month}"
    else:
        year = "" if first.year == last.year else f" {first.year}"
        span = f"{first.day} {_MONTHS[first.month - 1]}{year} to {last.day} {_MONTHS[last.month - 1]} {last.year}"
    return f"night of {span}" if when.precision == "night" else span


def _clock(when: When, named: bool) -> str:
    """The clock time, or from when to when, in the zone that it was said in."""
    if when.precision not in ("minute", "hour") or when.start is None or "T" not in when.start:
        return ""
    stamps = dict.fromkeys((when.start, when.end or when.start))
    zone = UTC if when.zone is None else ZoneInfo(when.zone)
    clocks = [f"{datetime.fromisoformat(stamp).astimezone(zone):%H:%M}" for stamp in stamps]
    return f", {' to '.join(clocks)}" + (f" ({when.zone or 'UTC'})" if named else "")


def question(finding: Finding) -> str:
    """The question of a Finding, with what is counted."""
    label = finding.question.replace("_", " ")
    return f"{label} ({one_line(finding.item)})" if finding.item else label


def statement(claim: Claim, *, said: bool = True) -> str:
    """What one Claim says: its value, how sure the speaker is, by what means, and what it is a part of."""
    words = value(claim.value, said=said)
    if claim.factuality in _FACTUALITY:
        it_was = "" if claim.factuality in ("PR+", "PS+") or isinstance(claim.value, Quantity) else "it was "
        words = f"{_FACTUALITY[claim.factuality]} {it_was}{_inside(words)}"
    if claim.by:
        words = f"{words} by {one_line(claim.by)}"
    if claim.subset_of and claim.subset_of not in (claim.item, claim.question):
        words = f"{words} of the {one_line(claim.subset_of)}"
    return words


def _inside(words: str) -> str:
    """Words that no longer open a sentence: "probably between 100 and 300"."""
    return words[:1].lower() + words[1:] if words.partition(" ")[0].lower() in _OPENING else words


def current(account: Account, claims: dict[str, Claim]) -> str:
    """What an Account says now: its Claims' own words where they are one, its interval or value else."""
    said = dict.fromkeys(statement(claims[claim]) for claim in account.claims if claim in claims)
    if said and not account.derived:
        return "\n".join(said)
    if account.value is not None:
        return value(account.value)
    return interval(account.low, account.high)


def earlier(account: Account, claims: dict[str, Claim]) -> list[str]:
    """The figures that the same speaker gave before, oldest first, in their shortest form."""
    figures = [claims[claim].value for claim in account.earlier if claim in claims]
    return list(
        dict.fromkeys(
            interval(figure.low, figure.high, approx=figure.approx) if isinstance(figure, Quantity) else value(figure)
            for figure in figures
        )
    )


def _cut(said: str) -> str:
    return said if len(said) <= _LONGEST_SAID else f"{said[: _LONGEST_SAID - 1].rstrip()}…"
