"""The two seed reports, fact by fact: one test for each line of the table that they must come to.

No sentence of the reports stands here, only what they state.
"""

from typing import Any

import pytest

from rashomon.model import Claim, Event, Finding
from rashomon.values import Name, Place, Quantity, When

from .conftest import Told

STRIKES = {"2024-11-23": (5, 3, 2), "2024-11-25": (8, 7, 1)}
PEACEFUL = ("SUPPORT", "CONCEDE", "AGREE", "COOPERATE", "AID", "CONSULT", "ACCUSE")


def _says(text: str | None, *words: str) -> bool:
    return text is not None and all(word.casefold() in text.casefold() for word in words)


def _named(names: tuple[Name, ...], *words: str) -> bool:
    """Whether one name, its id or its wording holds all ``words``."""
    return any(_says(f"{name.name} {name.id} {name.said}", *words) for name in names)


def _is_munition(item: str | None) -> bool:
    return _says(item, "atacms") or _says(item, "missile")


def _bounds(claim: Claim) -> tuple[int | None, int | None]:
    assert isinstance(claim.value, Quantity)
    return claim.value.low, claim.value.high


def _is_vague(claim: Claim) -> bool:
    return isinstance(claim.value, Quantity) and claim.value.high is None and (claim.value.low or 0) >= 1


def _finding(event: Event, question: str) -> Finding:
    """The finding of ``event`` on all its munitions for ``question``; parts of the whole have findings of their own."""
    found = [
        f
        for f in event.findings
        if f.question == question and _is_munition(f.item) and f.by is None and f.subset_of is None
    ]
    assert len(found) == 1, f"{len(found)} findings on {question}: {[(f.item, f.low, f.high) for f in found]}"
    return found[0]


def _reasons(event: Event) -> list[tuple[str, str]]:
    return [(reason.code, reason.text) for finding in event.findings for reason in finding.reasons]


class TestNovember:
    @pytest.mark.parametrize("day", STRIKES)
    @pytest.mark.parametrize("question", ["launched", "intercepted", "hit"])
    def test_figures(self, kursk: Told, day: str, question: str) -> None:
        figure = dict(zip(("launched", "intercepted", "hit"), STRIKES[day], strict=True))[question]
        finding = _finding(kursk.attack(day), question)
        assert (finding.low, finding.high) == (figure, figure)

    @pytest.mark.parametrize("day", STRIKES)
    def test_is_balanced(self, kursk: Told, day: str) -> None:
        texts = [text for code, text in _reasons(kursk.attack(day)) if code == "balanced"]
        assert any(all(str(figure) in text for figure in STRIKES[day]) for text in texts), texts

    @pytest.mark.parametrize("day", STRIKES)
    def test_weapon(self, kursk: Told, day: str) -> None:
        assert _named(kursk.attack(day).weapon, "ATACMS")

    @pytest.mark.parametrize("day", STRIKES)
    def test_sides(self, kursk: Told, day: str) -> None:
        event = kursk.attack(day)
        assert _named(event.actor, "Ukrain")
        assert _named(event.recipient, "Russia")
        assert not _named(event.actor, "Russia")
        assert not _named(event.recipient, "Ukrain")

    def test_first_place_is_the_region_or_the_village_in_it(self, kursk: Told) -> None:
        places = [claim.value for claim in kursk.of(kursk.attack("2024-11-23"), "where")]
        assert any(isinstance(place, Place) and _says(place.name + place.said, "Lotaryovka") for place in places)
        where = kursk.attack("2024-11-23").where
        assert where is not None
        assert where.country in {None, "RU"}
        assert where.admin1 is None or _says(where.admin1, "Kursk")

    def test_first_target(self, kursk: Told) -> None:
        assert _named(kursk.attack("2024-11-23").target, "S-400")

    def test_second_place_or_target_is_the_airfield(self, kursk: Told) -> None:
        event = kursk.attack("2024-11-25")
        assert event.where is not None
        assert _says(event.where.name + event.where.said, "Kursk")
        assert event.where.country in {None, "RU"}
        assert _named(event.target, "airfield") or _named(event.target, "Vostochny")

    def test_radar_systems_damaged(self, kursk: Told) -> None:
        damaged = kursk.of(kursk.attack("2024-11-23"), "damaged")
        assert any(_says(claim.item, "radar") and _is_vague(claim) for claim in damaged)

    def test_casualties_of_no_kind(self, kursk: Told) -> None:
        event = kursk.attack("2024-11-23")
        assert any(_is_vague(claim) for claim in kursk.of(event, "casualties"))
        assert kursk.of(event, "killed") == kursk.of(event, "injured") == []

    def test_servicemen_injured(self, kursk: Told) -> None:
        event = kursk.attack("2024-11-25")
        injured = kursk.of(event, "injured")
        assert any(_is_vague(claim) for claim in injured)
        assert not any(_says(claim.item, "missile") for claim in injured)
        assert kursk.of(event, "killed") == []

    def test_infrastructure_damaged(self, kursk: Told) -> None:
        damaged = kursk.of(kursk.attack("2024-11-25"), "damaged")
        assert any(_says(claim.item, "infrastructure") and _is_vague(claim) for claim in damaged)

    def test_nothing_destroyed(self, kursk: Told) -> None:
        assert [claim.id for day in STRIKES for claim in kursk.of(kursk.attack(day), "destroyed")] == []


