"""A new entry and its first step, in one form and with one Save."""

import pytest
from django.urls import reverse
from django.utils import timezone

from programme.financial_years import financial_year_of
from programme.formats import day
from programme.models import AuditEvent
from risks.models import Risk
from tests.reading import sent, typed, words

YEAR, TODAY = financial_year_of(timezone.localdate()), day(timezone.localdate())
RISK = {"title": "A partner leaves", "state": "treating", "likelihood": "3", "impact": "5"}
CASES = [
    (
        "risks:add",
        {**RISK, "add_mitigation-text": "Agree terms", "add_mitigation-due": "Spring 2031"},
        ["proposed", "assessed", "opened", "began to treat", "added a mitigation to"],
        "Agree terms",
    ),
    (
        "milestones:add",
        {"title": "Offices open", "due": TODAY, "deliver-delivered_on": TODAY},
        ["added", "delivered"],
        "Complete",
    ),
    (
        "budgets:add",
        {
            "title": "Legal advice",
            "financial_year": YEAR,
            "allocation": "1,200",
            "spend-amount": "200",
            "spend-on": TODAY,
            "spend-what": "Counsel",
        },
        ["added", "posted spend on"],
        "Counsel",
    ),
]


@pytest.mark.once
@pytest.mark.parametrize(("name", "data", "verbs", "shown"), CASES)
def test_what_is_typed_in_the_second_part_is_done_with_the_same_save(
    signed_in, programme, programme_manager, name, data, verbs, shown
):
    manager = signed_in(programme_manager)
    url = reverse(name, args=[programme.slug])
    filled = {**sent(manager.get(url)), **data}
    alone = {**filled, **{key: "" for key in data if "-" in key}}
    assert manager.post(url, alone).status_code == 302  # a blank part is not done
    assert [one.verb for one in AuditEvent.objects.order_by("id")] == verbs[:-1]
    done = manager.post(url, {**filled, "title": "Another one", "once": ""}, follow=True)
    assert done.redirect_chain and shown in words(done)
    assert [one.verb for one in AuditEvent.objects.order_by("id")][len(verbs) - 1 :] == verbs


@pytest.mark.once
def test_a_refusal_in_either_part_saves_nothing_and_keeps_what_was_typed(
    signed_in, programme, programme_manager
):
    manager = signed_in(programme_manager)
    url = reverse("risks:add", args=[programme.slug])
    part = {"add_mitigation-text": "Agree terms", "add_mitigation-done_on": "1 May 2087"}
    filled = {**sent(manager.get(url)), **RISK, **part}
    for wrong, says in (
        ({"title": "", "add_mitigation-done_on": ""}, "Enter the risk"),
        ({}, "is in the future"),
        ({"add_mitigation-text": "", "add_mitigation-owner": "Solicitor"}, "Enter the mitigation"),
    ):
        page = manager.post(url, {**filled, **wrong})
        assert page.status_code == 200 and says in words(page)
        expected = {**filled, **wrong}
        (kept,) = page.context["form"].parts
        assert kept["text"].value() == expected["add_mitigation-text"]
        assert typed(page, "title") == expected["title"]
        assert "There is a problem" in words(page)
    assert not Risk.objects.exists() and not AuditEvent.objects.exists()
