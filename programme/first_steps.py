"""What a new programme begins with: each step done or not, who may do it, and where.

Nothing is ticked off by hand: a step is done when what it adds is there. One query asks for all of
them, and one for the roles that somebody holds.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, QuerySet, Subquery
from django.utils.html import format_html, format_html_join

from programme import audit
from programme.authorization import Permission, Role, require
from programme.authorization.permissions import KEEP_CALENDAR, KEEP_PEOPLE, KEEP_PROGRAMME
from programme.extension import extensions
from programme.log import logs
from programme.models import Body, Meeting, Membership, Partner, Programme
from programme.records import lock_programme, refuse_if, refuse_unless
from programme.ui.child_tables import ChildTable


@dataclass(frozen=True)
class Way:
    """Where a step is done, by those who have a permission."""

    label: str
    url_name: str
    permission: Permission


@dataclass(frozen=True)
class FirstStep:
    """One step; it is done when one of the sets `rows` has a row."""

    words: str
    ways: tuple[Way, ...]
    rows: tuple[QuerySet, ...]

    @property
    def roles(self) -> frozenset[Role]:
        """Those who may do it in one of its ways."""
        return frozenset().union(*(way.permission.roles for way in self.ways))


def first_steps(programme) -> list[FirstStep]:
    """The steps of the kernel, and then those of rooms."""
    held = Membership.objects.filter(programme=programme)
    first = held.order_by("granted_at", "pk").values("user")[:1]
    others = held.current().exclude(user=Subquery(first))
    ways_in = (way for room in extensions() for way in room.ways_in())
    logs_led = [log for log in logs() if log.leads]
    return [
        FirstStep(
            "Partners: the councils that share it",
            (Way("Add a partner", "partner_add", KEEP_PROGRAMME),),
            (Partner.objects.filter(programme=programme),),
        ),
        FirstStep(
            "Bodies: the committees and boards that it reports to",
            (Way("Add a body", "body_add", KEEP_CALENDAR),),
            (Body.objects.filter(programme=programme),),
        ),
        FirstStep(
            "The first meeting of a body",
            (Way("Add a meeting", "meeting_add", KEEP_CALENDAR),),
            (Meeting.objects.filter(body__programme=programme),),
        ),
        FirstStep(
            "People: who does what",
            (*ways_in, Way("Add a person", "person_add", KEEP_PEOPLE)),
            (others,),
        ),
        FirstStep(
            "Rows of a log: import a file, paste a table, or add them by hand",
            tuple(
                Way(log.title, log.url_name, log.keep)
                for log in logs_led
                if log.name in settings.NAVIGATION_LOGS
            ),
            tuple(log.model.objects.filter(programme=programme) for log in logs_led),
        ),
        *(step for room in extensions() for step in room.first_steps(programme)),
    ]


def done_of(programme, steps) -> list[bool]:
    """Which of the steps are done."""
    asked = {
        f"step{number}_{part}": Exists(rows)
        for number, step in enumerate(steps)
        for part, rows in enumerate(step.rows)
    }
    found = Programme.objects.filter(pk=programme.pk).values(**asked).get()
    return [
        any(found[f"step{number}_{part}"] for part in range(len(step.rows)))
        for number, step in enumerate(steps)
    ]


def checklist(view, always=False) -> ChildTable | None:
    """The steps as a table for the person who looks at a page; None where nothing is left that they
    may do, unless it is shown `always`.
    """
    steps = first_steps(view.programme)
    of_logs = (log.first_steps(view.programme, view.request.user) for log in logs())
    steps += [step for found in of_logs for step in found]
    steps = list(zip(steps, done_of(view.programme, steps), strict=True))
    waits = any(step.roles & view.roles for step, is_done in steps if not is_done)
    if not (waits or always):
        return None
    held = set(view.programme.memberships.current().values_list("role", flat=True).order_by())
    rows = [
        [
            step.words,
            "Done" if is_done else "Not done yet",
            _who(step, held),
            "" if is_done else _ways(step, view),
        ]
        for step, is_done in steps
    ]
    return ChildTable("First steps", ["Step", "State", "Who may do it", "Where"], rows)


def _who(step, held):
    """The roles that may do a step; where nobody holds one of them, that is said."""
    labels = [role.label for role in Role if role in step.roles]
    words = ", ".join([labels[0], *(one.lower() for one in labels[1:])])
    return words if held & step.roles else f"{words}. Nobody holds such a role yet"


def _ways(step, view):
    """Where a step is done, as far as the person may."""
    ways = [
        (view.address(one.url_name), one.label) for one in step.ways if view.allowed(one.permission)
    ]
    items = format_html_join("", '<li><a href="{}">{}</a></li>', ways)
    return format_html('<ul class="plain-list">{}</ul>', items) if ways else ""


@transaction.atomic
def hide_checklist(*, programme, by, at):
    """Takes the list off the overview, for everybody. Its own page shows it still."""
    require(by, KEEP_PROGRAMME, programme)
    programme = lock_programme(programme)
    refuse_if(programme.checklist_hidden_at, "The list is hidden already.")
    return _set(programme, at, by=by, at=at, verb="hid the first steps of")


@transaction.atomic
def show_checklist(*, programme, by, at):
    """Puts the list back on the overview."""
    require(by, KEEP_PROGRAMME, programme)
    programme = lock_programme(programme)
    refuse_unless(programme.checklist_hidden_at, "The list stands on the overview already.")
    return _set(programme, None, by=by, at=at, verb="put back the first steps of")


def _set(programme, hidden_at, **how):
    programme.checklist_hidden_at = hidden_at
    programme.save(update_fields=["checklist_hidden_at"])
    audit.record(programme, programme=programme, **how)
    return programme
