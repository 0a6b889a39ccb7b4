"""What a place is to its clause, read off the tree: launch place, impact place, dateline and the speaker's are four places."""

import re
from typing import Literal

from spacy.tokens import Token

from rashomon.extract.attribution import Attribution
from rashomon.extract.fits import is_wide
from rashomon.extract.knowledge import triggers
from rashomon.extract.mentions import PlaceMention
from rashomon.extract.passing_places import is_passing, is_where_they_stood
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS, is_passive, is_verb, sentence_of, subject
from rashomon.extract.time_roles import in_dateline
from rashomon.places.capitals import capitals

PlaceRole = Literal["event", "listed", "launch", "speaker", "actor", "dateline", "demonym", "name"]

_LAUNCHERS = frozenset(
    {"launch", "fire", "take", "send", "depart", "come", "originate", "fly", "shoot", "release", "direct", "leave"}
)
_OWNING_UP = frozenset({"concede", "admit", "acknowledge", "deny", "claim", "insist", "maintain", "allege", "contend"})
_FIRING = frozenset({"launch", "fire", "send", "shoot", "release", "direct", "lob", "aim", "drop"})
# Who tells of what happened where they are: their place is its place.
_ON_THE_SPOT = frozenset(
    {"resident", "people", "villager", "witness", "inhabitant", "local", "eyewitness", "survivor", "reporter"}
)
_CAUSES = frozenset({"rights", "aid", "monitoring", "research", "advocacy", "relief", "medical", "watchdog"})
# Who has a seat somewhere without anything happening there.
_SEATED = frozenset(
    {"organisation", "organization", "ministry", "institute", "embassy", "watchdog", "charity", "newspaper"}
)
_MUNITIONS = frozenset({"drone", "missile", "rocket", "uav", "shahed", "shell", "launch"})
_FROM_AREA = re.compile(
    r"\b(?:fired|launched|came|flew|taking off|took off)\b[^.;:]{0,30} from (?:the |an )?(?:area|territory|direction|airspace|vicinity)s?"
    r"(?: (?:north|south|east|west)\w*| near)? of (?:the )?$",
    re.IGNORECASE,
)
_CARRIERS = frozenset({"bomber", "aircraft", "jet", "plane", "fighter", "warplane", "ship", "carrier", "submarine"})
# What a country does to others: "Russia's overnight attack" is not in Russia.
_DEEDS = frozenset({"attack", "strike", "airstrike", "raid", "shelling", "bombardment", "barrage", "assault", "invasion", "offensive",
                    "incursion", "salvo", "onslaught", "aggression", "artillery", "aviation"})  # fmt: skip
_ASKING = frozenset({"demand", "apology", "seek", "expect", "request", "want", "answer", "response", "statement", "condemnation",
                     "protest", "explanation", "comment", "order", "hear", "receive", "pressure", "reaction", "compensation"})  # fmt: skip
_LOSSES = frozenset({"toll", "loss", "dead", "casualty"})  # "Russia's death toll at Orsa"
_RANKS = frozenset({"first", "second", "third", "latest", "last", "worst", "deadliest", "biggest"})
_RULERS = frozenset({"government", "regime", "junta", "administration", "cabinet"})
_LEAVING = frozenset(
    {"fly", "leave", "turn", "return", "head", "cross", "veer", "stray", "go", "drift", "move", "exit"}
)
_WARDS = frozenset({"hospital", "clinic", "morgue", "ward", "mortuary"})
_CARE = frozenset(
    {"treatment", "treat", "hospitalise", "hospitalize", "airlift", "evacuate", "transfer", "refer", "rush", "fly"}
)
_ACCOUNTS = frozenset(
    {"account", "balance", "boast", "claim", "version", "reckoning", "statement", "word", "denial", "answer"}
)
# Where people come together to talk: "the summit in Lima", "travelled to Geneva".
_GATHERINGS = frozenset({"meeting", "summit", "conference", "talk", "talks", "negotiation", "dialogue", "visit", "trip", "tour",
                         "congress", "meet", "travel", "convene", "negotiate"})  # fmt: skip
_GUNS = frozenset({"shelling", "artillery", "offensive", "invasion", "aggression", "barrage"})
_BORDERING = frozenset({"border", "abut", "neighbour", "neighbor", "adjoin", "straddle"})
_MOVING = frozenset({"move", "shift", "take", "bring", "send", "carry"})  # "moved to Sibi for treatment"
_PEOPLE = frozenset({"soldier", "troop", "people", "civilian", "citizen", "fighter", "officer", "policeman", "migrant", "refugee",
                     "militant", "peacekeeper", "mercenary", "worker", "national", "contractor", "volunteer", "serviceman"})  # fmt: skip
