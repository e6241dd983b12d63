"""The reporting periods, and their forms."""

from django.db.models import Count, Q
from django.http import Http404
from django.utils.html import format_html

from programme.closings import resting_on
from programme.formats import day
from programme.ui.child_tables import ChildTable
from programme.ui.forms import NoteForm, TakeBackForm
from programme.ui.views import FormView, LogView

from .. import actions, forms, permissions
from ..choices import CLOSED, CURRENT, NEXT, UNFINISHED
from ..log import MILESTONES
from ..models import Period, RollOver


class Periods(LogView):
    """The reporting periods, with what stands in each."""

    log, permission = MILESTONES, permissions.SEE
    title = "Reporting periods"
    intro = (
        "A report prints the milestones of the current period and of the next one. "
        "Closing the current period rolls what is unfinished over into the next."
    )
    empty = (
        "No period yet. Add the period that the next report looks back on, and the one after it."
    )

    def get(self, request):
        self.may_keep = self.allowed(permissions.KEEP_PERIODS) and not self.at
        return self.page(
            "programme/plain_table.html",
            intro=self.intro,
            add_url=self.address("milestones:add_period") if self.may_keep else None,
            add_label="Add a period",
            tables=[self._table()],
        )

    def _table(self):
        links = ["Change", "Close or reopen"] if self.may_keep else []
        head = ["Period", "Days", "Standing", "Milestones", "Unfinished", *links]
        counts, periods = self._counts(), Period.objects.in_phases(self.position)
        closed = [period for period in periods if period.closed_at]
        self.last_closed = max(closed, key=lambda period: period.closed_at, default=None)
        rows = [
            [
                self._milestones(period),
                period.days,
                period.phase,
                *counts.get(period.pk, (0, 0)),
                *(self._links(period) if self.may_keep else []),
            ]
            for period in periods
        ]
        return ChildTable("", head, rows, caption=self.title, empty=self.empty)

    def _counts(self):
        """How many milestones each period has, and how many of them are unfinished."""
        entries = MILESTONES.entries(self.position).order_by().values_list("period_id")
        rest = Count("id", Q(state__in=UNFINISHED))
        return {pk: counts for pk, *counts in entries.annotate(all=Count("id"), rest=rest)}

    def _milestones(self, period):
        url = self.address("milestones:list")
        query = f"{'&' if '?' in url else '?'}period={period.pk}"
        return format_html('<a href="{}{}">{}</a>', url, query, period.label)

    def _links(self, period):
        change = self._link("Change", "milestones:edit_period", period)
        close = self._link("Close", "milestones:close_period", period)
        if period.phase == CLOSED:
            reopen = self._link("Reopen", "milestones:reopen_period", period)
            return ["", reopen if period == self.last_closed else ""]
        return [change, close if period.phase == CURRENT else ""]

    def _link(self, label, name, period):
        hidden = format_html('<span class="govuk-visually-hidden"> {}</span>', period.label)
        return format_html('<a href="{}">{}{}</a>', self.address(name, period.pk), label, hidden)


class PeriodFormView(FormView):
    log, permission = MILESTONES, permissions.KEEP_PERIODS

    def crumbs(self):
        return [*super().crumbs(), (Periods.title, self.cancel_url())]

    def cancel_url(self):
        return self.address("milestones:periods")

    def done_url(self, period):
        return self.cancel_url()

    def done_message(self, period):
        return f"{period} saved."


class AddPeriod(PeriodFormView):
    title, form_class = "Add a period", forms.PeriodForm

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.add_period(programme=self.programme, **who, **form.values())


class EditPeriod(PeriodFormView):
    form_class, action = forms.PeriodForm, actions.change_period

    def find(self, pk):
        periods = Period.objects.in_phases(self.position)
        self.following = next((one for one in periods if one.phase == NEXT), None)
        self.period = next((one for one in periods if one.pk == pk), None)
        if self.period is None:
            raise Http404("No such period.")
        self.gone = self.why_gone()

    def why_gone(self):
        """What became of the period meanwhile, where it can no longer be changed."""
        if not self.period.closed_at:
            return ""
        who, when = self.period.updated_by_name, day(self.period.closed_at)
        return f"{who} closed {self.period} on {when}."

    def looked_at(self):
        return self.period

    @property
    def title(self):
        return f"Change {self.period}"

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, instance=self.period)

    def act(self, form):
        action = type(self).action
        return action(self.period, by=self.request.user, at=self.now, **form.values())


class ClosePeriod(EditPeriod):
    form_class, action, submit_label = NoteForm, actions.close_period, "Close the period"

    @property
    def title(self):
        return f"Close {self.period}"

    def form(self, data=None):
        initial = {"version": self.period.version}
        return self.form_class(data, programme=self.programme, initial=initial)

    def facts(self):
        placed = MILESTONES.entries(self.position).filter(period_id=self.period.pk)
        rest = placed.filter(state__in=UNFINISHED).values_list("reference", flat=True)
        following = str(self.following or "There is no next period yet")
        return [
            {"label": "Days", "value": self.period.days},
            {"label": "Unfinished", "value": ", ".join(rest) or "None"},
            {"label": "They roll over into", "value": following},
        ]

    def done_message(self, period):
        return f"{period} closed."


class ReopenPeriod(EditPeriod):
    """Takes back that a period was closed by mistake."""

    form_class, action = TakeBackForm, actions.reopen_period
    submit_label = "Reopen the period"
    intro = (
        "It becomes the current period again. What rolled over as it was closed comes back, and its"
        " roll-over no longer counts. What was closed and reopened, by whom and why, stays on"
        " record."
    )

    @property
    def title(self):
        return f"Reopen {self.period}"

    def why_gone(self):
        if self.period.closed_at:
            return ""
        return f"{self.period} is not closed."

    def form(self, data=None):
        self.resting = resting_on(self.period, self.period.closed_at or self.now)
        how = {"initial": {"version": self.period.version}, "resting": self.resting}
        return self.form_class(data, programme=self.programme, **how)

    def facts(self):
        back = RollOver.objects.coming_back(self.period)
        came = ", ".join(one.milestone.reference for one in back)
        rows = [("Days", self.period.days), ("They come back", came or "None")]
        rows += [("Published since", "\n".join(self.resting))] if self.resting else []
        return [{"label": label, "value": value} for label, value in rows]

    def done_message(self, period):
        return f"{period} reopened."
