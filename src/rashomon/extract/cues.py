"""What a cue is, and which words can stand in one: the shared ground of the readers of cues."""

from msgspec import Struct
from spacy.tokens import Span, Token

from rashomon.extract.knowledge import cues, triggers
from rashomon.extract.papers import PAPERS, signer
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS, sentence_of
from rashomon.model import Factuality, Speaker

GIVEN = "given"  # the lemma of a cue of the sentence before, made by "the figures, received from nurses"
CITING = frozenset({"cite", "quote", GIVEN})
# Cue verbs that mean something else unless a clause, a quotation or a known speaker stands with them.
WEAK = frozenset({"count", "log", "put", "charge", "post", "record", "document", "list", "tally", "publish", "describe", "broadcast",
                  "air", "call", "order", "see", "point", "cite", "quote", "detail", "verify", "conclude", "respond", "reply",
                  "answer", "share", "release", "claim", "report", "want", "hope", "demand", "threaten", "plan", "intend",
                  "comment", "announce", "confirm", "warn", "speak", "inform"})  # fmt: skip
# Verbs whose subject can only be someone who speaks, whoever it is.
STRONG = frozenset({"say", "tell", "add", "insist", "claim", "acknowledge", "announce", "write", "state", "report", "explain",
                    "confirm", "warn", "estimate", "argue", "admit", "note", "deny", "allege", "assert", "recall", "stress",
                    "emphasise", "emphasize", "believe", "conclude", "reveal", "testify", "recount", "boast"})  # fmt: skip
TALLYING = frozenset({"put", "count", "log", "lower", "raise", "revise", "tally", "record", "register", "document", "report", "confirm",
                      "verify", "list", "claim", "announce", "speak"})  # fmt: skip
RELAY_KINDS = frozenset({"media", "agency"})
CONTRASTS = frozenset({"but", "while", "whereas", "although", "though", "however", "yet", "meanwhile"})
_SPEAKING_NOUNS = frozenset({"ministry", "military", "army", "statement", "report", "source", "channel", "agency", "media",
                             "police", "outlet", "newspaper", "service", "group", "command", "staff", "office", "department",
                             "administration", "force", "spokesman", "directorate", "garrison", "committee", "network",
                             "unit", "authority", "council", "municipality", "county", "commune", "governorate"})  # fmt: skip

# Bodies that no list of offices has: they count, report and are taken up again ("the brigade").
UNITS = frozenset({"brigade", "regiment", "battalion", "division", "corps", "team", "crew", "ward", "union", "association", "federation",
                   "clinic", "parish", "diocese", "church", "monastery", "tribe", "clan", "village", "camp", "squad", "patrol",
                   "company", "platoon", "fleet", "squadron", "mission", "contingent", "club", "society", "commission",
                   "cooperative", "junta", "militia", "front", "movement", "party",
                   "outfit", "faction"})  # fmt: skip

# Classes of counted things without a voice; of buildings a hospital or a school has one.
_LIFELESS = frozenset({"air", "aircraft", "animal", "drone", "explosion", "munition", "ship", "vehicle", "weapon"})


class Cue(Struct, frozen=True):
    """One act of saying: the cue word, its speakers (the origin first), the tokens of its content, its factuality.

    ``own`` are the tokens of a phrase like "according to X"; ``carried`` those that the speaker is carried to;
    ``under`` is the verb of another cue that is understood here.
    """

    token: int
    speakers: tuple[Speaker, ...]
    content: frozenset[int]
    carried: frozenset[int]
    factuality: Factuality
    lemma: str
    own: frozenset[int] = frozenset()
    under: int | None = None


def plausible(scene: Scene, token: Token) -> bool:
    """Whether a phrase can speak: the lexicon knows it, or it is a name or a pronoun."""
    if token.pos_ == "PRON":
        return token.lower_ in {"he", "she", "it", "they", "we", "i", "who", "which"}
    span = (token.left_edge.i, min(token.right_edge.i + 1, token.i + 12))
    if scene.terms_in(span, "speaker", "office", "channel") or scene.term_at(token, "side") is not None:
        return True
    if token.lemma_.lower() in _SPEAKING_NOUNS:
        return True
    owner = signer(token)
    if owner is not None:
        return owner.tag_ == "PRP$" or (owner.lemma_.lower() not in PAPERS and plausible(scene, owner))
    named = token.ent_type_ in {"PERSON", "ORG", "NORP"} and scene.term_at(token, "equipment", "item") is None
    return named and not (is_mute(scene, token) and token.left_edge.i == token.i)


