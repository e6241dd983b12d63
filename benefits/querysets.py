"""Sets of benefits, of what is planned for them, of their ledger, and of what they rest on."""

from django.db.models import Sum

from programme.entries import AppliesFromQuerySet, EntryQuerySet, RecordedQuerySet

from .banding import Thresholds
from .choices import LIVE, State


class BenefitQuerySet(EntryQuerySet):
    """Sets of benefits as they stand now. For the past, `as_at` and then the functions below."""

    def live(self):
        """Those that can still be realised."""
        return self.filter(state__in=LIVE)


class ActualQuerySet(RecordedQuerySet):
    """Sets of ledger entries, which are only ever added."""

    def standing(self, at=None):
        """Those that neither take an entry back nor were taken back by the moment `at`, by day and then by number."""
        known = self.known_at(at)
        taken_back = known.filter(reverses__isnull=False).values("reverses")
        return (
            known.filter(reverses=None)
            .exclude(pk__in=taken_back)
            .order_by("benefit_id", "on", "number")
        )


class BandingQuerySet(AppliesFromQuerySet):
    """Sets of a programme's thresholds over time."""

    def thresholds(self, programme, on, at=None) -> Thresholds:
        """The thresholds that applied on the day `on`, as known at the moment `at` (None: now)."""
        last = self.in_force(programme, on, at)
        return last.thresholds() if last else Thresholds()


def with_standing(benefits, *, day, at=None):
    """Adds to each benefit its `plan` in force and its `stands`, plan against actual value on a day, in one query."""
    from .models import PlannedValue

    plans = {}
    known = PlannedValue.objects.known_at(at).filter(
        benefit__in=[benefit.pk for benefit in benefits]
    )
    for row in known.order_by("benefit_id", "revision", "ends_on"):
        plan = plans.setdefault(row.benefit_id, [])
        if plan and plan[0].revision != row.revision:
            plan.clear()
        plan.append(row)
    for benefit in benefits:
        benefit.plan = plans.get(benefit.pk, [])
        benefit.stands = benefit.standing(benefit.plan, day)
    return benefits


def in_band(queryset, key, *, thresholds, day, at=None):
    """The benefits in a band; `key` "none" stands for those in none."""
    found = []
    for benefit in with_standing(list(queryset), day=day, at=at):
        band = benefit.stands.band(thresholds)
        if (band.key if band else "none") == key:
            found.append(benefit.pk)
    return queryset.filter(id__in=found)


def links_of(benefits, at=None):
    """What benefits rest on, by benefit: (link, saving) pairs in the order of the savings, as at a moment; two queries."""
    from .models import SavingsLink

    links = SavingsLink.objects.as_at(at).filter(
        benefit__in=[benefit.pk for benefit in benefits], amount__gt=0
    )
    links = list(links)
    model = SavingsLink._meta.get_field("saving").related_model
    savings = {
        saving.pk: saving
        for saving in model.objects.as_at(at).filter(id__in={link.saving_id for link in links})
    }
    found = {}
    for link in sorted(links, key=lambda link: savings[link.saving_id].number):
        found.setdefault(link.benefit_id, []).append((link, savings[link.saving_id]))
    return found


def linked_in_all(saving, at=None, but=None) -> int:
    """Pence of a saving that benefits rest on already, `but` that one."""
    from .models import SavingsLink

    links = SavingsLink.objects.as_at(at).filter(saving=saving.pk).exclude(benefit=but and but.pk)
    return links.aggregate(total=Sum("amount"))["total"] or 0


def shares_of(benefits, at=None):
    """Partners' shares above 0 by benefit, as (partner, share) pairs in the order of the partners; two queries."""
    from .models import PartnerShare

    shares = PartnerShare.objects.as_at(at).filter(
        benefit__in=[benefit.pk for benefit in benefits], share__gt=0
    )
    shares = list(shares)
    partners = PartnerShare._meta.get_field("partner").related_model.objects.in_bulk(
        {row.partner_id for row in shares}
    )
    found = {}
    for row in sorted(shares, key=lambda row: row.partner_id):
        found.setdefault(row.benefit_id, []).append((partners[row.partner_id], row.share))
    return found


def more_than_there_is(links):
    """Savings on which more rests than they bring, as (saving, pence that rest on it); `links` is what `links_of` gives.

    It happens when a saving is lowered or withdrawn after benefits were rested on it.
    """
    rests = {}
    for link, saving in (pair for pairs in links.values() for pair in pairs):
        rests.setdefault(saving.pk, [saving, 0])[1] += link.amount
    return [
        (saving, pence)
        for saving, pence in rests.values()
        if pence > saving.amount or saving.state == "withdrawn"
    ]


def waiting(queryset):
    """Those that somebody claimed and nobody verified yet."""
    return queryset.filter(claimed_at__isnull=False, verified_at=None)


def needing_attention(queryset, today, thresholds, at=None):
    """Live benefits that are claimed and wait for a verifier, that are red, or that are behind where no band can say so."""

    def late(benefit):
        band = benefit.stands.band(thresholds)
        return band.key == "red" if band else benefit.stands.is_behind

    live = queryset.filter(state__in=LIVE)
    found = [
        benefit.pk
        for benefit in with_standing(list(live), day=today, at=at)
        if benefit.is_claimed or late(benefit)
    ]
    return queryset.filter(id__in=found)


def unmeasured(queryset):
    """Those that were never given a measure, and are not given up."""
    return queryset.filter(measure="").exclude(state=State.NOT_REALISED)
