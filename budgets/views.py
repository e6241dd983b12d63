"""Pages of the budget. Each view calls one action."""

from django.http import Http404
from django.utils.html import format_html, format_html_join

from programme.financial_years import nearest_day
from programme.formats import day, money
from programme.ui.base import ProgrammeView
from programme.ui.forms import WhyForm
from programme.ui.views import (
    ActionView,
    AddView,
    DetailView,
    DownloadMixin,
    EditView,
    FormView,
    ListView,
    facts_of,
)

from . import actions, forms, permissions
from .choices import CALL_STEPS, STEPS, Kind, Standing
from .filters import LineFilter, ReserveFilter
from .models import Call, PeriodLock, Posting, Virement, variance_in_words
from .querysets import totals
from .reporting import BUDGET, RESERVES, printed_apart
from .tables import LineTable, ReserveTable


class LineList(ListView):
    log = BUDGET
    filterset_class, table_class = LineFilter, LineTable
    add_permission, add_label, add_url_name = permissions.KEEP, "Add a budget line", "budgets:add"
    empty_text = (
        "Add the first line: what the money is for, in which year, and how much was allocated."
    )

    def summary(self, entries):
        """Count, key and totals of every line that the filters let through, from one query."""
        found = self.table.sums = totals(entries)
        key = [
            {
                **standing.as_dict(),
                "count": found[f"count_{standing}"],
                "url": self.table.link(standing=standing.value),
            }
            for standing in Standing
        ]
        return found["count"], key

    def extra(self):
        return {
            "extra_links": [{"label": "Locked periods", "url": self.address("budgets:periods")}]
        }


class LineDownload(DownloadMixin, LineList):
    pass


class LineDetail(DetailView):
    log = BUDGET
    edit_permission, edit_url_name = permissions.KEEP, "budgets:edit"

    def groups(self):
        line = self.entry
        names = ("title", "financial_year", "owner", "lead_partner", "workstream", "comment")
        sums = [
            ("Original allocation", line.allocation),
            ("Virements", line.virements),
            ("Current allocation", line.current_allocation),
            ("Spend to date", line.spent),
            ("Committed", line.committed),
            ("Neither spent nor committed", line.left),
            ("Forecast", line.forecast),
        ]
        rows = [{"label": label, "value": money(pence)} for label, pence in sums]
        rows.append(
            {
                "label": "Variance (forecast less current allocation)",
                "value": variance_in_words(line.variance),
            }
        )
        return [
            {"title": "The line", "rows": facts_of(line, *names)},
            {"title": "The money", "rows": rows, "change_url": None},
        ]

    def flags(self):
        line = self.entry
        flags = []
        if line.standing == Standing.OVERSPENT:
            flags.append(
                f"{money(line.spent - line.current_allocation)} more is spent than is allocated."
            )
        elif line.left < 0:
            flags.append(f"{money(-line.left)} more is spent and committed than is allocated.")
        if line.variance > 0:
            flags.append(f"The forecast is {variance_in_words(line.variance)}.")
        return flags

    def steps(self):
        if self.entry.state in STEPS["reopen"]:
            return [("Reopen", "budgets:reopen", permissions.KEEP)]
        return [
            ("Post spend", "budgets:spend", permissions.KEEP),
            ("Commit money", "budgets:commit", permissions.KEEP),
            ("Set the forecast", "budgets:forecast", permissions.KEEP),
            ("Move money (virement)", "budgets:move", permissions.KEEP),
            ("Close", "budgets:close", permissions.KEEP),
        ]

    def tables(self):
        """Postings and virements in one table, newest first."""
        postings = (
            Posting.objects.filter(line=self.entry.pk).known_at(self.at).select_related("reverses")
        )
        virements = (
            Virement.objects.touching(self.entry).known_at(self.at).select_related("giver", "taker")
        )
        self.taken_back = {posting.reverses_id for posting in postings}
        self.may_keep = (
            self.allowed(permissions.KEEP)
            and not self.at
            and self.entry.state in STEPS["move money"]
        )
        moves = [(m.on, m.recorded_at, m.pk, self._posting(m)) for m in postings]
        moves += [(m.on, m.recorded_at, m.pk, self._virement(m)) for m in virements]
        rows = [move[-1] for move in sorted(moves, key=lambda move: move[:3], reverse=True)]
        return [
            {
                "title": "Movements",
                "head": [
                    "Dated",
                    "Movement",
                    "Amount",
                    "What",
                    "By",
                    *(["Change"] if self.may_keep else []),
                ],
                "rows": rows if self.may_keep else [row[:-1] for row in rows],
                "empty": "No money has moved on this line yet.",
            }
        ]

    def _posting(self, posting):
        words = posting.get_kind_display()
        if posting.reverses:
            back = "released" if posting.kind == Kind.COMMITMENT else "taken back"
            words = f"{words} of {day(posting.reverses.on)} {back}"
        return [
            day(posting.on),
            words,
            money(posting.amount),
            posting.what,
            posting.recorded_by_name,
            self._take_back(posting),
        ]

    def _take_back(self, posting):
        if posting.reverses_id or posting.pk in self.taken_back:
            return ""
        url = self.address("budgets:reverse", self.entry.reference, posting.number)
        word = "Release" if posting.kind == Kind.COMMITMENT else "Reverse"
        hidden = (
            f"{posting.get_kind_display().lower()} of {money(posting.amount)}, {day(posting.on)}"
        )
        return format_html(
            '<a href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>', url, word, hidden
        )

    def _virement(self, virement):
        gives = virement.giver_id == self.entry.pk
        other = virement.taker if gives else virement.giver
        url = self.address("budgets:detail", other.reference)
        words = format_html(
            'Virement {} <a href="{}">{}</a>', "to" if gives else "from", url, other
        )
        what = f"{virement.reason} (authority: {virement.authority})"
        amount = -virement.amount if gives else virement.amount
        return [day(virement.on), words, money(amount), what, virement.recorded_by_name, ""]

    def extra(self):
        return {"band": self.entry.standing.as_dict()}


