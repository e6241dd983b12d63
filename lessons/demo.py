"""Lessons of a demo programme."""

from functools import partial

from programme.demo import enter

from . import actions


def load(programme, data, people):
    """Adds the file's lessons, each under its stage. What the document leaves open stays blank."""
    facts = data.get("lessons", {"rows": []})
    enter(programme, facts, people, actions, partial(_add, programme))


def _add(programme, when, **row):
    return actions.add_lesson(programme=programme, **when, **row)
