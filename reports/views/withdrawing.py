"""Taking a published report down: asked by one person, confirmed or taken back by another."""

from django.http import Http404

from programme.formats import day
from programme.forms import ValuesForm, WhyForm
from reports import actions, permissions
from reports.choices import FROZEN
from reports.withdrawals import Disposal, Withdrawal
from reports.withdrawing_forms import AskWithdrawalForm

from .base import ReportForm
from .steps import ReportStep

WHAT_GOES = (
    "The page, the PDF, the Word file, the rows, the attached documents and the words that a "
    "search finds, in each language. Its address says that it was withdrawn, by whom and why; its "
    "fingerprints stay."
)
WHAT_STAYS = (
    "What stands in the logs and in the paper itself: change it there. A report that quotes it, "
    "and a later version that lists what differs, are reports of their own."
)


class AskWithdrawal(ReportStep):
    """Asks that a published version is taken down."""

    permission, form_class, danger = permissions.WITHDRAW, AskWithdrawalForm, True
    states = FROZEN
    title = submit_label = "Ask to withdraw this version"
    intro = "Somebody else has to confirm it. Until then nothing changes."

    @classmethod
    def possible(cls, report):
        return report.state in cls.states and not report.withdrawals.waiting().exists()

    def why_not(self):
        if asked := self.report.withdrawals.waiting().first():
            return f"{asked.asked_by_name} asked for that on {day(asked.asked_at)} already"
        return super().why_not()

    def facts(self):
        return [
            {"label": "Report", "value": str(self.report)},
            {"label": "What goes", "value": WHAT_GOES},
            {"label": "What stays", "value": WHAT_STAYS},
        ]

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.ask_withdrawal(self.report, **who, **form.values())

    def done_url(self, asked):
        return self.cancel_url()

    def done_message(self, asked):
        return "Asked. Somebody else has to confirm it."


class OneWithdrawal(ReportForm):
    """A form about a withdrawal that waits."""

    permission = permissions.WITHDRAW

    def find(self, pk):
        found = Withdrawal.objects.filter(pk=pk, report__in=self.visible())
        self.withdrawal = found.select_related("report__definition__programme").first()
        if self.withdrawal is None:
            raise Http404("No such withdrawal.")
        super().find(self.withdrawal.report_id)
        self.gone = actions.what_became_of(self.withdrawal)

    def facts(self):
        asked = self.withdrawal
        return [
            {"label": "Report", "value": str(self.report)},
            {"label": "Asked by", "value": f"{asked.asked_by_name} on {day(asked.asked_at)}"},
            {"label": "Why, as everyone will read it", "value": asked.reason},
            {"label": "What becomes of its content", "value": Disposal(asked.disposal).in_words},
            {"label": "What goes", "value": WHAT_GOES},
            {"label": "What stays", "value": WHAT_STAYS},
        ]


class ConfirmWithdrawal(OneWithdrawal):
    """Takes the report down, as somebody else than the one who asked."""

    form_class, danger = ValuesForm, True
    title, submit_label = "Confirm a withdrawal", "Withdraw it now"
    intro = "This cannot be undone."

    def act(self, form):
        return actions.confirm_withdrawal(self.withdrawal, by=self.request.user, at=self.now)

    def done_message(self, withdrawal):
        return "Withdrawn."


class TakeBackWithdrawal(OneWithdrawal):
    """Takes back what was asked: the report stays."""

    form_class = WhyForm
    title, submit_label = "Take back what was asked", "Leave it published"
    intro = "The report stays as it is. That it was asked stays in the history."

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.take_back_withdrawal(self.withdrawal, **who, **form.values())

    def done_message(self, withdrawal):
        return "Taken back. The report stays published."
