"""What closure adds to the kernel's pages."""

from closure.review.extension import ScrutinyReviews
from programme.extension import Extension

__all__ = ["Closure", "ScrutinyReviews"]


class Closure(Extension):
    """The end of a programme."""
