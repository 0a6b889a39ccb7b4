"""What is missing and what is too much, each in a line that says where it stands and what was found there instead."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from rashomon.evaluate.gold import GoldEvent, GoldFact, GoldSpeech
from rashomon.model import Claim, Event, Speaker
from rashomon.values import Place, Quantity, When

Kind = Literal[
    "count", "speaker", "count-event", "spurious-count", "event", "spurious-event", "date", "place", "status", "speech",
    "spurious-speech",
]  # fmt: skip

_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+|\n+")
_WORDS = 6  # of a sentence's start, as the gold has them


class Miss(Struct, frozen=True, kw_only=True):
    """One thing that is wrong: what the gold has (none for what is too much) and what was found there."""

    kind: Kind
    documents: tuple[str, ...]
    sentence: str = ""
    gold: str = ""
    found: tuple[str, ...] = ()


class Context:
    """Tells misses in words, with the texts and claims around them."""

    def __init__(self, texts: Mapping[str, str], claims: Iterable[Claim]) -> None:
        self.texts = texts
        self.claims_in: dict[str, list[Claim]] = {}
        for claim in claims:
            self.claims_in.setdefault(claim.document, []).append(claim)

    def start_of(self, fact: GoldFact, number: int) -> str:
        """How the sentence of a figure starts in its document of this number."""
        if len(fact.sentence_starts) == len(fact.documents):
            return fact.sentence_starts[number]
        text = self.texts.get(fact.documents[number], "")
        return next((start for start in fact.sentence_starts if start in text), "")

    def missed(self, fact: GoldFact, document: str, start: str) -> Miss:
        """A figure that no claim gives; instead: claims of that sentence, else on that question in that document."""
        claims = self.claims_in.get(document, [])
        inside = [claim for claim in claims if start and self._sentence(claim) == _first_words(start)]
        near = inside or [claim for claim in claims if claim.question == fact.question]
        return Miss(kind="count", documents=(document,), sentence=start, gold=fact_text(fact),
                    found=tuple(map(claim_text, near)))  # fmt: skip

    def wrong_speaker(self, fact: GoldFact, claim: Claim, start: str) -> Miss:
        """The right figure in the wrong mouth."""
        return Miss(kind="speaker", documents=(claim.document,), sentence=start, gold=fact_text(fact),
                    found=(claim_text(claim),))  # fmt: skip

    def wrong_event(self, fact: GoldFact, claim: Claim, start: str) -> Miss:
        """The right figure on an event that is not the one it belongs to."""
        return Miss(kind="count-event", documents=(claim.document,), sentence=start, gold=fact_text(fact),
                    found=(claim_text(claim),))  # fmt: skip

    def spurious(self, claim: Claim) -> Miss:
        """A claim that no figure supports."""
        return Miss(kind="spurious-count", documents=(claim.document,), sentence=self._sentence(claim),
                    found=(claim_text(claim),))  # fmt: skip

    def missed_event(self, event: GoldEvent, found: Sequence[Event]) -> Miss:
        """A happening that no Event is; instead: the Events that share a document with it."""
        near = [event_text(one) for one in found if set(one.documents) & set(event.documents)]
        return Miss(kind="event", documents=event.documents, gold=gold_event_text(event), found=tuple(near))

    def spurious_event(self, event: Event) -> Miss:
        """An Event that is no happening of the gold."""
        return Miss(kind="spurious-event", documents=event.documents, found=(event_text(event),))

    def wrong_date(self, event: GoldEvent, found: Event, *, overlaps: bool) -> Miss:
        """A time that is not the gold's."""
        told = f"{when_text(found.when)}{' (overlaps)' if overlaps else ''}"
        return Miss(kind="date", documents=event.documents, gold=gold_event_text(event), found=(told,))

    def wrong_place(self, event: GoldEvent, found: Event, apart: float | None) -> Miss:
        """A place that is not the gold's."""
        told = place_text(found.where) + (f", {apart:.0f} km away" if apart is not None else "")
        return Miss(kind="place", documents=event.documents, gold=gold_event_text(event), found=(told,))

    def wrong_status(self, event: GoldEvent, found: Event, question: str, status: str, got: str | None) -> Miss:
        """A finding whose status is not the gold's, with the figures of its accounts."""
        accounts = [
            f"{account.speaker.name} {_range(account.low, account.high)} {finding.item or ''}".rstrip()
            for finding in found.findings if finding.question == question for account in finding.accounts
        ]  # fmt: skip
        told = f"{question} {got or 'nothing found'}" + (f": {'; '.join(accounts)}" if accounts else "")
        gold = f"{question} {status} on {gold_event_text(event)}"
        return Miss(kind="status", documents=event.documents, gold=gold, found=(told,))

    def missed_speech(self, speech: GoldSpeech, document: str, found: Sequence[Event]) -> Miss:
        """An act of speech that was not found; instead: those of the same document."""
        to = f" to {speech.addressee}" if speech.addressee else ""
        about = f", about {speech.about}" if speech.about else ""
        return Miss(kind="speech", documents=(document,), gold=f"{speech.type} by {speech.speaker}{to}{about}",
                    found=tuple(map(speech_text, found)))  # fmt: skip

    def spurious_speech(self, event: Event, document: str) -> Miss:
        """An act of speech that is not in the gold."""
        return Miss(kind="spurious-speech", documents=(document,), found=(speech_text(event),))

    def _sentence(self, claim: Claim) -> str:
        """The first words of the sentence that a claim's evidence stands in."""
        text, start = self.texts.get(claim.document, ""), claim.evidence[0].start
        ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, start)]
        return _first_words(text[ends[-1] if ends else 0 :])


