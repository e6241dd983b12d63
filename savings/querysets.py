"""Sets of savings, targets, re-allocations and carry-forwards."""

from django.db.models import Count, Q, Sum

from programme.entries import EntryQuerySet
from programme.financial_years import first_day, last_day

from .arithmetic import Pots
from .choices import COUNTED, SECURED, CarryState, State, TargetState


class SavingQuerySet(EntryQuerySet):
    """Sets of savings."""

    def secured(self):
        """Approved or achieved: what figures and pots count."""
        return self.filter(state__in=SECURED)

    def beginning_in(self, year):
        """Those whose first or only year is `year`."""
        return self.filter(starts_on__range=(first_day(year), last_day(year)))


class TargetQuerySet(EntryQuerySet):
    """Sets of targets."""

    def in_force(self):
        """Those that count."""
        return self.filter(state=TargetState.IN_FORCE)


class ReallocationQuerySet(EntryQuerySet):
    """Sets of re-allocations."""

    def counted(self):
        """Those whose money is taken."""
        return self.filter(state__in=COUNTED)


class CarryForwardQuerySet(EntryQuerySet):
    """Sets of carry-forwards."""

    def approved(self):
        """Those that move money."""
        return self.filter(state=CarryState.APPROVED)


def pots(programme, at=None) -> Pots:
    """The two pots of a programme at a moment, in three queries."""
    from .models import CarryForward, Reallocation, Saving

    def standing(model):
        return model.objects.as_at(at).filter(programme=programme)

    return Pots(
        standing(Saving).filter(state__in=SECURED),
        standing(Reallocation).filter(state__in=COUNTED),
        standing(CarryForward).filter(state=CarryState.APPROVED),
    )


def totals(entries, states, kinds=()) -> dict:
    """The number of `entries`, how many stand in each of `states`, and the sum of each of `kinds`, in one query."""
    counts = {f"count_{state.value}": Count("id", Q(state=state)) for state in states}
    sums = {kind.value: Sum("amount", filter=Q(kind=kind)) for kind in kinds}
    found = entries.order_by().aggregate(count=Count("id"), **counts, **sums)
    return {key: value or 0 for key, value in found.items()}


def achieved_by_year(savings, at=None) -> dict:
    """What `savings` achieved by the moment `at`, in pence by (saving's key, financial year), in one query."""
    from .models import Achievement

    known = Achievement.objects.known_at(at).filter(saving__in=[saving.pk for saving in savings])
    rows = known.order_by().values_list("saving", "financial_year").annotate(total=Sum("amount"))
    return {(saving, year): total for saving, year, total in rows}


def needing_attention(savings, today):
    """Savings that should have begun and are not approved yet."""
    return savings.filter(state=State.IDENTIFIED, starts_on__lte=today)
