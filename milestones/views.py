"""Pages of the milestone log. Each view calls one action."""

from django.db.models import Count, Q
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.html import format_html

from programme.formats import day
from programme.ui.forms import NoteForm
from programme.ui.views import (
    ActionView,
    AddView,
    DetailView,
    DownloadMixin,
    EditView,
    FormView,
    ListView,
    LogView,
    facts_of,
)
from programme.written import in_full

from . import actions, forms, permissions
from .choices import CLOSED, CURRENT, NEXT, STEPS, UNFINISHED, State
from .filters import MilestoneFilter
from .models import Dependency, Milestone
from .querysets import periods_of
from .reporting import MILESTONES, timeline
from .tables import MilestoneTable


class MilestoneList(ListView):
    log = MILESTONES
    filterset_class, table_class = MilestoneFilter, MilestoneTable
    add_permission, add_label, add_url_name = permissions.KEEP, "Add a milestone", "milestones:add"
    empty_text = (
        "Add the first milestone: what is to be reached, and by when, as you would write it."
    )

    def table_arguments(self):
        return {**super().table_arguments(), "periods": self.filterset.periods}

    def summary(self, entries):
        """Count and key from one query: how many milestones stand in each state, and how many are overdue."""
        late = Count("id", Q(state__in=UNFINISHED, due_latest__lt=self.day))
        counts = entries.order_by().values("state").annotate(all=Count("id"), late=late)
        counts = {row["state"]: row for row in counts}
        key = [
            {
                "key": "",
                "word": word,
                "count": counts.get(state, {"all": 0})["all"],
                "url": self.table.link(state=state),
            }
            for state, word in State.choices
        ]
        overdue = sum(row["late"] for row in counts.values())
        key.append(
            {
                "key": "red",
                "word": "Overdue",
                "count": overdue,
                "url": self.table.link(overdue="yes"),
            }
        )
        return sum(row["all"] for row in counts.values()), key

    def extra(self):
        query = self.request.GET.urlencode()
        picture = self.address("milestones:timeline").partition("?")[0]
        return {
            "extra_links": [
                {"label": "Timeline", "url": f"{picture}?{query}" if query else picture},
                {"label": "Reporting periods", "url": self.address("milestones:periods")},
            ]
        }


class MilestoneDownload(DownloadMixin, MilestoneList):
    pass


class Timeline(MilestoneList):
    """The picture of the milestones that the same filters leave in the log, first due first."""

    title = "Milestone timeline"

    def get(self, request):
        in_order = self.filterset.qs.exclude(state=State.WITHDRAWN)
        in_order = sorted(
            in_order, key=lambda m: (m.due_earliest is None, str(m.due_earliest), m.number)
        )
        return self.page(
            "milestones/timeline.html",
            timeline=timeline(in_order, self.day),
            chips=self.filterset.chips(request.GET),
            clear_url=self.address("milestones:timeline"),
            register=self._register(),
            table=self._table(in_order),
        )

    def _register(self):
        query = self.request.GET.urlencode()
        address = self.address("milestones:list").partition("?")[0]
        return f"{address}?{query}" if query else address

    def _table(self, milestones):
        return {
            "title": "The same as a table",
            "head": ["Ref", "Milestone", "Due", "Days that it can mean", "Delivered", "State"],
            "rows": [
                [
                    format_html(
                        '<a href="{}">{}</a>',
                        self.address("milestones:detail", m.reference),
                        m.reference,
                    ),
                    m.title,
                    m.due,
                    m.span("due") or "",
                    day(m.delivered_on),
                    m.get_state_display(),
                ]
                for m in milestones
            ],
            "empty": "No milestone fits these filters.",
        }


