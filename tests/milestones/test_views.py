"""The pages of the milestone log, as people use them."""

from datetime import date

import pytest
from django.urls import reverse

from milestones import actions
from milestones.models import Milestone, Period
from tests.factories import noon
from tests.reading import words

APRIL_2012 = noon(2012, 4, 9)


def address(name, *args):
    return reverse(f"milestones:{name}", args=["shared-management", *args])


@pytest.fixture
def pages(signed_in, programme_manager):
    return signed_in(programme_manager)


def text(response):
    return response.content.decode()


# --- The log ------------------------------------------------------------------------------------


def test_the_key_counts_states_and_what_is_overdue(pages, add, act):
    add(due="March 2012")
    act(actions.complete_milestone, add())
    key = pages.get(address("list")).context["key"]
    counts = {item["word"]: item["count"] for item in key}
    assert counts == {"Planned": 1, "In progress": 0, "Complete": 1, "Withdrawn": 0, "Overdue": 1}


def test_the_log_marks_what_is_overdue_or_unclear_in_words(pages, add):
    add(due="Early December 2006")
    add(due="N/A")
    page = text(pages.get(address("list")))
    assert '<strong class="late">Overdue</strong>' in page
    assert "N/A<br>No date can be read from it" in page


def test_the_number_that_needs_somebody_leads_to_the_log_where_that_shows_as_many(
    pages, add, period
):
    def group():
        (found,) = pages.get("/programmes/shared-management/").context["needs"]
        return found["count"], found["url"]

    add(due="March 2012")
    assert group() == (1, f"{address('list')}?needs=yes")
    period()  # is over, and no row
    assert group() == (2, "")


# --- One milestone ------------------------------------------------------------------------------


def test_a_milestone_shows_its_dates_deliveries_and_history(pages, milestone, add, act):
    act(actions.redate_milestone, milestone, due="Spring 2199", why="Consultation takes longer")
    act(
        actions.deliver_milestone,
        milestone,
        delivered_on=date(2012, 3, 1),
        to_body="Programme Board",
    )
    act(actions.add_dependency, milestone, needs=add("Consultation held"))
    page = text(pages.get(address("detail", "M1")))
    for fact in (
        "Early December 2012 (1 to 10 December 2012)",
        "Consultation takes longer",
        "Programme Board",
        "Consultation held",
        "In progress",
    ):
        assert fact in page


def test_a_complete_milestone_that_goes_on_says_so(pages, milestone, act):
    act(actions.complete_milestone, milestone, ongoing=True)
    assert pages.get(address("detail", "M1")).context["flags"] == [
        "Complete, and noted as ongoing."
    ]


def test_a_milestone_that_waits_for_an_unfinished_one_is_flagged(pages, milestone, add, act):
    other = add("Consultation held", due="Spring 2199")
    act(actions.add_dependency, milestone, needs=other)
    flags = pages.get(address("detail", "M1")).context["flags"]
    assert "It depends on M2, which is due later: Spring 2199." in flags
    act(actions.complete_milestone, milestone)
    flags = pages.get(address("detail", "M1")).context["flags"]
    assert flags == ["Complete, although M2, which it depends on, is not."]


# --- Forms --------------------------------------------------------------------------------------


def test_a_programme_manager_adds_a_milestone_in_words(pages, period):
    march = period()
    response = pages.post(
        address("add"),
        {
            "title": "Structure agreed",
            "due": "Early December 2026",
            "forecast": "Q3 26/27",
            "period": march.pk,
        },
    )
    assert response["Location"] == address("detail", "M1")
    milestone = Milestone.objects.get()
    assert (milestone.due_latest, milestone.forecast_latest) == (
        date(2026, 12, 10),
        date(2026, 12, 31),
    )
    assert milestone.period == march


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("Apr-27", "Due: “Apr-27” is read as 1 to 30 April 2027. If you mean 27 April"),
        ("On completion of strategy", "“On completion of strategy” is kept as you wrote it. No"),
    ],
)
def test_somebody_is_told_at_once_how_the_words_of_a_date_are_read(pages, due, said):
    page = pages.post(address("add"), {"title": "Structure agreed", "due": due}, follow=True)
    assert said in words(page) and Milestone.objects.get().due == due


def test_a_quarter_of_a_bare_year_is_asked_and_what_was_typed_comes_back(pages):
    page = pages.post(address("add"), {"title": "Structure agreed", "due": "Q4 2026"})
    assert "Say which year Q4 2026 is in." in words(page)
    assert 'value="Q4 2026"' in page.content.decode() and not Milestone.objects.exists()


def test_a_new_milestone_is_offered_the_current_period(pages, period):
    march = period()
    assert pages.get(address("add")).context["form"].initial["period"] == march.pk


