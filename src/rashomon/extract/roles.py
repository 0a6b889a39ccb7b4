"""What a time or a place is to its clause, read off the tree.

Launch place, impact place, dateline and the speaker's place are four places. The day of an attack, the day of a
statement and the day that a count stood at are three days.
"""

import re
from typing import Literal

from spacy.tokens import Token

from rashomon.extract.attacks import dates_another
from rashomon.extract.attribution import Attribution
from rashomon.extract.fits import is_wide
from rashomon.extract.knowledge import triggers
from rashomon.extract.mentions import PlaceMention
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS, is_passive, is_verb, subject
from rashomon.extract.times import TimeMention, dateline
from rashomon.places.capitals import capitals

PlaceRole = Literal["event", "listed", "launch", "speaker", "actor", "dateline", "demonym", "name"]
TimeRole = Literal["event", "speech", "as_of", "dateline"]

_LAUNCHERS = frozenset(
    {"launch", "fire", "take", "send", "depart", "come", "originate", "fly", "shoot", "release", "direct", "leave"}
)
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
_LOSSES = frozenset({"toll", "loss", "dead", "casualty"})  # "Russia's death toll at Orsa"
_RANKS = frozenset({"first", "second", "third", "latest", "last", "worst", "deadliest", "biggest"})
_RULERS = frozenset({"government", "regime", "junta", "administration", "cabinet"})
_LEAVING = frozenset(
    {"fly", "leave", "turn", "return", "head", "cross", "veer", "stray", "go", "drift", "move", "exit"}
)
_SAYING = frozenset(
    {"say", "tell", "explain", "announce", "write", "state", "report", "add", "post", "declare", "confirm", "inform"}
)
_WARDS = frozenset({"hospital", "clinic", "morgue", "ward", "mortuary"})
# Who tells of it again, in "the strike that the ministry summed up on Friday".
_TELLING = frozenset(
    {"sum", "summarise", "summarize", "describe", "mention", "detail", "present", "acknowledge", "deny"}
)
_CARE = frozenset(
    {"treatment", "treat", "hospitalise", "hospitalize", "airlift", "evacuate", "transfer", "refer", "rush", "fly"}
)
_PICTURES = frozenset({"picture", "image", "photograph", "photo", "footage", "video", "imagery"})
_ACCOUNTS = frozenset(
    {"account", "balance", "boast", "claim", "version", "reckoning", "statement", "word", "denial", "answer"}
)
# Where people come together to talk: "the summit in Lima", "travelled to Geneva".
_GATHERINGS = frozenset({"meeting", "summit", "conference", "talk", "talks", "negotiation", "dialogue", "visit", "trip", "tour",
                         "congress", "meet", "travel", "convene", "negotiate"})  # fmt: skip
_SEARCHES = frozenset({"search", "rescue", "clean-up"})
_ENDING = frozenset(
    {"declare", "end", "close", "complete", "finish", "call", "halt", "suspend", "continue", "go", "last"}
)
_HARMED = frozenset({"dead", "wounded", "injured", "killed", "hurt", "casualties", "missing"})
_HOLDERS = ("office", "speaker", "channel")
_PRESS = frozenset({"paper", "newspaper", "daily", "weekly", "tabloid", "magazine", "broadcaster", "outlet", "correspondent",
                    "bureau", "reporter", "journalist", "editor"})  # fmt: skip
# What a capital does where its people are meant and not its government: "Kyiv woke to explosions".
_UNDERGOING = frozenset({"be", "come", "see", "suffer", "remain", "experience", "wake", "hear", "endure", "lose", "shake", "face",
                         "have", "go", "stand", "lie", "burn"})  # fmt: skip
