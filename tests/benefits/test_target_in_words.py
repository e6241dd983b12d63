"""By when a target is to be reached, as people write it."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from benefits import actions
from benefits.log import BENEFITS
from benefits.models import Benefit
from tests.benefits.conftest import fresh
from tests.benefits.test_views import MEASURE
from tests.factories import MARCH_2012, as_at, as_now
from tests.reading import errors, words


@pytest.fixture
def manager(signed_in, programme_manager):
    return signed_in(programme_manager)


def page(name):
    return reverse(f"benefits:{name}", args=["shared-management", "BEN1"])


def measure(client, target_by, **more):
    return client.post(page("measure"), {**MEASURE, "target_by": target_by, **more}, follow=True)


@pytest.mark.parametrize(
    ("text", "on", "said", "shown"),
    [
        ("31/3/12", date(2012, 3, 31), "is read as 31 March 2012", "31/3/12 (by 31 March 2012)"),
        (
            "Spring 2012",
            date(2012, 5, 31),
            "1 March to 31 May 2012",
            "Spring 2012 (by 31 May 2012)",
        ),
        ("end of Q4 2011/12", date(2012, 3, 31), "1 to 31 March 2012", "(by 31 March 2012)"),
        ("At closure", None, "is kept as you wrote it", "At closure (no date can be read from it)"),
    ],
)
def test_a_target_by_is_kept_in_words_and_the_person_told(manager, add, text, on, said, shown):
    add()
    answer = words(measure(manager, text, version=1))
    benefit = Benefit.objects.get()
    assert (benefit.target_by, benefit.target_on) == (text, on)
    assert said in answer
    assert f"5 days, {shown}" in answer if text in shown else shown in answer


def test_a_day_written_out_stands_alone(manager, measured):
    measured()
    assert "Target 5 days by 31 March 2012" in words(manager.get(page("detail")))
    assert Benefit.objects.get().target_by == "31 March 2012"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31/2/12", "does not exist in the calendar"),
        ("Q3 2012", "Say which year Q3 2012 is in"),
        ("Autumn 2010", "The baseline is of 1 April 2011: the target comes after it."),
    ],
)
def test_a_target_by_that_cannot_be_is_refused(manager, add, text, said):
    add()
    assert said in errors(measure(manager, text, version=1))["target_by"]
    assert Benefit.objects.get().target_by == ""


def test_a_target_by_is_corrected_in_words(manager, measured):
    measured()
    url = page("correct_mistake")
    change = {"target_by": "Summer 2012", "mistake": "The plan says summer", "version": 2}
    kept = {
        "title": "Letters are answered sooner",
        "kind": "tangible",
        "measure": MEASURE["measure"],
    }
    typed = {"baseline": "10 days", "baseline_on": "1/4/11", "target": "5"}
    assert "is read as 1 June to 31 August 2012" in words(
        manager.post(url, {**kept, **typed, **change}, follow=True)
    )
    assert fresh(Benefit.objects.get()).target_on == date(2012, 8, 31)


def test_the_register_has_the_words_and_the_day(programme, measured, who):
    benefit = measured()
    actions.set_measure(
        fresh(benefit),
        **{name: getattr(benefit, name) for name in actions.UNMEASURED}
        | {"target_by": "Spring 2012"},
        **who,
    )
    for position in (as_at(programme, MARCH_2012), as_now(programme, MARCH_2012.date())):
        (row,) = BENEFITS.rows(BENEFITS.entries(position), position)
        assert (row["target_by"], row["target_on"]) == ("Spring 2012", "2012-05-31")


def test_days_from_before_there_were_words_are_written_out(measured):
    measured()
    Benefit.objects.update(target_by="")
    import_module("benefits.migrations.0006_target_days_are_words_too").days_in_words(apps, None)
    assert Benefit.objects.get().target_by == "31 March 2012"
