"""Migration operations by which the database itself refuses to change what is public record."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER {table}_no_{event} BEFORE {EVENT} ON "{table}"
{when}
BEGIN SELECT RAISE(ABORT, '{message}'); END;
"""

POSTGRESQL = """
CREATE FUNCTION {table}_no_{event}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER {table}_no_{event} BEFORE {EVENT} ON "{table}" FOR EACH ROW
{when}
EXECUTE FUNCTION {table}_no_{event}();
"""


class Forbid(migrations.operations.base.Operation):
    """Forbids UPDATE or DELETE of the rows of `table` for which `when` holds (SQL on OLD and NEW; all by default)."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, event, table, when="", message=""):
        self.event, self.table, self.when = event, table, when
        self.message = message or f"{table}: rows are kept as they were recorded"

    def deconstruct(self):
        kwargs = {"event": self.event, "table": self.table, "when": self.when, "message": self.message}
        return (self.__class__.__name__, [], kwargs)

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        sql = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
        schema_editor.execute(
            sql.format(
                table=self.table,
                event=self.event.lower(),
                EVENT=self.event.upper(),
                when=f"WHEN ({self.when})" if self.when else "",
                message=self.message,
            ),
            params=None,
        )

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        on_table = f' ON "{self.table}"' if schema_editor.connection.vendor == "postgresql" else ""
        name = f"{self.table}_no_{self.event.lower()}"
        schema_editor.execute(f"DROP TRIGGER {name}{on_table}")
        if on_table:
            schema_editor.execute(f"DROP FUNCTION {name}()")

    def describe(self):
        return f"Forbid {self.event} on {self.table}"


def append_only(*tables):
    """Operations after which rows of `tables` can be added and read, and nothing else."""
    return [Forbid(event, table) for table in tables for event in ("update", "delete")]


def kept_entries(*tables):
    """Operations after which the entries of a log stay for good, each under its reference in its programme."""
    moved = "OLD.reference <> NEW.reference OR OLD.programme_id <> NEW.programme_id"
    return [
        Forbid(event, table, when, f"{table}: an entry and its reference are kept for good")
        for table in tables
        for event, when in (("delete", ""), ("update", moved))
    ]
