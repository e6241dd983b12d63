"""Everything that can be done to a workstream, its positions and its follow-on actions.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change `at`, and writes
the audit trail. `version` is the version of the row that the person was looking at.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.fields import lines_of
from programme.records import (
    add_entry,
    add_recorded,
    change_entry,
    locked,
    refuse_future,
    refuse_if_reported,
    refuse_unless,
)

from .choices import STEPS, State
from .models import FollowOnAction, Position, ProgressScale, Workstream
from .permissions import ACCEPT, KEEP, SET_SCALE

NOT_ACCEPTED = {"accepted_at": None, "accepted_by": None, "accepted_by_name": ""}
NOT_ENDED = {"outcome": "", "done_on": None, "withdrawn_because": ""}


@transaction.atomic
def set_scale(*, programme, by, at, applies_from, words, why=""):
    """Sets the words for progress from a day on, best first; what was judged before keeps its word."""
    require(by, SET_SCALE, programme)
    refuse_if_reported(programme, at, applies_from)
    before = ProgressScale.objects.words(programme, None, applies_from)
    is_set = ProgressScale.objects.filter(programme=programme).exists()
    refuse_unless(
        not is_set or tuple(words) != before, "Progress is judged in these words already.", "words"
    )
    scale = add_recorded(
        ProgressScale,
        by=by,
        at=at,
        programme=programme,
        applies_from=applies_from,
        words=list(words),
    )
    note = [
        {
            "field": "words",
            "label": "Words for progress",
            "was": ", ".join(before),
            "now": str(scale),
        }
    ]
    audit.record(scale, by=by, at=at, verb="set", programme=programme, changes=note, why=why)
    return scale


@transaction.atomic
def add_workstream(*, programme, by, at, why="", **details):
    """Puts a workstream on the log."""
    require(by, KEEP, programme)
    return add_entry(Workstream, programme=programme, by=by, at=at, why=why, **details)


@transaction.atomic
def change_workstream(workstream, *, by, at, version=None, **details):
    """Changes what the log says about a workstream, but not how it stands."""
    require(by, KEEP, workstream.programme)
    return change_entry(workstream, by=by, at=at, version=version, **details)


@transaction.atomic
def add_position(workstream, *, by, at, as_at, progress, text="", source="", version=None):
    """Adds how a workstream stands as at a day. `progress` is one of the programme's words on that day."""
    require(by, KEEP, workstream.programme)
    workstream = locked(workstream, version)
    refuse_future(as_at, at)
    _refuse_unless_on_scale(workstream.programme, progress, as_at)
    add_recorded(
        Position,
        by=by,
        at=at,
        workstream=workstream,
        as_at=as_at,
        progress=progress,
        text=text,
        source=source,
    )
    counting = workstream.positions.in_order().last()
    said = "; ".join(lines_of(text)) or progress
    note = {
        "field": "position",
        "label": f"Position as at {audit.in_words(as_at)}",
        "was": "",
        "now": said,
    }
    return change_entry(
        workstream,
        by=by,
        at=at,
        verb="recorded the position of",
        changes=[note],
        progress=counting.progress,
        position_on=counting.as_at,
    )


def _refuse_unless_on_scale(programme, progress, as_at):
    words = ProgressScale.objects.words(programme, None, as_at)
    message = (
        f"On this day progress is judged in these words: {', '.join(words)}. Choose one of them."
    )
    refuse_unless(progress in words, message, "progress")


@transaction.atomic
def propose_follow_on(*, programme, by, at, why="", **details):
    """Proposes an action that goes on after a workstream."""
    require(by, KEEP, programme)
    return add_entry(
        FollowOnAction, programme=programme, by=by, at=at, verb="proposed", why=why, **details
    )


def _begin(action, step, *, by, permission=KEEP, version=None):
    """The follow-on action, locked, when `by` may take this step and it is open."""
    require(by, permission, action.programme)
    action = locked(action, version)
    state = action.get_state_display().lower()
    refuse_unless(
        action.state in STEPS[step], f"{action.reference} is {state}: this step is not open to it."
    )
    return action


@transaction.atomic
def change_follow_on(action, *, by, at, version=None, **details):
    """Changes what the log says about a follow-on action. A change of what was accepted makes the acceptance void."""
    action = _begin(action, "change", by=by, version=version)
    accepted = {name: details[name] for name in action.ACCEPTED_FACTS if name in details}
    if action.state == State.ACCEPTED and audit.difference(action, accepted):
        details |= {"state": State.PROPOSED, **NOT_ACCEPTED}
    return change_entry(action, by=by, at=at, **details)


@transaction.atomic
def accept_follow_on(action, *, by, at, owner, plan, monitoring_body, why="", version=None):
    """Records that a new owner took the action on, into which plan, and which body monitors it."""
    action = _begin(action, "accept", by=by, permission=ACCEPT, version=version)
    taken = {"owner": owner, "plan": plan, "monitoring_body": monitoring_body}
    for name, value in taken.items():
        label = action._meta.get_field(name).verbose_name
        refuse_unless(value, f"Enter the {label}. Nobody can accept the action without it.", name)
    return change_entry(
        action,
        by=by,
        at=at,
        verb="recorded the acceptance of",
        why=why,
        state=State.ACCEPTED,
        accepted_at=at,
        accepted_by=by,
        accepted_by_name=str(by),
        **taken,
    )


@transaction.atomic
def complete_follow_on(action, *, by, at, outcome, done_on, version=None):
    """Says what was done and when. Only what somebody accepted can be done."""
    action = _begin(action, "complete", by=by, version=version)
    refuse_unless(outcome, "Enter what was done.", "outcome")
    refuse_future(done_on, at, "done_on")
    return change_entry(
        action, by=by, at=at, verb="completed", state=State.DONE, outcome=outcome, done_on=done_on
    )


@transaction.atomic
def withdraw_follow_on(action, *, by, at, why, version=None):
    """Withdraws an action that nobody is to do, for a reason. It stays on record."""
    action = _begin(action, "withdraw", by=by, version=version)
    refuse_unless(why, "Enter why it is withdrawn.", "why")
    return change_entry(
        action, by=by, at=at, verb="withdrew", why=why, state=State.WITHDRAWN, withdrawn_because=why
    )


@transaction.atomic
def reopen_follow_on(action, *, by, at, why, version=None):
    """Opens an action again that was done or withdrawn: as accepted where somebody had accepted it, otherwise as proposed."""
    action = _begin(action, "reopen", by=by, version=version)
    state = State.ACCEPTED if action.accepted_at else State.PROPOSED
    return change_entry(action, by=by, at=at, verb="reopened", why=why, state=state, **NOT_ENDED)
