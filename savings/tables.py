"""The registers of savings, targets, re-allocations and carry-forwards as tables."""

import django_tables2 as tables
from django.utils.html import format_html

from programme.formats import day, money
from programme.ui.tables import LogTable

from .choices import Kind


class MoneyTable(LogTable):
    """What the registers share: ref and title lead to the detail page, the last column says who changed it when."""

    detail = ""

    def begin(self, entry):
        """The cells of reference and title."""
        url = self.url(self.detail, entry.reference)
        return (
            format_html('<a href="{}">{}</a>', url, entry.reference),
            format_html('<a href="{}">{}</a>', url, entry.title),
        )

    def changed(self, entry):
        """The cell that says when the entry was changed, and by whom."""
        return format_html("{}<br>{}", day(entry.updated_at), entry.updated_by_name)


def by_kind(entry):
    """Two cells, permanent and one-off money: the sums of the two never stand in one column."""
    return tuple(money(entry.amount) if entry.kind == kind else "" for kind in Kind)


def approval(entry):
    """Body and day of an approval, as far as they are recorded."""
    if not entry.approved_body:
        return ""
    return format_html(
        "{}<br>{}", entry.approved_body, day(entry.approved_on) or "Date not recorded"
    )


class SavingTable(MoneyTable):
    """Permanent and one-off money in columns of their own."""

    detail = "savings:detail"

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Saving")
    starts_on = tables.Column("Starts")
    permanent = tables.Column("Permanent", order_by="amount")
    one_off = tables.Column("One-off", orderable=False)
    achieved = tables.Column("Achieved")
    state = tables.Column("State and owner")
    updated_at = tables.Column("Changed")

    numeric = frozenset({"permanent", "one_off", "achieved"})

    def cells(self, saving):
        permanent, one_off = by_kind(saving)
        return (
            *self.begin(saving),
            format_html("{}<br>{}", day(saving.starts_on), saving.first_year),
            format_html("{}{}", permanent, self._part_year(saving)),
            one_off,
            money(saving.achieved) if saving.achieved else "",
            format_html("{}<br>{}", saving.get_state_display(), saving.owner),
            self.changed(saving),
        )

    def _part_year(self, saving):
        """What the first year brings, where it is not a whole one."""
        if not saving.is_permanent or saving.months == 12:
            return ""
        return format_html(
            '<br><span class="was">{} in {}</span>', money(saving.in_first_year), saving.first_year
        )


class TargetTable(MoneyTable):
    """Targets by year."""

    detail = "savings:target"

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Target")
    financial_year = tables.Column("Year")
    amount = tables.Column("New permanent savings")
    state = tables.Column("State")
    owner = tables.Column("Owner")
    updated_at = tables.Column("Changed")

    numeric = frozenset({"amount"})

    def cells(self, target):
        return (
            *self.begin(target),
            target.financial_year,
            money(target.amount),
            target.get_state_display(),
            target.owner,
            self.changed(target),
        )


class ReallocationTable(MoneyTable):
    """What saved money is spent on again."""

    detail = "savings:reallocation"

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Re-allocated to")
    financial_year = tables.Column("In or from")
    permanent = tables.Column("Permanent, a year", order_by="amount")
    one_off = tables.Column("One-off", orderable=False)
    priority = tables.Column("Priority")
    approved_on = tables.Column("Approved by")
    state = tables.Column("State")
    updated_at = tables.Column("Changed")

    numeric = frozenset({"permanent", "one_off"})

    def cells(self, row):
        return (
            *self.begin(row),
            row.financial_year,
            *by_kind(row),
            row.priority,
            approval(row),
            row.get_state_display(),
            self.changed(row),
        )


class CarryForwardTable(MoneyTable):
    """One-off money taken into the next year."""

    detail = "savings:carry_forward"

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Carry-forward")
    financial_year = tables.Column("From and to")
    amount = tables.Column("Amount")
    approved_on = tables.Column("Approved by")
    state = tables.Column("State")
    updated_at = tables.Column("Changed")

    numeric = frozenset({"amount"})

    def cells(self, row):
        years = f"{row.financial_year} to {row.to_year}"
        return (
            *self.begin(row),
            years,
            money(row.amount),
            approval(row),
            row.get_state_display(),
            self.changed(row),
        )
