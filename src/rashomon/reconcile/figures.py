"""What each origin speaker says on one count, over time: the current figure, since when it stands, what it replaced.

A newer figure supersedes, a vaguer restatement does not undo an exact one, and a speaker that denies what it said before
has withdrawn it.
"""

import math

from msgspec import Struct
from msgspec.structs import replace

from rashomon.model import Account, Claim, Speaker
from rashomon.reconcile.accounts import FIRM, Case, Group, newest, quantity_of, speaker_of, strongest
from rashomon.reconcile.lattice import counts_some
from rashomon.values import Quantity

# Questions whose figure grows as more becomes known; of two figures of one day the higher is the later.
CUMULATIVE = frozenset({"killed", "injured", "casualties", "damaged", "destroyed", "captured"})
# Of these a hospital counts those who were brought to it.
TREATED = frozenset({"killed", "injured", "casualties"})


class Figure(Struct, frozen=True, kw_only=True):
    """An Account of a count with what comparing it needs: its interval, since when it stands, how it came about.

    ``partial``: it counts those brought to one hospital. ``withdrawn``: the figures that the speaker has taken back.
    """

    account: Account
    quantity: Quantity
    claims: tuple[Claim, ...]
    since: str = ""
    inconsistent: bool = False
    widened: bool = False
    partial: bool = False
    superseded: tuple[Quantity, ...] = ()
    withdrawn: tuple[Quantity, ...] = ()

    @property
    def speaker(self) -> Speaker:
        """Who says it."""
        return self.account.speaker

    @property
    def denial(self) -> bool:
        """Whether it denies the figure."""
        return self.account.factuality.endswith("-")

    @property
    def until(self) -> str:
        """When it was last said."""
        return self.account.as_of or ""

    @property
    def reach(self) -> tuple[float, float]:
        """The bounds of what it leaves possible: a part bounds its whole from below, "about" reaches a tenth to either side."""
        low, high = self.quantity.low, self.quantity.high
        if self.quantity.approx and high is not None and low is not None:
            low, high = max(0, low - max(1, low // 10)), high + max(1, high // 10)
        return low or 0, math.inf if high is None or self.widened or self.partial else high


def figures_of(group: Group, case: Case) -> list[Figure]:
    """One Figure for each origin speaker of a group, and one more where the speaker also denies a figure.

    Of a figure and a denial of it by one speaker the later stands: the other is withdrawn.
    """
    voices: dict[str, dict[bool, list[Claim]]] = {}
    for claim in group.claims:
        voices.setdefault(claim.origin.id, {}).setdefault(claim.factuality.endswith("-"), []).append(claim)
    found = []
    for _, told in sorted(voices.items()):
        both = [_figure(told[denial], group, case) for denial in sorted(told)]
        found += [_withdraw(*both)] if len(both) > 1 and _takes_back(*both) else both
    return found


def _takes_back(said: Figure, denied: Figure) -> bool:
    """Whether one speaker's denial covers its own figure and is of another date: both cannot stand."""
    covers = denied.quantity.high is None and not denied.quantity.low
    return said.until[:10] != denied.until[:10] and (covers or contains(denied.quantity, said.quantity))


def _withdraw(said: Figure, denied: Figure) -> Figure:
    last, first = (denied, said) if _latest(denied) > _latest(said) else (said, denied)
    gone = {claim.id for claim in first.claims} | {*first.account.earlier}
    earlier = tuple(sorted({*last.account.earlier, *gone} - {*last.account.claims}))
    account = replace(last.account, earlier=earlier)
    return replace(last, account=account, withdrawn=(first.quantity,) if last is denied else ())


def _latest(one: Figure) -> str:
    return one.until if "T" in one.until else f"{one.until}T24"


def _figure(claims: list[Claim], group: Group, case: Case) -> Figure:
    if len(claims) == 1:
        return _only(claims[0], group, case)
    speaker = speaker_of(claims)
    firm = [claim for claim in claims if claim.factuality in FIRM or claim.factuality.endswith("-")] or claims
    plain = [claim for claim in firm if claim.id not in group.widened] or firm
    days: dict[str, list[Claim]] = {}
    for claim in plain:
        days.setdefault(case.date(claim)[:10], []).append(claim)
    current, quantity, inconsistent, since = [], None, False, ""
    superseded: list[Quantity] = []
    for day in sorted(days):
        latest, said, clash = _one_day(days[day], group.question, case)
        if quantity is not None and contains(said, quantity):
            current = current + latest  # a vaguer restatement: the exact figure stands
            continue
        if quantity is not None and not contains(quantity, said):
            superseded.append(quantity)
        current, quantity, inconsistent = latest, said, clash
        since = min(case.date(claim) for claim in latest)
    kept = {claim.id for claim in current}
    value = quantity or Quantity(low=None, high=None)
    account = Account(
        speaker=speaker, low=value.low, high=value.high, factuality=strongest(current), as_of=newest(current, case),
        claims=tuple(sorted(kept)), earlier=tuple(sorted({claim.id for claim in claims} - kept)),
        derived=all(claim.derived_from for claim in current),
    )  # fmt: skip
    return Figure(
        account=account, quantity=value, claims=tuple(current), since=since, inconsistent=inconsistent,
        widened=all(claim.id in group.widened for claim in current), superseded=tuple(superseded),
        partial=group.question in TREATED and counts_some(speaker),
    )  # fmt: skip


def _only(claim: Claim, group: Group, case: Case) -> Figure:
    """The Figure of one Claim."""
    value, since = quantity_of(claim), case.date(claim)
    account = Account(
        speaker=claim.origin, low=value.low, high=value.high, factuality=claim.factuality, as_of=since or None,
        claims=(claim.id,), derived=bool(claim.derived_from),
    )  # fmt: skip
    return Figure(
        account=account, quantity=Quantity(low=value.low, high=value.high, approx=value.approx), claims=(claim,), since=since,
        widened=claim.id in group.widened, partial=group.question in TREATED and counts_some(claim.origin),
    )  # fmt: skip


def _one_day(claims: list[Claim], question: str, case: Case) -> tuple[list[Claim], Quantity, bool]:
    """What a speaker's claims of one day come to: their common range, the later one, or (clashing) their hull."""
    common = _intersection([quantity_of(claim) for claim in claims])
    if common is not None:
        return claims, common, False
    stamps = sorted({case.date(claim) for claim in claims})
    if len(stamps) > 1 and all(len(stamp) > len("2024-12-11") for stamp in stamps):
        last = [claim for claim in claims if case.date(claim) == stamps[-1]]
        return _one_day(last, question, case)
    if question in CUMULATIVE:
        top = max(quantity_of(claim).bounds[0] for claim in claims)
        return _one_day([c for c in claims if quantity_of(c).bounds[0] == top], "", case)
    lows, highs = zip(*(quantity_of(claim).bounds for claim in claims), strict=True)
    high = max(highs)
    # Some are lost to jamming and some fly on: two figures of what was diverted are no contradiction.
    clash = question != "diverted"
    return claims, Quantity(low=int(min(lows)), high=None if high == float("inf") else int(high)), clash


def _intersection(quantities: list[Quantity]) -> Quantity | None:
    low = max(quantity.bounds[0] for quantity in quantities)
    high = min(quantity.bounds[1] for quantity in quantities)
    if low > high:
        return None
    lows = [quantity.low for quantity in quantities if quantity.low is not None]
    return Quantity(
        low=max(lows) if lows else None,
        high=None if high == float("inf") else int(high),
        approx=all(quantity.approx for quantity in quantities),
    )


def contains(outer: Quantity, inner: Quantity) -> bool:
    """Whether all that ``inner`` allows lies within ``outer``."""
    return outer.bounds[0] <= inner.bounds[0] and inner.bounds[1] <= outer.bounds[1]
