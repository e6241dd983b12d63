"""The register of benefits as a table, and the table of them that stands on a saving's page."""

import django_tables2 as tables
from django.utils.html import format_html

from programme.formats import badge, day, money
from programme.ui.child_tables import ChildTable
from programme.ui.tables import LogTable

from .choices import Kind
from .models import SavingsLink
from .querysets import linked_in_all

KINDS = dict(Kind.choices)


class BenefitTable(LogTable):
    """Ref and benefit lead to the detail page; the band's word stands beside its colour."""

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Benefit")
    kind = tables.Column("Class")
    target = tables.Column("Target", orderable=False)
    planned = tables.Column("Planned", orderable=False)
    actual = tables.Column("Actual", orderable=False)
    plan = tables.Column("Against plan", orderable=False)
    state = tables.Column("State and owner")
    updated_at = tables.Column("Changed")

    numeric = frozenset({"target", "planned", "actual"})

    def cells(self, benefit):
        stands, band = benefit.stands, benefit.stands.band(self.thresholds)
        return (
            self.link_to("benefits:detail", benefit, benefit.reference),
            self.link_to("benefits:detail", benefit, benefit.title),
            f"{KINDS[benefit.kind]}{', disbenefit' if benefit.disbenefit else ''}",
            benefit.written(benefit.target),
            benefit.written(stands.planned),
            benefit.written(benefit.actual),
            format_html("{}<br>{}", badge(band.as_dict() if band else None), self._words(benefit)),
            format_html("{}<br>{}", benefit.state_words, benefit.owner),
            format_html("{}<br>{}", day(benefit.updated_at), benefit.updated_by_name),
        )

    def _words(self, benefit):
        if benefit.plan:
            return benefit.stands.words.removeprefix("Not rated: ").capitalize()
        return "No plan yet" if benefit.measure else "No measure yet"

    def row_class(self, benefit):
        band = benefit.stands.band(self.thresholds)
        return f"row--{band.key}" if band else ""


def benefits_of_saving(view, saving):
    """The benefits that rest on a line of the savings, for its own page, and what is left of it to claim."""
    links = (
        SavingsLink.objects.as_at(view.at)
        .filter(saving=saving.pk, amount__gt=0)
        .select_related("benefit")
    )
    rows = [
        [
            _link(view, link.benefit),
            link.benefit.get_kind_display(),
            link.benefit.state_words,
            money(link.amount),
        ]
        for link in sorted(links, key=lambda link: link.benefit.number)
    ]
    left = saving.amount - linked_in_all(saving, view.at)
    return ChildTable(
        "Benefits that rest on this saving",
        ["Benefit", "Class", "State", "Claimed by it"],
        [*rows, ["Left to claim", "", "", money(left)]] if rows else [],
        numeric=["Claimed by it"],
        empty="None yet. A pound is claimed by one benefit only.",
    )


def _link(view, benefit):
    return format_html(
        '<a href="{}">{}</a>', view.address("benefits:detail", benefit.reference), benefit
    )
