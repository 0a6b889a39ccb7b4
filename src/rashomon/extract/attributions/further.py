"""How far a content goes on: quotations behind it, conditions, and clauses that the parser joined to the cue."""

from spacy.tokens import Doc, Token

from rashomon.extract.attributions.marks import MARKS
from rashomon.extract.attributions.page import Page


def following(page: Page, last: int, *, quoted: bool) -> set[int]:
    """Quotations that go on right after the sentence of the cue, with no cue of their own.

    In another paragraph only one that is all a quotation, after words that were ``quoted`` too.
    """
    doc = page.doc
    found: set[int] = set()
    at = last
    while at + 1 < len(doc):
        new = page.breaks_after(doc[at])
        at += 1
        while at + 1 < len(doc) and doc[at].is_space:
            new = new or page.breaks_after(doc[at])
            at += 1
        quote = page.quotation(at)
        if quote is None or quote[0] != at or not _stands_alone(page, quote):
            return found
        if new and not (quoted or found):
            return found
        if (
            new
            and quote[1] < len(doc)
            and not page.breaks_after(doc[quote[1] - 1])
            and not page.breaks_after(doc[quote[1]])
        ):
            return found
        found |= set(range(*quote))
        at = quote[1] - 1
    return found


def _stands_alone(page: Page, quote: tuple[int, int]) -> bool:
    """Whether a quotation is one or more whole sentences, and nobody is named as its speaker behind it."""
    doc = page.doc
    end = quote[1] - 1
    at = end - 1 if doc[end].text in MARKS else end
    while at > quote[0] and doc[at].text in _INNER:
        at -= 1
    last = doc[at]
    if last.text == ",":
        return False
    if page.breaks_after(doc[end]) or quote[1] >= len(doc):
        return True
    if last.text not in {".", "?", "!", "...", "…", "-", "--"}:
        return False
    behind = [t for t in doc[quote[1] : quote[1] + 8] if not t.is_space]
    return not behind or behind[0].text in MARKS or not (behind[0].tag_ in {"VBD", "VBZ"} or _asks_back(behind, last))


_INNER = frozenset({"'", "’", "‘"})  # what closes a quotation inside a quotation


def _asks_back(behind: list[Token], last: Token) -> bool:
    """ ""Who was it?" she asked": a verb of saying right behind the subject that follows a quotation."""
    for token in behind[:6]:
        if token.pos_ == "VERB" and token.lemma_ in _ASKS:
            return last.text in {"?", "!"}
        if token.is_punct:
            return False
    return False


_ASKS = frozenset({"ask", "say", "add", "shout", "yell", "wonder", "cry", "reply", "respond", "write", "tweet"})


def conditions(verb: Token, last: int) -> set[int]:
    """ "Said he would go if they asked": a condition or a reason that the parser hung on the cue."""
    found: set[int] = set()
    for child in verb.children:
        if child.dep_ == "advcl" and child.left_edge.i == last + 1 and verb.doc[last + 1].lower_ in _CONDITIONS:
            found |= {t.i for t in child.subtree}
    return found


_CONDITIONS = frozenset({"if", "because", "unless", "until", "so"})


def continued(page: Page, verb: Token, content: frozenset[int]) -> frozenset[int]:
    """What a content goes on with where the parser joined it to the cue: "vowed to rebuild the mill and reopen it"."""
    if not content or min(content) < verb.i:
        return frozenset()
    doc, last = page.doc, max(content)
    if last in page.quotation_at:
        return frozenset()
    over = verb
    for _ in range(3):
        for child in over.children:
            low = child.left_edge.i
            joined = child.dep_ == "conj" or (child.dep_ == "advcl" and child.tag_ == "VB")
            if not joined or low <= last + 1 or child.i in content:
                continue
            between = doc[last + 1 : low]
            if all(t.dep_ == "cc" or t.is_punct or t.is_space for t in between) and not any(
                page.breaks_after(t) or t.text in MARKS or t.text == ";" for t in between
            ) and _belongs(doc, child, verb, content):  # fmt: skip
                return page.trimmed(range(last + 1, child.right_edge.i + 1)) | frozenset(range(last + 1, low))
        if over.dep_ not in {"relcl", "advcl", "conj", "xcomp", "acl", "pcomp", "prep"}:
            break
        over = over.head
    return frozenset()


def _belongs(doc: Doc, joined: Token, verb: Token, content: frozenset[int]) -> bool:
    """Whether a conjunct has the form of the content and not that of the cue."""
    subject = next((c for c in joined.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    helped = {c.tag_ for c in joined.children if c.dep_ in {"aux", "auxpass"}}
    if joined.pos_ == "NOUN":
        return not any(t.dep_ == "relcl" or t.ent_type_ == "PERSON" for t in joined.subtree)
    if subject is not None:
        if any(t.lower_ == "but" for t in doc[max(content) + 1 : joined.left_edge.i]):
            return False
        own = next((t for t in (doc[i] for i in sorted(content)) if t.dep_ in {"nsubj", "nsubjpass"}), None)
        return own is not None and own.pos_ == "PRON" and own.lower_ == subject.lower_
    first = doc[min(content)]
    if joined.tag_ == "VB" and not helped:
        return first.tag_ == "TO" and verb.tag_ != "VB"
    if joined.tag_ == "VBG" and not helped:
        return first.tag_ == "VBG" and verb.tag_ != "VBG"
    return (
        "MD" in helped
        and not any(c.tag_ == "MD" for c in verb.children)
        and any(doc[i].dep_ in {"nsubj", "nsubjpass"} for i in content)
    )
