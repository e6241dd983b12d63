"""The locked periods of the budget, and their forms."""

from django.http import Http404
from django.utils.html import format_html

from programme.closings import resting_on
from programme.formats import day
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.ui.forms import TakeBackForm
from programme.ui.views import FormView

from .. import actions, forms, permissions
from ..log import BUDGET
from ..models import PeriodLock


class Periods(ProgrammeView):
    """Which days of the budget are locked, and by whom."""

    permission = permissions.SEE
    title = "Locked periods of the budget"
    head = ("First day", "Last day", "Locked by", "Locked on")

    def crumbs(self):
        return [*super().crumbs(), (BUDGET.title, self.address("budgets:list"))]

    def get(self, request):
        self.may_lock = self.allowed(permissions.LOCK) and not self.at
        return self.page(
            "programme/plain_table.html",
            intro="In a locked period no spend, commitment, virement or forecast can be dated.",
            add_url=self.address("budgets:lock") if self.may_lock else None,
            add_label="Lock a period",
            tables=[self._locked(), self._unlocked()],
        )

    def _locked(self):
        locks = PeriodLock.objects.in_force(self.programme, self.at)
        unlock = [self._unlock] if self.may_lock else []
        head = [*self.head, *(["Change"] if unlock else [])]
        rows = [[*self._period(lock), *(link(lock) for link in unlock)] for lock in locks]
        return ChildTable("Locked", head, rows, empty="No period is locked.")

    def _unlocked(self):
        head = [*self.head, "Unlocked by", "Unlocked on", "Why"]
        rows = [
            [*self._period(lock), lock.unlocked_by_name, day(lock.unlocked_at), lock.why_unlocked]
            for lock in PeriodLock.objects.unlocked_by(self.programme, self.at)
        ]
        return ChildTable("Unlocked again", head, rows, empty="No period was unlocked.")

    def _period(self, lock):
        return [day(lock.starts_on), day(lock.ends_on), lock.locked_by_name, day(lock.locked_at)]

    def _unlock(self, lock):
        return format_html(
            '<a href="{}">Unlock<span class="govuk-visually-hidden"> {}</span></a>',
            self.address("budgets:unlock", lock.pk),
            lock,
        )


class PeriodForm(FormView):
    log, permission = BUDGET, permissions.LOCK

    def crumbs(self):
        return [*super().crumbs(), ("Locked periods", self.cancel_url())]

    def cancel_url(self):
        return self.address("budgets:periods")

    def done_url(self, lock):
        return self.cancel_url()

    def done_message(self, lock):
        return f"{lock} is {'unlocked' if lock.unlocked_at else 'locked'}."


class LockPeriod(PeriodForm):
    title, submit_label = "Lock a period of the budget", "Lock the period"
    form_class = forms.LockForm
    intro = "Nothing can be dated in the period until a finance officer unlocks it."

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.lock_period(programme=self.programme, **who, **form.values())


class UnlockPeriod(PeriodForm):
    title, submit_label = "Unlock a period of the budget", "Unlock the period"
    form_class, danger = TakeBackForm, True

    def find(self, pk):
        locks = PeriodLock.objects.filter(pk=pk, programme=self.programme)
        self.lock = locks.select_related("programme").first()
        if self.lock is None:
            raise Http404("No such period.")

    def form(self, data=None):
        self.resting = resting_on(self.lock, self.lock.locked_at)
        return self.form_class(data, programme=self.programme, resting=self.resting)

    def facts(self):
        rows = [("Period", self.lock), ("Locked by", self.lock.locked_by_name)]
        rows += [("Published since", "\n".join(self.resting))] if self.resting else []
        return [{"label": label, "value": value} for label, value in rows]

    def act(self, form):
        said = {name: form.cleaned_data.get(name, False) for name in ("why", "reported")}
        return actions.unlock_period(self.lock, by=self.request.user, at=self.now, **said)
