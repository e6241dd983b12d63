"""The overview, people, history, and the programme's own facts."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme import actions
from programme.log import logs
from programme.models import AuditEvent, Membership, Programme, User
from risks.actions import add_risk
from tests.factories import (
    MARCH_2012,
    PASSWORD,
    BodyFactory,
    MeetingFactory,
    MembershipFactory,
    UserFactory,
    noon,
)
from tests.reading import errors, links, words

pytestmark = pytest.mark.once

HOME = "/programmes/shared-management/"
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def march_2012():
    with time_machine.travel(MARCH_2012 + A_DAY, tick=False):
        yield


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def admin(administrator, signed_in):
    """The administrator's browser."""
    return signed_in(administrator)


@pytest.fixture
def red_risk(programme, programme_manager):
    return add_risk(
        programme=programme,
        by=programme_manager,
        at=MARCH_2012,
        title="A partner leaves",
        likelihood=3,
        impact=5,
    )


# --- overview


def test_the_overview_says_what_is_red_and_what_changed(manager, red_risk):
    page = manager.get(HOME)
    assert "R1 A partner leaves: red, score 15" in [
        need.text for group in page.context["needs"] for need in group["first"]
    ]
    assert "1 red" in words(page)
    assert len(page.context["changes"]) == 2


def test_the_overview_shows_the_newest_changes_and_leads_to_the_others(
    manager, programme_manager, programme, red_risk
):
    def add(numbers):
        for number in numbers:
            add_risk(
                programme=programme, by=programme_manager, at=MARCH_2012, title=f"No. {number}"
            )
        return manager.get(HOME)

    page = add(range(8))
    assert len(page.context["changes"]) == 10 and page.context["more_changes"] is None
    page = add(range(8, 10))
    assert len(page.context["changes"]) == 10
    assert links(page)[f"{HOME}history/"][-1] == "2 more in the history"


def test_the_overview_tells_the_clock_of_the_next_meeting_of_each_body(manager, programme):
    body = BodyFactory(programme=programme, name="Joint committee")
    for on in (date(2012, 3, 1), date(2012, 4, 4), date(2012, 5, 4)):
        MeetingFactory(body=body, on=on)
    (line,) = manager.get(HOME).context["clock"]
    assert (line["meeting_on"], line["publish_by"]) == (date(2012, 4, 4), date(2012, 3, 27))
    assert line["days_left_text"] == "12 working days left"


def test_a_deadline_that_passed_says_how_many_days_ago(manager, programme):
    body = BodyFactory(programme=programme, name="Joint committee")
    MeetingFactory(body=body, on=date(2012, 3, 13))
    (line,) = manager.get(HOME).context["clock"]
    assert line["days_left_text"] == "Publication date passed 5 days ago"
    assert "passed 5 days ago" in words(manager.get(f"{HOME}meetings/"))


def test_a_cancelled_meeting_has_no_clock(manager, programme):
    MeetingFactory(body=BodyFactory(programme=programme), cancelled_at=MARCH_2012)
    assert manager.get(HOME).context["clock"] == []


def test_the_overview_of_a_past_day_shows_that_day(manager, red_risk):
    page = manager.get(f"{HOME}?at=2012-03-08")
    assert "You are looking at the position as at 8 March 2012" in words(page)
    assert (page.context["needs"], list(page.context["changes"])) == (None, [])
    assert "Needs you" not in words(page) and "Nothing is waiting" not in words(page)
    assert page.context["tiles"] == [] and "Risks" in {
        tile["title"] for tile in page.context["empty_logs"]
    }


def test_a_moment_that_is_none_is_said(manager):
    page = manager.get(f"{HOME}?at=rubbish")
    assert page.status_code == 400 and "Nothing is shown." in words(page)


@pytest.mark.each
def test_an_event_of_another_programme_is_not_shown(manager, outsider):
    actions.add_partner(
        programme=outsider.memberships.get().programme,
        by=outsider,
        at=MARCH_2012,
        name="Elsewhere Council",
    )
    assert "Elsewhere" not in words(manager.get(HOME)) + words(manager.get(f"{HOME}history/"))


def test_a_programme_that_has_been_quiet_for_long_leads_to_its_last_position(
    auditor, signed_in, red_risk
):
    with time_machine.travel(noon(2013, 1, 1)):
        quiet = signed_in(auditor).get(HOME).context["quiet"]
    assert (
        quiet["text"]
        == "Nothing has been recorded here since 9 March 2012. See the programme as at 9 March 2012"
    )
    assert quiet["url"] == "?at=2012-03-09"


