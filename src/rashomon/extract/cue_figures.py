"""Cues without a word of saying: who gives, holds, stands by or arrives at a figure, and what a paper of theirs shows."""

from spacy.tokens import Span, Token

from rashomon.extract.cues import Cue, behind_semicolon, could_speak, plausible, rest_of_clause
from rashomon.extract.papers import FIGURES, PAPERS, PICTURES, signer
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast
from rashomon.extract.syntax import subject

# "Gave the toll as nine", "set the number at nine", "raised its toll to nine": the object is a figure, or are the harmed.
_GIVING = frozenset({"give", "name", "offer", "set", "place", "put", "raise", "lower", "revise", "correct", "update", "bring", "increase",
                     "reduce", "cut", "have", "quote", "provide", "adjust", "keep", "maintain", "change", "repeat",
                     "cite"})  # fmt: skip
_COMING_OF = frozenset({"bring", "raise", "increase", "take", "push", "lift"})
# "Arrived at nine dead", "knows of nine dead", "stands by its figure of nine".
_REACHING = {
    "arrive": {"at"}, "come": {"to", "up"}, "know": {"of"}, "tell": {"of"}, "talk": {"of"}, "write": {"of"}, "hear": {"of"},
    "learn": {"of"}, "stand": {"by"}, "stick": {"to", "by", "with"}, "hold": {"to"}, "keep": {"to"}, "abide": {"by"}, "settle": {"on"},
    "insist": {"on"}, "speak": {"of"}, "warn": {"of"}, "cling": {"to"},
}  # fmt: skip
_TELLING = frozenset(
    {"tell", "talk", "write", "speak", "know", "hear", "learn"}
)  # "of three boats": of whatever number
_SHOWING = frozenset({"show", "have", "give", "contain", "name", "be", "put", "indicate", "suggest", "include", "stand", "list", "reveal",
                      "record", "count", "document", "detail", "register", "mention", "cite", "say", "cover", "place",
                      "amount", "total", "run", "reach", "rise", "come", "exceed"})  # fmt: skip
_ROLLS = frozenset({"list", "roll", "roster", "inventory"})  # "put out a list of nine dead"
_PICTURING = frozenset(
    {"send", "put", "issue", "share", "post", "publish", "show", "circulate", "provide", "release", "upload"}
)
_HARMED = frozenset({"dead", "killed", "wounded", "injured", "hurt", "missing", "deaths", "death", "casualties", "victims", "fatalities",
                     "bodies", "losses", "wounds", "injuries", "lost", "killings", "martyrs", "corpses"})  # fmt: skip


def figure_cue(scene: Scene, cast: Cast, sentence: Span, verb: Token) -> Cue | None:
    """The cue that a verb makes by what it does with a figure, or None."""
    lemma = verb.lemma_.lower()
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and lemma in _COMING_OF:
        return None  # "rescuers found four bodies, bringing the toll to 12": what came of it, whoever says so
    who = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if who is None:  # "The hospital, overwhelmed, sent …": the parser hangs the subject on the aside
        aside = next((child for child in verb.children if child.dep_ == "advcl" and child.i < verb.i), None)
        who = next((child for child in aside.children if child.dep_ == "nsubj"), None) if aside is not None else None
    who = who or behind_semicolon(scene, verb)
    if who is None and verb.dep_ in {"conj", "advcl", "xcomp"} and lemma in _GIVING | set(_REACHING):
        who = subject(verb)
    if who is not None and who.tag_ == "WP" and verb.dep_ == "relcl" and verb.head.i < who.i:
        who = verb.head  # "the officials, who gave the toll as four"
    if who is None or who.i > verb.i or who.tag_ in {"WDT", "WP"}:
        return None
    shown = _pictured(scene, verb, who) if lemma in _PICTURING else frozenset()
    if shown:
        speaker = cast.resolve(who)
        return None if speaker is None else Cue(verb.i, (speaker,), shown, frozenset(), "CT+", lemma)
    if who.lemma_.lower() in PAPERS | PICTURES:
        if lemma not in _SHOWING or _rare(who):
            return None
        owner = signer(who)
        if owner is None or not (owner.tag_ == "PRP$" or plausible(scene, owner) or could_speak(scene, owner)):
            return None
        head = verb
    elif _perceived(scene, verb, who):
        head = verb
    else:
        head_or_none = _figure_of(scene, verb, lemma)
        if head_or_none is None or not (plausible(scene, who) or could_speak(scene, who)):
            return None
        head = head_or_none
    speaker = cast.resolve(who)
    if speaker is None:
        return None
    content = frozenset(rest_of_clause(scene, sentence, verb))
    if not content & scene.count_at.keys() and not _perceived(scene, verb, who):
        return None
    return Cue(head.i, (speaker,), content, frozenset(), "CT+", lemma)


