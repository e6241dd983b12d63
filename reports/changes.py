"""The section that says what changed since the report before: the net change of each row, once."""

from collections import defaultdict
from dataclasses import replace

from django.db.models import Q

from programme.alike import told_apart
from programme.facts import BAND, DATE, LINES, MONEY, Column
from programme.formats import day, moment
from programme.log import logs
from programme.models import AuditEvent
from programme.putting_right import put_right
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
        found, events = defaultdict(list), list(self._events(order, position))
        for event, changes in counted(events, position):
            found[event.log, event.subject_type, event.subject_id].append((event, changes))
        rows = []
        for name, log in order.items():
            those = {key[1:]: pairs for key, pairs in found.items() if key[0] == name}
            right = {one.reference: one.at for one in events if one.corrects and one.log == name}
            before = replace(position, at=position.since, corrected=tuple(right.items()))
            rows += self._rows_of(log, those, before, position)
        return sorted(rows, key=self._place)

    def _events(self, names, position):
        """What happened between the two moments, and what a correction puts right of it."""
        told = Q(at__gt=position.since, at__lte=position.at)
        for reference, until in position.corrected:
            told |= Q(corrects=True, reference=reference, at__gt=position.at, at__lte=until)
        found = AuditEvent.objects.filter(told, log__in=names, programme=position.programme)
        found = found.told()
        return found.order_by("at", "id")

    def _rows_of(self, log, found, earlier, position):
        """The rows of one log; only those that were touched are read, at both moments.

        What was put right meanwhile is compared as if it had been right at the `earlier` one.
        """
        label = log.model._meta.label_lower
        touched = [pk for kind, pk in found if kind == label]
        before = self._standing(log, touched, earlier)
        after = self._standing(log, touched, position)
        told_apart([entry for entry, _ in after.values()], position)
        for (kind, pk), pairs in found.items():
            known = (before.get(pk), after.get(pk)) if kind == label else (None, None)
            change = NetChange(log, pairs, *known, is_entry=kind == label)
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
        entries = put_right(log, log.entries(position).filter(id__in=touched), position)
        band = log.bound.get("band")
        bands = {}
        if band and band.kind == BAND:
            bands = {row["reference"]: row["band"] for row in log.rows(entries, position)}
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
            "empty": self._nothing(position),
        }

    def _nothing(self, position):
        """Why no change is listed."""
        if position.since is None:
            return "This is the first report: there is none before it to compare with."
        then = moment(position.since)
        span = {"at__gt": position.since, "at__lte": position.at}
        events = AuditEvent.objects.filter(programme=position.programme, **span)
        if position.programme.is_closed and events.gone().exists():
            return f"What changed in the logs since {then} was disposed of."
        return f"Nothing in the logs has changed since {then}."
