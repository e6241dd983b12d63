"""Recommendations of a demo programme."""

from functools import partial

from programme.demo import enter_rows

from . import actions
from .models import Recommendation


def load(programme, data, people):
    """Adds the file's review and its recommendations, each as far as the paper says."""
    facts = data.get("recommendations")
    if not facts:
        return
    by, at = people["manager"], facts["recorded"]
    review = actions.add_review(programme=programme, by=by, at=at, **facts["review"])
    add = partial(_add, review, facts["position_as_at"])
    enter_rows(programme, facts, people, actions, add)


def _add(
    review,
    day,
    when,
    *,
    comments,
    position,
    response="",
    as_above=None,
    state="responded",
    **details,
):
    where = {"programme": review.programme, "review": review}
    entry = actions.add_recommendation(**where, **when, **details)
    above = as_above and Recommendation.objects.get(review=review, printed_reference=as_above)
    said = {"response": response, "comments": comments, "as_above": above}
    entry = actions.respond_to_recommendation(entry, **said, **when)
    entry = actions.add_update(entry, as_at=day, **position, **when)
    steps = {"in_progress": actions.start_recommendation, "claimed": actions.claim_recommendation}
    return steps[state](entry, **when) if state in steps else entry
