"""What reviews record, and how they stand at a glance."""

from django.db.models import Count, Q

from programme.children import Children
from programme.facts import NUMBER, Computed, Fact
from programme.log import Log, StillWritten, Tile

from .. import permissions
from ..choices import LIVE, WORKED_ON
from ..models import Recommendation, Review


def count_of(review, position):
    return review.count


def live_of(review, position):
    return review.live


OF_REVIEW = Children(
    "recommendations",
    Recommendation,
    "review",
    "Recommendations",
    "recommendation",
    facts=(
        Fact("reference", heading="House ref", width=7, search=True),
        Fact("printed_reference", heading="Ref", width=5, search=True),
        Fact("text", width=26, search=True),
        Fact("owner", width=14, search=True),
        Fact("due_on", heading="Due"),
        Fact("state"),
    ),
    order="number",
    waiting=lambda rows, position: rows.filter(state__in=WORKED_ON),
    waits="Still to be done",
    due="due_on",
    apart=True,
)


class ReviewLog(Log):
    """The reviews of a programme."""

    model, name, title, noun = Review, "reviews", "Reviews", "a review"
    permission, keep = permissions.SEE, permissions.KEEP
    stays = f"{Log.stays} reviewing_body scale"
    namespace, prefix = "recommendations", "review_"
    after_closing = StillWritten(everything=True)
    children = (OF_REVIEW,)
    facts = (
        Fact("reference", heading="Ref", width=7, search=True),
        Fact("title", group="The review", width=24, search=True),
        Fact("kind", group="The review"),
        Fact("reviewing_body", group="The review", width=14, search=True),
        Fact("held_on", group="The review"),
        Fact("rating", group="The review", search=True),
        Fact("scale", group="The review", width=12),
        Fact("summary", group="The review", width=20, search=True),
        Fact("owner", group="The review", search=True),
        Fact("lead_partner", group="The review", column=False),
        Computed("recommendations", "Recommendations", count_of, kind=NUMBER, width=8),
        Computed("live", "Live", live_of, kind=NUMBER, width=6),
    )
    register = "reference title kind reviewing_body held_on rating recommendations live"

    def prepare(self, reviews, position):
        """Adds to each review the `count` of its recommendations and how many are `live`."""
        known = Recommendation.objects.as_at(position).filter(programme=position.programme)
        by_review = known.order_by().values("review_id")
        counted = by_review.annotate(all=Count("id"), live=Count("id", Q(state__in=LIVE)))
        counts = {row["review_id"]: (row["all"], row["live"]) for row in counted}
        for review in reviews:
            review.count, review.live = counts.get(review.pk, (0, 0))
        return reviews

    def tile(self, position):
        return Tile(self.title, self.entries(position).count())


REVIEWS = ReviewLog()
