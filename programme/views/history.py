"""Every change in a programme."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from programme.authorization import permissions
from programme.log import logs
from programme.models import AuditEvent
from programme.ui.base import ProgrammeView
from programme.ui.filters import ChoiceFilter, LogFilter


class HistoryFilter(LogFilter):
    """By log, of those in which something had happened by the moment shown."""

    filters = {"log": ChoiceFilter("Log", choices=(), empty_label="All")}
    sought = ""  # changes are looked for by their log alone

    def __init__(self, query, **kwargs):
        super().__init__(query, **kwargs)
        titles = {log.name: log.title for log in logs()}
        found = self.queryset.exclude(log="").order_by("log").values_list("log", flat=True)
        self.choices["log"] = [(name, titles.get(name, name)) for name in found.distinct()]


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
            events=page.object_list,
            nothing="No change fits these filters." if self.filterset.asked else "",
            page=page,
            pager=self._pager(page),
            filterset=self.filterset,
            chips=self.filterset.chips(request.GET),
            clear_url=self.address("history"),
        )

    def _pager(self, page):
        query = self.request.GET.copy()
        for number in (
            page.paginator.get_elided_page_range(page.number)
            if page.paginator.num_pages > 1
            else []
        ):
            query["page"] = number
            yield {
                "label": number,
                "url": f"?{query.urlencode()}",
                "current": number == page.number,
            }
