"""What savings, targets, re-allocations and carry-forwards record, and where each fact shows."""

from django.db.models import Count, Q, prefetch_related_objects
from django.urls import reverse

from programme.alike import told_apart
from programme.children import Children, recorded_by_of, reversed_number_of
from programme.closed import StillWritten
from programme.decided import Decision
from programme.facts import MONEY, NUMBER, Computed, Fact
from programme.financial_years import financial_year_of
from programme.formats import day, money
from programme.ledgers import Ledger
from programme.log import Asked, Log, Need, Tile, counting
from programme.readiness import Obstacle

from . import actions, permissions
from .account import Account
from .arithmetic import in_year, running
from .arriving import SavingArrivals
from .choices import (
    CARRY_STEPS,
    COUNTED,
    REALLOCATION_STEPS,
    SECURED,
    STEPS,
    TARGET_STEPS,
    CarryState,
    Certainty,
    Kind,
    ReallocationState,
    State,
    TargetState,
)
from .models import Achievement, CarryForward, Reallocation, Saving, Target
from .querysets import needing_attention, totals

MOST_NEEDS = 20
APPROVAL = (
    Fact("approved_body", group="Approval", width=12, search=True, typed=True),
    Fact("approved_by", group="Approval", width=12, typed=True),
    Fact("approved_on", group="Approval", typed=True),
)


def about(group):
    """The facts that every log of this app has at the end of its form."""
    return (
        Fact("owner", group=group, width=12, search=True),
        Fact("lead_partner", group=group, column=False),
        Fact("workstream", group=group, width=12, search=True),
        Fact("comment", group=group, heading="Comment", width=24, search=True),
    )


def permanent_of(entry, position):
    """The sum under its kind, the other kind blank: a total of either never mixes the two."""
    return entry.amount if entry.kind == Kind.PERMANENT else None


def one_off_of(entry, position):
    return entry.amount if entry.kind == Kind.ONE_OFF else None


def permanent_now_of(saving, position):
    """What of it is in the run-rate on the day: nothing of what is not approved."""
    return running(saving, position.day) if saving.state in SECURED else 0


def one_off_now_of(saving, position):
    """What of it falls in the year of the day, where it is approved."""
    once = saving.kind == Kind.ONE_OFF and saving.state in SECURED
    return in_year(saving, financial_year_of(position.day)) if once else 0


def first_year_of(saving, position):
    return saving.first_year


def part_year_of(saving, position):
    return saving.in_first_year if saving.is_permanent else None


def earlier_of(saving, position):
    return saving._meta.get_field("earlier_amounts").in_words(saving.earlier_amounts)


def source_of(saving, position):
    return saving.source and saving.source.reference


def to_year_of(carried, position):
    return carried.to_year


ACHIEVEMENTS = Children(
    "achieved-amounts",
    Achievement,
    "saving",
    "Achieved amounts",
    "achieved amount",
    facts=(
        Fact("number", heading="Entry", width=6),
        Fact("financial_year", width=8),
        Fact("amount", width=11),
        Fact("evidence", width=24, search=True),
        Computed("reverses", "Takes back entry", reversed_number_of, kind=NUMBER, width=8),
        Computed("recorded_by", "Recorded by", recorded_by_of, width=12),
    ),
    related="reverses",
    order="number",
)


def approval_of(entry):
    """Which body approved it, and when."""
    when = f"on {day(entry.approved_on)}" if entry.approved_on else "on a day not recorded"
    return f"{entry.approved_body} approved {entry.reference} {when}"


SAVING_APPROVED = Decision(
    "A saving is approved",
    "title kind amount starts_on ends_on certainty source",
    permissions.APPROVE,
    stands=lambda saving: saving.state in SECURED,
    said=approval_of,
    advice="Record a changed approval of its name, amount or start, or of its amount from a day "
    "on; end it; for the rest withdraw it and add another.",
    steps="revise change_amount end",
)
REALLOCATION_APPROVED = Decision(
    "A re-allocation is approved",
    "title kind pot amount financial_year",
    permissions.APPROVE,
    stands=lambda row: row.state == ReallocationState.APPROVED,
    said=approval_of,
    advice="Withdraw it and add another.",
)


class MoneyLog(Log):
    """What the logs of this app share."""

    permission, namespace = permissions.SEE, "savings"

    def refuse_standing(self, programme):
        actions.refuse_overdrawn(programme)

    def _needs(self, entries, position, text):
        """A line for each of the first of `entries`."""
        slug, detail = position.programme.slug, self.url("detail")
        return [
            Need(f"{entry}: {text}", reverse(detail, args=[slug, entry.reference]))
            for entry in told_apart(entries[:MOST_NEEDS], position)
        ]


