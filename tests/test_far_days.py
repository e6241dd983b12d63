"""A day far ahead may be a slip of the keyboard: every form that takes days, in figures or in
words, asks back, and saves it once somebody says that it is meant.
"""

from itertools import cycle

import pytest

from programme.date_phrases import check
from programme.financial_years import FinancialYearFormField
from programme.ui.fields import DayFormField
from tests.addresses import ADDRESSES
from tests.filled import *  # noqa: F403
from tests.reading import errors, sent, words
from tests.test_edits_without_version import typed
from tests.test_odd_values import is_form, urls  # noqa: F401

FAR = {
    "day": ["17 December 2199", "17/12/2199"],
    "words": ["January 2199", "early 2190", "FY2150/51"],
    "year": ["2149/50"],
    "plan": ["2149/50 = 5"],
}


def kind_of(form, name, field):
    """What of `FAR` can be typed into a field; None where it takes no day to come."""
    if isinstance(field, DayFormField):
        return None if field.past else "day"
    if isinstance(field, FinancialYearFormField):
        return "year"
    if name == "profile":
        return "plan"
    return "words" if check in form.validators_of(name, field) else None


def fields_with_days(form):
    kinds = {name: kind_of(form, name, field) for name, field in form.fields.items()}
    return {name: kind for name, kind in kinds.items() if kind}


@pytest.mark.once
@pytest.mark.django_db
def test_every_form_asks_back_about_days_far_ahead(urls, client):  # noqa: F811
    """Each with one of the texts by turns."""
    wrong, turns = [], {kind: cycle(texts) for kind, texts in FAR.items()}
    tried = set()
    for address in filter(is_form, ADDRESSES):
        page = client.get(urls[address])
        form = page.status_code == 200 and page.context.get("form")
        for name, kind in fields_with_days(form).items() if form else ():
            answer = client.post(urls[address], {**typed(page), name: (text := next(turns[kind]))})
            if "years ahead" not in words(answer):
                wrong.append((address.name, name, text))
            tried.add(text)
    assert wrong == [] and tried == {text for texts in FAR.values() for text in texts}


@pytest.fixture
def add(programme_manager, programme, signed_in):
    """A function that sends the form of a new risk, and gives what comes back."""
    browser, url = signed_in(programme_manager), f"/programmes/{programme.slug}/risks/add/"

    def one(**data):
        return browser.post(url, {**sent(browser.get(url)), "title": "Rain", **data}, follow=True)

    return one


@pytest.mark.once
def test_far_days_in_words_are_saved_once_somebody_says_that_they_are_meant(add):
    page = add(review="January  2199")
    said = errors(page)["sure"]
    assert said.startswith("January 2199 is ") and said.endswith("tick the box and save again.")
    assert "R2 saved." in words(add(**{**sent(page), "sure": "on"}))


@pytest.mark.once
def test_what_stood_there_before_is_not_asked_about_again(add, programme_manager, signed_in):
    add(**{**sent(add(review="early 2190")), "sure": "on"})
    browser, url = signed_in(programme_manager), "/programmes/shared-management/risks/R2/edit/"
    changed = {**sent(browser.get(url)), "title": "Rain in May"}
    assert "R2 saved." in words(browser.post(url, changed, follow=True))
    assert "2191 is" in errors(browser.post(url, {**changed, "review": "early 2191"}))["sure"]
