"""The rules of the house, held by reading its files: who imports whom, who asks the clock, who
writes what.
"""

import ast
import re
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

from programme.entries import Entry
from programme.reporting import sections

pytestmark = pytest.mark.once

ROOT = Path(settings.BASE_DIR)
ARTEFACTS = settings.ARTEFACTS
OUTER = ["outbox", "accounts", "papers", "reports", "intake", "search", "rounds", "closure"]
OUTER += ["margin"]
APPS = [*ARTEFACTS, *OUTER]

# Inside an artefact, each file may import those above it. `demo` loads the demo programme and may
# import what it likes.
LAYERS = [
    "choices",
    "law",
    "units",
    "periods",
    "arithmetic",
    "banding",
    "slippage",
    "chart",
    "pictures",
]
LAYERS += [
    "permissions",
    "querysets",
    "models",
    "savings_links",
    "account",
    "actions",
    "arriving",
    "log",
    "words",
]
LAYERS += ["forms", "tables", "filters", "parts", "reporting", "views", "urls"]
ASKS_THE_CLOCK = {"now", "today", "utcnow"}
# Views, tasks and commands, and who is signed in.
MAY_ASK = {"views.py", "views", "public.py", "tasks.py", "base.py", "commands", "celery.py"}
MAY_ASK |= {"sessions.py"}


def files(*folders):
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return [
        path for path in found if not {"migrations", "tests"} & set(path.relative_to(ROOT).parts)
    ]


@cache
def nodes(path):
    """All that a file is made of; several rules read it."""
    return list(ast.walk(ast.parse(path.read_text())))


def imported(path):
    """The full names of the modules that a file imports, inside functions too."""
    package = ".".join(path.relative_to(ROOT).parts[:-1])
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
            module = ".".join(filter(None, [above if node.level else "", node.module]))
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def calls(path):
    """What a file calls, as (owner, name): ("timezone", "now") for timezone.now()."""
    for node in nodes(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func.value), node.func.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield "", node.func.id


def layer(path):
    """The file of an app, or the package in its place."""
    return path.relative_to(ROOT).parts[1].removesuffix(".py")


def offenders(paths, forbidden):
    """Files and what they hold that `forbidden` says they may not."""
    return {(str(path.relative_to(ROOT)), found) for path in paths for found in forbidden(path)}


def of_apps(path, apps):
    return {name.split(".")[0] for name in imported(path)} & set(apps)


@pytest.mark.parametrize("app", ARTEFACTS)
def test_an_artefact_imports_the_kernel_and_no_other_app(app):
    assert not offenders(files(app), lambda path: of_apps(path, set(APPS) - {app}))


def test_the_kernel_imports_no_app():
    assert not offenders(files("programme"), lambda path: of_apps(path, APPS))


def test_papers_and_reports_import_no_artefact_and_papers_no_reports():
    assert not offenders(files(*OUTER), lambda path: of_apps(path, ARTEFACTS))
    assert not offenders(files("papers"), lambda path: of_apps(path, ["reports"]))


def test_what_leaves_knows_the_kernel_alone_and_one_file_speaks_to_mail_servers():
    assert not offenders(files("outbox"), lambda path: of_apps(path, set(APPS) - {"outbox"}))
    assert not offenders(files(*ARTEFACTS, "intake"), lambda path: of_apps(path, ["outbox"]))
    speak = offenders(
        files("programme", *APPS),
        lambda path: {name for name in imported(path) if name.split(".")[0] == "smtplib"},
    )
    assert {path for path, _ in speak} == {"outbox/server.py"}


def test_accounts_know_the_kernel_and_what_leaves_and_nobody_knows_them():
    others = set(APPS) - {"accounts", "outbox"}
    assert not offenders(files("accounts"), lambda path: of_apps(path, others))
    apart = [app for app in APPS if app != "accounts"]
    assert not offenders(files(*apart), lambda path: of_apps(path, ["accounts"]))


