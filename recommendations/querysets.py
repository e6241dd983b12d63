"""Sets of recommendations, of their positions, and of the days that the response table prints."""

from django.db.models import Q

from programme.entries import EntryQuerySet, RecordedQuerySet

from .choices import COMPLETED, LIVE, WORKED_ON, Table


class RecommendationQuerySet(EntryQuerySet):
    """Sets of recommendations as they stand now. For the past, `as_at` and then the functions below."""

    def live(self):
        """Those that are neither verified nor settled in another way."""
        return self.filter(state__in=LIVE)


class ColumnsQuerySet(RecordedQuerySet):
    """Sets of choices of days for the response table."""

    def days(self, programme, at=None):
        """The days whose positions a programme wants beside the report's own, as known at `at`, in order."""
        last = self.filter(programme=programme).known_at(at).order_by("recorded_at", "id").last()
        return last.days() if last else []


def in_table(table, *, today, since):
    """What makes a recommendation stand in one of the five tables, as a condition.

    `since` is the position of the report before; None when there was none. One that was claimed complete is live
    until it is verified, but no longer overdue: what is late then is the verification.
    """
    completed = Q(state__in=COMPLETED, verified_at__isnull=False)
    return {
        Table.LIVE: Q(state__in=LIVE),
        Table.COMPLETED: completed & Q(verified_at__gt=since) if since else completed,
        Table.EXTENSION: Q(requested_due_on__isnull=False),
        Table.OVERDUE: Q(state__in=WORKED_ON, due_on__lt=today),
        Table.ALL: Q(),
    }[table]


def positions(recommendations, days, *, at):
    """The position of each recommendation on each of `days` as known at `at`: {(id, day): Update}, in one query."""
    from .models import Update

    found = {}
    wanted = [recommendation.pk for recommendation in recommendations]
    for update in (
        Update.objects.filter(recommendation__in=wanted)
        .known_at(at)
        .in_order()
        .select_related("same_as")
    ):
        for day in days:
            if update.as_at <= day:
                found[update.recommendation_id, day] = update
    return found
