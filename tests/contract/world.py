"""The programme of a test, its people, and what they do.

What depends on signatures of the product stands here and nowhere else in the contract.
"""

from datetime import timedelta

import time_machine
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.db.models import F
from django.test import Client, RequestFactory
from django.urls import resolve

from programme.authorization import Role
from programme.models import AuditEvent
from programme.reporting import sections
from tests.contract.kit import to_be_typed
from tests.factories import MARCH_2012, PartnerFactory, person
from tests.reading import sent

A_DAY = timedelta(days=1)
NOW = MARCH_2012 + A_DAY  # when pages are opened; rows are made the day before
THEN = "?at=2012-03-09"


class World:
    """A programme in March 2012."""

    def __init__(self, programme):
        self.programme, self._people, self._browsers = programme, {}, {}
        self.partner = PartnerFactory(programme=programme, name="First council")

    def person(self, role):
        """Somebody with one role in the programme, always the same."""
        if role not in self._people:
            self._people[role] = person(self.programme, Role(role), user__username=role)
        return self._people[role]

    @property
    def who(self):
        """Who makes rows, and when."""
        return {"by": self.person("programme_manager"), "at": MARCH_2012}

    def browser(self, role="programme_manager"):
        if role not in self._browsers:
            self._browsers[role] = Client()
            self._browsers[role].force_login(self.person(role))
        return self._browsers[role]

    def open(self, url, by="programme_manager"):
        return self.browser(by).get(url)

    def send(self, url, data, by="programme_manager", **options):
        return self.browser(by).post(url, data, **options)

    def make(self, kit, subject):
        """A new entry in the state that a subject names, made on 9 March."""
        path = kit.subjects[subject]
        details = path[0] if path and isinstance(path[0], dict) else {}
        entry = kit.add(self, **details)
        for what in path[bool(details) :]:
            if callable(what):
                what(self, entry)
            else:
                self.take(kit.step(what), entry)
            entry.refresh_from_db()
        return entry

    def take(self, step, entry):
        """Takes a step on 9 March."""
        with time_machine.travel(MARCH_2012, tick=False):
            self.press(step.url(entry), to_be_typed(step.typed, self, entry), by=step.by)

    def press(self, url, data, *, by):
        """Sends a form as `by`, past the door of its page: only the action can refuse.

        Somebody who may opens the page; as the button is pressed, `by` takes their place.

        Raises:
            NotPermitted: the action refuses `by`.
            AssertionError: the form is refused.
        """
        view = resolve(url).func.view_class
        somebody = self.person(min(view.permission.roles))
        by = by if by is None or hasattr(by, "pk") else self.person(by)

        class Pressed(view):
            def act(self, form):
                self.request.user = by or AnonymousUser()
                return super().act(form)

        request = RequestFactory().post(url, data)
        request.user, request._messages = somebody, CookieStorage(request)
        response = Pressed.as_view()(request, *resolve(url).args, **resolve(url).kwargs)
        assert response.status_code == 302, response.content.decode()

    def filled_in(self, url, data, by="programme_manager"):
        """What is sent from the form at `url` when somebody types `data` into it."""
        return {**sent(self.open(url, by)), **data}

    def overtake(self, entry):
        """Somebody else saves the entry."""
        type(entry).objects.filter(pk=entry.pk).update(
            version=F("version") + 1, updated_by_name="Somebody else"
        )

    def rows(self, kit, query=""):
        """The rows of the log as an auditor downloads them."""
        return self.open(f"{kit.download_url('json')}{query}", "auditor").json()["rows"]

    def content(self, section, at=NOW, since=None):
        """A section of a report as it is frozen."""
        return sections()[section].context(self.programme, at, since)


def standing(entry):
    """All that can change when somebody acts on an entry: its columns, and the trail."""
    values = type(entry).objects.filter(pk=entry.pk).values().get()
    return values, AuditEvent.objects.count()
