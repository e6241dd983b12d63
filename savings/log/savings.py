"""The log of savings."""

from django.db.models import prefetch_related_objects
from django.urls import reverse

from programme.alike import told_apart
from programme.children import RECORDED_BY, Children, reversed_number_of
from programme.decided import Decision
from programme.facts import MONEY, NUMBER, Computed, Fact
from programme.financial_years import financial_year_of
from programme.formats import day, money
from programme.ledgers import Ledger
from programme.log import Asked, Need, StillWritten, Tile, counting
from programme.readiness import Obstacle

from .. import actions, permissions
from ..account import Account
from ..arithmetic import in_year, running
from ..arriving import SavingArrivals
from ..choices import SECURED, STEPS, Certainty, Kind, State
from ..models import Achievement, Saving
from ..querysets import needing_attention
from .shared import APPROVAL, MoneyLog, about, approval_of, one_off_of, permanent_of


def source_of(saving, position):
    return saving.source and saving.source.reference


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
        RECORDED_BY,
    ),
    related="reverses",
    order="number",
)


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


SAVINGS = SavingLog()
