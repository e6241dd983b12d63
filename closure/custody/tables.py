"""The tables of the custody pages."""

from itertools import compress

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from programme.formats import day
from programme.ui.child_tables import ChildTable

from .choices import State
from .querysets import counts_of

LINK = '<a class="govuk-link" href="{}">{}</a>'
BOX = '<input type="checkbox" name="row" value="{}" aria-label="Choose {}"> '
PAGE = "closure:custody"
HEAD = ["Row", "Log", "Owner", "Stands", "Plan", "Monitored by", "To be done by"]


def counts_table(rows, address) -> ChildTable:
    """How many rows of each log stand where, each count leading to just these; `address` gives the
    address of a page with what is asked of it (`ProgrammeView.address_with`).
    """
    counts = counts_of(rows)
    names = {one.log.title: one.log.name for one in rows}
    states = [state for state in State if any(found[state] for found in counts.values())]

    def cell(title, state):
        number = counts[title][state]
        url = address(PAGE, log=names[title], state=state)
        return format_html(LINK, url, number) if number else ""

    lines = [
        [format_html(LINK, address(PAGE, log=names[title]), title), found.total()]
        + [cell(title, state) for state in states]
        for title, found in counts.items()
    ]
    labels = [state.label for state in states]
    head = ["Log", "Open rows", *labels]
    return ChildTable("", head, lines, empty="No row is open.", numeric=head[1:])


def rows_table(rows, programme, *, boxes=False, title="") -> ChildTable:
    """Rows with whoever has them, without empty columns; with `boxes` each can be chosen."""
    lines = [_cells(one, programme, boxes) for one in rows]
    kept = [any(cells) for cells in zip(*lines, strict=True)] or [True] * len(HEAD)
    lines = [list(compress(cells, kept)) for cells in lines]
    return ChildTable(title, list(compress(HEAD, kept)), lines, empty="None.")


def _cells(one, programme, boxes):
    url = reverse(one.log.detail_url_name, args=[programme.slug, one.reference])
    name = format_html(LINK, url, one.entry or one.reference)
    box = format_html(BOX, one.key, one.reference) if boxes else mark_safe("")
    said, offer = one.said, one.offered and one.offered.offer
    if one.offered:
        said = format_html(
            LINK, reverse("closure:row", args=[programme.slug, one.offered.pk]), said
        )
    owner = one.entry.owner if one.entry else ""
    where = [offer.plan, str(offer.monitored_by), day(one.due_on)] if offer else ["", "", ""]
    return [format_html("{}{}", box, name), one.log.title, owner, said, *where]
