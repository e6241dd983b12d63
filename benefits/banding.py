"""Red, amber and green by how far a benefit is behind its plan, under a programme's own thresholds.

A share on the edge belongs to the better band: with green up to 5%, exactly 5.0% behind is green
and 5.1% is amber. Shares are rounded to a tenth before they are banded, so that a printed figure
and its band always agree.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError

from programme.bands import BANDS, WORDS


def plain(value: Decimal) -> str:
    """A percentage without needless zeros: 5, 7.5."""
    return f"{Decimal(value).normalize():f}"


@dataclass(frozen=True)
class Thresholds:
    """Per cent behind plan: green to `green_to`, amber between its two, red above `red_from`."""

    green_to: Decimal = Decimal(5)
    amber_from: Decimal = Decimal(5)
    amber_to: Decimal = Decimal(15)
    red_from: Decimal = Decimal(15)

    def band(self, behind: Decimal):
        """The band of a share behind plan; a benefit ahead of plan is green."""
        key = "green" if behind <= self.green_to else "amber" if behind <= self.amber_to else "red"
        return BANDS[key]

    def check(self):
        """Refuses thresholds that leave a share without a band or give it two.

        Raises:
            ValidationError: beside the field that does not meet its neighbour.
        """
        problems = {}
        if self.green_to < 0:
            problems["green_to"] = "What is on plan is green: enter 0 or more."
        if self.amber_to <= self.amber_from:
            problems["amber_to"] = "Amber has to end above where it begins."
        for field, lower, upper in (
            ("amber_from", self.green_to, self.amber_from),
            ("red_from", self.amber_to, self.red_from),
        ):
            low, high = sorted([lower, upper])
            has = "has no band" if upper > lower else "has two bands"
            if low != high:
                between = f"What is {plain(low)}% to {plain(high)}% behind plan"
                problems[field] = f"{between} {has}. Enter {plain(lower)}."
        if problems:
            raise ValidationError(problems)

    def words(self, key) -> str:
        """The range of a band in words."""
        return {
            "green": f"up to {plain(self.green_to)}% behind plan",
            "amber": f"more than {plain(self.amber_from)}%, up to {plain(self.amber_to)}%",
            "red": f"more than {plain(self.red_from)}%",
        }[key]

    def sentence(self) -> str:
        """The key that is printed under a table."""
        return " ".join(f"{WORDS[key]}: {self.words(key)}." for key in ("green", "amber", "red"))
