"""The lexicon as linking and reconciling ask for it: what is a kind of what, and whose side a name is."""

from functools import cache, cached_property
from typing import Any

from rashomon.lexicon import load
from rashomon.reconcile.items import PARENTS, PlainItems
from rashomon.reconcile.items import fold as fold_word

MOST_REMEMBERED = 100_000  # answers; a ledger asks the same few thousand over and over


@cache
def packaged() -> "LexiconRelation":
    """The relation of the packaged lexicon, whose tables take longer to lay out than a document to fold."""
    return LexiconRelation(load())


class LexiconRelation:
    """Kinds of things by the lexicon's parents (equipment, then what is counted), sides by its sides and institutions.

    A word is known by its id, its name or any alias. Where the lexicon knows none, the plain table of kinds answers.
    """

    def __init__(self, lexicon: Any) -> None:
        self.lexicon = lexicon
        self.plain = PlainItems()
        self._above: dict[str, frozenset[str]] = {}
        self._related: dict[tuple[str, str], bool] = {}

    def same_or_parent(self, a: str, b: str) -> bool:
        """Whether ``a`` and ``b`` name the same thing, or ``a`` a kind that ``b`` is one of."""
        found = self._related.get((a, b))
        if found is None:
            if len(self._related) >= MOST_REMEMBERED:
                self._related.clear()
            found = self._related[a, b] = self._canon(a) in self.kinds(b) or self.plain.same_or_parent(a, b)
        return found

    def side_of(self, name: str) -> str | None:
        """The side of an id or name of a side, an institution or the forces of a side."""
        return self._sides.get(fold_word(name)) or self._sides.get(name.casefold()) or self.plain.side_of(name)

    def class_of(self, item: str) -> str | None:
        """The class that the lexicon gives to what is counted."""
        return self._classes.get(self._canon(item)) or self.plain.class_of(item)

    def equipment_id(self, name: str) -> str | None:
        """The id of the equipment entry that a name or id means, None where there is none."""
        return self._equipment_ids.get(fold_word(name))

    def kinds(self, word: str) -> frozenset[str]:
        """A word's canonical form and those of every kind that it is one of."""
        found = self._above.get(word)
        if found is None:
            seen: set[str] = set()
            queue = [self._canon(word)]
            while queue:
                kind = queue.pop()
                if kind not in seen:
                    seen.add(kind)
                    queue += sorted(self._parents.get(kind, ()))
            found = self._above[word] = frozenset(seen)
        return found

    def _canon(self, word: str) -> str:
        return self._names.get(fold_word(word), fold_word(word))

    @cached_property
    def _tables(self) -> list[dict[str, Any]]:
        return [self.lexicon.equipment, self.lexicon.items]

    @cached_property
    def _names(self) -> dict[str, str]:
        """Each folded id, name and alias with the folded name it stands for; a name wins over another's alias."""
        names: dict[str, str] = {}
        for table in self._tables:
            for key, entry in table.items():
                for form in (*entry.aliases, key):
                    names.setdefault(fold_word(form), fold_word(entry.name))
        for table in self._tables:
            for entry in table.values():
                names[fold_word(entry.name)] = fold_word(entry.name)
        return names

    @cached_property
    def _parents(self) -> dict[str, set[str]]:
        parents: dict[str, set[str]] = {kind: {above} for kind, above in PARENTS.items()}
        for table in self._tables:
            for entry in table.values():
                above = table.get(entry.parent) if entry.parent else None
                if above is not None:
                    parents.setdefault(fold_word(entry.name), set()).add(fold_word(above.name))
        return parents

    @cached_property
    def _classes(self) -> dict[str, str]:
        return {fold_word(entry.name): entry.class_ for entry in self.lexicon.items.values() if entry.class_}

    @cached_property
    def _equipment_ids(self) -> dict[str, str]:
        ids: dict[str, str] = {}
        for key, entry in self.lexicon.equipment.items():
            for form in (*entry.aliases, entry.name):
                ids.setdefault(fold_word(form), key)
        for key, entry in self.lexicon.equipment.items():
            ids[fold_word(entry.name)] = key
        ids.update({fold_word(key): key for key in self.lexicon.equipment})
        return ids

    @cached_property
    def _sides(self) -> dict[str, str]:
        sides: dict[str, str] = {}
        for key, entry in self.lexicon.sides.items():
            for form in (key, entry.name, *entry.aliases, f"forces-{key}", f"Armed forces of {entry.name}"):
                sides.setdefault(form.casefold(), key)
        for key, entry in self.lexicon.institutions.items():
            if entry.side:
                sides.setdefault(key.casefold(), entry.side)
                sides.setdefault(entry.name.casefold(), entry.side)
        return sides
