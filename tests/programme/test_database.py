"""Rows are asked for in Django's own words, and read as Django reads them."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Upper

from programme.database.columns import Column
from programme.models import User
from tests.factories import UserFactory

MODELS = apps.get_models(include_auto_created=True)


def links(model):
    return [field.name for field in model._meta.concrete_fields if field.many_to_one]


def asked(rows, compiler):
    """SQL and values of a query, and what reads each column."""
    compiler = compiler(rows.query.chain(), connection, "default")
    sql = compiler.as_sql()
    readers = compiler.get_converters([column for column, *_ in compiler.select])
    return sql, {place: [one.__qualname__ for one in how] for place, (how, _) in readers.items()}


def queries():
    """Of each model: whole rows, with the rows that they name, ordered, in part, with more."""
    for model in MODELS:
        rows, pk = model._base_manager.all(), model._meta.pk.name
        yield from (rows, rows.select_related(*links(model)), rows.order_by(f"-{pk}"))
        yield from (rows.order_by(F(pk).desc()), rows.defer(pk), rows.only(pk), rows.values(pk))
        yield rows.annotate(one=Value(1)).order_by("one", pk)
        yield rows.filter(pk__in=model._base_manager.order_by(pk)[:2])
        yield rows.order_by().union(rows.order_by()).order_by(pk)


@pytest.mark.django_db
def test_every_model_is_asked_and_read_as_django_asks_and_reads_it():
    ours = connection.ops.compiler("SQLCompiler")
    django = super(type(connection.ops), connection.ops).compiler("SQLCompiler")
    for rows in queries():
        assert asked(rows, ours) == asked(rows, django)


def test_columns_of_whole_rows_are_written_once(db):
    first, again = (User.objects.filter(pk=1).query.get_compiler("default") for _ in "12")
    first.setup_query()
    again.setup_query()
    assert all(type(column) is Column for column, *_ in first.select)
    assert [id(column) for column, *_ in first.select] == [id(one) for one, *_ in again.select]


def test_what_is_named_is_found_by_its_name(db):
    for name in ("Beta", "alpha"):
        UserFactory(job_title=name)
    found = User.objects.annotate(loud=Upper("job_title")).order_by("loud")
    assert [one.job_title for one in found] == ["alpha", "Beta"]
