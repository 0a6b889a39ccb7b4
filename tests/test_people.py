"""What people decide: it wins, the later over the earlier, it can be taken back, and what it cannot mean is an Issue."""

import random

import msgspec
import pytest

from rashomon.errors import RecordError
from rashomon.ledger import fold
from rashomon.model import Claim, Correction, Decision, Ledger, Speaker
from rashomon.people import in_force, judgements, reviews, settle
from rashomon.values import Name, Quantity
from telling import LEXICON, extractions

STORY = [
    {"id": "a", "published": "2024-12-11", "reports": {"r": {"says": [{"who": "mod", "launched": 6}]}}},
    {"id": "b", "published": "2024-12-12", "reports": {"r": {"says": [{"who": "gov", "injured": 3}]}}},
    {"id": "c", "reports": {"r": {"where": "odesa", "says": [{"who": "mayor", "killed": 2}]}}},
]


def decision(kind, day, *, author="ada", **more) -> Decision:
    return Decision.of(kind, author=author, time=f"2025-01-{day:02}T00:00:00Z", **more)


def merge(day, *pair, **more):
    return decision("merge", day, reports=pair[:1], others=pair[1:], **more)


def merge_all(day, **more):
    return decision("merge", day, reports=["a-r"], others=["b-r", "c-r"], **more)


def split(day, *pair, **more):
    return decision("split", day, reports=pair[:1], others=pair[1:], **more)


def told(*decisions: Decision) -> Ledger:
    decided = in_force(decisions)
    return fold(extractions(STORY), judgements(decided), reviews(decided), lexicon=LEXICON)


def groups(ledger: Ledger) -> list[str]:
    return sorted(" ".join(event.reports) for event in ledger.events)


def issues(ledger: Ledger) -> list[str]:
    return [issue.code for issue in ledger.issues]


def claim_on(question: str, ledger: Ledger | None = None) -> Claim:
    return next(claim for claim in (ledger or told()).claims if claim.question == question)


def finding(ledger: Ledger, question: str):
    return next((one for event in ledger.events for one in event.findings if one.question == question), None)


def test_merging_and_splitting():
    assert groups(told()) == ["a-r b-r", "c-r"]
    assert groups(told(merge_all(1))) == ["a-r b-r c-r"]
    assert groups(told(split(1, "b-r", "a-r"))) == ["a-r", "b-r", "c-r"]


def test_a_split_holds_through_the_agreement_of_others():
    assert groups(told(split(1, "b-r", "a-r"), merge(2, "a-r", "c-r"))) == ["a-r c-r", "b-r"]


def test_undo_takes_back_and_can_be_taken_back():
    first = merge_all(1)
    undo = decision("undo", 2, undoes=first.id)
    redo = decision("undo", 3, undoes=undo.id)
    assert groups(told(first, undo)) == groups(told())
    assert told(first, undo).judgements == told().judgements
    assert groups(told(first, undo, redo)) == ["a-r b-r c-r"]
    assert in_force([first, undo, redo]) == in_force([redo, undo, first, first]) == (first,)


def test_of_contradictory_judgements_the_later_wins_and_an_issue_says_so():
    together, apart = merge(1, "a-r", "c-r"), split(2, "a-r", "c-r", author="bob")
    ledger = told(together, apart)
    assert groups(ledger) == ["a-r b-r", "c-r"]
    assert issues(ledger) == ["judgement-contradicted"]
    assert together.id in ledger.issues[0].message
    assert groups(told(split(1, "a-r", "c-r"), merge_all(2))) == ["a-r b-r c-r"]


def test_a_chain_of_later_judgements_beats_an_earlier_one():
    ledger = told(split(1, "a-r", "b-r"), merge(2, "a-r", "c-r"), merge(3, "b-r", "c-r"))
    assert groups(ledger) == ["a-r b-r c-r"]
    assert issues(ledger) == ["judgement-contradicted"]
    ledger = told(merge(1, "a-r", "c-r"), merge(2, "b-r", "c-r"), split(3, "a-r", "b-r"))
    assert groups(ledger) == ["a-r", "b-r c-r"]


def test_a_judgement_on_a_report_that_is_not_there_is_kept_with_an_issue():
    ledger = told(merge(1, "a-r", "gone"), decision("reject", 2, claim="clm-gone"))
    assert groups(ledger) == groups(told())
    assert issues(ledger) == ["judgement-unknown-report", "review-unknown-claim"]
    assert any(judgement.author == "ada" for judgement in ledger.judgements)


