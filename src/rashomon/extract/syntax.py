"""What a dependency tree says, in the words of grammar: who did what to whom.

Everything here reads one spaCy Token's neighbourhood and nothing of the lexicon. Passive and active, relative clauses,
participles, control ("managed to intercept") and shared subjects come out as the same logical arguments.
"""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.strings import get_string_id
from spacy.symbols import AUX, VERB  # type: ignore[import-not-found]  # compiled, without types
from spacy.tokens import Doc, Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_NOT_QUITE = frozenset({"almost", "nearly"})
PASSIVE = frozenset({"nsubjpass", "csubjpass", "auxpass"})
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "conj", "xcomp", "pcomp"})
CONTROLLED = frozenset({"xcomp", "acomp"})
MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "poss", "det", "predet", "appos", "prep", "npadvmod",
                       "quantmod", "advmod", "neg", "acl", "relcl"})  # fmt: skip


# "Accused the army of shelling": the object of these does what their complement says.
_OBJECT_CONTROL = frozenset({"accuse", "blame", "suspect", "charge", "convict", "urge", "ask", "order", "force", "tell", "call", "invite",
                             "allow", "permit", "prevent", "stop", "help", "lead", "prompt", "press", "warn"})  # fmt: skip
# A verb in one of these places shares the subject of the verb above it.
_SHARING = CONTROLLED | {"advcl", "pcomp", "prep", "dep", "conj"}
_BOUNDS = frozenset({"around", "about", "over", "under"})
_ASTRAY = frozenset(
    {"advcl", "xcomp", "ccomp"}
)  # where the parser hangs a participle that belongs to the noun before it
_AMID = frozenset({"in", "by", "during", "from", "amid", "under"})
_FIGURES = frozenset({"number", "figure", "toll", "total", "count", "tally", "record", "claim"})
_ASIDE, _LONGEST_ASIDE = 4, 14  # tokens before a verb that an aside and its number take
_NEXT_VERB = 3  # tokens between two verbs that share an object: "downed and destroyed six"


