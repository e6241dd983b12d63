"""What everyone may subscribe to: feeds of published papers, calendars of public bodies.

Only what was published of public bodies is in a feed: never a draft, nor the day of one.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from programme.calendar_file import Entry, as_answer
from programme.formats import day
from programme.models import Body
from programme.models.meetings import meetings_of_bodies

from .models import Report
from .public import PublicView
from .register import public_body

NEWEST = 100
BACK = timedelta(days=366)  # how far back a calendar of meetings reaches


def at_site(name, *args):
    """The whole address of a page."""
    return f"{settings.SITE_URL}{reverse(name, args=args)}"


class InLanguages(Atom1Feed):
    """An Atom feed whose entries say in which language they are named, and where they are read in
    another one.
    """

    def add_item_elements(self, handler, item):
        super().add_item_elements(_TitleIn(handler, item["language"]), item)
        for language, title, address in item["further"]:
            link = {"rel": "alternate", "hreflang": language, "href": address, "title": title}
            handler.addQuickElement("link", "", {**link, "xml:lang": language})


class _TitleIn:
    """Writes what its handler writes, the title of an entry with its language."""

    def __init__(self, handler, language):
        self.handler, self.language = handler, language

    def __getattr__(self, name):
        return getattr(self.handler, name)

    def addQuickElement(self, name, contents=None, attrs=None):
        tagged = name == "title" and self.language
        attrs = {**(attrs or {}), "xml:lang": self.language} if tagged else attrs
        self.handler.addQuickElement(name, contents, attrs)


class Papers(Feed):
    """Versions of published papers, newest first: of all public bodies, or of one."""

    feed_type = InLanguages
    language = "en-GB"

    def get_object(self, request, body=None):
        return public_body(body) if body else None

    def title(self, body):
        return f"Published papers of {body}" if body else "Published papers"

    def link(self, body):
        return at_site("published")

    def feed_url(self, body):
        return at_site("body_feed", body.slug) if body else at_site("feed")

    feed_guid = feed_url

    def items(self, body):
        found = Report.objects.public().open_on(timezone.localdate()).listed().in_languages()
        found = found.filter(meeting__body=body) if body else found
        return found.order_by("-published_at", "-pk")[:NEWEST]

    def item_title(self, report):
        version = f", version {report.version}" if report.version > 1 else ""
        return f"{report.shown_title}, {report.shown_body}, {report.meeting_words}{version}"

    def item_description(self, report):
        lines = [f"{report.definition.programme}. Published on {day(report.published_at)}."]
        if report.after_deadline:
            lines.append(f"Published late. {report.urgency_opening} {report.urgency}")
        if report.reason:
            lines.append(f"Reason for this version: {report.reason}")
        return " ".join(lines)

    def item_extra_kwargs(self, report):
        further = [
            (
                one.language,
                report.second_title or one.own_name,
                at_site("published_in_language", *_address(report), one.language),
            )
            for one in report.further
        ]
        return {"language": report.in_language, "further": further}

    def item_link(self, report):
        return at_site("published_version", *_address(report))

    item_guid = item_link

    def item_pubdate(self, report):
        return report.published_at

    item_updateddate = item_pubdate

    def item_author_name(self, report):
        return report.shown_body


def _address(report):
    definition = report.definition
    return definition.body.slug, report.meeting.address, definition.kind, report.version


class PaperFeed(PublicView):
    """The Atom feed of all published papers, or of those of one body."""

    def get(self, request, **kwargs):
        return Papers()(request, **kwargs)


class BodyCalendar(PublicView):
    """The meetings of a public body and the dates by which their papers are published."""

    def get(self, request, body):
        body = public_body(body)
        since = timezone.localdate() - BACK
        found = meetings_of_bodies(Body.objects.filter(pk=body.pk), on__gte=since)
        entries = [entry for meeting in found for entry in entries_of(meeting)]
        return as_answer(f"Meetings of {body}", entries)


def entries_of(meeting):
    """A meeting and its publication date as a calendar shows them. What was called off stays in
    it as such, for those who subscribed.
    """
    path = reverse("published_meeting", args=[meeting.body.slug, meeting.address])
    same = {"changed_at": meeting.updated_at, "version": meeting.version, "path": path}
    gone = "" if meeting.stands else f"{meeting.get_state_display()}: "
    when = meeting.on
    if meeting.time:
        when = timezone.make_aware(datetime.combine(meeting.on, meeting.time))
    what = {"when": when, "place": meeting.place, "is_off": not meeting.stands}
    yield Entry(f"meeting-{meeting.pk}", summary=f"{gone}{meeting.body}", **what, **same)
    until = meeting.reckoning().publish_by
    summary = f"{gone}Papers of {meeting} are published by today"
    off = not meeting.stands
    yield Entry(f"papers-{meeting.pk}", until, summary=summary, is_off=off, **same)
