"""The register of milestones, its picture, one milestone, and the forms of its facts."""

from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.html import format_html

from programme.formats import day
from programme.ui.child_tables import ChildTable
from programme.ui.views import AddView, DetailView, EditView, ListView
from programme.written import in_full

from .. import actions, forms
from ..choices import CURRENT, State
from ..filters import MilestoneFilter
from ..log import MILESTONES
from ..models import Dependency, Period
from ..querysets import is_overdue
from ..reporting import timeline
from ..tables import MilestoneTable
from .steps import DeliverMilestone


class MilestoneList(ListView):
    log, filterset_class, table_class = MILESTONES, MilestoneFilter, MilestoneTable
    empty_text = (
        "Add the first milestone: what is to be reached, and by when, as you would write it."
    )

    def summary(self, entries):
        """Count and key from one query: how many stand in each state, and how many are overdue."""
        late = Count("id", is_overdue(self.day))
        found = entries.order_by().values_list("state").annotate(all=Count("id"), late=late)
        counts, overdue = {state: count for state, count, _ in found}, sum(row[2] for row in found)
        key = [
            {"key": "", "word": word, "count": counts.get(state, 0), "filters": {"state": state}}
            for state, word in State.choices
        ]
        late = {"key": "red", "word": "Overdue", "count": overdue, "filters": {"overdue": "yes"}}
        return sum(counts.values()), [*key, late]

    def prepare(self, entries):
        return self.log.prepare(entries, self.position, self.filterset.periods)

    def filtered(self, name):
        """The address of another page of the log, with the filters that are in force."""
        query, address = self.request.GET.urlencode(), self.address(name).partition("?")[0]
        return f"{address}?{query}" if query else address

    def extra(self):
        picture = {"label": "Timeline", "url": self.filtered("milestones:timeline")}
        periods = {"label": "Reporting periods", "url": self.address("milestones:periods")}
        return {"extra_links": [picture, periods]}


class Timeline(MilestoneList):
    """The picture of the milestones that the same filters leave in the log, first due first."""

    title = "Milestone timeline"

    def get(self, request):
        found = self.filterset.qs.exclude(state=State.WITHDRAWN)
        in_order = sorted(found, key=lambda m: (not m.due_earliest, str(m.due_earliest), m.number))
        return self.page(
            "milestones/timeline.html",
            timeline=timeline(in_order, self.position),
            chips=self.filterset.chips(request.GET),
            clear_url=self.address("milestones:timeline"),
            register=self.filtered("milestones:list"),
            table=self._table(in_order),
        )

    def _table(self, milestones):
        return ChildTable(
            "The same as a table",
            ["Ref", "Milestone", "Due", "Possible dates", "Delivered", "State"],
            [[link_to(self, m), m.title, *self._when(m)] for m in milestones],
            empty="No milestone fits these filters.",
        )

    def _when(self, milestone):
        dates = milestone.due, milestone.span("due") or "", day(milestone.delivered_on)
        return *dates, milestone.get_state_display()


def link_to(page, milestone):
    """A milestone's reference as a link to its own page."""
    url = page.address(MILESTONES.url("detail"), milestone.reference)
    return format_html('<a href="{}">{}</a>', url, milestone.reference)


