"""Who is said to have done it where no attack word takes an agent: responsibility claimed, blame laid, suspicion voiced.

"The X Front claimed responsibility for the attack" is X's own word; "the minister blamed the X Front" the minister's;
"the attack is attributed to X", "X is suspected" and "members of X were arrested for it" are nobody's in particular, and only
probable; what was left behind ("leaflets of X were found") makes X possible and no more.
"""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace
from spacy.tokens import Token

from rashomon.extract.actors import actors, named
from rashomon.extract.attribution import Attribution, Voice
from rashomon.extract.knowledge import cues, triggers
from rashomon.extract.name_fact import NameFact
from rashomon.extract.nominals import nominal
from rashomon.extract.scene import Scene
from rashomon.extract.speakers import Cast
from rashomon.extract.syntax import arguments, is_passive, noun_preps
from rashomon.model import Factuality, Speaker

_CLAIMING = frozenset({"claim", "assume", "accept", "admit", "acknowledge", "take", "assert"})
_BLAMING = frozenset({"blame", "accuse", "suspect", "denounce", "implicate", "charge"})
_ASCRIBING = frozenset({"attribute", "ascribe", "blame", "credit", "trace", "impute", "link"})
_RESPONSIBLE = frozenset({"responsible", "guilty", "behind", "accountable"})
_CRIMES = frozenset({"for", "of", "in", "behind"})
_DOERS = frozenset({"attacker", "assailant", "gunman", "gunmen", "perpetrator", "killer", "kidnapper", "assassin", "bomber", "individual",
                    "culprit", "murderer", "abductor", "criminal"})  # fmt: skip
_ORDERING = frozenset({"order", "mastermind", "plan", "perpetrate", "commit"})
_CHARGING = frozenset({"accuse", "denounce", "charge"})  # of what, has to be an attack
_OF_OLD = frozenset(
    {"past", "previous", "earlier", "similar", "other", "many", "most", "numerous", "several", "recent"}
)
_SEIZING = frozenset({"arrest", "detain", "capture", "indict", "charge", "try", "sentence", "convict"})
_LEFT_BEHIND = frozenset({"leaflet", "pamphlet", "flag", "slogan", "graffiti", "banner", "flyer"})
_SEEING = frozenset({"find", "leave", "paint", "scatter", "drop", "discover"})
_NO_DEED = frozenset({"peace", "talk", "failure", "delay", "crisis", "inflation", "policy", "economy", "corruption"})
_DOING = frozenset({"carry", "perpetrate", "stage", "plan", "mastermind", "order", "direct", "execute", "commit", "conduct", "plot",
                    "organize", "organise"})  # fmt: skip
_DEEDS = frozenset({"action", "operation", "incident", "crime", "assassination", "murder", "kidnapping", "abduction", "massacre",
                    "killing", "sabotage", "act"})  # fmt: skip
_SELF = frozenset(
    {"group", "organization", "organisation", "movement", "front", "guerrilla", "fighter", "rebel", "unit", "force"}
)
_HEDGE: dict[str, Factuality] = {"suspect": "PR+", "link": "PS+", "implicate": "PS+"}


class Blame(Struct, frozen=True):
    """One naming of who did it, whose word it is, and the token of the deed."""

    fact: NameFact
    voice: Voice
    deed: int


def find_blame(scene: Scene, attribution: Attribution, cast: Cast) -> Iterator[Blame]:
    """Every claim of responsibility, accusation and suspicion of a document, in text order."""
    for token in scene.verbs:
        lemma = token.lemma_.lower()
        if lemma in _CLAIMING:
            yield from _claimed(scene, attribution, cast, token)
        if lemma in _BLAMING | _ASCRIBING | {"hold"}:
            yield from _laid(scene, attribution, cast, token)
        if lemma in triggers().file.attacks.verbs or lemma in triggers().by_verb:
            yield from _own(scene, attribution, token)
        if lemma in _DOING:
            yield from _done(scene, attribution, token)
        if lemma == "be":
            yield from _said_to_be(scene, attribution, token)
        if lemma in {"be", "belong", "identify"}:
            yield from _membership(scene, attribution, token)
        if lemma == "involve":
            yield from _involved(scene, attribution, token)
        if lemma in _SEIZING:
            yield from _seized(scene, attribution, token)
        if lemma in _SEEING or lemma in {"bear", "have", "carry"}:
            yield from _traces(scene, attribution, token)


