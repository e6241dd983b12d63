"""One question, asked everywhere: may this person do this in this programme?"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from django.apps import apps
from django.core.exceptions import PermissionDenied

from programme.written_once import Given, Prepared

from .roles import Role


class NotPermitted(PermissionDenied):
    """`by` holds none of the roles that the permission names. The message says which would do."""


@dataclass(frozen=True)
class Permission:
    """Something that can be done, in plain words, and the roles that may do it."""

    code: str
    words: str
    roles: frozenset[Role]

    @property
    def only_for(self):
        """It, and the roles that may do it, in words."""
        roles = ", ".join(sorted(role.label.lower() for role in self.roles))
        return f"{self.words}: only for {roles}."

    def or_those_who(self, other):
        """The same for those too who may do something else."""
        return replace(self, roles=self.roles | other.roles)


def _held():
    """The roles that somebody holds today in a programme."""
    current = apps.get_model("programme", "Membership").objects.current()
    found = current.filter(user=Given("user"), programme=Given("programme")).order_by()
    return found.values_list("role", flat=True)


HELD = Prepared(_held)

# While a page is shown: who looks, at which programme, in which roles.
_looking = ContextVar("looking", default=(None, None, frozenset()))


@contextmanager
def looking(user, programme, roles):
    """Inside, a page is shown to `user`, whose roles were asked at its door and are not asked
    again. What changes anything is never inside: it asks anew.
    """
    token = _looking.set((user.pk, programme.pk, roles))
    try:
        yield
    finally:
        _looking.reset(token)


def may(user, permission: Permission, programme) -> bool:
    """Whether `user` holds, today, a role in `programme` that has `permission`."""
    if not user.is_authenticated or not user.is_active:
        return False
    *known, roles = _looking.get()
    if known == [user.pk, programme.pk]:
        return not roles.isdisjoint(permission.roles)
    return not permission.roles.isdisjoint(HELD.ask(user=user.pk, programme=programme.pk))


def require(user, permission: Permission, programme) -> None:
    """Refuses what `user` may not do.

    Raises:
        NotPermitted: naming the roles that may.
    """
    if not may(user, permission, programme):
        raise NotPermitted(permission.only_for)
