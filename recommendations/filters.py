"""Filters of recommendations and reviews."""

from programme.ui.filters import ChoiceFilter, LogFilter, in_use

from .choices import Priority, Response, ReviewKind, State, Table
from .models import Recommendation, Review
from .querysets import in_table


class RecommendationFilter(LogFilter):
    """By words, the five standard tables, state, response, priority, review and owner."""

    search_fields = (
        "reference",
        "printed_reference",
        "text",
        "comments",
        "evidence",
        "owner",
        "workstream",
    )

    table = ChoiceFilter(
        label="Table", choices=Table.choices, method="by_table", empty_label="Any table"
    )
    state = ChoiceFilter(label="State", choices=State.choices, empty_label="Any state")
    response = ChoiceFilter(
        label="Response",
        choices=[*Response.choices, ("none", "Not responded to")],
        method="by_response",
        empty_label="Any response",
    )
    priority = ChoiceFilter(
        label="Priority",
        choices=[*Priority.choices, ("none", "Not given")],
        method="by_priority",
        empty_label="Any priority",
    )
    review = ChoiceFilter(label="Review", choices=(), method="by_review", empty_label="Any review")
    owner = ChoiceFilter(label="Owner", choices=(), empty_label="Anyone")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.reviews = {
            review.pk: review
            for review in Review.objects.as_at(self.moment).filter(programme=self.programme)
        }
        self.choices["owner"] = in_use(Recommendation.objects.of(self.programme), "owner")
        self.choices["review"] = [
            (review.reference, review.title) for review in self.reviews.values()
        ]

    def by_table(self, queryset, name, value):
        return queryset.filter(
            in_table(
                value, today=self.today, since=getattr(self.programme, "previous_position", None)
            )
        )

    def by_response(self, queryset, name, value):
        return queryset.filter(response="" if value == "none" else value)

    def by_priority(self, queryset, name, value):
        return (
            queryset.filter(priority=None) if value == "none" else queryset.filter(priority=value)
        )

    def by_review(self, queryset, name, value):
        return queryset.filter(
            review_id__in=[pk for pk, review in self.reviews.items() if review.reference == value]
        )


class ReviewFilter(LogFilter):
    """By words and type."""

    search_fields = ("reference", "title", "reviewing_body", "rating", "summary", "owner")

    kind = ChoiceFilter(label="Type", choices=ReviewKind.choices, empty_label="Any type")