def test_people_join_what_the_program_would_forbid():
    story = [{"id": "a", "reports": {"r": {"type": "ASSAULT"}, "s": {"type": "THREATEN"}}},
             {"id": "b", "reports": {"r": {"type": "ACCUSE"}}}]  # fmt: skip
    decided = [merge(1, "a-r", "a-s"), merge(2, "a-s", "b-r")]
    ledger = fold(extractions(story), judgements(decided), lexicon=LEXICON)
    assert groups(ledger) == ["a-r a-s b-r"]


def test_settled_judgements_never_contradict_each_other():
    names = [f"r{number}" for number in range(6)]
    for seed in range(200):
        draw = random.Random(seed)
        given = judgements(
            (merge if draw.random() < 0.5 else split)(day, *draw.sample(names, 2)) for day in range(1, 12)
        )
        shuffled = list(given)
        draw.shuffle(shuffled)
        settled = settle(given, names)
        assert settle(shuffled, names) == settled
        assert settled.judgements == settle(settled.judgements, names).judgements
        assert not settle(settled.judgements, names).issues
        assert max(given, key=lambda one: one.time or "") in settled.judgements


def test_a_rejected_claim_is_in_no_finding_and_stays_in_the_ledger():
    claim = claim_on("injured")
    ledger = told(decision("reject", 1, claim=claim.id, reason="The text says no such thing."))
    assert finding(ledger, "injured") is None
    assert claim in ledger.claims
    assert [(one.claim, one.verdict, one.reason) for one in ledger.reviews] == [
        (claim.id, "REJECTED", "The text says no such thing.")
    ]


def test_a_corrected_claim_counts_as_corrected_and_stands_as_it_was_read():
    claim = claim_on("injured")
    other = Speaker(id="mayor", name="Mayor", kind="official", side="UA")
    right = Correction(
        question="killed", value=Quantity(low=4, high=4), item="people", speakers=(other, claim.publisher)
    )
    ledger = told(decision("correct", 1, claim=claim.id, correction=right))
    found = next(
        one for event in ledger.events if "b-r" in event.reports for one in event.findings if one.question == "killed"
    )
    assert (found.low, found.high) == (4, 4)
    assert [(account.speaker, account.claims) for account in found.accounts] == [(other, (claim.id,))]
    assert finding(ledger, "injured") is None
    assert claim in ledger.claims


def test_a_corrected_place_moves_the_report():
    where = next(claim for claim in told().claims if claim.question == "where" and claim.document == "c")
    taganrog = next(claim for claim in told().claims if claim.question == "where" and claim.document == "a")
    right = Correction(question="where", value=taganrog.value)
    assert groups(told(decision("correct", 1, claim=where.id, correction=right))) == ["a-r b-r c-r"]


def test_of_two_reviews_the_later_wins_and_an_issue_says_so():
    claim = claim_on("injured")
    rejected, accepted = decision("reject", 1, claim=claim.id), decision("accept", 2, claim=claim.id, author="bob")
    ledger = told(rejected, accepted)
    assert [one.verdict for one in ledger.reviews] == ["ACCEPTED"]
    assert issues(ledger) == ["review-contradicted"]
    assert finding(ledger, "injured") == finding(told(), "injured")
    undone = told(rejected, accepted, decision("undo", 3, undoes=accepted.id))
    assert finding(undone, "injured") is None
    assert not undone.issues


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "merge", "reports": ["a"]},
        {"kind": "reject"},
        {"kind": "correct", "claim": "c"},
        {"kind": "accept", "claim": "c", "correction": Correction(question="weapon", value=Name(name="x"))},
        {"kind": "undo"},
        {"kind": "reject", "claim": "c", "undoes": "d"},
    ],
)
def test_a_decision_that_means_nothing_is_refused(fields):
    with pytest.raises(RecordError):
        Decision.of(fields.pop("kind"), author="ada", time="2025-01-01T00:00:00Z", **fields)


def test_a_correction_answers_its_question():
    with pytest.raises(RecordError, match="takes a Quantity"):
        Correction(question="killed", value=Name(name="six"))


def test_the_order_in_which_decisions_came_does_not_show():
    claim = claim_on("injured")
    first = merge(1, "a-r", "c-r")
    given = [first, split(2, "b-r", "a-r"), decision("undo", 3, undoes=first.id), decision("reject", 4, claim=claim.id),
             decision("accept", 5, claim=claim.id), merge(6, "b-r", "c-r"), split(6, "b-r", "c-r", author="bob")]  # fmt: skip
    once = msgspec.json.encode(told(*given), order="deterministic")
    for seed in range(20):
        random.Random(seed).shuffle(given)
        assert msgspec.json.encode(told(*given, given[0]), order="deterministic") == once
