"""The fold: pure, independent of order, idempotent, and fast enough."""

import random

import msgspec
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ledger import fold
from rashomon.ledger.inheriting import inherited
from rashomon.lexicon import load
from rashomon.model import Issue, Judgement, derived_id
from rashomon.relation import LexiconRelation
from telling import LEXICON, extraction, extractions

STORY = yaml.safe_load("""
- {id: a, published: 2024-12-11, reports: {r: {weapon: atacms, says: [{who: mod, launched: 6, item: ATACMS}]}}}
- {id: b, published: 2024-12-12, reports: {r: {where: airfield, says: [{who: gov, injured: 3}]}}}
- {id: c, published: 2024-12-12, reports: {r: {where: odesa, weapon: shahed, says: [{who: mayor, killed: 2}]}}}
- id: d
  published: 2024-12-13
  reports:
    t: {covers: [x, y], says: [{who: mod, launched: 8, item: missiles}]}
    x: {weapon: atacms, says: [{who: mod, launched: 6, item: ATACMS}]}
    y: {when: 2024-12-13, where: kursk, says: [{who: mod, launched: 2, item: missiles}]}
""")


def told(story, **more):
    return fold(extractions(story), lexicon=LEXICON, **more)


def encoded(ledger):
    return msgspec.json.encode(ledger, order="deterministic")


def event_of(ledger, report):
    return next(event for event in ledger.events if report in event.reports)


def test_documents_of_one_happening_are_one_event():
    ledger = told(STORY)
    assert event_of(ledger, "a-r").reports == ("a-r", "b-r", "d-x")
    assert event_of(ledger, "c-r").reports == ("c-r",)
    assert len(ledger.events) == 4


VAGUE = yaml.safe_load("""
- {id: a, bare: true, published: 2024-12-12, reports: {r: {when: 2024-12-11, where: lgov, weapon: shahed, says: [{killed: 7}]}}}
- id: b
  bare: true
  published: 2024-12-15
  reports: {r: {when: week 2024-12-09/2024-12-15, where: kursk-region, weapon: shahed, says: [{killed: 7}]}}
- {id: c, bare: true, published: 2024-12-12, reports: {r: {where: lgov, weapon: shahed, says: [{killed: 7}]}}}
""")


def test_a_vague_report_takes_day_and_place_from_its_event():
    (event,) = told(VAGUE).events
    assert [(one.report, one.question) for one in event.inferred] == [
        ("b-r", "when"),
        ("b-r", "where"),
        ("c-r", "when"),
    ]
    day, place, _ = event.inferred
    assert day.value == event.when
    assert place.value == event.where
    claims = {claim.id: claim for claim in told(VAGUE).claims}
    assert {claims[name].report for name in day.claims} == {"a-r"}
    assert {claims[name].report for name in place.claims} == {"a-r", "c-r"}
    assert not [claim for claim in claims.values() if claim.report == "c-r" and claim.question == "when"]


def test_nothing_follows_from_a_disputed_day_nor_for_a_single_report():
    read = extractions(VAGUE)
    reports, claims = [one.reports[0] for one in read], [claim for one in read for claim in one.claims]
    (event,) = told(VAGUE).events
    disputed = tuple(
        msgspec.structs.replace(one, status="disputed") if one.question == "when" else one for one in event.findings
    )
    event = msgspec.structs.replace(event, findings=disputed)
    assert {one.question for one in inherited(event, reports, claims, LexiconRelation(LEXICON))} == {"where"}
    assert not told(VAGUE[2:]).events[0].inferred


UNDATED = yaml.safe_load("""
- {id: a, bare: true, published: 2024-12-13, reports: {r: {where: lgov, weapon: shahed, says: [{killed: 7}]}}}
- {id: b, bare: true, published: 2024-12-12, reports: {r: {where: lgov, weapon: shahed, says: [{killed: 7}]}}}
""")


