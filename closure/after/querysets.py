"""What there is to review, and which reviews are planned and were held."""

from programme.formats import listed
from programme.log import logs
from programme.retention import ROWS, disposed_programmes

from ..custody.choices import State as CustodyState
from ..custody.querysets import handed
from ..models import PlannedReview, ReviewedBenefit


def measured_at(position) -> list[tuple]:
    """(log, `Measured`) of each row that some log measures, at a position."""
    return [(log, one) for log in logs() for one in log.measured(position)]


def left_of(position) -> set[tuple]:
    """(log, reference) of each row that somebody took on who does not read the logs any more."""
    found = handed(position.programme, position.at)
    return {key for key, one in found.items() if one.state == CustodyState.LEFT}


def nobody_goes_on(references) -> str:
    """That whoever took these rows on has left, in words."""
    return f"Whoever took on {listed(references)} has left, and nobody goes on in their place."


def reviews_of(programmes, at=None):
    """The planned reviews of programmes in the order of their days, as known at a moment."""
    found = PlannedReview.objects.filter(programme__in=programmes)
    found = found.filter(recorded_at__lte=at) if at else found
    return found.select_related("programme", "reviewer", "held", "called_off")


def waiting_in(programmes) -> list[PlannedReview]:
    """Those that were neither held nor called off, and of which the benefits are still there."""
    found = reviews_of(programmes).filter(held=None, called_off=None)
    return list(found.exclude(disposed_programmes(ROWS)))


def judged_in(programme, at=None, **named):
    """How benefits were judged, the last review last; `named` narrow them."""
    found = ReviewedBenefit.objects.filter(review__planned__programme=programme, **named)
    found = found.filter(review__recorded_at__lte=at) if at else found
    return found.select_related("review").order_by("review__as_at", "review__recorded_at", "id")
