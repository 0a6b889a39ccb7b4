"""The features of a pair of Reports: each says how far two Profiles agree on one thing, or None where it cannot tell.

An answer is a level of ``weights.yaml`` and what was found, for the sentence there. Every feature is symmetric.
"""

import math
from collections.abc import Callable, Set
from functools import lru_cache
from typing import Any

from rashomon.link.profile import COUNTRY_WIDE, Interval, Kinship, Profile, fold, radius_km, vague
from rashomon.values import Place, Quantity

NEAR_KM = 50.0  # two places further apart than this beyond both radii are not one place
SPOT_SHARE = 0.5  # a place whose radius is below this share of another's, and which lies in it, is a spot within it
SAME_NIGHT_HOURS = 6.0  # two clock times of one attack differ by less
ADJACENT_HOURS = 14.0  # the widest that an unknown time zone shifts a day
LONG_HOURS = 40.0  # a precise time longer than this is a span of days
NEWS_DAYS = 5  # an undated report tells of what happened at most this long before it
LATE_DAYS = 30
MANY_DEAD = 5  # equal figures from here on are rarely chance
LEAST_WORDS = 2.0  # rare words, those within the vocabulary halved: fewer say nothing where they differ
SHARES = ((0.5, "most"), (0.35, "many"), (0.25, "several"), (0.18, "some"), (0.1, "few"))  # of the rare words of two
MOST_SHOWN = 5  # words in a sentence

Answer = tuple[Any, ...] | None  # a level, and what was found
Measure = Callable[[Profile, Profile, Kinship], Answer]


class Days(int):
    """A distance of days, as a sentence says it."""

    def __str__(self) -> str:
        return {0: "on one day", 1: "a day apart"}.get(self, f"{int(self)} days apart")


class Hours(float):
    """A distance of hours, as a sentence says it: from two days on, in days."""

    def __str__(self) -> str:
        return f"{self:.0f} h apart" if self < LONG_HOURS else str(Days(round(self / 24)))


# The best of several answers: of any two times or places that two Reports give, the pair that agrees most counts.
_TIMES = ("same", "close", "during", "week", "month", "year", "adjacent", "apart")
_PLACES = ("same", "named", "inside", "region", "nation", "within", "near", "country", "apart", "abroad")
_TIME_RANK = {level: rank for rank, level in enumerate(_TIMES)}
_HARM = ("killed", "injured")
_HARM_RANK = {level: rank for rank, level in enumerate(("equal", "few", "compatible", "none", "rival"))}
_PLACE_RANK = {level: rank for rank, level in enumerate(_PLACES)}


def type_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Reports of different types tell of different happenings."""
    return ("different",) if left.type != right.type else None


def document_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """What one Document tells apart stays apart."""
    return ("same",) if left.document == right.document else None


# Time ---------------------------------------------------------------------------------------------------------------


def time_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Overlap of the times by their precision, a day either way for time zones; publication where one has none."""
    if left.times and right.times:
        if len(left.times) == 1 and len(right.times) == 1:
            return _times(left.times[0], right.times[0])
        pairs = [_times(one, other) for one in left.times for other in right.times]
        return min(pairs, key=lambda answer: _TIME_RANK[answer[0]])
    days = {*left.yearless, *right.yearless}
    if days:
        known = {*left.yearless, *_month_days(left)} & {*right.yearless, *_month_days(right)}
        if known:
            return "yearless", min(known)
        if (left.yearless or left.times) and (right.yearless or right.times):
            return ("other-day",)
    return _publication_time(left, right)


def _times(one: Interval, other: Interval) -> tuple[Any, ...]:
    gap = one.gap_hours(other)
    if one.precise and other.precise:
        if gap == 0:
            first = max(one.start, other.start)
            if (one.start, one.end) != (other.start, other.end):
                spans = sorted((_hours(one), _hours(other)))
                if spans[1] > LONG_HOURS and spans[0] < SPOT_SHARE * spans[1]:
                    return "during", first.date()
            return "same", first.date()
        if gap <= SAME_NIGHT_HOURS and (one.clock or other.clock):
            return "close", Hours(gap)
        if gap <= ADJACENT_HOURS:
            days = sorted((one.start, other.start))
            return "adjacent", days[0].date(), days[1].date()
        return "apart", Hours(gap)
    if gap > ADJACENT_HOURS:
        return "apart", Hours(gap)
    return (next((wide for wide in ("year", "month") if wide in (one.precision, other.precision)), "week"),)


