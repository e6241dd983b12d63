"""Sets of milestones and of what hangs on them."""

from django.db.models import Q

from programme.entries import EndedQuerySet, EntryQuerySet, RecordedQuerySet

from .choices import CLOSED, CURRENT, LATER, NEXT, UNFINISHED


class PeriodQuerySet(EntryQuerySet):
    """Sets of reporting periods as they stand now or stood."""

    def in_phases(self, position):
        """The programme's periods in the order of the calendar, each with its `phase`.

        Current is the first that is not closed, next the one after it: a period that nobody has
        closed yet stays the current one, so that no milestone leaves the report unseen.
        """
        found = self.as_at(position).filter(programme=position.programme)
        periods = sorted(found, key=lambda period: period.starts_on)
        phases = iter([CURRENT, NEXT])
        for period in periods:
            period.phase = CLOSED if period.closed_at else next(phases, LATER)
        return periods

    def by_phase(self, position):
        """The current and the next period by their phase, as far as there are any."""
        periods = self.in_phases(position)
        return {period.phase: period for period in periods if period.phase in (CURRENT, NEXT)}

    def closed_after(self, period):
        """The programme's periods that were closed after a closed one, the last one first."""
        found = self.filter(programme=period.programme_id, closed_at__gt=period.closed_at)
        return found.order_by("-closed_at")


class RollOverQuerySet(RecordedQuerySet):
    """Sets of roll-overs."""

    def coming_back(self, period):
        """Those that reopening a period takes back: the milestone still stands where it rolled to
        from there, and rolled over no more since.
        """
        known = self.known_at(None).select_related("milestone", "from_period", "to_period")
        last = {
            one.milestone_id: one
            for one in known.filter(milestone__programme=period.programme_id).order_by("id")
        }
        found = (one for one in last.values() if one.from_period_id == period.pk)
        stays = (one for one in found if one.milestone.period_id == one.to_period_id)
        return sorted(stays, key=lambda one: one.milestone.number)


class DeliveryQuerySet(RecordedQuerySet):
    """Sets of deliveries, which are only ever added."""

    def attach_to(self, milestones, at):
        """Adds to each milestone `handed_over`, its deliveries in the order of recording."""
        by_id = {milestone.pk: milestone for milestone in milestones}
        for milestone in milestones:
            milestone.handed_over = []
        for found in self.known_at(at).filter(milestone__in=list(by_id)).in_order_of():
            by_id[found.milestone_id].handed_over.append(found)
        return milestones


class DependencyQuerySet(EndedQuerySet):
    """Sets of dependencies, which can be ended once."""

    def attach_to(self, milestones, at):
        """Adds to each milestone `needed`, the references of what it depended on at `at`."""
        by_id = {milestone.pk: milestone for milestone in milestones}
        for milestone in milestones:
            milestone.needed = []
        found = self.standing(at).filter(milestone__in=list(by_id)).order_by("needs__number")
        for pk, reference in found.values_list("milestone", "needs__reference"):
            by_id[pk].needed.append(reference)
        return milestones


def is_overdue(today):
    """The condition of being unfinished though the due date has passed in every reading."""
    return Q(state__in=UNFINISHED, due_latest__lt=today)


def unclear(queryset):
    """Milestones whose due date is written in words that name no date."""
    return queryset.filter(due_earliest=None).exclude(due="")