def _claimed(scene: Scene, attribution: Attribution, cast: Cast, verb: Token) -> Iterator[Blame]:
    """ "X claimed responsibility for the bombing", "responsibility was claimed by X"."""
    args = arguments(verb)
    what = args.theme
    if what is None or args.agent is None:
        return
    own_deed = verb.lemma_.lower() == "claim" and is_passive(verb) and _is_deed(what)  # "the killing was claimed by X"
    if not own_deed and what.lemma_.lower() not in {"responsibility", "authorship", "credit", "guilt"}:
        return
    voice = attribution.voice(verb)
    if voice.factuality.endswith("-") or voice.factuality == "Uu":
        return
    deed = what if own_deed else _deed(what) or _deed(verb)
    if deed is not None and _is_of_old(deed):
        return
    for fact in actors(scene, verb, args.agent, named=True):
        speaker = cast.resolve(args.agent)
        own = replace(speaker, name=fact.value.name) if speaker is not None else None
        yield Blame(fact, _spoken(voice, own, "CT+", cast), deed.i if deed is not None else verb.i)


def _laid(scene: Scene, attribution: Attribution, cast: Cast, verb: Token) -> Iterator[Blame]:
    """ "The minister blamed X for the bombing", "holds X responsible", "attributed it to X", "X is accused of"."""
    lemma = verb.lemma_.lower()
    args = arguments(verb)
    passive = is_passive(verb)
    if lemma == "hold" and not any(t.lemma_.lower() in {"responsible", "accountable"} for t in verb.subtree):
        return
    words = ("to", "on", "with") if lemma == "link" else ("to", "on")
    ascribed = [obj for word in words for obj in args.preps.get(word, ()) if obj.i not in scene.time_at]
    small = _held(verb) if lemma == "hold" else None
    if small is not None:
        accused, deed = small, None  # "holds X responsible", read as a clause
    elif (
        ascribed
        and lemma in _ASCRIBING
        and args.theme is not None
        and _is_deed(ascribed[0])
        and not _is_deed(args.theme)
    ):
        accused, deed = args.theme, ascribed[0]  # "linked X to the attack"
    elif ascribed and lemma in _ASCRIBING:
        accused, deed = ascribed[0], args.theme
    elif lemma in _ASCRIBING - _BLAMING or args.theme is None:
        return
    else:
        accused, deed = args.theme, _deed(verb)
    if deed is not None and (deed.lemma_.lower() in _NO_DEED or _is_of_old(deed)):
        return
    if (lemma in _CHARGING or (deed is not None and deed.dep_ == "pcomp")) and not _is_attack(deed):
        return  # "accused Uganda of backing the rebels", "denounced the radicals"
    voice = attribution.voice(verb)
    if voice.factuality.endswith("-") or voice.factuality == "Uu":
        return
    accuser = cast.resolve(args.agent) if args.agent is not None and args.agent.i != accused.i else None
    value: Factuality = _HEDGE.get(lemma, "PR+" if passive and accuser is None else "CT+")
    for fact in actors(scene, verb, accused, named=True):
        yield Blame(fact, _spoken(voice, accuser, value, cast), deed.i if deed is not None else verb.i)


def _is_of_old(deed: Token) -> bool:
    """ "Claimed responsibility for past attacks": other deeds than the one that the text tells of."""
    return any(child.lower_ in _OF_OLD for child in deed.lefts) or any(
        t.lower_ in {"past", "previous"} for t in deed.subtree if t.pos_ == "ADJ"
    )


def _is_attack(deed: Token | None) -> bool:
    """Whether somebody is accused of an attack, in whatever words: "of shelling", "of being behind it", "of the massacre"."""
    if deed is None:
        return False
    words = [deed, *(child for child in deed.children if child.dep_ == "conj")]
    if (
        deed.lemma_.lower()
        in {"be", "resort", "engage", "participate", "take", "have", "launch", "conduct", "open", "use"} | _DOING
    ):
        words += [t for t in deed.children if t.dep_ in {"dobj", "acomp", "prep"}]
        words += [o for t in words if t.dep_ == "prep" for o in t.children]
    return any(
        _is_deed(t)
        or t.lemma_.lower() in _RESPONSIBLE | triggers().file.attacks.verbs
        or t.lemma_.lower() in triggers().by_verb
        for t in words
    )


def _held(verb: Token) -> Token | None:
    """Who is held responsible, where the parser makes a clause of it."""
    for child in verb.children:
        if child.lemma_.lower() in _RESPONSIBLE and child.dep_ in {"ccomp", "oprd", "acomp"}:
            return next((each for each in child.children if each.dep_ in {"nsubj", "nsubjpass"}), None)
    return None


def _done(scene: Scene, attribution: Attribution, verb: Token) -> Iterator[Blame]:
    """ "X directed the operation", "the action was carried out by X": one deed, spoken of as known."""
    args = arguments(verb)
    deed = args.theme
    if args.agent is None or deed is None or deed.tag_ != "NN" or args.agent.i == deed.i or not _is_deed(deed):
        return
    voice = attribution.voice(verb)
    if voice.factuality.endswith("-") or voice.factuality == "Uu":
        return
    own = _oneself(scene, voice, args.agent, verb)
    if own is not None:
        yield Blame(own, voice, deed.i)
        return
    for fact in actors(scene, verb, args.agent, named=verb.lemma_.lower() in _ORDERING):
        yield Blame(fact, voice, deed.i)


