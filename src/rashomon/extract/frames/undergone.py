"""The phrases that a verb counts: its theme, agent or means, with what stands beside them and what the parser joined late."""

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.extract.conjoined import nominals
from rashomon.extract.frames.look_up import takes_persons
from rashomon.extract.frames.parts import listed_after
from rashomon.extract.knowledge import Frame, triggers
from rashomon.extract.nominals import Nominal, is_surface, nominal
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import CLAUSES, Arguments, conjuncts, is_verb, own_subject, sentence_of

_OWN_HARM = 5  # tokens behind a noun among which a participle of its own may stand
_TOGETHER = frozenset({"along", "together"})


def is_beside_another(scene: Scene, verb: Token, args: Arguments) -> bool:
    """ "5 citizens died and 12, including 3 women, got injured": the number nearer to the participle is whom it counts."""
    theme = args.theme
    if verb.lower_ not in triggers().state_of or theme is None or theme.i > verb.i or own_subject(verb) is not None:
        return False
    return any(
        count.unit is None and verb.doc[last].text == "," and verb.doc[last - 1].i > theme.i and not count.partitive
        for last, count in ((scene.tokens(c).stop, c) for c in scene.counts)
        if theme.i < last < verb.i
        and sentence_of(verb.doc[last]) == sentence_of(verb)
        and scene.tokens(count).start > theme.i
    )


def is_bare_state(scene: Scene, verb: Token) -> bool:
    """ "Has 3 killed and 9 wounded", "19 bodies and 40 wounded": a number right before the participle counts those."""
    if verb.lower_ not in triggers().state_of or verb.i == sentence_of(verb).start or verb.dep_ == "ROOT":
        return False
    own = own_subject(verb)
    if (own is not None and (own.i == verb.i - 1 or verb.dep_ == "conj")) or verb.dep_ in {"amod", "acl"}:
        return False
    count = scene.count_at.get(verb.i - 1)
    return count is not None and count.unit is None and count.kind not in {"all", "rest", "none"} and not any(
        child.dep_ in {"aux", "auxpass", "dobj"} for child in verb.children)  # fmt: skip


def is_joined_state(scene: Scene, verb: Token) -> bool:
    """ "Two were killed in Orsa and eight wounded": a number before a joined participle that the parser does not make its subject."""
    first = verb
    while first.dep_ == "conj" and first.head.lower_ in triggers().state_of and scene.doc[first.i - 1].tag_ != "CD":
        first = first.head
    if first.tag_ not in {"VBN", "VBD"} or first.lower_ not in triggers().state_of or first.i == 0:
        return False
    before = scene.doc[first.i - 1]
    count = scene.count_at.get(before.i)
    if before.tag_ != "CD" or count is None or count.unit is not None:
        return False
    astray = first.dep_ == "conj" and before.dep_ in {"nummod", "npadvmod", "dep", "dobj"}
    return (astray or first.dep_ == "advcl") and not any(
        child.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for child in first.children
    )


def counted_by(scene: Scene, frame: Frame, verb: Token, args: Arguments) -> Iterator[Nominal]:
    """The phrases that a frame counts with a verb: what it is done to, who does it, or what it is done with."""
    if frame.counted == "theme" and verb.lemma_.lower() == "speak":
        for obj in args.preps.get("of", ()):
            if not any(is_verb(child) and child.dep_ == "acl" for child in obj.children):
                yield from nominals(scene, obj)
    elif frame.id == "launch-attacks" and verb.lemma_.lower() == "live":
        for obj in args.preps.get("through", ()):  # "lived through 26 attacks"
            yield from nominals(scene, obj)
    elif frame.id == "set-on-fire" and args.theme is not None and args.theme.lower_ == "fire":
        for obj in args.preps.get("to", ()):  # "set fire to several cars"
            yield from _listed(scene, nominals(scene, obj))
    elif frame.question == "damaged" and args.theme is not None and (having := _having(scene, verb, args.theme, args)):
        for each in having:
            yield from _listed(scene, nominals(scene, each))
    elif frame.counted == "theme" and args.theme is not None:
        persons = takes_persons(verb) and _is_sure(verb, args.theme)
        found = nominals(scene, args.theme, persons=persons)
        if verb.dep_ == "amod":  # "25 damaged houses and a destroyed factory": each word has its own
            found = [each for each in found if each.head.i == args.theme.i or not _has_own_harm(each, verb)]
        if (
            verb.dep_ == "acl"
        ):  # "five persons killed and two guards injured": whoever is told behind the word has another
            own = [each.head.i for each in found if each.head.i > verb.i and _has_own_state(each)]
            found = [each for each in found if not own or each.head.i < own[0]]
        yield from _listed(scene, found)
        for beside in _beside(verb, args.theme):
            yield from nominals(scene, beside)
        yield from _joined_late(scene, verb, args.theme)
    elif frame.counted == "agent" and args.agent is not None and not (frame.intransitive and _takes_object(verb, args)):
        yield from nominals(scene, args.agent)
    elif frame.counted == "with":
        words = ["with", "using", "involving"]
        if frame.question == "captured":
            words = ["with"]
        elif verb.lemma_.lower() not in {"hit", "strike"}:
            words.append("by")
        for word in words:
            for obj in args.preps.get(word, ()):
                yield from _listed(scene, nominals(scene, obj))
        for child in verb.children:
            if child.dep_ in {"advcl", "prep", "acl"} and child.lower_ in {"using", "involving", "firing"}:
                for obj in child.children:
                    if obj.dep_ in {"dobj", "pobj"}:
                        yield from nominals(scene, obj)


