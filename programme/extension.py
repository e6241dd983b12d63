"""What a room beyond the artefacts, such as the reports, adds to the kernel's pages.

The kernel knows no such room: settings.EXTENSIONS names its class, and a system check refuses a
path that leads to none.
"""

from collections import ChainMap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from programme.authorization import Permission
from programme.authorization.permissions import KEEP_CALENDAR
from programme.findable import Findable
from programme.glance import Need
from programme.ui.child_tables import ChildTable


@dataclass(frozen=True)
class Papers:
    """When the last of a meeting's papers was published, and whether that was judged late then."""

    published: datetime
    was_late: bool


@dataclass(frozen=True)
class Reached:
    """The day on which a step towards a meeting's papers was done; where it is not done, the
    earliest on which it can be, as far as is known. `words` say where it stands, where it is
    neither done nor waited for.
    """

    on: date
    is_done: bool
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class DueSoon:
    """Something that somebody, by job title, has to do by a day: `what` it is, and of what. `key`
    names it for good; `path` is where it is done. Where nobody has that title, those are told who
    may do it by `permission`, or who keep the calendar.
    """

    owner: str
    key: str
    what: str
    of: str
    on: date
    path: str
    permission: Permission = KEEP_CALENDAR


@dataclass(frozen=True)
class Passed:
    """Something that passed to its successor, or ended, as a body was ended. `back` moves it back;
    it is called with by, at and why.
    """

    key: str
    words: str
    back: Callable


