"""The meetings to come of a body that ends: each passes to its successor, or is cancelled, as
whoever ends the body says. Nothing becomes of one that nobody decided on.
"""

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils import timezone

from programme.formats import listed
from programme.meetings import cancel_meeting, pass_meeting
from programme.models import Meeting
from programme.records import refuse, refuse_if, refuse_unless

PASS, CANCEL = "pass", "cancel"


def meetings_to_come(bodies, on, today):
    """The meetings of bodies that end on the day `on` (None: today) that are decided on: those
    after it, still to come, and those that wait for a new date.
    """
    ahead = Q(postponed_at=None, on__gt=max(on or today, today)) | Q(postponed_at__isnull=False)
    found = Meeting.objects.filter(ahead, body__in=bodies, cancelled_at=None)
    by_time = F("time").asc(nulls_first=True)
    return found.select_related("body").order_by("on", by_time, "id")


def field_of(meeting) -> str:
    """The name of the field that asks what becomes of a meeting."""
    return f"meeting_{meeting.pk}"


def pass_meetings_on(body, successor, decided, *, on, by, at, why):
    """Does with a body's meetings to come what was decided: {primary key: PASS or CANCEL}.

    Raises:
        ValidationError: beside the field of the meeting; on top where nobody decided on one.
    """
    ahead = list(meetings_to_come([body], on, timezone.localdate(at)))
    open_ones = [meeting.when for meeting in ahead if meeting.pk not in decided]
    which = "that meeting" if len(open_ones) == 1 else "these meetings"
    meets = f"{body} meets on {listed(open_ones)}. Say what becomes of {which}."
    refuse_if(open_ones, meets)
    for meeting in ahead:
        if decided[meeting.pk] == CANCEL:
            cancel_meeting(meeting, by=by, at=at, why=why)
        else:
            _pass_on(meeting, successor, by=by, at=at, why=why)


def _pass_on(meeting, successor, **how):
    none = f"Nothing succeeds {meeting.body}. Choose its successor, or cancel this meeting."
    refuse_unless(successor, none, field_of(meeting))
    try:
        pass_meeting(meeting, successor, **how)
    except ValidationError as error:
        advice = "Cancel this meeting, or move it to another date first."
        refuse(f"{' '.join(error.messages)} {advice}", field_of(meeting))
