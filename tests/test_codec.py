"""JSON: the keys of the contract in its order, and stored extractions that come back as they were."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given

import made
from rashomon.codec import decode_extraction, encode, encode_extraction, encode_ledger, ledger_tree
from rashomon.errors import RecordError
from rashomon.model import (
    Account,
    Claim,
    DocumentEntry,
    Equipment,
    Event,
    Extraction,
    Finding,
    Inferred,
    Ledger,
    Reason,
)
from rashomon.values import Name, Place, When
from strategies import extractions

LEDGER_KEYS = ["format", "version", "documents", "claims", "events", "equipment", "issues"]
KEYS: dict[str, list[str]] = {
    "documents": ["id", "publisher", "title", "url", "published", "language", "sha256", "copy_of"],
    "claims": ["id", "document", "report", "event", "question", "item", "by", "subset_of", "value", "factuality",
               "attribution", "speakers", "evidence", "derived_from", "denies", "as_of", "review"],
    "events": ["id", "type", "subtype", "title", "when", "where", "actor", "recipient", "target", "weapon", "defence",
               "part_of", "documents", "reports", "independent", "findings", "addresses", "inferred"],
    "inferred": ["report", "question", "value", "claims"],
    "equipment": ["id", "name", "class", "role", "side", "events"],
    "issues": ["code", "message", "document", "start", "end"],
    "findings": ["question", "item", "by", "subset_of", "status", "low", "high", "admitted", "independent", "reasons", "accounts",
                 "contradictions"],
    "reasons": ["code", "text"],
    "accounts": ["speaker", "low", "high", "as_of", "claims", "earlier", "derived", "value", "factuality",
                 "denies"],
    "speakers": ["id", "name", "kind", "side"],
    "evidence": ["start", "end", "text"],
}  # fmt: skip
VALUE_KEYS = {
    "intercepted": ["low", "high", "approx", "said"],
    "when": ["edtf", "start", "end", "precision", "zone", "said"],
    "where": ["name", "country", "admin1", "latitude", "longitude", "radius_km", "precision", "gazetteer",
              "gazetteer_id", "said"],
    "weapon": ["name", "id", "said"],
}  # fmt: skip


def a_ledger() -> Ledger:
    extraction = made.extraction("d1")
    account = Account(speaker=made.MINISTRY, low=6, high=6, claims=(extraction.claims[0].id,))
    reason = Reason(code="single", text="One speaker.", weight=1.0)
    finding = Finding(question="intercepted", item="ATACMS", status="single", low=6, high=6, independent=1,
                      reasons=(reason,), accounts=(account,))  # fmt: skip
    event = Event(id="evt-1", type="ASSAULT", title="A raid", weapon=(Name(name="ATACMS"),), documents=("d1",),
                  reports=(extraction.reports[0].id,), independent=1, findings=(finding,),
                  inferred=(Inferred(report=extraction.reports[0].id, question="where", value=Place(name="Lgov")),))  # fmt: skip
    entry = DocumentEntry(id="d1", publisher="Example Daily", title=None, url=None, published=None, language="en",
                          sha256=extraction.document.sha256)  # fmt: skip
    equipment = Equipment(id="atacms", name="ATACMS", class_="missile", role="weapon", events=("evt-1",))
    return Ledger(version="0.1.0", documents=(entry,), claims=extraction.claims, events=(event,),
                  equipment=(equipment,), issues=extraction.issues)  # fmt: skip


def keys_by_name(tree: Any) -> dict[str, set[tuple[str, ...]]]:
    """For every name that holds a list of objects, the keys that those objects have."""
    found: dict[str, set[tuple[str, ...]]] = {}
    waiting = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            for name, child in one.items():
                if isinstance(child, list):
                    found.setdefault(name, set()).update(tuple(item) for item in child if isinstance(item, dict))
                waiting.append(child)
        elif isinstance(one, list):
            waiting.extend(one)
    return found


def test_the_ledger_has_the_keys_of_the_contract_in_its_order() -> None:
    tree = json.loads(encode_ledger(a_ledger()))
    assert list(tree) == LEDGER_KEYS
    found = keys_by_name(tree)
    for name, expected in KEYS.items():
        assert found[name] == {tuple(expected)}, name
    assert list(tree["events"][0]["findings"][0]["accounts"][0]["speaker"]) == KEYS["speakers"]
    for claim in tree["claims"]:
        if claim["question"] in VALUE_KEYS:
            assert list(claim["value"]) == VALUE_KEYS[claim["question"]]


def test_the_documented_format_has_these_keys() -> None:
    page = (Path(__file__).parents[1] / "docs/data-format.md").read_text(encoding="utf-8")
    for name, keys in KEYS.items():
        for key in keys:
            assert f"`{key}`" in page, f"{name}.{key} is not in docs/data-format.md"


def test_a_claim_names_its_event() -> None:
    ledger = a_ledger()
    assert {claim["event"] for claim in ledger_tree(ledger)["claims"]} == {"evt-1"}
    without = msgspec.structs.replace(ledger, events=())
    assert {claim["event"] for claim in ledger_tree(without)["claims"]} == {None}


def test_bytes_are_utf8_with_one_newline_at_the_end() -> None:
    data = encode({"title": "Таганрог → “six”"})
    assert data == '{\n  "title": "Таганрог → “six”"\n}\n'.encode()
    assert encode({"a": []}, indent=None) == b'{"a":[]}\n'
    assert json.loads(encode_ledger(a_ledger())) == json.loads(encode_ledger(a_ledger(), indent=None))


@given(extraction=extractions())
def test_an_extraction_comes_back_as_it_was(extraction: Extraction) -> None:
    data = encode_extraction(extraction)
    assert b"\n" not in data
    assert decode_extraction(extraction.document, data) == extraction
    assert encode_extraction(decode_extraction(extraction.document, data.decode())) == data


def test_a_value_has_the_type_of_its_question() -> None:
    extraction = made.extraction("d1")
    decoded = decode_extraction(extraction.document, encode_extraction(extraction))
    assert isinstance(next(claim.value for claim in decoded.claims if claim.question == "when"), When)


@pytest.mark.parametrize(
    "damage",
    [
        b"", b"null", b"{}", b"\xff", b'{"reports":[],"claims":[],"issues":[],"more":1}',
        b'{"reports":[],"claims":[{}],"issues":[]}',
    ],
)  # fmt: skip
def test_damaged_rows_are_refused(damage: bytes) -> None:
    with pytest.raises(RecordError, match="'d1' are damaged"):
        decode_extraction(made.extraction("d1").document, damage)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"question":"intercepted"', '"question":"guessed"'),
        ('"low":6', '"low":"six"'),
        ('"speakers":[{', '"speakers":['),
    ],
)
def test_changed_rows_are_refused(old: str, new: str) -> None:
    extraction = made.extraction("d1")
    data = encode_extraction(extraction).decode()
    assert old in data
    with pytest.raises(RecordError):
        decode_extraction(extraction.document, data.replace(old, new))


def test_every_field_of_a_claim_is_exported() -> None:
    assert set(KEYS["claims"]) == {*Claim.__struct_fields__, "event", "review"}
