"""Definitions that end, begin again, or are changed by two people; corrections given up."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent
from reports import actions, drawing, schedule
from reports.models import Report
from tests.factories import BodyFactory, MeetingFactory, noon
from tests.reading import errors, links, words

pytestmark = pytest.mark.once

LATER = noon(2012, 3, 27)


@pytest.fixture
def definition(programme, democratic_services):
    body = BodyFactory(programme=programme)
    MeetingFactory(body=body)
    return actions.define_report(
        programme=programme,
        by=democratic_services,
        at=noon(2012, 1, 9),
        body=body,
        kind="programme-management",
        title="Programme management report",
        sections=["risks"],
        lead_days=5,
    )


def test_no_report_is_drawn_up_once_it_has_ended(definition, democratic_services):
    actions.end_definition(
        definition, by=democratic_services, at=noon(2012, 2, 1), why="The committee was dissolved"
    )
    assert schedule.raise_due(LATER) == []


def test_a_report_ends_once(definition, democratic_services):
    ended = actions.end_definition(definition, by=democratic_services, at=LATER, why="Dissolved")
    with pytest.raises(ValidationError, match="ended already"):
        actions.end_definition(ended, by=democratic_services, at=LATER, why="Again")


def test_a_report_that_had_ended_can_be_defined_again(definition, programme, democratic_services):
    actions.end_definition(definition, by=democratic_services, at=noon(2012, 2, 1), why="A mistake")
    again = actions.define_report(
        programme=programme,
        by=democratic_services,
        at=noon(2012, 2, 2),
        body=definition.body,
        kind="programme-management",
        title="Programme management report",
        sections=["risks"],
        lead_days=5,
    )
    assert again.pk == definition.pk and len(schedule.raise_due(LATER)) == 1


def test_the_end_of_a_report_is_taken_back_in_the_browser(
    definition, democratic_services, signed_in
):
    officer = signed_in(democratic_services)
    renew, reports = (
        reverse(f"reports:{name}", args=["shared-management", *args])
        for name, args in (("renew_definition", [definition.pk]), ("list", []))
    )
    assert officer.get(renew).url == reports and renew not in links(officer.get(reports))
    actions.end_definition(definition, by=democratic_services, at=noon(2012, 2, 1), why="A slip")
    assert renew in links(officer.get(reports))
    assert errors(officer.post(renew, {"why": ""})).keys() == {"why"}
    assert "is drawn up again" in words(officer.post(renew, {"why": "A slip"}, follow=True))
    assert len(schedule.raise_due(LATER)) == 1
    event = AuditEvent.objects.first()
    assert (event.verb, event.reason) == ("took back the end of the report", "A slip")


def test_the_officer_ends_it_in_the_browser_with_a_reason(
    definition, programme, democratic_services, signed_in
):
    client = signed_in(democratic_services)
    url = reverse("reports:end_definition", args=[programme.slug, definition.pk])
    assert "Say why" in client.post(url, {"why": ""}).content.decode()
    client.post(url, {"why": "The committee was dissolved"})
    definition.refresh_from_db()
    assert definition.retired_at


def test_a_meetings_page_says_when_its_report_will_be_drawn_up(
    definition, programme, democratic_services, signed_in
):
    meeting = definition.body.meetings.get()
    url = reverse("meeting", args=[programme.slug, meeting.pk])
    page = signed_in(democratic_services).get(f"{url}?at=2012-02-01").content.decode()
    assert "To be drawn up" in page and "20 March 2012 at 5.00pm" in page


# --- a correction that was begun by mistake


def discard(report, by, why="Begun by mistake"):
    return actions.discard_correction(report, by=by, at=noon(2012, 3, 29), why=why)


def test_a_correction_begun_by_mistake_is_discarded(published, correct, democratic_services):
    frozen = Report.objects.values().get(pk=published.pk)
    assert discard(correct(published, LATER), democratic_services) == published
    assert Report.objects.values().get() == frozen
    event = AuditEvent.objects.latest("pk")
    assert (event.verb, event.reference, event.reason) == (
        "discarded the correction:",
        "v2",
        "Begun by mistake",
    )


def test_after_a_discarded_correction_the_report_can_be_corrected_again(
    published, correct, publish, democratic_services
):
    discard(correct(published, LATER), democratic_services)
    assert publish(correct(published, noon(2012, 3, 30)), at=noon(2012, 3, 31)).version == 2


def test_a_first_version_and_a_published_one_are_not_discarded(
    draft, publish, correct, democratic_services
):
    with pytest.raises(ValidationError, match="Only a correction"):
        discard(draft, democratic_services)
    second = publish(correct(publish(draft), LATER), at=noon(2012, 3, 28))
    with pytest.raises(ValidationError, match="is published"):
        discard(second, democratic_services)


def test_a_correction_that_a_worker_has_is_not_discarded(published, democratic_services):
    new = actions.correct_report(published, by=democratic_services, at=LATER, reason="A date")
    drawing.claim(new.pk)
    with pytest.raises(ValidationError, match="being drawn up"):
        discard(new, democratic_services)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DEMOCRATIC_SERVICES])
def test_only_the_democratic_services_officer_discards(role, everyone, published, correct):
    with pytest.raises(NotPermitted):
        discard(correct(published, LATER), everyone[role])


def test_the_officer_discards_in_the_browser_with_a_reason(
    published, correct, programme, democratic_services, signed_in
):
    client, second = signed_in(democratic_services), correct(published, LATER)
    page = client.get(reverse("reports:detail", args=[programme.slug, second.pk])).content.decode()
    url = reverse("reports:discard", args=[programme.slug, second.pk])
    assert url in page
    assert "Say why" in client.post(url, {"why": ""}).content.decode()
    answer = client.post(url, {"why": "Begun by mistake"}, follow=True)
    assert (
        "The correction is discarded." in answer.content.decode()
        and answer.context["report"] == published
    )
    assert (
        url
        not in client.get(
            reverse("reports:detail", args=[programme.slug, published.pk])
        ).content.decode()
    )


# --- two people change one definition


@pytest.fixture
def two_browsers(definition, programme, democratic_services, programme_manager, signed_in):
    """Both have the form open; the programme manager has saved."""
    url = reverse("reports:redefine", args=[programme.slug, definition.pk])
    officer, manager = signed_in(democratic_services), signed_in(programme_manager)
    seen = officer.get(url).context["form"]["version"].value()
    typed = {"title": "Risks for members", "lead_days": "5", "version": seen}
    manager.post(url, {**typed, "title": "Risk report", "lead_days": "7"})
    return officer, url, typed


def test_a_save_over_a_newer_save_shows_both_versions(two_browsers, definition):
    officer, url, typed = two_browsers
    answer = officer.post(url, typed)
    both = {
        field["name"]: (field["yours"], field["theirs"])
        for field in answer.context["fields"]
        if not field["same"]
    }
    assert both == {"title": ("Risks for members", "Risk report"), "lead_days": ("5", "7")}
    definition.refresh_from_db()
    assert definition.title == "Risk report"


def test_choosing_between_both_versions_saves_the_choice(two_browsers, definition):
    officer, url, typed = two_browsers
    hidden = dict(officer.post(url, typed).context["hidden_inputs"])
    officer.post(url, {**hidden, "pick_title": "yours", "pick_lead_days": "theirs"})
    definition.refresh_from_db()
    assert (definition.title, definition.lead_days, definition.sections) == (
        "Risks for members",
        7,
        ["risks"],
    )
