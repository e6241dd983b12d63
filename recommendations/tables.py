"""Recommendations and reviews as tables."""

from django.utils.html import format_html

from programme.formats import clipped, day
from programme.ui.tables import LogTable, RedWhenOverdue

from .choices import State
from .log import RECOMMENDATIONS, REVIEWS

STATES = dict(State.choices)
POSITION_SPACE = 120  # characters; the rest is on the recommendation's own page


class RecommendationTable(RedWhenOverdue, LogTable):
    """Ref and recommendation lead to the detail page; the position is that of the day shown."""

    log = RECOMMENDATIONS
    headings = {"reference": "Ref"}

    def cell_text(self, entry):
        return format_html("{}<br>{}", self.cell_title(entry), self._place(entry))

    def _place(self, entry):
        """Its review, and its reference there."""
        review = self.reviews.get(entry.review_id)
        printed = f"{entry.printed_reference} in " if entry.printed_reference else ""
        return f"{printed}{review.reference}" if review else printed

    def cell_position(self, entry):
        update = entry.position_on(self.position.day)
        if not update:
            return ""
        return format_html("{}: {}", day(update.as_at), clipped(update.text, POSITION_SPACE))

    def cell_state(self, entry):
        word = STATES[entry.state]
        if entry.acceptance_expired(self.position.day):
            return format_html('{} <strong class="late">Expired</strong>', word)
        if entry.state == State.CLAIMED:
            return format_html("{}<br>Not verified", word)
        return word

    def cell_due_on(self, entry):
        due = day(entry.due_on)
        if entry.is_overdue(self.position.day):
            due = format_html('{} <strong class="late">Overdue</strong>', due)
        if entry.requested_due_on:
            due = format_html("{}<br>Asked for {}", due, day(entry.requested_due_on))
        if entry.extensions:
            due = format_html("{}<br>First due {}", due, day(entry.first_due_on))
        return due


class ReviewTable(LogTable):
    """The reviews."""

    log = REVIEWS

    def cell_rating(self, review):
        return review.rating_in_words
