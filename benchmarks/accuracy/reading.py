"""Texts -> Extractions and Ledgers for the measures, with the parses kept between runs where a folder is given.

Parsing is most of the time and does not change with the rules, so a climb can keep it: ``--cache FOLDER``. A kept parse
is used only for the same text, the same model and the same ``extract/parse.py``.
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from spacy.tokens import Doc

from rashomon.extract import Extractor
from rashomon.extract import parse as parsing
from rashomon.ledger import fold
from rashomon.model import Document, Extraction, Ledger


class Reader:
    """Reads Documents; ``cache`` is a folder for parses, or None."""

    def __init__(self, cache: Path | None = None) -> None:
        self.extractor = Extractor.load()
        self.cache = cache
        if cache is not None:
            cache.mkdir(parents=True, exist_ok=True)
        meta = self.extractor.nlp.meta
        self._salt = f"{meta['name']} {meta['version']}".encode() + Path(parsing.__file__ or "").read_bytes()

    def docs(self, texts: Sequence[str]) -> list[Doc]:
        """Every text parsed, as the Extractor parses it."""
        paths = [self._path(text) for text in texts]
        missing = [text for text, path in zip(texts, paths, strict=True) if path is None or not path.exists()]
        made = dict(zip(missing, parsing.parse(self.extractor.nlp, missing), strict=True))
        found = []
        for text, path in zip(texts, paths, strict=True):
            if text in made:
                doc = made[text]
                if path is not None:
                    scratch = path.with_suffix(f".{id(doc)}")
                    scratch.write_bytes(doc.to_bytes(exclude=["tensor"]))
                    scratch.replace(path)
            else:
                assert path is not None
                doc = Doc(self.extractor.nlp.vocab).from_bytes(path.read_bytes())
            found.append(doc)
        return found

    def extractions(self, documents: Iterable[Document]) -> list[Extraction]:
        """An Extraction for each Document, in order."""
        documents = list(documents)
        docs = self.docs([self.extractor.readable(document) for document in documents])
        return [self.extractor.read(document, doc) for document, doc in zip(documents, docs, strict=True)]

    def ledger(self, documents: Iterable[Document]) -> Ledger:
        """The Ledger of the Documents."""
        return fold(self.extractions(documents))

    def _path(self, text: str) -> Path | None:
        if self.cache is None:
            return None
        return self.cache / hashlib.sha256(self._salt + text.encode("utf-8", "surrogatepass")).hexdigest()
