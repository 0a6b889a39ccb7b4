"""find_toponyms: every naming of a place, and which of several places of one name is meant."""

import time

import pytest

from rashomon.extract.mentions import PlaceMention
from rashomon.extract.places import find_places, find_toponyms
from rashomon.places import Gazetteer
from rashomon.places.accept import Entity


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def read(gazetteer: Gazetteer, text: str, **labels: str) -> dict[str, PlaceMention]:
    """The mentions by their words; ``labels`` are words (with _ for a space) and the model's label for them."""
    entities = []
    for words, label in labels.items():
        start = text.index(words.replace("_", " "))
        entities.append(Entity(start, start + len(words), label))
    likely = [(each.start, each.end) for each in entities if each.label in ("GPE", "LOC", "FAC")]
    found = find_toponyms(text, likely=likely, entities=entities, gazetteer=gazetteer)
    for mention in found:
        assert text[mention.start : mention.end] == mention.text
    return {mention.text: mention for mention in found}


def area(mention: PlaceMention) -> str | None:
    assert mention.place is not None, mention
    return mention.place.admin1


def test_neighbours_tell_which_town_is_meant(gazetteer: Gazetteer) -> None:
    text = "The road from Hilliard to Columbus was closed, and schools in Dublin and Westerville opened late."
    assert area(read(gazetteer, text)["Dublin"]) == "Ohio"
    assert area(read(gazetteer, "Trams stopped in Dublin, Swords and Bray on Sunday.")["Dublin"]) == "Leinster"


def test_a_name_keeps_the_sense_that_the_text_gives_it(gazetteer: Gazetteer) -> None:
    text = "A barn burned in Paris, Tenn., on Friday. The owner has lived in Paris since 1990."
    assert {area(each) for each in find_toponyms(text, gazetteer=gazetteer) if each.text == "Paris"} == {"Tennessee"}


def test_a_capital_s_own_name_means_the_capital(gazetteer: Gazetteer) -> None:
    text = "San Salvador, 3 May 90 (Radio) -- A bomb went off in downtown San Salvador, near the Ayala store."
    found = [each for each in find_toponyms(text, gazetteer=gazetteer) if each.text == "San Salvador"]
    assert {each.place.country for each in found if each.place} == {"SV"}


def test_a_capital_s_dispatch_on_one_country_means_no_town_elsewhere(gazetteer: Gazetteer) -> None:
    text = "San Salvador, 3 May 90 (Radio) -- The post in San Ramon was attacked, and so was the one in Soyapango."
    assert read(gazetteer, text)["San Ramon"].place is None
    california = read(gazetteer, "The post office in San Ramon was closed, and so was the one in Danville.")[
        "San Ramon"
    ]
    assert area(california) == "California"


def test_a_country_is_not_taken_for_a_hamlet_beside_a_city(gazetteer: Gazetteer) -> None:
    text = "A professor in Houston, Texas, said that tariffs on goods from China would hurt China and Beaumont alike."
    assert all(each.kind == "country" for each in find_toponyms(text, gazetteer=gazetteer) if each.text == "China")


def test_names_in_names_are_named_only(gazetteer: Gazetteer) -> None:
    text = "The Poltava Tribune wrote of it on Monday."
    found = read(gazetteer, text, Poltava_Tribune="ORG")["Poltava"]
    assert found.role == "name"
    assert area(found) == "Poltava Oblast"
    assert find_places(text, gazetteer=gazetteer) == ()


def test_people_of_a_town(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "Elyria police and an Oberlin woman disagree.", Elyria="ORG")
    assert {words: area(each) for words, each in found.items()} == {"Elyria": "Ohio", "Oberlin": "Ohio"}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("An old S.C. judge will hear it.", "S.C.", "South Carolina"),
        ("Sen. Jo Marsh, D-N.D., agreed.", "N.D.", "North Dakota"),
        ("Texans and Ohioans met.", "Texans", "Texas"),
        ("A South Ossetian envoy came.", "South Ossetian", "South Ossetia"),
        ("The White House had no comment.", "White House", "White House"),
    ],
)
def test_other_words_for_places(gazetteer: Gazetteer, text: str, words: str, name: str) -> None:
    found = (
        read(gazetteer, text, Jo_Marsh="PERSON") if "Marsh" in text else read(gazetteer, text, **{text.split()[0]: "X"})
    )
    assert found[words].role == "name"
    assert found[words].place is not None
    assert found[words].place.name == name


def test_a_building_takes_the_point_of_its_town(gazetteer: Gazetteer) -> None:
    text = "Flames were seen at Ravenswick Hospital in Poltava."
    found = read(gazetteer, text, Ravenswick_Hospital="ORG")["Ravenswick Hospital"]
    assert found.role == "name"
    assert found.issue is not None
    assert found.issue.code == "place-unresolved"
    assert area(found) == "Poltava Oblast"
    assert found.place is not None
    assert found.place.precision == 2


