"""The committee's response table on the screen, and which days it prints."""

from django.core.exceptions import ValidationError
from django.utils.html import format_html

from programme.formats import day
from programme.ui.child_tables import ChildTable
from programme.ui.views import FormView

from .. import actions, forms, permissions
from ..log import RECOMMENDATIONS
from ..models import TableColumns
from ..reporting import ResponseTableSection, position_key, response_rows
from .recommendations import RecommendationList, link_to

HEAD = ["House ref", "Ref", "Recommendation", "Response and state", "Comments and planned action"]


class ResponseTable(RecommendationList):
    """What the filters of the register leave, with a position for each day asked for."""

    title = "Response table"

    def get(self, request):
        days, problem = self._days()
        entries, reviews = list(self.ordered()), self.filterset.reviews
        rows = response_rows(entries, self.position, days, reviews)
        return self.page(
            "recommendations/response_table.html",
            table=self._table(entries, rows, days),
            notes=ResponseTableSection().notes(rows),
            chips=self.filterset.chips(request.GET),
            clear_url=self.address("recommendations:table"),
            typed=request.GET.get("days", ", ".join(map(day, days))),
            problem=problem,
            carried=[(name, value) for name, value in request.GET.items() if name != "days"],
        )

    def _days(self):
        """The days asked for, or those that the report prints; and what is wrong with the words."""
        typed = self.request.GET.get("days", "").strip()
        if typed:
            try:
                return sorted(set(forms.DaysField().clean(typed))), ""
            except ValidationError as error:
                return TableColumns.objects.printed(self.position), error.messages[0]
        return TableColumns.objects.printed(self.position), ""

    def _table(self, entries, rows, days):
        return ChildTable(
            "",
            [*HEAD, *(f"Position as at {day(on)}" for on in days)],
            [
                [
                    link_to(self, entry, entry.reference),
                    row["printed_reference"],
                    row["text"],
                    format_html("{}<br>{}", row["response"], row["state"]),
                    row["comments"],
                    *(row[position_key(on)] for on in days),
                ]
                for entry, row in zip(entries, rows, strict=True)
            ],
            empty="No recommendation fits these filters.",
            caption=self.title,
        )


class ChooseColumns(FormView):
    log, permission, form_class = RECOMMENDATIONS, permissions.KEEP, forms.ColumnsForm
    title, submit_label = "Choose the report’s position columns", "Save the columns"
    intro = (
        "The recommendation response table prints the position as at its own day. Name earlier "
        "days to print one more column for each. Reports that are drawn up already stay as they "
        "are."
    )

    def form(self, data=None):
        chosen = ", ".join(map(day, TableColumns.objects.days(self.programme)))
        return self.form_class(data, programme=self.programme, initial={"days": chosen})

    def act(self, form):
        how = {"by": self.request.user, "at": self.now}
        return actions.set_columns(programme=self.programme, **how, **form.values())

    def done_url(self, columns):
        return self.address(self.log.url_name)

    def done_message(self, columns):
        return f"The response table prints positions as at: {columns}."
