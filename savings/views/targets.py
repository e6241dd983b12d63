"""Pages of the savings targets."""

from programme.ui.views import AddView, EditView, StepView

from .. import actions, filters, forms, permissions, tables
from ..choices import TargetState
from ..log import TARGETS
from .base import MoneyDetail, MoneyList


class TargetList(MoneyList):
    log, states = TARGETS, TargetState
    filterset_class, table_class = filters.TargetFilter, tables.TargetTable
    empty_text = (
        "Add the first target: how much more is to be saved every year from a financial year on."
    )


class TargetDetail(MoneyDetail):
    log = TARGETS


class AddTarget(AddView):
    log, form_class, action = TARGETS, forms.TargetForm, actions.add_target


class EditTarget(EditView):
    log, form_class, action = TARGETS, forms.TargetForm, actions.change_target


class WithdrawTarget(StepView):
    log, permission = TARGETS, permissions.KEEP
    name, label, action, danger = "withdraw", "Withdraw", actions.withdraw_target, True


class ReopenTarget(StepView):
    log, permission = TARGETS, permissions.KEEP
    name, label, action = "reopen", "Reopen", actions.reopen_target
