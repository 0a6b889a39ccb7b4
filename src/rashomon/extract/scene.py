"""One parsed document with every mention that the small readers found in it, addressable by token.

The readers of counts, times, places and lexicon terms work on plain text; the tree is spaCy's. A Scene lays them over
each other, so that the frames can ask of a token: what is counted here, what thing is this, is this a place.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Protocol, TypeVar

from spacy.tokens import Doc, Span, Token

from rashomon.extract.dateline import dateline_end
from rashomon.extract.mentions import PlaceMention
from rashomon.extract.numbers import CountMention, find_counts
from rashomon.extract.page import furniture
from rashomon.extract.parse import paragraphs, with_plain_breaks
from rashomon.extract.places import find_toponyms
from rashomon.extract.shouted import in_case_of
from rashomon.extract.syntax import is_verb
from rashomon.extract.times import TimeMention, filing_days, find_times, post_hours
from rashomon.extract.whereabouts import put_somewhere
from rashomon.extract.worlds import is_other_world, strange_sentences
from rashomon.lexicon.lexicon import Lexicon
from rashomon.lexicon.terms import Term, TermMatcher
from rashomon.model import Document, Issue
from rashomon.places import Gazetteer
from rashomon.places.accept import Entity

_HEADLINE = 120  # characters of a line that still reads as a headline


_LOCATED = re.compile(r"\b(?:in|near|at|outside|around|inside|into|toward|towards)\s+\Z", re.IGNORECASE)
_TOWN = 20_000  # people of a town whose name of two words is no person's
_LOOK = 12  # code points before a name: room for "towards "


# "Who was hit?", and ""What are their losses?" said a spokesman"; but not "Why us?" he asked, and twelve were dead".
_REACH = 24  # for "the countryside of "
_ASKED = re.compile(r"""\?["”'’]*\s*$|\?["”]\s+(?:\w+\s+){0,12}?(?:said|asked)\b[^,;]*$""")


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


M = TypeVar("M", bound=_Spanned)


class Tools:
    """What every document needs and none owns: the lexicon, its matcher, the gazetteer and the model's vocabulary."""

    def __init__(
        self, lexicon: Lexicon, matcher: TermMatcher, gazetteer: Gazetteer, vocabulary: frozenset[str]
    ) -> None:
        self.lexicon = lexicon
        self.matcher = matcher
        self.gazetteer = gazetteer
        self.vocabulary = vocabulary
        self._classes = frozenset(entry.parent for entry in lexicon.equipment.values() if entry.parent is not None)

    def depth(self, equipment_id: str) -> int:
        """How many classes stand above an equipment entry: the deeper, the more exact."""
        return sum(1 for _ in self.lexicon.kinds_of(equipment_id))

    def is_class(self, equipment_id: str) -> bool:
        """Whether an equipment entry is a class ("missile") rather than a system."""
        return equipment_id in self._classes and self.lexicon.equipment[equipment_id].name.islower()


# What only stands before a place, or behind one; "in" is said of persons too.
_SETTLED = re.compile(
    r"\b(?:town|city|village|port|camp|district|quarter|outskirts|countryside|suburb|island|settlement|municipality|hamlet|"
    r"township|neighbou?rhood|subdistrict|governorate|province|area) of (?:the )?$",
    re.IGNORECASE,
)
_AREA = re.compile(r" (?:axis|sector|front|district|subdistrict|village|crossing|refugee camp|border crossing)\b")
_INSIDE = re.compile(r"\b(?:in|near|outside|around|over|at|from) (?:the )?$", re.IGNORECASE)


