"""When: time expressions of English news, found verbatim and resolved to intervals.

``find_times`` reads text alone and says what stands there (a weekday, a month-day, a night, a clock time). ``resolve``
places a mention on the calendar from an :class:`Anchor`: the publication date, the year that the document gives itself,
the zone of the place, the time last spoken of. What cannot be settled is None or wide, with an Issue.

The steps, one a module: ``words`` (lexicon/times.yaml and its patterns), ``scan`` (text -> elements), ``join``
(elements -> mentions), ``settle`` (a stated day -> a period), ``resolve`` (a mention -> When), ``dateline`` and ``document`` (what
a document without a date says about its own).
"""

from rashomon.extract.times.dateline import dateline, filing_days, post_hours
from rashomon.extract.times.document import HORIZON_YEAR, document_anchor, document_year
from rashomon.extract.times.join import find_times
from rashomon.extract.times.mention import Anchor, Clock, Shift, Stated, TimeMention
from rashomon.extract.times.resolve import NIGHT_FROM, NIGHT_TO, combine, resolve

__all__ = [
    "HORIZON_YEAR",
    "NIGHT_FROM",
    "NIGHT_TO",
    "Anchor",
    "Clock",
    "Shift",
    "Stated",
    "TimeMention",
    "combine",
    "dateline",
    "document_anchor",
    "document_year",
    "filing_days",
    "find_times",
    "post_hours",
    "resolve",
]
