"""Every form of every log in a closed programme: it is refused in words, and nothing is written.
Neither is any row of any of its tables added by SQL.
"""

import pytest
from django.db import DatabaseError, connection, transaction

from programme.closed import closed_in_words
from programme.fixed_rows import fixed_models
from programme.models import AuditEvent, FurtherOwner, Programme
from programme.ui.views import FormView
from programme.ui.views.many import ManyRows
from tests.factories import MARCH_2012
from tests.filled import *  # noqa: F403
from tests.reading import words
from tests.test_odd_values import urls  # noqa: F401  (a row of everything, every role)


def fixed(address):
    """Whether a page writes what a closed programme keeps."""
    view = address.view
    if not (isinstance(view, type) and issubclass(view, FormView | ManyRows)):
        return False
    if not view.log or view.log.after_closing.everything:
        return False
    return issubclass(view, ManyRows) or not view.has_place_after_closing()


@pytest.mark.once
@pytest.mark.django_db
def test_no_form_of_a_log_is_open_once_its_programme_was_closed(programme, urls, client):  # noqa: F811
    closed = {"closed_on": MARCH_2012.date(), "closed_by": "Executive", "fixed_at": MARCH_2012}
    Programme.objects.filter(pk=programme.pk).update(**closed)
    said = closed_in_words(Programme.objects.get(pk=programme.pk))
    before, silent, tried = AuditEvent.objects.count(), [], 0
    for address in filter(fixed, urls):
        tried += 1
        is_form = issubclass(address.view, FormView)
        # A form leads elsewhere, where what was said is read, after a look and after it was sent.
        opened = client.get(urls[address], follow=not is_form)
        sent = client.post(urls[address], {"why": "Because"}, follow=True)
        told = words(sent).count(said) == 2 if is_form else said in words(opened)
        silent += [] if told and sent.status_code == 200 else [address.name]
    assert silent == [] and AuditEvent.objects.count() == before
    assert tried > 100


@pytest.mark.django_db
def test_no_row_of_a_log_is_added_to_a_closed_programme_by_sql(programme, filler):
    who = {"person": filler, "recorded_at": MARCH_2012, "recorded_by": filler}
    owns = {"programme": programme, "subject_id": 1, **who}
    FurtherOwner.objects.create(subject_type="risks.risk", **owns)
    closed = {"closed_on": MARCH_2012.date(), "closed_by": "Executive", "fixed_at": MARCH_2012}
    Programme.objects.filter(pk=programme.pk).update(**closed)
    let_in = []
    for model in [*fixed_models(), FurtherOwner]:
        table, key = model._meta.db_table, model._meta.pk.column
        columns = [one.column for one in model._meta.concrete_fields if one.column != key]
        names = ", ".join(f'"{one}"' for one in columns)
        copy = f'INSERT INTO "{table}" ({names}) SELECT {names} FROM "{table}"'
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(copy)
                let_in += [table] if cursor.rowcount else []
        except DatabaseError as error:
            let_in += [] if "the programme was closed" in str(error) else [f"{table}: {error}"]
    assert let_in == []
    FurtherOwner.objects.create(subject_type="recommendations.recommendation", **owns)
