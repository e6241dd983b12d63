"""An action is refused with a message for the person."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from programme import days
from programme.formats import day
from programme.models import ReportedPosition


def refuse(message, field=None):
    """Refuses an action with a message for the person, beside `field` when given.

    Raises:
        ValidationError: always.
    """
    raise ValidationError({field: message} if field else message)


def refuse_if(condition, message, field=None):
    """Refuses an action, as `refuse` does, where the condition holds."""
    if condition:
        refuse(message, field)


def refuse_unless(condition, message, field=None):
    """Refuses an action, as `refuse` does, where the condition does not hold."""
    if not condition:
        refuse(message, field)


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
