"""Benefits as they were measured: planned and realised to a day, and year by year."""

from programme.financial_years import financial_year_of, first_day, last_day, span
from programme.measured import Measured, MeasuredYear

from .arithmetic import reached
from .models import Actual, PlannedValue

NOTHING, STILL = "Nothing posted", "No movement"


def measured_of(benefits, position) -> list[Measured]:
    """Each of `benefits` as it was measured at a position; two queries for all."""
    benefits = PlannedValue.objects.attach_to(list(benefits), position)
    ledger = {benefit.pk: [] for benefit in benefits}
    for entry in Actual.objects.standing(position).filter(benefit__in=list(ledger)):
        ledger[entry.benefit_id].append(entry)
    return [_measured(one, ledger[one.pk], position.day) for one in benefits]


def _measured(benefit, entries, day):
    stands = benefit.stands
    values = (benefit.baseline, benefit.target, stands.planned, benefit.actual)
    return Measured(
        benefit,
        benefit.measure,
        *map(benefit.written, values),
        benefit.actual_on,
        benefit.written_change(stands.variance),
        tuple(_years(benefit, entries, day)),
    )


def _years(benefit, entries, day):
    """From the year of the baseline to that of the day, which may not be over."""
    if benefit.baseline is None:
        return
    for year in span(financial_year_of(benefit.baseline_on), financial_year_of(day)):
        until = min(last_day(year), day)
        planned = _reached(benefit, [row.value for row in benefit.plan if row.ends_on <= until])
        realised = _reached(benefit, [entry.value for entry in entries if entry.on <= until])
        yield MeasuredYear(
            year if until == last_day(year) else f"{year}, to date",
            benefit.written(planned),
            benefit.written(realised),
            _moved(benefit, entries, first_day(year), until, realised),
        )


def _moved(benefit, entries, begins, until, realised):
    """What was gained or lost in a year; that nothing was posted is not that nothing moved."""
    if not any(begins <= entry.on <= until for entry in entries):
        return NOTHING
    before = _reached(benefit, [entry.value for entry in entries if entry.on < begins])
    change = realised - (benefit.baseline if before is None else before)
    return benefit.written_change(change) if change else STILL


def _reached(benefit, values):
    return reached(benefit.counting, benefit.baseline, values)
