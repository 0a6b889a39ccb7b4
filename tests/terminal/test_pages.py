"""What a person sees: figures, quotes, the chain of speakers; in any width; with nothing that steers a terminal."""

import io
import math
import re

import msgspec
import pytest
from msgspec.structs import replace
from rich.console import RenderableType

import made_ledger
from rashomon.model import Contradiction, Inferred, Issue, Judgement, Ledger, Reason
from rashomon.pipeline import Explained
from rashomon.terminal.console import make_console, print_page
from rashomon.terminal.event import event_page
from rashomon.terminal.explained import explained_page
from rashomon.terminal.pages import print_demo, read_page, titles
from rashomon.terminal.tables import (
    events_table,
    in_tree_order,
    issues_table,
    most_told_table,
    short_ids,
)

LEDGER = made_ledger.ledger()
WHOLE, PART = LEDGER.events
EXPLAINED = Explained(
    left="rep-one", right="rep-two", judgement=LEDGER.judgements[0], total=6.5, same_from=4.0, unsure_from=2.5, compared=True,
    people=(), together="evt-aaaa111122223333",
)  # fmt: skip


def printed(page: RenderableType, columns: int = 100) -> str:
    file = io.StringIO()
    print_page(make_console(columns, file), page)
    return file.getvalue()


def all_pages() -> list[RenderableType]:
    return [
        events_table(LEDGER),
        most_told_table(LEDGER, 1),
        read_page(LEDGER),
        issues_table(LEDGER.issues, titles(LEDGER)),
        explained_page(EXPLAINED),
    ]


@pytest.mark.parametrize("columns", [60, 80, 100, 200])
def test_no_line_is_wider_than_it_may_be_and_none_ends_in_spaces(columns: int) -> None:
    for page in all_pages():
        for line in printed(page, columns).splitlines():
            assert len(line) <= columns
            assert line == line.rstrip()


def test_nothing_in_a_document_steers_the_terminal() -> None:
    page = printed(read_page(LEDGER))
    assert "\x1b" not in page
    assert "[bold]90[/bold]" in page  # brackets are text, not markup


def test_an_event_says_why_its_reports_are_one() -> None:
    page = printed(event_page(LEDGER, PART))
    assert "2 reports, 3 independent origins; 1 finding disputed" in page
    assert "One event, because" in page
    assert "Example Daily, 2024-12-11 and Sample Post, 2024-12-11: both are in Taganrog (+2.50)" in page
    assert "One event, because" not in printed(event_page(LEDGER, WHOLE))


def test_the_reasons_of_a_link_read_as_one_sentence() -> None:
    reasons = (
        Reason(code="place-same", text="Both are at Taganrog.", weight=3.0),
        Reason(code="time-published", text="A date is missing; published a day apart.", weight=1.25),
        Reason(code="weapon-kind", text="Iskander and missile may be one weapon.", weight=0.5),
        Reason(code="publication-close", text="Published a day apart.", weight=0.25),
    )
    said = msgspec.structs.replace(LEDGER.judgements[0], reasons=reasons)
    page = printed(event_page(msgspec.structs.replace(LEDGER, judgements=(said,)), PART), 240)
    assert (
        "both are at Taganrog; a date is missing; published a day apart; Iskander and missile may be one weapon; "
        "published a day apart (+5.00)"
    ) in page


def test_what_a_vague_report_takes_from_its_event_is_marked_as_inferred() -> None:
    taken = Inferred(report="rep-two", question="where", value=PART.where, claims=(LEDGER.claims[0].id,))
    page = printed(event_page(LEDGER, msgspec.structs.replace(PART, inferred=(taken,) * 8)), 200)
    who = "Sample Post, 2024-12-11 gives no exact place and takes it from the event: Taganrog"
    assert "Inferred\n" in page
    assert page.count(who) == 6
    assert "… and 2 more" in page
    page = printed(explained_page(replace(EXPLAINED, inferred=(taken,))))
    assert "rep-two gives no exact place and takes it from the event: Taganrog" in page


