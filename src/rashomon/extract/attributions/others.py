"""Attributions without a verb of their own: "according to X", "X's promise to", "is confident that"."""

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.extract.attributions.knowledge import Kind, attributing
from rashomon.extract.attributions.page import Page, Relation
from rashomon.extract.attributions.parts import complement, cue_of, light, source_of, subject
from rashomon.extract.syntax import sentence_of


def other_relations(page: Page) -> Iterator[Relation]:
    """All of them, in text order."""
    table = attributing()
    for token in page.tokens(
        words=("according", "in", ":", "reportedly"), tags=() if page.asserting else ("NOUN", "ADJ")
    ):
        found = None
        if token.lower_ == "according":
            found = _according(page, token)
        elif token.lower_ == "in" and token.dep_ == "prep":
            found = _survey(page, token)
        elif token.lower_ == "reportedly":
            found = _hearsay(page, token)
        elif token.text == ":":
            found = _colon(page, token)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in table.nouns:
            found = _noun(page, token)
        elif token.pos_ == "ADJ" and token.lower_ in table.adjectives:
            found = _adjective(page, token)
        if found is not None:
            yield found


def _according(page: Page, word: Token) -> Relation | None:
    to = page.doc[word.i + 1] if word.i + 1 < len(page.doc) else None
    if to is None or to.lower_ != "to":
        return None
    who = next((t for t in to.children if t.dep_ in {"pobj", "pcomp"}), None)
    if who is None:
        return None
    source = {t.i for t in who.subtree}
    sentence = sentence_of(word)
    own = source | {word.i, to.i}
    first, last = min(own), max(own)
    begin = sentence.start
    while begin < first and (
        page.doc[begin].lower_ in {"but", "and", "however", "yet", "meanwhile", "also"} or page.doc[begin].text == ","
    ):
        begin += 1
    verb = word.head
    if verb.dep_ == "relcl" and begin < verb.left_edge.i < first:
        begin = verb.left_edge.i
    before = set(range(begin, first))
    after = set(range(last + 1, sentence.end))
    tail = next((i for i in sorted(after) if not page.doc[i].is_punct), None)
    if page.content(before) and tail is not None and page.doc[tail].lower_ in _CONTRASTS:
        after = set()
    return Relation(
        word.i, page.trimmed(source), frozenset({word.i, to.i}), page.content(before, after), "statement", asserts=True
    )


_CONTRASTS = frozenset({"but", "while", "though", "although", "whereas", "yet", "even"})


def _survey(page: Page, word: Token) -> Relation | None:
    """ "In a poll last month, Smith led": what stands beside a survey is its finding."""
    noun = next((t for t in word.children if t.dep_ == "pobj"), None)
    if noun is None or noun.lemma_.lower() not in attributing().phrases.surveys or word.i != sentence_of(word).start:
        return None
    source = {t.i for t in noun.subtree}
    last = max(source)
    if page.doc[last].i + 1 >= sentence_of(word).end or page.doc[last + 1].text != ",":
        return None
    return Relation(
        word.i,
        page.trimmed(source),
        frozenset({word.i}),
        page.trimmed(range(last + 1, sentence_of(word).end)),
        "finding",
    )


_HEADLINE = 25  # tokens; a longer paragraph behind a name and a colon is an entry of a list


def _colon(page: Page, word: Token) -> Relation | None:
    """ "SMITH: We shall see." and "Smith: Taxes will fall": a name that opens a paragraph, and a colon."""
    first = word.i
    while first > 0 and not page.breaks_after(page.doc[first - 1]) and word.i - first < 8:
        first -= 1
    if first == word.i or (first > 0 and not page.breaks_after(page.doc[first - 1])):
        return None
    name = page.doc[first : word.i]
    title = not page.text[: page.doc[first].idx].strip()
    if any(t.pos_ in {"VERB", "AUX"} or t.like_num or t.is_punct for t in name) or len(name) > (4 if title else 6):
        return None
    if len(name.text) < 3:
        return None
    who = [t for t in name if t.ent_type_ == "PERSON" or t.is_upper or (title and t.pos_ == "PROPN")]
    if not all(t.text[:1].isupper() or t.lower_ in {"of", "the", "'s"} for t in name) or not (
        who or any(t.lemma_.lower() in attributing().phrases.surveys | {"report"} for t in name)
    ):
        return None
    last = word.i + 1
    while last < len(page.doc) and not page.breaks_after(page.doc[last - 1]):
        last += 1
    content = page.trimmed(range(word.i + 1, last))
    spoken = bool(who) and not title and any(t.text in _STOPS for t in page.doc[max(content, default=first) : last])
    if len(content) < 3 or (len(content) > _HEADLINE and not spoken):
        return None
    if name.text.isupper() and not title:
        content = frozenset(i for i in range(min(content), last) if not page.doc[i].is_space)
    return Relation(word.i, page.trimmed({t.i for t in name}), frozenset({word.i}), content, "statement", asserts=True)


