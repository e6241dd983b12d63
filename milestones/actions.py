"""Everything that can be done to a milestone or a period.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change `at`, and writes
the audit trail. `version` is the version of the row that the person was looking at.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.formats import day
from programme.models import Programme
from programme.records import (
    StaleEntry,
    add_entry,
    add_recorded,
    change_entry,
    locked,
    refuse_unless,
)

from .choices import CURRENT, NEXT, STEPS, UNFINISHED, State
from .models import Delivery, Dependency, DueDate, Milestone, Period, RollOver
from .permissions import KEEP, KEEP_PERIODS
from .querysets import periods_of


def _begin(milestone, step, *, by, version=None):
    """The milestone, locked, when `by` may take this step and it is open.

    The programme is locked first, as `add_entry` and `close_period` do it: two people never wait for each other.
    """
    require(by, KEEP, milestone.programme)
    _locked_programme(milestone.programme)
    milestone = locked(milestone, version)
    allowed = step is None or milestone.state in STEPS[step]
    refuse_unless(
        allowed,
        f"{milestone.reference} is {milestone.get_state_display().lower()}: this step is not open to it.",
    )
    return milestone


def _locked_programme(programme):
    return Programme.objects.select_for_update().get(pk=programme.pk)


def _keep_due_date(milestone, why, *, by, at):
    edges = {"earliest": milestone.due_earliest, "latest": milestone.due_latest}
    add_recorded(DueDate, by=by, at=at, milestone=milestone, due=milestone.due, why=why, **edges)


def _refuse_closed(period, field="period"):
    refuse_unless(
        not (period and period.closed_at), "This period is closed. Choose one that is open.", field
    )


@transaction.atomic
def add_milestone(*, programme, by, at, due="", forecast="", why="", **details):
    """Adds a milestone. The due date that it comes with is its baseline."""
    require(by, KEEP, programme)
    _locked_programme(programme)
    _refuse_closed(details.get("period"))
    dates = {"due": due.strip(), "forecast": forecast.strip()}
    milestone = add_entry(Milestone, programme=programme, by=by, at=at, why=why, **details, **dates)
    if milestone.due:
        _keep_due_date(milestone, why, by=by, at=at)
    return milestone


@transaction.atomic
def change_milestone(milestone, *, by, at, version=None, **details):
    """Changes what the log says about a milestone, but not its due date or state."""
    milestone = _begin(milestone, None, by=by, version=version)
    if "period" in details and details["period"] != milestone.period:
        _refuse_closed(details["period"])
    return change_entry(milestone, by=by, at=at, **details)


@transaction.atomic
def comment_milestone(milestone, *, by, at, comment, version=None):
    """Changes the comment that the report prints."""
    milestone = _begin(milestone, None, by=by, version=version)
    return change_entry(milestone, by=by, at=at, verb="commented on", comment=comment)


@transaction.atomic
def start_milestone(milestone, *, by, at, version=None, why=""):
    """Says that work towards a planned milestone has begun."""
    milestone = _begin(milestone, "start", by=by, version=version)
    return change_entry(milestone, by=by, at=at, verb="started", why=why, state=State.IN_PROGRESS)


@transaction.atomic
def redate_milestone(milestone, *, by, at, due, why, version=None):
    """Sets another due date, for a reason. The first one stays on record, and the extensions are counted."""
    milestone = _begin(milestone, "redate", by=by, version=version)
    due = due.strip()
    refuse_unless(due, "Enter the new due date.", "due")
    refuse_unless(due != milestone.due, "This is the due date that stands already.", "due")
    first = not milestone.baseline
    verb, extensions = ("dated", 0) if first else ("re-dated", milestone.extensions + 1)
    milestone = change_entry(
        milestone, by=by, at=at, verb=verb, why=why, due=due, extensions=extensions
    )
    _keep_due_date(milestone, why, by=by, at=at)
    return milestone


@transaction.atomic
def deliver_milestone(
    milestone,
    *,
    by,
    at,
    delivered_on,
    to_body="",
    outcome="",
    is_final=False,
    ongoing=False,
    version=None,
):
    """Records a delivery. The final one completes the milestone; any other says that it is in progress.

    After the final one only an earlier one can be added to the record, as documents do that print them in any order.
    """
    milestone = _begin(milestone, "deliver", by=by, version=version)
    _refuse_after_the_final(milestone, delivered_on, is_final)
    refuse_unless(
        delivered_on <= timezone.localdate(at),
        "A delivery cannot be in the future.",
        "delivered_on",
    )
    refuse_unless(
        is_final or not ongoing,
        "Only a milestone that is complete can be noted as ongoing.",
        "ongoing",
    )
    added = add_recorded(
        Delivery,
        by=by,
        at=at,
        milestone=milestone,
        delivered_on=delivered_on,
        to_body=to_body,
        outcome=outcome,
        is_final=is_final,
    )
    notes = [
        {
            "field": "delivery",
            "label": "Final delivery" if is_final else "Delivery",
            "was": "",
            "now": str(added),
        }
    ]
    if outcome:
        notes.append({"field": "outcome", "label": "Outcome", "was": "", "now": outcome})
    columns = {"state": State.IN_PROGRESS} if milestone.is_unfinished else {}
    if is_final:
        columns = {
            "state": State.COMPLETE,
            "delivered_on": delivered_on,
            "ongoing": ongoing or milestone.ongoing,
        }
    return change_entry(milestone, by=by, at=at, verb="delivered", changes=notes, **columns)


def _refuse_after_the_final(milestone, delivered_on, is_final):
    final = milestone.delivered_on
    if final:
        said = f"{milestone.reference} was finally delivered already, on {day(final)}"
        refuse_unless(not is_final, f"{said}: reopen it first.", "is_final")
        refuse_unless(
            delivered_on <= final,
            f"{said}: enter that day or an earlier one, or reopen it first.",
            "delivered_on",
        )


@transaction.atomic
def complete_milestone(milestone, *, by, at, ongoing=False, comment=None, version=None, why=""):
    """Ticks a milestone off without a delivery date, as documents do; `ongoing` when the work goes on all the same."""
    milestone = _begin(milestone, "complete", by=by, version=version)
    comment = milestone.comment if comment is None else comment
    return change_entry(
        milestone,
        by=by,
        at=at,
        verb="completed",
        why=why,
        state=State.COMPLETE,
        ongoing=ongoing,
        comment=comment,
    )


@transaction.atomic
def withdraw_milestone(milestone, *, by, at, why, version=None):
    """Gives a milestone up. It stays on record."""
    milestone = _begin(milestone, "withdraw", by=by, version=version)
    return change_entry(milestone, by=by, at=at, verb="withdrew", why=why, state=State.WITHDRAWN)


@transaction.atomic
def reopen_milestone(milestone, *, by, at, why, version=None):
    """Takes a complete or withdrawn milestone up again; one of a closed period moves into the current one.

    Its deliveries stay on record, but none of them is the final one any more.
    """
    milestone = _begin(milestone, "reopen", by=by, version=version)
    was_complete = milestone.state == State.COMPLETE
    columns = {
        "state": State.IN_PROGRESS if was_complete else State.PLANNED,
        "delivered_on": None,
        "ongoing": False,
    }
    if milestone.period and milestone.period.closed_at:
        current = [
            period for period in periods_of(milestone.programme) if period.standing == CURRENT
        ]
        refuse_unless(
            current, f"{milestone.period} is closed and no period is open. Add a period first."
        )
        columns |= _rolled_over(milestone, current[0], by=by, at=at, why=why)
    return change_entry(milestone, by=by, at=at, verb="reopened", why=why, **columns)


def _rolled_over(milestone, period, *, by, at, why):
    """Records the move into `period` and returns the columns that repeat it."""
    add_recorded(
        RollOver,
        by=by,
        at=at,
        milestone=milestone,
        from_period=milestone.period,
        to_period=period,
        why=why,
    )
    return {"period": period, "roll_overs": milestone.roll_overs + 1}


@transaction.atomic
def add_dependency(milestone, *, by, at, needs, version=None):
    """Says that the milestone cannot be reached before another one, `needs`, of the same programme."""
    milestone = _begin(milestone, None, by=by, version=version)
    refuse_unless(
        needs.programme_id == milestone.programme_id,
        "Choose a milestone of this programme.",
        "needs",
    )
    refuse_unless(needs.pk != milestone.pk, "A milestone cannot depend on itself.", "needs")
    standing = list(
        Dependency.objects.standing()
        .filter(milestone__programme=milestone.programme_id)
        .values_list("milestone_id", "needs_id")
    )
    refuse_unless(
        (milestone.pk, needs.pk) not in standing,
        f"It depends on {needs.reference} already.",
        "needs",
    )
    refuse_unless(
        milestone.pk not in _everything_needed(needs.pk, standing),
        f"{needs.reference} depends on {milestone.reference}, directly or through others: neither could come first.",
        "needs",
    )
    add_recorded(Dependency, by=by, at=at, milestone=milestone, needs=needs)
    note = {"field": "dependency", "label": "Depends on", "was": "", "now": str(needs)}
    return change_entry(milestone, by=by, at=at, verb="added a dependency to", changes=[note])


def _everything_needed(start, pairs):
    """Every milestone that `start` depends on, directly or through others; `pairs` are (milestone, needed) ids."""
    needed = {}
    for milestone, other in pairs:
        needed.setdefault(milestone, []).append(other)
    found, waiting = set(), [start]
    while waiting:
        for other in needed.get(waiting.pop(), []):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


@transaction.atomic
def end_dependency(milestone, *, by, at, needs, why="", version=None):
    """Says that the milestone no longer depends on `needs`. That it did stays on record."""
    milestone = _begin(milestone, None, by=by, version=version)
    standing = milestone.dependencies.standing().filter(needs=needs).first()
    refuse_unless(standing, f"{milestone.reference} does not depend on {needs.reference}.")
    standing.ended_at, standing.ended_by = at, by
    standing.save(update_fields=["ended_at", "ended_by"])
    note = {"field": "dependency", "label": "Depends on", "was": str(needs), "now": ""}
    return change_entry(
        milestone, by=by, at=at, verb="ended a dependency of", why=why, changes=[note]
    )


def _keep_period(period, *, by, at):
    period._history_date, period._history_user = at, by
    period.save()
    return period


@transaction.atomic
def add_period(*, programme, by, at, label, starts_on, ends_on):
    """Adds a reporting period. Periods do not overlap."""
    require(by, KEEP_PERIODS, programme)
    _locked_programme(programme)
    values = {"label": label, "starts_on": starts_on, "ends_on": ends_on}
    period = Period(programme=programme, **values)
    period.full_clean()
    _keep_period(period, by=by, at=at)
    changes = audit.difference(Period(), values)
    audit.record(
        period, by=by, at=at, verb=f"added the period {label}", programme=programme, changes=changes
    )
    return period


@transaction.atomic
def change_period(period, *, by, at, label, starts_on, ends_on, version=None):
    """Changes the name or the days of a period that is not closed."""
    period = _open_period(period, by=by, version=version)
    values = {"label": label, "starts_on": starts_on, "ends_on": ends_on}
    changes = audit.difference(period, values)
    if changes:
        for name, value in values.items():
            setattr(period, name, value)
        period.version += 1
        period.full_clean()
        _keep_period(period, by=by, at=at)
        audit.record(
            period,
            by=by,
            at=at,
            verb=f"changed the period {label}",
            programme=period.programme,
            changes=changes,
        )
    return period


@transaction.atomic
def close_period(period, *, by, at, why="", version=None):
    """Closes the current period: what is unfinished rolls over into the next one, and that is recorded."""
    period = _open_period(period, by=by, version=version)
    programme = period.programme
    standing = {found.standing: found for found in periods_of(programme)}
    refuse_unless(
        standing[CURRENT] == period,
        f"Close {standing[CURRENT]} first: it comes before this period.",
    )
    rest = list(period.milestones.filter(state__in=UNFINISHED).order_by("number"))
    refuse_unless(
        NEXT in standing or not rest,
        f"{len(rest)} unfinished would have no period to roll over into. Add the next period first.",
    )
    for milestone in rest:
        columns = _rolled_over(milestone, standing[NEXT], by=by, at=at, why=why)
        change_entry(milestone, by=by, at=at, verb="rolled over", why=why, **columns)
    period.closed_at, period.closed_by = at, by
    period.version += 1
    _keep_period(period, by=by, at=at)
    note = {
        "field": "roll_over",
        "label": "Rolled over",
        "was": "",
        "now": ", ".join(m.reference for m in rest),
    }
    audit.record(
        period,
        by=by,
        at=at,
        verb=f"closed the period {period}",
        programme=programme,
        changes=[note] if rest else [],
        why=why,
    )
    return period


def _open_period(period, *, by, version):
    require(by, KEEP_PERIODS, period.programme)
    _locked_programme(period.programme)
    period = (
        Period.objects.select_for_update(of=("self",)).select_related("programme").get(pk=period.pk)
    )
    refuse_unless(not period.closed_at, f"{period} is closed already.")
    if version not in (None, period.version):
        period.reference, period.updated_by_name = (
            period.label,
            str(period.history.latest().history_user),
        )
        raise StaleEntry(period)
    return period
