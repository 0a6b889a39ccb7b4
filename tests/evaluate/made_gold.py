"""A small gold, and the reading of its documents that is right in everything, for tests to spoil one thing of.

Two outlets tell of one strike on Taganrog, the second of one on Odesa as well; a total covers both strikes, and the
Kremlin threatens.
"""

from pathlib import Path
from typing import Any

import msgspec

from rashomon.evaluate import Gold, Score, evaluate
from rashomon.ledger import fold
from rashomon.model import Claim, Document, Extraction, Finding, Ledger, Report, Span, Speaker
from rashomon.values import Name, Place, Quantity, When

TEXTS = {
    "a": "Six ATACMS were fired at Taganrog on 11 December 2024, the Russian defence ministry said. Two were shot down.",
    "b": "Three people, among them one child, died in Odesa on Wednesday, the mayor said. Residents of Taganrog heard"
    " at least ten blasts. In the two strikes nine missiles were used. The Kremlin threatened an answer.",
}
PAPER = {"a": "First Daily", "b": "Second Daily"}

MINISTRY = Speaker(id="ru-defence-ministry", name="Russian defence ministry", kind="military", side="RU")
MAYOR = Speaker(id="official:mayor-odesa", name="mayor of Odesa", kind="official", side="UA")
RESIDENTS = Speaker(id="witness:residents", name="residents", kind="witness")
KREMLIN = Speaker(id="ru-presidency", name="Kremlin", kind="official", side="RU")
OUTLETS = {name: Speaker(id=f"outlet-{name}", name=paper, kind="media") for name, paper in PAPER.items()}

DAY = {"date_start": "2024-12-11", "date_end": "2024-12-11"}
GOLD: dict[str, Any] = {
    "set": "made",
    "documents": [{"id": name, "publisher": PAPER[name], "published": "2024-12-12", "text": TEXTS[name]} for name in "ab"],
    "events": [
        {
            "id": "taganrog", "type": "ASSAULT", **DAY, "place": "Taganrog", "country": "RU", "latitude": 47.2214,
            "longitude": 38.9097, "radius_km": 10, "documents": ["a", "b"],
            "facts": [
                {"question": "launched", "item": "ATACMS", "low": 6, "high": 6, "voice": "Russia's defence ministry",
                 "voice_kind": "official", "documents": ["a"], "sentence_starts": ["Six ATACMS were fired at Taganrog"]},
                {"question": "intercepted", "item": "ATACMS", "low": 2, "high": 2, "voice": "Russia's defence ministry",
                 "voice_kind": "official", "documents": ["a"], "sentence_starts": ["Two were shot down."]},
                {"question": "explosions", "item": "blasts", "low": 10, "high": None, "voice": "local residents",
                 "voice_kind": "witness", "documents": ["b"], "sentence_starts": ["Residents of Taganrog heard at least"]},
            ],
            "status": {"launched": "single", "intercepted": "single", "explosions": "single"},
        },
        {
            "id": "odesa", "type": "ASSAULT", **DAY, "place": "Odesa", "country": "UA", "latitude": 46.4775,
            "longitude": 30.7326, "radius_km": 10, "documents": ["b"],
            "facts": [
                {"question": "killed", "item": "people", "low": 3, "high": 3, "voice": "mayor of Odesa",
                 "voice_kind": "official", "documents": ["b"], "sentence_starts": ["Three people, among them one child,"]},
                {"question": "killed", "item": "children", "subset_of": "people", "low": 1, "high": 1,
                 "voice": "mayor of Odesa", "voice_kind": "official", "documents": ["b"],
                 "sentence_starts": ["Three people, among them one child,"]},
            ],
            "status": {"killed": "single"},
        },
    ],
    "aggregates": [
        {"question": "launched", "item": "missiles", "low": 9, "high": 9, "covers": ["taganrog", "odesa"],
         "voice": "Second Daily", "voice_kind": "media", "documents": ["b"],
         "sentence_starts": ["In the two strikes nine missiles"]},
    ],
    "speech": [{"type": "THREATEN", "speaker": "Kremlin", "documents": ["b"]}],
    "held_out": ["b"],
}  # fmt: skip


def gold(**changes: Any) -> Gold:
    """The gold, checked as a file is not: tests of the loader go through a file."""
    return msgspec.convert({**GOLD, **changes}, Gold)


def _chain(origin: Speaker, document: str) -> list[Speaker]:
    outlet = OUTLETS[document]
    return [outlet] if origin.id == outlet.id else [origin, outlet]


def _span(document: str, words: str) -> Span:
    start = TEXTS[document].index(words)
    return Span(start=start, end=start + len(words), text=words)


