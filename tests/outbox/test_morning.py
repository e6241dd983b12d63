"""What people are told of a morning: what is due soon, and what they own that needs somebody."""

from datetime import date, timedelta

import pytest

from outbox import actions, morning, tasks
from outbox.choices import Kind, When
from outbox.models import Mail, Morning
from outbox.telling import tell
from papers.actions import share_part, start_paper
from papers.choices import Outline
from programme.authorization import Role
from risks.actions import add_mitigation, add_risk, change_risk
from tests.factories import BodyFactory, MeetingFactory, noon, person

MONDAY, TUESDAY, SATURDAY = noon(2012, 3, 12), noon(2012, 3, 13), noon(2012, 3, 17)
LEAD = "Workstream lead"


def overdue():
    """The lines of the mails of what is owned, by who gets them."""
    found = Mail.objects.filter(kind=Kind.OVERDUE).order_by("pk")
    return [(one.person.username, [line["text"] for line in one.lines]) for one in found]


@pytest.fixture
def risk(programme, programme_manager, workstream_lead):
    """A risk of the workstream lead whose review is overdue."""
    who = {"programme": programme, "by": programme_manager, "at": noon(2012, 3, 1)}
    said = {"title": "A partner leaves", "owner": "workstream  LEAD", "likelihood": 5, "impact": 5}
    return add_risk(**who, **said)


def test_nothing_is_told_before_the_morning_and_a_morning_once(risk):
    assert not morning.tell_of_the_morning(MONDAY.replace(hour=6))
    assert morning.tell_of_the_morning(MONDAY) and not morning.tell_of_the_morning(MONDAY)
    assert overdue() == [("workstream_lead", ["Risks: R1 A partner leaves"])]
    assert Mail.objects.get().subject == "What you own in Shared management and needs somebody"


def test_it_leaves_at_once_with_the_other_mails_of_that_day(server, risk, workstream_lead, send):
    workstream_lead.email = "lead@councils.example"
    workstream_lead.save()
    said = {"kind": Kind.PUBLISHED, "subject": "Published: a report", "lines": []}
    tell([workstream_lead], programme=risk.programme, at=MONDAY - timedelta(days=1), **said)
    morning.tell_of_the_morning(MONDAY)
    send()
    [mail] = server.taken
    assert mail["Subject"] == "Shared management: 2 items on 12 March 2012"


def test_what_was_told_already_is_told_again_on_mondays_alone(risk, programme_manager):
    for on in (MONDAY, TUESDAY, SATURDAY, MONDAY + timedelta(weeks=1)):
        morning.tell_of_the_morning(on)
    assert len(overdue()) == 2
    who = {"programme": risk.programme, "by": programme_manager, "at": TUESDAY}
    add_risk(**who, title="Staff leave", owner=LEAD, likelihood=5, impact=5)
    morning.tell_of_the_morning(TUESDAY + timedelta(weeks=1))
    assert overdue()[-1] == (
        "workstream_lead",
        ["Risks: R1 A partner leaves", "Risks: R2 Staff leave"],
    )


def test_who_owns_a_late_row_of_somebody_elses_entry_is_told(
    programme, programme_manager, finance_officer
):
    who = {"by": programme_manager, "at": noon(2012, 3, 1)}
    one = add_risk(programme=programme, title="A partner leaves", likelihood=1, impact=1, **who)
    late = {"text": "Agree terms", "owner": "Finance officer", "due_on": MONDAY.date()}
    add_mitigation(one, **late, **who)
    morning.tell_of_the_morning(TUESDAY)
    assert overdue() == [("finance_officer", ["Risks: R1 A partner leaves"])]


def test_nobody_is_told_of_another_programme_or_without_a_part(risk, outsider, programme):
    stranger = person(outsider.memberships.get().programme, Role.WORKSTREAM_LEAD)
    stranger.job_title = LEAD
    stranger.save()
    programme.memberships.filter(user__username="workstream_lead").update(
        ended_at=MONDAY, ended_by=stranger
    )
    morning.tell_of_the_morning(MONDAY)
    assert overdue() == []