BAD = [
    ("add", {"title": "", "due": "31 February 2012"}, ["title", "due"]),
    ("add", {"title": "A", "forecast": "31/02/2012"}, ["forecast"]),
    ("add", {"title": "x" * 301, "comment": "y" * 5001}, ["title", "comment"]),
    ("add", {"title": "over\u202eride"}, ["title"]),
    ("add", {"title": "A", "period": "999"}, ["period"]),
    ("add", {"title": "A", "due": "x" * 121}, ["due"]),
    (
        "edit",
        {"title": "", "forecast": "30 February 2012", "comment": "Kept"},
        ["title", "forecast"],
    ),
    ("redate", {"due": "31 April 2012", "why": ""}, ["due", "why"]),
    ("redate", {"due": "Early December 2012", "why": "The same"}, ["due"]),
    ("deliver", {"delivered_on": "31 February 2012", "outcome": "Kept"}, ["delivered_on"]),
    ("deliver", {"delivered_on": "", "to_body": "Kept"}, ["delivered_on"]),
    ("deliver", {"delivered_on": "1 January 2190", "to_body": "Kept"}, ["delivered_on"]),
    ("deliver", {"delivered_on": "1 March 2012", "ongoing": "on"}, ["ongoing"]),
    ("complete", {"comment": "y" * 5001}, ["comment"]),
    ("comment", {"comment": "over\u202eride"}, ["comment"]),
    ("start", {"why": "y" * 2001}, ["why"]),
    ("withdraw", {"why": ""}, ["why"]),
    ("depend", {"needs": "M99"}, ["needs"]),
    ("depend", {"needs": "M1"}, ["needs"]),
    ("depend", {"needs": ""}, ["needs"]),
    (
        "add_period",
        {"label": "", "starts_on": "31 February 2012", "ends_on": ""},
        ["label", "starts_on", "ends_on"],
    ),
    (
        "add_period",
        {"label": "April", "starts_on": "2 April 2012", "ends_on": "1 April 2012"},
        ["ends_on"],
    ),
    (
        "add_period",
        {"label": "March", "starts_on": "2 March 2012", "ends_on": "9 March 2012"},
        ["starts_on"],
    ),
    (
        "edit_period",
        {"label": "MARCH 2012", "starts_on": "1 March 2012", "ends_on": "1 May 2012"},
        ["label"],
    ),
]


@pytest.mark.parametrize(("name", "typed", "fields"), BAD)
def test_what_was_typed_comes_back_with_a_message_beside_the_field(
    pages, milestone, period, name, typed, fields
):
    period()
    april = period("April 2012", 4)
    args = [] if name in ("add", "add_period") else [april.pk] if name == "edit_period" else ["M1"]
    response = pages.post(address(name, *args), typed)
    form = response.context["form"]
    assert response.status_code == 200
    assert list(form.errors) == fields
    for field, value in typed.items():
        assert form[field].value() == (True if value == "on" else value)
    page = text(response)
    assert all(f'href="#id_{field}"' in page and f'id="id_{field}"' in page for field in fields)
    assert Milestone.objects.get().version == milestone.version
    assert Period.objects.count() == 2


def test_people_record_deliveries_and_the_final_one(pages, milestone):
    typed = {
        "delivered_on": "24 April 2007",
        "to_body": "Programme Board",
        "version": milestone.version,
    }
    pages.post(address("deliver", "M1"), typed)
    response = pages.post(
        address("deliver", "M1"), {"delivered_on": "8/5/2007", "is_final": "on", "version": 2}
    )
    assert response["Location"] == address("detail", "M1")
    assert Milestone.objects.get().delivered_on == date(2007, 5, 8)


def test_completing_keeps_the_comment_unless_it_is_changed(pages, add):
    add(comment="Goes to the committee")
    typed = pages.get(address("complete", "M1")).context["form"].initial
    pages.post(address("complete", "M1"), {**typed, "ongoing": "on"})
    milestone = Milestone.objects.get()
    assert (milestone.state, milestone.ongoing, milestone.comment) == (
        "complete",
        True,
        "Goes to the committee",
    )


def test_a_dependency_is_added_by_reference_and_ended(pages, milestone, add):
    add("Consultation held")
    pages.post(address("depend", "M1"), {"needs": "m2"})
    assert "M1 Structure agreed depends on this" in text(pages.get(address("detail", "M2")))
    pages.post(address("end_dependency", "M1", "M2"), {"why": "Done without it"})
    assert not milestone.dependencies.standing().exists()
    assert pages.get(address("end_dependency", "M1", "M2")).url == address("detail", "M1")


# --- Periods and the timeline -------------------------------------------------------------------


def test_a_programme_manager_adds_changes_and_closes_periods(pages, add, programme):
    for label, month in (("March 2012", 3), ("April 2012", 4)):
        typed = {"label": label, "starts_on": f"1/{month}/2012", "ends_on": f"28/{month}/2012"}
        assert pages.post(address("add_period"), typed)["Location"] == address("periods")
    march, april = Period.objects.order_by("starts_on")
    add(period=march)
    typed = {
        "label": "Mar 2012",
        "starts_on": "1 March 2012",
        "ends_on": "31 March 2012",
        "version": 1,
    }
    pages.post(address("edit_period", march.pk), typed)
    page = text(pages.get(address("close_period", march.pk)))
    assert "M1" in page and "April 2012" in page
    pages.post(address("close_period", march.pk), {"why": "", "version": 2})
    assert Milestone.objects.get().period == april
    page = text(pages.get(address("periods")))
    assert "Mar 2012" in page and "Closed period" in page
    assert pages.get(address("edit_period", march.pk)).url == address("periods")


def test_a_period_that_cannot_be_closed_says_why(pages, add, period):
    march = period()
    add(period=march)
    response = pages.post(address("close_period", march.pk), {"why": "Kept", "version": 1})
    assert "Add the next period first" in text(response)
    assert response.context["form"]["why"].value() == "Kept"


def test_a_period_of_another_programme_is_not_found(signed_in, outsider, period):
    march = period()
    url = reverse("milestones:edit_period", args=["another-programme", march.pk])
    assert signed_in(outsider).get(url).status_code == 404


def test_the_timeline_draws_what_the_filters_leave(pages, add, act):
    add("Structure", due="Early December 2006")
    add("Strategy", due="On completion of strategy")
    act(actions.withdraw_milestone, add("Given up", due="May 2007"), why="Overtaken")
    response = pages.get(address("timeline"))
    assert [bar["reference"] for bar in response.context["timeline"]["bars"]] == ["M1", "M2"]
    assert "1 to 10 December 2006" in text(response)
    response = pages.get(address("timeline") + "?flag=unclear")
    assert response.context["timeline"] == {}
    assert "None of these milestones has a date that can be drawn" in text(response)
