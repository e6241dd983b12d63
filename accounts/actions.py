"""How people come in: they are invited, accept, and set a new password when they forgot theirs.

Like every `actions.py`: each function refuses what may not be done, is all or nothing, and writes
the audit trail.
"""

from datetime import timedelta

from axes.utils import reset as lift_lock
from django.conf import settings
from django.db import transaction

from outbox.choices import Kind
from outbox.models import Mail
from outbox.people import those_who
from outbox.telling import ring_for_mail, send_secret, tell
from programme import audit
from programme.actions import grant_role, take_password
from programme.authorization import Role, may, require
from programme.authorization.permissions import KEEP_PEOPLE
from programme.formats import day, known_as
from programme.models import User
from programme.records import lock_programme, refuse_if, refuse_unless, save_checked
from programme.standing import refuse_alike, refuse_ended
from programme.ui.paths import path_to

from .links import PASSWORD
from .models import Invitation

LASTS = timedelta(days=7)
MOST_RESETS, WITHIN = 3, timedelta(hours=1)  # mails by which one person sets a new password


@transaction.atomic
def invite(*, programme, by, at, email, roles, body=None):
    """Invites whoever reads the mail at an address to take roles in the programme.

    Whether somebody has an account elsewhere with this address is not told.
    """
    require(by, KEEP_PEOPLE, programme)
    lock_programme(programme)
    refuse_unless(
        body is None or body.programme_id == programme.pk,
        "Choose a body of this programme.",
        "body",
    )
    refuse_ended(body, "body")
    _refuse_held(programme, email, roles, body)
    for earlier in Invitation.objects.unanswered().filter(programme=programme, email__iexact=email):
        said = f"{email} was invited on {day(earlier.invited_at)}. Withdraw that, or send it again."
        refuse_if(earlier.is_open(at), said, "email")
        _withdraw(earlier, by=by, at=at)
    invitation = Invitation(
        programme=programme,
        email=email,
        roles=roles,
        body=body,
        invited_at=at,
        invited_by=by,
        invited_by_name=known_as(by),
        expires_at=at + LASTS,
    )
    save_checked(invitation)
    audit.record(invitation, by=by, at=at, verb="invited", programme=programme)
    _send(invitation)
    return invitation


def _refuse_held(programme, email, roles, body):
    """Refuses to invite somebody of the programme to what they have."""
    held = programme.memberships.current().filter(user__email__iexact=email, user__is_active=True)
    for one in held.select_related("user", "body"):
        ours = one.role in roles and (one.role != Role.COMMITTEE_MEMBER or one.body == body)
        said = f"{one.user.title} has this address and is {one.get_role_display().lower()} already."
        refuse_if(ours, said, "email")


def _send(invitation):
    programme, lines = invitation.programme, ["Accept the invitation."]
    lines.append(f"{invitation.invited_by_name} invites you to {programme}.")
    lines.append(f"It gives you the role of {invitation.roles_in_words}.")
    lines.append(f"The link works once, until {day(invitation.expires_at)}.")
    send_secret(
        invitation.secret,
        programme=programme,
        address=invitation.email,
        subject=f"You are invited to {programme}",
        lines=lines,
        at=invitation.invited_at,
    )


def _locked(invitation):
    rows = Invitation.objects.select_for_update(of=("self",))
    return rows.select_related("programme", "body", "invited_by").get(pk=invitation.pk)


@transaction.atomic
def withdraw_invitation(invitation, *, by, at):
    """Withdraws an invitation that nobody accepted: its link opens nothing any more."""
    require(by, KEEP_PEOPLE, invitation.programme)
    invitation = _locked(invitation)
    refuse_if(invitation.accepted_at, "It was accepted meanwhile. End the roles that it gave.")
    refuse_if(invitation.withdrawn_at, "It was withdrawn already.")
    _withdraw(invitation, by=by, at=at)
    programme = invitation.programme
    audit.record(invitation, by=by, at=at, verb="withdrew the invitation of", programme=programme)
    return invitation


def _withdraw(invitation, *, by, at):
    invitation.withdrawn_at, invitation.withdrawn_by = at, by
    invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])


