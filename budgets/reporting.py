"""The budget as plain rows: for downloads, the overview and the committee's report."""

from django.urls import reverse
from django.utils import timezone

from programme.reporting import BAND, MONEY, Column, Log, Need, Section, Tile
from programme.templatetags.governance import money

from . import permissions
from .choices import Standing
from .models import Line, variance_in_words
from .querysets import in_account, needing_attention, totals


class BudgetLog(Log):
    """The budget lines of a programme."""

    name = "budgets"
    title = "Budget"
    permission = permissions.SEE
    url_name = "budgets:list"
    detail_url_name = "budgets:detail"
    columns = (
        Column("reference", "Ref", width=6),
        Column("title", "Budget line", width=22),
        Column("financial_year", "Financial year", width=8),
        Column("owner", "Owner", width=12),
        Column("allocation", "Allocation", MONEY, 11),
        Column("virements", "Virements", MONEY, 10),
        Column("current_allocation", "Current allocation", MONEY, 11),
        Column("commitments", "Commitments", MONEY, 11),
        Column("spend", "Spend", MONEY, 10),
        Column("left", "Neither spent nor committed", MONEY, 11),
        Column("forecast", "Forecast", MONEY, 11),
        Column("variance", "Variance", MONEY, 10),
        Column("standing", "Standing", BAND, 12),
        Column("state", "State", width=8),
        Column("workstream", "Workstream", width=12),
        Column("comment", "Comment", width=24),
    )

    def entries(self, programme, at=None):
        return Line.objects.as_at(at).filter(programme=programme).order_by("number")

    def rows(self, entries, *, programme, at=None):
        return [self._row(line) for line in entries]

    def _row(self, line):
        plain = ("reference", "title", "financial_year", "owner", "allocation", "virements", "current_allocation")
        plain += ("left", "forecast", "variance", "workstream", "comment")
        return {
            **{name: getattr(line, name) for name in plain},
            "commitments": line.committed,
            "spend": line.spent,
            "standing": line.standing.as_dict(),
            "state": line.get_state_display(),
        }

    def tile(self, programme, *, at, today):
        found = totals(in_account(self.entries(programme, at), today))
        over = found[f"count_{Standing.OVERSPENT}"] + found[f"count_{Standing.OVER}"]
        lines = [
            {"text": f"{money(found['current_allocation'])} allocated", "kind": ""},
            {"text": f"{money(found['spent'])} spent", "kind": ""},
            {"text": f"{money(found['forecast'])} forecast", "kind": ""},
            {"text": f"{over} over", "kind": "red" if over else ""},
        ]
        return Tile(self.title, "", found["count"], lines)

    def needs(self, programme, *, today):
        found = needing_attention(Line.objects.of(programme)).order_by("number")[:20]
        return [Need(*self._need(line, programme)) for line in found]

    def _need(self, line, programme):
        url = reverse("budgets:detail", args=[programme.slug, line.reference])
        if line.standing == Standing.OVERSPENT:
            return f"{line}: {money(line.spent - line.current_allocation)} overspent", url, "red"
        return f"{line}: forecast {variance_in_words(line.variance)}", url, "red"


BUDGET = BudgetLog()
LOGS = [BUDGET]


class BudgetSection(Section):
    """Lines with their money and totals; lines that were closed in a year that is over are left out.

    `allocation` is the original one: with the virements beside it the sum can be followed. Virements and
    commitments are printed only when there are any, and the year only when there are several.
    """

    key = "budget"
    log = "budgets"
    title = "Budget"
    template = "budgets/report.html"
    columns = (
        Column("reference", "Ref", width=8),
        Column("title", "Budget line", width=21),
        Column("financial_year", "Year", width=9, optional=True),
        Column("allocation", "Allocation", MONEY, 13),
        Column("virements", "Virements", MONEY, 13, optional=True),
        Column("commitments", "Commitments", MONEY, 14, optional=True),
        Column("spend", "Spend", MONEY, 12),
        Column("forecast", "Forecast", MONEY, 12),
        Column("variance", "Variance", MONEY, 12),
        Column("comment", "Comment", width=25),
    )

    def context(self, programme, at, since):
        """On a sheet laid crosswise as soon as an optional column is printed."""
        content = super().context(programme, at, since)
        always = [column for column in self.columns if not column.optional]
        return {**content, "landscape": len(content["columns"]) > len(always)}

    def rows(self, programme, at, since):
        entries = in_account(BUDGET.entries(programme, at), timezone.localdate(at))
        rows = BUDGET.rows(entries, programme=programme, at=at)
        several = len({row["financial_year"] for row in rows}) > 1
        return [self._printed_row(row, several) for row in rows]

    def _printed_row(self, row, several):
        kept = {column.key: row[column.key] for column in self.columns}
        blank = {name: kept[name] or None for name in ("virements", "commitments")}
        return {**kept, **blank, "financial_year": row["financial_year"] if several else None}

    def totals(self, rows):
        moneys = [column for column in self.columns if column.kind == MONEY]
        printed = [c for c in moneys if not c.optional or any(row[c.key] is not None for row in rows)]
        return {column.key: sum(row[column.key] or 0 for row in rows) for column in printed}

    def notes(self, rows):
        notes = []
        if any(row["variance"] for row in rows):
            notes.append("Variance is the forecast less the allocation after virements: above 0 is over, below 0 is under.")
        over = [f"{row['reference']} {variance_in_words(row['variance'])}" for row in rows if row["variance"] > 0]
        if over:
            notes.append(f"Forecast over allocation: {', '.join(over)}.")
        return notes + self._by_year(rows)

    def _by_year(self, rows):
        """One sentence for each financial year when the table shows several: their sum is no year's budget."""
        years = sorted({row["financial_year"] for row in rows if row["financial_year"]})
        return [
            f"{year}: allocation {money(found['allocation'])}, spend {money(found['spend'])}, "
            f"forecast {money(found['forecast'])}."
            for year in years
            for found in [self.totals([row for row in rows if row["financial_year"] == year])]
        ]
