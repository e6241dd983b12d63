"""Pages of the carry-forwards."""

from programme.ui.views import AddView, EditView, StepView, facts_of

from .. import actions, filters, forms, permissions, tables
from ..choices import CarryState
from ..log import CARRY_FORWARDS
from .base import MoneyDetail, MoneyList, PotFacts


class CarryForwardList(MoneyList):
    log, states = CARRY_FORWARDS, CarryState
    filterset_class, table_class = filters.CarryForwardFilter, tables.CarryForwardTable
    empty_text = (
        "One-off money of a year can be used in the next when a body has approved "
        "the carry-forward."
    )


class CarryForwardDetail(MoneyDetail):
    log = CARRY_FORWARDS


class RequestCarryForward(PotFacts, AddView):
    log, form_class = CARRY_FORWARDS, forms.CarryForwardForm
    action = actions.request_carry_forward


class EditCarryForward(PotFacts, EditView):
    log, form_class = CARRY_FORWARDS, forms.CarryForwardForm
    action = actions.change_carry_forward


class CarryForwardStep(StepView):
    log, permission = CARRY_FORWARDS, permissions.POST

    def facts(self):
        return [*super().facts(), *facts_of(self.entry, "financial_year", "amount")]


class ApproveCarryForward(CarryForwardStep):
    name, label, heading = "approve", "Record the approval", "Record the approval of {}"
    permission, form_class = permissions.APPROVE, forms.ApproveForm
    action = actions.approve_carry_forward


class DropCarryForward(CarryForwardStep):
    name, label, action, danger = "drop", "Drop", actions.drop_carry_forward, True


class ReopenCarryForward(CarryForwardStep):
    name, label, action = "reopen", "Reopen", actions.reopen_carry_forward
