"""How far a text commits itself to what a word says: FactBank's values from the tree above the word.

Polarity and certainty are read off every node between the word and the nearest cue of speech; the cue's own value is
composed by ``attribution``. Values after Saurí and Pustejovsky (2009), FactBank: CT, PR, PS with + or -, and Uu.
"""

from spacy.tokens import Token

from rashomon.extract.denials import is_paper
from rashomon.extract.knowledge import cues, triggers
from rashomon.extract.scene import Scene
from rashomon.extract.syntax import is_verb
from rashomon.model import Factuality

_RANK = {"CT": 0, "PR": 1, "PS": 2, "Uu": 3}
_BY_RANK = ("CT", "PR", "PS", "Uu")
_UNTRUE = frozenset(
    {
        "false",
        "untrue",
        "fake",
        "lie",
        "baseless",
        "unfounded",
        "fabrication",
        "invention",
        "disinformation",
        "nonsense",
    }
)
_PROOFS = frozenset({"evidence", "proof", "sign", "indication", "confirmation"})
_WHEREVER = frozenset({"where", "when", "wherever", "whenever"})
_ANYONE = frozenset({"anyone", "anybody", "anything"})
_WONT = frozenset({"wo", "will", "'ll", "would", "shall", "'d", "should", "ought"})


def compose(outer: Factuality, inner: Factuality) -> Factuality:
    """What a cue makes of a content: the weaker certainty, the product of the polarities."""
    rank = max(_RANK[outer[:2]], _RANK[inner[:2]])
    if rank == _RANK["Uu"]:
        return "Uu"
    negative = outer.endswith("-") != inner.endswith("-")
    return f"{_BY_RANK[rank]}{'-' if negative else '+'}"  # type: ignore[return-value]


def factuality(scene: Scene, token: Token, *, stop: frozenset[int] = frozenset()) -> Factuality:
    """Read the value of the happening that ``token`` names, up to a cue (``stop``: token indices) or the root."""
    key = ("factuality", token.i, stop)
    if key not in scene.memo:
        scene.memo[key] = _read(scene, token, stop)
    return scene.memo[key]  # type: ignore[return-value]


def _read(scene: Scene, token: Token, stop: frozenset[int]) -> Factuality:
    table = cues()
    value: Factuality = "CT+"
    node = token
    came_from: Token | None = None
    known, added = _is_known(token), False
    while True:
        if came_from is not None and _is_reason(came_from):
            break
        if known and came_from is not None and is_verb(node):
            # "Will stand trial for the murder of the nuns": the trial is to come, the murder was.
            value = compose(_over(node, came_from), value)
            break
        own = _own(node, first=came_from is None)
        value = compose(_certainty(own) if added else own, value)
        if came_from is not None:
            over = _over(node, came_from)
            value = compose(_certainty(over) if added else over, value)
        added = added or is_aside(node)
        if _is_told_of_known(node):
            break  # "will investigate the attack that killed ten": the inquiry is to come, the dead are known
        if node.head.i == node.i or (node.head.i in stop and node.dep_ != "conj") or _beside(node):
            break
        if _is_condition(node):
            value = "Uu"
        if node.dep_ == "conj" and is_verb(node) and (_has_subject(node) or not is_verb(node.head)):
            # A second clause has its own modals; it shares what stands above both.
            above = node.head
            while above.dep_ == "conj":
                above = above.head
            node, came_from = above, None
            if node.head.i == node.i or node.head.i in stop:
                break
            value = compose(_over(node.head, node), value)
            if _is_condition(node):
                value = "Uu"
            node, came_from = node.head, node
            if node.i in stop:
                break
            continue
        came_from, node = node, node.head
    if scene.sentence_number(token) in scene.questions:
        return "Uu"
    if any(child.lower_ in table.file.unreal for child in token.children if child.dep_ == "amod"):
        return "Uu"
    return value


def _is_reason(clause: Token) -> bool:
    """ "The toll may rise as eight people were still missing": why it may is no guess."""
    if clause.dep_ != "advcl" or not any(
        c.dep_ == "mark" and c.lower_ in {"as", "because", "since"} for c in clause.children
    ):
        return False
    return clause.tag_ == "VBD" or any(
        c.lower_ in {"was", "were", "had", "has", "have", "is", "are"} for c in clause.children
    )


def is_settled(token: Token) -> bool:
    """Whether a word tells of what is spoken of as known, whatever anybody will do about it."""
    return _is_known(token) or (is_verb(token) and _is_told_of_known(token))


