"""What a whole document adds to its happenings: days and places concluded, sums over parts, names that hold for all."""

import re

from msgspec.structs import replace

from rashomon.extract import sums
from rashomon.extract.anchors import Anchors
from rashomon.extract.calendar import Calendar
from rashomon.extract.facts import Fact
from rashomon.extract.fallbacks import fill
from rashomon.extract.happening import Happening
from rashomon.extract.name_fact import NameFact
from rashomon.extract.names import equipment_facts
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import is_verb
from rashomon.values import Name

# Words for the fighters of the one group that a text tells of.
_REBELS = re.compile(r"\b(?:rebels?|guerrillas?|insurgents?|terrorists?|subversives?)\b", re.IGNORECASE)


def share_equipment(scene: Scene, first: int, last: int, here: list[Happening]) -> None:
    """Weapons and defences named in a sentence go to the happening whose trigger stands nearest."""
    for fact in equipment_facts(scene, first, last):
        owner = min(here, key=lambda h: min((abs(fact.token - t) for t in h.tokens if first <= t < last), default=last))
        owner.names.append(fact)


def find_attackers(scene: Scene, anchors: Anchors, number: int, here: list[Happening]) -> None:
    """ "An escalation out of Ukraine", "by Israel": the country is who did it, where nobody else is named."""
    sides = scene.tools.lexicon.sides
    for anchor in anchors.places.get(number, ()):
        place = anchor.mention.place
        if anchor.role != "actor" or anchor.token.dep_ != "pobj" or place is None or place.country not in sides:
            continue
        happening = here[0]
        above = anchor.token.head.head
        of_it = any(above.i in {t, scene.doc[t].head.i} or above.head.i == t for t in happening.tokens)
        if is_verb(above) and not of_it:
            continue  # "killed in the year in which a treaty was used by the United States"
        if all(name.question != "actor" for name in happening.names):
            said = scene.text[anchor.mention.start : anchor.mention.end]
            happening.names.append(NameFact(
                question="actor", value=Name(name=sides[place.country].name, id=place.country, said=said),
                token=anchor.token.i, start=anchor.mention.start, end=anchor.mention.end,
            ))  # fmt: skip


def settle(
    scene: Scene,
    anchors: Anchors,
    calendar: Calendar,
    facts: list[Fact],
    happenings: list[Happening],
    generic: list[NameFact],
) -> list[Happening]:
    """The happenings worth a Report in text order, with days and places filled in, sums tied to their parts, names shared."""
    singles = [h for h in happenings if not h.aggregate and h.tokens]
    fill(scene, anchors, calendar, singles)
    singles = [h for h in singles if _is_real(h)]
    wholes = [h for h in happenings if h.aggregate and h.facts]
    for each in wholes:
        each.covers = sums.covered(each, singles, facts)
        sums.lend_place(each)
        sums.lend_day(each)
        sums.lend_area(each, scene.tools.gazetteer)
    abroad = {
        name.value.id for h in singles for name in h.names
        if name.question == "actor" and h.place is not None and name.value.id != h.place.country
    }  # fmt: skip
    for happening in (*singles, *wholes):
        have = {name.question for name in happening.names}
        weapons = {name.value.id for name in happening.names if name.question == "weapon"}
        for name in generic + [n for s in wholes if happening in s.covers for n in s.names]:
            sides = {n.value.id for n in happening.names if n.question in {"actor", "recipient"}}
            if name.question == "actor" and happening.place is not None and name.value.id in abroad:
                sides.add(
                    happening.place.country
                )  # whose raids on another country were told of did not fire at its own
            if name.question in {"actor", "recipient"} and name.question not in have and name.value.id not in sides:
                happening.names.append(name)
            if name.question == "weapon" and name.value.id not in weapons and _lacks_weapon(scene, happening):
                happening.names.append(name)
    for happening in singles:
        if happening.night is not None:
            _share_night(happening, happening.night)
    _name_rebels(scene, [*singles, *wholes])
    return sorted((*singles, *wholes), key=lambda h: (h.first, h.aggregate))


def _share_night(share: Happening, night: Happening) -> None:
    """What a list says of a night holds for the area of each of its counts."""
    have = {name.question for name in share.names}
    share.names.extend(name for name in night.names if name.question not in have)


def _name_rebels(scene: Scene, happenings: list[Happening]) -> None:
    """ "The guerrillas": the one armed group that the text names, where it names no other."""
    sides = scene.tools.lexicon.sides
    groups = {term.id for term in scene.terms if term.kind == "side" and sides[term.id].kind == "group"}
    if len(groups) != 1:
        return
    group = sides[next(iter(groups))]
    for happening in happenings:
        known = {name.value.id for name in happening.names if name.question == "actor"}
        for at, name in enumerate(happening.names):
            if name.question != "actor" or name.value.id is not None or not _REBELS.search(name.value.name):
                continue
            if known - {None}:
                continue
            value = replace(name.value, name=group.name, id=group.id)
            happening.names[at] = replace(name, value=value)


def _lacks_weapon(scene: Scene, happening: Happening) -> bool:
    classes = scene.tools
    named = [n for n in happening.names if n.question == "weapon" and n.value.id and not classes.is_class(n.value.id)]
    return not named


def _is_real(happening: Happening) -> bool:
    """Worth a Report: it counts something, or says what was struck, with a day or a place."""
    if happening.facts:
        return True
    if happening.denied_only and not happening.rejected:
        return False
    anchored = happening.day is not None or (happening.place is not None and (happening.place.precision or 9) < 6)
    told = {name.question for name in happening.names} & {"target", "weapon", "actor"}
    known = any(name.question in {"target", "weapon"} and name.value.id is not None for name in happening.names)
    return (known and (anchored or happening.denied_only)) or (anchored and bool(told and happening.wheres))
