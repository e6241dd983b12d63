"""What can be done with the meetings of a programme's bodies.

Each function refuses what `by` may not do, is all or nothing, and writes the audit trail. Rooms
beyond the kernel hear of every change, inside the same transaction.

Raises, all of them: NotPermitted, ValidationError; those that take a `version` StaleEntry, when
somebody else changed the meeting first.
"""

from itertools import chain, count

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.authorization.permissions import KEEP_CALENDAR
from programme.extension import extensions
from programme.formats import day, known_as, time_of_day
from programme.models import Body, Meeting
from programme.records import (
    StaleEntry,
    add_audited,
    refuse,
    refuse_if,
    refuse_unless,
    save_checked,
)
from programme.standing import refuse_ended

# The states from which each step can be taken.
STEPS = {
    "move": ("standing", "postponed"),
    "postpone": ("standing",),
    "cancel": ("standing", "postponed"),
    "restore": ("postponed", "cancelled"),
}
DONE = {
    "move": "moved",
    "postpone": "postponed",
    "cancel": "cancelled",
    "restore": "restored",
}


@transaction.atomic
def add_meeting(*, programme, by, at, body, on, time=None, place=""):
    """Puts a meeting into a body's calendar. A meeting in the past is refused.

    A second one on a day needs a time: it stands in its address.
    """
    require(by, KEEP_CALENDAR, programme)
    refuse_unless(body.programme_id == programme.pk, "Choose a body of this programme.", "body")
    refuse_ended(body, "body")
    meeting = Meeting(body=body, on=on, time=time, place=place, created_at=at)
    _check_date(meeting, at)
    _date(meeting, at)
    _sign(meeting, by, at)
    return add_audited(meeting, programme=programme, by=by, at=at, verb="added the meeting")


def move_meeting(meeting, *, by, at, on, why, time=None, place="", version=None):
    """Gives a meeting another date, time or place; a postponed one its new date.

    Its papers go with it: its earlier addresses lead to the new one.
    """
    new = {"on": on, "time": time, "place": place}
    return _take("move", meeting, by=by, at=at, why=why, version=version, **new)


def postpone_meeting(meeting, *, by, at, why, version=None):
    """Takes a meeting off its date. It gets a new one by being moved."""
    return _take("postpone", meeting, by=by, at=at, why=why, version=version, postponed_at=at)


def cancel_meeting(meeting, *, by, at, why, version=None):
    """Cancels a meeting: no report is drawn up for it any more. Of one whose day has passed it says
    that it did not take place.
    """
    new = {"cancelled_at": at, "postponed_at": None}
    return _take("cancel", meeting, by=by, at=at, why=why, version=version, **new)


def restore_meeting(meeting, *, by, at, why, version=None, **new):
    """Puts a meeting that was cancelled or postponed back on its date; with a `time` that may be
    another one, where the body meets twice on that day by now.
    """
    new |= {"cancelled_at": None, "postponed_at": None}
    return _take("restore", meeting, by=by, at=at, why=why, version=version, **new)


@transaction.atomic
def pass_meeting(meeting, body, *, by, at, why):
    """Gives a meeting to the body that takes the place of its own, or back to it: on its date, with
    its papers. Its earlier addresses lead to it.

    The step that ends a body, or takes its end back, has looked whether `by` may.
    """
    Body.objects.select_for_update().filter(pk__in=(meeting.body_id, body.pk)).count()
    meeting = Meeting.objects.select_for_update().select_related("body").get(pk=meeting.pk)
    was, meeting.body = meeting.body, body
    hidden = f"Papers of {body} are not open to everyone, as those of {was} are."
    refuse_if(was.is_public and not body.is_public, hidden)
    if meeting.stands:
        _check_date(meeting, at, clash="{} already.")
    _address(meeting, was)
    changes = [audit.note("body", "Body", was, body)]
    return _save(meeting, "passed on", body.programme, changes, by=by, at=at, why=why)


def refusal(meeting, step, today) -> str:
    """Why a step cannot be taken on `today`, in words; empty where it can."""
    state, over, body = meeting.state, meeting.on < today, meeting.body
    held = [words for room in extensions() if (words := room.holds_meeting(meeting))]
    if state == "standing" and step in ("move", "postpone", "cancel") and held:
        return held[0]
    if state not in STEPS[step]:
        if state == "standing":
            return "This meeting is neither cancelled nor postponed."
        if DONE[step] == state:
            return f"This meeting is {state} already."
        return f"This meeting is {state}. Restore it first."
    if body.ended_on and step in ("move", "restore"):
        return f"{body} ended on {day(body.ended_on)}. It has no further meetings."
    if over and step == "restore" and not _was_said_not_to_take_place(meeting):
        instead = "Add a new meeting" if state == "cancelled" else "Move it to its new date"
        return f"The date of this meeting has passed. {instead} instead."
    if over and state == "standing" and step != "cancel":
        return f"This meeting is over: it cannot be {DONE[step]}. If it did not take place, say so."
    return ""