# "The Moscow-appointed head": whose man he is, and not where.
_PATRON = re.compile(
    r"\s?[-–]\s?(?:run|led|linked|backed|appointed|installed|affiliated|aligned|controlled|allied|supported|based)\b"
)
_UP_TO = re.compile(
    r"\b(?:by|as of|as at|as late as|until|till|up to|through)(?: about| around| late| early| the)?\s+$", re.I
)
_SINCE = re.compile(
    r"\bsince (?:[\w’']+ ){0,5}(?:invasion|war|conflict|offensive|ceasefire|truce|fighting|insurgency|hostilities|uprising|revolution|coup|"
    r"began|started|broke out|erupted|launched|ended|collapsed|took)\b[^.;,]*$",
    re.IGNORECASE,
)
_DISPATCH = 100  # code points of a paragraph whose first word may be a town and a colon
_NEAR = 90  # code points before a time in which "since" may stand
_NOMINAL = frozenset({"compound", "nmod", "amod", "poss", "npadvmod", "nummod", "appos", "advmod"})
_PREPS = frozenset({"of", "on", "in", "at", "against", "from", "during", "near", "over", "around"})
# What goes on after an attack: its time dates a count and not the attack.
_AFTERMATH = frozenset({"find", "recover", "pull", "search", "identify", "rescue", "treat", "register", "revise", "hospitalise",
                        "hospitalize", "discharge", "bury", "mourn", "succumb", "diagnose", "examine", "evacuate", "retrieve",
                        "exhume", "extract", "admit", "transfer", "extinguish", "repair", "restore", "update", "correct", "comb",
                        "unearth", "dig", "reopen", "resume"})  # fmt: skip
_TALLIES = frozenset({"toll", "number", "figure", "count", "total", "tally", "search", "rescue", "rescuer", "firefighter", "body",
                      "survivor", "hospital", "doctor", "medic", "blaze", "volunteer", "funeral"})  # fmt: skip
_VICTIMS = frozenset({"survivor", "body", "victim", "missing", "remains", "casualty", "people", "person", "child", "resident",
                      "crew", "sailor", "passenger", "trace", "clue", "evidence",
                      "wreckage", "rubble", "ruin", "debris", "site", "sea", "area", "water"})  # fmt: skip
_SUPERLATIVE = re.compile(r"\b(?:[a-z]{2,}est|most [a-z]+|first|worst|fewest)\b[^.;]*$", re.IGNORECASE)


def time_role(scene: Scene, attribution: Attribution, mention: TimeMention, token: Token) -> TimeRole:
    """Whether a time dates a happening, a statement ("said on Thursday") or a count ("by Monday morning")."""
    if mention in scene.filed or _in_dateline(scene, mention.start, mention.end):
        return "dateline"
    if _of_speech(attribution, token):
        return "speech"
    yearly = mention.stated.year is not None and mention.stated.month is None and mention.stated.day is None
    if (mention.kind == "window" or yearly) and _SUPERLATIVE.search(
        scene.text[max(0, mention.start - 70) : mention.start]
    ):
        return "as_of"  # "one of the heaviest barrages since the war began" dates a comparison
    if _SINCE.search(scene.text[max(0, mention.start - _NEAR) : mention.start]):
        return "as_of"  # "the deadliest since the invasion began 19 months ago" dates the invasion
    possessive = scene.text[mention.end : mention.end + 2] in {"'s", "’s"}
    if not possessive and _UP_TO.search(scene.text[max(0, mention.start - 24) : mention.start]):
        return "as_of"
    end = token.sent.end
    after = [t for t in token.doc[token.i + 1 : min(token.i + 4, end)] if t.idx >= mention.end and t.pos_ == "NOUN"]
    told = after and after[0].dep_ in SUBJECTS and after[0].head.i in attribution.stops  # "on Monday, medics said"
    if after and after[0].lemma_.lower() in _TALLIES and not told:
        return "as_of"  # "later in the day the toll reached 40", whatever the parser hangs on the day
    if owner(token) is not None:
        return "event"
    if token.dep_ == "pobj" and token.head.head.lemma_.lower() in _PICTURES:
        return "as_of"  # "pictures from Friday morning show two burnt jets"
    verb = next((node for node in (token, *token.ancestors) if is_verb(node)), None)
    if verb is None:
        return "event"
    lemma = verb.lemma_.lower()
    if dates_another(verb):
        return "as_of"
    if verb.lower_ == "born":
        return "as_of"  # "a girl born in 2013"
    about = subject(verb)
    if (lemma in _AFTERMATH and not _hunts(verb)) or (about is not None and about.lemma_.lower() in _TALLIES):
        return "as_of"
    if lemma in _ENDING and any(node.lemma_.lower() in _SEARCHES for node in verb.subtree if node.i < verb.i):
        return "as_of"
    dies = lemma in {"die", "succumb"} and any(
        child.lower_ in {"of", "from", "in", "at"}
        and any(o.lemma_.lower() in {"wound", "injury", "hospital", "burn"} for o in child.subtree)
        for child in verb.children if child.dep_ == "prep"
    )  # fmt: skip
    return "as_of" if dies or (lemma == "know" and is_passive(verb)) else "event"