class AddLine(AddView):
    log, permission = BUDGET, permissions.KEEP
    title, form_class, action = "Add a budget line", forms.AddLineForm, actions.add_line


class EditLine(EditView):
    log, permission = BUDGET, permissions.KEEP
    form_class, action = forms.LineForm, actions.change_line


class LineStep(ActionView):
    log, permission, noun = BUDGET, permissions.KEEP, "Budget line"

    def facts(self):
        return [
            *super().facts(),
            {"label": "Neither spent nor committed", "value": money(self.entry.left)},
        ]

    def initial(self):
        """A movement is dated today, or on the day of the line's year that is nearest."""
        return {**super().initial(), "on": nearest_day(self.entry.financial_year, self.today)}


class PostSpend(LineStep):
    action, verb, form_class = actions.post_spend, "Post spend on", forms.SpendForm
    submit_label = "Post spend"


class CommitMoney(LineStep):
    action, verb, form_class = actions.commit_money, "Commit money of", forms.CommitForm
    submit_label = "Commit"


class SetForecast(LineStep):
    action, verb, form_class = actions.set_forecast, "Set the forecast of", forms.ForecastForm
    submit_label = "Set the forecast"

    def facts(self):
        line = self.entry
        return [
            *super().facts(),
            {"label": "Current allocation", "value": money(line.current_allocation)},
            {"label": "Spend to date", "value": money(line.spent)},
        ]

    def initial(self):
        return {**super().initial(), "forecast": self.entry.forecast}


class MoveAllocation(LineStep):
    action, verb, form_class = actions.move_allocation, "Move money from", forms.MoveForm
    submit_label = "Move money"
    intro = "A virement changes two lines and never the total."

    def form(self, data=None):
        return self.form_class(
            data, programme=self.programme, initial=self.initial(), line=self.entry
        )


class CloseLine(LineStep):
    action, verb, danger = actions.close_line, "Close", True


class ReopenLine(LineStep):
    action, verb = actions.reopen_line, "Reopen"


class ReversePosting(LineStep):
    form_class = forms.ReverseForm

    def find(self, reference, number):
        super().find(reference)
        self.posting = (
            self.entry.postings.filter(number=number).select_related("line__programme").first()
        )
        if self.posting is None:
            raise Http404("No such posting.")

    @property
    def verb(self):
        release = self.posting.kind == Kind.COMMITMENT
        return "Release a commitment of" if release else "Take back spend on"

    @property
    def submit_label(self):
        return "Release" if self.posting.kind == Kind.COMMITMENT else "Take back"

    def facts(self):
        return [
            *super().facts(),
            {"label": "Posting", "value": f"{self.posting}: {self.posting.what}"},
        ]

    def act(self, form):
        return actions.reverse_posting(
            self.posting, by=self.request.user, at=self.now, **form.values()
        )


