"""Read a YAML knowledge file into typed records, and say what is wrong with it in words an analyst can act on.

The files use YAML's core types only: text, whole and decimal numbers, ``true``/``false`` and ``null``. Everything else
that YAML 1.1 would convert stays text, so that ``NO`` is Norway and ``12:30`` a clock time. A key given twice is an
error, not the last one wins. Parsing uses PyYAML's C parser where it is installed and the Python one elsewhere.
"""

import re
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

import msgspec
import yaml

from rashomon.errors import LexiconError

T = TypeVar("T")

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = "tag:yaml.org,2002:int"
_FLOAT = "tag:yaml.org,2002:float"
_BOOL = "tag:yaml.org,2002:bool"
_NULL = "tag:yaml.org,2002:null"
_STR = "tag:yaml.org,2002:str"
_SEQ = "tag:yaml.org,2002:seq"
_MAP = "tag:yaml.org,2002:map"
_WORDS = {"true": _BOOL, "false": _BOOL, "null": _NULL, "~": _NULL, "": _NULL}
_INTEGER = re.compile(r"[-+]?\d+")
_DECIMAL = re.compile(r"[-+]?\d+\.\d*(?:e[-+]?\d+)?")
_PATH_STEP = re.compile(r"\[(\d+)\]|\.([\w-]+)")


class _Loader(_Base):  # type: ignore[misc]
    """The safe loader with the core types only; resolving them directly halves the time of PyYAML's own resolver."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: tuple[bool, bool]) -> str:
        if kind is not yaml.ScalarNode:
            return _SEQ if kind is yaml.SequenceNode else _MAP
        if not implicit[0]:
            return _STR
        if value in _WORDS:
            return _WORDS[value]
        if value[0] in "-+0123456789":
            return _INT if _INTEGER.fullmatch(value) else _FLOAT if _DECIMAL.fullmatch(value) else _STR
        return _STR

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Skip PyYAML's path resolvers: there are none."""

    def ascend_resolver(self) -> None:
        """Skip PyYAML's path resolvers: there are none."""


def load_yaml(name: str, type: type[T]) -> T:  # noqa: A002 - reads as the call does: load_yaml(name, type)
    """Read one knowledge file of this package (``cues.yaml``, or ``cues``) as ``type``.

    Raises LexiconError, naming the file, the entry and what to do, where it is missing, is not YAML or does not fit.
    """
    source, text = package_text(name)
    return parse_yaml(text, type, source=source)


def package_text(name: str) -> tuple[str, str]:
    """Return the file name and the text of one knowledge file of this package."""
    file_name = f"{name.removesuffix('.yaml')}.yaml"
    try:
        return file_name, files("rashomon.lexicon").joinpath(file_name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{file_name}: cannot be read ({error}). Reinstall rashomon.") from error


def path_text(path: Path) -> str:
    """Return the text of a knowledge file of the user's own."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read ({error}). Check the path, and save the file as UTF-8.") from error


def parse_yaml(text: str, type: type[T], *, source: str) -> T:  # noqa: A002
    """Read YAML ``text`` as ``type``; ``source`` names it in errors.

    Raises LexiconError with the line of a syntax error, or with the entry (its ``id`` or key) of one that does not fit.
    """
    return convert(plain_yaml(text, source=source), type, source=source)


def plain_yaml(text: str, *, source: str) -> Any:
    """Read YAML ``text`` as dicts, lists and scalars of the core types; errors as ``parse_yaml``."""
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
        return None if node is None else _plain(node, source)
    except yaml.YAMLError as error:
        raise LexiconError(f"{source}{_line(error)}: not valid YAML ({_problem(error)}). Correct that line.") from error
    except RecursionError as error:
        raise LexiconError(f"{source}: nested too deeply, or an anchor holds itself. Write it out flat.") from error


def convert(data: Any, type: type[T], *, source: str) -> T:  # noqa: A002
    """Fit plain ``data`` to ``type``, strictly; errors as ``parse_yaml``."""
    try:
        return msgspec.convert(data, type, strict=True)
    except msgspec.ValidationError as error:
        raise LexiconError(_explain(error, data, type, source)) from error


def _plain(node: yaml.Node, source: str) -> Any:
    """Turn the node into Python's own dicts, lists and scalars."""
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, source)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, source) for child in node.value]
    mapping: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = _plain(key_node, source)
        if not isinstance(key, (str, int, float)):
            raise LexiconError(f"{source}, line {key_node.start_mark.line + 1}: a key must be a word. Quote it.")
        if key in mapping:
            raise LexiconError(
                f"{source}, line {key_node.start_mark.line + 1}: {key!r} is given twice. Keep one, or merge the two."
            )
        mapping[key] = _plain(value_node, source)
    return mapping


def _scalar(node: yaml.ScalarNode, source: str) -> str | int | float | bool | None:
    tag, value = node.tag, node.value
    if tag == _STR:
        return str(value)
    if tag == _INT:
        return int(value)
    if tag == _FLOAT:
        return float(value)
    if tag == _BOOL:
        return bool(value == "true")
    if tag == _NULL:
        return None
    raise LexiconError(
        f"{source}, line {node.start_mark.line + 1}: the tag {tag!r} is not used here. Write plain text or a number."
    )


def _line(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f", line {mark.line + 1}" if mark is not None else ""


def _problem(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or error)


def _explain(error: msgspec.ValidationError, data: Any, type: Any, source: str) -> str:  # noqa: A002
    """Say which entry a msgspec message is about: its path names a position, a person needs the id."""
    entry = ""
    if isinstance(data, dict) and get_origin(type) is dict:
        entry, error, data = _first_misfit(data, get_args(type)[1], error)
    problem, _, path = str(error).partition(" - at `")
    fields: list[str] = []
    here = data
    for index, key in _PATH_STEP.findall(path):
        if index:
            here = here[int(index)] if isinstance(here, list) and int(index) < len(here) else None
            step = f"number {int(index) + 1}"
        else:
            here = here.get(key) if isinstance(here, dict) else None
            step = key
        named = here.get("id") if isinstance(here, dict) else None
        if named is not None:
            entry, fields = str(named), []
        elif not entry and isinstance(here, dict):
            entry = step
        else:
            fields.append(step)
    where = f", entry {entry!r}" if entry else ""
    what = f", field {'.'.join(fields)!r}" if fields else ""
    return f"{source}{where}{what}: {problem}. Correct it; the fields are described at the top of the file."


def _first_misfit(
    data: dict[str, Any],
    type: Any,  # noqa: A002
    error: msgspec.ValidationError,
) -> tuple[str, msgspec.ValidationError, Any]:
    """Find the first entry that does not fit, which msgspec's own path (``[...]``) does not name."""
    for key, value in data.items():
        try:
            msgspec.convert(value, type, strict=True)
        except msgspec.ValidationError as its_own:
            return str(key), its_own, value
    return "", error, data
