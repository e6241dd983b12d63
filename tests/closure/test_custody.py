"""Open rows go into somebody's hands: offered in bulk, accepted, refused, disposed of, told of."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closure.custody.actions import answer_rows, dispose_rows, offer_rows, post_progress
from closure.custody.querysets import custody_of, handed
from closure.custody.reminders import morning, waits_for
from closure.models import OfferedRow
from outbox.models import Mail
from programme.authorization import NotPermitted
from programme.models import Membership
from programme.reporting import sections
from risks.actions import add_risk, close_risk
from risks.models import Risk
from tests.factories import as_at, as_now
from tests.reading import links, words

from .conftest import ANSWERED, CLOSED, LATER, OFFERED

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(programme, programme_manager, partner_director, body):
    """A function that offers rows to the partner director."""

    def step(rows, to=partner_director, at=OFFERED, **said):
        said = {"plan": "Improvement plan", "monitored_by": body, "why": "They go on", **said}
        return offer_rows(programme, by=programme_manager, at=at, rows=rows, to=to, **said)

    return step


def stands(programme, position=None):
    return {one.key: one.state for one in custody_of(position or as_now(programme))}


@pytest.mark.once
def test_rows_are_offered_accepted_refused_and_offered_to_another(
    programme, rows, offer, partner_director, finance_officer, programme_manager
):
    assert stands(programme) == dict.fromkeys(rows, "open")
    offer(rows)
    assert stands(programme) == dict.fromkeys(rows, "offered")
    assert "3 rows" in Mail.objects.get(person=partner_director).subject
    who = {"by": partner_director, "at": ANSWERED}
    with pytest.raises(ValidationError, match="wait for the answer of .* already: R1"):
        offer(rows)  # the same press once more
    with pytest.raises(ValidationError, match="not offered to you"):
        answer_rows(programme, by=finance_officer, at=ANSWERED, rows=rows, accepted=True)
    with pytest.raises(ValidationError, match="why you refuse"):
        answer_rows(programme, rows=rows[:1], accepted=False, **who)
    answer_rows(programme, rows=rows[:1], accepted=False, words="Not my service", **who)
    answer_rows(programme, rows=rows[1:], accepted=True, **who)
    assert [*stands(programme).values()] == ["refused", "accepted", "accepted"]
    assert "1 row refused" in Mail.objects.get(person=programme_manager).subject
    with pytest.raises(ValidationError, match="in somebody's hands already. I1: Accepted"):
        offer(rows, finance_officer)
    offer(rows[:1], finance_officer, at=CLOSED)
    assert [*stands(programme).values()] == ["offered", "accepted", "accepted"]
    past = stands(programme, as_at(programme, ANSWERED))
    assert [*past.values()] == ["refused", "accepted", "accepted"]


@pytest.mark.once
def test_an_owner_who_left_is_said_and_the_row_is_offered_again(
    programme, rows, offer, partner_director, administrator, finance_officer
):
    offer(rows[:1])
    answer_rows(programme, by=partner_director, at=ANSWERED, rows=rows[:1], accepted=True)
    held = Membership.objects.filter(user=partner_director)
    held.update(ended_at=CLOSED, ended_by=administrator)
    assert stands(programme)[rows[0]] == "left"
    assert stands(programme, as_at(programme, ANSWERED))[rows[0]] == "accepted"
    with pytest.raises(ValidationError, match="reads the logs"):
        offer(rows[:1], partner_director)
    offer(rows[:1], finance_officer, at=LATER)
    assert stands(programme)[rows[0]] == "offered"


@pytest.mark.once
def test_a_meeting_disposes_of_rows_until_its_decision_is_taken_back(
    programme, rows, offer, decide, body, programme_manager, auditor
):
    decision, who = decide(body), {"at": CLOSED, "rows": rows, "why": "Nobody needs them"}
    with pytest.raises(NotPermitted):
        dispose_rows(programme, by=auditor, decision=decision, **who)
    dispose_rows(programme, by=programme_manager, decision=decision, **who)
    assert stands(programme) == dict.fromkeys(rows, "disposed")
    with pytest.raises(ValidationError, match="Disposed of|disposed of"):
        offer(rows)


def test_the_new_owner_tells_what_came_of_a_row_until_it_is_done(
    programme, rows, offer, partner_director, finance_officer
):
    offer(rows[:1], due_on=date(2012, 4, 1))
    answer_rows(programme, by=partner_director, at=ANSWERED, rows=rows[:1], accepted=True)
    row, said = OfferedRow.objects.get(), {"as_at": CLOSED.date(), "words": "Agreed"}
    (held,) = handed(programme).values()
    assert held.is_late(CLOSED.date())
    with pytest.raises(ValidationError, match="not in your hands"):
        post_progress(row, by=finance_officer, at=CLOSED, **said)
    later = {"as_at": LATER.date(), "words": "Under way"}
    post_progress(row, by=partner_director, at=LATER, **later)
    post_progress(row, by=partner_director, at=LATER, done=True, **said)
    (held,) = handed(programme).values()
    assert held.state == "done" and not held.is_late(LATER.date())
    with pytest.raises(ValidationError, match="done already"):
        post_progress(row, by=partner_director, at=LATER, **said)


def test_a_row_settled_in_its_log_waits_for_nobody(
    programme, rows, offer, partner_director, programme_manager
):
    offer(rows[:1])
    asked = partner_director, [programme], ANSWERED.date()
    assert "1 row offered" in waits_for(*asked)[0].text
    close_risk(Risk.objects.get(), by=programme_manager, at=ANSWERED, why="It cannot happen")
    assert waits_for(*asked) == [] and list(morning(programme, date(2012, 3, 17))) == []


@pytest.mark.once
def test_a_report_prints_what_is_late_open_and_done(
    programme, rows, offer, partner_director, programme_manager
):
    offer(rows[:2], due_on=date(2012, 4, 1))
    offer(rows[2:])
    answer_rows(programme, by=partner_director, at=ANSWERED, rows=rows, accepted=True)
    row, said = OfferedRow.objects.get(reference="I1"), {"as_at": CLOSED.date(), "words": "Agreed"}
    post_progress(row, by=partner_director, at=CLOSED, done=True, **said)
    section = sections()["custody"].context(replace(as_at(programme, LATER), for_paper=True))
    assert [(one["reference"], one["standing"], one["told"]) for one in section["rows"]] == [
        ("R1", "Late", ""),
        ("FA1", "Open", ""),
        ("I1", "Done", "Agreed"),
    ]
    assert section["notes"] == ["1 action of 3: late."]
    figures = {one["key"]: one["value"] for one in section["figures"]}
    assert figures["custody-done"] == 1 and figures["count"] == 3


@pytest.mark.once
def test_who_does_not_answer_is_reminded_and_what_is_late_is_told_on_mondays(
    programme, rows, offer, partner_director, democratic_services, finance_officer
):
    offer(rows[:1], due_on=date(2012, 3, 12))
    offer(rows[1:], finance_officer)
    answer_rows(programme, by=partner_director, at=ANSWERED, rows=rows[:1], accepted=True)
    (asked,) = morning(programme, date(2012, 3, 17))
    assert asked["people"] == [finance_officer] and "2 rows" in asked["subject"]
    late = list(morning(programme, date(2012, 3, 19)))
    assert [one["people"][0] for one in late][0] == partner_director
    assert democratic_services in late[1]["people"] and "Executive monitors" in late[1]["subject"]
    assert list(morning(programme, date(2012, 3, 18))) == []


def test_the_page_of_a_row_that_was_settled_in_its_log_says_so_and_offers_nothing(
    programme, rows, offer, partner_director, programme_manager, signed_in
):
    offer(rows[:1], due_on=date(2012, 3, 12))
    answer_rows(programme, by=partner_director, at=ANSWERED, rows=rows[:1], accepted=True)
    client, row = signed_in(partner_director), OfferedRow.objects.get()
    page = reverse("closure:row", args=[programme.slug, row.pk])
    before = client.get(page)
    assert "Late: it was" in words(before) and f"{page}progress/" in links(before)
    close_risk(Risk.objects.get(), by=programme_manager, at=CLOSED, why="It cannot happen")
    shown = client.get(page)
    assert "R1 was settled in its log" in words(shown) and "Late" not in words(shown)
    assert f"{page}progress/" not in links(shown)
    told = {"as_at": "6 April 2012", "words": "Agreed"}
    assert "settled in its log" in words(client.post(f"{page}progress/", told))
    with pytest.raises(ValidationError, match="settled in its log"):
        post_progress(row, by=partner_director, at=LATER, as_at=CLOSED.date(), words="Agreed")


def test_a_row_settled_in_its_log_is_answered_for_no_more(
    programme, rows, offer, partner_director, programme_manager
):
    offer(rows)
    close_risk(Risk.objects.get(), by=programme_manager, at=ANSWERED, why="It cannot happen")
    with pytest.raises(ValidationError, match="Settled in the log meanwhile: R1"):
        answer_rows(programme, by=partner_director, at=ANSWERED, rows=rows, accepted=True)


@pytest.mark.once
def test_the_mails_of_a_morning_ask_as_often_for_many_rows_as_for_one(
    programme, rows, offer, partner_director, programme_manager, django_assert_num_queries
):
    offer(rows[:1])
    with CaptureQueriesContext(connection) as one:
        list(morning(programme, date(2012, 3, 17)))
    who = {"programme": programme, "by": programme_manager, "at": ANSWERED}
    for number in range(3):
        added = add_risk(title=f"Risk {number}", likelihood=1, impact=1, **who)
        offer([f"risks:{added.reference}"])
    with django_assert_num_queries(len(one)):
        (asked,) = morning(programme, date(2012, 3, 17))
    assert "4 rows" in asked["subject"]
