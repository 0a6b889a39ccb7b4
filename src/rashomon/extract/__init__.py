"""Document -> Reports and Claims: the reading of English news. The only home of spaCy."""

from rashomon.extract.attributions import AttributionRelation, find_attributions
from rashomon.extract.extractor import Extractor

__all__ = ["AttributionRelation", "Extractor", "find_attributions"]