class Extension:
    """What one room adds. Nothing, by default: a room says only what it has."""

    title = ""  # over its lines under "Needs you"

    def register_links(self, view) -> list[dict]:
        """What can be done with a log beside adding a row, as links {"label", "url"}. `view` is the
        page of its register, of somebody who may keep it.
        """
        return []

    def programme_links(self, view) -> list[dict]:
        """Pages of the room about the programme as a whole, as links {"label", "url"}. `view` is
        the page of all logs.
        """
        return []

    def public_links(self) -> list[dict]:
        """Pages without sign-in, as links {"label", "url"} for the register of published papers."""
        return []

    def home_links(self, memberships) -> list[dict]:
        """Pages over several programmes, as links {"label", "url"} for the home page of somebody
        with these memberships.
        """
        return []

    def needs(self, programme, *, now, roles, user) -> list[Need]:
        """What waits in the room for `user`, who has these roles, at the moment `now`."""
        return []

    def waits_for(self, user, programmes, now) -> list[Need]:
        """What waits in several programmes for `user` and nobody else, for their home page."""
        return []

    def due_soon(self, programme, today, until) -> list[DueSoon]:
        """What is due in the room from today until a day and is not done."""
        return []

    def first_steps(self, programme) -> list:
        """What a new programme needs from the room, as `programme.first_steps.FirstStep`s."""
        return []

    def ways_in(self) -> list:
        """How somebody new comes into a programme, as `programme.first_steps.Way`s."""
        return []

    def people_tables(self, view) -> list[ChildTable]:
        """What there is beside the roles on the page of a programme's people."""
        return []

    def rights_widened(self, programme, words, *, by, at):
        """Somebody who gives rights gave themselves a further one; `words` say which."""

    def secret_path(self, mail, at) -> str | None:
        """The path of the link that only this mail may hold; "" where what it leads to is not open
        any more at the moment `at`, None where the room knows nothing of it.
        """
        return None

    def draft_leads(self, programme) -> dict[int, int]:
        """Working days from the earliest draft to the latest publication, by the body's id."""
        return {}

    def latest_reports(self, programmes) -> dict[int, dict]:
        """The last published report of each programme, by the programme's id.

        Each is {"title", "url", "pdf_url", "pdf_words"}.
        """
        return {}

    def next_papers(self, programmes, today, bodies=None) -> dict[int, list[dict]]:
        """The published papers of the next meeting of each programme, by the programme's id; of
        the meetings of `bodies` alone where they are given: {programme's id: ids}.

        Each is {"title", "url"}.
        """
        return {}

    def conceal(self, events, view):
        """Takes out of events of the history what the person who looks may not read. They are not
        saved.
        """

    def findables(self) -> list[Findable]:
        """The kinds of things of the room that a search finds."""
        return []

    def history_of(self, event) -> Permission | None:
        """What somebody has to hold who finds an event of the history by its words: whatever
        `conceal` may take out of it. None where the room has no such events.
        """
        return None

    def recorded(self, event, subject):
        """Something was done to `subject`, a row of any room, and the audit trail has the `event`.
        It is called inside the transaction of both.
        """

    def added(self, row, at):
        """A row that belongs to another one was added or changed at the moment `at`. An event may
        have told of it before.
        """

    def meetings_links(self, view) -> list[tuple[str, str]]:
        """What leads on from the page of the meetings, as (label, name of the address)."""
        return []

    def section_notes(self, log, rows, position) -> list[str]:
        """Sentences under a table of a report about its rows, which are of the log named `log`."""
        return []

    def meeting_tables(self, view, meeting) -> list[ChildTable]:
        """What there is, and will be, for a meeting. `view` is the meeting's page."""
        return []

    def meeting_flags(self, view, meeting) -> list[str]:
        """What is wrong with what has to be done before a meeting, in sentences."""
        return []

    def body_tables(self, view, body) -> list[ChildTable]:
        """What there is for a body. `view` is the body's page."""
        return []

    def people_links(self, view) -> list[tuple[str, str]]:
        """What leads on from the page of a programme's people, as (label, name of the address)."""
        return []

    def paper_buttons(self, view, paper) -> list[dict]:
        """What can be done with a paper that is being written, as buttons {"label", "url",
        "secondary"}. `view` is the paper's page.
        """
        return []

    def report_links(self, view, report) -> list[dict]:
        """What there is about a version of a report, and can be done with it, as links {"label",
        "url"}. `view` is its page.
        """
        return []

    def paper_flags(self, paper, now) -> list[str]:
        """What somebody who writes a paper has to know about it, in words."""
        return []

    def paper_sections(self, paper) -> list[tuple[str, str]]:
        """The sections of logs that are printed with a paper, as (key, title)."""
        return []

    def parts_in_print(self, papers, at=None) -> dict[int, set[str]]:
        """The keys of the parts that are printed with papers, now or at a moment, by the paper's
        id; only of those of which the room says so.
        """
        return {}

    def papers_out(self, meetings, moment=None) -> dict[int, Papers]:
        """What became of a meeting's papers, by the meeting's id; only of those that wait for none.
        At `moment`, as it was then.
        """
        return {}

    def steps_reached(self, meetings, today) -> dict[int, dict[str, Reached]]:
        """How far the papers of meetings are, by the meeting's id and the step ("drafting",
        "clearance"). What is not known is left out.
        """
        return {}

    def holds_meeting(self, meeting) -> str:
        """Why a meeting stays on its day, in words: something says that it took place."""
        return ""

    def recommended_in_print(self, paper) -> list[dict] | None:
        """The recommendations of a paper as they were last published for its meeting, each {"text",
        "acts", "delegation"}; None where nothing of it was published.
        """
        return None

    def meeting_changed(self, meeting, *, by, at):
        """A meeting was moved, postponed, cancelled or restored, or its clock changed."""

    def passing(self, body) -> list[str]:
        """What the room keeps for a body that goes to its successor, in words."""
        return []

    def body_succeeded(self, body, successor, *, by, at, why):
        """A body ends and another takes its place."""

    def passed(self, body, moment) -> list[Passed]:
        """What of the room went to a body's successor as it was ended at `moment`."""
        return []

    def appearances(self, log, entry, roles) -> list[dict]:
        """Where the entry of a log was shown, as links {"label", "url"} for these roles."""
        return []

    def closing_blocks(self, programme, *, now) -> list[Need]:
        """What has to be done before a programme can be closed, each with the page where it is."""
        return []

    def holds_decision(self, decision) -> str:
        """Why what a meeting decided stays on record, in words: something rests on it."""
        return ""

    def took_on(self, person, log, entry) -> bool:
        """Whether somebody went on with the entry of a log as its programme came to its end."""
        return False

    def retained(self) -> list:
        """The kinds of records that the room keeps, as `programme.retention.Retained`."""
        return []

    def holds_records(self, programme, kind) -> str:
        """Why records of a kind, or any where it is blank, may not be destroyed, in words."""
        return ""

    def certificate_url(self, programme, row) -> str:
        """The page that leads to the certificate of the disposal of a row; blank for none."""
        return ""

    def disposed_in_words(self, programme, row) -> str:
        """When a row of a programme was disposed of and by which class, in sentences; blank where
        it was not.
        """
        return ""

    def disposed_url(self, programme, kind) -> str:
        """The certificate by which all records of a kind were disposed of; blank for none."""
        return ""

    def disposed_programmes(self, kind):
        """The keys, as a query, of the programmes of which all records of a kind were disposed of;
        None where the room disposes of none.
        """

    def rewritten(self, programme, at):
        """Words of a programme were taken out of rows, their histories and the audit trail."""

    def morning(self, programme, today) -> list[dict]:
        """What else people of a programme are told of a morning, each as `outbox.telling.tell`
        takes it, but for the moment: people, kind, key, subject and lines.
        """
        return []

    def row_flags(self, view, log, entry) -> list[str]:
        """What somebody who looks at the entry of a log has to know. `view` is its page."""
        return []

    def row_parts(self, view, log, entry) -> list[dict]:
        """What stands beside the entry of a log, as parts of its page, each with its "template".
        `view` is that page.
        """
        return []

    def row_notes(self, named, position) -> list[str]:
        """What is printed under tables about their rows, in sentences; `named` are the references
        of these, by the name of their log.
        """
        return []

    def published_since(self, programme, log, moment) -> list[str]:
        """The published reports that showed rows of the log named `log` as at `moment` or later,
        newest first.
        """
        return []

    def has_shown(self, log, entry) -> bool:
        """Whether something that was published showed the entry of a log."""
        return False


def next_papers(memberships, programmes, today) -> dict[int, list[dict]]:
    """The published papers of the next meeting in each programme for somebody with these
    memberships, as `Extension.next_papers` gives them. Who sits on bodies and does nothing else
    gets the papers of these.
    """
    bodies, wide = {}, {one.programme_id for one in memberships if not one.body_id}
    for one in memberships:
        if one.body_id and one.programme_id not in wide:
            bodies.setdefault(one.programme_id, set()).add(one.body_id)
    return ChainMap(*(room.next_papers(programmes, today, bodies) for room in extensions()))


def secret_path(mail, at) -> str:
    """The path of a link that only a mail may hold; "" where it opens nothing any more."""
    found = (room.secret_path(mail, at) for room in extensions())
    return next((path for path in found if path is not None), "")


def concealed(events, view) -> list:
    """`events` of the history as the person who looks at `view` may read them."""
    events = list(events)
    for room in extensions():
        room.conceal(events, view)
    return events


@lru_cache
def extensions() -> tuple[Extension, ...]:
    """One of each class that settings.EXTENSIONS names, in that order."""
    return tuple(import_string(path)() for path in settings.EXTENSIONS)
