"""Sets of savings, targets, re-allocations and carry-forwards."""

from django.db.models import Count, Q, Sum

from programme.entries import EntryQuerySet, RecordedQuerySet

from .choices import COUNTED, SECURED, CarryState, Certainty, State, TargetState


class SavingQuerySet(EntryQuerySet):
    """Sets of savings."""

    def secured(self):
        """Approved or achieved: what figures and pots count."""
        return self.filter(state__in=SECURED)


class AchievementQuerySet(RecordedQuerySet):
    """Sets of achieved amounts, which are only ever added."""

    def by_year(self, savings, at) -> dict:
        """What `savings` achieved by `at`, in pence by (saving's key, year), in one query."""
        known = self.known_at(at).filter(saving__in=[saving.pk for saving in savings]).order_by()
        sums = known.values_list("saving", "financial_year").annotate(total=Sum("amount"))
        return {(saving, year): total for saving, year, total in sums}


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


def totals(entries, states, kinds=()) -> dict:
    """The number of `entries`, of those in each state, and sums of each kind, in one query.

    The sums leave out what is withdrawn or potential; `unapproved_` and `potential_` before a kind
    give what of its sum nobody approved yet, and what is potential beside it.
    """
    counts = {f"count_{state.value}": Count("id", Q(state=state)) for state in states}
    sums, standing = {}, ~Q(state="withdrawn")
    has = {field.name for field in entries.model._meta.fields}
    potential = Q(certainty=Certainty.POTENTIAL) if "certainty" in has else Q(pk=None)
    for kind in kinds:
        own = Q(kind=kind) & standing
        sums[kind.value] = Sum("amount", filter=own & ~potential)
        unapproved = own & ~potential & Q(approved_body="")
        sums[f"unapproved_{kind.value}"] = Sum("amount", filter=unapproved)
        sums[f"potential_{kind.value}"] = Sum("amount", filter=own & potential)
    found = entries.order_by().aggregate(count=Count("id"), **counts, **sums)
    return {key: value or 0 for key, value in found.items()}


def needing_attention(savings, today):
    """Savings that should have begun and are not approved yet, but for potential ones: nobody
    counts on them, and none of them can be approved.
    """
    begun = savings.filter(state=State.IDENTIFIED, starts_on__lte=today)
    return begun.exclude(certainty=Certainty.POTENTIAL)
