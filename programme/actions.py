"""What can be done to a programme itself: its bodies, its people, its name.

Like every `actions.py`: each function refuses what `by` may not do, is all or nothing, and writes
the audit trail.
"""

from itertools import chain, count

from axes.utils import reset as lift_lock
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from programme import audit
from programme.authorization import require
from programme.authorization.matrix import all_permissions
from programme.authorization.permissions import (
    JUDGE_OBJECTIVES,
    KEEP_CALENDAR,
    KEEP_PEOPLE,
    KEEP_PROGRAMME,
)
from programme.closed_days import check_host
from programme.extension import extensions
from programme.formats import day
from programme.models import (
    Achievement,
    Body,
    Membership,
    Objective,
    Partner,
    Programme,
    User,
)
from programme.owned import hand_over_rows
from programme.records import (
    add_audited,
    add_entry,
    add_recorded,
    change_entry,
    lock_programme,
    locked,
    refuse_future,
    refuse_if,
    refuse_stale,
    refuse_unless,
    reported_moments,
)
from programme.standing import refuse_alike, refuse_ended, refuse_former


def take_password(person, password):
    """Gives somebody, not saved yet, a password that will do."""
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
    lock_programme(programme)
    refuse_alike(name, programme.bodies.all())
    refuse_former(name, programme.bodies.all(), reported_moments(programme))
    refuse_ended(details.get("reports_to"), "reports_to")
    plain = slugify(name)[:40]
    refuse_unless(plain, "Enter a name with letters in it.", "name")
    check_host(details.get("host"), programme)
    spare = chain([plain, f"{programme.slug}-{plain}"[:50]], (f"{plain}-{n}" for n in count(2)))
    slug = next(one for one in spare if not Body.objects.filter(slug=one).exists())
    body = Body(programme=programme, name=name, slug=slug, **details)
    return add_audited(body, programme=programme, by=by, at=at, verb="added the body")


@transaction.atomic
def add_person(
    *, programme, by, at, username, job_title, password, role, body=None, name="", email=""
):
    """Adds somebody who can sign in, with a first role."""
    require(by, KEEP_PEOPLE, programme)
    person = User(username=username, name=name, job_title=job_title, email=email)
    person.must_change_password = True
    advice = " Give them a role instead, or choose another user name."
    refuse_alike(username, User.objects.all(), column="username", advice=advice)
    take_password(person, password)
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
    refuse_if(
        held.exclude(programme__in=kept.values("programme")).exists(),
        "They have a part in a programme that you do not administer. Ask whoever runs this service"
        " to set the password.",
    )
    person.must_change_password = True
    take_password(person, password)
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
    return grant_role(person, programme=programme, by=by, at=at, role=role, body=body)


def grant_role(person, *, programme, by, at, role, body=None):
    """Gives a role on behalf of `by`, who may: whoever calls has asked.

    Who gives themselves a right that they did not have does so on record, and the other
    administrators are told.
    """
    refuse_unless(
        body is None or body.programme_id == programme.pk,
        "Choose a body of this programme.",
        "body",
    )
    refuse_ended(body, "body")
    refuse_if(
        person.memberships.current().filter(programme=programme, role=role, body=body).exists(),
        "They hold this role already.",
        "role",
    )
    membership = Membership(
        user=person, programme=programme, role=role, body=body, granted_at=at, granted_by=by
    )
    wider = person == by and _widens(role, person, programme)
    verb = "gave themselves a further right: {}" if wider else "gave a role to"
    add_audited(membership, programme=programme, by=by, at=at, verb=verb)
    if wider:
        tell_of_wider_rights(programme, membership.title, by=by, at=at)
    return membership


def _widens(role, person, programme):
    """Whether a role lets somebody do what they may not do yet."""
    held = person.memberships.current().filter(programme=programme)
    held = set(held.values_list("role", flat=True))
    return any(role in one.roles and not held & one.roles for one in all_permissions())


def tell_of_wider_rights(programme, words, *, by, at):
    """Has the rooms tell that `by`, who gives rights, gave themselves one."""
    for room in extensions():
        room.rights_widened(programme, words, by=by, at=at)


@transaction.atomic
def end_role(membership, *, by, at, why, to=None):
    """Ends a role. It stays on record that it was held. The last administrator's is kept.

    What its holder owns goes to the person `to`; without one it stays with them.
    """
    require(by, KEEP_PEOPLE, membership.programme)
    membership = (
        Membership.objects.select_for_update().select_related("programme").get(pk=membership.pk)
    )
    refuse_if(membership.ended_at, "This role has ended already.")
    others = Membership.objects.current().filter(
        programme=membership.programme, role=membership.role
    )
    last = membership.role == "administrator" and not others.exclude(pk=membership.pk).exists()
    refuse_if(
        last, "A programme keeps at least one administrator. Give somebody else the role first."
    )
    membership.ended_at, membership.ended_by = at, by
    membership.save(update_fields=["ended_at", "ended_by"])
    audit.record(
        membership, by=by, at=at, verb="ended the role of", programme=membership.programme, why=why
    )
    if to:
        how = {"programme": membership.programme, "by": by, "at": at, "why": why}
        hand_over_rows(membership.user, to=to, **how)
    return membership


@transaction.atomic
def change_programme(programme, *, by, at, name, stage="", accent="blue", version=None):
    """Changes the programme's name, stage or colour. Its address stays."""
    require(by, KEEP_PROGRAMME, programme)
    programme = lock_programme(programme)
    refuse_stale(programme, version)
    refuse_alike(name, Programme.objects.all(), but=programme)
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
    lock_programme(programme)
    refuse_alike(name, programme.partners.all())
    refuse_former(name, programme.partners.all(), reported_moments(programme))
    return add_audited(
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
    lock_programme(programme)  # one at a time, so that a letter is given once
    taken = Objective.objects.of(programme).filter(reference__iexact=reference).exists()
    refuse_if(taken, f"There is an objective {reference} already.", "reference")
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
def change_objective(objective, *, by, at, version=None, **words):
    """Changes the words of an objective: its `text`, which is none of the form's once it is judged.

    Its letter stays, and earlier words stay in its history.
    """
    require(by, KEEP_PROGRAMME, objective.programme)
    return change_entry(
        objective, by=by, at=at, verb="changed the objective", version=version, **words
    )


@transaction.atomic
def reword_objective(objective, *, by, at, text, why, version=None):
    """Changes the words of an objective that is judged: the judgement goes on for the new words."""
    require(by, JUDGE_OBJECTIVES, objective.programme)
    objective = locked(objective, version)
    unjudged = f"Objective {objective.reference} is not judged: change it as any other."
    refuse_unless(objective.judgement, unjudged)
    how = {"by": by, "at": at, "verb": "reworded the objective", "why": why, "step": "reword"}
    return change_entry(objective, text=text, **how)


@transaction.atomic
def judge_objective(objective, *, by, at, judgement, statement, as_at, author="", version=None):
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
    judged = f"Judged by {author}" if author else "Judged"
    note = audit.note("achievement", f"{judged}, as at {day(as_at)}", "", statement)
    return change_entry(
        objective,
        by=by,
        at=at,
        verb="recorded the achievement of the objective",
        changes=[note],
        **objective.recounted(),
    )
