"""Everything that can be done to an equality assessment and to the actions of its plan.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change `at`, and writes
the audit trail. `version` is the version of the row that the person was looking at. Rows are locked in one order,
the assessment first, so that nobody changes an action while its assessment is superseded.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.date_phrases import read
from programme.formats import day
from programme.records import (
    add_entry,
    add_recorded,
    begin_step,
    change_entry,
    locked,
    refuse_future,
    refuse_unless,
)

from .choices import STEPS, UNFINISHED, Question, Standing, State
from .law import CHARACTERISTICS, LIMBS, regime_of
from .models import Answer, Assessment, PlanAction, Progress
from .permissions import KEEP, SUPERSEDE

CARRIED_FACTS = (
    "title",
    "organisation",
    "service_area",
    "owner",
    "lead_partner",
    "workstream",
    "evidence",
)
CARRIED_ACTION = (
    "text",
    "importance",
    "owner",
    "lead_partner",
    "workstream",
    "starts",
    "ends",
    "resources",
    "measure",
    "target",
)


def _begin(assessment, *, by, permission=KEEP, version=None, field=None):
    """The assessment, locked, when `by` may keep it and no later version has taken its place."""
    require(by, permission, assessment.programme)
    assessment = locked(assessment)
    if not assessment.is_current:
        later = assessment.superseded_by.reference
        refuse_unless(
            False,
            f"{assessment.reference} is superseded by {later} and stays as it was. Change {later}.",
            field,
        )
    return locked(assessment, version)


def _begin_action(action, step, *, by, version=None):
    """The action, locked, when its assessment stands and the step is open."""
    require(by, KEEP, action.programme)
    assessment = locked(action.assessment)
    if not assessment.is_current:
        later, carried = (
            assessment.superseded_by.reference,
            PlanAction.objects.filter(carried_from=action.pk).first(),
        )
        refuse_unless(
            False,
            f"{action.reference} belongs to {assessment.reference}, which is superseded by {later} and stays as it was. "
            f"Change {carried.reference if carried else later}.",
        )
    return begin_step(action, step, STEPS, by=by, permission=KEEP, version=version)


def _suggested_regime(assessed):
    """The legal regime that a date as written suggests; empty where it suggests none."""
    try:
        return regime_of(read(assessed or ""))
    except ValidationError:
        return ""  # the column's own validator refuses it beside its field


@transaction.atomic
def add_assessment(*, programme, by, at, regime="", why="", **details):
    """Puts an assessment on the log as version 1. Without a legal regime, its date suggests one."""
    require(by, KEEP, programme)
    regime = regime or _suggested_regime(details.get("assessed"))
    return add_entry(
        Assessment, programme=programme, by=by, at=at, why=why, regime=regime, **details
    )


@transaction.atomic
def change_assessment(assessment, *, by, at, version=None, **details):
    """Changes what the log says about a version that stands. A regime that is emptied follows from the date again."""
    assessment = _begin(assessment, by=by, version=version)
    if details.get("regime") == "":
        details["regime"] = _suggested_regime(details.get("assessed", assessment.assessed))
    return change_entry(assessment, by=by, at=at, **details)


@transaction.atomic
def add_version(assessment, *, by, at, why, assessed="", carry_over=True, version=None):
    """Makes a new version that supersedes this one, which stays as it was. Returns the new one.

    Its facts begin as those of the old one, its legal regime as its own date suggests (the law may have changed since),
    its monitoring questions unanswered. With `carry_over` the actions that are not finished are carried over, each under
    a new reference and with its status.
    """
    old = _begin(assessment, by=by, permission=SUPERSEDE, version=version)
    facts = {name: getattr(old, name) for name in (*CARRIED_FACTS, *CHARACTERISTICS, *LIMBS)}
    new = add_entry(
        Assessment,
        programme=old.programme,
        by=by,
        at=at,
        verb="made a new version:",
        why=why,
        **facts,
        assessed=assessed,
        regime=_suggested_regime(assessed),
        edition=old.edition + 1,
        supersedes=old,
    )
    actions = list(old.actions.order_by("number"))
    if carry_over:
        for action in actions:
            if action.state in UNFINISHED:
                _carry_over(action, new, by=by, at=at, why=why)
    for action in actions:
        change_entry(action, by=by, at=at, verb="superseded", why=why, in_force=False)
    note = [{"field": "superseded_by", "label": "Superseded by", "was": "", "now": new.reference}]
    change_entry(
        old, by=by, at=at, verb="superseded", why=why, changes=note, state=Standing.SUPERSEDED
    )
    return new


def _carry_over(action, new, *, by, at, why):
    values = {name: getattr(action, name) for name in CARRIED_ACTION}
    add_entry(
        PlanAction,
        programme=new.programme,
        by=by,
        at=at,
        verb="carried over",
        why=why,
        **values,
        assessment=new,
        state=action.state,
        carried_from=action,
    )


@transaction.atomic
def answer(assessment, *, by, at, question, text="", dated="", doubt="", version=None, why=""):
    """Answers a monitoring question, or answers it anew. The earlier answer stays in its history."""
    assessment = _begin(assessment, by=by, version=version)
    refuse_unless(question in Question.values, "There is no such question.", "question")
    row = assessment.answers.filter(question=question).first() or Answer(
        assessment=assessment, question=question
    )
    values = {"text": text, "dated": dated.strip(), "doubt": doubt}
    label = Question(question).label
    notes = [
        {**change, "label": f"{label}: {change['label'].lower()}"}
        for change in audit.difference(row, values)
    ]
    if notes:
        for name, value in values.items():
            setattr(row, name, value)
        row.full_clean()
        row._history_date, row._history_user = at, by
        row.save()
    return change_entry(
        assessment, by=by, at=at, verb="answered a question of", changes=notes, why=why
    )


@transaction.atomic
def add_action(*, programme, by, at, assessment, why="", **details):
    """Adds an action to the plan of an assessment that stands. Whatever the plan leaves blank may stay blank."""
    require(by, KEEP, programme)
    assessment = _begin(assessment, by=by, field="assessment")
    return add_entry(
        PlanAction, programme=programme, by=by, at=at, why=why, assessment=assessment, **details
    )


@transaction.atomic
def change_action(action, *, by, at, version=None, **details):
    """Changes what the plan says about an action, but not its status."""
    action = _begin_action(action, "change", by=by, version=version)
    return change_entry(action, by=by, at=at, **details)


@transaction.atomic
def start_action(action, *, by, at, version=None, why=""):
    """Says that an action is under way."""
    action = _begin_action(action, "start", by=by, version=version)
    return change_entry(action, by=by, at=at, verb="started", why=why, state=State.UNDER_WAY)


@transaction.atomic
def finish_action(action, *, by, at, done_on=None, version=None, why=""):
    """Says that an action is done. The day may stay blank: plans say “already undertaken” without one."""
    action = _begin_action(action, "finish", by=by, version=version)
    refuse_future(done_on, at, "done_on")
    return change_entry(
        action, by=by, at=at, verb="finished", why=why, state=State.DONE, done_on=done_on
    )


@transaction.atomic
def drop_action(action, *, by, at, why, version=None):
    """Gives an action up, for a reason that is printed. It stays on record."""
    action = _begin_action(action, "drop", by=by, version=version)
    refuse_unless(why.strip(), "Say why it is dropped.", "why")
    return change_entry(
        action, by=by, at=at, verb="dropped", why=why, state=State.DROPPED, dropped_why=why
    )


@transaction.atomic
def reopen_action(action, *, by, at, why, version=None):
    """Takes up again what was done or dropped."""
    action = _begin_action(action, "reopen", by=by, version=version)
    refuse_unless(why.strip(), "Say why it is taken up again.", "why")
    return change_entry(
        action,
        by=by,
        at=at,
        verb="reopened",
        why=why,
        state=State.REOPENED,
        done_on=None,
        dropped_why="",
    )


@transaction.atomic
def note_progress(action, *, by, at, as_at, text, version=None):
    """Adds a note of progress as at a day. Earlier notes stay as they were."""
    action = _begin_action(action, "note", by=by, version=version)
    refuse_future(as_at, at)
    added = add_recorded(Progress, by=by, at=at, action=action, as_at=as_at, text=text)
    note = [
        {"field": "progress", "label": f"Progress as at {day(as_at)}", "was": "", "now": added.text}
    ]
    return change_entry(action, by=by, at=at, verb="noted progress of", changes=note)
