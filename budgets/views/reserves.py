"""The register of reserves, one reserve with its calls, and the steps of both."""

from django.utils.html import format_html, format_html_join

from programme import decided
from programme.formats import day, money
from programme.ui.child_tables import ChildTable
from programme.ui.views import AddView, DetailView, EditView, ListView, StepView

from .. import actions, forms, permissions
from ..choices import CALL_STEPS, CallState
from ..filters import ReserveFilter
from ..log import BALANCES, RESERVES, apart_of
from ..models import Call, ReserveMovement
from ..tables import ReserveTable


class ReserveList(ListView):
    log, filterset_class, table_class = RESERVES, ReserveFilter, ReserveTable
    intro = (
        "Each balance is the opening forecast and contributions less the calls that its heading "
        "names."
    )
    empty_text = "Add the first reserve: what is set aside, and how much it is forecast to hold."


class ReserveDetail(DetailView):
    log = RESERVES

    def flags(self):
        flags = [apart] if (apart := apart_of(self.entry, self.position)) else []
        if self.entry.balance_all < 0:
            more = money(-self.entry.balance_all)
            flags.append(f"The calls ask for {more} more than the reserve holds.")
        return [*flags, *filter(None, [self.entry.below_minimum])]

    def tables(self):
        calls = Call.objects.filter(reserve=self.entry.pk).with_last_step(self.at)
        head = ["Call", "What for", "Amount", "State", "Authority and delegation"]
        head += ["Change"] if self.may_keep else []
        rows = [self._call(call)[: len(head)] for call in calls.order_by("-number")]
        empty = "No call has been made on this reserve."
        calls = ChildTable("Calls", head, rows, numeric=["Amount"], empty=empty)
        return [calls, *self._movements()]

    def _movements(self):
        found = ReserveMovement.objects.filter(reserve=self.entry.pk).known_at(self.at)
        head = ["Dated", "Movement", "Amount", "From whom, or what for", "By"]
        rows = [
            [
                day(one.on),
                one.get_kind_display(),
                money(one.amount),
                one.what,
                one.recorded_by_name,
            ]
            for one in found.newest_first()
        ]
        title = "Contributions and money drawn"
        return [ChildTable(title, head, rows, numeric=["Amount"])] if rows else []

    def _call(self, call):
        state = format_html("{}<br>{}", CallState(call.state).label, day(call.on))
        authority = call.authority
        if call.delegation:
            authority = format_html("{}<br>{}", authority, call.delegation)
        amount = money(call.amount)
        return [str(call.number), call.what, amount, state, authority, self._links(call)]

    def _links(self, call):
        ways = [
            (self.address(self.log.url(step), self.entry.reference, call.number), word, call.number)
            for step, word in CALL_LINKS.items()
            if call.state in CALL_STEPS[step]
        ]
        named = '<a href="{}">{}<span class="govuk-visually-hidden"> call {}</span></a>'
        return format_html('<span class="line-list">{}</span>', format_html_join(" ", named, ways))


CALL_LINKS = {
    "approve": "Approve",
    "make_contingent": "Make contingent",
    "withdraw": "Withdraw",
    "ask_again": "Put back",
}


class AddReserve(AddView):
    log, form_class, action = RESERVES, forms.ReserveForm, actions.add_reserve


class EditReserve(EditView):
    log, form_class, action = RESERVES, forms.ReserveForm, actions.change_reserve


class ReserveStep(StepView):
    log, permission = RESERVES, permissions.RESERVES

    def facts(self):
        groups = {group["title"]: group for group in self.log.groups(self.entry, self.position)}
        return [*super().facts(), *groups[BALANCES]["rows"]]

    def initial(self):
        return {**super().initial(), "on": self.today}


class RequestCall(ReserveStep):
    name, label, heading = "call", "Record a call", "Record a call on {}"
    form_class, action = forms.CallForm, actions.request_call
    submit_label = "Record the call"


class Contribute(ReserveStep):
    name, label, heading = "contribute", "Record a contribution", "Record a contribution to {}"
    form_class, action = forms.MovementForm, actions.contribute_to_reserve


class Draw(ReserveStep):
    name, label, heading = "draw", "Record money drawn", "Record money drawn from {}"
    form_class, action = forms.MovementForm, actions.draw_on_reserve


class CloseReserve(ReserveStep):
    name, label, action, danger = "close", "Close", actions.close_reserve, True
    leaves_open = "calls"


class RestateOpening(ReserveStep):
    name, label = "restate", "Restate the opening forecast"
    heading, submit_label = "Restate the opening forecast of {}", "Save the forecast"
    form_class, action = forms.RestateForm, actions.restate_opening

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and decided.decision_on(page.entry, "opening")

    def initial(self):
        now = {name: getattr(self.entry, name) for name in ("opening", "forecast_on")}
        return {**super().initial(), **now}


class ReopenReserve(ReserveStep):
    name, label, action = "reopen", "Reopen", actions.reopen_reserve


class CallStep(ReserveStep):
    """A step of one call; the version is that of its reserve."""

    form_class, button = forms.DecideForm, False

    def find(self, reference, number):
        super().find(reference)
        calls = self.entry.calls.select_related("reserve__programme")
        self.call = self.child(calls, number=number)

    def facts(self):
        return [{"label": "Call", "value": self.call}, *super().facts()]

    def initial(self):
        last = self.call.steps.known_at(None).last()
        return {**super().initial(), "delegation": last.delegation if last else ""}

    def subject(self):
        return self.call


class ApproveCall(CallStep):
    name, ending, action = "approve", "calls/<int:number>/approve", actions.approve_call
    label, heading = "Record the approval", "Record the approval of a call on {}"


class MakeCallContingent(CallStep):
    name, ending = "make_contingent", "calls/<int:number>/contingent"
    label, heading = "Make it contingent", "Make contingent a call on {}"
    action = actions.make_call_contingent


class WithdrawCall(CallStep):
    name, ending, danger = "withdraw", "calls/<int:number>/withdraw", True
    label, heading = "Withdraw the call", "Withdraw a call on {}"
    form_class, action = forms.WithdrawForm, actions.withdraw_call


class AskAgain(WithdrawCall):
    name, ending, danger = "ask_again", "calls/<int:number>/again", False
    label, heading, action = "Put the call back", "Put back a call on {}", actions.ask_again
