"""Pages of savings, targets, re-allocations and carry-forwards. Each view calls one action."""

from django.http import Http404
from django.utils.html import format_html

from programme.financial_years import financial_year_of
from programme.formats import day, money
from programme.reporting import DATE, MONEY
from programme.ui.base import ProgrammeView
from programme.ui.views import (
    ActionView,
    AddView,
    DetailView,
    DownloadMixin,
    EditView,
    ListView,
    facts_of,
)

from . import actions, filters, forms, permissions, tables, words
from .account import Account
from .choices import COUNTED, STEPS, CarryState, Kind, ReallocationState, State, TargetState
from .models import Achievement, Reallocation
from .querysets import pots, totals
from .reporting import (
    CARRY_FORWARDS,
    REALLOCATIONS,
    SAVINGS,
    TARGETS,
    chart,
    pots_part,
    reallocations_part,
    years_part,
)

OTHER_PAGES = [
    ("Savings by year", "savings:years", None),
    ("Targets", "savings:targets", TARGETS),
    ("Re-allocations", "savings:reallocations", REALLOCATIONS),
    ("Carry-forwards", "savings:carry_forwards", CARRY_FORWARDS),
]


class MoneyList(ListView):
    """A register with links to the other pages of the account, a key of states, and a total of each kind."""

    states, kinds = (), ()

    def extra(self):
        links = [(label, name) for label, name, log in OTHER_PAGES if log is not self.log]
        return {
            "extra_links": [{"label": label, "url": self.address(name)} for label, name in links]
        }

    def summary(self, entries):
        """Count, key and totals by kind from one query; the two kinds are never added together."""
        found = totals(entries, self.states, self.kinds)
        if self.kinds and found["count"]:
            self.intro = f"Shown here: {money(found['permanent'])} a year permanent, and {money(found['one_off'])} one-off."
        key = [
            {
                "key": "",
                "word": word,
                "count": found[f"count_{state}"],
                "url": self.table.link(state=state),
            }
            for state, word in self.states.choices
        ]
        return found["count"], key


class SavingList(MoneyList):
    log, states, kinds = SAVINGS, State, Kind
    filterset_class, table_class = filters.SavingFilter, tables.SavingTable
    add_permission, add_label, add_url_name = permissions.KEEP, "Add a saving", "savings:add"
    empty_text = (
        "Add the first saving: what is saved, permanently or once, how much, and from when."
    )


class SavingDownload(DownloadMixin, SavingList):
    pass


class Years(ProgrammeView):
    """The savings by financial year and the balance of both pots, with the picture."""

    permission = permissions.SEE
    title = "Savings by year"

    def crumbs(self):
        return [*super().crumbs(), (SAVINGS.title, self.address("savings:list"))]

    def get(self, request):
        account = Account(self.programme, self.at)
        parts = [years_part(account), pots_part(account), reallocations_part(account)]
        links = [
            ("Savings", "savings:list"),
            *((label, name) for label, name, log in OTHER_PAGES if log),
        ]
        return self.page(
            "savings/years.html",
            chart=chart(account),
            tables=[plain(part) for part in parts],
            extra_links=[{"label": label, "url": self.address(name)} for label, name in links],
        )


def plain(part):
    """A part of the report's section as a table of the page, its totals as the last row."""
    columns, rows = part["columns"], list(part["rows"])
    if "totals" in part and rows:
        rows.append({columns[0]["key"]: "Total", **part["totals"]})
    writers = {MONEY: money, DATE: day}
    return {
        "title": part["title"],
        "head": [column["label"] for column in columns],
        "rows": [
            [
                writers.get(column["kind"], lambda value: value)(row.get(column["key"]))
                for column in columns
            ]
            for row in rows
        ],
        "numeric": [column["label"] for column in columns if column["kind"] == MONEY],
        "notes": part["notes"] if rows else [],
        "empty": "Nothing is recorded yet.",
    }


class MoneyDetail(DetailView):
    """What the detail pages share."""

    about = ("owner", "lead_partner", "workstream", "comment")

    def approval(self):
        """The approval as facts."""
        rows = facts_of(self.entry, "approved_body", "approved_by", "approved_on")
        return {"title": "Approval", "rows": rows, "change_url": None}

    def flags(self):
        entry = self.entry
        if getattr(entry, "lacks_day", False):
            return [f"{entry.approved_body} approved it on a day that the papers do not give."]
        return []


