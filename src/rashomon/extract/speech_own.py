"""A publisher who speaks for himself, in his own paper: whether a name or a "we" means him."""

import re

from spacy.tokens import Token

from rashomon.extract.attribution import Attribution
from rashomon.model import Speaker

SELF = frozenset({"we", "i"})
_NAME_WORDS = re.compile(r"[\w-]+")
# What a publisher's own paper calls the publisher, whatever its name has: "the command requests".
_OWN_BODIES = frozenset({"command", "organisation", "organization", "movement", "service", "office", "ministry", "directorate",
                         "administration", "department", "leadership"})  # fmt: skip
_LINKS = frozenset({"the", "of", "for", "a", "an", "s"})
_NAMELESS = frozenset({"russian", "ukrainian", "israeli", "region", "regional", "state", "telegram", "channel", "press", "release",
                       "statement", "official", "translated"})  # fmt: skip


def is_mouthpiece(speaker: Speaker, publisher: Speaker) -> bool:
    """ "The command", "a spokesman for the service", in that body's own paper: a name of nothing but such words."""
    words = set(_NAME_WORDS.findall(speaker.name.casefold())) - _LINKS
    plain = {word for word in words if not word.startswith("spokes")} - _OWN_BODIES
    return bool(words) and plain <= set(_NAME_WORDS.findall(publisher.name.casefold())) - _NAMELESS


def is_publisher(attribution: Attribution, own: Token | None, speaker: Speaker | None, publisher: Speaker) -> bool:
    """ "We ask", "I urge", "Police appeals", "the General Staff rejects": who publishes a statement, in its own words."""
    if own is None or attribution.quotations.holds(own):
        return False
    if own.lower_ in SELF:
        return True
    called = set(_NAME_WORDS.findall(publisher.name.casefold()))
    if speaker is not None and (
        set(_NAME_WORDS.findall(speaker.name.casefold())) - {"the", "of"} <= called or is_mouthpiece(speaker, publisher)
    ):
        return True
    body = own
    if own.lemma_.lower().startswith("spokes"):  # "a spokesman for the service"
        of = [o for c in own.children if c.lower_ in {"for", "of"} for o in c.children]
        body = of[0] if of else own
        if body is own:
            return not any(child.pos_ in {"NOUN", "PROPN", "ADJ"} or child.dep_ == "poss" for child in own.children)
    alone = all(child.lower_ == "the" for child in body.lefts) and not any(True for _ in body.rights)
    unnamed = speaker is None or speaker.kind == "unknown" or speaker.name.lower() == body.lower_
    return alone and ((body.text[:1].isupper() and body.lower_ in called) or (unnamed and body.lower_ in _OWN_BODIES))
