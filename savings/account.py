"""The account of a programme's savings: every figure that pages and reports print."""

from functools import cached_property

from programme.financial_years import financial_year_of, span
from programme.log import logs

from .arithmetic import Pots, by_year, in_year, run_rate, years_of
from .choices import LIVE, SECURED, CarryState, Certainty, Kind, TargetState
from .models import Achievement, CarryForward, Reallocation, Saving, Target


def pots(programme) -> Pots:
    """The two pots of a programme as they stand now, in three queries."""
    return Pots(
        Saving.objects.of(programme).secured(),
        Reallocation.objects.of(programme).counted(),
        CarryForward.objects.of(programme).approved(),
    )


class Account:
    """Everything that was recorded at a position. Only approved and achieved savings count."""

    def __init__(self, position):
        self.position = position

    def _entries(self, model):
        return list(next(log for log in logs() if log.model is model).entries(self.position))

    @cached_property
    def savings(self):
        """All savings but the withdrawn ones."""
        return [saving for saving in self._entries(Saving) if saving.state in LIVE]

    @cached_property
    def potential(self):
        """The savings that nobody counts on yet: they stand outside every total."""
        return [saving for saving in self.savings if saving.certainty == Certainty.POTENTIAL]

    @cached_property
    def secured(self):
        """The savings that count: approved or achieved."""
        return [saving for saving in self.savings if saving.state in SECURED]

    @cached_property
    def targets(self):
        """The targets in force, in the order of their years."""
        found = [target for target in self._entries(Target) if target.state == TargetState.IN_FORCE]
        return sorted(found, key=lambda target: target.financial_year)

    @cached_property
    def reallocations(self):
        """The re-allocations whose money is taken."""
        return [row for row in self._entries(Reallocation) if row.counts]

    @cached_property
    def carry_forwards(self):
        """The carry-forwards that are requested or approved."""
        return [row for row in self._entries(CarryForward) if row.state != CarryState.DROPPED]

    @cached_property
    def pots(self):
        """The two pots."""
        approved = [row for row in self.carry_forwards if row.state == CarryState.APPROVED]
        return Pots(self.secured, self.reallocations, approved)

    @cached_property
    def achieved(self):
        """What was achieved, in pence by financial year."""
        found = {}
        known = Achievement.objects.by_year(self.savings, self.position)
        for (_, year), pence in known.items():
            found[year] = found.get(year, 0) + pence
        return found

    @cached_property
    def years(self):
        """Every financial year from the first to the last that a target, a saving that counts, its
        money or what it achieved touches, the position's own year among them.
        """
        known = [*self.pots.years, *(target.financial_year for target in self.targets)]
        known += [*self.achieved, *(year for line in self.secured for year in years_of(line))]
        own = financial_year_of(self.position.day)
        return span(min(*known, own), max(*known, own)) if known else []

    @cached_property
    def figures(self):
        """The figures of each year: in-year, full-year effect, run-rate, cumulative cash."""
        return by_year(self.secured, self.years)

    @cached_property
    def target_figures(self):
        """The same for the targets, if each were met from its first day and lasted."""
        return by_year(self.targets, self.years)

    @cached_property
    def lasting_targets(self):
        """The targets of permanent savings."""
        return [target for target in self.targets if target.kind == Kind.PERMANENT]

    @cached_property
    def targets_met(self):
        """The figures of the last year for which a permanent target is set; None without one."""
        last = self.lasting_targets[-1].financial_year if self.lasting_targets else None
        return next((year for year in self.target_figures if year.year == last), None)

    @cached_property
    def uncovered(self):
        """Pots of years that bring less than is spent of permanent money in them."""
        found = (self.pots.pot(Kind.PERMANENT, year) for year in self.pots.years)
        return [pot for pot in found if pot.uncovered]

    def in_year(self, year):
        """What the savings that count bring in one year, by kind."""
        return {
            kind: sum(in_year(line, year) for line in self.secured if line.kind == kind)
            for kind in Kind
        }

    def run_rate(self, day):
        """A whole year of every permanent saving that counts, has begun by `day` and lasts."""
        return run_rate(self.secured, day)