class TestAggregate:
    def _claim(self, kursk: Told) -> Claim:
        levels = {report.id: report for extraction in kursk.extractions for report in extraction.reports}
        found = [
            claim
            for claim in kursk.claims
            if claim.question == "launched" and isinstance(claim.value, Quantity) and claim.value.exact == 13
            if not claim.derived_from
        ]
        assert found, "no claim of 13 launched"
        assert {levels[claim.report].level for claim in found} == {"aggregate"}
        return found[0]

    def test_is_read(self, kursk: Told) -> None:
        assert _is_munition(self._claim(kursk).item)

    def test_covers_both(self, kursk: Told) -> None:
        aggregate = self._claim(kursk).report
        covers = {r.id: set(r.covers) for extraction in kursk.extractions for r in extraction.reports}[aggregate]
        for day in STRIKES:
            assert covers & set(kursk.attack(day).reports), f"the total does not cover the strike of {day}"

    def test_is_checked_against_its_parts(self, kursk: Told) -> None:
        texts = [t for event in kursk.ledger.events for code, t in _reasons(event) if code == "aggregate-balanced"]
        assert any(all(figure in text for figure in ("13", "5", "8")) for text in texts), texts

    @pytest.mark.parametrize("day", STRIKES)
    def test_is_no_rival_of_a_part(self, kursk: Told, day: str) -> None:
        finding = _finding(kursk.attack(day), "launched")
        assert finding.status != "disputed"
        assert 13 not in {figure for account in finding.accounts for figure in (account.low, account.high)}


