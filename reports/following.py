"""What becomes of unpublished reports when their meeting gets another date, or its clock changes.

What was published stays as it is: it was judged when it was published, and its page says what has
become of the meeting.
"""

from django.utils import timezone

from programme import audit
from programme.formats import moment as in_words

from .actions import undraw
from .choices import UNPUBLISHED, State
from .doorbell import ring
from .models import Report
from .versions import NOT_URGENT


def follow_meeting(meeting, *, by, at):
    """Takes the unpublished reports of a meeting along to its date.

    A draft that has the meeting's date on its first page stays as it is, and a meeting without a
    date keeps what it has. Everything else is drawn up again with the new date: as at the same
    moment where the draft moment of the new date has passed, otherwise at that moment. A correction
    is always of the same moment. A reason for urgency falls where the report is in time by now.
    """
    if not meeting.stands:
        return
    found = Report.objects.select_for_update(of=("self",)).filter(
        meeting=meeting, state__in=UNPUBLISHED
    )
    for report in found.select_related("definition__body__host", "definition__programme"):
        report.meeting = meeting
        passed = _pass_on(report)
        if passed or report.state != State.DRAFT or report.is_of_another_date:
            _begin_again(report, by, at)


def _pass_on(report) -> bool:
    """Gives a report of a meeting that passed to another body to the report of its kind which that
    body gets; whether it did. A correction stays with what it corrects.
    """
    body, kind = report.meeting.body, report.definition.kind
    if report.definition.body_id == body.pk or report.supersedes_id:
        return False
    theirs = body.report_definitions.filter(kind=kind, retired_at=None)
    after = theirs.exclude(reports__meeting=report.meeting).first()
    if after:
        report.definition = after
    return bool(after)


def _begin_again(report, by, at):
    moment = report.definition.draft_moment(report.meeting)
    waits = moment > at and not report.supersedes_id
    if waits:
        report.position_at = moment
    if report.supersedes_id:
        _set_urgency(report, report.urgency_carried())
    elif not report.misses_deadline_on(timezone.localdate(at)):
        _set_urgency(report, NOT_URGENT)
    was_drawn = report.drawn_at is not None
    undraw(report, not_before=moment if waits else None)
    if was_drawn:
        audit.record(
            report,
            by=by,
            at=at,
            verb="sent back to be drawn up for its new date:",
            programme=report.definition.programme,
            why=f"It is drawn up again on {in_words(moment)}." if waits else "",
        )
    if not waits:
        ring(report)


def _set_urgency(report, values):
    for name, value in values.items():
        setattr(report, name, value)
