"""When a report falls due.

The database is the truth: a due meeting is a row, and a row is made once.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from programme import audit
from programme.models import Body, Meeting
from programme.models.meetings import with_closed_days
from programme.position import Position
from programme.reporting import sections

from .models import Report, ReportDefinition

HORIZON = timedelta(days=180)  # no lead time reaches further back from a meeting


def raise_due(now, recorded_at=None) -> list[Report]:
    """Makes a report for every meeting to come whose draft moment has passed, exactly one each.

    It goes on record as of `recorded_at` where `now` is not the present moment.
    """
    return [raised for found in find_due(now) for raised in _raise(*found, recorded_at or now)]


def find_due(now):
    """(definition, meeting, position) of every report that falls due by `now` and is not made yet.

    The position is the draft moment itself, however late the tick is. Only a meeting that got its
    date after that moment, a definition that was entered after it, and a closed day by which it
    comes earlier, get the present one: its logs were not kept for it before.
    """
    today = timezone.localdate(now)
    meetings = Meeting.objects.standing().filter(
        on__gte=today, on__lte=today + HORIZON, created_at__lte=now
    )
    by_body = {}
    for meeting in meetings:
        by_body.setdefault(meeting.body_id, []).append(meeting)
    bodies = with_closed_days(Body.objects.filter(pk__in=by_body)).in_bulk()
    definitions = ReportDefinition.objects.filter(
        retired_at=None, body__in=by_body, created_at__lte=now
    )
    for definition in definitions.select_related("programme"):
        definition.body = body = bodies[definition.body_id]
        # a paper that the body before had published for it counts as well
        same = Report.objects.filter(definition__kind=definition.kind, meeting__body=body)
        known = set(same.values_list("meeting", flat=True))
        for meeting in by_body[definition.body_id]:
            meeting.body = body
            moment = definition.draft_moment(meeting)
            if meeting.pk not in known and moment <= now and not is_over(definition, now):
                entered = max(
                    meeting.dated_at, definition.created_at, _last_closed(meeting, moment)
                )
                yield definition, meeting, now if entered > moment else moment


def is_over(definition, now) -> bool:
    """Whether a published report said that nothing more will come of all that it is about, and
    nothing has come since.
    """
    about = [one for key, one in sections().items() if key in definition.sections]

    def all_over(at):
        position = Position.as_at(definition.programme, at)
        return all(one.is_over(position) for one in about)

    if not about or not all(one.ends for one in about) or not all_over(now):
        return False
    last = definition.reports.published_once().order_by("position_at").last()
    return last is not None and all_over(last.position_at)


def _last_closed(meeting, moment):
    """When the last closed day between `moment` and the meeting was entered or undone; `moment`
    where there is none.
    """
    known = [
        one.ended_at or one.recorded_at
        for one in meeting.body.all_closed_days()
        if timezone.localdate(moment) <= one.on < meeting.on
    ]
    return max(known, default=moment)


def _raise(definition, meeting, position, now):
    """Adds the row, unless another tick was first: the unique key decides."""
    try:
        with transaction.atomic():
            report = Report.objects.create(
                definition=definition, meeting=meeting, position_at=position, created_at=now
            )
            audit.record(
                report, by=None, at=now, verb="found a report due:", programme=definition.programme
            )
    except IntegrityError:
        return []
    return [report]