_PARTS = frozenset(
    {"suburb", "district", "neighbourhood", "neighborhood", "quarter", "town", "village", "borough", "municipality"}
)
_HARMED = frozenset({"dead", "wounded", "injured", "killed", "hurt", "casualties", "missing"})
_HOLDERS = ("office", "speaker", "channel")
_PRESS = frozenset({"paper", "newspaper", "daily", "weekly", "tabloid", "magazine", "broadcaster", "outlet", "correspondent",
                    "bureau", "reporter", "journalist", "editor"})  # fmt: skip
# What a capital does where its people are meant and not its government: "Kyiv woke to explosions".
_UNDERGOING = frozenset({"be", "come", "see", "suffer", "remain", "experience", "wake", "hear", "endure", "lose", "shake", "face",
                         "have", "go", "stand", "lie", "burn"})  # fmt: skip
# "The Moscow-appointed head": whose man he is, and not where.
_BOUND = re.compile(r"-bound\b")
_PATRON = re.compile(
    r"\s?[-–]\s?(?:run|led|linked|backed|appointed|installed|affiliated|aligned|controlled|allied|supported|based)\b"
)


def place_role(scene: Scene, attribution: Attribution, mention: PlaceMention, token: Token) -> PlaceRole:
    """What a place is to its clause; only an ``event`` place says where something happened."""
    if mention.demonym:
        return "demonym"
    if mention.role in {"reference", "modifier"} or token.i in scene.time_at or _PATRON.match(scene.text, mention.end):
        return "name"
    if in_dateline(scene, mention.start, mention.end):
        return "dateline"
    if _belongs_to_speaker(scene, mention, token):
        return "speaker"
    if _is_posted(scene, token):
        return "name"  # "the ambassador to the UN in Geneva was among the dead"
    if _is_around(scene, mention, token) or is_passing(scene, mention, token):
        return "name"
    if is_where_they_stood(token):
        return "launch"
    if token.dep_ == "poss" and token.head.lemma_.lower() in _ACCOUNTS:
        return "speaker"  # "by Damascus's account", "that is Moscow's balance"
    if token.dep_ == "poss" and token.head.ent_type_ == "PERSON" and is_wide(mention.place):
        return "name"  # "Panama's Archbishop Luis Prado condemned the killing"
    if token.dep_ == "poss" and is_wide(mention.place) and _is_deed(token.head):
        return "actor"  # "12 of Russia's 17 drones", "Israel's raid on Orsa"
    if token.dep_ == "pobj" and is_wide(mention.place) and token.head.head.lemma_.lower() in _RULERS:
        return "name"  # "the coalition supporting the government in Yemen"
    if token.dep_ == "poss" and _is_capital(mention) and token.head.lemma_.lower() in _GUNS:
        return "actor"  # "killed in Kyiv's shelling of Orsa"
    if token.dep_ == "dobj" and token.head.lemma_.lower() in _BORDERING:
        return "name"  # "the region bordering Malaysia"
    up = _bearer(scene, token)
    after = scene.doc[token.i + 1] if token.i + 1 < sentence_of(token).end else None
    if after is not None and after.lemma_.lower() in _PRESS and after.pos_ == "NOUN":
        return "name"  # "the Sanaa paper Voice of the Coast"
    if _BOUND.match(scene.text, mention.end):
        return "name"  # "off a Multan-bound coach"
    acts = mention.metonym or is_wide(mention.place) or _is_capital(mention)
    if (
        up is token
        and token.dep_ == "nsubj"
        and not is_passive(token.head)
        and (acts or token.head.i in attribution.stops)
        and (
            # "Moscow has announced", "Ukraine launched": a country or capital that acts is not a place.
            token.head.lemma_.lower() not in _UNDERGOING
        )
    ):
        return "actor"
    if token.dep_ == "nsubj" and not is_passive(token.head) and token.head.lemma_.lower() in _FIRING | _OWNING_UP:
        return "actor"  # "Moscow had fired 183 drones": no town fires; "Rawalpindi concedes 14 deaths"
    if token.dep_ == "dobj" and token.head.lemma_.lower() in {"leave", "exit"}:
        who = subject(token.head)
        if who is not None and who.lemma_.lower() in _MUNITIONS:
            return "launch"  # "190 rockets left the Gaza Strip"
    base = token
    while (base.dep_ in {"compound", "nmod", "conj", "appos"} and base.head.pos_ in {"NOUN", "PROPN"}) or (
        base.dep_ == "poss" and base.head.i in scene.place_at  # "from Russia's Tambov region"
    ):
        base = base.head
    if base.dep_ == "pobj":
        role = _prepositional(attribution, mention, base) or _launched_from(attribution, mention, base)
        if role is not None:
            return role
    if (
        token.dep_ in {"compound", "nmod", "amod"}
        and token.head.pos_ == "PROPN"
        and token.head.ent_type_ in {"PERSON", "ORG"}
    ):
        return "name"
    if is_wide(mention.place) and not _is_ground(token):
        return "name"
    return "event"