def _is_known(noun: Token) -> bool:
    """Whether a killing or kidnapping of certain persons is spoken of as known: "the murder of the nuns", "Ana Vera's death"."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in triggers().file.persons_only.nouns:
        return False
    if any(child.dep_ == "poss" and child.pos_ in {"NOUN", "PROPN"} for child in noun.lefts):
        return True
    objects = [obj for child in noun.rights if child.lower_ == "of" for obj in child.children if obj.dep_ == "pobj"]
    return any(child.lower_ == "the" for child in noun.lefts) and any(
        obj.pos_ == "PROPN" or any(child.lower_ == "the" or child.tag_ == "CD" for child in obj.lefts)
        for obj in objects
    )


def _is_told_of_known(verb: Token) -> bool:
    """Whether a clause tells the past of what is spoken of as known: "the attack that killed ten", "Ana Vera, kidnapped by the X"."""
    noun = verb.head
    while noun.lemma_ in {"result", "consequence"} and noun.dep_ == "pobj":
        noun = noun.head.head  # "the involvement, as a result of which civilians are killed"
    definite = noun.pos_ == "PROPN" or any(child.lower_ in {"the", "this", "that"} for child in noun.lefts)
    if not definite or noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    if verb.dep_ == "acl":
        return verb.tag_ == "VBN" and any(child.dep_ == "agent" for child in verb.children)
    place = noun.head.dep_ if noun.dep_ == "appos" else noun.dep_
    present = {"is", "are", "has", "have"} if place in {"nsubj", "nsubjpass"} else set()
    past = verb.tag_ == "VBD" or (
        verb.tag_ == "VBN" and any(child.lower_ in {"was", "were", "had"} | present for child in verb.children)
    )  # "the involvement, as a result of which civilians are killed, cannot be left": they are
    return verb.dep_ == "relcl" and past


def _beside(node: Token) -> bool:
    """Two clauses side by side, set off by ";" or ":": neither is what the other makes of it, whatever the parser says."""
    head = node.head
    if node.dep_ in {"appos", "dep", "conj", "npadvmod", "parataxis"} and node.i > head.i:
        # "Has not changed its figures: eight missiles, four wounded": what a colon spells out.
        return any(t.text == ":" for t in node.doc[head.i : node.left_edge.i])
    if node.dep_ == "advcl" and node.i > head.i and not any(child.dep_ == "mark" for child in node.children):
        return any(
            t.text == ":" for t in node.doc[head.i : node.left_edge.i]
        )  # "could not be avoided: twelve are dead"
    return node.dep_ == "ccomp" and node.i < head.i and any(t.text in {";", ":"} for t in node.doc[node.i : head.i])


def _certainty(value: Factuality) -> Factuality:
    """The value without its denial."""
    return compose(value, value) if value.endswith("-") else value


def is_aside(verb: Token) -> bool:
    """ "Sent no drones to Rylsk, where a depot was hit": what a clause behind a comma adds is not denied with the rest."""
    if verb.dep_ != "relcl":
        return False
    first = verb.left_edge
    return first.tag_ in {"WDT", "WP", "WP$", "WRB"} and first.i > 0 and first.nbor(-1).text == ","


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in verb.children)


def _own(node: Token, *, first: bool) -> Factuality:
    """Negation, modals and adverbs that hang on the node itself."""
    table = cues()
    value: Factuality = "CT+"
    perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in node.children)
    for child in node.children:
        lower = child.lower_
        if (
            child.dep_ == "neg"
            or lower == "never"
            or (lower == "no" and child.dep_ == "advmod" and not _no_doubt(child))
        ):
            if not _no_doubt(child):
                value = compose("CT-", value)
        elif child.dep_ == "aux" and child.tag_ == "MD":
            if lower in _WONT:
                value = compose("Uu", value)
            elif lower in {"could", "can"} and not perfect:
                idle = is_verb(node) and lower == "could" and node.lemma_ != "be"  # but "ten could be under the rubble"
                value = compose("Uu" if idle else "PS+", value)
            elif lower in table.modals:
                value = compose(table.modals[lower], value)
        elif child.dep_ in {"advmod", "npadvmod", "amod"} and lower in table.adverbs:
            value = compose(table.adverbs[lower], value)
        elif child.dep_ == "amod" and not is_verb(node) and lower in table.adjectives and first:
            value = compose(table.adjectives[lower], value)
    if any(c.lower_ == "going" for c in node.head.children if node.dep_ == "xcomp") or (
        node.dep_ == "xcomp" and node.head.lower_ == "going"
    ):
        value = "Uu"
    return value


def _no_doubt(word: Token) -> bool:
    following = word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""
    return following in {"doubt", "only", "longer"}


def _over(head: Token, child: Token) -> Factuality:
    """What the head makes of a complement below it."""
    table = cues()
    lemma = head.lemma_.lower()
    if child.dep_ in {
        "xcomp",
        "ccomp",
        "pcomp",
        "acl",
        "dobj",
        "pobj",
        "prep",
        "advcl",
        "oprd",
        "acomp",
    } or child.dep_ in {"nsubj", "csubj"}:
        implicatives = table.file.implicatives
        complement = child.dep_ in {"xcomp", "ccomp", "pcomp"}
        if complement or (child.dep_ == "prep" and child.lower_ in {"to", "from"}):
            if lemma in implicatives["negative"] and head.lower_ != "missing":  # "seven were wounded, two are missing"
                return "CT-"
            if lemma in implicatives["open"]:
                return "Uu"
        if (
            child.dep_ == "nsubj"
            and is_paper(child)
            and any(other.dep_ in {"acomp", "attr"} and other.lemma_.lower() in _UNTRUE for other in head.children)
        ):
            return "CT-"  # "the report that four jets were destroyed is false"
        if lemma in _PROOFS and child.dep_ in {"acl", "ccomp", "relcl"} and _is_lacking(head):
            return "PR-"  # "there is no evidence that a radar was destroyed"
        if child.dep_ == "dobj" and (lemma in {"prevent", "avoid", "avert", "rule"}):
            return "Uu" if _infinitive(head) else "CT-"  # "is careful to avoid civilian casualties": none is told of
        if child.dep_ == "dobj" and lemma in {
            "plan", "threaten", "order", "prepare", "promise", "seek", "request", "demand", "consider", "propose",
            "permit", "authorise", "authorize", "approve", "fear", "expect", "discuss", "oppose", "ban", "warn",
        }:  # fmt: skip
            return "Uu"
        if lemma in {"fear", "believe", "presume", "suspect", "think", "allege", "assume"} and any(
            other.dep_ == "auxpass" for other in head.children
        ):
            return table.verbs.get(lemma, "PR+") if lemma != "allege" else "PR+"
        if lemma in table.appearance and complement:
            return table.appearance[lemma]
        if head.pos_ == "ADJ" and lemma in table.adjectives and complement:
            return table.adjectives[lemma]
        if head.pos_ in {"NOUN", "PROPN"} and lemma in table.file.open_nouns and child.dep_ in {"acl", "prep", "ccomp"}:
            if child.dep_ == "prep" and child.lower_ not in {"of", "for", "to", "from"}:
                return "CT+"
            return "Uu"
        if head.pos_ in {"AUX", "VERB"} and child.dep_ == "ccomp":
            for other in head.children:
                if other.dep_ in {"acomp", "attr"} and other.lemma_.lower() in table.adjectives:
                    return table.adjectives[other.lemma_.lower()]
    if child.dep_ == "pcomp" and head.lower_ == "without" and any(c.lower_ in _ANYONE for c in child.children):
        return "CT-"  # "without hurting anyone"
    if child.dep_ == "pcomp" and head.lower_ in {"before", "without", "from", "against", "instead", "than"}:
        return "Uu"
    if child.dep_ in {"acl", "relcl"} and is_verb(child) and child.tag_ == "VB" and _infinitive(child):
        return "Uu"
    if child.dep_ in {"advcl", "ccomp"} and _is_imperative(head) and any(c.lower_ in _WHEREVER for c in child.lefts):
        return "Uu"  # "do not gather where a missile has struck": wherever one does
    if child.dep_ == "advcl" and child.tag_ == "VB" and _infinitive(child):
        return "Uu"
    return "CT+"


def _is_lacking(proof: Token) -> bool:
    if any(child.lower_ == "no" for child in proof.lefts):
        return True
    return any(child.lower_ == "any" for child in proof.lefts) and any(c.dep_ == "neg" for c in proof.head.children)


def _is_imperative(verb: Token) -> bool:
    children = list(verb.children)
    bare = verb.tag_ == "VB" and not any(c.dep_ in {"nsubj", "nsubjpass"} or c.tag_ in {"MD", "TO"} for c in children)
    return bare and verb.dep_ in {"ROOT", "ccomp", "conj", "xcomp"}


def _infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _is_condition(node: Token) -> bool:
    """Whether the node heads an if-clause, a whether-clause, an inverted condition ("should it escalate") or what any may do."""
    if node.dep_ == "relcl" and node.tag_ in {"VBP", "VBZ"} and any(c.lower_ == "any" for c in node.head.lefts):
        return True  # "condemns any attacks that kill and injure civilians"
    words = cues().file.conditionals
    if node.dep_ not in {"advcl", "ccomp", "pcomp", "acl"}:
        return False
    for child in node.children:
        if child.dep_ in {"mark", "advmod"} and child.lower_ in words and child.lower_ not in {"should", "were"}:
            return True
        if child.dep_ == "aux" and child.lower_ in {"should", "were"} and child.i == node.left_edge.i:
            return True
    return False