def test_a_person_who_put_reports_together_is_named() -> None:
    said = Judgement(
        left="rep-one", right="rep-two", verdict="SAME", author="ada", reasons=(Reason(code="said", text="One raid."),)
    )
    ledger = msgspec.structs.replace(LEDGER, judgements=(*LEDGER.judgements, said))
    assert "ada says so: One raid." in printed(event_page(ledger, PART), 200)


def test_many_links_are_cut_and_counted() -> None:
    reports = tuple(f"rep-{place}" for place in range(9))
    event = msgspec.structs.replace(PART, reports=reports)
    pairs = tuple(msgspec.structs.replace(LEDGER.judgements[0], left=reports[0], right=other) for other in reports[1:])
    page = printed(event_page(msgspec.structs.replace(LEDGER, judgements=pairs), event))
    assert page.count("both are in Taganrog") == 6
    assert "… and 2 more" in page


def test_a_copy_is_named_with_what_it_copies() -> None:
    first, second = LEDGER.documents
    documents = (first, msgspec.structs.replace(second, copy_of=first.id))
    page = printed(event_page(msgspec.structs.replace(LEDGER, documents=documents), PART))
    assert "Sample Post, 2024-12-11 is a copy of Example Daily, 2024-12-11: the two count as one origin" in page


def test_what_is_disputed_stands_before_the_table_with_its_type() -> None:
    contradiction = Contradiction(type="figure", between=(("a",), ("b",)))
    admitted = Reason(code="admitted", text="It admits harm.")
    finding = made_ledger.FINDINGS[1]
    finding = msgspec.structs.replace(finding, contradictions=(contradiction,), reasons=(*finding.reasons, admitted))
    page = printed(event_page(LEDGER, msgspec.structs.replace(PART, findings=(finding,))))
    dispute = page.index("hit (ATACMS): disputed (figure). The Russian Defence Ministry says none")
    assert page.index("Disputed, because") < dispute < page.index("question")
    assert page.index("It admits harm.") > page.index("Why") > page.index("question")


def test_an_event_has_its_headline_and_its_whole() -> None:
    page = printed(event_page(LEDGER, PART))
    assert "Six ATACMS at an airfield" in page
    assert "11 Dec 2024, 04:20 (Europe/Moscow) — Taganrog, Rostov, RU — ASSAULT, Air/drone strike" in page
    assert "part of evt-aaaa111122223333: More than 90 drones in a night" in page
    assert "has the part evt-aaaa999922223333: Six ATACMS at an airfield" in printed(event_page(LEDGER, WHOLE))


@pytest.mark.parametrize(
    "row",
    [
        r"intercepted \(ATACMS\) +all six → 6",
        r"\n +2 by Pantsir",
        r"hit \(ATACMS\) +none † +2 +disputed, admitted\n +0 to 2",
        r"explosions +at least 10 +single",
        r"killed \(people\) +14 → 21 → 46",
        r"actor +denies it was Ukraine",
        r"hit \(ATACMS\): disputed\. The Russian Defence Ministry says none and the General Staff says two\.",
        r"residents → Shot → Example Daily  \(d1, 2024-12-11\)\n  “at least ten”  explosions: at least 10",
        r"place-ambiguous: Two places have this name",
    ],
)
def test_an_event_says_who_says_what_and_why(row: str) -> None:
    assert re.search(row, printed(event_page(LEDGER, PART)))


def test_more_than_four_speakers_become_rows() -> None:
    accounts = tuple(
        made_ledger.account(made_ledger.claim("one", "hit", made_ledger.count(n, n, str(n)), speaker, item="ATACMS"))
        for n, speaker in enumerate(
            (made_ledger.RUSSIA, made_ledger.UKRAINE, made_ledger.RESIDENTS, made_ledger.SHOT, made_ledger.DAILY)
        )
    )
    finding = made_ledger.Finding(question="hit", item="ATACMS", status="disputed", low=0, high=4, accounts=accounts)
    event = made_ledger.Event(id="evt-1", type="ASSAULT", title="Many voices", findings=(finding,))
    page = printed(event_page(Ledger(version="0", events=(event,)), event), 80)
    assert re.search(r"hit \(ATACMS\) +Russian Defence Ministry +none +disputed", page)
    assert re.search(r"\n +Example Daily +4\n", page)


