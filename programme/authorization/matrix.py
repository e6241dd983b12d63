"""The page an auditor reads: every permission of every app, and the roles that hold it."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from programme.ui.child_tables import ChildTable

from . import service
from .roles import Role, ServiceRole


def all_permissions():
    """Every permission that an app of ours declares, the kernel's first."""
    found = list(import_module("programme.authorization.permissions").ALL)
    for config in apps.get_app_configs():
        if (
            config.name != "programme"
            and "." not in config.name
            and find_spec(f"{config.name}.permissions")
        ):
            found += getattr(import_module(f"{config.name}.permissions"), "ALL", [])
    return found


@cache
def matrix():
    """The permissions as a table with a column for each role."""
    return _table("What each role may do", "Permission", Role, all_permissions())


@cache
def service_matrix():
    """The same of what belongs to no programme."""
    title = "What may be done in this service"
    return _table(title, "In the service", ServiceRole, service.ALL)


def _table(title, head, roles, permissions):
    rows = [
        [one.words, *("Yes" if role in one.roles else "" for role in roles)] for one in permissions
    ]
    return ChildTable(title, [head, *(role.label for role in roles)], rows)
