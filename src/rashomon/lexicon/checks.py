"""What must hold across entries before a Lexicon is used. Each failure names the file, the entry and what to do."""

import re
from collections.abc import Iterable, Mapping

from rashomon.errors import LexiconError
from rashomon.lexicon.lexicon import Lexicon
from rashomon.lexicon.schema import Form, TermKind

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_ISO2 = re.compile(r"[A-Z]{2}")
_FILES: dict[TermKind, str] = {
    "equipment": "equipment.yaml",
    "speaker": "institutions.yaml or offices.yaml (holders)",
    "office": "offices.yaml",
    "channel": "channels.yaml",
    "side": "sides.yaml",
    "item": "items.yaml",
    "target": "targets.yaml",
}


def check(lexicon: Lexicon) -> None:
    """Raise LexiconError on the first id, reference, chain or form that breaks the rules of the files."""
    _check_ids(lexicon)
    _check_sides(lexicon)
    _check_chain("equipment.yaml", {id_: entry.parent for id_, entry in lexicon.equipment.items()})
    _check_chain("items.yaml", {id_: entry.parent for id_, entry in lexicon.items.items()})
    _check_offices(lexicon)
    _check_forms(lexicon)


def _check_ids(lexicon: Lexicon) -> None:
    slugs: list[tuple[str, Iterable[str]]] = [
        ("equipment.yaml", lexicon.equipment), ("institutions.yaml", lexicon.institutions),
        ("offices.yaml", lexicon.offices), ("offices.yaml", lexicon.holders), ("channels.yaml", lexicon.channels),
        ("items.yaml", lexicon.items), ("targets.yaml", lexicon.targets),
    ]  # fmt: skip
    for source, ids in slugs:
        for id_ in ids:
            if not _SLUG.fullmatch(id_):
                raise LexiconError(f"{source}, entry {id_!r}: an id has a-z, 0-9 and hyphens. Rename it.")
    for id_, side in lexicon.sides.items():
        if not (_ISO2 if side.kind == "state" else _SLUG).fullmatch(id_):
            raise LexiconError(
                f"sides.yaml, entry {id_!r}: a state's id is two capitals (ISO 3166-1), a group's a slug."
            )
    for id_ in lexicon.holders.keys() & lexicon.institutions.keys() | lexicon.channels.keys() & (
        lexicon.institutions.keys() | lexicon.holders.keys()
    ):
        raise LexiconError(f"offices.yaml or channels.yaml, entry {id_!r}: another speaker has this id. Rename one.")


def _check_sides(lexicon: Lexicon) -> None:
    sided: list[tuple[str, str, str | None]] = [
        *(("equipment.yaml", entry.id, entry.side) for entry in lexicon.equipment.values()),
        *(("institutions.yaml", entry.id, entry.side) for entry in lexicon.institutions.values()),
        *(("offices.yaml", entry.id, entry.side) for entry in lexicon.holders.values()),
        *(("channels.yaml", entry.id, entry.side) for entry in lexicon.channels.values()),
    ]
    for source, id_, side in sided:
        if side is not None and side not in lexicon.sides:
            raise LexiconError(f"{source}, entry {id_!r}: no side {side!r} in sides.yaml. Add it there, or correct it.")
    for entry in lexicon.equipment.values():
        if entry.made_in is not None and (entry.made_in not in lexicon.sides or not _ISO2.fullmatch(entry.made_in)):
            raise LexiconError(
                f"equipment.yaml, entry {entry.id!r}: made_in {entry.made_in!r} is no state of sides.yaml. Correct it."
            )


def _check_chain(source: str, parents: Mapping[str, str | None]) -> None:
    for id_, parent in parents.items():
        if parent is not None and parent not in parents:
            raise LexiconError(f"{source}, entry {id_!r}: no entry {parent!r} for its parent. Add it, or correct it.")
    for id_ in parents:
        seen = {id_}
        step = parents[id_]
        while step is not None:
            if step in seen:
                raise LexiconError(f"{source}, entry {id_!r}: its parents come back to {step!r}. Break the circle.")
            seen.add(step)
            step = parents[step]


def _check_offices(lexicon: Lexicon) -> None:
    for office in lexicon.offices.values():
        wanted = office.institution
        if wanted is None:
            continue
        known = lexicon.institutions
        fits = any(wanted.replace("{side}", side.lower()) in known for side in lexicon.sides)
        if not fits:
            raise LexiconError(
                f"offices.yaml, entry {office.id!r}: no institution {wanted!r} for any side. Add one, or correct it."
            )
    for holder in lexicon.holders.values():
        if holder.institution is not None and holder.institution not in lexicon.institutions:
            raise LexiconError(
                f"offices.yaml, entry {holder.id!r}: no institution {holder.institution!r} in institutions.yaml."
                " Add it there, or correct it."
            )


def _check_forms(lexicon: Lexicon) -> None:
    claims: dict[tuple[TermKind, str], Form] = {}
    for form in lexicon.forms():
        other = claims.setdefault((form.kind, form.text.lower()), form)
        if other.id != form.id and not (_is_shared(lexicon, form) and _is_shared(lexicon, other)):
            raise LexiconError(
                f"{_FILES[form.kind]}, entry {form.id!r}: {form.text!r} already names {other.id!r}."
                " Take it out of one, or list it under `shared` in both."
            )


def _is_shared(lexicon: Lexicon, form: Form) -> bool:
    entry = lexicon.entry(form.kind, form.id)
    return entry is not None and form.text.lower() in {shared.lower() for shared in entry.shared}
