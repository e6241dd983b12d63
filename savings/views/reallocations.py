"""Pages of the re-allocations."""

from programme.formats import money
from programme.ui.views import AddView, EditView, StepView, facts_of

from .. import actions, filters, forms, permissions, tables
from ..choices import Kind, ReallocationState, State
from ..log import REALLOCATIONS, SAVINGS
from .base import MoneyDetail, MoneyList, PotFacts


class ReallocationList(MoneyList):
    log, states, kinds = REALLOCATIONS, ReallocationState, Kind
    filterset_class, table_class = filters.ReallocationFilter, tables.ReallocationTable
    empty_text = (
        "Add the first re-allocation: to what, from which pot, how much. "
        "Savings have to be approved before."
    )


class ReallocationDetail(MoneyDetail):
    log = REALLOCATIONS

    def groups(self):
        about, *rest = super().groups()
        derived = {"label": "Derived savings", "value": self._derived()}
        return [{**about, "rows": [*about["rows"], derived]}, *rest]

    def _derived(self):
        """The savings that this spending makes possible."""
        made = SAVINGS.entries(self.position).filter(source=self.entry.pk)
        return ", ".join(
            f"{saving}: {money(saving.amount)} a year from {saving.first_year}"
            for saving in made.exclude(state=State.WITHDRAWN)
        )

    def flags(self):
        if self.entry.state == ReallocationState.RECORDED:
            return ["Approving body and date are not recorded."]
        return super().flags()


class AddReallocation(PotFacts, AddView):
    log, form_class = REALLOCATIONS, forms.ReallocationForm
    action = actions.add_reallocation
    intro = "Permanent and one-off money are two pots: neither pays for the other."


class EditReallocation(PotFacts, EditView):
    log, form_class = REALLOCATIONS, forms.ReallocationForm
    action = actions.change_reallocation


class ReallocationStep(StepView):
    log, permission = REALLOCATIONS, permissions.POST

    def facts(self):
        return [*super().facts(), *facts_of(self.entry, "kind", "amount", "financial_year")]


class ApproveReallocation(ReallocationStep):
    name, label, heading = "approve", "Record the approval", "Record the approval of {}"
    permission, form_class = permissions.APPROVE, forms.ApproveForm
    action = actions.approve_reallocation


class WithdrawReallocation(ReallocationStep):
    name, label, action, danger = "withdraw", "Withdraw", actions.withdraw_reallocation, True


class ReopenReallocation(ReallocationStep):
    name, label, action = "reopen", "Reopen", actions.reopen_reallocation
