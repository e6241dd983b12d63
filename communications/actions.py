"""Everything that can be done to a communication, and the feedback that comes to it.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is the row's version that the person was looking at.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from functools import partial

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.formats import day
from programme.records import (
    add_entry,
    add_recorded,
    begin_change,
    begin_step,
    change_entry,
    next_number,
    refuse_future,
    refuse_if,
    refuse_unless,
)

from .choices import STEPS, State
from .models import Answer, Communication, Feedback
from .permissions import KEEP

NOT_SETTLED = {"done_on": None, "done_where": "", "cancelled_why": ""}

_begin = partial(begin_step, steps=STEPS, permission=KEEP)


@transaction.atomic
def add_communication(*, programme, by, at, due="", why="", **details):
    """Plans a communication."""
    require(by, KEEP, programme)
    how = {"by": by, "at": at, "verb": "planned", "why": why}
    return add_entry(Communication, programme=programme, due=due.strip(), **how, **details)


@transaction.atomic
def change_communication(communication, *, by, at, version=None, **details):
    """Changes what the plan says about a communication that is not settled, but not its state."""
    entry = begin_change(communication, STEPS, by=by, permission=KEEP, version=version)
    return change_entry(entry, by=by, at=at, **details)


@transaction.atomic
def start_communication(communication, *, by, at, why="", version=None):
    """Says that a planned communication is under way."""
    entry = _begin(communication, "start", by=by, version=version)
    return change_entry(entry, by=by, at=at, verb="started", why=why, state=State.UNDER_WAY)


@transaction.atomic
def complete_communication(
    communication, *, by, at, done_on=None, done_where="", why="", version=None
):
    """Records that it was done, on which day and where. A day that no paper names stays blank."""
    entry = _begin(communication, "complete", by=by, version=version)
    refuse_future(done_on, at, "done_on")
    early = done_on and entry.opens_on and done_on < entry.opens_on
    opens = f"The consultation opens on {day(entry.opens_on)}: it cannot be done before that."
    refuse_if(early, opens, "done_on")
    done = {"state": State.DONE, "done_on": done_on, "done_where": done_where}
    return change_entry(entry, by=by, at=at, verb="recorded {} as done", why=why, **done)


@transaction.atomic
def cancel_communication(communication, *, by, at, why, version=None):
    """Calls it off, for a reason. It stays in the plan."""
    entry = _begin(communication, "cancel", by=by, version=version)
    refuse_unless(why, "Say why it is cancelled.", "why")
    cancelled = {"state": State.CANCELLED, "cancelled_why": why}
    return change_entry(entry, by=by, at=at, verb="cancelled", why=why, **cancelled)


@transaction.atomic
def reopen_communication(communication, *, by, at, why, version=None):
    """Takes up again what was done or cancelled. What was recorded of it stays in its history."""
    entry = _begin(communication, "reopen", by=by, version=version)
    state = State.UNDER_WAY if entry.state == State.DONE else State.PLANNED
    again = {"state": state, **NOT_SETTLED}
    return change_entry(entry, by=by, at=at, verb="reopened", why=why, **again)


@transaction.atomic
def add_feedback(communication, *, by, at, source, said, given_on=None, answer="", version=None):
    """Adds what somebody said, with what was answered today when it was answered at once."""
    entry = _begin(communication, "feedback", by=by, version=version)
    refuse_future(given_on, at, "given_on")
    told = {"number": next_number(entry.feedback), "given_on": given_on}
    told |= {"source": source, "said": said}
    added = add_recorded(Feedback, by=by, at=at, communication=entry, **told)
    notes = [audit.note("feedback", "Feedback", "", added)]
    if answer:
        _keep_answer(added, answer, timezone.localdate(at), by=by, at=at)
        notes.append(audit.note("answer", "Answer", "", answer))
    return change_entry(entry, by=by, at=at, verb="added feedback to", changes=notes)


@transaction.atomic
def answer_feedback(feedback, *, by, at, answer, answered_on, version=None):
    """Adds what was answered to a piece of feedback, or done about it."""
    entry = _begin(feedback.communication, "answer", by=by, version=version)
    refuse_future(answered_on, at, "answered_on")
    given_on = feedback.given_on
    early = given_on and answered_on < given_on
    refuse_if(early, f"It was said on {day(given_on)}.", "answered_on")
    _keep_answer(feedback, answer, answered_on, by=by, at=at)
    note = audit.note("answer", f"Answer to feedback {feedback.number}", "", answer)
    return change_entry(entry, by=by, at=at, verb="answered feedback on", changes=[note])


def _keep_answer(feedback, answer, answered_on, *, by, at):
    add_recorded(Answer, by=by, at=at, feedback=feedback, answer=answer, answered_on=answered_on)