def _was_said_not_to_take_place(meeting):
    """Whether it stood on its day, and was cancelled after it."""
    if not meeting.did_not_take_place:
        return False
    before = meeting.history.filter(history_date__lt=meeting.cancelled_at)
    return not before.latest("history_date").postponed_at


@transaction.atomic
def _take(step, meeting, *, by, at, why, version, **values):
    programme = meeting.body.programme
    require(by, KEEP_CALENDAR, programme)
    refuse_unless(why.strip(), "Say why.", "why")
    Body.objects.select_for_update().get(pk=meeting.body_id)  # one date of a body at a time
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if version not in (None, meeting.version):
        raise StaleEntry(meeting)
    if said := refusal(meeting, step, timezone.localdate(at)):
        refuse(said)
    dated = meeting.stands, meeting.on, meeting.time
    changes = [
        one
        for one in audit.difference(meeting, values)
        if one["field"] not in ("postponed_at", "cancelled_at")
    ]
    refuse_if(step == "move" and not changes, "The meeting has this date, time and place.", "on")
    for name, value in {"postponed_at": None, **values}.items():
        setattr(meeting, name, value)
    after_all = step == "restore" and meeting.on < timezone.localdate(at)
    if meeting.stands and not after_all and dated != (True, meeting.on, meeting.time):
        _check_date(meeting, at)
        _date(meeting, at)
    return _save(meeting, DONE[step], programme, changes, by=by, at=at, why=why)


def _save(meeting, done, programme, changes, *, by, at, why):
    """Saves what became of a meeting; rooms beyond the kernel hear of it."""
    meeting.version += 1
    _sign(meeting, by, at, why)
    save_checked(meeting)
    how = {"by": by, "at": at, "programme": programme, "changes": changes, "why": why}
    audit.record(meeting, verb=f"{done} the meeting", **how)
    for room in extensions():
        room.meeting_changed(meeting, by=by, at=at)
    return meeting


def _sign(meeting, by, at, why=""):
    """Notes who saves it and when, for its next row of history."""
    meeting.updated_at, meeting.updated_by_name = at, known_as(by)
    meeting._history_date, meeting._history_user = at, by
    meeting._change_reason = why[:100]


def _check_date(meeting, at, clash="{} already. Enter the time of this one, for example 6.30pm."):
    """Refuses a date in the past, and one that another meeting of the body has; `clash` says what
    to do where one of them has no time.
    """
    Body.objects.select_for_update().get(pk=meeting.body_id)  # one date of a body at a time
    now, past = timezone.localtime(at), "The meeting cannot be in the past."
    refuse_if(meeting.on < now.date(), past, "on")
    over = meeting.on == now.date() and meeting.time and meeting.time < now.time()
    refuse_if(over, past, "time")
    others = meeting.body.meetings.standing().filter(on=meeting.on).exclude(pk=meeting.pk)
    taken = list(others.values_list("time", flat=True))
    what = f"{meeting.body} has a meeting on {day(meeting.on)}"
    refuse_if(taken and meeting.time is None, clash.format(what), "time")
    refuse_if(
        meeting.time in taken, f"{what} at {time_of_day(meeting.time or at)} already.", "time"
    )


def _date(meeting, at):
    """Notes since when it has its date, and the address that it has there."""
    meeting.dated_at = at
    _address(meeting, meeting.body)


def _address(meeting, was):
    """Gives it its address: one that neither its body nor that which it `was` of gave to another
    meeting.
    """
    bodies = {meeting.body_id, was.pk}
    known = Meeting.history.filter(body__in=bodies, address__startswith=meeting.on.isoformat())
    taken = set(known.exclude(id=meeting.pk).values_list("address", flat=True))
    iso = meeting.on.isoformat()
    timed = [f"{iso}-{meeting.time:%H%M}"] if meeting.time else []
    free = (f"{iso}-{number}" for number in count(2))
    meeting.address = next(one for one in chain([iso], timed, free) if one not in taken)
