"""Sets of budget lines, postings, virements and locked periods."""

from django.db import models
from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery, Sum

from programme.entries import RecordedQuerySet
from programme.financial_years import financial_year_of

from .choices import Standing, State

# In the order of `Line.troubles`: several can fit a line, which stands in the first of them.
TROUBLES = {
    Standing.OVERSPENT: Q(allocation__gte=0, spent__gt=F("current_allocation")),
    Standing.COMMITTED: Q(allocation__gte=0, committed__gt=F("current_allocation") - F("spent"))
    & Q(committed__gt=0),
    Standing.OVER: Q(forecast__gt=F("current_allocation")),
    Standing.OUTRUN: Q(allocation__gte=0, spent__gt=F("forecast"))
    & ~Q(forecast=F("current_allocation")),
}


def _standings():
    found, none = {}, Q()
    for standing, trouble in TROUBLES.items():
        found[standing], none = trouble & none, none & ~trouble
    return {**found, Standing.WITHIN: none}


STANDING = _standings()
SUMS = ("allocation", "current_allocation", "committed", "spent", "forecast")


class PostingQuerySet(RecordedQuerySet):
    """Sets of money moved on a day."""

    def newest_first(self):
        """By day, then in the order of recording."""
        return self.order_by("-on", "-recorded_at", "-id")


class VirementQuerySet(PostingQuerySet):
    """Sets of movements between two lines."""

    def touching(self, line):
        """Those that gave to the line or took from it."""
        return self.filter(Q(giver=line.pk) | Q(taker=line.pk))


class PeriodLockQuerySet(models.QuerySet):
    """Sets of locked periods."""

    def in_force(self, programme, at=None):
        """Those of a programme that were locked at the moment `at` (None: now)."""
        found = self.filter(programme=programme)
        if at is None:
            return found.filter(unlocked_at=None)
        return found.filter(Q(unlocked_at=None) | Q(unlocked_at__gt=at), locked_at__lte=at)

    def unlocked_by(self, programme, at=None):
        """Those of a programme that had been unlocked by the moment `at` (None: now)."""
        found = self.filter(programme=programme, unlocked_at__isnull=False)
        return found.filter(unlocked_at__lte=at) if at else found

    def meeting(self, first, last):
        """Those that share a day with the span from `first` to `last`, both included."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)


class CallQuerySet(RecordedQuerySet):
    """Sets of calls on reserves."""

    def with_last_step(self, moment=None):
        """Those known at `moment`, in one query.

        Each has its last step as `state`, `on`, `authority` and `delegation`.
        """
        steps = self.model._meta.get_field("steps").related_model.objects.known_at(moment)
        last = steps.filter(call=OuterRef("pk")).order_by("-recorded_at", "-id")
        names = ("state", "on", "authority", "delegation")
        columns = {name: Subquery(last.values(name)[:1]) for name in names}
        return self.known_at(moment).annotate(**columns)


def totals(lines) -> dict:
    """The number of `lines`, their `first` and `last` year, how many stand in each band, how many
    were `outrun` by spend, however else they stand, and their sums in pence, in one query.
    """
    counts = {
        f"count_{standing.value}": Count("id", condition)
        for standing, condition in STANDING.items()
    }
    found = lines.order_by().aggregate(
        count=Count("id"),
        first=Min("financial_year"),
        last=Max("financial_year"),
        outrun=Count("id", TROUBLES[Standing.OUTRUN]),
        **counts,
        **{f"sum_{name}": Sum(name) for name in SUMS},
    )
    return {key.removeprefix("sum_"): value or 0 for key, value in found.items()}


def years_of(found) -> str:
    """The years whose sums `totals` added up, in words; empty for a single one."""
    several = found["first"] and found["first"] != found["last"]
    return f"{found['first']} to {found['last']}" if several else ""


def in_account(lines, day):
    """The lines that still tell something on `day`: not those closed in a year that is over."""
    return lines.exclude(state=State.CLOSED, financial_year__lt=financial_year_of(day))


def needing_attention(lines):
    """Open lines on which something is not as planned."""
    return lines.filter(~STANDING[Standing.WITHIN], state=State.OPEN)


def reserve_totals(reserves) -> dict:
    """The number of `reserves` and their sums in pence, in one query."""
    names = ("opening", "approved", "contingent", "requested", "contributed")
    found = reserves.order_by().aggregate(
        count=Count("id"), **{f"sum_{name}": Sum(name) for name in names}
    )
    return {key.removeprefix("sum_"): value or 0 for key, value in found.items()}
