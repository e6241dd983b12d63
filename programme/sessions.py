"""Sessions and people as Django keeps them in the database, looked up by queries that are put into
SQL once: every request asks for one of each.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from programme.written_once import Given, Prepared


def _alive():
    """The session of a key that has not ended by the moment `now`."""
    key, now = Given("key", CharField()), Given("now", DateTimeField())
    rows = db.SessionStore.get_model_class().objects
    return rows.filter(session_key=key, expire_date__gt=now)


ALIVE = Prepared(_alive)


class SessionStore(db.SessionStore):
    """What a browser's key stands for."""

    def _get_session_from_db(self):
        found = ALIVE.one(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found


PERSON = Prepared(lambda: get_user_model().objects.filter(pk=Given("pk"))[:1])


class PasswordBackend(ModelBackend):
    """People who sign in with a password."""

    def get_user(self, user_id):
        user = PERSON.one(pk=user_id)
        return user if user and self.user_can_authenticate(user) else None
