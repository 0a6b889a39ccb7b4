"""The records: what they refuse, and ids that follow from identity alone."""

import pytest
from hypothesis import given

import made
from rashomon.errors import RecordError
from rashomon.model import EVENT_TYPES, QUESTIONS, Claim, Document, Extraction, Report, Span, derived_id
from rashomon.values import Name, Quantity
from strategies import extractions

ANCHOR = Span(start=0, end=3, text="Six")
REPORT = Report(id="rep-1", document="d1", type="ASSAULT", anchor=ANCHOR)


def claim(**changes: object) -> Claim:
    fields = {"report": REPORT, "question": "launched", "value": Quantity(low=6, high=6), "speakers": [made.MINISTRY],
              "evidence": [ANCHOR], **changes}  # fmt: skip
    return Claim.of(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"speakers": []}, "no speaker"),
        ({"evidence": []}, "no evidence"),
        ({"question": "guessed"}, "unknown question 'guessed'"),
        ({"value": Name(name="six")}, "takes a Quantity, not Name"),
        ({"question": "where", "value": Name(name="six")}, "takes a Place, not Name"),
    ],
)
def test_a_claim_that_breaks_the_rules_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(RecordError, match=message):
        claim(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"question": "hit"},
        {"value": Quantity(low=6, high=None)},
        {"speakers": [made.RESIDENTS]},
        {"speakers": [made.MINISTRY, made.CHANNEL]},
        {"evidence": [Span(start=0, end=4, text="Six ")]},
        {"item": "ATACMS"},
        {"by": "Pantsir"},
        {"subset_of": "drones"},
        {"factuality": "CT-"},
        {"derived_from": ["clm-1"]},
        {"denies": "clm-1"},
        {"report": Report(id="rep-2", document="d1", type="ASSAULT", anchor=ANCHOR)},
    ],
)
def test_an_id_follows_from_identity(changes: dict[str, object]) -> None:
    assert claim(**changes).id != claim().id


@pytest.mark.parametrize("changes", [{"attribution": "explicit"}, {"as_of": "2024-12-11"}])
def test_an_id_does_not_follow_from_the_rest(changes: dict[str, object]) -> None:
    assert claim(**changes).id == claim().id


def test_evidence_in_any_order_and_twice_is_the_same() -> None:
    spans = [Span(start=5, end=8, text="all"), ANCHOR]
    assert claim(evidence=spans) == claim(evidence=[*reversed(spans), ANCHOR])


def test_origin_is_first_and_publisher_last() -> None:
    chain = [made.RESIDENTS, made.CHANNEL, made.MINISTRY]
    assert (claim(speakers=chain).origin, claim(speakers=chain).publisher) == (made.RESIDENTS, made.MINISTRY)


def test_ids_are_the_same_on_every_machine() -> None:
    # The recipe stands in docs/data-format.md; were it to change, every ledger's ids would.
    assert derived_id("doc", "a", 1, None) == "doc-0ae764bffd3a17b6"
    assert Document.of("Six drones.").id == "doc-d7b51e71638d43bc"


@given(extraction=extractions())
def test_a_document_knows_its_own_text(extraction: Extraction) -> None:
    document = extraction.document
    again = Document.of(document.text, id=document.id, publisher=document.publisher)
    assert again == document
    assert len(document.sha256) == 64


def test_where_a_document_stands_is_part_of_its_id() -> None:
    bare = Document.of("Six drones.")
    others = {Document.of("Six drones.", **{key: "x"}).id for key in ("publisher", "url", "published")}
    assert len({bare.id, *others}) == 4
    assert Document.of("Six drones.", title="x").id == bare.id


def test_there_are_plovers_sixteen_types_and_every_question_has_one() -> None:
    assert len(EVENT_TYPES) == len(set(EVENT_TYPES)) == 16
    assert all(isinstance(kind, type) for kind in QUESTIONS.values())
