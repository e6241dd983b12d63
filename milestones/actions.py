"""Everything that can be done to a milestone or a period.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is the version of the row that the person looked at.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from contextlib import nullcontext

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.closings import refuse_reported, resting_on
from programme.formats import day
from programme.mistakes import mark_row
from programme.position import Position
from programme.records import (
    add_entry,
    add_recorded,
    begin_change,
    begin_step,
    change_entry,
    correcting,
    lock_programme,
    refuse,
    refuse_future,
    refuse_if,
    refuse_stale,
    refuse_unless,
    save_child,
)

from .choices import CURRENT, NEXT, STEPS, UNFINISHED, State
from .models import Delivery, Dependency, DueDate, Milestone, Period, RollOver
from .permissions import KEEP, KEEP_PERIODS


def _begin(milestone, step, **who):
    """The programme is locked before the milestone, as `add_entry` does it, so that two people
    never wait for each other.
    """
    _lock(milestone.programme)
    return begin_step(milestone, step, STEPS, permission=KEEP, **who)


def _begin_change(milestone, **who):
    _lock(milestone.programme)
    return begin_change(milestone, STEPS, permission=KEEP, **who)


def _lock(programme):
    lock_programme(programme)


def _keep_due_date(milestone, why, *, by, at):
    edges = {"earliest": milestone.due_earliest, "latest": milestone.due_latest}
    add_recorded(DueDate, by=by, at=at, milestone=milestone, due=milestone.due, why=why, **edges)


def _refuse_closed(period):
    closed = period and period.closed_at
    refuse_if(closed, "This period is closed. Choose one that is open.", "period")


def _reported(programme, at):
    """The programme's current period and the next one, by their phase."""
    return Period.objects.by_phase(Position.on(programme, timezone.localdate(at)))


@transaction.atomic
def add_milestone(*, programme, by, at, due="", forecast="", why="", **details):
    """Adds a milestone. The due date that it comes with is its baseline."""
    require(by, KEEP, programme)
    _lock(programme)
    _refuse_closed(details.get("period"))
    dates = {"due": due.strip(), "forecast": forecast.strip()}
    milestone = add_entry(Milestone, programme=programme, by=by, at=at, why=why, **details, **dates)
    if milestone.due:
        _keep_due_date(milestone, why, by=by, at=at)
    return milestone


@transaction.atomic
def change_milestone(milestone, *, by, at, version=None, **details):
    """Changes what the log says about an unfinished milestone, but not its due date or state."""
    milestone = _begin_change(milestone, by=by, version=version)
    if "period" in details and details["period"] != milestone.period:
        _refuse_closed(details["period"])
    return change_entry(milestone, by=by, at=at, **details)


@transaction.atomic
def comment_milestone(milestone, *, by, at, comment, version=None):
    """Changes the comment that the report prints."""
    milestone = _begin(milestone, "comment", by=by, version=version)
    return change_entry(milestone, by=by, at=at, verb="commented on", comment=comment)


@transaction.atomic
def start_milestone(milestone, *, by, at, version=None, why=""):
    """Says that work towards a planned milestone has begun."""
    milestone = _begin(milestone, "start", by=by, version=version)
    return change_entry(milestone, by=by, at=at, verb="started", why=why, state=State.IN_PROGRESS)


@transaction.atomic
def redate_milestone(milestone, *, by, at, due, why, version=None):
    """Sets another due date. The first one stays on record, and the extensions are counted."""
    milestone = _begin(milestone, "redate", by=by, version=version)
    due = due.strip()
    refuse_unless(due, "Enter the new due date.", "due")
    refuse_if(due == milestone.due, "This is the due date that stands already.", "due")
    first = milestone.baseline_earliest is None
    verb, extensions = ("dated", 0) if first else ("re-dated", milestone.extensions + 1)
    now = {"due": due, "extensions": extensions}
    how = {"by": by, "at": at, "verb": verb, "why": why, "step": "redate"}
    milestone = change_entry(milestone, **how, **now)
    _keep_due_date(milestone, why, by=by, at=at)
    return milestone


@transaction.atomic
def deliver_milestone(
    milestone, *, by, at, delivered_on, is_final=False, ongoing=False, version=None, **said
):
    """Records a delivery; `said` is any of `to_body` and `outcome`.

    The final one completes the milestone; any other says that it is in progress. After the final
    one only an earlier one can be added, as documents do that print them in any order.
    """
    milestone = _begin(milestone, "deliver", by=by, version=version)
    _refuse_after_the_final(milestone, delivered_on, is_final)
    refuse_future(delivered_on, at, "delivered_on")
    unfinished = ongoing and not is_final
    refuse_if(unfinished, "Only a milestone that is complete can be noted as ongoing.", "ongoing")
    said |= {"delivered_on": delivered_on, "is_final": is_final}
    added = add_recorded(Delivery, by=by, at=at, milestone=milestone, **said)
    label = "Final delivery" if is_final else "Delivery"
    notes = [audit.note("delivery", label, "", added)]
    if added.outcome:
        notes.append(audit.note("outcome", "Outcome", "", added.outcome))
    columns = {"state": State.IN_PROGRESS} if milestone.is_unfinished else {}
    if is_final:
        columns = {"state": State.COMPLETE, "delivered_on": delivered_on}
        columns["ongoing"] = ongoing or milestone.ongoing
    return change_entry(milestone, by=by, at=at, verb="delivered", changes=notes, **columns)


