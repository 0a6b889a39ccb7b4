"""The gazetteer: what it holds, how names are folded, where points lead, and how its file is made."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import GazetteerMissingError, LexiconError
from rashomon.places import Gazetteer, bearing_of, destination, fold
from rashomon.places.fold import loosen
from rashomon.places.overlay import overlay_bytes, parse_overlay
from rashomon.values import Place, haversine_km


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def test_a_missing_or_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GazetteerMissingError, match="Reinstall"):
        Gazetteer.open(tmp_path / "none.bin")
    damaged = tmp_path / "damaged.bin"
    damaged.write_bytes(b"not a gazetteer at all")
    with pytest.raises(GazetteerMissingError, match="Reinstall"):
        Gazetteer.open(damaged)


@pytest.mark.parametrize(
    ("name", "found", "country", "kind"),
    [
        ("Kursk", "Kursk", "RU", "city"),
        ("KURSK", "Kursk", "RU", "city"),
        ("Kursk Oblast", "Kursk Oblast", "RU", "region"),
        ("Kiev", "Kyiv", "UA", "city"),
        ("Київ", "Kyiv", "UA", "city"),
        ("Zaporizhzhia", "Zaporizhzhia", "UA", "city"),
        ("Deir ez Zor", "Deir ez-Zor", "SY", "city"),
        ("Black Sea", "Black Sea", None, "sea"),
        ("Saky air base", "Saky Air Base", "UA", "airfield"),
        ("Hmeimim", "Hmeimim Air Base", "SY", "airfield"),
        ("Iran", "Iran", "IR", "country"),
        ("Kerch Bridge", "Crimean Bridge", "UA", "site"),
    ],
)
def test_lookup(name: str, found: str, country: str | None, kind: str, gazetteer: Gazetteer) -> None:
    entry = gazetteer.lookup(name)[0]
    assert (entry.name, entry.country, entry.kind) == (found, country, kind)


def test_entries_come_by_population(gazetteer: Gazetteer) -> None:
    people = [entry.population for entry in gazetteer.lookup("Alexandria")]
    assert len(people) > 3
    assert people == sorted(people, reverse=True)


def test_a_stem_is_no_name_but_a_match(gazetteer: Gazetteer) -> None:
    assert "region" not in {entry.kind for entry in gazetteer.lookup("Voronezh")}
    assert any(match.stem and match.entry.kind == "region" for match in gazetteer.matches("Voronezh"))


def test_apostrophes_hyphens_and_diacritics_do_not_matter(gazetteer: Gazetteer) -> None:
    ids = {
        name: {entry.id for entry in gazetteer.lookup(name)}
        for name in ("Slov'yansk", "Slov’yansk", "Slovʼyansk", "slovyansk")
    }
    assert len(set(map(frozenset, ids.values()))) == 1
    assert ids["Slov'yansk"]
    assert gazetteer.lookup("Ivano Frankivsk") == gazetteer.lookup("Ivano-Frankivsk") != ()
    assert gazetteer.lookup("Malmo")[0] == gazetteer.lookup("Malmö")[0]


def test_unknown_names_are_empty(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Qwxyzt") == ()
    assert gazetteer.lookup("") == ()
    assert gazetteer.lookup("\ud800") == ()


TOWNS = [
    "Avdiivka", "Bakhmut", "Balakliia", "Berdyansk", "Bilopillia", "Bucha", "Chasiv Yar", "Chuhuiv", "Enerhodar",
    "Horlivka", "Huliaipole", "Irpin", "Izium", "Kostiantynivka", "Kramatorsk", "Kreminna", "Kupiansk",
    "Kurakhove", "Lyman", "Lysychansk", "Mariupol", "Melitopol", "Myrhorod", "Nikopol", "Novofedorivka", "Ochakiv",
    "Okhtyrka", "Orikhiv", "Pokrovsk", "Robotyne", "Selydove", "Sievierodonetsk", "Shostka", "Skadovsk", "Svatove",
    "Tokmak", "Toretsk", "Vovchansk", "Vuhledar", "Belgorod", "Bryansk", "Engels", "Glushkovo", "Korenevo", "Lgov",
    "Millerovo", "Morozovsk", "Rylsk", "Shebekino", "Sudzha", "Taganrog", "Toropets", "Tuapse", "Yelabuga",
    "Yeysk", "Ashkelon", "Kiryat Shmona", "Metula", "Nahariya", "Safed", "Sderot", "Beit Hanoun", "Beit Lahia",
    "Bureij", "Deir al-Balah", "Jabalia", "Khan Younis", "Maghazi", "Nuseirat", "Rafah", "Shejaiya", "Baalbek",
    "Bint Jbeil", "Hermel", "Khiam", "Marjayoun", "Nabatieh", "Naqoura", "Tyre", "Abu Kamal", "Ariha", "Azaz",
    "Douma", "Idlib", "Jisr al-Shughour", "Khan Sheikhoun", "Maarat al-Numan", "Manbij", "Palmyra", "Raqqa",
    "Saraqib", "Bandar Abbas", "Isfahan", "Karaj", "Kermanshah", "Natanz", "Shiraz", "Tabriz", "El Fasher",
    "El Geneina", "El Obeid", "Khartoum", "Nyala", "Omdurman", "Port Sudan", "Wad Madani", "Aden", "Dhamar",
    "Hodeidah", "Marib", "Mokha", "Saada", "Sanaa", "Taiz",
]  # fmt: skip


@pytest.mark.parametrize("town", TOWNS)
def test_towns_that_reports_name_are_there(town: str, gazetteer: Gazetteer) -> None:
    assert any(entry.kind in ("city", "village") for entry in gazetteer.lookup(town))


def test_zones(gazetteer: Gazetteer) -> None:
    places = {"Taganrog": "Europe/Moscow", "Kyiv": "Europe/Kyiv", "Idlib": "Asia/Damascus", "Engels": "Europe/Saratov"}
    for name, zone in places.items():
        entry = gazetteer.lookup(name)[0]
        place = Place(name=name, country=entry.country, latitude=entry.latitude, longitude=entry.longitude, precision=1)
        assert gazetteer.zone_of(place) == entry.zone == zone
    assert gazetteer.zone_of(Place(name="Ukraine", country="UA", precision=6)) == "Europe/Kyiv"
    assert gazetteer.zone_of(Place(name="nowhere")) is None


def test_nearest(gazetteer: Gazetteer) -> None:
    near = gazetteer.nearest(47.24, 38.9)
    assert near is not None
    assert near.name == "Taganrog"
    assert gazetteer.nearest(-48.9, -123.4) is None
    rng = random.Random(7)
    for _ in range(20):
        latitude, longitude = rng.uniform(44, 56), rng.uniform(24, 40)
        found = gazetteer.nearest(latitude, longitude)
        assert found is not None
        km = haversine_km(latitude, longitude, found.latitude, found.longitude)
        for name in ("Kyiv", "Kharkiv", "Kursk", "Lviv", "Odesa", "Minsk"):
            other = gazetteer.lookup(name)[0]
            assert km <= haversine_km(latitude, longitude, other.latitude, other.longitude) + 1e-6


def test_demonyms(gazetteer: Gazetteer) -> None:
    assert gazetteer.country_of_demonym("Ukrainians") == "UA"
    assert gazetteer.country_of_demonym("saudi") == "SA"
    assert gazetteer.country_of_demonym("Kursk") is None


@given(st.floats(-89, 89), st.floats(-180, 179.9), st.floats(0.1, 3000), st.floats(0, 359.9))
def test_destination_lies_as_far_as_it_should(latitude: float, longitude: float, km: float, bearing: float) -> None:
    there = destination(latitude, longitude, km, bearing)
    assert haversine_km(latitude, longitude, *there) == pytest.approx(km, rel=1e-6, abs=1e-5)
    assert -90 <= there[0] <= 90
    assert -180 <= there[1] <= 180


@given(st.sampled_from(["north", "south-west", "NNE", "northwestern", "east"]), st.floats(1, 200))
def test_offset_matches_haversine(words: str, km: float) -> None:
    kursk = Place(name="Kursk", latitude=51.73, longitude=36.19)
    there = OPEN.offset(kursk, km, words)
    assert there is not None
    assert haversine_km(51.73, 36.19, *there) == pytest.approx(km, rel=1e-6)


def test_offset_without_a_point_or_a_bearing_is_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.offset(Place(name="x"), 5, "north") is None
    assert gazetteer.offset(Place(name="Kursk", latitude=51.73, longitude=36.19), 5, "sideways") is None


@pytest.mark.parametrize(
    ("words", "degrees"),
    [("north", 0), ("north-west", 315), ("northwest", 315), ("southeastern", 135), ("SSW", 202.5), ("West", 270)],
)
def test_bearings(words: str, degrees: float) -> None:
    assert bearing_of(words) == degrees
    assert bearing_of("sideways") is None


@given(st.text(max_size=40))
def test_folding_is_stable(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_loose_keys_level_romanisations() -> None:
    for one, other in (("Kupiansk", "Kupyansk"), ("Balakliya", "Balakliia"), ("Hulyaypole", "Huliaipole"),
                       ("Al-Kiswah", "Kiswa"), ("Khan Sheikhoun", "Khan Shaykhun")):  # fmt: skip
        assert loosen(fold(one)) == loosen(fold(other))
    assert loosen("abc") == ""


def test_an_overlay_mistake_names_the_entry() -> None:
    text = overlay_bytes()
    with pytest.raises(LexiconError, match=r"Black Sea.*latitude"):
        parse_overlay(text.replace(b"{name: Black Sea, at: [43.0, 34.0]", b"{name: Black Sea, at: [134.0, 43.0]"))
    with pytest.raises(LexiconError, match=r"places\.yaml"):
        parse_overlay(text.replace(b"countries:\n", b"countrys:\n", 1))


def test_an_edited_overlay_takes_effect_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    added = b"villages:\n  - {name: Lotosivka, country: UA, admin1: UA.21, at: [51.0, 34.5], population: 90}\n"
    edited = overlay_bytes().replace(b"villages:\n", added, 1)
    monkeypatch.setattr("rashomon.places.gazetteer.overlay_bytes", lambda: edited)
    entry = Gazetteer.open().lookup("Lotosivka")[0]
    assert (entry.kind, entry.country, entry.admin1, entry.zone) == ("village", "UA", "Sumy Oblast", "Europe/Kyiv")


def test_every_overlay_name_can_be_looked_up(gazetteer: Gazetteer) -> None:
    overlay = parse_overlay(overlay_bytes())
    for group in (overlay.airfields, overlay.sites, overlay.villages, overlay.areas, overlay.seas):
        for item in group:
            assert any(
                haversine_km(*item.at, match.entry.latitude, match.entry.longitude) < 1
                for match in gazetteer.matches(item.name)
            )
    for iso, country in overlay.countries.items():
        assert any(entry.country == iso and entry.kind == "country" for entry in gazetteer.lookup(country.name))


OPEN = Gazetteer.open()
