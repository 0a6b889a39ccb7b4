"""Sentence cases: the records in ``tests/cases/sentences/*.yaml`` and what it means for a Claim to match one.

Only the keys that a case gives are compared. Count claims are stricter in two ways: their speaker is compared even
where no key names one (the case's ``voice``, else the publisher), and they must assert (CT+, PR+ or PS+) unless the
case says otherwise. A key may hold a list of answers that are equally right.
"""

from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import UNSET, Struct, UnsetType

from rashomon.model import COUNT_QUESTIONS, Document

from .words import Words, options

FOLDER = Path(__file__).parents[1] / "cases" / "sentences"
ASSERTED = ("CT+", "PR+", "PS+")


class Voice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose words all count claims of a case are, where a claim does not say otherwise."""

    speaker: Words | UnsetType = UNSET
    kind: Words | UnsetType = UNSET
    attribution: Words | UnsetType = UNSET
    through: list[str] | UnsetType = UNSET


class Expected(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a Claim must look like; keys left out are not compared."""

    question: Words
    item: Words | UnsetType = UNSET
    low: int | UnsetType | None = UNSET
    high: int | UnsetType | None = UNSET
    approx: bool | UnsetType = UNSET
    speaker: Words | UnsetType = UNSET
    kind: Words | UnsetType = UNSET
    side: str | UnsetType | None = UNSET
    through: list[str] | UnsetType = UNSET
    factuality: Words | UnsetType = UNSET
    attribution: Words | UnsetType = UNSET
    by: Words | UnsetType | None = UNSET
    subset_of: Words | UnsetType | None = UNSET
    derived: bool | UnsetType = UNSET
    denies: str | UnsetType = UNSET
    level: str | UnsetType = UNSET
    name: Words | UnsetType = UNSET
    country: str | UnsetType | None = UNSET
    edtf: Words | UnsetType = UNSET
    start: str | UnsetType | None = UNSET
    end: str | UnsetType | None = UNSET
    first: str | UnsetType = UNSET
    last: str | UnsetType = UNSET
    precision: Words | int | UnsetType = UNSET
    event: str | UnsetType = UNSET

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that would all be right."""
        return options(self.question)

    @property
    def is_count(self) -> bool:
        """Whether it answers a count question."""
        return any(question in COUNT_QUESTIONS for question in self.questions)


class Case(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One to four sentences and what a careful coder reads in them.

    ``claims`` must be found, ``may`` are neither required nor wrong, ``absent`` must not be made; ``none`` means that
    the text reports nothing at all. ``xfail`` names a known limit.
    """

    id: str
    text: str
    published: str | None = "2024-11-26"
    publisher: str = "Example Daily"
    split: str = "dev"
    voice: Voice = Voice()
    claims: list[Expected] = []
    may: list[Expected] = []
    absent: list[Expected] = []
    none: bool = False
    xfail: str | None = None
    theme: str = ""

    @property
    def document(self) -> Document:
        """The text as a Document."""
        return Document.of(self.text, publisher=self.publisher, published=self.published, id=f"case-{self.id}")

    def filled(self, expected: Expected) -> Expected:
        """``expected`` with the case's voice, and the publisher's where there is none, on count claims."""
        if not expected.is_count:
            return expected
        changes: dict[str, Any] = {}
        if expected.speaker is UNSET:
            changes["speaker"] = self.publisher if self.voice.speaker is UNSET else self.voice.speaker
            for key in ("kind", "attribution", "through"):
                if getattr(expected, key) is UNSET:
                    changes[key] = getattr(self.voice, key)
        if expected.factuality is UNSET:
            changes["factuality"] = list(ASSERTED)
        return msgspec.structs.replace(expected, **changes)


class _Loader(yaml.SafeLoader):
    """YAML without dates: a day is a string here, as it is in a Document."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load_cases(folder: Path = FOLDER) -> list[Case]:
    """Every case of every file, in file order; ``theme`` is the file's name."""
    cases: list[Case] = []
    for path in sorted(folder.glob("*.yaml")):
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
        try:
            read = msgspec.convert(rows, list[Case])
        except msgspec.ValidationError as error:
            raise ValueError(f"{path.name}: {error}") from error
        cases.extend(msgspec.structs.replace(case, theme=path.stem, text=case.text.strip()) for case in read)
    return cases
