"""What migrations declare as public record is guarded by the database, also after tables were
built anew.
"""

import re

import pytest
from django.db import connection

from closure.retention.redacting import columns_of, models
from programme.append_only import declared, lets_removal_pass

LISTED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


@pytest.mark.once
@pytest.mark.django_db
def test_a_confirmed_removal_passes_each_rule_that_holds_words():
    """A migration that declares such a rule anew declares it with `lets_removal_pass`."""
    rules, shut = declared(connection).values(), []
    known = {one.table: one for one in rules if one.event == "update"}
    for model in models():
        rule = known.get(model._meta.db_table)
        names = {one.column for one in columns_of(model)}
        settled = "IS NOT NULL" in rule.when or "NOT (" in rule.when if rule else False
        asks = rule and (not rule.when or settled or names & set(re.findall(r"\w+", rule.when)))
        if asks and rule.unless != lets_removal_pass(rule.table).unless:
            shut.append(rule.table)
    assert shut == [] and len(known) > 100


@pytest.mark.django_db
def test_every_declared_trigger_is_in_the_database():
    with connection.cursor() as cursor:
        cursor.execute(LISTED[connection.vendor])
        present = {name for (name,) in cursor.fetchall()}
    assert sorted(declared(connection).keys() - present) == []
