"""What the budget and the reserves record, where it shows, and how they stand at a glance."""

from django.db.models import Q
from django.urls import reverse

from programme.alike import told_apart
from programme.arriving import Arriving
from programme.children import Children, recorded_by_of, reversed_number_of
from programme.decided import Decision
from programme.formats import money
from programme.ledgers import Ledger
from programme.log import BAND, DATE, MONEY, NUMBER, Computed, Fact, Log, Need, Tile, counting, iso
from programme.records import refuse_if

from . import actions, permissions
from .choices import RESERVE_STEPS, STEPS, CallState, Standing, State
from .models import Call, CallStep, Line, Posting, Reserve, ReserveMovement, Virement
from .querysets import in_account, needing_attention, reserve_totals, totals, years_of

MOST_NEEDS = 20
PRINTED = {"current_allocation": "current_allocation", "spend": "spent", "forecast": "forecast"}
BALANCES = "Balance under each assumption"
OVER = {Standing.OVERSPENT: "spent", Standing.COMMITTED: "committed", Standing.OVER: "forecast"}
UNDECIDED = (CallState.REQUESTED, CallState.CONTINGENT)


def commitments_of(line, position):
    return line.committed


def spend_of(line, position):
    return line.spent


def troubles_of(line, position):
    return {standing.value: words for standing, words in line.troubles}


def standing_of(line, position):
    return line.standing.as_dict()


def giver_of(virement, position):
    return virement.giver.reference


def taker_of(virement, position):
    return virement.taker.reference


BY = Computed("recorded_by", "Recorded by", recorded_by_of, width=12)
POSTINGS = Children(
    "postings",
    Posting,
    "line",
    "Postings",
    "posting",
    facts=(
        Fact("number", width=6),
        Fact("kind", width=10),
        Fact("on"),
        Fact("amount", width=11),
        Fact("what", width=24, search=True),
        Computed("reverses", "Takes back posting", reversed_number_of, kind=NUMBER, width=8),
        BY,
    ),
    related="reverses",
    order="number",
)


def virements(name, title, line, other):
    """The virements of a line as its giver or as its taker, with the `other` line."""
    facts = (
        Fact("on"),
        other,
        Fact("amount", width=11),
        Fact("reason", width=24, search=True),
        Fact("authority", width=14, search=True),
        BY,
    )
    return Children(name, Virement, line, title, "virement", facts=facts, related="giver taker")


GIVEN = virements(
    "given", "Virements from it", "giver", Computed("other", "To line", taker_of, width=8)
)
TAKEN = virements(
    "taken", "Virements to it", "taker", Computed("other", "From line", giver_of, width=8)
)


ALLOCATED = Decision(
    "Money is allocated to a budget line",
    "allocation financial_year",
    permissions.KEEP,
    stands=lambda line: True,
    said=lambda line: (
        f"{money(line.allocation)} was allocated to {line.reference} for {line.financial_year}"
    ),
    advice="Change the allocation with its reason and authority, or move money by a virement.",
    steps="allocate",
    on_adding=lambda line: True,
)
CALLS_DECIDED = Decision(
    "A call on a reserve is approved or made contingent",
    "opening forecast_on",
    permissions.RESERVES,
    stands=lambda reserve: bool(reserve.approved or reserve.contingent),
    said=lambda reserve: f"Calls on {reserve.reference} were decided on its opening forecast",
    advice="Restate the opening forecast, with a reason.",
    steps="restate",
)


FORECAST = Arriving(
    "forecast",
    "Forecast",
    MONEY,
    ("forecast", "forecast outturn", "forecast for year", "outturn", "projected outturn"),
)


