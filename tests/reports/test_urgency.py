"""A report that misses its latest publication date says why it is urgent, and who said so."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from programme.closed_days import add_closed_day
from programme.models import AuditEvent
from reports import actions, drawing
from reports.document import render_html
from reports.models import Report, ReportDefinition
from tests.factories import noon
from tests.reports.drawn import draw
from tests.reports.moments import DRAFT_MOMENT, london

pytestmark = pytest.mark.once

LAST_MINUTE, TOO_LATE = london(2012, 3, 27, 23, 59), london(2012, 3, 28, 0, 0)
LIST = "/programmes/shared-management/reports/"
PUBLIC = "/published/joint-committee/2012-04-04/programme-management/"
WHY = "The inspector's letter came on 27 March."
WHO = "Chair of the Joint Committee"
GIVEN = {"urgency": WHY, "urgency_given_by": WHO}


@pytest.fixture
def definition(body, define):
    return define(body, sections=["changes"])


@pytest.fixture
def urgent(draft, democratic_services):
    """The draft with its reason for urgency on the first page."""
    actions.give_urgency(draft, by=democratic_services, at=TOO_LATE, **GIVEN)
    return draw(draft, TOO_LATE)


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


def text(answer):
    return " ".join(answer.content.decode().split()).replace("&#x27;", "'")


def test_on_the_last_day_nothing_is_asked(draft, publish):
    report = publish(draft, at=LAST_MINUTE)
    assert (report.state, report.after_deadline, report.urgency) == ("published", False, "")


def test_a_day_later_it_is_refused_without_a_reason(draft, publish):
    with pytest.raises(ValidationError, match="Give the reason for urgency"):
        publish(draft, at=TOO_LATE)
    assert Report.objects.get().state == "draft"


@pytest.mark.parametrize("missing", GIVEN)
def test_both_the_reason_and_who_gave_it_are_required(draft, democratic_services, missing):
    with pytest.raises(ValidationError) as refused:
        given = {**GIVEN, missing: "  "}
        actions.give_urgency(draft, by=democratic_services, at=TOO_LATE, **given)
    assert set(refused.value.message_dict) == {missing}


def test_a_report_that_is_in_time_takes_no_reason(draft, democratic_services):
    with pytest.raises(ValidationError, match="This report is in time"):
        actions.give_urgency(draft, by=democratic_services, at=LAST_MINUTE, **GIVEN)


def test_both_are_printed_on_the_first_page_of_the_same_position(draft, urgent):
    first = render_html(urgent.content).partition("<nav")[0]
    assert WHO in first and "The inspector" in first
    assert urgent.content["sections"] == draft.content["sections"]
    assert urgent.content["heading"]["position_as_at"] == draft.content["heading"]["position_as_at"]
    assert urgent.pdf_sha256 != draft.pdf_sha256


@pytest.mark.once
def test_with_both_it_is_published_as_late_and_the_record_keeps_them(urgent, publish):
    report = publish(urgent, at=TOO_LATE)
    assert (report.after_deadline, report.urgency, report.urgency_given_by) == (True, WHY, WHO)
    event = AuditEvent.objects.get(verb="gave the reason for urgency of")
    assert [change["now"] for change in event.changes] == [WHY, WHO]
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(urgency_given_by="Nobody")


def test_the_database_takes_no_late_report_without_both(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=draft.pk).update(after_deadline=True, urgency=WHY)


def test_both_are_public(client, urgent, publish):
    publish(urgent, at=TOO_LATE)
    for address in PUBLIC, "/published/":
        page = text(client.get(address))
        assert WHY in page and f"Reason for urgency, given by {WHO}" in page


def test_a_correction_of_a_late_report_carries_the_reason_and_asks_for_none(
    urgent, publish, correct
):
    second = publish(correct(publish(urgent, at=TOO_LATE), noon(2012, 3, 29)), at=noon(2012, 3, 29))
    assert (second.after_deadline, second.urgency) == (True, WHY)
    assert second.content["heading"]["urgency"] == {"reason": WHY, "given_by": WHO}


def test_a_correction_of_a_report_that_was_in_time_is_not_late(published, publish, correct):
    second = publish(correct(published, noon(2012, 5, 1)), at=noon(2012, 5, 1))
    assert (second.state, second.after_deadline) == ("published", False)


def test_a_closed_day_proclaimed_later_makes_no_published_report_late(
    client, officer, draft, publish, body, democratic_services
):
    """It was published on the last day, 27 March; with the closed day that was the 26th."""
    report = publish(draft, at=LAST_MINUTE)
    by = {"programme": body.programme, "by": democratic_services, "at": TOO_LATE}
    add_closed_day(**by, body=body, on=date(2012, 3, 30), reason="Day of mourning")
    report.refresh_from_db()
    assert report.misses_deadline_on(timezone.localdate(LAST_MINUTE))
    assert report.after_deadline is False
    own = officer.get(f"{LIST}{report.pk}/")
    for page in client.get(PUBLIC), client.get("/published/"), own:
        assert "latest publication date" not in text(page) and "urgency" not in text(page)


# --- In the browser -------------------------------------------------------------------------------


def test_an_officer_gives_the_reason_looks_at_it_and_publishes(officer, draft):
    address = f"{LIST}{draft.pk}/publish/"
    asked = officer.get(address)
    assert "Reason for urgency" in text(asked) and "Who gave the reason" in text(asked)
    sent = {"sha256": draft.pdf_sha256, **GIVEN}
    assert "It is drawn up again" in text(officer.post(address, sent, follow=True))
    urgent = drawing.draw(draft.pk, timezone.now)
    form = officer.get(address).context["form"]
    assert {name: form.initial[name] for name in GIVEN} == GIVEN
    answer = officer.post(address, {"sha256": urgent.pdf_sha256, **GIVEN}, follow=True)
    assert "Published." in text(answer) and WHY in text(answer) and WHO in text(answer)
    assert Report.objects.get().after_deadline


@pytest.mark.parametrize("missing", GIVEN)
def test_the_form_requires_both(officer, draft, missing):
    sent = {"sha256": draft.pdf_sha256, **GIVEN, missing: ""}
    answer = officer.post(f"{LIST}{draft.pk}/publish/", sent)
    assert "There is a problem" in text(answer) and missing in answer.context["form"].errors
    assert Report.objects.get().state == "draft"


def test_another_reason_is_printed_before_it_is_published(officer, urgent):
    sent = {"sha256": urgent.pdf_sha256, **GIVEN, "urgency": "Another one"}
    officer.post(f"{LIST}{urgent.pk}/publish/", sent)
    report = Report.objects.get()
    assert (report.state, report.urgency) == ("due", "Another one")


# --- Names ----------------------------------------------------------------------------------------


def test_what_is_published_keeps_its_title_and_body_whatever_they_are_called_later(
    client, officer, published, body
):
    ReportDefinition.objects.update(title="Another title altogether")
    type(body).objects.filter(pk=body.pk).update(name="Another body altogether")
    own = [
        f"{LIST}{published.pk}/",
        f"/programmes/shared-management/meetings/{published.meeting_id}/",
    ]
    for page in [client.get("/published/"), client.get(PUBLIC), *map(officer.get, own)]:
        assert "Programme management report" in text(page)
        assert "Another title altogether" not in text(page)
    register, page = (text(client.get(where)) for where in ("/published/", PUBLIC))
    assert "Joint committee" in register and "Another body" not in register
    assert page.count("Another body") == 1
    assert "Joint committee is now called Another body altogether." in page


@pytest.mark.each
def test_before_it_is_drawn_up_a_report_has_the_definitions_title(officer, due):
    ReportDefinition.objects.update(title="Renamed in time")
    assert "Renamed in time" in text(officer.get(f"{LIST}{due.pk}/"))
    report = draw(due, DRAFT_MOMENT)
    assert (report.printed_title, report.printed_body) == ("Renamed in time", "Joint committee")


# --- By the rules of the body ---------------------------------------------------------------------

CIRCUMSTANCES = {"urgency": WHY, "urgency_given_by": WHO}
ON = date(2012, 3, 27)


@pytest.fixture
def two_days_late():
    """Two days after the latest publication date, for browsers too."""
    with time_machine.travel(noon(2012, 3, 29), tick=False):
        yield


def follow(body, regime):
    type(body).objects.filter(pk=body.pk).update(regime=regime)


def sent(draft, **values):
    return {"sha256": draft.pdf_sha256, **CIRCUMSTANCES, **values}


@pytest.mark.parametrize("regime", ["council", "executive"])
def test_a_body_with_rules_wants_to_know_when(draft, body, democratic_services, regime):
    follow(body, regime)
    kind = {"council": "chair", "executive": "special_urgency"}[regime]
    with pytest.raises(ValidationError) as refused:
        by = {"by": democratic_services, "at": TOO_LATE, "urgency_kind": kind}
        actions.give_urgency(draft, **by, **CIRCUMSTANCES)
    assert set(refused.value.message_dict) == {"urgency_given_on"}


@pytest.mark.parametrize(
    ("regime", "kind", "said"),
    [
        ("executive", "chair", "is an executive: the opinion of a chair makes nothing urgent"),
        ("executive", None, "Choose general exception or special urgency"),
        ("council", "special_urgency", "only the opinion of its chair"),
        ("neither", "chair", "Joint committee follows neither rules on access: say the reason"),
        ("", "general_exception", "Say first on the page of Joint committee"),
    ],
)
def test_what_is_not_the_bodys_is_refused(draft, body, democratic_services, regime, kind, said):
    follow(body, regime)
    given = {**CIRCUMSTANCES, "urgency_kind": kind, "urgency_given_on": ON}
    with pytest.raises(ValidationError, match=said):
        actions.give_urgency(draft, by=democratic_services, at=TOO_LATE, **given)


@pytest.mark.parametrize(
    ("regime", "kind"), [("council", "chair"), ("executive", "special_urgency")]
)
def test_nothing_becomes_urgent_after_the_meeting(draft, body, democratic_services, regime, kind):
    follow(body, regime)
    on = draft.meeting.on + timedelta(days=1)
    given = {**CIRCUMSTANCES, "urgency_kind": kind, "urgency_given_on": on}
    late = {"by": democratic_services, "at": noon(on.year, on.month, on.day + 1)}
    with pytest.raises(ValidationError, match="The meeting was on .* on that day at the latest"):
        actions.give_urgency(draft, **late, **given)


def test_the_opinion_of_the_chair_is_printed_published_and_public(
    client, officer, draft, body, two_days_late
):
    follow(body, "council")
    address = f"{LIST}{draft.pk}/publish/"
    asked = text(officer.get(address))
    assert "Special circumstances" in asked and "Chair whose opinion it is" in asked
    on = {"urgency_given_on": "27 March 2012"}
    assert "drawn up again" in text(officer.post(address, sent(draft, **on), follow=True))
    urgent = drawing.draw(draft.pk, timezone.now)
    opinion = f"{WHO} was of the opinion on 27 March 2012 that this item is urgent by reason of"
    assert opinion in " ".join(render_html(urgent.content).partition("<nav")[0].split())
    officer.post(address, sent(urgent, **on))
    report = Report.objects.get()
    assert (report.state, report.urgency_kind) == ("published", "chair")
    for page in PUBLIC, "/published/":
        assert f"{opinion} special circumstances: {WHY}" in text(client.get(page))
    event = AuditEvent.objects.get(verb="gave the reason for urgency of")
    assert [change["now"] for change in event.changes] == [
        WHY,
        WHO,
        "Opinion of the chair",
        "27 March 2012",
    ]


@pytest.mark.parametrize("field", ["urgency", "urgency_given_by", "urgency_given_on"])
def test_who_when_and_why_are_asked_of_the_chair(officer, draft, body, two_days_late, field):
    follow(body, "council")
    values = {"urgency_given_on": "27 March 2012"} | {field: ""}
    page = officer.post(f"{LIST}{draft.pk}/publish/", sent(draft, **values))
    assert set(page.context["form"].errors) == {field}


def test_the_chair_was_not_of_an_opinion_tomorrow(officer, draft, body, two_days_late):
    follow(body, "council")
    page = officer.post(f"{LIST}{draft.pk}/publish/", sent(draft, urgency_given_on="30 March 2012"))
    assert set(page.context["form"].errors) == {"urgency_given_on"}


def test_an_executive_says_by_what_and_with_whose_agreement(
    client, officer, draft, body, two_days_late
):
    follow(body, "executive")
    address = f"{LIST}{draft.pk}/publish/"
    asked = text(officer.get(address))
    assert "General exception" in asked and "Special urgency" in asked
    agreed = {"urgency_kind": "special_urgency", "urgency_given_on": "27 March 2012"}
    officer.post(address, sent(draft, **agreed))
    urgent = drawing.draw(draft.pk, timezone.now)
    officer.post(address, sent(urgent, **agreed))
    agreement = f"Special urgency (SI 2012/2089, regulation 11). {WHO} agreed on 27 March 2012"
    assert agreement in text(client.get(PUBLIC))


@pytest.mark.parametrize(("on", "passes"), [(date(2012, 3, 27), True), (date(2012, 3, 28), False)])
def test_a_general_exception_needs_five_clear_days(draft, body, democratic_services, on, passes):
    """Those of the meeting of 4 April: 28, 29, 30 March, 2 and 3 April."""
    follow(body, "executive")
    given = {**CIRCUMSTANCES, "urgency_kind": "general_exception", "urgency_given_on": on}
    by = {"by": democratic_services, "at": noon(2012, 3, 29)}
    if passes:
        actions.give_urgency(draft, **by, **given)
        assert Report.objects.get().urgency_opening.startswith("General exception")
    else:
        with pytest.raises(ValidationError, match="had to be told by 27 March 2012"):
            actions.give_urgency(draft, **by, **given)


def test_a_body_that_states_its_rules_later_is_asked_again(urgent, body, publish):
    follow(body, "executive")
    with pytest.raises(ValidationError, match="is an executive"):
        publish(urgent, at=TOO_LATE)


def test_the_database_keeps_the_day_of_a_kind_and_what_was_published(draft, body, publish, urgent):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=urgent.pk).update(urgency_kind="chair")
    report = publish(urgent, at=TOO_LATE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(urgency_given_on=ON)


def test_a_correction_carries_the_opinion_of_the_chair(
    draft, body, publish, correct, democratic_services
):
    follow(body, "council")
    given = {**CIRCUMSTANCES, "urgency_given_on": ON}
    actions.give_urgency(draft, by=democratic_services, at=TOO_LATE, **given)
    first = publish(drawing.draw(draft.pk, lambda: TOO_LATE), at=TOO_LATE)
    second = publish(correct(first, noon(2012, 3, 29)), at=noon(2012, 3, 29))
    assert second.urgency_opening == first.urgency_opening
    assert second.content["heading"]["urgency"]["opening"] == first.urgency_opening
