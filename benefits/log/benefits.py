"""What the register of benefits records, where each fact shows, and how it stands at a glance."""

from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Q
from django.urls import reverse

from programme.alike import told_apart
from programme.bands import BANDS
from programme.facts import BAND, LINES, Computed, Fact
from programme.formats import lower_first, money
from programme.ledgers import Ledger
from programme.log import MOST_NEEDS, Asked, Log, Need, StillWritten, Tile, counting
from programme.owners import owners_in
from programme.readiness import Achieved, Obstacle
from programme.records import change_entry
from programme.reorganisation import regrouped

from .. import actions, permissions
from ..banding import plain
from ..choices import STEPS, Certainty, State
from ..measuring import measured_of
from ..models import Actual, Benefit, PartnerShare, PlannedValue, SavingsLink, VarianceBanding
from ..querysets import is_red, more_than_there_is
from ..savings_links import benefits_of_saving
from .decisions import MEASURE_VALIDATED, VALIDATED
from .facts import (
    CHILDREN,
    actual_of,
    against_plan_of,
    band_of,
    baseline_of,
    claimed_by_of,
    direction_of,
    disbenefit_of,
    planned_of,
    progress_of,
    rests_on_of,
    shares_of,
    state_of,
    target_by_of,
    target_of,
    variance_of,
    verified_by_of,
)

ABOUT, OWNERS = "The benefit", "Owners"
MEASURED, STANDS = "What it is measured by", "Where it stands"
ENDED = {"group": STANDS, "when_given": True}


def plan_in_words(benefit):
    """The plan in force, as the history has it."""
    rows = PlannedValue.objects.filter(benefit=benefit).known_at(None).in_force()
    return ", ".join(map(str, rows.order_by("ends_on")))


