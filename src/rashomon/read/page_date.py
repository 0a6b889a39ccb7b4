"""The date that a saved page gives of itself: a line of its own below the title, or the address that it was found at."""

import re
from datetime import date

_HEAD_LINES = 15  # with words on them; further down a date is the story's
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_BEFORE = r"(?:(?:first |last )?(?:published|posted|updated|modified|issued|released|date)(?: on| at)?\s*:?\s*)?"
_ZONE = r"(?:\(?[a-z]{2,4}(?:[+-]\d{1,2}(?::?\d{2})?)?\)?)?"
_TIME = rf"(?:(?:,|\s|-|–|\||at|@)*\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?\s*(?:[ap]\.?\s?m\.?)?\s*{_ZONE})?"
_DAY_FIRST = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})"
_MONTH_FIRST = rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
_ISO = r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})"
_LINES = tuple(
    re.compile(rf"[\s|·•\-–—]*{_BEFORE}{_WEEKDAY}{form}{_TIME}[\s|·•\-–—.]*", re.IGNORECASE)
    for form in (_DAY_FIRST, _MONTH_FIRST, _ISO)
)
_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d{2})[/-](?P<number>\d{1,2}|[a-z]{3})[/-](?P<day>\d{1,2})(?:[/-]|$)", re.IGNORECASE
)


def own_date(text: str, url: str | None) -> tuple[str, str] | None:
    """The day that the page's own date line or its address gives, YYYY-MM-DD, and the words that give it."""
    lines = [line for line in text.splitlines() if line.strip()][:_HEAD_LINES]
    for line in lines:
        if len(line) > 80:
            continue
        match = next((found for form in _LINES if (found := form.fullmatch(line)) is not None), None)
        day = _day(match.groupdict()) if match is not None else None
        if day is not None:
            return day, line.strip()
    address = _ADDRESS.search(url or "")
    if address is not None:
        day = _day(address.groupdict())
        if day is not None:
            return day, address.group().strip("/")
    return None


def _day(parts: dict[str, str]) -> str | None:
    month = parts.get("month") or parts.get("number") or ""
    number = (
        int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in _MONTHS else 0
    )
    try:
        return date(int(parts["year"]), number, int(parts["day"])).isoformat()
    except ValueError:
        return None