def test_news_without_a_day_is_of_the_day_on_which_it_first_came_out():
    (event,) = told(UNDATED).events
    assert event.when is not None
    assert (event.when.edtf, event.when.precision, event.when.said) == ("2024-12-11?/2024-12-12?", "week", "")
    assert "Dec" not in event.title
    assert not [claim for claim in told(UNDATED).claims if claim.question == "when"]
    assert not event.inferred
    assert [issue.message.partition(";")[0] for issue in told(UNDATED).issues if issue.code == "day-supposed"] == [
        "no text gives the day"
    ]


def test_nothing_tells_the_day_of_what_counts_nothing_or_came_out_on_no_known_day():
    unpublished = [{**UNDATED[0], "published": None}]
    uncounted = [{**UNDATED[0], "reports": {"r": {"where": "lgov", "weapon": "shahed"}}}]
    assert [event.when for story in (unpublished, uncounted) for event in told(story).events] == [None, None]


def test_an_event_is_named_after_its_earliest_report():
    assert event_of(told(STORY), "d-x").id == derived_id("evt", "a-r")


def test_parts_have_their_total():
    ledger = told(STORY)
    total = event_of(ledger, "d-t")
    assert event_of(ledger, "a-r").part_of == event_of(ledger, "d-y").part_of == total.id
    assert total.part_of is None
    assert "aggregate-balanced" in {reason.code for finding in total.findings for reason in finding.reasons}


def test_a_title_names_no_culprit():
    story = [{"id": "a", "reports": {"r": {"weapon": "atacms", "actor": "UA", "recipient": "RU"}}}]
    assert told(story).events[0].title == "ATACMS attack, Taganrog, 11 Dec 2024"


def test_a_title_names_no_disputed_weapon():
    says = [{"who": "mod", "weapon": "atacms"}], [{"who": "gov", "weapon": "storm-shadow"}]
    story = [{"id": name, "reports": {"r": {"says": said}}} for name, said in zip("ab", says, strict=True)]
    assert told(story).events[0].title == "Attack, Taganrog, 11 Dec 2024"


def test_a_title_takes_the_narrower_word_for_one_weapon():
    story = [{"id": name, "reports": {"r": {"weapon": weapon}}} for name, weapon in (("a", "missile"), ("b", "atacms"))]
    assert told(story).events[0].title == "ATACMS attack, Taganrog, 11 Dec 2024"


def test_a_total_without_a_date_is_titled_by_its_parts():
    assert event_of(told(STORY), "d-t").title == "Attacks, 11 to 13 Dec 2024"


def test_the_packaged_lexicon_relates_what_is_counted():
    relation = LexiconRelation(load())
    kinds = [("missiles", "ATACMS"), ("munitions", "Shahed"), ("people", "children"), ("missile", "atacms")]
    assert all(relation.same_or_parent(wide, narrow) for wide, narrow in kinds)
    assert not any(relation.same_or_parent(narrow, wide) for wide, narrow in kinds)
    assert relation.same_or_parent("drones", "UAV")
    assert not relation.same_or_parent("missiles", "Shahed")
    assert [relation.side_of(name) for name in ("UA", "Ukraine", "ru-defence-ministry")] == ["UA", "UA", "RU"]


def test_equipment_lists_what_is_named_with_its_events():
    story = [*STORY, {"id": "e", "reports": {"r": {"says": [{"who": "mod", "intercepted": 2, "means": "Pantsir"}]}}}]
    ledger = told(story)
    equipment = {piece.id: piece for piece in ledger.equipment}
    assert set(equipment) == {"atacms", "shahed", "pantsir", "missile"}
    assert equipment["shahed"].events == (event_of(ledger, "c-r").id,)
    assert equipment["pantsir"].role == "defence"


def test_a_persons_verdict_wins():
    apart = Judgement(left="b-r", right="a-r", verdict="DIFFERENT", author="ada", time="2025-01-01T00:00:00Z")
    again = Judgement(left="a-r", right="b-r", verdict="SAME", author="ada", time="2025-01-02T00:00:00Z")
    joined = Judgement(left="a-r", right="c-r", verdict="SAME", author="ada")
    parted = told(STORY, judgements=[apart])
    assert "b-r" not in event_of(parted, "a-r").reports
    assert apart in parted.judgements
    assert event_of(told(STORY, judgements=[again, apart]), "b-r") == event_of(told(STORY), "b-r")
    assert "c-r" in event_of(told(STORY, judgements=[joined]), "a-r").reports


