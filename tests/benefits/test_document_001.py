"""The demo programme after document 001: the benefits that it states, and what it leaves unsaid."""

from datetime import date

import pytest

from benefits.models import Actual, Benefit, PlannedValue, SavingsLink
from programme.position import Position
from reports.models import Report

pytestmark = pytest.mark.django_db

PROGRAMME = "support-services-review"
MONEY = ["BEN1", "BEN2"]


@pytest.fixture
def entries(demo):
    return {entry.reference: entry for entry in Benefit.objects.filter(programme__slug=PROGRAMME)}


def planned_by(benefit, day):
    """The benefit with its plan on a day, and what it rests on."""
    position = Position(benefit.programme, None, None, day)
    (benefit,) = PlannedValue.objects.attach_to([benefit], position)
    return benefit, SavingsLink.objects.by_benefit([benefit])[benefit.pk]


@pytest.fixture
def section(demo):
    content = Report.objects.get(
        definition__programme__slug=PROGRAMME, definition__kind="progress"
    ).content
    return next(section for section in content["sections"] if section["key"] == "benefits")


def test_twelve_benefits_in_the_states_that_the_document_allows(entries):
    states = [entry.state for entry in entries.values()]
    assert (len(states), states.count("profiled"), states.count("identified")) == (12, 2, 10)
    assert [entry.reference for entry in entries.values() if entry.disbenefit] == ["BEN3"]


def test_the_reductions_of_three_years_are_3_816m_a_year_in_the_end(entries):
    benefit, links = planned_by(entries["BEN1"], date(2011, 3, 31))
    assert [row.value for row in benefit.plan] == [1_316_000_00, 2_566_000_00, 3_816_000_00]
    assert benefit.target == 3_816_000_00 == sum(link.amount for link, _ in links)


def test_voice_over_ip_saves_34000_a_year_from_the_second_year(entries):
    benefit, [(link, saving)] = planned_by(entries["BEN2"], date(2009, 4, 1))
    assert [(row.period, row.value) for row in benefit.plan] == [
        ("2008/09", 0),
        ("2009/10", 34_000_00),
    ]
    assert (link.amount, saving.title, saving.amount) == (
        34_000_00,
        "Telephone costs saved by voice over IP",
        34_000_00,
    )


def test_targets_that_the_equality_plan_puts_into_figures(entries):
    targets = {
        entry.measure: (entry.target, entry.target_on)
        for entry in entries.values()
        if entry.unit == "percent"
    }
    assert targets == {
        "Employees having an employee development review": (100_00, date(2009, 3, 31)),
        "New posts reviewed before recruitment": (100_00, date(2008, 7, 31)),
        "Requests for other formats that were met": (100_00, date(2009, 3, 31)),
        "Training taken up by particular groups": (None, None),
    }


def test_what_the_document_does_not_say_stays_blank(entries):
    assert not Actual.objects.filter(benefit__programme__slug=PROGRAMME).exists()
    for reference, entry in entries.items():
        assert entry.owner_after == "" and entry.claimed_by is None
        assert (entry.baseline is None) == (reference not in MONEY)
    assert [ref for ref, entry in entries.items() if not entry.measure] == [
        "BEN3",
        "BEN4",
        "BEN5",
        "BEN6",
        "BEN7",
        "BEN12",
    ]


def test_freed_time_is_said_not_to_be_cash(entries):
    assert (entries["BEN6"].cashable, entries["BEN6"].kind) == ("no", "tangible")


def test_the_report_shows_them_and_rates_none(section):
    assert len(section["rows"]) == 12
    assert {row["band"] and row["band"]["key"] for row in section["rows"]} == {None}
    parts = {part["key"]: part for part in section["parts"]}
    assert set(parts) == {"benefits-plan", "benefits-money"}
    assert parts["benefits-money"]["totals"] == {"in_savings": 0, "beyond": 0}
    assert [chart["title"][:4] for chart in section["extra"]["charts"]] == MONEY
