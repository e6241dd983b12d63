"""Sets of recommendations, of their positions, and of the days that the response table prints."""

from django.db.models import Q

from programme.entries import DatedQuerySet, EntryQuerySet, RecordedQuerySet

from .choices import COMPLETED, LIVE, WORKED_ON, State, Table


class RecommendationQuerySet(EntryQuerySet):
    """Sets of recommendations as they stand now. For the past, `as_at` and then `in_table`."""

    def live(self):
        """Those that are neither verified nor settled in another way."""
        return self.filter(state__in=LIVE)


class PartnerOwnerQuerySet(EntryQuerySet):
    """Sets of owners, one for a recommendation at each partner."""

    def attach_to(self, recommendations, position):
        """Adds to each recommendation `partners`, its owners there as then kept, in words."""
        by_id = {recommendation.pk: recommendation for recommendation in recommendations}
        for recommendation in recommendations:
            recommendation.partners = []
        held = self.as_at(position).filter(recommendation__in=list(by_id)).exclude(owner="")
        held = list(held)
        partners = self.model._meta.get_field("partner").related_model.objects
        partners = partners.known({row.partner_id for row in held}, position.at)
        for row in sorted(held, key=lambda row: partners[row.partner_id].name):
            by_id[row.recommendation_id].partners.append(f"{row.owner}, {partners[row.partner_id]}")
        return recommendations


class UpdateQuerySet(DatedQuerySet):
    """Sets of positions of recommendations."""

    def attach_to(self, recommendations, position):
        """Adds to each recommendation `known`, its positions as then known, in order."""
        by_id = {recommendation.pk: recommendation for recommendation in recommendations}
        for recommendation in recommendations:
            recommendation.known = []
        known = self.filter(recommendation__in=list(by_id)).known_at(position).in_order()
        for update in known.select_related("same_as"):
            by_id[update.recommendation_id].known.append(update)
        return recommendations


class ColumnsQuerySet(RecordedQuerySet):
    """Sets of choices of days for the response table."""

    def days(self, programme, at=None):
        """The days whose positions a programme wants beside the report's own, as known at `at`."""
        last = self.filter(programme=programme).known_at(at).order_by("recorded_at", "id").last()
        return last.days() if last else []

    def printed(self, position):
        """The days that the response table prints: the chosen ones that have come, then its own."""
        chosen = self.days(position.programme, position.at)
        return [*(on for on in chosen if on < position.day), position.day]


def answered_in_words():
    """The condition of a response of which nobody said whether it accepts."""
    return Q(response="") & ~Q(comments="") & ~Q(state=State.RECEIVED)


def in_table(table, position):
    """What makes a recommendation stand in one of the five tables, as a condition.

    Completed counts from the position of the report before. One that was claimed complete is live
    until it is verified, but no longer overdue: what is late then is the verification.
    """
    completed, since = Q(state__in=COMPLETED, verified_at__isnull=False), position.since
    return {
        Table.LIVE: Q(state__in=LIVE),
        Table.COMPLETED: completed & Q(verified_at__gt=since) if since else completed,
        Table.EXTENSION: Q(requested_due_on__isnull=False),
        Table.OVERDUE: Q(state__in=WORKED_ON, due_on__lt=position.day),
        Table.ALL: Q(),
    }[table]