def _hours(span: Interval) -> float:
    return (span.end - span.start).total_seconds() / 3600


def _month_days(profile: Profile) -> set[str]:
    return {f"{span.start:%m-%d}" for span in profile.times} | {f"{span.end:%m-%d}" for span in profile.times}


def _publication_time(left: Profile, right: Profile) -> Answer:
    if left.times or right.times:
        dated, undated = (left, right) if left.times else (right, left)
        if undated.published is None:
            return ("undated",)
        lag = min((undated.published - span.end.date()).days for span in dated.times)
        if -1 <= lag <= NEWS_DAYS:
            return "published", _later(lag)
        return ("late", _later(lag)) if lag > LATE_DAYS else ("unknown",)
    if bool(left.yearless) != bool(right.yearless) and (left.published is None or right.published is None):
        return ("undated",)
    if left.published is None or right.published is None:
        return ("unknown",)
    apart = abs((left.published - right.published).days)
    if apart < NEWS_DAYS:
        return "published", f"published {Days(apart)}"
    return ("late", f"published {Days(apart)}") if apart > LATE_DAYS else ("unknown",)


def _later(lag: int) -> str:
    """When the text without a date came out, seen from the other's day."""
    return f"its text came out {'that day' if lag <= 0 else 'the day after' if lag == 1 else f'{lag} days after'}"


def publication_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """News of one happening comes out within days."""
    if left.published is None or right.published is None:
        return None
    apart = abs((left.published - right.published).days)
    if apart < NEWS_DAYS:
        return "close", Days(apart)
    return ("far", Days(apart)) if apart > LATE_DAYS else None


# Place --------------------------------------------------------------------------------------------------------------


