"""One happening of a document while it is being put together, and the times and places that it was told with."""

from dataclasses import dataclass, field

from rashomon.extract.name_fact import NameFact
from rashomon.model import Factuality
from rashomon.values import Place, When


@dataclass
class Dated:
    """A time or place that a happening was told with, the words for it (code points), and a factuality of its own.

    ``factuality`` is None where the sentence decides; PR+ for what was only concluded from words elsewhere.
    """

    value: When | Place
    token: int
    start: int
    end: int
    factuality: Factuality | None = None


@dataclass
class Happening:
    """One happening: its first trigger, day and place, and all that was told of it (indices of Facts and of tokens).

    ``salvo`` marks what was launched over a whole country, told ``beside`` what it did to one town.
    ``night`` is what a list divides among areas, of which this is one.
    ``area`` is the kind and name of the area that its first sentence opened with.
    ``prey`` is the country whose munitions were stopped in it.
    ``also`` are districts that its place was told together with.
    ``victims`` are the names of those whom it was done to, as words.
    ``several`` is how many attacks its toll was told of; told of one of them again, it is a sum.
    ``aside`` marks what is only told beside another one, as one of many.
    ``recency`` is what an undated text says instead of a day: a weekday, today, or long ago.
    """

    first: int
    day: When | None = None
    place: Place | None = None
    whens: list[Dated] = field(default_factory=list)
    wheres: list[Dated] = field(default_factory=list)
    launch_places: list[Dated] = field(default_factory=list)
    facts: list[int] = field(default_factory=list)
    names: list[NameFact] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    as_of: dict[int, str] = field(default_factory=dict)
    aggregate: bool = False
    strikes: int | None = None
    several: int = 0
    covers: list["Happening"] = field(default_factory=list)
    denied_only: bool = True
    rejected: bool = False
    fresh: bool = False
    aside: bool = False
    recency: str | None = None
    salvo: bool = False
    beside: "Happening | None" = None
    area: tuple[str, str] | None = None
    prey: str | None = None
    night: "Happening | None" = None
    victims: list[frozenset[str]] = field(default_factory=list)
    also: list[Place] = field(default_factory=list)

    def add_when(self, dated: Dated) -> None:
        """Keep a time, once for each wording."""
        if all(old.start != dated.start for old in self.whens):
            self.whens.append(dated)

    def add_where(self, dated: Dated) -> None:
        """Keep a place, once for each wording."""
        if all(old.start != dated.start for old in self.wheres):
            self.wheres.append(dated)