class MilestoneDetail(DetailView):
    log = MILESTONES
    edit_permission, edit_url_name = permissions.KEEP, "milestones:edit"

    @cached_property
    def period(self):
        """The period as it stood at the moment; None for a milestone in none."""
        return next(
            (p for p in periods_of(self.programme, self.at) if p.pk == self.entry.period_id), None
        )

    @cached_property
    def needed(self):
        """The milestones that this one depends on, as they stood at the moment."""
        standing = Dependency.objects.standing(self.at).filter(milestone=self.entry.pk)
        return list(
            MILESTONES.entries(self.programme, self.at).filter(
                id__in=list(standing.values_list("needs", flat=True))
            )
        )

    def groups(self):
        milestone = self.entry
        slippage = milestone.slippage(self.day)
        return [
            {
                "title": "The milestone",
                "rows": [
                    *facts_of(milestone, "title"),
                    {"label": "Reporting period", "value": self._period()},
                    *facts_of(milestone, "comment", "owner", "lead_partner", "workstream"),
                ],
            },
            {
                "title": "When",
                "rows": [
                    self._date("First due", "baseline"),
                    self._date("Due now", "due"),
                    self._date("Forecast", "forecast"),
                    *facts_of(milestone, "extensions", "roll_overs", "delivered_on"),
                    {"label": "Slippage", "value": str(slippage) if slippage else ""},
                ],
            },
        ]

    def _period(self):
        return (
            f"{self.period} ({self.period.standing.lower()})"
            if self.period
            else "Not placed in a period"
        )

    def _date(self, label, name):
        return {"label": label, "value": in_full(self.entry, name)}

    def flags(self):
        flags = [f"{flag}." for flag in self.entry.flags(self.day)]
        for other in self.needed:
            if self.entry.state == State.COMPLETE and other.state != State.COMPLETE:
                flags.append(f"Complete, although {other.reference}, which it depends on, is not.")
            elif self.entry.is_unfinished and other.is_unfinished and _due_later(other, self.entry):
                flags.append(f"It depends on {other.reference}, which is due later: {other.due}.")
        return flags

    def steps(self):
        milestone = self.entry
        offered = [
            ("Start", "milestones:start", "start"),
            (
                "Add an earlier delivery" if milestone.delivered_on else "Record a delivery",
                "milestones:deliver",
                "deliver",
            ),
            ("Complete", "milestones:complete", "complete"),
            ("Re-date" if milestone.due else "Give a due date", "milestones:redate", "redate"),
            ("Change the comment", "milestones:comment", True),
            ("Withdraw", "milestones:withdraw", "withdraw"),
            ("Reopen", "milestones:reopen", "reopen"),
        ]
        return [
            (label, name, permissions.KEEP)
            for label, name, step in offered
            if step is True or step and milestone.state in STEPS[step]
        ]

    def tables(self):
        return [self._due_dates(), self._deliveries(), self._dependencies(), self._roll_overs()]

    def _due_dates(self):
        known = self.entry.due_dates.known_at(self.at)
        rows = [
            [
                d.due,
                _can_mean(d),
                "First due" if not place else f"Re-date {place}",
                day(d.recorded_at),
                d.recorded_by_name,
                d.why,
            ]
            for place, d in enumerate(known)
        ]
        head = ["Due", "Days that it can mean", "Which", "Set on", "By", "Why"]
        return {
            "title": "Due dates",
            "head": head,
            "rows": rows[::-1],
            "empty": "No due date has been set.",
        }

    def _deliveries(self):
        known = self.entry.deliveries.known_at(self.at).order_by("-id")
        return {
            "title": "Deliveries",
            "head": ["Delivered on", "To which body", "Outcome", "Final", "Recorded by"],
            "rows": [
                [
                    day(d.delivered_on),
                    d.to_body,
                    d.outcome,
                    "Final" if d.is_final else "",
                    d.recorded_by_name,
                ]
                for d in known
            ],
            "empty": "Nothing has been delivered yet.",
        }

    def _dependencies(self):
        may_keep = self.allowed(permissions.KEEP) and not self.at
        return {
            "title": "Depends on",
            "head": ["Ref", "Milestone", "Due", "State", *(["End"] if may_keep else [])],
            "rows": [
                [
                    self._link(m),
                    m.title,
                    m.due,
                    m.get_state_display(),
                    *([self._end(m)] if may_keep else []),
                ]
                for m in self.needed
            ],
            "empty": "It depends on no other milestone.",
            "actions": [{"label": "Add a dependency", "url": self.entry_url("milestones:depend")}]
            if may_keep
            else [],
        }

    def _link(self, milestone):
        url = self.address("milestones:detail", milestone.reference)
        return format_html('<a href="{}">{}</a>', url, milestone.reference)

    def _end(self, milestone):
        url = self.address("milestones:end_dependency", self.entry.reference, milestone.reference)
        hidden = f"the dependency on {milestone.reference}"
        return format_html(
            '<a href="{}">End<span class="govuk-visually-hidden"> {}</span></a>', url, hidden
        )

    def _roll_overs(self):
        known = self.entry.roll_over_rows.known_at(self.at).select_related(
            "from_period", "to_period"
        )
        return {
            "title": "Roll-overs",
            "head": ["Rolled over on", "From", "To", "By", "Why"],
            "rows": [
                [day(r.recorded_at), r.from_period, r.to_period, r.recorded_by_name, r.why]
                for r in known
            ],
            "empty": "It has not been rolled over.",
        }

    def extra(self):
        standing = (
            Dependency.objects.standing(self.at)
            .filter(needs=self.entry.pk)
            .select_related("milestone")
        )
        links = [
            {
                "label": f"{row.milestone} depends on this",
                "url": self.address("milestones:detail", row.milestone.reference),
            }
            for row in standing
        ]
        return {"links": links}


