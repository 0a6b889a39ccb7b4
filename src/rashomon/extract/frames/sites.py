"""Where hits were counted: "hits were recorded at nine locations", "impacts of ten drones were noted in four places"."""

from spacy.tokens import Token

from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.frames.evidence import evidence
from rashomon.extract.nominals import Nominal, nominal
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import noun_preps

_HITS = frozenset({"hit", "impact", "strike"})
_NOTED = frozenset({"record", "register", "confirm", "note", "document", "report", "log", "observe"})


def sites(scene: Scene, discourse: Discourse) -> None:
    """Add the places at which hits were noted, where a number of them is given."""
    for noun in scene.doc:
        verb = noun.head
        if (
            noun.lemma_.lower() not in _HITS
            or noun.dep_ not in {"nsubjpass", "dobj"}
            or verb.lemma_.lower() not in _NOTED
        ):
            continue
        for place in (*_at(scene, noun), *_at(scene, verb)):
            if place.quantity is None or place.form != "numeral" or not _is_site(scene, place):
                continue
            start, end = evidence(scene, noun, place)
            fact = Fact(
                question="hit", frame="sites", trigger=verb.i, head=place.head.i, start=start, end=end, quantity=place.quantity,
                group="object", item=place.item,
            )  # fmt: skip
            if not discourse.has(fact):
                discourse.add(fact)


def _at(scene: Scene, token: Token) -> list[Nominal]:
    preps = noun_preps(token)
    return [nominal(scene, obj) for word in ("at", "in", "on") for obj in preps.get(word, ())]


def _is_site(scene: Scene, place: Nominal) -> bool:
    item = scene.tools.lexicon.item_of(place.head.lemma_)
    return item is not None and item.class_ == "location"
