"""Days on which offices are closed: listed, entered once for a host council, undone."""

from django.http import Http404
from django.utils.html import format_html

from programme import closed_days, meeting_forms
from programme.authorization import permissions
from programme.formats import day, moment
from programme.forms import WhyForm
from programme.models import ClosedDay
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable

from .forms import KernelForm


def of_programme(programme):
    """The closed days of the programme's bodies and of their hosts, in the order of days."""
    found = ClosedDay.objects.filter(body__programme=programme)
    found |= ClosedDay.objects.filter(host__programme=programme)
    return found.select_related("body", "host", "ended_by")


class ClosedDays(ProgrammeView):
    """Every closed day, and those that were undone."""

    permission = permissions.SEE_PROGRAMME
    title = "Closed days"

    def crumbs(self):
        return [*super().crumbs(), ("Meetings", self.address("meetings"))]

    def get(self, request):
        keeps = self.allowed(permissions.KEEP_CALENDAR) and not self.at
        known = [one for one in of_programme(self.programme) if self._is_known(one)]
        return self.page(
            "programme/plain_table.html",
            intro=(
                "Days on which offices are closed although they are no bank holidays. They do not"
                " count as clear days."
            ),
            add_url=self.address("closed_day_add") if keeps else None,
            add_label="Add a closed day",
            tables=[self._standing(known, keeps), *self._undone(known)],
        )

    def _is_known(self, one):
        return self.at is None or one.recorded_at <= self.at

    def _standing(self, known, keeps):
        head = ["Closed on", "For", "Why", "Entered", *(["Change"] if keeps else [])]
        return ChildTable(
            "",
            head,
            [
                [f"{one.on:%A} {day(one.on)}", one.whose, one.reason, moment(one.recorded_at)]
                + ([self._undo(one)] if keeps else [])
                for one in known
                if one.stood_at(self.at)
            ],
            empty="No closed day yet.",
            caption="Closed days",
        )

    def _undone(self, known):
        rows = [
            [day(one.on), one.whose, one.reason]
            + [f"{moment(one.ended_at)} by {one.ended_by}", one.ended_why]
            for one in known
            if not one.stood_at(self.at)
        ]
        head = ["Day", "For", "Why it was closed", "Undone", "Why it was undone"]
        return [ChildTable("Undone", head, rows)] if rows else []

    def _undo(self, one):
        return format_html(
            '<a href="{}">Undo<span class="govuk-visually-hidden"> {}</span></a>',
            self.address("closed_day_undo", one.pk),
            one.title,
        )


class ClosedDayForm(KernelForm):
    """A form about closed days."""

    permission, back = permissions.KEEP_CALENDAR, "closed_days"

    def crumbs(self):
        return [*super().crumbs()[:-1], ("Closed days", self.address(self.back))]


class AddClosedDay(ClosedDayForm):
    title, form_class = "Add a closed day", meeting_forms.ClosedDayForm
    action = closed_days.add_closed_day
    second_label = "Save and add another"

    def done_message(self, closed):
        return f"{closed.title} saved."


class UndoClosedDay(ClosedDayForm):
    title, form_class, danger = "Undo a closed day", WhyForm, True
    submit_label = "Undo the closed day"
    intro = "The day counts again. What was published stays as it was judged."

    def find(self, pk):
        self.closed = of_programme(self.programme).filter(pk=pk).first()
        if self.closed is None:
            raise Http404("No such closed day.")

    def facts(self):
        return [
            {"label": "Closed on", "value": day(self.closed.on)},
            {"label": "For", "value": self.closed.whose},
            {"label": "Why", "value": self.closed.reason},
        ]

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return closed_days.undo_closed_day(self.closed, **who, **form.values())

    def done_message(self, closed):
        return f"{closed.title} undone."