_VERBAL = frozenset({VERB, AUX})  # asked of every token many times: numbers, not their names
_VERB_TAGS = frozenset(get_string_id(tag) for tag in ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"))
_SENTENCES = "sentences"


class Arguments(NamedTuple):
    """The logical arguments of a predicate: ``agent`` does it, ``theme`` has it done; ``preps`` by preposition."""

    agent: Token | None
    theme: Token | None
    preps: dict[str, list[Token]]


def sentence_of(token: Token) -> Span:
    """The sentence of a token, from a table that the Doc keeps: spaCy's own ``sent`` looks for its ends at every call."""
    table: list[Span] | None = token.doc.user_data.get(_SENTENCES)
    if table is None:
        table = [sentence for sentence in token.doc.sents for _ in range(len(sentence))]
        token.doc.user_data[_SENTENCES] = table
    return table[token.i]


def forget_sentences(doc: Doc) -> None:
    """Drop the table, whose spans hold the Doc, so that a Doc that is done with goes at once."""
    doc.user_data.pop(_SENTENCES, None)


def is_verb(token: Token) -> bool:
    """Whether the tagger or its place in the tree makes ``token`` a verb."""
    return token.pos in _VERBAL or token.tag in _VERB_TAGS


def conjuncts(token: Token) -> list[Token]:
    """``token`` and the nouns joined to it by "and", in text order."""
    found = [token]
    if token.dep_ in SUBJECTS:
        # "Two buildings in the area and three cars sustained": the parser may give a verb two subjects.
        found.extend(
            child
            for child in token.head.children
            if child.dep_ == token.dep_ and child.i != token.i and child.pos_ in {"NOUN", "PROPN"}
        )
    for each in found:
        found.extend(child for child in each.children if child.dep_ == "conj" and not _is_clause(child))
        found.extend(child for child in each.children if child.dep_ == "appos" and _is_listed(each, child))
    return sorted(set(found), key=lambda t: t.i)


def _is_listed(first: Token, second: Token) -> bool:
    """ "The mayor, a judge and several lawyers", "six nuns, a cook": a list that begins like an apposition, of another number."""
    if second.lemma_.lower() in _FIGURES:
        return False  # "18 soldiers, a number that officials dispute"
    last = next((child for child in second.children if child.dep_ == "conj" and child.pos_ == "NOUN"), None)
    if first.tag_ == "NNS" and second.tag_ == "NN" and last is None:
        return any(child.dep_ == "nummod" for child in first.lefts) and any(
            c.lower_ in {"a", "an"} for c in second.lefts
        )
    if first.tag_ != "NN" or second.tag_ != "NN" or last is None or last.tag_ != "NNS":
        return False
    return any(child.dep_ in {"det", "poss"} for child in second.lefts)


def _is_clause(token: Token) -> bool:
    return is_verb(token) and any(child.dep_ in SUBJECTS for child in token.children)


def not_quite(verb: Token) -> bool:
    """Whether it did not happen for once: "was almost killed"."""
    return any(child.lower_ in _NOT_QUITE for child in verb.children)


def is_passive(verb: Token) -> bool:
    """Whether the subject of ``verb`` undergoes it: "were shot down", "seven intercepted", "a drone downed by"."""
    children = list(verb.children)
    if any(child.dep_ in PASSIVE for child in children):
        return True
    if verb.tag_ != "VBN":
        if verb.tag_ == "VBD" and verb.dep_ in {"acl"}:
            return not any(child.dep_ in {"mark", "dobj"} for child in children)  # "reports that civilians died"
        return bool(verb.dep_ == "conj" and verb.tag_ == "VBD" and _bare(verb) and is_passive(verb.head))
    if any(child.dep_ == "aux" and child.lemma_ == "have" for child in children):
        return False
    if any(child.dep_ == "dobj" for child in children):
        return False
    if verb.dep_ == "conj" and is_verb(verb.head) and not any(child.dep_ == "aux" for child in children):
        if any(child.dep_ == "nsubj" for child in children):
            return True
        return is_passive(verb.head) or verb.head.tag_ != "VBN"
    return True


def _number_before(verb: Token) -> list[Token]:
    """ "And five flew towards": the parser can make the bare numeral the verb's own."""
    finite = verb.dep_ == "conj" and verb.tag_ in {"VBD", "VBZ", "VBP"}
    return [child for child in verb.lefts if finite and child.dep_ == "nummod" and child.i == verb.i - 1]


def _bare(verb: Token) -> bool:
    taken = any(child.dep_ in SUBJECTS or child.dep_ in {"dobj", "aux", "auxpass"} for child in verb.children)
    return not taken and not _number_before(verb)


def subject(verb: Token) -> Token | None:
    """The grammatical subject, through control, relative clauses, participles and shared subjects."""
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        own = own_subject(verb)
        if own is not None:
            return _antecedent(own, verb)
        stray = _stray_numeral(verb) or _just_before(verb) or _before_aside(verb) or _behind_clock(verb)
        if stray is not None:
            return stray
        if verb.dep_ in {"relcl", "acl"}:
            return verb.head
        if verb.dep_ not in _SHARING or _is_nominal(verb):
            return None
        controlled = _controller(verb)
        if controlled is not None:
            return controlled
        verb = verb.head
    return None


def _is_nominal(verb: Token) -> bool:
    """ "Four soldiers were killed in shelling by the rebels": the soldiers did not shell."""
    above = verb.head
    return (
        verb.dep_ == "pcomp"
        and verb.tag_ == "VBG"
        and above.lower_ in _AMID
        and is_verb(above.head)
        and is_passive(above.head)
    )


def _controller(verb: Token) -> Token | None:
    """Who does it in "accused the army of shelling", "urged both sides to stop": the object of the verb above."""
    above = verb.head
    if verb.dep_ == "pcomp" and above.dep_ == "prep":
        above = above.head
    elif verb.dep_ != "xcomp":
        return None
    if above.lemma_.lower() not in _OBJECT_CONTROL:
        return None
    return next((child for child in above.children if child.dep_ in {"dobj", "dative"} and child.i < verb.i), None)


def _just_before(verb: Token) -> Token | None:
    """ "Two launchers had been destroyed and a Su-27 damaged": the noun between "and" and a bare participle."""
    if (
        verb.tag_ == "VBN"
        and verb.dep_ in _ASTRAY
        and verb.i > verb.head.i + 1
        and all(c.i > verb.i for c in verb.children)
    ):
        noun = verb.nbor(-1)  # "the mayor spoke of two dead and nine houses destroyed": the mayor was not
        numbered = noun.pos_ == "NOUN" and any(child.dep_ == "nummod" for child in noun.lefts)
        return noun if numbered and noun.left_edge.i > verb.head.i else None
    if (
        verb.dep_ != "conj"
        or verb.tag_ not in {"VBN", "VBD"}
        or verb.i < 2
        or any(c.dep_ in {"aux", "dobj"} for c in verb.children)
    ):
        return None
    before = verb.nbor(-1)
    if before.pos_ == "ADV" and before.text.islower() and before.i > 1:  # a "Su-27" can be tagged an adverb too
        before = before.nbor(-1)
    named = before.pos_ in {"NOUN", "PROPN", "NUM"} or any(char.isdigit() for char in before.text)
    if not named or before.left_edge.i == 0:
        return None
    edge = before.doc[before.left_edge.i - 1]
    if edge.tag_ == "DT" and edge.i > 0:
        edge = edge.nbor(-1)
    return (
        before
        if edge.lower_ in {"and", ","} and sentence_of(before) == sentence_of(verb) and before.left_edge.i > verb.head.i
        else None
    )


def _stray_numeral(verb: Token) -> Token | None:
    """A bare subject that the parser hung on the word before it: "on Sunday seven were aimed", "wrote about two wounded"."""
    if verb.tag_ == "VBN" and verb.i > sentence_of(verb).start and _bare(verb):
        before = verb.nbor(-1)
        alone = all(child.i in {before.i, before.head.i} for child in verb.children)
        return before if alone and before.tag_ == "CD" and before.dep_ in {"pobj", "dobj", "attr"} else None
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"} and child.i < verb.i]
    if not auxiliaries or auxiliaries[0].i == 0:
        return None
    before = auxiliaries[0].nbor(-1)
    stray = before.dep_ in {"nummod", "conj", "pobj", "npadvmod", "appos", "dep"} and before.head.i < before.i
    return before if before.tag_ == "CD" and stray else None


def _behind_clock(verb: Token) -> Token | None:
    """ "At 03:12 two missiles hit a plant": the parser takes the missiles for the time."""
    if verb.tag_ != "VBD":
        return None
    for prep in verb.lefts:
        if prep.dep_ != "prep" or prep.lower_ != "at":
            continue
        for noun in prep.children:
            numbers = [child for child in noun.lefts if child.tag_ == "CD"]
            if noun.dep_ == "pobj" and noun.pos_ in {"NOUN", "PROPN"} and noun.right_edge.i == verb.i - 1 and numbers:
                return noun if ":" in numbers[0].text and len(list(noun.lefts)) > 1 else None
    return None


def _before_aside(verb: Token) -> Token | None:
    """ "60 were shot down and four, by its data, left for Belarus": a bare number that an aside sets off from its verb."""
    first = sentence_of(verb).start
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i - first < _ASIDE or verb.nbor(-1).text != ",":
        return None
    for i in range(verb.i - 2, max(verb.i - _LONGEST_ASIDE, first + 1), -1):
        if verb.doc[i].text == ",":
            number, joint = verb.doc[i - 1], verb.doc[i - 2]
            return number if number.tag_ == "CD" and joint.lower_ in {"and", "while", ";"} else None
    return None


def _antecedent(token: Token, verb: Token) -> Token:
    """What a relative pronoun stands for; any other token itself."""
    if token.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
        return verb.head
    if token.tag_ in {"WDT", "WP"} and verb.dep_ == "conj" and verb.head.dep_ == "relcl":
        return verb.head.head
    return token


def own_subject(verb: Token) -> Token | None:
    """The subject that stands with the verb itself; of two that a comma or colon sets apart, the nearer one."""
    found = [child for child in verb.children if child.dep_ in SUBJECTS]
    if not found:  # "another 96 were lost": the parser can hang a bare numeral on the auxiliary
        auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
        found = [child for each in auxiliaries for child in each.children if child.dep_ in SUBJECTS]
    if not found:
        found = _number_before(verb)
    if len(found) > 1 and found[-1].i < verb.i and found[-1].left_edge.i > found[0].i:
        before = found[-1].doc[found[-1].left_edge.i - 1]
        if before.text in {",", ":", ";"}:  # "Two dead, 32 injured"
            return found[-1]
    return found[0] if found else None


def arguments(verb: Token) -> Arguments:
    """The logical arguments of a verb, passive undone."""
    preps: dict[str, list[Token]] = {}
    agent: Token | None = None
    for child in verb.children:
        if child.dep_ in {"prep", "agent", "dative"}:
            objects = [obj for obj in child.children if obj.dep_ in {"pobj", "pcomp"}]
            preps.setdefault(child.lower_, []).extend(objects)
            if child.dep_ == "agent" and objects:
                agent = objects[0]
    subj = subject(verb)
    theme = _object(verb)
    if is_passive(verb):
        return Arguments(agent or next(iter(preps.get("by", ())), None), subj or theme, preps)
    own = own_subject(verb)
    if subj is None and agent is None and _is_nominal(verb):
        return Arguments(next(iter(preps.get("by", ())), None), theme, preps)
    led = any(obj.tag_ in {"WDT", "WP"} for objects in preps.values() for obj in objects) or any(
        child.tag_ == "WRB" for child in verb.lefts
    )  # "a raid in which two died", "a yard where four cars burned out"
    if verb.dep_ == "relcl" and theme is None and own is not None and own.tag_ not in {"WDT", "WP"} and not led:
        return Arguments(own, verb.head, preps)  # "the missiles Ukraine fired"
    return Arguments(subj, theme, preps)


def lost_object(verb: Token) -> Token | None:
    """ "As troops killed 13 fighters and planes bombed a dump": a counted noun that the parser makes the next verb's subject."""
    if verb.tag_ != "VBD" or verb.i + 1 >= len(verb.doc):
        return None
    number = verb.doc[verb.i + 1]
    noun = number.head
    astray = number.tag_ == "CD" and number.dep_ == "nummod" and noun.dep_ == "nsubj" and noun.head.i > noun.i
    return noun if astray and any(child.dep_ == "nsubj" for child in verb.children) else None


def _object(verb: Token) -> Token | None:
    """What the verb is done to: its object, the noun of its relative clause, or the object that the next verb shares."""
    objects = [child for child in verb.children if child.dep_ in {"dobj", "obj"}]
    if verb.dep_ == "relcl" and any(child.tag_ in {"WDT", "WP"} for child in objects):
        return verb.head
    # "Shot down 14 of 18 drones": the parser takes the number for an adverb.
    astray = {"npadvmod", "nummod"}
    numbers = [
        child for child in verb.children
        if child.dep_ in astray and child.tag_ == "CD" and child.i > verb.i and not verb.nbor(1).is_punct
    ]  # fmt: skip
    # "Abducting around 180": the parser takes the bound for a preposition.
    bounds = [
        child for child in verb.children if child.dep_ == "prep" and child.lower_ in _BOUNDS and child.i == verb.i + 1
    ]
    numbers += [obj for bound in bounds for obj in bound.children if obj.tag_ == "CD" and obj.dep_ == "pobj"]
    if objects or numbers:
        return (objects + numbers)[0]
    # "Downed and destroyed six missiles": the object stands with the last verb.
    following = [child for child in verb.children if child.dep_ == "conj" and is_verb(child)]
    if following and own_subject(following[0]) is None and following[0].i - verb.i <= _NEXT_VERB:
        return next((child for child in following[0].children if child.dep_ == "dobj"), None)
    return lost_object(verb)


def noun_preps(noun: Token) -> dict[str, list[Token]]:
    """The objects of the prepositions that hang on a noun (or on the noun it is joined to)."""
    found: dict[str, list[Token]] = {}
    for child in noun.children:
        if child.dep_ in {"prep", "agent"}:
            found.setdefault(child.lower_, []).extend(obj for obj in child.children if obj.dep_ == "pobj")
    return found


def phrase(noun: Token) -> tuple[int, int]:
    """Token span [start, end) of the noun phrase around ``noun``, without clauses, appositions and conjuncts."""
    left = noun.i
    for child in noun.lefts:
        if child.dep_ in MODIFIERS - {"acl", "relcl", "appos"} or child.dep_ in {"nmod", "case", "punct"}:
            left = min(left, child.left_edge.i)
    while left < noun.i and noun.doc[left].is_punct:
        left += 1
    return left, noun.i + 1


def phrase_head(token: Token) -> Token:
    """The noun that a phrase beginning at ``token`` is about."""
    while token.dep_ in {"compound", "amod", "nmod", "det", "poss", "case"} and token.head.i > token.i:
        token = token.head
    return token


def clause_head(token: Token) -> Token:
    """The nearest verb at or above ``token`` that heads a clause; the root where there is none."""
    for each in (token, *token.ancestors):
        if is_verb(each) and each.dep_ in CLAUSES:
            return each
    return sentence_of(token).root


def ancestors(token: Token) -> Iterator[Token]:
    """``token`` and all that stand above it."""
    yield token
    yield from token.ancestors


def particle(verb: Token) -> str | None:
    """The particle of a phrasal verb: "shot down" -> "down"."""
    for child in verb.children:
        if child.dep_ == "prt":
            return str(child.lower_)
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    if (
        following is not None
        and following.lower_ in {"down", "off", "out", "up"}
        and following.dep_ in {"advmod", "prep"}
    ) and (following.dep_ == "advmod" or not any(child.dep_ == "pobj" for child in following.children)):
        return str(following.lower_)
    return None


def is_bare_the(noun: Token) -> bool:
    """ "The town", and not "the nearby town of Hit"."""
    children = list(noun.children)
    return any(child.lower_ == "the" for child in children) and not any(
        child.dep_ in {"amod", "prep", "compound"} for child in children
    )


def after_of(head: Token) -> Token | None:
    """The noun behind "of", or behind "36 out of": what the head holds, or is a part of."""
    holders = [head, *(child for child in head.children if child.dep_ == "prep" and child.lower_ == "out")]
    preps = (child for each in holders for child in each.children if child.dep_ == "prep" and child.lower_ == "of")
    return next((obj for prep in preps for obj in prep.children if obj.dep_ == "pobj"), None)
