"""What every step on the budget and the reserves shares."""

from django.utils import timezone

from programme.financial_years import last_day, nearest_day
from programme.formats import day
from programme.records import (
    begin_change,
    begin_step,
    lock_programme,
    refuse,
    refuse_future,
    refuse_if,
)

from ..choices import STEPS, Kind
from ..models import PeriodLock
from ..permissions import KEEP

# The line's column that adds up each kind of posting.
TOTAL = {Kind.COMMITMENT: "committed", Kind.SPEND: "spent"}
NOTHING = "Enter a sum above 0."


def hold_budget(programme):
    """Holds the programme's budget, so that no period is locked in the middle of a step."""
    lock_programme(programme)


def begin(line, step, **who):
    hold_budget(line.programme)
    return begin_step(line, step, STEPS, permission=KEEP, **who)


def begin_to_change(line, **who):
    hold_budget(line.programme)
    return begin_change(line, STEPS, permission=KEEP, **who)


def refuse_if_locked(programme, on, field=None):
    """Refuses what would be dated in a locked period, naming the period and who locked it."""
    lock = PeriodLock.objects.in_force(programme).meeting(on, on).first()
    if lock:
        since = day(timezone.localdate(lock.locked_at))
        message = f"{lock} is locked, by {lock.locked_by_name} on {since}"
        unlock = "A finance officer can unlock it."
        refuse(f"{message}: nothing can be dated {day(on)}. {unlock}", field)


def refuse_day(line, on, at, *, earliest=None):
    """Refuses a day in the future, before `earliest`, past the line's year, or locked."""
    refuse_future(on, at, "on")
    latest = last_day(line.financial_year)
    year = f"{line.reference} is for {line.financial_year}, which ended on {day(latest)}."
    refuse_if(on > latest, year, "on")
    refuse_before(on, earliest)
    refuse_if_locked(line.programme, on, "on")


def refuse_before(on, earliest):
    refuse_if(earliest and on < earliest, f"Enter {day(earliest)} or a later day.", "on")


def refuse_year_if_locked(line, at, field=None):
    """A figure for a whole year counts on the day of that year which is nearest to today."""
    on = nearest_day(line.financial_year, timezone.localdate(at))
    refuse_if_locked(line.programme, on, field)


def refuse_if_any_locked(line, at):
    """Refuses to take a line away where a lock covers its year's figures, or money dated on it."""
    refuse_year_if_locked(line, at)
    for on in sorted(set(line.postings.values_list("on", flat=True))):
        refuse_if_locked(line.programme, on)
