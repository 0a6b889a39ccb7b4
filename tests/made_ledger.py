"""A Ledger made by hand: a raid that two sides dispute, a whole with a part, a rising toll, a denial, a threat."""

from rashomon.model import (
    Account,
    Claim,
    DocumentEntry,
    Equipment,
    Event,
    Finding,
    Issue,
    Judgement,
    Ledger,
    Reason,
    Report,
    Span,
    Speaker,
)
from rashomon.values import Name, Place, Quantity, Value, When

RUSSIA = Speaker(id="ru-mod", name="Russian Defence Ministry", kind="official", side="RU")
UKRAINE = Speaker(id="ua-gs", name="Ukrainian General Staff", kind="military", side="UA")
RESIDENTS = Speaker(id="witness:residents", name="residents", kind="witness")
SHOT = Speaker(id="shot", name="Shot", kind="media")
DAILY = Speaker(id="media:daily", name="Example Daily", kind="media")
POST = Speaker(id="media:post", name="Sample Post", kind="media")

REPORTS = {
    name: Report(id=f"rep-{name}", document=document, type="ASSAULT", anchor=Span(start=0, end=4, text="raid"))
    for name, document in {"one": "d1", "two": "d2", "whole": "d1"}.items()
}


def claim(report: str, question: str, value: Value, *speakers: Speaker, start: int = 0, **more: object) -> Claim:
    text = value.said or "nothing"
    return Claim.of(report=REPORTS[report], question=question, value=value, speakers=speakers, attribution="explicit",
                    evidence=[Span(start=start, end=start + len(text), text=text)], **more)  # type: ignore[arg-type]  # fmt: skip


def count(low: int | None, high: int | None, said: str, *, approx: bool = False) -> Quantity:
    return Quantity(low=low, high=high, said=said, approx=approx)


ALL_SIX = claim("one", "intercepted", count(6, 6, "all six"), RUSSIA, DAILY, item="ATACMS", start=10)
TWO_HIT = claim("two", "hit", count(2, 2, "two"), UKRAINE, POST, item="ATACMS", start=20)
NONE_HIT = claim("one", "hit", count(0, 0, "none"), RUSSIA, DAILY, item="ATACMS", start=30)
BLASTS = claim("one", "explosions", count(10, None, "at least ten"), RESIDENTS, SHOT, DAILY, start=40)
TOLL = [
    claim("two", "killed", count(n, n, str(n)), UKRAINE, POST, item="people", start=50 + n, as_of=f"2024-12-{11 + i}")
    for i, n in enumerate((14, 21, 46))
]
DENIAL = claim("one", "actor", Name(name="Ukraine", said="Ukraine"), RUSSIA, DAILY, factuality="CT-", start=90)
BY_PANTSIR = claim("one", "intercepted", count(2, 2, "two"), RUSSIA, DAILY, item="ATACMS", by="Pantsir",
                   subset_of="ATACMS", start=100)  # fmt: skip
NATIONWIDE = claim("whole", "launched", count(90, None, "more than [bold]90[/bold] \x1b[31mdrones"), UKRAINE, DAILY,
                   item="drones", start=110)  # fmt: skip

WHEN = When(edtf="2024-12-11T04:20:00+03:00", start="2024-12-11T01:20:00Z", end="2024-12-11T01:20:00Z",
            precision="minute", zone="Europe/Moscow", said="4:20 a.m.")  # fmt: skip
WHERE = Place(name="Taganrog", country="RU", admin1="Rostov", latitude=47.24, longitude=38.9, radius_km=5.0,
              precision=1, said="Taganrog")  # fmt: skip


def account(*claims: Claim, earlier: tuple[Claim, ...] = (), derived: bool = False) -> Account:
    value = claims[-1].value
    low, high = (value.low, value.high) if isinstance(value, Quantity) else (None, None)
    return Account(speaker=claims[0].origin, low=low, high=high, value=None if isinstance(value, Quantity) else value,
                   claims=tuple(one.id for one in claims), earlier=tuple(one.id for one in earlier),
                   derived=derived)  # fmt: skip


DISPUTE = Reason(code="ranges-apart", text="The Russian Defence Ministry says none and the General Staff says two.")
FINDINGS = (
    Finding(question="intercepted", item="ATACMS", status="single", low=6, high=6, independent=1,
            accounts=(account(ALL_SIX, BY_PANTSIR),)),
    Finding(question="hit", item="ATACMS", status="disputed", low=0, high=2, independent=2, admitted=True,
            reasons=(DISPUTE,), accounts=(account(NONE_HIT, derived=True), account(TWO_HIT))),
    Finding(question="explosions", status="single", low=10, independent=1, accounts=(account(BLASTS),)),
    Finding(question="killed", item="people", status="single", low=46, high=46, independent=1,
            accounts=(account(TOLL[2], earlier=(TOLL[0], TOLL[1])),)),
    Finding(question="actor", status="single", independent=1, accounts=(account(DENIAL),)),
)  # fmt: skip


def ledger() -> Ledger:
    """Two Events, the second a part of the first."""
    whole = Event(id="evt-aaaa111122223333", type="ASSAULT", title="More than 90 drones in a night",
                  documents=("d1",), reports=("rep-whole",), independent=1)  # fmt: skip
    part = Event(id="evt-aaaa999922223333", type="ASSAULT", subtype="Air/drone strike",
                 title="Six ATACMS at an airfield", when=WHEN, where=WHERE, weapon=(Name(name="ATACMS"),),
                 part_of=whole.id, documents=("d1", "d2"),
                 reports=("rep-one", "rep-two"), independent=3, findings=FINDINGS)  # fmt: skip
    documents = tuple(
        DocumentEntry(id=one, publisher=name, title=f"Title of {one}", url=None, published="2024-12-11", language="en",
                      sha256="0" * 64) for one, name in (("d1", "Example Daily"), ("d2", "Sample Post"))
    )  # fmt: skip
    judgement = Judgement(left="rep-one", right="rep-two", verdict="SAME", author="rashomon",
                          reasons=(Reason(code="same-place", text="Both are in Taganrog.", weight=2.5),))  # fmt: skip
    return Ledger(
        version="0.1.0",
        documents=documents,
        claims=(ALL_SIX, TWO_HIT, NONE_HIT, BLASTS, *TOLL, DENIAL, BY_PANTSIR, NATIONWIDE),
        events=(whole, part),
        equipment=(Equipment(id="atacms", name="ATACMS", class_="missile", role="weapon", events=(part.id,)),),
        issues=(Issue(code="place-ambiguous", message="Two places have this name.", document="d1", start=12, end=20),),
        judgements=(judgement,),
    )
