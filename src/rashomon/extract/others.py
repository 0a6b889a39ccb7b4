"""What a report tells beside its news: other attacks of the day, a series, what is long past and only looked back on."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from rashomon.extract.anchors import Anchors
from rashomon.extract.attacks import is_attack, is_of_habit, is_presupposed, is_told_anew, tells_of_one
from rashomon.extract.calendar import Calendar
from rashomon.extract.facts import Fact
from rashomon.extract.fits import REGION, same_day
from rashomon.extract.happening import Happening
from rashomon.extract.reckoning import LONG_AGO
from rashomon.extract.roundups import MANY, attacks_of, introduces, place_words
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import sentence_of
from rashomon.values import Quantity, When

HARM = frozenset({"killed", "injured", "casualties", "missing"})
_NEWS = 7  # days before publication up to which an attack is what a statement of these days is about
_FRESH = 3  # days between a statement and the report of it
_FEWEST = 2  # how many "people" without a number are
_DEFINITE = frozenset({"the", "that", "those", "this", "these"})
_GENERAL = frozenset({"time", "day", "night", "morning", "evening", "week", "month", "year", "area", "region", "country", "city",
                      "town", "village", "district", "province", "government", "army", "military", "ministry", "people", "war",
                      "side"})  # fmt: skip
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
        asked = self._toll(token)
        told = [self.facts[i] for i in current.facts if self.facts[i].question in asked]
        others = [fact for fact in told if fact.quantity.exact != asked[fact.question].exact]
        if not others:
            return False
        smaller = all((asked[fact.question].low or 0) < (fact.quantity.low or 0) for fact in others)
        known = 0 < current.several < MANY
        if (
            known
            and smaller
            and tells_of_one(sentence_of(token))
            and not any(attacks_of(t) for t in sentence_of(token))
        ):
            current.aggregate, current.strikes = True, current.several
            return True
        return any(is_told_anew(t) for t in sentence_of(token))

    def is_brought_in(self, happening: Happening, token: Token) -> bool:
        """Whether a sentence brings in an attack with a place and a toll of its own: "a car bomb in Orsa killed six".

        Two sources that are named for two tolls may tell of one attack, where the first place is not narrow. What several
        attacks did is a sum, as soon as one of them is told with a smaller toll.
        """
        toll = self._toll(token)
        told = [i for i in happening.facts if self.facts[i].question in toll and not self.facts[i].subset_of]
        if not told or any(self.facts[i].quantity.low == toll[self.facts[i].question].low for i in told):
            return False
        sentence = sentence_of(token)
        own = place_words(sentence)
        if not introduces(sentence) or not own or own <= self._words_of(happening):
            return False
        place = happening.place
        narrow = place is not None and (place.precision or 1) < REGION
        if not narrow and self._are_rivals(told, token):
            return False
        smaller = all((toll[self.facts[i].question].low or 0) < (self.facts[i].quantity.low or 0) for i in told)
        if happening.several and smaller:
            happening.aggregate = True
            happening.strikes = happening.several if happening.several < MANY else None
        return True

    def is_of_another_day(
        self, happening: Happening, token: Token, day: When | None, happenings: Sequence[Happening]
    ) -> bool:
        """Whether a sentence brings in an attack on another day than that on which an undated one goes without saying."""
        before = [h for h in happenings[: happenings.index(happening)] if h.day is not None and not h.aggregate]
        if not before or same_day(before[-1].day, day):
            return False
        return introduces(sentence_of(token))

    def is_of_another_toll(self, happening: Happening, token: Token) -> bool:
        """Whether a sentence brings in an attack with a toll that is not the happening's."""
        toll = self._toll(token)
        told = [self.facts[i] for i in happening.facts if self.facts[i].question in toll]
        return (
            bool(told) and all(f.quantity.low != toll[f.question].low for f in told) and introduces(sentence_of(token))
        )

    def _toll(self, token: Token) -> dict[str, Quantity]:
        """How many the sentence of a token says were harmed, by question; of several the first."""
        counted = [self.facts[i] for t in sentence_of(token) for i in self.at.get(t.i, ())]
        return {
            fact.question: fact.quantity for fact in reversed(counted) if fact.question in HARM and not fact.subset_of
        }

    def _words_of(self, happening: Happening) -> set[str]:
        """All words of the sentences that a happening was told in."""
        return {word.lower_ for at in happening.tokens for word in sentence_of(self.scene.doc[at])}

    def _are_rivals(self, told: Sequence[int], token: Token) -> bool:
        """Whether other sources than the sentence's are named for what was told."""
        voice = self.anchors.attribution.voice(token)
        if voice.attribution == "none":
            return False
        before = [self.anchors.attribution.voice(self.scene.doc[self.facts[i].trigger]) for i in told]
        return all(each.attribution != "none" and each.speakers[0].id != voice.speakers[0].id for each in before)

    def main(self, current: Happening, token: Token, singles: Sequence[Happening]) -> Happening:
        """The happening that a new paragraph goes on with: not one that lies long before the text, but what it is about."""
        first = sentence_of(token).start_char
        if not self._is_background(current) or "\n" not in self.scene.text[max(0, first - 2) : first]:
            return current
        news = next((h for h in reversed(singles) if h.facts and not self._is_background(h)), current)
        return current if news is not current and self._takes_up(current, news, token) else news

    def _takes_up(self, current: Happening, news: Happening, token: Token) -> bool:
        """ "A jet hit a crowd. … The crowd had gathered": whether a thing is spoken of as known that only the background has told of."""
        known = {
            word.lower_ for word in sentence_of(token)
            if word.pos_ == "NOUN" and not is_attack(word) and word.lower_ not in _GENERAL
            and any(child.lower_ in _DEFINITE for child in word.lefts)
        }  # fmt: skip
        words = self._words_of(current)
        return bool(known & words - self._words_of(news)) and not known & self._words_of(news)

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
