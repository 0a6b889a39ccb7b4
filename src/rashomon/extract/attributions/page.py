"""One parsed text as the readers of attributions see it: its tree and its quotations by token."""

from collections.abc import Iterable

from msgspec import Struct
from spacy.tokens import Doc, Token

from rashomon.extract.attributions.knowledge import Kind
from rashomon.extract.attributions.marks import find_quotations, trimmed


class Relation(Struct, frozen=True):
    """One attribution by token: the head of its cue, the tokens of source, cue and content, and its kind.

    ``asserts`` marks one whose content is a clause or a quotation: it is told, where an object is only spoken of.
    """

    head: int
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    kind: Kind
    asserts: bool = False


class Page:
    """A Doc, the text that it was parsed from, and the quotation that each token lies in.

    ``asserting`` is a page on which only what somebody states or finds is looked for, in a clause or a quotation.
    """

    def __init__(self, doc: Doc, text: str, *, asserting: bool = False) -> None:
        self.doc = doc
        self.text = text
        self.asserting = asserting
        self.quotations = find_quotations(doc, text)
        self.quotation_at = {i: span for span in self.quotations for i in range(*span)}

    def tokens(self, *, words: Iterable[str] = (), tags: Iterable[str] = ()) -> list[Token]:
        """The tokens that are one of ``words`` or have one of ``tags`` as part of speech; the others are not touched."""
        strings = self.doc.vocab.strings
        wanted, parts = {strings[word] for word in words}, {strings[tag] for tag in tags}
        rows = self.doc.to_array(["LOWER", "POS"]).tolist()
        return [self.doc[i] for i, (word, part) in enumerate(rows) if word in wanted or part in parts]

    def quotation(self, token: int) -> tuple[int, int] | None:
        """The quotation that a token lies in, marks included."""
        return self.quotation_at.get(token)

    def closes(self, token: int) -> bool:
        """Whether a token is the closing mark of a quotation."""
        quote = self.quotation(token)
        return quote is not None and quote[1] - 1 == token

    def trimmed(self, tokens: Iterable[int]) -> frozenset[int]:
        """Tokens without the punctuation at their edges."""
        return trimmed(self.doc, tokens, self.quotation_at)

    def content(self, *parts: Iterable[int]) -> frozenset[int]:
        """Parts of a content, each trimmed by itself."""
        return frozenset().union(*(self.trimmed(part) for part in parts))

    def breaks_after(self, token: Token) -> bool:
        """Whether a line ends with the token."""
        return "\n" in token.text_with_ws