def test_a_person_can_call_a_total_a_single_happening():
    story = [
        {
            "id": "a",
            "reports": {"r": {"where": "ukraine", "weapon": "shahed", "says": [{"who": "staff", "launched": 90}]}},
        },
        {
            "id": "b",
            "reports": {"r": {"where": "odesa", "weapon": "shahed", "says": [{"who": "mayor", "launched": 12}]}},
        },
    ]
    same = Judgement(left="a-r", right="b-r", verdict="SAME", author="ada")
    assert len(told(story).events) == 2
    assert [event.reports for event in told(story, judgements=[same]).events] == [("a-r", "b-r")]


def test_a_countrys_salvo_of_the_size_of_one_strike_is_that_strike():
    story = [
        {"id": "a", "reports": {"r": {"where": "russia", "weapon": "atacms", "says": [{"who": "mod", "launched": 6}]}}},
        {"id": "b", "reports": {"r": {"weapon": "atacms", "says": [{"who": "gov", "launched": 6}]}}},
    ]
    assert [event.reports for event in told(story).events] == [("a-r", "b-r")]


def test_links_are_explained():
    ledger = told(STORY)
    pairs = {(judgement.left, judgement.right): judgement for judgement in ledger.judgements}
    assert pairs["a-r", "b-r"].verdict == "SAME"
    assert all(judgement.reasons for judgement in pairs.values())


def test_two_readings_of_one_document_leave_one_and_an_issue():
    short, long = ({"id": "a", "reports": {"r": {"says": said}}} for said in ([], [{"who": "gov", "killed": 1}]))
    ledger = told([short, long])
    assert ledger == told([long, short])
    assert [issue.code for issue in ledger.issues] == ["document-conflict"]
    assert any(claim.question == "killed" for claim in ledger.claims)


def test_issues_are_collected():
    issue = Issue(code="place-unknown", message="No such place.", document="a", start=0, end=4)
    read = msgspec.structs.replace(extraction(STORY[0]), issues=(issue,))
    assert fold([read], lexicon=LEXICON).issues == (issue,)


def test_derived_claims_stand_in_the_ledger_with_their_sources():
    said = [{"who": "mod", "launched": 6, "item": "ATACMS"}, {"who": "mod", "intercepted": 6, "item": "ATACMS"}]
    ledger = told([{"id": "a", "reports": {"r": {"says": said}}}])
    claims = {claim.id: claim for claim in ledger.claims}
    derived = [claim for claim in ledger.claims if claim.derived_from]
    assert [(claim.question, claim.value.low, claim.value.high) for claim in derived] == [("hit", 0, 0)]
    sources = [claims[name] for name in derived[0].derived_from]
    assert {claim.question for claim in sources} == {"launched", "intercepted"}
    assert set(derived[0].evidence) == {span for claim in sources for span in claim.evidence}


def test_nothing_gives_an_empty_ledger():
    assert told([]).events == ()


reports = st.fixed_dictionaries(
    {},
    optional={
        "when": st.sampled_from(["2024-12-10", "2024-12-11", "night 2024-12-10/2024-12-11", None]),
        "where": st.sampled_from(["taganrog", "airfield", "rostov-region", "odesa", "ukraine", None]),
        "weapon": st.sampled_from(["atacms", "shahed", "missile"]),
        "says": st.lists(
            st.one_of(
                st.fixed_dictionaries(
                    {
                        "who": st.sampled_from(["mod", "gov", "staff", "locals"]),
                        question: st.one_of(st.integers(0, 9), st.sampled_from(["3..", "..4", "2..6"])),
                        "item": st.sampled_from(items),
                        "fact": st.sampled_from(["CT+", "CT+", "PS+", "CT-", "Uu"]),
                    }
                )
                for question, items in [
                    ("launched", ["ATACMS", "missiles", "drones"]),
                    ("intercepted", ["ATACMS", "missiles", None]),
                    ("diverted", ["missiles", "drones"]),
                    ("hit", ["ATACMS", None]),
                    ("killed", ["people", "civilians", None]),
                ]
            ),
            max_size=6,
        ),
    },
)
stories = st.lists(st.tuples(reports, st.sampled_from(["2024-12-11", "2024-12-12", None])), min_size=1, max_size=6).map(
    lambda tellings: [
        {"id": f"d{i}", "published": published, "reports": {"r": report}}
        for i, (report, published) in enumerate(tellings)
    ]
)


