"""Somebody who has signed in already: the session is written as the product writes it.

Signing in takes half a second, most of it to compare a password. What does it through the page:
the main job, an empty installation, and whoever starts the paper of conftest.py.
"""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.test import override_settings
from django.utils.crypto import get_random_string

from tests.stack import ENVIRONMENT


def signed_in(stack, username):
    """What a browser keeps of it, as Playwright's storage state."""
    find = f"SELECT id, password FROM programme_user WHERE username = '{username}'"
    (found,) = stack.rows(find)
    key = get_random_string(32)
    stack.rows(
        "INSERT INTO django_session (session_key, session_data, expire_date)"
        f" VALUES ('{key}', '{data_of(**found)}', '2999-01-01 00:00:00')"
    )
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": stack.address}
    return {"cookies": [cookie], "origins": []}


@override_settings(SECRET_KEY=ENVIRONMENT["SECRET_KEY"])
def data_of(id, password):
    user = get_user_model()(id=id, password=password)
    return (
        import_module(settings.SESSION_ENGINE)
        .SessionStore()
        .encode(
            {
                SESSION_KEY: str(id),
                BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[-1],
                HASH_SESSION_KEY: user.get_session_auth_hash(),
            }
        )
    )
