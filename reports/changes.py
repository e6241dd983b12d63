"""The section that says what changed since the report before: the net change of each row, once."""

from collections import defaultdict
from dataclasses import replace

from programme.formats import day, moment
from programme.log import BAND, DATE, LINES, MONEY, Column, logs
from programme.models import AuditEvent
from programme.reporting import Section

from .net_changes import NetChange, counted

BANDS, NEW, CLOSED, DATES, SUMS, WORDS = (
    "Bands that changed",
    "New",
    "Closed or opened again",
    "Dates that moved",
    "Money that changed",
    "Other changes",
)
WEIGHTS = (BANDS, NEW, CLOSED, DATES, SUMS, WORDS)  # the weightiest first


class ChangesSection(Section):
    """What is different in the logs between two reports, however often it was changed meanwhile.

    The first report has nothing to compare with. What was put right as a mistake is no change.
    """

    key = "changes"
    title = "What changed since the last report"
    template = "reports/changes.html"
    columns = (
        Column("weight", "Kind of change", width=12),
        Column("reference", "Ref", width=7),
        Column("title", "What", width=30),
        Column("change", "Change", LINES, 36),
        Column("why", "Why", LINES, 15, optional=True),
    )

    def rows(self, position):
        if position.since is None:
            return []
        order = {log.name: log for log in logs()}
        events = AuditEvent.objects.filter(
            log__in=order,
            programme=position.programme,
            at__gt=position.since,
            at__lte=position.at,
        )
        found = defaultdict(list)
        events = list(events.order_by("at", "id"))
        right = {(event.subject_type, event.subject_id) for event in events if event.corrects}
        for event, changes in counted(events, position):
            found[event.log, event.subject_type, event.subject_id].append((event, changes))
        rows = []
        for name, log in order.items():
            those = {key[1:]: pairs for key, pairs in found.items() if key[0] == name}
            rows += self._rows_of(log, those, position, right)
        return sorted(rows, key=self._place)

    def _rows_of(self, log, found, position, right):
        """The rows of one log; only those that were touched are read, at both moments.

        The band of one that was put `right` is not compared: it was never what it seemed to be.
        """
        label = log.model._meta.label_lower
        touched = [pk for kind, pk in found if kind == label]
        plain = {"corrected": frozenset(), "corrected_at": None}
        before = self._standing(log, touched, replace(position, at=position.since, **plain))
        after = self._standing(log, touched, position)
        for (kind, pk), pairs in found.items():
            known = (before.get(pk), after.get(pk)) if kind == label else (None, None)
            change = NetChange(log, pairs, *known, is_entry=kind == label)
            if (kind, pk) in right:
                change.band_before = None
            if lines := change.lines():
                yield {
                    "weight": self._weight(change),
                    "worse": change.band_order,
                    "log": log.name,
                    "reference": change.reference,
                    "title": change.title,
                    "change": lines,
                    "why": change.reasons,
                }

    def _standing(self, log, touched, position):
        """{primary key: (entry, band)} of rows as they stood."""
        if not touched:
            return {}
        entries = list(log.entries(position).filter(id__in=touched))
        band = log.bound.get("band")
        bands = {}
        if band and band.kind == BAND:
            rows = log.rows(log.entries(position).filter(id__in=touched), position)
            bands = {row["reference"]: row["band"] for row in rows}
        return {entry.pk: (entry, bands.get(entry.reference)) for entry in entries}

    def _weight(self, change):
        kinds = change.kinds
        said = (
            (BANDS, change.band_changed),
            (NEW, change.is_new),
            (CLOSED, change.is_settled_anew),
            (DATES, DATE in kinds),
            (SUMS, MONEY in kinds),
        )
        return next((weight for weight, holds in said if holds), WORDS)

    def _place(self, row):
        """The weightiest first, worse bands before better ones; logs in their usual order, R2
        before R10.
        """
        names = [log.name for log in logs()]
        kind = row["reference"].rstrip("0123456789")
        place = names.index(row["log"]), kind, len(row["reference"]), row["reference"]
        return WEIGHTS.index(row["weight"]), row["worse"], *place

    def extra(self, rows, position):
        since = position.since
        return {
            "group_by": "weight",
            "since": since.isoformat() if since else None,
            "since_words": day(since) if since else "",
            "empty": f"Nothing in the logs has changed since {moment(since)}."
            if since
            else "This is the first report: there is none before it to compare with.",
        }
