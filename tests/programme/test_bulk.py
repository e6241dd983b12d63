"""Which steps several rows can take at once, and days that are moved by so many weeks."""

from datetime import date

import pytest

from milestones import actions
from tests.factories import MARCH_2012
from tests.reading import sent, words

URL = "/programmes/shared-management/milestones/several/"


@pytest.fixture
def milestones(programme, programme_manager):
    def add(title, due):
        how = {"programme": programme, "by": programme_manager, "at": MARCH_2012}
        return actions.add_milestone(title=title, due=due, **how)

    return [add("Structure", "1 June 2012"), add("Strategy", "On completion of the structure")]


@pytest.fixture
def redate(programme, programme_manager, milestones, signed_in):
    """A function that opens the confirmation of a step, by default the re-date, of both."""
    client = signed_in(programme_manager)

    def one(step="redate", **typed):
        url = URL.replace("shared-management", programme.slug)
        url += f"?step={step}&row=M1&row=M2"
        page = client.get(url)
        return client.post(url, {**sent(page), **typed}, follow=True) if typed else page

    return one


def test_the_steps_are_those_that_ask_for_a_reason_or_a_day(redate):
    found = {one.key for one in redate("nothing").context["steps"]}
    assert {"start", "deliver", "redate", "withdraw", "set-owner", "set-forecast"} <= found
    assert not {"depend", "correct_mistake", "withdraw_mistake"} & found


def test_a_step_that_is_called_otherwise_for_another_row_has_both_names(redate, milestones):
    named = {one.key: one.label for one in redate("nothing").context["steps"]}
    assert named["deliver"] == "Record a delivery"
    milestones[0].refresh_from_db()
    delivered = {"delivered_on": MARCH_2012.date(), "by": milestones[0].updated_by}
    actions.deliver_milestone(milestones[0], at=MARCH_2012, is_final=True, **delivered)
    named = {one.key: one.label for one in redate("nothing").context["steps"]}
    assert named["deliver"] == "Add an earlier delivery or record a delivery"


def test_each_day_is_moved_by_so_many_weeks_and_a_row_without_one_is_refused(redate, milestones):
    page = redate(weeks="2", why="The council is closed")
    structure, strategy = milestones
    structure.refresh_from_db(), strategy.refresh_from_db()
    assert structure.due_latest == date(2012, 6, 15)
    assert "M1 saved." in words(page) and "M2: It has no single day that could be moved." in words(
        page
    )
    assert strategy.due == "On completion of the structure"


def test_neither_a_day_nor_weeks_is_said(redate):
    page = redate(why="The council is closed")
    assert "Enter the new due date." in words(page)
