"""The rows of a closed programme, as the database itself holds them."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from programme.fixed_rows import MARK, fasten, fixed_models, loosen, present, wanted
from programme.models import Programme
from risks.actions import add_mitigation, add_risk
from risks.models import Mitigation, Risk
from tests.factories import MARCH_2012, MembershipFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_every_table_of_a_log_has_its_triggers_and_migrate_gives_back_lost_ones():
    assert sorted(wanted(connection.vendor).keys() - present(connection).keys()) == []
    table = "risks_risk"
    name = f"{table}{MARK}update"
    with connection.cursor() as cursor:
        on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {name}{on_table}")
    call_command("migrate", verbosity=0)
    assert name in present(connection)
    assert fasten() == []


def test_only_what_logs_declare_stays_open():
    held = {model._meta.label for model in fixed_models()}
    assert {"risks.Risk", "risks.HistoricalRisk", "risks.Assessment", "budgets.CallStep"} <= held
    assert not any(label.startswith(("recommendations.", "reports.", "papers.")) for label in held)
    assert "benefits.Actual" not in held and "benefits.PlannedValue" in held


@pytest.fixture
def risk(programme, programme_manager):
    who = {"by": programme_manager, "at": MARCH_2012}
    added = add_risk(programme=programme, title="A partner leaves", likelihood=3, impact=5, **who)
    add_mitigation(added, text="Agree terms", **who)
    closed = {"closed_on": MARCH_2012.date(), "closed_by": "Executive", "fixed_at": MARCH_2012}
    Programme.objects.filter(pk=programme.pk).update(**closed)
    return added


COPIES = ("risks_risk", "risks_assessment", "risks_mitigation", "risks_historicalrisk")


@pytest.mark.parametrize("table", COPIES)
def test_a_closed_row_takes_no_statement_until_its_programme_is_open(risk, programme, table):
    key = "history_id" if "historical" in table else "id"
    ways = [f"UPDATE {table} SET {key} = {key}"]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        columns = [one[0] for one in cursor.description]
    copied = ", ".join(f'"{one}"' for one in columns if one not in (key, "reference", "number"))
    extra = ", 'R99', 99" if "reference" in columns else ""
    names = copied + (', "reference", "number"' if extra else "")
    if table != "risks_mitigation":
        ways.append(f"INSERT INTO {table} ({names}) SELECT {copied}{extra} FROM {table} LIMIT 1")
    for way in ways:
        with (
            pytest.raises(DatabaseError, match="closed|kept"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(way)


def test_tables_are_built_anew_where_triggers_are_loosened():
    loosen()
    assert present(connection).keys() == (
        set() if connection.vendor == "sqlite" else wanted(connection.vendor).keys()
    )
    assert fasten() == (list(wanted(connection.vendor)) if connection.vendor == "sqlite" else [])


def test_no_row_is_moved_into_a_closed_programme_or_out_of_it(risk, programme_manager):
    """Neither an entry nor a row that belongs to one, by the ORM or by SQL."""
    who, added = {"by": programme_manager, "at": MARCH_2012}, MARCH_2012
    other = ProgrammeFactory(created_at=added)
    MembershipFactory(programme=other, user=programme_manager, role="programme_manager")
    open_one = add_risk(programme=other, title="Another", likelihood=1, impact=1, **who)
    add_mitigation(open_one, text="Wait", **who)
    for moved in (
        lambda: Mitigation.objects.filter(risk=open_one).update(risk=risk),
        lambda: Mitigation.objects.filter(risk=risk).update(risk=open_one),
        lambda: Risk.objects.filter(pk=open_one.pk).update(programme=risk.programme),
        lambda: Risk.objects.filter(pk=risk.pk).update(programme=other),
    ):
        with pytest.raises(DatabaseError, match="closed|kept"), transaction.atomic():
            moved()
