"""Days on which offices are closed: entered once for all bodies that meet there, and undone.

Each function refuses what `by` may not do, is all or nothing, and writes the audit trail.

Raises, all of them: NotPermitted, ValidationError.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.authorization.permissions import KEEP_CALENDAR
from programme.extension import extensions
from programme.formats import day
from programme.models import Body, ClosedDay, Meeting
from programme.records import add_audited, change_entry, refuse_if, refuse_unless
from programme.standing import refuse_ended


def check_host(host, programme):
    """Refuses a host that is no partner of the programme; None is none."""
    refuse_if(host and host.programme_id != programme.pk, "Choose a partner of this one.", "host")


@transaction.atomic
def add_closed_day(*, programme, by, at, on, reason, body=None, host=None):
    """Adds a day on which offices are closed: it does not count as a clear day.

    It is a body's own, or a host council's, for every body that meets there.
    """
    require(by, KEEP_CALENDAR, programme)
    refuse_unless(bool(body) != bool(host), "Choose a body or a host council.")
    whose = body or host
    refuse_unless(whose.programme_id == programme.pk, "Choose one of this programme.", "whose")
    refuse_ended(whose, "whose")
    passed = f"{day(on)} has passed: enter a day to come. Clocks of before stay as they were."
    refuse_unless(on >= timezone.localdate(at), passed, "on")
    closed = ClosedDay(body=body, host=host, on=on, reason=reason, recorded_at=at)
    add_audited(closed, programme=programme, by=by, at=at, verb="added the closed day")
    tell_of_closed_day(closed, by, at)
    return closed


@transaction.atomic
def undo_closed_day(closed, *, by, at, why):
    """Undoes a closed day that was entered wrongly. It stays on record, and counts from now on.

    What was published stays as it was judged.
    """
    programme = (closed.body or closed.host).programme
    require(by, KEEP_CALENDAR, programme)
    closed = ClosedDay.objects.select_for_update().get(pk=closed.pk)
    refuse_if(closed.ended_at, "This closed day was undone already.")
    refuse_unless(why.strip(), "Say why.", "why")
    closed.ended_at, closed.ended_by, closed.ended_why = at, by, why
    closed.save(update_fields=["ended_at", "ended_by", "ended_why"])
    audit.record(closed, by=by, at=at, verb="undid the closed day", programme=programme, why=why)
    tell_of_closed_day(closed, by, at)
    return closed


@transaction.atomic
def set_host(body, *, by, at, host, why="", version=None):
    """Says at which partner's offices a body meets; None is at none."""
    require(by, KEEP_CALENDAR, body.programme)
    check_host(host, body.programme)
    before = body.version
    how = {"by": by, "at": at, "verb": "changed the body", "why": why, "version": version}
    body = change_entry(body, host=host, **how)
    if body.version != before:
        _tell_of(Body.objects.filter(pk=body.pk), by, at)
    return body


def tell_of_closed_day(closed, by, at):
    """Tells rooms beyond the kernel of the meetings to come for which a closed day holds."""
    bodies = Body.objects.filter(Q(pk=closed.body_id) | Q(host__isnull=False, host=closed.host_id))
    _tell_of(bodies, by, at)


def _tell_of(bodies, by, at):
    """The clock of the bodies' meetings to come has changed: rooms beyond the kernel hear of it."""
    ahead = Meeting.objects.standing().filter(body__in=bodies, on__gte=timezone.localdate(at))
    for meeting in ahead.select_related("body__programme", "body__host"):
        for room in extensions():
            room.meeting_changed(meeting, by=by, at=at)
