"""Each action refuses for itself whose roles do not reach, whatever the page lets through."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from programme.authorization import Role
from programme.models import AuditEvent
from tests.contract.kit import each_door
from tests.factories import MembershipFactory, ProgrammeFactory, UserFactory

pytestmark = pytest.mark.alike


@each_door
def test_an_action_is_for_the_roles_of_its_permission_and_for_nobody_else(w, kit, door):
    (url, data), permission = door.ready(w), door.needed
    others = [w.person(role) for role in sorted(set(Role) - permission.roles)]
    nobody = UserFactory()
    ended = {"ended_at": w.programme.created_at, "ended_by": nobody}
    held = {"programme": w.programme, "role": min(permission.roles)}
    left = MembershipFactory(**held, **ended).user
    outsider = MembershipFactory(programme=ProgrammeFactory()).user
    shut = MembershipFactory(**held, user__is_active=False).user
    events = AuditEvent.objects.count()
    refusals = w.refusals(url, data, [*others, left, shut, outsider, nobody, AnonymousUser()])
    assert all(permission.words in words for words in refusals)
    assert AuditEvent.objects.count() == events
    for role in sorted(permission.roles):
        somebody = w.person(role)
        with transaction.atomic():
            w.press(url, data, by=somebody)
            assert AuditEvent.objects.order_by("id").last().by == somebody
            transaction.set_rollback(True)
