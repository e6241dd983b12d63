"""The lesson log as a table."""

from django.utils.html import format_html

from programme.formats import clipped, day
from programme.ui.tables import LogTable

from .choices import State
from .log import LESSONS

STATES = dict(State.choices)
SPACE = 100  # characters; the rest is on the lesson's own page


class LessonTable(LogTable):
    """Below the lesson stands what it recommends, below the state who decided."""

    log = LESSONS
    headings = {"adopter": "Adopter"}

    def cell_title(self, lesson):
        title = super().cell_title(lesson)
        advice = clipped(lesson.recommendation, SPACE)
        return format_html("{}<br>{}", title, advice) if advice else title

    def cell_state(self, lesson):
        word = STATES[lesson.state]
        if not lesson.decision:
            return word
        return format_html("{}<br>{}, {}", word, lesson.decided_by, day(lesson.decided_on))