def _pictured(scene: Scene, verb: Token, who: Token) -> frozenset[int]:
    """ "Readers have sent pictures of five damaged houses": what those saw who pass pictures of it on."""
    if not (plausible(scene, who) or could_speak(scene, who)):
        return frozenset()
    taken = (c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in PICTURES | _ROLLS)
    of = (of for each in taken for of in each.children if of.dep_ == "prep" and of.lower_ in {"of", "showing"})
    return frozenset(t.i for each in of for t in each.subtree)


def _figure_of(scene: Scene, verb: Token, lemma: str) -> Token | None:
    """The noun of the figure that the verb gives, or the word of harm behind a number; None where it gives none."""
    objects = [child for child in verb.children if child.dep_ == "dobj"] if lemma in _GIVING else []
    wanted = _REACHING.get(lemma, set())
    objects += [obj for prep in verb.children if prep.dep_ == "prep" and prep.lower_ in wanted for obj in prep.children
                if obj.dep_ == "pobj"]  # fmt: skip
    if lemma == "tell":
        objects += [obj for heard in verb.children if heard.dep_ in {"dobj", "dative"} for prep in heard.children
                    if prep.lower_ == "of" for obj in prep.children if obj.dep_ == "pobj"]  # fmt: skip
    own = next((child for child in verb.children if child.dep_ == "dobj" and child.lemma_.lower() in PAPERS
                and any(t.tag_ == "PRP$" for t in child.lefts)), None)  # fmt: skip
    if own is not None and scene.doc[own.right_edge.i + 1 : own.right_edge.i + 2].text == ":":
        return own  # "sent out its own bulletin: 22 injured"
    for obj in objects:
        if obj.i < verb.i:
            continue
        told = any(child.dep_ == "appos" and child.tag_ == "CD" for child in obj.children)  # "had another number, 13"
        figure = obj.lemma_.lower() in FIGURES and (lemma != "have" or told)
        if figure and (
            told
            or lemma not in {"keep", "maintain", "change", "repeat", "have"}
            or any(t.tag_ == "PRP$" for t in obj.lefts)
        ):
            return obj
        counted = obj.i in scene.count_at or any(t.i in scene.count_at for t in obj.lefts) or obj.tag_ == "CD"
        if counted and lemma in _TELLING:
            return obj
        if counted and lemma in {"give", "have", *_REACHING} and lemma not in {"come", "keep", "hold"}:
            near = scene.doc[obj.left_edge.i : obj.i + 3]
            if any(t.lower_ in _HARMED for t in near) and (lemma != "have" or _keeps_count(scene, verb)):
                return obj
    return None


def _perceived(scene: Scene, verb: Token, who: Token) -> bool:
    """ "Residents heard six explosions", "witnesses saw three bodies": what those tell who were there."""
    term = scene.term_at(who, "office")
    if (
        term is None
        or scene.tools.lexicon.offices[term.id].kind != "witness"
        or verb.lemma_.lower() not in {"hear", "see"}
    ):
        return False
    seen = [child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i]
    return any(t.i in scene.count_at for obj in seen for t in obj.subtree) or any(
        (item := scene.term_at(obj, "item")) is not None and item.id == "explosions" for obj in seen
    )


def _keeps_count(scene: Scene, verb: Token) -> bool:
    """ "The rescue service has three dead": of others, where the army that has three dead lost them."""
    who = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    term = scene.term_at(who, "office") if who is not None else None
    return (
        term is not None
        and scene.tools.lexicon.offices[term.id].kind in {"official", "medic", "ngo"}
        and term.id != "police"
    )


def _rare(paper: Token) -> bool:
    """A word that a paper only shares with something else: "the record shows", "a number of men have"."""
    return paper.lemma_.lower() in {"number", "loss", "casualty", "book", "word", "notice"} and not any(
        child.dep_ == "poss" for child in paper.children
    )
