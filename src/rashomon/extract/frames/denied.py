"""What is denied to have been: "denied that any of its men was lost", "denies losing any aircraft", "rejected reports of a downing"."""

from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.denials import is_paper
from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.knowledge import cues
from rashomon.extract.nominals import Nominal
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import is_verb
from rashomon.values import Quantity

_COMPLEMENTS = frozenset(
    {"ccomp", "xcomp", "pcomp", "acl", "relcl", "dobj", "attr", "pobj", "prep", "nsubjpass", "nsubj"}
)
_UP = 7  # steps from a word to the verb that denies it
# "Denied shelling the market", "denies having fired at the town": what is fired so, where nothing is named.
_FIRED = {"shell": "shells", "bombard": "shells", "fire": "shells", "bomb": "bombs"}


def is_denied(token: Token) -> bool:
    """Whether what ``token`` tells stands in what somebody denies, with nothing but reports and clauses in between."""
    node = token
    for _ in range(_UP):
        above = node.head
        if above.i == node.i or node.dep_ not in _COMPLEMENTS:
            return False
        if _denies(above):
            return node.i > above.i
        if is_verb(above) and above.lemma_.lower() in cues().verbs:
            return False
        if (
            above.pos_ == "NOUN"
            and node.dep_ in {"acl", "relcl", "prep"}
            and not is_paper(above)
            and node.lower_ != "of"
        ):
            return False
        node = above
    return False


def _denies(verb: Token) -> bool:
    value = cues().verbs.get(verb.lemma_.lower(), "")
    return is_verb(verb) and value.endswith("-") and not any(child.dep_ == "neg" for child in verb.children)


def none_of(scene: Scene, counted: Nominal) -> Nominal:
    """The phrase that is denied, as none: "any of its men", "any aircraft"."""
    quantity = Quantity(low=0, high=0, said=scene.words(counted.start, counted.end))
    men = counted.item == "men" and any(child.tag_ == "PRP$" for child in counted.head.lefts)
    item = "military personnel" if men else counted.item  # "any of its men"
    return replace(counted, form="zero", quantity=quantity, partitive=False, item=item)


def shots_denied(scene: Scene, discourse: Discourse, verb: Token) -> None:
    """ "Denied having fired at the market": shells, however many."""
    item = _FIRED.get(verb.lemma_.lower())
    if item is None or any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children) or not is_denied(verb):
        return
    if verb.dep_ not in {"xcomp", "pcomp", "ccomp"} or any(fact.trigger == verb.i for fact in discourse.facts):
        return
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    if item == "shells" and verb.lemma_.lower() == "fire" and objects:
        return
    last = verb.right_edge
    discourse.add(Fact(
        question="launched", frame="denied", trigger=verb.i, head=verb.i, start=verb.idx, end=last.idx + len(last),
        quantity=Quantity(low=1, high=None, approx=True, said=scene.words(verb.i, last.i + 1)), group="munition", item=item,
        form="plural",
    ))  # fmt: skip
