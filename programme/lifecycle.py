"""What becomes of partners, bodies, their posts and people's titles: other names, ends,
successors.

Like every `actions.py`: each function refuses what `by` may not do, is all or nothing, and writes
the audit trail. Adding them stands in `programme/actions.py`.
"""

from datetime import timedelta

from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.authorization.permissions import KEEP_CALENDAR, KEEP_PEOPLE, KEEP_PROGRAMME
from programme.fields import squeezed
from programme.formats import day
from programme.handing_over import pass_body_on, pass_closed_days
from programme.models import Body, FormerTitle, Partner, Post, User
from programme.models.deadlines import FIELDS as DEADLINES
from programme.passing_on import pass_meetings_on
from programme.records import (
    add_recorded,
    change_child,
    change_entry,
    lock_programme,
    locked,
    refuse,
    refuse_future,
    refuse_if,
    refuse_stale,
    refuse_unless,
    reported_moments,
    save_child,
)
from programme.standing import refuse_alike, refuse_ended, refuse_former

COUNTED_BACK = timedelta(weeks=4)  # clear days of a meeting reach no further back
SET_DEADLINES = "set the deadlines of"
NOUNS = {Partner: "partner", Body: "body"}
MAY = {Partner: KEEP_PROGRAMME, Body: KEEP_CALENDAR}


def _begin(row, by, version=None):
    """The partner or body as it is now, locked, the programme with it."""
    require(by, MAY[type(row)], row.programme)
    lock_programme(row.programme)
    return locked(row, version)


@transaction.atomic
def change_standing(row, *, by, at, name, why="", corrects=False, version=None, **values):
    """Changes a partner or a body: its name, for a body also what its papers go by.

    `corrects` says that it was written wrongly. Earlier moments keep what was recorded then.
    """
    row = _begin(row, by, version)
    siblings = type(row).objects.filter(programme=row.programme)
    refuse_alike(name, siblings, but=row)
    refuse_former(name, siblings, reported_moments(row.programme), but=row)
    _check_body(row, values)
    verb = "corrected" if corrects else "renamed" if name != row.name else "changed"
    how = {"by": by, "at": at, "verb": f"{verb} the {NOUNS[type(row)]}", "why": why}
    return change_entry(row, name=name, **values, **how)


@transaction.atomic
def set_deadlines(body, *, by, at, why="", version=None, **values):
    """Says by how many working days before publication a body's papers are planned, drafted,
    cleared and published, and who keeps each day.
    """
    body = _begin(body, by, version)
    refuse_ended(body)
    how = {"by": by, "at": at, "verb": SET_DEADLINES, "why": why}
    return change_entry(body, **values, **how)


def _check_body(body, values):
    if "reports_to" in values:
        _refuse_circle(body, values["reports_to"])
    if values.get("is_public", body_is_public(body)) != body_is_public(body):
        met = body.meetings.exists()
        message = f"{body} has meetings: who may read its reports stays as it is."
        refuse_if(met, message, "is_public")


def body_is_public(row):
    """Whether everyone may read its reports; a partner has none."""
    return getattr(row, "is_public", False)


def _refuse_circle(body, above):
    """Refuses a reporting line that comes back to where it began."""
    name, seen = above, set()
    while above is not None and above.pk not in seen:
        message = (
            "A body does not report to itself."
            if name == body
            else f"{name} reports to {body} already, so {body} cannot report to it."
        )
        refuse_if(above.pk == body.pk, message, "reports_to")
        seen.add(above.pk)
        above = above.reports_to


@transaction.atomic
def end_standing(row, *, by, at, on, why, successor=None, meetings=None, version=None):
    """Ends a partner or a body on a day. What names it keeps it, and nothing new can.

    `meetings` says what becomes of a body's meetings to come, as `programme.passing_on` has it. Its
    posts end with it, and what reported to it reports to its successor.
    """
    row = _begin(row, by, version)
    refuse_future(on, at, "on")
    return end_row(row, by=by, at=at, on=on, why=why, successor=successor, meetings=meetings)


def end_row(row, *, by, at, on, why, successor=None, meetings=None):
    """Ends a partner or a body that is locked, as `end_standing` does for those who may."""
    refuse_if(row.ended_on, f"{row} has ended already.")
    if successor is not None:
        refuse_if(successor == row, f"{row} cannot succeed itself.", "successor")
        ours = successor.programme_id == row.programme_id
        refuse_unless(ours, "Choose one of this programme.", "successor")
        refuse_ended(successor, "successor")
    if isinstance(row, Body):
        _end_body(row, successor, meetings or {}, by=by, at=at, on=on, why=why)
    for post in row.posts.current():
        change_child(post, by=by, at=at, to_on=max(on, post.from_on or on))
    ended = {"ended_on": on, "ended_why": why, "successor": successor}
    verb = f"ended the {NOUNS[type(row)]}"
    return change_entry(row, by=by, at=at, verb=verb, why=why, **ended)