def refuse_delivery(row):
    """Refuses a delivery in place of another one if one would come after the final one."""
    others = row.milestone.deliveries.known_at(None).exclude(pk=row.in_place_of.pk)
    for one in others:
        final, other = (one, row) if one.is_final else (row, one)
        after = f"The final delivery is that of {day(final.delivered_on)}: none comes after it."
        late = final.is_final and other.delivered_on > final.delivered_on
        refuse_if(late, after, "delivered_on")
        twice = f"The delivery of {day(one.delivered_on)} is the final one: correct that first."
        refuse_if(one.is_final and row.is_final, twice, "is_final")


def _refuse_after_the_final(milestone, delivered_on, is_final):
    if final := milestone.delivered_on:
        said = f"{milestone.reference} was finally delivered already, on {day(final)}"
        refuse_if(is_final, f"{said}: reopen it first.", "is_final")
        earlier = f"{said}: enter that day or an earlier one, or reopen it first."
        refuse_if(delivered_on > final, earlier, "delivered_on")


@transaction.atomic
def complete_milestone(milestone, *, by, at, ongoing=False, comment=None, version=None, why=""):
    """Ticks a milestone off without a delivery date; `ongoing` when work continues."""
    milestone = _begin(milestone, "complete", by=by, version=version)
    columns = {"state": State.COMPLETE, "ongoing": ongoing}
    if comment is not None:
        columns["comment"] = comment
    return change_entry(milestone, by=by, at=at, verb="completed", why=why, **columns)


@transaction.atomic
def withdraw_milestone(milestone, *, by, at, why, version=None):
    """Gives a milestone up. It stays on record."""
    milestone = _begin(milestone, "withdraw", by=by, version=version)
    return change_entry(milestone, by=by, at=at, verb="withdrew", why=why, state=State.WITHDRAWN)


@transaction.atomic
def reopen_milestone(milestone, *, by, at, why, version=None):
    """Takes up a settled milestone again; one of a closed period moves into the current one.

    Its deliveries stay on record, but none of them is the final one any more.
    """
    milestone = _begin(milestone, "reopen", by=by, version=version)
    state = State.IN_PROGRESS if milestone.state == State.COMPLETE else State.PLANNED
    columns = {"state": state, "delivered_on": None, "ongoing": False}
    if milestone.period and milestone.period.closed_at:
        current = _reported(milestone.programme, at).get(CURRENT)
        none = f"{milestone.period} is closed and no period is open. Add a period first."
        refuse_unless(current, none)
        columns |= _roll_over(milestone, current, by=by, at=at, why=why)
    return change_entry(milestone, by=by, at=at, verb="reopened", why=why, **columns)


def _roll_over(milestone, period, **who):
    """Records the move into `period` and returns the columns that repeat it."""
    periods = {"from_period": milestone.period, "to_period": period}
    add_recorded(RollOver, milestone=milestone, **periods, **who)
    return {"period": period, "roll_overs": milestone.roll_overs + 1}


@transaction.atomic
def add_dependency(milestone, *, by, at, needs, version=None):
    """Says that an unfinished milestone cannot be reached before another one, `needs`."""
    milestone = _begin_change(milestone, by=by, version=version)
    theirs = needs.programme_id != milestone.programme_id
    refuse_if(theirs, "Choose a milestone of this programme.", "needs")
    refuse_if(needs.pk == milestone.pk, "A milestone cannot depend on itself.", "needs")
    standing = Dependency.objects.standing().filter(milestone__programme=milestone.programme_id)
    pairs = list(standing.values_list("milestone_id", "needs_id"))
    known = (milestone.pk, needs.pk) in pairs
    refuse_if(known, f"It depends on {needs.reference} already.", "needs")
    if milestone.pk in _everything_needed(needs.pk, pairs):
        circle = f"{needs.reference} depends on {milestone.reference}, directly or through others"
        refuse(f"{circle}: neither could come first.", "needs")
    add_recorded(Dependency, by=by, at=at, milestone=milestone, needs=needs)
    note = audit.note("dependency", "Depends on", "", needs)
    return change_entry(milestone, by=by, at=at, verb="added a dependency to", changes=[note])


