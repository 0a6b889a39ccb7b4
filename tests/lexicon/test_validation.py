"""A file that does not validate says which file, which entry and what to do."""

from pathlib import Path

import msgspec
import pytest

from rashomon.errors import LexiconError
from rashomon.lexicon import load, load_yaml, matcher
from rashomon.lexicon.loader import parse_yaml


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    size: int


@pytest.mark.parametrize(
    ("text", "type_", "words"),
    [
        ("- {id: a, size: 1}\n- {id: b, size: x}", list[Row], ["f.yaml", "'b'", "'size'", "Correct"]),
        ("one: {id: a, size: 1}\ntwo: {id: b}", dict[str, Row], ["f.yaml", "'two'", "size", "Correct"]),
        ("two: {size: b}", dict[str, Row], ["f.yaml", "'two'"]),
        ("- {id: a, size: 1, colour: red}", list[Row], ["'a'", "colour"]),
        ("- {id: a, size: '1'}", list[Row], ["'a'", "'size'"]),
        ("- {id: a, size: 1", list[Row], ["f.yaml, line", "not valid YAML"]),
        ("one: 1\none: 2", dict[str, int], ["line 2", "'one'", "twice"]),
        ("", list[Row], ["f.yaml", "Expected `array`"]),
        ("- !python/object:os.system x", list[str], ["line 1", "tag"]),
        ("&a [*a]", list[str], ["f.yaml", "nested"]),
        ("? [a]\n: b", dict[str, str], ["line 1", "key"]),
        ("a: \x07", dict[str, str], ["f.yaml", "not valid YAML"]),
    ],
)
def test_errors_name_the_place_and_the_remedy(text: str, type_: type, words: list[str]) -> None:
    with pytest.raises(LexiconError) as caught:
        parse_yaml(text, type_, source="f.yaml")
    for word in words:
        assert word in str(caught.value)


def test_only_core_types_are_converted() -> None:
    text = "[NO, yes, off, 12:30, 2024-12-11, 1_000, 017, true, null, ~, 3, -2, 1.5, '3']"
    expected = ["NO", "yes", "off", "12:30", "2024-12-11", "1_000", 17, True, None, None, 3, -2, 1.5, "3"]
    assert parse_yaml(text, list[object], source="f.yaml") == expected


def test_a_missing_file_is_named() -> None:
    with pytest.raises(LexiconError, match=r"no-such\.yaml: cannot be read"):
        load_yaml("no-such", list[str])


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("equipment.yaml", "thing: {name: Thing, class: pudding, role: weapon}", ["equipment", "'thing'", "'class'"]),
        ("equipment.yaml", "thing: {name: Thing, role: weapon}", ["'thing'", "class"]),
        ("equipment.yaml", "thing: {name: T1, parent: nowhere, class: drone, role: weapon}", ["'thing'", "'nowhere'"]),
        ("equipment.yaml", "thing: {name: ATACMS, parent: drone}", ["'thing'", "'ATACMS'", "'atacms'", "shared"]),
        ("equipment.yaml", "thing: {name: Thing, parent: drone, side: XX}", ["'thing'", "'XX'", "sides.yaml"]),
        ("equipment.yaml", "thing: {name: Thing, parent: drone, made_in: XX}", ["'thing'", "'XX'"]),
        ("equipment.yaml", "thing: {name: Thing, parent: drone, wikidata: '17'}", ["'thing'", "'wikidata'"]),
        ("equipment.yaml", "thing: {name: '', parent: drone}", ["'thing'", "'name'"]),
        ("equipment.yaml", "thing: none", ["'thing'", "mapping"]),
        ("equipment.yaml", "Big Thing: {name: Thing, parent: drone}", ["'Big Thing'", "Rename"]),
        (
            "equipment.yaml",
            "a: {name: A1, parent: b, class: drone, role: weapon}\n"
            "b: {name: B1, parent: a, class: drone, role: weapon}",
            ["equipment.yaml", "circle"],
        ),
        (
            "items.yaml",
            "a: {name: aa, class: person, parent: b}\nb: {name: bb, class: person, parent: a}",
            ["items.yaml", "circle"],
        ),
        ("institutions.yaml", "institutions: {x: {name: X1, kind: wizard}}", ["institutions.yaml", "'x'", "'kind'"]),
        ("institutions.yaml", "institutions: {x: {name: X1, kind: ngo, side: QQ}}", ["'x'", "'QQ'"]),
        (
            "institutions.yaml",
            "templates: {zoo: {name: '{demonym} zoo', kind: ngo, sides: [QQ]}}",
            ["institutions.yaml", "'zoo'", "'QQ'"],
        ),
        ("offices.yaml", "offices: {x: {name: xx, kind: ngo, institution: '{side}-zoo'}}", ["'x'", "'{side}-zoo'"]),
        ("offices.yaml", "holders: {x: {name: X Y, side: UA, institution: zoo}}", ["'x'", "'zoo'"]),
        ("offices.yaml", "holders: {x: {name: X Y, side: QQ}}", ["'x'", "'QQ'"]),
        ("channels.yaml", "tass: {name: Tass copy}", ["'tass'", "another speaker"]),
        ("sides.yaml", "states: {ukraine2: {name: Ukraine Two}}", ["sides.yaml", "'ukraine2'"]),
        ("sides.yaml", "groups: {x: {name: Group X, demonyms: [X]}}", ["sides.yaml", "'x'", "demonyms"]),
        ("targets.yaml", "- a\n- b", ["targets.yaml", "mapping"]),
        ("targets.yaml", "a: {name: aa, class: secret}", ["targets.yaml", "'a'", "'class'"]),
    ],
)
def test_a_user_file_that_is_wrong_is_refused(tmp_path: Path, file: str, text: str, words: list[str]) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load(tmp_path)
    for word in words:
        assert word in str(caught.value)


def test_a_user_folder_adds_and_replaces(tmp_path: Path) -> None:
    (tmp_path / "equipment.yaml").write_text(
        "zephyr: {name: Zephyr, parent: drone, aliases: [Zephyr-9]}\natacms: {name: ATACMS, parent: cruise-missile}",
        encoding="utf-8",
    )
    lexicon = load(tmp_path)
    assert lexicon.equipment["zephyr"].class_ == "drone"
    assert lexicon.is_a("atacms", "cruise-missile")
    assert not load().is_a("atacms", "cruise-missile")
    assert [term.id for term in matcher(tmp_path).find_terms("Zephyr-9s flew")] == ["zephyr"]


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="not a folder"):
        load(tmp_path / "nowhere")


def test_shared_aliases_are_allowed_where_both_say_so(tmp_path: Path) -> None:
    (tmp_path / "equipment.yaml").write_text(
        "one: {name: One-Zed, parent: drone, aliases: [Zedder], shared: [Zedder]}\n"
        "two: {name: Two-Zed, parent: drone, aliases: [Zedder], shared: [Zedder]}",
        encoding="utf-8",
    )
    terms = matcher(tmp_path).find_terms("A Zedder fell")
    assert [term.id for term in terms if term.kind == "equipment"] == ["one", "two"]
