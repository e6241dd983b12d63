"""A day that is far ahead or far back is asked about before it is saved."""

from datetime import date

import pytest
from django import forms

from programme.ui.asking import AsksBack
from programme.ui.fields import DayFormField

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
        ({"due_on": "1 January 2190"}, "1 January 2190 is 177 years ahead."),
    ],
)
def test_a_far_day_asks_back(typed, said):
    assert asked(**typed) == said


def test_what_is_meant_is_saved():
    typed = {"done_on": "1 January 2006", "sure": "on", "asked": "1 January 2006 is 6 years ago."}
    form = Days(typed)
    form.today = TODAY
    assert form.is_valid() and isinstance(form.fields["done_on"], forms.Field)
