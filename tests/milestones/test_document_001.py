"""The milestones of document 001, Appendix A: seven rows as printed, and how late each was."""

from datetime import date

import pytest
from django.urls import reverse

from milestones.log import MILESTONES
from milestones.models import Milestone
from programme.models import User
from reports.models import Report
from tests.factories import as_now
from tests.reading import words

pytestmark = pytest.mark.django_db

PROGRAMME = SLUG = "support-services-review"

# Due as printed, what it can mean, deliveries as printed, slippage in words and in days.
ROWS = {
    "M1": (
        "Early December 2006",
        "1 to 10 December 2006",
        ["12/12/06 to PMT, final"],
        "2 to 11 days late",
        (2, 11),
    ),
    "M2": (
        "Mid December 2006",
        "11 to 20 December 2006",
        ["19/12/06 to Oversight Board (SMT), final"],
        "Between 1 day early and 8 days late",
        (-1, 8),
    ),
    "M3": (
        "Early February 2007",
        "1 to 10 February 2007",
        ["20/03/07 to PMT, final", "19/02/07 to PMT"],
        "38 to 47 days late",
        (38, 47),
    ),
    "M4": (
        "Mid February 2007",
        "11 to 20 February 2007",
        ["27/03/07 to Oversight Board, final"],
        "35 to 44 days late",
        (35, 44),
    ),
    "M5": (
        "Third Week February 2007",
        "15 to 21 February 2007",
        ["26/03/07 to PMT, final"],
        "33 to 39 days late",
        (33, 39),
    ),
    "M6": (
        "27 Feb 2007",
        "27 February 2007",
        ["24/04/07 to PMT", "30/04/07", "08/05/07 to SMT, final"],
        "70 days late",
        (70, 70),
    ),
    "M7": (
        "27 March 2007",
        "27 March 2007",
        ["14/06/07 to Cabinet, final"],
        "79 days late",
        (79, 79),
    ),
}


@pytest.fixture
def log(demo):
    """The milestones by reference."""
    return {
        found.reference: found
        for found in Milestone.objects.filter(programme__slug=SLUG).order_by("number")
    }


@pytest.fixture
def rows(log):
    """The log as plain rows, by reference."""
    position = as_now(log["M1"].programme)
    return {row["reference"]: row for row in MILESTONES.rows(log.values(), position)}


def as_printed(delivery):
    body = f" to {delivery.to_body}" if delivery.to_body else ""
    return f"{delivery.delivered_on:%d/%m/%y}{body}{', final' if delivery.is_final else ''}"


def test_there_are_seven_and_all_were_reached(log):
    assert list(log) == list(ROWS)
    assert {one.state for one in log.values()} == {"complete"}
    assert {one.extensions for one in log.values()} == {0}


@pytest.mark.parametrize("reference", ROWS)
def test_a_due_date_stands_as_printed_beside_what_it_can_mean(log, reference):
    due, means, *_ = ROWS[reference]
    assert (log[reference].due, log[reference].baseline, str(log[reference].span("due"))) == (
        due,
        due,
        means,
    )


@pytest.mark.parametrize("reference", ROWS)
def test_every_delivery_stands_in_the_order_of_the_document(log, reference):
    deliveries = log[reference].deliveries.order_by("id")
    assert [as_printed(delivery) for delivery in deliveries] == ROWS[reference][2]
    assert all(delivery.outcome for delivery in deliveries)


@pytest.mark.parametrize("reference", ROWS)
def test_slippage_is_a_range_against_the_final_delivery(rows, reference):
    *_, words, days = ROWS[reference]
    row = rows[reference]
    assert (row["slippage"], (row["slippage_least"], row["slippage_most"])) == (words, days)


def test_only_the_third_says_that_its_deliveries_are_not_in_the_order_of_their_dates(rows):
    flagged = [
        reference
        for reference, row in rows.items()
        if "not in the order of their dates" in row["flagged"]
    ]
    assert flagged == ["M3"]
    assert rows["M3"]["delivered_on"] == "2007-03-20"


def test_the_published_report_prints_all_seven_with_their_deliveries(demo):
    content = Report.objects.get(
        definition__programme__slug=SLUG, definition__kind="progress"
    ).content
    section = next(one for one in content["sections"] if one["key"] == "milestones")
    assert [row["reference"] for row in section["rows"]] == list(ROWS)
    assert [len(row["deliveries"]) for row in section["rows"]] == [1, 1, 2, 1, 1, 3, 1]
    assert (
        section["rows"][5]["deliveries"][1] == "30 April 2007: Final report and risk log completed"
    )


def test_the_page_of_a_milestone_shows_the_last_recorded_delivery_first(client, log):
    client.force_login(User.objects.get(username="scrutiny"))
    page = words(client.get(reverse("milestones:detail", args=[SLUG, "M6"])))
    assert "8 May 2007 SMT Final report and risk log presented Final" in page
    assert (
        page.index("SMT Final report")
        < page.index("30 April 2007")
        < page.index("24 April 2007 PMT")
    )
    assert log["M6"].delivered_on == date(2007, 5, 8)