@settings(max_examples=60, deadline=None)
@given(stories, st.randoms(use_true_random=False))
def test_order_never_matters_and_adding_twice_is_adding_once(story, shuffle):
    once = encoded(told(story))
    twice = extractions(story) * 2
    shuffle.shuffle(twice)
    assert encoded(fold(twice, lexicon=LEXICON)) == once


@settings(max_examples=60, deadline=None)
@given(stories)
def test_what_every_ledger_keeps_to(story):
    ledger = told(story)
    claims = {claim.id: claim for claim in ledger.claims}
    assert len(claims) == len(ledger.claims)
    assert sorted(report for event in ledger.events for report in event.reports) == sorted(
        f"{d['id']}-r" for d in story
    )
    for event in ledger.events:
        assert event.part_of in {None, *(other.id for other in ledger.events)} - {event.id}
        for finding in event.findings:
            speakers = {account.speaker.id for account in finding.accounts}
            assert finding.independent <= len(speakers)
            assert finding.status != "agreed" or finding.independent >= 2
            assert finding.status != "single" or finding.independent <= 1
            assert all(set(account.claims) <= set(claims) for account in finding.accounts)
            assert all(not set(account.claims) & set(account.earlier) for account in finding.accounts)
            assert all(claims[name].factuality != "Uu" for account in finding.accounts for name in account.claims)
        origins = {claim.origin.id for claim in claims.values() if claim.report in event.reports}
        assert event.independent <= len(origins)


@settings(max_examples=60, deadline=None)
@given(stories)
def test_a_derived_hit_never_counts_more_than_was_launched_less_what_was_stopped(story):
    ledger = told(story)
    claims = {claim.id: claim for claim in ledger.claims}
    for claim in ledger.claims:
        if claim.derived_from:
            sources = [claims[name] for name in claim.derived_from]
            assert {source.origin.id for source in sources} == {claim.origin.id}
            assert {source.document for source in sources} == {claim.document}
            most = [s.value.high for s in sources if s.question == "launched"]
            stopped = [s.value.low or 0 for s in sources if s.question == "intercepted"]
            assert claim.value.high <= min(high for high in most if high is not None) - max(stopped)


def test_a_thousand_small_documents_fold_in_seconds():
    draw = random.Random(1)
    story = [
        {
            "id": f"d{i}", "published": f"2024-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}",
            "reports": {"r": {
                "when": f"2024-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}",
                "where": draw.choice(["taganrog", "odesa", "kharkiv", "kursk", "rostov-region"]),
                "weapon": draw.choice(["atacms", "shahed", "kalibr"]),
                "says": [{"who": "mod", "launched": draw.randint(1, 9)}, {"killed": draw.randint(0, 9)}],
            }},
        }
        for i in range(1000)
    ]  # fmt: skip
    read = extractions(story)
    ledger = fold(read, lexicon=LEXICON)
    assert len(ledger.documents) == 1000


def test_five_hundred_documents_of_one_event_are_one_event():
    story = [
        {
            "id": f"d{i}",
            "publisher": f"Outlet {i}",
            "reports": {"r": {"weapon": "atacms", "says": [{"injured": i % 7}]}},
        }
        for i in range(500)
    ]
    read = extractions(story)
    ledger = fold(read, lexicon=LEXICON)
    assert [len(event.reports) for event in ledger.events] == [500]
