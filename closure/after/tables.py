"""The tables of reviews of benefits after closing."""

from django.urls import reverse
from django.utils.html import format_html

from programme.formats import day
from programme.ui.child_tables import ChildTable

LINK = '<a class="govuk-link" href="{}">{}</a>'
STANDS = ["Measure", "Baseline", "Target", "Planned to date", "Realised", "Difference"]
JUDGED = ["Judged", "Why", "What was unexpected"]


def reviews_table(reviews, programme, today, at=None) -> ChildTable:
    """All reviews of a programme, planned and held."""
    rows = [
        [
            format_html(LINK, _page(programme, one), day(one.on)),
            one.reviewer_name,
            one.state(today, at).label,
        ]
        for one in reviews
    ]
    return ChildTable(
        "Reviews", ["To be held on", "Reviewer", "Stands"], rows, empty="No review is planned yet."
    )


def stands_table(found, programme, today) -> ChildTable:
    """Planned and realised as it stands."""
    rows = [
        [
            format_html(LINK, _row(programme, log.detail_url_name, one.reference), one.entry),
            one.measure or "None",
            *one.figures,
        ]
        for log, one in found
    ]
    title = f"Planned and realised as at {day(today)}"
    return ChildTable(title, ["Benefit", *STANDS], rows, empty="There is no benefit to review.")


def found_tables(judged, url_of) -> list[ChildTable]:
    """What a review found, and the values that it rests on; `url_of` gives the page of a row."""
    judged = [(row, format_html(LINK, url_of(row), row)) for row in judged]
    found = [
        [link, row.planned, row.realised, row.get_judged_display(), row.reason, row.unexpected]
        for row, link in judged
    ]
    values = [
        [link, row.measure or "None", row.baseline, row.target]
        + [row.planned, row.realised, row.difference]
        for row, link in judged
    ]
    return [
        ChildTable("What was found", ["Benefit", "Planned to date", "Realised", *JUDGED], found),
        ChildTable("Values as they stood", ["Benefit", *STANDS], values),
    ]


def history_table(judged, programme) -> ChildTable:
    """How one benefit was judged in all reviews, the last one first."""
    rows = [
        [
            format_html(LINK, _page(programme, row.review.planned), day(row.review.as_at)),
            *(row.planned, row.realised, row.get_judged_display(), row.reason, row.unexpected),
        ]
        for row in reversed(judged)
    ]
    head = ["As at", "Planned", "Realised", *JUDGED]
    return ChildTable("Reviewed after closing", head, rows)


def _page(programme, planned):
    return reverse("closure:benefit_review", args=[programme.slug, planned.pk])


def _row(programme, name, reference):
    return reverse(name, args=[programme.slug, reference])
