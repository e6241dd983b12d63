"""The page an auditor reads: every permission of every app, and the roles that hold it."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from programme.ui.child_tables import ChildTable

from .roles import Role


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


def matrix():
    """The permissions as a table with a column for each role."""
    return ChildTable(
        "What each role may do",
        ["Permission", *(role.label for role in Role)],
        [
            [permission.words, *("Yes" if role in permission.roles else "" for role in Role)]
            for permission in all_permissions()
        ],
    )
