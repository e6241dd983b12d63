"""A manager opens a round, sees who has answered, reminds, answers for others, closes it."""

from datetime import date, timedelta

import pytest
import time_machine

from outbox.choices import Kind, When
from outbox.models import Mail, MailChoice
from programme.authorization import NotPermitted
from programme.meetings import cancel_meeting
from programme.models import AuditEvent, Programme
from risks.actions import change_risk
from risks.reporting import RisksSection
from rounds import actions, schedule
from rounds.confirmed import unconfirmed
from rounds.models import Answer, Plan, Round
from rounds.progress import waiting_of
from tests.closure.disposing import dispose
from tests.factories import BodyFactory, MeetingFactory, as_at, noon
from tests.reading import links, words

LATER, ROUNDS = noon(2012, 3, 10), "/programmes/shared-management/rounds/"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def later():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


def mails():
    found = Mail.objects.filter(kind=Kind.ROUND).order_by("id").select_related("person")
    return [(one.person.username, one.subject.split(": ")[1]) for one in found]


@pytest.mark.once
def test_a_round_is_opened_and_bad_ones_are_refused(own, manager, workstream_lead, auditor):
    own(workstream_lead, workstream="Legal services")
    form = {"period": "March 2012", "closes_on": "16/3/2012", "logs": ["risks", "milestones"]}
    refused = {
        "before the day on which the round opens": {"closes_on": "9 March 2012"},
        "Choose one or more of the logs": {"logs": []},
        "No open row with an owner fits this": {"logs": ["milestones"]},
        "Choose one of the choices": {"workstream": "Nobody's"},
    }
    for said, wrong in refused.items():
        page = manager.post(f"{ROUNDS}open/", form | wrong)
        assert said in words(page), words(page)
        assert 'value="March 2012"' in page.content.decode()
    page = manager.post(f"{ROUNDS}open/", form | {"workstream": "Legal services"}, follow=True)
    assert "The round March 2012 is open until 16 March 2012" in words(page)
    assert "0 of 1 owners have answered, for 0 of 1 rows." in words(page)
    assert mails() == [("workstream_lead", "please confirm your rows by 16 March 2012")]
    with pytest.raises(NotPermitted):
        actions.close_round(Round.objects.get(), by=auditor, at=LATER)


@pytest.mark.once
def test_many_owners_without_an_account_are_counted(own, opened, manager):
    for place in "ABCD":
        own(None, owner=f"Head of Property, {place}")
    shown = words(manager.get(f"{ROUNDS}{opened().pk}/"))
    assert "4 owners cannot sign in here" in shown
    assert "Head of Property, D (cannot sign in)" in shown


@pytest.mark.once
def test_the_manager_reminds_and_answers_for_somebody(
    own, opened, manager, workstream_lead, finance_officer, programme_manager
):
    own(workstream_lead), own(finance_officer, "Money runs out")
    own(None, "Old system", owner="Head of Property")
    quiet = {"person": finance_officer, "kind": Kind.ROUND, "when": When.NEVER}
    MailChoice.objects.create(**quiet)
    page = f"{ROUNDS}{opened().pk}/"
    shown = words(manager.get(page))
    assert "Head of Property cannot sign in here" in shown and "R3" in shown
    for _ in range(2):
        said = manager.post(f"{page}remind/", {}, follow=True)
        assert "Those who are missing are reminded" in words(said)
    assert [name for name, said in mails() if "still missing" in said] == ["workstream_lead"]
    asked = [one for one in links(manager.get(page)) if "answer-for" in one]
    assert len(asked) == 3
    url = f"{page}answer-for/?owner=Head+of+Property"
    sent = {name: manager.get(url).context[name] for name in ("once",)}
    [sheet] = manager.get(url).context["sheets"]
    sent |= {"rows-risks": sheet["versions"], "rest": "yes"}
    manager.post(url, sent)
    shown = words(manager.get(page))
    assert f"No change ({programme_manager.known_as} for Head of Property, 10 March 2012)" in shown
    assert "1 of 3 owners has answered, for 1 of 3 rows." in shown
    assert "Choose for whom you answer" in words(manager.get(f"{page}answer-for/", follow=True))
    event = AuditEvent.objects.get(verb="answered in the update round")
    assert event.reason == "On behalf of Head of Property."