def _own(scene: Scene, attribution: Attribution, verb: Token) -> Iterator[Blame]:
    """ "Our fighters shelled the post", "the group had killed two", an armed group says: its own deed."""
    agent = arguments(verb).agent
    if verb.lemma_.lower() == "hold" and any(t.lemma_.lower() in _RESPONSIBLE for t in verb.subtree):
        return  # "we hold the government responsible"
    voice = attribution.voice(verb)
    fact = _oneself(scene, voice, agent, verb) if agent is not None else None
    if fact is not None:
        yield Blame(fact, voice, verb.i)


def _oneself(scene: Scene, voice: Voice, agent: Token, verb: Token) -> NameFact | None:
    """An armed group by the words that it uses of itself: "we", "our fighters", "the group", "its men"."""
    if not (
        agent.lower_ == "we"
        or (agent.lower_ == "it" and verb.dep_ == "ccomp" and verb.head.i == voice.cue)
        or any(child.lower_ == "our" for child in agent.children)
        or (
            agent.lemma_.lower() in _SELF
            and any(child.lower_ in {"the", "its", "his", "her", "their"} for child in agent.children)
            and all(child.dep_ in {"det", "poss", "nummod"} for child in agent.lefts)  # not "the armed forces"
        )
    ):
        return None
    return _side_that_speaks(scene, voice, agent, verb)


def _side_that_speaks(scene: Scene, voice: Voice, agent: Token, verb: Token) -> NameFact | None:
    speaker = voice.speakers[0]
    entry = scene.tools.lexicon.sides.get(speaker.side or "")
    if entry is None or voice.factuality.endswith("-") or voice.factuality == "Uu":
        return None
    if entry.kind != "group" and not (speaker.kind == "military" and _strikes(scene, verb)):
        return None
    return named(scene, entry.name, entry.id, agent.left_edge.i, agent.i + 1, verb.i)


def _strikes(scene: Scene, verb: Token) -> bool:
    """ "It hit an airfield": an attack, and neither a defence ("shot down six drones") nor a loss ("lost two men")."""
    theme = arguments(verb).theme
    if verb.lemma_.lower() not in triggers().file.attacks.verbs or theme is None or is_passive(verb):
        return False
    return (
        nominal(scene, theme).group not in {"munition", "aircraft", None} or scene.term_at(theme, "target") is not None
    )


def _is_deed(noun: Token) -> bool:
    return noun.lemma_.lower() in _DEEDS | triggers().file.attacks.nouns or noun.lemma_.lower() in triggers().by_noun


def _said_to_be(scene: Scene, attribution: Attribution, verb: Token) -> Iterator[Blame]:
    """ "X was responsible for the bombing", "X is behind it"."""
    word = next((child for child in verb.children if child.lemma_.lower() in _RESPONSIBLE), None)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is not None and word is None:
        yield from _work_of(scene, attribution, verb, subject)
    if word is None or subject is None:
        return
    deed = _deed(word) or next((child for child in word.children if child.dep_ == "pobj"), None)
    voice = attribution.voice(verb)
    if deed is None or voice.factuality.endswith("-") or voice.factuality == "Uu":
        return
    if subject.lower_ in {"they", "it", "he", "she", "we"}:  # "…, who said they were responsible"
        own = _side_that_speaks(scene, voice, subject, verb)
        if own is not None:
            yield Blame(own, voice, deed.i)
        return
    for fact in actors(scene, verb, subject, named=True):
        yield Blame(fact, voice, deed.i)


def _work_of(scene: Scene, attribution: Attribution, verb: Token, subject: Token) -> Iterator[Blame]:
    """ "The bombing was the work of X", "was a terrorist action by X", "it could have been X"."""
    what = next((child for child in verb.children if child.dep_ == "attr"), None)
    voice = attribution.voice(verb)
    if what is None or voice.factuality.endswith("-") or voice.factuality == "Uu":
        return
    if what.lemma_.lower() in {"work", "action", "act", "operation", "doing", "handiwork"} and (
        _is_deed(subject) or subject.lower_ in {"it", "this", "that"}
    ):
        preps = noun_preps(what)
        makers = [
            *preps.get("by", ()),
            *(preps.get("of", ()) if what.lemma_.lower() in {"work", "doing", "handiwork"} else ()),
        ]
    elif subject.lower_ == "it" and voice.factuality in {"PS+", "PR+"}:
        makers = [what]
    else:
        return
    for maker in makers:
        for fact in actors(scene, verb, maker, named=what is not maker):
            if fact.value.id is not None or what is not maker:
                yield Blame(fact, _hedged(verb, voice), subject.i)


