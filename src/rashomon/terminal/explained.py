"""Why two Reports are one Event or are not: the sum over their features, and what overrides it."""

import math

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from rashomon.model import Judgement
from rashomon.pipeline import Explained
from rashomon.terminal.console import text
from rashomon.terminal.words import one_line, value

_STYLES = {"SAME": "bold green", "DIFFERENT": "bold red", "UNSURE": "bold yellow"}


def explained_page(found: Explained) -> RenderableType:
    """Every feature with its weight and reason, the total against the thresholds, people's verdicts, and the outcome."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0), show_footer=True)
    table.add_column("weight", footer=text(_weight(found.total), "bold"), justify="right", no_wrap=True)
    table.add_column("feature", footer=text("total", "bold"), style="yellow", no_wrap=True)
    table.add_column("reason", footer=_against(found))
    for reason in found.judgement.reasons:
        table.add_row(text(_weight(reason.weight)), text(reason.code), text(one_line(reason.text)))
    lines: list[RenderableType] = [
        Text.assemble(text(found.left, "cyan"), "  and  ", text(found.right, "cyan")),
        "",
        table,
        "",
    ]
    verdict = found.judgement.verdict
    lines.append(Text.assemble(text(verdict, _STYLES[verdict]), "  by the sum"))
    lines += [Text.assemble(text(one.verdict, _STYLES[one.verdict]), text(f"  by {_who(one)}")) for one in found.people]
    lines.append(text(_outcome(found)))
    for one in found.inferred:
        thing = "day" if one.question == "when" else "place"
        lines.append(text(f"{one.report} gives no exact {thing} and takes it from the event: {value(one.value)}."))
    return Group(*lines)


def _weight(weight: float | None) -> str:
    """A weight with its sign; minus infinity is a feature that alone keeps two Reports apart."""
    if weight is None:
        return ""
    return "forbids" if weight == -math.inf else f"{weight:+.2f}"


def _against(found: Explained) -> Text:
    return text(f"SAME from {found.same_from:+.2f}, UNSURE from {found.unsure_from:+.2f}", "dim")


def _who(judgement: Judgement) -> str:
    when = f", {judgement.time}" if judgement.time else ""
    why = "".join(f": {one_line(reason.text)}" for reason in judgement.reasons[:1])
    return f"{judgement.author}{when}{why}"


def _outcome(found: Explained) -> str:
    """Where the two stand, and why where the sum alone would have it otherwise."""
    people = bool(found.people) and found.people[-1].verdict != "UNSURE"
    if found.together:
        if people:
            why = " A person's verdict wins over the sum."
        else:
            why = "" if found.judgement.verdict == "SAME" else " Others that agree with both join them."
        return f"They stand in one event, {found.together}.{why}"
    if people:
        why = " A person's verdict wins over the sum."
    elif found.judgement.verdict == "SAME":
        why = (
            " What forbids one of them with others of that event keeps them apart." if found.compared
            else " They share no key, so the pair was not looked at."
        )  # fmt: skip
    else:
        why = (
            " UNSURE waits for a person: 'rashomon merge' or 'rashomon split'."
            if found.judgement.verdict == "UNSURE"
            else ""
        )
    return f"They stand in two events.{why}"
