"""What the scorer calls the same item and the same speaker, as data."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from rashomon.evaluate.agree import Agreement
from rashomon.model import Speaker

CASES: dict[str, list[Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/agreement.yaml").read_text(encoding="utf-8")
)
AGREEMENT = Agreement.load()


@pytest.mark.parametrize(("wanted", "got", "same"), CASES["items"])
def test_items(wanted: str | None, got: str | None, same: bool) -> None:
    assert AGREEMENT.items(wanted, got) is same


@pytest.mark.parametrize(("voice", "voice_kind", "name", "kind", "same"), CASES["speakers"])
def test_speakers(voice: str, voice_kind: str, name: str, kind: Any, same: bool) -> None:
    assert AGREEMENT.speakers(voice, voice_kind, Speaker(id="unknown-id", name=name, kind=kind)) is same


def test_a_speaker_is_known_by_the_id_of_the_lexicon() -> None:
    ministry = Speaker(id="ru-defence-ministry", name="the ministry", kind="military")
    assert AGREEMENT.speakers("Russian defence ministry", "official", ministry)
    assert not AGREEMENT.speakers("Ukrainian defence ministry", "official", ministry)


def test_a_side_stands_in_for_the_country_in_a_name() -> None:
    assert AGREEMENT.speakers("Sudanese army", "military", Speaker(id="x", name="army", kind="military", side="SD"))
    assert not AGREEMENT.speakers("Sudanese army", "military", Speaker(id="x", name="army", kind="military", side="TD"))


def test_a_fact_without_a_voice_is_anybodys() -> None:
    assert AGREEMENT.speakers(None, "unknown", Speaker(id="x", name="anybody"))
