"""Incidents in the fields that Airwars publishes: civilians harmed from least to most, and a grade with its reason.

Airwars has no interchange file; the columns are its published fields in snake case. docs/policies.md names each rule.
"""

from collections import Counter

from rashomon.export.rows import (
    Cell,
    country_name,
    csv_bytes,
    documents_of,
    joined,
    left_out,
    sources_of,
    totals,
)
from rashomon.model import Event, Ledger
from rashomon.reconcile.policies import Harm, Range, Sources, airwars_assessment, airwars_harm
from rashomon.reconcile.reasons import figure

COLUMNS = (
    "incident_code", "incident_date", "first_published", "last_updated", "strike_status", "strike_type",
    "civilian_infrastructure", "civilians_killed_min", "civilians_killed_max", "children_killed_min", "children_killed_max",
    "women_killed_min", "women_killed_max", "men_killed_min", "men_killed_max", "civilians_injured_min",
    "civilians_injured_max", "belligerents_killed_min", "belligerents_killed_max", "belligerents_injured_min",
    "belligerents_injured_max", "cause_of_death", "impact", "known_belligerents", "suspected_belligerents",
    "suspected_target", "named_victims", "location", "country", "latitude", "longitude", "geolocation_accuracy",
    "belligerent_assessment", "grade", "grade_reason", "sources",
)  # fmt: skip
UNTOLD = ("cause_of_death", "impact", "named_victims")


def airwars(ledger: Ledger) -> bytes:
    """The Ledger's incidents of civilian harm as CSV in Airwars' fields."""
    sources = sources_of(ledger)
    return csv_bytes(COLUMNS, [_row(event, ledger, sources) for event in select(ledger, sources)[0]])


def airwars_notes(ledger: Ledger) -> tuple[str, ...]:
    """How many Events are no such incident, and which columns are empty."""
    empty = f"Empty, because they are not read from reports: {', '.join(UNTOLD)}."
    return (*left_out(select(ledger, sources_of(ledger))[1]), empty)


def select(ledger: Ledger, sources: Sources) -> tuple[list[Event], dict[str, int]]:
    """Attacks by which anyone is said to be killed or injured, and why how many others are left out."""
    wholes, found, out = totals(ledger), [], Counter[str]()
    for event in ledger.events:
        if event.type != "ASSAULT":
            continue
        harm = [one for q in ("killed", "injured") for one in [airwars_harm(event, q, sources)] if one is not None]
        if event.id in wholes:
            out["totals, whose parts have rows of their own"] += 1
        elif not any(one.civilians.high or (one.belligerents and one.belligerents.high) for one in harm):
            out["nobody is said to be harmed"] += 1
        else:
            found.append(event)
    return found, dict(sorted(out.items()))


def _row(event: Event, ledger: Ledger, sources: Sources) -> dict[str, Cell]:
    documents = documents_of(event, ledger)
    published = sorted(document.published for document in documents if document.published)
    killed, injured = (airwars_harm(event, question, sources) for question in ("killed", "injured"))
    found, where, span = airwars_assessment(event, sources), event.where, event.when.days() if event.when else None
    located = where is not None and where.latitude is not None
    return {
        "incident_code": event.id, "incident_date": span[0].isoformat() if span else "",
        "first_published": published[0][:10] if published else "", "last_updated": published[-1][:10] if published else "",
        "strike_status": found.strike, "strike_type": event.subtype or "",
        "civilian_infrastructure": _buildings(event, sources), **_range("civilians_killed", killed, "civilians"),
        **_range("children_killed", killed, "children"), **_range("women_killed", killed, "women"),
        **_range("men_killed", killed, "men"), **_range("civilians_injured", injured, "civilians"),
        **_range("belligerents_killed", killed, "belligerents"),
        **_range("belligerents_injured", injured, "belligerents"),
        "known_belligerents": joined(found.known),
        "suspected_belligerents": joined(found.suspected),
        "suspected_target": joined(name.name for name in event.target),
        "location": where.name if where else "", "country": country_name(where.country) if where else "",
        "latitude": where.latitude if where else None, "longitude": where.longitude if where else None,
        "geolocation_accuracy": f"within {where.radius_km or 0:g} km" if where is not None and located else "",
        "belligerent_assessment": _assessment(event, found.sides),
        "grade": found.grade, "grade_reason": found.why, "sources": joined(one.publisher for one in documents),
    }  # fmt: skip


def _range(name: str, harm: Harm | None, kind: str) -> dict[str, Cell]:
    """The two cells of a range; empty where nobody tells of any."""
    found: Range | None = getattr(harm, kind) if harm is not None else None
    return {f"{name}_min": found.low if found else None, f"{name}_max": found.high if found else None}


def _buildings(event: Event, sources: Sources) -> str:
    """Kinds of buildings that are said to be damaged or destroyed."""
    told = (
        f.item
        for f in event.findings
        if f.question in ("damaged", "destroyed") and f.item and (f.high is None or f.high)
    )
    return joined(sorted(item for item in told if sources.relation.class_of(item) == "building"))


def _assessment(event: Event, sides: tuple[str, ...]) -> str:
    """What those who are said to have done it say of the harm, and of having done it."""
    said = []
    for finding in event.findings:
        for one in finding.accounts:
            if (one.speaker.side or "").upper() not in sides:
                continue
            denies = "denies " if one.factuality.endswith("-") else ""
            if finding.question in ("killed", "injured", "casualties"):
                said.append(
                    f"{one.speaker.name}: {denies}{figure(one.low, one.high)} {finding.item or ''} {finding.question}"
                )
            elif finding.question == "actor" and denies:
                said.append(f"{one.speaker.name} denies having done it")
    return joined(said)
