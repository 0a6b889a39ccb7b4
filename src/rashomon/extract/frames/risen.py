"""Figures that a text gives as passed: "six dead, up from the four first given", "as against the 25 announced earlier".

Only where the newer one is larger: of one speaker's figures of one day a toll's largest stands, so the older stays what it was.
"""

import re

from msgspec.structs import replace

from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.numbers import CountMention
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import sentence_of

_PASSED = re.compile(
    r"(?:\bup from|\bas against|\bagainst|\bcompared (?:with|to)"
    r"|\b(?:raising|correcting|revising) (?:it |this |the figure |the toll )?(?:up )?from)"
    r" (?:the |an? )?(?:(?:earlier|initial|previous|first|reported|original) )*(?:(?:figure|toll|count|number|tally) of )?$"
    r"|\b(?:an|its|the|his|her|their) (?:earlier|initial|previous|first|original) (?:figure|toll|count|number|tally) of $",
    re.IGNORECASE,
)
_ELSEWHEN = re.compile(
    r" (?:[a-z]+ )?(?:in|last|a) (?:the )?(?:(?:same|first|previous) )?(?:year|month|week|period|quarter|day|19|20)",
    re.I,
)
_REACH = 80  # code points before the number that may introduce it


def risen(scene: Scene, discourse: Discourse) -> None:
    """Add each such figure as one of its speaker's, of the same thing as the newer one in its sentence."""
    if " from " not in scene.text and "gainst" not in scene.text and " of " not in scene.text:
        return
    for count in scene.counts:
        if count.unit is not None or not count.quantity.exact:
            continue
        if not _PASSED.search(scene.text, max(0, count.start - _REACH), count.start) or _ELSEWHEN.match(
            scene.text, count.end
        ):
            continue
        newer = _newer(scene, discourse, count)
        if newer is not None:
            head = scene.tokens(count).start
            discourse.add(replace(
                newer, frame="risen", head=head, start=count.start, end=count.end, quantity=count.quantity, form="numeral",
                rest_of=None, less=(), total=False, partitive=False, implied=False,
            ))  # fmt: skip


def _newer(scene: Scene, discourse: Discourse, count: CountMention) -> Fact | None:
    """The figure of the same sentence that is larger, and nothing counts the number itself."""
    sentence = sentence_of(scene.doc[scene.tokens(count).start])
    size = count.quantity.exact or 0
    near = [fact for fact in discourse.facts if sentence.start_char <= fact.start < sentence.end_char]
    if any(fact.start <= count.start < fact.end for fact in near):
        return None
    wholes = [
        fact for fact in near if fact.subset_of is None and size < (fact.quantity.low or 0) and fact.end <= count.start
    ]
    return max(wholes, key=lambda fact: fact.end, default=None)