def test_no_town_no_building(gazetteer: Gazetteer) -> None:
    assert read(gazetteer, "Flames were seen at Ravenswick Hospital.", Ravenswick_Hospital="ORG") == {}


def test_offices_of_a_town(gazetteer: Gazetteer) -> None:
    found = read(
        gazetteer, "Elyria Fire Chief Ann Lund retires, says Oberlin City Council.", Elyria_Fire_Chief_Ann_Lund="PERSON"
    )
    assert {words: area(each) for words, each in found.items()} == {"Elyria": "Ohio", "Oberlin": "Ohio"}


def test_words_of_local_life_tell_the_country(gazetteer: Gazetteer) -> None:
    at_home = "The school board and the county commission in Dublin met with the sheriff and a state trooper."
    for text, country in ((at_home, "US"), ("Ministers met in Dublin.", "IE")):
        (dublin,) = find_toponyms(text, gazetteer=gazetteer)
        meant = dublin.place or dublin.likeliest
        assert meant is not None
        assert meant.country == country


def test_a_state_that_shares_its_name_with_a_city(gazetteer: Gazetteer) -> None:
    for text in (
        "They came from Missouri, New York, North Carolina and Virginia.",
        "He drove to the New York border.",
        "New York's attorney general sued.",
    ):
        assert read(gazetteer, text)["New York"].kind == "region", text
    assert read(gazetteer, "He works in New York, Boston and Rome.")["New York"].kind == "city"


def test_a_list_of_counties(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "Schools in Barrow and Jackson counties closed; Athens, Ga., stayed open.")
    assert area(found["Jackson counties"]) == area(found["Barrow"]) == "Georgia"


def test_a_city_council_is_not_a_city_of_that_name(gazetteer: Gazetteer) -> None:
    text = "Police chased a van from Hilliard to Columbus. The Dublin City Council met on Monday."
    found = read(gazetteer, text, Dublin_City_Council="ORG")
    assert area(found["Dublin"]) == "Ohio"


def test_l_a_is_a_city(gazetteer: Gazetteer) -> None:
    assert area(read(gazetteer, "An L.A. court freed him.", **{"L.A.": "GPE"})["L.A."]) == "California"


def test_a_word_of_a_longer_name_is_no_town_by_chance(gazetteer: Gazetteer) -> None:
    assert read(gazetteer, "The Ludgate Rail Society wrote to Poltava.", Ludgate_Rail_Society="ORG").keys() == {
        "Poltava"
    }


def test_a_town_in_a_list_of_towns_is_no_person(gazetteer: Gazetteer) -> None:
    text = "Jets bombed the towns of Mais al-Jabal, Ayta al-Shaab and Odaisseh in Lebanon."
    start = text.index("Ayta")
    found = find_places(text, blocked=[(start, start + len("Ayta al-Shaab"))], gazetteer=gazetteer)
    assert [each.place.name for each in found if each.text == "Ayta al-Shaab" and each.place] == ["Aita al-Shaab"]


def test_without_the_model_only_standing_places_are_read(gazetteer: Gazetteer) -> None:
    text = "Texans wrote to the Poltava Tribune from Sumy."
    assert [each.text for each in find_toponyms(text, gazetteer=gazetteer)] == ["Sumy"]


def test_a_long_run_of_capitalised_words_is_read_in_no_time(gazetteer: Gazetteer) -> None:
    text = f"Officers from Kerry and Clare {'Foo ' * 38}met."
    begun = time.perf_counter()
    read(gazetteer, text)
    assert time.perf_counter() - begun < 20  # a pattern that tries every way to pair the words up takes for ever


def test_a_state_stands_behind_a_town_of_it(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "A bakery in Tacoma, Washington sells bread by weight.")
    assert found["Washington"].place is not None
    assert found["Washington"].place.name == "Washington"
    assert found["Washington"].place.precision == 4
    cities = read(gazetteer, "He flew to Boston, New York and Washington.")
    assert [area(cities[name]) for name in ("New York", "Washington")] == ["New York", "District of Columbia"]
    assert cities["New York"].place is not None
    assert cities["New York"].place.precision == 1


def test_a_name_in_capitals_before_a_dash_opens_a_dispatch(gazetteer: Gazetteer) -> None:
    text = "The old water main leaks again. PATASKALA - The council voted on Monday. Pataskala schools stay open."
    assert [area(each) for each in find_toponyms(text, gazetteer=gazetteer)] == ["Ohio", "Ohio"]


def test_saint_is_written_in_two_ways(gazetteer: Gazetteer) -> None:
    assert area(read(gazetteer, "A barn burned in St. Paris, west of Springfield in Ohio.")["St. Paris"]) == "Ohio"
    assert gazetteer.lookup("St Paris") == gazetteer.lookup("Saint Paris")


def test_a_people_names_its_country(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "Sinhalese fishermen and Maori farmers wrote to each other.")
    assert [each.place.country for each in found.values() if each.place] == ["LK", "NZ"]
