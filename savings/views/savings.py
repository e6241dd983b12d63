"""Pages of the register of savings."""

from django.utils.html import format_html

from programme.financial_years import financial_year_of
from programme.formats import day, money
from programme.ui.child_tables import ChildTable
from programme.ui.views import AddView, EditView, StepView

from .. import actions, filters, forms, permissions, tables, words
from ..arithmetic import in_year, run_rate
from ..choices import SECURED, Kind, State
from ..log import REALLOCATIONS, SAVINGS
from ..models import Achievement, Reallocation
from .base import MoneyDetail, MoneyList


class SavingList(MoneyList):
    log, states, kinds = SAVINGS, State, Kind
    filterset_class, table_class = filters.SavingFilter, tables.SavingTable
    empty_text = (
        "Add the first saving: what is saved, permanently or once, how much, and from when."
    )

    def summary(self, entries):
        """Says of both sums what of them is counted now, as the tile on the overview does."""
        summary = super().summary(entries)
        secured = list(entries.filter(state__in=SECURED))
        year = financial_year_of(self.day)
        once = [saving for saving in secured if saving.kind == Kind.ONE_OFF]
        now = {
            Kind.PERMANENT: (run_rate(secured, self.day), day(self.day)),
            Kind.ONE_OFF: (sum(in_year(saving, year) for saving in once), year),
        }
        said = [words.counted_now(kind, self.found[kind], *now[kind]) for kind in Kind]
        self.intro = " ".join(filter(None, [self.intro, *said]))
        return summary


class SavingDetail(MoneyDetail):
    log = SAVINGS

    def groups(self):
        about, the_money, *rest = super().groups()
        the_money["rows"] = [*words.about(self.entry), *the_money["rows"]]
        return [about, the_money, *rest]

    def show_source(self):
        """The spending that it derives from, as it stood."""
        source = Reallocation.objects.as_at(self.at).get(pk=self.entry.source_id)
        url = self.address(REALLOCATIONS.url("detail"), source.reference)
        link = format_html('<a href="{}">{}</a>', url, source)
        return format_html(
            "{}, {} one-off in {}", link, money(source.amount), source.financial_year
        )

    def flags(self):
        saving, flags = self.entry, super().flags()
        achieved = money(saving.achieved)
        if saving.state == State.IDENTIFIED and saving.starts_on <= self.day:
            flags.append("It should have begun and is not approved: it is not counted.")
        if saving.was_approved_as:
            flags.append(f"{saving.was_approved_as}.")
        once = saving.state == State.ACHIEVED and not saving.is_permanent
        if once and saving.achieved != saving.amount:
            flags.append(f"{achieved} was achieved of {money(saving.amount)}.")
        return flags

    def tables(self):
        """Achieved amounts, newest first, with what took them back."""
        known = Achievement.objects.filter(saving=self.entry.pk).known_at(self.at)
        found = list(known.order_by("-number"))
        taken_back = {row.reverses_id for row in found}
        may = self.may_take(ReverseAchieved)
        links = [lambda row: self._reverse(row, taken_back)] if may else []
        return [
            ChildTable(
                "Achieved amounts",
                ["Financial year", "Amount", "Evidence", "Recorded", "By"] + ["Change"] * may,
                [
                    [
                        row.financial_year,
                        money(row.amount),
                        f"Taken back: {row.evidence}" if row.reverses_id else row.evidence,
                        day(row.recorded_at),
                        row.recorded_by_name,
                        *(link(row) for link in links),
                    ]
                    for row in found
                ],
                numeric=["Amount"],
                empty="No achieved amount is posted yet.",
            )
        ]

    def _reverse(self, row, taken_back):
        """The link that takes an amount back, unless it was or is such an entry itself."""
        if row.reverses_id or row.pk in taken_back:
            return ""
        return format_html(
            '<a href="{}">Reverse<span class="govuk-visually-hidden"> {}</span></a>',
            self.address(self.log.url("reverse"), self.entry.reference, row.number),
            f"{money(row.amount)} in {row.financial_year}",
        )


class AddSaving(AddView):
    log, form_class, action = SAVINGS, forms.SavingForm, actions.add_saving


class EditSaving(EditView):
    log, form_class, action = SAVINGS, forms.SavingForm, actions.change_saving


class SavingStep(StepView):
    log, permission = SAVINGS, permissions.KEEP

    def facts(self):
        achieved = {"label": "Achieved to date", "value": money(self.entry.achieved)}
        return [*super().facts(), *words.about(self.entry), achieved]


class ApproveSaving(SavingStep):
    name, label, heading = "approve", "Record the approval", "Record the approval of {}"
    permission, form_class, action = permissions.APPROVE, forms.ApproveForm, actions.approve_saving


class AmountStep(SavingStep):
    """A step with which a planned change of the amount can fall away."""

    def form(self, data=None):
        about = {"initial": self.initial(), "saving": self.entry}
        return self.form_class(data, programme=self.programme, **about)


class ReviseSaving(AmountStep):
    name, label = "revise", "Record a changed approval"
    heading = "Record a changed approval of {}"
    permission, form_class, action = permissions.APPROVE, forms.ReviseForm, actions.revise_saving
    intro = "The approval before stays in the history. From now on the changed one counts."

    def initial(self):
        now = {name: getattr(self.entry, name) for name in ("title", "amount", "starts_on")}
        return {**super().initial(), **now}


class ChangeAmount(AmountStep):
    name, label = "change_amount", "Change the yearly amount"
    heading, submit_label = "Change the yearly amount of {}", "Save the amount"
    permission, form_class = permissions.APPROVE, forms.ChangeAmountForm
    action = actions.change_amount
    intro = "Years before that day keep the amount that they had."

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and page.entry.is_permanent


class EndSaving(AmountStep):
    name, label, heading = "end", "End it", "End {}"
    permission, form_class, action = permissions.APPROVE, forms.EndForm, actions.end_saving
    intro = "What it brought before stays; of a one-off saving, what was achieved."


class PostAchieved(SavingStep):
    name, label = "post", "Post an achieved amount"
    heading, submit_label = "Post an achieved amount on {}", "Post the amount"
    permission, form_class, action = permissions.POST, forms.AchievedForm, actions.post_achieved

    def initial(self):
        """A one-off saving has one year; a permanent one most likely brings something in this."""
        first = self.entry.first_year
        year = max(first, financial_year_of(self.today)) if self.entry.is_permanent else first
        return {**super().initial(), "financial_year": year}


class ReverseAchieved(SavingStep):
    name, label = "reverse", "Take back"
    heading, ending, button = (
        "Take back an achieved amount on {}",
        "achieved/<int:number>/reverse",
        False,
    )
    permission, form_class, action = permissions.POST, forms.ReverseForm, actions.reverse_achieved

    def find(self, reference, number):
        super().find(reference)
        amounts = self.entry.achievements.select_related("saving__programme")
        self.achievement = self.child(amounts, number=number)

    def facts(self):
        amount = f"{self.achievement}: {self.achievement.evidence}"
        return [*super().facts(), {"label": "Amount", "value": amount}]

    def subject(self):
        return self.achievement


class ConfirmAchieved(SavingStep):
    name, label, heading = "confirm", "Confirm as achieved", "Confirm {} as achieved"
    submit_label = "Confirm"
    permission, form_class, action = permissions.POST, forms.ConfirmForm, actions.confirm_achieved


class ReopenSaving(SavingStep):
    name, label, action = "reopen", "Reopen", actions.reopen_saving


class WithdrawSaving(SavingStep):
    name, label, action, danger = "withdraw", "Withdraw", actions.withdraw_saving, True
