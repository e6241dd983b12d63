"""Pages without sign-in: a meeting, a report's versions, its files."""

from datetime import date

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from programme.access_law import years_after
from programme.formats import day
from programme.models import Meeting
from programme.ui.moments import end_of_day
from programme.ui.uploads import as_download
from programme.uploads import content_of

from . import files
from .attached import public_document, upload_of
from .background import count_background, disposed_background, public_background
from .background import open_until as background_until
from .choices import PUBLISHED_ONCE, State
from .converters import DAY
from .document import report_context
from .languages import shown_in
from .minutes import agenda, place_on_agenda, published_business, urgent
from .models import Report
from .notices import notice_of
from .withdrawn import GONE, disposed_page, gone_page

CRUMBS = [("Published reports", "/published/")]


def crumbs_of(meeting, body_name, when=""):
    """The way to the page of a body, under the name that is shown, and on to that of its meeting
    where it is said `when` that is; of one that is not public, to the register.
    """
    body = meeting.body
    if not body.is_public:
        return CRUMBS
    found = [*CRUMBS, (body_name, reverse("published_body", args=[body.slug]))]
    where = reverse("published_meeting", args=[body.slug, meeting.address])
    return [*found, (when, where)] if when else found


class PublicView(View):
    """A page that is open to everyone.

    It finds published reports of public bodies, and the meetings that these are for.
    """

    access = "open to everyone"

    def published(self, **filters):
        """Published versions that can be read and are still open, newest first."""
        return self.published_once(**filters).frozen().open_on(timezone.localdate())

    def published_once(self, **filters):
        """Versions that were ever published, newest first: for addresses, which say what became of
        them. No list shows what was withdrawn.
        """
        found = Report.objects.published_once().of_public_bodies().listed().filter(**filters)
        return found.order_by("-meeting__on", "printed_title", "-version")

    def on_register(self, **filters):
        """The newest versions of which lists tell: published ones, and those that were disposed of,
        of which the title, the date and the fingerprint are left.
        """
        is_newest = ~Q(superseded_by__state__in=PUBLISHED_ONCE)
        told = Q(state=State.PUBLISHED) | Q(is_newest, state=State.DISPOSED)
        found = self.published_once(**filters).filter(told)
        return found.exclude(state=State.DISPOSED, printed_title="")  # withdrawn before that

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
        published = meeting and self.published_once(meeting=meeting, definition__kind=kind)
        return meeting.address if published and published.exists() else on

    def versions(self, body, on, kind):
        """All versions of one report, newest first, withdrawn ones too.

        Raises:
            Http404: none was published.
        """
        same = {"definition__body__slug": body, "definition__kind": kind}
        found = list(self.published_once(meeting__address=on, **same).order_by("-version"))
        if not found:
            raise Http404("No such published report.")
        return found

    def no_longer_open(self, request, report):
        """The page that says until when a paper was open; None where it still is."""
        until = report.definition.body.open_until(report.meeting.on)
        if not until or timezone.localdate() <= until:
            return None
        return _closed(request, report, until, "This paper was")


def _closed(request, report, until, what):
    title = f"{report.shown_title}, {report.shown_body}, {report.shown_when}"
    shown = {"report": report, "until": until, "what": what, "crumbs": CRUMBS, "title": title}
    return render(request, "reports/no_longer_open.html", shown, status=GONE)


class PublicMeeting(PublicView):
    """A meeting of a public body: when and where, and its papers.

    The day of one that was moved leads to where it is now; where another meeting has that day by
    now, to both.
    """

    crumbs = CRUMBS

    def get(self, request, body, on):
        past = Meeting.history.filter(body__slug=body, address=on).values("id")
        found = Meeting.objects.filter(pk__in=past, body__is_public=True)
        meeting = found.select_related("body__host").first()
        if meeting is None:
            raise Http404("No such meeting.")
        others = self._others(meeting, body, date.fromisoformat(on[:DAY]))
        if (meeting.body.slug, meeting.address) == (body, on):
            return render(request, "reports/public_meeting.html", self._shown(meeting, others))
        if not others:
            return redirect("published_meeting", meeting.body.slug, meeting.address)
        title = f"{others[0].body}, {day(on[:DAY])}"
        shown = {"title": title, "moved": meeting, "others": others, "crumbs": self.crumbs}
        return render(request, "reports/public_day.html", shown)

    def _others(self, meeting, body, on):
        """Further meetings of the body on the day, which an address of its own leads to."""
        of_body = Q(body=meeting.body_id) | Q(body__slug=body)  # it may have moved to a successor
        found = Meeting.objects.standing().filter(of_body, on=on)
        return list(found.exclude(pk=meeting.pk).select_related("body"))

    def _shown(self, meeting, others):
        """A meeting that is over has the name that its body had then."""
        named = meeting.body.then(end_of_day(meeting.on)).name
        renamed = named != meeting.body.name
        return {
            "title": f"{named}, {meeting.when}",
            "meeting": meeting,
            "renamed": f"{named} is now called {meeting.body}." if renamed else "",
            "others": others,
            "publish_by": meeting.reckoning().publish_by,
            **self._business(meeting),
            **_open(meeting),
            "withdrawn": self.published_once(meeting=meeting, state="withdrawn").exclude(
                superseded_by__state="published"
            ),
            "disposed": self.on_register(meeting=meeting, state=State.DISPOSED),
            "crumbs": crumbs_of(meeting, named),
        }

    def _business(self, meeting):
        """Its papers by the order of the agenda, and what is carried to its minutes."""
        reports = self.published(meeting=meeting, state="published").in_languages()
        reports = count_background(sorted(reports, key=place_on_agenda), timezone.localdate())
        items = agenda(meeting, reports)
        return {
            "items": items,
            "decided": any(one.decisions or one.excluded for one in items),
            "urgent": urgent(reports),
            "business": published_business(meeting),
        }


