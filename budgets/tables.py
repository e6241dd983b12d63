"""The budget as a table with a row of totals, and the reserves."""

from django.db.models import F
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from programme.formats import badge, day, money
from programme.ui.tables import LogTable

from .log import BUDGET, RESERVES
from .models import variance_in_words
from .querysets import years_of

SHOWN = ("committed", "spent", "forecast")


class LineTable(LogTable):
    """The last row adds up every line that the filters let through."""

    log = BUDGET
    headings = {"financial_year": "Year and owner", "current_allocation": "Allocation"}
    sorts_by = {"variance": ("over",)}
    sums = None  # of all lines shown, by column; set by the view from its one query

    @classmethod
    def in_order(cls, queryset, sort):
        """The variance is a difference of columns: the database works it out to sort by it."""
        over = F("forecast") - F("current_allocation")
        return super().in_order(queryset.annotate(over=over), sort)

    def cell_title(self, line):
        closed = " Closed" if line.is_closed else ""
        standing = badge(line.standing.as_dict())
        return format_html("{}<br>{}{}", super().cell_title(line), standing, closed)

    def cell_financial_year(self, line):
        return format_html("{}<br>{}", line.financial_year, line.owner)

    def cell_current_allocation(self, line):
        now, was = money(line.current_allocation), money(line.allocation)
        return format_html('{}<br><span class="was">was {}</span>', now, was) if was != now else now

    def cell_variance(self, line):
        return line.variance_in_words

    def row_class(self, line):
        return f"row--{line.standing.band}"

    def rows_html(self, entries):
        rows = super().rows_html(entries)
        return [*rows, self._total_row()] if rows and self.sums else rows

    def _total_row(self):
        sums = self.sums
        first = "Total" if sums["count"] == 1 else f"Total of {sums['count']:,} lines"
        first = ", ".join(filter(None, [first, years_of(sums)]))
        variance = variance_in_words(sums["forecast"] - sums["current_allocation"])
        moneys = [money(sums[name]) for name in ("current_allocation", *SHOWN)]
        texts = ["", first, "", *moneys, variance, ""]
        cells = (format_html("<strong>{}</strong>", text) if text else "" for text in texts)
        return mark_safe(f"<tr class=total><td>{'<td>'.join(cells)}")  # cells are escaped above


class ReserveTable(LogTable):
    """Balances sort by the sums that they are made of."""

    log = RESERVES
    headings = {
        "balance_approved": "Approved only",
        "balance_contingent": "Approved and contingent",
        "balance_all": "All calls",
    }
    sorts_by = {
        "balance_approved": ("left_approved",),
        "balance_contingent": ("left_contingent",),
        "balance_all": ("left_all",),
    }

    @classmethod
    def in_order(cls, queryset, sort):
        """Balances are differences of columns: the database works them out to sort by them."""
        approved = F("opening") + F("contributed") - F("approved")
        contingent = approved - F("contingent")
        left = {"left_approved": approved, "left_contingent": contingent}
        left["left_all"] = contingent - F("requested")
        return super().in_order(queryset.annotate(**left), sort)

    def cell_opening(self, reserve):
        return format_html("{}<br>{}", money(reserve.opening), day(reserve.forecast_on))
