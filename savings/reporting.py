"""Savings, targets, re-allocations and carry-forwards as plain rows: for downloads, the overview and the report."""

from django.db.models import Count, Q
from django.urls import reverse

from programme.financial_years import financial_year_of
from programme.formats import money
from programme.reporting import DATE, MONEY, Column, Log, Need, Section, Tile, iso, part

from . import permissions, words
from .account import Account
from .choices import COUNTED, CarryState, Kind, ReallocationState, State, TargetState
from .models import CarryForward, Reallocation, Saving, Target
from .querysets import needing_attention, totals

APPROVAL = (
    Column("approved_body", "Approved by", width=12),
    Column("approved_by", "Presented by", width=12),
    Column("approved_on", "Approved on", DATE, 10),
)
ABOUT = (
    Column("owner", "Owner", width=12),
    Column("workstream", "Workstream", width=12),
    Column("comment", "Comment", width=24),
)
PERMANENT, ONE_OFF = Kind.PERMANENT, Kind.ONE_OFF


class MoneyLog(Log):
    """What the logs of this app share."""

    permission = permissions.SEE
    model = None
    plain = ("reference", "title", "owner", "workstream", "comment")

    def entries(self, programme, at=None):
        return self.model.objects.as_at(at).filter(programme=programme).order_by("number")

    def rows(self, entries, *, programme, at=None):
        return [self.row(entry) for entry in entries]

    def row(self, entry):
        """One entry as plain values."""
        values = {name: getattr(entry, name) for name in self.plain}
        if any(column in self.columns for column in APPROVAL):
            values |= {"approved_body": entry.approved_body, "approved_by": entry.approved_by}
            values["approved_on"] = iso(entry.approved_on)
        return {**values, "state": entry.get_state_display()}

    def address(self, entry, programme):
        """The page of an entry."""
        return reverse(self.detail_url_name, args=[programme.slug, entry.reference])


def _by_kind(entry):
    """The sum under its kind, the other kind blank: a total of either column never mixes the two."""
    return {kind.value: entry.amount if entry.kind == kind else None for kind in Kind}


class SavingLog(MoneyLog):
    """The register of savings."""

    name = "savings"
    title = "Savings"
    model = Saving
    url_name, detail_url_name = "savings:list", "savings:detail"
    closed_states = frozenset({State.WITHDRAWN})
    columns = (
        Column("reference", "Ref", width=6),
        Column("title", "Saving", width=26),
        Column("starts_on", "Starts", DATE, 10),
        Column("first_year", "First year", width=8),
        Column("permanent", "Permanent, full-year effect", MONEY, 12),
        Column("part_year", "Permanent, in its first year", MONEY, 12),
        Column("one_off", "One-off", MONEY, 11),
        Column("achieved", "Achieved to date", MONEY, 11),
        Column("state", "State", width=10),
        Column("source", "Derives from", width=8),
        Column("approved_amount", "Amount approved", MONEY, 11),
        *APPROVAL,
        *ABOUT,
    )

    def rows(self, entries, *, programme, at=None):
        entries = list(entries)
        sources = {saving.source_id for saving in entries if saving.source_id}
        references = dict(
            Reallocation.objects.filter(pk__in=sources).values_list("pk", "reference")
        )
        return [
            {**self.row(saving), "source": references.get(saving.source_id)} for saving in entries
        ]

    def row(self, saving):
        return {
            **super().row(saving),
            **_by_kind(saving),
            "starts_on": iso(saving.starts_on),
            "first_year": saving.first_year,
            "part_year": saving.in_first_year if saving.is_permanent else None,
            "achieved": saving.achieved,
            "approved_amount": saving.approved_amount,
        }

    def tile(self, programme, *, at, today):
        account, year = Account(programme, at), financial_year_of(today)
        brought = account.in_year(year)
        lines = [
            {"text": f"{money(brought[PERMANENT])} permanent in {year}", "kind": ""},
            {"text": f"{money(brought[ONE_OFF])} one-off in {year}", "kind": ""},
            {"text": f"{money(account.run_rate(today))} run-rate", "kind": ""},
        ]
        return Tile(self.title, "", len(account.savings), lines)

    def needs(self, programme, *, today):
        waiting = needing_attention(Saving.objects.of(programme), today).order_by("number")[:20]
        return [
            Need(
                f"{saving}: has begun and is not approved",
                self.address(saving, programme),
                "overdue",
            )
            for saving in waiting
        ]