def _can_mean(due_date):
    if due_date.earliest is None:
        return "No date can be read from it"
    return Milestone(due_earliest=due_date.earliest, due_latest=due_date.latest).span("due")


def _due_later(other, milestone):
    return (
        bool(other.due_latest and milestone.due_latest) and other.due_latest > milestone.due_latest
    )


class AddMilestone(AddView):
    log, permission = MILESTONES, permissions.KEEP
    title, form_class, action = "Add a milestone", forms.AddMilestoneForm, actions.add_milestone

    def form(self, data=None):
        periods = {period.standing: period.pk for period in periods_of(self.programme)}
        return self.form_class(
            data, programme=self.programme, initial={"period": periods.get(CURRENT)}
        )


class EditMilestone(EditView):
    log, permission = MILESTONES, permissions.KEEP
    form_class, action = forms.MilestoneForm, actions.change_milestone


class MilestoneStep(ActionView):
    log, permission, noun = MILESTONES, permissions.KEEP, "Milestone"


class StartMilestone(MilestoneStep):
    action, verb, form_class = actions.start_milestone, "Start", NoteForm


class DeliverMilestone(MilestoneStep):
    action, verb, form_class = actions.deliver_milestone, "Record a delivery of", forms.DeliverForm
    submit_label = "Record the delivery"

    def initial(self):
        return {**super().initial(), "delivered_on": self.today}


class CompleteMilestone(MilestoneStep):
    action, verb, form_class = actions.complete_milestone, "Complete", forms.CompleteForm
    intro = "This ticks it off without a delivery date. Record the final delivery instead when you know its day."

    def initial(self):
        return {**super().initial(), "comment": self.entry.comment}


class CommentMilestone(MilestoneStep):
    action, verb, form_class = actions.comment_milestone, "Change the comment on", forms.CommentForm
    submit_label = "Save"

    def initial(self):
        return {**super().initial(), "comment": self.entry.comment}


class RedateMilestone(MilestoneStep):
    action, form_class = actions.redate_milestone, forms.RedateForm
    submit_label = "Save the date"

    @property
    def verb(self):
        return "Re-date" if self.entry.due else "Give a due date to"

    def facts(self):
        return [
            *super().facts(),
            {"label": "First due", "value": self.entry.baseline},
            {"label": "Due now", "value": self.entry.due},
        ]


class WithdrawMilestone(MilestoneStep):
    action, verb, danger = actions.withdraw_milestone, "Withdraw", True


class ReopenMilestone(MilestoneStep):
    action, verb = actions.reopen_milestone, "Reopen"


class Depend(MilestoneStep):
    action, verb, form_class = actions.add_dependency, "Add a dependency to", forms.DependForm
    submit_label = "Save"