def test_the_overview_costs_the_same_queries_however_much_there_is(
    manager, programme, programme_manager, red_risk
):
    costs = set()
    for _ in range(2):
        for _ in range(5):
            add_risk(
                programme=programme,
                by=programme_manager,
                at=MARCH_2012,
                title="Another",
                likelihood=3,
                impact=5,
            )
        with CaptureQueriesContext(connection) as queries:
            manager.get(HOME)
        costs.add(len(queries))
    assert len(costs) == 1 and costs.pop() <= 30 + 3 * len(logs())


def test_of_many_things_that_need_somebody_a_few_stand_open(
    manager, programme, programme_manager, red_risk
):
    for number in range(6):
        add_risk(
            programme=programme,
            by=programme_manager,
            at=MARCH_2012,
            title=f"Risk {number}",
            likelihood=3,
            impact=5,
        )
    (group,) = manager.get(HOME).context["needs"]
    assert (group["title"], group["count"], len(group["first"]), len(group["rest"])) == (
        "Risks",
        7,
        5,
        2,
    )


def test_every_log_is_found_from_the_navigation(manager, programme, red_risk):
    page = manager.get(f"{HOME}logs/")
    assert "Risks 1 1 live, 1 red" in words(page) and all(
        log.title in words(page) for log in logs()
    )
    assert current(page) == ["All logs"]


@pytest.mark.parametrize(
    ("address", "label"), [("risks/R1/", "Risks"), ("issues/", "All logs"), ("budgets/", "Budget")]
)
def test_the_navigation_marks_where_a_page_belongs(manager, red_risk, address, label):
    assert current(manager.get(HOME + address)) == [label]


@pytest.mark.each
def test_a_committee_member_goes_to_the_papers(committee_member, signed_in):
    assert signed_in(committee_member).get(HOME).url == f"{HOME}reports/"


def current(page):
    """The items of the navigation that are marked."""
    return [item["label"] for item in page.context["nav"] if item["current"]]


def test_the_navigation_holds_only_what_somebody_may_see(committee_member, manager, signed_in):
    labels = [
        item["label"] for item in signed_in(committee_member).get(f"{HOME}meetings/").context["nav"]
    ]
    assert "Risks" not in labels and "Meetings" in labels
    labels = [item["label"] for item in manager.get(HOME).context["nav"]]
    assert {"Overview", "Risks", "Meetings", "Reports", "People", "History"} <= set(labels)


# --- people


def add_person(client, **values):
    usual = {
        "username": "new-auditor",
        "job_title": "Auditor",
        "password": PASSWORD,
        "role": "auditor",
    }
    return client.post(f"{HOME}people/add/", {**usual, **values})


def test_an_administrator_adds_somebody_who_can_sign_in(admin, client):
    assert add_person(admin).status_code == 302
    assert (
        client.post(
            "/account/sign-in/", {"username": "new-auditor", "password": PASSWORD}
        ).status_code
        == 302
    )
    assert client.get(f"{HOME}risks/").url == "/account/password/"  # their own password first


def test_no_password_stands_in_the_audit_trail(admin):
    add_person(admin)
    assert PASSWORD not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "two words"}, "username"),
        ({"username": "ADMINISTRATOR"}, "username"),
        ({"password": "short"}, "password"),
        ({"password": ""}, "password"),
        ({"role": "king"}, "role"),
        ({"role": "committee_member"}, "body"),
        ({"job_title": "Head\u202eof"}, "job_title"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_somebody_who_will_not_do_is_not_added(admin, values, field):
    assert field in errors(add_person(admin, **values))
    assert not User.objects.filter(job_title="Auditor").exists()


def test_a_committee_member_sits_on_a_body(admin, programme):
    body = BodyFactory(programme=programme)
    add_person(admin, role="committee_member", body=body.pk)
    assert Membership.objects.get(role="committee_member").body == body


def test_only_a_committee_members_role_is_for_one_body(admin, programme):
    assert "body" in errors(add_person(admin, body=BodyFactory(programme=programme).pk))


def test_a_role_is_given_and_ended_and_stays_on_record(admin, programme):
    UserFactory(username="colleague", job_title="Head of audit")
    admin.post(f"{HOME}people/roles/give/", {"username": "Colleague", "role": "auditor"})
    membership = Membership.objects.get(role="auditor")
    admin.post(f"{HOME}people/roles/{membership.pk}/end/", {"why": "Left"})
    assert [str(row[0]) for row in admin.get(f"{HOME}people/").context["tables"][0].rows] == [
        "Administrator (administrator)"
    ]
    assert [event.verb for event in AuditEvent.objects.all()] == [
        "ended the role of",
        "gave a role to",
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"username": "ghost", "role": "auditor"}, "username"),
        ({"username": "administrator", "role": "administrator"}, "role"),
    ],
)
@pytest.mark.each
def test_a_role_that_will_not_do_is_not_given(admin, values, field):
    assert set(errors(admin.post(f"{HOME}people/roles/give/", values))) == {field}