def _hunts(verb: Token) -> bool:
    """A raid and no aftermath: "searched a compound", "searching for a commander", "found arms and detained two"."""
    if verb.lemma_.lower() != "search":
        return any(c.dep_ == "conj" and c.lemma_.lower() in triggers().file.animate for c in verb.children)
    sought = [
        o for c in verb.children if c.dep_ == "prep" and c.lower_ == "for" for o in c.children if o.dep_ == "pobj"
    ]
    sought += [c for c in verb.children if c.dep_ == "dobj"]
    return any(each.pos_ in {"NOUN", "PROPN"} and each.lemma_.lower() not in _VICTIMS for each in sought)


def owner(token: Token) -> Token | None:
    """The attack word whose phrase a time or place stands in: "strike" for "the overnight strike on Dnipro"."""
    nouns = triggers().file.attacks.nouns
    node = token
    while True:
        if node.pos_ == "NOUN" and node.lemma_.lower() in nouns and node is not token:
            return node
        if node.dep_ in _NOMINAL and not is_verb(node.head):
            node = node.head
        elif (
            node.dep_ == "pobj"
            and node.head.dep_ == "prep"
            and node.head.lower_ in _PREPS
            and not is_verb(node.head.head)
        ):
            node = node.head.head
        else:
            return None


def may_take(trigger: Token, token: Token) -> bool:
    """Whether a time or place at ``token`` can be the trigger's: not where another attack word's phrase holds it."""
    holder = owner(token)
    if holder is None or holder.i == trigger.i:
        return True
    return trigger in set(holder.ancestors) or holder in set(trigger.ancestors)


def place_role(scene: Scene, attribution: Attribution, mention: PlaceMention, token: Token) -> PlaceRole:
    """What a place is to its clause; only an ``event`` place says where something happened."""
    if mention.demonym:
        return "demonym"
    if mention.role in {"reference", "modifier"} or token.i in scene.time_at or _PATRON.match(scene.text, mention.end):
        return "name"
    if _in_dateline(scene, mention.start, mention.end):
        return "dateline"
    if _belongs_to_speaker(scene, mention, token):
        return "speaker"
    if _is_posted(scene, token):
        return "name"  # "the ambassador to the UN in Geneva was among the dead"
    if token.dep_ == "poss" and token.head.lemma_.lower() in _ACCOUNTS:
        return "speaker"  # "by Damascus's account", "that is Moscow's balance"
    if token.dep_ == "poss" and token.head.ent_type_ == "PERSON" and is_wide(mention.place):
        return "name"  # "Panama's Archbishop Luis Prado condemned the killing"
    if token.dep_ == "poss" and is_wide(mention.place) and _is_deed(token.head):
        return "actor"  # "12 of Russia's 17 drones", "Israel's raid on Orsa"
    if token.dep_ == "pobj" and is_wide(mention.place) and token.head.head.lemma_.lower() in _RULERS:
        return "name"  # "the coalition supporting the government in Yemen"
    up = _bearer(scene, token)
    after = scene.doc[token.i + 1] if token.i + 1 < token.sent.end else None
    if after is not None and after.lemma_.lower() in _PRESS and after.pos_ == "NOUN":
        return "name"  # "the Sanaa paper Voice of the Coast"
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
    if token.dep_ == "nsubj" and not is_passive(token.head) and token.head.lemma_.lower() in _FIRING:
        return "actor"  # "Moscow had fired 183 drones": no town fires
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
    if prep.i > prep.sent.start and prep.nbor(-1).lower_ in _HARMED:
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
    carried = above.lemma_.lower() in _CARE and (
        word == "to" or (word in {"in", "at"} and above.lemma_.lower() != "fly")
    )
    if carried or _is_ward(prep.nbor(-1) if prep.i > prep.sent.start else above):
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
    if (
        word in {"to", "for", "towards", "toward", "into"}
        and is_wide(mention.place)
        and above.lemma_.lower() in _LEAVING
    ):
        return "name"
    out_of = word == "of" and prep.i > 0 and prep.nbor(-1).lower_ == "out"
    if (word == "by" or out_of) and (mention.metonym or is_wide(mention.place)):
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


