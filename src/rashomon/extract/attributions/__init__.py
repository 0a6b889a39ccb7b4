"""Who says, thinks or wants what, as the words of the text have it: source, cue and content of every attribution.

The claims of a document need a speaker for each counted fact; this reader needs no fact. It gives every attribution that
the words make (quotations, reported speech, beliefs, intentions, findings), each with the very words of its three parts.
"""

from rashomon.extract.attributions.reader import AttributionRelation, find_attributions

__all__ = ["AttributionRelation", "find_attributions"]
