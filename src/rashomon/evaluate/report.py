"""A Score as a page of text and as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rashomon.evaluate.measures import Accuracy, Rates, Score
from rashomon.evaluate.misses import Miss

_RATES = (
    ("counts", "counts"),
    ("counts_with_speaker", "counts with speaker"),
    ("counts_in_event", "counts in the right event"),
    ("events", "events"),
    ("b_cubed", "documents to events (B-cubed)"),
    ("speech", "speech"),
)
_ACCURACIES = (
    ("dates", "dates overlap"),
    ("exact_dates", "dates exact"),
    ("places", "places"),
    ("statuses", "status of findings"),
)
_HEADINGS = {
    "count": "Counts not found",
    "speaker": "Counts by the wrong speaker",
    "count-event": "Counts in the wrong event",
    "spurious-count": "Counts that the gold does not support",
    "event": "Events not found",
    "spurious-event": "Events that the gold does not support",
    "date": "Dates that differ",
    "place": "Places that differ",
    "status": "Findings whose status differs",
    "speech": "Speech not found",
    "spurious-speech": "Speech that the gold does not support",
}


def listed(misses: Iterable[Miss], held_out: Iterable[str]) -> tuple[list[Miss], int]:
    """The misses that touch no held-out document, and how many others there are."""
    kept_back = frozenset(held_out)
    every = list(misses)
    shown = [miss for miss in every if kept_back.isdisjoint(miss.documents)]
    return shown, len(every) - len(shown)


def score_text(score: Score, misses: Sequence[Miss] | None = None, *, withheld: int = 0) -> str:
    """The measures as a table and, where given, the misses under a heading for each kind.

    ``withheld`` is how many misses stand in held-out documents and are not listed.
    """
    lines = [f"{score.set}: {score.documents} documents", ""]
    lines += _table(
        ("", "precision", "recall", "F1", "right", "found", "gold"),
        [(label, *_rates_row(getattr(score, name))) for name, label in _RATES],
    )
    lines += ["", *_table(
        ("of the events matched", "accuracy", "right", "of", "absent"),
        [(label, *_accuracy_row(getattr(score, name))) for name, label in _ACCURACIES],
    )]  # fmt: skip
    lines += ["", *_table(
        ("too much", "", "a document"),
        [("counts", str(score.spurious_claims), _per(score.spurious_claims, score.documents)),
         ("events", str(score.spurious_events), _per(score.spurious_events, score.documents))],
    )]  # fmt: skip
    lines += ["", *_table(
        ("by question", "precision", "recall", "F1", "right", "found", "gold", "status right", "of"),
        [(name, *_rates_row(rates), *_status_row(score.by_status_question.get(name)))
         for name, rates in score.by_question.items()],
    )]  # fmt: skip
    if misses is not None:
        lines += _miss_lines(misses)
        if withheld:
            lines += ["", f"{withheld} more in held-out documents are not listed (--held-out only lists them)."]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def score_tree(score: Score, misses: Sequence[Miss] | None = None, *, withheld: int = 0) -> dict[str, Any]:
    """The same as a tree for JSON; shares are 0 to 1, null where there is nothing to judge."""
    tree: dict[str, Any] = {"set": score.set, "documents": score.documents}
    tree |= {name: _rates_tree(getattr(score, name)) for name, _ in _RATES}
    tree |= {name: _accuracy_tree(getattr(score, name)) for name, _ in _ACCURACIES}
    tree["spurious"] = {
        "claims": score.spurious_claims,
        "claims_per_document": _ratio(score.spurious_claims, score.documents),
        "events": score.spurious_events,
        "events_per_document": _ratio(score.spurious_events, score.documents),
    }
    tree["questions"] = {
        name: {"counts": _rates_tree(rates), "statuses": _optional(score.by_status_question.get(name))}
        for name, rates in score.by_question.items()
    }
    if misses is not None:
        tree["misses"] = list(misses)
        tree["misses_withheld"] = withheld
    return tree


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns as wide as they need, the first to the left, the rest to the right."""
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    return [
        "  ".join(cell.rjust(width) if column else cell.ljust(width)
                  for column, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in (heads, *rows)
    ]  # fmt: skip


def _miss_lines(misses: Iterable[Miss]) -> Iterator[str]:
    kinds: dict[str, list[Miss]] = {}
    for miss in misses:
        kinds.setdefault(miss.kind, []).append(miss)
    for kind, heading in _HEADINGS.items():
        if kind not in kinds:
            continue
        yield ""
        yield f"{heading} ({len(kinds[kind])})"
        for miss in sorted(kinds[kind], key=lambda one: one.documents):
            yield f"  {', '.join(miss.documents)}" + (f" | {miss.sentence}" if miss.sentence else "")
            if miss.gold:
                yield f"      gold   {miss.gold}"
            for found in miss.found or ("nothing",):
                yield f"      found  {found}"


def _rates_row(rates: Rates) -> tuple[str, ...]:
    shares = (_share(rates.precision), _share(rates.recall), _share(rates.f1))
    right = f"{rates.right:.0f}" if rates.right == rates.recalled else "—"
    return (*shares, right, str(rates.found), str(rates.gold))


def _accuracy_row(accuracy: Accuracy) -> tuple[str, ...]:
    return (_share(accuracy.share), str(accuracy.right), str(accuracy.of), str(accuracy.absent))


def _status_row(accuracy: Accuracy | None) -> tuple[str, str]:
    return (str(accuracy.right), str(accuracy.of)) if accuracy else ("", "")


def _share(share: float | None) -> str:
    return "—" if share is None else f"{share:.3f}"


def _per(count: int, documents: int) -> str:
    return f"{count / documents:.2f}" if documents else "—"


def _ratio(count: int, documents: int) -> float | None:
    return round(count / documents, 4) if documents else None


def _rates_tree(rates: Rates) -> dict[str, Any]:
    return {
        "precision": _rounded(rates.precision), "recall": _rounded(rates.recall), "f1": _rounded(rates.f1),
        "right": _number(rates.right), "found": rates.found, "recalled": _number(rates.recalled), "gold": rates.gold,
    }  # fmt: skip


def _accuracy_tree(accuracy: Accuracy) -> dict[str, Any]:
    return {
        "accuracy": _rounded(accuracy.share), "right": accuracy.right, "of": accuracy.of, "absent": accuracy.absent,
    }  # fmt: skip


def _optional(accuracy: Accuracy | None) -> dict[str, Any] | None:
    return _accuracy_tree(accuracy) if accuracy else None


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _number(value: float) -> float:
    return int(value) if value == int(value) else round(value, 4)