class BenefitLog(Log):
    """The register of benefits."""

    model, name, title, noun = Benefit, "benefits", "Benefits", "a benefit"
    permission, keep = permissions.SEE, permissions.KEEP
    adds, changes = staticmethod(actions.add_benefit), staticmethod(actions.change_benefit)
    namespace, steps = "benefits", STEPS
    after_closing = StillWritten(
        "post reverse",
        (Actual,),
        "actual actual_on state claimed_at claimed_by claimed_by_name settled_at settled_why",
    )
    due = "target_on"
    in_rounds = (Asked(said="value evidence", step="post"),)
    shown_in_rounds = "actual target"
    decisions = (VALIDATED, MEASURE_VALIDATED)
    owners = ("owner", "owner_after")
    tables_on = {"savings": benefits_of_saving}
    children = CHILDREN
    facts = (
        Fact("reference", heading="Ref", width=8, search=True),
        Fact(
            "title",
            asked_as=("benefit name", "description of benefit"),
            group=ABOUT,
            width=19,
            search=True,
        ),
        Fact("kind", asked_as=("kind", "type", "benefit type"), group=ABOUT),
        Fact("cashable", group=ABOUT),
        Fact("certainty", group=ABOUT),
        Fact("disbenefit", group=ABOUT, of=disbenefit_of, width=8),
        Fact("description", group=ABOUT, width=20, search=True),
        Fact("outcome", group=ABOUT, width=20, search=True),
        Fact("attribution", group=ABOUT, width=20, search=True),
        Fact("measure", group=MEASURED, width=14, search=True, typed=True),
        Fact("direction", group=MEASURED, of=direction_of),
        Fact("counting", group=MEASURED, column=False),
        Computed("baseline", "Baseline", baseline_of, group=MEASURED),
        Fact("baseline_on", typed=True),
        Computed("target", "Target", target_of, group=MEASURED, width=11),
        Fact("target_by", heading="Target by", of=target_by_of, width=11, typed=True),
        Fact("target_on", heading="Target: last day"),
        Computed("planned", "Planned to date", planned_of, group=STANDS, width=11),
        Computed("actual", "Actual", actual_of, group=STANDS, width=11),
        Fact("actual_on", heading="Actual as at"),
        Computed("variance", "Variance", variance_of, group=STANDS, width=12),
        Computed("against_plan", "Against plan", against_plan_of, group=STANDS, width=13),
        Computed("progress", "Way to the target", progress_of, group=STANDS),
        Computed("band", "Band", band_of, kind=BAND, width=9),
        Fact("state", of=state_of),
        Computed("rests_on", "Rests on savings", rests_on_of, kind=LINES, width=12),
        Computed("shares", "Partners' shares", shares_of, kind=LINES, width=14),
        Computed("claimed_by", "Claimed by", claimed_by_of, width=12, **ENDED),
        Computed("verified_by", "Verified by", verified_by_of, width=12, **ENDED),
        Fact("not_realised_why", heading="Why not realised", width=16, typed=True, **ENDED),
        Fact("owner", group=OWNERS, width=12, search=True),
        Fact("owner_after", group=OWNERS, width=12),
        Fact("lead_partner", group=OWNERS, column=False),
        Fact("workstream", group=OWNERS, width=12, search=True),
    )
    ledgers = (
        Ledger(
            "plan",
            PlannedValue,
            "planned value",
            "period ends_on value",
            note="plan",
            together="revision",
            all_words=plan_in_words,
        ),
        Ledger(
            "shares",
            PartnerShare,
            "share of a partner",
            "share",
            note="shares",
            words=lambda row: f"{row.partner} {plain(row.share)}%",
            all_words=actions.shares_in_words,
        ),
        Ledger(
            "links",
            SavingsLink,
            "saving that it rests on",
            "amount",
            note="rests_on",
            words=lambda row: money(row.amount) if row.amount else "",
            tells=True,
        ),
        Ledger(
            "actuals",
            Actual,
            "actual value",
            "on value evidence",
            note="actual",
            words=lambda row: row.in_full,
            negated="value",
            reason="evidence",
            adds_to="actual actual_on",
        ),
    )
    told_by = {"actual": "actual", "actual_on": "actual"}
    register = "reference title kind target planned actual against_plan state"
    column_order = (
        "reference title kind measure baseline target planned actual variance progress "
        "against_plan band state baseline_on target_by target_on actual_on direction cashable "
        "disbenefit rests_on shares claimed_by verified_by not_realised_why owner owner_after "
        "workstream description outcome attribution"
    )

    def hand_over(self, benefits, to):
        """The shares of partners go to their successors, and add up where these are one."""
        return regrouped(
            PartnerShare.objects.filter(benefit__in=benefits).select_related("partner"),
            to,
            "benefit",
            "share",
            label="Share of {}, per cent",
            value=lambda row: row.share,
            join=lambda shares: sum(shares, Decimal(0)),
        )

    @cached_property
    def typed_fields(self):
        return [*super().typed_fields, "baseline", "target"]

    def recount(self, benefit, at=None):
        return benefit.recounted(at)

    def refuse_row(self, row, at):
        if isinstance(row, SavingsLink):
            actions.refuse_second_claim(row.benefit, row.saving, row.amount)
        elif isinstance(row, PartnerShare):
            actions.refuse_share(row)
        elif isinstance(row, PlannedValue):
            actions.refuse_planned(row)

    def take_back(self, before, benefit, **who):
        return actions.take_back_claim(before, benefit, **who)

    def put_right(self, change, benefit, **how):
        """What its values are compared with can have been typed wrongly too."""
        if set(how) & set(actions.UNMEASURED):
            said = {name: getattr(benefit, name) for name in actions.UNMEASURED} | how
            actions.check_measure(said)
            actions.refuse_late_baseline(benefit, said["baseline_on"])
        benefit = super().put_right(change, benefit, **how)
        return change_entry(benefit, by=how["by"], at=how["at"], **benefit.recounted())

    def prepare(self, benefits, position, thresholds=None):
        thresholds = thresholds or VarianceBanding.objects.thresholds(position)
        for benefit in benefits:
            benefit.thresholds = thresholds
        return PlannedValue.objects.attach_to(benefits, position)

    def rows(self, entries, position):
        benefits = list(entries)
        links = SavingsLink.objects.by_benefit(benefits, position)
        shares = PartnerShare.objects.by_benefit(benefits, position)
        for benefit in benefits:
            benefit.rests_on = links.get(benefit.pk, [])
            benefit.split = shares.get(benefit.pk, [])
        return super().rows(benefits, position)

    def tile(self, position):
        everything = self.entries(position)
        entries = everything.exclude(certainty=Certainty.POTENTIAL)
        benefits = self.prepare(list(entries), position)
        potential = everything.count() - len(benefits)
        red = sum(one.is_live and one.band == BANDS["red"] for one in benefits)
        claimed = sum(one.is_claimed for one in benefits)
        bare = sum(not one.measure and one.state != State.NOT_REALISED for one in benefits)
        filters = {"certainty": "counted"}
        lines = [
            counting(red, "red", "red", **filters, state="live", band="red"),
            counting(claimed, "to be verified", "late", **filters, needs="verify"),
            counting(bare, "without a measure", **filters, needs="measure"),
        ]
        if potential:
            lines.append(counting(potential, "potential, not counted", certainty="potential"))
        return Tile(self.title, len(benefits), lines, filters=filters)

    def achieved(self, position):
        counts = self.entries(position).aggregate(
            total=Count("id"),
            reached=Count("id", Q(state=State.REALISED)),
            missed=Count("id", Q(state=State.NOT_REALISED)),
            goes_on=Count("id", ~Q(state__in=[State.REALISED, State.NOT_REALISED])),
        )
        return Achieved(self.title, **counts)

    def measured(self, position):
        counted = self.entries(position).exclude(certainty=Certainty.POTENTIAL)
        return measured_of(counted, position)

    def obstacles(self, position):
        """A claim that nobody verified, and a benefit that nobody owns after closure, or whose
        owner, who posts its actual values then, has left.
        """
        owners = owners_in(position.programme, position.at).values_list("pk", flat=True)
        found, here = [], set(owners)
        for one in told_apart(self.entries(position), position):
            if one.is_claimed:
                words = f"{one}: claimed as realised, not verified"
                found.append(Obstacle("claimed", words, one.reference))
            if not one.owner_after and one.state != State.NOT_REALISED:
                words = f"{one}: no owner after closure"
                found.append(Obstacle("owner-after", words, one.reference, handed_over=True))
            if one.owner_user_id and one.owner_user_id not in here:
                words = f"{one}: its owner has left"
                found.append(Obstacle("owner-left", words, one.reference, handed_over=True))
        return found

    def needing(self, benefits, position):
        thresholds = VarianceBanding.objects.thresholds(position)
        return PlannedValue.objects.needing_attention(benefits, thresholds, position)

    def needs(self, position):
        thresholds = VarianceBanding.objects.thresholds(position)
        entries = self.entries(position)
        found = self.needing(entries, position)
        waiting = self.prepare(told_apart(found[:MOST_NEEDS], position), position, thresholds)
        too_much = more_than_there_is(SavingsLink.objects.by_benefit(entries, position))
        slug = position.programme.slug
        return [self._need(benefit, slug, position.day) for benefit in waiting] + [
            Need(
                f"{saving}: {money(pence)} is claimed by benefits, more than it brings",
                reverse("savings:detail", args=[slug, saving.reference]),
                of_rows=False,
            )
            for saving, pence in too_much
        ]

    def _need(self, benefit, slug, today):
        url = reverse(self.detail_url_name, args=[slug, benefit.reference])
        words, red = [], is_red(benefit, benefit.band)
        if red:
            words.append(lower_first(benefit.stands.words))
        if unposted := benefit.unposted(today):
            last = unposted[-1].period
            more = f" and {len(unposted) - 1} before it" if len(unposted) > 1 else ""
            words.append(f"no actual value posted for {last}{more}")
        if benefit.is_claimed:
            words.append("claimed, and waits for somebody else to verify it")
        return Need(f"{benefit}: {'; '.join(words)}", url, "red" if red else "overdue")


BENEFITS = BenefitLog()
