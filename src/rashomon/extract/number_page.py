"""quantities.yaml as the rows of a page: what docs/how-numbers-are-decided.md shows and a test compares."""

from typing import Any

import msgspec

from rashomon.extract.number_table import Bound, Plural, QuantityWords, Word


def _reading(entry: Any) -> str:
    """How an entry of the table reads, in the notation of the documentation ("n..none", "24..none, approximate")."""
    if isinstance(entry, Bound):
        return {
            "at_least": "n..none", "more_than": "n+1..none", "at_most": "0..n", "less_than": "0..n-1",
            "about": "n..n, approximate",
        }[entry.rule]  # fmt: skip
    if isinstance(entry, Word):
        high = "none" if entry.high is None else entry.high
        return f"{entry.low}..{high}" + (", approximate" if entry.approx or entry.kind == "vague" else "")
    if isinstance(entry, Plural):
        return f"{entry.low}..none, approximate"
    return "n"


def rows(words: QuantityWords) -> list[tuple[str, str, str, str]]:
    """The documentation's rows: the wordings, the kind, how they read, and why."""
    numerals = words.numerals
    found: list[tuple[str, str, str, str]] = []
    for name, values in msgspec.structs.asdict(numerals).items():
        say = ", ".join(f"`{word}`\u00a0{value}" for word, value in values.items())
        found.append((say, f"number ({name})", "n..n", 'Spelled numbers; hyphens and "and" join them.'))
    found.extend((_say(word), word.kind, _reading(word), word.why) for word in words.words)
    found.extend(
        (_say(bound), "bound, after" if bound.after else "bound", _reading(bound), bound.why) for bound in words.bounds
    )
    for name, markers in (("total", words.totals), ("addition", words.additions)):
        found.extend(
            (_say(marker), f"{name}, after" if marker.after else name, _reading(marker), marker.why)
            for marker in markers
        )
    found.extend((_say(plural), "plural", _reading(plural), plural.why) for plural in words.plurals)
    for name in words.not_counted.__struct_fields__:
        refusal = getattr(words.not_counted, name)
        found.append((_say(refusal), f"not counted ({name.replace('_', ' ')})", "", refusal.why))
    return found


def markdown(words: QuantityWords) -> str:
    """The rows as a Markdown table."""
    lines = ["| words | kind | reads | why |", "|---|---|---|---|"]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows(words)]
    return "\n".join(lines)


def _say(entry: Any) -> str:
    return ", ".join(f"`{wording}`" for wording in entry.say)
