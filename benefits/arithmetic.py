"""The arithmetic of benefits. Pure functions: no models, no clock.

Values are whole hundredths of the measure's unit: pence for money, 9750 for 97.5%. Percentages are
Decimal, rounded half up to a tenth. They are shares of a *movement* from the baseline, never of the
baseline itself, so that a baseline of zero or below is nothing special; where the movement is none,
a percentage has no meaning and is said to be not defined.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from programme.financial_years import financial_year_of

from .choices import Counting, Direction

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Percentage:
    """A percentage, or in `why` the reason for which there is none."""

    value: Decimal | None
    why: str = ""

    def __str__(self):
        if self.value is None:
            return f"not defined: {self.why}"
        return f"{self.value}%".replace("-", "−")


def per_cent(part: int, whole: int) -> Decimal:
    """`part` of `whole` in per cent, to a tenth, half up. `whole` is not 0."""
    # Plus 0: no minus sign before a zero.
    return (Decimal(part) * 100 / Decimal(whole)).quantize(TENTH, ROUND_HALF_UP) + 0


def better(direction, value: int) -> int:
    """A change as an improvement: above 0 where the measure moved the way that it should."""
    return value if direction == Direction.UP else -value


def progress(baseline, target, actual) -> Percentage:
    """How far the actual value is from the baseline to the target; above 100 where it is passed."""
    for value, what in ((baseline, "baseline"), (target, "target"), (actual, "actual value")):
        if value is None:
            return Percentage(None, f"no {what}")
    if baseline == target:
        return Percentage(None, "the target equals the baseline")
    return Percentage(per_cent(actual - baseline, target - baseline))


def behind(direction, baseline, planned, actual) -> Percentage:
    """How far the actual value is behind plan, as a share of the planned movement.

    It is below 0 where it is ahead.
    """
    if planned is None:
        return Percentage(None, "nothing is planned for this day yet")
    if actual is None:
        return Percentage(None, "no actual value")
    if planned == baseline:
        return Percentage(None, "the plan asks for no change from the baseline")
    return Percentage(per_cent(better(direction, planned - actual), abs(planned - baseline)))


def reached(counting, baseline: int, values: list[int]) -> int | None:
    """Where values lead: the last level, or the baseline with every change; None without any."""
    if not values:
        return None
    return values[-1] if counting == Counting.LEVEL else baseline + sum(values)


@dataclass(frozen=True)
class Standing:
    """A benefit's plan and actual value on a day.

    `improved` is the variance as an improvement over the plan.
    """

    direction: str
    baseline: int | None
    target: int | None
    planned: int | None
    actual: int | None

    @property
    def variance(self) -> int | None:
        """Actual less planned."""
        return None if self.planned is None or self.actual is None else self.actual - self.planned

    @property
    def behind(self) -> Percentage:
        """How far behind plan."""
        return behind(self.direction, self.baseline, self.planned, self.actual)

    @property
    def progress(self) -> Percentage:
        """How far on the way to the target."""
        return progress(self.baseline, self.target, self.actual)

    @property
    def is_behind(self) -> bool | None:
        """Whether the actual value falls short of the plan; None with nothing to compare."""
        return None if self.variance is None else better(self.direction, self.variance) < 0

    def band(self, thresholds):
        """The band: without a percentage, green when not behind plan, and otherwise none."""
        if self.behind.value is not None:
            return thresholds.band(self.behind.value)
        return thresholds.band(Decimal(0)) if self.is_behind is False else None

    @property
    def words(self) -> str:
        """How the actual value stands against the plan, in words."""
        value = self.behind.value
        if self.variance is None:
            return f"Not rated: {self.behind.why}"
        if value is None:
            how = (
                "Behind plan" if self.is_behind else "Ahead of plan" if self.variance else "On plan"
            )
            return how if not self.variance else f"{how}; a percentage is {self.behind}"
        if value == 0 and self.variance:
            return f"Less than 0.1% {'behind' if self.is_behind else 'ahead of'} plan"
        return (
            "On plan"
            if value == 0
            else f"{abs(value)}% {'behind' if value > 0 else 'ahead of'} plan"
        )


def divided(amount: int, shares: list[Decimal]) -> list[int]:
    """`amount` by shares in per cent, in whole hundredths that add up to all shares together."""
    edges, so_far = [0], Decimal(0)
    for share in shares:
        so_far += share
        edges.append(int((amount * so_far / 100).quantize(Decimal(1), ROUND_HALF_UP)))
    return [right - left for left, right in zip(edges, edges[1:], strict=False)]


def gains(direction, counting, baseline: int, entries) -> dict[str, int]:
    """What the ledger's (day, value) entries gained over the baseline, in pence by financial year.

    A level counts in the year of its day alone: it is not gained again in each year that was not
    measured.
    """
    found: dict[str, int] = {}
    for on, value in entries:
        year = financial_year_of(on)
        if counting == Counting.LEVEL:
            found = {year: better(direction, value - baseline)}
        else:
            found[year] = found.get(year, 0) + better(direction, value)
    return found


def resting_on_savings(gained: dict[str, int], links) -> int:
    """How many of the pence gained are savings already.

    `links` are (pence, first year, whether it comes every year).
    """

    def linked(year):
        return sum(
            pence for pence, first, lasts in links if (year >= first if lasts else year == first)
        )

    return sum(min(max(pence, 0), linked(year)) for year, pence in gained.items())
