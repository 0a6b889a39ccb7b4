"""The content of a verb of saying: the clause or the quotation before it, around it or after it."""

from spacy.tokens import Doc, Token

from rashomon.extract.attributions.further import conditions, following
from rashomon.extract.attributions.knowledge import Kind, attributing
from rashomon.extract.attributions.marks import MARKS
from rashomon.extract.attributions.page import Page
from rashomon.extract.syntax import sentence_of


def spoken(page: Page, verb: Token, cue: set[int], source: set[int], takes: dict[str, Kind]) -> frozenset[int]:
    """The tokens that the verb tells; empty where it tells nothing."""
    naming = "naming" in takes
    parts = _before(page, verb, cue, source, naming=naming)
    parts += _after(page, verb, cue, source, bool(parts), takes)
    if not parts:
        return frozenset()
    last = sentence_of(verb).end - 1
    while last > verb.i and ((page.doc[last].is_space and not page.breaks_after(page.doc[last])) or _opens(page, last)):
        last -= 1
    last = max(max(max(part) for part in parts), max(cue), last)
    quoted = any(page.quotation(i) for part in parts for i in part)
    behind = following(page, last, quoted=quoted) if quoted else set()
    if behind:
        parts.append(behind)
    held = [page.trimmed(part) for part in parts]
    return frozenset().union(*held)


def _opens(page: Page, token: int) -> bool:
    """Whether a token is an opening mark: the parser may leave it with the sentence before."""
    quote = page.quotation(token)
    return quote is not None and quote[0] == token


def _block(verb: Token, cue: set[int], source: set[int]) -> tuple[int, int]:
    """The tokens [start, end) of cue and source together, where they touch."""
    near = {i for i in source if abs(i - verb.i) < 40}
    both = cue | near
    return min(both), max(both) + 1


def _before(page: Page, verb: Token, cue: set[int], source: set[int], *, naming: bool) -> list[set[int]]:
    """ "It was late, she said", ""Go," he said": what stands before source and cue."""
    start, end = _block(verb, cue, source)
    sentence = sentence_of(verb)
    doc = page.doc
    before = doc[start - 1] if start > sentence.start else None
    inserted = _insertion(page, verb, start, end, naming=naming) if source else []
    if inserted:
        return inserted
    mine = {None, page.quotation(verb.i)}
    clauses = [
        child
        for child in verb.children
        if child.i < start
        and child.i not in source
        and (child.dep_ in {"ccomp", "parataxis"} or (child.dep_ in _QUOTED and page.quotation(child.i) not in mine))
    ]
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.i < verb.i:
        return []
    if not (before is not None and before.text in MARKS) and _introduces(verb, start, before, naming=naming):
        clauses = []
    found: set[int] = set()
    if (
        start == sentence.start
        and start > 0
        and source
        and doc[start - 1].text in MARKS
        and not page.breaks_after(doc[start - 1])
    ):
        if _introduces(verb, start, None, naming=naming) or _quotation_after(page, verb, end) is not None:
            return []
        behind = page.quotation(start - 1)
        return [set(range(*behind))] if behind is not None and behind[1] == start else []
    if clauses and _touches(page, clauses, start):
        found = set(range(after_dateline(doc, min(child.left_edge.i for child in clauses)), start))
    elif (
        before is not None
        and source
        and before.text in MARKS
        and page.quotation(before.i) not in {None, page.quotation(verb.i)}
    ):
        opened = page.quotation(before.i)[0]  # type: ignore[index]
        if (
            not page.doc[before.i - 1].is_punct
            and opened > sentence.start
            and _introduces(verb, start, None, naming=naming)
        ):
            return []  # "Speaking on "This Morning", he said that …"
        whole = opened <= sentence.start or not any(t.pos_ in {"VERB", "AUX"} for t in doc[sentence.start : opened])
        found = set(range(opened if whole else sentence.start, start))
    elif before is not None and source and before.text in _DIVIDING and _is_tail(page, verb, start, naming=naming):
        found = set(range(_since(page, sentence.start, start), start))
    if not found:
        return []
    opened_at = page.quotation(min(found))
    if opened_at is not None:
        found |= set(range(opened_at[0], min(found)))
    closed = page.quotation(before.i) if before is not None and before.text in MARKS else None
    if closed is not None and closed != page.quotation(verb.i) and closed[0] < min(found):
        found |= set(range(closed[0], min(found)))
    return [found]


