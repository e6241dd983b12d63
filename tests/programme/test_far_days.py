"""A day that is far ahead or far back is asked about before it is saved."""

from datetime import date

import pytest
from django import forms

from milestones.actions import add_milestone
from milestones.models import Delivery
from programme.ui.asking import AsksBack
from programme.ui.fields import DayFormField
from tests.factories import MARCH_2012
from tests.reading import errors, sent

TODAY = date(2012, 3, 9)


class Days(AsksBack):
    done_on = DayFormField(past=True, required=False)
    due_on = DayFormField(required=False)


def asked(**data):
    form = Days({name: str(value) for name, value in data.items()})
    form.today = TODAY
    return form.errors.get("sure", [""])[0].split(" If ")[0]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"done_on": "9 March 2007"}, ""),
        ({"done_on": "1 January 2006"}, "1 January 2006 is 6 years ago."),
        ({"due_on": "1 January 2006"}, ""),
        ({"due_on": "1 January 1912"}, "1 January 1912 is 100 years ago."),
        ({"due_on": "1 January 2190"}, "1 January 2190 is 178 years ahead."),
    ],
)
def test_a_far_day_asks_back(typed, said):
    assert asked(**typed) == said


def test_what_was_entered_long_ago_has_days_of_long_ago():
    form = Days({"done_on": "1 January 2006"})
    form.today, form.since = date(2026, 3, 9), date(2008, 3, 9)
    assert form.is_valid()


def test_a_delivery_of_years_before_its_milestone_is_asked_about(
    programme, programme_manager, signed_in
):
    who = {"by": programme_manager, "at": MARCH_2012, "programme": programme}
    add_milestone(title="New contract", due="March 2012", **who)
    client = signed_in(programme_manager)
    address = "/programmes/shared-management/milestones/M1/deliver/"
    said = {"delivered_on": "1 January 2005", "to_body": "JAIC", "outcome": "Signed"}
    page = client.post(address, {**sent(client.get(address)), **said})
    assert "1 January 2005 is" in errors(page)["sure"] and not Delivery.objects.exists()
    again = {**sent(page), **said, "sure": "on"}
    assert client.post(address, again).status_code == 302 and Delivery.objects.exists()


def test_what_is_meant_is_saved():
    typed = {"done_on": "1 January 2006", "sure": "on", "asked": "1 January 2006 is 6 years ago."}
    form = Days(typed)
    form.today = TODAY
    assert form.is_valid() and isinstance(form.fields["done_on"], forms.Field)
