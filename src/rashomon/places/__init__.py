"""The gazetteer: names to places, built in and read in place."""

from rashomon.places.fold import fold
from rashomon.places.gazetteer import UN_POSITION, Gazetteer, Match
from rashomon.places.geometry import bearing_of, destination
from rashomon.places.overlay import Entry

__all__ = ["UN_POSITION", "Entry", "Gazetteer", "Match", "bearing_of", "destination", "fold"]