class SavingDetail(MoneyDetail):
    log = SAVINGS
    edit_permission, edit_url_name = permissions.KEEP, "savings:edit"

    def groups(self):
        saving = self.entry
        source = {"label": "Derives from", "value": self._source()}
        achieved = [
            {"label": "Achieved to date", "value": money(saving.achieved)},
            {"label": "Amount that was approved", "value": money(saving.approved_amount)},
        ]
        facts = [
            *facts_of(saving, "title", "kind", "starts_on"),
            source,
            *facts_of(saving, *self.about),
        ]
        return [
            {"title": "The saving", "rows": facts},
            {"title": "The money", "rows": [*words.about(saving), *achieved], "change_url": None},
            self.approval(),
        ]

    def _source(self):
        if not self.entry.source_id:
            return ""
        source = Reallocation.objects.as_at(self.at).get(pk=self.entry.source_id)
        url = self.address("savings:reallocation", source.reference)
        return format_html(
            '<a href="{}">{}</a>, {} one-off in {}',
            url,
            source,
            money(source.amount),
            source.financial_year,
        )

    def flags(self):
        saving, flags = self.entry, super().flags()
        if saving.state == State.IDENTIFIED and saving.starts_on <= self.day:
            flags.append("It should have begun and is not approved: it is not counted.")
        if saving.approved_amount not in (None, saving.amount):
            flags.append(
                f"{money(saving.approved_amount)} was approved; the amount is now {money(saving.amount)}."
            )
        if (
            saving.state == State.ACHIEVED
            and not saving.is_permanent
            and saving.achieved != saving.amount
        ):
            flags.append(f"{money(saving.achieved)} was achieved of {money(saving.amount)}.")
        return flags

    def steps(self):
        offered = [
            ("Record the approval", "savings:approve", permissions.APPROVE, "approve"),
            ("Post an achieved amount", "savings:post", permissions.POST, "post"),
            ("Confirm as achieved", "savings:confirm", permissions.POST, "achieve"),
            ("Reopen", "savings:reopen", permissions.KEEP, "reopen"),
            ("Withdraw", "savings:withdraw", permissions.KEEP, "withdraw"),
        ]
        return [
            (label, name, who)
            for label, name, who, step in offered
            if self.entry.state in STEPS[step]
        ]

    def tables(self):
        """Achieved amounts, newest first, with what took them back."""
        rows = list(
            Achievement.objects.filter(saving=self.entry.pk).known_at(self.at).order_by("-number")
        )
        self.taken_back = {row.reverses_id for row in rows}
        may = self.allowed(permissions.POST) and not self.at
        return [
            {
                "title": "Achieved amounts",
                "head": [
                    "Financial year",
                    "Amount",
                    "Evidence",
                    "Recorded",
                    "By",
                    *(["Change"] if may else []),
                ],
                "numeric": ["Amount"],
                "rows": [self._achieved(row)[: 6 if may else 5] for row in rows],
                "empty": "No achieved amount is posted yet.",
            }
        ]

    def _achieved(self, row):
        evidence = f"Taken back: {row.evidence}" if row.reverses_id else row.evidence
        plain = [
            row.financial_year,
            money(row.amount),
            evidence,
            day(row.recorded_at),
            row.recorded_by_name,
        ]
        if row.reverses_id or row.pk in self.taken_back:
            return [*plain, ""]
        url = self.address("savings:reverse", self.entry.reference, row.number)
        hidden = f"{money(row.amount)} in {row.financial_year}"
        return [
            *plain,
            format_html(
                '<a href="{}">Reverse<span class="govuk-visually-hidden"> {}</span></a>',
                url,
                hidden,
            ),
        ]


class AddSaving(AddView):
    log, permission = SAVINGS, permissions.KEEP
    title, form_class, action = "Add a saving", forms.SavingForm, actions.add_saving


class EditSaving(EditView):
    log, permission = SAVINGS, permissions.KEEP
    form_class, action = forms.SavingForm, actions.change_saving


class SavingStep(ActionView):
    log, permission, noun = SAVINGS, permissions.KEEP, "Saving"

    def facts(self):
        return [
            *super().facts(),
            *words.about(self.entry),
            {"label": "Achieved to date", "value": money(self.entry.achieved)},
        ]


class ApproveSaving(SavingStep):
    permission, form_class, action = permissions.APPROVE, forms.ApproveForm, actions.approve_saving
    verb, submit_label = "Record the approval of", "Record the approval"


