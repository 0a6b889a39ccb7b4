"""What a verb does not count although its frame fits: other senses, habits, things recalled, phrases that another word counts."""

from spacy.tokens import Token

from rashomon.extract.discourse import Discourse
from rashomon.extract.frames.evidence import VAGUE, is_heading
from rashomon.extract.frames.joined import first_of
from rashomon.extract.frames.look_up import takes_persons
from rashomon.extract.frames.told import dies, is_told_of
from rashomon.extract.knowledge import Frame, nouns, triggers
from rashomon.extract.nominals import Nominal
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import Arguments, arguments, is_passive, not_quite, own_subject, sentence_of
from rashomon.values import Quantity

_WHEN = frozenset({"on", "in", "at", "during", "near"})
_SELF = frozenset({"himself", "herself", "itself", "themselves"})  # a bomber who blows himself up is no object
_DEADLY = frozenset({"die", "kill", "kill-outright"})
_FIGURES = frozenset({"toll", "number", "figure", "count", "tally", "total", "losses", "loss"})
_CRIPPLED = frozenset({"damaged", "hit", "shot", "jammed"})
_SAFE = frozenset({"defuse", "disarm", "deactivate", "dispose", "neutralise", "neutralize"})
_LAID = frozenset({"plant", "lay", "hide", "bury", "conceal", "stash"})
_REMAINS = frozenset({"body", "corpse"})  # also the dead are brought to hospitals


def _falls_in_battle(scene: Scene, verb: Token, counted: Nominal) -> bool:
    """ "Nine soldiers and five volunteers fell": fighters, and not from a roof, into a trap or ill."""
    item = scene.tools.lexicon.item_of(counted.head.lemma_)
    fighters = (item is not None and item.class_ == "military") or counted.head.lemma_.lower() in {
        "volunteer",
        "policeman",
        "martyr",
    }
    return fighters and not any(
        child.dep_ in {"prep", "acomp", "prt"} and child.lower_ not in _WHEN for child in verb.children
    )


def is_habit(verb: Token, counted: Nominal) -> bool:
    """ "Who raid villages, killing residents", "attacks killing as many as five are rare": what is done again and again."""
    if verb.tag_ != "VBG":
        return False
    if verb.dep_ == "acl":
        above = verb.head.head
        plain = verb.head.tag_ == "NNS" and not any(child.dep_ in {"det", "nummod"} for child in verb.head.lefts)
        return plain and above.lower_ == "are" and any(child.dep_ == "acomp" for child in above.children)
    above = first_of(verb).head if first_of(verb).dep_ == "advcl" else verb
    return counted.form in VAGUE and above.tag_ in {"VBP", "VBZ"} and above.dep_ == "relcl"


def _is_carrier(verb: Token) -> bool:
    return verb.lemma_.lower() in {"drop", "launch", "fire", "release"} and arguments(verb).theme is not None


def _is_only_meant(noun: Token) -> bool:
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    return (
        noun.dep_ == "attr"
        or noun.lemma_.lower() in {"people", "person", "those"}
        or above.lemma_.lower() in {"number", "count", "total"}
    )


def is_laid_to_rest(scene: Scene, verb: Token, counted: Nominal) -> bool:
    """ "The first two of the dead were buried on Saturday": they had been counted."""
    words = {t.lower_ for t in scene.doc[counted.start : counted.end]} | {t.lower_ for t in counted.head.subtree}
    grave = {t.lemma_.lower() for t in sentence_of(verb)}
    return bool(words & {"dead", "victims", "bodies", "killed", "deceased", "fallen"}) or bool(
        grave & {"cemetery", "funeral", "grave", "graveside", "coffin", "mourner"}
    )


def lives(scene: Scene, verb: Token, counted: Nominal) -> bool:
    """Whether a noun that the lexicon lacks is a person: by its name, or by what is done to it."""
    if verb.lemma_.lower() not in triggers().file.animate or counted.head.i in scene.place_at:
        return False
    first = counted.head
    while first.dep_ in {"conj", "appos"}:
        first = first.head
    if first.head.i != verb.i:
        return False
    if counted.head.pos_ == "PROPN":
        return _is_name(scene, counted.head, verb)
    told = any(child.lower_ in {"a", "an", "another"} for child in counted.head.lefts)
    return counted.head.pos_ == "NOUN" and (told or counted.form == "numeral") and counted.equipment is None


