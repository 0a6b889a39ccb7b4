"""The gold file: what is refused and how it is said, where texts are found, and what held-out documents take along."""

from pathlib import Path
from typing import Any

import pytest

from evaluate import made_gold as made
from rashomon.errors import GoldError, UnreadableError
from rashomon.evaluate import documents, load_gold, restrict
from rashomon.read import Options, Reading

OPTIONS = Options(max_bytes=1_000_000)
EVENT = made.GOLD["events"][0]
FACT = EVENT["facts"][0]


def test_a_gold_file_is_read(tmp_path: Path) -> None:
    assert load_gold(made.write(tmp_path, made.GOLD)) == made.gold()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"sett": "x"}, "unknown field `sett`"),
        ({"events": [{**EVENT, "status": {"killed": "settled"}}]}, "'settled'"),
        ({"events": [{**EVENT, "documents": ["z"]}]}, "event 'taganrog' names the document 'z'"),
        ({"events": [{**EVENT, "documents": []}]}, "event 'taganrog' names no document"),
        ({"events": [EVENT, EVENT]}, "two events have the same id"),
        ({"events": [{**EVENT, "part_of": "night"}]}, "part of 'night'"),
        ({"events": [{**EVENT, "date_start": "2024-12"}]}, "the date '2024-12'"),
        ({"events": [{**EVENT, "facts": [{**FACT, "question": "hits"}]}]}, "a figure on 'hits'"),
        ({"events": [{**EVENT, "facts": [{**FACT, "documents": ["z"]}]}]}, "a figure of 'taganrog' names"),
        ({"aggregates": [{**FACT, "covers": ["night"]}]}, "covers 'night'"),
        ({"speech": [{"type": "THREATEN", "speaker": "Kremlin", "documents": ["z"]}]}, "speech of 'Kremlin'"),
        ({"held_out": ["z"]}, "'held_out' names the document 'z'"),
        ({"documents": [{"id": "a"}, made.GOLD["documents"][1]]}, "document 'a' has no text"),
        ({"documents": made.GOLD["documents"] * 2}, "two documents have the same id"),
    ],
)
def test_what_is_refused_is_named(changes: dict[str, Any], says: str, tmp_path: Path) -> None:
    path = made.write(tmp_path, {**made.GOLD, **changes})
    with pytest.raises(GoldError) as caught:
        load_gold(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff\xfe", b'{"set": '])
def test_what_is_no_gold_file_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_bytes(data)
    with pytest.raises(GoldError, match="not a gold file"):
        load_gold(path)


def test_a_missing_gold_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"none\.json"):
        load_gold(tmp_path / "none.json")


def test_texts_are_found_from_the_gold_file_or_above_it(tmp_path: Path) -> None:
    inner = tmp_path / "tests" / "gold"
    (tmp_path / "reports").mkdir()
    inner.mkdir(parents=True)
    (tmp_path / "reports/one.txt").write_text("---\npublisher: Other\n---\nOne was hurt.", encoding="utf-8")
    (inner / "two.txt").write_text("Two were hurt.", encoding="utf-8")
    entries = [
        {"id": "one", "publisher": "Gold Daily", "published": "2024-12-11", "text_ref": {"path": "reports/one.txt"}},
        {"id": "two", "text_ref": {"path": "two.txt"}},
        {"id": "none", "text_ref": {"path": "reports/none.txt"}},
    ]
    one, two, none = documents(made.gold(documents=entries), inner, OPTIONS)
    assert isinstance(one, Reading)
    assert isinstance(two, Reading)
    found = (one.document.id, one.document.text, one.document.publisher, one.document.published)
    assert found == ("one", "One was hurt.", "Gold Daily", "2024-12-11")
    assert two.document.text == "Two were hurt."
    assert isinstance(none, UnreadableError)
    assert "'none'" in str(none)


def test_held_out_documents_take_what_rests_on_them_along() -> None:
    gold = made.gold()
    assert restrict(gold, "all") is gold
    without, only = restrict(gold, "without"), restrict(gold, "only")
    assert [document.id for document in without.documents] == ["a"]
    assert [(event.id, event.documents, len(event.facts)) for event in without.events] == [("taganrog", ("a",), 2)]
    assert (without.aggregates, without.speech, without.held_out) == ((), (), ())
    assert [(event.id, event.documents, len(event.facts)) for event in only.events] == [
        ("taganrog", ("b",), 1), ("odesa", ("b",), 2),
    ]  # fmt: skip
    assert (len(only.aggregates), len(only.speech), only.held_out) == (1, 1, ("b",))


def test_the_starts_of_sentences_stay_with_their_documents() -> None:
    fact = {**FACT, "documents": ["a", "b"], "sentence_starts": ["in a", "in b"]}
    gold = restrict(made.gold(events=[{**EVENT, "facts": [fact]}], aggregates=[]), "only")
    assert [(one.documents, one.sentence_starts) for _, one in gold.facts()] == [(("b",), ("in b",))]


@pytest.mark.parametrize("name", ["demo", "articles"])
def test_the_golds_of_this_project_hold_what_they_say(name: str) -> None:
    path = Path(__file__).parents[1] / "gold" / f"{name}.json"
    gold = load_gold(path)
    found = list(documents(gold, path.parent, OPTIONS))
    texts = {one.document.id: one.document.text for one in found if isinstance(one, Reading)}
    assert texts.keys() == {document.id for document in gold.documents}
    for _, fact in gold.facts():
        for document, start in zip(fact.documents, fact.sentence_starts, strict=True):
            assert start in texts[document]