def test_files_come_in_through_what_logs_declare():
    """The room knows the kernel alone; what reads a file knows not even that."""
    assert not offenders(files("intake"), lambda path: of_apps(path, set(APPS) - {"intake"}))
    outside = {"django", "programme", *APPS} - {"intake"}
    assert not offenders(files("intake/reading"), lambda path: of_apps(path, outside))
    assert not offenders(files("programme", *ARTEFACTS), lambda path: of_apps(path, ["intake"]))


def test_the_search_knows_the_kernel_alone_and_nobody_knows_it():
    assert not offenders(files("search"), lambda path: of_apps(path, set(APPS) - {"search"}))
    others = [app for app in APPS if app != "search"]
    assert not offenders(files("programme", *others), lambda path: of_apps(path, ["search"]))


def test_rounds_know_logs_by_what_they_declare_and_closure_stands_on_top():
    assert not offenders(
        files("rounds"), lambda path: of_apps(path, set(APPS) - {"rounds", "outbox"})
    )
    assert not offenders(
        files("closure"), lambda path: of_apps(path, ["accounts", "intake", "search", "rounds"])
    )
    under = [app for app in APPS if app not in {"rounds", "closure"}]
    assert not offenders(
        files("programme", *under), lambda path: of_apps(path, ["rounds", "closure"])
    )


def test_the_margin_of_rows_knows_what_leaves_and_nobody_knows_it():
    assert not offenders(
        files("margin"), lambda path: of_apps(path, set(APPS) - {"margin", "outbox"})
    )
    others = [app for app in APPS if app != "margin"]
    assert not offenders(files("programme", *others), lambda path: of_apps(path, ["margin"]))


@pytest.mark.parametrize("app", ARTEFACTS)
def test_inside_an_artefact_each_file_imports_only_those_above_it(app):
    def below(path):
        here = layer(path)
        parts = (name.split(".") for name in imported(path))
        found = {name[1] for name in parts if name[0] == app and len(name) > 1} & set(LAYERS)
        return {other for other in found if LAYERS.index(other) > LAYERS.index(here)}

    assert not offenders([path for path in files(app) if layer(path) in LAYERS], below)


@pytest.mark.parametrize("app", ARTEFACTS)
def test_every_artefact_has_the_same_files(app):
    there = {layer(path) for path in files(app)}
    assert {
        "actions",
        "choices",
        "models",
        "permissions",
        "querysets",
        "reporting",
        "urls",
        "views",
    } <= there
    assert (ROOT / app / "README.md").exists()


def test_nothing_below_a_view_a_task_or_a_command_asks_the_clock():
    below = [path for path in files("programme", *APPS) if not MAY_ASK & set(path.parts)]
    clock = {
        (owner, name)
        for owner in ("timezone", "date", "datetime", "datetime.date")
        for name in ASKS_THE_CLOCK
    }
    assert not offenders(below, lambda path: set(calls(path)) & clock)


def test_only_the_audit_module_writes_audit_events():
    writers = offenders(
        files("programme", *APPS),
        lambda path: [c for c in calls(path) if c == ("AuditEvent.objects", "create")],
    )
    assert {path for path, _ in writers} == {"programme/audit.py"}
    assert not offenders(
        files("programme", *APPS), lambda path: [c for c in calls(path) if c[1] == "AuditEvent"]
    )


def test_only_the_records_module_saves_entries():
    """What an artefact saves itself are rows of other kinds."""
    entries = {
        name
        for app in ARTEFACTS
        for name, it in vars(import_module(f"{app}.models")).items()
        if is_entry(it)
    }
    writes = {
        (f"{name}.objects", how)
        for name in entries
        for how in ("create", "bulk_create", "update", "get_or_create")
    }
    writes |= {(name.lower(), "save") for name in entries}
    assert not offenders(files(*ARTEFACTS), lambda path: set(calls(path)) & writes)


def is_entry(it):
    return isinstance(it, type) and issubclass(it, Entry) and it is not Entry


def test_only_the_renderer_knows_the_pdf_engine():
    users = offenders(
        files("programme", *APPS),
        lambda path: {n for n in imported(path) if n.split(".")[0] == "weasyprint"},
    )
    assert all(path == "reports/render.py" or path.startswith("reports/pdf/") for path, _ in users)


