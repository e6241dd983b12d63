"""An entry that was added by mistake is withdrawn; the withdrawal is taken back. Every log has both
steps, and none declares them.
"""

from programme import withdrawals
from programme.ui.forms import ActionForm, WhyForm

from .mistakes import JoinsEveryLog, mistake_field
from .steps import StepView


class WithdrawForm(ActionForm):
    """Why a row should not be there."""

    mistake = mistake_field()


class StepOfWithdrawal(JoinsEveryLog, StepView):
    """What the two steps share: who may take them."""

    @classmethod
    def join(cls, log, edit):
        super().join(log, StepView)

    @classmethod
    def is_open(cls, entry):
        return True

    @classmethod
    def is_offered(cls, page):
        return withdrawals.may_withdraw(cls.log, page.entry, page.request.user)


class WithdrawMistake(StepOfWithdrawal):
    """Withdraws an entry that was added by mistake."""

    name, label = "withdraw_mistake", "Withdraw: added by mistake"
    heading, danger = "Withdraw {}: added by mistake", True
    form_class = WithdrawForm
    intro = (
        "It leaves every list and count. The history keeps it and the reason; its reference is not "
        "given again. The withdrawal can be taken back."
    )

    def act(self, form):
        how = {"by": self.request.user, "at": self.now}
        return withdrawals.withdraw_mistake(self.log, self.entry, **how, **form.values())

    def done_message(self, entry):
        return f"{entry.reference} is withdrawn: it was added by mistake."


class TakeBackWithdrawal(StepOfWithdrawal):
    """Puts an entry back that was withdrawn as added by mistake."""

    name, label = "take_back_withdrawal", "Take back the withdrawal"
    heading, form_class = "Take back the withdrawal of {}", WhyForm
    for_withdrawn = True
    intro = "It comes back into every list and count, with all that was recorded on it."

    def find(self, reference):
        super().find(reference)
        on_record = f"{self.entry.reference} is on record: it is not withdrawn."
        self.gone = "" if self.mistake else on_record

    def act(self, form):
        how = {"by": self.request.user, "at": self.now}
        return withdrawals.take_back_withdrawal(self.log, self.entry, **how, **form.values())

    def done_message(self, entry):
        return f"{entry.reference} is back: its withdrawal is taken back."
