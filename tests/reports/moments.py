"""Moments of the committee's report, in London's time."""

from datetime import datetime

from django.utils import timezone

from tests.factories import noon


def london(year, month, day, hour=17, minute=0):
    """A moment by the clock on the wall of the town hall."""
    return timezone.make_aware(datetime(year, month, day, hour, minute))


DRAFT_MOMENT = london(2012, 3, 20)
PUBLICATION = noon(2012, 3, 26)
