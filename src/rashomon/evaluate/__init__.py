"""How right the program is: a Ledger held against a gold file that a careful reader made of the same documents."""

from rashomon.evaluate.gold import Gold, HeldOut, documents, load_gold, restrict
from rashomon.evaluate.measures import Score
from rashomon.evaluate.misses import Miss
from rashomon.evaluate.report import listed, score_text, score_tree
from rashomon.evaluate.score import evaluate

__all__ = [
    "Gold",
    "HeldOut",
    "Miss",
    "Score",
    "documents",
    "evaluate",
    "listed",
    "load_gold",
    "restrict",
    "score_text",
    "score_tree",
]
