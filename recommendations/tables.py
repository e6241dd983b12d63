"""Recommendations and reviews as tables."""

import django_tables2 as tables
from django.utils.html import format_html

from programme.formats import day
from programme.ui.pictures import clipped
from programme.ui.tables import LogTable

from .choices import Priority, Response, ReviewKind, State

STATES, RESPONSES = dict(State.choices), dict(Response.choices)
PRIORITIES, KINDS = dict(Priority.choices), dict(ReviewKind.choices)
POSITION_SPACE = 120  # characters; the rest is on the recommendation's own page


class RecommendationTable(LogTable):
    """Ref and recommendation lead to the detail page; the position is the one of the day that is looked at."""

    reference = tables.Column("Ref", order_by="number")
    text = tables.Column("Recommendation")
    position = tables.Column("Position", orderable=False)
    response = tables.Column("Response")
    state = tables.Column("State")
    priority = tables.Column("Priority")
    owner = tables.Column("Owner")
    due_on = tables.Column("Due")
    updated_at = tables.Column("Changed")

    def cells(self, recommendation):
        url = self.url("recommendations:detail", recommendation.reference)
        position = recommendation.position
        return (
            format_html('<a href="{}">{}</a>', url, recommendation.reference),
            format_html(
                '<a href="{}">{}</a><br>{}', url, recommendation.title, self._place(recommendation)
            ),
            format_html("{}: {}", day(position.as_at), clipped(position.text, POSITION_SPACE))
            if position
            else "",
            RESPONSES.get(recommendation.response, ""),
            self._state(recommendation),
            PRIORITIES.get(recommendation.priority, ""),
            recommendation.owner,
            self._due(recommendation),
            format_html("{}<br>{}", day(recommendation.updated_at), recommendation.updated_by_name),
        )

    def _place(self, recommendation):
        """Its review, and its reference there."""
        review = self.reviews.get(recommendation.review_id)
        printed = (
            f"{recommendation.printed_reference} in " if recommendation.printed_reference else ""
        )
        return f"{printed}{review.reference}" if review else printed

    def _state(self, recommendation):
        word = STATES[recommendation.state]
        if recommendation.acceptance_expired(self.today):
            return format_html('{} <strong class="late">Expired</strong>', word)
        if recommendation.state == State.CLAIMED:
            return format_html("{}<br>Not verified", word)
        return word

    def _due(self, recommendation):
        due = day(recommendation.due_on)
        if recommendation.is_overdue(self.today):
            due = format_html('{} <strong class="late">Overdue</strong>', due)
        if recommendation.requested_due_on:
            due = format_html("{}<br>Asked for {}", due, day(recommendation.requested_due_on))
        if recommendation.extensions:
            due = format_html("{}<br>First due {}", due, day(recommendation.first_due_on))
        return due

    def row_class(self, recommendation):
        return "row--red" if recommendation.is_overdue(self.today) else ""


class ReviewTable(LogTable):
    """The reviews."""

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Review")
    kind = tables.Column("Type")
    reviewing_body = tables.Column("Reviewing body")
    held_on = tables.Column("Date")
    rating = tables.Column("Overall rating")
    recommendations = tables.Column("Recommendations", orderable=False)
    live = tables.Column("Live", orderable=False)
    updated_at = tables.Column("Changed")

    numeric = frozenset({"recommendations", "live"})

    def cells(self, review):
        url = self.url("recommendations:review", review.reference)
        return (
            format_html('<a href="{}">{}</a>', url, review.reference),
            format_html('<a href="{}">{}</a>', url, review.title),
            KINDS[review.kind],
            review.reviewing_body,
            day(review.held_on),
            review.rating_in_words,
            review.count,
            review.live,
            format_html("{}<br>{}", day(review.updated_at), review.updated_by_name),
        )
