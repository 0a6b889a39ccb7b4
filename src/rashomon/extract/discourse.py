"""What the text has spoken of so far, and what "all six", "two of them" and "the others" point at."""

from spacy.tokens import Token

from rashomon.extract.facts import Fact, Known
from rashomon.extract.nominals import Nominal, nominal
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import sentence_of
from rashomon.values import Quantity

_TALKING = frozenset({"i", "me", "you", "we"})
_MANY, _ONE = frozenset({"they", "them", "both", "some"}), frozenset({"he", "she", "him", "her"})
# "Four cars, of which one was blown up", "five were killed and some were wounded": not as many as were counted before.
_RANKS = frozenset({"military personnel", "police officers", "fighters", "security personnel", "people", "civilians"})
_SOME: dict[str, tuple[int, int | None]] = {"one": (1, 1), "some": (1, None)}
_REACH = 6  # sentences back that a bare number may point: further back, another thing has usually been named


class Discourse:
    """The Facts found so far and the sets that later words may point at."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.facts: list[Fact] = []
        self.known: list[Known] = []
        self._met: set[int] = set()

    def meet(self, token: Token) -> None:
        """Take note of a counted or plural noun as the reading passes it."""
        if token.pos_ not in {"NOUN", "PROPN"} or token.i in self._met:
            return
        if token.dep_ in {"compound", "nmod", "amod"} and token.head.pos_ in {"NOUN", "PROPN"}:
            count = self.scene.count_at.get(token.i)
            if count is None or count.unit is None:
                return
        found = nominal(self.scene, token)
        if found.group not in {"munition", "aircraft", "person", "object"} or found.item is None:
            return
        if found.form in {"definite", "zero"} and found.group != "munition":
            return
        self._met.add(token.i)
        hyphened = self.scene.count_at.get(token.i)
        quantity = found.quantity if found.form in {"numeral", "singular", "all"} else None
        if hyphened is not None and hyphened.unit is not None:
            quantity = hyphened.quantity
        self.known.append(Known(
            group=found.group, item=found.item, equipment=found.equipment, quantity=quantity, token=token.i,
            sentence=self.scene.sentence_number(token), partial=found.partitive,
        ))  # fmt: skip

    def add(self, fact: Fact) -> None:
        """Keep a Fact and let its count be pointed at."""
        if self.has(fact):
            return
        self.facts.append(fact)
        token = self.scene.doc[fact.head]
        self.known.append(Known(
            group=fact.group, item=fact.item, equipment=fact.equipment, quantity=fact.quantity, token=fact.head,
            sentence=self.scene.sentence_number(token), partial=fact.partitive or fact.subset_of is not None
            or fact.rest_of is not None, facts=(len(self.facts) - 1,),
        ))  # fmt: skip

    def has(self, fact: Fact) -> bool:
        """Whether the same count of the same words was found already."""
        return any(
            old.question == fact.question and old.head == fact.head and old.by == fact.by
            and (old.item == fact.item or old.quantity == fact.quantity) for old in self.facts
        )  # fmt: skip

    def antecedent(self, counted: Nominal, groups: tuple[str, ...]) -> Known | None:
        """The set that a bare numeral or pronoun is about: of the right kind, the right size first, then the nearest."""
        sentence = self.scene.sentence_number(counted.head)
        near = [
            known for known in reversed(self.known)
            if known.group in groups and known.token != counted.head.i and known.token < counted.head.i
            and sentence - known.sentence <= _REACH
        ]  # fmt: skip
        if counted.head.lower_ == "others":
            # "12 people, three of them children, and 34 others": others than the people, not than the children.
            near = [known for known in near if not known.partial] or near
        if not near:
            return None
        exact = counted.quantity.exact if counted.quantity is not None else None
        if "munition" not in groups and "person" not in groups and self._speaks_of_munitions(counted, near[0]):
            return None
        if counted.form == "all" and exact is not None:
            same = [known for known in near if known.quantity is not None and known.quantity.exact == exact]
            if same:
                return same[0]
        if counted.form == "pronoun":
            return next((known for known in near if _may_be(counted.head, known)), None)
        if exact is not None:
            # "Of these, 76": of the set that is told with a larger number, not of a plural named in passing.
            whole = [known for known in near if known.quantity is not None and (known.quantity.exact or 0) > exact
                     and known.group in {"munition", "person"}]  # fmt: skip
            if whole and not near[0].partial and near[0].quantity is None:
                return _both(whole[0], near)
        named = [known for known in near if known.equipment is not None and not known.partial]
        generic = _both(near[0], near)
        if named and (generic.item == named[0].item or (generic.equipment is None and generic.group == named[0].group
                      and generic.sentence - named[0].sentence <= 2)):  # fmt: skip
            return named[0]
        return generic

    def _speaks_of_munitions(self, counted: Nominal, candidate: Known) -> bool:
        """ "Five of the missiles were shot down. One was damaged.": the one is a missile, not the Pantsir that was named."""
        counts = [known for known in self.known if known.token < counted.head.i and known.quantity is not None]
        return bool(counts) and counts[-1].group == "munition" and (
            candidate.quantity is None or candidate.token < counts[-1].token or candidate.quantity.exact == 1)  # fmt: skip

    def amount(
        self, counted: Nominal, group: str, known: Known | None, question: str
    ) -> tuple[Quantity | None, int | None, tuple[int, ...]]:
        """How many "all", "the others", "all but one" or "them" are, and the Facts that this was reckoned from."""
        said = self.scene.words(counted.start, counted.end)
        stated = counted.quantity
        if counted.form == "pronoun":
            if counted.head.lower_ in _SOME:
                low, high = _SOME[counted.head.lower_]
                return Quantity(low=low, high=high, approx=high is None, said=said), None, ()
            if known is not None and known.quantity is not None and known.facts:
                fact = self.facts[known.facts[-1]]
                return known.quantity, fact.rest_of, fact.less
            return (known.quantity if known is not None else None), None, ()
        if counted.form == "all":
            if stated is not None and stated.low not in {None, 0}:
                return stated, None, ()
            nearest = self._nearest(group, counted)
            return (None, None, ()) if nearest is None else (_said(nearest, said), None, ())
        whole = self._whole(group, counted)
        if counted.form == "rest":
            if stated is not None and stated.exact is not None and stated.exact > 0:
                return stated, None, ()
            if whole is None:
                return None, None, ()
            index, quantity = whole
            parts = self._parts(index, group, question)
            left = quantity.remainder(*(self.facts[part].quantity for part in parts))
            if left is None or not parts or (left.low == 0 and left.high == 0):
                return None, None, ()
            return _said(left, said), index, tuple(parts)
        if counted.count is not None and counted.count.share is not None and whole is not None:
            index, quantity = whole
            part, of = counted.count.share
            if quantity.exact is not None and quantity.exact * part % of == 0:
                size = quantity.exact * part // of
                return Quantity(low=size, high=size, said=said), index, ()
        if counted.form == "all_but" and whole is not None and counted.count is not None:
            index, quantity = whole
            spared = getattr(counted.count, "except_", None)
            left = quantity.remainder(spared) if spared is not None else None
            return (None, None, ()) if left is None else (_said(left, said), index, ())
        return None, None, ()

    def kin(self, token: Token, *, once: bool = False, one: bool = False) -> str | None:
        """The item of the people counted last before ``token`` in its sentence: "two guards died; three more were injured".

        ``once`` is for a number that does not say "more": only where nobody else is counted before it. ``one`` is for "another".
        """
        told = [
            fact for fact in self.facts
            if fact.group == "person" and fact.head < token.i and sentence_of(self.scene.doc[fact.head]) == sentence_of(token)
            and fact.subset_of is None
        ]  # fmt: skip
        if not told or (once and len({fact.item for fact in told}) > 1):
            return None
        last = told[-1]
        return last.item if last.form in {"numeral", "singular"} and (one or not is_lone(last)) else None

    def spoken_of(self, counted: Nominal, question: str) -> Quantity | None:
        """How many "the insurgents" are who were counted before and of whom the question has not been answered yet."""
        sentence = self.scene.sentence_number(counted.head)
        if any(fact.question == question and fact.group == "person" for fact in self.facts):
            return None
        for known in reversed(self.known):
            if sentence - known.sentence > _REACH:
                return None
            if known.item == counted.item and known.group == "person" and known.quantity is not None:
                plural = known.quantity.high is None or known.quantity.high > 1
                said = self.scene.words(counted.start, counted.end)
                return _said(known.quantity, said) if plural else None
        return None

    def _nearest(self, group: str, counted: Nominal) -> Quantity | None:
        """The count of the set spoken of last: "all of them"."""
        sentence = self.scene.sentence_number(counted.head)
        for fact in reversed(self.facts):
            if sentence - self.scene.sentence_number(self.scene.doc[fact.head]) > _REACH:
                return None
            if fact.group == group and fact.quantity.exact is not None and fact.quantity.exact > 1:
                return fact.quantity
        return None

    def _whole(self, group: str, counted: Nominal) -> tuple[int, Quantity] | None:
        """The newest Fact that counts a whole set of this group exactly."""
        sentence = self.scene.sentence_number(counted.head)
        for index in range(len(self.facts) - 1, -1, -1):
            fact = self.facts[index]
            if fact.group != group or fact.partitive or fact.subset_of is not None or fact.rest_of is not None:
                continue
            if sentence - self.scene.sentence_number(self.scene.doc[fact.head]) > _REACH:
                return None
            if fact.quantity.exact is not None and fact.quantity.exact > 1 and not self._is_part(index):
                return index, fact.quantity
        return None

    def _is_part(self, index: int) -> bool:
        """A bare count that is smaller than a whole told shortly before it ("two reported intercepts" of "all six")."""
        fact = self.facts[index]
        sentence = self.scene.sentence_number(self.scene.doc[fact.head])
        for old in self.facts[:index]:
            near = sentence - self.scene.sentence_number(self.scene.doc[old.head]) <= 2
            if (
                near
                and old.group == fact.group
                and old.item == fact.item
                and old.quantity.exact is not None
                and (fact.quantity.exact is not None and old.quantity.exact > fact.quantity.exact)
            ):
                return True
        return False

    def _parts(self, whole: int, group: str, question: str) -> list[int]:
        """The smaller counts of the group told after the whole: one for each counted noun."""
        heads: dict[int, int] = {}
        size = self.facts[whole].quantity.exact or 0
        for index in range(whole + 1, len(self.facts)):
            fact = self.facts[index]
            if fact.group == group and fact.rest_of is None and (fact.quantity.exact or size) < size:
                heads.setdefault(fact.head, index)
        return list(heads.values())


def is_lone(fact: Fact) -> bool:
    """ "A woman was killed and two others were wounded": one, whose like the others need not be."""
    return fact.quantity.exact == 1 and fact.item not in _RANKS


def _both(first: Known, near: list[Known]) -> Known:
    """A set; of "102 missiles and drones", which were counted as one, the whole of both."""
    return next(
        (
            k
            for k in near
            if k.sentence == first.sentence and k.item and " and " in k.item and first.item in k.item.split(" and ")
        ),
        first,
    )


def _may_be(pronoun: Token, known: Known) -> bool:
    """Whether a pronoun can point at a set by number: "they" at no single person, "he" at no two."""
    if pronoun.lower_ in _TALKING:
        return False  # "I am alive and am not injured": who speaks, not those told of before
    exact = known.quantity.exact if known.quantity is not None else None
    if exact == 0:
        return False
    if known.group != "person" or exact is None:
        return pronoun.lower_ != "it" or exact in {None, 1}
    return exact != 1 if pronoun.lower_ in _MANY else exact == 1 if pronoun.lower_ in _ONE else True


def _said(quantity: Quantity, said: str) -> Quantity:
    return Quantity(low=quantity.low, high=quantity.high, approx=quantity.approx, said=said)
