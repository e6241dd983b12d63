"""Each action refuses for itself whose roles do not reach, whatever the page lets through."""

from django.db import transaction

from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent
from tests.contract.kit import each_door
from tests.factories import MembershipFactory, ProgrammeFactory


def attempts(w, door, people):
    """What becomes of a form that each of the people sends: the event's author, or the refusal."""
    url, data = door.ready(w)
    w.person(min(door.permission.roles))  # who opens the page for the others
    events, found = AuditEvent.objects.count(), []
    for somebody in people:
        with transaction.atomic():
            try:
                w.press(url, data, by=somebody)
            except NotPermitted as refusal:
                assert AuditEvent.objects.count() == events
                found.append(str(refusal))
            else:
                found.append(AuditEvent.objects.order_by("id").last().by)
            transaction.set_rollback(True)
    return found


@each_door
def test_an_action_is_refused_to_every_role_without_its_permission_and_to_strangers(
    w, kit, door, nobody
):
    left = MembershipFactory(
        programme=w.programme,
        role=min(door.permission.roles),
        ended_at=w.programme.created_at,
        ended_by=nobody,
    )
    outsider = MembershipFactory(programme=ProgrammeFactory()).user
    people = [*sorted(set(Role) - door.permission.roles), left.user, outsider, nobody, None]
    refusals = attempts(w, door, people)
    assert all(door.permission.words in str(refusal) for refusal in refusals), refusals


@each_door
def test_an_action_is_open_to_each_role_of_its_permission(w, kit, door):
    people = [w.person(role) for role in sorted(door.permission.roles)]
    assert attempts(w, door, people) == people