def test_who_wants_no_digest_gets_none(risk, workstream_lead):
    chosen = {Kind.OVERDUE: When.NEVER}
    actions.choose_mails(by=workstream_lead, email="", whens=chosen)
    morning.tell_of_the_morning(MONDAY)
    assert overdue() == [] and Morning.objects.exists()


@pytest.fixture
def part(programme, programme_manager):
    """A part of a paper that the workstream lead writes by Wednesday."""
    meeting = MeetingFactory(body=BodyFactory(programme=programme, name="Joint committee"))
    who = {"by": programme_manager, "at": noon(2012, 3, 1)}
    outlines = [Outline("background", "Background")]
    paper = start_paper(
        meeting=meeting, kind="cover", title="Cover report", outlines=outlines, **who
    )
    due = {"owner": LEAD, "due_on": MONDAY.date() + timedelta(days=2)}
    return share_part(paper.parts.get(), heading="Background", **due, **who)


def drafts():
    found = Mail.objects.filter(kind=Kind.DRAFT).order_by("pk")
    return [(one.person.username, one.subject) for one in found]


@pytest.mark.once
def test_who_writes_a_part_is_told_once_some_days_before(part, workstream_lead, administrator):
    for days in range(-2, 3):
        morning.tell_of_the_morning(MONDAY + timedelta(days=days))
    said = "Background, Cover report, Joint committee on 4 April 2012: due on 14 March 2012"
    assert drafts() == [("workstream_lead", said)]


def test_a_part_of_somebody_unknown_is_told_to_those_who_keep_the_calendar(
    part, programme_manager, democratic_services
):
    morning.tell_of_the_morning(MONDAY)
    assert {who for who, _ in drafts()} == {"programme_manager", "democratic_services"}


@pytest.mark.once
def test_the_owner_of_the_drafting_day_is_told_before_it(programme, administrator, workstream_lead):
    body = BodyFactory(programme=programme, drafting_days=5, drafting_owner=LEAD)
    MeetingFactory(body=body)
    for days in range(8):
        morning.tell_of_the_morning(MONDAY + timedelta(days=days))
    [(who, said)] = drafts()
    assert who == "workstream_lead" and said.startswith("Drafting, ") and "20 March 2012" in said


def test_the_tick_tells_of_this_morning_and_finds_what_waits(risk, server):
    tasks.find_mails()
    tasks.find_mails()
    assert Morning.objects.count() <= 1


def test_the_owner_as_a_person_is_told_and_nobody_else_of_their_title(
    programme, programme_manager, workstream_lead, risk
):
    other = person(programme, Role.WORKSTREAM_LEAD, user__username="other")
    who = {"by": programme_manager, "at": noon(2012, 3, 1)}
    change_risk(risk, owner_user=other, **who)
    morning.tell_of_the_morning(MONDAY)
    assert overdue() == [("other", ["Risks: R1 A partner leaves"])]
    programme.memberships.filter(user=other).update(ended_at=MONDAY, ended_by=other)
    morning.tell_of_the_morning(MONDAY + timedelta(weeks=1))
    assert overdue()[-1][0] == "workstream_lead"  # who has the title, which stays


def test_an_owner_is_told_what_is_due_in_the_week_to_come(programme, programme_manager, auditor):
    who = {"programme": programme, "by": programme_manager, "at": noon(2012, 3, 1)}
    own = {"owner_user": auditor, "likelihood": 1, "impact": 1}
    add_risk(title="Staff leave", review_on=date(2012, 3, 19), **own, **who)
    add_risk(title="Rain", review_on=date(2012, 3, 20), **own, **who)
    morning.tell_of_the_morning(MONDAY)
    assert overdue() == [("auditor", ["Risks: R1 Staff leave, due on 19 March 2012"])]
