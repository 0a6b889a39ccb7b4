"""Document -> Reports and Claims: the reading of English news. The only home of spaCy."""

from rashomon.extract.extractor import Extractor

__all__ = ["Extractor"]
