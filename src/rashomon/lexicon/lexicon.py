"""All that the YAML files say of things, speakers, sides and targets, joined in one frozen record."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from rashomon.lexicon.schema import (
    Channel,
    EquipmentEntry,
    Form,
    Holder,
    Institution,
    Item,
    Office,
    Side,
    Target,
    TermKind,
)
from rashomon.model import Speaker

Entry = EquipmentEntry | Institution | Holder | Office | Channel | Side | Item | Target


class Lexicon(Struct, frozen=True, kw_only=True):
    """Every entry by id. ``item_forms`` and ``short_forms`` are lower-case indexes made when it is built."""

    equipment: dict[str, EquipmentEntry]
    institutions: dict[str, Institution]
    offices: dict[str, Office]
    holders: dict[str, Holder]
    channels: dict[str, Channel]
    sides: dict[str, Side]
    items: dict[str, Item]
    targets: dict[str, Target]
    forces: tuple[str, ...]
    item_forms: dict[str, str]
    short_forms: dict[str, tuple[str, ...]]

    def forms(self) -> Iterator[Form]:
        """Yield every form of every entry, kind by kind."""
        for entries in (
            self.equipment, self.institutions, self.holders, self.offices, self.channels, self.sides, self.items,
            self.targets,
        ):  # fmt: skip
            for entry in entries.values():
                yield from entry.forms()

    def entry(self, kind: TermKind, id: str) -> Entry | None:  # noqa: A002 - the word of the contract
        """Return what a Term of this kind and id is about, or None."""
        if kind == "speaker":
            return self.institutions.get(id) or self.holders.get(id)
        tables: dict[str, Mapping[str, Entry]] = {
            "equipment": self.equipment, "office": self.offices, "channel": self.channels, "side": self.sides,
            "item": self.items, "target": self.targets,
        }  # fmt: skip
        return tables[kind].get(id)

    def is_a(self, child_id: str, parent_id: str) -> bool:
        """Whether one equipment entry is the other or a kind of it; False where either is unknown."""
        return parent_id in self.equipment and any(step == parent_id for step in self.kinds_of(child_id))

    def kinds_of(self, equipment_id: str) -> Iterator[str]:
        """Yield the entry's own id, then its parent's, up to the widest class."""
        step: str | None = equipment_id
        while step is not None and step in self.equipment:
            yield step
            step = self.equipment[step].parent

    def item_of(self, noun: str) -> Item | None:
        """Return what a noun (a lemma or a form, in any case) counts, or None."""
        found = self.item_forms.get(noun.lower())
        return self.items[found] if found is not None else None

    def part_of_item(self, part: str, whole: str) -> bool:
        """Whether one item is a proper part of another ("children" of "people"); by id or name, False where unknown."""
        whole_id = self._item_id(whole)
        step = self._item_id(part)
        while step is not None:
            step = self.items[step].parent
            if step is not None and step == whole_id:
                return True
        return False

    def speaker(self, id: str) -> Speaker | None:  # noqa: A002 - the word of the contract
        """Return the Speaker of an institution, holder or channel id, or None."""
        entry = self.institutions.get(id) or self.holders.get(id) or self.channels.get(id)
        if entry is None:
            return None
        return Speaker(id=entry.id, name=entry.name, kind=entry.kind, side=entry.side)

    def resolve_short(self, form: str, mentioned: Sequence[str]) -> str | None:
        """Return the institution that "the ministry" means: the last of the ``mentioned`` ids which it is short for."""
        claimants = self.short_forms.get(form.lower(), ())
        return next((id_ for id_ in reversed(mentioned) if id_ in claimants), None)

    def _item_id(self, item: str) -> str | None:
        return item if item in self.items else self.item_forms.get(item.lower())