def _open(meeting):
    """Until when the law asks that its papers are open, and until when they are here."""
    body, on = meeting.body, meeting.on
    law, until = body.law, body.open_until(on)
    asked = body.regime in (body.Regime.COUNCIL, body.Regime.EXECUTIVE)
    background = law.background_years and years_after(on, law.background_years)
    return {
        "asked_until": years_after(on, law.open_years) if asked else None,
        "background_until": background if asked else None,
        "open_until": until,
        "closed": bool(until and timezone.localdate() > until),
    }


class PublishedReport(PublicView):
    """One report, newest version first, each version with its PDF and its fingerprint; in the
    second language of its paper where that is asked for.
    """

    def get(self, request, body, on, kind, version=None, language=""):
        versions = self.versions(body, on, kind)
        shown = next((report for report in versions if version in (None, report.version)), None)
        if shown and shown.is_gone:
            return gone_page(request, shown, versions, crumbs=PublicMeeting.crumbs)
        if shown and (closed := self.no_longer_open(request, shown)):
            return closed
        if shown is None or language and language not in shown.further_files:
            raise Http404("No such version.")
        content = report_context(shown_in(shown.public_content, language))
        title = content["heading"]["title"] if language else shown.shown_title
        return render(
            request,
            "reports/published.html",
            {
                "title": f"{title}, {shown.shown_body}, {shown.shown_when}",
                "page_lang": content["tags"].get("page", ""),
                "language": language,
                "report": shown,
                "notice": notice_of(shown),
                "versions": versions,
                "crumbs": crumbs_of(shown.meeting, shown.shown_body, shown.shown_when),
                **content,
            },
        )


class PublishedVersion(PublishedReport):
    """One version, also when a later one supersedes it."""


class PublishedFile(PublicView):
    """The PDF, the Word file or the data of one version."""

    def get(self, request, body, on, kind, version, format, language=""):
        for report in self.versions(body, on, kind):
            if report.version == version:
                if not report.is_gone and (closed := self.no_longer_open(request, report)):
                    return closed
                return files.response(request, report, kind=format, language=language)
        raise Http404("No such version.")


class PublishedAttached(PublicView):
    """A document that is attached to one version, as it was handed in."""

    document = staticmethod(public_document)

    def get(self, request, body, on, kind, version, number):
        for report in self.versions(body, on, kind):
            if report.version == version and report.is_gone:
                return gone_page(request, report)
            if report.version == version and (closed := self.no_longer_open(request, report)):
                return closed
            one = report.version == version and self.document(report, number)
            upload = one and upload_of(report, one)
            if upload and upload.is_handed_out:
                return as_download(content_of(upload.sha256), upload.name)
        raise Http404("No such document.")


class PublishedBackground(PublishedAttached):
    """A background paper of one version, as long as the law asks that it is open."""

    document = staticmethod(public_background)

    def get(self, request, number, **kwargs):
        for report in self.versions(kwargs["body"], kwargs["on"], kwargs["kind"]):
            gone = report.version == kwargs["version"] and disposed_background(report, number)
            if gone:
                return disposed_page(request, report, gone, "This background paper")
        return super().get(request, number=number, **kwargs)

    def no_longer_open(self, request, report):
        until = background_until(report)
        if until and timezone.localdate() > until:
            return _closed(request, report, until, "The background papers of this paper were")
        return super().no_longer_open(request, report)
