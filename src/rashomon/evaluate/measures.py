"""What a run comes to: rates, accuracies and all measures in one record."""

from collections.abc import Iterable

from msgspec import Struct

from rashomon.evaluate.misses import Miss


class Rates(Struct, frozen=True, kw_only=True):
    """Precision, recall and F1 from sums: ``right`` of ``found`` and ``recalled`` of ``gold``; None where 0 of 0."""

    right: float
    found: int
    recalled: float
    gold: int

    @classmethod
    def of(cls, right: int, *, found: int, gold: int) -> "Rates":
        """The usual case: what is right is right on both sides."""
        return cls(right=right, found=found, recalled=right, gold=gold)

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what there was to find that was found."""
        return self.recalled / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two; 0 where only one of them can be had."""
        if not self.found and not self.gold:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


class Accuracy(Struct, frozen=True, kw_only=True):
    """``right`` of ``of``; ``absent`` of the wrong ones are no answer at all."""

    right: int
    of: int
    absent: int = 0

    @classmethod
    def total(cls, parts: Iterable["Accuracy"]) -> "Accuracy":
        """Several taken together."""
        each = list(parts)
        return cls(
            right=sum(one.right for one in each), of=sum(one.of for one in each), absent=sum(one.absent for one in each)
        )

    @property
    def share(self) -> float | None:
        """The accuracy, None where there is nothing to judge."""
        return self.right / self.of if self.of else None


class Score(Struct, frozen=True, kw_only=True):
    """All measures of one run; docs/evaluating.md says what each one counts."""

    set: str
    documents: int
    counts: Rates
    counts_with_speaker: Rates
    counts_in_event: Rates
    by_question: dict[str, Rates]
    events: Rates
    b_cubed: Rates
    dates: Accuracy
    exact_dates: Accuracy
    places: Accuracy
    statuses: Accuracy
    by_status_question: dict[str, Accuracy]
    speech: Rates
    spurious_claims: int
    spurious_events: int
    misses: tuple[Miss, ...] = ()