def _hedged(verb: Token, voice: Voice) -> Voice:
    """ "It was likely the work of X": the parser takes the hedge for what it was."""
    hedge = next((cues().adjectives[c.lower_] for c in verb.children if c.lower_ in cues().adjectives), None)
    return replace(voice, factuality=hedge) if hedge is not None and voice.factuality == "CT+" else voice


def _membership(scene: Scene, attribution: Attribution, verb: Token) -> Iterator[Blame]:
    """ "The attackers belonged to X", "are members of X", "identified themselves as members of X"."""
    args = arguments(verb)
    subject = args.agent or args.theme
    if subject is None or subject.lemma_.lower() not in _DOERS:
        return
    if verb.lemma_.lower() == "be":
        groups = [child for child in verb.children if child.dep_ == "attr"]
    else:
        groups = args.preps.get("to" if verb.lemma_.lower() == "belong" else "as", [])
    voice = attribution.voice(verb)
    if voice.factuality.endswith("-") or voice.factuality == "Uu":
        return
    if verb.lemma_.lower() == "identify" and voice.factuality == "CT+":
        voice = replace(voice, factuality="PR+")
    for group in groups:
        for fact in actors(scene, verb, group, named=group.lemma_.lower() == "member"):
            if fact.value.id is not None or group.lemma_.lower() == "member":
                yield Blame(fact, voice, verb.i)


def _involved(scene: Scene, attribution: Attribution, verb: Token) -> Iterator[Blame]:
    """ "The action involved commandos of X", where nothing says that they were its victims."""
    args = arguments(verb)
    voice = attribution.voice(verb)
    if args.agent is None or args.theme is None or not _is_deed(args.agent) or voice.factuality not in {"PR+", "PS+"}:
        return
    for fact in actors(scene, verb, args.theme):
        if fact.value.id is not None:
            yield Blame(fact, voice, args.agent.i)


def _seized(scene: Scene, attribution: Attribution, verb: Token) -> Iterator[Blame]:
    """ "Three members of X were arrested for the murder", "in connection with the attack": suspected of it."""
    args = arguments(verb)
    deeds = list(args.preps.get("for", []))
    for link in args.preps.get("in", []):
        if link.lemma_.lower() == "connection":
            deeds += noun_preps(link).get("with", [])
    deed = next((each for each in deeds if _is_deed(each)), None)
    voice = attribution.voice(verb)
    if args.theme is None or deed is None or voice.factuality.endswith("-") or voice.factuality == "Uu":
        return
    for fact in actors(scene, verb, args.theme):
        yield Blame(fact, replace(voice, factuality="PR+") if voice.factuality == "CT+" else voice, deed.i)


def _traces(scene: Scene, attribution: Attribution, verb: Token) -> Iterator[Blame]:
    """ "Leaflets of X were found", "they left pamphlets signed by X", "it bears the hallmarks of X": possible, no more."""
    thing = arguments(verb).theme
    hallmark = verb.lemma_.lower() in {"bear", "have", "carry"}
    if thing is None or thing.lemma_.lower() not in ({"hallmark", "trademark"} if hallmark else _LEFT_BEHIND):
        return
    voice = attribution.voice(verb)
    if voice.factuality.endswith("-") or voice.factuality == "Uu":
        return
    preps = noun_preps(thing)
    owners = [*preps.get("of", []), *preps.get("from", []), *(c for c in thing.lefts if c.dep_ in {"compound", "poss"})]
    for child in thing.children:
        if child.dep_ == "acl" and child.lemma_.lower() in {"sign", "write", "issue"}:
            owners += [each for each in (arguments(child).agent,) if each is not None and each.i != thing.i]
    for owner in owners:
        for fact in actors(scene, verb, owner):
            yield Blame(fact, replace(voice, factuality="PS+"), verb.i)


def _deed(node: Token) -> Token | None:
    """What somebody is responsible for: the noun or the gerund behind "for" or "of"."""
    for child in node.children:
        if child.dep_ == "prep" and child.lower_ in (
            _CRIMES | {"with"} if node.lemma_.lower() == "charge" else _CRIMES
        ):
            return next((each for each in child.children if each.dep_ in {"pobj", "pcomp"}), None)
    return None


def _spoken(voice: Voice, speaker: Speaker | None, value: Factuality, cast: Cast) -> Voice:
    """The voice around with the speaker of the act itself in front."""
    weaker = value if voice.factuality == "CT+" else voice.factuality
    if speaker is None:
        return replace(voice, factuality=weaker)
    if speaker.id == cast.publisher.id:
        return replace(voice, factuality=weaker)
    others = tuple(each for each in voice.speakers if each.id not in (speaker.id, cast.publisher.id))
    return replace(voice, speakers=(speaker, *others, cast.publisher), attribution="explicit", factuality=weaker)
