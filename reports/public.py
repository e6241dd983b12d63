"""Pages without sign-in: the register of published reports, a report's versions, its files."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views import View

from programme.models import Meeting

from . import files
from .document import report_context
from .models import Report
from .notices import notice_of


class PublicView(View):
    """A page that is open to everyone.

    It finds published reports of public bodies, and the meetings that these are for.
    """

    access = "open to everyone"

    def published(self, **filters):
        """Published versions, newest first."""
        return (
            Report.objects.public()
            .listed()
            .filter(**filters)
            .order_by("-meeting__on", "printed_title", "-version")
        )

    def dispatch(self, request, *args, **kwargs):
        """An earlier address of a meeting that was moved leads to where its papers are now."""
        if "kind" in kwargs:
            now = self._address_now(kwargs["body"], kwargs["on"], kwargs["kind"])
            if now != kwargs["on"]:
                return redirect(request.resolver_match.view_name, **{**kwargs, "on": now})
        return super().dispatch(request, *args, **kwargs)

    def _address_now(self, body, on, kind):
        past = Meeting.history.filter(body__slug=body, address=on).values("id")
        meeting = Meeting.objects.filter(pk__in=past).first()
        published = meeting and self.published(meeting=meeting, definition__kind=kind)
        return meeting.address if published and published.exists() else on

    def versions(self, body, on, kind):
        """All versions of one report, newest first.

        Raises:
            Http404: none was published.
        """
        found = list(
            self.published(definition__body__slug=body, meeting__address=on, definition__kind=kind)
        )
        if not found:
            raise Http404("No such published report.")
        return found


class Register(PublicView):
    """Every published report, by meeting."""

    def get(self, request):
        page = Paginator(self.published(state="published"), 50).get_page(request.GET.get("page"))
        return render(
            request,
            "reports/register.html",
            {
                "title": "Published reports",
                "reports": page.object_list,
                "page": page,
                "pager": [
                    {"label": n, "url": f"?page={n}", "current": n == page.number}
                    for n in (
                        page.paginator.get_elided_page_range(page.number)
                        if page.paginator.num_pages > 1
                        else []
                    )
                ],
            },
        )


class PublicMeeting(PublicView):
    """A meeting of a public body: when and where, and its papers."""

    def get(self, request, body, on):
        past = Meeting.history.filter(body__slug=body, address=on).values("id")
        found = Meeting.objects.filter(pk__in=past, body__is_public=True)
        meeting = found.select_related("body__host").first()
        if meeting is None:
            raise Http404("No such meeting.")
        if (meeting.body.slug, meeting.address) != (body, on):
            return redirect("published_meeting", meeting.body.slug, meeting.address)
        shown = {
            "title": f"{meeting.body}, {meeting.when}",
            "meeting": meeting,
            "publish_by": meeting.reckoning().publish_by,
            "reports": self.published(meeting=meeting, state="published"),
            "crumbs": [("Published reports", "/published/")],
        }
        return render(request, "reports/public_meeting.html", shown)


class PublishedReport(PublicView):
    """One report, newest version first, each version with its PDF and its fingerprint."""

    def get(self, request, body, on, kind, version=None):
        versions = self.versions(body, on, kind)
        shown = next((report for report in versions if version in (None, report.version)), None)
        if shown is None:
            raise Http404("No such version.")
        return render(
            request,
            "reports/published.html",
            {
                "title": f"{shown.shown_title}, {shown.shown_body}, {shown.shown_when}",
                "report": shown,
                "notice": notice_of(shown),
                "versions": versions,
                "crumbs": [("Published reports", "/published/")],
                **report_context(shown.content),
            },
        )


class PublishedVersion(PublishedReport):
    """One version, also when a later one supersedes it."""


class PublishedFile(PublicView):
    """The PDF, the Word file or the data of one version."""

    def get(self, request, body, on, kind, version, format):
        for report in self.versions(body, on, kind):
            if report.version == version:
                return files.response(request, report, kind=format)
        raise Http404("No such version.")
