"""How far a milestone slipped: a range, because the words of a due date can mean several days."""

from dataclasses import dataclass
from datetime import date

from programme.formats import counted, lower_first


@dataclass(frozen=True)
class Slippage:
    """Days late, from the latest and from the earliest day that the first due date can mean.

    Below 0 is early. `settled` says that the milestone was delivered; until then the days are
    counted up to today.
    """

    least: int
    most: int
    settled: bool

    @property
    def is_certain(self):
        """Whether the milestone is late in every reading of its date."""
        return self.least > 0

    def __str__(self):
        words = _days(self.least, self.most)
        if self.settled:
            return words
        return (
            f"{words} so far"
            if self.is_certain
            else f"Not certainly late yet: {lower_first(words)} so far"
        )


def measure(earliest: date, latest: date, on: date, *, settled: bool) -> Slippage:
    """The slippage on the day `on` of a date that can mean `earliest` to `latest`."""
    return Slippage((on - latest).days, (on - earliest).days, settled)


def _days(least, most):
    if least == most == 0:
        return "On the day"
    if least >= 0:
        return f"{_count(least, most)} late" if least else f"Up to {_count(most)} late"
    if most <= 0:
        return f"{_count(-most, -least)} early" if most else f"Up to {_count(-least)} early"
    return f"Between {_count(-least)} early and {_count(most)} late"


def _count(first, last=None):
    last = first if last is None else last
    days = counted(last, "day")
    return days if first == last else f"{first:,} to {days}"
