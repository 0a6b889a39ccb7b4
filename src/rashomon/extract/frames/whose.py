"""Who those are whom only a number counts: soldiers, where barracks were struck ("two missiles hit the barracks; nine died").

A number of dead or wounded without a noun is of people. Where the sentence, or the one before it, tells of a strike on men under
arms and of nothing else that was struck, they are soldiers; where it tells of a strike on a camp of fighters, fighters.
"""

from msgspec.structs import replace

from rashomon.extract.discourse import Discourse, is_lone
from rashomon.extract.facts import Fact
from rashomon.extract.knowledge import triggers
from rashomon.extract.scene import Scene

_QUESTIONS = frozenset({"killed", "injured", "casualties", "missing"})
_PLACES = {
    "barracks": "military personnel", "military-base": "military personnel", "naval-base": "military personnel",
    "training-ground": "military personnel", "deployment-point": "military personnel", "military-convoy": "military personnel",
    "trench": "military personnel", "artillery-position": "military personnel", "command-post": "military personnel",
    "troops": "military personnel", "militant-camp": "fighters", "police-station": "police officers",
    "police-vehicle": "police officers",
}  # fmt: skip
_UNITS = frozenset({"brigade", "regiment", "battalion", "platoon", "garrison"})
_UNIT_KINDS = frozenset(
    {"training", "military", "army", "assault", "infantry", "mechanised", "mechanized", "tank", "airborne"}
)
_POLICE = frozenset({"police", "border", "civilian", "civil"})
_LATER = frozenset({"since", "later", "meanwhile", "subsequently", "then"})
_OPENING = 2  # tokens into a sentence within which its subject's number stands
_FAR = 5  # how many times larger or smaller another's figure of the same people may be
_REACH = 2  # sentences back to those whom a toll or "the two deaths" takes up
_BARE = frozenset({"wounds", "injuries", "dead", "wounded", "injured", "killed", "missing", "hurt"})


def whose(scene: Scene, discourse: Discourse) -> None:
    """Name the people whom a bare number counts where the text leaves no doubt; parts follow their whole."""
    named: dict[int, str] = {}
    for index, fact in enumerate(discourse.facts):
        if _is_bare(scene, fact) and fact.subset_of is None:
            who = (
                _of_the_hurt(scene, discourse, fact)
                or _beside_others(scene, discourse, fact)
                or _taken_up(scene, discourse, fact)
                or _struck_men(scene, discourse, fact)
            )
            if who is not None:
                named[index] = who
        elif fact.subset_of == "people" and fact.question in _QUESTIONS:
            before = [i for i in named if i < index and discourse.facts[i].question == fact.question]
            if before:
                whole = named[before[-1]]
                discourse.facts[index] = replace(
                    fact, item=whole if fact.item == "people" else fact.item, subset_of=whole
                )
    for index, who in named.items():
        discourse.facts[index] = replace(discourse.facts[index], item=who)


def _is_bare(scene: Scene, fact: Fact) -> bool:
    head = scene.doc[fact.head]
    return (
        fact.group == "person"
        and fact.item == "people"
        and fact.question in _QUESTIONS
        and fact.quantity.high != 0
        and (head.like_num or head.lower_ in _BARE or (head.lower_ == "deaths" and _is_known(scene, fact)))
    )


def _of_the_hurt(scene: Scene, discourse: Discourse, fact: Fact) -> str | None:
    """ "Two electricians were wounded. One has since died.": one of those, where nobody else was hurt just before."""
    verb = scene.doc[fact.trigger]
    if fact.frame != "die" or not any(child.lower_ in _LATER for child in verb.children):
        return None
    at, size = scene.sentence_number(verb), fact.quantity.high or 0
    hurt = [
        other for other in discourse.facts
        if other.question == "injured" and other.subset_of is None and other.head < fact.head
        and at - scene.sentence_number(scene.doc[other.head]) <= 1
    ]  # fmt: skip
    one = len({other.item for other in hurt}) == 1 and all((other.quantity.low or 0) > size for other in hurt)
    return hurt[-1].item if one and hurt[-1].item != "people" else None


