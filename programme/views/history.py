"""Every change in a programme."""

from django.core.paginator import Paginator

from programme.authorization import permissions
from programme.models import AuditEvent
from programme.ui.base import ProgrammeView


class History(ProgrammeView):
    """Every change in the programme, newest first."""

    permission = permissions.SEE_LOGS
    title = "History"

    def get(self, request):
        events = AuditEvent.objects.filter(programme=self.programme)
        if self.at:
            events = events.filter(at__lte=self.at)
        chosen = request.GET.get("log", "")
        if chosen:
            events = events.filter(log=chosen)
        page = Paginator(events, 50).get_page(request.GET.get("page"))
        return self.page(
            "programme/history.html",
            count=page.paginator.count,
            events=page.object_list,
            page=page,
            pager=self._pager(page),
            chips=[{"label": label, "url": url} for label, url in self._choices(chosen)],
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

    def _choices(self, chosen):
        return [(f"Only {chosen}", self.address("history"))] if chosen else []
