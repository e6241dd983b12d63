"""The report of the demo after document 001: milestones, savings, risks, slips explained."""

import json

import pytest
from django.urls import reverse

from programme.models import User
from reports.models import PrintedFigure, Report
from tests.reading import words
from tests.reports.printing import (
    column,
    missing_from_page,
    missing_from_pdf,
    render,
    section,
    texts,
)
from tests.reports.text_sizes import sizes
from tests.reports.verapdf import broken_rules

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PROGRAMME = "support-services-review"
REPORT = [PROGRAMME, "progress", "--at", "2008-09-12"]
PENCE = 100
AMBER, GREEN, RED = "Amber", "Green", "Red"

# Appendix A: due as printed, days delivered as printed, the final one.
MILESTONES = {
    "M1": ("Early December 2006", ["12 December 2006"], "2006-12-12"),
    "M2": ("Mid December 2006", ["19 December 2006"], "2006-12-19"),
    "M3": ("Early February 2007", ["20 March 2007", "19 February 2007"], "2007-03-20"),
    "M4": ("Mid February 2007", ["27 March 2007"], "2007-03-27"),
    "M5": ("Third Week February 2007", ["26 March 2007"], "2007-03-26"),
    "M6": ("27 Feb 2007", ["24 April 2007", "30 April 2007", "8 May 2007"], "2007-05-08"),
    "M7": ("27 March 2007", ["14 June 2007"], "2007-06-14"),
}

# Section 4.2: amount in pounds, permanent or one-off.
REALLOCATIONS = {
    "Head of customer services": (55_000, None),
    "Equality and Diversity Policy Officer": (28_500, None),
    "Programme Support Officer": (28_500, None),
    "Records Manager": (35_000, None),
    "Environmental services call centre": (130_000, None),
    "Voice over IP technology": (None, 64_000),
}

# Appendix D: frequency, severity, status. The sixth has no frequency.
RISKS = [
    ("high", "medium", AMBER),
    ("high", "medium", GREEN),
    ("high", "high", AMBER),
    ("high", "medium", AMBER),
    ("high", "high", RED),
    (None, "high", RED),
    ("medium", "high", RED),
    ("high", "high", AMBER),
    ("medium", "high", AMBER),
    ("moderate", "medium", AMBER),
    ("moderate", "high", RED),
    ("medium", "high", AMBER),
    ("moderate", "medium", AMBER),
    ("medium", "medium", AMBER),
    ("high", "medium", RED),
    ("high", "medium", AMBER),
    ("moderate", "medium", AMBER),
    ("moderate", "medium", GREEN),
    ("high", "low", RED),
    ("low", "low", AMBER),
    ("high", "high", RED),
]


@pytest.fixture(scope="module")
def content(demo, tmp_path_factory):
    return json.loads(render(tmp_path_factory.mktemp("data"), "json", *REPORT).read_text())


def pounds(content, key, name):
    return [None if value is None else value / PENCE for value in column(content, key, name)]


def figure(content, key):
    tables = [
        section(content, name)
        for name in ("savings", "savings-years", "savings-pots", "reallocations")
    ]
    return (
        next(one["value"] for table in tables for one in table["figures"] if one["key"] == key)
        / PENCE
    )


def test_seven_milestones_with_their_deliveries_in_the_order_of_the_document(content):
    rows = section(content, "milestones")["rows"]
    assert {row["reference"]: row["due"] for row in rows} == {
        key: due for key, (due, *_) in MILESTONES.items()
    }
    for row in rows:
        _, days, final = MILESTONES[row["reference"]]
        assert [
            line.startswith(day) for line, day in zip(row["deliveries"], days, strict=True)
        ] == [True] * len(days)
        assert (row["delivered_on"], row["state"]) == (final, "Complete")


def test_the_targets_of_three_years_and_the_underspends(content):
    assert column(content, "savings-years", "year") == ["2007/08", "2008/09", "2009/10", "2010/11"]
    assert pounds(content, "savings-years", "target") == [None, 1_316_000, 1_250_000, 1_250_000]
    assert [sum_ for sum_ in pounds(content, "savings", "one_off") if sum_] == [738_000, 465_000]
    assert (figure(content, "targets-increments"), figure(content, "targets-cash")) == (
        3_816_000,
        7_698_000,
    )


