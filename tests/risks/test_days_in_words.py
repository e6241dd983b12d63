"""Days that people write in words: read where they can be, kept where not, and told at once."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from risks import actions
from risks.log import RISKS
from risks.models import Mitigation, Risk
from tests.factories import MARCH_2012, as_at, as_now
from tests.reading import words

HOME = "/programmes/shared-management/risks/"
READ = [
    ("Spring 2012", date(2012, 5, 31)),
    ("Q3 2012/13", date(2012, 12, 31)),
    ("by end of March 2012", date(2012, 3, 31)),
    ("9/3/12", date(2012, 3, 9)),
    ("At the next board", None),
    ("Quarterly", None),
]


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.mark.parametrize(("text", "on"), READ)
def test_a_review_is_overdue_by_the_day_read_and_never_by_words_alone(add_risk, text, on):
    risk = add_risk(review=text)
    assert (risk.review, risk.review_on) == (text, on)
    assert risk.review_overdue(date(2199, 12, 31)) == bool(on)
    assert not on or not risk.review_overdue(on)


@pytest.mark.parametrize(("text", "on"), READ)
def test_a_mitigation_is_late_by_the_day_read(risk, who, text, on):
    actions.add_mitigation(risk, text="Agree terms", due=text, **who)
    (mitigation,) = risk.mitigations.all()
    assert (mitigation.due, mitigation.due_on) == (text, on)
    assert f"due {text}" in mitigation.in_full(MARCH_2012.date())


def test_the_person_is_told_how_words_are_read(manager):
    page = manager.post(f"{HOME}add/", {"title": "Rain", "review": "Spring 2012"}, follow=True)
    assert "“Spring 2012” is read as 1 March to 31 May 2012." in words(page)
    assert "Review Spring 2012 (by 31 May 2012)" in words(page)


def test_words_that_name_no_day_are_kept_and_said(manager, risk):
    url = f"{HOME}R1/mitigations/add/"
    page = manager.post(url, {"text": "Agree", "due": "At the next board"}, follow=True)
    assert "“At the next board” is kept as you wrote it. No date can be read" in words(page)
    assert "At the next board (no date can be read from it)" in words(page)


def test_a_day_stands_as_its_words_and_goes_with_them(add_risk, who):
    risk = add_risk(review_on=date(2012, 6, 1))
    assert risk.review == "1 June 2012"
    risk = actions.change_risk(risk, review="", **who)
    assert (risk.review, risk.review_on) == ("", None)


def test_a_register_has_the_words_and_the_day(programme, add_risk):
    add_risk(review="Spring 2012")
    for position in (as_at(programme, MARCH_2012), as_now(programme, MARCH_2012.date())):
        (row,) = RISKS.rows(RISKS.entries(position), position)
        assert (row["review"], row["review_on"]) == ("Spring 2012", "2012-05-31")


def test_days_from_before_there_were_words_are_written_out(programme, add_risk, who):
    risk = add_risk(review_on=date(2012, 6, 1))
    actions.add_mitigation(risk, text="Agree terms", due_on=date(2012, 5, 1), **who)
    Risk.objects.update(review="")
    Mitigation.objects.update(due="")
    import_module("risks.migrations.0008_days_are_words_too").days_in_words(apps, None)
    assert Risk.objects.get().review == "1 June 2012"
    assert Mitigation.objects.get().due == "1 May 2012"
