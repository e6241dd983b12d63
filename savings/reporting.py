"""The account of savings by year and by pot, the same for the page and the committee's report."""

from dataclasses import fields

from programme.facts import MONEY, Column
from programme.reporting import Section, part, settled_since

from . import words
from .account import Account
from .arithmetic import Year
from .choices import CarryState, Certainty, Kind, ReallocationState, State, TargetState
from .log import CARRY_FORWARDS, REALLOCATIONS, SAVINGS, TARGETS

# What the tables leave out: it is said once, in the report after it was given up.
WITHDRAWN = {
    SAVINGS: {State.WITHDRAWN},
    TARGETS: {TargetState.WITHDRAWN},
    REALLOCATIONS: {ReallocationState.WITHDRAWN},
    CARRY_FORWARDS: {CarryState.DROPPED},
}

YEARS = (
    Column("year", "Financial year", width=8),
    Column("target", "Target: new permanent savings", MONEY, 11),
    Column("target_one_off", "Target: one-off savings", MONEY, 10, optional=True),
    Column("permanent", "In-year, permanent", MONEY, 11),
    Column("one_off", "In-year, one-off", MONEY, 10),
    Column("full_year", "Full-year effect of what begins", MONEY, 11),
    Column("run_rate", "Run-rate at year end", MONEY, 11),
    Column("cumulative", "Cumulative cash, permanent", MONEY, 12),
    Column("cash", "Cumulative cash with one-off", MONEY, 12),
    Column("achieved", "Achieved", MONEY, 10),
)
ADDED_UP = ("target", "target_one_off", "permanent", "one_off", "full_year", "achieved")
POTS = (
    Column("pot", "Pot", width=12),
    Column("year", "Financial year", width=10),
    Column("saved", "Saved", MONEY, 14),
    Column("carried_in", "Carried in", MONEY, 14),
    Column("carried_out", "Carried forward", MONEY, 14),
    Column("allocated", "Re-allocated", MONEY, 14),
    Column("left", "Unallocated balance", MONEY, 16),
    Column("in_year", "Brought in the year itself", MONEY, 14, optional=True),
    Column("uncovered", "Not covered in the year", MONEY, 14, optional=True),
)
SPENT_AGAIN = REALLOCATIONS.pick(
    "reference title financial_year pot permanent one_off priority approved_body approved_on",
    approved_body=14,
    approved_on=11,
)
CARRIED = CARRY_FORWARDS.pick(
    "reference title financial_year to_year amount state approved_body approved_on"
)


def years_part(account):
    """The figures of each year, each in a column of its own with its own name."""
    targets = {(target.financial_year, target.kind): target.amount for target in account.targets}
    counted = {field.name for field in fields(Year)} | {"cash"}
    named = [column.key for column in YEARS if column.key in counted]
    rows = [
        {
            **{name: getattr(year, name) for name in named},
            "target": targets.get((year.year, Kind.PERMANENT)),
            "target_one_off": targets.get((year.year, Kind.ONE_OFF)),
            "achieved": account.achieved.get(year.year),
        }
        for year in account.figures
    ]
    beside = {"notes": words.years(account), "figures": _target_figures(account)}
    columns = _filled(YEARS, rows)
    printed = [column.key for column in columns if column.key in ADDED_UP]
    sums = {name: sum(row[name] or 0 for row in rows) for name in printed}
    title = "Savings by financial year"
    return part("savings-years", title, columns, rows, totals=sums, **beside)


def _filled(columns, rows):
    """The columns without the optional ones that are blank in every row."""
    return [c for c in columns if not c.optional or any(row[c.key] is not None for row in rows)]


def _figure(key, label, value):
    return {"key": key, "label": label, "kind": MONEY, "value": value}


def _target_figures(account):
    last = account.targets_met
    increments, cash = (last.run_rate, last.cumulative) if last else (0, 0)
    years = [(target.financial_year, target.amount) for target in account.lasting_targets]
    return [
        _figure("targets-increments", "Targets, sum of the yearly increments", increments),
        _figure("targets-cash", "Targets, cumulative cash if they last", cash),
        *(_figure(f"target-{year}", f"Target of {year}", amount) for year, amount in years),
    ]


def _small(kind):
    return Kind(kind).label.lower()


def pots_part(account):
    """Both pots in every year that their rows touch; the two kinds in rows of their own."""
    pots = [account.pots.pot(kind, year) for kind in Kind for year in account.pots.years]
    rows = [
        {
            **{name: getattr(pot, name) for name in ("year", "saved", "allocated", "left")},
            "pot": "Permanent, a year" if pot.kind == Kind.PERMANENT else "One-off",
            **{name: getattr(pot, name) or None for name in ("carried_in", "carried_out")},
            "uncovered": pot.uncovered or None,
            "in_year": pot.in_year if pot.uncovered else None,
        }
        for pot in pots
    ]
    figures = [
        _figure(
            f"left-{pot.kind}-{pot.year}", f"Unallocated, {_small(pot.kind)}, {pot.year}", pot.left
        )
        for pot in pots
    ]
    beside = {"notes": words.pots(account), "figures": figures}
    title, columns = "Unallocated balance of each pot", _filled(POTS, rows)
    return part("savings-pots", title, columns, rows, **beside) | {"extra": {"group_by": "pot"}}


