"""Key documents of a demo programme."""

from functools import partial

from programme.demo import enter_rows

from . import actions


def load(programme, data, people):
    """Adds the file's documents and takes their later steps. What no paper says stays blank."""
    facts = data.get("documents", {"rows": []})
    enter_rows(programme, facts, people, actions, partial(_add, programme))


def _add(programme, when, **row):
    return actions.add_document(programme=programme, **when, **row)
