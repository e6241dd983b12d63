"""Lessons of a demo programme."""

from functools import partial

from programme.demo import enter_rows
from programme.models import Programme

from . import actions
from .models import Lesson


def load(programme, data, people):
    """Adds the file's lessons, each under its stage, and what another programme made of them. What
    the document leaves open stays blank.
    """
    facts = data.get("lessons", {"rows": []})
    enter_rows(programme, facts, people, actions, partial(_add, programme))
    for said in facts.get("taken_up", []):
        other = Programme.objects.filter(slug=said.pop("programme")).first()
        if other:
            _answer(programme, other, people["manager"], **said)


def _answer(programme, other, manager, *, lesson, at, why, stage="", aside=False):
    """What another programme, which was loaded before, made of a lesson of this one."""
    lesson = Lesson.objects.get(programme=programme, reference=lesson)
    who = {"by": manager, "at": at, "why": why}
    if aside:
        actions.set_lesson_aside(other, lesson, **who)
    else:
        actions.take_over_lesson(other, lesson, stage=stage, **who)


def _add(programme, when, **row):
    return actions.add_lesson(programme=programme, **when, **row)
