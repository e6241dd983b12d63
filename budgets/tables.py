"""The budget as a table, with a row of totals."""

import django_tables2 as tables
from django.db.models import F
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from programme.templatetags.governance import badge, day, money
from programme.ui.tables import LogTable

from .models import variance_in_words

SHOWN = ("allocation", "virements", "current_allocation", "committed", "spent", "forecast")


class LineTable(LogTable):
    """Ref and line lead to the detail page; the last row adds up every line that the filters let through."""

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Budget line")
    financial_year = tables.Column("Year")
    owner = tables.Column("Owner")
    allocation = tables.Column("Allocation")
    virements = tables.Column("Virements", order_by="moved")
    current_allocation = tables.Column("Now")
    committed = tables.Column("Committed")
    spent = tables.Column("Spend")
    forecast = tables.Column("Forecast")
    variance = tables.Column("Variance", order_by="over")
    standing = tables.Column("Standing", orderable=False)
    updated_at = tables.Column("Changed")

    numeric = frozenset({*SHOWN, "variance"})
    sums = None  # of all lines shown, by column; set by the view from its one query

    def ordered(self, queryset):
        """Virements and variance are differences of columns: the database works them out to sort by them."""
        now = F("current_allocation")
        return super().ordered(queryset.annotate(over=F("forecast") - now, moved=now - F("allocation")))

    def cells(self, line):
        url = self.url("budgets:detail", line.reference)
        closed = format_html('<br><span class="was">{}</span>', line.get_state_display()) if line.state == "closed" else ""
        return (
            format_html('<a href="{}">{}</a>', url, line.reference),
            format_html('<a href="{}">{}</a>{}', url, line.title, closed),
            line.financial_year,
            line.owner,
            *(money(getattr(line, name)) for name in SHOWN),
            variance_in_words(line.variance),
            badge(line.standing.as_dict()),
            format_html("{}<br>{}", day(line.updated_at), line.updated_by_name),
        )

    def row_class(self, line):
        return f"row--{line.standing.value}"

    def rows_html(self, entries):
        rows = super().rows_html(entries)
        return [*rows, self._total_row()] if rows and self.sums else rows

    def _total_row(self):
        sums = {**self.sums, "virements": self.sums["current_allocation"] - self.sums["allocation"]}
        variance = variance_in_words(sums["forecast"] - sums["current_allocation"])
        first = "Total" if sums["count"] == 1 else f"Total of {sums['count']} lines"
        written = [first, "", "", "", *(money(sums[name]) for name in SHOWN), variance, "", ""]
        cells = [
            format_html("{}{}</td>", mark_safe(opening), format_html("<strong>{}</strong>", text) if text else "")
            for opening, text in zip(self._open, written, strict=True)
        ]
        return mark_safe(f'<tr class="total">{"".join(cells)}</tr>')  # cells are escaped above
