"""Sets of benefits, of what is planned for them, of their ledger, and of what they rest on."""

from django.db.models import OuterRef, Subquery, Sum

from programme.entries import AppliesFromQuerySet, EntryQuerySet, RecordedQuerySet

from .banding import Thresholds
from .choices import LIVE, State


class BenefitQuerySet(EntryQuerySet):
    """Sets of benefits as they stand now. For the past: `as_at`, then the functions below."""

    def live(self):
        """Those that can still be realised."""
        return self.filter(state__in=LIVE)


class PlannedValueQuerySet(RecordedQuerySet):
    """Sets of planned values, which are only ever added: the last revision is the plan."""

    def in_force(self):
        """Those of the last revision of each benefit among them."""
        last = self.filter(benefit=OuterRef("benefit")).order_by("-revision").values("revision")
        return self.filter(revision=Subquery(last[:1]))

    def attach_to(self, benefits, position):
        """Adds to each benefit its `plan` in force and its `stands`, plan against actual value.

        It takes one query.
        """
        plans = {benefit.pk: [] for benefit in benefits}
        known = self.known_at(position).filter(benefit__in=list(plans))
        for row in known.order_by("benefit_id", "revision", "ends_on"):
            plan = plans[row.benefit_id]
            if plan and plan[0].revision != row.revision:
                plan.clear()
            plan.append(row)
        for benefit in benefits:
            benefit.plan = plans[benefit.pk]
            benefit.stands = benefit.standing(benefit.plan, position.day)
        return benefits

    def in_band(self, benefits, key, thresholds, position):
        """Those of `benefits`, a queryset, in a band; `key` "none" stands for those in none."""

        def fits(benefit):
            band = benefit.stands.band(thresholds)
            return (band.key if band else "none") == key

        return self._those_that(fits, benefits, position)

    def needing_attention(self, benefits, thresholds, position):
        """Live benefits that wait for a verifier, that are red or behind where no band says so, or
        whose plan has periods that are over and for which nothing was posted.
        """

        def needs(benefit):
            late = is_red(benefit, benefit.stands.band(thresholds))
            return benefit.is_claimed or late or benefit.unposted(position.day)

        return self._those_that(needs, benefits.filter(state__in=LIVE), position)

    def _those_that(self, condition, benefits, position):
        found = self.attach_to(list(benefits), position)
        return benefits.filter(id__in=[benefit.pk for benefit in found if condition(benefit)])


class ActualQuerySet(RecordedQuerySet):
    """Sets of ledger entries, which are only ever added."""

    def standing(self, at=None):
        """Those that neither take an entry back nor were taken back by the moment `at`.

        They come by day and then by number.
        """
        known = self.known_at(at)
        taken_back = known.filter(reverses__isnull=False).values("reverses")
        entries = known.filter(reverses=None).exclude(pk__in=taken_back)
        return entries.order_by("benefit_id", "on", "number")


class SavingsLinkQuerySet(EntryQuerySet):
    """Sets of links to savings, as they stand or stood at a moment `at`."""

    def by_benefit(self, benefits, at=None):
        """What benefits rest on: (link, saving) pairs in the order of the savings; two queries."""
        links = self.as_at(at).filter(benefit__in=[one.pk for one in benefits], amount__gt=0)
        links = list(links)
        savings = self.model._meta.get_field("saving").related_model.objects.as_at(at)
        savings = {one.pk: one for one in savings.filter(id__in={row.saving_id for row in links})}
        found = {}
        for link in sorted(links, key=lambda link: savings[link.saving_id].number):
            found.setdefault(link.benefit_id, []).append((link, savings[link.saving_id]))
        return found

    def linked_in_all(self, saving, at=None, but=None) -> int:
        """Pence of a saving that benefits rest on already, `but` that one."""
        links = self.as_at(at).filter(saving=saving.pk).exclude(benefit=but and but.pk)
        return links.aggregate(total=Sum("amount"))["total"] or 0


class PartnerShareQuerySet(EntryQuerySet):
    """Sets of partners' shares, as they stand or stood at a moment `at`."""

    def by_benefit(self, benefits, at=None):
        """Shares above 0 as (partner, share) pairs in the order of the partners; two queries."""
        shares = self.as_at(at).filter(benefit__in=[one.pk for one in benefits], share__gt=0)
        shares = list(shares)
        partners = self.model._meta.get_field("partner").related_model.objects
        partners = partners.known({row.partner_id for row in shares}, at)
        found = {}
        for row in sorted(shares, key=lambda row: row.partner_id):
            found.setdefault(row.benefit_id, []).append((partners[row.partner_id], row.share))
        return found


class BandingQuerySet(AppliesFromQuerySet):
    """Sets of a programme's thresholds over time."""

    def thresholds(self, position) -> Thresholds:
        """The thresholds that applied on the position's day, as known at its moment."""
        last = self.at_position(position)
        return last.thresholds() if last else Thresholds()


def more_than_there_is(links):
    """Savings on which more rests than they bring, as (saving, pence that rest on it).

    `links` are what `by_benefit` gives. It happens when a saving is lowered or withdrawn after
    benefits were rested on it.
    """
    rests = {}
    for link, saving in (pair for pairs in links.values() for pair in pairs):
        rests.setdefault(saving.pk, [saving, 0])[1] += link.amount
    return [
        (saving, pence)
        for saving, pence in rests.values()
        if pence > saving.amount or saving.state == "withdrawn"
    ]


def is_red(benefit, band):
    """Whether a benefit is red, or behind plan where no band says so."""
    return band.key == "red" if band else benefit.stands.is_behind


def waiting(queryset):
    """Those that somebody claimed and nobody verified yet."""
    return queryset.filter(claimed_at__isnull=False, verified_at=None)


def unmeasured(queryset):
    """Those that were never given a measure, and are not given up."""
    return queryset.filter(measure="").exclude(state=State.NOT_REALISED)
