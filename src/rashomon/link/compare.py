"""Do two Reports tell of one happening? A table of features, each with a level of agreement, a weight and a sentence.

Date and place carry the decision. Who did it and how many were harmed are what accounts differ on, so rival culprits
weigh nothing and rival figures next to nothing. Two precise days apart, or two precise places apart, forbid the link.
"""

import math
from collections.abc import Callable, Mapping

from rashomon.link.profile import COUNTRY_WIDE, Interval, Kinship, PlainKinship, Profile, fold, radius_km, vague
from rashomon.model import Judgement, Reason, Verdict
from rashomon.values import Place

FORBIDS = -math.inf
AUTHOR = "rashomon"
SAME_FROM = 4.0
UNSURE_FROM = 2.5
NEAR_KM = 50.0  # two places further apart than this beyond both radii are not one place
SAME_NIGHT_HOURS = 6.0  # two clock times of one attack differ by less
ADJACENT_HOURS = 14.0  # the widest that an unknown time zone shifts a day
NEWS_DAYS = 5  # an undated report tells of what happened at most this long before it
LATE_DAYS = 30

# feature -> level -> weight. FORBIDS makes the pair DIFFERENT whatever else agrees.
WEIGHTS: dict[str, dict[str, float]] = {
    "time": {
        "same": 3.0, "close": 2.5, "week": 1.5, "month": 0.75, "year": 0.25, "published": 1.25, "unknown": 0.0, "undated": -1.0,
        "adjacent": -1.5, "late": -1.0, "apart": FORBIDS,
    },
    "place": {
        "same": 3.0, "named": 2.5, "titled": 1.5, "region": 1.25, "nation": 0.75, "mentioned": 0.5, "within": 0.5, "near": 0.5,
        "country": -1.0, "unknown": -1.5, "apart": FORBIDS,
    },
    "weapon": {"same": 1.0, "kind": 0.5, "different": -0.5},
    "target": {"same": 1.0, "like": 0.5, "different": -0.25},
    "actor": {"same": 0.5, "rival": 0.0},
    "recipient": {"same": 0.5, "different": -0.5},
    "counts": {"equal": 1.0, "several equal": 1.5, "compatible": 0.25, "rival": -0.25},
    "publication": {"close": 0.25, "far": -0.5},
    "scope": {"parts": 4.0, "other parts": -2.0, "total": FORBIDS},
    "speech": {"same speaker": 1.5, "other speaker": FORBIDS},
    "about": {"same": 1.0, "different": -0.5},
}  # fmt: skip

Answer = tuple[str, str] | None
Feature = Callable[[Profile, Profile, Kinship], Answer]


def explain(left: Profile, right: Profile, kinship: Kinship | None = None) -> Judgement:
    """Judge a pair: SAME, DIFFERENT or UNSURE, with every feature that spoke, its weight and a sentence."""
    left, right = sorted((left, right), key=lambda profile: profile.id)
    relation = kinship or PlainKinship()
    reasons = []
    for name, feature in SPEECH_FEATURES if left.speech else HAPPENING_FEATURES:
        answer = feature(left, right, relation)
        if answer is not None:
            level, sentence = answer
            reasons.append(Reason(code=f"{name}-{level.replace(' ', '-')}", text=sentence, weight=WEIGHTS[name][level]))
    if left.type != right.type or left.document == right.document:
        why = "One document tells them apart." if left.document == right.document else "They are of different types."
        reasons.append(Reason(code="type-different", text=why, weight=FORBIDS))
    return Judgement(
        left=left.id, right=right.id, verdict=_verdict(score(reasons)), author=AUTHOR, reasons=tuple(reasons)
    )


def score(reasons: list[Reason] | tuple[Reason, ...]) -> float:
    """The sum of the weights, -inf where one forbids."""
    return sum(reason.weight or 0.0 for reason in reasons)


def excludes(left: Profile, right: Profile, kinship: Kinship) -> bool:
    """Whether the days or the places of two Reports keep them apart whatever else agrees: the cheap part of ``explain``."""
    answers = (time_agreement(left, right, kinship), place_agreement(left, right, kinship))
    return any(answer is not None and answer[0] == "apart" for answer in answers)


def _verdict(total: float) -> Verdict:
    if total >= SAME_FROM:
        return "SAME"
    return "UNSURE" if total >= UNSURE_FROM else "DIFFERENT"


