"""The sentences beside the figures of savings: which is which, and what is not counted."""

from programme.formats import counted, day, listed, lower_first, money
from programme.reporting import Note

from .choices import WHOLE_MONTHS, CarryState, Kind, ReallocationState, State

WHICH = (
    f"In-year is what the year itself brings. {WHOLE_MONTHS} "
    "Full-year effect is a whole year of the savings that begin in the year, less of those that "
    "end. Run-rate is a whole year of all permanent savings that have begun by its end and last. "
    "Cumulative cash adds up the years so far, if the savings last until their end."
)
COUNTED_IN = "Approved and achieved savings count; identified ones do not."


def _sums(permanent, one_off):
    """Sums of both kinds, which are never added together."""
    return f"{money(permanent)} a year permanent and {money(one_off)} one-off"


def shown(found) -> str:
    """The sums of a register's rows, and what of them is not approved."""
    said = f"Shown here: {_sums(*(found[kind] for kind in Kind))}."
    unapproved = [found[f"unapproved_{kind}"] for kind in Kind]
    potential = [found[f"potential_{kind}"] for kind in Kind]
    if any(unapproved):
        said += f" That includes {_sums(*unapproved)} that nobody is recorded to have approved."
    if any(potential):
        said += f" Potential, and not in these sums: {_sums(*potential)}."
    return said


def counted_now(kind, whole, now, when) -> str:
    """What of a sum of savings of one kind is the run-rate, or falls in the year, as the tile on
    the overview has it; empty where that is all of it.

    `when` says in which year, or on which day.
    """
    if whole == now:
        return ""
    if kind == Kind.ONE_OFF:
        every = "The sum of one-off savings is of every year, approved or not"
        return f"{every}; approved and in {when}: {money(now)}."
    every = (
        "The sum of permanent savings counts each with its last yearly amount, begun or not, ended "
        "or not, approved or not"
    )
    return f"{every}; approved and in force on {when}: {money(now)} a year."


def years(account) -> list[str]:
    """What the figures by year mean, and which of two sums of the targets is which."""
    notes = [f"{WHICH} {COUNTED_IN}"]
    if len(account.lasting_targets) > 1:
        last, first = account.targets_met, account.lasting_targets[0].financial_year
        addends = " + ".join(money(target.amount) for target in account.lasting_targets)
        notes.append(
            f"Targets: {addends} = {money(last.run_rate)} is the sum of the yearly increments. If "
            f"they last, the cash of the years {first} to {last.year} is {money(last.cumulative)}."
        )
    return notes


def pots(account) -> list[str]:
    """How to read the balances."""
    return [
        "The two pots are never netted: permanent spending is paid from permanent savings, one-off "
        "spending from one-off money. Permanent savings are counted by their full-year effect from "
        "the year in which they begin; one-off money is there in its own year, and in the next "
        "only when a carry-forward is approved.",
        *(f"{pot.uncovered_in_words}." for pot in account.uncovered),
    ]


def reallocations(account) -> list[str]:
    """What derives from the spending, and what nobody is recorded to have approved."""
    rows = {row.pk: row for row in account.reallocations}
    notes = [
        f"{saving.reference}, {money(saving.amount)} a year from {saving.first_year}, derives from "
        f"{rows[saving.source_id].reference}, {money(rows[saving.source_id].amount)} spent in "
        f"{rows[saving.source_id].financial_year}."
        for saving in account.savings
        if saving.source_id in rows
    ]
    waiting = [row for row in account.reallocations if row.state == ReallocationState.RECORDED]
    if not waiting:
        return notes
    sums = [sum(row.amount for row in waiting if row.kind == kind) for kind in Kind]
    named = listed([row.reference for row in waiting])
    included = f"The totals include {_sums(*sums)} of it."
    return [*notes, f"Approving body and date not recorded: {named}. {included}"]


def carried(account) -> list[str]:
    """What moves no money yet, and approvals without a day."""
    asked = [row.reference for row in account.carry_forwards if row.state == CarryState.REQUESTED]
    undated = [row.reference for row in account.carry_forwards if row.lacks_day]
    notes = [f"Requested and not counted in either year: {listed(asked)}."] if asked else []
    return (
        [*notes, f"Approved on a day that the papers do not give: {listed(undated)}."]
        if undated
        else notes
    )


def savings(rows) -> list[str]:
    """Which savings of the table the figures leave out, and which are not as they were approved."""
    word = State.IDENTIFIED.label
    found = [row["reference"] for row in rows if row["state"] == word]
    left_out = "Identified and not approved, so not counted in the figures by year"
    notes = [f"{left_out}: {listed(found)}."] if found else []
    if found:
        sums = [sum(row[kind] or 0 for row in rows if row["state"] == word) for kind in Kind]
        said = f"The totals of this table include {_sums(*sums)} that is not approved."
        notes.append(Note(said, *Kind.values))
    whens = {Kind.PERMANENT: "the day of the report", Kind.ONE_OFF: "the year of the report"}
    for kind, when in whens.items():
        whole, now = (sum(row[name] or 0 for row in rows) for name in (kind, f"{kind}_now"))
        if said := counted_now(kind, whole, now, when):
            notes.append(Note(said, kind.value))
    return notes + [
        f"{row['reference']}: {lower_first(row['was_approved_as'])}."
        for row in rows
        if row["was_approved_as"]
    ]


def unposted(rows) -> list[str]:
    """On which savings of a table nothing was posted: £0 says no more than that."""
    found = [row["reference"] for row in rows if not row["achieved"]]
    return [f"No achieved amount is posted on {listed(found)}."] if found else []


def about(saving) -> list[dict]:
    """The money of one saving as facts: each figure under its own name."""
    if saving.kind == Kind.ONE_OFF:
        return [{"label": f"One-off, in {saving.first_year}", "value": money(saving.amount)}]
    months = counted(saving.months, "month")
    changes = saving.changes_in_words
    worked = (
        f"from {day(saving.starts_on)}" if changes else f"{months} from {day(saving.starts_on)}"
    )
    return [
        {"label": "Full-year effect", "value": f"{money(saving.amount)} a year"},
        *([{"label": "Amounts before, and its end", "value": changes}] if changes else []),
        {
            "label": f"In {saving.first_year}, its first year",
            "value": f"{money(saving.in_first_year)} ({worked})",
        },
    ]
