"""find_places: cases as data, and what must hold of any text."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.extract.mentions import PlaceMention
from rashomon.extract.places import find_places, issues
from rashomon.places import Gazetteer
from rashomon.values import haversine_km

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "places.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any], gazetteer: Gazetteer) -> None:
    text = case["text"]
    mentions = find_places(text, gazetteer=gazetteer)
    verbatim(text, mentions)
    places = [mention for mention in mentions if not mention.demonym]
    for words, expected in case.get("places", {}).items():
        found = [mention for mention in places if mention.text == words]
        assert found, f"{words!r} not among {[mention.text for mention in places]}"
        check(found[0], expected)
    for words in case.get("absent", ()):
        assert not [mention.text for mention in places if words in mention.text], words
    for words, country in case.get("demonyms", {}).items():
        found = [mention for mention in mentions if mention.text == words]
        assert found, f"{words!r} not among {[mention.text for mention in mentions]}"
        assert found[0].demonym
        assert found[0].place is not None
        assert found[0].place.country == country
    assert [issue.code for issue in issues(mentions)] == case.get("issues", [])


def check(mention: PlaceMention, expected: dict[str, Any]) -> None:
    place = mention.place
    if not expected.get("resolved", True):
        assert place is None or place.latitude is None
        return
    for name in ("kind", "role", "metonym"):
        if name in expected:
            assert getattr(mention, name) == expected[name], mention
    if "resolved" not in expected and set(expected) <= {"kind", "role", "metonym"}:
        return
    assert place is not None, mention
    for name in ("name", "country", "admin1", "precision", "said"):
        if name in expected:
            assert getattr(place, name) == expected[name], place
    if "precision_at_most" in expected:
        assert place.precision is not None
        assert place.precision <= expected["precision_at_most"]
    if "radius_at_most" in expected:
        assert place.radius_km is not None
        assert place.radius_km <= expected["radius_at_most"]
    if "near" in expected:
        latitude, longitude, km = expected["near"]
        assert place.latitude is not None
        assert place.longitude is not None
        assert haversine_km(latitude, longitude, place.latitude, place.longitude) <= km, place


def verbatim(text: str, mentions: tuple[PlaceMention, ...]) -> None:
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.text
        for span in mention.qualifiers:
            assert text[span.start : span.end] == span.text
        if mention.issue is not None:
            assert (mention.issue.start, mention.issue.end) == (mention.start, mention.end)
        if mention.place is not None and mention.place.latitude is not None:
            assert mention.place.radius_km is not None
            assert mention.place.precision in range(1, 8)
    assert list(mentions) == sorted(mentions, key=lambda mention: (mention.start, mention.end))


def test_blocked_spans_are_left_alone(gazetteer: Gazetteer) -> None:
    text = "Belgorod was launched in 2019; Belgorod is also a town in Russia."
    start = text.index("Belgorod")
    mentions = find_places(text, blocked=[(start, start + 8)], gazetteer=gazetteer)
    assert [mention.start for mention in mentions if mention.text == "Belgorod"] == [31]


def test_likely_spans_help_small_towns(gazetteer: Gazetteer) -> None:
    text = "Residents said Immokalee flooded."
    start = text.index("Immokalee")
    assert find_places(text, gazetteer=gazetteer) == ()
    helped = find_places(text, likely=[(start, start + 9)], gazetteer=gazetteer)
    assert [mention.text for mention in helped] == ["Immokalee"]


def test_one_unresolvable_place_removes_no_other(gazetteer: Gazetteer) -> None:
    alone = find_places("Rockets hit Haifa and Nahariya in Israel.", gazetteer=gazetteer)
    beside = find_places("Rockets hit Haifa and Nahariya in Israel. The village of Qwxyzt burned.", gazetteer=gazetteer)
    assert [mention.place for mention in beside[: len(alone)]] == [mention.place for mention in alone]
    assert beside[len(alone)].issue is not None


def test_disputed_places_follow_the_united_nations(gazetteer: Gazetteer) -> None:
    text = "Drones reached Kerch, Luhansk, Melitopol, Majdal Shams, Hebron, Rafah and Sukhumi."
    countries = {each.text: each.place.country for each in find_places(text, gazetteer=gazetteer) if each.place}
    assert countries == {"Kerch": "UA", "Luhansk": "UA", "Melitopol": "UA", "Majdal Shams": "SY", "Hebron": "PS",
                         "Rafah": "PS", "Sukhumi": "GE"}  # fmt: skip


WORDS = st.sampled_from([
    "Kyiv", "near", "in", "the", "Kursk", "region", "37 km", "north", "of", "Texas", ",", ".", "\n\n", "airfield",
    "U.S.",    "al-", "Ukrainian",
    "’s", "(", ")", "—", "Sumy", "and", "village", "Xyzzyk", "🙂", "e\u0301", "ISTANBUL", "Ğ",
    "regions",
])  # fmt: skip


@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_spans_are_verbatim(text: str) -> None:
    gazetteer = OPEN[0]
    mentions = find_places(text, blocked=[(0, 2)], likely=[(3, 9)], gazetteer=gazetteer)
    verbatim(text, mentions)
    assert mentions == find_places(text, blocked=[(0, 2)], likely=[(3, 9)], gazetteer=gazetteer)


OPEN = [Gazetteer.open()]
