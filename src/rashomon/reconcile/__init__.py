"""Claims to Accounts to Findings: whose figure, which is current, who is independent, and what it all comes to."""

from rashomon.reconcile.accounts import Case
from rashomon.reconcile.aggregates import check_totals
from rashomon.reconcile.copies import Signature, copies, is_copy, signature
from rashomon.reconcile.findings import Outcome, reconcile
from rashomon.reconcile.interest import interest
from rashomon.reconcile.items import ItemRelation, PlainItems
from rashomon.reconcile.lattice import lattice
from rashomon.reconcile.reasons import ISSUES, REASONS

__all__ = [
    "ISSUES", "REASONS", "Case", "ItemRelation", "Outcome", "PlainItems", "Signature", "check_totals", "copies",
    "interest", "is_copy", "lattice", "reconcile", "signature",
]  # fmt: skip
