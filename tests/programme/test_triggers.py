"""What migrations declare as public record is guarded by the database, also after tables were
built anew.
"""

import re

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from closure.retention.redacting import columns_of, models
from programme.append_only import Forbid, lets_removal_pass

LISTED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def declared():
    migrations = MigrationLoader(connection).disk_migrations.values()
    return {
        operation.name
        for one in migrations
        for operation in one.operations
        if isinstance(operation, Forbid)
    }


def rules():
    """The rule against changes that counts of each table: the last one that was declared."""
    graph = MigrationLoader(connection).graph
    plan = dict.fromkeys(name for leaf in graph.leaf_nodes() for name in graph.forwards_plan(leaf))
    found = (one for name in plan for one in graph.nodes[name].operations)
    return {one.table: one for one in found if isinstance(one, Forbid) and one.event == "update"}


@pytest.mark.once
def test_a_confirmed_removal_passes_each_rule_that_holds_words():
    """A migration that declares such a rule anew declares it with `lets_removal_pass`."""
    known, shut = rules(), []
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
    assert declared()
    assert sorted(declared() - present) == []