def fact_text(fact: GoldFact) -> str:
    """A figure of the gold in one line."""
    part = f", part of {fact.subset_of}" if fact.subset_of else ""
    by = f", by {fact.by}" if fact.by else ""
    voice = f" — {fact.voice} ({fact.voice_kind})" if fact.voice else ""
    denied = "denied: " if fact.polarity == "-" else ""
    return f"{denied}{fact.question} {_range(fact.low, fact.high)} {fact.item or ''}{part}{by}{voice}"


def claim_text(claim: Claim) -> str:
    """A claim in one line, with the words that it rests on."""
    value = claim.value
    figure = _range(value.low, value.high) if isinstance(value, Quantity) else ""
    part = f", part of {claim.subset_of}" if claim.subset_of else ""
    by = f", by {claim.by}" if claim.by else ""
    denied = "denied: " if claim.factuality.endswith("-") else ""
    words = " ".join(claim.evidence[0].text.split())
    return f"{denied}{claim.question} {figure} {claim.item or '?'}{part}{by} — {_speaker(claim.origin)}: “{words}”"


def gold_event_text(event: GoldEvent) -> str:
    """A happening of the gold in one line."""
    days = event.date_start or "?"
    if event.date_end and event.date_end != event.date_start:
        days += f"/{event.date_end}"
    return f"{event.id} ({event.type}, {days}, {event.place or '?'})"


def event_text(event: Event) -> str:
    """An Event in one line."""
    return f"{event.type}, {when_text(event.when)}, {place_text(event.where)}: {event.title}"


def speech_text(event: Event) -> str:
    """An act of speech in one line."""
    return f"{event.type} by {', '.join(actor.name for actor in event.actor) or 'nobody'}"


def when_text(when: When | None) -> str:
    """A time as its EDTF."""
    return when.edtf if when else "no date"


def place_text(place: Place | None) -> str:
    """A place by its name and country."""
    if place is None:
        return "no place"
    unresolved = " (unresolved)" if place.latitude is None else ""
    return f"{place.name}{f', {place.country}' if place.country else ''}{unresolved}"


def _speaker(speaker: Speaker) -> str:
    return f"{speaker.name} ({speaker.kind})"


def _range(low: int | None, high: int | None) -> str:
    if low == high:
        return "?" if low is None else str(low)
    return f"{'' if low is None else low}..{'' if high is None else high}"


def _first_words(text: str) -> str:
    return " ".join(text.split()[:_WORDS])
