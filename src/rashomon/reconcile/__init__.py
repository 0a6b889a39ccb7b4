"""Claims to Accounts to Findings: whose figure, which is current, who is independent, and what it all comes to."""

from rashomon.reconcile.accounts import Case
from rashomon.reconcile.aggregates import check_totals, parents
from rashomon.reconcile.copies import Signature, copies, is_copy, signature
from rashomon.reconcile.findings import Outcome, reconcile
from rashomon.reconcile.interest import ADMISSIONS
from rashomon.reconcile.items import ItemRelation, PlainItems
from rashomon.reconcile.reasons import ISSUES, REASONS

__all__ = [
    "ADMISSIONS", "ISSUES", "REASONS", "Case", "ItemRelation", "Outcome", "PlainItems", "Signature", "check_totals",
    "copies", "is_copy", "parents", "reconcile", "signature",
]  # fmt: skip