def reallocations_part(account):
    """The re-allocation table, with a total of each type."""
    rows = REALLOCATIONS.rows(account.reallocations, account.position)
    sums = {kind.value: sum(row[kind] or 0 for row in rows) for kind in Kind}
    figures = [
        _figure(f"reallocated-{kind}", f"Re-allocated, {kind.label.lower()}", sums[kind])
        for kind in Kind
    ]
    beside = {"notes": words.reallocations(account), "figures": figures, "totals": sums}
    key = log = "reallocations"
    return part(key, "Re-allocation of savings", SPENT_AGAIN, rows, **beside, log=log)


def carried_part(account):
    """One-off money that was carried forward, or is asked to be."""
    rows, key = CARRY_FORWARDS.rows(account.carry_forwards, account.position), "carry-forwards"
    return part(key, "Carry-forwards", CARRIED, rows, notes=words.carried(account), log=key)


def chart(account):
    """What the picture shows: each year's savings by kind, and what the targets would bring."""
    by_target = {year.year: year.run_rate + year.one_off for year in account.target_figures}
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


WIDTHS = {"reference": 5, "title": 27, "starts_on": 11, "permanent": 11, "part_year": 11}
WIDTHS |= {"one_off": 10, "achieved": 10, "state": 9, "source": 7, "comment": 22}


POTENTIAL = SAVINGS.pick("reference title starts_on permanent part_year one_off owner comment?")


def potential_part(account):
    """Savings that nobody counts on yet, apart from every total."""
    rows = SAVINGS.rows(account.potential, account.position)
    notes = ["They stand in no total and in none of the figures by year."]
    title = "Potential savings"
    return part("savings-potential", title, POTENTIAL, rows, notes=notes, log="savings")


class SavingsSection(Section):
    """Savings, then targets and figures by year, both pots, re-allocations, carry-forwards."""

    key = log = "savings"
    title = "Savings and their re-allocation"
    template = "savings/report.html"
    not_limited = " The picture and the tables after it are not limited."
    landscape = True
    columns = SAVINGS.pick(
        "reference title starts_on ends_on? permanent part_year one_off achieved state source? "
        "earlier? comment?",
        **WIDTHS,
    )

    def rows(self, position):
        entries = SAVINGS.entries(position).exclude(state=State.WITHDRAWN)
        return SAVINGS.rows(entries.exclude(certainty=Certainty.POTENTIAL), position)

    def totals(self, rows):
        added_up = ("permanent", "one_off", "achieved")
        return {name: sum(row[name] or 0 for row in rows) for name in added_up}

    def notes(self, rows):
        return words.savings(rows)

    def extra(self, rows, position):
        return {"chart": chart(Account(position))}

    def parts(self, rows, position):
        account = Account(position)
        makers = (potential_part, years_part, pots_part, reallocations_part, carried_part)
        found = [table for make in makers if (table := make(account))["rows"]]
        return found + _given_up(position)


TARGETED = tuple(column for column in YEARS if column.key in ("year", "target", "target_one_off"))
POSITION = SAVINGS.pick(
    "reference title starts_on permanent one_off achieved state comment?",
    title=34,
    starts_on=12,
    comment=24,
)
PASSED_ON = REALLOCATIONS.pick("reference title permanent one_off", title=50)


class ClosingSavings(SavingsSection):
    """What a closure document says of savings: what was to be saved, where that stands, and to what
    it was re-allocated.
    """

    key = "savings-at-closing"
    title = "Savings: targets, position and re-allocation"
    template = "savings/at_closing.html"
    not_limited = " The tables after it are not limited."
    landscape = False
    columns = TARGETED

    def filters(self):
        """None: its rows are years."""
        return {}

    def at_a_glance(self, position):
        """Nothing: the whole account is held against the overview, this is a part of it."""
        return {}

    def rows(self, position):
        names = [column.key for column in TARGETED]
        years = years_part(Account(position))["rows"]
        rows = [{name: row.get(name) for name in names} for row in years]
        return [row for row in rows if row["target"] or row["target_one_off"]]

    def totals(self, rows):
        names = [one.key for one in _filled(TARGETED, rows) if one.key in ADDED_UP] if rows else []
        return {name: sum(row[name] or 0 for row in rows) for name in names}

    def notes(self, rows):
        return []

    def extra(self, rows, position):
        return {"empty": "no target was set."}

    def parts(self, rows, position):
        account = Account(position)
        found = [_position_part(position), _passed_on_part(account)]
        return [one for one in found if one["rows"]] + _given_up(position)


def _given_up(position):
    """Tables of what was withdrawn since the report before, with its reason."""
    return [
        table
        for log, states in WITHDRAWN.items()
        for table in settled_since(log, position, "reference title", states)
    ]


def _position_part(position):
    section = SavingsSection()
    rows = section.rows(position)
    notes = section.notes(rows) + words.unposted(rows)
    beside = {"notes": notes, "totals": section.totals(rows)}
    title = "Position on savings"
    return part("savings-position", title, POSITION, rows, **beside, log="savings")


def _passed_on_part(account):
    whole = reallocations_part(account)
    beside = {name: whole[name] for name in ("notes", "figures", "totals")}
    title, rows = whole["title"], whole["rows"]
    return part("savings-reallocated", title, PASSED_ON, rows, **beside, log="reallocations")
