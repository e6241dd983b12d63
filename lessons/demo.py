"""Lessons of a demo programme."""

from programme.demo import entered, take_steps

from . import actions


def load(programme, data, people):
    """Adds the file's lessons, each under its stage. What the document leaves open stays blank."""
    for row, when, steps in entered(programme, data.get("lessons", {"rows": []}), people):
        lesson = actions.add_lesson(programme=programme, **when, **row)
        take_steps(actions, lesson, steps, people)
