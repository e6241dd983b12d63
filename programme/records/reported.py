"""A change is refused for its day."""

from django.utils import timezone

from programme import days
from programme.formats import day
from programme.models import ReportedPosition
from programme.refusals import refuse_if, refuse_unless


def refuse_future(on, at, field="as_at"):
    """Refuses a day that comes after the moment `at`; None is no day.

    Raises:
        ValidationError: beside `field`.
    """
    today = timezone.localdate(at)
    refuse_if(on and on > today, days.future(on, today), field)


def reported_moments(programme) -> list:
    """The moments for which the programme's reports were published."""
    return list(ReportedPosition.objects.filter(programme=programme).values_list("at", flat=True))


def refuse_if_reported(programme, at, applies_from):
    """Refuses to judge anew what was reported: a change applies from the day after the last
    report's position.

    Raises:
        ValidationError: beside the field `applies_from`.
    """
    since = ReportedPosition.objects.last_before(programme, at)
    reported = since and timezone.localdate(since)
    refuse_unless(
        not reported or applies_from > reported,
        f"A report was published for {day(reported)}. The change can apply from the day after.",
        "applies_from",
    )
