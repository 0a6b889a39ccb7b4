"""The "KYIV, Ukraine, Nov. 26 (Agency) -" that opens a dispatch: where it was sent from, when and by whom.

It is no part of the sentence behind it: a parser that sees both as one hangs the sentence's subject on the town.
"""

import re

REACH = 160  # code points from the start of a paragraph that a dateline may take up

_TOWN = r"[A-Z][\w.'’-]*(?: (?:(?:de|del|la|los|las|of|el|y|upon) )*[A-Z][\w.'’-]*)*"
_PLACE = rf"(?:No [Cc]ity|[\"“]?{_TOWN}(?:/{_TOWN})*)"  # "KYIV/MOSCOW, May 7 -": two bureaus wrote it
_DATE = r"(?:,? \d{1,2} [A-Za-z]{3,9}\.?(?: \d{2,4})?|,? [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?)"
_WITHIN = r"(?: ?\(\w[\w ]*\))?(?:, [A-Z][\w.]*(?: [\w.]+)?)*"
_SOURCE = r"(?:\s*\([^()\n]{2,60}(?:\n[^()\n]{2,60})?\))?"
_NOTES = r"(?:\s*\[[^\[\]]{1,160}\])*"  # a monitor's notes: "[Text]", "[Excerpt]"
_LINE = re.compile(
    rf"\s*(?P<place>{_PLACE}){_WITHIN}(?P<date>{_DATE}?|, [Nn]o [Dd]ate){_SOURCE}\s*(?P<mark>--|—|–| - |\.\s){_NOTES}\s*"
)


def dateline_end(text: str, start: int) -> int | None:
    """Where the dateline ends that the paragraph at ``start`` opens with, or None.

    "Kyiv. The city ..." and "Kyiv - the capital - ..." are sentences: a full stop needs a town in capitals, a dash one in
    capitals, a date or a source.
    """
    line = _LINE.match(text, start, min(len(text), start + REACH))
    if line is None:
        return None
    place = line["place"].strip('"“').split(",")[0]
    sure = place.isupper() and len(place) > 2
    if line["mark"].strip() == ".":
        return line.end() if sure else None
    return line.end() if sure or line["date"] or "(" in line.group() else None