def _touches(page: Page, clauses: list[Token], start: int) -> bool:
    """Whether nothing but punctuation stands between the clauses before a cue and its source."""
    last = max(child.right_edge.i for child in clauses)
    return not any(t.text == ";" or not (t.is_punct or t.is_space) for t in page.doc[last + 1 : start])


def _introduces(verb: Token, start: int, before: Token | None, *, naming: bool) -> bool:
    """Whether a verb has its content behind it, or a semicolon before it: the clause before is not what it tells."""
    if before is not None and before.text in {";", ":"}:
        return True
    behind = {"ccomp", "xcomp"} if naming else {"ccomp", "xcomp", "dobj", "oprd"}
    return any(child.i > verb.i and child.dep_ in behind for child in verb.children) and any(
        child.dep_ == "nsubj" and child.i < verb.i for child in verb.children
    )


def _insertion(page: Page, verb: Token, start: int, end: int, *, naming: bool) -> list[set[int]]:
    """ "The risk, he said, is a clash": source and cue between two commas, the content on both sides."""
    doc = page.doc
    sentence = sentence_of(verb)
    behind = _behind(verb, end, naming=naming)
    opening = doc[_since(page, sentence.start, start)]
    if behind > end and opening.tag_ not in {"IN", "VBG", "VBN"} and not any(
        t.tag_ in {"VBD", "VBP", "VBZ", "MD"} for t in doc[sentence.start : start]
    ):  # fmt: skip
        end = behind
    if start <= sentence.start + 1 or end >= sentence.end - 2 or end - start > _LONGEST:
        return []
    if doc[start - 1].text not in _DIVIDING or doc[end].text not in _DIVIDING:
        return []
    quote = page.quotation(end + 1) if doc[end + 1].text in MARKS else None
    if doc[end + 1].text in MARKS and (quote is None or not doc[end + 2].text[:1].islower()):
        return []
    if page.quotation(start - 1) or verb.dep_ in {"relcl", "acl"} or verb.tag_ in {"VBG", "VB"}:
        return []
    if any(child.dep_ == "advcl" and child.i == end + 1 for child in verb.children):
        return []
    if any(child.dep_ in {"mark", "cc"} and start <= child.i < verb.i for child in verb.children):
        return []
    first = _since(page, sentence.start, start)
    if first >= start - 1:
        return []
    if doc[end + 1].lower_ in _CONTRASTS:
        return [set(range(first, start))]
    return [set(range(first, start)), set(range(*quote)) if quote is not None else set(range(end, sentence.end))]


def _behind(verb: Token, end: int, *, naming: bool) -> int:
    """The token behind the cue and what tells when, where and to whom it was said."""
    beside = {"npadvmod", "prep", "dative", "dobj"} if naming else {"npadvmod", "prep", "dative"}
    for child in verb.children:
        if child.dep_ in beside and child.left_edge.i == end:
            end = child.right_edge.i + 1
    return end


def _since(page: Page, first: int, start: int) -> int:
    """Where the content before an insertion begins: behind the last semicolon, else with the sentence."""
    return max([after_dateline(page.doc, first), *(t.i + 1 for t in page.doc[first:start] if t.text == ";")])


def after_dateline(doc: Doc, first: int) -> int:
    """The token behind a dateline ("GENEVA - ") that begins at ``first``; else ``first``."""
    if first + 1 >= len(doc) or not doc[first].is_upper or len(doc[first]) < _PLACE:
        return first
    return next(
        (t.i + 1 for t in doc[first + 1 : first + 6] if t.text in {"-", "--", "—", "–", "―"} and t.whitespace_), first
    )


