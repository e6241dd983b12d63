"""What the budget and the reserves record, where it shows, and how they stand at a glance."""

from django.urls import reverse

from programme.formats import money
from programme.ledgers import Ledger
from programme.log import BAND, MONEY, Computed, Fact, Log, Need, Tile

from . import actions, permissions
from .choices import RESERVE_STEPS, STEPS, Standing, State
from .models import Call, Line, Posting, Reserve, Virement, variance_in_words
from .querysets import in_account, needing_attention, reserve_totals, totals

MOST_NEEDS = 20
BALANCES = "Balance under each assumption"


def commitments_of(line, position):
    return line.committed


def spend_of(line, position):
    return line.spent


def standing_of(line, position):
    return line.standing.as_dict()


class BudgetLog(Log):
    """The budget lines of a programme."""

    model, name, title, noun = Line, "budgets", "Budget", "a budget line"
    permission, keep = permissions.SEE, permissions.KEEP
    namespace, steps = "budgets", STEPS
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Fact("title", group="The line", width=22, search=True),
        Fact("financial_year", group="The line", width=8),
        Fact("allocation", group="The money", heading="Allocation", width=11),
        Computed("virements", "Virements", kind=MONEY, group="The money"),
        Fact("current_allocation", group="The money", width=11),
        Fact("spent", group="The money", heading="Spend", column=False),
        Fact("committed", group="The money", column=False),
        Computed("commitments", "Commitments", commitments_of, kind=MONEY, width=11),
        Computed("spend", "Spend", spend_of, kind=MONEY),
        Computed("left", "Neither spent nor committed", kind=MONEY, group="The money", width=11),
        Fact("forecast", group="The money", width=11, typed=True),
        Computed(
            "variance",
            "Variance (forecast less current allocation)",
            kind=MONEY,
            group="The money",
            heading="Variance",
        ),
        Computed("standing", "Standing", standing_of, kind=BAND, width=12),
        Fact("state", width=8),
        Fact("owner", group="The line", width=12, search=True),
        Fact("lead_partner", group="The line", column=False),
        Fact("workstream", group="The line", width=12, search=True),
        Fact("comment", group="The line", width=24, search=True),
    )
    ledgers = (
        Ledger(
            "postings",
            Posting,
            "posting",
            "amount on what",
            note="posting",
            words=lambda row: f"{row}: {row.what}",
            negated="amount",
            reason="what",
        ),
        Ledger(
            "virements",
            Virement,
            "virement",
            "amount on reason authority",
            note="virement",
            words=lambda row: f"{row}, authority: {row.authority}",
            also="taker",
        ),
    )
    register = "reference title financial_year current_allocation committed spent forecast variance"
    column_order = (
        "reference title financial_year owner allocation virements current_allocation commitments "
        "spend left forecast variance standing state"
    )

    def recount(self, line):
        return line.recounted()

    def refuse_row(self, row, at):
        actions.refuse_day(getattr(row, "line", None) or row.giver, row.on, at)

    def tile(self, position):
        found = totals(in_account(self.entries(position), position.day))
        over = found[f"count_{Standing.OVERSPENT}"] + found[f"count_{Standing.OVER}"]
        lines = [
            {"text": f"{money(found['current_allocation'])} allocated", "kind": ""},
            {"text": f"{money(found['spent'])} spent", "kind": ""},
            {"text": f"{money(found['forecast'])} forecast", "kind": ""},
            {"text": f"{over} over", "kind": "red" if over else ""},
        ]
        return Tile(self.title, "", found["count"], lines)

    def needs(self, position):
        slug, found = position.programme.slug, needing_attention(self.entries(position))
        return [
            Need(self._need(line), reverse("budgets:detail", args=[slug, line.reference]), "red")
            for line in found[:MOST_NEEDS]
        ]

    def _need(self, line):
        if line.standing == Standing.OVERSPENT:
            return f"{line}: {money(line.spent - line.current_allocation)} overspent"
        return f"{line}: forecast {variance_in_words(line.variance)}"


