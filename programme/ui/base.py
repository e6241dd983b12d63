"""The base of every page of a programme: who looks, in which roles, at which moment."""

from contextlib import nullcontext
from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import CharField, DateTimeField, OuterRef, Subquery
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views import View

from programme.authorization import NotPermitted, looking, permissions
from programme.formats import day
from programme.formats import moment as in_words
from programme.log import logs
from programme.models import Membership, ReportedPosition
from programme.position import Position
from programme.records import refuse_if
from programme.retention import DisposedOf, certificate_url, disposed_url
from programme.ui import once
from programme.ui.moments import end_of_day, read_moment
from programme.ui.paths import path_to
from programme.written_once import Given, Prepared


@lru_cache(maxsize=1)
def pages():
    """The pages of every programme's navigation as settings name them: (label, URL name,
    permission).
    """
    kept = [
        (log.title, log.url_name, log.permission)
        for log in logs()
        if log.name in settings.NAVIGATION_LOGS
    ]
    before, after = (
        [(label, name, import_string(permission)) for label, name, permission in listed]
        for listed in (settings.NAVIGATION_BEFORE, settings.NAVIGATION_AFTER)
    )
    return [*before, *kept, *after]


SHUT = (permissions.KEEP_PROGRAMME, permissions.JUDGE_OBJECTIVES)  # in a closed programme


def memberships():
    """What every page asks for: what somebody is in a programme, and the position before."""
    reported = ReportedPosition.objects.filter(programme=OuterRef("programme"))
    earlier = reported.filter(at__lt=Given("at", DateTimeField())).order_by("-at").values("at")
    mine = Membership.objects.current().filter(
        user=Given("user"), programme__slug=Given("slug", CharField())
    )
    found = mine.select_related("programme").order_by()
    return found.annotate(previous_position=Subquery(earlier[:1]))


MINE = Prepared(memberships)


class ProgrammeView(View):
    """A page of one programme.

    Every subclass declares `permission`; a test walks the URLs and checks that it does.

    Somebody without a part in the programme gets "not found", as for a programme that does not
    exist; somebody whose roles do not reach gets "not permitted".
    """

    permission = None
    title = ""
    log = None  # the log that the page belongs to
    retained = ""  # the kind of record that it shows, where it shows nothing without them
    gone_title = ""  # what it is called without them, where its title names one of them

    def dispatch(self, request, *args, slug, **kwargs):
        if not request.user.is_authenticated:
            if request.method == "POST":
                once.keep_for_later(request)
            return redirect_to_login(request.get_full_path())
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        self.at = request.at = self._moment(request)
        # The day that the page shows.
        self.day = timezone.localdate(self.at) if self.at else self.today
        self.programme = request.programme = self._enter(request.user, slug)
        self.position = Position(self.programme, self.at, self.since, self.day)
        if self.roles.isdisjoint(self.permission.roles):
            raise NotPermitted(
                f"{self.permission.words} is not part of your role in {self.programme}."
            )
        if gone := self._disposed_url():
            return self._disposed_page(gone)
        with self._looking() if request.method in ("GET", "HEAD") else nullcontext():
            try:
                self.find(**kwargs)
                if row := self.disposed_row():
                    return self.disposed_page(row)
            except DisposedOf as gone:
                return self._disposed_page(gone.url)
            except Http404:
                if gone := self._disposed_url():  # of the log that the address names
                    return self._disposed_page(gone)
                raise
            return super().dispatch(request, *args, **kwargs)

    def _disposed_url(self):
        """The certificate of the records that the page showed; blank while they are there."""
        asks = self.retained and self.programme.closed_on
        return disposed_url(self.programme, self.retained) if asks else ""

    def disposed_page(self, row):
        """In place of the page or the file, once a row was disposed of: it leads to its
        certificate.
        """
        return self._disposed_page(certificate_url(self.programme, row))

    def _disposed_page(self, url):
        """In place of the page, whose own words may be of what is gone."""
        shown = {"title": self.log.title if self.log else self.gone_title or self.title, "url": url}
        shown |= {"programme": self.programme, "position": self.position}
        shown |= {"nav": self.navigation(), "crumbs": ProgrammeView.crumbs(self)}
        return render(self.request, "programme/disposed.html", shown, status=410)

    def _looking(self):
        return looking(self.request.user, self.programme, self.roles)

    def find(self, **kwargs):
        """Finds what the address names before anything else happens.

        Raises Http404 when there is none.
        """

    def disposed_row(self):
        """What is left of what the page is about, where that was disposed of; None where not."""

    def _enter(self, user, slug):
        memberships = list(MINE.ask(user=user.pk, slug=slug, at=self.at or self.now))
        if not memberships:
            raise Http404("No such programme, or you have no part in it.")
        self.roles = frozenset(membership.role for membership in memberships)
        self.memberships = memberships
        self.since = memberships[0].previous_position
        return memberships[0].programme

    def _moment(self, request):
        text = request.GET.get("at", "").strip()
        if not text:
            return None
        try:
            moment = read_moment(text)
            on = timezone.localdate(moment)
            refuse_if(on > self.today, f"{day(on)} is in the future.")
            later = self.now < moment < end_of_day(self.today)  # today itself is the day so far
            refuse_if(later, f"{in_words(moment)} is in the future.")
        except ValidationError as error:
            raise BadRequest(f"As at: {error.messages[0]} Nothing is shown.") from error
        return moment

    def holds(self, permission) -> bool:
        """Whether one of the person's roles has a permission."""
        return not self.roles.isdisjoint(permission.roles)

    def allowed(self, permission) -> bool:
        """Whether the person may do more here, to show or hide a button. What a closed programme
        is called, and what its objectives are, nobody changes.

        Actions refuse for themselves.
        """
        return self.holds(permission) and not (self.programme.is_closed and permission in SHUT)

    def address(self, name, *args):
        """The address of a page of this programme, at the moment that is being looked at."""
        return self.address_with(name, *args)

    def address_with(self, name, *args, **query):
        """The address of a page with `query`, at the moment that is being looked at."""
        if self.at:
            query["at"] = self.request.GET["at"]
        url = path_to(name, self.programme.slug, *args)
        return f"{url}?{urlencode(query)}" if query else url

    def navigation(self):
        """The pages of the programme that this person may see, the one that this page belongs to
        marked.
        """
        items = []
        for label, name, permission in pages():
            if self.allowed(permission):
                elsewhere = (
                    name == "logs" and self.log and not any(item["current"] for item in items)
                )
                current = bool(elsewhere) or self._is_below(name)
                items.append({"label": label, "url": self.address(name), "current": current})
        return items

    def _is_below(self, name):
        path, here = path_to(name, self.programme.slug), self.request.path
        return here == path or (name != "overview" and here.startswith(path))

    def crumbs(self):
        """The way back up: (label, address) pairs."""
        return [(self.programme.name, self.address("overview"))]

    def context(self, **extra):
        """What the template sees."""
        return {
            "programme": self.programme,
            "title": self.title,
            "position": self.position,
            "nav": self.navigation(),
            "at": self.at,
            "at_text": self.request.GET.get("at", "") if self.at else "",
            "crumbs": self.crumbs(),
            **extra,
        }

    def page(self, template, status=200, **extra):
        """A rendered page."""
        return render(self.request, template, self.context(**extra), status=status)
