"""The registers of savings, targets, re-allocations and carry-forwards as tables."""

from django.utils.html import format_html

from programme.formats import day, money
from programme.ui.tables import LogTable

from .choices import Certainty, State
from .log import CARRY_FORWARDS, REALLOCATIONS, SAVINGS, TARGETS

STATES, CERTAINTIES = dict(State.choices), dict(Certainty.choices)


def approval(entry):
    """Body and day of an approval, as far as they are recorded."""
    if not entry.approved_body:
        return ""
    on = day(entry.approved_on) or "Date not recorded"
    return format_html("{}<br>{}", entry.approved_body, on)


class SavingTable(LogTable):
    """Permanent and one-off money in columns of their own."""

    log = SAVINGS
    headings = {"permanent": "Permanent", "achieved": "Achieved", "state": "State and owner"}
    sorts_by = {"permanent": ("amount",)}

    def cell_starts_on(self, saving):
        return format_html("{}<br>{}", day(saving.starts_on), saving.first_year)

    def cell_permanent(self, saving):
        """A whole year, and what the first one brings where it is not whole."""
        if not saving.is_permanent:
            return ""
        said = saving.changes_in_words
        whole = saving.earlier[0][1] if saving.earlier else saving.amount
        if saving.in_first_year != whole:
            first = f"{money(saving.in_first_year)} in {saving.first_year}"
            said = "; ".join(filter(None, [first, said]))
        now = money(saving.amount)
        return (
            format_html('{}<br><span class="was was--words">{}</span>', now, said) if said else now
        )

    def cell_achieved(self, saving):
        return money(saving.achieved) if saving.achieved else ""

    def cell_state(self, saving):
        potential = CERTAINTIES["potential"] if saving.certainty == "potential" else ""
        said = [STATES[saving.state], potential, saving.was_approved_as]
        state = ". ".join(filter(None, said))
        return format_html("{}<br>{}", state, saving.owner)


class TargetTable(LogTable):
    """Targets by year."""

    log = TARGETS


class ReallocationTable(LogTable):
    """What saved money is spent on again."""

    log = REALLOCATIONS
    headings = {"approved_on": "Approved by"}
    sorts_by = {"permanent": ("amount",)}

    def cell_approved_on(self, row):
        return approval(row)


class CarryForwardTable(LogTable):
    """One-off money taken into the next year."""

    log = CARRY_FORWARDS
    headings = {"financial_year": "From and to", "approved_on": "Approved by"}

    def cell_financial_year(self, row):
        return f"{row.financial_year} to {row.to_year}"

    def cell_approved_on(self, row):
        return approval(row)
