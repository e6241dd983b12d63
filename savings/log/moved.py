"""Money that was re-allocated or carried forward."""

from django.db.models import Count, Q

from programme.decided import Decision
from programme.facts import MONEY, Computed, Fact
from programme.formats import money
from programme.log import Asked, Log, Tile, counting

from .. import permissions
from ..choices import CARRY_STEPS, COUNTED, REALLOCATION_STEPS, CarryState, Kind, ReallocationState
from ..models import CarryForward, Reallocation
from ..querysets import totals
from .shared import APPROVAL, MoneyLog, about, approval_of, one_off_of, permanent_of


def to_year_of(carried, position):
    return carried.to_year


REALLOCATION_APPROVED = Decision(
    "A re-allocation is approved",
    "title kind pot amount financial_year",
    permissions.APPROVE,
    stands=lambda row: row.state == ReallocationState.APPROVED,
    said=approval_of,
    advice="Withdraw it and add another.",
)


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


REALLOCATIONS, CARRY_FORWARDS = ReallocationLog(), CarryForwardLog()
