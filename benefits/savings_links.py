"""What benefits rest on, in words and as the table that stands on a saving's page."""

from django.utils.html import format_html

from programme.formats import money
from programme.ui.child_tables import ChildTable

from .models import SavingsLink


def rests_on(pairs) -> list[str]:
    """What a benefit rests on, in words."""
    return [
        f"{saving.reference}, {money(link.amount)}{' a year' if saving.is_permanent else ''}"
        for link, saving in pairs
    ]


def benefits_of_saving(view, saving):
    """The benefits that rest on a line of the savings, for its page, and what is left to claim."""
    links = SavingsLink.objects.as_at(view.at).filter(saving=saving.pk, amount__gt=0)
    links = sorted(links.select_related("benefit"), key=lambda link: link.benefit.number)
    left = saving.amount - SavingsLink.objects.linked_in_all(saving, view.at)
    rows = [_row(view, link.benefit, link.amount) for link in links]
    return ChildTable(
        "Benefits that rest on this saving",
        ["Benefit", "Class", "State", "Claimed by it"],
        [*rows, ["Left to claim", "", "", money(left)]] if rows else [],
        numeric=["Claimed by it"],
        empty="None yet. A pound is claimed by one benefit only.",
    )


def _row(view, benefit, pence):
    url = view.address("benefits:detail", benefit.reference)
    link = format_html('<a href="{}">{}</a>', url, benefit)
    return [link, benefit.get_kind_display(), benefit.state_words, money(pence)]
