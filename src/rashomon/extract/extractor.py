"""Document -> Extraction: the reading of one text, step by step."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import tee

from spacy.language import Language
from spacy.tokens import Doc

from rashomon.extract.assembly import assemble
from rashomon.extract.casing import Words
from rashomon.extract.parse import load_model, parse
from rashomon.extract.recase import Recaser
from rashomon.extract.scene import Scene, Tools
from rashomon.extract.shouted import has_shouted
from rashomon.extract.syntax import forget_sentences
from rashomon.lexicon.build import load
from rashomon.lexicon.terms import TermMatcher
from rashomon.model import Document, Extraction
from rashomon.places import Gazetteer


class Extractor:
    """Reads Documents into Extractions; holds the language model, the lexicon and the gazetteer, and no state."""

    def __init__(self, nlp: Language, tools: Tools) -> None:
        self.nlp = nlp
        self.tools = tools

    @classmethod
    def load(cls) -> "Extractor":
        """Load all that reading needs; ModelMissingError or LexiconError where something is missing or wrong."""
        lexicon = load()
        nlp = load_model()
        # As the model was made: it takes in the words of every text that it reads.
        vocabulary = frozenset(nlp.vocab.strings)
        return cls(nlp, Tools(lexicon, TermMatcher(lexicon), Gazetteer.open(), vocabulary))

    def extract(self, document: Document) -> Extraction:
        """Read one Document."""
        return next(iter(self.extract_all([document])))

    def extract_all(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """Read Documents in batches, in the order given."""
        documents, again = tee(documents)
        docs = parse(self.nlp, (self.readable(document) for document in documents))
        for document, doc in zip(again, docs, strict=True):
            yield self.read(document, doc)

    def readable(self, document: Document) -> str:
        """The text as it is to be parsed: paragraphs in capitals in mixed case, every offset the document's own."""
        return self._recaser.recase(document.text) if has_shouted(document.text) else document.text

    @cached_property
    def _recaser(self) -> Recaser:
        """Made at the first text in capitals: its word lists take 0.3 s."""
        return Recaser(
            Words(self.nlp, self.tools.vocabulary), self.tools.lexicon, self.tools.matcher, self.tools.gazetteer
        )

    def read(self, document: Document, doc: Doc) -> Extraction:
        """Read one parsed Document; ``doc`` is the parse of its ``readable`` text."""
        extraction = assemble(Scene(document, doc, self.tools))
        forget_sentences(doc)
        return extraction