class TestDecember:
    DAY = "2024-12-11"

    def _military(self, taganrog: Told, question: str) -> list[Claim]:
        """What the ministry or the military says on ``question``."""
        claims = taganrog.of(taganrog.attack(self.DAY), question)
        return [claim for claim in claims if claim.origin.kind == "military"]

    def test_time(self, taganrog: Told) -> None:
        clocks = [claim.value for claim in taganrog.of(taganrog.attack(self.DAY), "when")]
        assert any(isinstance(when, When) and _says(when.start, "2024-12-11T01:20") for when in clocks)

    def test_place(self, taganrog: Told) -> None:
        where = taganrog.attack(self.DAY).where
        assert where is not None
        assert _says(where.name, "Taganrog")
        assert where.country == "RU"
        assert _says(where.admin1, "Rostov")
        assert where.latitude == pytest.approx(47.2, abs=0.3)
        assert where.longitude == pytest.approx(38.9, abs=0.3)

    def test_target(self, taganrog: Told) -> None:
        assert _named(taganrog.attack(self.DAY).target, "airfield")

    def test_weapon(self, taganrog: Told) -> None:
        event = taganrog.attack(self.DAY)
        assert _named(event.weapon, "ATACMS")
        assert not _named(event.weapon, "Pantsir")

    def test_defences(self, taganrog: Told) -> None:
        defence = taganrog.attack(self.DAY).defence
        assert _named(defence, "Pantsir")
        assert _named(defence, "electronic warfare") or _named(defence, "ew")

    def test_sides(self, taganrog: Told) -> None:
        event = taganrog.attack(self.DAY)
        assert _named(event.actor, "Ukrain")
        assert _named(event.recipient, "Russia")
        assert not _named(event.actor, "Russia")

    @pytest.mark.parametrize(("question", "figure"), [("launched", 6), ("intercepted", 6), ("hit", 0), ("diverted", 4)])
    def test_figures_of_the_ministry(self, taganrog: Told, question: str, figure: int) -> None:
        wholes = [c for c in self._military(taganrog, question) if _is_munition(c.item) and c.factuality == "CT+"]
        assert (figure, figure) in [_bounds(claim) for claim in wholes]

    def test_two_by_pantsir_are_a_part(self, taganrog: Told) -> None:
        parts = [c for c in self._military(taganrog, "intercepted") if _says(c.by, "pantsir")]
        assert [_bounds(claim) for claim in parts] == [(2, 2)]
        assert parts[0].subset_of is not None

    def test_the_others_are_derived_by_jamming(self, taganrog: Told) -> None:
        found = [c for c in self._military(taganrog, "diverted") if _bounds(c) == (4, 4)]
        assert found
        assert all(claim.derived_from and _says(claim.by, "electronic warfare") for claim in found)

    def test_no_hit_is_derived(self, taganrog: Told) -> None:
        found = [c for c in self._military(taganrog, "hit") if _bounds(c) == (0, 0)]
        assert found
        assert all(claim.derived_from for claim in found)

    def test_intercepted_finding_is_the_whole(self, taganrog: Told) -> None:
        finding = _finding(taganrog.attack(self.DAY), "intercepted")
        assert (finding.low, finding.high) == (6, 6)

    def test_personnel_injured(self, taganrog: Told) -> None:
        assert any(_is_vague(claim) for claim in self._military(taganrog, "injured"))
        assert self._military(taganrog, "killed") == []

    def test_nothing_destroyed(self, taganrog: Told) -> None:
        assert {_bounds(claim) for claim in self._military(taganrog, "destroyed")} == {(0, 0)}

    @pytest.mark.parametrize(
        ("words", "low", "high"),
        [(("building",), 2, 2), (("military", "vehicle"), 3, 3), (("civilian", "vehicle"), 2, None)],
    )
    def test_damaged(self, taganrog: Told, words: tuple[str, ...], low: int, high: int | None) -> None:
        found = [c for c in self._military(taganrog, "damaged") if _says(c.item, *words)]
        assert [_bounds(claim) for claim in found] == [(low, high)]

    def test_governor_counts_explosions(self, taganrog: Told) -> None:
        found = [
            claim
            for claim in taganrog.of(taganrog.attack(self.DAY), "explosions")
            if claim.origin.kind == "official" and _says(f"{claim.origin.name} {claim.origin.id}", "governor")
        ]
        assert found
        assert all(_is_vague(claim) for claim in found)

    def test_governor_names_it(self, taganrog: Told) -> None:
        claims = [c for q in ("weapon", "type") for c in taganrog.of(taganrog.attack(self.DAY), q)]
        assert any(
            claim.origin.kind == "official" and any(_says(span.text, "missile") for span in claim.evidence)
            for claim in claims
        )

    def test_residents_through_shot(self, taganrog: Told) -> None:
        found = [
            claim
            for claim in taganrog.of(taganrog.attack(self.DAY), "explosions")
            if _bounds(claim) == (10, None) and claim.origin.kind == "witness"
        ]
        assert found
        assert all(any(_says(relay.name, "shot") for relay in claim.speakers[1:]) for claim in found)

    def test_eyewitnesses_through_channel(self, taganrog: Told) -> None:
        found = [
            claim
            for claim in taganrog.of(taganrog.attack(self.DAY), "target")
            if claim.origin.kind == "witness" and any(_says(relay.name, "cheka") for relay in claim.speakers[1:])
        ]
        assert found
        assert all(_named((claim.value,), "airfield") for claim in found if isinstance(claim.value, Name))
        assert {claim.factuality for claim in found} == {"PS+"}

    def test_outlet_has_others_get_through(self, taganrog: Told) -> None:
        """The outlet's own guess: probable, about other munitions, no figure of the ministry's."""
        found = [
            claim
            for claim in taganrog.of(taganrog.attack(self.DAY), "hit")
            if claim.factuality == "PR+" and claim.origin.name == "Example Daily"
        ]
        assert any(_says(claim.item, "drone") or _says(claim.item, "missile") for claim in found)
        assert not any(_says(claim.item, "atacms") for claim in found)
        assert not any(claim.factuality == "PR+" for claim in self._military(taganrog, "hit"))


