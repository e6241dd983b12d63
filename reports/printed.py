"""Pages of the figures that source documents printed: compared, recorded, withdrawn."""

from django.http import Http404
from django.utils.html import format_html

from programme.formats import day
from programme.forms import WhyForm
from programme.log.filled import look_for_rows
from programme.position import Position
from programme.reporting import sections
from programme.ui.child_tables import ChildTable
from programme.ui.views import FormView

from . import actions, forms, permissions
from .adding_up import computed_figures, in_words
from .models import PrintedFigure
from .views.base import ReportsView

HEAD = ["Figure", "Section", "As printed", "From the logs", "Where it stands", "Recorded"]


def figures_of(programme, at, keys=None):
    """What the sections, or those in `keys`, compute at a moment: {section: {key: figure}}."""
    position = Position.as_at(programme, at)
    look_for_rows(position)
    return {
        key: computed_figures(section.context(position))
        for key, section in sections().items()
        if keys is None or key in keys
    }


class PrintedFigures(ReportsView):
    """Every figure that was recorded as printed, beside what the logs give for it."""

    permission = permissions.SEE_DRAFTS
    title = "Figures printed in documents"
    intro = (
        "What a source document printed is kept as printed and held against the logs. "
        "Where the two differ, the next report with the section says so, and is published only "
        "with an explanation. Later reports speak of later positions."
    )

    def get(self, request):
        may = self.allowed(permissions.DEFINE) and not self.at
        table = ChildTable(
            "",
            [*HEAD, *(["Withdraw"] if may else [])],
            list(self._rows(may)),
            numeric=["As printed", "From the logs"],
            empty="No figure of a document has been recorded.",
        )
        return self.page(
            "programme/plain_table.html",
            tables=[table],
            intro=self.intro,
            add_url=self.address("reports:printed_figure") if may else None,
            add_label="Record a printed figure",
        )

    def _rows(self, may):
        kept = list(PrintedFigure.objects.standing(self.at).filter(programme=self.programme))
        known_as = self.position.titles.now
        computed = figures_of(self.programme, self.at or self.now, {one.section for one in kept})
        for one in kept:
            by = one.recorded_by_id
            figure = computed.get(one.section, {}).get(one.figure)
            yield [
                one.label,
                sections()[one.section].title if one.section in sections() else one.section,
                in_words(one.printed, one.kind),
                _beside(one, figure, kept),
                one.document,
                format_html("{}<br>{}", day(one.recorded_at), known_as(by) if by else ""),
                *([self._withdraw(one)] if may else []),
            ]

    def _withdraw(self, one):
        url, hidden = self.address("reports:withdraw_figure", one.pk), str(one)
        return format_html(
            '<a href="{}">Withdraw<span class="govuk-visually-hidden"> {}</span></a>', url, hidden
        )


def _beside(one, figure, kept):
    """The computed figure, and in words whether it or else the other places that print it agree."""
    if figure:
        shown, agrees = (
            in_words(figure["value"], figure["kind"]),
            str(figure["value"]) == one.printed,
        )
    else:
        places = [
            other for other in kept if (other.section, other.figure) == (one.section, one.figure)
        ]
        shown, agrees = "Not computed", len({other.printed for other in places}) == 1
        if len(places) == 1:
            return shown
    return format_html(
        "{}<br>{}",
        shown,
        "Agrees" if agrees else format_html('<strong class="late">{}</strong>', "Differs"),
    )


class PrintedFigureForm(FormView):
    """What recording and withdrawing share."""

    permission = permissions.DEFINE

    def crumbs(self):
        return [*ReportsView.crumbs(self), (PrintedFigures.title, self.cancel_url())]

    def cancel_url(self):
        return self.address("reports:printed_figures")

    def done_url(self, kept):
        return self.cancel_url()


class AddPrintedFigure(PrintedFigureForm):
    """Keeps a figure as a source document printed it, to be held against the computed one."""

    form_class, title = forms.PrintedFigureForm, "Record a printed figure"
    intro = (
        "The next report compares it with what the logs give then. "
        "Where the two differ, the report says so."
    )

    def form(self, data=None):
        return self.form_class(
            data, programme=self.programme, computed=figures_of(self.programme, self.now)
        )

    def done_message(self, kept):
        return f"{kept} recorded."

    def act(self, form):
        return actions.record_printed_figure(
            programme=self.programme, by=self.request.user, at=self.now, **form.values()
        )


class WithdrawPrintedFigure(PrintedFigureForm):
    """Ends a figure that was entered wrongly."""

    form_class, title, submit_label, danger = (
        WhyForm,
        "Withdraw a printed figure",
        "Withdraw this figure",
        True,
    )
    intro = "Reports drawn up from now on leave it out. That it was recorded stays in the history."

    def find(self, pk):
        self.kept = PrintedFigure.objects.filter(programme=self.programme, pk=pk).first()
        if self.kept is None:
            raise Http404("No such figure.")
        if ended := self.kept.ended_at:
            self.gone = f"{self.kept.ended_by} withdrew it on {day(ended)}."

    def facts(self):
        one = self.kept
        return [
            {"label": "Figure", "value": one.label},
            {"label": "As printed", "value": in_words(one.printed, one.kind)},
            {"label": "Where it stands", "value": one.document},
        ]

    def done_message(self, kept):
        return f"{kept} withdrawn."

    def act(self, form):
        return actions.withdraw_printed_figure(
            self.kept, by=self.request.user, at=self.now, **form.values()
        )