def test_six_re_allocations_with_a_total_of_each_type_and_none_of_both(content):
    table = section(content, "reallocations")
    found = zip(
        column(content, "reallocations", "title"),
        pounds(content, "reallocations", "permanent"),
        pounds(content, "reallocations", "one_off"),
        strict=True,
    )
    assert {title: sums for title, *sums in found} == {
        title: list(sums) for title, sums in REALLOCATIONS.items()
    }
    assert table["totals"] == {"permanent": 277_000 * PENCE, "one_off": 64_000 * PENCE}
    assert (figure(content, "reallocated-permanent"), figure(content, "reallocated-one_off")) == (
        277_000,
        64_000,
    )
    assert "341,000" not in json.dumps(content)


def test_the_derived_saving_begins_in_the_second_year(content):
    row = next(row for row in section(content, "savings")["rows"] if row["source"])
    assert (row["title"], row["source"], row["starts_on"]) == (
        "Telephone costs saved by voice over IP",
        "A6",
        "2009-04-01",
    )
    assert row["permanent"] == 34_000 * PENCE


def test_what_is_left_of_each_pot(content):
    left = [figure(content, f"left-permanent-{year}") for year in ("2008/09", "2009/10", "2010/11")]
    assert left == [1_039_000, 2_289_000, 3_539_000]
    assert [figure(content, f"left-one_off-{year}") for year in ("2007/08", "2008/09")] == [
        0,
        674_000,
    ]


def test_twenty_one_risks_in_the_words_and_with_the_status_of_the_document(content):
    rows = section(content, "risks")["rows"]
    assert [row["band"]["word"] for row in rows] == [status for *_, status in RISKS]
    for row, (frequency, severity, _) in zip(rows, RISKS, strict=True):
        assert severity == row["severity"].lower()
        assert (
            (frequency in row["frequency"].lower())
            if frequency
            else "high" not in row["frequency"].lower()
        )
    assert all(row["owner"] and row["mitigations"] for row in rows)


def test_seven_are_red_twelve_amber_and_two_green(content):
    figures = {one["key"]: one["value"] for one in section(content, "risks")["figures"]}
    assert figures == {"count": 21, "red": 7, "amber": 12, "green": 2}


def test_no_reserves_are_reported_because_the_document_has_none(content):
    assert "reserves" not in [one["key"] for one in content["sections"]]


# --- what does not agree


def test_the_sums_of_the_cover_are_shown_beside_those_of_section_4(content):
    found = [one for one in content["findings"] if one["key"].startswith("savings.")]
    assert [(one["place"], one["printed"], one["computed"]) for one in found] == [
        ("Target of 2008/09", "£1,600,000", "£1,316,000"),
        ("Target of 2009/10", "£1,600,000", "£1,250,000"),
    ]
    assert all(one["source"].startswith("Cover report") and one["note"] for one in found)
    assert PrintedFigure.objects.filter(programme__slug=PROGRAMME, section="savings").count() == 6


def test_the_published_report_carries_the_explanations(demo):
    report = Report.objects.get(definition__programme__slug=PROGRAMME, definition__kind="progress")
    findings = report.content["findings"]
    assert report.state == "published"
    assert {one["key"]: one["note"] for one in findings} == report.explanations
    assert (
        f"{len(findings)} do not agree; {len(findings)} of them are explained in a note."
        in report.content["checks"]
    )


def test_its_web_page_shows_both_figures_and_the_explanation(demo, client):
    report = Report.objects.get(definition__programme__slug=PROGRAMME, definition__kind="progress")
    client.force_login(User.objects.get(username="member"))
    page = words(client.get(reverse("reports:detail", args=[PROGRAMME, report.pk])))
    assert (
        "£1,600,000 (Cover report, financial implications) £1,316,000 The cover gives £1.6m" in page
    )


# --- page and paper


def test_the_page_holds_every_row(content, tmp_path):
    assert missing_from_page(texts(content), render(tmp_path, "html", *REPORT)) == set()


@pytest.fixture(scope="module")
def pdf(demo, tmp_path_factory):
    return render(tmp_path_factory.mktemp("paper"), "pdf", *REPORT)


def test_the_pdf_holds_every_row_and_complies(content, pdf):
    assert (
        missing_from_pdf(texts(content) | {one["note"] for one in content["findings"]}, pdf)
        == set()
    )
    assert broken_rules(pdf) == []


def test_no_letter_of_its_pictures_is_smaller_than_eight_points(pdf):
    assert [one for one in sizes(pdf.read_bytes()) if one[1] < 8] == []