class BudgetLog(Log):
    """The budget lines of a programme."""

    model, name, title, noun = Line, "budgets", "Budget", "a budget line"
    permission, keep = permissions.SEE, permissions.KEEP
    adds, changes = staticmethod(actions.add_line), staticmethod(actions.change_line)
    arrivals = (FORECAST,)
    namespace, steps, decisions = "budgets", STEPS, (ALLOCATED,)
    children = (POSTINGS, GIVEN, TAKEN)
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Fact(
            "title",
            asked_as=(
                "heading",
                "budget heading",
                "cost centre",
                "service",
                "description",
                "line",
                "budget",
            ),
            group="The line",
            width=22,
            search=True,
        ),
        Fact("financial_year", group="The line", width=8),
        Fact(
            "allocation",
            asked_as=("approved budget", "budget", "original budget", "annual budget"),
            group="The money",
            heading="Allocation",
            width=11,
        ),
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
        Computed("troubles", "Not as planned", troubles_of, column=False),
        Computed("is_income", "", column=False),
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
            adds_to="spent committed",
        ),
        Ledger(
            "virements",
            Virement,
            "virement",
            "amount on reason authority",
            note="virement",
            words=lambda row: f"{row}, authority: {row.authority}",
            also="taker",
            adds_to="current_allocation",
        ),
    )
    register = "reference title financial_year current_allocation committed spent forecast variance"
    column_order = (
        "reference title financial_year owner allocation virements current_allocation commitments "
        "spend left forecast variance standing state"
    )
    repeated = frozenset({("forecast_given", "Forecast given")})
    told_by = {"forecast": "current_allocation", "current_allocation": "allocation"}

    def holds(self, line):
        return {"forecast": line.forecast, "allocation": line.allocation}

    def take_in(self, line, given, *, by, at, why, on):
        forecast, allocation = given.get("forecast"), given.get("allocation")
        moved = f"{line.reference} has another allocation: record a changed one, or a virement."
        refuse_if(allocation not in (None, line.allocation), moved)
        if forecast in (None, line.forecast):
            return line
        return actions.set_forecast(line, forecast=forecast, why=why, by=by, at=at)

    def recount(self, line, at=None):
        return line.recounted(at)

    def put_right(self, change, line, *, at, **how):
        """What is allocated now follows what was allocated at first."""
        allocation = how.get("allocation", line.allocation)
        year = how.get("financial_year", line.financial_year)
        if (allocation, year) != (line.allocation, line.financial_year):
            actions.refuse_allocation(line, at, allocation, year)
            current = line.current_allocation + allocation - line.allocation
            how["current_allocation"] = current
            if not line.forecast_given:
                how["forecast"] = current
        elif "forecast" in how:
            actions.refuse_forecast(line, at, how["forecast"])
            how["forecast_given"] = True
        return super().put_right(change, line, at=at, **how)

    def refuse_withdrawal(self, line, at):
        actions.refuse_if_any_locked(line, at)

    def refuse_row(self, row, at):
        actions.refuse_in_place(row, at)

    def tile(self, position):
        found = totals(in_account(self.entries(position), position.day))
        over = found["count"] - found[f"count_{Standing.WITHIN}"]
        over -= found[f"count_{Standing.OUTRUN}"]
        filters = {"state": "account"}
        lines = [
            *({"text": f"{years} together", "kind": ""} for years in [years_of(found)] if years),
            {"text": f"{money(found['current_allocation'])} allocated", "kind": ""},
            {"text": f"{money(found['spent'])} spent", "kind": ""},
            {"text": f"{money(found['forecast'])} forecast", "kind": ""},
            counting(over, self._over(found), "red", **filters, standing="over"),
        ]
        if above := found["outrun"]:
            filtered = {**filters, "standing": Standing.OUTRUN.value}
            lines.append(counting(above, "spent above forecast", "late", **filtered))
        figures = {f"total-{name}": found[key] for name, key in PRINTED.items()}
        earlier = self.entries(position).count() - found["count"]
        if earlier:
            lines.append(counting(earlier, "closed in earlier years", state="earlier"))
        figures = {"count": found["count"], **figures}
        return Tile(self.title, found["count"], lines, figures, filters)

    def _over(self, found):
        """In which ways lines are over their allocation."""
        ways = [word for standing, word in OVER.items() if found[f"count_{standing}"]]
        return f"{' or '.join(ways)} over their allocation".strip()

    def needing(self, lines, position):
        return needing_attention(lines)

    def needs(self, position):
        slug, found = position.programme.slug, self.needing(self.entries(position), position)
        return [
            Need(self._need(line), reverse("budgets:detail", args=[slug, line.reference]), "red")
            for line in told_apart(found[:MOST_NEEDS], position)
        ]

    def _need(self, line):
        return f"{line}: {'; '.join(words for _, words in line.troubles)}"


def printed_of(reserve, position):
    """The balance that a document prints, and the document; empty for none."""
    if reserve.printed_balance is None:
        return ""
    document = f" ({reserve.printed_in})" if reserve.printed_in else ""
    return f"{money(reserve.printed_balance)}{document}"


def apart_of(reserve, position):
    """Under which assumption the balance that a document prints is right, or how far it is from
    what the calls leave; empty where it is what all of them leave.
    """
    if reserve.printed_balance in (None, reserve.balance_all):
        return ""
    document = reserve.printed_in or "The document"
    apart = abs(reserve.printed_balance - reserve.balance_all)
    printed = f"{document} prints a balance of {money(reserve.printed_balance)}"
    for balance, after in reserve.balances:
        if balance == reserve.printed_balance:
            return f"{printed}, which is the one after {after}."
    return f"{printed}; with all calls it is {money(reserve.balance_all)}, {money(apart)} apart."


def call_state_of(call, position):
    return CallState(call.state).label


def decided_on_of(call, position):
    return iso(call.on)


CALLS = Children(
    "calls",
    Call,
    "reserve",
    "Calls",
    "call",
    facts=(
        Fact("number", width=6),
        Fact("what", width=24, search=True),
        Fact("amount", width=11),
        Computed("state", "State", call_state_of, width=11),
        Computed("on", "Dated", decided_on_of, kind=DATE),
        Computed("authority", "Authority", width=14),
        Computed("delegation", "Delegation", width=14),
        BY,
    ),
    order="number",
    known=lambda position: Call.objects.with_last_step(position),
    waiting=lambda calls, position: calls.with_last_step(position).filter(state__in=UNDECIDED),
    waits="Not decided",
)