def test_a_round_is_extended_closed_and_opened_again(own, opened, manager, workstream_lead):
    own(workstream_lead)
    page = f"{ROUNDS}{opened().pk}/"
    early = manager.post(f"{page}day/", {"closes_on": "1 March 2012"})
    assert "1 March 2012" in words(early) and Round.objects.get().closes_on.day == 16
    manager.post(f"{page}day/", {"closes_on": "20 March 2012", "why": "Leave"})
    assert Round.objects.get().closes_on == date(2012, 3, 20)
    manager.post(f"{page}close/", {})
    shown = manager.get(page)
    assert "Closed on 10 March 2012" in words(shown) and f"{page}reopen/" in links(shown)
    assert "closed. Open it again first" in words(manager.post(f"{page}close/", {}))
    again = {"closes_on": "21 March 2012", "why": "Three answers came late"}
    manager.post(f"{page}reopen/", again)
    assert Round.objects.get().is_open
    assert manager.get(f"{page}?at=2012-03-09").status_code == 200
    verbs = list(AuditEvent.objects.filter(subject_type="rounds.round").values_list("verb"))
    assert len(verbs) == 5


def test_what_nobody_confirmed_is_said_in_the_report(own, opened, workstream_lead, programme, who):
    first = own(workstream_lead)
    own(workstream_lead, "Staff leave")
    assert unconfirmed(programme, "risks") == {}
    round_ = opened()
    change_risk(first, review="1 May 2012", by=workstream_lead, at=LATER)
    actions.close_round(round_, **{**who, "at": LATER + DAY})
    opened(period="April 2012", closes_on=date(2012, 4, 16), at=LATER + 2 * DAY)
    own(workstream_lead, "Came later")
    said = {
        "R1": "last confirmed on 10 March 2012",
        "R2": "not confirmed in the round April 2012",
    }
    assert unconfirmed(programme, "risks") == said
    notes = RisksSection().context(as_at(programme, LATER + 3 * DAY))["notes"]
    assert [f"{name}: {words}." for name, words in said.items()] == notes[-2:]
    assert unconfirmed(programme, "risks", at=LATER + DAY) == {
        "R2": "not confirmed in the round March 2012"
    }


@pytest.mark.once
def test_the_last_answer_in_the_last_round_counts(own, opened, workstream_lead, programme):
    own(workstream_lead)
    first, last = opened(), opened(period="April 2012", at=LATER)
    answered = [(last, "same", ""), (first, "same", ""), (last, "told", "Terms have changed")]
    said = []
    for hour, (round_, *answer) in enumerate(answered):
        rows, at = [(round_.rows.get(), *answer)], LATER + timedelta(hours=hour)
        actions.answer_round(round_, rows, by=workstream_lead, at=at)
        said.append(unconfirmed(programme, "risks"))
    assert said == [{}, {}, {"R1": "last confirmed on 10 March 2012"}]


def test_a_closed_programme_waits_for_nobody(own, opened, manager, workstream_lead, programme):
    own(workstream_lead)
    opened(closes_on=date(2012, 4, 12))
    body = BodyFactory(programme=programme, name="Joint Committee")
    MeetingFactory(body=body, on=date(2012, 4, 20))
    form = {"body": body.pk, "days": "8", "logs": ["risks"]}
    manager.post(f"{ROUNDS}plan/", form)
    Programme.objects.update(closed_on=date(2012, 4, 4), closed_by="Executive")
    before = mails()
    schedule.open_planned(noon(2012, 4, 5))
    schedule.remind_by_day(noon(2012, 4, 11))
    [round_] = Round.objects.select_related("programme")
    [share] = actions.shares_now(round_, LATER) or [None]
    assert (mails(), share, waiting_of(workstream_lead, [programme])) == (before, None, [])
    form = {"period": "May 2012", "closes_on": "12 May 2012", "logs": ["risks"]}
    assert "No open row" in words(manager.post(f"{ROUNDS}open/", form))


