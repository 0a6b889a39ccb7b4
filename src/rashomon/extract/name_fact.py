"""One name that a text tells of a happening: its actor, recipient, target, weapon or defence."""

from msgspec import Struct

from rashomon.extract.scene import Scene
from rashomon.values import Name


class NameFact(Struct, frozen=True, kw_only=True):
    """One named answer and the words that give it."""

    question: str
    value: Name
    token: int
    start: int
    end: int


def made(scene: Scene, question: str, name: str, id_: str | None, first: int, last: int, token: int) -> NameFact:
    """The fact that tokens ``first`` to ``last`` name; ``id_`` is the lexicon's, ``token`` the one that it hangs on."""
    doc = scene.doc
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    return NameFact(
        question=question, value=Name(name=name, id=id_, said=scene.text[start:end]), token=token, start=start, end=end
    )
