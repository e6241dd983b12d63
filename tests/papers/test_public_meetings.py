"""The public page of a meeting: agenda, urgent items, what it decided, what is kept back."""

import pytest

from papers import deciding, exempting
from papers.models import PaperRecommendation
from reports import actions
from tests.factories import noon
from tests.papers.exempt import *  # noqa: F403  (its fixtures)
from tests.papers.exempt import MARKERS, draw, drawn_up
from tests.reading import words

pytestmark = pytest.mark.once

PAGE = "/published/scrutiny/2012-04-04/"
AFTER = noon(2012, 4, 5)


@pytest.fixture
def decide(democratic_services):
    """A function that records what was decided on the recommendation."""

    def step(outcome="agreed", **told):
        row, who = PaperRecommendation.objects.get(), {"by": democratic_services, "at": AFTER}
        told = {"outcome": outcome, "minute": "Minute 12", **told}
        return deciding.record_decision(row, **told, **who)

    return step


@pytest.fixture
def shown(client):
    return lambda: words(client.get(PAGE))


def test_the_agenda_names_what_is_exempt_by_its_paragraph(blank, publish, shown):
    publish(blank)
    page = shown()
    assert "Agenda" in page and "Cover report" in page
    assert "Not for publication: Lease of the depot: exempt, paragraph 3 of" in page
    assert not [one for one in MARKERS if one in page]


def test_the_minutes_say_what_was_decided_on_what_was_published(written, publish, decide, shown):
    publish(drawn_up())
    decide("amended", text="To note the progress and thank the staff.")
    page = shown()
    assert "Minutes: what was decided" in page and "To note progress. Agreed as amended" in page
    assert "thank the staff" in page


def test_amended_words_about_what_is_kept_back_are_not_published(blank, publish, decide, shown):
    publish(blank)
    decide("amended", text="To accept the offer of Zebrafalcon.")
    page = shown()
    assert "To note progress. Agreed as amended, Minute 12" in page and "Zebrafalcon" not in page


@pytest.mark.each
def test_a_recommendation_that_is_kept_back_is_not_told(written, keep, publish, decide, shown):
    keep("recommended")
    publish(drawn_up())
    decide("referred", referred_to="Zebrafalcon")
    page = shown()
    assert "A recommendation that is kept from the public Referred, Minute 12" in page
    assert "To note progress" not in page and "Zebrafalcon" not in page


def test_nothing_is_told_of_a_paper_that_is_not_published(written, decide, shown):
    drawn_up()
    decide()
    page = shown()
    assert "To note progress" not in page and "Minute 12" not in page


def test_the_resolution_to_exclude_the_public_is_told(
    blank, publish, paper, democratic_services, shown
):
    publish(blank)
    said = {"exclusion": "That the public be excluded, paragraph 3", "exclusion_minute": "Minute 9"}
    exempting.record_exclusion(paper, by=democratic_services, at=AFTER, **said)
    assert "Public excluded: That the public be excluded, paragraph 3 (Minute 9)" in shown()


def test_an_urgent_item_is_carried_to_the_minutes(
    written, body, publish, democratic_services, signed_in, shown
):
    type(body).objects.filter(pk=body.pk).update(regime="council")
    late = noon(2012, 3, 30)
    said = {"urgency": "The grant ends in May.", "urgency_given_by": "Chair of the Committee"}
    who = {"by": democratic_services, "at": late}
    report = actions.give_urgency(drawn_up(), **said, urgency_given_on=late.date(), **who)
    publish(draw(report, late), late)
    opinion = "Chair of the Committee was of the opinion on 30 March 2012"
    inside = f"/programmes/{body.programme.slug}/meetings/{report.meeting_id}/"
    assert "Urgent items, for the minutes" in words(signed_in(democratic_services).get(inside))
    for page in (shown(), words(signed_in(democratic_services).get(inside))):
        assert opinion in page and "The grant ends in May." in page


def test_the_page_asks_the_same_few_queries_whatever_was_decided(
    blank, publish, decide, client, django_assert_max_num_queries
):
    publish(blank)
    decide()
    with django_assert_max_num_queries(14):
        client.get(PAGE)