class Periods(ProgrammeView):
    """Which days of the budget are locked, and by whom."""

    permission = permissions.SEE
    title = "Locked periods of the budget"

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
        head = [
            "First day",
            "Last day",
            "Locked by",
            "Locked on",
            *(["Change"] if self.may_lock else []),
        ]
        rows = [
            [*self._period(lock), *([self._unlock(lock)] if self.may_lock else [])]
            for lock in locks
        ]
        return {"title": "Locked", "head": head, "rows": rows, "empty": "No period is locked."}

    def _unlocked(self):
        rows = [
            [*self._period(lock), lock.unlocked_by_name, day(lock.unlocked_at), lock.why_unlocked]
            for lock in PeriodLock.objects.unlocked_by(self.programme, self.at)
        ]
        head = [
            "First day",
            "Last day",
            "Locked by",
            "Locked on",
            "Unlocked by",
            "Unlocked on",
            "Why",
        ]
        return {
            "title": "Unlocked again",
            "head": head,
            "rows": rows,
            "empty": "No period was unlocked.",
        }

    def _period(self, lock):
        return [day(lock.starts_on), day(lock.ends_on), lock.locked_by_name, day(lock.locked_at)]

    def _unlock(self, lock):
        url = self.address("budgets:unlock", lock.pk)
        return format_html(
            '<a href="{}">Unlock<span class="govuk-visually-hidden"> {}</span></a>', url, lock
        )


class PeriodForm(FormView):
    log, permission = BUDGET, permissions.LOCK

    def crumbs(self):
        return [*super().crumbs(), ("Locked periods", self.address("budgets:periods"))]

    def cancel_url(self):
        return self.address("budgets:periods")

    def done_url(self, lock):
        return self.address("budgets:periods")

    def done_message(self, lock):
        return f"{lock} is {'unlocked' if lock.unlocked_at else 'locked'}."


class LockPeriod(PeriodForm):
    title, form_class, submit_label = (
        "Lock a period of the budget",
        forms.LockForm,
        "Lock the period",
    )
    intro = "Nothing can be dated in the period until a finance officer unlocks it."

    def act(self, form):
        return actions.lock_period(
            programme=self.programme, by=self.request.user, at=self.now, **form.values()
        )


class UnlockPeriod(PeriodForm):
    title, form_class, submit_label = "Unlock a period of the budget", WhyForm, "Unlock the period"
    danger = True

    def find(self, pk):
        locks = PeriodLock.objects.filter(pk=pk, programme=self.programme)
        self.lock = locks.select_related("programme").first()
        if self.lock is None:
            raise Http404("No such period.")

    def facts(self):
        return [
            {"label": "Period", "value": self.lock},
            {"label": "Locked by", "value": self.lock.locked_by_name},
        ]

    def act(self, form):
        return actions.unlock_period(
            self.lock, by=self.request.user, at=self.now, why=form.cleaned_data["why"]
        )


# --- reserves


class ReserveList(ListView):
    log = RESERVES
    filterset_class, table_class = ReserveFilter, ReserveTable
    add_permission, add_label, add_url_name = (
        permissions.RESERVES,
        "Add a reserve",
        "budgets:add_reserve",
    )
    intro = "Each balance is the opening forecast less the calls that its heading names."
    empty_text = "Add the first reserve: what is set aside, and how much it is forecast to hold."


class ReserveDownload(DownloadMixin, ReserveList):
    pass


