"""How a benefit is measured, what is planned, and what was realised."""

from django.core.exceptions import ValidationError
from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.date_phrases import read
from programme.formats import day
from programme.position import Position
from programme.records import (
    add_recorded,
    change_entry,
    next_number,
    refuse,
    refuse_future,
    refuse_if,
    refuse_if_reported,
    refuse_unless,
)
from programme.written import as_words

from ..choices import STEPS, Counting, Direction, State, Unit
from ..models import TARGET_BY, Actual, PlannedValue, VarianceBanding
from ..permissions import SET_BANDS
from .base import NOT_CLAIMED, UNMEASURED, begin, begin_measured, needed_to_post

STAYS = "A plan or actual values stand on this: it stays. Identify another benefit instead."
MOVED = "Actual values are measured from this baseline: it stays. Reverse them first."


@transaction.atomic
def set_measure(benefit, *, by, at, why="", version=None, **said):
    """Says what the benefit is measured by, from which baseline and to which target.

    `said` is `measure`, `unit`, `direction`, `counting`, and any other of `UNMEASURED`. What stands
    in the ledger keeps it.
    """
    benefit = begin(benefit, "measure", by=by, version=version)
    values = {**UNMEASURED, **as_words(said, *TARGET_BY)}
    check_measure(values)
    if values["unit"] != Unit.NUMBER:
        values["counted"] = ""
    _refuse_to_move_what_was_measured(benefit, values)
    return change_entry(benefit, by=by, at=at, verb="set the measure of", why=why, **values)


def check_measure(values):
    """Refuses a measure of which something is missing, or a target before its baseline."""
    refuse_unless(values["measure"], "Enter what is measured.", "measure")
    for name, choices in (("unit", Unit), ("direction", Direction), ("counting", Counting)):
        refuse_unless(values[name] in choices.values, "Choose one of those offered.", name)
    uncounted = values["unit"] == Unit.NUMBER and not values["counted"]
    refuse_if(uncounted, "Say what is counted, for example days.", "counted")
    known, on, ends = (
        values["baseline"] is not None,
        values["baseline_on"],
        read(values["target_by"]),
    )
    refuse_if(on and not known, "Enter the value that it had on this day.", "baseline")
    refuse_if(known and not on, "A baseline has a date: enter it.", "baseline_on")
    after = f"The baseline is of {day(on)}: the target comes after it."
    refuse_if(on and ends and ends.latest < on, after, "target_by")


def refuse_late_baseline(benefit, on):
    """Refuses a baseline that the ledger has values before."""
    days = [entry.on for entry in benefit.actuals.standing()]
    first = min(days, default=None)
    begins = f"The ledger begins on {day(first)}: the baseline cannot be later or blank."
    refuse_unless(not first or on and on <= first, begins, "baseline_on")


def _refuse_to_move_what_was_measured(benefit, values):
    """A plan and a ledger speak of one measure: what they were compared with stays."""
    changed = {name for name, value in values.items() if value != getattr(benefit, name)}
    entries = list(benefit.actuals.standing())
    if entries or benefit.planned_values.exists():
        for name in ("unit", "counting", "direction"):
            refuse_if(name in changed, STAYS, name)
    if entries:
        refuse_late_baseline(benefit, values["baseline_on"])
        refuse_if("baseline" in changed, MOVED, "baseline")
    if benefit.state in STEPS["post"]:
        begins, leads = "The plan begins at the baseline", "The plan leads to the target"
        refuse_if(values["baseline"] is None, f"{begins}: enter it.", "baseline")
        refuse_if(values["target"] is None, f"{leads}: enter it.", "target")


@transaction.atomic
def set_profile(benefit, *, by, at, profile, why="", version=None):
    """Plans the values of a measure: `profile` holds (period, its last day, value).

    A new plan leaves the old one on record.
    """
    without = "nothing can be planned"
    benefit = begin_measured(benefit, "profile", without, by=by, version=version)
    missing = benefit.missing()
    refuse_if(missing, f"{benefit.reference} needs {missing} before a plan.")
    _refuse_periods(benefit, profile)
    last = benefit.planned_values.order_by("revision").last()
    again = "Say why the plan changes: the one before stays on record."
    refuse_if(last and not why, again, "why")
    before = benefit.planned_values.filter(revision=last.revision) if last else []
    was, revision = ", ".join(map(str, before)), last.revision + 1 if last else 1
    plan = {"benefit": benefit, "revision": revision}
    rows = [
        add_recorded(PlannedValue, by=by, at=at, **plan, period=name, ends_on=ends_on, value=value)
        for name, ends_on, value in sorted(profile, key=lambda row: row[1])
    ]
    now = ", ".join(map(str, rows))
    state = State.PROFILED if benefit.state == State.VALIDATED else benefit.state
    how = {"verb": "planned the values of", "changes": [audit.note("plan", "Plan", was, now)]}
    return change_entry(benefit, by=by, at=at, why=why, state=state, **how)