class PostAchieved(SavingStep):
    permission, form_class, action = permissions.POST, forms.AchievedForm, actions.post_achieved
    verb, submit_label = "Post an achieved amount on", "Post the amount"

    def initial(self):
        """A one-off saving has one year; a permanent one most likely brings something in the present year."""
        first = self.entry.first_year
        year = max(first, financial_year_of(self.today)) if self.entry.is_permanent else first
        return {**super().initial(), "financial_year": year}


class ReverseAchieved(SavingStep):
    permission, form_class = permissions.POST, forms.ReverseForm
    verb, submit_label = "Take back an achieved amount on", "Take back"

    def find(self, reference, number):
        super().find(reference)
        self.achievement = (
            self.entry.achievements.filter(number=number)
            .select_related("saving__programme")
            .first()
        )
        if self.achievement is None:
            raise Http404("No such amount.")

    def facts(self):
        return [
            *super().facts(),
            {"label": "Amount", "value": f"{self.achievement}: {self.achievement.evidence}"},
        ]

    def act(self, form):
        return actions.reverse_achieved(
            self.achievement, by=self.request.user, at=self.now, **form.values()
        )


class ConfirmAchieved(SavingStep):
    permission, form_class, action = permissions.POST, forms.ConfirmForm, actions.confirm_achieved
    verb, submit_label = "Confirm as achieved", "Confirm"


class ReopenSaving(SavingStep):
    action, verb = actions.reopen_saving, "Reopen"


class WithdrawSaving(SavingStep):
    action, verb, danger = actions.withdraw_saving, "Withdraw", True


# --- targets


class TargetList(MoneyList):
    log, states = TARGETS, TargetState
    filterset_class, table_class = filters.TargetFilter, tables.TargetTable
    add_permission, add_label, add_url_name = permissions.KEEP, "Add a target", "savings:add_target"
    empty_text = (
        "Add the first target: how much more is to be saved every year from a financial year on."
    )


class TargetDownload(DownloadMixin, TargetList):
    pass


class TargetDetail(MoneyDetail):
    log = TARGETS
    edit_permission, edit_url_name = permissions.KEEP, "savings:target_edit"

    def groups(self):
        return [
            {
                "title": "The target",
                "rows": facts_of(self.entry, "title", "financial_year", "amount", *self.about),
            }
        ]

    def steps(self):
        return (
            [("Withdraw", "savings:target_withdraw", permissions.KEEP)]
            if self.entry.state == TargetState.IN_FORCE
            else []
        )


class AddTarget(AddView):
    log, permission = TARGETS, permissions.KEEP
    title, form_class, action = "Add a savings target", forms.TargetForm, actions.add_target


class EditTarget(EditView):
    log, permission = TARGETS, permissions.KEEP
    form_class, action = forms.TargetForm, actions.change_target


class WithdrawTarget(ActionView):
    log, permission, noun = TARGETS, permissions.KEEP, "Target"
    action, verb, danger = actions.withdraw_target, "Withdraw", True


# --- re-allocations


class ReallocationList(MoneyList):
    log, states, kinds = REALLOCATIONS, ReallocationState, Kind
    filterset_class, table_class = filters.ReallocationFilter, tables.ReallocationTable
    add_permission, add_label, add_url_name = (
        permissions.POST,
        "Add a re-allocation",
        "savings:add_reallocation",
    )
    empty_text = "Add the first re-allocation: to what, from which pot, how much. Savings have to be approved before."


class ReallocationDownload(DownloadMixin, ReallocationList):
    pass


class ReallocationDetail(MoneyDetail):
    log = REALLOCATIONS
    edit_permission, edit_url_name = permissions.POST, "savings:reallocation_edit"

    def groups(self):
        names = ("title", "kind", "pot", "amount", "financial_year", "priority")
        return [
            {
                "title": "The re-allocation",
                "rows": [*facts_of(self.entry, *names, *self.about), self._derived()],
            },
            self.approval(),
        ]

    def _derived(self):
        """The savings that this spending makes possible."""
        found = (
            SAVINGS.entries(self.programme, self.at)
            .filter(source=self.entry.pk)
            .exclude(state=State.WITHDRAWN)
        )
        found = [
            f"{saving}: {money(saving.amount)} a year from {saving.first_year}" for saving in found
        ]
        return {"label": "Derived savings", "value": ", ".join(found)}

    def flags(self):
        if self.entry.state == ReallocationState.RECORDED:
            return ["Approving body and date are not recorded."]
        return super().flags()

    def steps(self):
        steps = []
        if self.entry.state == ReallocationState.RECORDED:
            steps.append(
                ("Record the approval", "savings:reallocation_approve", permissions.APPROVE)
            )
        if self.entry.state in COUNTED:
            steps.append(("Withdraw", "savings:reallocation_withdraw", permissions.POST))
        return steps