class ReserveDetail(DetailView):
    log = RESERVES
    edit_permission, edit_url_name = permissions.RESERVES, "budgets:edit_reserve"

    def groups(self):
        reserve = self.entry
        names = (
            "title",
            "opening",
            "forecast_on",
            "owner",
            "lead_partner",
            "workstream",
            "comment",
        )
        return [
            {"title": "The reserve", "rows": facts_of(reserve, *names)},
            {
                "title": "Balance under each assumption",
                "rows": balances(reserve),
                "change_url": None,
            },
        ]

    def flags(self):
        flags = [printed_apart(self.entry)] if printed_apart(self.entry) else []
        if self.entry.balance_all < 0:
            flags.append(
                f"The calls ask for {money(-self.entry.balance_all)} more than the reserve holds."
            )
        return flags

    def steps(self):
        if self.entry.state in STEPS["reopen"]:
            return [("Reopen", "budgets:reopen_reserve", permissions.RESERVES)]
        return [
            ("Record a call", "budgets:call", permissions.RESERVES),
            ("Close", "budgets:close_reserve", permissions.RESERVES),
        ]

    def tables(self):
        may = (
            self.allowed(permissions.RESERVES)
            and not self.at
            and self.entry.state in STEPS["close"]
        )
        calls = (
            Call.objects.filter(reserve=self.entry.pk).with_last_step(self.at).order_by("-number")
        )
        head = [
            "Call",
            "What for",
            "Amount",
            "State",
            "Authority and delegation",
            *(["Change"] if may else []),
        ]
        return [
            {
                "title": "Calls",
                "head": head,
                "numeric": ["Amount"],
                "rows": [self._call(call)[: len(head)] for call in calls],
                "empty": "No call has been made on this reserve.",
            }
        ]

    def _call(self, call):
        state = call.steps.model(state=call.state).get_state_display()
        links = [
            (word, f"budgets:{name}")
            for word, name, step in [
                ("Approve", "approve_call", "approve"),
                ("Make contingent", "make_call_contingent", "make_contingent"),
                ("Withdraw", "withdraw_call", "withdraw"),
            ]
            if call.state in CALL_STEPS[step]
        ]
        html = format_html_join(
            " ",
            '<a href="{}">{}<span class="govuk-visually-hidden"> call {}</span></a>',
            (
                (self.address(name, self.entry.reference, call.number), word, call.number)
                for word, name in links
            ),
        )
        state = format_html("{}<br>{}", state, day(call.on))
        authority = (
            format_html("{}<br>{}", call.authority, call.delegation)
            if call.delegation
            else call.authority
        )
        return [str(call.number), call.what, money(call.amount), state, authority, html]


def balances(reserve):
    """The balance under each assumption as facts."""
    rows = [
        ("Approved calls only", reserve.balance_approved),
        ("Approved and contingent calls", reserve.balance_contingent),
        ("All calls, those only requested among them", reserve.balance_all),
    ]
    facts = [{"label": label, "value": money(pence)} for label, pence in rows]
    if reserve.printed_balance is not None:
        printed = f"{money(reserve.printed_balance)}{f' ({reserve.printed_in})' if reserve.printed_in else ''}"
        facts.append({"label": "Balance as printed", "value": printed})
    return facts


class AddReserve(AddView):
    log, permission = RESERVES, permissions.RESERVES
    title, form_class, action = "Add a reserve", forms.ReserveForm, actions.add_reserve


class EditReserve(EditView):
    log, permission = RESERVES, permissions.RESERVES
    form_class, action = forms.ReserveForm, actions.change_reserve


class ReserveStep(ActionView):
    log, permission, noun = RESERVES, permissions.RESERVES, "Reserve"

    def facts(self):
        return [*super().facts(), *balances(self.entry)]

    def initial(self):
        return {**super().initial(), "on": self.today}


class RequestCall(ReserveStep):
    action, verb, form_class = actions.request_call, "Record a call on", forms.CallForm
    submit_label = "Record the call"


class CloseReserve(ReserveStep):
    action, verb, danger = actions.close_reserve, "Close", True


class ReopenReserve(ReserveStep):
    action, verb = actions.reopen_reserve, "Reopen"


class CallView(ReserveStep):
    """A step of one call; the version is that of its reserve."""

    form_class = forms.DecideForm

    def find(self, reference, number):
        super().find(reference)
        found = Call.objects.filter(reserve=self.entry.pk, number=number).with_last_step()
        self.call = found.select_related("reserve__programme").first()
        if self.call is None:
            raise Http404("No such call.")

    def facts(self):
        return [{"label": "Call", "value": self.call}, *super().facts()]

    def initial(self):
        return {**super().initial(), "delegation": self.call.delegation}

    def act(self, form):
        return type(self).action(self.call, by=self.request.user, at=self.now, **form.values())


class ApproveCall(CallView):
    action, verb, submit_label = (
        actions.approve_call,
        "Record the approval of a call on",
        "Record the approval",
    )


class MakeCallContingent(CallView):
    action, verb, submit_label = (
        actions.make_call_contingent,
        "Make contingent a call on",
        "Make it contingent",
    )


class WithdrawCall(CallView):
    action, verb, submit_label, danger = (
        actions.withdraw_call,
        "Withdraw a call on",
        "Withdraw the call",
        True,
    )
    form_class = forms.WithdrawForm
