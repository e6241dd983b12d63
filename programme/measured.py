"""What can be seen to have changed by the rows of a log: planned and realised, in words."""

from dataclasses import dataclass
from datetime import date

from programme.entries import Entry


@dataclass(frozen=True)
class MeasuredYear:
    """A financial year of a measure: where it should have been and was at its end, and what moved
    in it.
    """

    year: str
    planned: str
    realised: str
    moved: str


@dataclass(frozen=True)
class Measured:
    """A row as it was measured at a position: values with their units, blank where there is none.
    `difference` is realised less planned; without a `measure` nothing is compared.
    """

    entry: Entry
    measure: str
    baseline: str
    target: str
    planned: str
    realised: str
    realised_on: date | None
    difference: str
    years: tuple[MeasuredYear, ...] = ()

    @property
    def reference(self):
        """What names the row in its log."""
        return self.entry.reference

    @property
    def figures(self) -> tuple:
        """All that was compared, as it is kept by whoever judges it."""
        return (self.baseline, self.target, self.planned, self.realised, self.difference)