class TestSpeech:
    """What is said about the attacks, found by the sentence it stands in."""

    @pytest.mark.parametrize("fixture", ["kursk", "taganrog"])
    def test_ministry_threatens(self, fixture: str, request: pytest.FixtureRequest) -> None:
        told: Told = request.getfixturevalue(fixture)
        events = [event for event in told.ledger.events if event.type == "THREATEN"]
        speakers = [
            f"{speaker.kind} {speaker.name}"
            for event in events
            for report in told.reports(event)
            for claim in told.claims
            if claim.report == report.id
            for speaker in claim.speakers[:1]
        ]
        actors = [f"{name.name} {name.id}" for event in events for name in event.actor]
        assert any(_says(who, "military") or _says(who, "ministry") for who in speakers + actors), speakers + actors

    @pytest.mark.parametrize(
        ("fixture", "word", "types"),
        [
            ("kursk", "Kirby", PEACEFUL),
            ("kursk", "Peskov", ("ACCUSE",)),
            ("kursk", "preventive", ("CONSULT", "THREATEN")),
            ("kursk", "Bauer", ("REQUEST",)),
            ("taganrog", "red lines", ("THREATEN",)),
            ("taganrog", "Washington", ("SUPPORT", "CONCEDE", "AGREE", "COOPERATE", "AID")),
        ],
        ids=["kirby", "peskov", "nato", "bauer", "red-lines", "approval"],
    )
    def test_type(self, fixture: str, word: str, types: tuple[str, ...], request: pytest.FixtureRequest) -> None:
        told: Told = request.getfixturevalue(fixture)
        found = [report.type for report in told.near(word)]
        assert set(types) & set(found), found

    def test_accused_is_the_united_states(self, kursk: Told) -> None:
        ids = {report.id for report in kursk.near("Peskov") if report.type == "ACCUSE"}
        recipients = [c.value for c in kursk.claims if c.report in ids and c.question == "recipient"]
        assert any(
            isinstance(name, Name)
            and (name.id in {"US", "us"} or _says(name.name, "U.S") or _says(name.name, "United"))
            for name in recipients
        ), recipients

    def test_red_lines_have_a_condition_and_a_date(self, taganrog: Told) -> None:
        ids = {report.id for report in taganrog.near("red lines") if report.type == "THREATEN"}
        claims = [claim for claim in taganrog.claims if claim.report in ids]
        assert any(claim.question == "condition" for claim in claims)
        assert any(isinstance(claim.value, When) and claim.value.edtf.startswith("2024-09") for claim in claims)

    def test_preventive_strikes_are_talk(self, kursk: Told) -> None:
        reports = kursk.near("preventive")
        assert reports
        assert "ASSAULT" not in {report.type for report in reports}
        ids = {report.id for report in reports}
        assert any(c.question == "condition" or c.factuality == "Uu" for c in kursk.claims if c.report in ids)

    def test_nothing_happened_at_kyiv(self, taganrog: Told) -> None:
        attacks = [event for event in taganrog.ledger.events if event.type == "ASSAULT"]
        assert not [e.title for e in attacks if e.where is not None and e.where.name in {"Kyiv", "Kiev"}]
        assert "ASSAULT" not in {report.type for report in taganrog.near("Kiev")}


class TestUndated:
    def test_dates_itself(self, undated_taganrog: Told) -> None:
        assert undated_taganrog.attack("2024-12-11").when is not None

    def test_year_stays_unknown(self, undated_kursk: Told) -> None:
        times = [claim.value for claim in undated_kursk.claims if claim.question == "when"]
        assert any(isinstance(when, When) and when.edtf == "XXXX-11-23" and when.start is None for when in times)

    def test_issue_says_what_to_do(self, undated_kursk: Told) -> None:
        assert any("--published" in issue.message for issue in undated_kursk.ledger.issues)


class TestWhole:
    @pytest.mark.parametrize("name", ["ATACMS", "S-400", "Pantsir", "electronic warfare", "radar"])
    def test_equipment(self, both: Told, name: str) -> None:
        found = [e for e in both.ledger.equipment if _says(f"{e.name} {e.id} {e.class_}", name)]
        assert found, [entry.name for entry in both.ledger.equipment]
        assert any(entry.events for entry in found)

    def test_three_attacks_stay_three(self, both: Told) -> None:
        days = [*STRIKES, "2024-12-11"]
        assert len({both.attack(day).id for day in days}) == 3

    def test_spans_read_verbatim(self, both: Told) -> None:
        texts = {extraction.document.id: extraction.document.text for extraction in both.extractions}
        spans: list[Any] = [(claim.document, span) for claim in both.ledger.claims for span in claim.evidence]
        assert spans
        assert [span for document, span in spans if texts[document][span.start : span.end] != span.text] == []
