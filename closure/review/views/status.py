"""How far the statuses of the programme can be relied on, as at the moment of the report."""

from django.http import Http404
from django.utils.html import format_html

from closure.review.status import status_tables
from programme.extension import concealed
from programme.facts import DATE, LINES
from programme.formats import counted, day, moment
from programme.log import logs
from programme.models import AuditEvent, ReportedPosition
from programme.position import Position
from programme.ui import downloads
from programme.ui.child_tables import ChildTable

from .base import OfReview

LINK = '<a class="govuk-link" href="{}">{}</a>'
GONE = (
    "Disposed of: {}, which stand in none of these tables."
    ' <a class="govuk-link" href="{}">Certificate</a>'
)
MOST = 100  # rows of one table on the page; its file has all


class Status(OfReview):
    """The tables, each with its file."""

    title = "Can the statuses be relied on?"

    def find(self, pk):
        self.find_review(pk)

    def tables(self):
        """The tables as at the moment of the report."""
        at = self.report.position_at
        since = ReportedPosition.objects.last_before(self.programme, at)
        known = Position.as_at(self.programme, at, since)
        return status_tables(known, lambda events: concealed(events, self))

    def get(self, request, **kwargs):
        self.pages = {log.name: log.detail_url_name for log in logs()}
        return self.page(
            "programme/plain_table.html",
            intro=f"As at {moment(self.report.position_at)}, the moment of the report. Each line"
            " leads to its row as it stood then, with its history.",
            flags=self._gone(),
            tables=[self._table(one) for one in self.tables()],
        )

    def _gone(self):
        """That changes were disposed of, which stand in none of the tables."""
        if not self.programme.is_closed:
            return []
        events = AuditEvent.objects.filter(programme=self.programme)
        number = events.filter(at__lte=self.report.position_at).gone().count()
        url = self.address("closure:retention")
        return [format_html(GONE, counted(number, "change"), url)] if number else []

    def _table(self, one):
        rows = [self._row(one, row) for row in one.rows[:MOST]]
        url = self.address("closure:status_file", self.review.pk, one.key)
        file = {"label": "Download as CSV", "url": url, "of": one.title}
        cut = f" The first {MOST} of {len(one.rows):,}; the file has all."
        text = one.text + (cut if len(one.rows) > MOST else "")
        head = [column.label for column in one.columns]
        return ChildTable(one.title, head, rows, "None.", [file] if rows else [], text)

    def _row(self, table, row):
        first, *others = ((column, row[column.key]) for column in table.columns)
        name = first[1]
        if row["log"] in self.pages and name:
            at = self.report.position_at.isoformat()
            url = self.address_with(self.pages[row["log"]], name, at=at)
            name = format_html(LINK, url, name)
        return [name or "–", *(_written(column, value) for column, value in others)]


def _written(column, value):
    if column.kind == DATE:
        return day(value) if value else ""
    return "; ".join(value) if column.kind == LINES else value


class StatusFile(Status):
    """One of the tables as a file."""

    def get(self, request, table, **kwargs):
        found = next((one for one in self.tables() if one.key == table), None)
        if found is None:
            raise Http404("No such table.")
        at = self.report.position_at
        return downloads.response("csv", found, self.programme, at, found.rows)

    def find(self, pk, table):
        super().find(pk)
