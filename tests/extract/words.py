"""When two wordings name the same speaker, place or thing, for the sentence cases."""

import re

Words = str | list[str]

# Nouns that two coders would both call right for the same people or things; the first word stands for the group.
_SAME_ITEM = (
    ("people", "person", "resident", "man and woman", "human", "life", "victim", "passenger", "villager", "body"),
    ("civilian", "non-combatant"),
    ("child", "kid", "minor"),
    ("soldier", "serviceman", "service member", "servicemember", "troop", "military personnel", "personnel", "trooper"),
    ("militant", "fighter", "insurgent", "gunman", "terrorist", "rebel", "guerrilla", "operative", "taliban"),
    ("rescuer", "emergency worker", "first responder", "rescue worker"),
    ("firefighter", "fireman"),
    ("medic", "paramedic", "health worker", "medical worker", "ambulance worker"),
    ("police officer", "policeman", "police", "officer"),
    ("drone", "uav", "unmanned aerial vehicle", "attack drone", "unmanned aircraft", "strike drone"),
    ("missile",),
    ("rocket",),
    ("shell", "artillery shell", "round", "mortar round", "mortar shell", "projectile", "mortar bomb", "mortar"),
    ("bomb", "aerial bomb", "glide bomb", "guided bomb", "guided aerial bomb"),
    ("vehicle", "motor vehicle"),
    ("car", "passenger car", "civilian car"),
    ("house", "home", "private house"),
    ("building",),
    ("apartment building", "apartment block", "block of flats", "residential building", "high-rise"),
    ("explosion", "blast", "bang", "detonation"),
    ("aid worker", "humanitarian worker"),
    ("guard", "security guard", "security personnel"),
    ("prisoner", "prisoner of war", "pow", "captive"),
    ("shahed", "geran", "geran-2", "shahed-136", "shahed drone"),
    ("boat", "unmanned boat", "naval drone", "sea drone", "uncrewed boat"),
)  # fmt: skip
_CANONICAL = {word: group[0] for group in _SAME_ITEM for word in group}
_IRREGULAR = {
    "children": "child", "men": "man", "women": "woman", "people": "people", "servicemen": "serviceman",
    "servicewomen": "serviceman", "policemen": "policeman", "firemen": "fireman", "gunmen": "gunman", "lives": "life",
    "troops": "troop", "persons": "person", "bodies": "body", "forces": "force", "premises": "premises", "gas": "gas",
    "crews": "crew", "warehouses": "warehouse", "houses": "house", "vehicles": "vehicle", "missiles": "missile",
    "fishermen": "fisherman", "wives": "wife",
    "watchmen": "watchman", "atacms": "atacms", "himars": "himars", "buses": "bus", "airmen": "airman",
}  # fmt: skip
_COUNTRY_WORDS = {
    "russian": "russia", "ru": "russia", "ukrainian": "ukraine", "ua": "ukraine", "israeli": "israel", "il": "israel",
    "lebanese": "lebanon", "lb": "lebanon", "syrian": "syria", "sy": "syria", "iraqi": "iraq", "iq": "iraq",
    "sudanese": "sudan", "sd": "sudan", "yemeni": "yemen", "ye": "yemen", "turkish": "turkey", "tr": "turkey",
    "american": "us", "colombian": "colombia", "co": "colombia", "afghan": "afghanistan", "af": "afghanistan",
    "salvadoran": "salvador", "sv": "salvador", "palestinian": "palestine", "ps": "palestine", "gaza": "palestine",
    "defense": "defence", "u.s": "us", "usa": "us", "iranian": "iran", "ir": "iran", "houthis": "houthi",
    "residents": "resident", "locals": "resident", "eyewitnesses": "witness", "witnesses": "witness",
    "eyewitness": "witness", "doctors": "doctor", "medics": "medic", "officials": "official", "kiev": "kyiv",
}  # fmt: skip
# Words for the same speaker: an army is its armed forces, a doctor and a hospital are medics, one source is sources.
_SAME_SPEAKER = {
    "military": "army", "doctor": "medic", "hospital": "medic", "television": "tv", "department": "ministry",
    "defences": "defence",
}  # fmt: skip
_PHRASES = {"armed forces": "army", "defence forces": "army", "defense forces": "army"}
_SHORT = {
    "mod": "ministry defence", "idf": "israel army", "un": "un united nations", "kremlin": "kremlin russia",
    "pentagon": "us ministry defence",
}  # fmt: skip
_SMALL = frozenset({"the", "a", "an", "of", "s", "for", "in", "and"})


def options(words: Words) -> tuple[str, ...]:
    """All answers that are equally right."""
    return (words,) if isinstance(words, str) else tuple(words)


def tokens(text: str) -> frozenset[str]:
    """The plain words of a name: case, endings of nationality, initials and small words taken away."""
    words = re.findall(r"[\w.]+", text.casefold().replace("_", " ").replace("-", " "))
    plain = (_COUNTRY_WORDS.get(word.strip("."), word.strip(".")) for word in words)
    return frozenset(part for word in plain for part in _SHORT.get(word, word).split() if part and part not in _SMALL)


def speaker_tokens(text: str) -> frozenset[str]:
    """The plain words of a speaker's name or id, where two names of one office come out alike."""
    text = text.casefold().replace("-", " ")
    for phrase, word in _PHRASES.items():
        text = text.replace(phrase, word)
    return frozenset(_SAME_SPEAKER.get(word, word) for word in map(_singular, tokens(text)))


def words_match(expected: Words | None, got: str | None) -> bool:
    if expected is None or got is None:
        return expected is None and got is None
    return any(tokens(option) <= tokens(got) for option in options(expected))


def name_matches(expected: Words, *got: str | None) -> bool:
    pool = frozenset().union(*(_stems(text) for text in got if text))
    return any(_stems(option) <= pool for option in options(expected))


def _stems(text: str) -> frozenset[str]:
    return frozenset(_singular(word) for word in tokens(text))


def item_matches(expected: Words | None, got: str | None) -> bool:
    """Same noun, a synonym of it, or the same noun told more closely ("missiles" ~ "cruise missiles")."""
    if expected is None or got is None:
        return expected is None and got is None
    return any(_same_item(_noun(option), _noun(got)) for option in options(expected))


def _same_item(wanted: str, got: str) -> bool:
    if _CANONICAL.get(wanted, wanted) == _CANONICAL.get(got, got):
        return True
    wanted_words, got_words = wanted.split(), got.split()
    return wanted_words[-1:] == got_words[-1:] and set(wanted_words) <= set(got_words)


def _noun(text: str) -> str:
    words = [word for word in re.findall(r"[\w'/.-]+", text.casefold()) if word not in _SMALL]
    return " ".join([*words[:-1], *(_singular(word) for word in words[-1:])])


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
