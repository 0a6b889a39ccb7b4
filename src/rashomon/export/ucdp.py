"""Events in the 49 columns of UCDP GED. One row an Event with at least one death; what needs UCDP's own lists stays empty.

The rules are those of the UCDP GED codebook; docs/policies.md names each.
"""

import math
from collections import Counter

from msgspec import Struct

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
)
from rashomon.model import Event, Ledger
from rashomon.reconcile.names import side
from rashomon.reconcile.policies import Deaths, Sources, ucdp_civilians, ucdp_deaths

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa",
    "gwnob",
)  # fmt: skip
UNTOLD = (
    "relid", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name",
    "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id", "adm_2",
    "country_id", "region", "deaths_a", "deaths_b", "gwnoa", "gwnob",
)  # fmt: skip
DATE_PRECISION = {"week": 3, "month": 4, "year": 5}
CELL = 0.5  # degrees of a PRIO-GRID cell, numbered from the south-west corner, 720 to a row


class Deadly(Struct, frozen=True):
    """An Event that has a row, and its dead."""

    placed: Placed
    deaths: Deaths


def ucdp(ledger: Ledger) -> bytes:
    """The Ledger's deadly attacks as CSV in UCDP GED's columns."""
    sources = sources_of(ledger)
    return csv_bytes(COLUMNS, [_row(one, ledger, sources) for one in select(ledger, sources)[0]])


def ucdp_notes(ledger: Ledger) -> tuple[str, ...]:
    """How many Events UCDP's table cannot hold, and which columns are empty."""
    empty = f"Empty, because reports do not tell them: {', '.join(UNTOLD)}."
    return (*left_out(select(ledger, sources_of(ledger))[1]), empty)


def select(ledger: Ledger, sources: Sources) -> tuple[list[Deadly], dict[str, int]]:
    """Attacks with a date, a place and at least one death by any account, and why how many others are left out."""
    wholes, found, out = totals(ledger), [], Counter[str]()
    for event in ledger.events:
        if event.type != "ASSAULT":
            continue
        deaths, one = ucdp_deaths(event, sources), placed(event)
        if event.id in wholes:
            out["totals, whose parts have rows of their own"] += 1
        elif deaths is None:
            out["no death is reported"] += 1
        elif one is None:
            out["no date or no place"] += 1
        else:
            found.append(Deadly(one, deaths))
    return found, dict(sorted(out.items()))


def prio_grid(latitude: float, longitude: float) -> int:
    """The number of the PRIO-GRID cell that a point lies in."""
    row = min(359, math.floor((latitude + 90) / CELL))
    column = min(719, math.floor((longitude + 180) / CELL))
    return row * 720 + column + 1


def _row(one: Deadly, ledger: Ledger, sources: Sources) -> dict[str, Cell]:
    event, where, deaths = one.placed.event, one.placed.where, one.deaths
    latitude, longitude = one.placed.latitude, one.placed.longitude
    documents = documents_of(event, ledger)
    civilians = ucdp_civilians(event, sources)
    civilians = None if civilians is None or civilians > deaths.best else civilians
    return {
        "id": event.id, "year": one.placed.first.year, "side_a": _side(event, "actor", sources),
        "side_b": _side(event, "recipient", sources), "number_of_sources": len(documents),
        "source_article": ";".join(
            f'"{d.publisher or ""},{(d.published or "")[:10]},{(d.title or "").strip()}"' for d in documents
        ),
        "source_office": documents[0].publisher or "", "source_date": (documents[0].published or "")[:10],
        "source_headline": documents[0].title or "",
        "source_original": joined(one.speaker.name for f in event.findings if f.question == "killed" for one in f.accounts),
        "where_prec": where.precision, "where_coordinates": where.name, "where_description": where.said,
        "adm_1": where.admin1 or "", "latitude": latitude, "longitude": longitude,
        "geom_wkt": f"POINT ({longitude} {latitude})",
        "priogrid_gid": prio_grid(latitude, longitude), "country": country_name(where.country),
        "event_clarity": _clarity(one.placed), "date_prec": _date_prec(one.placed),
        "date_start": f"{one.placed.first.isoformat()} 00:00:00.000", "date_end": f"{one.placed.last.isoformat()} 00:00:00.000",
        "deaths_civilians": civilians, "deaths_unknown": deaths.best - (civilians or 0), "best": deaths.best,
        "high": deaths.highest, "low": deaths.lowest,
    }  # fmt: skip


def _side(event: Event, question: str, sources: Sources) -> str:
    """The side that accounts name and do not dispute; else empty."""
    names = event.actor if question == "actor" else event.recipient
    sides = {side(name, sources.relation) or name.name for name in names}
    disputed = any(one.question == question and one.status == "disputed" for one in event.findings)
    return names[0].name if len(sides) == 1 and not disputed else ""


def _date_prec(one: Placed) -> int:
    """1 the day, 2 up to six days, 3 a week, 4 a month, 5 a year."""
    known = DATE_PRECISION.get(one.when.precision)
    if known is not None:
        return known
    length = (one.last - one.first).days + 1
    return 1 if length == 1 else 2 if length <= 6 else 3 if length <= 7 else 4 if length <= 31 else 5


def _clarity(one: Placed) -> int:
    """1 a single event that is clearly told, 2 one known only by week or longer, or by country."""
    return 2 if (one.where.precision or 1) >= 6 or _date_prec(one) >= 3 else 1
