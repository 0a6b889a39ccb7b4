"""Events in the 31 columns of ACLED's export. One row an Event; what ACLED's coders know and reports do not say stays empty.

The rules are those of the ACLED codebook and its FAQ on fatalities; docs/policies.md names each.
"""

from collections import Counter

from rashomon.export.rows import (
    Cell,
    Placed,
    country_name,
    csv_bytes,
    documents_of,
    joined,
    left_out,
    placed,
    sources_of,
    totals,
    who_says,
)
from rashomon.lexicon import load_yaml
from rashomon.model import Event, Finding, Ledger
from rashomon.reconcile.names import side
from rashomon.reconcile.policies import Sources, acled_fatalities
from rashomon.values import Name

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale",
    "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
# sub_event_type -> event_type
EVENT_TYPES = {
    **dict.fromkeys(("Government regains territory", "Non-state actor overtakes territory", "Armed clash"), "Battles"),
    **dict.fromkeys(
        ("Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
         "Remote explosive/landmine/IED", "Grenade"), "Explosions/Remote violence",
    ),
    **dict.fromkeys(("Sexual violence", "Attack", "Abduction/forced disappearance"), "Violence against civilians"),
    "Disrupted weapons use": "Strategic developments",
}  # fmt: skip
TIME_PRECISION = {"minute": 1, "hour": 1, "day": 1, "night": 2, "week": 2, "month": 3}
GEO_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}  # of UCDP's where_prec; whole countries and seas are not coded
INTER = {"State forces": 1, "Civilians": 7, "External/Other forces": 8}
UNTOLD = (
    "assoc_actor_1",
    "assoc_actor_2",
    "civilian_targeting",
    "region",
    "admin2",
    "admin3",
    "source_scale",
    "tags",
    "timestamp",
)
_HARM = ("hit", "killed", "injured", "casualties", "damaged", "destroyed", "explosions")


def acled(ledger: Ledger) -> bytes:
    """The Ledger's attacks as CSV in ACLED's columns."""
    sources = sources_of(ledger)
    return csv_bytes(COLUMNS, [_row(one, ledger, sources) for one in select(ledger)[0]])


def acled_notes(ledger: Ledger) -> tuple[str, ...]:
    """How many Events ACLED's table cannot hold, and which columns are empty."""
    empty = f"Empty, because reports do not tell them: {', '.join(UNTOLD)}."
    return (*left_out(select(ledger)[1]), empty)


def select(ledger: Ledger) -> tuple[list[Placed], dict[str, int]]:
    """Attacks with a day (or week, or month) and a place below a country, and why how many others are left out."""
    wholes, found, out = totals(ledger), [], Counter[str]()
    for event in ledger.events:
        one = placed(event)
        if event.type != "ASSAULT":
            continue
        if event.id in wholes:
            out["totals, whose parts have rows of their own"] += 1
        elif event.when is None or event.when.days() is None or event.when.precision not in TIME_PRECISION:
            out["no date known to the month or better"] += 1
        elif one is None or one.where.precision not in GEO_PRECISION:
            out["no place known below the country"] += 1
        else:
            found.append(one)
    return found, dict(sorted(out.items()))


def _row(one: Placed, ledger: Ledger, sources: Sources) -> dict[str, Cell]:
    event, when, where = one.event, one.when, one.where
    # A week or month that nothing narrows down is coded at its middle, anything else at its first day.
    day = one.first + (one.last - one.first) // 2 if when.precision in ("week", "month") else one.first
    sub = _sub_event(event)
    kind = EVENT_TYPES.get(sub, "")
    inters = _inter(event, "actor", sources), _inter(event, "recipient", sources)
    deaths = acled_fatalities(event, sources)
    return {
        "event_id_cnty": event.id, "event_date": day.isoformat(), "year": day.year,
        "time_precision": TIME_PRECISION[when.precision],
        "disorder_type": "Strategic developments" if kind == "Strategic developments" else "Political violence",
        "event_type": kind, "sub_event_type": sub,
        "actor1": _actor(event, "actor", sources), "inter1": inters[0],
        "actor2": _actor(event, "recipient", sources), "inter2": inters[1],
        "interaction": _interaction(*inters), "iso": _numeric(where.country), "country": country_name(where.country),
        "admin1": where.admin1 or "", "location": where.name, "latitude": f"{one.latitude:.4f}",
        "longitude": f"{one.longitude:.4f}", "geo_precision": GEO_PRECISION[where.precision or 1],
        "source": joined(document.publisher for document in documents_of(event, ledger)),
        "notes": f"{event.title}. {who_says(event, ('killed', 'casualties', 'injured'))}".strip(),
        "fatalities": 0 if deaths is None else deaths.best,
    }  # fmt: skip


def _sub_event(event: Event) -> str:
    """The sub-event; what was shot down and did no harm is a disruption of weapons."""
    counts = {f.question: f for f in event.findings if not f.by and not f.subset_of}
    stopped = counts.get("intercepted")
    harmless = all(counts[question].high == 0 for question in _HARM if question in counts)
    if stopped is not None and (stopped.low or 0) > 0 and harmless:
        return "Disrupted weapons use"
    return event.subtype or ""


def _actor(event: Event, question: str, sources: Sources) -> str:
    """The one that accounts name and do not dispute; else an unidentified group of the country."""
    names = event.actor if question == "actor" else event.recipient
    if question == "actor" and (not names or _disputed(event, question)):
        return f"Unidentified Armed Group ({country_name(event.where.country if event.where else None)})"
    sides = {side(name, sources.relation) or name.name for name in names}
    return names[0].name if len(sides) == 1 else ""


def _inter(event: Event, question: str, sources: Sources) -> str:
    """State forces at home, external forces abroad; the kind of a group is not told."""
    names = event.actor if question == "actor" else event.recipient
    sides = {side(name, sources.relation) for name in names}
    who = sides.pop() if len(sides) == 1 else None
    if who is None or len(who) != 2 or _disputed(event, question):
        return ""
    home = event.where.country if event.where else None
    return "State forces" if who == home else "External/Other forces"


def _interaction(one: str, two: str) -> str:
    """Both kinds joined, the one of the smaller code first; empty where one is not known."""
    if not one or not two:
        return ""
    return "-".join(sorted((one, two), key=lambda name: INTER[name]))


def _disputed(event: Event, question: str) -> bool:
    return any(_of(one, question) and one.status == "disputed" for one in event.findings)


def _of(finding: Finding, question: str) -> bool:
    return finding.question == question and any(isinstance(one.value, Name) for one in finding.accounts)


def _numeric(code: str | None) -> int | str:
    """The ISO 3166-1 numeric code of a country."""
    return load_yaml("countries.yaml", dict[str, int]).get(code or "", "")