def _is_name(scene: Scene, noun: Token, verb: Token) -> bool:
    """Whether a proper noun names a person: by its tag, or as two words of a name; what is captured may be a town."""
    if verb.lemma_.lower() == "capture":
        return False
    if noun.ent_type_ == "PERSON":
        return True
    two = any(child.dep_ == "compound" and child.pos_ == "PROPN" for child in noun.lefts)
    return two and scene.term_at(noun, "side", "institution", "target", "item", "equipment") is None


def _is_numbered(frame: Frame, counted: Nominal) -> bool:
    """Whether a frame that wants a number gets one, and of whole things: not "one of the wounded is in hospital"."""
    if frame.id == "lose-men" and counted.form == "singular" and counted.head.dep_ == "conj":
        return (
            counted.group == "person" and counted.head.head.left_edge.tag_ == "CD"
        )  # "lost two soldiers and a militiaman"
    if counted.form in VAGUE | {"singular", "pronoun"} or (counted.quantity is None and counted.form != "rest"):
        return False
    if frame.id in {"struck", "person-hit"} and counted.item is None and counted.form != "zero":
        return False
    return "person" not in frame.of or not counted.partitive or (frame.id == "lose-men" and counted.item is not None)


def _is_counted_by_state(scene: Scene, counted: Nominal) -> bool:
    """ "Having lost up to 40 killed": the number counts the killed, whatever was lost before."""
    if counted.count is None or counted.item is not None:
        return False
    after = scene.tokens(counted.count).stop
    return (
        after < len(scene.doc)
        and scene.doc[after].lower_ in triggers().state_of
        and scene.doc[after].tag_ != "VBD"
        and (scene.doc[after].dep_ not in {"ROOT", "conj", "ccomp", "advcl"})
    )


def _only_names(frame: Frame, verb: Token) -> bool:
    """ "Using ATACMS missiles": names a weapon, counts nothing."""
    return frame.id == "launch" and verb.lemma_.lower() in {"use", "employ", "deploy"}


def _is_made_safe(verb: Token, counted: Nominal) -> bool:
    return any(child.dep_ == "conj" and child.lemma_.lower() in _SAFE for child in verb.children) or any(
        child.dep_ == "acl" and child.lemma_.lower() in _LAID for child in counted.head.children
    )


def _of_bodies(verb: Token) -> bool:
    sentence = sentence_of(verb)
    return any(t.lemma_.lower() in _REMAINS for t in verb.doc[sentence.start : verb.i])


