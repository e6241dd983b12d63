"""Everything that can be done to a communication, and the feedback that comes to it.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change `at`, and writes
the audit trail. `version` is the version of the row that the person was looking at.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from django.db import transaction
from django.utils import timezone

from programme.authorization import require
from programme.formats import day
from programme.records import (
    add_entry,
    add_recorded,
    begin_step,
    change_entry,
    refuse_future,
    refuse_unless,
)

from .choices import STEPS, State
from .models import Answer, Communication, Feedback
from .permissions import KEEP

NOT_SETTLED = {"done_on": None, "done_where": "", "cancelled_why": "", "settled_at": None}


def _begin(communication, step, *, by, version=None):
    return begin_step(communication, step, STEPS, by=by, permission=KEEP, version=version)


def _note(label, now):
    return [{"field": label.lower(), "label": label, "was": "", "now": now}]


@transaction.atomic
def add_communication(*, programme, by, at, due="", why="", **details):
    """Plans a communication."""
    require(by, KEEP, programme)
    return add_entry(
        Communication,
        programme=programme,
        by=by,
        at=at,
        verb="planned",
        why=why,
        due=due.strip(),
        **details,
    )


@transaction.atomic
def change_communication(communication, *, by, at, version=None, **details):
    """Changes what the plan says about a communication, but not its state."""
    communication = _begin(communication, "change", by=by, version=version)
    return change_entry(communication, by=by, at=at, **details)


@transaction.atomic
def start_communication(communication, *, by, at, why="", version=None):
    """Says that a planned communication is under way."""
    communication = _begin(communication, "start", by=by, version=version)
    return change_entry(communication, by=by, at=at, verb="started", why=why, state=State.UNDER_WAY)


@transaction.atomic
def complete_communication(
    communication, *, by, at, done_on=None, done_where="", why="", version=None
):
    """Records that it was done, on which day and where. A day that no paper names stays blank."""
    communication = _begin(communication, "complete", by=by, version=version)
    refuse_future(done_on, at, "done_on")
    opens_on = communication.opens_on
    in_time = not (done_on and opens_on) or done_on >= opens_on
    refuse_unless(
        in_time,
        f"The consultation opens on {day(opens_on)}: it cannot be done before that.",
        "done_on",
    )
    return change_entry(
        communication,
        by=by,
        at=at,
        verb="recorded as done",
        why=why,
        state=State.DONE,
        done_on=done_on,
        done_where=done_where,
        settled_at=at,
    )


@transaction.atomic
def cancel_communication(communication, *, by, at, why, version=None):
    """Calls it off, for a reason. It stays in the plan."""
    communication = _begin(communication, "cancel", by=by, version=version)
    refuse_unless(why, "Say why it is cancelled.", "why")
    return change_entry(
        communication,
        by=by,
        at=at,
        verb="cancelled",
        why=why,
        state=State.CANCELLED,
        cancelled_why=why,
        settled_at=at,
    )


@transaction.atomic
def reopen_communication(communication, *, by, at, why, version=None):
    """Takes up again what was done or cancelled. What was recorded of it stays in its history."""
    communication = _begin(communication, "reopen", by=by, version=version)
    state = State.UNDER_WAY if communication.state == State.DONE else State.PLANNED
    return change_entry(
        communication, by=by, at=at, verb="reopened", why=why, state=state, **NOT_SETTLED
    )


@transaction.atomic
def add_feedback(communication, *, by, at, source, said, given_on=None, answer="", version=None):
    """Adds what somebody said, with what was answered today when it was answered at once."""
    communication = _begin(communication, "feedback", by=by, version=version)
    refuse_future(given_on, at, "given_on")
    last = communication.feedback.order_by("number").last()
    added = add_recorded(
        Feedback,
        by=by,
        at=at,
        communication=communication,
        number=last.number + 1 if last else 1,
        given_on=given_on,
        source=source,
        said=said,
    )
    if answer:
        _keep_answer(added, answer, timezone.localdate(at), by=by, at=at)
    notes = [*_note("Feedback", str(added)), *(_note("Answer", answer) if answer else [])]
    return change_entry(communication, by=by, at=at, verb="added feedback to", changes=notes)


@transaction.atomic
def answer_feedback(feedback, *, by, at, answer, answered_on, version=None):
    """Adds what was answered to a piece of feedback, or done about it."""
    communication = _begin(feedback.communication, "feedback", by=by, version=version)
    refuse_future(answered_on, at, "answered_on")
    given_on = feedback.given_on
    refuse_unless(
        given_on is None or answered_on >= given_on,
        f"It was said on {day(given_on)}.",
        "answered_on",
    )
    _keep_answer(feedback, answer, answered_on, by=by, at=at)
    return change_entry(
        communication,
        by=by,
        at=at,
        verb="answered feedback on",
        changes=_note(f"Answer to feedback {feedback.number}", answer),
    )


def _keep_answer(feedback, answer, answered_on, *, by, at):
    add_recorded(Answer, by=by, at=at, feedback=feedback, answer=answer, answered_on=answered_on)
