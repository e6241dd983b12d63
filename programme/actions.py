"""What can be done to a programme itself: its calendar, its people, its name.

Like every `actions.py`: each function refuses what `by` may not do, is all or nothing, and writes
the audit trail.
"""

from axes.utils import reset as lift_lock
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from programme import audit
from programme.authorization import require
from programme.authorization.permissions import (
    JUDGE_OBJECTIVES,
    KEEP_CALENDAR,
    KEEP_PEOPLE,
    KEEP_PROGRAMME,
)
from programme.formats import day
from programme.models import (
    Achievement,
    Body,
    ClosedDay,
    Meeting,
    Membership,
    Objective,
    Partner,
    Programme,
    User,
)
from programme.records import (
    add_entry,
    add_recorded,
    change_entry,
    locked,
    refuse_future,
    refuse_unless,
    save_checked,
)


def _added(row, *, programme, by, at, verb, why=""):
    """Checks and saves a new row of the kernel, and records what was filled in."""
    save_checked(row)
    skipped = {"id", "programme", "body", "created_at", "granted_at", "granted_by", "slug"}
    fields = [field for field in row._meta.concrete_fields if field.name not in skipped]
    filled = {
        field.name: getattr(row, field.name)
        for field in fields
        if getattr(row, field.name) not in ("", None)
    }
    changes = audit.difference(type(row)(**dict.fromkeys(filled)), filled)
    audit.record(row, by=by, at=at, verb=verb, programme=programme, changes=changes, why=why)
    return row


@transaction.atomic
def found_programme(*, at, name, slug, username, job_title, password):
    """Makes a programme with its first administrator, who gives all other roles.

    Only the installation can do this.

    Somebody who can sign in already keeps their title and password.
    """
    programme = Programme(name=name, slug=slug, created_at=at)
    programme.full_clean()
    programme.save()
    person = User.objects.filter(username__iexact=username).first()
    if person is None:
        person = User(username=username, job_title=job_title, must_change_password=True)
        _take_password(person, password)
        person.save()
    membership = Membership(user=person, programme=programme, role="administrator", granted_at=at)
    _added(membership, programme=programme, by=None, at=at, verb="gave the first role to")
    return programme


def _take_password(person, password):
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    person.set_password(password)
    person.full_clean()


@transaction.atomic
def add_body(*, programme, by, at, name, **details):
    """Adds a body that the programme reports to. Its address is made from its name, once."""
    require(by, KEEP_CALENDAR, programme)
    slug = slugify(name)[:40]
    refuse_unless(slug, "Enter a name with letters in it.", "name")
    if Body.objects.filter(slug=slug).exists():
        slug = f"{programme.slug}-{slug}"[:50]
    body = Body(programme=programme, name=name, slug=slug, **details)
    return _added(body, programme=programme, by=by, at=at, verb="added the body")


@transaction.atomic
def add_meeting(*, programme, by, at, body, on, place=""):
    """Puts a meeting into a body's calendar. A meeting in the past is refused."""
    require(by, KEEP_CALENDAR, programme)
    refuse_unless(body.programme_id == programme.pk, "Choose a body of this programme.", "body")
    refuse_unless(on >= timezone.localdate(at), "The meeting cannot be in the past.", "on")
    meeting = Meeting(body=body, on=on, place=place, created_at=at)
    return _added(meeting, programme=programme, by=by, at=at, verb="added the meeting")


@transaction.atomic
def cancel_meeting(meeting, *, by, at, why):
    """Cancels a meeting to come: no report is drawn up for it any more."""
    programme = meeting.body.programme
    require(by, KEEP_CALENDAR, programme)
    meeting = Meeting.objects.select_for_update().select_related("body").get(pk=meeting.pk)
    refuse_unless(meeting.cancelled_at is None, "This meeting is cancelled already.")
    refuse_unless(
        meeting.on >= timezone.localdate(at), "This meeting is over: it cannot be cancelled."
    )
    meeting.cancelled_at = at
    meeting.save(update_fields=["cancelled_at"])
    audit.record(meeting, by=by, at=at, verb="cancelled the meeting", programme=programme, why=why)
    return meeting


@transaction.atomic
def add_closed_day(*, programme, by, at, body, on, reason):
    """Adds a day on which the body's offices are closed: it does not count as a clear day."""
    require(by, KEEP_CALENDAR, programme)
    refuse_unless(body.programme_id == programme.pk, "Choose a body of this programme.", "body")
    refuse_unless(on >= timezone.localdate(at), "The day cannot be in the past.", "on")
    closed = ClosedDay(body=body, on=on, reason=reason)
    return _added(closed, programme=programme, by=by, at=at, verb=f"added a closed day of {body}:")


@transaction.atomic
def add_person(
    *, programme, by, at, username, job_title, password, role, body=None, name="", email=""
):
    """Adds somebody who can sign in, with a first role."""
    require(by, KEEP_PEOPLE, programme)
    person = User(username=username, name=name, job_title=job_title, email=email)
    person.must_change_password = True
    refuse_unless(
        not User.objects.filter(username__iexact=username).exists(),
        "Somebody has this user name already. Give them a role instead.",
        "username",
    )
    _take_password(person, password)
    person.save()
    audit.record(person, by=by, at=at, verb="added the person", programme=programme)
    return give_role(programme=programme, by=by, at=at, username=username, role=role, body=body)


