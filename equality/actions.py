"""Everything that can be done to an equality assessment and to the actions of its plan.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is the version of the row that somebody was looking at.
Rows are locked in one order, the assessment first, so that nobody changes an action while its
assessment is superseded.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from programme import audit
from programme.authorization import may, require
from programme.date_phrases import read
from programme.formats import day
from programme.owners import carried_on
from programme.records import (
    add_entry,
    add_recorded,
    begin_change,
    begin_step,
    change_entry,
    is_correction,
    locked,
    refuse,
    refuse_future,
    refuse_if,
    refuse_unless,
    save_child,
)
from programme.withdrawals import withdraw_along

from .choices import ASSESSMENT_STEPS, STEPS, UNFINISHED, Question, Standing, State
from .law import CHARACTERISTICS, LIMBS, regime_of
from .models import Answer, Assessment, PlanAction, Progress, Screening
from .permissions import KEEP, SUPERSEDE, to_answer

CARRIED_FACTS = "title organisation service_area owner lead_partner workstream evidence"
CARRIED_ACTION = (
    "text concerns importance owner lead_partner workstream starts ends resources measure target"
)


def is_ratified(assessment):
    """Whether the current version of an assessment was ratified, as its monitoring says."""
    return assessment.is_current and _says_ratified(assessment)


def _says_ratified(assessment):
    known = getattr(assessment, "says_ratified", None)  # of a page of them, looked up at once
    return _ratified_among([assessment.pk]).exists() if known is None else known


def _ratified_among(assessments):
    """The keys of those assessments of which somebody said that they were ratified."""
    answers = Answer.objects.filter(assessment__in=assessments, question=Question.RATIFIED)
    return answers.exclude(text="").values_list("assessment", flat=True)


def look_up_ratified(assessments):
    """Has a page of assessments know whether they were ratified, in one query."""
    found = set(_ratified_among({one.pk for one in assessments}))
    for one in assessments:
        one.says_ratified = one.pk in found


def _begin(assessment, *, by, permission=KEEP, version=None, field=None):
    """The assessment, locked, when `by` may keep it and no later version has taken its place."""
    if is_correction():
        return locked(assessment, version)
    require(by, permission, assessment.programme)
    assessment = locked(assessment)
    if not assessment.is_current:
        later, old = assessment.superseded_by.reference, assessment.reference
        refuse(f"{old} is superseded by {later} and stays as it was. Change {later}.", field)
    return locked(assessment, version)


def _lock_assessment_of(action, *, by):
    """Locks what the action belongs to, when `by` may keep it and it is not superseded."""
    if not is_correction():
        require(by, KEEP, action.programme)
    assessment = locked(action.assessment)
    if assessment.is_current or is_correction():
        return
    later = assessment.superseded_by.reference
    carried = PlanAction.objects.filter(carried_from=action.pk).first()
    refuse(
        f"{action.reference} belongs to {assessment.reference}, which is superseded by {later} "
        f"and stays as it was. Change {carried.reference if carried else later}."
    )


def _begin_step(action, step, *, by, version=None):
    """The action, locked, when its assessment stands and the step is open."""
    _lock_assessment_of(action, by=by)
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
    details = {"regime": regime or _suggested_regime(details.get("assessed")), **details}
    return add_entry(Assessment, programme=programme, by=by, at=at, why=why, **details)


@transaction.atomic
def change_assessment(assessment, *, by, at, version=None, **details):
    """Changes a version that stands. A regime that is emptied follows from the date again."""
    assessment = _begin(assessment, by=by, version=version)
    if details.get("regime") == "":
        details["regime"] = _suggested_regime(details.get("assessed", assessment.assessed))
    return change_entry(assessment, by=by, at=at, **details)


@transaction.atomic
def add_version(assessment, *, by, at, why, assessed="", carry_over=True, version=None):
    """Makes a new version that supersedes this one, which stays as it was. Returns the new one.

    Its facts begin as those of the old one, its legal regime as its own date suggests (the law may
    have changed since), its monitoring questions unanswered. With `carry_over` the actions that are
    not finished are carried over, each under a new reference and with its status.
    """
    old = _begin(assessment, by=by, permission=SUPERSEDE, version=version)
    how = {"by": by, "at": at, "why": why}
    new = _next_version(old, how, assessed=assessed, regime=_suggested_regime(assessed))
    actions = list(old.actions.order_by("number"))
    if carry_over:
        for action in actions:
            if action.state in UNFINISHED:
                _carry_over(action, new, how)
    for action in actions:
        change_entry(action, verb="superseded", in_force=False, **how)
    note = audit.note("superseded_by", "Superseded by", "", new.reference)
    change_entry(old, verb="superseded", changes=[note], state=Standing.SUPERSEDED, **how)
    return new


def _next_version(old, how, **values):
    facts = {
        name: getattr(old, name) for name in (*CARRIED_FACTS.split(), *CHARACTERISTICS, *LIMBS)
    }
    facts |= {**carried_on(old), **values, "edition": old.edition + 1, "supersedes": old}
    verb = "made a new version:"
    return add_entry(Assessment, programme=old.programme, verb=verb, **how, **facts)


def _carry_over(action, new, how):
    values = {name: getattr(action, name) for name in CARRIED_ACTION.split()}
    values |= {
        **carried_on(action),
        "assessment": new,
        "state": action.state,
        "carried_from": action,
    }
    add_entry(PlanAction, programme=new.programme, verb="carried over", **how, **values)


@transaction.atomic
def take_back_version(assessment, *, by, at, why, version=None):
    """Takes back the version that was made of this one by mistake: this one stands again, its
    actions with it. The other one is withdrawn with all its actions.
    """
    how = {"permission": SUPERSEDE, "version": version}
    old = begin_step(assessment, "take_back_version", ASSESSMENT_STEPS, by=by, **how)
    new, how = locked(old.superseded_by), {"by": by, "at": at, "why": why}
    later = f"{new.reference} is superseded itself: take back the version after it first."
    refuse_unless(new.is_current, later)
    for action in PlanAction.objects.of(new.programme).filter(assessment=new).order_by("number"):
        withdraw_along(action, carried_from=None, **how)
    withdraw_along(new, supersedes=None, edition=1, **how)
    for action in PlanAction.objects.of(old.programme).filter(assessment=old).order_by("number"):
        change_entry(action, verb="took up again", in_force=True, **how)
    note = audit.note("superseded_by", "Superseded by", new.reference, "")
    verb = "took back the version after"
    return change_entry(old, verb=verb, changes=[note], state=Standing.CURRENT, **how)


@transaction.atomic
def answer_question(
    assessment, *, by, at, question, text="", dated="", doubt="", version=None, why=""
):
    """Answers a monitoring question, or answers it anew. Its history keeps the earlier answer.

    Who ratified it, and when, is what those who may say so answered once.
    """
    assessment = _begin(assessment, by=by, permission=to_answer(question), version=version)
    refuse_unless(question in Question.values, "There is no such question.", "question")
    known = assessment.answers.filter(question=question).first()
    row = known or Answer(assessment=assessment, question=question)
    values = {"text": text, "dated": dated.strip(), "doubt": doubt}
    _refuse_ratified(row, values)
    label, notes = Question(question).label, audit.difference(row, values)
    if notes:
        for name, value in values.items():
            setattr(row, name, value)
        save_child(row, by=by, at=at)
    notes = [{**note, "label": f"{label}: {note['label'].lower()}"} for note in notes]
    verb = "answered a question of"
    return change_entry(assessment, by=by, at=at, verb=verb, changes=notes, why=why)


def _refuse_ratified(row, values):
    """Refuses another answer to who ratified it, and when; what is blank may be added."""
    ratified = row.question == Question.RATIFIED and row.text
    changed = any(getattr(row, name) not in ("", value) for name, value in values.items())
    advice = "Correct a mistake in the answer, or make a new version."
    refuse_if(ratified and changed, f"{row.assessment.reference} is ratified. {advice}", "text")


@transaction.atomic
def screen_characteristic(
    assessment, *, by, at, characteristic, relevance, version=None, why="", **found
):
    """Says how relevant what is assessed is to a characteristic: `found` are the limbs of the duty
    for which it is, the evidence and the consultation. Its history keeps what was said earlier.
    """
    assessment = _begin(assessment, by=by, version=version)
    known_one = characteristic in CHARACTERISTICS
    refuse_unless(known_one, "There is no such characteristic.", "characteristic")
    _refuse_ratified_plan(assessment, by, "relevance")
    known = assessment.screening.filter(characteristic=characteristic).first()
    row = known or Screening(assessment=assessment, characteristic=characteristic)
    values = {"relevance": relevance, **found}
    label, notes = CHARACTERISTICS[characteristic], audit.difference(row, values)
    if notes:
        for name, value in values.items():
            setattr(row, name, value)
        save_child(row, by=by, at=at)
    notes = [{**note, "label": f"{label}: {note['label'].lower()}"} for note in notes]
    return change_entry(assessment, by=by, at=at, verb="screened", changes=notes, why=why)


def _refuse_ratified_plan(assessment, by, field):
    """Refuses what adds to a plan that was ratified, save by those who may make a new version."""
    theirs = is_ratified(assessment) and not may(by, SUPERSEDE, assessment.programme)
    fixed = f"{assessment.reference} is ratified, with its plan: a programme manager adds to it."
    refuse_if(theirs, fixed, field)


@transaction.atomic
def add_action(*, programme, by, at, assessment, why="", **details):
    """Adds an action to a plan that stands. Whatever the plan leaves blank may stay blank."""
    require(by, KEEP, programme)
    assessment = _begin(assessment, by=by, field="assessment")
    _refuse_ratified_plan(assessment, by, "assessment")
    details = {"assessment": assessment, **details}
    return add_entry(PlanAction, programme=programme, by=by, at=at, why=why, **details)


@transaction.atomic
def change_action(action, *, by, at, version=None, **details):
    """Changes what the plan says about an action, but not its status."""
    _lock_assessment_of(action, by=by)
    action = begin_change(action, STEPS, by=by, permission=KEEP, version=version)
    return change_entry(action, by=by, at=at, **details)


@transaction.atomic
def record_not_started(action, *, by, at, version=None, why=""):
    """Says that an action has not begun, where nobody had said how far it is."""
    action = _begin_step(action, "not_begin", by=by, version=version)
    how = {"by": by, "at": at, "verb": "recorded {} as not started", "why": why}
    return change_entry(action, state=State.NOT_STARTED, **how)


@transaction.atomic
def start_action(action, *, by, at, version=None, why=""):
    """Says that an action is under way."""
    action = _begin_step(action, "start", by=by, version=version)
    return change_entry(action, by=by, at=at, verb="started", why=why, state=State.UNDER_WAY)


@transaction.atomic
def finish_action(action, *, by, at, done_on=None, version=None, why=""):
    """Says that an action is done. The day may stay blank: plans say “already undertaken”."""
    action = _begin_step(action, "finish", by=by, version=version)
    refuse_future(done_on, at, "done_on")
    done = {"state": State.DONE, "done_on": done_on}
    return change_entry(action, by=by, at=at, verb="finished", why=why, **done)


@transaction.atomic
def drop_action(action, *, by, at, why, version=None):
    """Gives an action up, for a reason that is printed. It stays on record."""
    action = _begin_step(action, "drop", by=by, version=version)
    refuse_unless(why.strip(), "Say why it is dropped.", "why")
    dropped = {"state": State.DROPPED, "dropped_why": why}
    return change_entry(action, by=by, at=at, verb="dropped", why=why, **dropped)


@transaction.atomic
def reopen_action(action, *, by, at, why, version=None):
    """Takes up again what was done or dropped."""
    action = _begin_step(action, "reopen", by=by, version=version)
    refuse_unless(why.strip(), "Say why it is taken up again.", "why")
    again = {"state": State.REOPENED, "done_on": None, "dropped_why": ""}
    return change_entry(action, by=by, at=at, verb="reopened", why=why, **again)


@transaction.atomic
def note_progress(action, *, by, at, as_at, text, version=None):
    """Adds a note of progress as at a day. Earlier notes stay as they were."""
    action = _begin_step(action, "note_progress", by=by, version=version)
    refuse_future(as_at, at)
    added = add_recorded(Progress, by=by, at=at, action=action, as_at=as_at, text=text)
    note = audit.note("progress", f"Progress as at {day(as_at)}", "", added.text)
    return change_entry(action, by=by, at=at, verb="noted progress of", changes=[note])
