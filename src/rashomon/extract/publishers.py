"""The publisher as a speaker: an outlet, the organ of an institution, or an office that writes about itself.

An official channel speaks for somebody. Whom, its own name or its own words say: a bulletin of the ministry is the ministry,
and "the press service asks" in a channel called so is the channel itself.
"""

import re
from typing import TYPE_CHECKING

from rashomon.extract.phrases import Phrase, phrase_of, slug
from rashomon.extract.scene import Scene
from rashomon.model import Speaker, SpeakerKind

if TYPE_CHECKING:
    from rashomon.extract.speakers import Cast

# Words that an institution's own organ adds to its name: "Bulletin of the ministry (press release)".
_ORGAN = frozenset({"bulletin", "press", "service", "office", "centre", "center", "release", "of", "the", "official", "telegram",
                    "channel", "statement", "statements", "website", "site", "news", "briefing", "daily", "s", "and", "on",
                    "facebook", "x", "post", "page", "account", "department", "information", "media", "update"})  # fmt: skip
# What the words in brackets behind a publisher's name make of it; the first that stands there counts.
_KINDS: tuple[tuple[str, SpeakerKind], ...] = (
    ("armed forces", "military"), ("military", "military"), ("army", "military"), ("ngo", "ngo"), ("official", "official"),
    ("ministry", "official"), ("press release", "official"),
)  # fmt: skip
_PRESS = frozenset({"newspaper", "paper", "agency", "outlet", "daily", "weekly", "site", "broadcaster", "radio", "station", "channel",
                    "magazine"})  # fmt: skip
_BRACKET = re.compile(r"\(([^)]*)\)")
# Bodies that call themselves by that word alone in their own papers.
_BODIES = frozenset({"mission", "cell", "network", "office", "command", "bureau", "centre", "center", "monitor", "committee", "council",
                     "observatory", "commission", "federation", "union", "force", "coalition", "ministry"})  # fmt: skip
# What an official channel says of itself in the present: "the command informs", "the governor adds".
_TELLS = frozenset({"report", "inform", "state", "say", "add", "announce", "specify", "publish", "make", "write", "ask", "remind", "warn",
                    "note", "stress"})  # fmt: skip
_OUTLETS = frozenset({"media", "agency"})
_LETTERS = 3  # fewer are a chance
SELVES = frozenset({"newspaper", "paper", "agency", "outlet", "channel", "network", "bulletin", "site", "station", "review", "magazine",
                     "organisation", "organization", "publication", "service", "website", "correspondent", "reporter"})  # fmt: skip


# What stands in brackets behind the name of who writes on his own behalf, and what behind that of a newsroom.
_OWN_PAPER = re.compile(
    r"\b(?:statement|communiqu[eé]|press (?:release|note|office|desk)|news release|alert|advisory|(?:flash|operational) update"
    r"|situation (?:report|note)|facebook|telegram|post|official|ngo|aid group|monitor|monitoring|human rights|military"
    r"|armed forces|ministry|newsletter)\b"
)
_NEWSROOM = re.compile(
    r"\b(?:newspaper|paper|agency|outlet|daily|weekly|broadcaster|radio|station|magazine|wire|site|blog|television|tv|newswire"
    r"|news channel)\b"
)
_PAGE_ALONE = re.compile(r"\b(?:telegram|channel|page)\b")


def publisher_speaker(name: str | None, document_id: str) -> Speaker:
    """The outlet as a speaker; where it has no name, one of this document alone."""
    if name is None:
        return Speaker(id=f"publisher-of-{document_id}", name="unnamed publisher", kind="media")
    return Speaker(id=f"outlet-{slug(name)}", name=name, kind=_kind(name) or "media")


def _kind(name: str) -> SpeakerKind | None:
    for words in _BRACKET.findall(name):
        said = words.casefold()
        if _PRESS & set(said.split()) and "official" not in said:
            continue
        told = next((kind for word, kind in _KINDS if re.search(rf"\b{word}\b", said)), None)
        if told is not None:
            return told
    return None