def _is_capital(mention: PlaceMention) -> bool:
    """Whether a place is a capital, whose name stands for its government where it acts: "Kyiv kept silent"."""
    place = mention.place
    return place is not None and place.country is not None and capitals().get(place.country) == place.name


def _belongs_to_speaker(scene: Scene, mention: PlaceMention, token: Token) -> bool:
    up = _bearer(scene, token)
    if up is not token and scene.term_at(up, *_HOLDERS) is not None:
        return not _is_struck(up) and not _is_stretch(up)
    stay = token.head.head if token.dep_ == "pobj" else token
    if stay.lemma_ == "be" and stay.dep_ == "relcl" and (
        stay.head.ent_type_ == "PERSON" or scene.term_at(stay.head, *_HOLDERS) is not None
    ):  # fmt: skip
        return True  # "the president, who was in Lisbon, said"
    for kind in _HOLDERS:
        term = scene.term_at(token, kind)
        if term is not None and (term.start < mention.start or term.end > mention.end):
            return True
    return token.dep_ == "poss" and scene.term_at(token.head, "office", "speaker") is not None


def _is_stretch(noun: Token) -> bool:
    """ "Killed in Orsa municipality", "in the rural area of Orsa municipality": no office, but the ground."""
    if noun.lemma_.lower() != "municipality" or noun.dep_ != "pobj":
        return False
    return noun.head.lower_ in {"in", "near", "outside"} or (
        noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in {"area", "part", "sector", "outskirt", "zone"}
    )


def _is_around(scene: Scene, mention: PlaceMention, token: Token) -> bool:
    """ "The Baghdad suburb of Taji": the city only says where the suburb is; in "the Karsa quarter of Mopti" it is the quarter."""
    part, place = token.head, mention.place
    if token.dep_ not in {"compound", "nmod", "poss"} or part.lemma_.lower() not in _PARTS or place is None:
        return False
    for inside in (o for c in part.children if c.lower_ == "of" for o in c.children if o.dep_ == "pobj"):
        other = scene.place_at.get(inside.i)
        if other is not None and other.place is not None:
            return (place.radius_km or 0.0) > (other.place.radius_km or 0.0)
    return False


def _is_posted(scene: Scene, token: Token) -> bool:
    """Whether a place is where an envoy is posted: it hangs on the office by nouns and prepositions alone."""
    node = token
    while node.dep_ in {"compound", "nmod", "pobj", "prep", "conj"} and not is_verb(node.head):
        node = node.head
        term = scene.term_at(node, "office")
        if term is not None and term.id == "ambassador":
            return True
    return False


def _is_struck(noun: Token) -> bool:
    """ "Targeted the maternity hospital of Orsa", "shelling of the hospital of Orsa": no speaker, but what was struck."""
    attacks = triggers().file.attacks
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ == "pobj":
        return (
            noun.head.lower_ in {"on", "of", "at", "against"} and above.lemma_.lower() in attacks.verbs | attacks.nouns
        )
    return noun.dep_ in {"dobj", "nsubjpass"} and above.lemma_.lower() in attacks.verbs


