"""Queries whose SQL is kept: each asking has values of its own, and looks anew."""

from datetime import timedelta

from risks.actions import add_mitigation, close_risk
from risks.filters import RiskFilter
from risks.log import RISKS
from risks.models import Banding, Risk
from tests.factories import MARCH_2012, ProgrammeFactory, as_at, as_now


def owners(position):
    """The owners that a register offers."""
    return [value for value, _ in RiskFilter({}, position=position).choices["owner"]]


def test_each_asking_has_values_of_its_own_and_looks_anew(programme, add_risk):
    other = ProgrammeFactory()
    add_risk(owner="Chief Executive")
    assert (owners(as_now(programme)), owners(as_now(other))) == (["Chief Executive"], [])
    add_risk(owner="Head of Legal", at=MARCH_2012 + timedelta(days=1))
    assert owners(as_now(programme)) == ["Chief Executive", "Head of Legal"]
    assert owners(as_at(programme, MARCH_2012)) == ["Chief Executive"]


def test_owners_of_child_rows_are_found_from_the_first_entry_to_the_last(
    programme, add_risk, programme_manager
):
    for owner in ("Architect", "", "Solicitor", ""):
        risk = add_risk()
        if owner:
            how = {"by": programme_manager, "at": MARCH_2012, "owner": owner}
            add_mitigation(risk, text="Wait", due="31 March 2012", **how)
    for position in (as_now(programme), as_at(programme)):
        choices = RISKS.filter_class({}, position=position).choices["mitigations_owner"]
        assert [value for value, _ in choices] == ["Architect", "Solicitor"]


def test_the_row_that_follows_is_the_next_that_is_not_settled(
    programme, add_risk, programme_manager
):
    first, second, third = (add_risk() for _ in range(3))
    close_risk(second, by=programme_manager, at=MARCH_2012, why="It left")
    position, closed = as_now(programme), Risk.objects.get(pk=second.pk)
    followed = [RISKS.open_after(one, position) for one in (first, closed, third)]
    assert followed == [third.reference, "", ""]


def test_the_rule_of_a_day_is_that_of_its_programme(programme, programme_manager):
    day, other = MARCH_2012.date(), ProgrammeFactory()
    for since, red in ((day, 15), (day + timedelta(days=5), 20)):
        Banding.objects.create(
            programme=programme,
            applies_from=since,
            recorded_at=MARCH_2012,
            recorded_by=programme_manager,
            recorded_by_name="",
            green_from=1,
            green_to=5,
            amber_from=6,
            amber_to=red - 1,
            red_from=red,
            red_to=25,
        )
    found = [
        Banding.objects.in_force(of, day + timedelta(days=after))
        for of, after in ((programme, -1), (programme, 0), (programme, 5), (other, 5))
    ]
    assert [one and one.red_from for one in found] == [None, 15, 20, None]
