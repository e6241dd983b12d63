"""A year typed wrongly is no extension, and what a committee gave up was not rejected."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from programme import mistakes
from programme.authorization import NotPermitted
from recommendations import actions
from recommendations.choices import Table
from recommendations.log import RECOMMENDATIONS
from recommendations.querysets import in_table
from tests.factories import MARCH_2012, PositionFactory, as_now, noon
from tests.reading import links, sent, words

LATER = noon(2012, 4, 9)


@pytest.fixture
def correct(programme_manager):
    """A function that corrects the due date that a recommendation was given last."""

    def take(entry, by=programme_manager, **facts):
        found = [one for one in mistakes.rows_of(RECOMMENDATIONS, entry) if one[0].note == "due_on"]
        how = {"by": by, "at": LATER, "mistake": "The letter says so"}
        return mistakes.correct_row(RECOMMENDATIONS, *found[-1], **how, **facts)

    return take


def test_a_year_typed_wrongly_is_not_extended_once(add, correct):
    entry = correct(add(response="accepted", due_on=date(2025, 3, 31)), due_on=date(2026, 3, 31))
    assert (entry.first_due_on, entry.due_on, entry.extensions) == (
        date(2026, 3, 31),
        date(2026, 3, 31),
        0,
    )


def test_a_re_date_by_which_somebody_put_a_slip_right_is_taken_back(add, who, correct):
    entry = add(response="accepted", due_on=date(2025, 3, 31))
    entry = actions.redate_recommendation(entry, due_on=date(2026, 3, 31), why="A slip", **who)
    assert entry.extensions == 1
    entry = correct(entry, never=True)
    assert (entry.due_on, entry.extensions) == (date(2025, 3, 31), 0)
    assert correct(entry, due_on=date(2026, 3, 31)).extensions == 0


def test_an_accepted_recommendation_that_is_given_up_stays_accepted(add, who, programme):
    entry = add(response="accepted")
    told = {"decided_by": "Joint committee", "decided_on": date(2012, 3, 1), "why": "Too dear"}
    entry = actions.drop_recommendation(entry, **told, **who)
    assert (entry.response, entry.get_state_display()) == ("accepted", "No longer pursued")
    assert entry.flags(LATER.date()) == ["No longer pursued: Joint committee, 1 March 2012"]
    position = as_now(programme, LATER.date())
    tables = [one for one in Table if in_table(one, position) and one != Table.ALL]
    assert not any(type(entry).objects.filter(in_table(one, position)) for one in tables)


def test_giving_up_is_decided_by_those_who_decide_and_not_tomorrow(add, who, workstream_lead):
    entry, told = add(), {"decided_by": "Joint committee", "why": "Too dear"}
    with pytest.raises(NotPermitted):
        actions.drop_recommendation(
            entry, decided_on=date(2012, 3, 1), **told, **{**who, "by": workstream_lead}
        )
    with pytest.raises(ValidationError, match="is in the future"):
        actions.drop_recommendation(entry, decided_on=date(2012, 3, 10), **told, **who)


def test_an_extension_is_not_corrected_to_an_earlier_day(add, who, correct):
    entry = add(response="accepted", due_on=date(2012, 3, 31))
    asked = {"due_on": date(2012, 6, 30), "why": "Ill"}
    entry = actions.request_extension(entry, **asked, **who)
    entry = actions.decide_extension(entry, granted=True, why="Ill", **who)
    with pytest.raises(ValidationError, match="An extension leads to a later date"):
        correct(entry, due_on=date(2012, 3, 1))
    assert correct(entry, due_on=date(2012, 5, 31)).due_on == date(2012, 5, 31)


def test_a_first_date_is_not_corrected_beyond_an_extension_that_followed(add, who):
    entry = add(response="accepted", due_on=date(2012, 3, 31))
    asked = {"due_on": date(2012, 6, 30), "why": "Ill"}
    entry = actions.request_extension(entry, **asked, **who)
    first = mistakes.rows_of(RECOMMENDATIONS, entry)[0]
    how = {"by": who["by"], "at": LATER, "mistake": "A slip", "due_on": date(2012, 7, 1)}
    with pytest.raises(ValidationError, match="That would be no later date"):
        mistakes.correct_row(RECOMMENDATIONS, *first, **how)


def test_the_review_and_what_as_above_means_are_put_right(add, programme, who, signed_in):
    first = add("Publish")
    other = actions.add_review(programme=programme, title="Audit", kind="audit", **who)
    entry, meant = add("Publish a plan"), add("Publish two plans")
    actions.respond_to_recommendation(entry, response="accepted", as_above=first, **who)
    client = signed_in(who["by"])
    url = f"/programmes/shared-management/recommendations/{entry.reference}/correct-mistake/"
    typed = {"review": other.pk, "as_above": meant.pk, "mistake": "A slip"}
    client.post(url, {**sent(client.get(url)), **typed})
    entry.refresh_from_db()
    assert (entry.review, entry.as_above) == (other, meant)


def test_whoever_typed_the_first_due_date_corrects_it_while_it_is_fresh(
    programme, review, workstream_lead, partner_director, signed_in
):
    how = {"programme": programme, "by": workstream_lead, "at": MARCH_2012, "review": review}
    entry = actions.add_recommendation(**how, text="Plan", due_on=date(2025, 3, 31))
    page = f"/programmes/{programme.slug}/recommendations/REC1/"
    lead, url = (
        signed_in(workstream_lead),
        f"{page}rows/due-dates/{entry.due_dates.get().pk}/correct/",
    )
    assert url in links(lead.get(f"{page}correct-mistake/"))
    right = {**sent(lead.get(url)), "due_on": "31 March 2026", "mistake": "The letter"}
    assert "31 March 2026" in words(lead.post(url, right, follow=True))
    entry.refresh_from_db()
    assert (entry.due_on, entry.extensions) == (date(2026, 3, 31), 0)
    PositionFactory(programme=programme, at=timezone.now())
    url = f"{page}rows/due-dates/{entry.due_dates.latest('id').pk}/correct/"
    assert url not in links(lead.get(f"{page}correct-mistake/"))
    later = {"due_on": "31 March 2029", "mistake": "The letter", "version": entry.version}
    assert lead.get(url).status_code == lead.post(url, later).status_code == 403


def test_a_due_date_that_somebody_decided_on_since_is_not_the_leads_to_correct(
    programme, review, workstream_lead, partner_director
):
    who = {"by": workstream_lead, "at": MARCH_2012}
    how = {"programme": programme, "review": review, "due_on": date(2012, 4, 1)}
    entry = actions.add_recommendation(**how, **who, text="Plan")
    entry = actions.request_extension(entry, due_on=date(2013, 4, 1), why="Late", **who)
    how = {"by": partner_director, "at": LATER, "why": "No"}
    entry = actions.decide_extension(entry, granted=False, **how)
    assert not [one for one, _ in mistakes.rows_of(RECOMMENDATIONS, entry, workstream_lead)]
