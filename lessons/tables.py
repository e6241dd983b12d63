"""The lesson log as a table."""

import django_tables2 as tables
from django.utils.html import format_html

from programme.formats import day
from programme.ui.pictures import clipped
from programme.ui.tables import LogTable

from .choices import AppliesTo, Kind, State

KINDS, STATES, PLACES = dict(Kind.choices), dict(State.choices), dict(AppliesTo.choices)
SPACE = 100  # characters; the rest is on the lesson's own page


class LessonTable(LogTable):
    """Ref and lesson lead to the detail page; below the state stands who decided."""

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Lesson")
    stage = tables.Column("Stage")
    kind = tables.Column("Kind")
    applies_to = tables.Column("Applies to")
    adopter = tables.Column("Adopter")
    state = tables.Column("State")
    updated_at = tables.Column("Changed")

    def cells(self, lesson):
        return (
            self.link_to("lessons:detail", lesson, lesson.reference),
            self._lesson(lesson),
            lesson.stage,
            KINDS[lesson.kind],
            PLACES.get(lesson.applies_to, ""),
            lesson.adopter,
            self._state(lesson),
            format_html("{}<br>{}", day(lesson.updated_at), lesson.updated_by_name),
        )

    def _lesson(self, lesson):
        """The lesson, and below it what it recommends."""
        title = self.link_to("lessons:detail", lesson, lesson.title)
        return (
            format_html("{}<br>{}", title, clipped(lesson.recommendation, SPACE))
            if lesson.recommendation
            else title
        )

    def _state(self, lesson):
        word = STATES[lesson.state]
        return (
            format_html("{}<br>{}, {}", word, lesson.decided_by, day(lesson.decided_on))
            if lesson.decision
            else word
        )