def time_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Overlap of the times by their precision, a day either way for time zones; publication where one has none."""
    if left.times and right.times:
        pairs = [_times(one, other) for one in left.times for other in right.times]
        return max(pairs, key=lambda answer: WEIGHTS["time"][answer[0]])
    days = {*left.yearless, *right.yearless}
    if days:
        known = {*left.yearless, *_month_days(left)} & {*right.yearless, *_month_days(right)}
        if known:
            return "close", f"Both are dated {min(known)}, one without a year."
        if (left.yearless or left.times) and (right.yearless or right.times):
            return "apart", "They are dated on different days, one without a year."
    return _publication_time(left, right)


def _times(one: Interval, other: Interval) -> tuple[str, str]:
    gap = one.gap_hours(other)
    if one.precise and other.precise:
        if gap == 0:
            return "same", f"Their times overlap on {max(one.start, other.start):%Y-%m-%d}."
        if gap <= SAME_NIGHT_HOURS and (one.clock or other.clock):
            return "close", f"Their times are {gap:.0f} h apart."
        if gap <= ADJACENT_HOURS:
            days = f"{one.start:%Y-%m-%d}, {other.start:%Y-%m-%d}"
            return "adjacent", f"Their days adjoin ({days}): another day, or a zone."
        return "apart", f"They are {gap:.0f} h apart."
    if gap > ADJACENT_HOURS:
        return "apart", "Their times do not overlap."
    widest = next((wide for wide in ("year", "month") if wide in (one.precision, other.precision)), "week")
    return widest, f"One is known to the {widest} only, and they overlap."


def _month_days(profile: Profile) -> set[str]:
    return {f"{span.start:%m-%d}" for span in profile.times} | {f"{span.end:%m-%d}" for span in profile.times}


def _publication_time(left: Profile, right: Profile) -> Answer:
    if left.times or right.times:
        dated, undated = (left, right) if left.times else (right, left)
        if undated.published is None:
            return "undated", "One has no date, and neither has its text."
        lag = min((undated.published - span.end.date()).days for span in dated.times)
        if -1 <= lag <= NEWS_DAYS:
            return "published", f"One has no date; it was published {max(lag, 0)} days after the other happened."
        level = "late" if lag > LATE_DAYS else "unknown"
        return level, f"One has no date; it was published {lag} days after the other."
    if bool(left.yearless) != bool(right.yearless) and (left.published is None or right.published is None):
        return "undated", "One has no date, and neither has its text."
    if left.published is None or right.published is None:
        return "unknown", "Neither has a date."
    apart = abs((left.published - right.published).days)
    if apart < NEWS_DAYS:
        return "published", f"Neither has a date; they were published {apart} days apart."
    return ("late", f"Published {apart} days apart.") if apart > LATE_DAYS else ("unknown", "Neither has a date.")


def place_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Distance against the two radii; region, country or name where there are no coordinates."""
    if left.total and right.total:
        shared = {place.country for place in left.places} & {place.country for place in right.places} - {None}
        if shared:
            return "region", f"Both count over {', '.join(sorted(filter(None, shared)))}."
    answers = [_places(one, other) for one in left.places for other in right.places]
    known = [answer for answer in answers if answer is not None]
    if not known:
        return _mentioned(left, right) or _mentioned(right, left) or ("unknown", "One of them has no place.")
    return max(known, key=lambda answer: WEIGHTS["place"][answer[0]])


def _mentioned(placed: Profile, placeless: Profile) -> Answer:
    """Whether the text of a Report without a place names the town of the other."""
    towns = sorted({place.name for place in placed.places if not vague(place)})
    for level, heard, where in (("titled", placeless.headline, "title"), ("mentioned", placeless.mentions, "text")):
        for town in towns:
            if fold(town) in heard:
                return level, f"One has no place, and its {where} names {town}."
    return None


def _places(one: Place, other: Place) -> Answer:
    if one.gazetteer_id is not None and (one.gazetteer, one.gazetteer_id) == (other.gazetteer, other.gazetteer_id):
        if (one.precision or 1) >= 6:
            return "nation", f"Both tell of {one.name} as a whole."
        return ("region" if vague(one) else "same"), f"Both name {one.name}."
    distance = one.distance_km(other)
    if (one.precision or 1) >= 6 or (other.precision or 1) >= 6:
        if one.country and other.country:
            same = one.country == other.country
            return ("country", f"One names only {one.country}.") if same else ("apart", "They are in two countries.")
        return None
    if distance is None:
        if fold(one.name) == fold(other.name):
            return "named", f"Both name {one.name}."
        return ("country", f"Both are in {one.country}.") if one.country and one.country == other.country else None
    slack = radius_km(one) + radius_km(other)
    if vague(one) or vague(other):
        if one.admin1 and one.admin1 == other.admin1 and one.country == other.country:
            both = vague(one) and vague(other)
            return ("region" if both else "within"), f"Both are in {one.admin1}."
        if distance <= slack:
            return "within", f"{distance:.0f} km apart, one of them known only to the region."
        if distance > slack + NEAR_KM:
            return "apart", f"{distance:.0f} km apart."
        return "country", f"{distance:.0f} km apart, regions side by side."
    if distance <= slack:
        return "same", f"{distance:.0f} km apart, within their radii."
    if distance <= slack + NEAR_KM:
        return "near", f"{distance:.0f} km apart, near each other."
    return "apart", f"{distance:.0f} km apart."


