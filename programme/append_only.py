"""Migration operations by which the database itself refuses to change what is public record.

SQLite builds a table anew when a column is added or changed, and loses its triggers on the way:
`migrate` gives back at its end what a table has lost. A test compares the triggers that migrations
declare with those that the database has.
"""

from django.db import connections, migrations
from django.db.migrations.loader import MigrationLoader

SQLITE = [
    "DROP TRIGGER IF EXISTS {name}",
    (
        'CREATE TRIGGER {name} BEFORE {event} ON "{table}" {when} BEGIN SELECT RAISE(ABORT,'
        " '{message}'); END"
    ),
]

POSTGRESQL = [
    (
        "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN {let_pass}RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END $$"
    ),
    'DROP TRIGGER IF EXISTS {name} ON "{table}"',
    (
        'CREATE TRIGGER {name} BEFORE {event} ON "{table}" FOR EACH ROW {when} EXECUTE FUNCTION'
        " {name}()"
    ),
]

# Emptying a table at once fires no trigger of its rows. SQLite has no TRUNCATE; its INSERT OR
# REPLACE deletes first,
# which fires triggers because settings switch `recursive_triggers` on.
TRUNCATE = [
    'DROP TRIGGER IF EXISTS {name}_truncate ON "{table}"',
    'CREATE TRIGGER {name}_truncate BEFORE TRUNCATE ON "{table}" EXECUTE FUNCTION {name}()',
]


class Forbid(migrations.operations.base.Operation):
    """Forbids UPDATE or DELETE of the rows of `table` for which `when` holds (SQL on OLD and NEW;
    all by default), but for an update for which `unless` holds, which may ask other tables.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, event, table, when="", message="", unless=""):
        self.event, self.table, self.when, self.unless = event.lower(), table, when, unless
        self.message = message or f"{table}: rows are kept as they were recorded"

    def deconstruct(self):
        kwargs = {
            "event": self.event,
            "table": self.table,
            "when": self.when,
            "message": self.message,
            **({"unless": self.unless} if self.unless else {}),
        }
        return (self.__class__.__name__, [], kwargs)

    def state_forwards(self, app_label, state):
        pass

    @property
    def name(self):
        """The trigger's name in the database."""
        return f"{self.table}_no_{self.event.lower()}"

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        values = {
            "name": self.name,
            "table": self.table,
            "event": self.event.upper(),
            "message": self.message,
        }
        vendor = schema_editor.connection.vendor
        values |= self._conditions(vendor)
        for statement in self._statements(vendor):
            schema_editor.execute(statement.format(**values), params=None)

    def _conditions(self, vendor):
        """A trigger of PostgreSQL asks no other table before it fires: its function does."""
        when, let_pass = self.when, ""
        if self.unless and vendor == "postgresql":
            let_pass = f"IF {self.unless} THEN RETURN NEW; END IF; "
        elif self.unless:
            when = " AND ".join(f"({one})" for one in (when, f"NOT ({self.unless})") if one)
        return {"when": f"WHEN ({when})" if when else "", "let_pass": let_pass}

    def _statements(self, vendor):
        if vendor != "postgresql":
            return SQLITE
        return [*POSTGRESQL, *TRUNCATE] if self.event == "delete" else POSTGRESQL

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        on_table = f' ON "{self.table}"' if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name}{on_table}")
        if on_table and self.event == "delete":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name}_truncate{on_table}")
        if on_table:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {self.name}()")

    def describe(self):
        return f"Forbid {self.event} on {self.table}"


# What a disposal or a redaction removes: the row is named by one that was confirmed by two people,
# for as long as that step takes (closure/models/retention.py).
REMOVED = (
    "EXISTS (SELECT 1 FROM closure_removedrow AS gone JOIN closure_removal AS asked"
    " ON asked.id = gone.removal_id WHERE gone.table_name = '{table}'"
    " AND gone.row_id = OLD.{key} AND OLD.{key} = NEW.{key}"
    " AND gone.is_open AND asked.confirmed_at IS NOT NULL)"
)


def lets_removal_pass(table, when="", message=""):
    """The rule against updates of a table, through which a confirmed removal of words passes."""
    key = "history_id" if "_historical" in table else "id"
    return Forbid("update", table, when, message, REMOVED.format(table=table, key=key))


def append_only(*tables):
    """Operations after which rows of `tables` can be added and read, and nothing else."""
    return [Forbid(event, table) for table in tables for event in ("update", "delete")]


def append_only_words(*tables):
    """As `append_only`, for tables that hold what people wrote (facts, histories): a confirmed
    removal of words passes. The migration depends on ("closure", "0006_retention").
    """
    rules = [[lets_removal_pass(table), Forbid("delete", table)] for table in tables]
    return [one for both in rules for one in both]


def kept_entries(*tables):
    """Operations after which the entries of a log stay for good, each under its reference in its
    programme.
    """
    moved = "OLD.reference <> NEW.reference OR OLD.programme_id <> NEW.programme_id"
    return [
        Forbid(event, table, when, f"{table}: an entry and its reference are kept for good")
        for table in tables
        for event, when in (("delete", ""), ("update", moved))
    ]


def declared(connection) -> dict:
    """{name: the rule that counts}: the last one that a migration declared, of those applied."""
    loader = MigrationLoader(connection)
    plan = (one for leaf in loader.graph.leaf_nodes() for one in loader.graph.forwards_plan(leaf))
    applied = [one for one in dict.fromkeys(plan) if one in loader.applied_migrations]
    rules = (rule for one in applied for rule in loader.graph.nodes[one].operations)
    return {rule.name: rule for rule in rules if isinstance(rule, Forbid)}


def loosen(using="default"):
    """Takes away on SQLite the rules that ask other tables: it builds no table anew that the
    trigger of another one reads.
    """
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.schema_editor() as editor:
            for rule in declared(connection).values():
                if rule.unless:
                    rule.database_backwards("", editor, None, None)


def give_back(using="default") -> list[str]:
    """Makes the rules that SQLite lost when it built tables anew; returns their names."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        present = {name for (name,) in cursor.fetchall()}
    lost = [rule for name, rule in declared(connection).items() if name not in present]
    if lost:
        with connection.schema_editor() as editor:
            for rule in lost:
                rule.database_forwards("", editor, None, None)
    return [rule.name for rule in lost]