MOVEMENTS = Children(
    "movements",
    ReserveMovement,
    "reserve",
    "Contributions and money drawn",
    "movement",
    facts=(
        Fact("number", width=6),
        Fact("kind", width=10),
        Fact("on"),
        Fact("amount", width=11),
        Fact("what", width=24, search=True),
        BY,
    ),
    order="number",
)


def contributions_of(reserve, position):
    return reserve.contributed


def drawn_of(reserve, position):
    return reserve.drawn


def held_of(reserve, position):
    return reserve.held


def to_draw_of(reserve, position):
    return reserve.still_to_draw


class ReserveLog(Log):
    """The reserves of a programme, with the balance under each assumption."""

    model, name, title, noun = Reserve, "reserves", "Reserves", "a reserve"
    permission, keep = permissions.SEE, permissions.RESERVES
    adds, changes = staticmethod(actions.add_reserve), staticmethod(actions.change_reserve)
    namespace, prefix, steps = "budgets", "reserve_", RESERVE_STEPS
    children = (CALLS, MOVEMENTS)
    decisions = (CALLS_DECIDED,)
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Fact(
            "title",
            asked_as=("reserve name", "name of reserve"),
            group="The reserve",
            width=22,
            search=True,
        ),
        Fact(
            "opening",
            asked_as=("held", "opening balance", "balance", "opening"),
            group="The reserve",
            width=12,
        ),
        Fact("forecast_on", group="The reserve", width=11),
        Fact("minimum", group="The reserve", heading="Must be kept", width=11),
        Computed(
            "contributions",
            "Contributions",
            contributions_of,
            kind=MONEY,
            group="The reserve",
            width=11,
        ),
        Computed("drawn_in_all", "Drawn", drawn_of, kind=MONEY, group="The reserve", width=11),
        Computed(
            "still_to_draw",
            "Approved and not drawn",
            to_draw_of,
            kind=MONEY,
            group="The reserve",
            width=11,
        ),
        Computed("held", "Held now", held_of, kind=MONEY, group="The reserve", width=11),
        Computed("below_minimum", "", column=False),
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
    ledgers = (
        Ledger(
            "decisions",
            CallStep,
            "decision on a call",
            "on authority delegation why",
            note="call",
            words=lambda row: row.in_full,
            via="call__reserve",
            whole="call",
            stays=True,
        ),
        Ledger(
            "movements",
            ReserveMovement,
            "contribution or money drawn",
            "amount on what",
            note="movement",
            words=lambda row: f"{row}: {row.what}",
            adds_to="contributed drawn",
            several="contributions or sums drawn",
        ),
        Ledger("calls", Call, "call", "what amount", note="call"),
    )
    register = "reference title opening balance_approved balance_contingent balance_all state"
    column_order = (
        "reference title forecast_on opening contributions approved contingent requested "
        "balance_approved balance_contingent balance_all drawn_in_all still_to_draw held minimum "
        "printed_balance printed_in state"
    )

    def refuse_withdrawal(self, reserve, at):
        actions.refuse_with_money(reserve)

    def recount(self, reserve, at=None):
        return reserve.recounted(at)

    def refuse_row(self, row, at):
        if isinstance(row, CallStep):
            actions.refuse_decision(row)
        if isinstance(row, CallStep | ReserveMovement):
            actions.refuse_out_of_order(row)

    def refuse_standing(self, programme):
        actions.refuse_overdrawn(programme)

    def tile(self, position):
        found = reserve_totals(self.entries(position).filter(state=State.OPEN))
        approved = found["opening"] + found["contributed"] - found["approved"]
        contingent = approved - found["contingent"]
        lines = [
            {"text": f"{money(approved)} after approved calls", "kind": ""},
            {"text": f"{money(contingent)} after approved and contingent calls", "kind": ""},
            {"text": f"{money(contingent - found['requested'])} after all calls", "kind": ""},
        ]
        figures = {
            f"total-{name}": found[name]
            for name in ("opening", "approved", "contingent", "requested")
        }
        figures |= {"count": found["count"], "total-balance_approved": approved}
        filters = {"state": State.OPEN.value}
        return Tile(self.title, found["count"], lines, figures, filters)

    def needing(self, reserves, position):
        found = reserves.filter(state=State.OPEN)
        low = [one.pk for one in found.filter(minimum__isnull=False) if one.below_minimum]
        return found.filter(Q(requested__gt=0) | Q(id__in=low))

    def needs(self, position):
        found = self.needing(self.entries(position), position)
        asked = told_apart(found.filter(requested__gt=0)[:MOST_NEEDS], position)
        kept = told_apart(found.filter(minimum__isnull=False), position)
        waits = "{} of calls wait for a decision"
        return [
            *(self._need(one, position, waits.format(money(one.requested))) for one in asked),
            *(self._need(one, position, said) for one in kept if (said := one.below_minimum)),
        ]

    def _need(self, reserve, position, text):
        address = reverse(self.detail_url_name, args=[position.programme.slug, reserve.reference])
        return Need(f"{reserve}: {text}", address)


BUDGET, RESERVES = BudgetLog(), ReserveLog()
LOGS = [BUDGET, RESERVES]
