"""The section that says what changed since the report before, out of the audit trail."""

from django.utils import timezone

from programme import audit
from programme.formats import day, moment
from programme.log import DATE, LINES, Column, logs
from programme.models import AuditEvent, Mistake
from programme.reporting import Section


class ChangesSection(Section):
    """Every change in the logs between two reports. A mistake that was put right is none, and a row
    that was withdrawn as one is not spoken of.

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
        gone = set(
            Mistake.objects.filter(
                programme=position.programme, replaced_by=None, recorded_at__lte=position.at
            ).values_list("subject_type", "subject_id")
        )
        counted = [
            (event, changes)
            for event, changes in audit.as_they_count(events.order_by("at", "id"))
            if (event.subject_type, event.subject_id) not in gone
        ]
        return [
            {
                "log": event.log,
                "reference": event.reference,
                "title": event.title,
                "change": self._lines(event, changes),
                "when": timezone.localdate(event.at).isoformat(),
                "by": event.by_name,
                "why": event.reason,
            }
            for event, changes in sorted(counted, key=lambda one: self._place(one[0], order))
        ]

    def _place(self, event, order):
        """Logs in their usual order; R2 before R10."""
        kind = event.reference.rstrip("0123456789")
        return order[event.log], kind, len(event.reference), event.reference

    def _lines(self, event, changes):
        """Each change, or what was done where nothing else says so."""
        bare = " ".join(event.verb.replace("{}", "").split())  # the row is named beside it
        return [self._line(change) for change in changes] or [bare]

    def _line(self, change):
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
