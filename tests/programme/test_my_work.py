"""One page for what somebody owns in all their programmes; "Needs you" asks what they can do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programme.formats import day
from risks import actions
from tests.factories import ProgrammeFactory, person
from tests.reading import links, words
from workstreams.actions import add_workstream

pytestmark = pytest.mark.once

OVERVIEW = "/programmes/shared-management/"


@pytest.fixture
def own(workstream_lead):
    """A function that adds a risk of the workstream lead, to be reviewed so many days from now."""

    def add(programme, by, title, days, **details):
        on = timezone.localdate() + timedelta(days=days)
        who = {"by": by, "at": timezone.now() - timedelta(days=90)}
        about = {"title": title, "owner_user": workstream_lead, "review_on": on, **details}
        return actions.add_risk(programme=programme, **about, **who)

    return add


@pytest.mark.each
def test_the_page_says_what_is_late_and_soon_and_leads_to_it(
    own, programme, programme_manager, workstream_lead, signed_in
):
    late = own(programme, programme_manager, "Staff leave", -4)
    own(programme, programme_manager, "Money runs out", 20)
    own(programme, programme_manager, "Rain", 200)
    own(programme, programme_manager, "Not mine", -9, owner_user=None)
    who = {"by": programme_manager, "at": timezone.now()}
    on = timezone.localdate() - timedelta(days=2)
    actions.add_mitigation(late, text="Pay more", due_on=on, **who)
    page = signed_in(workstream_lead).get("/my-work/")
    said = words(page)
    assert "Late (2)" in said and "4 days late R1 Staff leave" in said and "Not mine" not in said
    assert "2 days late Mitigation of R1: Pay more" in said
    assert "Due within 30 days (1)" in said and "R2 Money runs out" in said
    assert {f"{OVERVIEW}risks/R1/", f"{OVERVIEW}risks/?person=workstream_lead"} <= set(links(page))
    assert "Shared management Risks 3" in said and "Rain" not in said


@pytest.mark.each
def test_who_owns_nothing_or_has_left_is_told_so(
    own, programme, programme_manager, workstream_lead, nobody, signed_in, client
):
    assert "You own nothing at present" in words(signed_in(nobody).get("/my-work/"))
    assert client.get("/my-work/").status_code == 302
    own(programme, programme_manager, "Staff leave", -4)
    workstream_lead.memberships.update(ended_at=timezone.now(), ended_by=programme_manager)
    assert "You own nothing at present" in words(signed_in(workstream_lead).get("/my-work/"))


def test_programmes_and_rows_cost_no_more_queries(
    own, programme, programme_manager, workstream_lead, signed_in
):
    browser, costs = signed_in(workstream_lead), []
    for rows in 1, 4:
        other = ProgrammeFactory()
        person(other, "auditor", user=workstream_lead)
        by = person(other, "programme_manager")
        for number in range(rows):
            own(programme, programme_manager, f"Here {rows} {number}", -4)
            own(other, by, f"There {rows} {number}", 4)
        with CaptureQueriesContext(connection) as queries:
            page = words(browser.get("/my-work/"))
        costs.append(len(queries))
    assert costs[0] == costs[1], costs
    assert "Late (5)" in page and "Due within 30 days (5)" in page and str(other) in page


def test_needs_you_asks_nobody_for_what_they_cannot_do(
    own, programme, programme_manager, workstream_lead, auditor, partner_director, signed_in
):
    own(programme, programme_manager, "Staff leave", -4)
    add_workstream(programme=programme, title="Legal", by=programme_manager, at=timezone.now())

    def needs(somebody):
        page = signed_in(somebody).get(OVERVIEW)
        return [group["title"] for group in page.context["needs"]]

    assert needs(workstream_lead) == ["My work", "Risks"]
    assert needs(programme_manager) == needs(partner_director) == ["Risks"]
    assert needs(auditor) == []
    said = words(signed_in(workstream_lead).get(OVERVIEW))
    assert "1 row that you own: late" in said and day(timezone.now()) in said
