"""The fields that say where a text comes from: which there are, and which values they may have."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from rashomon.errors import InputError, MetadataError
from rashomon.model import Document, Issue
from rashomon.read.page_date import own_date
from rashomon.read.result import Options, Reading

FIELDS = ("id", "url", "publisher", "published", "language", "title")

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?")


def check_published(said: str) -> str:
    """Return ``said`` where it is a real date YYYY-MM-DD or a full ISO 8601 time; raises MetadataError else."""
    match = _DATE.match(said)
    if match is not None:
        rest = said[match.end() :]
        try:
            if not rest:
                date.fromisoformat(said)
                return said
            if _TIME.fullmatch(rest):
                datetime.fromisoformat(said)
                return said
        except ValueError:
            pass  # the shape is right and the day or the hour does not exist: the message below says so
    raise MetadataError(f"{said!r} is not a date; write YYYY-MM-DD, for example 2024-12-11.")


def to_reading(text: str, fields: Mapping[str, str], options: Options, source: str, guessed: str | None) -> Reading:
    """Make the Document from its text and fields; ``options`` fill in what the fields leave open.

    A date that does not exist is left out with an Issue, for the text is still worth reading; where none is given, the
    page's own is taken, with an Issue as well. Raises InputError where there is no text.
    """
    if not text.strip():
        raise InputError(f"{source}: there is no text in it. Give the text of one report.", source=source)
    published, doubt = fields.get("published") or options.published, None
    if published is not None:
        try:
            published = check_published(published)
        except MetadataError as error:
            published, doubt = None, f"The publication date was left out: {error}"
    told = own_date(text, fields.get("url")) if published is None else None
    if told is not None:
        published = told[0]
    document = Document.of(
        text,
        id=fields.get("id") or None,
        publisher=fields.get("publisher") or options.publisher,
        title=fields.get("title") or None,
        url=fields.get("url") or None,
        published=published,
        language=(fields.get("language") or "en").lower(),
    )
    issues = []
    if doubt is not None:
        issues.append(Issue(code="published-invalid", message=doubt, document=document.id))
    if told is not None:
        message = f"No publication date was given; {told[0]} is what the page says of itself: {told[1]!r}."
        issues.append(Issue(code="published-inferred", message=message, document=document.id))
    if guessed is not None:
        message = (
            f"The bytes do not say their encoding; {guessed} fits and was used. Save the file as UTF-8 to be sure."
        )
        issues.append(Issue(code="encoding-guessed", message=message, document=document.id))
    return Reading(document=document, issues=tuple(issues))
