"""Every change in a programme."""

from collections import defaultdict

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from programme.alike import told_apart
from programme.authorization import permissions
from programme.extension import concealed
from programme.log import logs
from programme.models import AuditEvent
from programme.searching import fold
from programme.ui.base import ProgrammeView
from programme.ui.filters import ChoiceFilter, LogFilter
from programme.ui.paging import pager

# What no log records: {its value in the address: (its title, what its events are about)}.
OF_NO_LOG = {
    "people": ("People", ("programme.user", "programme.membership")),
    "partners": ("Partners", ("programme.partner",)),
    "bodies": ("Bodies", ("programme.body",)),
    "meetings": ("Meetings", ("programme.meeting",)),
    "closed-days": ("Closed days", ("programme.closedday",)),
    "reorganisation": ("Reorganisation", ("programme.reorganisation",)),
    "programme": ("The programme itself", ("programme.programme",)),
    "papers": (
        "Papers",
        ("papers.paper", "papers.part", "papers.paperrecommendation", "papers.frontsheetfield"),
    ),
    "reports": ("Reports", ("reports.report", "reports.reportdefinition", "reports.printedfigure")),
}


class HistoryFilter(LogFilter):
    """By log, of those in which something had happened by the moment shown, and by what else the
    programme keeps.
    """

    filters = {"log": ChoiceFilter("Log", choices=(), empty_label="All", method="of_log")}
    sought = ""  # changes are looked for by their log alone

    def __init__(self, query, **kwargs):
        super().__init__(query, **kwargs)
        titles = {log.name: log.title for log in logs()}
        events = self.queryset.order_by()
        found = set(events.exclude(log="").values_list("log", flat=True).distinct())
        types = set(events.filter(log="").values_list("subject_type", flat=True).distinct())
        named = [(name, titles.get(name, name)) for name in sorted(found)]
        self.choices["log"] = named + [
            (name, title) for name, (title, of) in OF_NO_LOG.items() if types.intersection(of)
        ]

    def of_log(self, queryset, name, value):
        """The events of a log, or of rows that no log has."""
        _, of = OF_NO_LOG.get(value, ("", ()))
        return queryset.filter(log="", subject_type__in=of) if of else queryset.filter(log=value)


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

    @cached_property
    def filterset(self):
        events = AuditEvent.objects.filter(programme=self.programme)
        if self.at:
            events = events.filter(at__lte=self.at)
        return HistoryFilter(self.request.GET, queryset=events, position=self.position)

    def get(self, request):
        page = Paginator(self.filterset.qs, 50).get_page(request.GET.get("page"))
        return self.page(
            "programme/history.html",
            count=page.paginator.count,
            events=concealed(apart(page.object_list, self.position), self),
            nothing="No change fits these filters." if self.filterset.asked else "",
            page=page,
            pager=pager(page, self.request.GET),
            filterset=self.filterset,
            chips=self.filterset.chips(request.GET),
            clear_url=self.address("history"),
        )