def _is_tail(page: Page, verb: Token, start: int, *, naming: bool) -> bool:
    """Whether source and cue end the sentence, with no clause of their own but a time or a place."""
    if verb.dep_ in {"relcl", "acl", "advcl"} or verb.tag_ in {"VBG", "VB"}:
        return False
    behind = {"ccomp", "xcomp", "prep"} if naming else {"ccomp", "xcomp", "dobj", "prep"}
    if any(child.dep_ in behind and child.i > verb.i and child.lower_ not in _PLACING for child in verb.children):
        return False
    if any(child.dep_ in {"mark", "cc"} and child.i < verb.i for child in verb.children):
        return False
    if naming and any(
        child.dep_ == "advcl" and child.i > verb.i and child.left_edge.lower_ in {"if", "whether"}
        for child in verb.children
    ):
        return False
    return _is_clause(page, sentence_of(verb).start, start)


def _is_clause(page: Page, first: int, end: int) -> bool:
    """Whether the words [first, end) are more than an adverbial: "In a changing town", "Asked why", "Though it rained"."""
    doc = page.doc
    opening = doc[first]
    under = opening.head if opening.dep_ in {"mark", "advmod"} else opening
    aside = {t.i for t in under.subtree} if under.dep_ in {"advcl", "prep", "acl"} else set()
    return any(
        t.i not in aside and (t.tag_ in _FINITE or any(c.dep_ in {"nsubj", "nsubjpass"} for c in t.children))
        for t in doc[first:end]
    )


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_QUOTED = frozenset({"dep", "nsubj", "dobj", "advmod", "intj", "attr", "npadvmod", "advcl", "prep", "punct"})
_DIVIDING = frozenset({",", "-", "--", "—", "–"})
_PLACING = frozenset({"in", "on", "at", "during", "after", "before", "to", "of", "by", "from", "last", "this"})
_CONTRASTS = frozenset({"but", "while", "though", "although", "whereas", "yet"})
_LONGEST = 16
_PLACE = 4  # letters; a shorter word in capitals is an abbreviation


def _after(
    page: Page, verb: Token, cue: set[int], source: set[int], told: bool, takes: dict[str, Kind]
) -> list[set[int]]:
    """The clause or the quotation after the cue."""
    doc = page.doc
    _, end = _block(verb, cue, source)
    found: list[set[int]] = []
    clause = [
        child for child in verb.children
        if child.i > verb.i and child.i not in source
        and (child.dep_ == "ccomp" or (child.dep_ == "xcomp" and child.tag_ in {"VBG"}) or
             (child.dep_ == "advcl" and any(t.lower_ in {"if", "whether"} for t in child.children) and not told
              and verb.lemma_ in {"ask", "wonder", "question"}))
    ]  # fmt: skip
    if clause and not told:
        tokens = {t.i for child in clause for t in child.subtree}
        held = set(range(min(tokens), max(tokens) + 1)) - source - cue
        held |= conditions(verb, max(tokens))
        if "naming" not in takes and verb.lemma_ not in _HEARD:
            low = next((c.left_edge.i for c in verb.children if c.dep_ == "dobj" and end <= c.i < min(tokens)), None)
            if low is not None and not any(t.is_punct and t.text != "," for t in doc[low : min(tokens)]):
                held |= set(range(low, min(tokens)))
        low = min(held, default=0)
        opened = page.quotation(low)
        if opened is not None and opened[0] < low and opened[0] >= end:
            held |= set(range(opened[0], low))
        last = page.quotation(max(held, default=0))
        if last is not None and last[0] in held:
            held |= set(range(max(held), last[1]))
        held = _with_opening(page, held, end) | _spelled_out(page, max(held, default=0))
        found.append(held)
        return found
    quote = _quotation_after(page, verb, end)
    if quote is not None:
        found.append(set(range(*quote)))
        return found
    if not told and takes["clause"] == "statement" and (far := _far(page, verb, end, takes)):
        return [far]
    if told:
        rest = _going_on(page, verb, end)
        if rest:
            found.append(rest)
    return found


