"""The regular expressions of everything but clock times, built from the vocabulary."""

import re
from functools import cache

from msgspec import Struct

from rashomon.extract.times.mention import Shift
from rashomon.extract.times.words import TimeWords, canonical, index_names, names_pattern, phrase_pattern, time_words

YEAR = r"(?:19|20)\d\d"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
ORDINAL = r"(?:st|nd|rd|th)?"
NUMBER_STARTS = r"(?<![\w$€£#/-])(?<!\d[.,:])"
NUMBER_ENDS = r"(?!\w|[.,:]\d|[-‑](?-i:[a-z]))"
TO = r"\s*(?:[-–—/]|\b(?:to|through|until|till|and|or)\b)\s*"
EVENT_NOUNS = r"(?:attack|strike|raid|assault|bombing|incident|salvo|barrage)s?|shelling"
UNIT = r"(?P<unit>minute|hour|day|week|month|year)"
PORTION = (
    r"(?:(?P<portion>early|mid|late)(?:\s*-\s*|\s+)(?:in\s+)?"
    r"|(?:the\s+)?(?P<edge>beginning|start|first\s+(?:days|week)|middle|end|close|last\s+(?:days|week))\s+of\s+)"
)


class Patterns(Struct, frozen=True):
    """The compiled expressions and the tables that read their groups."""

    words: TimeWords
    months: dict[str, int]
    weekdays: dict[str, int]
    parts: dict[str, tuple[str, bool]]
    holidays: dict[str, str]
    relatives: dict[str, tuple[Shift, str | None]]
    month_first: re.Pattern[str]
    day_first: re.Pattern[str]
    numeric: re.Pattern[str]
    nth: re.Pattern[str]
    weekday: re.Pattern[str]
    short_weekday: re.Pattern[str]
    month: re.Pattern[str]
    year: re.Pattern[str]
    season: re.Pattern[str]
    part: re.Pattern[str]
    relative: re.Pattern[str]
    shift: re.Pattern[str]
    window: re.Pattern[str]
    holiday: re.Pattern[str]
    duration: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """Compile the packaged vocabulary once."""
    words = time_words()
    month = rf"(?P<month>{names_pattern(words.months)})"
    weekday = names_pattern(words.weekdays, short=False)
    short = names_pattern(words.weekdays, full=False)
    function = phrase_pattern(words.function_words)
    counts = rf"(?!\s+(?!(?:{function}|{EVENT_NOUNS}|\w+ing)\b)(?-i:[a-z]))"
    more = rf"(?P<more>(?:,\s*{DAY}{ORDINAL}{NUMBER_ENDS})*)"
    second = rf"(?P<day2>{DAY}){ORDINAL}{NUMBER_ENDS}"
    year = rf"(?P<year>{YEAR}){NUMBER_ENDS}"
    numbers = phrase_pattern([*words.numbers, *words.vague_numbers])
    before = phrase_pattern(words.weekday_names_before)
    after = phrase_pattern(words.weekday_names_after)
    parts = {canonical(p): (key, False) for key, part in words.dayparts.items() for p in part.loose}
    parts |= {canonical(p): (key, True) for key, part in words.dayparts.items() for p in part.alone}
    relatives = {canonical(p): (entry.distance, entry.daypart) for entry in words.relative for p in entry.phrases}
    wordwise = r"\b(?:" + "{}" + r")\b"

    def build(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return Patterns(
        words=words,
        months=index_names(words.months, first=1),
        weekdays=index_names(words.weekdays, first=0),
        parts=parts,
        holidays={canonical(name): name for name in words.holidays},
        relatives=relatives,
        month_first=build(
            rf"\b{month}\s*(?P<day>{DAY}){ORDINAL}{NUMBER_ENDS}"
            rf"(?:{more}(?P<to>{TO}|,\s*and\s+){second}(?:(?<=[-–—/]\d)|(?<=[-–—/]\d\d)|{counts}))?(?:,?\s+{year})?"
        ),
        day_first=build(
            rf"{NUMBER_STARTS}(?P<day>{DAY}){ORDINAL}(?:{more}(?P<to>{TO}|,\s*and\s+)(?:the\s+)?{second})?"
            rf"\s+(?:of\s+)?{month}\b(?:,?\s+(?:{year}|(?P<short_year>\d\d)(?!:\d)(?=\s*(?:[.,;:)\]]|--|[–—]|\Z))))?"
        ),
        numeric=build(
            rf"{NUMBER_STARTS}(?:(?P<y1>{YEAR})(?P<s1>[-/.])(?P<m1>\d\d)(?P=s1)(?P<d1>\d\d)"
            rf"|(?P<a>\d{{1,2}})(?P<s2>[./])(?P<b>\d{{1,2}})(?P=s2)(?P<y2>{YEAR}))(?!\w|[-/]\w|[.,:]\d)"
        ),
        nth=build(
            rf"(?:(?<=\bon\s)|(?<=\bnight\sof\s)|(?<=\bmorning\sof\s)|(?<=\bhours\sof\s)|(?<=\bevening\sof\s))"
            rf"the\s+(?P<day>{DAY})(?:st|nd|rd|th)(?:(?P<to>{TO})(?:the\s+)?(?P<day2>{DAY})(?:st|nd|rd|th))?"
            rf"(?=\s*(?:[.,;:)]|\Z)|\s+(?:{function})\b)"
        ),
        weekday=build(
            rf"\b(?:(?P<relation>last|(?:this\s+)?past|(?:this\s+)?coming|next|this|(?:the\s+)?previous"
            rf"|the\s+following)\s+)?(?P<trap>(?:{before})\s+)?(?P<weekday>{weekday})\b(?!\s+(?:{after})\b)"
            rf"(?:\s*\((?P<day>{DAY}){ORDINAL}\))?"
        ),
        short_weekday=build(rf"\b(?P<weekday>{short})(?=[,\s]|\()"),
        month=build(rf"\b{PORTION}?(?:(?P<relation>last|this|next)\s+)?{month}(?!\w)(?:,?\s+(?:of\s+)?{year})?"),
        year=build(rf"{NUMBER_STARTS}{PORTION}?(?<!\d-){year}(?!\s*[-/]\s*[a-z])"),
        season=build(
            rf"\b{PORTION}?(?:(?:the|(?P<relation>last|this|next))\s+)?(?P<season>{phrase_pattern(words.seasons)})"
            rf"(?:\s+(?:of\s+)?{year})?\b"
        ),
        part=build(wordwise.format(phrase_pattern(parts))),
        relative=build(wordwise.format(phrase_pattern(relatives))),
        shift=build(
            rf"{NUMBER_STARTS}(?P<loose>(?:about|around|some|nearly|almost|more\s+than|less\s+than|over|just)\s+)?"
            rf"(?:\b(?P<number>\d{{1,3}}|{numbers})\s+)?{UNIT}s?\s+"
            r"(?P<way>ago|earlier|later|before(?=\s+(?!dawn|midnight))|prior|afterwards?|after)\b"
        ),
        window=build(
            r"\b(?:(?:over|in|during|within|for|throughout|across)\s+)?(?:the\s+)?"
            rf"(?:(?P<way>past|last|coming|next|previous)\s+(?:(?P<number>\d{{1,3}}|{numbers})\s+)?{UNIT}(?P<plural>s)?"
            rf"|(?P<recent>recent)\s+{UNIT.replace('unit', 'unit2')}s)\b(?!\s+of\b)"
        ),
        holiday=build(wordwise.format(phrase_pattern(words.holidays))),
        duration=build(
            r"\bfor\s+(?:(?:more\s+than|over|about|around|nearly|almost|at\s+least|some)\s+)?"
            rf"(?:\d{{1,3}}|{numbers})\s+{UNIT}s?\b"
            r"(?!\s+(?:ago|earlier|later))"
        ),
    )
