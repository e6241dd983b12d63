"""The section that says what changed since the report before, out of the audit trail."""

from django.utils import timezone

from programme.formats import day, moment
from programme.log import DATE, LINES, Column, logs
from programme.models import AuditEvent
from programme.reporting import Section


class ChangesSection(Section):
    """Every change in the logs between two reports.

    The first report has nothing to compare with.
    """

    key = "changes"
    title = "What changed since the last report"
    template = "reports/changes.html"
    columns = (
        Column("reference", "Ref", width=7),
        Column("title", "What", width=27),
        Column("change", "Change", LINES, 30),
        Column("when", "When", DATE, 12),
        Column("by", "By", width=14),
        Column("why", "Why", width=14, optional=True),
    )

    def rows(self, position):
        if position.since is None:
            return []
        order = {log.name: place for place, log in enumerate(logs())}
        events = AuditEvent.objects.filter(
            log__in=order,
            programme=position.programme,
            at__gt=position.since,
            at__lte=position.at,
        )
        return [
            {
                "log": event.log,
                "reference": event.reference,
                "title": event.title,
                "change": [self._line(event, change) for change in event.changes] or [event.verb],
                "when": timezone.localdate(event.at).isoformat(),
                "by": event.by_name,
                "why": event.reason,
            }
            for event in sorted(
                events.order_by("at", "id"), key=lambda event: self._place(event, order)
            )
        ]

    def _place(self, event, order):
        """Logs in their usual order; R2 before R10."""
        kind = event.reference.rstrip("0123456789")
        return order[event.log], kind, len(event.reference), event.reference

    def _line(self, event, change):
        if not change["was"]:
            return f"{change['label']}: {change['now'] or 'blank'}"
        return f"{change['label']}: {change['now'] or 'blank'} (was {change['was']})"

    def extra(self, rows, position):
        since = position.since
        return {
            "since": since.isoformat() if since else None,
            "since_words": day(since) if since else "",
            "empty": f"Nothing in the logs has changed since {moment(since)}."
            if since
            else "This is the first report: there is none before it to compare with.",
        }
