"""The views of ACLED, UCDP and Airwars: columns, rules, what stays empty and what is left out."""

import csv
import io
from pathlib import Path

import pytest

from rashomon.export import EXPORTERS, NOTES
from rashomon.export.acled import COLUMNS as ACLED
from rashomon.export.acled import EVENT_TYPES
from rashomon.export.acled import UNTOLD as ACLED_UNTOLD
from rashomon.export.airwars import COLUMNS as AIRWARS
from rashomon.export.rows import csv_bytes
from rashomon.export.ucdp import COLUMNS as UCDP
from rashomon.export.ucdp import UNTOLD as UCDP_UNTOLD
from rashomon.export.ucdp import prio_grid
from rashomon.ledger import fold
from rashomon.model import Ledger
from telling import LEXICON, extractions

PAGE = (Path(__file__).parents[2] / "docs" / "policies.md").read_text(encoding="utf-8")


def told(*reports, **more):
    """A Ledger of one document a report."""
    story = [{"id": f"d{place}", "published": f"2024-12-{11 + place}", "reports": {"r": report}, **more}
             for place, report in enumerate(reports)]  # fmt: skip
    return fold(extractions(story), lexicon=LEXICON)


def says(*said, **answers):
    return {"says": list(said), **answers}


def rows(form, ledger):
    return list(csv.DictReader(io.StringIO(EXPORTERS[form](ledger).decode("utf-8"))))


def row(form, ledger):
    (only,) = rows(form, ledger)
    return only


def test_the_columns_are_those_of_the_formats():
    assert len(ACLED) == 31
    assert (ACLED[0], ACLED[1], ACLED[-3], ACLED[-1]) == ("event_id_cnty", "event_date", "fatalities", "timestamp")
    assert len(UCDP) == 49
    assert UCDP[-5:] == ("best", "high", "low", "gwnoa", "gwnob")
    for form, columns in (("acled", ACLED), ("ucdp", UCDP), ("airwars", AIRWARS)):
        assert EXPORTERS[form](Ledger(version="0.1.0")).decode() == ",".join(columns) + "\n"
        assert len(set(columns)) == len(columns)


def test_what_is_untold_is_empty_and_said():
    ledger = told(says({"who": "gov", "killed": 3}))
    for form, untold in (("acled", ACLED_UNTOLD), ("ucdp", UCDP_UNTOLD)):
        assert {row(form, ledger)[name] for name in untold} == {""}
        assert all(name in " ".join(NOTES[form](ledger)) for name in untold)
        assert all(f"`{name}`" in PAGE for name in untold) or form == "ucdp"


@pytest.mark.parametrize(
    ("figures", "wanted"),
    [
        ([("gov", 3), ("crews", 5)], "3"),  # differing: the lowest
        ([("gov", 3), ("crews", 5), ("group", 5)], "5"),  # corroborated
        ([("gov", "10..")], "10"),
        ([("gov", 0)], "0"),
    ],
)
def test_acled_codes_the_lowest_until_one_is_corroborated(figures, wanted):
    ledger = told(says(*({"who": who, "killed": count} for who, count in figures)))
    assert row("acled", ledger)["fatalities"] == wanted


def test_acled_follows_a_rising_toll():
    ledger = told(says({"who": "gov", "killed": 3}), says({"who": "crews", "killed": 9}))
    assert row("acled", ledger)["fatalities"] == "9"


def test_acled_codes_casualties_alone_as_none():
    assert row("acled", told(says({"who": "gov", "casualties": 30})))["fatalities"] == "0"


def test_acled_notes_a_dispute():
    notes = row("acled", told(says({"who": "gov", "killed": 3}, {"who": "crews", "killed": 5})))["notes"]
    assert "killed (disputed): Governor 3; rescuers 5" in notes


