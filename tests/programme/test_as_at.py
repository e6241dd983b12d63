"""The position as at a moment holds every column as it stood then."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from programme.records import add_entry, change_entry
from programme.ui.moments import read_moment
from risks.models import Risk
from tests.factories import MARCH_2012, PartnerFactory

A_DAY = timedelta(days=1)


@pytest.fixture
def risk(programme, programme_manager):
    return add_entry(
        Risk,
        programme=programme,
        by=programme_manager,
        at=MARCH_2012,
        title="A partner leaves",
        owner="Director",
    )


def values(entry):
    """Every column of an entry."""
    return {field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields}


def test_every_column_stands_as_it_stood(risk, programme, programme_manager):
    before = values(Risk.objects.get())
    words = {
        "title": "All leave",
        "cause": "A vote",
        "effect": "No savings",
        "category": "people",
        "controls": "Talks",
    }
    change_entry(
        risk,
        by=programme_manager,
        at=MARCH_2012 + A_DAY,
        lead_partner=PartnerFactory(programme=programme),
        review_on=MARCH_2012.date(),
        **words,
    )
    assert values(Risk.objects.as_at(MARCH_2012).get()) == before
    assert values(Risk.objects.as_at(MARCH_2012 + A_DAY).get()) == values(Risk.objects.get())


def test_what_came_later_is_not_there(risk):
    assert not Risk.objects.as_at(MARCH_2012 - timedelta(seconds=1)).exists()


def test_no_moment_means_now(risk):
    assert Risk.objects.as_at(None).get() == risk


def test_two_changes_within_one_moment_give_one_row_and_the_last_one_counts(
    risk, programme_manager
):
    for title in ("Two leave", "All leave"):
        risk = change_entry(risk, by=programme_manager, at=MARCH_2012, title=title)
    assert [entry.title for entry in Risk.objects.as_at(MARCH_2012)] == ["All leave"]


def test_the_past_can_be_filtered_sorted_and_counted(risk, programme, programme_manager):
    for title in ("B", "C"):
        add_entry(
            Risk, programme=programme, by=programme_manager, at=MARCH_2012 + A_DAY, title=title
        )
    past = Risk.objects.as_at(MARCH_2012 + A_DAY).filter(programme=programme)
    assert past.count() == 3
    assert [entry.title for entry in past.filter(title__in="BC").order_by("-title")] == ["C", "B"]


def test_only_people_who_read_the_logs_of_a_programme_see_its_entries(
    risk, programme_manager, committee_member, outsider
):
    assert list(Risk.objects.visible_to(programme_manager)) == [risk]
    assert not Risk.objects.visible_to(committee_member)
    assert not Risk.objects.visible_to(outsider)


@pytest.mark.parametrize(
    "text", ["2012-03-09", "9 March 2012", "9/3/2012", "2012-03-09T23:59:59.999999"]
)
def test_as_at_a_day_is_the_end_of_that_day(text):
    assert read_moment(text).isoformat() == "2012-03-09T23:59:59.999999+00:00"


@pytest.mark.parametrize("text", ["9 March 2012 5pm", "9/3/2012 17:00", "2012-03-09T99:00"])
def test_as_at_a_day_with_a_time_in_words_is_refused_and_the_time_never_dropped(text):
    with pytest.raises(ValidationError, match="written as 2012-03-09T17:00"):
        read_moment(text)


def test_as_at_a_moment_is_read_in_london_time():
    assert read_moment("2012-07-09T12:00").isoformat() == "2012-07-09T12:00:00+01:00"