def _everything_needed(start, pairs):
    """All that `start` depends on, through others too; `pairs` are (milestone, needed) ids."""
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
    """Says that it no longer depends on `needs`. That it did stays on record."""
    milestone = _begin_change(milestone, by=by, version=version)
    standing = milestone.dependencies.standing().filter(needs=needs).first()
    refuse_unless(standing, f"{milestone.reference} does not depend on {needs.reference}.")
    standing.ended_at, standing.ended_by = at, by
    standing.save(update_fields=["ended_at", "ended_by"])
    note = audit.note("dependency", "Depends on", needs, "")
    verb = "ended a dependency of"
    return change_entry(milestone, by=by, at=at, verb=verb, why=why, changes=[note])


@transaction.atomic
def add_period(*, programme, by, at, label, starts_on, ends_on):
    """Adds a reporting period. Periods do not overlap."""
    require(by, KEEP_PERIODS, programme)
    _lock(programme)
    values = {"label": label, "starts_on": starts_on, "ends_on": ends_on}
    period = Period(programme=programme, **values)
    changes = audit.difference(Period(), values)
    return _save_period(period, f"added the period {label}", changes, by=by, at=at)


@transaction.atomic
def change_period(period, *, by, at, label, starts_on, ends_on, version=None):
    """Changes the name or the days of a period that is not closed."""
    period = _open_period(period, by=by, version=version)
    values = {"label": label, "starts_on": starts_on, "ends_on": ends_on}
    changes = audit.difference(period, values)
    if not changes:
        return period
    period.label, period.starts_on, period.ends_on = label, starts_on, ends_on
    period.version += 1
    return _save_period(period, f"changed the period {label}", changes, by=by, at=at)


@transaction.atomic
def close_period(period, *, by, at, why="", version=None):
    """Closes the current period: what is unfinished rolls over into the next one, on record."""
    period = _open_period(period, by=by, version=version)
    reported = _reported(period.programme, at)
    current = reported[CURRENT]
    refuse_unless(current == period, f"Close {current} first: it comes before this period.")
    rest = list(period.milestones.filter(state__in=UNFINISHED).order_by("number"))
    if rest and NEXT not in reported:
        none = f"{len(rest):,} unfinished would have no period to roll over into."
        refuse(f"{none} Add the next period first.")
    for milestone in rest:
        columns = _roll_over(milestone, reported[NEXT], by=by, at=at, why=why)
        how = {"by": by, "at": at, "verb": "rolled over", "why": why, "step": "close_period"}
        change_entry(milestone, **how, **columns)
    period.closed_at, period.closed_by = at, by
    period.version += 1
    moved = ", ".join(milestone.reference for milestone in rest)
    notes = [audit.note("roll_over", "Rolled over", "", moved)] if rest else []
    return _save_period(period, f"closed the period {period}", notes, by=by, at=at, why=why)


@transaction.atomic
def reopen_period(period, *, by, at, why, reported=False, version=None):
    """Takes back that a period was closed, the last one first: what rolled over from it and stands
    where it rolled to comes back, and its roll-over counts no more.

    `reported` says that a published report may rest on it; the next report then tells what came
    back.
    """
    period = _locked_period(period, by=by, version=version)
    refuse_unless(period.closed_at, f"{period} is not closed.")
    later = Period.objects.closed_after(period).first()
    refuse_if(later, f"Reopen {later} first: it was closed after this period.")
    reports = resting_on(period, period.closed_at)
    refuse_reported(reports, reported)
    who = {"by": by, "at": at, "why": why}
    moved = RollOver.objects.coming_back(period)
    for rolled in moved:
        _roll_back(rolled, is_told=bool(reports), **who)
    period.closed_at = period.closed_by = None
    period.version += 1
    came = ", ".join(rolled.milestone.reference for rolled in moved)
    notes = [audit.note("roll_over", "Rolled back", "", came)] if moved else []
    return _save_period(period, f"reopened the period {period}", notes, **who)


def _roll_back(rolled, *, is_told, **who):
    """Takes a roll-over back: it was none, unless a published report told it."""
    milestone = rolled.milestone
    columns = {"period": rolled.from_period, "roll_overs": milestone.roll_overs - 1}
    mark_row(rolled, milestone.programme, None, **who)
    with nullcontext() if is_told else correcting(who["why"]):
        change_entry(milestone, verb="rolled back", step="reopen_period", **columns, **who)


def _save_period(period, verb, changes, *, by, at, why=""):
    save_child(period, by=by, at=at)
    who = {"by": by, "at": at, "programme": period.programme}
    audit.record(period, verb=verb, changes=changes, why=why, **who)
    return period


def _open_period(period, *, by, version):
    period = _locked_period(period, by=by, version=None)
    refuse_if(period.closed_at, f"{period} is closed already.")
    refuse_stale(period, version)
    return period


def _locked_period(period, *, by, version):
    require(by, KEEP_PERIODS, period.programme)
    _lock(period.programme)
    own = Period.objects.select_for_update(of=("self",)).select_related("programme")
    period = own.get(pk=period.pk)
    refuse_stale(period, version)
    return period
