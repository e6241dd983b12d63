"""What is recorded of the reserves, where it shows, and how they stand at a glance."""

from django.db.models import Q
from django.urls import reverse

from programme.alike import told_apart
from programme.children import RECORDED_BY, Children
from programme.decided import Decision
from programme.facts import DATE, MONEY, Computed, Fact, iso
from programme.formats import money
from programme.ledgers import Ledger
from programme.log import MOST_NEEDS, Asked, Log, Need, Tile

from .. import actions, permissions
from ..choices import RESERVE_STEPS, CallState, State
from ..models import Call, CallStep, Reserve, ReserveMovement
from ..querysets import reserve_totals

BALANCES = "Balance under each assumption"
UNDECIDED = (CallState.REQUESTED, CallState.CONTINGENT)


CALLS_DECIDED = Decision(
    "A call on a reserve is approved or made contingent",
    "opening forecast_on",
    permissions.RESERVES,
    stands=lambda reserve: bool(reserve.approved or reserve.contingent),
    said=lambda reserve: f"Calls on {reserve.reference} were decided on its opening forecast",
    advice="Restate the opening forecast, with a reason.",
    steps="restate",
)


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
        RECORDED_BY,
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
        RECORDED_BY,
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
    stays = f"{Log.stays} forecast_on"
    not_copied = frozenset({"printed_balance", "printed_in"})  # what a paper said of another one
    adds, changes = staticmethod(actions.add_reserve), staticmethod(actions.change_reserve)
    namespace, prefix, steps = "budgets", "reserve_", RESERVE_STEPS
    in_rounds, shown_in_rounds = (Asked("comment"),), "held"
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


RESERVES = ReserveLog()
