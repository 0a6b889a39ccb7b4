"""The commands by which people decide: what they append, what becomes of the ledger, and what they refuse."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import made
from rashomon import answers, deciding, settings
from rashomon.cli import cli
from rashomon.errors import DecisionError, SettingsError
from rashomon.ledger import fold
from rashomon.store import open_ledger
from rashomon.values import Name, Place, Quantity, When


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two documents of one raid."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RASHOMON_LEDGER", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    path = tmp_path / "rashomon.db"
    with open_ledger(path, write=True) as store:
        for name in ("a", "b"):
            store.add(made.extraction(name, publisher=f"Paper {name}"), extractor="1")
    return path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def done(*arguments: str) -> Result:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result


def refused(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 1
    return result.stderr


def tree() -> Any:
    return json.loads(done("export", "json").stdout)


def groups() -> list[list[str]]:
    return sorted(event["reports"] for event in tree()["events"])


def claim(question: str, document: str = "a") -> Any:
    return next(one for one in tree()["claims"] if one["question"] == question and one["document"] == document)


def finding(question: str) -> Any:
    return next((one for event in tree()["events"] for one in event["findings"] if one["question"] == question), None)


def row_of(result: Result) -> str:
    return result.stdout.partition(":")[0]


def test_split_merge_undo_and_log() -> None:
    before = done("export", "json").stdout
    assert groups() == [["rep-a", "rep-b"]]
    event = tree()["events"][0]["id"]
    parted = done("split", "rep-a", event, "--author", "ada", "--reason", "Another night")
    assert groups() == [["rep-a"], ["rep-b"]]
    left, right = (one["id"] for one in tree()["events"])
    joined = done("merge", left, right, "--author", "bob")
    assert groups() == [["rep-a", "rep-b"]]
    assert [one["code"] for one in tree()["issues"] if one["document"] is None] == ["judgement-contradicted"]
    undone = done("undo", row_of(joined), "--author", "ada")
    assert groups() == [["rep-a"], ["rep-b"]]
    assert "taken back already" in refused("undo", row_of(joined))
    done("undo", row_of(parted)[:8])
    assert done("export", "json").stdout == before
    rows = json.loads(done("log", "--format", "json").stdout)["decisions"]
    assert [row["kind"] for row in rows] == ["split", "merge", "undo", "undo"]
    assert rows[1]["undone_by"] == row_of(undone)
    assert rows[0]["author"] == "ada"
    page = done("log").stdout
    assert "split rep-a from rep-b" in page
    assert "Another night" in page
    assert f"taken back by {row_of(undone)}" in page


def test_two_reports_can_be_judged() -> None:
    done("split", "rep-a", "rep-b")
    assert groups() == [["rep-a"], ["rep-b"]]
    done("merge", "a", "rep-b")
    assert groups() == [["rep-a", "rep-b"]]
    people = json.loads(done("explain", "rep-a", "rep-b", "--format", "json").stdout)["people"]
    assert {one["verdict"] for one in people} == {"SAME", "DIFFERENT"}


def test_an_event_of_many_reports_is_merged_by_a_few_that_stand_for_it() -> None:
    ledger = fold([made.extraction(f"d{number}") for number in range(20)] + [made.extraction("z", low=1)])
    event = next(one for one in ledger.events if "rep-d1" in one.reports)
    by = deciding.By(author="ada", time="2025-01-01T00:00:00Z")
    if len(ledger.events) == 1:
        decision = deciding.split(ledger, "rep-z", event.id, by)
        assert (decision.reports, len(decision.others)) == (("rep-z",), 20)
    decision = deciding.merge(ledger, event.id, "rep-z", by)
    assert len(decision.reports) == deciding.HUBS
    assert {*decision.reports, *decision.others} == {*event.reports, "rep-z"}


def test_correcting_shows_both_and_counts_as_corrected() -> None:
    one = claim("intercepted")
    done("correct", one["id"], "--value", "4..5", "--author", "ada", "--reason", "Misread")
    now = claim("intercepted")
    assert {**now, "review": None} == one
    assert now["review"]["correction"]["value"] == {"low": 4, "high": 5, "approx": False, "said": ""}
    assert now["review"]["author"] == "ada"
    account = finding("intercepted")["accounts"][0]
    assert one["id"] in account["claims"] + account["earlier"]
    page = " ".join(done("show", tree()["events"][0]["id"], "--ids").stdout.split())
    assert "corrected to intercepted ATACMS: 4 to 5 by ada: Misread" in page
    assert "‡" in page
    assert one["id"] in page
    done("correct", one["id"], "--speaker", "Sevastopol governor", "--item", "", "--factuality", "PS+")
    right = claim("intercepted")["review"]["correction"]
    assert (right["value"]["low"], right["item"], right["factuality"]) == (4, None, "PS+")
    assert [speaker["id"] for speaker in right["speakers"]] == ["speaker-sevastopol-governor", "media:paper a"]
    assert "says that already" in refused("correct", one["id"], "--value", "4..5")


def test_a_claim_can_answer_another_question() -> None:
    one = claim("intercepted")
    assert "takes a Name" in refused("correct", one["id"], "--question", "target")
    done("correct", one["id"], "--question", "target", "--value", "the airfield")
    assert finding("target") is not None


def test_rejecting_and_accepting() -> None:
    for name in ("a", "b"):
        done("reject", claim("explosions", name)["id"])
    assert finding("explosions") is None
    assert claim("explosions")["review"]["verdict"] == "REJECTED"
    assert "rejected by" in done("show", tree()["events"][0]["id"]).stdout
    done("accept", claim("explosions")["id"])
    assert finding("explosions") is not None
    assert "accepted by" in done("show", tree()["events"][0]["id"]).stdout


def test_the_author_is_the_system_user_or_the_one_that_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "carol")
    done("reject", claim("explosions")["id"])
    assert claim("explosions")["review"]["author"] == "carol"
    assert run("reject", claim("explosions")["id"], "--author", " ").exit_code == 2

    def nobody() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", nobody)
    with pytest.raises(SettingsError, match="--author"):
        settings.user_name()


def test_names_that_mean_nothing_are_refused() -> None:
    event = tree()["events"][0]["id"]
    assert "no event 'evt-none'" in refused("merge", "evt-none", event)
    assert "no report 'rep-none'" in refused("split", "rep-none", event)
    assert "2 reports begin with 'rep-'" in refused("split", "rep-", event)
    assert "are the same already" in refused("merge", event, event)
    assert "no claim 'clm-none'" in refused("reject", "clm-none")
    assert "claims begin with" in refused("accept", "clm-")
    assert "no decision 'dec-none'" in refused("undo", "dec-none")
    assert json.loads(done("log", "--format", "json").stdout)["decisions"] == []
    assert "Nothing was decided" in done("log").stdout


def test_a_lone_report_cannot_be_split_from_its_event() -> None:
    done("split", "rep-a", "rep-b")
    event = next(one["id"] for one in tree()["events"] if one["reports"] == ["rep-a"])
    assert "only report" in refused("split", "rep-a", event)


def test_deciding_makes_no_ledger(ledger: Path) -> None:
    for arguments in (("merge", "a", "b"), ("undo", "a"), ("log",)):
        assert "rashomon add" in refused(*arguments, "--ledger", "none.db")
    assert [path.name for path in ledger.parent.iterdir()] == ["rashomon.db"]


def test_rows_are_only_ever_added(ledger: Path) -> None:
    done("reject", claim("explosions")["id"])
    connection = sqlite3.connect(ledger)
    for statement in ("UPDATE decision SET author = 'eve'", "DELETE FROM decision"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
            connection.execute(statement)
    connection.close()


def test_an_old_address_leads_to_the_event() -> None:
    done("split", "rep-a", "rep-b")
    first, second = (one["id"] for one in tree()["events"])
    done("merge", first, second)
    (event,) = tree()["events"]
    (other,) = event["addresses"]
    assert {event["id"], other} == {first, second}
    shown = done("show", other, "--format", "json")
    assert json.loads(shown.stdout)["events"][0]["id"] == event["id"]
    assert f"{other} leads to {event['id']} now" in shown.stderr
    assert done("show", event["id"]).stderr == ""


def test_the_next_decision_is_later_than_the_last_whatever_the_clock_says() -> None:
    early = datetime(2020, 1, 1, tzinfo=UTC)
    first = deciding.moment([], early)
    assert first == "2020-01-01T00:00:00.000000Z"
    last = deciding.Decision.of("accept", author="ada", time="2024-12-31T23:59:59.999999Z", claim="c")
    assert deciding.moment([last], early) == "2025-01-01T00:00:00.000000Z"


DAY = When(edtf="2024-12-11", start="2024-12-11", end="2024-12-11", precision="day")


@pytest.mark.parametrize(("question", "said", "value"), [
    ("killed", "6", Quantity(low=6, high=6)),
    ("killed", " 6 .. ".replace(" ", ""), Quantity(low=6, high=None)),
    ("killed", "..6", Quantity(low=0, high=6)),
    ("killed", "3..5", Quantity(low=3, high=5)),
    ("killed", "~40", Quantity(low=40, high=40, approx=True)),
    ("killed", "about 40", Quantity(low=40, high=40, approx=True)),
    ("killed", "None", Quantity(low=0, high=0)),
    ("when", "2024-12-11", DAY),
    ("when", "2024-02", When(edtf="2024-02", start="2024-02-01", end="2024-02-29", precision="month")),
    ("when", "2024", When(edtf="2024", start="2024-01-01", end="2024-12-31", precision="year")),
    ("when", "2024-12-10/2024-12-11",
     When(edtf="2024-12-10/2024-12-11", start="2024-12-10", end="2024-12-11", precision="day")),
    ("when", "night 2024-12-10/2024-12-11",
     When(edtf="2024-12-10/2024-12-11", start="2024-12-10", end="2024-12-11", precision="night")),
    ("deadline", "2024-12-11T04:20+03:00",
     When(edtf="2024-12-11T04:20+03:00", start="2024-12-11T01:20:00Z", end="2024-12-11T01:20:00Z", precision="minute")),
    ("where", "The quarry @ 47.5, -38.25",
     Place(name="The quarry", latitude=47.5, longitude=-38.25, radius_km=1.0, precision=1)),
    ("weapon", "shahed", Name(name="Shahed", id="shahed")),
    ("target", "the port", Name(name="the port")),
])  # fmt: skip
def test_answers_are_read(question: str, said: str, value: Any) -> None:
    found = answers.read_answer(question, said, fold([]))
    if question == "weapon":
        assert isinstance(found, Name)
        assert found.id is not None
        assert found.name.casefold().startswith("shahed")
    else:
        assert found == value


def test_an_answer_that_the_ledger_knows_is_that_one() -> None:
    ledger = fold([made.extraction("a")])
    place = answers.read_answer("where", "taganrog", ledger)
    assert isinstance(place, Place)
    assert (place.gazetteer_id, place.said) == ("484907", "")
    assert answers.read_answer("weapon", "atacms", ledger) == Name(name="ATACMS", id="atacms")
    assert answers.speaker_named("shot", ledger) == answers.speaker_named("Shot", ledger) == made.CHANNEL


def test_a_place_of_the_gazetteer_is_known() -> None:
    place = answers.read_answer("where", "Zaporizhzhia Oblast", fold([]))
    assert isinstance(place, Place)
    assert (place.country, place.precision) == ("UA", 4)


@pytest.mark.parametrize(("question", "said", "says"), [
    ("killed", "six", "is no count"),
    ("killed", "..", "is no count"),
    ("killed", "5..3", "ends below"),
    ("killed", "", "needs an answer"),
    ("dead", "6", "no question 'dead'"),
    ("when", "Tuesday", "is no time"),
    ("when", "2024-02-30", "is no time"),
    ("when", "2024-12-11/2024-12-10", "is no time"),
    ("when", "night 2024-12-10/2024-12-13", "is no time"),
    ("when", "2024-12-11T04:20", "has no zone"),
    ("where", "Nowhere at all", "No place is called"),
    ("where", "Springfield", "places are called"),
    ("where", "Here @ 91,0", "no point on Earth"),
])  # fmt: skip
def test_answers_that_mean_nothing_say_what_can_be_typed(question: str, said: str, says: str) -> None:
    with pytest.raises(DecisionError, match=says):
        answers.read_answer(question, said, fold([]))
