"""When a report falls due.

The database is the truth: a due meeting is a row, and a row is made once.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from programme import audit
from programme.models import Meeting

from .models import Report, ReportDefinition

HORIZON = timedelta(days=180)  # no lead time reaches further back from a meeting


def raise_due(now) -> list[Report]:
    """Makes a report for every meeting to come whose draft moment has passed, exactly one each.

    The position is the draft moment itself, however late the tick is. Only a meeting or a
    definition that was entered after that moment gets the present one: its logs were not kept for
    it before.
    """
    raised = []
    today = timezone.localdate(now)
    meetings = Meeting.objects.filter(
        on__gte=today, on__lte=today + HORIZON, cancelled_at=None, created_at__lte=now
    )
    by_body = {}
    for meeting in meetings.select_related("body").prefetch_related("body__closed_days"):
        by_body.setdefault(meeting.body_id, []).append(meeting)
    definitions = ReportDefinition.objects.filter(
        retired_at=None, body__in=by_body, created_at__lte=now
    )
    for definition in definitions.select_related("body", "programme").prefetch_related(
        "body__closed_days"
    ):
        known = set(definition.reports.values_list("meeting", flat=True))
        for meeting in by_body[definition.body_id]:
            moment = definition.draft_moment(meeting)
            if meeting.pk not in known and moment <= now:
                entered = max(meeting.created_at, definition.created_at)
                raised += _raise(definition, meeting, now if entered > moment else moment, now)
    return raised


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
