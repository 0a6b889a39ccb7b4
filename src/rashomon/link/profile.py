"""What linking knows of one Report: its times, places, names and figures, taken out of its Claims once."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from rashomon.model import COUNT_QUESTIONS, Claim, Document, Report
from rashomon.values import Name, Place, Quantity, When

SPEECH_TYPES = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
PRECISE = frozenset({"minute", "hour", "day", "night"})
COUNTRY_WIDE = 6  # where_prec of a whole country
SALVO_QUESTIONS = ("launched", "intercepted", "diverted")
NIGHT_STARTS, NIGHT_ENDS = time(18), time(10)  # local; a night given by its two dates only

# Radius in kilometres of a place that carries none, by where_prec: half the usual extent of such a place.
RADIUS_KM: dict[int | None, float] = {1: 5, 2: 25, 3: 40, 4: 120, 5: 300, 6: 700, 7: 150, None: 15}
VAGUE_PRECISION = 4  # from here on a place is a region
LONGEST_NAME = 3  # words

LEAST_QUOTED = 6  # words; a shorter quotation may be a phrase that many use

T = TypeVar("T")

_QUOTATION = re.compile(r"[\"“«]([^\"“”«»]{20,600})[\"”»]")
_OPENING = ('"', "“", "«")  # what a quotation begins with
_WORD = re.compile(r"\w+")
_WORDS = re.compile(r"[^\W\d_][\w'’-]*|[^\w\s]|\d+")


class Kinship(Protocol):
    """Which words name the same kind of thing; the ledger wires the lexicon in."""

    def same_or_parent(self, a: str, b: str) -> bool:
        """Whether ``a`` and ``b`` name the same thing, or ``a`` a kind that ``b`` is one of."""
        ...


class PlainKinship:
    """Equality without regard to case: what is known without a lexicon."""

    def same_or_parent(self, a: str, b: str) -> bool:
        """Whether both are the same word."""
        return a.casefold() == b.casefold()


class Interval(Struct, frozen=True):
    """A time as naive UTC instants, inclusive. ``zoned``: the zone is known; ``clock``: to the hour or better."""

    start: datetime
    end: datetime
    precise: bool
    zoned: bool
    clock: bool
    precision: str

    def gap_hours(self, other: "Interval") -> float:
        """Hours between the two, 0 where they overlap."""
        if self.start <= other.end and other.start <= self.end:
            return 0.0
        return max(self.start - other.end, other.start - self.end).total_seconds() / 3600


class Profile(Struct, frozen=True, kw_only=True):
    """One Report as linking sees it. Names are lexicon ids where known, folded words else.

    ``headline`` and ``mentions`` are the capitalised names in the title and text, where the Report has no place.
    ``total``: it counts over many happenings (an aggregate, or a ``salvo``: launches counted over a whole country).
    ``speakers`` are those of a speech report. ``parts`` name the Reports of the same Document that an aggregate covers.
    ``quotes`` are the longer quotations of its Document, by their first words; ``unmet`` and ``met`` its rare words.
    """

    id: str
    document: str
    type: str
    published: date | None = None
    times: tuple[Interval, ...] = ()
    yearless: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    weapon: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    counts: tuple[tuple[str, str | None, Quantity], ...] = ()
    speakers: tuple[str, ...] = ()
    headline: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()
    total: bool = False
    salvo: bool = False
    subtype: str | None = None
    quotes: tuple[str, ...] = ()
    unmet: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()

    @property
    def speech(self) -> bool:
        """Whether it tells of something said."""
        return self.type in SPEECH_TYPES


def profiles_of(documents: Iterable[Document], reports: Iterable[Report], claims: Iterable[Claim]) -> list[Profile]:
    """Profile every Report, sorted by id. A covering aggregate without a time or place takes those of its parts."""
    sources = {document.id: document for document in documents}
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)
    ordered = sorted(reports, key=lambda report: report.id)
    profiles = {r.id: _profile(r, sources.get(r.document), by_report.get(r.id, [])) for r in ordered}
    return [_with_parts(profile, profiles) for profile in profiles.values()]


def calendar_day(stamp: str | None) -> date | None:
    """The calendar day of an ISO date or instant, None where it is not one."""
    try:
        return date.fromisoformat(stamp[:10]) if stamp else None
    except ValueError:
        return None


@lru_cache(maxsize=1 << 14)
def interval(when: When) -> Interval | None:
    """The instants that a time spans; None where the year is unknown or a bound is not an ISO date or instant.

    A night given by dates only runs from 18:00 of the first to 10:00 of the last (of one date: from 18:00 the evening
    before), so that two consecutive nights do not touch.
    """
    if when.start is None or when.end is None:
        return None
    try:
        first, last = when.start, when.end
        zone = ZoneInfo(when.zone) if when.zone else None
        if when.precision == "night" and len(first) == 10 and len(last) == 10:
            evening = date.fromisoformat(first) - timedelta(days=1 if first == last else 0)
            start = _utc(datetime.combine(evening, NIGHT_STARTS), zone)
            end = _utc(datetime.combine(date.fromisoformat(last), NIGHT_ENDS), zone)
        else:
            start = _instant(first, zone, time.min)
            end = _instant(last, zone, time(23, 59, 59))
    except (ValueError, KeyError, OSError, OverflowError):
        return None
    if end < start:
        return None
    clock = when.precision in ("minute", "hour")
    return Interval(start, end, when.precision in PRECISE, zone is not None, clock, when.precision)


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """A name without regard to case, outer space or a plural s."""
    word = " ".join(name.casefold().split())
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def radius_km(place: Place) -> float:
    """The radius of a place: its own, or that of its precision."""
    return place.radius_km if place.radius_km is not None else RADIUS_KM.get(place.precision, RADIUS_KM[None])


def vague(place: Place) -> bool:
    """Whether a place is a region or larger."""
    return (place.precision or 1) >= VAGUE_PRECISION


def _instant(stamp: str, zone: ZoneInfo | None, at: time) -> datetime:
    if len(stamp) == 10:
        return _utc(datetime.combine(date.fromisoformat(stamp), at), zone)
    instant = datetime.fromisoformat(stamp.replace("Z", "+00:00"))
    return instant.astimezone(UTC).replace(tzinfo=None) if instant.tzinfo else instant


def _utc(local: datetime, zone: ZoneInfo | None) -> datetime:
    return local if zone is None else local.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)


def _profile(report: Report, document: Document | None, claims: list[Claim]) -> Profile:
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.factuality[-1] != "-" and claim.factuality != "Uu":
            told.setdefault(claim.question, []).append(claim)
    whens = _ordered([c.value for c in told.get("when", ()) if isinstance(c.value, When)])
    places = _ordered([c.value for c in told.get("where", ()) if isinstance(c.value, Place)])
    counts = tuple(_ordered([
        (question, c.item, c.value) for question in COUNT_QUESTIONS if question in told for c in told[question]
        if isinstance(c.value, Quantity) and not c.subset_of and not c.by
    ]))  # fmt: skip
    times = tuple(span for span in map(interval, whens) if span)
    salvo = report.level == "event" and _country_salvo(places, counts)
    placeless = document is not None and not places and report.type not in SPEECH_TYPES
    return Profile(
        id=report.id, document=report.document, type=report.type, times=times,
        published=calendar_day(document.published) if document else None,
        headline=_capitalised(document.title or "") if document and placeless else frozenset(),
        mentions=_capitalised(document.text) if document and placeless else frozenset(),
        yearless=tuple(sorted({when.edtf[5:] for when in whens if when.edtf.startswith("XXXX-")})),
        places=tuple(places), counts=counts, speakers=_voices(report, claims), subtype=report.subtype,
        quotes=_quotes(document.text) if document else (), parts=tuple(sorted(report.covers)),
        total=salvo or report.level == "aggregate", salvo=salvo, weapon=_names(told.get("weapon", ())),
        target=_names(told.get("target", ())), actor=_names(told.get("actor", ())),
        recipient=_names(told.get("recipient", ())), about=_names(told.get("about", ())),
        unmet=frozenset(report.rare.unmet), met=frozenset(report.rare.met),
    )  # fmt: skip


def _ordered(values: list[T]) -> list[T]:
    """Each value once, in an order that does not depend on that of the Claims."""
    return sorted(set(values), key=repr) if len(values) > 1 else values


def _names(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(sorted({one.value.id or fold(one.value.name) for one in claims if isinstance(one.value, Name)}))


def _capitalised(text: str) -> frozenset[str]:
    """Every run of one to three capitalised words, folded: what the name of a place may look like."""
    found: set[str] = set()
    run: list[str] = []
    for word in _WORDS.findall(text):
        if not word[0].isupper():
            run = []
            continue
        run = [*run[1 - LONGEST_NAME :], word]
        found |= {fold(" ".join(run[start:])) for start in range(len(run))}
    return frozenset(found)


def _quotes(text: str) -> tuple[str, ...]:
    """The first words of every quotation of ``LEAST_QUOTED`` words or more, folded: one statement, wherever it is printed."""
    found: set[str] = set()
    if not any(mark in text for mark in _OPENING):
        return ()
    for quotation in _QUOTATION.findall(text):
        words = _WORD.findall(quotation.casefold())
        if len(words) >= LEAST_QUOTED:
            found.add(" ".join(words[:LEAST_QUOTED]))
    return tuple(sorted(found))


def _voices(report: Report, claims: list[Claim]) -> tuple[str, ...]:
    """Who speaks in a speech report: its actors, and the origins that are not its publisher's own voice."""
    if report.type not in SPEECH_TYPES:
        return ()
    origins = {claim.origin.id for claim in claims if claim.attribution != "none" and len(claim.speakers) > 1}
    return tuple(sorted({*origins, *_names(claim for claim in claims if claim.question == "actor")}))


def _country_salvo(places: list[Place], counts: Iterable[tuple[str, str | None, Quantity]]) -> bool:
    """Whether all it says of its place is a country, and it counts what was launched or shot down there."""
    wide = bool(places) and all((place.precision or 1) >= COUNTRY_WIDE for place in places)
    return wide and any(question in SALVO_QUESTIONS and quantity.high != 0 for question, _, quantity in counts)


def _with_parts(profile: Profile, profiles: Mapping[str, Profile]) -> Profile:
    parts = [profiles[part] for part in profile.parts if part in profiles and part != profile.id]
    if not parts:
        return profile
    times = profile.times
    spans = [span for part in parts for span in part.times]
    if not times and spans:
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        times = (Interval(start, end, True, all(span.zoned for span in spans), False, "day"),)
    places = profile.places or tuple(sorted({place for part in parts for place in part.places}, key=repr))
    return replace(profile, times=times, places=places)
