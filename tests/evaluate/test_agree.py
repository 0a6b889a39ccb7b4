"""What the scorer calls the same item and the same speaker, as data."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec import structs

from made import extraction
from rashomon.evaluate.agree import Agreement, goes_uncoded
from rashomon.evaluate.gold import GoldFact
from rashomon.model import Claim, Speaker
from rashomon.values import Quantity

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


def test_an_office_that_two_voices_have_is_nobodys() -> None:
    porto = Speaker(id="x", name="Porto police", kind="official")
    assert AGREEMENT.speakers("police", "official", porto, ["police", "governor of Porto"])
    assert not AGREEMENT.speakers("police", "official", porto, ["police", "Braga police"])


def test_a_denial_that_any_was_is_none() -> None:
    denied = GoldFact(question="killed", item="soldiers", polarity="-", documents=("d1",))
    none = GoldFact(question="killed", item="soldiers", low=0, high=0, documents=("d1",))
    zero, one = Quantity(low=0, high=0, said="no"), Quantity(low=1, high=None, said="any")
    assert AGREEMENT.right(denied, _claim("killed", zero, "soldiers"))
    assert AGREEMENT.right(none, structs.replace(_claim("killed", one, "soldiers"), factuality="CT-"))
    assert not AGREEMENT.right(none, _claim("killed", one, "soldiers"))
    nine = Quantity(low=9, high=9, said="nine")
    assert not AGREEMENT.right(none, structs.replace(_claim("killed", nine, "soldiers"), factuality="CT-"))


def test_a_fact_without_a_voice_is_anybodys() -> None:
    assert AGREEMENT.speakers(None, "unknown", Speaker(id="x", name="anybody"))


def _claim(question: str, quantity: Quantity, item: str | None) -> Claim:
    made = extraction()
    return Claim.of(
        report=made.reports[0], question=question, item=item, value=quantity, speakers=made.claims[0].speakers,
        evidence=made.claims[0].evidence,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("question", "low", "high", "said", "uncoded"),
    [
        ("explosions", 2, None, "explosions", True),
        ("explosions", 1, 1, "an explosion", True),
        ("explosions", 1, 1, "one explosion", False),
        ("damaged", 2, None, "houses", True),
        ("damaged", 3, None, "several houses", False),
        ("destroyed", 1, 1, "a bridge", False),
        ("hit", 1, 1, "a missile", False),
        ("hit", 2, None, "missiles", True),
        ("injured", 2, None, "people", False),
    ],
)
def test_a_noun_without_a_number_is_coded_only_for_some_questions(
    question: str, low: int, high: int | None, said: str, uncoded: bool
) -> None:
    quantity = Quantity(low=low, high=high, approx=high is None, said=said)
    assert goes_uncoded(_claim(question, quantity, "things")) is uncoded


def test_nobody_hurt_is_no_casualties() -> None:
    fact = GoldFact(question="casualties", item="people", low=0, high=0, documents=("d1",))
    none, some = Quantity(low=0, high=0, said="nobody"), Quantity(low=2, high=2, said="two")
    assert AGREEMENT.right(fact, _claim("injured", none, "people"))
    assert not AGREEMENT.right(fact, _claim("killed", none, "people"))
    assert not AGREEMENT.right(fact, _claim("injured", some, "people"))


def test_no_damage_is_to_no_objects() -> None:
    fact = GoldFact(question="damaged", item="objects", low=0, high=0, documents=("d1",))
    assert AGREEMENT.right(fact, _claim("damaged", Quantity(low=0, high=0, said="no damage"), None))
