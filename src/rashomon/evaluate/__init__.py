"""How right the program is: a Ledger held against a gold file that a careful reader made of the same documents."""

from rashomon.evaluate.gold import Gold, HeldOut, documents, load_gold, restrict
from rashomon.evaluate.report import score_tree, score_text
from rashomon.evaluate.score import Miss, Score, evaluate

__all__ = [
    "Gold",
    "HeldOut",
    "Miss",
    "Score",
    "documents",
    "evaluate",
    "load_gold",
    "restrict",
    "score_text",
    "score_tree",
]
