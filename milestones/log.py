"""What the milestone log records, where each fact shows, and how the log stands at a glance."""

from django.db.models import Count, F, Q
from django.urls import reverse

from programme.alike import told_apart
from programme.children import RECORDED_BY, Children, recorded_on_of
from programme.decided import Decision
from programme.facts import DATE, LINES, NUMBER, Computed, Fact
from programme.ledgers import Ledger
from programme.log import MOST_NEEDS, Asked, Log, Need, Tile, counting
from programme.readiness import Achieved, Obstacle
from programme.written import in_full

from . import actions, permissions
from .arriving import MilestoneArrivals
from .choices import CURRENT, NOT_PLACED, OUT_OF_ORDER, STEPS, UNFINISHED, State
from .models import Delivery, Dependency, DueDate, Milestone, Period, RollOver
from .querysets import is_overdue

COMPLETE = Q(state=State.COMPLETE)


def period_of(milestone, position):
    return milestone.placed_in and milestone.placed_in.label


def phase_of(milestone, position):
    return milestone.placed_in.phase if milestone.placed_in else NOT_PLACED


def placement_of(milestone, position):
    """The period and its phase in words."""
    period = milestone.placed_in
    return f"{period} ({period.phase.lower()})" if period else NOT_PLACED


def due_now_of(milestone, position):
    return in_full(milestone, "due")


def slippage_of(milestone, position):
    slippage = milestone.slippage(position.day)
    return str(slippage) if slippage else ""


def least_of(milestone, position):
    slippage = milestone.slippage(position.day)
    return slippage and slippage.least


def most_of(milestone, position):
    slippage = milestone.slippage(position.day)
    return slippage and slippage.most


def deliveries_of(milestone, position):
    return [delivery.in_full for delivery in milestone.handed_over]


def needed_of(milestone, position):
    return ", ".join(milestone.needed)


def flagged_of(milestone, position):
    days = [delivery.delivered_on for delivery in milestone.handed_over]
    out_of_order = [OUT_OF_ORDER] if days != sorted(days) else []
    return "; ".join(milestone.flags(position.day) + out_of_order)


def needs_of(dependency, position):
    return str(dependency.needs)


def on_unfinished(dependencies, position):
    """Those on milestones that are not finished at the position."""
    unfinished = MILESTONES.entries(position).filter(state__in=UNFINISHED)
    return dependencies.filter(needs__in=unfinished.order_by().values("id"), ended_at=None)


def from_of(roll_over, position):
    return str(roll_over.from_period)


def to_of(roll_over, position):
    return str(roll_over.to_period)


BY = (
    Computed("recorded_on", "Recorded on", recorded_on_of, kind=DATE),
    RECORDED_BY,
)
CHILDREN = (
    Children(
        "deliveries",
        Delivery,
        "milestone",
        "Deliveries",
        "delivery",
        facts=(
            Fact("delivered_on"),
            Fact("to_body", width=16, search=True),
            Fact("outcome", width=26, search=True),
            Fact("is_final", width=8),
            *BY,
        ),
    ),
    Children(
        "due-dates",
        DueDate,
        "milestone",
        "Due dates",
        "due date",
        facts=(
            Fact("due", width=14),
            Fact("earliest"),
            Fact("latest"),
            Fact("why", width=24, search=True),
            *BY,
        ),
    ),
    Children(
        "dependencies",
        Dependency,
        "milestone",
        "Dependencies",
        "dependency",
        facts=(Computed("needs", "Depends on", needs_of, width=28), *BY),
        related="needs",
        known=lambda position: Dependency.objects.standing(position),
        waiting=on_unfinished,
        waits="Not reached",
    ),
    Children(
        "roll-overs",
        RollOver,
        "milestone",
        "Roll-overs",
        "roll-over",
        facts=(
            Computed("from_period", "From period", from_of, width=14),
            Computed("to_period", "To period", to_of, width=14),
            Fact("why", width=24, search=True),
            *BY,
        ),
        related="from_period to_period",
    ),
)