class TargetLog(MoneyLog):
    """The savings targets by financial year."""

    name = "savings-targets"
    title = "Savings targets"
    leads = False
    model = Target
    url_name, detail_url_name = "savings:targets", "savings:target"
    closed_states = frozenset({TargetState.WITHDRAWN})
    columns = (
        Column("reference", "Ref", width=6),
        Column("title", "Target", width=30),
        Column("financial_year", "Year", width=8),
        Column("amount", "New permanent savings", MONEY, 14),
        Column("state", "State", width=10),
        *ABOUT,
    )
    plain = (*MoneyLog.plain, "financial_year", "amount")

    def tile(self, programme, *, at, today):
        found = self.entries(programme, at).filter(state=TargetState.IN_FORCE)
        return Tile(self.title, "", found.count(), [])


class ReallocationLog(MoneyLog):
    """What saved money is spent on again."""

    name = "reallocations"
    title = "Re-allocations"
    model = Reallocation
    url_name, detail_url_name = "savings:reallocations", "savings:reallocation"
    closed_states = frozenset({ReallocationState.WITHDRAWN})
    columns = (
        Column("reference", "Ref", width=6),
        Column("title", "Re-allocated to", width=26),
        Column("financial_year", "In or from", width=8),
        Column("pot", "From which savings", width=11),
        Column("permanent", "Permanent, a year", MONEY, 12),
        Column("one_off", "One-off", MONEY, 12),
        Column("priority", "Priority", width=12),
        *APPROVAL,
        Column("state", "State", width=12),
        *ABOUT,
    )
    plain = (*MoneyLog.plain, "financial_year", "priority")

    def row(self, row):
        return {**super().row(row), **_by_kind(row), "pot": row.get_pot_display()}

    def tile(self, programme, *, at, today):
        found = totals(
            self.entries(programme, at).filter(state__in=COUNTED), ReallocationState, Kind
        )
        waiting = found[f"count_{ReallocationState.RECORDED}"]
        lines = [
            {"text": f"{money(found[PERMANENT])} a year permanent", "kind": ""},
            {"text": f"{money(found[ONE_OFF])} one-off", "kind": ""},
            {"text": f"{waiting} without a recorded approval", "kind": "late" if waiting else ""},
        ]
        return Tile(self.title, "", found["count"], lines)

    def needs(self, programme, *, today):
        waiting = (
            Reallocation.objects.of(programme)
            .filter(state=ReallocationState.RECORDED)
            .order_by("number")[:20]
        )
        return [
            Need(f"{row}: approval not recorded", self.address(row, programme), "overdue")
            for row in waiting
        ]


class CarryForwardLog(MoneyLog):
    """One-off money taken from its year into the next."""

    name = "carry-forwards"
    title = "Carry-forwards"
    leads = False
    model = CarryForward
    url_name, detail_url_name = "savings:carry_forwards", "savings:carry_forward"
    closed_states = frozenset({CarryState.DROPPED})
    columns = (
        Column("reference", "Ref", width=6),
        Column("title", "Carry-forward", width=26),
        Column("financial_year", "From", width=8),
        Column("to_year", "To", width=8),
        Column("amount", "Amount", MONEY, 12),
        Column("state", "State", width=10),
        *APPROVAL,
        *ABOUT,
    )
    plain = (*MoneyLog.plain, "financial_year", "to_year", "amount")

    def tile(self, programme, *, at, today):
        counts = self.entries(programme, at).aggregate(
            all=Count("id"), asked=Count("id", Q(state=CarryState.REQUESTED))
        )
        return Tile(
            self.title, "", counts["all"], [{"text": f"{counts['asked']} requested", "kind": ""}]
        )

    def needs(self, programme, *, today):
        asked = (
            CarryForward.objects.of(programme)
            .filter(state=CarryState.REQUESTED)
            .order_by("number")[:20]
        )
        return [
            Need(f"{row}: waits for an approval", self.address(row, programme), "overdue")
            for row in asked
        ]


