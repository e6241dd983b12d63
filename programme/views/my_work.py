"""What somebody owns in all their programmes, on one page."""

from urllib.parse import urlencode

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views import View

from programme.extension import extensions
from programme.formats import day, with_lateness
from programme.log import logs
from programme.models import Programme
from programme.my_work import counts_of, due_of
from programme.ui.child_tables import ChildTable
from programme.ui.filters import PERSON

from .account import SIGNED_IN

LINK = '<a class="govuk-link" href="{}">{}</a>'
MOST = 200  # rows of one table; the registers have the others
NOTHING = (
    "You own nothing at present. Whoever keeps a log can choose you as the owner of a row in its"
    " form, at “Owner (person)”."
)


class MyWork(LoginRequiredMixin, View):
    """What waits for somebody, what they own that is late or due soon, and how much else."""

    access = SIGNED_IN

    def get(self, request):
        self.today = timezone.localdate()
        due = due_of(request.user, self.today)
        late = [one for one in due if one.on < self.today]
        soon = [one for one in due if one.on >= self.today]
        owned = self._owned()
        tables = [self._due("Late", late), self._due("Due within 30 days", soon), owned]
        tables = [*self._waiting(), *(tables if owned.rows else [])]
        intro = "" if owned.rows else NOTHING
        shown = {"title": "My work", "intro": intro, "tables": tables}
        return render(request, "programme/plain_table.html", shown)

    def _programmes(self):
        held = self.request.user.memberships.current().values("programme")
        return list(Programme.objects.filter(pk__in=held).order_by("name"))

    def _waiting(self):
        """What waits for an answer of this person and nobody else."""
        programmes, now = self._programmes(), timezone.now()
        user = self.request.user
        found = [it for room in extensions() for it in room.waits_for(user, programmes, now)]
        rows = [[format_html(LINK, one.url, one.text)] for one in found]
        return [ChildTable("Waiting for your answer", ["What"], rows)] if rows else []

    def _due(self, title, found):
        rows = [
            [self._when(one), format_html(LINK, one.path, one.what), one.title, str(one.programme)]
            for one in found[:MOST]
        ]
        said = f"The first {MOST} of {len(found):,}." if len(found) > MOST else ""
        head = ["Due", "What", "Log", "Programme"]
        return ChildTable(f"{title} ({len(found):,})", head, rows, empty="Nothing.", text=said)

    def _when(self, one):
        words = day(one.on)
        return with_lateness(words, one.on, self.today) if one.on < self.today else words

    def _owned(self):
        """How many open rows there are in each log, with the way to just these."""
        order = {log.name: (place, log) for place, log in enumerate(logs())}
        programmes = {one.pk: one for one in self._programmes()}
        counts = counts_of(self.request.user)
        found = [(programmes[pk], *order[name], count) for name, pk, count in counts]
        found.sort(key=lambda one: (one[0].name, one[1]))
        rows = [
            [str(programme), format_html(LINK, self._register(log, programme), log.title), count]
            for programme, _, log, count in found
        ]
        head = ["Programme", "Log", "Open rows"]
        return ChildTable("All that you own", head, rows, numeric=["Open rows"])

    def _register(self, log, programme):
        url = reverse(log.url_name, args=[programme.slug])
        return f"{url}?{urlencode({PERSON: self.request.user.username})}"
