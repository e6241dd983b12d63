"""The budget and the reserves as the committee's report prints them."""

from programme.facts import DATE, MONEY, Column
from programme.formats import money
from programme.reporting import Note, Section, part, settled_since

from .choices import CallState, Standing, State
from .log import BUDGET, RESERVES
from .models import Call
from .querysets import in_account

VARIANCE = (
    "Variance is the forecast less the allocation after virements: "
    "above 0 is over, below 0 is under."
)
NAMED = {
    Standing.OVER: "Forecast over allocation",
    Standing.OVERSPENT: "Spent above allocation",
    Standing.COMMITTED: "Spent and committed above allocation",
    Standing.OUTRUN: "Spent above forecast",
}
WIDER = {"allocation": 13, "virements": 13, "commitments": 14}
NARROWER = {"spend": 12, "forecast": 12, "variance": 12, "comment": 25}


class BudgetSection(Section):
    """Lines with their money and totals, but for those that were closed in a year that is over.

    `allocation` is the original one: with the virements beside it the sum can be followed.
    Virements and commitments are printed only when there are any, and the year only when there are
    several.
    """

    key = "budget"
    log = "budgets"
    title = "Budget"
    template = "budgets/report.html"
    columns = (
        *BUDGET.pick("reference title", reference=8, title=21),
        Column("financial_year", "Year", width=9, optional=True),
        *BUDGET.pick("allocation virements? commitments?", **WIDER),
        *BUDGET.pick("spend forecast variance comment", **NARROWER),
    )

    def context(self, position, limit=None):
        """On a sheet laid crosswise as soon as an optional column is printed."""
        content = super().context(position, limit)
        always = [column for column in self.columns if not column.optional]
        return {**content, "landscape": len(content["columns"]) > len(always)}

    def rows(self, position):
        rows = BUDGET.rows(in_account(BUDGET.entries(position), position.day), position)
        several = len({row["financial_year"] for row in rows}) > 1
        return [self._printed_row(row, several) for row in rows]

    def _printed_row(self, row, several):
        kept = {name: row[name] for name in (*(c.key for c in self.columns), "troubles")}
        blank = {name: kept[name] or None for name in ("virements", "commitments")}
        return {**kept, **blank, "financial_year": row["financial_year"] if several else None}

    def totals(self, rows):
        printed = [
            column.key
            for column in self.columns
            if column.kind == MONEY
            and not (column.optional and all(row[column.key] is None for row in rows))
        ]
        return {key: sum(row[key] or 0 for row in rows) for key in printed}

    def notes(self, rows):
        notes = [Note(VARIANCE, "variance")] if any(row["variance"] for row in rows) else []
        for standing, heading in NAMED.items():
            named = [
                f"{row['reference']} {row['troubles'][standing].removeprefix('forecast ')}"
                for row in rows
                if standing in row["troubles"]
            ]
            if named:
                notes.append(f"{heading}: {', '.join(named)}.")
        return notes + self._by_year(rows)

    def _by_year(self, rows):
        """One sentence for each financial year when the table shows several of them."""
        years = sorted({row["financial_year"] for row in rows if row["financial_year"]})
        return [
            f"{year}: allocation {money(found['allocation'])}, spend {money(found['spend'])}, "
            f"forecast {money(found['forecast'])}."
            for year in years
            for found in [self.totals([row for row in rows if row["financial_year"] == year])]
        ]


CALLS = (
    Column("reference", "Reserve", width=8),
    Column("number", "Call", width=6),
    Column("what", "What for", width=24),
    Column("approved", "Approved", MONEY, 11),
    Column("contingent", "Contingent", MONEY, 11),
    Column("requested", "Requested", MONEY, 11),
    Column("authority", "Authority", width=14),
    Column("delegation", "Delegation", width=18),
    Column("on", "Dated", DATE, 11),
)
MOVED = ("contributions", "drawn_in_all", "held")
COUNTING = (CallState.APPROVED, CallState.CONTINGENT, CallState.REQUESTED)


class ReservesSection(Section):
    """Open reserves with the balance under each assumption, and the calls on them."""

    key = log = "reserves"
    title = "Reserves"
    template = "budgets/reserves.html"
    landscape = True
    columns = RESERVES.pick(
        "reference title forecast_on opening contributions? approved contingent requested "
        "balance_approved balance_contingent balance_all drawn_in_all? held? minimum? "
        "printed_balance?"
    )

    def _open(self, position):
        return RESERVES.entries(position).filter(state=State.OPEN)

    def rows(self, position):
        """What came in and went out stands there once money has moved in any reserve."""
        rows = RESERVES.rows(self._open(position), position)
        moved = any(row["contributions"] or row["drawn_in_all"] for row in rows)
        return rows if moved else [row | dict.fromkeys(MOVED) for row in rows]

    def totals(self, rows):
        moneys = [
            column.key for column in self.columns if column.kind == MONEY and not column.optional
        ]
        return {key: sum(row[key] for row in rows) for key in moneys}

    def figures(self, rows, totals, position):
        return super().figures(rows, totals, position) + [
            {
                "key": f"{row['reference']}-{key}",
                "label": f"{row['reference']}: {label}",
                "kind": MONEY,
                "value": row[key],
            }
            for row in rows
            for key, label in [
                ("balance_approved", "balance, approved calls only"),
                ("balance_contingent", "balance, approved and contingent calls"),
                ("balance_all", "balance, all calls"),
            ]
        ]

    def notes(self, rows):
        said = ("apart", "below_minimum")
        return [f"{row['reference']}: {row[key]}" for row in rows for key in said if row[key]]

    def parts(self, rows, position):
        references = dict(self._open(position).values_list("id", "reference"))
        calls = Call.objects.filter(reserve__in=list(references)).with_last_step(position)
        in_order = calls.order_by("reserve", "number")
        found = [self._call(call, references) for call in in_order if call.state in COUNTING]
        closed = settled_since(RESERVES, position, "reference title")
        if not found:
            return closed
        sums = {state.value: sum(row[state] or 0 for row in found) for state in COUNTING}
        title = "Calls on the reserves"
        return [part("reserve-calls", title, CALLS, found, totals=sums, log=self.log), *closed]

    def _call(self, call, references):
        return {
            "reference": references[call.reserve_id],
            "number": str(call.number),
            **{name: getattr(call, name) for name in ("what", "authority", "delegation")},
            **{state.value: call.amount if call.state == state else None for state in COUNTING},
            "on": call.on.isoformat(),
        }
