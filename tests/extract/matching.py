"""What it means for a Claim to be what a sentence case expects, and the scores over many cases."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from msgspec import UNSET, Struct

from rashomon.model import COUNT_QUESTIONS, Claim, Extraction
from rashomon.values import Name, Place, Quantity, When

from .cases import ASSERTED, Case, Expected
from .words import item_matches, name_matches, options, speaker_tokens, words_match


@dataclass(frozen=True)
class Outcome:
    """How one Extraction compares with its case: expected claims not found, claims that should not be there."""

    missed: tuple[Expected, ...]
    unwanted: tuple[str, ...]
    groups: bool = True

    @property
    def right(self) -> bool:
        """Whether all that was asked is so."""
        return not self.missed and not self.unwanted and self.groups


def compare(case: Case, extraction: Extraction) -> Outcome:
    """Find each expected claim and each unwanted one."""
    found = [(expected, candidates(case.filled(expected), extraction)) for expected in case.claims]
    unwanted = [f"{plain(absent)} <- {found_}" for absent in case.absent for found_ in candidates(absent, extraction)]
    if case.none:
        unwanted += [f"report {report.type} {report.anchor.text!r}" for report in extraction.reports]
        unwanted += [describe(claim) for claim in extraction.claims]
    return Outcome(
        missed=tuple(expected for expected, claims in found if not claims),
        unwanted=tuple(unwanted),
        groups=_separable([(expected.event, claims) for expected, claims in found if expected.event is not UNSET]),
    )


def candidates(expected: Expected, extraction: Extraction, *, speaker: bool = True) -> list[str]:
    """The reports (as ids, one for each Claim) in which ``expected`` is found; ``type`` is asked of the Reports."""
    reports = {report.id: report for report in extraction.reports}
    if "type" in expected.questions:
        wanted = [] if expected.name is UNSET else [word.casefold() for word in options(expected.name)]
        return [
            report.id
            for report in extraction.reports
            if not wanted or any(word in {report.type.casefold(), (report.subtype or "").casefold()} for word in wanted)
            if expected.level is UNSET or expected.level == report.level
        ]
    questions = {claim.id: claim.question for claim in extraction.claims}
    return [
        claim.report
        for claim in extraction.claims
        if matches(expected, claim, questions, speaker=speaker)
        if expected.level is UNSET or (claim.report in reports and reports[claim.report].level == expected.level)
    ]


def matches(expected: Expected, claim: Claim, questions: dict[str, str], *, speaker: bool = True) -> bool:
    """Whether ``claim`` is what ``expected`` describes; ``questions`` maps Claim ids to questions (for denials)."""
    return (
        claim.question in expected.questions
        and _value_matches(expected, claim.value)
        and (expected.item is UNSET or item_matches(expected.item, claim.item))
        and (expected.by is UNSET or words_match(expected.by, claim.by))
        and (expected.subset_of is UNSET or item_matches(expected.subset_of, claim.subset_of))
        and (expected.factuality is UNSET or _polarity_matches(expected, claim))
        and (expected.derived is UNSET or bool(claim.derived_from) == expected.derived)
        and (expected.denies is UNSET or _denies(expected.denies, claim, questions))
        and (not speaker or _speaker_matches(expected, claim))
    )


def describe(claim: Claim) -> str:
    """A Claim on one line, for messages."""
    value = claim.value
    what: str
    match value:
        case Quantity(low=low, high=high):
            what = f"{low}..{high}"
        case When(edtf=edtf):
            what = edtf
        case Place(name=name, country=country):
            what = f"{name} {country}"
        case Name(name=name):
            what = name
    chain = " > ".join(speaker.name for speaker in claim.speakers)
    extras = " ".join(f"{key}={got}" for key in ("by", "subset_of") if (got := getattr(claim, key)))
    return f"{claim.question} {claim.item or ''} {what} [{claim.factuality} {claim.attribution}] {chain} {extras}"


def plain(expected: Expected) -> str:
    """An Expected as its keys, for messages."""
    return str(msgspec.to_builtins(expected))


def _value_matches(expected: Expected, value: Any) -> bool:
    match value:
        case Quantity():
            return (
                (expected.low is UNSET or (value.low or 0) == (expected.low or 0))
                and (expected.high is UNSET or value.high == expected.high)
                and (expected.approx is UNSET or value.approx == expected.approx)
                and expected.name is UNSET
            )
        case When():
            return _when_matches(expected, value)
        case Place():
            return (
                (expected.name is UNSET or name_matches(expected.name, value.name, value.said))
                and (expected.country is UNSET or value.country == expected.country)
                and (expected.precision is UNSET or value.precision == expected.precision)
            )
        case Name():
            return expected.name is UNSET or name_matches(expected.name, value.name, value.id, value.said)
    return False


def _when_matches(expected: Expected, when: When) -> bool:
    days = when.days()
    return (
        (expected.edtf is UNSET or when.edtf in options(expected.edtf))
        and (expected.start is UNSET or _instant(when.start) == _instant(expected.start))
        and (expected.end is UNSET or _instant(when.end) == _instant(expected.end))
        and (expected.first is UNSET or (days is not None and days[0].isoformat() == expected.first))
        and (expected.last is UNSET or (days is not None and days[1].isoformat() == expected.last))
        and (expected.precision is UNSET or when.precision in options(str(expected.precision)))
    )


def _instant(stamp: str | None) -> datetime | str | None:
    """A UTC instant as a datetime, so that ``01:20Z`` and ``01:20:00Z`` are equal; a date as it stands."""
    if stamp is None or "T" not in stamp:
        return stamp
    return datetime.fromisoformat(stamp.replace("Z", "+00:00")).replace(second=0, microsecond=0)


def _polarity_matches(expected: Expected, claim: Claim) -> bool:
    """Factuality as given; "no one was hurt" may be coded as 0..0 that is certain or as some that is denied."""
    if claim.factuality in options(expected.factuality or ""):
        return True
    return isinstance(claim.value, Quantity) and claim.value.exact == 0 and expected.factuality == list(ASSERTED)


def _denies(question: str, claim: Claim, questions: dict[str, str]) -> bool:
    return claim.denies is not None and questions.get(claim.denies, claim.denies) == question


def _speaker_matches(expected: Expected, claim: Claim) -> bool:
    origin = claim.origin
    relays = [speaker_tokens(f"{speaker.name} {speaker.id}") for speaker in claim.speakers[1:]]
    named = expected.speaker is UNSET or any(
        option == "any" or speaker_tokens(option) <= speaker_tokens(f"{origin.name} {origin.id} {origin.side or ''}")
        for option in options(expected.speaker)
    )
    return (
        named
        and (expected.attribution is UNSET or claim.attribution in options(expected.attribution))
        and (expected.kind is UNSET or origin.kind in options(expected.kind))
        and (expected.side is UNSET or origin.side == expected.side)
        and (expected.through is UNSET or all(any(speaker_tokens(w) <= r for r in relays) for w in expected.through))
    )


def _separable(labelled: Sequence[tuple[Any, list[str]]]) -> bool:
    """Whether the labels can be given one report each: the same label one report, two labels two."""
    shared: dict[str, set[str]] = {}
    for label, reports in labelled:
        shared[label] = shared[label] & set(reports) if label in shared else set(reports)
    return any(
        len(set(choice)) == len(choice) for choice in itertools.product(*(sorted(found) for found in shared.values()))
    )


class Score(Struct, frozen=True, kw_only=True):
    """Precision, recall and F1 over count claims, with how many of each there were."""

    precision: float
    recall: float
    f1: float
    expected: int
    produced: int


def score(pairs: Iterable[tuple[Case, Extraction]], *, speaker: bool) -> Score:
    """Micro-averaged over cases. A claim is true where some expected claim matches it, found where some claim does.

    Derived claims that nobody expected, and those that a case ``may`` have, stand outside precision.
    """
    expected_total = found = produced = true = 0
    for case, extraction in pairs:
        questions = {claim.id: claim.question for claim in extraction.claims}
        gold = [case.filled(expected) for expected in case.claims if expected.is_count]
        allowed = case.may
        expected_total += len(gold)
        found += sum(bool(candidates(expected, extraction, speaker=speaker)) for expected in gold)
        for claim in extraction.claims:
            if claim.question not in COUNT_QUESTIONS:
                continue
            if any(matches(expected, claim, questions, speaker=speaker) for expected in gold):
                produced, true = produced + 1, true + 1
            elif not claim.derived_from and not any(matches(e, claim, questions, speaker=False) for e in allowed):
                produced += 1
    precision = true / produced if produced else 0.0
    recall = found / expected_total if expected_total else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(precision=precision, recall=recall, f1=f1, expected=expected_total, produced=produced)