def is_mute(scene: Scene, token: Token) -> bool:
    """Whether a word is of a thing or a deed, which nobody speaks as: "debris", "the clashes", "the night"."""
    lemma = token.lemma_.lower()
    if lemma not in cues().file.mute:
        item = scene.tools.lexicon.item_of(lemma)
        if item is None or item.class_ not in _LIFELESS:
            return False
    return scene.term_at(token, "speaker", "office", "channel", "side") is None and token.i not in scene.place_at


def could_speak(scene: Scene, token: Token) -> bool:
    """Whether a noun that the lexicon does not know may be someone: no thing, number, time or attack word."""
    if token.pos_ not in {"NOUN", "PROPN"} or token.i in scene.time_at or token.i in scene.count_at:
        return False
    if is_mute(scene, token):
        return False
    if token.lemma_.lower() in triggers().file.attacks.nouns or scene.term_at(token, "equipment") is not None:
        return False
    item = scene.tools.lexicon.item_of(token.lemma_)
    return item is None or item.class_ in {"person", "civilian", "child", "military"}


def behind_semicolon(scene: Scene, verb: Token) -> Token | None:
    """ "…; the ministry, as so often, had another number": who the clause behind a semicolon begins with, where the parser lost it."""
    doc = scene.doc
    mark = next((i for i in range(verb.i - 1, sentence_of(verb).start, -1) if doc[i].text == ";"), None)
    if mark is None or verb.dep_ != "conj" or verb.head.i > mark:
        return None
    who = next(
        (
            t
            for t in doc[mark + 1 : verb.i]
            if t.pos_ in {"NOUN", "PROPN"} and t.dep_ not in {"compound", "amod", "poss"}
        ),
        None,
    )
    if who is None or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in doc[mark + 1 : verb.i]):
        return None
    return who if scene.term_at(who, "office", "speaker") is not None or who.ent_type_ == "PERSON" else None


def own_tokens(verb: Token, speaker: Token, content: frozenset[int]) -> set[int]:
    """The cue's own words: the verb, its speaker and what hangs on the speaker, as far as nothing is told in it."""
    own = {verb.i, *range(speaker.left_edge.i, speaker.i + 1)} - set(content - {verb.i})
    for child in speaker.children:
        if child.dep_ in {"appos", "prep", "compound", "nmod"} and not {t.i for t in child.subtree} & content:
            own |= {t.i for t in child.subtree}
    return own


def rest_of_clause(scene: Scene, sentence: Span, verb: Token) -> range:
    """What follows the verb, up to a semicolon, a contrast or a clause with a subject of its own."""
    doc = scene.doc
    stop = sentence.end
    for token in doc[verb.i + 1 : sentence.end]:
        turns = token.lower_ in CONTRASTS and token.dep_ in {"cc", "mark", "advmod"}
        turns = turns and not (
            token.dep_ == "cc" and token.head.pos_ in {"NOUN", "ADJ"}
        )  # "the same number of dead but 16 wounded"
        joined = (
            token.dep_ == "cc"
            and token.head.i <= verb.i
            and any(_has_subject(scene, each) for each in _joined_behind(token))
        )
        if token.text == ";" or turns or joined:
            stop = token.i
            break
    return range(verb.i + 1, stop)


def _joined_behind(joint: Token) -> list[Token]:
    return [child for child in joint.head.children if child.dep_ == "conj" and child.i > joint.i]


def _has_subject(scene: Scene, verb: Token) -> bool:
    """Whether a joined clause has a subject of its own that is not one more of those counted ("and 14 civilians wounded")."""
    return any(
        child.dep_ in SUBJECTS and child.tag_ != "CD" and not any(t.i in scene.count_at for t in (child, *child.lefts))
        for child in verb.children
    )