def _end_body(body, successor, meetings, *, by, at, on, why):
    """Leads to its successor what reported to it, and what it had."""
    how = {"by": by, "at": at, "why": why}
    if successor is not None:
        since = on - COUNTED_BACK
        pass_closed_days({body.pk: successor}, "body", since, programme=body.programme, **how)
        pass_body_on(body, successor, **how)
        if body.deadline_days() and not successor.deadline_days():
            days = {name: getattr(body, name) for name in DEADLINES}
            successor = change_entry(successor, verb=SET_DEADLINES, **how, **days)
    pass_meetings_on(body, successor, meetings, on=on, **how)
    if successor is not None and successor.reports_to_id == body.pk:
        successor = report_to(successor, body.reports_to, **how)
    for below in body.reported_by.exclude(pk=successor and successor.pk):
        report_to(below, successor, **how)


def report_to(body, above, *, by, at, why):
    """Has a body report to another one, which took the place of the one above it or comes back."""
    _refuse_circle(body, above)
    return change_entry(body, by=by, at=at, verb="changed the body", why=why, reports_to=above)


@transaction.atomic
def restore_standing(row, *, by, at, why, version=None, changes=()):
    """Takes back the end of a partner or a body that was ended by mistake. `changes` are notes of
    what moves back with it.
    """
    row = _begin(row, by, version)
    refuse_unless(row.ended_on, f"{row} has not ended.")
    how = {"by": by, "at": at, "verb": f"took back the end of the {NOUNS[type(row)]}", "why": why}
    stands = {"ended_on": None, "ended_why": "", "successor": None}
    return change_entry(row, changes=changes, **stands, **how)


# --- posts of a body


def held_in_words(post):
    """Who holds a post, from when to when, as the history tells it."""
    held = [f"from {day(post.from_on)}"] if post.from_on else []
    held += [f"to {day(post.to_on)}"] if post.to_on else []
    return ", ".join([post.holder, *held])


def _refuse_other_spelling(body, title, but=None):
    """Refuses a post that the body has under another spelling; who held it before has a row too."""
    other = body.posts.exclude(title=squeezed(title))
    refuse_alike(title, other, column="title", but=but, advice=" Write it in the same way.")


@transaction.atomic
def add_post(body, *, by, at, title, holder, from_on=None, to_on=None):
    """Adds a post of a body with who holds it, by job title."""
    body = _begin(body, by)
    refuse_ended(body)
    _refuse_other_spelling(body, title)
    post = Post(body=body, title=title, holder=holder, from_on=from_on, to_on=to_on)
    save_child(post, by=by, at=at)
    changes = [audit.note("post", title, "", held_in_words(post))]
    change_entry(body, by=by, at=at, verb="added a post of", changes=changes)
    return post


@transaction.atomic
def change_post(post, *, by, at, why="", version=None, **values):
    """Ends a post on a day, or corrects how it was recorded; `version` is that of its body."""
    body = _begin(post.body, by, version)
    was = Post.objects.get(pk=post.pk)
    _refuse_other_spelling(body, values.get("title", was.title), but=was)
    if change_child(post, by=by, at=at, **values):
        post = Post.objects.get(pk=post.pk)
        words = held_in_words(was), held_in_words(post)
        if was.title != post.title:
            words = str(was), str(post)
        changes = [audit.note("post", was.title, *words)]
        change_entry(body, by=by, at=at, verb="changed a post of", why=why, changes=changes)
    return post


# --- people


@transaction.atomic
def change_title(
    person, *, programme, by, at, job_title, name="", why="", corrects=False, version=None
):
    """Gives somebody another name or job title. What they did before stays under the old one.

    It is on record in every programme in which they hold a role.
    """
    require(by, KEEP_PEOPLE, programme)
    person = User.objects.select_for_update().get(pk=person.pk)
    refuse_stale(person, version)
    held = person.memberships.current().select_related("programme")
    programmes = {membership.programme_id: membership.programme for membership in held}
    refuse_unless(programme.pk in programmes, "They have no part in this programme.")
    values = {"name": name, "job_title": job_title}
    changes = audit.difference(person, values)
    if not changes:
        refuse("Nothing was changed: both stand like this already.", "job_title")
    was = {"user": person, "name": person.name, "job_title": person.job_title}
    if person.job_title:
        add_recorded(FormerTitle, by=by, at=at, **was)
    person.name, person.job_title = name, job_title
    person.full_clean()
    person.save(update_fields=["name", "job_title"])
    verb = "corrected the name or title of" if corrects else "changed the name or title of"
    for one in programmes.values():
        audit.record(person, by=by, at=at, verb=verb, programme=one, changes=changes, why=why)
    return person
