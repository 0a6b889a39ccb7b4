"""The "KYIV, Ukraine, Nov. 26 (Agency) -" that opens a dispatch: where it was sent from, when and by whom.

It is no part of the sentence behind it: a parser that sees both as one hangs the sentence's subject on the town.
"""

import re

REACH = 160  # code points from the start of a paragraph that a dateline may take up

_TOP = 300  # code points in which the dateline of a dispatch begins that a colon ends
_LONG = 80  # code points of a paragraph that a colon's dateline may open
_TOWN_WORDS = 3
_ACRONYM = 3  # letters: "IDF: ...", "NATO: ..." name who says it
_LABELS = frozenset({"POLICE", "UPDATE", "BREAKING", "WATCH", "LIVE", "VIDEO", "ALERT", "NATO", "MINISTRY", "REPORT", "NEWS", "ARMY",
                     "EXPLAINER", "OPINION", "ANALYSIS", "EXCLUSIVE", "NOTE", "GOVERNOR", "MAYOR", "PHOTOS", "SUMMARY"})  # fmt: skip

_TOWN = r"[A-Z][\w.'’-]*(?: (?:(?:de|del|la|los|las|of|el|y|upon) )*[A-Z][\w.'’-]*)*"
_PLACE = rf"(?:No [Cc]ity|[\"“]?{_TOWN}(?:/{_TOWN})*)"  # "KYIV/MOSCOW, May 7 -": two bureaus wrote it
_DATE = r"(?:,? \d{1,2} [A-Za-z]{3,9}\.?(?: \d{2,4})?|,? [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?)"
_WITHIN = r"(?: ?\(\w[\w ]*\))?(?:, [A-Z][\w.]*(?: [\w.]+)?)*"
_SOURCE = r"(?:\s*\([^()\n]{2,60}(?:\n[^()\n]{2,60})?\))?"
_NOTES = r"(?:\s*\[[^\[\]]{1,160}\])*"  # a monitor's notes: "[Text]", "[Excerpt]"
_LINE = re.compile(
    rf"\s*(?P<place>{_PLACE}){_WITHIN}(?P<date>{_DATE}?|, [Nn]o [Dd]ate){_SOURCE}\s*(?P<mark>--|—|–| - |(?<=\))-\s|\.\s|:\s){_NOTES}\s*"
)
# "BEIRUT, The Lebanese ministry said": the dash is lost, or never was.
_BARE = re.compile(r"\s*[A-Z]{4,}(?: [A-Z]{3,}){0,2}, (?=(?:The|A|An|At) [A-Za-z])")


def dateline_end(text: str, start: int) -> int | None:
    """Where the dateline ends that the paragraph at ``start`` opens with, or None.

    "Kyiv. The city ..." and "Kyiv - the capital - ..." are sentences: a full stop needs a town in capitals, a dash one in
    capitals, a date or a source, a colon a long paragraph near the top and a town in capitals or with its country.
    """
    line = _LINE.match(text, start, min(len(text), start + REACH))
    if line is None:
        bare = _BARE.match(text, start, min(len(text), start + REACH))
        return bare.end() if bare is not None else None
    place = line["place"].strip('"“').split(",")[0]
    sure = place.isupper() and len(place) > 2
    if line["mark"].strip() == ".":
        return line.end() if sure else None
    if line["mark"].strip() == ":":
        return line.end() if _opens_with_colon(text, start, line, place, sure=sure) else None
    return line.end() if sure or line["date"] or "(" in line.group() else None


def _opens_with_colon(text: str, start: int, line: re.Match[str], place: str, *, sure: bool) -> bool:
    """ "KYIV: Shelling of ...", "Orsa, Ukraine: A missile ...", as South Asian and Australian papers print it."""
    stop = text.find("\n", line.end())
    long = (len(text) if stop < 0 else stop) - line.end() > _LONG
    if (
        not long
        or start > _TOP
        or "(" in line.group()
        or not text[line.end() : line.end() + 1].strip("\"“'‘").istitle()
    ):
        return False
    words = place.split()
    if sure:
        return len(words) <= _TOWN_WORDS and len(words[0]) > _ACRONYM and _LABELS.isdisjoint(words)
    return "," in line.group() and len(words) <= _TOWN_WORDS
