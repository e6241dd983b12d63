"""The budget and the reserves as plain rows: for downloads, the overview and the committee's report."""

from django.urls import reverse
from django.utils import timezone

from programme.formats import money
from programme.reporting import BAND, DATE, MONEY, Column, Log, Need, Section, Tile, part

from . import permissions
from .choices import CallState, Standing, State
from .models import Call, Line, Reserve, variance_in_words
from .querysets import in_account, needing_attention, reserve_totals, totals


class BudgetLog(Log):
    """The budget lines of a programme."""

    name = "budgets"
    title = "Budget"
    permission = permissions.SEE
    url_name = "budgets:list"
    detail_url_name = "budgets:detail"
    closed_states = frozenset({State.CLOSED})
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
        plain = (
            "reference",
            "title",
            "financial_year",
            "owner",
            "allocation",
            "virements",
            "current_allocation",
        )
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


def printed_apart(reserve):
    """What a document prints as the balance where it is not what the calls leave; empty when it is, or prints none."""
    if reserve.printed_balance in (None, reserve.balance_all):
        return ""
    apart = abs(reserve.printed_balance - reserve.balance_all)
    printed = f"{reserve.printed_in or 'The document'} prints a balance of {money(reserve.printed_balance)}"
    return f"{printed}; with all calls it is {money(reserve.balance_all)}, {money(apart)} apart."


class ReserveLog(Log):
    """The reserves of a programme, with the balance under each assumption."""

    name = "reserves"
    title = "Reserves"
    permission = permissions.SEE
    url_name = "budgets:reserves"
    detail_url_name = "budgets:reserve"
    closed_states = frozenset({State.CLOSED})
    columns = (
        Column("reference", "Ref", width=6),
        Column("title", "Reserve", width=22),
        Column("forecast_on", "Forecast for", DATE, 11),
        Column("opening", "Opening forecast", MONEY, 12),
        Column("approved", "Approved calls", MONEY, 11),
        Column("contingent", "Contingent calls", MONEY, 11),
        Column("requested", "Requested calls", MONEY, 11),
        Column("balance_approved", "Balance, approved calls only", MONEY, 12),
        Column("balance_contingent", "Balance, approved and contingent", MONEY, 12),
        Column("balance_all", "Balance, all calls", MONEY, 12),
        Column("printed_balance", "Balance as printed", MONEY, 11),
        Column("printed_in", "Printed in", width=12),
        Column("state", "State", width=8),
        Column("owner", "Owner", width=12),
        Column("workstream", "Workstream", width=12),
        Column("comment", "Comment", width=24),
    )

    def entries(self, programme, at=None):
        return Reserve.objects.as_at(at).filter(programme=programme).order_by("number")

    def rows(self, entries, *, programme, at=None):
        written = {"forecast_on", "state"}
        return [
            {
                **{
                    column.key: getattr(reserve, column.key)
                    for column in self.columns
                    if column.key not in written
                },
                "forecast_on": reserve.forecast_on.isoformat(),
                "state": reserve.get_state_display(),
                "apart": printed_apart(reserve),
            }
            for reserve in entries
        ]

    def tile(self, programme, *, at, today):
        found = reserve_totals(self.entries(programme, at).filter(state=State.OPEN))
        approved = found["opening"] - found["approved"]
        contingent = approved - found["contingent"]
        lines = [
            {"text": f"{money(approved)} after approved calls", "kind": ""},
            {"text": f"{money(contingent)} after contingent ones too", "kind": ""},
            {"text": f"{money(contingent - found['requested'])} after all calls", "kind": ""},
        ]
        return Tile(self.title, "", found["count"], lines)

    def needs(self, programme, *, today):
        asked = (
            Reserve.objects.of(programme)
            .filter(requested__gt=0, state=State.OPEN)
            .order_by("number")[:20]
        )
        return [
            Need(
                f"{reserve}: {money(reserve.requested)} of calls wait for a decision",
                reverse(self.detail_url_name, args=[programme.slug, reserve.reference]),
            )
            for reserve in asked
        ]


BUDGET, RESERVES = BudgetLog(), ReserveLog()
LOGS = [BUDGET, RESERVES]


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
        printed = [
            c for c in moneys if not c.optional or any(row[c.key] is not None for row in rows)
        ]
        return {column.key: sum(row[column.key] or 0 for row in rows) for column in printed}

    def notes(self, rows):
        notes = []
        if any(row["variance"] for row in rows):
            notes.append(
                "Variance is the forecast less the allocation after virements: above 0 is over, below 0 is under."
            )
        over = [
            f"{row['reference']} {variance_in_words(row['variance'])}"
            for row in rows
            if row["variance"] > 0
        ]
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
COUNTING = (CallState.APPROVED, CallState.CONTINGENT, CallState.REQUESTED)


class ReservesSection(Section):
    """Open reserves with the balance under each assumption, and the calls on them."""

    key = log = "reserves"
    title = "Reserves"
    template = "budgets/reserves.html"
    landscape = True
    columns = tuple(
        column
        for column in ReserveLog.columns
        if column.key not in {"printed_in", "state", "workstream", "owner", "comment"}
    )
    columns = columns[:-1] + (
        Column("printed_balance", "Balance as printed", MONEY, 11, optional=True),
    )

    def _open(self, programme, at):
        return RESERVES.entries(programme, at).filter(state=State.OPEN)

    def rows(self, programme, at, since):
        return RESERVES.rows(self._open(programme, at), programme=programme, at=at)

    def totals(self, rows):
        moneys = [
            column.key for column in self.columns if column.kind == MONEY and not column.optional
        ]
        return {key: sum(row[key] for row in rows) for key in moneys}

    def figures(self, rows, totals):
        return super().figures(rows, totals) + [
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
        return [f"{row['reference']}: {row['apart']}" for row in rows if row["apart"]]

    def parts(self, rows, programme, at, since):
        references = dict(self._open(programme, at).values_list("id", "reference"))
        calls = (
            Call.objects.filter(reserve__in=list(references))
            .with_last_step(at)
            .order_by("reserve", "number")
        )
        found = [self._call(call, references) for call in calls if call.state in COUNTING]
        sums = {state.value: sum(row[state] or 0 for row in found) for state in COUNTING}
        return (
            [
                part(
                    "reserve-calls",
                    "Calls on the reserves",
                    CALLS,
                    found,
                    totals=sums,
                    log="reserves",
                )
            ]
            if found
            else []
        )

    def _call(self, call, references):
        return {
            "reference": references[call.reserve_id],
            "number": str(call.number),
            **{name: getattr(call, name) for name in ("what", "authority", "delegation")},
            **{state.value: call.amount if call.state == state else None for state in COUNTING},
            "on": call.on.isoformat(),
        }
