"""Build the Lexicon: read the YAML files, fill in what they leave to parents and templates, check, and index.

A folder of the user's own may hold files of the same names: an entry there replaces the one of the same id, a new id
is added, and templates and word lists are replaced by name.
"""

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from rashomon.errors import LexiconError
from rashomon.lexicon.checks import check
from rashomon.lexicon.lexicon import Lexicon
from rashomon.lexicon.loader import convert, package_text, path_text, plain_yaml
from rashomon.lexicon.normal import spellings
from rashomon.lexicon.schema import (
    Channel,
    EquipmentEntry,
    Holder,
    Institution,
    InstitutionFile,
    InstitutionTemplate,
    Item,
    Office,
    OfficeFile,
    Side,
    SideFile,
    Target,
)
from rashomon.lexicon.terms import TermMatcher

E = TypeVar("E", bound=Struct)


def load(folder: Path | None = None) -> Lexicon:
    """Return the Lexicon of this package, with the user's own ``folder`` laid over it where given.

    Raises LexiconError, naming the file, the entry and what to do, at the first thing that does not validate.
    """
    return _packaged() if folder is None else _build(folder)


def matcher(folder: Path | None = None) -> TermMatcher:
    """Return the TermMatcher of ``load(folder)``; the package's own is built once."""
    return _packaged_matcher() if folder is None else TermMatcher(_build(folder))


@cache
def _packaged() -> Lexicon:
    return _build(None)


@cache
def _packaged_matcher() -> TermMatcher:
    return TermMatcher(_packaged())


def _build(folder: Path | None) -> Lexicon:
    if folder is not None and not folder.is_dir():
        raise LexiconError(f"{folder}: not a folder. Name the folder that holds your YAML files.")
    side_file = convert(_read("sides.yaml", folder), SideFile, source="sides.yaml")
    groups = {id_: {"kind": "group", **_mapping(entry, id_, "sides.yaml")} for id_, entry in side_file.groups.items()}
    sides = _entries({**side_file.states, **groups}, Side, "sides.yaml")
    office_file = convert(_read("offices.yaml", folder), OfficeFile, source="offices.yaml")
    institution_file = convert(_read("institutions.yaml", folder), InstitutionFile, source="institutions.yaml")
    institutions = _entries(_institutions(institution_file, sides), Institution, "institutions.yaml")
    items = _entries(_read("items.yaml", folder), Item, "items.yaml")
    lexicon = Lexicon(
        equipment=_entries(_inherited(_read("equipment.yaml", folder)), EquipmentEntry, "equipment.yaml"),
        institutions=institutions,
        offices=_entries(office_file.offices, Office, "offices.yaml"),
        holders=_entries(office_file.holders, Holder, "offices.yaml"),
        channels=_entries(_read("channels.yaml", folder), Channel, "channels.yaml"),
        sides=sides,
        items=items,
        targets=_entries(_read("targets.yaml", folder), Target, "targets.yaml"),
        forces=side_file.forces,
        item_forms=_item_forms(items),
        short_forms=_short_forms(institutions),
    )
    check(lexicon)
    return lexicon


def _read(name: str, folder: Path | None) -> dict[str, Any]:
    source, text = package_text(name)
    own = folder / name if folder is not None else None
    data = _mapping(plain_yaml(text, source=source), "", source)
    if own is None or not own.exists():
        return data
    added = _mapping(plain_yaml(path_text(own), source=str(own)), "", str(own))
    sectioned = name in ("sides.yaml", "offices.yaml", "institutions.yaml")
    for key, value in added.items():
        both = sectioned and isinstance(value, dict) and isinstance(data.get(key), dict)
        data[key] = {**data[key], **value} if both else value
    return data


def _mapping(data: Any, entry: str, source: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        where = f", entry {entry!r}" if entry else ""
        raise LexiconError(f"{source}{where}: expected a mapping of fields, found {type(data).__name__}. See its top.")
    return data


def _entries(data: dict[str, Any], kind: type[E], source: str) -> dict[str, E]:
    with_ids = {str(id_): {**_mapping(entry, str(id_), source), "id": str(id_)} for id_, entry in data.items()}
    return convert(with_ids, dict[str, kind], source=source)  # type: ignore[valid-type]


def _inherited(equipment: dict[str, Any]) -> dict[str, Any]:
    """Give every entry the class and role of its nearest ancestor that has them; circles are left to the checks."""
    filled: dict[str, Any] = {}
    for id_, entry in equipment.items():
        own = dict(_mapping(entry, id_, "equipment.yaml"))
        for wanted in ("class", "role"):
            step, seen = own, {id_}
            while wanted not in step and step.get("parent") in equipment and step["parent"] not in seen:
                seen.add(step["parent"])
                step = _mapping(equipment[step["parent"]], step["parent"], "equipment.yaml")
            if wanted in step:
                own[wanted] = step[wanted]
        filled[id_] = own
    return filled


def _institutions(file: InstitutionFile, sides: dict[str, Side]) -> dict[str, Any]:
    """Join what templates give, a party for every armed group, and the entries of the file, which add and win."""
    joined: dict[str, dict[str, Any]] = {}
    for template_id, template in file.templates.items():
        for side_id in template.sides:
            if side_id not in sides:
                raise LexiconError(
                    f"institutions.yaml, entry {template_id!r}: no side {side_id!r} in sides.yaml. Correct it."
                )
            joined[f"{side_id.lower()}-{template_id}"] = _filled(template, sides[side_id])
    for side in sides.values():
        if side.kind != "state":
            kind = "party" if side.kind in {"group", "party"} else "official"
            joined[side.id] = {"name": side.name, "kind": kind, "side": side.id, "aliases": list(side.aliases)}
    for id_, given in file.institutions.items():
        own = _mapping(given, id_, "institutions.yaml")
        base = joined.get(id_, {})
        both = {**base, **own}
        for several in ("aliases", "short"):
            if several in base and several in own and isinstance(own[several], list):
                both[several] = list(dict.fromkeys([*base[several], *own[several]]))
        if base.get("name") and base["name"] != both.get("name"):
            both["aliases"] = list(dict.fromkeys([base["name"], *both.get("aliases", ())]))
        joined[id_] = both
    return joined


def _filled(template: InstitutionTemplate, side: Side) -> dict[str, Any]:
    def fill(pattern: str) -> str:
        filled = pattern.replace("{country}", side.name)
        return filled.replace("{demonym}", side.adjective) if side.adjective else filled

    names = [name for name in map(fill, (template.name, *template.aliases)) if "{" not in name]
    return {
        "name": names[0] if names else template.name,
        "kind": template.kind,
        "side": side.id,
        "aliases": names[1:],
        "short": list(template.short),
    }


def _item_forms(items: dict[str, Item]) -> dict[str, str]:
    forms: dict[str, str] = {}
    for item in items.values():
        for form in item.forms():
            for spelt in {form.text, *spellings(form.text)}:
                forms.setdefault(spelt.lower(), item.id)
    for singular, id_ in list(forms.items()):
        forms.setdefault(f"{singular}s", id_)
    return forms


def _short_forms(institutions: dict[str, Institution]) -> dict[str, tuple[str, ...]]:
    short: dict[str, dict[str, None]] = {}
    for institution in institutions.values():
        for form in institution.short:
            short.setdefault(form.lower(), {})[institution.id] = None
    spelt: dict[str, dict[str, None]] = {}
    for form, ids in short.items():
        for spelling in {form, *spellings(form)}:
            spelt.setdefault(spelling, {}).update(ids)
    return {form: tuple(ids) for form, ids in spelt.items()}