def test_rounds_open_by_themselves_before_meetings_and_remind(
    own, manager, programme, who, workstream_lead, finance_officer
):
    body = BodyFactory(programme=programme, name="Joint Committee")
    meeting = MeetingFactory(body=body, on=date(2012, 4, 20))  # published, drafted by 12 April
    own(workstream_lead)
    answered = own(finance_officer, "Money runs out")
    form = {"body": body.pk, "days": "8", "logs": ["risks"]}
    assert "from 1 to 60" in words(manager.post(f"{ROUNDS}plan/", form | {"days": "0"}))
    page = manager.post(f"{ROUNDS}plan/", form, follow=True)
    assert "Opens on 4 April 2012, answers by 11 April 2012" in words(page), words(page)
    assert "planned for this body already" in words(manager.post(f"{ROUNDS}plan/", form))
    for day in (3, 4, 5):
        schedule.open_planned(noon(2012, 4, day))
    [round_] = Round.objects.all()
    assert (round_.meeting, str(round_)) == (meeting, "Joint Committee, 20 April 2012")
    assert AuditEvent.objects.filter(verb="opened the update round", by=None).exists()
    same = [(round_.rows.get(reference=answered.reference), "same", "")]
    actions.answer_round(round_, same, by=finance_officer, at=noon(2012, 4, 6))
    for day in (9, 10, 10, 11, 12, 12):
        schedule.remind_by_day(noon(2012, 4, day))
    told = [said for name, said in mails() if name == "workstream_lead"]
    assert told == [
        "please confirm your rows by 11 April 2012",
        "your answer is due tomorrow, 11 April 2012",
        "your answer was due on 11 April 2012",
    ]
    assert [said for name, said in mails() if name == "finance_officer"] == told[:1]
    manager.post(f"{ROUNDS}plans/{Plan.objects.get().pk}/stop/", {})
    MeetingFactory(body=body, on=date(2012, 5, 20), address="later")
    schedule.open_planned(noon(2012, 5, 10))
    assert Round.objects.count() == 1


@pytest.mark.once
def test_my_work_and_needs_you_lead_to_the_page(own, opened, signed_in, manager, workstream_lead):
    own(workstream_lead)
    page = f"{ROUNDS}{opened().pk}/"
    browser = signed_in(workstream_lead)
    mine = browser.get("/my-work/")
    assert "Update round March 2012: 1 row of yours to answer by 16 March 2012" in words(mine)
    overview = "/programmes/shared-management/"
    assert f"{page}answer/" in links(mine) and f"{page}answer/" in links(browser.get(overview))
    assert "1 owner still to answer" in words(manager.get(overview))
    assert ROUNDS in links(manager.get(f"{overview}meetings/"))


@pytest.mark.once
def test_a_round_says_that_its_meeting_is_cancelled_and_lists_rows_in_pages(
    own, opened, manager, workstream_lead, programme_manager, programme
):
    for number in range(51):
        own(workstream_lead, f"Risk {number}")
    meeting = MeetingFactory(body=BodyFactory(programme=programme), on=date(2012, 4, 4))
    page = f"{ROUNDS}{opened(meeting=meeting).pk}/"
    assert "was cancelled" not in words(manager.get(page))
    cancel_meeting(meeting, by=programme_manager, at=LATER, why="No business")
    shown = words(manager.get(page))
    assert "on 4 April 2012 was cancelled. Answers are still taken until 16 March 2012" in shown
    assert "Risk 49" in shown and "Risk 50" not in shown
    assert "Risk 50" in words(manager.get(page, {"page": 2}))


def test_what_was_told_in_rounds_is_disposed_of_by_a_class_of_its_own(
    own, opened, manager, workstream_lead, programme
):
    own(workstream_lead)
    round_ = opened()
    said = [(round_.rows.get(), "told", "Terms have changed")]
    actions.answer_round(round_, said, by=workstream_lead, at=LATER)
    page = f"{ROUNDS}{round_.pk}/"
    assert "Terms have changed" in words(manager.get(page))
    with time_machine.travel(noon(2019, 3, 11), tick=False):
        removal = dispose(programme, "rounds", counted_from="recorded")
    shown = manager.get(page)
    assert "Disposed of. Certificate" in words(shown) and "Terms" not in words(shown)
    answer = Answer.objects.get()
    assert (answer.said, answer.recorded_by) == ("told", workstream_lead)
    [row] = removal.rows.all()
    way = f"/programmes/{programme.slug}/closure/retention/of/rounds.answer/{row.row_id}/"
    assert way in links(shown)
