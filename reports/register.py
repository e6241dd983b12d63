"""The register of published reports: of all public bodies, and of one with its meetings."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from programme.extension import extensions
from programme.models import Body, Meeting

from .background import count_background
from .public import CRUMBS, PublicView

LONGEST_SOUGHT = 200  # characters of a search


def public_body(slug):
    """A body whose published papers are open to everyone.

    Raises: Http404, for any other.
    """
    body = Body.objects.filter(slug=slug, is_public=True).first()
    if body is None:
        raise Http404("No such body, or its papers are not open to everyone.")
    return body


class Register(PublicView):
    """Every published report, by meeting; or those in which some words stand."""

    body = None

    def get(self, request):
        sought = request.GET.get("q", "").strip()[:LONGEST_SOUGHT]
        of_body = {"meeting__body": self.body} if self.body else {}
        found = self.on_register(**of_body).open_on(timezone.localdate())
        found = found.having(sought).in_languages()
        page = Paginator(found, 50).get_page(request.GET.get("page"))
        page.object_list = count_background(list(page.object_list), timezone.localdate())
        return render(
            request,
            "reports/register.html",
            {
                "title": "Published reports",
                "further": [link for room in extensions() for link in room.public_links()],
                "sought": sought,
                "reports": page.object_list,
                "page": page,
                "pager": _pager(page, sought),
                **self.about(),
            },
        )

    def about(self):
        """What the page says beside the reports."""
        return {}


class PublicBody(Register):
    """The reports of one public body, its meetings to come, and to what one can subscribe."""

    def get(self, request, body):
        self.body = public_body(body)
        return super().get(request)

    def about(self):
        ahead = Meeting.objects.filter(body=self.body, on__gte=timezone.localdate())
        ahead = ahead.select_related("body").order_by("on", F("time").asc(nulls_first=True), "id")
        return {"title": self.body.name, "body": self.body, "ahead": ahead, "crumbs": CRUMBS}


def _pager(page, sought):
    if page.paginator.num_pages == 1:
        return []
    return [
        {"label": n, "url": _of_page(n, sought), "current": n == page.number}
        for n in page.paginator.get_elided_page_range(page.number)
    ]


def _of_page(number, sought):
    return "?" + urlencode({"page": number, **({"q": sought} if sought else {})})