DATED = Decision(
    "A due date is given to a milestone",
    "due",
    permissions.KEEP,
    stands=lambda milestone: bool(milestone.due),
    said=lambda milestone: f"{milestone.reference} is due {milestone.due}",
    advice="Re-date it, with a reason.",
    steps="redate",
    on_adding=lambda milestone: True,
)
ROLLED_OVER = Decision(
    "A milestone is rolled over as its period is closed",
    "period",
    permissions.KEEP_PERIODS,
    stands=lambda milestone: bool(milestone.roll_overs) and milestone.is_unfinished,
    said=lambda milestone: (
        f"{milestone.reference} was rolled over into its period when one was closed"
    ),
    advice="It moves on when this period is closed too, or back when that one is reopened.",
    steps="close_period reopen_period",
)


class MilestoneLog(MilestoneArrivals, Log):
    """The milestone log."""

    model, name, title, noun = Milestone, "milestones", "Milestones", "a milestone"
    permission, keep = permissions.SEE, permissions.KEEP
    stays = f"{Log.stays} period"
    namespace, steps, decisions = "milestones", STEPS, (DATED, ROLLED_OVER)
    in_rounds, shown_in_rounds = (Asked("forecast comment"),), "due_now state"
    due = "due_latest"
    children = CHILDREN
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Fact(
            "title",
            group="The milestone",
            width=28,
            search=True,
            asked_as=("what has to happen", "description", "task", "deliverable", "key milestone"),
        ),
        Fact("period", of=period_of, heading="Period", width=12),
        Computed(
            "placement", "Reporting period", placement_of, group="The milestone", column=False
        ),
        Fact("comment", group="The milestone", width=26, search=True),
        Fact("baseline", group="When", width=12),
        Fact("baseline_earliest", heading="First due, earliest day"),
        Fact("baseline_latest", heading="First due, latest day"),
        Fact(
            "due",
            width=13,
            search=True,
            asked_as=("baseline", "baseline date", "planned for", "planned date", "original date"),
        ),
        Computed("due_now", "Due now", due_now_of, group="When", column=False),
        Fact("due_earliest", heading="Due, earliest day"),
        Fact("due_latest", heading="Due, latest day"),
        Fact(
            "forecast",
            group="When",
            width=12,
            asked_as=("forecast date", "now expected", "expected", "revised date", "revised"),
        ),
        Fact("forecast_earliest", heading="Forecast, earliest day"),
        Fact("forecast_latest", heading="Forecast, latest day"),
        Fact("owner", group="The milestone", width=12, search=True),
        Fact("lead_partner", group="The milestone", column=False),
        Fact("workstream", group="The milestone", width=12, search=True),
        Fact("extensions", group="When", width=8),
        Fact("roll_overs", group="When", width=8),
        Fact("delivered_on", group="When", heading="Delivered", width=11),
        Computed("slippage", "Slippage", slippage_of, group="When", width=12),
        Computed("slippage_least", "Slippage in days, least", least_of, kind=NUMBER, width=8),
        Computed("slippage_most", "Slippage in days, most", most_of, kind=NUMBER, width=8),
        Fact("state", width=11),
        Computed("phase", "Period", phase_of, column=False),
        Computed("deliveries", "Deliveries", deliveries_of, kind=LINES, width=20),
        Computed("depends_on", "Depends on", needed_of, width=10),
        Computed("flagged", "Flagged", flagged_of, width=17),
    )
    ledgers = (
        Ledger("due-dates", DueDate, "due date", "due why", note="due"),
        Ledger(
            "deliveries",
            Delivery,
            "delivery",
            "delivered_on to_body outcome is_final",
            note="delivery",
        ),
    )
    told_by = {"delivered_on": "delivery", "extensions": "due"}
    register = "reference title period due delivered_on state owner comment"
    column_order = (
        "reference title period due due_earliest due_latest delivered_on state slippage comment "
        "flagged owner workstream baseline baseline_earliest baseline_latest extensions forecast "
        "forecast_earliest forecast_latest slippage_least slippage_most deliveries depends_on"
    )

    def recount(self, milestone, at=None):
        return milestone.recounted(at)

    def refuse_row(self, row, at):
        if isinstance(row, Delivery):
            actions.refuse_delivery(row)

    def prepare(self, milestones, position, periods=None):
        """Adds to each milestone `placed_in`, its period as it stood; None for one in none."""
        if periods is None:
            periods = {period.pk: period for period in Period.objects.in_phases(position)}
        for milestone in milestones:
            milestone.placed_in = periods.get(milestone.period_id)
        return milestones

    def rows(self, entries, position):
        milestones = Delivery.objects.attach_to(list(entries), position)
        return super().rows(Dependency.objects.attach_to(milestones, position), position)

    def tile(self, position):
        counts = self.entries(position).aggregate(
            all=Count("id"),
            unfinished=Count("id", Q(state__in=UNFINISHED)),
            late=Count("id", is_overdue(position.day)),
            complete=Count("id", Q(state=State.COMPLETE)),
        )
        lines = [
            counting(counts["unfinished"], "unfinished", state="unfinished"),
            counting(counts["late"], "overdue", "late", overdue="yes"),
            counting(counts["complete"], "complete", state="complete"),
        ]
        return Tile(self.title, counts["all"], lines)

    def achieved(self, position):
        """Measured by the date that was set first: a later one moves no yardstick."""
        counts = self.entries(position).aggregate(
            total=Count("id", ~Q(state=State.WITHDRAWN)),
            reached=Count("id", COMPLETE),
            in_time=Count("id", COMPLETE & Q(delivered_on__lte=F("baseline_latest"))),
            missed=Count("id", Q(state__in=UNFINISHED)),
            later=Count("id", COMPLETE & Q(delivered_on__gt=F("baseline_latest"))),
            withdrawn=Count("id", Q(state=State.WITHDRAWN)),
        )
        return Achieved(self.title, **counts)

    def obstacles(self, position):
        """What was not finally delivered, and what was before something that it depends on."""
        entries = told_apart(self.entries(position), position)
        return [
            Obstacle("unfinished", f"{one}: no final delivery is recorded", one.reference)
            for one in entries
            if one.state in UNFINISHED
        ] + self._too_early({one.pk: one for one in entries}, position)

    def _too_early(self, entries, position):
        """Those of `entries` that were delivered although, or before, what they need was."""
        standing = Dependency.objects.standing(position)
        pairs = standing.filter(milestone__programme=position.programme).order_by("id")
        found = []
        for one, needed in pairs.values_list("milestone", "needs"):
            one, needed = entries.get(one), entries.get(needed)
            if not one or not needed or one.state != State.COMPLETE:
                continue
            days = one.delivered_on, needed.delivered_on
            if needed.state in UNFINISHED or all(days) and days[0] < days[1]:
                words = f"{one}: delivered before {needed}, on which it depends"
                found.append(Obstacle(f"before-{needed.reference}", words, one.reference))
        return found

    def needing(self, milestones, position):
        return milestones.filter(is_overdue(position.day))

    def needs(self, position):
        slug = position.programme.slug
        overdue = self.needing(self.entries(position), position)
        overdue = overdue.order_by("due_latest", "number")[:MOST_NEEDS]
        found = [
            Need(
                f"{milestone}: overdue, due {milestone.due}",
                reverse("milestones:detail", args=[slug, milestone.reference]),
            )
            for milestone in told_apart(overdue, position)
        ]
        current = Period.objects.by_phase(position).get(CURRENT)
        if current and current.ends_on < position.day:
            url = reverse("milestones:periods", args=[slug])
            found.append(
                Need(f"The period {current} is over: close it", url, "late", of_rows=False)
            )
        return found


MILESTONES = MilestoneLog()
LOGS = [MILESTONES]
