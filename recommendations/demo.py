"""Recommendations of a demo programme."""

from datetime import timedelta

from . import actions
from .models import Recommendation


def load(programme, data, people):
    """Adds the file's review and its recommendations: answered, with their position, and as far as the paper says."""
    facts = data.get("recommendations")
    if not facts:
        return
    by, at = people["manager"], facts["recorded"]
    review = actions.add_review(programme=programme, by=by, at=at, **facts["review"])
    for number, row in enumerate(facts["rows"]):
        when = {"by": by, "at": at + timedelta(minutes=number)}
        _add(review, facts["position_as_at"], when, **row)


def _add(
    review, day, when, *, comments, response, position, as_above=None, state="responded", **details
):
    recommendation = actions.add_recommendation(
        programme=review.programme, review=review, **when, **details
    )
    above = (
        Recommendation.objects.get(review=review, printed_reference=as_above) if as_above else None
    )
    recommendation = actions.respond(
        recommendation, response=response, comments=comments, as_above=above, **when
    )
    actions.add_update(recommendation, as_at=day, **position, **when)
    if state != "responded":
        {"in_progress": actions.start, "claimed": actions.claim}[state](recommendation, **when)