def is_left_out(
    scene: Scene, discourse: Discourse, frame: Frame, verb: Token, counted: Nominal, args: Arguments
) -> bool:
    """Whether the verb means something else here than its frame, or the phrase cannot be what the frame counts."""
    if counted.form == "name" and not takes_persons(verb) and not lives(scene, verb, counted):
        return True
    if frame.implied and counted.head.i + 1 < len(scene.doc) and counted.head.nbor(1).lemma_.lower() in nouns().debris:
        return True  # "rocket fragments set fire to": tagged a verb
    if counted.form in {"name", "singular", "definite"} and not_quite(verb):
        return True
    if frame.id == "treat" and counted.item is None and _of_bodies(verb):
        return True  # "14 bodies were found: six in the city and eight brought to a hospital"
    if frame.id == "person-hit" and args.agent is not None and args.agent.lemma_.lower() in _FIGURES:
        return True  # "the death toll has hit 5,700 people"
    if frame.id == "launch-count" and _is_made_safe(verb, counted):
        return True  # "detected and defused six grenades", "detected six grenades planted by the road"
    if (
        frame.id == "hit"
        and verb.lemma_.lower() == "come"
        and any(c.dep_ == "acl" and c.lower_ in _CRIPPLED for c in counted.head.children)
    ):
        return True  # "the other two, damaged by fire, came down on the edge of the field"
    if counted.head.lower_ in _SELF or (frame.id == "treat" and counted.head.lemma_.lower() in _REMAINS):
        return True
    if frame.question == "injured" and any(f.head == counted.head.i and f.frame in _DEADLY for f in discourse.facts):
        return True  # "two more died while being treated for wounds"
    if frame.numbered and not _is_numbered(frame, counted):
        return True
    if frame.id == "approach" and verb.lower_ == "leaving" and args.theme is not None:
        return True  # "dropped a grenade, leaving a soldier dead"
    if (
        frame.id == "approach"
        and verb.lemma_.lower() == "leave"
        and counted.quantity is not None
        and counted.quantity.exact == 1
    ):
        return True  # "the sixth left again": away, where "190 rockets left the Strip" are a launch
    if verb.lemma_.lower() == "catch" and is_passive(verb):
        return True  # "were caught in the fire"
    if frame.id == "claim-persons" and counted.item is None:
        return True  # "spoke of six, of which it claims four"
    if frame.id == "launch" and verb.lemma_.lower() == "release" and counted.item is None:
        return True  # "29 of them have been released": the wounded
    if frame.question == "injured" and verb.dep_ in {"relcl", "amod", "acl"} and dies(counted.head):
        return True  # "a man who was wounded by shrapnel succumbed on Sunday"
    if frame.id == "surrender" and verb.tag_ == "VB" and counted.form not in {"numeral", "all"}:
        return True  # "gave them 40 days to surrender"
    if frame.id == "fighters-fall" and not _falls_in_battle(scene, verb, counted):
        return True
    return _is_counted_by_state(scene, counted)


def is_not_counted_here(frame: Frame, verb: Token, counted: Nominal) -> bool:
    """Whether a pronoun or a vague phrase stands for what another word counts, or for no happening at all."""
    if counted.form == "pronoun" and verb.dep_ in {"acl", "amod"}:
        return True  # "thirteen of those killed"
    if counted.head.tag_ in {"WP", "WDT"} or (
        counted.form == "pronoun" and frame.id in {"approach", "launch-count", "hit-implied"}
    ):
        return True
    # "any attacks that kill civilians": what they do, not what one did
    return (verb.tag_ in {"VBZ", "VBP"} and counted.form in VAGUE) or is_habit(verb, counted)


def is_only_mentioned(
    frame: Frame, verb: Token, counted: Nominal, quantity: Quantity, item: str | None, *, told: bool
) -> bool:
    """Whether a phrase of which an amount is known only names or recalls things; ``told`` where they were told of before."""
    if frame.counted == "with" and counted.form in {"singular", "definite", "mass", "plural"}:
        return True
    reduced = verb.dep_ == "amod" or (verb.dep_ == "acl" and own_subject(verb) is None)
    if reduced and counted.form in VAGUE | {"singular"} and not is_told_of(counted):
        return True  # "the wrecked house", "people killed in": told of, not counted
    if verb.dep_ == "relcl" and counted.form in VAGUE and _is_only_meant(counted.head):
        return True  # "the number of civilians who were killed": whom, not how many
    if quantity.low in {None, 0} and quantity.high is None:
        return True  # "most of them" of nobody knows how many
    if _only_names(frame, verb) and counted.form in VAGUE | {"singular"}:
        return True
    if frame.implied and told and counted.form == "numeral" and counted.partitive and counted.count is None:
        return True  # "killed by the second": a bomb that nobody counts here
    if frame.implied and (counted.form in {"plural", "mass", "definite", "pronoun"} or item == "explosive devices"):
        return True  # a mine that goes off has not arrived
    if frame.implied and verb.dep_ == "advcl" and _is_carrier(verb.head):
        return True  # "a drone dropped a grenade, damaging a car"
    if (counted.form in VAGUE and is_heading(sentence_of(verb))) or (frame.id == "approach" and verb.dep_ == "acl"):
        return True
    return frame.id == "launch-count" and counted.form in VAGUE | {"singular"}
