"""The calendar of all programmes: what is due, soonest first, as a page and as a subscription."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views import View

from programme.calendar_addresses import Stale, holder_of, renew_address, token_of
from programme.calendar_file import Entry, as_answer
from programme.due_days import due_for
from programme.formats import day
from programme.ui.child_tables import ChildTable

from .account import OPEN_TO_ALL, SIGNED_IN

HEAD = ["Due", "What", "For the meeting", "Programme", "Owner", "Where it stands"]


class DeadlineCalendar(LoginRequiredMixin, View):
    """What is due before every meeting to come of somebody's programmes, soonest first."""

    access = SIGNED_IN

    def get(self, request):
        found = due_for(request.user, timezone.localdate())
        late = [one for one in found if one.is_missed]
        token = token_of(request.user)
        path = reverse("calendar_file", args=[token]) if token else ""
        return render(
            request,
            "programme/deadlines.html",
            {
                "title": "Calendar of deadlines",
                "tables": [self._table(found)],
                "late": len(late),
                "address": f"{settings.SITE_URL}{path}" if path else "",
            },
        )

    def _table(self, found):
        empty = "Nothing is due: no meeting lies ahead in your programmes."
        return ChildTable("", HEAD, [self._row(one) for one in found], empty=empty)

    def _row(self, one):
        programme = one.body.programme
        link = format_html(
            '<a href="{}">{}</a>',
            reverse("meeting", args=[programme.slug, one.meeting.pk]),
            one.meeting,
        )
        words = format_html("<strong>{}</strong>", one.words) if one.is_missed else one.words
        when = f"{one.on:%a} {day(one.on)}"
        return [when, one.label, link, str(programme), one.owner, words]


class RenewCalendar(LoginRequiredMixin, View):
    """Gives somebody an address to subscribe to, or a new one in place of theirs."""

    access = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request):
        had = token_of(request.user)
        renew_address(by=request.user, at=timezone.now())
        told = "The address is renewed. The one before opens nothing any more."
        messages.success(request, told if had else "Subscribe to the address below.")
        return redirect("deadlines")


class CalendarFile(View):
    """Somebody's calendar of deadlines, for the calendar on their desk or phone."""

    access = OPEN_TO_ALL

    def get(self, request, token):
        try:
            user = holder_of(token)
        except Stale as stale:
            told = f"This calendar address opens nothing any more. {stale}"
            shown = {"title": "Calendar address out of date", "intro": told}
            return render(request, "programme/plain_table.html", shown, status=410)
        if user is None:
            raise Http404("No such calendar.")
        today = timezone.localdate()
        entries = [self._entry(one) for one in due_for(user, today)]
        return as_answer("Deadlines of papers", entries)

    def _entry(self, one):
        meeting, programme = one.meeting, one.body.programme
        told = [str(programme), one.owner and f"Owner: {one.owner}", one.words]
        return Entry(
            key=f"due-{meeting.pk}-{one.key}",
            when=one.on,
            summary=f"{one.label}: {meeting}",
            description="\n".join(line for line in told if line),
            changed_at=meeting.updated_at,
            version=meeting.version,
            path=reverse("meeting", args=[programme.slug, meeting.pk]),
        )
