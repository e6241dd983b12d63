"""Pages without sign-in: programmes that were closed, each with its published papers.

Nothing stands there but what was published, and that the programme was closed: no draft, no row of
a log, nothing that is kept back. A programme none of whose bodies is public has no such page.
"""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from programme.formats import day
from programme.models import Body, Partner, Programme
from reports.background import count_background
from reports.choices import Kind
from reports.public import CRUMBS, PublicView

from .models import Closing


def closed_programmes():
    """Closed programmes that have a page, the last one first."""
    public = Body.objects.filter(is_public=True).values("programme")
    found = Programme.objects.filter(closed_on__isnull=False, pk__in=public)
    return found.order_by("-closed_on", "name")


class ClosedProgrammes(PublicView):
    """All programmes that are closed."""

    def get(self, request):
        shown = {"title": "Closed programmes", "crumbs": CRUMBS, "programmes": closed_programmes()}
        return render(request, "closure/public_programmes.html", shown)


class ClosedProgramme(PublicView):
    """What a programme was, when it was closed and by which decision, and its published papers. The
    address of one that was reopened since says so.
    """

    def get(self, request, programme):
        closings = Closing.objects.filter(programme__slug=programme)
        closings = closings.select_related("body", "decision__recommendation__paper__meeting__body")
        once = Q(closed_on__isnull=False) | Q(pk__in=closings.values("programme"))
        found = Programme.objects.filter(once, slug=programme, bodies__is_public=True).first()
        if found is None:
            raise Http404("No such closed programme.")
        papers, today = self.on_register(definition__programme=found), timezone.localdate()
        papers = papers.open_on(today).in_languages()
        papers = count_background(list(papers), today)
        withdrawn = self.published_once(definition__programme=found, state="withdrawn")
        withdrawn = withdrawn.exclude(superseded_by__state="published").open_on(today)
        return render(
            request,
            "closure/public_programme.html",
            {
                "title": found.name,
                "crumbs": [*CRUMBS, ("Closed programmes", "/closed-programmes/")],
                "reopened": not found.is_closed,
                "facts": [one for one in self._facts(found, closings, papers) if one["value"]],
                "papers": papers,
                "groups": [
                    ("Follow-on reports", [one for one in papers if _goes_on(one)]),
                    ("Published papers", [one for one in papers if not _goes_on(one)]),
                ],
                "withdrawn": withdrawn,
            },
        )

    def _facts(self, programme, closings, papers):
        days = sorted(one.meeting.on for one in papers)
        bodies = programme.bodies.filter(is_public=True).order_by("name")
        told = [_in_words(one) for one in closings]
        if programme.is_closed and not told:
            told = [f"Closed on {day(programme.closed_on)}"]
        facts = {
            "Shared by": _lines(self._partners(programme)),
            "Reported to": _lines(bodies),
            "Papers of meetings": f"{day(days[0])} to {day(days[-1])}" if days else "",
            "Closed": _lines(told),
        }
        return [{"label": label, "value": value} for label, value in facts.items()]

    def _partners(self, programme):
        """Those that shared it as it was closed; all of today where it goes on."""
        stood = Q(ended_on=None)
        if programme.closed_on:
            stood |= Q(ended_on__gte=programme.closed_on)
        return Partner.objects.filter(stood, programme=programme).order_by("name")


def _in_words(closing):
    """When it was closed or reopened; by which decision, where its body is public."""
    what = f"{'Reopened' if closing.reopens else 'Closed'} on {day(closing.on)}"
    if not closing.body.is_public:
        return what
    meeting = closing.decision.recommendation.paper.meeting
    url = reverse("published_meeting", args=[meeting.body.slug, meeting.address])
    link = '{} by {}: <a class="govuk-link" href="{}">{}</a>'
    return format_html(link, what, closing.body_name, url, closing.decision.minute)


def _lines(values):
    return format_html_join(mark_safe("<br>"), "{}", ((str(one),) for one in values))


def _goes_on(report):
    return report.definition.kind == Kind.FOLLOW_ON
