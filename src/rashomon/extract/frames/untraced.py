"""People whom nobody can reach: "three men have not been heard from", "no contact with four residents", "we are looking for eleven".

All of these are missing, though no word says so; whoever looks for suspects, gunmen or soldiers of the enemy looks for no missing.
"""

import re

from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.nominals import nominal
from rashomon.extract.scene import Scene

_SILENT = re.compile(
    r"(?: [\w'-]+){0,5}? (?:who )?(?:(?:has|have|had) not (?:yet )?been heard (?:from|of)"
    r"|(?:is|are|was|were) (?:still )?(?:not in (?:touch|contact)|out of (?:touch|contact)|not responding|not answering)"
    r"|(?:do|does|did) (?:still )?not (?:answer|pick up|respond))\b",
    re.IGNORECASE,
)
_SOUGHT = re.compile(
    r"\b(?:(?:no|lost) contact with|(?:nothing|little|not) (?:is )?known (?:of|about) the (?:fate|whereabouts) of"
    r"|(?:is|are|was|were|keep|kept) (?:still )?(?:looking|searching) for)"
    r" (?:another |a further |the |some )?$",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"\b[Ww]ith (?=[\w-]+ [^.;:]{0,50}there is no contact)")
_BEFORE = 60  # code points before a number in which such words may stand


def untraced(scene: Scene, discourse: Discourse) -> None:
    """Count those who are told of so."""
    for count in scene.counts:
        if count.unit is not None or not count.quantity.low:
            continue
        before = scene.text[max(0, count.start - _BEFORE) : count.start]
        silent = _SILENT.match(scene.text, count.end)
        contact = _CONTACT.match(scene.text, count.start - len("with ")) if count.start > len("with ") else None
        if silent is None and contact is None and _SOUGHT.search(before) is None:
            continue
        number = scene.head(count)
        counted = nominal(scene, number.head if number.dep_ == "nummod" else number)
        known = scene.tools.lexicon.item_of(counted.item) if counted.item else None
        hunted = silent is None and known is not None and (known.class_ == "military" or known.name == "attackers")
        if counted.group not in {None, "person"} or hunted:
            continue
        if any(fact.start <= count.start < fact.end for fact in discourse.facts):
            continue
        end = silent.end() if silent is not None else count.end
        discourse.add(Fact(
            question="missing", frame="untraced", trigger=scene.tokens(count).start, head=counted.head.i, start=count.start, end=end,
            quantity=count.quantity, group="person", item=counted.item or "people", form="numeral",
        ))  # fmt: skip
