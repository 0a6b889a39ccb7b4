"""The measures: a Ledger against a Gold of the same Documents.

A figure is scored in each document that it stands in. Claims pair with figures one to one inside a document, so that
neither a figure nor a claim is counted twice; what a document says twice in the same words is one claim.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from rashomon.evaluate.agree import Agreement, goes_uncoded, polarity
from rashomon.evaluate.assign import best_pairs
from rashomon.evaluate.gold import Gold, GoldEvent, GoldFact, GoldSpeech
from rashomon.evaluate.match import DEEDS, b_cubed, date_verdict, gold_days, match_events, place_verdict
from rashomon.evaluate.measures import Accuracy, Rates, Score
from rashomon.evaluate.misses import Context, Miss
from rashomon.model import COUNT_QUESTIONS, Claim, Event, Finding, Ledger, Speaker

# The questions that the gold format knows; where debris fell is not among them and is not held against a reading.
GOLD_QUESTIONS = frozenset(COUNT_QUESTIONS) - {"fell"}
# Items of one question can differ in status; the first of these that one of them has stands for the question.
_MOST_DISPUTED = ("disputed", "unresolved", "compatible", "agreed", "single")
_RIGHT, _SPEAKER, _EVENT = 100.0, 10.0, 1.0  # which pairing is best: first the most figures, then voices, then events

_Document = TypeVar("_Document", "_Told", Claim)


class _Told(Struct, frozen=True, kw_only=True):
    """One figure of the gold in one document."""

    fact: GoldFact
    event: GoldEvent | None
    document: str
    start: str


class _Pair(Struct, frozen=True, kw_only=True):
    """A figure of the gold and the claim that gives it."""

    told: _Told
    claim: Claim
    speaker: bool
    event: bool


def evaluate(gold: Gold, ledger: Ledger, texts: Mapping[str, str], agreement: Agreement | None = None) -> Score:
    """Score the Ledger; ``texts`` (document id to text) serve only to say where a miss stands.

    The Ledger is that of the gold's documents and no others. ``agreement`` defaults to the packaged lexicon's.
    """
    return _Scorer(gold, ledger, texts, agreement or Agreement.load()).score()


class _Scorer:
    def __init__(self, gold: Gold, ledger: Ledger, texts: Mapping[str, str], agreement: Agreement) -> None:
        self.gold = gold
        self.ledger = ledger
        self.agreement = agreement
        self.event_of = {report: event.id for event in ledger.events for report in event.reports}
        self.parent_of = {event.id: event.part_of for event in ledger.events}
        self.claims = _units(ledger.claims, self.event_of)
        self.context = Context(texts, self.claims)
        self.voices: dict[str, set[str]] = {}  # of each document, as the gold names them
        for _, fact in gold.facts():
            for name in fact.documents:
                self.voices.setdefault(name, set()).update({fact.voice} if fact.voice else ())
        said = {speech.type for speech in gold.speech}  # a gold may call a call-up (MOBILIZE) said, or done
        done = (DEEDS - said) | {event.type for event in gold.events}
        self.deeds = [event for event in ledger.events if event.type in done]
        self.acts = [event for event in ledger.events if event.type not in done or event.type in said]
        self.claims_of: dict[str, list[Claim]] = {}
        for claim in self.claims:
            self.claims_of.setdefault(self.event_of.get(claim.report, ""), []).append(claim)
        self.matched = match_events(gold.events, self.deeds, self._shared_figures)
        self.misses: list[Miss] = []

    def score(self) -> Score:
        pairs, told, spurious = self._counts()
        by_id = {event.id: event for event in self.ledger.events}
        matches = [(event, by_id[self.matched[event.id]]) for event in self.gold.events if event.id in self.matched]
        supported = self._supported_totals(pairs) | self._supported_parts(pairs)
        unsupported = [event for event in self.deeds if event.id not in supported | set(self.matched.values())]
        self._event_misses(unsupported)
        dates, exact = self._dates(matches)
        places = self._places(matches)
        statuses = self._statuses(matches)
        found = len(pairs) + len(spurious)
        return Score(
            set=self.gold.set, documents=len(self.gold.documents),
            counts=Rates.of(len(pairs), found=found, gold=len(told)),
            counts_with_speaker=Rates.of(sum(pair.speaker for pair in pairs), found=found, gold=len(told)),
            counts_in_event=Rates.of(sum(pair.event for pair in pairs), found=found, gold=len(told)),
            by_question=_by_question(pairs, told, spurious),
            events=Rates.of(len(matches), found=len(matches) + len(unsupported), gold=len(self.gold.events)),
            b_cubed=self._b_cubed(supported),
            dates=dates, exact_dates=exact, places=places,
            statuses=Accuracy.total(statuses.values()), by_status_question=statuses,
            speech=self._speech(),
            spurious_claims=len(spurious), spurious_events=len(unsupported), misses=tuple(self.misses),
        )  # fmt: skip

    def _counts(self) -> tuple[list[_Pair], list[_Told], list[Claim]]:
        """The pairs, all figures of the gold, and the claims that no figure supports."""
        told = [
            _Told(fact=fact, event=event, document=name, start=self.context.start_of(fact, number))
            for event, fact in self.gold.facts()
            for number, name in enumerate(fact.documents)
            if name not in fact.documents[:number]  # what a document repeats is one claim, and so one figure
        ]
        told_in, claims_in = _by_document(told), _by_document(self.claims)
        pairs: list[_Pair] = []
        spurious: list[Claim] = []
        for document in self.gold.documents:
            facts, claims = told_in.get(document.id, []), claims_in.get(document.id, [])
            chosen = best_pairs([[self._weight(one, claim) for claim in claims] for one in facts])
            paired = [self._pair(facts[row], claims[column]) for row, column in chosen]
            rows, columns = {row for row, _ in chosen}, {column for _, column in chosen}
            left = [claim for number, claim in enumerate(claims)
                    if number not in columns and not claim.derived_from and not goes_uncoded(claim)]  # fmt: skip
            pairs += paired
            spurious += left
            self.misses += [self.context.missed(one.fact, document.id, one.start)
                            for number, one in enumerate(facts) if number not in rows]  # fmt: skip
            self.misses += [self.context.wrong_speaker(one.told.fact, one.claim, one.told.start)
                            for one in paired if not one.speaker]  # fmt: skip
            self.misses += [self.context.wrong_event(one.told.fact, one.claim, one.told.start)
                            for one in paired if not one.event]  # fmt: skip
            self.misses += [self.context.spurious(claim) for claim in left]
        return pairs, told, spurious

    def _weight(self, told: _Told, claim: Claim) -> float:
        if not self.agreement.right(told.fact, claim):
            return 0.0
        pair = self._pair(told, claim)
        return _RIGHT + _SPEAKER * pair.speaker + _EVENT * pair.event

    def _pair(self, told: _Told, claim: Claim) -> _Pair:
        """The figure of an aggregate belongs to no single happening: any event that is no happening's is right."""
        home = self.event_of.get(claim.report)
        if told.event is None:
            in_event = home not in self.matched.values()
        else:
            matched = self.matched.get(told.event.id)
            in_event = matched == home or (matched is not None and self._is_part(told, home, matched))
        return _Pair(
            told=told, claim=claim, event=in_event,
            speaker=self.agreement.speakers(
                told.fact.voice, told.fact.voice_kind, claim.origin, self.voices.get(told.document, ())
            ),
        )  # fmt: skip

    def _shared_figures(self, event: GoldEvent, other: Event) -> float:
        """The share of a happening's figures that stand in an Event, in a document that the gold names."""
        claims = self.claims_of.get(other.id, [])
        inside = sum(
            any(claim.document in fact.documents and self.agreement.right(fact, claim) for claim in claims)
            for fact in event.facts
        )
        return inside / len(event.facts) if event.facts else 0.0

    def _supported_totals(self, pairs: Iterable[_Pair]) -> set[str]:
        """Events that hold the figure of an aggregate, and so stand for several happenings of the gold."""
        homes = {self.event_of.get(pair.claim.report) for pair in pairs if pair.told.event is None}
        return {home for home in homes if home is not None} - set(self.matched.values())

    def _is_part(self, told: _Told, home: str | None, whole: str) -> bool:
        """Whether an Event within another one holds a part: "27 over Rostov" of a night's 55, which a gold may keep in one event."""
        return home is not None and self.parent_of.get(home) == whole and told.fact.subset_of is not None

    def _supported_parts(self, pairs: Iterable[_Pair]) -> set[str]:
        """Events that hold parts of a matched happening's figures and lie within it."""
        homes = {self.event_of.get(pair.claim.report) for pair in pairs if pair.event and pair.told.event is not None}
        return {home for home in homes if home is not None} - set(self.matched.values())

    def _event_misses(self, unsupported: Sequence[Event]) -> None:
        for event in self.gold.events:
            if event.id not in self.matched:
                self.misses.append(self.context.missed_event(event, self.deeds))
        self.misses += [self.context.spurious_event(event) for event in unsupported]

    def _b_cubed(self, supported: set[str]) -> Rates:
        known = {document.id for document in self.gold.documents}
        gold = _events_by_document((event.id, event.documents) for event in self.gold.events)
        found = _events_by_document(
            (event.id, tuple(known.intersection(event.documents))) for event in self.deeds if event.id not in supported
        )
        precision, recall, found_documents, gold_documents = b_cubed(gold, found)
        return Rates(right=precision, found=found_documents, recalled=recall, gold=gold_documents)

    def _dates(self, matches: Sequence[tuple[GoldEvent, Event]]) -> tuple[Accuracy, Accuracy]:
        right = exact = absent = of = 0
        for event, found in matches:
            if gold_days(event) is None:
                continue
            verdict = date_verdict(event, found.when)
            of, right, exact = of + 1, right + bool(verdict.right), exact + verdict.exact
            absent += verdict.right is None
            if not verdict.exact:
                self.misses.append(self.context.wrong_date(event, found, overlaps=bool(verdict.right)))
        return Accuracy(right=right, of=of, absent=absent), Accuracy(right=exact, of=of, absent=absent)

    def _places(self, matches: Sequence[tuple[GoldEvent, Event]]) -> Accuracy:
        right = absent = of = 0
        for event, found in matches:
            if event.latitude is None or event.longitude is None:
                continue
            verdict = place_verdict(event, found.where)
            of, right, absent = of + 1, right + bool(verdict.right), absent + (verdict.right is None)
            if not verdict.right:
                self.misses.append(self.context.wrong_place(event, found, verdict.apart))
        return Accuracy(right=right, of=of, absent=absent)

    def _statuses(self, matches: Sequence[tuple[GoldEvent, Event]]) -> dict[str, Accuracy]:
        counts: dict[str, Counter[str]] = {}
        for event, found in matches:
            for question, status in sorted(event.status.items()):
                got = status_of(found.findings, question)
                tally = counts.setdefault(question, Counter())
                tally.update(of=1, right=int(got == status), absent=int(got is None))
                if got != status:
                    self.misses.append(self.context.wrong_status(event, found, question, status, got))
        return {
            question: Accuracy(right=counts[question]["right"], of=counts[question]["of"],
                               absent=counts[question]["absent"])
            for question in COUNT_QUESTIONS if question in counts
        }  # fmt: skip

    def _speech(self) -> Rates:
        known = {document.id for document in self.gold.documents}
        said = [(name, one) for one in self.gold.speech for name in one.documents]
        acts = [(name, event) for event in self.acts for name in event.documents if name in known]
        right = 0
        for document in self.gold.documents:
            wanted = [one for name, one in said if name == document.id]
            found = [event for name, event in acts if name == document.id]
            pairs = best_pairs([[float(self._same_speech(one, event)) for event in found] for one in wanted])
            right += len(pairs)
            rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
            self.misses += [self.context.missed_speech(one, document.id, found)
                            for number, one in enumerate(wanted) if number not in rows]  # fmt: skip
            self.misses += [self.context.spurious_speech(event, document.id)
                            for number, event in enumerate(found) if number not in columns]  # fmt: skip
        return Rates.of(right, found=len(acts), gold=len(said))

    def _same_speech(self, speech: GoldSpeech, event: Event) -> bool:
        """Whether type and speaker are the same; the actor of an act of speech is who speaks."""
        speakers = [Speaker(id=actor.id or actor.name, name=actor.name) for actor in event.actor]
        return speech.type == event.type and any(
            self.agreement.speakers(speech.speaker, "unknown", speaker) for speaker in speakers
        )


