"""Pages of the reviews."""

from programme.formats import day, with_lateness
from programme.ui.child_tables import ChildTable
from programme.ui.views import AddView, DetailView, EditView, ListView

from .. import actions, forms
from ..filters import ReviewFilter
from ..log import RECOMMENDATIONS, REVIEWS
from ..tables import ReviewTable
from .recommendations import link_to


class ReviewList(ListView):
    log, filterset_class, table_class = REVIEWS, ReviewFilter, ReviewTable
    empty_text = (
        "Add a review by somebody from outside: who held it, when, and how it rated the programme."
    )


class ReviewDetail(DetailView):
    log = REVIEWS

    def tables(self):
        found = RECOMMENDATIONS.entries(self.position).filter(review_id=self.entry.pk)
        return [
            ChildTable(
                "Recommendations",
                ["House ref", "Ref", "Recommendation", "Response", "State", "Due"],
                [
                    [
                        link_to(self, one, one.reference),
                        one.printed_reference,
                        one.title,
                        one.get_response_display(),
                        one.get_state_display(),
                        self._due(one),
                    ]
                    for one in found
                ],
                empty="No recommendation of this review is on record yet.",
            )
        ]

    def _due(self, one):
        due = day(one.due_on)
        return with_lateness(due, one.due_on, self.day) if one.is_overdue(self.day) else due


class AddReview(AddView):
    log, form_class, action = REVIEWS, forms.ReviewForm, actions.add_review


class EditReview(EditView):
    log, form_class, action = REVIEWS, forms.ReviewForm, actions.change_review