@transaction.atomic
def set_one_time_password(person, *, programme, by, at, password, why):
    """Gives somebody of the programme a password that they have to change as soon as they sign in,
    and ends a lock-out.

    Refused for somebody with a part in a programme that `by` does not administer: whoever sets a
    password can sign in with it.
    """
    require(by, KEEP_PEOPLE, programme)
    person = User.objects.select_for_update().get(pk=person.pk)
    held = person.memberships.current()
    refuse_unless(person != by, "Change your own password on the page of your account.")
    refuse_unless(held.filter(programme=programme).exists(), "They have no part in this programme.")
    kept = by.memberships.current().filter(role__in=KEEP_PEOPLE.roles)
    refuse_unless(
        not held.exclude(programme__in=kept.values("programme")).exists(),
        "They have a part in a programme that you do not administer. Ask whoever runs this service"
        " to set the password.",
    )
    person.must_change_password = True
    _take_password(person, password)
    person.save()
    lift_lock(username=person.username)
    audit.record(
        person, by=by, at=at, verb="set a one-time password for", programme=programme, why=why
    )
    return person


@transaction.atomic
def give_role(*, programme, by, at, username, role, body=None):
    """Gives somebody a role in the programme; a committee member's is for one body."""
    require(by, KEEP_PEOPLE, programme)
    person = User.objects.filter(username__iexact=username, is_active=True).first()
    refuse_unless(person, "Nobody has this user name.", "username")
    refuse_unless(
        body is None or body.programme_id == programme.pk,
        "Choose a body of this programme.",
        "body",
    )
    refuse_unless(
        not person.memberships.current().filter(programme=programme, role=role, body=body).exists(),
        "They hold this role already.",
        "role",
    )
    membership = Membership(
        user=person, programme=programme, role=role, body=body, granted_at=at, granted_by=by
    )
    return _added(membership, programme=programme, by=by, at=at, verb="gave a role to")


@transaction.atomic
def end_role(membership, *, by, at, why):
    """Ends a role. It stays on record that it was held. The last administrator's is kept."""
    require(by, KEEP_PEOPLE, membership.programme)
    membership = (
        Membership.objects.select_for_update().select_related("programme").get(pk=membership.pk)
    )
    refuse_unless(membership.ended_at is None, "This role has ended already.")
    others = Membership.objects.current().filter(
        programme=membership.programme, role=membership.role
    )
    last = membership.role == "administrator" and not others.exclude(pk=membership.pk).exists()
    refuse_unless(
        not last, "A programme keeps at least one administrator. Give somebody else the role first."
    )
    membership.ended_at, membership.ended_by = at, by
    membership.save(update_fields=["ended_at", "ended_by"])
    audit.record(
        membership, by=by, at=at, verb="ended the role of", programme=membership.programme, why=why
    )
    return membership


@transaction.atomic
def change_programme(programme, *, by, at, name, stage="", accent="blue"):
    """Changes the programme's name, stage or colour. Its address stays."""
    require(by, KEEP_PROGRAMME, programme)
    values = {"name": name, "stage": stage, "accent": accent}
    changes = audit.difference(programme, values)
    for field, value in values.items():
        setattr(programme, field, value)
    programme.full_clean()
    if changes:
        programme.save()
        audit.record(
            programme,
            by=by,
            at=at,
            verb="changed the programme",
            programme=programme,
            changes=changes,
        )
    return programme


@transaction.atomic
def add_partner(*, programme, by, at, name):
    """Adds a partner council or body."""
    require(by, KEEP_PROGRAMME, programme)
    return _added(
        Partner(programme=programme, name=name),
        programme=programme,
        by=by,
        at=at,
        verb="added the partner",
    )


@transaction.atomic
def add_objective(*, programme, by, at, reference, text):
    """Adds an objective under the letter or number that the programme's documents use.

    Gaps in the lettering are kept.
    """
    require(by, KEEP_PROGRAMME, programme)
    Programme.objects.select_for_update().get(
        pk=programme.pk
    )  # one at a time, so that a letter is given once
    taken = Objective.objects.of(programme).filter(reference__iexact=reference).exists()
    refuse_unless(not taken, f"There is an objective {reference} already.", "reference")
    return add_entry(
        Objective,
        programme=programme,
        by=by,
        at=at,
        verb="added the objective",
        reference=reference,
        text=text,
    )


@transaction.atomic
def change_objective(objective, *, by, at, text, version=None):
    """Changes the words of an objective.

    Its letter stays, and earlier words stay in its history.
    """
    require(by, KEEP_PROGRAMME, objective.programme)
    return change_entry(
        objective, by=by, at=at, verb="changed the objective", version=version, text=text
    )


@transaction.atomic
def judge_objective(objective, *, by, at, judgement, statement, author, as_at, version=None):
    """Adds what was achieved and how well that meets the objective, as at a day.

    The latest by that day counts.
    """
    require(by, JUDGE_OBJECTIVES, objective.programme)
    objective = locked(objective, version)
    refuse_future(as_at, at)
    add_recorded(
        Achievement,
        by=by,
        at=at,
        objective=objective,
        judgement=judgement,
        statement=statement,
        author=author,
        as_at=as_at,
    )
    note = audit.note("achievement", f"Judged by {author}, as at {day(as_at)}", "", statement)
    return change_entry(
        objective,
        by=by,
        at=at,
        verb="recorded the achievement of the objective",
        changes=[note],
        **objective.recounted(),
    )
