"""Who said, thought or wanted what: PolNeAR's dev articles (84 US political reports), exact spans of source, cue and content.

A span is right where every character of it is: all parts of a content that other words interrupt, with its marks. Where
several people annotated an article, the reading is held against each and counts one k-th with each of k. They agree
with one another, held against each other in the same way, on 71 % of the cues, 77 % of the sources and 66 % of the
contents: a reader that beats that is as good as one more annotator.

The set's conventions, which are put on here and not in the reading:

- A token has one role in one attribution, so that what is said inside a content, a source or a quotation is not annotated.
- A source keeps the comma that closes an apposition, and the possessive ending of an owner ("the mayor's" promise).
- A line that is broken, or two spaces after a sentence, cut a content in two: parts with only white space between are one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from misses import Misses
from reading import Reader
from table import Row

from rashomon.extract import AttributionRelation, find_attributions

FILES = ("polnear/dev/text", "polnear/dev/attributions")
ROLES = ("cue", "source", "content")
GOALS = {"cue": 0.82, "source": 0.82, "content": 0.60}
PEERS = {"cue": 82.3, "source": 82.0, "content": 59.3}  # BBC Citron on its own gold

Spans = tuple[tuple[int, int], ...]
Attributed = dict[str, Spans]

_TEXT_BOUND = re.compile(r"^(T\d+)\t[\w-]+ ([\d ;]+)\t", re.M)
_EVENT = re.compile(r"^E\d+\t(.+)", re.M)


def measure(data: Path, reader: Reader, misses: Misses) -> list[Row]:
    """F1 of each role, and how many attributions a text nobody annotated."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    extra, texts = 0.0, 0
    for name, text, annotations in articles(data / "polnear" / "dev"):
        ours = read(reader, text)
        texts += 1
        for annotated in annotations:
            share = 1 / len(annotations)
            extra += share * sum(not _overlaps(each["cue"], [other["cue"] for other in annotated]) for each in ours)
            for role in ROLES:
                wanted = Counter(each[role] for each in annotated if each[role])
                made = Counter(each[role] for each in ours if each[role])
                right[role] += share * (wanted & made).total()  # type: ignore[assignment]
                found[role] += share * made.total()  # type: ignore[assignment]
                gold[role] += share * wanted.total()  # type: ignore[assignment]
        _note(misses, name, text, annotations[0], ours)
    rows = [
        Row(
            set="polnear", measure=f"{role} F1", ours=2 * right[role] / (found[role] + gold[role]), n=round(gold[role]),
            goal=GOALS[role], peer=f"{PEERS[role]} (Citron, its own gold)",
        )
        for role in ROLES
    ]  # fmt: skip
    rows.append(Row(set="polnear", measure="attributions without support", ours=extra / texts, n=texts, unit="a text"))
    return rows


def articles(folder: Path) -> Iterator[tuple[str, str, list[list[Attributed]]]]:
    """Each article's name and text, and what each of its annotators marked."""
    for path in sorted((folder / "text").iterdir()):
        text = path.read_bytes().decode("utf-8")
        files = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        yield path.stem, text, [list(annotated(file.read_text(encoding="utf-8"), text)) for file in files]


def annotated(standoff: str, text: str) -> Iterator[Attributed]:
    """The attributions of one brat file; the parts of a role in text order."""
    spans = {
        bound[1]: [(int(start), int(end)) for start, end in map(str.split, bound[2].split(";"))]
        for bound in _TEXT_BOUND.finditer(standoff)
    }
    for event in _EVENT.finditer(standoff):
        roles: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
        for argument in event[1].split():
            role, _, key = argument.partition(":")
            roles.get(role.rstrip("0123456789").lower(), []).extend(spans[key])
        yield {role: joined(text, tuple(sorted(parts))) for role, parts in roles.items()}


def read(reader: Reader, text: str) -> list[Attributed]:
    """Our attributions in the set's conventions."""
    relations = [each for each in find_attributions(reader.docs([text])[0], text) if not each.quoted]
    return [
        {"cue": joined(text, each.cue), "source": closed(text, each.source), "content": joined(text, each.content)}
        for each in relations
        if not any(_inside(each, other) for other in relations)
    ]


def joined(text: str, spans: Spans) -> Spans:
    """Parts with nothing but white space between them as one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def closed(text: str, source: Spans) -> Spans:
    """A source with the comma that closes its apposition, or its possessive ending."""
    if not source:
        return source
    *rest, (start, end) = joined(text, source)
    if "," in text[start:end] and text[end : end + 1] == ",":
        end += 1
    elif owned := re.match(r"['’]s?\b|['’]", text[end : end + 2]):
        end += len(owned[0])
    return (*rest, (start, end))


def _inside(one: AttributionRelation, other: AttributionRelation) -> bool:
    """Whether one attribution's cue lies in the content or source of another, which does not lie in its own content."""
    return (
        one is not other and _overlaps(one.cue[:1], [other.content + other.source]) and not _overlaps(other.cue[:1], [one.content])
    )  # fmt: skip


def _overlaps(spans: Spans, others: list[Spans]) -> bool:
    return any(start < last and first < end for start, end in spans for other in others for first, last in other)


def _note(misses: Misses, name: str, text: str, wanted: list[Attributed], ours: list[Attributed]) -> None:
    """List what was not found, and which part of what was found differs."""
    by_cue = {each["cue"]: each for each in ours}
    for each in wanted:
        found = by_cue.get(each["cue"])
        for role in ROLES:
            if found is None or found[role] != each[role]:
                said = None if found is None else _words(text, found[role])
                misses.add(
                    f"polnear {role}", name, _words(text, each[role]), said, _words(text, each["cue"] + each["content"])
                )
            if found is None:
                break


def _words(text: str, spans: Spans) -> str:
    return " … ".join(text[start:end] for start, end in spans)
