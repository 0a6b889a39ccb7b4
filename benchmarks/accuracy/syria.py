"""Seven attacks in Syria, each told by several outlets: one happening or many, and the low and high that accounts give.

All texts go through the product's own reader into one ledger. An attack is the event that most of its texts share. Human
coders gave the least and the most civilians killed and injured over everything that was published, other outlets' texts
than these included.

Conventions translated here: the coders count civilians only, so an account's least is the civilians, women and children
that it names and its most is everybody but those that it calls fighters; who names fighters alone counts nobody.
"""

import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from misses import Misses
from msgspec import Struct
from reading import Reader
from table import Row

from rashomon.model import Account, Event, Finding, Ledger
from rashomon.read import Options, Reading
from rashomon.read.jsonl import read_jsonl

FILES = ("syria_dev/attacks.json",)
MAX_BYTES = 1_000_000
B_CUBED_GOAL = 0.95
RANGE_GOAL = 5 / 7
QUESTIONS = {"killed": "deaths", "injured": "injuries"}
# Words for people who fight: an account of them alone is of no civilian.
FIGHTERS = frozenset(
    {
        *(
            "soldier",
            "militant",
            "fighter",
            "combatant",
            "rebel",
            "insurgent",
            "terrorist",
            "troop",
            "serviceman",
            "militia",
        ),
        *("leader", "commander", "member", "operative", "planner", "gunman", "guerrilla", "officer", "agent", "cadre"),
    }
)
CIVILIANS = frozenset(
    {"civilian", "child", "children", "girl", "boy", "woman", "women", "family", "resident", "student", "worker"}
)

Range = tuple[int | None, int | None]


class Attack(Struct, frozen=True):
    """One attack of the set: its texts and the coders' low and high by question."""

    id: str
    documents: tuple[str, ...]
    ranges: dict[str, Range]


def measure(data: Path, reader: Reader, misses: Misses) -> list[Row]:
    """Ranges of civilians killed and injured, and which texts tell of one attack."""
    attacks, records = _load(data / FILES[0])
    lines = "\n".join(json.dumps(record) for record in records).encode()
    outcomes = read_jsonl(io.BytesIO(lines), "syria", Options(max_bytes=MAX_BYTES))
    documents = [one.document for one in outcomes if isinstance(one, Reading)]
    ledger = reader.ledger(documents)
    chosen = {attack.id: _event_of(attack, ledger) for attack in attacks}
    rows = []
    for question in QUESTIONS:
        right = 0
        ends = 0
        for attack in attacks:
            gold, event = attack.ranges[question], chosen[attack.id]
            found = _range(event, question) if event else (None, None)
            pairs = [(one or 0, other or 0) for one, other in zip(gold, found, strict=True)]
            good = sum(one == other for one, other in pairs)
            ends += good
            right += good == len(pairs)
            if good < len(pairs):
                misses.add(f"civilians {question}", attack.id, gold, found, _shown(event, question))
        n = len(attacks)
        rows += [
            Row(set="syria", measure=f"civilians {question}, low and high", ours=right / n, n=n, goal=RANGE_GOAL),
            Row(set="syria", measure=f"civilians {question}, either end", ours=ends / (2 * n), n=2 * n),
        ]
    rows += _linking(attacks, chosen, ledger, misses)
    touched = {event.id for event in chosen.values() if event is not None}
    deeds = [event for event in ledger.events if event.type == "ASSAULT"]
    rows.append(Row(set="syria", measure="other attacks told of", ours=len([e for e in deeds if e.id not in touched]) / len(documents),
                    n=len(documents), unit="a text"))  # fmt: skip
    return rows


def _load(path: Path) -> tuple[list[Attack], list[dict[str, Any]]]:
    attacks, records = [], []
    for entry in json.loads(path.read_bytes()):
        incident, articles = entry["incident"], entry["articles"]
        ranges = {
            question: (incident[f"civilian_{word}_min"], incident[f"civilian_{word}_max"])
            for question, word in QUESTIONS.items()
        }
        attacks.append(Attack(incident["internal_id"], tuple(a["source_id"] for a in articles), ranges))
        records += [
            {
                "id": article["source_id"], "url": article["url"], "publisher": article["publisher"],
                "published": article["publication_date"] or None, "language": article["lang"], "text": article["text"],
            }
            for article in articles
        ]  # fmt: skip
    return attacks, records


def _event_of(attack: Attack, ledger: Ledger) -> Event | None:
    """The event that most of an attack's texts share; of equals the one with most reports."""
    events = [event for event in ledger.events if event.type == "ASSAULT"]
    texts = set(attack.documents)
    ranked = [(len(texts & set(event.documents)), len(event.findings), event) for event in events]
    best = max(ranked, key=lambda each: (each[0], each[1], each[2].id), default=None)
    return best[2] if best is not None and best[0] else None


