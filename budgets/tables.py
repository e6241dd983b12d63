"""The budget as a table with a row of totals, and the reserves."""

import django_tables2 as tables
from django.db.models import F
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from programme.formats import badge, day, money
from programme.ui.tables import LogTable

from .choices import State
from .models import variance_in_words

SHOWN = ("committed", "spent", "forecast")


class LineTable(LogTable):
    """Ref and line lead to the detail page; the last row adds up every line that the filters let through."""

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Budget line")
    financial_year = tables.Column("Year and owner")
    current_allocation = tables.Column("Allocation")
    committed = tables.Column("Committed")
    spent = tables.Column("Spend")
    forecast = tables.Column("Forecast")
    variance = tables.Column("Variance", order_by="over")
    updated_at = tables.Column("Changed")

    numeric = frozenset({"current_allocation", *SHOWN, "variance"})
    sums = None  # of all lines shown, by column; set by the view from its one query

    def ordered(self, queryset):
        """The variance is a difference of columns: the database works it out to sort by it."""
        return super().ordered(queryset.annotate(over=F("forecast") - F("current_allocation")))

    def cells(self, line):
        url = self.url("budgets:detail", line.reference)
        return (
            format_html('<a href="{}">{}</a>', url, line.reference),
            format_html('<a href="{}">{}</a><br>{}', url, line.title, self._standing(line)),
            format_html("{}<br>{}", line.financial_year, line.owner),
            format_html("{}{}", money(line.current_allocation), self._if_moved(line)),
            *(money(getattr(line, name)) for name in SHOWN),
            variance_in_words(line.variance),
            format_html("{}<br>{}", day(line.updated_at), line.updated_by_name),
        )

    def _standing(self, line):
        closed = " Closed" if line.state == State.CLOSED else ""
        return format_html("{}{}", badge(line.standing.as_dict()), closed)

    def _if_moved(self, line):
        return (
            format_html('<br><span class="was">was {}</span>', money(line.allocation))
            if line.virements
            else ""
        )

    def row_class(self, line):
        return f"row--{line.standing.value}"

    def rows_html(self, entries):
        rows = super().rows_html(entries)
        return [*rows, self._total_row()] if rows and self.sums else rows

    def _total_row(self):
        sums = self.sums
        first = "Total" if sums["count"] == 1 else f"Total of {sums['count']} lines"
        variance = variance_in_words(sums["forecast"] - sums["current_allocation"])
        moneys = [money(sums[name]) for name in ("current_allocation", *SHOWN)]
        cells = [
            format_html(
                "{}{}</td>",
                mark_safe(opening),
                format_html("<strong>{}</strong>", text) if text else "",
            )
            for opening, text in zip(
                self._open, ["", first, "", *moneys, variance, ""], strict=True
            )
        ]
        return mark_safe(f'<tr class="total">{"".join(cells)}</tr>')  # cells are escaped above


class ReserveTable(LogTable):
    """Reserves with the balance under each assumption; balances sort by the sums they are made of."""

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Reserve")
    opening = tables.Column("Opening forecast")
    approved = tables.Column("Approved only", order_by="left_approved")
    contingent = tables.Column("Approved and contingent", order_by="left_contingent")
    every = tables.Column("All calls", order_by="left_all")
    state = tables.Column("State")
    updated_at = tables.Column("Changed")

    numeric = frozenset({"opening", "approved", "contingent", "every"})

    def ordered(self, queryset):
        """Balances are differences of columns: the database works them out to sort by them."""
        left_approved = F("opening") - F("approved")
        left_contingent = left_approved - F("contingent")
        return super().ordered(
            queryset.annotate(
                left_approved=left_approved,
                left_contingent=left_contingent,
                left_all=left_contingent - F("requested"),
            )
        )

    def cells(self, reserve):
        url = self.url("budgets:reserve", reserve.reference)
        return (
            format_html('<a href="{}">{}</a>', url, reserve.reference),
            format_html('<a href="{}">{}</a>', url, reserve.title),
            format_html("{}<br>{}", money(reserve.opening), day(reserve.forecast_on)),
            money(reserve.balance_approved),
            money(reserve.balance_contingent),
            money(reserve.balance_all),
            reserve.get_state_display(),
            format_html("{}<br>{}", day(reserve.updated_at), reserve.updated_by_name),
        )