def _opens(token: Token) -> bool:
    """ "A day earlier", "the same evening": a time that opens a sentence, which the parser hangs on the subject behind it."""
    word = token if token.dep_ == "advmod" else token.head
    return (
        word.dep_ == "advmod" and word.lower_ in {"earlier", "later", "before"} and word.head.dep_ == "nsubj"
        and word.left_edge.i <= word.sent.start + 1
    )  # fmt: skip


def _in_dateline(scene: Scene, start: int, end: int) -> bool:
    """Whether it stands in the "KYIV, Ukraine, Nov. 26 (Agency) -" that opens a paragraph, or is the "Islamabad:" of a long one."""
    paragraph = scene.text.rfind("\n", 0, start) + 1
    if start == paragraph and scene.text[end : end + 2] == ": ":
        return len(scene.text[end:].partition("\n")[0]) > _DISPATCH
    stop = dateline(scene.text, paragraph, len(scene.text))
    return stop is not None and end <= stop


def _of_speech(attribution: Attribution, token: Token) -> bool:
    """Whether the time hangs on a cue ("said on Thursday") and not on what was said."""
    if _opens(token) and token.sent.root.i in attribution.stops:
        told = [c for c in attribution.cues if c.token == token.sent.root.i and c.content]
        return bool(told) and all(
            token.i not in c.content for c in told
        )  # "A day earlier the mayor had spoken of five dead"
    for node in token.ancestors:
        if not is_verb(node) and node.dep_ not in {"prep", "pobj", "npadvmod", "nmod", "nummod", "appos"}:
            return False
        if is_verb(node):
            if node.i in attribution.stops:
                cue = next(c for c in attribution.cues if c.token == node.i)
                return token.i not in cue.content
            if (
                node.lemma_.lower() in {"publish", "issue", "release", "give", "post"}
                and node.dep_ in {"acl", "ROOT"}
                and any(
                    c.dep_ in SUBJECTS
                    and c.lemma_.lower() in {"figure", "statement", "number", "report", "article", "detail"}
                    for c in (*node.children, node.head)
                )
            ):
                return True
            if node.dep_ == "acl" and node.lemma_.lower() in {"publish", "issue", "release"}:
                return True
            if (
                node.lemma_.lower() in _SAYING | _TELLING
                and (node.dep_ != "relcl" or node.lemma_.lower() in _TELLING)
                and any(c.dep_ == "nsubj" for c in node.children)
                and (not any(token.i in cue.content for cue in attribution.cues))
            ):
                return True
            speaks = any(child.dep_ == "ccomp" and child.i in attribution.stops for child in node.children)
            return node.lemma_ == "be" and speaks
    return False