class SavingLog(SavingArrivals, MoneyLog):
    """The register of savings."""

    model, name, title, noun = Saving, "savings", "Savings", "a saving"
    keep, steps, decisions = permissions.KEEP, STEPS, (SAVING_APPROVED,)
    in_rounds = (Asked(said="amount evidence", step="post"), Asked("comment"))
    shown_in_rounds = "achieved state"
    after_closing = StillWritten(
        "post reverse", (Achievement,), "achieved state settled_at settled_why"
    )
    children = (ACHIEVEMENTS,)
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Fact(
            "title",
            group="The saving",
            width=26,
            search=True,
            asked_as=("savings line", "description", "initiative", "scheme", "proposal"),
        ),
        Fact("kind", group="The saving", column=False),
        Fact("amount", column=False, asked_as=("amount", "annual saving", "value")),
        Fact(
            "starts_on",
            group="The saving",
            heading="Starts",
            asked_as=("start date", "start", "from"),
        ),
        Fact("ends_on", group="The saving", heading="Last day"),
        Fact("certainty", group="The saving", width=9),
        Fact("source", of=source_of, group="The saving", width=8),
        *about("The saving"),
        Computed("first_year", "First year", first_year_of, width=8),
        Computed("permanent", "Permanent, full-year effect", permanent_of, kind=MONEY, width=12),
        Computed("part_year", "Permanent, in its first year", part_year_of, kind=MONEY, width=12),
        Computed("one_off", "One-off", one_off_of, kind=MONEY, width=11),
        Computed("permanent_now", "", permanent_now_of, column=False),
        Computed("one_off_now", "", one_off_now_of, column=False),
        Computed("earlier", "Yearly amounts before", earlier_of, width=14),
        Fact("achieved", group="The money", width=11),
        Fact("approved_amount", group="The money", heading="Amount approved", width=11),
        Computed("was_approved_as", "Note on the approval", width=14),
        Fact("state"),
        *APPROVAL,
    )
    ledgers = (
        Ledger(
            "achieved",
            Achievement,
            "achieved amount",
            "financial_year amount evidence",
            note="achievement",
            words=lambda row: f"{row}: {row.evidence}",
            negated="amount",
            reason="evidence",
            adds_to="achieved",
        ),
    )
    register = "reference title starts_on permanent one_off achieved state"
    column_order = (
        "reference title starts_on ends_on first_year permanent part_year one_off earlier achieved "
        "state source approved_amount approved_body approved_by approved_on"
    )

    def recount(self, saving, at=None):
        return saving.recounted(at)

    def put_right(self, change, saving, **how):
        """An approval of an amount that was typed wrongly repeats the right one."""
        stays = {name: how[name] for name in ("starts_on", "kind") if name in how}
        actions.refuse_once_achieved(saving, **stays)
        if "amount" in how and saving.approved_amount == saving.amount:
            how["approved_amount"] = how["amount"]
        return super().put_right(change, saving, **how)

    def refuse_row(self, row, at):
        actions.refuse_achieved(row.saving, row.financial_year, row.amount, at)

    def rows(self, entries, position):
        savings = list(entries)
        prefetch_related_objects(savings, "source")
        return super().rows(savings, position)

    def tile(self, position):
        account, year = Account(position), financial_year_of(position.day)
        potential = len(account.potential)
        brought, rate = account.in_year(year), account.run_rate(position.day)
        lines = [
            {"text": f"{money(brought[Kind.PERMANENT])} permanent in {year}", "kind": ""},
            {"text": f"{money(brought[Kind.ONE_OFF])} one-off in {year}", "kind": ""},
            {"text": f"{money(rate)} a year run-rate on {day(position.day)}", "kind": ""},
        ]
        if potential:
            filtered = {"state": "live", "certainty": "potential"}
            lines.append(counting(potential, "potential, not counted", **filtered))
        count = len(account.savings) - potential
        filters = {"state": "live", "certainty": "counted"}
        return Tile(self.title, count, lines, {"count": count}, filters)

    def obstacles(self, position):
        """Savings that are counted on and were not achieved."""
        counted = self.entries(position).filter(state__in=[State.IDENTIFIED, State.APPROVED])
        return [
            Obstacle(
                "not-achieved", f"{one}: not confirmed as achieved", one.reference, handed_over=True
            )
            for one in told_apart(counted.exclude(certainty=Certainty.POTENTIAL), position)
        ]

    def needing(self, savings, position):
        return needing_attention(savings, position.day)

    def needs(self, position):
        waiting = self.needing(self.entries(position), position)
        short, url = (
            Account(position).uncovered,
            reverse("savings:years", args=[position.programme.slug]),
        )
        needs = self._needs(waiting, position, "has begun and is not approved")
        return [
            *needs,
            *(Need(pot.uncovered_in_words, url, "late", of_rows=False) for pot in short),
        ]


