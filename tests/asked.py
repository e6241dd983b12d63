"""What tests have the database answer, and what is asked only by those that run on SQLite alone.

    ASKED=FOLDER .venv/bin/python -m pytest -p tests.asked PATHS    notes it, test by test
    .venv/bin/python -m tests.asked FOLDER                          prints what no other test asks

A statement counts without its values, the columns that it chooses or sets, and the number of
values in a list; it counts together with its answer: rows, none, or who refused it.
"""

import json
import os
import re
import sys
from collections import defaultdict
from pathlib import Path

import pytest

asked = set()  # by the test that runs


def form(statement):
    """A statement without what differs from one time to the next."""
    for pattern, instead in (
        (r'"s\d+_x?\d+"|"_django_curs_\w+"', '"name"'),
        (r"'[^']*'|%s|\b\d+\b", "?"),
        (r"\(\?(?:, \?)+\)", "(?)"),
        (r"(\([^()]*\))(?:, \1)+", r"\1"),
        (r"^(\(?SELECT) (?!COUNT|MAX|MIN|DISTINCT|COALESCE|\? AS).*? FROM", r"\1 .. FROM"),
        (r"SET .*? WHERE", "SET .. WHERE"),
        (r'(INSERT INTO "\w+") .*', r"\1"),
    ):
        statement = re.sub(pattern, instead, statement)
    return statement


def note(execute, statement, values, many, context):
    try:
        answer = execute(statement, values, many, context)
    except Exception as error:
        by = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        asked.add((form(statement), f"{type(error).__name__} {by or ''}"))
        raise
    asked.add((form(statement), "rows" if context["cursor"].rowcount else "none"))
    return answer


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    from django.db import connection

    asked.clear()
    with connection.execute_wrapper(note):
        result = yield
    alone = item.get_closest_marker("once") and not item.get_closest_marker("each")
    line = {"test": item.nodeid, "alone": bool(alone), "asked": sorted(asked)}
    with (Path(os.environ["ASKED"]) / f"{os.getpid()}.jsonl").open("a") as file:
        print(json.dumps(line), file=file)
    return result


def main(folder):
    everything, on_both = defaultdict(set), set()
    for file in Path(folder).glob("*.jsonl"):
        for line in map(json.loads, file.read_text().splitlines()):
            for statement, answer in line["asked"]:
                everything[statement, answer].add(line["test"])
                if not line["alone"]:
                    on_both.add((statement, answer))
    for question in sorted(everything.keys() - on_both):
        print(*question, min(everything[question]), sep="\n  ")
    print(f"{len(everything)} asked, {len(everything.keys() - on_both)} on SQLite alone")


if __name__ == "__main__":
    main(sys.argv[1])
