"""Predicates -> Facts: which words answer which count question, by the frames of ``triggers.yaml``.

``verbs`` and ``nouns`` fill the frames, ``told`` and ``tolls`` read the counts that no frame holds, ``parts`` what is a part
of what, ``rosters`` what stands in lists and behind other counts, ``barrages`` lists of munitions, ``echoed`` the figures
that take up one told before, ``of_whom`` the parts that a relative clause tells of, ``risen`` figures that are given as
passed, ``untraced`` people whom nobody can reach, ``sites`` the places at which hits were noted, ``denied`` what is said not
to have been, ``whose`` who those are that only a number counts.
Bare numerals and pronouns are resolved against what was spoken of before (``rashomon.extract.discourse``).
"""

from rashomon.extract.discourse import Discourse
from rashomon.extract.facts import Fact
from rashomon.extract.frames.barrages import barrages
from rashomon.extract.frames.echoed import echoes
from rashomon.extract.frames.nouns import noun_facts_at
from rashomon.extract.frames.of_whom import of_whom
from rashomon.extract.frames.presupposed import presupposed
from rashomon.extract.frames.risen import risen
from rashomon.extract.frames.rosters import rosters
from rashomon.extract.frames.same_person import same_persons
from rashomon.extract.frames.sites import sites
from rashomon.extract.frames.told import copular_parts, labels, participles, state
from rashomon.extract.frames.tolls import tolls
from rashomon.extract.frames.untraced import untraced
from rashomon.extract.frames.verbs import verb_facts_at
from rashomon.extract.frames.whose import whose
from rashomon.extract.knowledge import triggers
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import is_verb

__all__ = ["find_facts"]


def find_facts(scene: Scene) -> list[Fact]:
    """All counts that the text's predicates state, in text order, anaphora resolved."""
    discourse = Discourse(scene)
    blocked = _blocked(scene)
    for token in scene.doc:
        discourse.meet(token)
        if token.idx in blocked or token.is_space or token.is_punct:
            continue
        before = len(discourse.facts)
        if is_verb(token):
            verb_facts_at(scene, discourse, token)
        if len(discourse.facts) == before:
            noun_facts_at(scene, discourse, token)
        if len(discourse.facts) == before:
            state(scene, discourse, token)
    tolls(scene, discourse)
    labels(scene, discourse)
    participles(scene, discourse)
    copular_parts(scene, discourse)
    rosters(scene, discourse)
    barrages(scene, discourse)
    echoes(scene, discourse)
    of_whom(scene, discourse)
    risen(scene, discourse)
    untraced(scene, discourse)
    sites(scene, discourse)
    presupposed(scene, discourse, blocked)
    same_persons(scene, discourse)
    whose(scene, discourse)
    return discourse.facts


def _blocked(scene: Scene) -> set[int]:
    """Offsets of words that stand in a phrase of another meaning ("heart attack", "hit record")."""
    folded = scene.text.casefold()
    found: set[int] = set()
    for words in triggers().file.not_attacks:
        at = folded.find(words)
        while at >= 0:
            found.update(range(at, at + len(words)))
            at = folded.find(words, at + 1)
    for number, sentence in enumerate(scene.sentences):
        if scene.other_world or number in scene.page_sentences or number in scene.strange:
            found.update(range(sentence.start_char, sentence.end_char))
    return found