def test_acled_takes_what_was_shot_down_harmlessly_as_disrupted_weapons_use():
    stopped = {"who": "mod", "intercepted": 4, "item": "Shahed"}
    found = row("acled", told(says(stopped)))
    kind = ("disorder_type", "event_type", "sub_event_type")
    assert [found[name] for name in kind] == ["Strategic developments"] * 2 + ["Disrupted weapons use"]
    harmed = row("acled", told(says(stopped, {"who": "gov", "injured": 1})))
    assert harmed["disorder_type"] == "Political violence"


def test_acled_names_nobody_whom_accounts_dispute():
    rivals = told(says({"who": "mod", "actor": "UA"}, {"who": "staff", "actor": "RU"}))
    assert row("acled", rivals)["actor1"] == "Unidentified Armed Group (Russia)"
    assert row("acled", rivals)["inter1"] == ""
    one = row("acled", told(says({"who": "mod", "actor": "UA"}, recipient="RU")))
    assert (one["actor1"], one["inter1"], one["inter2"]) == ("Ukraine", "External/Other forces", "State forces")
    assert one["interaction"] == "State forces-External/Other forces"


def test_acled_gives_place_and_date():
    found = row("acled", told(says({"who": "gov", "killed": 1})))
    assert (found["event_date"], found["year"], found["time_precision"]) == ("2024-12-11", "2024", "1")
    assert (found["country"], found["iso"], found["admin1"], found["location"]) == (
        "Russia",
        "643",
        "Rostov",
        "Taganrog",
    )
    assert (found["latitude"], found["longitude"], found["geo_precision"]) == ("47.2360", "38.8970", "1")
    night = row("acled", told(says({"who": "gov", "killed": 1}, when="night 2024-12-10/2024-12-11")))
    assert (night["event_date"], night["time_precision"]) == ("2024-12-10", "2")
    week = row("acled", told(says({"who": "gov", "killed": 1}, when="week 2024-12-09/2024-12-15")))
    assert (week["event_date"], week["time_precision"]) == ("2024-12-12", "2")


def test_acled_leaves_out_what_it_does_not_code_and_says_so():
    ledger = told(says(where="ukraine"), says({"who": "gov", "killed": 1}))
    assert len(rows("acled", ledger)) == 1
    assert "1 event left out: no place known below the country." in NOTES["acled"](ledger)


def test_ucdp_has_best_low_and_high():
    found = row("ucdp", told(says({"who": "gov", "killed": 3}, {"who": "crews", "killed": 5})))
    assert [found[name] for name in ("low", "best", "high")] == ["3", "3", "5"]
    agreed = told(says({"who": "gov", "killed": 3}, {"who": "crews", "killed": 5}, {"who": "group", "killed": 5}))
    assert [row("ucdp", agreed)[name] for name in ("low", "best", "high")] == ["3", "5", "5"]


def test_ucdp_splits_what_is_told_and_sums_to_best():
    said = [
        {"who": "gov", "killed": 9, "item": "people"},
        {"who": "gov", "killed": 4, "item": "civilians", "of": "people"},
    ]
    found = row("ucdp", told(says(*said)))
    assert (found["best"], found["deaths_civilians"], found["deaths_unknown"]) == ("9", "4", "5")
    assert found["deaths_a"] == found["deaths_b"] == ""


def test_ucdp_adds_kinds_that_share_nobody():
    said = [
        {"who": "mod", "killed": 6, "item": "military personnel"},
        {"who": "group", "killed": 2, "item": "civilians"},
    ]
    assert row("ucdp", told(says(*said)))["best"] == "8"


def test_ucdp_leaves_out_an_attack_without_a_death():
    ledger = told(says({"who": "gov", "killed": 0}))
    assert rows("ucdp", ledger) == []
    assert "1 event left out: no death is reported." in NOTES["ucdp"](ledger)


def test_ucdp_gives_dates_sources_and_cell():
    found = row("ucdp", told(says({"who": "gov", "killed": 1}, when="night 2024-12-10/2024-12-11")))
    assert (found["date_prec"], found["date_start"], found["date_end"]) == (
        "2", "2024-12-10 00:00:00.000", "2024-12-11 00:00:00.000",
    )  # fmt: skip
    assert (found["source_article"], found["source_original"]) == ('"Outlet d0,2024-12-11,"', "Governor")
    assert found["priogrid_gid"] == str(prio_grid(47.236, 38.897)) == "197718"
    assert (prio_grid(-90, -180), prio_grid(90, 180)) == (1, 259_200)


