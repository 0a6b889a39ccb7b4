"""What a report tells beside its news: other attacks of the day, a series, what is long past and only looked back on."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from rashomon.extract.anchors import Anchors
from rashomon.extract.attacks import attacks_of, is_of_habit, is_presupposed, is_told_anew, tells_of_one
from rashomon.extract.calendar import Calendar
from rashomon.extract.facts import Fact
from rashomon.extract.happening import Happening
from rashomon.extract.reckoning import LONG_AGO
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import sentence_of
from rashomon.values import When

HARM = frozenset({"killed", "injured", "casualties", "missing"})
_NEWS = 7  # days before publication up to which an attack is what a statement of these days is about
_FRESH = 3  # days between a statement and the report of it
_FEWEST = 2  # how many "people" without a number are
_PAST = 21  # days before publication from which on a happening is told as another one's background


class Others:
    """Whether words of one document tell of what was told before, or of something beside it."""

    def __init__(
        self, scene: Scene, facts: Sequence[Fact], at: Mapping[int, Sequence[int]], anchors: Anchors, calendar: Calendar
    ) -> None:
        self.scene, self.facts, self.at, self.anchors, self.calendar = scene, facts, at, anchors, calendar

    def is_of_habit(self, token: Token, indices: Sequence[int]) -> bool:
        """ "Gangs regularly raid villages, killing people": a habit, and no figure of it."""
        bare = all(self.facts[i].quantity.low == _FEWEST and self.facts[i].quantity.high is None for i in indices)
        return bare and is_of_habit(token)

    def has_other_toll(self, current: Happening, token: Token) -> bool:
        """ "Later, a bomb blast killed three", "another four were killed in a similar attack": not of those told before.

        What two attacks did is a sum, as soon as one of them is told with a smaller toll.
        """
        counted = [self.facts[i] for t in sentence_of(token) for i in self.at.get(t.i, ())]
        asked = {
            fact.question: fact.quantity for fact in reversed(counted) if fact.question in HARM and not fact.subset_of
        }
        told = [self.facts[i] for i in current.facts if self.facts[i].question in asked]
        others = [fact for fact in told if fact.quantity.exact != asked[fact.question].exact]
        if not others:
            return False
        smaller = all((asked[fact.question].low or 0) < (fact.quantity.low or 0) for fact in others)
        if (
            current.several
            and smaller
            and tells_of_one(sentence_of(token))
            and not any(attacks_of(t) for t in sentence_of(token))
        ):
            current.aggregate, current.strikes = True, current.several
            return True
        return any(is_told_anew(t) for t in sentence_of(token))

    def main(self, current: Happening, token: Token, singles: Sequence[Happening]) -> Happening:
        """The happening that a new paragraph goes on with: not one that lies long before the text, but what it is about."""
        first = sentence_of(token).start_char
        if not self._is_background(current) or "\n" not in self.scene.text[max(0, first - 2) : first]:
            return current
        return next((h for h in reversed(singles) if h.facts and not self._is_background(h)), current)

    def is_old(self, happening: Happening, token: Token, day: When | None) -> bool:
        """Whether a day lies well before the news that a happening without one is told as: "on 4 July a bomber attacked …"."""
        days, published = day.days() if day is not None else None, self.calendar.published
        if happening.day is not None or not happening.facts or is_presupposed(token):
            return False
        if days is None or published is None or (published - days[1]).days <= _NEWS:
            return False
        for each in happening.tokens:
            stated = self.anchors.speech_time_for(self.scene.doc[each])
            when = self.calendar.resolve(stated.mention, None, None) if stated is not None else None
            spoken = when.days() if when is not None else None
            if spoken is not None and abs((published - spoken[1]).days) <= _FRESH:
                return True
        return False

    def _is_background(self, happening: Happening) -> bool:
        days, published = happening.day.days() if happening.day is not None else None, self.calendar.published
        past = published is not None and days is not None and (published - days[1]).days > _PAST
        return happening.aside or happening.recency == LONG_AGO or past