def one_of_each(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms with one side for each name: of several that share it ("SNA"), the one that the text speaks of besides."""
    spans = Counter((t.start, t.end) for t in terms if t.kind == "side")
    rivals = {t.id for t in terms if t.kind == "side" and spans[(t.start, t.end)] > 1}
    if not rivals:
        return terms
    told = Counter(t.id for t in terms if t.kind == "side" and spans[(t.start, t.end)] == 1)
    meant = {
        span: max((t.id for t in terms if t.kind == "side" and (t.start, t.end) == span), key=lambda id_: told[id_])
        for span, number in spans.items()
        if number > 1
    }
    return tuple(
        t for t in terms
        if meant.get((t.start, t.end), t.id) == t.id or not (t.kind == "side" or (t.kind == "speaker" and t.id in rivals))
    )  # fmt: skip


class Scene:
    """A Document, its tree, and its mentions by token."""

    def __init__(self, document: Document, doc: Doc, tools: Tools) -> None:
        self.document = document
        self.doc = doc
        self.tools = tools
        self.text = in_case_of(with_plain_breaks(document.text), doc.text)
        self.terms: tuple[Term, ...] = one_of_each(tools.matcher.find_terms(self.text))
        # Buttons and headlines of other articles: what they count, date and name belongs to no happening here.
        # They are told by their capitals too, which the reading in mixed case takes from them.
        said = with_plain_breaks(document.text)
        self.page = furniture(said, paragraphs(said))
        self.times: tuple[TimeMention, ...] = tuple(m for m in find_times(self.text) if not _overlaps(m, self.page))
        taken = [(m.start, m.end) for m in self.times] + self.page
        self.counts: tuple[CountMention, ...] = tuple(
            count for count in find_counts(self.text) if not _overlaps(count, taken)
        )
        # A single word that the model takes for a person is as often a village; no person's name goes on in the next line.
        people = [
            (e.start_char, e.end_char)
            for e in doc.ents
            if e.label_ == "PERSON" and len(e) > 1 and "\n" not in e.text and not self._is_known(e)
        ]
        things = [(t.start, t.end) for t in self.terms if t.kind in {"equipment", "channel"}]
        likely = [(e.start_char, e.end_char) for e in doc.ents if e.label_ in {"GPE", "LOC", "FAC"}]
        likely += put_somewhere(doc)
        # Readings of single tokens that several readers ask for: each is a pure function of the Scene.
        self.memo: dict[tuple[object, ...], object] = {}
        self.toponyms: tuple[PlaceMention, ...] = find_toponyms(
            self.text,
            blocked=people + things,
            likely=likely,
            entities=[Entity(e.start_char, e.end_char, e.label_) for e in doc.ents],
            gazetteer=tools.gazetteer,
        )
        self.places: tuple[PlaceMention, ...] = tuple(
            m for m in self._without_surnames() if m.role != "name" and not _overlaps(m, self.page)
        )

    def _without_surnames(self) -> Iterator[PlaceMention]:
        """The places without the bare surnames of persons whom the text names in full, unless it says "in" before one."""
        names = {m.text for m in self.toponyms if m.text in self.surnames}
        placed = {
            m.text
            for m in self.toponyms
            if m.text in names and _LOCATED.search(self.text, max(0, m.start - _LOOK), m.start)
        }
        for mention in self.toponyms:
            if mention.text not in names or mention.text in placed or mention.qualifiers:
                yield mention

    def _is_known(self, entity: Span) -> bool:
        """A "person" that the lexicon knows as a thing (the model calls ATACMS one), that holds a digit, or is a town."""
        if any(ch.isdigit() for ch in entity.text) or self._is_town(entity.text) or self._is_put(entity):
            return True
        return any(
            term.start < entity.end_char
            and entity.start_char < term.end
            and term.kind in {"equipment", "side", "channel"}
            for term in self.terms
        )

    def _is_put(self, entity: Span) -> bool:
        """A "person" whom the words around put on a map: "the port of Ras Orsa", "the Umm Orsa axis", "in Kfar Orsa"."""
        before = self.text[max(0, entity.start_char - _REACH) : entity.start_char]
        name = entity.text.removeprefix("the ")
        if _SETTLED.search(before) or _AREA.match(self.text, entity.end_char):
            return True
        known = self.tools.gazetteer
        return _INSIDE.search(before) is not None and any(
            entry.country in known.priority for entry in known.lookup(name)
        )

    def _is_town(self, name: str) -> bool:
        """Whether a name is a town's in one of the countries that matter most: no person is called as a whole town is."""
        gazetteer = self.tools.gazetteer
        return any(
            entry.kind == "city" and entry.population >= _TOWN and entry.country in gazetteer.priority
            for entry in gazetteer.lookup(name)
        )

    @cached_property
    def filed(self) -> frozenset[TimeMention]:
        """The days of filing that stand at the head of a document whose publication date is not known."""
        return frozenset(filing_days(self.text, self.times)) if self.document.published is None else frozenset()

    @cached_property
    def stamps(self) -> frozenset[int]:
        """Where the clock times stand that open the posts of a live page: hours of writing, on the day of publication."""
        return frozenset(post_hours(self.text, self.times)) if self.document.published is not None else frozenset()

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences, in order."""
        return list(self.doc.sents)

    def is_dateline(self, number: int) -> bool:
        """Whether a sentence is no more than the dateline before the next one."""
        if not 0 <= number < len(self.sentences):
            return False
        sentence = self.sentences[number]
        end = dateline_end(self.text, self.text.rfind("\n", 0, sentence.start_char) + 1)
        return end is not None and sentence.end_char <= end

    def opening(self, token: Token) -> int:
        """Where the sentence of a token begins, its dateline included."""
        number = self.sentence_number(token)
        while number and self.is_dateline(number - 1):
            number -= 1
        return self.sentences[number].start_char

    @cached_property
    def headline_end(self) -> int:
        """Where the headline ends, as a token: the first line, if it is short, has no full stop and more text below it."""
        first, joint, rest = self.text.lstrip().partition("\n")
        if not joint or not rest.strip() or first.rstrip().endswith((".", ":", ";")) or len(first) > _HEADLINE:
            return 0
        end = len(self.text) - len(self.text.lstrip()) + len(first)
        return next((token.i for token in self.doc if token.idx >= end), 0)

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The names behind the first of every person whom the text names in full: one of them may stand for the person later."""
        full = [entity for entity in self.doc.ents if entity.label_ == "PERSON" and len(entity) > 1]
        return frozenset(
            token.text for entity in full for token in entity[1:] if token.tag_ in {"NNP", "NNPS"} and len(token) > 2
        )

    @cached_property
    def _sentence_of(self) -> list[int]:
        numbers = [0] * len(self.doc)
        for number, sentence in enumerate(self.sentences):
            numbers[sentence.start : sentence.end] = [number] * (sentence.end - sentence.start)
        return numbers

    def sentence_number(self, token: Token) -> int:
        """The position of the token's sentence in the document."""
        return self._sentence_of[token.i]

    @cached_property
    def count_at(self) -> dict[int, CountMention]:
        """The count mention that covers each token."""
        return self._by_token(self.counts)

    @cached_property
    def time_at(self) -> dict[int, TimeMention]:
        """The time mention that covers each token."""
        return self._by_token(self.times)

    @cached_property
    def place_at(self) -> dict[int, PlaceMention]:
        """The place mention that covers each token."""
        return self._by_token(self.places)

    @cached_property
    def terms_at(self) -> dict[int, list[Term]]:
        """All lexicon terms that cover each token."""
        found: dict[int, list[Term]] = {}
        for term in self.terms:
            for i in self.tokens(term):
                found.setdefault(i, []).append(term)
        return found

    def term_at(self, token: Token, *kinds: str) -> Term | None:
        """The longest term of one of ``kinds`` over a token."""
        found = [term for term in self.terms_at.get(token.i, ()) if term.kind in kinds]
        return max(found, key=lambda term: term.end - term.start, default=None)

    def terms_in(self, span: tuple[int, int], *kinds: str, where: Callable[[Term], bool] | None = None) -> list[Term]:
        """The terms of ``kinds`` inside a token span, in text order."""
        if span[0] >= span[1]:
            return []
        start, end = self._starts[span[0]], self._ends[span[1] - 1]
        first = bisect_left(self._term_starts, start)
        inside = self.terms[first : bisect_left(self._term_starts, end, first)]
        return [term for term in inside if term.kind in kinds and term.end <= end and (where is None or where(term))]

    @cached_property
    def _term_starts(self) -> list[int]:
        return [term.start for term in self.terms]

    @cached_property
    def _starts(self) -> list[int]:
        return [int(at) for at in self.doc.to_array("IDX")]

    @cached_property
    def _ends(self) -> list[int]:
        lengths = self.doc.to_array("LENGTH")
        return [int(at) + int(length) for at, length in zip(self._starts, lengths, strict=True)]

    def tokens(self, mention: _Spanned) -> range:
        """The indices of the tokens that a mention touches."""
        first = bisect_right(self._starts, mention.start) - 1
        if first >= 0 and self._ends[first] <= mention.start:
            first += 1
        return range(max(first, 0), bisect_left(self._starts, mention.end))

    def head(self, mention: _Spanned) -> Token:
        """The token of a mention that hangs highest in the tree."""
        inside = self.tokens(mention)
        if not inside:
            return self.doc[min(max(inside.start, 0), len(self.doc) - 1)]
        return next((self.doc[i] for i in inside if self.doc[i].head.i not in inside), self.doc[inside[-1]])

    def _by_token(self, mentions: Iterable[M]) -> dict[int, M]:
        return {i: mention for mention in mentions for i in self.tokens(mention)}

    def verbatim(self, said: str) -> str:
        """Words that were read in this text, as the document writes them: a text in capitals is read in mixed case."""
        if self.text is self.document.text:
            return said
        pieces = said.split(" … ")
        found = [self.text.find(piece) for piece in pieces]
        return " … ".join(
            self.document.text[at : at + len(piece)] if at >= 0 else piece
            for piece, at in zip(pieces, found, strict=True)
        )

    def words(self, first: int, last: int) -> str:
        """The document's own words from one token up to another; the Doc has plain marks for curly ones."""
        if first >= last:
            return ""
        end = self.doc[last - 1]
        return self.text[self.doc[first].idx : end.idx + len(end)]

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """Every token's lemma in small letters: asked for over and over."""
        return tuple([token.lemma_.lower() for token in self.doc])

    @cached_property
    def verbs(self) -> tuple[Token, ...]:
        """The verbs, in text order."""
        return tuple(token for token in self.doc if is_verb(token))

    @cached_property
    def questions(self) -> frozenset[int]:
        """The numbers of the sentences that ask."""
        return frozenset(number for number, sentence in enumerate(self.sentences) if _ASKED.search(sentence.text))

    @cached_property
    def page_sentences(self) -> frozenset[int]:
        """The numbers of the sentences that are no part of the article (``rashomon.extract.page``)."""
        return frozenset(
            number
            for number, sentence in enumerate(self.sentences)
            if any(start <= sentence.start_char < end for start, end in self.page)
        )

    @cached_property
    def strange(self) -> frozenset[int]:
        """The numbers of the sentences that speak of fiction, games or training, or of sport or weather without a war."""
        return strange_sentences(self.doc, self.sentences)

    @cached_property
    def other_world(self) -> bool:
        """Whether the whole text is about something else: sport, the arts, business, or harm that nobody's arms did."""
        return is_other_world(self.doc)

    def tokens_are_time(self, token: Token) -> bool:
        """Whether a time mention covers the token."""
        return token.i in self.time_at

    def issues(self) -> list[Issue]:
        """What the small readers could not settle."""
        return [m.issue for m in self.places if m.issue is not None]


def _overlaps(mention: _Spanned, spans: Iterable[tuple[int, int]]) -> bool:
    return any(mention.start < end and start < mention.end for start, end in spans)
