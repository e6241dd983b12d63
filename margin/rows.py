"""The row of a log that something stands beside, and who reads it."""

from programme.authorization import require
from programme.models import User
from programme.reporting import log_called


def refuse_strangers(log, by, programme):
    """Refuses somebody who may not see the log of that name.

    Raises:
        NotPermitted: always then.
    """
    require(by, log_called(log).permission, programme)


def readers_of(log, programme):
    """Those who see the log of that name in a programme now."""
    roles = log_called(log).permission.roles
    held = programme.memberships.current().filter(role__in=roles)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))
