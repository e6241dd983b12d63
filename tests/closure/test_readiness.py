"""What stands in the way of closure is found, leads to where it is mended, and is explained."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from benefits.actions import add_benefit
from closure.custody.actions import answer_rows, offer_rows
from closure.models import Explanation
from closure.readiness.actions import explain_line
from closure.readiness.lines import lines_of
from closure.readiness.reporting import ExplainedSection
from equality import actions as equality
from milestones import actions as milestones
from programme.position import Position
from risks import actions as risks
from tests.factories import MARCH_2012, BodyFactory, MembershipFactory
from tests.reading import links, words

from .conftest import CLOSED

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(programme):
    return reverse("closure:readiness", args=[programme.slug])


@pytest.fixture
def risk(programme, programme_manager):
    who = {"by": programme_manager, "at": MARCH_2012}
    return risks.add_risk(programme=programme, title="A partner leaves", **who)


def test_a_line_is_explained_on_its_page_and_printed_with_who_and_when(
    programme, programme_manager, risk, page, signed_in
):
    client = signed_in(programme_manager)
    shown = client.get(page).content.decode()
    assert reverse("risks:detail", args=[programme.slug, risk.reference]) in shown
    url = reverse("closure:explain", args=[programme.slug, "risks.live.R1"])
    assert url in shown and "0 of them explained" in shown
    refused = client.post(url, {"text": ""})
    assert refused.status_code == 200 and not Explanation.objects.exists()
    said = client.post(url, {"text": "The joint board <b>keeps</b> it."}, follow=True)
    assert "keeps&lt;/b&gt; it. (" in said.content.decode() and "Explain again" in str(said.content)
    (row,) = ExplainedSection().rows(Position.on(programme, MARCH_2012.date()))
    assert row["words"] == "R1 A partner leaves: still live"
    assert row["text"] == "The joint board <b>keeps</b> it."


def test_what_is_mended_is_no_line_any_more_and_cannot_be_explained(
    programme, programme_manager, risk, signed_in
):
    who = {"by": programme_manager, "at": MARCH_2012}
    owned = Position.on(programme, MARCH_2012.date())
    assert {line.about for line in lines_of(owned)} == {"risks.live.R1", "risks.blank-owner"}
    risks.close_risk(risk, why="It left", **who)
    url = reverse("closure:explain", args=[programme.slug, "risks.live.R1"])
    assert signed_in(programme_manager).get(url).status_code == 404
    assert lines_of(owned) == []


def test_a_row_that_somebody_took_on_is_no_line_any_more(programme, programme_manager, risk):
    position = Position.on(programme, MARCH_2012.date())
    who = {"by": programme_manager, "at": MARCH_2012}
    said = {"plan": "Plan", "monitored_by": BodyFactory(programme=programme), "why": "It goes on"}
    offer_rows(programme, rows=["risks:R1"], to=programme_manager, **said, **who)
    assert "risks.live.R1" in {line.about for line in lines_of(position)}
    answer_rows(programme, rows=["risks:R1"], accepted=True, **who)
    assert "risks.live.R1" not in {line.about for line in lines_of(position)}


@pytest.mark.once
def test_who_only_reads_sees_the_lines_and_explains_nothing(
    programme, auditor, risk, page, signed_in
):
    client = signed_in(auditor)
    assert "still live" in client.get(page).content.decode()
    url = reverse("closure:explain", args=[programme.slug, "risks.live.R1"])
    assert client.post(url, {"text": "No"}).status_code == 403
    assert page in client.get(reverse("logs", args=[programme.slug])).content.decode()


def test_the_database_keeps_an_explanation_as_it_was_given(programme, programme_manager):
    one = Explanation.objects.create(
        programme=programme,
        about="risks.live.R1",
        words="R1: still live",
        text="Kept",
        recorded_at=MARCH_2012,
        recorded_by=programme_manager,
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Explanation.objects.filter(pk=one.pk).update(text="Other")


@pytest.mark.once
def test_the_page_asks_as_often_for_many_rows_as_for_one(
    programme, programme_manager, risk, page, signed_in
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, who = signed_in(programme_manager), {"by": programme_manager, "at": MARCH_2012}
    asked = []
    for titles in (["First"], ["Second", "Third", "Fourth"]):
        for title in titles:
            risks.add_risk(programme=programme, title=title, **who)
            milestones.add_milestone(programme=programme, title=title, due="", **who)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        asked.append(len(queries))
    assert asked[1] <= asked[0]


COUNTED = re.compile(r"\d+ things have to be settled.*?\d+ things are to be mended.*?explained\.")


@pytest.mark.once
def test_readiness_and_closure_say_the_same(programme, programme_manager, rows, page, signed_in):
    client, who = signed_in(programme_manager), {"by": programme_manager, "at": MARCH_2012}
    for number in range(60):
        risks.add_issue(programme=programme, title=f"I{number}", raised_on=MARCH_2012.date(), **who)
    first, closure = (client.get(one) for one in (page, page.replace("readiness/", "")))
    assert COUNTED.findall(words(first)) == COUNTED.findall(words(closure)) != []
    assert all("Issues: 61 open rows, not offered" in words(one) for one in (first, closure))
    assert any("page=2" in url for url in links(first))
    assert "not resolved" in words(client.get(f"{page}?page=2"))


def test_what_two_places_say_of_one_row_is_compared(programme, programme_manager, page, signed_in):
    who, on = {"by": programme_manager, "at": MARCH_2012}, MARCH_2012.date()
    first, second = (
        milestones.add_milestone(programme=programme, title=title, due="", **who)
        for title in ("Structure agreed", "Staff appointed")
    )
    milestones.add_dependency(second, needs=first, **who)
    milestones.deliver_milestone(second, delivered_on=on, is_final=True, **who)
    assessment = equality.add_assessment(programme=programme, title="Of the structure", **who)
    action = equality.add_action(programme=programme, assessment=assessment, text="Ask", **who)
    equality.finish_action(action, done_on=on, **who)
    owner = MembershipFactory(programme=programme, role="workstream_lead").user
    benefit = add_benefit(
        programme=programme, title="One team", kind="tangible", owner_user=owner, **who
    )
    type(owner).objects.filter(pk=owner.pk).update(is_active=False)
    said = {
        "M2 Staff appointed: delivered before M1 Structure agreed, on which it depends",
        f"{assessment}: actions are done, and how they are monitored is not answered",
        f"{benefit}: its owner has left",
    }
    client, found = signed_in(programme_manager), lines_of(Position.on(programme, on))
    assert said <= {line.words for line in found}
    assert all(client.get(line.url).status_code == 200 for line in found)
    assert all(line.words in words(client.get(page)) for line in found)
    equality.answer_question(assessment, question="monitored", text="Yearly", **who)
    milestones.deliver_milestone(first, delivered_on=on, is_final=True, **who)
    now = {line.words for line in lines_of(Position.on(programme, on))}
    assert said & now == {f"{benefit}: its owner has left"}


@pytest.mark.once
def test_nothing_stands_in_the_way_of_a_programme_that_was_closed(
    programme, programme_manager, rows, close, page, signed_in
):
    close()
    client, closed = signed_in(programme_manager), "losed on 4 April 2012 by Executive."
    for one in (page, page.replace("readiness/", "")):
        shown = words(client.get(one))
        assert closed in shown and "mended" not in shown and "to be settled" not in shown
        past = words(client.get(f"{one}?at=2012-04-01"))
        assert closed not in past and ("mended" in past) is (one == page)
    about = lines_of(Position.on(programme, CLOSED.date()))[0].about
    url = reverse("closure:explain", args=[programme.slug, about])
    assert closed in words(client.post(url, {"text": "Late"})) and not Explanation.objects.exists()
    who = {"by": programme_manager, "at": CLOSED, "today": CLOSED.date()}
    with pytest.raises(ValidationError, match="was closed on 4 April"):
        explain_line(programme=programme, about=about, text="Late", **who)