class EndDependency(MilestoneStep):
    verb, submit_label = "End a dependency of", "End the dependency"

    def find(self, reference, other):
        super().find(reference)
        standing = (
            self.entry.dependencies.standing()
            .filter(needs__reference=other)
            .select_related("needs")
            .first()
        )
        if standing is None:
            raise Http404("No such dependency.")
        self.other = standing.needs

    def facts(self):
        return [*super().facts(), {"label": "Depends on", "value": str(self.other)}]

    def act(self, form):
        return actions.end_dependency(
            self.entry, by=self.request.user, at=self.now, needs=self.other, **form.values()
        )


class Periods(LogView):
    """The reporting periods, with what stands in each."""

    log, permission = MILESTONES, permissions.SEE
    title = "Reporting periods"
    intro = (
        "A report prints the milestones of the current period and of the next one. "
        "Closing the current period rolls what is unfinished over into the next."
    )

    def get(self, request):
        may_keep = self.allowed(permissions.KEEP_PERIODS) and not self.at
        add_url = self.address("milestones:add_period") if may_keep else None
        return self.page(
            "programme/plain_table.html",
            intro=self.intro,
            add_url=add_url,
            add_label="Add a period",
            tables=[self._table(may_keep)],
        )

    def _table(self, may_keep):
        counts = MILESTONES.entries(self.programme, self.at).order_by().values("period_id")
        counts = counts.annotate(all=Count("id"), unfinished=Count("id", Q(state__in=UNFINISHED)))
        counts = {row["period_id"]: row for row in counts}
        none = {"all": 0, "unfinished": 0}
        return {
            "title": "",
            "caption": self.title,
            "head": [
                "Period",
                "Days",
                "Standing",
                "Milestones",
                "Unfinished",
                *(["Change", "Close"] if may_keep else []),
            ],
            "rows": [
                [
                    self._milestones(period),
                    period.days,
                    period.standing,
                    counts.get(period.pk, none)["all"],
                    counts.get(period.pk, none)["unfinished"],
                    *(self._links(period) if may_keep else []),
                ]
                for period in periods_of(self.programme, self.at)
            ],
            "empty": "No period yet. Add the period that the next report looks back on, and the one after it.",
        }

    def _milestones(self, period):
        url = self.address("milestones:list")
        return format_html(
            '<a href="{}{}period={}">{}</a>',
            url,
            "&" if "?" in url else "?",
            period.pk,
            period.label,
        )

    def _links(self, period):
        change = (
            self._link("Change", "milestones:edit_period", period)
            if period.standing != CLOSED
            else ""
        )
        return [
            change,
            self._link("Close", "milestones:close_period", period)
            if period.standing == CURRENT
            else "",
        ]

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
        return actions.add_period(
            programme=self.programme, by=self.request.user, at=self.now, **form.values()
        )


class EditPeriod(PeriodFormView):
    form_class = forms.PeriodForm

    def find(self, pk):
        periods = periods_of(self.programme)
        self.following = next((period for period in periods if period.standing == NEXT), None)
        self.period = next(
            (period for period in periods if period.pk == pk and not period.closed_at), None
        )
        if self.period is None:
            raise Http404("No such open period.")

    @property
    def title(self):
        return f"Change {self.period}"

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, instance=self.period)

    def act(self, form):
        return actions.change_period(
            self.period, by=self.request.user, at=self.now, **form.values()
        )


class ClosePeriod(EditPeriod):
    form_class, submit_label = NoteForm, "Close the period"

    @property
    def title(self):
        return f"Close {self.period}"

    def form(self, data=None):
        return self.form_class(
            data, programme=self.programme, initial={"version": self.period.version}
        )

    def facts(self):
        rest = MILESTONES.entries(self.programme).filter(
            period_id=self.period.pk, state__in=UNFINISHED
        )
        return [
            {"label": "Days", "value": self.period.days},
            {
                "label": "Unfinished",
                "value": ", ".join(rest.values_list("reference", flat=True)) or "None",
            },
            {
                "label": "They roll over into",
                "value": str(self.following or "There is no next period yet"),
            },
        ]

    def act(self, form):
        return actions.close_period(self.period, by=self.request.user, at=self.now, **form.values())

    def done_message(self, period):
        return f"{period} closed."
