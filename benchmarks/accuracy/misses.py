"""Misses as they are met, by measure, to be looked at in a climb."""


class Misses:
    """Keeps up to ``limit`` misses of each measure and counts them all."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.kept: dict[str, list[str]] = {}
        self.counts: dict[str, int] = {}

    def add(self, measure: str, document: str, wanted: object, found: object, where: str = "") -> None:
        """One miss: what the gold has, what was found instead, and the words."""
        self.counts[measure] = self.counts.get(measure, 0) + 1
        kept = self.kept.setdefault(measure, [])
        if len(kept) < self.limit:
            kept.append(
                f"  {document}: wanted {wanted}, found {found}"
                + (f"\n      {' '.join(where.split())}" if where else "")
            )

    def text(self) -> str:
        """All that was kept; empty where nothing is asked for."""
        if not self.limit:
            return ""
        parts = [
            f"{measure}: {self.counts[measure]} missed\n" + "\n".join(kept) + "\n"
            for measure, kept in self.kept.items()
        ]
        return "".join(parts)
