"""The fold: every Extraction into the Ledger as published.

Pure: the same Extractions and Judgements give the same bytes in any order and in any batches, and a second copy of one
changes nothing. Only the neighbourhood of what is new is worked out again (``Fold``).
"""

from rashomon.ledger.assemble import assemble
from rashomon.ledger.fold import Fold, fold
from rashomon.ledger.gather import Gathered, gather
from rashomon.ledger.program import program
from rashomon.ledger.rows import ROWS, RowCodec

__all__ = ["ROWS", "Fold", "Gathered", "RowCodec", "assemble", "fold", "gather", "program"]