# Ranges -------------------------------------------------------------------------------------------------------------


def _range(event: Event, question: str) -> Range:
    """The least and the most civilians that any current account gives."""
    accounts = [
        (finding, account)
        for finding in event.findings
        if finding.question == question
        for account in finding.accounts
        if not account.factuality.endswith("-")
    ]
    firm = [pair for pair in accounts if pair[1].factuality != "PS+"]  # as the product's own range
    told: dict[str, list[tuple[Finding, Account]]] = {}
    for finding, account in firm or accounts:
        told.setdefault(account.speaker.id, []).append((finding, account))
    ranges = [found for said in told.values() for found in [_civilians(said)] if found is not None]
    if not ranges:
        return (None, None)
    highs = [high if high is not None else low for low, high in ranges]
    return min(low for low, _ in ranges), max(highs)


def _civilians(said: list[tuple[Finding, Account]]) -> tuple[int, int | None] | None:
    """One speaker's least and most civilians, of all that the speaker counts."""
    sure = [account.low or 0 for finding, account in said if _kind(finding.item) == "civilian"]
    fighters = [account.low or 0 for finding, account in said if _kind(finding.item) == "fighter"]
    people = [account for finding, account in said if _kind(finding.item) == "people"]
    if not people and not sure:
        return (0, 0) if fighters else None
    if not people:
        top = [account.high if account.high is not None else account.low or 0
               for finding, account in said if _kind(finding.item) == "civilian"]  # fmt: skip
        return max(sure), max(top)
    most = max(account.high if account.high is not None else account.low or 0 for account in people)
    least = min(account.low or 0 for account in people)
    if sure:
        return min(max(sure), least), most
    return max(0, least - sum(fighters)), max(0, most - sum(fighters))


def _kind(item: str | None) -> str:
    words = {word.rstrip("s") if word not in CIVILIANS else word for word in (item or "people").lower().split()}
    if words & CIVILIANS:
        return "civilian"
    return "fighter" if words & FIGHTERS else "people"


def _shown(event: Event | None, question: str) -> str:
    if event is None:
        return "no event"
    told = [
        f"{account.speaker.name}: {account.low}..{account.high} {finding.item} {account.factuality}"
        + (f" (part of {finding.subset_of})" if finding.subset_of else "")
        for finding in event.findings if finding.question == question for account in finding.accounts
    ]  # fmt: skip
    return f"{event.title} [{len(event.documents)} texts] " + "; ".join(told)


# Linking ------------------------------------------------------------------------------------------------------------


def _linking(attacks: list[Attack], chosen: dict[str, Event | None], ledger: Ledger, misses: Misses) -> list[Row]:
    """Extended B-cubed over texts: each is in the attacks' events that it tells of, or alone."""
    main = {event.id: event for event in chosen.values() if event is not None}
    gold = {document: frozenset({attack.id}) for attack in attacks for document in attack.documents}
    found = {
        document: frozenset(e.id for e in main.values() if document in e.documents) or frozenset({document})
        for document in gold
    }
    for attack in attacks:
        event = chosen[attack.id]
        for document in attack.documents:
            if event is None or document not in event.documents:
                other = "; ".join(e.title for e in ledger.events if document in e.documents and e.type == "ASSAULT")
                misses.add(
                    "linked", f"{attack.id} {document}", event.title if event else "no event", other or "nothing"
                )
    precision, recall = _b_cubed(found, gold), _b_cubed(gold, found)
    f1 = 2 * precision * recall / (precision + recall)
    n = len(gold)
    return [
        Row(set="syria", measure="documents to attack, B-cubed F1", ours=f1, n=n, goal=B_CUBED_GOAL),
        Row(set="syria", measure="documents to attack, B-cubed precision", ours=precision, n=n),
        Row(set="syria", measure="documents to attack, B-cubed recall", ours=recall, n=n),
    ]


def _b_cubed(found: dict[str, frozenset[str]], gold: dict[str, frozenset[str]]) -> float:
    """Multiplicity precision (Amigo and others 2009); with the arguments exchanged, recall."""
    shares = []
    for one in found:
        mates = [other for other in found if found[one] & found[other]]
        shares.append(_mean(
            min(len(found[one] & found[other]), len(gold[one] & gold[other])) / len(found[one] & found[other])
            for other in mates
        ))  # fmt: skip
    return _mean(shares)


def _mean(values: Iterable[float]) -> float:
    values = list(values)
    return sum(values) / len(values)