def _far(page: Page, verb: Token, end: int, takes: dict[str, Kind]) -> set[int]:
    """ "Told reporters after the vote that …": a clause that the parser hung on what stands between it and the verb."""
    naming = "naming" in takes
    beside = (
        {"npadvmod", "prep", "dative", "advcl", "dobj", "advmod"} if naming else {"npadvmod", "prep", "advmod", "advcl"}
    )
    if not naming and any(child.dep_ in {"dobj", "xcomp", "prt"} for child in verb.children):
        return set()
    between = [
        child for child in verb.children if child.i > verb.i and child.dep_ in beside and child.lower_ not in takes
    ]
    for token in (t for child in between for t in child.subtree):
        if token.i <= end or token.i in page.quotation_at:
            continue
        over = token.head.head
        loose = over.pos_ != "NOUN" or over.ent_type_ in {"DATE", "TIME", "EVENT"}
        loose = loose or (naming and over.lemma_.lower() not in attributing().nouns)
        if token.lower_ == "that" and token.dep_ == "mark" and loose and token.head.left_edge.i == token.i:
            return set(range(token.i, token.head.right_edge.i + 1))
        if (
            naming and token.dep_ in {"relcl", "ccomp"} and token.left_edge.tag_ not in {"WDT", "WP", "WP$", "WRB", "IN"}
            and token.head.ent_type_ and any(c.dep_ == "nsubj" and c.i < token.i for c in token.children)
        ):  # fmt: skip
            return set(range(token.left_edge.i, token.right_edge.i + 1))
    return set()


_HEARD = frozenset({"promise", "offer", "warn", "write"})  # their object may hear it


def _spelled_out(page: Page, last: int) -> set[int]:
    """ "Recalled how it began: "We were alone."": a quotation that a colon joins to what is told."""
    doc = page.doc
    if last + 2 >= len(doc) or doc[last + 1].text != ":" or doc[last + 2].text not in MARKS:
        return set()
    quote = page.quotation(last + 2)
    return set(range(last + 1, quote[1])) if quote is not None else set()


def _with_opening(page: Page, held: set[int], end: int) -> set[int]:
    """A content that begins right behind an opening mark, or behind "that", with it."""
    low = min(held, default=end)
    while low - 1 >= end and (page.doc[low - 1].lower_ == "that" or page.doc[low - 1].text in MARKS):
        low -= 1
        held.add(low)
    return held


def _quotation_after(page: Page, verb: Token, end: int) -> tuple[int, int] | None:
    """The quotation that opens behind the cue in the same sentence, before another verb."""
    doc = page.doc
    at = end
    while at < min(len(doc), end + 25):
        token = doc[at]
        if token.text in MARKS:
            quote = page.quotation(at)
            if quote is None or quote[0] != at:
                return None
            return (
                quote
                if doc[at - 1].text in {",", ":", "-", "that"}
                or (doc[at - 1].is_space and doc[at - 2].text == ":")
                or at == end
                or doc[at - 1].text == "--"
                else None
            )
        if (
            (page.breaks_after(token) and not (token.is_space and doc[at - 1].text == ":"))
            or token.text in {".", "?", "!"}
            or (token.tag_ in {"VBD", "VBZ", "VBP"} and at > end + 1)
        ):
            return None
        at += 1
    return None


def _going_on(page: Page, verb: Token, end: int) -> set[int]:
    """ "…, he said, and the rest": the tail of a clause that the cue interrupts."""
    doc = page.doc
    sentence = sentence_of(verb)
    at = end
    while at < sentence.end and doc[at].text not in {",", "-", "--", "—", "–", ";"}:
        at += 1
    if at >= sentence.end - 2:
        return set()
    begin = at + 1
    token = doc[begin]
    if token.text in MARKS:
        quote = page.quotation(begin)
        return set(range(*quote)) if quote is not None else set()
    return set()