def _prepositional(attribution: Attribution, mention: PlaceMention, token: Token) -> PlaceRole | None:
    prep = token.head
    above = prep.head.head if prep.dep_ == "conj" else prep.head
    word = prep.lower_
    if prep.i > sentence_of(prep).start and prep.nbor(-1).lower_ in _HARMED:
        return None  # "spoke of two dead at Orsa", wherever the parser hangs "at"
    if above.lemma_.lower() == "speak" or (
        above.i in attribution.stops and word in {"in", "from", "at"} and _outside(attribution, above, token)
    ):
        return "speaker"
    if (
        above.lemma_.lower() in {"issue", "publish", "release", "gather", "base", "print"}
        and word in {"in", "from"}
        and above.dep_ == "acl"
    ):
        return "speaker"
    if (
        above.dep_ == "pobj"
        and above.head.head.i in attribution.stops
        and _outside(attribution, above.head.head, above)
    ):
        return "speaker"  # "said at a rally in Sanaa"
    if (
        above.dep_ == "dobj"
        and above.head.i in attribution.stops
        and above.lemma_.lower() in {"reporter", "journalist"}
    ):
        return "speaker"
    if (mention.metonym or _is_capital(mention)) and word == "in" and _speaks_there(attribution, above):
        return "speaker"  # "the General Staff in Kyiv confirmed", "an analyst in Kyiv speaks of nine"
    if prep.dep_ == "agent":
        return "actor"
    moved = above.lemma_.lower() in _MOVING and word == "to" and any(t.lower_ == "treatment" for t in above.subtree)
    carried = moved or (
        above.lemma_.lower() in _CARE and (word == "to" or (word in {"in", "at"} and above.lemma_.lower() != "fly"))
    )
    if carried or _is_ward(prep.nbor(-1) if prep.i > sentence_of(prep).start else above):
        return "name"  # "ten were in treatment in Kisumu", "are in hospital in Sumy": where the wounded went
    if word in {"in", "at", "to"} and _gathers(above):
        return "name"
    if _is_speakers(attribution, token):
        return "speaker"
    if _FROM_AREA.search(prep.doc.text[max(0, mention.start - 60) : mention.start]):
        return "launch"  # "fired from the area west of Engels", wherever the parser hangs it
    if word == "from" and (
        above.lemma_.lower() in _LAUNCHERS
        or above.lemma_.lower() in _MUNITIONS | _CARRIERS
        or token.lemma_.lower() == "direction"
        or _fired_at(above)
        or _armed_with(above, prep)
    ):
        return "launch"
    if word == "from" and _is_capital(mention) and above.lemma_.lower() in _ASKING:
        return "name"  # "demanded an apology from Pyongyang"
    if word == "from" and is_wide(mention.place) and prep.nbor(-1).lemma_.lower() in _PEOPLE:
        return "name"  # "killed 50 soldiers from the Emirates": whose they are
    if (
        word in {"to", "for", "towards", "toward", "into"}
        and is_wide(mention.place)
        and above.lemma_.lower() in _LEAVING
    ):
        return "name"
    out_of = word == "of" and prep.i > 0 and prep.nbor(-1).lower_ == "out"
    if (word == "by" or out_of) and (mention.metonym or is_wide(mention.place) or _is_capital(mention)):
        return "actor"
    return None


def _launched_from(attribution: Attribution, mention: PlaceMention, token: Token) -> PlaceRole | None:
    """ "Fired from the province of Amran in western Yemen": what the launch place lies in is no other place."""
    above = token.head.head
    while token.head.lower_ in {"of", "in", "near", "outside"} and above.dep_ == "pobj" and above.head.dep_ == "prep":
        token, above = above, above.head.head
        if token.head.lower_ == "from":
            return "launch" if _prepositional(attribution, mention, token) == "launch" else None
    return None


def _is_deed(noun: Token) -> bool:
    """Whether a country's thing is what it fires or does to others, and not the worst of what it suffers."""
    if any(child.tag_ in {"JJS", "RBS"} or child.lower_ in _RANKS for child in noun.lefts):
        return False
    return noun.lemma_.lower() in _MUNITIONS | _DEEDS | _LOSSES


def _gathers(word: Token) -> bool:
    """Whether people meet there and nothing is attacked: not in "a bomb went off at the meeting in Lima"."""
    met = next((node for node in (word, *word.ancestors) if node.lemma_.lower() in _GATHERINGS), None)
    of_it = is_verb(word) and word.dep_ in {"acl", "relcl"} and met is not None and word.head.i == met.i
    if met is None or (met.i != word.i and not of_it):
        return False
    attacks = triggers().file.attacks
    beside = (*word.subtree, *met.ancestors)
    return all(
        node.lemma_.lower() not in attacks.verbs | attacks.nouns and node.lemma_.lower() not in triggers().by_verb
        for node in beside
    )


