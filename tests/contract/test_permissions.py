"""Each action refuses for itself whose roles do not reach, whatever the page lets through."""

import pytest

from programme.authorization import Role
from programme.authorization.matrix import all_permissions
from programme.models import AuditEvent
from tests.contract.kit import each_door
from tests.factories import MembershipFactory, ProgrammeFactory

pytestmark = pytest.mark.alike


@each_door
def test_an_action_is_for_the_roles_of_its_permission_and_for_nobody_else(w, kit, door):
    """It names them as it refuses the others. Who has no role any more: tests/test_permissions."""
    (url, data), permission = door.ready(w), door.needed
    others = [w.person(role) for role in sorted(set(Role) - permission.roles)]
    elsewhere = {"programme": ProgrammeFactory(), "role": min(permission.roles)}
    outsider = MembershipFactory(**elsewhere).user
    events = AuditEvent.objects.count()
    refusals = w.refusals(url, data, [*others, outsider])
    assert all(permission.only_for in words for words in refusals)
    assert AuditEvent.objects.count() == events
    somebody = w.person(min(permission.roles, key=how_much_it_may))
    w.press(url, data, by=somebody)
    assert AuditEvent.objects.order_by("id").last().by == somebody


def how_much_it_may(role):
    return sum(role in permission.roles for permission in all_permissions())