def test_events_stand_under_their_whole_with_short_ids() -> None:
    page = printed(events_table(LEDGER))
    assert page.index("evt-aaaa11") < page.index("evt-aaaa99")
    assert "└ Six ATACMS" in page
    assert [(depth, event.id) for depth, event in in_tree_order([PART, WHOLE])] == [(0, WHOLE.id), (1, PART.id)]


def test_a_circle_or_a_missing_whole_does_not_lose_an_event() -> None:
    orphan = made_ledger.Event(id="evt-1", type="ASSAULT", title="t", part_of="evt-gone")
    assert in_tree_order([orphan]) == [(0, orphan)]


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ([], {}),
        (["evt-aaaaaaaaaa"], {"evt-aaaaaaaaaa": "evt-aaaaaa"}),
        (["evt-aaaaaaaa1x", "evt-aaaaaaaa2x"], {"evt-aaaaaaaa1x": "evt-aaaaaaaa1", "evt-aaaaaaaa2x": "evt-aaaaaaaa2"}),
        (["a", "ab"], {"a": "a", "ab": "ab"}),
    ],
)
def test_short_ids_are_the_only_ones_that_begin_so(ids: list[str], expected: dict[str, str]) -> None:
    assert short_ids(ids) == expected


def test_reading_nothing_says_so() -> None:
    issue = Issue(code="published-invalid", message="No such day.")
    page = printed(read_page(Ledger(version="0", documents=LEDGER.documents, issues=(issue,))))
    assert "2 reports read: no attack and no statement about one was found." in page
    assert "No such day." in page
    assert printed(events_table(Ledger(version="0"))) == "No events.\n"
    assert printed(issues_table((), {})) == "No issues.\n"


def test_reasons_of_a_link_have_their_weights() -> None:
    page = printed(explained_page(EXPLAINED))
    assert re.search(r"\+2\.50 +same-place +Both are in Taganrog\.", page)
    assert re.search(r"\+6\.50 +total +SAME from \+4\.00, UNSURE from \+2\.50", page)
    assert "SAME  by the sum" in page
    assert "They stand in one event, evt-aaaa111122223333." in page


def test_what_overrides_the_sum_is_said() -> None:
    never = made_ledger.Reason(code="place-apart", text="Taganrog is far from Kyiv.", weight=-math.inf)
    apart = made_ledger.Judgement(left="a", right="b", verdict="DIFFERENT", author="rashomon", reasons=(never,))
    person = made_ledger.Judgement(left="a", right="b", verdict="SAME", author="Ada", time="2025-01-02")
    forbidden = replace(EXPLAINED, judgement=apart, total=-math.inf, together=None)
    assert re.search(r"forbids +place-apart", printed(explained_page(forbidden)))
    assert "They stand in two events." in printed(explained_page(forbidden))
    overruled = printed(explained_page(replace(forbidden, people=(person,), together="evt-x")))
    assert "SAME  by Ada, 2025-01-02" in overruled
    assert "A person's verdict wins over the sum." in overruled
    assert "What forbids one of them" in printed(explained_page(replace(EXPLAINED, together=None)))
    assert "share no key" in printed(explained_page(replace(EXPLAINED, together=None, compared=False)))


@pytest.mark.parametrize("columns", [80, 100])
def test_the_demonstration_fits_one_screen(columns: int) -> None:
    many = tuple(made_ledger.Event(id=f"evt-{n:016x}", type="ASSAULT", title=f"Raid {n} " * 9) for n in range(40))
    ledger = Ledger(version="0", documents=LEDGER.documents, claims=LEDGER.claims, events=(*LEDGER.events, *many))
    file = io.StringIO()
    print_demo(make_console(columns, file), ledger, "reports")
    lines = file.getvalue().splitlines()
    assert len(lines) <= 50
    assert "2 reports → 42 events; 1 figure disputed." in lines[1]
    assert any("more" in line for line in lines)
    assert any("hit (ATACMS)" in line for line in lines)
    assert any(f"rashomon show {PART.id}" in line for line in lines)