class TargetLog(MoneyLog):
    """The savings targets by financial year."""

    model, name, title = Target, "savings-targets", "Savings targets"
    noun, leads = "a savings target", False
    stays = f"{Log.stays} kind financial_year"
    keep, prefix, steps = permissions.KEEP, "target_", TARGET_STEPS
    in_rounds, shown_in_rounds = (Asked("comment"),), "amount state"
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Fact("title", group="The target", width=30, search=True),
        Fact("kind", group="The target", width=9),
        Fact("financial_year", group="The target", heading="Year", width=8),
        Fact("amount", group="The target", width=14),
        *about("The target"),
        Fact("state"),
    )
    register = "reference title kind financial_year amount state owner"
    column_order = "reference title kind financial_year amount state"

    def refuse_return(self, target):
        actions.refuse_second(target)

    def tile(self, position):
        found = self.entries(position).filter(state=TargetState.IN_FORCE)
        return Tile(self.title, found.count(), filters={"state": TargetState.IN_FORCE.value})


class ReallocationLog(MoneyLog):
    """What saved money is spent on again."""

    model, name, title = Reallocation, "reallocations", "Re-allocations"
    noun = "a re-allocation"
    stays = f"{Log.stays} kind financial_year"
    keep, prefix, steps = permissions.POST, "reallocation_", REALLOCATION_STEPS
    in_rounds, shown_in_rounds = (Asked("comment"),), "amount state"
    decisions = (REALLOCATION_APPROVED,)
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Fact("title", group="The re-allocation", width=26, search=True),
        Fact("kind", group="The re-allocation", column=False),
        Fact("pot", group="The re-allocation", width=11),
        Fact("amount", group="The re-allocation", column=False),
        Fact("financial_year", group="The re-allocation", heading="In or from", width=8),
        Fact("priority", group="The re-allocation", width=12, search=True),
        *about("The re-allocation"),
        Computed("permanent", "Permanent, a year", permanent_of, kind=MONEY, width=12),
        Computed("one_off", "One-off", one_off_of, kind=MONEY, width=12),
        *APPROVAL,
        Fact("state", width=12),
    )
    register = "reference title financial_year permanent one_off priority approved_on state"
    column_order = (
        "reference title financial_year pot permanent one_off priority "
        "approved_body approved_by approved_on state"
    )

    def tile(self, position):
        taken = self.entries(position).filter(state__in=COUNTED)
        found = totals(taken, ReallocationState, Kind)
        waiting = found[f"count_{ReallocationState.RECORDED}"]
        lines = [
            {"text": f"{money(found[Kind.PERMANENT])} a year permanent", "kind": ""},
            {"text": f"{money(found[Kind.ONE_OFF])} one-off", "kind": ""},
            counting(waiting, "without a recorded approval", "late", state="recorded"),
        ]
        return Tile(self.title, self.entries(position).count(), lines)

    def needing(self, reallocations, position):
        return reallocations.filter(state=ReallocationState.RECORDED)

    def needs(self, position):
        waiting = self.needing(self.entries(position), position)
        return self._needs(waiting, position, "approval not recorded")


class CarryForwardLog(MoneyLog):
    """One-off money taken from its year into the next."""

    model, name, title = CarryForward, "carry-forwards", "Carry-forwards"
    noun, leads = "a carry-forward", False
    stays = f"{Log.stays} kind financial_year"
    keep, prefix, steps = permissions.POST, "carry_forward_", CARRY_STEPS
    in_rounds, shown_in_rounds = (Asked("comment"),), "amount state"
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Fact("title", group="The carry-forward", width=26, search=True),
        Fact("financial_year", group="The carry-forward", heading="From", width=8),
        Computed(
            "to_year",
            "To financial year",
            to_year_of,
            group="The carry-forward",
            heading="To",
            width=8,
        ),
        Fact("amount", group="The carry-forward", width=12),
        *about("The carry-forward"),
        Fact("state"),
        *APPROVAL,
    )
    register = "reference title financial_year amount approved_on state"
    column_order = (
        "reference title financial_year to_year amount state approved_body approved_by approved_on"
    )

    def tile(self, position):
        asked = Count("id", Q(state=CarryState.REQUESTED))
        counts = self.entries(position).aggregate(all=Count("id"), asked=asked)
        lines = [counting(counts["asked"], "requested", state="requested")]
        return Tile(self.title, counts["all"], lines)

    def needing(self, carry_forwards, position):
        return carry_forwards.filter(state=CarryState.REQUESTED)

    def needs(self, position):
        asked = self.needing(self.entries(position), position)
        return self._needs(asked, position, "waits for an approval")


SAVINGS, TARGETS = SavingLog(), TargetLog()
REALLOCATIONS, CARRY_FORWARDS = ReallocationLog(), CarryForwardLog()
LOGS = [SAVINGS, TARGETS, REALLOCATIONS, CARRY_FORWARDS]