_STOPS = frozenset({".", "?", "!"})


def _hearsay(page: Page, word: Token) -> Relation | None:
    """ "The envoy reportedly left": the clause without its adverb, and nobody who says it."""
    verb = word.head
    if word.dep_ != "advmod" or verb.pos_ not in {"VERB", "AUX"}:
        return None
    clause = {t.i for t in verb.subtree}
    for child in verb.children:
        if child.dep_ == "mark" or (child.dep_ in {"conj", "advcl"} and page.doc[child.left_edge.i - 1].text == ","):
            clause -= {t.i for t in child.subtree}
    who = subject(verb)
    if who is None:
        return None
    before = {i for i in clause | {t.i for t in who.subtree} if i < word.i}
    return Relation(
        word.i, frozenset(), frozenset({word.i}), page.content(before, {i for i in clause if i > word.i}), "statement"
    )


def _noun(page: Page, noun: Token) -> Relation | None:
    kind = attributing().nouns[noun.lemma_.lower()]
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        return _equated(page, noun, kind)
    behind = complement(noun)
    if behind is None:
        return None
    content = {t.i for t in behind.subtree}
    cue = {noun.i}
    if behind.dep_ == "prep":
        cue |= set(range(noun.i, behind.i + 1))
        content -= {behind.i}
    for child in noun.children:
        if child.i > behind.i and child.left_edge.i == max(content) + 1 and child.dep_ in {"prep", "acl"}:
            content |= {t.i for t in child.subtree}
    source: set[int] = set()
    if noun.dep_ == "dobj" and light(noun.head):
        who = subject(noun.head)
        outer = cue_of(noun.head)
        if who is None or who.i in outer:
            return None
        cue |= outer | set(range(min(outer | cue), max(cue) + 1))
        source = source_of(who, cue)
    else:
        owner = _owner(noun)
        if owner is not None:
            source = {t.i for t in owner.subtree if t.tag_ != "POS"}
            cue |= set(range(max(t.i for t in owner.subtree) + 1, noun.i))
        elif behind.lower_ not in _UNOWNED and not any(
            t.lower_ == "that" and t.dep_ == "mark" for t in behind.children
        ):
            return None
        else:
            cue |= {child.i for child in noun.children if child.dep_ == "amod" and child.i < noun.i}
    return Relation(noun.i, page.trimmed(source), frozenset(cue), page.trimmed(content - cue), kind)


_UNOWNED = frozenset({"about", "for", "against", "over"})  # "doubts about": somebody's, also where nobody is named


def _owner(noun: Token) -> Token | None:
    return next((child for child in noun.children if child.dep_ == "poss"), None)


def _equated(page: Page, noun: Token, kind: Kind) -> Relation | None:
    """ "Her fear is that …", "the plan was to …"."""
    verb = noun.head
    clause = next((c for c in verb.children if c.i > verb.i and c.dep_ in {"ccomp", "xcomp"}), None)
    if clause is None:
        return None
    owner = _owner(noun)
    source = {t.i for t in owner.subtree if t.tag_ != "POS"} if owner is not None else set()
    low = max(t.i for t in owner.subtree) + 1 if owner is not None else noun.left_edge.i
    cue = set(range(low, verb.i + 1))
    content = {t.i for t in clause.subtree} - cue
    return Relation(noun.i, page.trimmed(source), frozenset(cue), page.trimmed(content), kind)


_OF_ADJECTIVES = frozenset({"about", "of", "with", "in", "to", "at", "by", "over"})


def _adjective(page: Page, word: Token) -> Relation | None:
    if word.dep_ not in {"acomp"} or word.head.lemma_ not in {"be", "become", "remain", "feel", "seem", "sound"}:
        return None
    kind = attributing().adjectives[word.lower_]
    verb = word.head
    who = subject(verb)
    after = [child for child in [*word.children, *verb.children] if child.i > word.i]
    behind = next(
        (c for c in after if c.dep_ in {"ccomp", "xcomp"} or (c.dep_ == "prep" and c.lower_ in _OF_ADJECTIVES)), None
    )
    if who is None or behind is None:
        return None
    cue = cue_of(verb) | set(range(verb.i, word.i + 1))
    content = {t.i for t in behind.subtree}
    if behind.dep_ == "prep":
        cue.add(behind.i)
        content -= {behind.i}
    source = source_of(who, cue)
    if who.lower_ in {"it", "that", "this"}:
        source = set()
    return Relation(word.i, page.trimmed(source), frozenset(cue), page.trimmed(content - cue), kind)