SAVINGS, TARGETS, REALLOCATIONS, CARRY_FORWARDS = (
    SavingLog(),
    TargetLog(),
    ReallocationLog(),
    CarryForwardLog(),
)
LOGS = [SAVINGS, TARGETS, REALLOCATIONS, CARRY_FORWARDS]


# --- the account by year and by pot, the same for the page and the report

YEARS = (
    Column("year", "Financial year", width=8),
    Column("target", "Target: new permanent savings", MONEY, 11),
    Column("permanent", "In-year, permanent", MONEY, 11),
    Column("one_off", "In-year, one-off", MONEY, 10),
    Column("full_year", "Full-year effect of what begins", MONEY, 11),
    Column("run_rate", "Run-rate at year end", MONEY, 11),
    Column("cumulative", "Cumulative cash, permanent", MONEY, 12),
    Column("cash", "Cumulative cash with one-off", MONEY, 12),
    Column("achieved", "Achieved", MONEY, 10),
)
ADDED_UP = ("target", "permanent", "one_off", "full_year", "achieved")
POTS = (
    Column("pot", "Pot", width=12),
    Column("year", "Financial year", width=10),
    Column("saved", "Saved", MONEY, 14),
    Column("carried_in", "Carried in", MONEY, 14),
    Column("carried_out", "Carried forward", MONEY, 14),
    Column("allocated", "Re-allocated", MONEY, 14),
    Column("left", "Unallocated balance", MONEY, 16),
)
SPENT_AGAIN = REALLOCATIONS.columns[:3] + (
    Column("pot", "From which savings", width=11),
    Column("permanent", "Permanent, a year", MONEY, 12),
    Column("one_off", "One-off", MONEY, 12),
    Column("priority", "Priority", width=12),
    Column("approved_body", "Approved by", width=14),
    Column("approved_on", "Approved on", DATE, 11),
)
CARRIED = CARRY_FORWARDS.columns[:6] + APPROVAL[::2]


def years_part(account):
    """The figures of each year, each in a column of its own with its own name."""
    targets = {target.financial_year: target.amount for target in account.targets}
    rows = [
        {
            **{
                name: getattr(year, name)
                for name in (column.key for column in YEARS)
                if hasattr(year, name)
            },
            "target": targets.get(year.year),
            "achieved": account.achieved.get(year.year),
        }
        for year in account.figures
    ]
    sums = {name: sum(row[name] or 0 for row in rows) for name in ADDED_UP}
    return part(
        "savings-years",
        "Savings by financial year",
        YEARS,
        rows,
        totals=sums,
        notes=words.years(account),
        figures=_target_figures(account),
    )


def _figure(key, label, value):
    return {"key": key, "label": label, "kind": MONEY, "value": value}


def _target_figures(account):
    last = account.target_figures[-1:]
    return [
        _figure(
            "targets-increments",
            "Targets, sum of the yearly increments",
            sum(year.run_rate for year in last),
        ),
        _figure(
            "targets-cash",
            "Targets, cumulative cash if they last",
            sum(year.cumulative for year in last),
        ),
        *(
            _figure(
                f"target-{target.financial_year}",
                f"Target of {target.financial_year}",
                target.amount,
            )
            for target in account.targets
        ),
    ]