@transaction.atomic
def invite_again(invitation, *, by, at):
    """Withdraws an invitation and sends another one of the same roles to the same address."""
    invitation = withdraw_invitation(invitation, by=by, at=at)
    kept = {name: getattr(invitation, name) for name in ("programme", "email", "roles", "body")}
    return invite(by=by, at=at, **kept)


@transaction.atomic
def accept_as_new(invitation, *, at, username, name, job_title, password):
    """Accepts an invitation as somebody new, who sets their own name and password. Gives them."""
    invitation = _locked(invitation)
    _refuse_closed(invitation, at)
    refuse_if(is_known(invitation.email), "Somebody here has this address. Sign in to accept.")
    person = User(username=username, name=name, job_title=job_title, email=invitation.email)
    advice = " Choose another one. If it is yours, sign in to accept."
    refuse_alike(username, User.objects.all(), column="username", advice=advice)
    take_password(person, password)
    person.save()
    programme = invitation.programme
    audit.record(person, by=person, at=at, verb="created their own account,", programme=programme)
    _accept(invitation, person, at)
    return person


@transaction.atomic
def accept_as(invitation, *, by, at):
    """Accepts an invitation as somebody who has an account. Nothing of it changes but its roles."""
    invitation = _locked(invitation)
    _refuse_closed(invitation, at)
    _accept(invitation, by, at)
    return by


def is_known(email) -> bool:
    """Whether somebody has an account with this address: they accept by signing in."""
    return User.objects.filter(email__iexact=email, is_active=True).exists()


def _refuse_closed(invitation, at):
    refuse_if(invitation.accepted_at, "This invitation was used already.")
    refuse_unless(invitation.is_open(at), "This invitation is not open any more.")
    lock_programme(invitation.programme)
    refuse_unless(
        may(invitation.invited_by, KEEP_PEOPLE, invitation.programme),
        f"{invitation.invited_by_name} invited you and gives no roles here any more. Ask an"
        " administrator of the programme for a new invitation.",
    )


def _accept(invitation, person, at):
    programme, by = invitation.programme, invitation.invited_by
    held = person.memberships.current().filter(programme=programme)
    for role in invitation.roles:
        body = invitation.body if role == Role.COMMITTEE_MEMBER else None
        if not held.filter(role=role, body=body).exists():
            grant_role(person, programme=programme, by=by, at=at, role=role, body=body)
    invitation.accepted_at, invitation.accepted_by = at, person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    verb = "accepted the invitation of"
    audit.record(invitation, by=person, at=at, verb=verb, programme=programme)


def tell_administrators(programme, words, *, by, at):
    """Tells the other administrators that one of them gave themselves a further right."""
    others = [one for one in those_who(KEEP_PEOPLE, programme) if one != by]
    subject = f"A further right that {by.title} gave themselves"
    lines = [(words, path_to("people", programme.slug))]
    tell(others, programme=programme, kind=Kind.ACCOUNT, subject=subject, lines=lines, at=at)


# --- passwords


@transaction.atomic
def send_password_links(people, *, at):
    """Writes to each of `people` how to set a new password; at most three times in an hour.

    A worker is rung for even where nobody is written to: ringing is what takes time, and that tells
    nobody whether an address is known.
    """
    lately = Mail.objects.filter(secret=PASSWORD, recorded_at__gt=at - WITHIN)
    for person in people:
        if lately.filter(person=person).count() < MOST_RESETS:
            lines = [
                "Choose a new password.",
                f"Your user name is {person.username}.",
                f"The link works once, for {settings.PASSWORD_RESET_TIMEOUT // 3600} hours after"
                " this mail was sent.",
            ]
            subject = "A new password for Programme governance"
            send_secret(PASSWORD, person=person, subject=subject, lines=lines, at=at)
    ring_for_mail()


@transaction.atomic
def note_new_password(person, *, at):
    """Notes that somebody set a new password by the link of their mail, and ends a lock-out."""
    lift_lock(username=person.username)
    held = person.memberships.current().select_related("programme")
    for programme in {one.programme for one in held}:
        verb = "set a new password, by mail, for"
        audit.record(person, by=person, at=at, verb=verb, programme=programme)
