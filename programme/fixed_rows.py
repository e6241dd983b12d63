"""The triggers by which the database itself holds the rows of a closed programme.

They follow from what logs declare (`programme.closed`), so none is written by hand and a new table
has its own. SQLite cannot build a table anew that the trigger of another one reads: `migrate`
loosens them all before it applies a migration, and fastens them again at its end
(`programme/management/commands/migrate.py`).
"""

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

from programme.closed import OF_THE_KERNEL, open_columns

MARK = "_closed_"  # in the name of each of them
SAID = "the programme was closed: its rows stay as they stood"
# What is told of a programme itself by a plain change, and how it was closed.
TOLD = ("name", "slug", "stage", "accent", "authorised_by_id", "closed_on", "closed_by")

PRESENT = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
    ),
}
SQLITE = (
    'CREATE TRIGGER {name} BEFORE {event} ON "{table}" WHEN {when}'
    " BEGIN SELECT RAISE(ABORT, '{said}'); END"
)
BODY = (
    " BEGIN IF {when} THEN RAISE EXCEPTION '{said}' USING ERRCODE = 'check_violation';"
    " END IF; RETURN NEW; END "
)
POSTGRESQL = [
    "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
    'DROP TRIGGER IF EXISTS {name} ON "{table}"',
    ('CREATE TRIGGER {name} BEFORE {event} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()'),
]


def fixed_models() -> dict:
    """The models of which rows are held, each with the columns that stay open (all of a history
    stays open to new rows where those of its entries are).
    """
    found = {}
    for model in apps.get_models():
        of = getattr(model, "instance_type", model)  # a history is held as what it tells of
        app, name = of._meta.app_label, of._meta.model_name
        if app in settings.ARTEFACTS or (app == "programme" and name in OF_THE_KERNEL):
            still = open_columns(of)
            if still is not None and not (still and of is not model):
                found[model] = still
    return found


def _way(model) -> list[tuple[str, str]]:
    """(column, table that it leads to) pairs from a row to its programme; none where none leads."""
    ways = [one for one in model._meta.concrete_fields if one.many_to_one]
    ways.sort(key=lambda one: one.name != "programme")
    for one in ways:
        to = one.related_model
        if to._meta.model_name == "programme":
            return [(one.column, to._meta.db_table)]
        if to in (model, getattr(model, "instance_type", model)):
            continue
        if to._meta.app_label == model._meta.app_label and (further := _way(to)):
            return [(one.column, to._meta.db_table), *further]
    return []


def _is_closed(model, row, waits) -> str:
    """The condition, in SQL, that the programme of a `row` (OLD or NEW) is closed.

    Where a database `waits`, whoever asks it waits for one who closes the programme, and has that
    one wait: no row is written while a programme is being closed.
    """
    (column, table), *further = _way(model)
    key, joined = f"{row}.{column}", [f'"{table}" t0']
    for number, (up, above) in enumerate(further):
        joined.append(f'JOIN "{above}" t{number + 1} ON t{number + 1}.id = t{number}.{up}')
    last = f"t{len(further)}"
    share = f" FOR SHARE OF {last}" if waits else ""
    return (
        f"(SELECT {last}.fixed_at FROM {' '.join(joined)} WHERE t0.id = {key}{share}) IS NOT NULL"
    )


def _differ(columns) -> str:
    return " OR ".join(f'OLD."{one}" IS DISTINCT FROM NEW."{one}"' for one in columns)


def _columns(model, still) -> list[str]:
    return [one.column for one in model._meta.concrete_fields if one.name not in {"id", *still}]


def wanted(vendor) -> dict[str, tuple]:
    """{name of a trigger: (event, table, condition)} of all that there should be in a database."""
    found, waits = {}, vendor == "postgresql"
    for model, still in fixed_models().items():
        table = model._meta.db_table
        old, new = (_is_closed(model, row, waits) for row in ("OLD", "NEW"))
        (key, _), *_ = _way(model)
        changed = f"{old} OR ({_differ([key])}) AND {new}"
        if still:
            changed = f"({_differ(_columns(model, still))}) AND ({changed})"
        for event, when in (("insert", new), ("update", changed)):
            found[f"{table}{MARK}{event}"] = (event.upper(), table, when)
    found |= _of_owners(waits)
    table = "programme_programme"
    fixed = "OLD.fixed_at IS NOT NULL AND NEW.fixed_at IS NOT NULL"
    found[f"{table}{MARK}update"] = ("UPDATE", table, f"{fixed} AND ({_differ(TOLD)})")
    return found


def _of_owners(waits) -> dict[str, tuple]:
    """Those that hold who owns an entry with its lead: the rows of all logs stand in one table, and
    of logs that go on they are still written.
    """
    model, held = apps.get_model("programme", "FurtherOwner"), []
    for one in fixed_models():
        if not hasattr(one, "instance_type"):
            held.append(f"'{one._meta.label_lower}'")
    table, found = model._meta.db_table, {}
    for event, row in (("insert", "NEW"), ("update", "OLD")):
        when = f"{row}.subject_type IN ({', '.join(held)}) AND {_is_closed(model, row, waits)}"
        found[f"{table}{MARK}{event}"] = (event.upper(), table, when)
    return found


def present(connection) -> dict[str, str]:
    """{name: what the database keeps of it} of those that there are."""
    with connection.cursor() as cursor:
        cursor.execute(PRESENT[connection.vendor])
        return {name: kept for name, kept in cursor.fetchall() if MARK in name}


def _statements(connection, name, event, table, when):
    """(what the database will keep of a trigger, the statements that make it)."""
    said = {"name": name, "event": event, "table": table, "when": when, "said": SAID}
    if connection.vendor == "sqlite":
        made = SQLITE.format(**said)
        return made, [f"DROP TRIGGER IF EXISTS {name}", made]
    body = BODY.format(**said)
    return body, [one.format(body=body, **said) for one in POSTGRESQL]


def _tables(connection) -> dict[str, set]:
    """The columns of each table that there is: a database may be half migrated."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        return {
            name: {one.name for one in connection.introspection.get_table_description(cursor, name)}
            for name in names
        }


def fasten(using="default") -> list[str]:
    """Makes the triggers that are missing or differ, and takes away those that nothing declares;
    returns the names of those that it made.
    """
    connection = connections[using]
    there, made = present(connection), []
    todo = {
        name: (kept, statements)
        for name, one in wanted(connection.vendor).items()
        for kept, statements in [_statements(connection, name, *one)]
        if there.get(name) != kept
    }
    gone = there.keys() - wanted(connection.vendor).keys()
    if not (todo or gone):
        return []
    with transaction.atomic(using), connection.cursor() as cursor:
        _drop(cursor, connection, gone)
        for name, (_, statements) in todo.items():
            for statement in statements:
                cursor.execute(statement)
            made.append(name)
    return made


def loosen(using="default"):
    """Takes them all away on SQLite, so that a migration can build tables anew."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            _drop(cursor, connection, present(connection))


def _drop(cursor, connection, names):
    for name in names:
        table = name.rpartition(MARK)[0]
        on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
