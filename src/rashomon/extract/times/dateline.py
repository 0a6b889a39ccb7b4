"""Where a text says its own day: a dateline ("KABUL, Afghanistan (Sept. 1) -"), a dated heading, a reference number.

A dateline is the place and day of filing that open a dispatch. It dates the document and not what the document tells.
"""

import re
from collections.abc import Iterable

from rashomon.extract.dateline import dateline_end
from rashomon.extract.times.mention import TimeMention

_TOWN = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*"
_PLACE = rf"[\"“]?{_TOWN}(?:/{_TOWN})*(?:, [A-Z][\w.]*(?: [\w.]+)?)*"
_DAY = r"(?:\d{1,2}\.? [A-Z][A-Za-z]+\.?|[A-Z][A-Za-z]{2,8}\.? \d{1,2})(?:[.,]? \d{4})?"
_DATELINE = re.compile(
    rf"{_PLACE}(?:(?:,? {_DAY}|,? ?\({_DAY}\)|(?: \(\w[\w ]*\)))?\s*(?:\([\w /]+\)\s*)?(?:--|—|–| - |\.\s)\s*"
    rf"|,? ?\({_DAY}\)[^\S\n]*(?=\n|\Z))"
)
_REACH = 100  # code points from the start of a paragraph that a dateline may take up
# A reference number that begins with year and month: "2016-04-PR-017". Publishers number their releases so.
_REFERENCE = re.compile(r"(?<![\w-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-[A-Z]{1,4}-\d{1,5}(?![\w-])")
_HEADING = 140  # code points that a heading has at most
# "The raid of May 11" is told of; "Evening Update, May 11" is dated.
_TELLING = frozenset(
    {"on", "of", "since", "from", "by", "after", "until", "till", "before", "to", "through", "and", "in", "for"}
)
_FEWEST_POSTS = 3  # lines with an hour before them that make a live page
_HEAD_LINES = 12  # lines with words that stand above a release


def dateline(text: str, start: int, end: int) -> int | None:
    """Where the dateline ends that opens the paragraph of ``text`` from ``start``, or None."""
    while start < end and text[start].isspace():
        start += 1
    found = _DATELINE.match(text, start, min(end, start + _REACH))
    if found is None:
        return dateline_end(text[:end], start)
    place = re.split(r"[,(]| - ", found.group())[0].strip(' -—–"“.')
    # "Kyiv. ..." in ordinary case is a sentence of its own, "SIMFEROPOL, Aug 9. ..." opens a dispatch.
    return None if found.group().rstrip().endswith(".") and not place.isupper() else found.end()


def filing_days(text: str, mentions: Iterable[TimeMention]) -> tuple[TimeMention, ...]:
    """The days of the month by which a text dates itself, the one that counts first: of its first dateline, then of headings.

    A heading above the first sentence dates where the day opens it ("May 11: ...") or closes it ("Evening Update, Jan. 24").
    """
    days = [m for m in mentions if m.kind == "point" and m.stated.month is not None and m.stated.day is not None]
    headings: list[TimeMention] = []
    above = True
    lines = 0
    for line in re.finditer(r"[^\n]+", text) if days else ():
        words = line.group().strip()
        if not words:
            continue
        lines += 1
        stop = dateline(text, line.start(), line.end())
        inside = [m for m in days if line.start() <= m.start and m.end <= line.end()]
        if stop is not None and (filed := [m for m in inside if m.end <= stop]):
            return (filed[0], *headings)
        above = above and lines <= _HEAD_LINES and len(words) <= _HEADING and words[-1] not in '.!?”"'
        if above:
            headings += [m for m in inside if _opens_or_closes(text, line.span(), m)]
    return tuple(headings)


def _opens_or_closes(text: str, line: tuple[int, int], mention: TimeMention) -> bool:
    before, after = text[line[0] : mention.start].strip(), text[mention.end : line[1]].strip()
    told = before.rpartition(" ")[2].lower() in _TELLING
    return (not before and after[:1] in {":", ""}) or (not after and not told)


def post_hours(text: str, mentions: Iterable[TimeMention]) -> tuple[int, ...]:
    """Where the clock times start that open the posts of a live page, one above the other."""
    hours = [m.start for m in mentions if m.is_clock_only and (m.start == 0 or text[m.start - 1] == "\n")]
    return tuple(hours) if len(hours) >= _FEWEST_POSTS else ()


_SHORT_YEAR = re.compile(r" '?(?P<year>\d\d)(?=\s*\(|\s*--|\s*—)")
_PIVOT = 70  # of two digits: 69 is 2069, 70 is 1970, as POSIX has it


def short_year(text: str, day: TimeMention) -> int | None:
    """The year that a dateline gives in two digits: "LIMA, 14 MAR 90 (Agency) --"."""
    found = _SHORT_YEAR.match(text, day.end)
    if found is None:
        return None
    year = int(found["year"])
    return year + (2000 if year < _PIVOT else 1900)


def reference_year(text: str, month: int) -> int | None:
    """The year of the first reference number of that month or a month beside it."""
    for found in _REFERENCE.finditer(text):
        apart = (month - int(found["month"]) + 6) % 12 - 6
        if abs(apart) <= 1:
            numbered = int(found["month"]) + apart  # 13 is the January after, 0 the December before
            return int(found["year"]) + (numbered > 12) - (numbered < 1)
    return None
