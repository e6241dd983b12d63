"""No table of ours gives a row back: the database refuses to delete, empty or replace, and to
change what was fixed, past every line of Python.
"""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from budgets.models import PeriodLock
from milestones.actions import close_period
from milestones.models import Period
from programme.actions import end_role
from tests.factories import MARCH_2012, MeetingFactory, PositionFactory, noon
from tests.milestones.conftest import period  # noqa: F401
from tests.programme.test_triggers import LISTED

# Tokens of forms that were saved are forgotten after a week; what somebody typed and did not save
# goes once they save it. A saved view is an address and no row of a log.
FORGOTTEN = {"programme_save", "programme_savedview", "papers_unsavedtext"}
OURS = {"programme", *settings.ARTEFACTS, "papers", "reports", "outbox", "closure", "margin"}
OURS |= {"rounds", "accounts"}


def tables():
    found = [model._meta for model in apps.get_models()]
    return {meta.db_table for meta in found if meta.app_label in OURS} - FORGOTTEN


@pytest.mark.django_db
def test_every_table_refuses_to_give_up_its_rows():
    with connection.cursor() as cursor:
        cursor.execute(LISTED[connection.vendor])
        present = {name for (name,) in cursor.fetchall()}
    events = ["delete", "delete_truncate"] if connection.vendor == "postgresql" else ["delete"]
    wanted = {f"{table}_no_{event}" for table in tables() for event in events}
    assert sorted(wanted - present) == []


def refused(statement):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "record" in str(error) or "kept" in str(error)
    return False


@pytest.fixture
def a_closed_period(period, programme_manager):  # noqa: F811
    first, _ = period(), period("April 2012", 4)
    close_period(first, by=programme_manager, at=MARCH_2012)
    return Period.objects.get(pk=first.pk)


@pytest.fixture
def a_lock(programme, finance_officer):
    who = {"locked_by": finance_officer, "locked_by_name": str(finance_officer)}
    days = {"starts_on": "2012-03-01", "ends_on": "2012-03-31"}
    return PeriodLock.objects.create(programme=programme, locked_at=MARCH_2012, **days, **who)


@pytest.fixture
def an_ended_role(scrutiny_officer, administrator):
    (held,) = scrutiny_officer.memberships.all()
    return end_role(held, by=administrator, at=MARCH_2012, why="Left")


@pytest.fixture
def a_meeting(db):
    return MeetingFactory()


@pytest.fixture
def a_position(programme):
    return PositionFactory(programme=programme, at=noon(2012, 3, 1))


FIXED = {
    "a_closed_period": ["label = 'x'", "starts_on = '2012-02-01'", "closed_at = NULL"],
    "a_lock": ["starts_on = '2012-03-02'", "locked_at = '2012-01-01'", "locked_by_name = 'x'"],
    "an_ended_role": ["role = 'auditor'", "ended_at = '2020-01-01'", "granted_at = '2011-01-01'"],
    "a_meeting": ["created_at = '2001-01-01'", "body_id = body_id + 1"],
    "a_position": ["at = '2001-01-01'", "label = 'x'"],
}


@pytest.mark.each
@pytest.mark.django_db
@pytest.mark.parametrize("name", FIXED)
def test_what_is_fixed_is_neither_changed_nor_deleted_nor_replaced(request, name):
    row = request.getfixturevalue(name)
    table = row._meta.db_table
    ways = [f"UPDATE {table} SET {said} WHERE id = {row.pk}" for said in FIXED[name]]
    ways.append(f"DELETE FROM {table} WHERE id = {row.pk}")
    if connection.vendor == "postgresql":
        ways.append(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE")
    else:
        ways.append(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = {row.pk}")
    assert [way for way in ways if not refused(way)] == []
