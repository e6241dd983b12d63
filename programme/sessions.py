"""Sessions as Django keeps them in the database, looked up by a query that is put into SQL once."""

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
    """As every request asks for it."""

    def _get_session_from_db(self):
        found = ALIVE.one(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