def status_of(findings: Iterable[Finding], question: str) -> str | None:
    """The status of a question: that of its most disputed item; parts have none. None where nothing was found."""
    found = {one.status for one in findings if one.question == question and not (one.subset_of or one.by)}
    found = found or {one.status for one in findings if one.question == question and not one.subset_of}
    return next((status for status in _MOST_DISPUTED if status in found), None)


def _units(claims: Iterable[Claim], event_of: Mapping[str, str]) -> list[Claim]:
    """The counts that can be scored, one for each figure that a document gives by one voice on one event."""
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in sorted(claims, key=lambda one: (bool(one.derived_from), one.evidence[0], one.id)):
        if claim.question not in GOLD_QUESTIONS:
            continue
        value = claim.value
        figure = (getattr(value, "low", None), getattr(value, "high", None))
        home = event_of.get(claim.report, claim.report)
        key = (claim.document, home, claim.question, claim.item, claim.by, figure, polarity(claim), claim.origin.id)
        kept.setdefault(key, claim)
    return list(kept.values())


def _by_document(things: Iterable[_Document]) -> dict[str, list[_Document]]:
    found: dict[str, list[_Document]] = {}
    for one in things:
        found.setdefault(one.document, []).append(one)
    return found


def _events_by_document(events: Iterable[tuple[str, Iterable[str]]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for identity, documents in events:
        for name in documents:
            found.setdefault(name, set()).add(identity)
    return {name: frozenset(ids) for name, ids in found.items()}


def _by_question(pairs: Iterable[_Pair], told: Iterable[_Told], spurious: Iterable[Claim]) -> dict[str, Rates]:
    right = Counter(pair.claim.question for pair in pairs)
    wanted = Counter(one.fact.question for one in told)
    extra = Counter(claim.question for claim in spurious)
    return {
        question: Rates.of(right[question], found=right[question] + extra[question], gold=wanted[question])
        for question in COUNT_QUESTIONS if wanted[question] or extra[question]
    }  # fmt: skip
