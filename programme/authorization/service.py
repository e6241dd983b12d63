"""What can be done in an installation that belongs to no programme, and by whom."""

from .checks import NotPermitted, Permission
from .roles import ServiceRole


class ServicePermission(Permission):
    """Something that can be done in the installation; its roles are `ServiceRole`s."""


CREATE_PROGRAMMES = ServicePermission(
    "service.create_programmes", "Create programmes", frozenset(ServiceRole)
)
GIVE_CREATION = ServicePermission(
    "service.give_creation",
    "Say who may create programmes",
    frozenset({ServiceRole.ADMINISTRATOR}),
)

ALL = [CREATE_PROGRAMMES, GIVE_CREATION]


def service_roles(user) -> frozenset[ServiceRole]:
    """What somebody is in the installation today. `createsuperuser` makes service administrators;
    these make programme creators.
    """
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    held = {ServiceRole.ADMINISTRATOR} if user.is_superuser else set()
    is_creator = user.creation_rights.current().exists()
    return frozenset(held | {ServiceRole.CREATOR} if is_creator else held)


def may_here(user, permission: ServicePermission) -> bool:
    """Whether `user` is, today, one of those who have `permission`."""
    return not service_roles(user).isdisjoint(permission.roles)


def require_here(user, permission: ServicePermission) -> None:
    """Refuses what `user` may not do.

    Raises:
        NotPermitted: naming the roles that may.
    """
    if not may_here(user, permission):
        raise NotPermitted(permission.only_for)