def pots_part(account):
    """Both pots in every year that their rows touch; permanent and one-off money in rows of their own."""
    pots = [account.pots.pot(kind, year) for kind in Kind for year in account.pots.years]
    rows = [
        {
            **{name: getattr(pot, name) for name in ("year", "saved", "allocated", "left")},
            "pot": "Permanent, a year" if pot.kind == PERMANENT else "One-off",
            **{name: getattr(pot, name) or None for name in ("carried_in", "carried_out")},
        }
        for pot in pots
    ]
    figures = [
        _figure(f"left-{pot.kind}-{pot.year}", f"Unallocated, {pot.kind}, {pot.year}", pot.left)
        for pot in pots
    ]
    return part(
        "savings-pots",
        "Unallocated balance of each pot",
        POTS,
        rows,
        notes=words.pots(account),
        figures=figures,
    )


def reallocations_part(account):
    """The re-allocation table, with a total of each type."""
    rows = REALLOCATIONS.rows(account.reallocations, programme=account.programme, at=account.at)
    sums = {kind.value: sum(row[kind] or 0 for row in rows) for kind in Kind}
    figures = [
        _figure(f"reallocated-{kind}", f"Re-allocated, {kind.label.lower()}", sums[kind])
        for kind in Kind
    ]
    return part(
        "reallocations",
        "Re-allocation of savings",
        SPENT_AGAIN,
        rows,
        totals=sums,
        notes=words.reallocations(account),
        figures=figures,
        log="reallocations",
    )


def carried_part(account):
    """One-off money that was carried forward, or is asked to be."""
    rows = CARRY_FORWARDS.rows(account.carry_forwards, programme=account.programme, at=account.at)
    return part(
        "carry-forwards",
        "Carry-forwards",
        CARRIED,
        rows,
        notes=words.carried(account),
        log="carry-forwards",
    )


def chart(account):
    """What the picture shows: each year's permanent and one-off savings, and what the targets would bring by then."""
    by_target = {year.year: year.run_rate for year in account.target_figures}
    years = [
        {
            "label": year.year,
            "values": [year.permanent, year.one_off],
            "mark": by_target[year.year] or None,
        }
        for year in account.figures
    ]
    return {
        "title": "Savings by financial year",
        "series": ["Permanent savings in the year", "One-off savings in the year"],
        "mark": "Target: what all targets so far ask of the year",
        "years": years,
    }


class SavingsSection(Section):
    """Targets and the four figures by year, the savings, what is left of each pot, re-allocations, carry-forwards."""

    key = log = "savings"
    title = "Savings and their re-allocation"
    template = "savings/report.html"
    landscape = True
    columns = (
        Column("reference", "Ref", width=5),
        Column("title", "Saving", width=27),
        Column("starts_on", "Starts", DATE, 11),
        Column("permanent", "Permanent, full-year effect", MONEY, 11),
        Column("part_year", "Permanent, in its first year", MONEY, 11),
        Column("one_off", "One-off", MONEY, 10),
        Column("achieved", "Achieved to date", MONEY, 10),
        Column("state", "State", width=9),
        Column("source", "Derives from", width=7, optional=True),
        Column("comment", "Comment", width=22, optional=True),
    )

    def rows(self, programme, at, since):
        entries = SAVINGS.entries(programme, at).exclude(state=State.WITHDRAWN)
        return SAVINGS.rows(entries, programme=programme, at=at)

    def totals(self, rows):
        return {
            name: sum(row[name] or 0 for row in rows)
            for name in ("permanent", "one_off", "achieved")
        }

    def notes(self, rows):
        return words.savings(rows)

    def extra(self, rows, programme, at, since):
        return {"chart": chart(Account(programme, at))}

    def parts(self, rows, programme, at, since):
        account = Account(programme, at)
        found = [
            years_part(account),
            pots_part(account),
            reallocations_part(account),
            carried_part(account),
        ]
        return [table for table in found if table["rows"]]
