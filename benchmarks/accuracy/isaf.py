"""Military press releases with one coded row each: day, province, least killed and least captured.

The coders' conventions, as their rows show them, and how a Ledger's are turned into them:

- A row counts the people whom the publisher's own force killed or took in the operation that the text is about: the losses
  of that force, of the police and of bystanders count only where the row is of a civilian casualty, and what happened
  at another time ("over 80 leaders since January", the attack that a leader is wanted for) does not count.
- The least of "several", "multiple", "a few" is 3, of "numerous" 4, of a bare plural 2; a lone "one" is 1.
- A leader and "two additional insurgents" are 3: parts that one sentence tells side by side are added, and so is what the
  words call additional; two sentences that tell of the same people are one telling, and the larger counts.
- The texts come without their publication date. A text without any day of the month cannot tell when it happened, so
  "date, where the text names a day" leaves it out; where only the year is missing, month and day are compared.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec
from misses import Misses
from reading import Reader
from table import Row

from rashomon.model import Claim, Document, Event, Ledger
from rashomon.values import Quantity, When

FILES = ("isaf_dev/isaf_dev.jsonl",)
PUBLISHER = "ISAF Joint Command"
GOALS = {
    "least killed": 0.92, "least captured": 0.90, "date, where the text names a day": 0.95, "province": 0.95,
}  # fmt: skip
PEERS = {"least killed": "a regular expression: 74"}
OWN = re.compile(
    r"soldier|marine|military|security|police|troop|service|coalition|isaf|force|guard|personnel|official|governor|judge"
)
MONTH_DAY = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}\b")
SPELLINGS = {"paktia": "paktya", "sarepol": "sarepul", "paktiya": "paktya", "jawzjan": "jowzjan", "oruzgan": "uruzgan",
             "maidanwardak": "wardak", "nurestan": "nuristan", "herat": "hirat", "nimruz": "nimroz"}  # fmt: skip
SENTENCE_END = re.compile(r"[.!?](?:[\"”]|\s)|[\n\u2028]")
# Arms that were seized are captured as well, and no row counts them.
THINGS = re.compile(
    r"weapon|\barms\b|rifle|gun|munition|rocket|grenade|mine|device|explosive|shell|round|pistol|launcher|vehicle|radio|vest|cache|drug|narcotic|opium"
)
# "A weapons supplier" is nobody's cache.
TRADES = re.compile(r"suppl|smuggl|dealer|traffick|expert|maker|trainer|courier|emplacer")
FIGHTERS = re.compile(r"fighter|attacker|insurgent|militant|suspect")
ADDED = re.compile(r"\b(?:also|additional|another|others?|more|further|as well)\b", re.IGNORECASE)
SURE = {"CT+", "PR+"}
NEAR_DAYS = 10


class Gold(msgspec.Struct):
    """What the coders wrote of one text."""

    start_date: str
    event_type: list[str]
    province: list[str]
    min_killed: int
    min_captured: int


class Release(msgspec.Struct):
    """One text and its row."""

    text: str
    gold: Gold


def measure(data: Path, reader: Reader, misses: Misses) -> list[Row]:
    """Rows for the counts, the day, the province, and the claims that no row supports."""
    releases = [msgspec.json.decode(line, type=Release) for line in (data / FILES[0]).read_bytes().splitlines()]
    right: dict[str, list[bool]] = {}
    unsupported = 0
    for number, release in enumerate(releases):
        document = Document.of(release.text, id=f"isaf-{number}", publisher=PUBLISHER)
        ledger = reader.ledger([document])
        gold = release.gold
        events = operation(ledger, civilians="civiliancasualty" in gold.event_type)
        killed, taken = (least(ledger, events, question, gold, release.text) for question in ("killed", "captured"))
        days, provinces = first_days(in_order(ledger, events)), {fold(p) for p in found_provinces(events)}
        wanted = {fold(name) for name in gold.province if name}
        judged = {
            "least killed": (killed == gold.min_killed, gold.min_killed, killed),
            "least captured": (taken == gold.min_captured, gold.min_captured, taken),
            "both counts": ((killed, taken) == (gold.min_killed, gold.min_captured), None, None),
            "date": (same_day(days, gold.start_date), gold.start_date, days),
        }
        if MONTH_DAY.search(release.text):
            judged["date, where the text names a day"] = judged["date"]
        if wanted and "southernafghanistan" not in wanted:
            judged["province"] = (bool(wanted & provinces), wanted, provinces)
        for measure_name, (good, want, found) in judged.items():
            right.setdefault(measure_name, []).append(good)
            if not good and want is not None and measure_name != "date":
                misses.add(measure_name, str(number), want, found, release.text)
        unsupported += unsupported_claims(ledger, gold)
    rows = [
        Row(set="isaf", measure=name, ours=sum(each) / len(each), n=len(each), goal=GOALS.get(name), peer=PEERS.get(name, ""))
        for name, each in right.items()
    ]  # fmt: skip
    return [*rows, Row(set="isaf", measure="claims without support", ours=unsupported / len(releases), n=len(releases),
                       unit="a text")]  # fmt: skip


def operation(ledger: Ledger, *, civilians: bool) -> list[Event]:
    """The events that the publisher's own operation can be: not sums over others, not long ago."""
    told = [
        e for e in ledger.events if e.type == "ASSAULT" and not any(e.id == other.part_of for other in ledger.events)
    ]
    newest = max((days[1] for e in told if e.when and (days := e.when.days())), default=None)
    now = [e for e in told if _recent(e.when, newest)]
    counted = [e for e in now if any(counts(ledger, e, q, civilians=civilians) for q in ("killed", "captured"))]
    return counted or now