def _speaks_there(attribution: Attribution, who: Token) -> bool:
    """Whether a noun with a capital behind it is who says something, and no one who was there."""
    if who.dep_ not in {"nsubj", "pobj", "appos"} or who.lemma_.lower() in _ON_THE_SPOT:
        return False
    verb = who.head
    verbs = {verb.i, *(child.i for child in verb.children if child.dep_ == "conj")}
    return who.dep_ == "nsubj" and bool(verbs & attribution.stops) and who.tag_ != "NNS"


def _is_ward(noun: Token) -> bool:
    """Whether a hospital is where somebody lies or is brought, and not what was struck: "are in hospital in Sumy"."""
    if noun.lemma_.lower() not in _WARDS or noun.dep_ != "pobj" or noun.head.lower_ not in {"in", "to", "into"}:
        return False
    attacks = triggers().file.attacks
    above = noun.head.head
    return above.lemma_.lower() not in attacks.verbs | attacks.nouns | {"explode", "land", "fall", "slam"}


def _is_speakers(attribution: Attribution, token: Token) -> bool:
    """Whether a place tells which speaker it is: "doctors in Gusau said", "according to a rights group in Beirut"."""
    node = token
    while node.dep_ in {"pobj", "compound", "nmod", "conj", "appos"}:
        node = node.head if node.dep_ != "pobj" else node.head.head
        if is_verb(node) or node.lemma_.lower() in _ON_THE_SPOT | _LOSSES:
            return False
        if _is_seated(node) and node.dep_ != "nsubjpass":
            return True
        if node.dep_ in SUBJECTS and node.head.i in attribution.stops:
            return _outside(attribution, node.head, token)
        if any(node.i in cue.own for cue in attribution.cues):
            return True
    return False


def _is_seated(noun: Token) -> bool:
    """ "A ministry in …", "a rights group in …"."""
    lemma = noun.lemma_.lower()
    return lemma in _SEATED or (lemma == "group" and any(child.lower_ in _CAUSES for child in noun.lefts))


def _fired_at(noun: Token) -> bool:
    """ "Eight missiles were fired at the airfield from the region": the parser hangs "from" on what was fired at."""
    if noun.dep_ not in {"pobj", "dobj"}:
        return False
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head
    return verb.lemma_.lower() in _FIRING


def _armed_with(verb: Token, prep: Token) -> bool:
    """ "Attacked with two ballistic missiles from Crimea": the parser hangs "from" on the attack, and it is where they came from."""
    return is_verb(verb) and any(
        word.lemma_.lower() in _MUNITIONS and "with" in {word.head.lower_, word.head.head.lower_}
        for word in verb.doc[verb.i + 1 : prep.i]
    )


def _outside(attribution: Attribution, cue: Token, token: Token) -> bool:
    return not any(token.i in each.content for each in attribution.cues if each.token == cue.i)


def _is_ground(token: Token) -> bool:
    """Whether a country stands where ground does: struck, or "in" or "at" with a verb or an attack; not "to Israel" with ships."""
    while token.dep_ in {"conj", "appos"}:
        token = token.head
    if token.dep_ == "pobj":
        above = token.head.head
        if (
            token.head.lower_ in {"to", "for", "from", "with"}
            and above.lemma_.lower() not in _LAUNCHERS | triggers().file.attacks.verbs
        ):
            return False
        nouns = triggers().file.attacks.nouns | {"missile", "drone", "rocket", "war", "people", "person", "civilian", "soldier", "city",
                                                 "town", "village", "region", "target", "system", "place"}  # fmt: skip
        return (
            is_verb(above)
            or above.lemma_.lower() in nouns
            or token.head.lower_ in {"in", "inside", "across", "over", "against"}
        )
    return token.dep_ in {"poss", "dobj", "nsubj", "nsubjpass", "ROOT", "dep"}


def _bearer(scene: Scene, token: Token) -> Token:
    """The noun that a place is only a part of: "governor" in "the governor of Kharkiv"."""
    node = token
    while node.dep_ in {"compound", "nmod", "poss", "amod"} or (
        node.dep_ == "pobj"
        and node.head.lower_ in {"of", "for"}
        and (node.head.dep_ == "prep" and node.head.head.pos_ in {"NOUN", "PROPN"})
    ):
        node = node.head if node.dep_ != "pobj" else node.head.head
        if scene.term_at(node, *_HOLDERS) is not None:
            return node
    return token
