"""Everything that can be done to a workstream, its positions and its follow-on actions.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is that of the row that the person was looking at.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from functools import partial

from django.db import transaction

from programme import audit, decided, position
from programme.authorization import require
from programme.formats import day
from programme.records import (
    add_entry,
    add_recorded,
    begin_change,
    begin_step,
    change_entry,
    is_correction,
    refuse_future,
    refuse_if,
    refuse_if_reported,
    refuse_unless,
)
from programme.written import as_words

from .choices import STEPS, State
from .models import FollowOnAction, Position, ProgressScale, Workstream
from .permissions import ACCEPT, KEEP, SET_SCALE

NOT_ACCEPTED = {"accepted_at": None, "accepted_by": None, "accepted_by_name": ""}
NOT_ENDED = {"outcome": "", "done_on": None, "withdrawn_because": ""}

_begin = partial(begin_step, steps=STEPS, permission=KEEP)


@transaction.atomic
def set_scale(*, programme, by, at, applies_from, words, why=""):
    """Sets the words for progress from a day on, best first; what was judged keeps its word."""
    require(by, SET_SCALE, programme)
    refuse_if_reported(programme, at, applies_from)
    before = _words(programme, applies_from)
    is_set = ProgressScale.objects.filter(programme=programme).exists()
    same = is_set and tuple(words) == before
    refuse_if(same, "Progress is judged in these words already.", "words")
    rule = {"programme": programme, "applies_from": applies_from, "words": list(words)}
    scale = add_recorded(ProgressScale, by=by, at=at, **rule)
    note = audit.note("words", "Words for progress", ", ".join(before), scale)
    audit.record(scale, by=by, at=at, verb="set", programme=programme, changes=[note], why=why)
    return scale


def _words(programme, on):
    """The words for progress that apply on a day, as far as is known now."""
    return ProgressScale.objects.words(position.Position.on(programme, on))


@transaction.atomic
def add_workstream(*, programme, by, at, why="", **details):
    """Puts a workstream on the log."""
    require(by, KEEP, programme)
    return add_entry(Workstream, programme=programme, by=by, at=at, why=why, **details)


@transaction.atomic
def change_workstream(workstream, *, by, at, version=None, **details):
    """Changes what the log says about a workstream, but not how it stands."""
    workstream = begin_change(workstream, by=by, permission=KEEP, version=version)
    return change_entry(workstream, by=by, at=at, **details)


@transaction.atomic
def add_position(workstream, *, by, at, as_at, progress, text="", source="", version=None):
    """Adds how a workstream stands as at a day, in one of the programme's words on that day."""
    workstream = begin_change(workstream, by=by, permission=KEEP, version=version)
    refuse_future(as_at, at)
    words = _words(workstream.programme, as_at)
    use = f"On this day progress is judged in these words: {', '.join(words)}. Choose one of them."
    refuse_unless(progress in words, use, "progress")
    said = {"as_at": as_at, "progress": progress, "text": text, "source": source}
    added = add_recorded(Position, by=by, at=at, workstream=workstream, **said)
    columns = workstream.recounted()
    columns["changes"] = [audit.note("position", f"Position as at {day(as_at)}", "", added.told)]
    return change_entry(workstream, by=by, at=at, verb="recorded the position of", **columns)


@transaction.atomic
def propose_follow_on(*, programme, by, at, why="", **details):
    """Proposes an action that goes on after a workstream."""
    require(by, KEEP, programme)
    verb = "proposed"
    return add_entry(
        FollowOnAction,
        programme=programme,
        by=by,
        at=at,
        verb=verb,
        why=why,
        **as_words(details, "due"),
    )


@transaction.atomic
def receive_decision(*, programme, by, at, under, text, owner, source, body, on):
    """Proposes what a body decided on a day as a follow-on action of the workstream `under`."""
    longest = FollowOnAction._meta.get_field("title").max_length
    said = " ".join(text.split())
    title = said if len(said) <= longest else f"{said[: longest - 1].rstrip()}…"
    details = {"title": title, "detail": "" if title == text else text, "owner": owner[:120]}
    details |= {"monitoring_body": body[:120], "source": source[:120], "workstream": under}
    return propose_follow_on(programme=programme, by=by, at=at, **details)


@transaction.atomic
def change_follow_on(action, *, by, at, version=None, **details):
    """Changes what the log says. A change of what was accepted makes the acceptance void."""
    action = begin_change(action, STEPS, by=by, permission=KEEP, version=version)
    details = as_words(details, "due")
    if not is_correction() and decided.fallen(action, details):
        details |= {"state": State.PROPOSED, **NOT_ACCEPTED}
    return change_entry(action, by=by, at=at, **details)


@transaction.atomic
def accept_follow_on(
    action, *, by, at, owner, plan, monitoring_body, owner_user=None, why="", version=None
):
    """Records that a new owner took the action on, into which plan, and which body monitors it."""
    action = _begin(action, "accept", by=by, permission=ACCEPT, version=version)
    taken = {"owner": owner, "plan": plan, "monitoring_body": monitoring_body}
    for name, value in taken.items():
        label = action._meta.get_field(name).verbose_name
        refuse_unless(value, f"Enter the {label}. Nobody can accept the action without it.", name)
    accepted = {"accepted_at": at, "accepted_by": by, "accepted_by_name": str(by)}
    columns = {"state": State.ACCEPTED, **accepted, **taken, "owner_user": owner_user}
    return change_entry(action, by=by, at=at, verb="recorded the acceptance of", why=why, **columns)


@transaction.atomic
def complete_follow_on(action, *, by, at, outcome, done_on, version=None):
    """Says what was done and when. Only what somebody accepted can be done."""
    action = _begin(action, "complete", by=by, version=version)
    refuse_unless(outcome, "Enter what was done.", "outcome")
    refuse_future(done_on, at, "done_on")
    done = {"state": State.DONE, "outcome": outcome, "done_on": done_on}
    return change_entry(action, by=by, at=at, verb="completed", **done)


@transaction.atomic
def withdraw_follow_on(action, *, by, at, why, version=None):
    """Withdraws an action that nobody is to do, for a reason. It stays on record."""
    action = _begin(action, "withdraw", by=by, version=version)
    refuse_unless(why, "Enter why it is withdrawn.", "why")
    ended = {"state": State.WITHDRAWN, "withdrawn_because": why}
    return change_entry(action, by=by, at=at, verb="withdrew", why=why, **ended)


@transaction.atomic
def reopen_follow_on(action, *, by, at, why, version=None):
    """Opens a settled action again: as accepted where somebody had accepted it, or proposed."""
    action = _begin(action, "reopen", by=by, version=version)
    state = State.ACCEPTED if action.accepted_at else State.PROPOSED
    return change_entry(action, by=by, at=at, verb="reopened", why=why, state=state, **NOT_ENDED)
