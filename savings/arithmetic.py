"""The arithmetic of savings, on whole pence. Pure functions: no models, no clock.

A line is anything with `kind`, `amount` and `starts_on`. The amount of a permanent line is what a
whole year brings, that of a one-off line is brought once, in the financial year of its day.
"""

from dataclasses import dataclass

from programme.financial_years import financial_year_of, last_day, next_year, span

from .choices import Kind


def whole_months(starts_on) -> int:
    """Whole months from the start to 31 March: 1 April gives 12, 15 October 5, 2 March none."""
    end = last_day(financial_year_of(starts_on))
    months = (end.year - starts_on.year) * 12 + end.month - starts_on.month + 1
    return months if starts_on.day == 1 else months - 1


def part_year(amount, starts_on) -> int:
    """What a permanent line brings in its first year: whole twelfths, half a penny rounded up."""
    return (2 * amount * whole_months(starts_on) + 12) // 24


def in_year(line, year) -> int:
    """What the line brings in one financial year, if it lasts."""
    first = financial_year_of(line.starts_on)
    if line.kind == Kind.ONE_OFF:
        return line.amount if year == first else 0
    if year <= first:
        return part_year(line.amount, line.starts_on) if year == first else 0
    return line.amount


@dataclass(frozen=True)
class Year:
    """The figures of one financial year, in pence; none is a part of another's sum."""

    year: str
    permanent: int  # in-year: permanent lines, part-year where they begin
    one_off: int  # in-year: one-off lines
    full_year: int  # full-year effect: a whole year of the permanent lines that begin in this year
    run_rate: int  # a whole year of every permanent line begun by 31 March
    cumulative: int  # cash of permanent lines from the first year on, if they last
    cumulative_one_off: int

    @property
    def in_year(self):
        """Everything that the year brings."""
        return self.permanent + self.one_off

    @property
    def cash(self):
        """Everything that the years up to this one bring together."""
        return self.cumulative + self.cumulative_one_off


def by_year(lines, years) -> list[Year]:
    """The figures of each of `years`, which follow each other from before the first line on."""
    found, cumulative, cumulative_one_off = [], 0, 0
    for year in years:
        permanent = sum(in_year(line, year) for line in lines if line.kind == Kind.PERMANENT)
        one_off = sum(in_year(line, year) for line in lines if line.kind == Kind.ONE_OFF)
        cumulative, cumulative_one_off = cumulative + permanent, cumulative_one_off + one_off
        begun = [
            (financial_year_of(line.starts_on), line.amount)
            for line in lines
            if line.kind == Kind.PERMANENT
        ]
        found.append(
            Year(
                year,
                permanent,
                one_off,
                full_year=sum(amount for first, amount in begun if first == year),
                run_rate=sum(amount for first, amount in begun if first <= year),
                cumulative=cumulative,
                cumulative_one_off=cumulative_one_off,
            )
        )
    return found


@dataclass(frozen=True)
class Pot:
    """One kind of money in a financial year. Permanent money counts by its full-year effect."""

    kind: str
    year: str
    saved: int
    allocated: int
    carried_in: int = 0
    carried_out: int = 0

    @property
    def left(self):
        """What is not re-allocated."""
        return self.saved + self.carried_in - self.carried_out - self.allocated


class Pots:
    """The two pots of a programme over its years, from savings, re-allocations and carry-forwards.

    Permanent money stays in its pot from the year in which its saving begins. One-off money is
    there in its own year only, unless an approved carry-forward takes it into the next. Nothing
    passes from one pot to the other.
    """

    def __init__(self, savings, reallocations, carry_forwards=()):
        self.savings, self.reallocations, self.carry_forwards = (
            list(savings),
            list(reallocations),
            list(carry_forwards),
        )

    @property
    def years(self):
        """Every financial year that a row touches, without a gap."""
        found = [financial_year_of(line.starts_on) for line in self.savings]
        found += [row.financial_year for row in self.reallocations]
        for carried in self.carry_forwards:
            found += [carried.financial_year, next_year(carried.financial_year)]
        return span(min(found), max(found)) if found else []

    def pot(self, kind, year) -> Pot:
        """The pot as it stands in a year."""
        lasting = kind == Kind.PERMANENT

        def counts(first):
            return first <= year if lasting else first == year

        saved = [
            line
            for line in self.savings
            if line.kind == kind and counts(financial_year_of(line.starts_on))
        ]
        taken = [
            row for row in self.reallocations if row.kind == kind and counts(row.financial_year)
        ]
        carried = [] if lasting else self.carry_forwards
        return Pot(
            kind,
            year,
            _sum(saved),
            _sum(taken),
            carried_in=_sum(c for c in carried if next_year(c.financial_year) == year),
            carried_out=_sum(c for c in carried if c.financial_year == year),
        )

    def left(self, kind, year) -> int:
        """What can still be re-allocated: permanent money must be there in every later year too."""
        later = [other for other in self.years if other > year] if kind == Kind.PERMANENT else []
        return min(self.pot(kind, each).left for each in [year, *later])

    def overdrawn(self):
        """The first pot with more re-allocated or carried on than there is; None without one."""
        pots = (self.pot(kind, year) for year in self.years for kind in Kind)
        return next((pot for pot in pots if pot.left < 0), None)


def _sum(rows) -> int:
    return sum(row.amount for row in rows)
