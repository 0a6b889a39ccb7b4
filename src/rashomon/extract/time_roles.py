"""What a time is to its clause: the day of a happening, of a statement, or of a count."""

import re
from typing import Literal

from spacy.tokens import Token

from rashomon.extract.attacks import dates_another
from rashomon.extract.attribution import Attribution
from rashomon.extract.knowledge import triggers
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import SUBJECTS, is_passive, is_verb, sentence_of, subject
from rashomon.extract.times import TimeMention, dateline

TimeRole = Literal["event", "speech", "as_of", "dateline"]

_SAYING = frozenset(
    {"say", "tell", "explain", "announce", "write", "state", "report", "add", "post", "declare", "confirm", "inform"}
)
# Who tells of it again, in "the strike that the ministry summed up on Friday".
_TELLING = frozenset(
    {"sum", "summarise", "summarize", "describe", "mention", "detail", "present", "acknowledge", "deny"}
)
# Who takes a stand on it: "condemned today the murder of the judge", "resigned today to protest the attack".
_ATTRIBUTES = frozenset({"nummod", "compound", "nmod"})
_REACTING = frozenset({"condemn", "demand", "protest", "repudiate", "reject", "regret", "deplore", "denounce", "lament", "resign",
                       "investigate", "appoint", "claim", "accuse", "blame", "attribute", "call", "urge", "ask", "request",
                       "implicate", "link", "distribute", "discuss", "react", "respond", "commemorate", "order",
                       "admit"})  # fmt: skip
_PICTURES = frozenset({"picture", "image", "photograph", "photo", "footage", "video", "imagery"})
_SEARCHES = frozenset({"search", "rescue", "clean-up"})
_ENDING = frozenset(
    {"declare", "end", "close", "complete", "finish", "call", "halt", "suspend", "continue", "go", "last"}
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
    if mention in scene.filed or mention.start in scene.stamps or in_dateline(scene, mention.start, mention.end):
        return "dateline"
    if token.dep_ in _ATTRIBUTES and token.head.lemma_.lower() in triggers().file.attacks.nouns:
        return "event"  # "ordered a review of a 2019 bombing" dates the bombing
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
    end = sentence_of(token).end
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
    if lemma in _REACTING and any(
        _is_deed(node) and not node.is_ancestor(token) for node in verb.subtree if node.i > verb.i
    ):
        return "speech"
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


def _is_deed(noun: Token) -> bool:
    """ "The murder of the judge", "his kidnapping": an attack that is spoken of as known."""
    lemma = noun.lemma_.lower()
    return (
        noun.pos_ == "NOUN"
        and (lemma in triggers().by_noun or lemma in triggers().file.attacks.nouns)
        and any(child.lower_ in {"the", "this", "these"} or child.dep_ == "poss" for child in noun.lefts)
    )


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
    above = list(holder.ancestors)
    if trigger not in above:
        return holder in set(trigger.ancestors)
    # "Was killed, and the minister ordered a review of a 2019 bombing": the year is the bombing's alone.
    named_by_it = token.head.i == holder.i and token.dep_ in _ATTRIBUTES
    return not (named_by_it and any(is_verb(node) for node in above[: above.index(trigger)]))


def in_dateline(scene: Scene, start: int, end: int) -> bool:
    """Whether it stands in the "KYIV, Ukraine, Nov. 26 (Agency) -" that opens a paragraph, or is the "Islamabad:" of a long one."""
    paragraph = scene.text.rfind("\n", 0, start) + 1
    if start == paragraph and scene.text[end : end + 2] == ": ":
        return len(scene.text[end:].partition("\n")[0]) > _DISPATCH
    stop = dateline(scene.text, paragraph, len(scene.text))
    return stop is not None and end <= stop


def _of_speech(attribution: Attribution, token: Token) -> bool:
    """Whether the time hangs on a cue ("said on Thursday") and not on what was said."""
    if _opens(token) and sentence_of(token).root.i in attribution.stops:
        told = [c for c in attribution.cues if c.token == sentence_of(token).root.i and c.content]
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


def _opens(token: Token) -> bool:
    """ "A day earlier", "the same evening": a time that opens a sentence, which the parser hangs on the subject behind it."""
    word = token if token.dep_ == "advmod" else token.head
    return (
        word.dep_ == "advmod" and word.lower_ in {"earlier", "later", "before"} and word.head.dep_ == "nsubj"
        and word.left_edge.i <= sentence_of(word).start + 1
    )  # fmt: skip