def test_only_the_word_file_needs_its_readers_and_its_drawing_of_pictures():
    """Web processes hand out what was drawn: they load neither."""
    users = offenders(
        files("programme", *APPS),
        lambda path: {n for n in imported(path) if n.split(".")[0] in {"lxml", "resvg_py", "docx"}},
    )
    assert {path for path, _ in users} == {"reports/word/document.py", "reports/word/pictures.py"}


def test_every_artefact_has_a_section_in_reports():
    assert {type(section).__module__.split(".")[0] for section in sections().values()} >= set(
        ARTEFACTS
    )


LONGEST = 400  # lines of a module: from there on it has parts that have names


def test_no_module_is_longer_than_a_reader_keeps_in_mind():
    lengths = {path: len(path.read_text().splitlines()) for path in files("programme", *APPS)}
    assert not {str(path): length for path, length in lengths.items() if length > LONGEST}


def late_imports(path):
    """Imports inside a function that no comment above them gives a reason for."""
    lines = path.read_text().splitlines()
    for node in nodes(path):
        for body in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            for before, one in pairwise([None, *body]) if isinstance(body, list) else ():
                late = isinstance(one, ast.Import | ast.ImportFrom) and one.col_offset
                first = not isinstance(before, ast.Import | ast.ImportFrom)
                if late and first and not lines[one.lineno - 2].strip().startswith("#"):
                    yield lines[one.lineno - 1].strip()


def test_an_import_inside_a_function_says_why():
    assert not offenders(files("programme", *APPS), late_imports)


MOST_UNNAMED = 6  # arguments of one call: behind more of them nobody knows which is which


def unnamed(path):
    """Calls with more arguments than a reader can tell apart without their names."""
    for node in nodes(path):
        given = node.args if isinstance(node, ast.Call) else ()
        if sum(not isinstance(one, ast.Starred) for one in given) > MOST_UNNAMED:
            yield f"{node.lineno}: {ast.unparse(node.func)}"


def test_arguments_of_long_calls_have_names():
    found = offenders(files("programme", *APPS), unnamed)
    assert not {one for one in found if not one[1].endswith("format_html")}


def refuses_twice(path):
    """Refusals whose condition is turned round, where the other of the two says it straight."""
    for node in nodes(path):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"refuse_if", "refuse_unless"}:
            turned = isinstance(node.args[0], ast.UnaryOp) and isinstance(node.args[0].op, ast.Not)
            if turned or ast.unparse(node).startswith("refuse_unless(False"):
                yield ast.unparse(node)


def test_no_refusal_says_no_twice():
    assert not offenders(files("programme", *APPS), refuses_twice)


def test_a_comment_stands_above_what_it_is_about_and_hangs_on_no_bracket():
    """Behind the closing bracket of several lines nobody sees to which of them it belongs."""

    def hanging(path):
        return re.findall(r"^\s*[])}]+[:,]?  # (?!fmt:).*", path.read_text(), re.MULTILINE)

    assert not offenders(files("programme", *APPS, "tests", "tools", "bench"), hanging)


PRINTED = {"claimed_by_name", "verified_by_name", "accepted_by_name"}  # columns that papers print
PEOPLE = {"by", "user", "person", "somebody", "recorded_by", "updated_by", "history_user"}


def people_by_hand(path):
    """Where a file writes a person down as words by itself."""
    printed = {
        id(value)
        for node in nodes(path)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if getattr(key, "value", None) in PRINTED
    }
    for node in nodes(path):
        said = node.value if isinstance(node, ast.FormattedValue) else None
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "str" and node.args:
            said = node.args[0] if id(node) not in printed else None
        said = said.values[0] if isinstance(said, ast.BoolOp) else said
        if said and ast.unparse(said).rpartition(".")[2] in PEOPLE:
            yield ast.unparse(node)


def test_people_are_written_down_as_what_they_are_known_as():
    """A job title alone does not say who it is: `known_as` and `title` do (programme/models)."""
    papers = {"programme/models/people.py", "papers/models.py"}
    found = offenders(files("programme", *APPS), people_by_hand)
    assert {one for one in found if one[0] not in papers} == set()
