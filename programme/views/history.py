"""Every change in a programme."""

from collections import defaultdict

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.functional import cached_property

from programme.alike import told_apart
from programme.authorization import permissions
from programme.event_rows import COLUMNS, rows_of
from programme.extension import concealed
from programme.log import logs
from programme.models import AuditEvent
from programme.searching import fold
from programme.ui import downloads
from programme.ui.base import ProgrammeView
from programme.ui.paging import pager

from .history_filter import LOOKED_AT, HistoryFilter, of_kinds


def apart(events, position) -> list:
    """`events` as they are shown together. Of rows of one log that read the same each says who
    leads it, as registers do.
    """
    events, alike = list(events), defaultdict(set)
    for one in events:
        alike[one.log, one.subject_type, fold(one.title)].add(one.subject_id)
    several = {key[:2] for key, rows in alike.items() if len(rows) > 1}
    for log in logs():
        kind = log.name, log.model._meta.label_lower
        if kind in several and log.model.lead_partner:
            told = [one for one in events if (one.log, one.subject_type) == kind]
            rows = log.entries(position).filter(pk__in={one.subject_id for one in told})
            known = {row.pk: row for row in told_apart(rows, position)}
            for one in told:
                row = known.get(one.subject_id)
                one.whose = row.whose if row and fold(row.title) == fold(one.title) else ""
    return events


class History(ProgrammeView):
    """Every change in the programme, newest first."""

    permission = permissions.SEE_LOGS
    title = "History"
    url_name = file_name = "history"
    kinds = None  # the kinds of change that it is about; None: every change

    @cached_property
    def filterset(self):
        events = AuditEvent.objects.filter(programme=self.programme)
        if self.at:
            events = events.filter(at__lte=self.at)
        if self.kinds:
            events = events.filter(of_kinds(self.kinds))
        return HistoryFilter(
            self.request.GET, queryset=events, position=self.position, kinds=self.kinds
        )

    def get(self, request):
        page = Paginator(self.filterset.qs, 50).get_page(request.GET.get("page"))
        return self.page(
            "programme/history.html",
            count=page.paginator.count,
            events=self.told(page.object_list),
            nothing="No change fits these filters." if self.filterset.is_asked else "",
            page=page,
            pager=pager(page, self.request.GET),
            filterset=self.filterset,
            chips=self.filterset.chips(request.GET),
            clear_url=self.address(self.url_name),
            other=self.other(),
            downloads=self._downloads(),
        )

    def told(self, events):
        """Events as the person who looks may read them, each told from those that read alike."""
        return concealed(apart(events, self.position), self)

    def other(self):
        """The way to the other page of changes."""
        return {"label": Exceptions.title, "url": self.address("history_exceptions")}

    def _downloads(self):
        query = self.request.GET.copy()
        query.pop("page", None)
        files = [
            {
                "label": kind.upper(),
                "url": f"{self.request.path}download/{kind}/?{query.urlencode()}",
            }
            for kind in FILES
        ]
        return [{"id": "downloads", "title": "Download what is shown", "files": files}]


class Exceptions(History):
    """What moved, was put right or was let pass: all re-dates, overrides, corrections and reopened
    rows.
    """

    title = "Re-dates, overrides, corrections and reopened rows"
    url_name, file_name, kinds = "history_exceptions", "exceptions", LOOKED_AT

    def crumbs(self):
        return [*super().crumbs(), (History.title, self.address("history"))]

    def other(self):
        return {"label": "Every change", "url": self.address("history")}


FILES = ("csv", "json")


class OfEvents:
    """Mixed into a page of changes: what it shows as a file, a row for each column that changed."""

    columns = COLUMNS

    def get(self, request, kind):
        if kind not in FILES:
            raise Http404("No such format.")
        events = self.told(self.filterset.qs)
        rows = [row for event in events for row in rows_of(event)]
        return downloads.response(kind, self, self.programme, self.at or self.now, rows)


class HistoryFile(OfEvents, History):
    """Every change that the filters leave, as a file."""


class ExceptionsFile(OfEvents, Exceptions):
    """The same of what moved, was put right or was let pass."""