def _having(scene: Scene, verb: Token, theme: Token, args: Arguments) -> list[Token]:
    """ "Windows were broken in two houses", "23 houses with broken windows": how many things have them."""
    if not is_surface(theme) or nominal(scene, theme).count is not None:
        return []
    if verb.dep_ == "amod" and theme.dep_ == "pobj" and theme.head.lower_ == "with":
        found = [theme.head.head]
    else:
        found = [obj for word in ("in", "at") for obj in args.preps.get(word, ())]
    return [each for each in found if each.pos_ == "NOUN" and _is_numbered_thing(nominal(scene, each))]


def _is_numbered_thing(counted: Nominal) -> bool:
    return counted.form == "numeral" and counted.group == "object"


def _takes_object(verb: Token, args: Arguments) -> bool:
    """Whether a verb has an object; in "12 people died - seven men and five women" the parser takes the parts for one."""
    theme = args.theme
    return theme is not None and not (
        theme.i > verb.i and any(t.is_punct for t in verb.doc[verb.i + 1 : theme.left_edge.i])
    )


def _has_own_state(counted: Nominal) -> bool:
    return any(child.dep_ == "acl" and child.lower_ in triggers().state_of for child in counted.head.children)


def _has_own_harm(counted: Nominal, verb: Token) -> bool:
    table = triggers().by_verb
    return any(
        c.dep_ == "amod" and c.tag_ == "VBN" and c.i != verb.i and c.lemma_.lower() in table for c in counted.head.lefts
    )


def _beside(verb: Token, theme: Token) -> Iterator[Token]:
    """ "Detained the cell's leader along with three others": who is taken together with the object, wherever the parser hung it."""
    for token in verb.doc[max(verb.i, theme.i) + 1 : sentence_of(verb).end]:
        if token.lower_ == "with" and token.nbor(-1).lower_ in _TOGETHER:
            yield from (obj for obj in token.children if obj.dep_ == "pobj")
        elif token.lower_ == "with" and token.head.i == verb.i and theme.i < verb.i:
            # "Was killed with her two sons": whom the victim belongs to, and not what it was done with.
            yield from (
                obj for obj in token.children if obj.dep_ == "pobj" and any(c.tag_ == "PRP$" for c in obj.lefts)
            )
        elif is_verb(token) and token.dep_ in CLAUSES and token.dep_ not in {"acl", "relcl"}:
            return


def _is_sure(verb: Token, theme: Token) -> bool:
    """Whether the tree leaves no doubt what the verb is done to: in "a figure of 26 wounded" it makes a verb of the wounded."""
    if theme.head.i == verb.i and theme.dep_ in {"dobj", "nsubjpass"}:
        return True
    return verb.dep_ in {"relcl", "acl", "amod"} or any(child.dep_ == "auxpass" for child in verb.children) or (
        verb.dep_ == "conj" and _is_sure(verb.head, theme))  # fmt: skip


def _joined_late(scene: Scene, verb: Token, theme: Token) -> Iterator[Nominal]:
    """ "Three launchers were destroyed and at least two helicopters": a noun joined to the verb behind it."""
    for child in verb.children:
        if child.dep_ == "conj" and child.i > verb.i > theme.i and child.pos_ in {"NOUN", "PROPN"}:
            behind = {t.lower_ for t in verb.doc[child.i + 1 : min(child.i + _OWN_HARM, sentence_of(verb).end)]}
            if not behind.isdisjoint(triggers().state_of):
                continue  # "five persons killed and two guards and a driver injured"
            if any(is_verb(c) for c in child.children):
                continue
            for each in conjuncts(child):  # "as well as one soldier and two militants"
                found = nominal(scene, each)
                one = found.form == "singular" and found.group == "person"
                if (found.form == "numeral" or one) and found.item is not None:
                    yield found


def _listed(scene: Scene, found: list[Nominal]) -> Iterator[Nominal]:
    """The phrases, and those that a list goes on with ("three X, one Y and 87 Z") where the parser lost the list."""
    yield from found
    if found and found[-1].count is not None:
        seen = {each.head.i for each in found}
        for each in listed_after(scene, found[-1].end, found[-1].group):
            if each.head.i not in seen:
                yield each
