"""The register of budget lines, one line, and its steps in the order of their buttons."""

from django.utils.html import format_html

from programme.financial_years import nearest_day
from programme.formats import day, money
from programme.ui.child_tables import ChildTable
from programme.ui.views import AddView, DetailView, EditView, ListView, StepView

from .. import actions, forms, permissions
from ..choices import Kind, Standing
from ..filters import LineFilter
from ..log import BUDGET
from ..models import Posting, Virement
from ..querysets import totals
from ..tables import LineTable


class LineList(ListView):
    log, filterset_class, table_class = BUDGET, LineFilter, LineTable
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
                "filters": {"standing": standing.value},
            }
            for standing in Standing
        ]
        return found["count"], key

    def extra(self):
        periods = {"label": "Locked periods", "url": self.address("budgets:periods")}
        return {"extra_links": [periods]}


class LineDetail(DetailView):
    log = BUDGET

    def show_variance(self):
        return self.entry.variance_in_words

    def flags(self):
        line = self.entry
        flags = []
        if line.standing == Standing.OVERSPENT:
            over = money(line.spent - line.current_allocation)
            flags.append(f"{over} more is spent than is allocated.")
        elif line.left < 0:
            flags.append(f"{money(-line.left)} more is spent and committed than is allocated.")
        if line.variance > 0:
            flags.append(f"The forecast is {line.variance_in_words}.")
        if above := dict(line.troubles).get(Standing.OUTRUN):
            flags.append(f"{above}.")
        return flags

    def tables(self):
        """Postings and virements in one table, newest first."""
        postings = Posting.objects.filter(line=self.entry.pk).known_at(self.at)
        virements = Virement.objects.touching(self.entry).known_at(self.at)
        postings = postings.select_related("reverses")
        self.taken_back = {posting.reverses_id for posting in postings}
        moves = [(self._posting, posting) for posting in postings]
        moves += [(self._virement, one) for one in virements.select_related("giver", "taker")]
        moves.sort(key=lambda move: (move[1].on, move[1].recorded_at, move[1].pk), reverse=True)
        head = ["Dated", "Movement", "Amount", "What", "By"]
        head += ["Change"] if self.may_keep else []
        rows = [write(movement)[: len(head)] for write, movement in moves]
        empty = "No money has moved on this line yet."
        return [ChildTable("Movements", head, rows, empty=empty)]

    def _posting(self, posting):
        words = posting.in_words
        if posting.reverses:
            back = "released" if posting.kind == Kind.COMMITMENT else "taken back"
            words = f"{words} of {day(posting.reverses.on)} {back}"
        amount, by = money(posting.amount), posting.recorded_by_name
        return [day(posting.on), words, amount, posting.what, by, self._take_back(posting)]

    def _take_back(self, posting):
        if posting.reverses_id or posting.pk in self.taken_back:
            return ""
        kind = posting.in_words.lower()
        return format_html(
            '<a href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>',
            self.address(self.log.url("reverse"), self.entry.reference, posting.number),
            "Release" if posting.kind == Kind.COMMITMENT else "Reverse",
            f"{kind} of {money(posting.amount)}, {day(posting.on)}",
        )

    def _virement(self, virement):
        gives = virement.giver_id == self.entry.pk
        other = virement.taker if gives else virement.giver
        url = self.address(self.log.url("detail"), other.reference)
        way = "to" if gives else "from"
        words = format_html('Virement {} <a href="{}">{}</a>', way, url, other)
        what = f"{virement.reason} (authority: {virement.authority})"
        amount = money(-virement.amount if gives else virement.amount)
        return [day(virement.on), words, amount, what, virement.recorded_by_name, ""]

    def extra(self):
        return {"band": self.entry.standing.as_dict()}


class EditLine(EditView):
    log, form_class, action = BUDGET, forms.LineForm, actions.change_line


class LineStep(StepView):
    log, permission = BUDGET, permissions.KEEP

    def facts(self):
        left = {"label": "Neither spent nor committed", "value": money(self.entry.left)}
        return [*super().facts(), left]

    def initial(self):
        """A movement is dated today, or on the day of the line's year that is nearest."""
        return {**super().initial(), "on": nearest_day(self.entry.financial_year, self.today)}


class AboutLine(LineStep):
    """A step whose form depends on the line."""

    def form(self, data=None):
        about = {"initial": self.initial(), "line": self.entry}
        return self.form_class(data, programme=self.programme, **about)


class PostSpend(AboutLine):
    name, label, heading = "spend", "Post spend", "Post spend on {}"
    form_class, action = forms.SpendForm, actions.post_spend
    part_title = "Spend so far"
    part_hint = "Leave all of it blank if nothing is spent yet."

    @classmethod
    def part_of(cls, form, data, **how):
        return super().part_of(form, data, line=form.instance, **how)


class AddLine(AddView):
    log, form_class, action = BUDGET, forms.AddLineForm, actions.add_line
    also = (PostSpend,)


class CommitMoney(AboutLine):
    name, label, heading = "commit", "Commit money", "Commit money of {}"
    form_class, action = forms.CommitForm, actions.commit_money
    submit_label = "Commit"


class SetForecast(AboutLine):
    name, label, heading = "forecast", "Set the forecast", "Set the forecast of {}"
    form_class, action = forms.ForecastForm, actions.set_forecast
    alone = True  # a blank takes the forecast away

    def facts(self):
        line = self.entry
        allocation = {"label": "Current allocation", "value": money(line.current_allocation)}
        spend = {"label": "Spend to date", "value": money(line.spent)}
        return [*super().facts(), allocation, spend]

    def initial(self):
        given = self.entry.forecast if self.entry.forecast_given else None
        return {**super().initial(), "forecast": given}


class MoveAllocation(AboutLine):
    name, label, heading = "move", "Move money (virement)", "Move money from {}"
    form_class, action = forms.MoveForm, actions.move_allocation
    submit_label = "Move money"
    intro = "A virement changes two lines and never the total."


class ChangeAllocation(AboutLine):
    name, label, heading = "allocate", "Change the allocation", "Change the allocation of {}"
    form_class, action = forms.AllocateForm, actions.allocate_line
    submit_label = "Save the allocation"
    intro = "What was allocated before stays in the history. Money between lines is a virement."

    def initial(self):
        now = {name: getattr(self.entry, name) for name in ("allocation", "financial_year")}
        return {**super().initial(), **now}


class CloseLine(LineStep):
    name, label, action, danger = "close", "Close", actions.close_line, True


class ReopenLine(LineStep):
    name, label, action = "reopen", "Reopen", actions.reopen_line


class ReversePosting(LineStep):
    name, ending, button = "reverse", "postings/<int:number>/reverse", False
    doing = "take back a posting of {}"
    form_class, action = forms.ReverseForm, actions.reverse_posting

    def find(self, reference, number):
        super().find(reference)
        postings = self.entry.postings.select_related("line__programme")
        self.posting = self.child(postings, number=number)
        self.releases = self.posting.kind == Kind.COMMITMENT

    @property
    def heading(self):
        return "Release a commitment of {}" if self.releases else "Take back spend on {}"

    @property
    def submit_label(self):
        return "Release" if self.releases else "Take back"

    def facts(self):
        posting = {"label": "Posting", "value": f"{self.posting}: {self.posting.what}"}
        return [*super().facts(), posting]

    def subject(self):
        return self.posting