def _recent(when: When | None, newest: date | None) -> bool:
    days = when.days() if when is not None else None
    return (
        days is None
        or newest is None
        or ((newest - days[1]).days <= NEAR_DAYS and (days[1] - days[0]).days <= NEAR_DAYS)
    )


def counts(ledger: Ledger, event: Event, question: str, *, civilians: bool) -> list[Claim]:
    """The sure claims of a count on an event, but for parts and for the losses of the force itself."""
    found = []
    for claim in ledger.claims:
        if claim.question != question or claim.report not in event.reports or claim.factuality not in SURE:
            continue
        item = (claim.item or "people").lower()
        fighters = re.search(r"taliban|insurgent|haqqani|militant|fighter|leader|commander", item)
        if (
            claim.subset_of
            or claim.derived_from
            or (OWN.search(item) and not fighters)
            or (THINGS.search(item) and not fighters and not TRADES.search(item))
        ):
            continue
        if not civilians and re.search("civilian|child|women", item):
            continue
        if isinstance(claim.value, Quantity) and claim.value.low:
            found.append(claim)
    return sorted(found, key=lambda claim: claim.evidence[0].start)


def least(ledger: Ledger, events: Iterable[Event], question: str, gold: Gold, text: str) -> int:
    """The least that all events come to, as the coders would write it."""
    civilians = "civiliancasualty" in gold.event_type
    return sum(_total(counts(ledger, event, question, civilians=civilians), text) for event in events)


def _total(claims: list[Claim], text: str) -> int:
    """The most that one sentence tells, its figures added; with what an earlier one tells of others where it says "also"."""
    sentences: list[list[Claim]] = []
    last = 0
    for claim in claims:
        at = claim.evidence[0].start
        if sentences and not SENTENCE_END.search(text[last:at]):
            sentences[-1].append(claim)
        else:
            sentences.append([claim])
        last = at
    most = 0
    for number, told in enumerate(sentences):
        here = sum(map(_least, told))
        kinds = {_kind(claim) for claim in told}
        before = 0
        if _is_added(told[0], text):
            others = [sum(_least(c) for c in one if _kind(c) not in kinds) for one in sentences[:number]]
            before = max(others, default=0)
        most = max(most, here + before)
    return most


def _kind(claim: Claim) -> str:
    item = (claim.item or "people").lower().removeprefix("other ")
    return "fighters" if FIGHTERS.search(item) else item


def _is_added(claim: Claim, text: str) -> bool:
    """Whether the words tell of others than those before: "two additional", "also detained"."""
    span = claim.evidence[0]
    sentence = SENTENCE_END.split(text[: span.start])[-1] + span.text
    return ADDED.search(sentence) is not None


def _least(claim: Claim) -> int:
    value = claim.value
    assert isinstance(value, Quantity)
    said = value.said.lower()
    if re.search("numerous|dozens", said):
        return max(4, value.low or 0)
    vague = value.high is None and re.search(r"several|multiple|few|number|many|\bsome", said)
    return max(3 if vague else 0, value.low or 0)


def in_order(ledger: Ledger, events: Iterable[Event]) -> list[Event]:
    """The events as the text tells of them: a row is of the first."""
    starts: dict[str, int] = {}
    for claim in ledger.claims:
        at = min(span.start for span in claim.evidence)
        if claim.question not in {"when", "where"}:
            starts[claim.report] = min(at, starts.get(claim.report, at))
    return sorted(events, key=lambda event: min(starts.get(each, 10**6) for each in event.reports))


def first_days(events: Iterable[Event]) -> list[str]:
    """The days of the first event that has any, its year XXXX where nothing tells it: both of a night, else the last.

    The coders wrote "last night" now as the day on which it began, now as that of the dateline; where a text says "over the
    past 24 hours" or no more than its dateline, they wrote the day of the dateline.
    """
    for event in events:
        if event.when is not None:
            days = event.when.days()
            night = event.when.precision == "night"
            if days:
                return [each.isoformat() for each in (days if night else days[1:])]
            return [event.when.edtf[:10], event.when.edtf[-10:]] if night else [event.when.edtf[-10:]]
    return []


def same_day(days: list[str], wanted: str) -> bool:
    """Whether a day is the wanted one."""
    return any(day[-6:] == wanted[-6:] and day[:4] in {"XXXX", wanted[:4]} for day in days)


def found_provinces(events: Iterable[Event]) -> list[str]:
    """The provinces of the events."""
    return [event.where.admin1 or event.where.name for event in events if event.where is not None]


def fold(name: str) -> str:
    """A province by its letters alone, in one spelling."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("province", ""))
    letters = "".join(ch for ch in plain if ch.isalpha() and ch.isascii())
    return SPELLINGS.get(letters, letters)


def unsupported_claims(ledger: Ledger, gold: Gold) -> int:
    """Figures of people killed or taken where the row has none at all of that kind."""
    bad = 0
    for claim in ledger.claims:
        things = THINGS.search((claim.item or "").lower())
        if isinstance(claim.value, Quantity) and claim.value.low and claim.factuality in SURE and not things:
            bad += claim.question == "killed" and not gold.min_killed
            bad += claim.question == "captured" and not gold.min_captured
    return bad