def printed_of(reserve, position):
    """The balance that a document prints, and the document; empty for none."""
    if reserve.printed_balance is None:
        return ""
    document = f" ({reserve.printed_in})" if reserve.printed_in else ""
    return f"{money(reserve.printed_balance)}{document}"


def apart_of(reserve, position):
    """How far the balance that a document prints is from what the calls leave; empty if not."""
    if reserve.printed_balance in (None, reserve.balance_all):
        return ""
    document = reserve.printed_in or "The document"
    apart = abs(reserve.printed_balance - reserve.balance_all)
    printed = f"{document} prints a balance of {money(reserve.printed_balance)}"
    return f"{printed}; with all calls it is {money(reserve.balance_all)}, {money(apart)} apart."


class ReserveLog(Log):
    """The reserves of a programme, with the balance under each assumption."""

    model, name, title, noun = Reserve, "reserves", "Reserves", "a reserve"
    permission, keep = permissions.SEE, permissions.RESERVES
    namespace, prefix, steps = "budgets", "reserve_", RESERVE_STEPS
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Fact("title", group="The reserve", width=22, search=True),
        Fact("opening", group="The reserve", width=12),
        Fact("forecast_on", group="The reserve", width=11),
        Fact("approved", width=11),
        Fact("contingent", width=11),
        Fact("requested", width=11),
        Computed(
            "balance_approved",
            "Approved calls only",
            kind=MONEY,
            group=BALANCES,
            heading="Balance, approved calls only",
            width=12,
        ),
        Computed(
            "balance_contingent",
            "Approved and contingent calls",
            kind=MONEY,
            group=BALANCES,
            heading="Balance, approved and contingent",
            width=12,
        ),
        Computed(
            "balance_all",
            "All calls, those only requested among them",
            kind=MONEY,
            group=BALANCES,
            heading="Balance, all calls",
            width=12,
        ),
        Computed(
            "printed",
            "Balance as printed",
            printed_of,
            group=BALANCES,
            when_given=True,
            column=False,
        ),
        Computed("apart", "", apart_of, column=False),
        Fact("state", width=8),
        Fact("owner", group="The reserve", width=12, search=True),
        Fact("lead_partner", group="The reserve", column=False),
        Fact("workstream", group="The reserve", width=12, search=True),
        Fact("comment", group="The reserve", width=24, search=True),
        Fact("printed_balance", heading="Balance as printed", width=11),
        Fact("printed_in", heading="Printed in", width=12),
    )
    ledgers = (Ledger("calls", Call, "call", "what amount", note="call"),)
    register = "reference title opening balance_approved balance_contingent balance_all state"
    column_order = (
        "reference title forecast_on opening approved contingent requested balance_approved "
        "balance_contingent balance_all printed_balance printed_in state"
    )

    def recount(self, reserve):
        return reserve.recounted()

    def tile(self, position):
        found = reserve_totals(self.entries(position).filter(state=State.OPEN))
        approved = found["opening"] - found["approved"]
        contingent = approved - found["contingent"]
        lines = [
            {"text": f"{money(approved)} after approved calls", "kind": ""},
            {"text": f"{money(contingent)} after contingent ones too", "kind": ""},
            {"text": f"{money(contingent - found['requested'])} after all calls", "kind": ""},
        ]
        return Tile(self.title, "", found["count"], lines)

    def needs(self, position):
        asked = self.entries(position).filter(requested__gt=0, state=State.OPEN)
        return [
            Need(
                f"{reserve}: {money(reserve.requested)} of calls wait for a decision",
                reverse(self.detail_url_name, args=[position.programme.slug, reserve.reference]),
            )
            for reserve in asked[:MOST_NEEDS]
        ]


BUDGET, RESERVES = BudgetLog(), ReserveLog()
LOGS = [BUDGET, RESERVES]
