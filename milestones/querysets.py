"""Sets of milestones and of what hangs on them."""

from programme.entries import EntryQuerySet

from .choices import CLOSED, CURRENT, LATER, NEXT, UNFINISHED


class MilestoneQuerySet(EntryQuerySet):
    """Sets of milestones as they stand now. For the past, `as_at` and then the functions below."""

    def unfinished(self):
        """Milestones that are still to be reached."""
        return self.filter(state__in=UNFINISHED)


def overdue(queryset, today):
    """Unfinished milestones whose due date has passed in every reading of its words."""
    return queryset.filter(state__in=UNFINISHED, due_latest__lt=today)


def unclear(queryset):
    """Milestones whose due date is written in words that name no date."""
    return queryset.filter(due_earliest=None).exclude(due="")


def periods_of(programme, at=None):
    """The programme's periods in the order of the calendar, each with its `standing` at the moment.

    Current is the first that is not closed, next the one after it: a period that nobody has closed yet stays
    the current one, so that no milestone leaves the report unseen.
    """
    from .models import Period

    periods = sorted(
        Period.objects.as_at(at).filter(programme=programme), key=lambda period: period.starts_on
    )
    standings = iter([CURRENT, NEXT])
    for period in periods:
        period.standing = CLOSED if period.closed_at else next(standings, LATER)
    return periods


def reported_periods(periods):
    """The current period and the next one, of periods that know their standing."""
    return [period for period in periods if period.standing in (CURRENT, NEXT)]