def place_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Distance against the two radii; region, country or name where there are no coordinates."""
    if left.total and right.total:
        shared = {place.country for place in left.places} & {place.country for place in right.places} - {None}
        if shared:
            return "region", ", ".join(sorted(filter(None, shared)))
    if len(left.places) == 1 and len(right.places) == 1:
        return (
            _places(left.places[0], right.places[0])
            or _mentioned(left, right)
            or _mentioned(right, left)
            or ("unknown",)
        )
    answers = [_places(one, other) for one in left.places for other in right.places]
    known = [answer for answer in answers if answer is not None]
    if not known:
        return _mentioned(left, right) or _mentioned(right, left) or ("unknown",)
    return min(known, key=lambda answer: _PLACE_RANK[answer[0]])


def _mentioned(placed: Profile, placeless: Profile) -> Answer:
    """Whether the text of a Report without a place names the town of the other."""
    towns = sorted({place.name for place in placed.places if not vague(place)})
    for level, heard in (("titled", placeless.headline), ("mentioned", placeless.mentions)):
        for town in towns:
            if fold(town) in heard:
                return level, town
    return None


def _places(one: Place, other: Place) -> Answer:
    if one.gazetteer_id is not None and (one.gazetteer, one.gazetteer_id) == (other.gazetteer, other.gazetteer_id):
        if (one.precision or 1) >= COUNTRY_WIDE:
            return "nation", one.name
        return ("region" if vague(one) else "same"), one.name
    if (one.precision or 1) >= COUNTRY_WIDE or (other.precision or 1) >= COUNTRY_WIDE:
        if one.country and other.country:
            same = one.country == other.country
            return ("country", one.country) if same else ("abroad", one.country, other.country)
        return None
    distance = (
        0.0
        if one is other or (one.latitude, one.longitude) == (other.latitude, other.longitude)
        else one.distance_km(other)
    )
    if distance is None or one.latitude is None:
        if fold(one.name) == fold(other.name):
            return "named", one.name
        return ("country", one.country) if one.country and one.country == other.country else None
    radii = sorted((radius_km(one), radius_km(other)))
    slack = radii[0] + radii[1]
    if vague(one) or vague(other):
        if one.admin1 and one.admin1 == other.admin1 and one.country == other.country:
            both = vague(one) and vague(other)
            return ("region" if both else "within"), one.admin1
        told_apart = bool(one.admin1 and other.admin1) or bool(one.country and other.country != one.country)
        if distance <= slack and not told_apart:
            return "within", distance
        if distance > slack + NEAR_KM:
            return "apart", distance
        return "country", distance
    if distance <= slack:
        if radii[0] < SPOT_SHARE * radii[1] and distance > radii[0]:
            return "inside", distance
        return "same", min(one.name, other.name)
    return ("near", distance) if distance <= slack + NEAR_KM else ("apart", distance)


# Who, what and with what --------------------------------------------------------------------------------------------


def deed_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """The same kind of attack (ACLED's sub-event)."""
    if left.subtype is None or right.subtype is None:
        return None
    if left.subtype == right.subtype:
        return "same", left.subtype
    return ("different", *sorted((left.subtype, right.subtype)))


def weapon_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Same weapon, or one a kind of the other."""
    return _names(left.weapon, right.weapon, kinship, "kind", "different")


def target_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Same target, or one with words of the other."""
    answer = _names(left.target, right.target, kinship, "like", "different")
    if answer and answer[0] == "different" and _words(left.target) & _words(right.target):
        return ("like", *answer[1:])
    return answer


def actor_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Same culprit; rival culprits say nothing about whether it is one happening."""
    return _names(left.actor, right.actor, kinship, "kind", "rival")


def recipient_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Same side struck."""
    return _names(left.recipient, right.recipient, kinship, "kind", "different")


def _names(left: tuple[str, ...], right: tuple[str, ...], kinship: Kinship, related: str, else_: str) -> Answer:
    if not left or not right:
        return None
    shared = [one for one in left if one in right]
    if shared:
        return "same", min(shared)
    for one in left:
        for other in right:
            if kinship.same_or_parent(one, other) or kinship.same_or_parent(other, one):
                return related, one, other
    return else_, left[0], right[0]


@lru_cache(maxsize=1 << 14)
def _words(names: tuple[str, ...]) -> Set[str]:
    return {word for name in names for word in fold(name).replace("-", " ").split() if len(word) > 3}


# Figures ------------------------------------------------------------------------------------------------------------


def killed_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """The tolls of the dead: a large one that is equal is hardly chance."""
    return _harm(left, right, "killed", kinship)


def injured_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """The tolls of the injured."""
    return _harm(left, right, "injured", kinship)


def _harm(left: Profile, right: Profile, question: str, kinship: Kinship) -> Answer:
    theirs = [(item, quantity) for asked, item, quantity in right.counts if asked == question]
    answers = [
        _figures(quantity, other, question)
        for asked, item, quantity in left.counts if theirs and asked == question
        for other_item, other in theirs if _comparable(item, other_item, kinship)
    ]  # fmt: skip
    if len(answers) < 2:
        return answers[0] if answers else None
    return min(answers, key=lambda answer: _HARM_RANK[answer[0]])


def _figures(one: Quantity, other: Quantity, question: str) -> tuple[Any, ...]:
    if one.exact is not None and one.exact == other.exact:
        level = "equal" if one.exact >= MANY_DEAD else "few" if one.exact else "none"
        return level, one.exact, question
    return ("compatible" if one.overlaps(other) else "rival"), one, other


def counts_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Figures on any other question and item: equal ones speak for the pair, rival ones hardly against it."""
    mine = [count for count in left.counts if count[0] not in _HARM]
    if not mine:
        return None
    equal: set[str] = set()
    compatible: set[str] = set()
    rival: set[str] = set()
    for question, item, quantity in mine:
        for other_question, other_item, other in right.counts:
            if question != other_question or not _comparable(item, other_item, kinship):
                continue
            if quantity.exact and quantity.exact == other.exact:
                equal.add(f"{quantity.exact} {question}")
            else:
                (compatible if quantity.overlaps(other) else rival).add(question)
    if equal:
        return ("several" if len(equal) > 1 else "equal"), ", ".join(sorted(equal))
    if rival:
        return "rival", ", ".join(sorted(rival))
    return ("compatible", ", ".join(sorted(compatible))) if compatible else None


def _comparable(item: str | None, other: str | None, kinship: Kinship) -> bool:
    if item is None or other is None or item == other or fold(item) == fold(other):
        return True
    return kinship.same_or_parent(item, other) or kinship.same_or_parent(other, item)


# Quotations --------------------------------------------------------------------------------------------------------------


def quotation_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """The same words in quotation marks: two tellings of one statement."""
    if not left.quotes or not right.quotes:
        return None
    shared = set(left.quotes) & set(right.quotes)
    return ("same", max(shared, key=lambda words: (len(words), words))) if shared else None


def words_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """How much of their rare words two tellings share, where a day or a spot is missing: the cosine, a word that is met half.

    Two that both have a day and a spot are told by these; the next day's attack on the same town shares its words.
    """
    sizes = _worth(left.unmet, left.met), _worth(right.unmet, right.met)
    if min(sizes) < LEAST_WORDS:
        return None
    if left.times and right.times and _has_spot(left) and _has_spot(right):
        return None
    unmet, met = left.unmet & right.unmet, left.met & right.met
    share = _worth(unmet, met) / math.sqrt(sizes[0] * sizes[1])
    level = next((name for least, name in SHARES if share >= least), "none")
    return level, ", ".join([*sorted(unmet), *sorted(met)][:MOST_SHOWN])


def _has_spot(profile: Profile) -> bool:
    return any(not vague(place) for place in profile.places)


def _worth(unmet: Set[str], met: Set[str]) -> float:
    return len(unmet) + len(met) / 2


# Totals and speech --------------------------------------------------------------------------------------------------


def scope_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """A total and a single happening are never one; two totals are where they cover the same parts."""
    if not left.total and not right.total:
        return None
    if left.total != right.total and not _nationwide(left, right):
        return ("total",)
    if not left.parts or not right.parts:
        return None
    if left.parts == right.parts:
        return ("parts",)
    return None if set(left.parts) & set(right.parts) else ("other-parts",)


def _nationwide(left: Profile, right: Profile) -> bool:
    """Whether a night's total and the other are both told of a country as a whole."""
    if not all(profile.salvo or not profile.total for profile in (left, right)):
        return False
    return all(
        profile.places and all((p.precision or 1) >= COUNTRY_WIDE for p in profile.places) for profile in (left, right)
    )


def speech_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Something said has its speaker."""
    shared = set(left.speakers) & set(right.speakers)
    return ("same-speaker", min(shared)) if shared else ("other-speaker",)


def about_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """What was said shares words."""
    if not left.about or not right.about:
        return None
    return ("same",) if _words(left.about) & _words(right.about) else ("different",)


COMMON: tuple[tuple[str, Measure], ...] = (
    ("document", document_agreement),
    ("type", type_agreement),
    ("time", time_agreement),
)
HAPPENING: tuple[tuple[str, Measure], ...] = (
    ("place", place_agreement),
    ("scope", scope_agreement),
    ("deed", deed_agreement),
    ("weapon", weapon_agreement),
    ("target", target_agreement),
    ("actor", actor_agreement),
    ("recipient", recipient_agreement),
    ("killed", killed_agreement),
    ("injured", injured_agreement),
    ("counts", counts_agreement),
    ("quotation", quotation_agreement),
    ("words", words_agreement),
    ("publication", publication_agreement),
)
SPEECH: tuple[tuple[str, Measure], ...] = (
    ("speech", speech_agreement),
    ("recipient", recipient_agreement),
    ("about", about_agreement),
)
