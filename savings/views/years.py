"""The savings by financial year and what is left of both pots."""

from programme.facts import DATE, MONEY
from programme.formats import day, money
from programme.ui.child_tables import ChildTable
from programme.ui.views import LogView

from .. import permissions
from ..account import Account
from ..log import SAVINGS
from ..reporting import chart, pots_part, reallocations_part, years_part
from .base import OTHER_PAGES, SAVINGS_PAGE

WRITERS = {MONEY: money, DATE: day}


class Years(LogView):
    """The savings by financial year and the balance of both pots, with the picture."""

    log, permission = SAVINGS, permissions.SEE
    title = "Savings by year"

    def get(self, request):
        account = Account(self.position)
        parts = [make(account) for make in (years_part, pots_part, reallocations_part)]
        links = [
            {"label": label, "url": self.address(name)}
            for label, name in [SAVINGS_PAGE, *OTHER_PAGES]
        ]
        tables = [(as_table(part), part["notes"] if part["rows"] else []) for part in parts]
        context = {"chart": chart(account), "tables": tables, "extra_links": links}
        return self.page("savings/years.html", **context)


def as_table(part):
    """A part of the report's section as a table of the page, its totals as the last row."""
    columns, rows = part["columns"], list(part["rows"])
    if "totals" in part and rows:
        rows.append({columns[0]["key"]: "Total", **part["totals"]})
    return ChildTable(
        part["title"],
        [column["label"] for column in columns],
        [[_cell(column, row) for column in columns] for row in rows],
        numeric=[column["label"] for column in columns if column["kind"] == MONEY],
        empty="Nothing is recorded yet.",
    )


def _cell(column, row):
    write, value = WRITERS.get(column["kind"]), row.get(column["key"])
    return write(value) if write else value
