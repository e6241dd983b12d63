"""Clearance as people press it: asked for, answered, withdrawn, met, published."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from papers import demanded
from programme.authorization import Role
from reports import cleared
from reports.clearances import Clearance
from reports.models import Report
from tests.factories import MembershipFactory, ProgrammeFactory, noon
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import ANSWERED, LATER, draw
from tests.reading import errors, links, sent, typed, words

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(ANSWERED, tick=False) as now:
        yield now


@pytest.fixture
def at(programme):
    """A function that gives the address of a page of the programme."""
    return lambda name, *args: reverse(name, args=[programme.slug, *args])


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


@pytest.fixture
def lawyer(legal_officer, signed_in):
    return signed_in(legal_officer)


@pytest.fixture
def asked(demand, draft, ask):
    """The clearance by the legal officer, asked for."""
    demand()
    ask(draft)
    return draft.clearances.get()


@pytest.fixture
def page(asked, at):
    """The address of the page on which it is answered."""
    return at("reports:clearance", asked.pk)


def press(client, address, **given):
    """Sends the form of a page as it stands, with what is `given` typed into it."""
    return client.post(address, {**sent(client.get(address)), **given}, follow=True)


def state():
    return Report.objects.get().state


def test_the_draft_says_what_is_missing_and_is_not_published(demand, draft, officer, at):
    demand()
    detail, publish = at("reports:detail", draft.pk), at("reports:publish", draft.pk)
    shown = words(officer.get(detail))
    assert "Clearances that are missing." in shown and "(Legal officer): not asked for" in shown
    assert "Clearances that are missing Legal" in words(officer.get(publish))
    assert "Not cleared yet." in words(press(officer, publish)) and state() == "draft"


def test_clearance_is_asked_for_on_the_draft_page(demand, finance, draft, officer, at):
    demand()
    ask = at("reports:ask", draft.pk)
    assert "Ask for clearance" in links(officer.get(at("reports:detail", draft.pk)))[ask]
    more = {"label": "Equality", "whom": "role auditor", "due_on": "26 March 2012"}
    both = officer.get(ask).context["form"]["demands"].value()  # ticked as the page opens
    shown = words(press(officer, ask, **more, demands=both))
    assert "Legal Legal officer 26 March 2012 Not answered yet." in shown
    assert "Finance Section 151 officer, First Council 26 March 2012" in shown
    assert "Equality Auditor 26 March 2012" in shown and Clearance.objects.count() == 3
    assert not press(officer, ask, due_on="26 March 2012").redirect_chain


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"due_on": "20 March 2012"}, "due_on", "20 March 2012 has passed."),
        ({"due_on": ""}, "due_on", "Enter a date"),
        ({"due_on": "26 March 2012", "label": "More"}, "whom", "Choose who clears it."),
        ({"due_on": "26 March 2012", "whom": "role auditor"}, "label", "Say what is to be cleared"),
    ],
)
def test_what_is_asked_wrongly_is_said_beside_it(demand, draft, officer, at, given, field, said):
    demand()
    assert said in errors(press(officer, at("reports:ask", draft.pk), **given))[field]
    assert not Clearance.objects.exists()


def test_the_one_who_clears_finds_it_reads_the_draft_and_clears(asked, lawyer, page, at, officer):
    home = words(lawyer.get(at("overview")))
    assert "My clearances (1) Cover report, 4 April 2012: Legal, answer by 26 March 2012" in home
    assert page in links(lawyer.get(at("overview")))
    assert "My clearances" not in words(officer.get(at("overview")))
    shown = words(lawyer.get(page))
    assert "Asked by Programme manager on 22 March 2012" in shown
    assert "It began in 2006, by order." in shown and "What changed since" not in shown
    answered = press(lawyer, page, answer="cleared")
    assert "Nothing is missing now: the draft is drawn again" in words(answered)
    assert state() == "due" and "My clearances" not in words(lawyer.get(at("overview")))


def test_the_first_page_of_somebody_in_several_programmes_lists_their_clearances(
    asked, legal_officer, lawyer, page
):
    MembershipFactory(programme=ProgrammeFactory(name="Elsewhere"), user=legal_officer)
    shown = lawyer.get("/")
    assert "My clearances Shared management: Cover report, 4 April 2012, Legal" in words(shown)
    assert page in links(shown)


def test_a_cleared_draft_is_published_and_says_who_cleared_it(asked, lawyer, page, officer, at):
    press(lawyer, page, answer="cleared")
    draft = draw(asked.report, ANSWERED)
    publish = at("reports:publish", draft.pk)
    assert "Cleared by Legal: Legal officer, 23 March 2012" in words(officer.get(publish))
    assert "Published." in words(press(officer, publish)), words(officer.get(publish))
    public = Client().get("/published/scrutiny/2012-04-04/cover/")
    assert "Cleared by Legal: Legal officer, 23 March 2012" in words(public)
    shown = officer.get(at("reports:detail", draft.pk))
    assert "Cleared by Legal officer on 23 March 2012." in words(shown)
    assert page not in links(shown)
    assert "The report is published." in words(lawyer.get(page, follow=True))


def test_what_changed_since_is_shown_to_the_one_who_clears_again(
    asked, lawyer, page, write, redraw, at
):
    press(lawyer, page, answer="returned", words="The year is wrong")
    assert "My clearances" not in words(lawyer.get(at("overview")))
    write("background", "1. It began in 2007, by order.", state="done", at=LATER)
    redraw(asked.report, noon(2012, 3, 25))
    assert "My clearances" in words(lawyer.get(at("overview")))
    shown = words(lawyer.get(page))
    assert "What changed since the last answer, 23 March 2012" in shown
    assert "Returned by Legal officer on 23 March 2012: The year is wrong." in shown
    told = "2. Background: 2.1 It began in 2006, by order. It began in 2007, by order."
    assert told in shown
    detail = words(lawyer.get(at("reports:detail", asked.report_id)))
    assert "Void: the draft was changed since. Returned by Legal officer" in detail
    press(lawyer, page, answer="cleared")
    assert state() == "due"


def test_a_second_answer_is_refused_with_the_first_and_kept(
    demand, asked, page, lawyer, programme, signed_in
):
    demand(label="Equality", role="auditor")  # so that it stays a draft
    other = MembershipFactory(
        programme=programme, role=Role.LEGAL_OFFICER, user__job_title="Solicitor"
    ).user
    second = signed_in(other)
    opened = sent(second.get(page))
    press(lawyer, page, answer="condition", words="Name the Act")
    refused = second.post(page, {**opened, "answer": "returned", "words": "2.1 is wrong"})
    assert "Legal officer answered this on 23 March 2012" in words(refused)
    assert "Cleared with a condition: Name the Act." in words(refused)
    assert typed(refused, "words") == "2.1 is wrong"
    assert "Send this answer" not in words(second.get(page))


def test_another_answer_from_the_same_page_is_refused_at_once(demand, asked, page, lawyer):
    demand(label="Equality", role="auditor")  # so that it stays a draft
    opened = sent(lawyer.get(page))
    lawyer.post(page, {**opened, "answer": "cleared"})
    back = lawyer.post(page, {**opened, "answer": "returned", "words": "2.1 is wrong"})
    assert "Legal officer answered this on 23 March 2012" in words(back)
    assert "Press the button to save it" not in words(back) and "2.1 is wrong" in words(back)


def test_the_second_sees_the_first_also_when_the_draft_is_being_drawn(asked, page, lawyer):
    opened = sent(lawyer.get(page))
    press(lawyer, page, answer="cleared")
    refused = lawyer.post(page, {**opened, "once": "", "answer": "returned", "words": "Late"})
    assert "Cleared by Legal officer on 23 March 2012." in words(refused)
    assert typed(refused, "words") == "Late"


def test_an_answer_about_an_older_draft_comes_back_with_what_changed(
    asked, page, lawyer, write, redraw
):
    opened = sent(lawyer.get(page))
    write("background", "1. It began in 2007, by order.", state="done", at=LATER)
    new = redraw(asked.report, noon(2012, 3, 25))
    refused = lawyer.post(page, {**opened, "answer": "cleared"})
    assert "The draft was drawn anew since you looked at it." in words(refused)
    told = "What changed since the draft that you looked at Where Then Now"
    assert told in words(refused) and "2007" in words(refused).split(told)[1][:200]
    assert typed(refused, "fingerprint") == cleared.fingerprint(new.content)
    lawyer.post(page, {**sent(refused), "answer": "cleared"})
    assert state() == "due"


def test_an_answer_without_its_words_is_said_beside_them(asked, page, lawyer):
    assert "Choose an answer." in errors(press(lawyer, page))["answer"]
    refused = press(lawyer, page, answer="condition")
    assert "Enter the condition." in errors(refused)["words"]
    refused = press(lawyer, page, answer="cleared", words="If it is mended")
    assert "has no condition" in errors(refused)["words"]
    assert typed(refused, "words") == "If it is mended"


@pytest.mark.parametrize("role", Role)
def test_who_may_answer(asked, page, everyone, role, signed_in):
    client = signed_in(everyone[role])
    given = {"answer": "cleared", "fingerprint": cleared.fingerprint(asked.report.content)}
    shown = client.get(page)
    if role == Role.COMMITTEE_MEMBER:
        assert shown.status_code == 403
    elif role == Role.LEGAL_OFFICER:
        assert "Send this answer" in words(shown)
        return
    else:
        assert "It is not asked of you." in words(shown)
        assert "Send this answer" not in words(shown)
    assert client.post(page, given).status_code == 403
    assert not asked.answers.exists()


def test_nobody_answers_without_signing_in(asked, page, outsider, signed_in):
    assert Client().get(page).url.startswith("/account/sign-in/")
    given = {"answer": "cleared", "fingerprint": "x"}
    assert Client().post(page, given).url.startswith("/account/sign-in/")
    assert signed_in(outsider).post(page, given).status_code == 404
    assert not asked.answers.exists()


def test_a_condition_is_said_to_be_met(asked, page, lawyer, officer, at, signed_in, auditor):
    press(lawyer, page, answer="condition", words="Publish after the decision")
    met, detail = at("reports:met", asked.pk), at("reports:detail", asked.report_id)
    assert met in links(officer.get(detail)) and met not in links(signed_in(auditor).get(detail))
    assert "Not met yet." in words(officer.get(detail))
    assert "Enter the how the" not in words(press(officer, met, how=""))
    assert "The condition counts as met." in words(press(officer, met, how="It was made"))
    draw(asked.report, LATER)
    shown = officer.get(detail)
    assert "Publish after the decision. Met: It was made" in words(shown)
    assert met not in links(shown)
    assert "has no condition that is open" in words(officer.get(met, follow=True))


def test_a_clearance_is_withdrawn_and_its_page_says_so(asked, page, lawyer, officer, at):
    opened = sent(lawyer.get(page))
    withdraw = at("reports:withdraw_clearance", asked.pk)
    shown = press(officer, withdraw, why="Asked of the wrong person")
    assert "Legal is withdrawn." in words(shown) and "not asked for yet" in words(shown)
    gone = "Democratic services officer withdrew this clearance. Asked of the wrong person"
    assert gone in words(lawyer.get(page, follow=True))
    refused = lawyer.post(page, {**opened, "answer": "returned", "words": "2.1"})
    assert gone in words(refused) and typed(refused, "words") == "2.1"
    assert gone in words(officer.get(withdraw, follow=True))


@pytest.mark.parametrize("step", ["ask", "clearance", "withdraw_clearance", "met"])
def test_no_step_is_open_once_it_is_published(asked, page, lawyer, officer, publish, at, step):
    press(lawyer, page, answer="cleared")
    published = publish(draw(asked.report, ANSWERED))
    key = published.pk if step == "ask" else asked.pk
    address = at(f"reports:{step}", key)
    assert address not in links(officer.get(at("reports:detail", published.pk)))
    for client in (officer, lawyer):
        shown = client.get(address, follow=True)
        assert shown.status_code == 403 or "published" in words(shown)
    assert asked.answers.count() == 1


def test_names_that_are_not_printed_yet_are_printed_before_publication(
    asked, page, lawyer, officer, at, demand, democratic_services, clock
):
    extra = demand(label="Equality", role="auditor")
    press(lawyer, page, answer="cleared")
    how = {"by": democratic_services, "at": ANSWERED}
    demanded.leave_out_demand(extra, why="It was a slip", **how)
    publish = at("reports:publish", asked.report_id)
    assert "Continue" in words(officer.get(publish))
    assert "drawn up again with what is printed now" in words(press(officer, publish))
    draw(asked.report, ANSWERED)
    clock.move_to(LATER)  # the file of another draft is another one, but for these blank pages
    assert "Published." in words(press(officer, publish))
