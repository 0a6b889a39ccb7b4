"""What reconciling keeps to whatever is told: order, copies, parts and wholes, rising tolls, disputes and denials."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ledger import fold
from rashomon.model import COUNT_QUESTIONS
from rashomon.reconcile import Case, reconcile
from rashomon.relation import LexiconRelation
from telling import LEXICON, extractions

RELATION = LexiconRelation(LEXICON)
VOICES = ["mod", "gov", "staff", "medic", "group", "officials", "locals", None]
FIGURES = st.one_of(st.integers(0, 12), st.sampled_from(["3..", "..4", "2..6", "~10"]))
FACTS = st.sampled_from(["CT+", "CT+", "CT+", "PR+", "PS+", "CT-", "Uu"])
DAYS = ["2024-12-11", "2024-12-12", "2024-12-14"]
KINDS = ["people", "civilians", "children", "military personnel", "fighters", "teachers"]
WEAPONS = ["ATACMS", "missiles", "drones"]
ITEMS = {
    "killed": KINDS, "injured": KINDS, "casualties": KINDS, "missing": ["people", "civilians"], "launched": WEAPONS,
    "intercepted": WEAPONS, "hit": WEAPONS, "destroyed": ["buildings"],
}  # fmt: skip


@st.composite
def sayings(draw):
    question = draw(st.sampled_from(sorted(ITEMS)))
    said = {question: draw(FIGURES), "item": draw(st.sampled_from(ITEMS[question])), "fact": draw(FACTS)}
    who = draw(st.sampled_from(VOICES))
    if who:
        said["who"] = who
    if draw(st.booleans()):
        said["as_of"] = draw(st.sampled_from(DAYS))
    return said


@st.composite
def actors(draw):
    return {"who": draw(st.sampled_from(["mod", "staff", "gov"])), "actor": draw(st.sampled_from(["RU", "UA"])),
            "fact": draw(st.sampled_from(["CT+", "CT-"]))}  # fmt: skip


STORIES = st.lists(
    st.tuples(st.lists(st.one_of(sayings(), actors()), max_size=6), st.sampled_from(DAYS)), min_size=1, max_size=5
).map(
    lambda told: [
        {"id": f"d{place}", "published": day, "reports": {"r": {"says": says}}}
        for place, (says, day) in enumerate(told)
    ]
)


def case_of(story):
    """All the Claims as those of one Event."""
    read = extractions(story)
    return Case(
        event="e", claims=tuple(claim for one in read for claim in one.claims), relation=RELATION,
        reports={report.id: report for one in read for report in one.reports},
        published={one.document.id: one.document.published for one in read}, originals={}, country="RU",
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(STORIES, st.randoms(use_true_random=False))
def test_the_order_of_claims_never_matters(story, shuffle):
    case = case_of(story)
    claims = [*case.claims, *case.claims[:2]]
    shuffle.shuffle(claims)
    assert reconcile(Case(**{**{f: getattr(case, f) for f in case.__struct_fields__}, "claims": tuple(claims)})) == (
        reconcile(case)
    )


@settings(max_examples=100, deadline=None)
@given(STORIES)
def test_a_finding_is_disputed_where_it_has_contradictions_and_nowhere_else(story):
    case = case_of(story)
    outcome = reconcile(case)
    claims = {claim.id: claim for claim in (*case.claims, *outcome.derived)}
    for finding in outcome.findings:
        assert bool(finding.contradictions) == (finding.status == "disputed")
        for contradiction in finding.contradictions:
            assert len(contradiction.between) > 1
            assert all(camp and set(camp) <= set(claims) for camp in contradiction.between)
        for account in finding.accounts:
            assert all(claims[name].origin.id != account.speaker.id for name in account.denies)
            assert not account.denies or account.factuality.endswith("-")
        assert finding.independent <= len({account.speaker.id for account in finding.accounts}) or (
            finding.question == "type"
        )


@settings(max_examples=100, deadline=None)
@given(STORIES, st.integers(0, 4))
def test_adding_a_copy_never_changes_who_is_independent(story, which):
    original = story[which % len(story)]
    copy = {**original, "id": "copy", "publisher": "Mirror", "published": "2024-12-20", "text": None}
    text = " ".join(f"word{place}" for place in range(60))
    story = [{**one, "text": text if one is original else None} for one in story]
    # As of the day told, so that being published later makes nothing newer.
    for one in (*story, copy):
        says = [{"as_of": one["published"], **said} for said in one["reports"]["r"]["says"]]
        one["reports"] = {"r": {"says": says}}
    copy["reports"], copy["text"] = next(o["reports"] for o in story if o["id"] == original["id"]), text
    before, after = (fold(extractions(told), lexicon=LEXICON) for told in (story, [*story, copy]))
    assert {d.id: d.copy_of for d in after.documents if d.copy_of} == {"copy": original["id"]}

    def shown(ledger):
        return {
            (f.question, f.item, f.by, f.subset_of): (f.independent, f.status)
            for event in ledger.events for f in event.findings if f.question in COUNT_QUESTIONS
        }  # fmt: skip

    assert shown(before) == shown(after)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(5, 40),
    st.lists(
        st.tuples(
            st.sampled_from(["group", "locals", "gov", "officials"]), st.integers(0, 5),
            st.sampled_from(["civilians", "children", "military personnel"]), st.booleans(),
        ),
        min_size=1, max_size=6,
    ),
    st.sampled_from(["killed", "injured", "casualties"]),
)  # fmt: skip
def test_a_part_never_disputes_its_whole(whole, parts, question):
    says = [
        {"who": who, question: count, "item": kind, **({"of": "people"} if told else {})}
        for who, count, kind, told in parts
    ]
    story = [{"id": "a", "reports": {"r": {"says": [{"who": "crews", question: whole, "item": "people"}]}}}]
    story += [{"id": f"p{place}", "reports": {"r": {"says": [said]}}} for place, said in enumerate(says)]
    people = [f for f in reconcile(case_of(story)).findings if f.item == "people" and not f.subset_of]
    assert [finding.status for finding in people if finding.status == "disputed"] == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=2, max_size=6), st.sampled_from(["killed", "injured", "destroyed"]))
def test_one_speakers_toll_over_days_is_never_disputed(figures, question):
    story = [
        {
            "id": f"d{day}",
            "published": f"2024-12-{11 + day}",
            "reports": {"r": {"says": [{"who": "gov", question: one}]}},
        }
        for day, one in enumerate(figures)
    ]
    (finding,) = [f for f in reconcile(case_of(story)).findings if f.question == question]
    assert finding.status == "single"
    assert (finding.low, finding.high) == (figures[-1], figures[-1])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=2, max_size=6, unique=True).map(sorted))
def test_a_toll_that_rises_from_speaker_to_speaker_is_never_disputed(figures):
    speakers = ["gov", "crews", "group", "locals", "region", "officials"]
    story = [
        {"id": f"d{day}", "published": f"2024-12-{11 + day}",
         "reports": {"r": {"says": [{"who": speakers[day], "killed": one}]}}}
        for day, one in enumerate(figures)
    ]  # fmt: skip
    (finding,) = [f for f in reconcile(case_of(story)).findings if f.question == "killed"]
    assert finding.status in ("compatible", "single")
