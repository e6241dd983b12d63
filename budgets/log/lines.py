"""What the budget records of its lines, where it shows, and how they stand at a glance."""

from django.urls import reverse

from programme.alike import told_apart
from programme.arriving import Arriving
from programme.children import RECORDED_BY, Children, reversed_number_of
from programme.decided import Decision
from programme.facts import BAND, MONEY, NUMBER, Computed, Fact
from programme.formats import money
from programme.ledgers import Ledger
from programme.log import MOST_NEEDS, Asked, Log, Need, Tile, counting
from programme.records import refuse_if

from .. import actions, permissions
from ..choices import STEPS, Standing
from ..models import Line, Posting, Virement
from ..querysets import in_account, needing_attention, totals, years_of

PRINTED = {"current_allocation": "current_allocation", "spend": "spent", "forecast": "forecast"}
OVER = {Standing.OVERSPENT: "spent", Standing.COMMITTED: "committed", Standing.OVER: "forecast"}


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
        RECORDED_BY,
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
        RECORDED_BY,
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
    stays = f"{Log.stays} financial_year"
    adds, changes = staticmethod(actions.add_line), staticmethod(actions.change_line)
    in_rounds = (Asked("forecast", step="forecast"), Asked("comment"))
    shown_in_rounds = "current_allocation spend"
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


BUDGET = BudgetLog()
