"""Which happening a count is told of when no day and no place says it: whose munitions they are, whose toll it goes on."""

from spacy.tokens import Token

from rashomon.extract.anchors import Anchors
from rashomon.extract.attacks import is_attack
from rashomon.extract.attribution import Attribution
from rashomon.extract.facts import Fact
from rashomon.extract.fits import REGION, is_wide
from rashomon.extract.happening import Happening
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import is_verb, sentence_of, subject
from rashomon.values import Place

FEW = 20  # munitions: more than these, told of a month and a region, are a sum


class Sides:
    """What the words around a count say of the side that fired, or that was fired at, and of its speaker's earlier figures."""

    def __init__(self, scene: Scene, facts: list[Fact], attribution: Attribution, anchors: Anchors) -> None:
        self.scene, self.facts, self.attribution, self.anchors = scene, facts, attribution, anchors

    def prey(self, indices: list[int]) -> str | None:
        """The country whose munitions were stopped, where it is said: UA for "38 Ukrainian drones were intercepted"."""
        for index in indices:
            if self.facts[index].question in {"intercepted", "diverted"}:
                for child in self.scene.doc[self.facts[index].head].lefts:
                    mention = self.scene.place_at.get(child.i)
                    if mention is not None and mention.demonym and mention.place is not None:
                        return mention.place.country
        return None

    def shooter(self, token: Token, indices: list[int]) -> str | None:
        """The country that a large salvo is told of without a place: "Russia launched 183 drones", no single town's."""
        if not any(self.facts[i].question == "launched" and (self.facts[i].quantity.low or 0) > FEW for i in indices):
            return None
        for anchor in self.anchors.places.get(self.scene.sentence_number(token), ()):
            acts = anchor.role == "actor" and anchor.token.dep_ == "nsubj" and anchor.token.head.i == token.i
            if acts and anchor.mention.place is not None:
                return anchor.mention.place.country
        return None

    def is_own(self, token: Token, indices: list[int], where: Place | None) -> bool:
        """ "Israel carried out ten raids, while rockets were fired at Israel": no country raids itself."""
        if not is_wide(where) or where is None or not is_verb(token):
            return False
        if any(self.facts[i].question in {"intercepted", "diverted"} for i in indices):
            return False
        about = subject(token)
        mention = self.scene.place_at.get(about.i) if about is not None else None
        acts = mention is not None and mention.place is not None and mention.place.country == where.country
        return acts and (is_attack(token) or any(self.facts[i].question == "launched" for i in indices))

    def is_nations(self, token: Token, indices: list[int], current: Happening | None) -> bool:
        """ "The air force said that 190 rockets were fired": a force's count of a whole night, told after one town's harm."""
        if current is None or any(self.facts[i].question == "launched" for i in current.facts):
            return False
        many = any(self.facts[i].question == "launched" and (self.facts[i].quantity.low or 0) > FEW for i in indices)
        voice = self.attribution.voice(token)
        return many and voice.speakers[0].kind in {"military", "official"}

    def opened(self, token: Token, where: Place | None) -> bool:
        """Whether a sentence opens with a town, "In Sumy itself a salvo reached …", after what was told of the region."""
        sentence = sentence_of(token)
        if where is None or (where.precision or 9) >= REGION or sentence[0].lower_ != "in":
            return False
        places = self.anchors.places_in(self.scene.sentence_number(token))
        return any(a.mention.place == where and a.mention.start == sentence[0].idx + len("in ") for a in places)

    def told_before(self, indices: list[int], singles: list[Happening]) -> Happening | None:
        """ "The network raised its toll to 57": the happening whose toll that speaker has told."""
        tolls = {(self.facts[i].question, self._origin(i)) for i in indices if self.facts[i].frame == "toll"}
        for happening in reversed(singles) if tolls else ():
            if any((self.facts[i].question, self._origin(i)) in tolls for i in happening.facts):
                return happening
        return None

    def _origin(self, index: int) -> str:
        """Who says a count: the speaker at its predicate, else at its number ("the network raised its toll to 57")."""
        fact = self.facts[index]
        voice = self.attribution.voice(self.scene.doc[fact.trigger])
        if voice.attribution == "none":
            voice = self.attribution.voice(self.scene.doc[fact.head])
        return voice.speakers[0].id