class PotFacts:
    """What is left of each pot this year, shown above a form that takes from them."""

    def facts(self):
        money_of, year = pots(self.programme), financial_year_of(self.today)
        return [
            *super().facts(),
            {
                "label": f"Permanent pot, left from {year} on",
                "value": f"{money(money_of.left(Kind.PERMANENT, year))} a year",
            },
            {
                "label": f"One-off pot, left in {year}",
                "value": money(money_of.left(Kind.ONE_OFF, year)),
            },
        ]


class AddReallocation(PotFacts, AddView):
    log, permission = REALLOCATIONS, permissions.POST
    title, form_class, action = (
        "Add a re-allocation",
        forms.ReallocationForm,
        actions.add_reallocation,
    )
    intro = "Permanent and one-off money are two pots: neither pays for the other."


class EditReallocation(PotFacts, EditView):
    log, permission = REALLOCATIONS, permissions.POST
    form_class, action = forms.ReallocationForm, actions.change_reallocation


class ReallocationStep(ActionView):
    log, permission, noun = REALLOCATIONS, permissions.POST, "Re-allocated to"

    def facts(self):
        return [*super().facts(), *facts_of(self.entry, "kind", "amount", "financial_year")]


class ApproveReallocation(ReallocationStep):
    permission, form_class, action = (
        permissions.APPROVE,
        forms.ApproveForm,
        actions.approve_reallocation,
    )
    verb, submit_label = "Record the approval of", "Record the approval"


class WithdrawReallocation(ReallocationStep):
    action, verb, danger = actions.withdraw_reallocation, "Withdraw", True


# --- carry-forwards


class CarryForwardList(MoneyList):
    log, states = CARRY_FORWARDS, CarryState
    filterset_class, table_class = filters.CarryForwardFilter, tables.CarryForwardTable
    add_permission, add_label, add_url_name = (
        permissions.POST,
        "Ask to carry forward",
        "savings:add_carry_forward",
    )
    empty_text = "One-off money of a year can be used in the next when a body has approved the carry-forward."


class CarryForwardDownload(DownloadMixin, CarryForwardList):
    pass


class CarryForwardDetail(MoneyDetail):
    log = CARRY_FORWARDS
    edit_permission, edit_url_name = permissions.POST, "savings:carry_forward_edit"

    def groups(self):
        to_year = {"label": "To financial year", "value": self.entry.to_year}
        rows = [
            *facts_of(self.entry, "title", "financial_year"),
            to_year,
            *facts_of(self.entry, "amount", *self.about),
        ]
        return [{"title": "The carry-forward", "rows": rows}, self.approval()]

    def steps(self):
        steps = []
        if self.entry.state == CarryState.REQUESTED:
            steps.append(
                ("Record the approval", "savings:carry_forward_approve", permissions.APPROVE)
            )
        if self.entry.state != CarryState.DROPPED:
            steps.append(("Drop", "savings:carry_forward_drop", permissions.POST))
        return steps


class RequestCarryForward(PotFacts, AddView):
    log, permission = CARRY_FORWARDS, permissions.POST
    title, form_class, action = (
        "Ask to carry money forward",
        forms.CarryForwardForm,
        actions.request_carry_forward,
    )


class EditCarryForward(PotFacts, EditView):
    log, permission = CARRY_FORWARDS, permissions.POST
    form_class, action = forms.CarryForwardForm, actions.change_carry_forward


class CarryForwardStep(ActionView):
    log, permission, noun = CARRY_FORWARDS, permissions.POST, "Carry-forward"

    def facts(self):
        return [*super().facts(), *facts_of(self.entry, "financial_year", "amount")]


class ApproveCarryForward(CarryForwardStep):
    permission, form_class, action = (
        permissions.APPROVE,
        forms.ApproveForm,
        actions.approve_carry_forward,
    )
    verb, submit_label = "Record the approval of", "Record the approval"


class DropCarryForward(CarryForwardStep):
    action, verb, danger = actions.drop_carry_forward, "Drop", True
