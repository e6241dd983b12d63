"""The programme of a test, its people, and what they do.

What depends on signatures of the product stands here and nowhere else in the contract.
"""

import string
from copy import copy
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.db.models import F
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent, User
from programme.position import Position
from programme.reporting import sections
from tests.contract.kit import to_be_typed
from tests.factories import MARCH_2012, PartnerFactory, person
from tests.reading import links, sent

A_DAY = timedelta(days=1)
NOW = MARCH_2012 + A_DAY  # when pages are opened; rows are made the day before
THEN = "?at=2012-03-09"


class Refused(Exception):
    """What was sent is refused, with these words."""


class World:
    """A programme in March 2012."""

    def __init__(self, programme, story):
        self.programme, self._story = programme, story
        self._known, self._people, self._browsers = {}, {}, {}
        self.partner = self.once("partner and people", self._everybody)

    def _everybody(self):
        for role in Role:
            somebody, browser = person(self.programme, role, user__username=role), Client()
            browser.force_login(somebody)
            self._known[role] = somebody.pk, browser.cookies[settings.SESSION_COOKIE_NAME].value
        return PartnerFactory(programme=self.programme, name="First council")

    def once(self, name, make):
        """The entry that `make` gives; what it adds is made once in a process and then put back."""

        def all_of_it():
            made = make()
            return made and (type(made), made.pk), dict(self._known)

        found, known = self._story.remember(name, all_of_it)
        self._known |= known
        return found and found[0]._base_manager.get(pk=found[1])

    def person(self, role):
        """Somebody with one role in the programme, always the same."""
        if role not in self._people:
            self._people[role] = User.objects.get(pk=self._known[role][0])
        return self._people[role]

    @property
    def who(self):
        """Who makes rows, and when."""
        return {"by": self.person("programme_manager"), "at": MARCH_2012}

    def browser(self, role="programme_manager"):
        if role not in self._browsers:
            self._browsers[role] = browser = Client()
            browser.cookies[settings.SESSION_COOKIE_NAME] = self._known[role][1]
        return self._browsers[role]

    def open(self, url, by="programme_manager"):
        """A page; the one that was opened before in this process, where the same rows stood."""
        browser, name = self.browser(by), (url, by, timezone.now())
        if "messages" in browser.cookies or connection.force_debug_cursor:
            return browser.get(url)  # it says what was done just now, or its queries are counted
        return self._story.see(name, lambda: browser.get(url))

    def send(self, url, data, by="programme_manager", **options):
        return self.browser(by).post(url, data, **options)

    def make(self, kit, subject, *steps):
        """A new entry in the state that a subject names, made on 9 March, and after more steps."""
        return self.once((kit.name, subject, *steps), lambda: self._make(kit, subject, steps))

    def _make(self, kit, subject, steps):
        path = kit.subjects[subject]
        details = path[0] if path and isinstance(path[0], dict) else {}
        entry = kit.add(self, **details)
        for what in path[bool(details) :]:
            if callable(what):
                what(self, entry)
            else:
                self.take(kit.step(what), entry)
            entry.refresh_from_db()
        assert getattr(entry, "state", "any") == subject.partition(",")[0]
        for name in steps:
            self.take(kit.step(name), entry)
        return entry

    def register(self, kit):
        """The few entries of a log that differ."""
        self.once((kit.name, "register"), lambda: kit.register(self))

    def take(self, step, entry):
        """Takes a step on 9 March."""
        with time_machine.travel(MARCH_2012, tick=False):
            self.press(step.url(entry), to_be_typed(step.typed, self, entry), by=step.by)

    def press(self, url, data, *, by):
        """Sends a form as `by`, past the door of its page: only the action can refuse.

        Raises:
            NotPermitted: the action refuses `by`.
            Refused: the form or the action refuses what was sent.
        """
        somebody = by if hasattr(by, "pk") else self.person(by)
        self._past_the_door(url, data, lambda take: take(somebody))

    def refusals(self, url, data, people):
        """What the action says to each of the people who press the button past the door."""
        found = []

        def each(take):
            for somebody in people:
                with pytest.raises(NotPermitted) as refusal:
                    take(somebody)
                found.append(str(refusal.value))
            raise Refused

        with pytest.raises(Refused):
            self._past_the_door(url, data, each)
        return found

    def _past_the_door(self, url, data, press):
        """Opens a form as somebody who may; `press` gets the action, as a function of who takes it.

        The page is the product's own. Only the person is replaced as the button is pressed.
        """
        found = resolve(url)

        class Pressed(found.func.view_class):
            def act(self, form):
                def take(somebody):
                    self.request.user = somebody
                    return super(Pressed, self).act(form)

                return press(take)

            def show(self, form):
                raise Refused(form.errors.as_text())

            def looked_at(self):
                """Nobody looked at a page."""

        request = RequestFactory().post(url, data)
        request.user = self.person(min(Pressed().permission.roles))
        request._messages = CookieStorage(request)
        Pressed.as_view()(request, *found.args, **found.kwargs)

    def filled_in(self, url, data, by="programme_manager"):
        """What is sent from the form at `url` when somebody types `data` into it."""
        return {**sent(self.open(url, by)), **data}

    def overtake(self, entry):
        """Somebody else saves the entry."""
        type(entry).objects.filter(pk=entry.pk).update(
            version=F("version") + 1, updated_by_name="Somebody else"
        )

    def fill(self, kit, count):
        """Fills the log up to `count` rows, copies of its last one with a history of one day."""
        self.once((kit.name, count), lambda: self._fill(kit, count))

    def _fill(self, kit, count):
        if not kit.log.model.objects.exists():
            self.make(kit, kit.full)
        model, there = kit.log.model, kit.log.model.objects.count()
        copies = [self._copy(model, number) for number in range(there + 1, count + 1)]
        for one in copies:
            kit.differ(one)
        source = model.objects.filter(programme=self.programme).order_by("number").last()
        copies = bulk_create_with_history(copies, model, default_date=MARCH_2012)
        for kind in (kind for kind in kit.log.children.values() if not kind.apart):
            self._fill_children(kind.model, kind.parent, source, copies)

    def _fill_children(self, model, parent, source, copies):
        """Gives each copy the child rows of the entry that it was made from, and what is below
        them.
        """
        for original in model.objects.filter(**{parent: source.pk}):
            children = []
            for one in copies:
                child = copy(original)
                child.pk = None
                setattr(child, parent, one)
                children.append(child)
            if hasattr(model, "history"):
                bulk_create_with_history(children, model, default_date=MARCH_2012)
            else:
                model.objects.bulk_create(children)
            for below in model._meta.related_objects:
                if below.related_model is not model and below.field.name != "history_relation":
                    self._fill_children(below.related_model, below.field.name, original, children)

    def _copy(self, model, number):
        copy = model.objects.filter(programme=self.programme).order_by("number").last()
        letters = string.ascii_letters + string.digits
        copy.pk, copy.number = None, number
        copy.reference = f"{model.PREFIX}{number}" if model.PREFIX else letters[number - 1]
        return copy

    def rows(self, kit, query=""):
        """The rows of the log as an auditor downloads them."""
        return self.open(f"{kit.download_url('json')}{query}", "auditor").json()["rows"]

    def position(self, at, since=None):
        """The programme as its history tells it of a moment."""
        return Position.as_at(self.programme, at, since)

    def position_now(self):
        """The programme as its tables stand."""
        return Position.on(self.programme, NOW.date())

    def content(self, section, at=NOW, since=None):
        """A section of a report as it is frozen."""
        return sections()[section].context(self.position(at, since))


def offered(kit, entry, page):
    """The names of the steps, and "edit", to which the entry's page leads by the right words."""
    found = {address.partition("?")[0]: texts for address, texts in links(page).items() if address}
    names = {"edit"} if kit.edit_url(entry) in found else set()
    for step in kit.steps:
        if any(text.startswith(step.label) for text in found.get(step.url(entry), ())):
            names.add(step.name)
    return names


def text_fields(form):
    """The names of the fields of a form in which people write freely."""
    return [
        name
        for name, field in form.fields.items()
        if type(field).__name__ in ("CharField", "WordsFormField")
    ]


def standing(entry):
    """All that can change when somebody acts on an entry: its columns, and the trail."""
    values = type(entry).objects.filter(pk=entry.pk).values().get()
    return values, AuditEvent.objects.count()