def weapon_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Same weapon, or one a kind of the other."""
    return _names(left.weapon, right.weapon, kinship, "kind", "weapon")


def target_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Same target, or one with words of the other."""
    answer = _names(left.target, right.target, kinship, "like", "target")
    if answer and answer[0] == "different" and _words(left.target) & _words(right.target):
        return "like", "Their targets share a word."
    return answer


def actor_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Same culprit; rival culprits say nothing about whether it is one happening."""
    if not left.actor or not right.actor:
        return None
    shared = set(left.actor) & set(right.actor)
    if shared:
        return "same", f"Both name {min(shared)} as the actor."
    return "rival", "They name different actors, which accounts of one happening do."


def recipient_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Same side struck."""
    return _names(left.recipient, right.recipient, kinship, "same", "recipient")


def _names(left: tuple[str, ...], right: tuple[str, ...], kinship: Kinship, related: str, what: str) -> Answer:
    if not left or not right:
        return None
    shared = set(left) & set(right)
    if shared:
        return "same", f"Both name {min(shared)} as the {what}."
    for one in left:
        for other in right:
            if kinship.same_or_parent(one, other) or kinship.same_or_parent(other, one):
                return related, f"{one} and {other} may be the same {what}."
    return "different", f"They name different answers for the {what}: {left[0]}, {right[0]}."


def _words(names: tuple[str, ...]) -> set[str]:
    return {word for name in names for word in fold(name).replace("-", " ").split() if len(word) > 3}


def counts_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """Figures on the same question and item: equal ones speak for the pair, rival ones hardly against it."""
    equal, compatible, rival = set[str](), set[str](), set[str]()
    for question, item, quantity in left.counts:
        for other_question, other_item, other in right.counts:
            if question != other_question or not _comparable(item, other_item, kinship):
                continue
            if quantity.exact and quantity.exact == other.exact:
                equal.add(f"{quantity.exact} {question}")
            else:
                (compatible if quantity.overlaps(other) else rival).add(question)
    if equal:
        return ("several equal" if len(equal) > 1 else "equal"), f"Both say {', '.join(sorted(equal))}."
    if rival:
        return "rival", f"Their figures differ ({', '.join(sorted(rival))}), which accounts of one happening do."
    return ("compatible", f"Their figures are compatible ({', '.join(sorted(compatible))}).") if compatible else None


def _comparable(item: str | None, other: str | None, kinship: Kinship) -> bool:
    if item is None or other is None or fold(item) == fold(other):
        return True
    return kinship.same_or_parent(item, other) or kinship.same_or_parent(other, item)


def publication_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """News of one happening comes out within days."""
    if left.published is None or right.published is None:
        return None
    apart = abs((left.published - right.published).days)
    if apart < NEWS_DAYS:
        return "close", f"Published {apart} days apart."
    return ("far", f"Published {apart} days apart.") if apart > LATE_DAYS else None


def scope_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """A total and a single happening are never one; two totals are where they cover the same parts."""
    if left.total != right.total and not _nationwide(left, right):
        return "total", "One counts over several happenings, the other tells of a single one."
    if not left.parts or not right.parts:
        return None
    if left.parts == right.parts:
        return "parts", "They add up the same happenings."
    return None if set(left.parts) & set(right.parts) else ("other parts", "They add up different happenings.")


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
    if shared:
        return "same speaker", f"Both quote {min(shared)}."
    return "other speaker", "They quote different speakers."


def about_agreement(left: Profile, right: Profile, kinship: Kinship) -> Answer:
    """What was said shares words."""
    if not left.about or not right.about:
        return None
    if _words(left.about) & _words(right.about):
        return "same", "What was said shares words."
    return "different", "What was said shares no word."


HAPPENING_FEATURES: tuple[tuple[str, Feature], ...] = (
    ("time", time_agreement),
    ("place", place_agreement),
    ("weapon", weapon_agreement),
    ("target", target_agreement),
    ("actor", actor_agreement),
    ("recipient", recipient_agreement),
    ("counts", counts_agreement),
    ("publication", publication_agreement),
    ("scope", scope_agreement),
)
SPEECH_FEATURES: tuple[tuple[str, Feature], ...] = (
    ("time", time_agreement),
    ("speech", speech_agreement),
    ("recipient", recipient_agreement),
    ("about", about_agreement),
)

LINK_CODES: Mapping[str, float] = {
    f"{feature}-{level.replace(' ', '-')}": weight
    for feature, levels in WEIGHTS.items()
    for level, weight in levels.items()
} | {"type-different": FORBIDS}