def _refuse_periods(benefit, profile):
    refuse_unless(profile, "Enter at least one period.", "profile")
    begins, seen = benefit.baseline_on, {}
    for period, ends_on, _ in profile:
        if ends_on in seen:
            pair = f"{seen[ends_on]} and {period} end on the same day"
            refuse(f"{pair}: enter one of them.", "profile")
        seen[ends_on] = period
        early = f"{period} ends by {day(begins)}, the day of the baseline."
        refuse_if(ends_on <= begins, early, "profile")


@transaction.atomic
def post_actual(benefit, *, by, at, on, value, evidence, version=None):
    """Posts a value to the ledger, with where it can be seen.

    The first one says that the benefit is being realised.
    """
    without = "it cannot be given actual values"
    how = {"by": by, "version": version, "permission": needed_to_post(benefit, by)}
    benefit = begin_measured(benefit, "post", without, **how)
    refuse_future(on, at, "on")
    refuse_unless(evidence, "Say where it can be seen.", "evidence")
    state = State.REALISING if benefit.state == State.PROFILED else benefit.state
    posted = {"on": on, "value": value, "evidence": evidence}
    how = {"verb": "posted an actual value of", "state": state}
    return _post(benefit, posted, by=by, at=at, **how)


@transaction.atomic
def reverse_actual(actual, *, by, at, why, version=None):
    """Takes an entry back in full by a reversing entry, for a reason.

    A claim that rested on it has to be made again.
    """
    how = {"by": by, "version": version, "permission": needed_to_post(actual.benefit, by)}
    benefit = begin(actual.benefit, "reverse", **how)
    again = "This is a reversing entry. Post the value again instead."
    refuse_if(actual.reverses_id, again)
    taken = Actual.objects.filter(reverses=actual).exists()
    refuse_if(taken, "This entry was taken back already.")
    refuse_unless(why, "Say why.", "why")
    posted = {"on": actual.on, "value": -actual.value, "evidence": why, "reverses": actual}
    how = {"verb": "took back an actual value of", "why": why, **NOT_CLAIMED}
    return _post(benefit, posted, by=by, at=at, **how)


def _post(benefit, posted, *, by, at, **change):
    """Adds one entry and carries what the ledger now says to the benefit."""
    number = next_number(benefit.actuals)
    added = add_recorded(Actual, by=by, at=at, benefit=benefit, number=number, **posted)
    note = audit.note("actual", str(added).capitalize(), "", added.in_full)
    return change_entry(benefit, by=by, at=at, changes=[note], **{**benefit.recounted(), **change})


def refuse_planned(row):
    """Refuses a planned value in place of another one whose day is that of another period, or not
    after the baseline.
    """
    rows = PlannedValue.objects.known_at(None).in_force().filter(benefit=row.benefit)
    rows = [row if one.pk == row.in_place_of.pk else one for one in rows]
    try:
        _refuse_periods(row.benefit, [(one.period, one.ends_on, one.value) for one in rows])
    except ValidationError as error:
        raise ValidationError({"ends_on": error.messages}) from None


@transaction.atomic
def set_bands(*, programme, by, at, applies_from, why="", **thresholds):
    """Sets the programme's thresholds from a date on; what was reported before keeps its bands."""
    require(by, SET_BANDS, programme)
    refuse_if_reported(programme, at, applies_from)
    before = VarianceBanding.objects.thresholds(Position.on(programme, applies_from))
    how = {"programme": programme, "applies_from": applies_from, **thresholds}
    banding = add_recorded(VarianceBanding, by=by, at=at, **how)
    now = banding.thresholds()
    changes = [
        audit.note(key, key.capitalize(), before.words(key), now.words(key))
        for key in ("red", "amber", "green")
    ]
    audit.record(banding, by=by, at=at, verb="set", programme=programme, changes=changes, why=why)
    return banding
