"""How a programme rates its risks."""

from ..choices import Scheme
from ..models import Banding, RatingScheme


def rated_in_words(view):
    """Whether the programme rates its risks in words today."""
    return RatingScheme.objects.kind(view.programme, view.today) == Scheme.WORDS


def matrix_of(view):
    """How many steps likelihood and impact have."""
    return Banding.objects.thresholds(view.position).steps