def test_the_last_administrator_stays(admin, administrator):
    membership = administrator.memberships.get()
    page = admin.post(f"{HOME}people/roles/{membership.pk}/end/", {"why": "Left"})
    assert "keeps at least one administrator" in errors(page)["__all__"]
    MembershipFactory(programme=membership.programme, role="administrator")
    assert (
        admin.post(f"{HOME}people/roles/{membership.pk}/end/", {"why": "Left"}).status_code == 302
    )


def test_people_as_they_were_on_a_past_day(admin, programme, administrator):
    held = {"granted_at": noon(2012, 3, 1), "ended_at": MARCH_2012, "ended_by": administrator}
    who = {"user__username": "auditor", "user__job_title": "Auditor"}
    MembershipFactory(programme=programme, role="auditor", **who, **held)
    rows = admin.get(f"{HOME}people/?at=2012-03-05").context["tables"][0].rows
    assert [str(row[0]) for row in rows] == ["Administrator (administrator)", "Auditor (auditor)"]
    assert len(admin.get(f"{HOME}people/?at=2012-02-01").context["tables"][0].rows) == 1


def test_the_page_of_people_shows_what_each_role_may_do(admin):
    assert "Accept a risk until a date" in words(admin.get(f"{HOME}people/"))


# --- history and the programme's facts


def test_history_tells_every_change_newest_first(manager, red_risk):
    page = words(manager.get(f"{HOME}history/"))
    assert page.index("assessed") < page.index("proposed")


def test_history_is_filtered_by_log_moment_and_page(
    manager, programme, programme_manager, red_risk
):
    actions.add_partner(
        programme=programme, by=programme_manager, at=MARCH_2012 + A_DAY, name="Moorland Council"
    )
    assert manager.get(f"{HOME}history/").context["count"] == 3
    assert manager.get(f"{HOME}history/?log=risks").context["count"] == 2
    assert manager.get(f"{HOME}history/?at=2012-03-09").context["count"] == 2
    assert manager.get(f"{HOME}history/?page=99&log=x").context["count"] == 0


def test_the_programmes_facts_are_changed_and_its_address_stays(manager):
    manager.post(f"{HOME}edit/", {"name": "Shared leadership", "stage": "Closed", "accent": "teal"})
    programme = Programme.objects.get()
    assert (programme.name, programme.stage, programme.accent) == (
        "Shared leadership",
        "Closed",
        "teal",
    )
    assert programme.slug == "shared-management"
    assert AuditEvent.objects.get().changes[0]["was"] == "Shared management"


def test_nothing_changed_leaves_no_trace(manager):
    manager.post(f"{HOME}edit/", {"name": "Shared management", "stage": "", "accent": "blue"})
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("edit/", {"name": "", "accent": "blue"}),
        ("edit/", {"name": "x", "accent": "red"}),
        ("partners/add/", {"name": "x" * 121}),
    ],
)
def test_facts_that_will_not_do_are_refused(manager, path, values):
    assert errors(manager.post(f"{HOME}{path}", values))


def test_a_partner_and_an_objective_are_added_once(manager, programme):
    for _ in range(2):
        manager.post(f"{HOME}partners/add/", {"name": "Moorland Council"})
        manager.post(f"{HOME}objectives/add/", {"reference": "a", "text": "Spend less"})
    assert (programme.partners.count(), programme.objectives.count()) == (1, 1)


@pytest.mark.each
def test_an_objective_that_breaks_the_order_of_letters_is_kept(manager, programme):
    for reference in "fh":
        manager.post(
            f"{HOME}objectives/add/", {"reference": reference, "text": "As the document says"}
        )
    assert [one.reference for one in manager.get(HOME).context["objectives"]] == ["f", "h"]


def test_the_history_of_an_unknown_log_is_empty_and_says_so(manager, red_risk):
    page = manager.get(f"{HOME}history/?log=rsks")
    assert page.context["count"] == 0 and "“rsks” is not among the choices" in words(page)
    assert "No change fits these filters." in words(page)


@pytest.mark.each
def test_the_history_offers_the_logs_of_the_moment(manager, red_risk):
    offered = manager.get(f"{HOME}history/").context["filterset"].words["log"]
    assert offered["risks"] == "Risks"
    assert not manager.get(f"{HOME}history/?at=2012-03-08").context["filterset"].words["log"]


def test_the_history_is_narrowed_to_what_no_log_records(manager, programme, programme_manager):
    actions.add_partner(programme=programme, by=programme_manager, at=MARCH_2012, name="Council")
    page = manager.get(f"{HOME}history/?log=partners")
    offered = dict(page.context["filterset"].choices["log"])
    assert page.context["count"] == 1 and offered["partners"] == "Partners"
    assert (
        "people" not in offered and manager.get(f"{HOME}history/?log=people").context["count"] == 0
    )
