"""Whether the sums of an air force's nightly table hold: what was launched, shot down, lost and is still flying.

Every row becomes a Document of one speaker and goes through the ledger with all the others. Conventions translated here:
there is no question for what is still in the air, so it is told as diverted, together with what was lost; a row is flagged
where the ledger says that its sum is impossible, or holds only if what was diverted is counted as shot down as well.
"""

import csv
from pathlib import Path
from typing import Any

from measures import Options
from table import Row as Result

from rashomon.ledger import fold
from rashomon.model import Claim, Document, Extraction, Report, Span, Speaker
from rashomon.values import Name, Place, Quantity, Value, When

FILES = ("ua_airforce/missile_attacks_daily.csv",)
SPEAKER = Speaker(id="ua-air-force", name="Ukrainian Air Force", kind="military", side="UA")
COUNTRY = Place(name="Ukraine", country="UA", precision=6, latitude=49.0, longitude=32.0, radius_km=600.0)
FLAGS = frozenset({"arithmetic-impossible", "diverted-within-intercepted"})

Row = dict[str, str]


def measure(data: Path, options: Options) -> list[Result]:
    """Precision and recall of the flag."""
    with (data / FILES[0]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    read = {f"row-{number:05d}": row for number, row in enumerate(rows)}
    ledger = fold(_extraction(name, row) for name, row in read.items())
    wrong = {
        claim
        for event in ledger.events
        for finding in event.findings
        if finding.question == "launched" and any(reason.code in FLAGS for reason in finding.reasons)
        for account in finding.accounts
        for claim in account.claims
    }
    said = {claim.document for claim in ledger.claims if claim.id in wrong}
    broken = {name for name, row in read.items() if _breaks(row)}
    found = said & broken
    return [
        Result(set="ua_airforce", measure="rows that break the sum and are flagged", ours=_share(found, broken), n=len(broken), goal=1.0),
        Result(set="ua_airforce", measure="flagged rows that break the sum", ours=_share(found, said), n=len(said), goal=1.0),
        Result(set="ua_airforce", measure="rows", ours=None, n=len(rows)),
    ]  # fmt: skip


def _share(part: set[str], whole: set[str]) -> float:
    return len(part) / len(whole) if whole else 1.0


def _breaks(row: Row) -> bool:
    launched = _figure(row["launched"])
    return launched is not None and launched < sum(
        _figure(row[column]) or 0 for column in ("destroyed", "not_reach_goal", "still_attacking")
    )


def _figure(cell: str) -> int | None:
    return int(float(cell)) if cell else None


def _extraction(name: str, row: Row) -> Extraction:
    document = Document(id=name, text="\n".join(row.values()), publisher=SPEAKER.name, published=row["time_end"][:10])
    span = Span(start=0, end=4, text=document.text[:4])
    report = Report(id=name, document=name, type="ASSAULT", anchor=span)
    start, end = (row[column].strip() for column in ("time_start", "time_end"))

    def claim(question: str, value: Value, **more: Any) -> Claim:
        return Claim.of(report=report, question=question, value=value, speakers=[SPEAKER], evidence=[span], **more)

    night = When(edtf=f"{start}/{end}", start=_instant(start), end=_instant(end), precision="night")
    claims = [claim("when", night), claim("where", COUNTRY), claim("weapon", Name(name=row["model"]))]
    lost = [_figure(row[column]) for column in ("not_reach_goal", "still_attacking")]
    figures = {
        "launched": _figure(row["launched"]), "intercepted": _figure(row["destroyed"]),
        "diverted": sum(filter(None, lost)) if lost != [None, None] else None,
    }  # fmt: skip
    claims += [
        claim(question, Quantity(low=figure, high=figure), item=row["model"])
        for question, figure in figures.items() if figure is not None
    ]  # fmt: skip
    return Extraction(document=document, reports=(report,), claims=tuple(claims))


def _instant(stamp: str) -> str:
    """The table writes ``2023-05-16 3:30`` and days alone as well."""
    day, _, clock = stamp.strip().partition(" ")
    if not clock:
        return day
    hour, _, minute = clock.partition(":")
    return f"{day}T{int(hour):02d}:{int(minute[:2] or 0):02d}:00Z"
