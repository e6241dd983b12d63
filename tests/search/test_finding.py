"""What somebody types into the search box, and what is found."""

import pytest

from risks import actions as risks
from tests.factories import MARCH_2012
from tests.finding import PAGE

HEAVY = "Who pays for the café’s lease"


@pytest.mark.each
@pytest.mark.parametrize(
    "q", ["cafe's lease", "CAFÉ", "leas pays", "ca\u00adfé", "R1", "r 1", "R-1", "landlord", "tea"]
)
def test_a_row_is_found_by_words_however_they_are_written_and_by_its_reference(find, add_risk, q):
    add_risk(HEAVY, cause="The landlord", owner="Director of Tea")
    assert find(q)["Risks"] == [f"R1 {HEAVY}"]


@pytest.mark.each
@pytest.mark.parametrize("q", ["lease nobody", "ease", "R11", "under_score"])
def test_it_is_not_found_by_others(find, add_risk, q):
    add_risk(HEAVY)
    assert find(q) == {}


@pytest.mark.each
@pytest.mark.parametrize(
    "q",
    [
        '"',
        "'",
        "*",
        'le*se" OR 1',
        "NEAR(a b)",
        "a AND NOT",
        "( ) :* & | ! <->",
        "lease " * 2000,
        "x" * 10_000,
        "-lease",
        "^lease",
        "head:lease",
        "\\",
        "''",
        "é" * 500,
        "the of and",
        "𝒍𝒆𝒂𝒔𝒆 ½ ﷺ",
        "\ud7ff\u200d\ufe0f",
    ],
)
def test_a_hostile_search_is_answered(find, add_risk, q):
    add_risk(HEAVY)
    assert set(find(q)) <= {"Risks", "History"}
    assert set(find("", owner=q)) <= {"Risks", "History"}


def test_nothing_that_can_be_looked_for_is_said_to_be_that(signed_in, programme_manager):
    page = signed_in(programme_manager).get(PAGE, {"q": "*'"}).content.decode()
    assert "There is no letter or number in what you typed" in page


def test_a_reference_leads_straight_to_its_row(signed_in, programme_manager, add_risk):
    add_risk(HEAVY)
    page = signed_in(programme_manager).get(PAGE, {"q": "r 1"})
    assert page.url == "/programmes/shared-management/risks/R1/"


def test_words_are_marked_and_escaped(signed_in, programme_manager, add_risk):
    add_risk("A <b>lease</b> & more", cause="Long leases")
    page = signed_in(programme_manager).get(PAGE, {"q": "lease"}).content.decode()
    assert "A &lt;b&gt;<mark>lease</mark>&lt;/b&gt; &amp; more" in page
    assert "Cause: Long <mark>leases</mark>" in page


def test_titles_come_before_other_words_and_then_the_newest(find, add_risk):
    for title, cause in [("Old lease", ""), ("Rent", "A lease"), ("New lease", "")]:
        add_risk(title, cause=cause, at=MARCH_2012)
    assert find("lease")["Risks"] == ["R3 New lease", "R1 Old lease", "R2 Rent"]


def test_an_owner_narrows_and_is_enough(find, add_risk):
    add_risk("First lease", owner="Director")
    add_risk("Second lease", owner="Head of Law")
    assert find("lease", owner="law")["Risks"] == ["R2 Second lease"]
    assert find(owner="direc")["Risks"] == ["R1 First lease"]


def test_a_changed_row_is_found_by_what_it_says_now(find, add_risk, programme_manager):
    risk = add_risk("Old words")
    risks.change_risk(risk, by=programme_manager, at=MARCH_2012, title="New words")
    assert "Risks" in find("new") and "Risks" not in find("old")
    assert len(find("old")["History"]) == 2  # added, and changed


def test_many_results_have_pages_within_one_kind(signed_in, programme_manager, add_risk, find):
    for number in range(27):
        add_risk(f"Lease {number}")
    assert len(find("lease")["Risks"]) == 5
    page = signed_in(programme_manager).get(PAGE, {"q": "lease", "in": "risks", "page": 2})
    (group,) = page.context["groups"]
    assert (group["count"], len(group["results"])) == (27, 2)


def test_a_search_costs_as_many_queries_however_much_is_found(
    add_risk, signed_in, programme_manager, django_assert_num_queries
):
    browser = signed_in(programme_manager)
    add_risk("Lease")
    browser.get(PAGE, {"q": "lease"})
    with django_assert_num_queries(6) as few:
        browser.get(PAGE, {"q": "lease"})
    for number in range(8):
        add_risk(f"Lease {number}", cause="A lease")
    with django_assert_num_queries(len(few)):
        browser.get(PAGE, {"q": "lease"})


def test_a_character_that_nobody_can_type_is_refused_in_words(signed_in, programme_manager):
    page = signed_in(programme_manager).get(PAGE, {"q": "\0lease"})
    assert page.status_code == 400 and "character" in page.content.decode()
