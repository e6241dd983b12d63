"""The rows of a programme as they lie in the database: which there are, written and read again.

What a row holds is written by its columns, moments in UTC to the microsecond, so that the same rows
give the same bytes on every database.
"""

import json
from collections import deque
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection

from programme.models import FormerTitle, Programme, User

# What is not of a programme's records, and why.
LEFT_OUT = {
    "programme.User_groups": "nobody is in a group",
    "programme.User_user_permissions": "permissions come from roles",
    "programme.Save": "which form was sent twice",
    "programme.CalendarAddress": "secret addresses of people's own calendars",
    "programme.CreationRight": "who may create programmes in an installation",
    "outbox.MailChoice": "how often somebody wants mail, over all programmes",
    "outbox.Morning": "on which mornings an installation sent its mail",
    "search.Document": "made again from the rows",
    "closure.Archive": "archives that were made before",
}
# What has not happened yet where a programme is read in again: it must not happen twice.
NOT_YET = {"outbox.Mail": {"state__in": ["waiting", "sending"]}}
# What is kept of people: who they were, and nothing by which anybody signs in or is written to.
OF_PEOPLE = ("id", "username", "name", "job_title", "date_joined")
PEOPLE = {User: "pk__in", FormerTitle: "user__in"}
BATCH = 500


@lru_cache
def models() -> dict[type, str]:
    """Every model whose rows belong to programmes, with the way from one to its programme.
    People have no way of their own.
    """
    ours = [one for one in apps.get_app_configs() if Path(one.path).parent == settings.BASE_DIR]
    found = [model for one in ours for model in one.get_models(include_auto_created=True)]
    kept = [model for model in found if model._meta.label not in LEFT_OUT]
    return {model: "" if model in PEOPLE else way_to_programme(model) for model in kept}


def way_to_programme(model) -> str | None:
    """The look-up from a row to its programme: report__definition__programme. None: there is none.

    It is the shortest way that does not lead through people.
    """
    seen, waiting = {model, User}, deque([(model, ())])
    while waiting:
        here, way = waiting.popleft()
        if here is Programme:
            return "__".join(way) or "pk"
        for field in here._meta.concrete_fields:
            if field.is_relation and field.related_model not in seen:
                seen.add(field.related_model)
                waiting.append((field.related_model, (*way, field.name)))
    return None


def columns(model):
    """The columns of a model that are kept."""
    fields = [one for one in model._meta.concrete_fields if not one.generated]
    return [one for one in fields if one.name in OF_PEOPLE] if model is User else fields


def rows_of(model, programme, people):
    """The rows of one model that belong to a programme, in the order of their keys; of people those
    in the set `people`.
    """
    found = model._base_manager.order_by("pk")
    if model in PEOPLE:
        return found.filter(**{PEOPLE[model]: people})
    found = found.filter(**{models()[model]: programme.pk})
    waiting = NOT_YET.get(model._meta.label)
    return found.exclude(**waiting) if waiting else found


def people_in(row):
    """The keys of the people whom a row names."""
    fields = (one for one in row._meta.concrete_fields if one.related_model is User)
    return {value for one in fields if (value := getattr(row, one.attname))}


def written(row) -> bytes:
    """A row as one line of JSON."""
    values = {one.attname: _plain(one.value_from_object(row)) for one in columns(type(row))}
    return (json.dumps(values, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _plain(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value


def read(model, line: bytes):
    """The row that a line tells, not saved. Columns that came later have their default.

    Raises:
        KeyError: the line has a column that the model does not have.
    """
    fields = {one.attname: one for one in columns(model)}
    given = {name: fields[name].to_python(value) for name, value in json.loads(line).items()}
    return model(**given)


def add(model, rows):
    """Adds rows as they are, with their keys: no rule of a form and no history runs again."""
    model._base_manager.bulk_create(rows, batch_size=BATCH)


# No key is given out twice: that of a row that was removed may stand in a certificate.
COUNT_ON = """SELECT setval(counter, greatest(nextval(counter), (SELECT max({key}) FROM {table})))
    FROM pg_get_serial_sequence(%s, %s) AS counter"""


def go_on_counting():
    """Has PostgreSQL give out keys beyond those that were loaded, and beyond all that it gave out
    before; SQLite does so by itself.
    """
    if connection.vendor != "postgresql":
        return
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        for meta in (model._meta for model in models() if model._meta.auto_field):
            table, key = quoted(meta.db_table), meta.auto_field.column
            cursor.execute(COUNT_ON.format(table=table, key=quoted(key)), [table, key])
