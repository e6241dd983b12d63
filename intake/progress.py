"""How far a worker is with an import: kept beside the database, whose transaction is open.

It stands where the broker is, and may be lost: then a page says only that it is worked on.
"""

from django.conf import settings
from redis import Redis, RedisError

SECONDS = 600  # how long it is kept


def say(import_id, words):
    """Says how far the import is."""
    try:
        _store().set(f"import-progress:{import_id}", words, ex=SECONDS)
    except RedisError:
        return


def said(import_id) -> str:
    """What was said last; blank for nothing."""
    try:
        return (_store().get(f"import-progress:{import_id}") or b"").decode()
    except RedisError:
        return ""


def forget(import_id):
    """Forgets it."""
    try:
        _store().delete(f"import-progress:{import_id}")
    except RedisError:
        return


def _store():
    return Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