class MilestoneDetail(DetailView):
    log, prepared = MILESTONES, True

    @cached_property
    def needed(self):
        """The milestones that this one depends on, as they stood at the moment."""
        standing = Dependency.objects.standing(self.at).filter(milestone=self.entry.pk)
        needed = list(standing.values_list("needs", flat=True))
        return list(self.log.entries(self.position).filter(id__in=needed))

    def show_baseline(self):
        return in_full(self.entry, "baseline")

    def show_forecast(self):
        return in_full(self.entry, "forecast")

    def flags(self):
        waiting = [self._waiting_for(other) for other in self.needed]
        return [*(f"{flag}." for flag in self.entry.flags(self.day)), *filter(None, waiting)]

    def _waiting_for(self, other):
        """What is odd about the milestone depending on `other`; None when nothing is."""
        milestone = self.entry
        if milestone.state == State.COMPLETE and other.state != State.COMPLETE:
            return f"Complete, although {other.reference}, which it depends on, is not."
        if milestone.is_unfinished and other.is_unfinished and other.is_due_after(milestone):
            return f"It depends on {other.reference}, which is due later: {other.due}."
        return None

    def tables(self):
        return [self._due_dates(), self._deliveries(), self._dependencies(), self._roll_overs()]

    def _due_dates(self):
        known = list(self.entry.due_dates.known_at(self.at).in_order_of())
        rows = [
            [one.due, _possible_dates(one), which, *_set(one)]
            for one, which in zip(known, _which(known), strict=True)
        ]
        head = ["Due", "Possible dates", "Which", "Set on", "By", "Why"]
        return ChildTable("Due dates", head, rows[::-1], empty="No due date has been set.")

    def _deliveries(self):
        known = self.entry.deliveries.known_at(self.at).in_order_of().reverse()
        head = ["Delivered on", "Body", "Outcome", "Final", "Recorded by"]
        rows = [
            [day(one.delivered_on), one.to_body, one.outcome, final, one.recorded_by_name]
            for one in known
            for final in ["Final" if one.is_final else ""]
        ]
        return ChildTable("Deliveries", head, rows, empty="Nothing has been delivered yet.")

    def _dependencies(self):
        end = [self._end] if self.may_keep else []
        add = {"label": "Add a dependency", "url": self.entry_url("depend")}
        return ChildTable(
            "Depends on",
            ["Ref", "Milestone", "Due", "State", *(["End"] if end else [])],
            [
                [
                    link_to(self, m),
                    m.title,
                    m.due,
                    m.get_state_display(),
                    *(link(m) for link in end),
                ]
                for m in self.needed
            ],
            empty="It depends on no other milestone.",
            actions=[add] if self.may_keep else [],
        )

    def _end(self, other):
        address = self.log.url("end_dependency")
        return format_html(
            '<a href="{}">End<span class="govuk-visually-hidden"> the dependency on {}</span></a>',
            self.address(address, self.entry.reference, other.reference),
            other.reference,
        )

    def _roll_overs(self):
        known = self.entry.roll_over_rows.known_at(self.at)
        known = known.select_related("from_period", "to_period")
        head = ["Rolled over on", "From", "To", "By", "Why"]
        rows = [
            [on, one.from_period, one.to_period, *by] for one in known for on, *by in [_set(one)]
        ]
        return ChildTable("Roll-overs", head, rows, empty="It has not been rolled over.")

    def extra(self):
        waiting = Dependency.objects.standing(self.at).filter(needs=self.entry.pk)
        return {
            "links": [
                {"label": f"{one.milestone} depends on this", "url": self._detail(one.milestone)}
                for one in waiting.select_related("milestone")
            ]
        }

    def _detail(self, milestone):
        return self.address(self.log.url("detail"), milestone.reference)


def _set(recorded):
    """When a row was recorded, by whom and why."""
    return [recorded.recorded_when, recorded.recorded_by_name, recorded.why]


def _which(due_dates):
    """What each due date is: re-dates are counted from the first one that has days, as the
    milestone counts them.
    """
    first = next((place for place, one in enumerate(due_dates) if one.earliest), 0)
    re_dates = 0
    for place, one in enumerate(due_dates):
        moves = place > first and one.due != due_dates[place - 1].due
        re_dates += moves
        if place > first:
            yield f"Re-date {re_dates}" if moves else "The same date"
        else:
            yield "First due" if place == first else "In words"


def _possible_dates(due_date):
    return due_date.span or "No date can be read from it"


class AddMilestone(AddView):
    log, form_class, action = MILESTONES, forms.AddMilestoneForm, actions.add_milestone
    also = (DeliverMilestone,)

    def form(self, data=None):
        current = Period.objects.by_phase(self.position).get(CURRENT)
        initial = {"period": current and current.pk}
        return self.form_class(data, programme=self.programme, initial=initial)


class EditMilestone(EditView):
    log, form_class, action = MILESTONES, forms.MilestoneForm, actions.change_milestone