def count(report: Report, question: str, low: int | None, high: int | None, *, by: Speaker, words: str,
          **more: Any) -> Claim:  # fmt: skip
    """A count, its evidence the words where they stand in the document."""
    return Claim.of(report=report, question=question, value=Quantity(low=low, high=high, said=words),
                    speakers=_chain(by, report.document), evidence=[_span(report.document, words)], **more)  # fmt: skip


def report(document: str, words: str, **more: Any) -> Report:
    """A Report anchored at these words."""
    return Report(id=f"rep-{document}-{words}".replace(" ", "-"), document=document, anchor=_span(document, words),
                  **{"type": "ASSAULT", **more})  # fmt: skip


TAGANROG_A, TAGANROG_B = report("a", "Six ATACMS"), report("b", "Residents of Taganrog")
ODESA = report("b", "Three people")
TOTAL = report("b", "two strikes", level="aggregate", covers=(TAGANROG_B.id, ODESA.id))
THREAT = report("b", "threatened", type="THREATEN")

TAGANROG = Place(name="Taganrog", country="RU", latitude=47.23, longitude=38.9, radius_km=8.0, precision=1)
ODESA_PLACE = Place(name="Odesa", country="UA", latitude=46.48, longitude=30.73, radius_km=12.0, precision=1)
WEDNESDAY = When(edtf="2024-12-11", start="2024-12-11", end="2024-12-11", precision="day", said="Wednesday")

SIX = count(TAGANROG_A, "launched", 6, 6, by=MINISTRY, words="Six ATACMS", item="ATACMS")
TWO = count(TAGANROG_A, "intercepted", 2, 2, by=MINISTRY, words="Two were shot", item="ATACMS")
BLASTS = count(TAGANROG_B, "explosions", 10, None, by=RESIDENTS, words="at least ten blasts", item="explosions")
DEAD = count(ODESA, "killed", 3, 3, by=MAYOR, words="Three people", item="people")
CHILD = count(ODESA, "killed", 1, 1, by=MAYOR, words="one child", item="children", subset_of="people")
NINE = count(TOTAL, "launched", 9, 9, by=OUTLETS["b"], words="nine missiles", item="missiles")
COUNTS = (SIX, TWO, BLASTS, DEAD, CHILD, NINE)


def named(report: Report, question: str, value: Any, words: str) -> Claim:
    """Any other answer, in the publisher's own voice."""
    return Claim.of(report=report, question=question, value=value, speakers=[OUTLETS[report.document]],
                    evidence=[_span(report.document, words)])  # fmt: skip


OTHERS = (
    named(TAGANROG_A, "when", WEDNESDAY, "11 December 2024"),
    named(TAGANROG_A, "where", TAGANROG, "Taganrog"),
    named(TAGANROG_B, "when", WEDNESDAY, "Wednesday"),
    named(TAGANROG_B, "where", TAGANROG, "Taganrog"),
    named(ODESA, "when", WEDNESDAY, "Wednesday"),
    named(ODESA, "where", ODESA_PLACE, "Odesa"),
    named(THREAT, "actor", Name(name="Kremlin", id="ru-presidency"), "The Kremlin"),
)
REPORTS = (TAGANROG_A, TAGANROG_B, ODESA, TOTAL, THREAT)


def ledger(counts: tuple[Claim, ...] = COUNTS, others: tuple[Claim, ...] = OTHERS,
           reports: tuple[Report, ...] = REPORTS) -> Ledger:  # fmt: skip
    """The published view of these records."""
    documents = {
        name: Document.of(text, id=name, publisher=PAPER[name], published="2024-12-12") for name, text in TEXTS.items()
    }
    return fold(
        Extraction(
            document=document,
            reports=tuple(one for one in reports if one.document == name),
            claims=tuple(claim for claim in (*counts, *others) if claim.document == name),
        )
        for name, document in documents.items()
    )


def score(made: Ledger | None = None, **changes: Any) -> Score:
    """The score of a Ledger (the right one unless given) against the gold with ``changes``."""
    return evaluate(gold(**changes), made or ledger(), TEXTS)


def with_status(made: Ledger, question: str, status: str) -> Ledger:
    """The Ledger with every Finding on a question of this status."""

    def changed(finding: Finding) -> Finding:
        return msgspec.structs.replace(finding, status=status) if finding.question == question else finding

    return msgspec.structs.replace(
        made,
        events=tuple(
            msgspec.structs.replace(event, findings=tuple(map(changed, event.findings))) for event in made.events
        ),
    )


def write(folder: Path, tree: dict[str, Any]) -> Path:
    """A gold file in a folder."""
    path = folder / "gold.json"
    path.write_bytes(msgspec.json.encode(tree))
    return path