def _beside_others(scene: Scene, discourse: Discourse, fact: Fact) -> str | None:
    """ "Six soldiers dead, including two officers, and 11 injured", "Nine guards died. Four were wounded.": the same people."""
    if fact.question not in {"injured", "missing"} or fact.frame == "again":
        return None  # "14 rebels killed and as many others injured" need be no rebels
    at = scene.sentence_number(scene.doc[fact.head])
    wholes = [
        other for other in discourse.facts
        if other.group == "person" and other.subset_of is None and other.head < fact.head and other is not fact
        and 0 <= at - scene.sentence_number(scene.doc[other.head]) <= 1
    ]  # fmt: skip
    here = [other for other in wholes if scene.sentence_number(scene.doc[other.head]) == at]
    first = fact.head - scene.sentences[at].start <= _OPENING
    told = here or (wholes if first else [])
    items = {other.item for other in told}
    if len(items) != 1 or any(other.question == fact.question or is_lone(other) for other in told):
        return None
    item = next(iter(items))
    if item is None or item == "people":
        return None
    return item if here or _is_under_arms(scene, item) else None


def _taken_up(scene: Scene, discourse: Discourse, fact: Fact) -> str | None:
    """ "Confirmed the two deaths", "gave the number of injured as four": those of whom the same was told just before."""
    number = scene.sentence_number(scene.doc[fact.head])
    told = [
        other for other in discourse.facts
        if other.group == "person" and other.question == fact.question and other.subset_of is None and other.end <= fact.start
        and number - scene.sentence_number(scene.doc[other.head]) <= _REACH
    ]  # fmt: skip
    if not told or (fact.frame != "toll" and not _is_known(scene, fact)):
        return None
    last = told[-1]
    again = fact.frame == "toll" or last.quantity.exact == fact.quantity.exact
    low, high = sorted((last.quantity.low or 1, fact.quantity.low or 1))
    if high > _FAR * low:
        return None  # "killed three soldiers … the number of those killed since May has risen to 163"
    return last.item if again and _is_under_arms(scene, last.item) else None


def _is_known(scene: Scene, fact: Fact) -> bool:
    """Whether a number has the article of what was told before: "the two deaths"."""
    return any(child.lower_ == "the" for child in scene.doc[fact.head].lefts)


def _struck_men(scene: Scene, discourse: Discourse, fact: Fact) -> str | None:
    """What the men are on whom the strike was, by this sentence or by the one before; None where others may be meant."""
    at = scene.sentence_number(scene.doc[fact.head])
    here = _men_at(scene, at)
    if here == "" or _others(scene, discourse, fact, at):
        return None
    if here is not None:
        return here
    if at == 0 or _others(scene, discourse, fact, at - 1):
        return None
    return _men_at(scene, at - 1) or None


def _others(scene: Scene, discourse: Discourse, fact: Fact, sentence: int) -> bool:
    """Whether other people are counted in a sentence, so that the number may be of such."""
    return any(
        other.group == "person" and other.item != "people" and other is not fact
        and not (other.subset_of == "people" and _is_under_arms(scene, other.item))
        and scene.sentence_number(scene.doc[other.head]) == sentence for other in discourse.facts
    )  # fmt: skip


def _is_under_arms(scene: Scene, item: str | None) -> bool:
    known = scene.tools.lexicon.item_of(item) if item is not None else None
    return known is not None and known.class_ == "military"


def _men_at(scene: Scene, number: int) -> str | None:
    """The men who are struck in a sentence; "" where something else is struck as well, or civilians are spoken of; None for nobody."""
    sentence = scene.sentences[number]
    found: str | None = None
    attacked = False
    verbs, attacks = triggers().file.attacks.verbs, triggers().file.attacks.nouns
    for token in sentence:
        lemma = token.lemma_.lower()
        attacked = attacked or lemma in attacks or lemma in verbs
        if lemma in {"civilian", "resident", "villager"}:
            return ""
        if lemma in _UNITS or (lemma == "unit" and any(child.lower_ in _UNIT_KINDS for child in token.lefts)):
            found = found or "military personnel"
    for term in scene.terms_in((sentence.start, sentence.end), "target"):
        who = _PLACES.get(term.id)
        if who is None:
            if scene.tools.lexicon.targets[term.id].class_ in {"civilian", "dual"}:
                return ""
        elif who != "police officers" and any(scene.doc[i].lower_ in _POLICE for i in scene.tokens(term)):
            return ""
        elif who == "police officers" and not any(scene.doc[i].lower_ == "police" for i in scene.tokens(term)):
            return ""  # a prison holds others
        else:
            found = who
    return found if attacked else None
