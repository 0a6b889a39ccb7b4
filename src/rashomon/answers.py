"""What a person types as the answer to a question, read into the value that the question takes.

A count is ``6``, ``6..``, ``..6``, ``3..5``, ``~40`` or ``none``; a time is ISO 8601 (``2024-12-11``, ``2024-12``,
``2024-12-10/2024-12-11``, ``2024-12-11T04:20+03:00``), with ``night`` before two days; a place is a name that the ledger
or the gazetteer knows, or ``NAME @ LATITUDE,LONGITUDE``; all else is a name.
"""

import calendar
import re
from datetime import UTC, date, datetime

import msgspec

from rashomon.errors import DecisionError
from rashomon.lexicon import load
from rashomon.model import QUESTIONS, Ledger, Speaker
from rashomon.relation import packaged
from rashomon.values import Name, Place, Quantity, Value, When

_COUNT = re.compile(r"(?P<about>~|about\s+)?(?P<low>\d+)?(?P<range>\.\.)?(?P<high>\d+)?")
_POINT = re.compile(r"(?P<name>.+?)\s*@\s*(?P<latitude>-?\d+(?:\.\d+)?)\s*,\s*(?P<longitude>-?\d+(?:\.\d+)?)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_GIVEN_RADIUS_KM = 1.0  # a point that a person gives is one: a building, a field
_MOST_RIVALS = 5


def read_answer(question: str, said: str, ledger: Ledger) -> Value:
    """The value that ``said`` means as the answer to ``question``; raises DecisionError with what can be typed."""
    kind = QUESTIONS.get(question)
    if kind is None:
        raise DecisionError(f"There is no question {question!r}. The questions are {', '.join(QUESTIONS)}.")
    said = " ".join(said.split())
    if not said:
        raise DecisionError(f"{question!r} needs an answer. 'rashomon reject' takes a claim out of the findings.")
    if kind is Quantity:
        return _count(said)
    if kind is When:
        return _time(said)
    return _place(said, ledger) if kind is Place else _name(question, said, ledger)


def speaker_named(said: str, ledger: Ledger) -> Speaker:
    """The Speaker of this id or name that the Ledger knows, else a new one of whom no more is known."""
    known = {speaker.id: speaker for claim in ledger.claims for speaker in claim.speakers}
    said = " ".join(said.split())
    if said in known:
        return known[said]
    named = sorted({one.id for one in known.values() if one.name.casefold() == said.casefold()})
    if len(named) == 1:
        return known[named[0]]
    if named:
        raise DecisionError(f"{len(named)} speakers are called {said!r}. Give the id of one: {', '.join(named)}.")
    if not said:
        raise DecisionError("A speaker needs a name.")
    slug = re.sub(r"[\W_]+", "-", said.casefold()).strip("-")
    return Speaker(id=f"speaker-{slug}", name=said)


def _count(said: str) -> Quantity:
    if said.casefold() in ("none", "no"):
        return Quantity(low=0, high=0)
    match = _COUNT.fullmatch(said)
    if match is None or not (match["low"] or match["high"]):
        raise DecisionError(f"{said!r} is no count. Type 6, 6.. (at least), ..6 (up to), 3..5, ~40 (about) or none.")
    low = int(match["low"] or 0)
    high = (int(match["high"]) if match["high"] else None) if match["range"] else low
    if high is not None and high < low:
        raise DecisionError(f"{said!r} ends below its beginning. Type the smaller number first.")
    return Quantity(low=low, high=high, approx=bool(match["about"]))


def _time(said: str) -> When:
    wrong = DecisionError(
        f"{said!r} is no time. Type 2024-12-11, 2024-12, 2024, 2024-12-10/2024-12-11, night 2024-12-10/2024-12-11 or"
        " 2024-12-11T04:20+03:00."
    )
    words, _, stamp = said.rpartition(" ")
    try:
        if "T" in stamp and not words:
            instant = datetime.fromisoformat(stamp)
            if instant.tzinfo is None:
                raise DecisionError(f"{said!r} has no zone. Add its offset from UTC, such as +03:00 or Z.")
            utc = instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            return When(edtf=stamp, start=utc, end=utc, precision="minute")
        days = stamp.split("/")
        if all(_DAY.fullmatch(day) for day in days) and len(days) <= 2 and words in ("", "night"):
            first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
            if last < first or (words and (last - first).days != 1):
                raise wrong
            precision = "night" if words else "day"
            return When(edtf=stamp, start=days[0], end=days[-1], precision=precision)  # type: ignore[arg-type]
        if re.fullmatch(r"\d{4}-\d{2}", said):
            year, month = int(said[:4]), int(said[5:])
            last = date(year, month, calendar.monthrange(year, month)[1])
            return When(edtf=said, start=f"{said}-01", end=last.isoformat(), precision="month")
        if re.fullmatch(r"\d{4}", said):
            return When(edtf=said, start=f"{said}-01-01", end=f"{said}-12-31", precision="year")
    except ValueError as error:  # a day or month that does not exist
        raise wrong from error
    raise wrong


def _place(said: str, ledger: Ledger) -> Place:
    point = _POINT.fullmatch(said)
    if point is not None:
        latitude, longitude = float(point["latitude"]), float(point["longitude"])
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise DecisionError(f"{said!r} is no point on Earth. Type the latitude first, then the longitude.")
        return Place(
            name=point["name"], latitude=latitude, longitude=longitude, radius_km=_GIVEN_RADIUS_KM, precision=1
        )
    told = {
        msgspec.structs.replace(claim.value, said="")
        for claim in ledger.claims
        if isinstance(claim.value, Place) and claim.value.latitude is not None
        and claim.value.name.casefold() == said.casefold()
    }  # fmt: skip
    if len(told) == 1:
        return told.pop()
    return _gazetteer_place(said)


def _gazetteer_place(said: str) -> Place:
    from rashomon.places import Gazetteer

    found = Gazetteer.open().lookup(said)
    if len(found) == 1:
        (entry,) = found
        return Place(
            name=entry.name, country=entry.country, admin1=entry.admin1, latitude=entry.latitude,
            longitude=entry.longitude, radius_km=entry.radius_km, precision=entry.precision, gazetteer=entry.gazetteer,
            gazetteer_id=entry.id,
        )  # fmt: skip
    if not found:
        raise DecisionError(f"No place is called {said!r}. Say where it is: '{said} @ LATITUDE,LONGITUDE'.")
    rivals = "; ".join(
        f"{one.name}, {one.admin1 or ''} {one.country or ''} @ {one.latitude:.3f},{one.longitude:.3f}"
        for one in sorted(found, key=lambda one: (-one.population, one.id))[:_MOST_RIVALS]
    )
    raise DecisionError(f"{len(found)} places are called {said!r}. Say which by its point: {rivals}.")


def _name(question: str, said: str, ledger: Ledger) -> Name:
    """The name as the Ledger or the lexicon knows it, so that it meets the same name in other texts."""
    known = {
        claim.value.id: claim.value.name
        for claim in ledger.claims
        if isinstance(claim.value, Name) and claim.value.id and claim.question == question
        and said.casefold() in (claim.value.name.casefold(), claim.value.id.casefold())
    }  # fmt: skip
    if len(known) == 1:
        ((identity, name),) = known.items()
        return Name(name=name, id=identity)
    piece = packaged().equipment_id(said)
    return Name(name=load().equipment[piece].name if piece else said, id=piece)
