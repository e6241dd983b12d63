"""Filters of recommendations and reviews."""

from django.db.models import Q

from programme.formats import NOT_RECORDED
from programme.ui.filters import UNSAID, ChoiceFilter, LogFilter

from .choices import Priority, Response, ReviewKind, State, Table
from .log import RECOMMENDATIONS, REVIEWS
from .querysets import answered_in_words, in_table

RESPONSES = [*Response.choices, ("none", "Not responded to"), ("unsaid", NOT_RECORDED)]


class RecommendationFilter(LogFilter):
    """By words, the five standard tables, state, response, priority, review and owner."""

    log = RECOMMENDATIONS

    table = ChoiceFilter("Table", Table.choices, method="by_table", empty_label="Any table")
    state = ChoiceFilter("State", State.choices, empty_label="Any state")
    response = ChoiceFilter("Response", RESPONSES, method="by_response", empty_label="Any response")
    priority = ChoiceFilter("Priority", [*Priority.choices, UNSAID], empty_label="Any priority")
    review = ChoiceFilter("Review", (), method="by_review", empty_label="Any review")
    owner = ChoiceFilter("Owner", empty_label="Anyone")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.reviews = {review.pk: review for review in REVIEWS.entries(self.position)}
        self.choices["review"] = [(one.reference, one.title) for one in self.reviews.values()]

    def by_table(self, queryset, name, value):
        return queryset.filter(in_table(value, self.position))

    def by_response(self, queryset, name, value):
        if value == "unsaid":
            return queryset.filter(answered_in_words())
        if value == "none":
            return queryset.filter(Q(response="") & ~answered_in_words())
        return queryset.filter(response=value)

    def by_review(self, queryset, name, value):
        chosen = [pk for pk, review in self.reviews.items() if review.reference == value]
        return queryset.filter(review_id__in=chosen)


class ReviewFilter(LogFilter):
    """By words and type."""

    log = REVIEWS

    kind = ChoiceFilter("Type", ReviewKind.choices, empty_label="Any type")
