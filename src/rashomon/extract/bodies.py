"""Words of bodies: which offices are one, which heads are one's own words, and the number of a noun."""

from spacy.tokens import Token

from rashomon.extract.phrases import Phrase

# Offices of the country that the text is about, and of none that merely speaks in it.
DOMESTIC = frozenset({"police", "emergencies-ministry", "health-ministry", "interior-ministry", "prosecutor"})
# Offices that are a body, however they are called; the others are people.
BODY_OFFICES = DOMESTIC | {"military-administration", "city-council", "authorities", "government", "ministry", "defence-ministry",
                            "foreign-ministry", "army", "air-force", "navy", "general-staff", "intelligence-service", "coalition",
                            "court", "institutes", "health-department", "telegram-channel"}  # fmt: skip
TROOPS = frozenset({"force", "army", "military", "navy", "troop"})
# Words of an institution's office, and not of a person.
BODIES = frozenset({"office", "ministry", "service", "hospital", "morgue", "administration", "command", "centre", "center", "agency",
                    "department", "council", "committee", "group", "network", "wing", "channel", "staff", "directorate", "tank",
                    "embassy", "garrison", "headquarters", "authority", "municipality", "unit", "union"})  # fmt: skip
ADMINISTRATIONS = frozenset({"military-administration-head", "military-administration", "governor", "mayor", "chief"})
# Heads that only have an institution, and are not it.
_PRIVATE = frozenset({"source", "resident", "local", "witness", "relative", "doctor", "worker", "volunteer", "member",
                      "reader", "medic", "survivor", "prisoner", "veteran"})  # fmt: skip


def is_source(phrase: Phrase) -> bool:
    """Whether the head only has an institution, and is not it: "police sources", "a resident"."""
    return singular(phrase.head) in _PRIVATE


def is_plural(token: Token) -> bool:
    """Whether a word is a plural, in capitals too."""
    return token.tag_ in {"NNS", "NNPS"} or (
        token.is_upper and token.lower_.endswith("s") and not token.lower_.endswith("ss")
    )


def singular(token: Token) -> str:
    """The lemma in lower case, of a word in capitals too, which the model takes for a name."""
    lemma = token.lemma_.lower()
    if token.is_upper and len(lemma) > 3 and lemma.endswith("s") and not lemma.endswith("ss"):
        return "spokesman" if lemma == "spokesmens" else lemma.removesuffix("s")
    return {"spokesmen": "spokesman", "spokeswomen": "spokeswoman"}.get(lemma, lemma)
