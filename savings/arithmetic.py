"""The arithmetic of savings, on whole pence. Pure functions: no models, no clock.

A line is anything with `kind`, `amount`, `starts_on`, `ends_on` (its last day, or None) and
`earlier`, pairs of a day and the amount in force before it. The amount of a permanent line is what
a whole year brings, that of a one-off line is brought once, in the financial year of its day.

One rule says which months count (`choices.WHOLE_MONTHS`): whole calendar months alone. What is in
force on a day, such as a run-rate, goes by the day itself.
"""

from dataclasses import dataclass
from datetime import timedelta

from programme.financial_years import financial_year_of, first_day, last_day, next_year, span
from programme.formats import money

from .choices import Kind


def whole_months(starts_on) -> int:
    """Whole months from the start to 31 March: 1 April gives 12, 15 October 5, 2 March none."""
    return _month(last_day(financial_year_of(starts_on))) + 1 - _from_month(starts_on)


def twelfths(pence_times_months) -> int:
    """A twelfth of yearly amounts times months, half a penny rounded up."""
    return (2 * pence_times_months + 12) // 24


def _month(day) -> int:
    return day.year * 12 + day.month


def _from_month(day) -> int:
    """The first month that counts whole from the day on."""
    return _month(day) if day.day == 1 else _month(day) + 1


def stretches(line) -> list[tuple]:
    """What a permanent line brings a year, and in which months: (first, month after, amount)."""
    edges = [_from_month(line.starts_on), *(_from_month(day) for day, _ in line.earlier)]
    amounts = [*(amount for _, amount in line.earlier), line.amount]
    end = _month(line.ends_on + timedelta(days=1)) if line.ends_on else None
    afters = [*edges[1:], end]
    if end:
        afters = [min(after or end, end) for after in afters]
    return list(zip(edges, afters, amounts, strict=True))


def in_year(line, year) -> int:
    """What the line brings in one financial year, if it lasts until its end."""
    if line.kind == Kind.ONE_OFF:
        return line.amount if year == financial_year_of(line.starts_on) else 0
    april = _month(first_day(year))
    months = (
        (min(april + 12, after or april + 12) - max(april, first), amount)
        for first, after, amount in stretches(line)
    )
    return twelfths(sum(max(count, 0) * amount for count, amount in months))


def running(line, day) -> int:
    """What a whole year of a permanent line brings as it stands on the day; 0 before and after."""
    if line.kind == Kind.ONE_OFF or day < line.starts_on:
        return 0
    if line.ends_on and day > line.ends_on:
        return 0
    return next((amount for before, amount in line.earlier if day < before), line.amount)


def run_rate(lines, day) -> int:
    """A whole year of every permanent line as it stands on the day."""
    return sum(running(line, day) for line in lines)


def years_of(line) -> set[str]:
    """The financial years of its start, of each change of its amount and of its end."""
    days = [line.starts_on, line.ends_on, *(day for day, _ in line.earlier)]
    return {financial_year_of(day) for day in days if day}


@dataclass(frozen=True)
class Year:
    """The figures of one financial year, in pence; none is a part of another's sum."""

    year: str
    permanent: int  # in-year: permanent lines, part-year where they begin
    one_off: int  # in-year: one-off lines
    full_year: int  # full-year effect of what begins, less that of what ends or is lowered
    run_rate: int  # a whole year of every permanent line that is in force on 31 March
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
        standing = run_rate(lines, last_day(year))
        before = run_rate(lines, first_day(year) - timedelta(days=1))
        found.append(
            Year(
                year,
                permanent,
                one_off,
                full_year=standing - before,
                run_rate=standing,
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
    in_year: int = 0  # what the year itself brings

    @property
    def uncovered(self):
        """What is spent of permanent money in the year beyond what the year itself brings."""
        return max(self.allocated - self.in_year, 0) if self.kind == Kind.PERMANENT else 0

    @property
    def uncovered_in_words(self):
        """The same as a sentence, without a full stop."""
        return (
            f"In {self.year} permanent savings bring {money(self.in_year)} and "
            f"{money(self.allocated)} of them is spent: {money(self.uncovered)} is not covered in "
            "that year"
        )

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
        found = [year for line in self.savings for year in years_of(line)]
        found += [next_year(financial_year_of(s.ends_on)) for s in self.savings if s.ends_on]
        found += [row.financial_year for row in self.reallocations]
        for carried in self.carry_forwards:
            found += [carried.financial_year, next_year(carried.financial_year)]
        return span(min(found), max(found)) if found else []

    def pot(self, kind, year) -> Pot:
        """The pot as it stands in a year."""
        lasting = kind == Kind.PERMANENT
        lines = [line for line in self.savings if line.kind == kind]
        brought = sum(in_year(line, year) for line in lines)
        taken = [
            row
            for row in self.reallocations
            if row.kind == kind
            and (row.financial_year <= year if lasting else row.financial_year == year)
        ]
        carried = [] if lasting else self.carry_forwards
        return Pot(
            kind,
            year,
            run_rate(lines, last_day(year)) if lasting else brought,
            _sum(taken),
            in_year=brought,
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
