"""The lexicon loads, holds together, and answers what kind of thing a thing is."""

import pytest

from rashomon.lexicon import load, matcher
from rashomon.model import Speaker


def test_it_is_broad() -> None:
    lexicon = load()
    assert len(lexicon.equipment) >= 220
    assert len(lexicon.institutions) >= 200
    assert len(lexicon.channels) >= 60
    assert sum(side.kind == "state" for side in lexicon.sides.values()) >= 193


def test_loading_twice_gives_the_same_record() -> None:
    assert load() is load()


@pytest.mark.parametrize(
    ("child", "parent", "expected"),
    [
        ("atacms", "ballistic-missile", True),
        ("atacms", "missile", True),
        ("atacms", "atacms", True),
        ("missile", "atacms", False),
        ("atacms", "drone", False),
        ("geran-2", "shahed", True),
        ("shahed-136", "drone", True),
        ("atacms", "nothing-such", False),
        ("nothing-such", "missile", False),
    ],
)
def test_is_a(child: str, parent: str, expected: bool) -> None:
    assert load().is_a(child, parent) is expected


@pytest.mark.parametrize(
    ("id_", "class_", "role"),
    [
        ("atacms", "ballistic missile", "weapon"),
        ("s-300", "air defence", "both"),
        ("pole-21", "electronic warfare", "defence"),
        ("nebo-m", "radar", "sensor"),
        ("su-34", "aircraft", "platform"),
        ("shahed-136", "drone", "weapon"),
        ("moskva", "ship", "platform"),
        ("zircon", "cruise missile", "weapon"),
    ],
)
def test_class_and_role_come_from_the_parent(id_: str, class_: str, role: str) -> None:
    entry = load().equipment[id_]
    assert (entry.class_, entry.role) == (class_, role)


@pytest.mark.parametrize(
    ("noun", "item"),
    [
        ("child", "children"), ("Children", "children"), ("serviceman", "military"), ("houses", "houses"),
        ("missile", "missiles"), ("gunmen", "attackers"), ("uav", "drones"), ("armored vehicle", "armoured-vehicles"),
        ("family", "families"), ("idea", None),
    ],
)  # fmt: skip
def test_item_of(noun: str, item: str | None) -> None:
    found = load().item_of(noun)
    assert (found.id if found else None) == item


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("children", "people", True),
        ("fighters", "military", True),
        ("fighters", "people", True),
        ("children", "civilians", False),
        ("civilians", "people", True),
        ("people", "people", False),
        ("people", "children", False),
        ("houses", "buildings", True),
        ("child", "persons", True),
        ("cars", "buildings", False),
        ("ideas", "people", False),
        ("children", "ideas", False),
    ],
)
def test_part_of_item(part: str, whole: str, expected: bool) -> None:
    assert load().part_of_item(part, whole) is expected


def test_a_short_form_means_the_last_one_mentioned() -> None:
    lexicon = load()
    mentioned = ["ua-defence-ministry", "ru-defence-ministry", "tass"]
    assert lexicon.resolve_short("the Ministry", mentioned) == "ru-defence-ministry"
    assert lexicon.resolve_short("the defense ministry", mentioned[:1]) == "ua-defence-ministry"
    assert lexicon.resolve_short("the ministry", ["tass"]) is None
    assert lexicon.resolve_short("the bakery", mentioned) is None


def test_a_speaker_has_kind_and_side() -> None:
    lexicon = load()
    expected = Speaker(id="ru-presidency", name="Kremlin", kind="official", side="RU")
    assert lexicon.speaker("ru-presidency") == expected
    assert lexicon.speaker("shot") == Speaker(id="shot", name="Shot", kind="media", side="RU")
    assert lexicon.speaker("nobody") is None


def test_an_armed_group_is_a_party_with_its_own_side() -> None:
    lexicon = load()
    groups = [side.id for side in lexicon.sides.values() if side.kind == "group"]
    assert {lexicon.institutions[id_].kind for id_ in groups} == {"party"}
    assert all(lexicon.institutions[id_].side == id_ for id_ in groups)


def test_an_entry_adds_to_its_template() -> None:
    ministry = load().institutions["ru-defence-ministry"]
    assert "Russia's defence ministry" in ministry.aliases
    assert "Минобороны РФ" in ministry.aliases
    assert "the ministry" in ministry.short


def test_every_term_leads_back_to_its_entry() -> None:
    lexicon = load()
    text = "Hamas and Putin said the Shot Telegram channel saw a drone hit a refinery in Ukraine, an aide said"
    terms = matcher().find_terms(text)
    assert {term.kind for term in terms} == {"equipment", "speaker", "office", "channel", "side", "item", "target"}
    for term in terms:
        entry = lexicon.entry(term.kind, term.id)
        assert entry is not None
        assert entry.id == term.id
    assert lexicon.entry("equipment", "nothing-such") is None