def test_airwars_has_a_range_and_a_grade():
    found = row(
        "airwars",
        told(
            says({"who": "gov", "killed": 3, "item": "civilians"}, {"who": "group", "killed": 7}),
        ),
    )
    assert (found["civilians_killed_min"], found["civilians_killed_max"]) == ("3", "7")
    assert found["belligerents_killed_min"] == found["named_victims"] == ""


@pytest.mark.parametrize(
    ("said", "grade", "strike"),
    [
        ([{"who": "gov", "killed": 3}], "Weak", "Single source claim"),
        ([{"who": "gov", "killed": 3}, {"who": "group", "killed": 3}], "Weak", "Alleged"),
        ([{"who": "gov", "killed": 3}, {"who": "group", "killed": 3}, {"who": "mod", "actor": "UA"}], "Fair", "Alleged"),
        ([{"who": "gov", "killed": 3}, {"who": "mod", "actor": "UA"}, {"who": "staff", "actor": "RU"}], "Contested",
         "Contested strike"),
        ([{"who": "staff", "actor": "UA"}, {"who": "staff", "killed": 2, "item": "civilians"}], "Confirmed",
         "Declared strike"),
        ([{"who": "staff", "actor": "UA"}, {"who": "gov", "killed": 2, "item": "civilians"}], "Weak", "Declared strike"),
        ([{"who": "gov", "killed": 3, "item": "military personnel"}], "Discounted", "Single source claim"),
    ],
)  # fmt: skip
def test_airwars_grades(said, grade, strike):
    found = row("airwars", told(says(*said)))
    assert (found["grade"], found["strike_status"]) == (grade, strike)
    assert found["grade_reason"]
    assert f"| {grade} |" in PAGE


def test_airwars_takes_no_perpetrators_word_for_militants():
    ledger = told(
        says({"who": "staff", "killed": 6, "item": "fighters"}, {"who": "group", "killed": 6, "item": "teachers"})
    )
    found = row("airwars", ledger)
    assert (found["civilians_killed_min"], found["belligerents_killed_min"]) == ("0", "0")
    assert found["civilians_killed_max"] == "6"


def test_airwars_tells_what_the_accused_say():
    said = [{"who": "gov", "killed": 3}, {"who": "mod", "actor": "UA"}, {"who": "staff", "actor": "UA", "fact": "CT-"}]
    assert row("airwars", told(says(*said)))["belligerent_assessment"] == "General Staff of B denies having done it"


def test_of_a_total_with_parts_the_parts_are_written():
    story = [{"id": "a", "reports": {
        "t": {"covers": ["x", "y"], "says": [{"who": "gov", "killed": 5}]},
        "x": {"when": "2024-12-09", "where": "kursk", "says": [{"who": "gov", "killed": 2}]},
        "y": {"when": "2024-12-11", "where": "lgov", "says": [{"who": "gov", "killed": 3}]},
    }}]  # fmt: skip
    ledger = fold(extractions(story), lexicon=LEXICON)
    for form in ("acled", "ucdp", "airwars"):
        assert len(rows(form, ledger)) == 2
        assert any("totals, whose parts have rows of their own" in note for note in NOTES[form](ledger))


def test_no_cell_can_be_run():
    data = csv_bytes(["a", "b"], [{"a": "=1+1", "b": -3.5}, {"a": "@x\n", "b": "plain"}]).decode()
    assert data == "a,b\n'=1+1,-3.5\n\"'@x\n\",plain\n"


def test_every_sub_event_has_a_type():
    assert set(EVENT_TYPES.values()) <= {
        "Battles", "Explosions/Remote violence", "Violence against civilians", "Strategic developments"
    }  # fmt: skip