def speaks_for_itself(scene: Scene, publisher: Speaker) -> bool:
    """Whether the publisher is no newsroom but somebody whose own words its texts are: a ministry, a front, an aid group.

    What stands in brackets tells it ("statement", "press release"); a channel of no known kind must be that of an office.
    """
    if publisher.kind != "media":
        return publisher.kind != "unknown" and not publisher.id.startswith("publisher-of-")
    told = " ".join(_BRACKET.findall(publisher.name)).casefold()
    if _NEWSROOM.search(told) or _NEWSROOM.search(_BRACKET.sub(" ", publisher.name).casefold()):
        return False
    bodies = scene.tools.lexicon.institutions
    office = any(
        term.kind == "office" or (term.kind == "speaker" and bodies[term.id].kind not in _OUTLETS)
        for term in scene.tools.matcher.find_terms(publisher.name)
    )
    return office or (_OWN_PAPER.search(told) is not None and _PAGE_ALONE.search(told) is None)


def own_voice(scene: Scene, publisher: Speaker) -> Speaker:
    """The institution whose organ the publisher is, where its name has nothing else in it; else the publisher."""
    institutions = scene.tools.lexicon.institutions
    terms = [t for t in scene.tools.matcher.find_terms(publisher.name)
             if t.kind == "speaker" and t.via == "name" and t.id in institutions]  # fmt: skip
    if len({t.id for t in terms}) != 1:
        return publisher
    rest = _BRACKET.sub(" ", publisher.name.replace(terms[0].text, " "))
    if not set(re.findall(r"\w+", rest.casefold())) <= _ORGAN:
        return publisher
    entry = institutions[terms[0].id]
    return Speaker(id=entry.id, name=entry.name, kind=entry.kind, side=entry.side)


def spoken_as(cast: "Cast", publisher: Speaker) -> Speaker:
    """Who writes an official channel, where its own text names one and only one speaker of its kind in the present tense.

    "The Air Force Command informs" in a channel of the armed forces, "governor Ivan Ivanov adds" in one of a governor.
    """
    if publisher.kind not in {"official", "military"} or _kind(publisher.name) is None:
        return publisher
    lexicon, found = cast.scene.tools.lexicon, {}
    for token in cast.scene.doc:
        if token.dep_ != "nsubj" or token.head.tag_ not in {"VBZ", "VBP"} or token.head.lemma_.lower() not in _TELLS:
            continue
        phrase = phrase_of(token)
        if names_publisher(cast.scene, phrase, publisher):
            continue
        speaker = cast.resolve(token, remember=False)
        if speaker is None or speaker.kind != publisher.kind:
            continue
        office = cast.scene.terms_in((phrase.start, phrase.end), "office")
        shared = any(lexicon.offices[t.id].name in publisher.name.casefold() for t in office)
        institution = speaker.id in lexicon.institutions and publisher.kind == "military"
        if institution or (shared and token.ent_type_ == "PERSON"):
            found[speaker.id] = speaker
    return next(iter(found.values())) if len(found) == 1 else publisher


def initials(name: str) -> str | None:
    """The letters that a body of three words or more is known by, in lower case: "ldf" of the Lakeland Defence Force."""
    words = [word for word in re.findall(r"\w+", _BRACKET.sub(" ", name)) if word[:1].isupper()]
    return "".join(word[0] for word in words).casefold() if len(words) >= _LETTERS else None


def names_publisher(scene: Scene, phrase: Phrase, publisher: Speaker) -> bool:
    """Whether a phrase is the publisher's own name for itself: "this newspaper", "the press service" of one called so."""
    words = [t for t in scene.doc[phrase.start : phrase.end] if t.is_alpha]
    if words and words[0].lower_ == "this" and phrase.head.lemma_.lower() in SELVES:
        return True
    called = re.findall(r"\w+", _BRACKET.sub(" ", publisher.name).casefold())
    if len(called) > 1 and [t.lower_ for t in words if t.lower_ != "the"] == [word for word in called if word != "the"]:
        return True
    if words and words[-1].lower_ == initials(publisher.name) and words[0].lower_ in {"the", words[-1].lower_}:
        return True
    alone = len(words) == 2 and words[0].lower_ == "the" and words[1].text[:1].isupper() and words[1].tag_ == "NNP"
    if alone and words[1].lower_ in _BODIES and words[1].lower_ in called:
        return True  # "the Mission" in a note of the Mission
    if _kind(publisher.name) is None or not words or words[0].lower_ != "the" or len(words) < 3:
        return False
    return {t.lower_ for t in words} - {"the", "of"} <= set(re.findall(r"\w+", publisher.name.casefold()))
