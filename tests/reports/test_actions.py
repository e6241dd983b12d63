"""What people do with reports: define, draw again, publish, correct."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from programme.models import AuditEvent, ReportedPosition
from reports import actions, schedule, storage
from reports.models import Appearance, Report, ReportDefinition
from risks.actions import change_risk, close_risk, open_risk, set_bands
from tests.factories import BodyFactory, MeetingFactory, noon
from tests.reports.drawn import draw
from tests.reports.moments import DRAFT_MOMENT, PUBLICATION

pytestmark = pytest.mark.once

LATER = noon(2012, 3, 27)


def kept(report):
    """Everything that was frozen of a report: its file, its rows, and what stands beside them."""
    fresh = Report.objects.get(pk=report.pk)
    return (
        storage.read(fresh),
        fresh.content,
        fresh.pdf_sha256,
        fresh.position_at,
        fresh.published_at,
        fresh.version,
    )


# --- Define ---------------------------------------------------------------------------------------


def test_a_definition_keeps_its_sections_in_order(define, body):
    definition = define(body, sections=["risks", "changes"])
    assert ReportDefinition.objects.get().sections == ["risks", "changes"]
    event = AuditEvent.objects.get(verb="defined the report")
    assert event.subject_id == definition.pk
    assert {
        "field": "lead_days",
        "label": "Working days from draft to publication",
        "was": "",
        "now": "5",
    } in event.changes


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"sections": []}, "sections"),
        ({"sections": ["gossip"]}, "sections"),
        ({"lead_days": -1}, "lead_days"),
        ({"lead_days": 61}, "__all__"),
        ({"title": ""}, "title"),
        ({"title": "\u202egnihtyna"}, "title"),
        ({"kind": "gossip"}, "kind"),
    ],
)
@pytest.mark.each
def test_a_definition_that_makes_no_sense_is_refused(define, body, how, field):
    with pytest.raises(ValidationError) as refusal:
        define(body, **how)
    assert field in refusal.value.message_dict
    assert not ReportDefinition.objects.exists()


@pytest.mark.each
def test_a_body_gets_a_kind_once(definition, define):
    with pytest.raises(ValidationError, match="gets a report of this kind already"):
        define(definition.body)


@pytest.mark.each
def test_a_body_of_another_programme_is_refused(programme, democratic_services):
    with pytest.raises(ValidationError, match="Choose a body of this programme"):
        actions.define_report(
            programme=programme,
            by=democratic_services,
            at=LATER,
            body=BodyFactory(),
            kind="risk",
            title="Risks",
            sections=["risks"],
            lead_days=5,
        )


def change(definition, by, **new):
    values = {
        "title": definition.title,
        "sections": definition.sections,
        "lead_days": definition.lead_days,
        **new,
    }
    return actions.change_definition(definition, by=by, at=LATER, **values)


def test_a_changed_definition_tells_from_what_to_what(definition, democratic_services):
    change(definition, democratic_services, lead_days=12)
    (told,) = AuditEvent.objects.get(verb="changed the report").changes
    assert (told["was"], told["now"]) == ("5", "12")


@pytest.mark.each
def test_an_unchanged_definition_tells_nothing(definition, democratic_services):
    change(definition, democratic_services)
    assert not AuditEvent.objects.filter(verb="changed the report").exists()


def test_a_draft_keeps_the_sections_with_which_it_was_drawn(draft, democratic_services):
    change(draft.definition, democratic_services, sections=["risks"])
    draft.refresh_from_db()
    assert [section["key"] for section in draft.content["sections"]] == ["changes", "risks"]


# --- Draw again -----------------------------------------------------------------------------------


def test_a_draft_drawn_again_is_as_at_now_and_the_old_one_is_given_up(
    draft, register, programme_manager
):
    change_risk(register[0], by=programme_manager, at=noon(2012, 3, 21), title="A partner has left")
    waiting = actions.draw_again(draft, by=programme_manager, at=LATER, why="R1 has changed")
    assert (waiting.state, waiting.content, waiting.pdf_sha256, waiting.position_at) == (
        "due",
        None,
        "",
        LATER,
    )
    again = draw(draft, LATER)
    assert again.content["sections"][1]["rows"][0]["title"] == "A partner has left"
    assert again.pdf_sha256 != draft.pdf_sha256
    assert AuditEvent.objects.get(verb="asked to draw up again").reason == "R1 has changed"


@pytest.mark.parametrize("state", ["due", "published"])
def test_only_a_draft_or_a_failed_run_is_drawn_again(request, state, programme_manager):
    with pytest.raises(ValidationError, match=f"This report is {state}"):
        actions.draw_again(request.getfixturevalue(state), by=programme_manager, at=LATER)


def test_nothing_is_drawn_or_published_for_a_cancelled_meeting(
    draft, meeting, programme_manager, publish
):
    type(meeting).objects.filter(pk=meeting.pk).update(cancelled_at=LATER)
    with pytest.raises(ValidationError, match="meeting is cancelled"):
        actions.draw_again(draft, by=programme_manager, at=LATER)
    with pytest.raises(ValidationError, match="meeting is cancelled"):
        publish(draft)


# --- Publish --------------------------------------------------------------------------------------


def test_publishing_freezes_who_when_and_what(draft, publish, democratic_services):
    published = publish(draft)
    assert (published.state, published.published_at) == ("published", PUBLICATION)
    assert (published.published_by, published.published_by_name) == (
        democratic_services,
        "Democratic services officer",
    )
    event = AuditEvent.objects.get(verb="published")
    assert [one["now"] for one in event.changes] == [draft.pdf_sha256, draft.docx_sha256]


def test_publishing_notes_the_position_and_the_rows_that_it_showed(published):
    assert [position.at for position in ReportedPosition.objects.all()] == [DRAFT_MOMENT]
    assert set(Appearance.objects.values_list("log", "reference")) == {
        ("risks", "R1"),
        ("risks", "R2"),
    }


def test_where_a_row_appeared_is_kept(published):
    for sql in ("UPDATE reports_appearance SET reference = 'R9'", "DELETE FROM reports_appearance"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert set(Appearance.objects.values_list("reference", flat=True)) == {"R1", "R2"}


def test_a_draft_drawn_anew_since_it_was_looked_at_is_not_published(
    draft, register, programme_manager, democratic_services
):
    change_risk(register[0], by=programme_manager, at=noon(2012, 3, 21), title="A partner has left")
    actions.draw_again(draft, by=programme_manager, at=LATER)
    draw(draft, LATER)
    with pytest.raises(ValidationError, match="drawn anew since you looked at it"):
        actions.publish_report(draft, by=democratic_services, at=LATER, sha256=draft.pdf_sha256)
    assert Report.objects.get().state == "draft"


def test_what_is_published_already_is_not_published_again(published, publish):
    with pytest.raises(ValidationError, match="Only a draft can be published; this is published"):
        publish(published)
    assert ReportedPosition.objects.count() == 1


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_draft_whose_file_was_changed_is_not_published(draft, publish, kind):
    name = getattr(draft, f"{kind}_name")
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"Something else"))
    with pytest.raises(ValidationError, match="stored file is not the one"):
        publish(draft)
    assert Report.objects.get().state == "draft"


def test_nothing_that_people_do_later_changes_what_was_published(
    published, register, programme_manager, administrator
):
    before = kept(published)
    by = {"by": programme_manager, "at": LATER}
    change_risk(register[0], **by, title="A partner has left", owner="Somebody new")
    close_risk(open_risk(register[1], **by), **by, why="It is over")
    bands = {
        "red_from": 20,
        "red_to": 25,
        "amber_from": 10,
        "amber_to": 19,
        "green_from": 1,
        "green_to": 9,
    }
    set_bands(
        programme=published.definition.programme, **by, applies_from=date(2012, 3, 21), **bands
    )
    assert kept(published) == before
    assert published.content["sections"][1]["rows"][0]["band"]["key"] == "red"


# --- Correct --------------------------------------------------------------------------------------


def test_a_correction_is_a_new_version_that_supersedes(published, correct, publish):
    before = kept(published)
    draft = correct(published, LATER)
    assert Report.objects.get(pk=published.pk).state == "published"
    second = publish(draft, at=noon(2012, 3, 28))
    assert Report.objects.get(pk=published.pk).state == "superseded"
    assert (second.version, second.supersedes, second.position_at) == (2, published, DRAFT_MOMENT)
    heading = second.content["heading"]
    assert heading["supersedes"] == {"version": 1, "sha256": published.pdf_sha256}
    assert heading["reason"] == "The score of R1 was wrong"
    assert kept(published) == before


def test_a_correction_of_a_correction(published, correct, publish):
    second = publish(correct(published, LATER), at=LATER)
    third = publish(correct(second, noon(2012, 3, 29)), at=noon(2012, 3, 29))
    assert third.version == 3
    assert list(Report.objects.order_by("version").values_list("state", flat=True)) == [
        "superseded",
        "superseded",
        "published",
    ]


def test_one_correction_at_a_time(published, correct):
    correct(published, LATER)
    with pytest.raises(ValidationError, match="A new version is in the making already"):
        correct(published, LATER)


def test_a_correction_says_why(published, correct):
    with pytest.raises(ValidationError, match="Say what is corrected, and why"):
        correct(published, LATER, reason="  ")


@pytest.mark.parametrize("state", ["due", "draft", "broken"])
def test_only_what_is_published_can_be_corrected(request, state, correct):
    with pytest.raises(ValidationError, match="Only a published report can be corrected"):
        correct(request.getfixturevalue(state), LATER)


def test_the_next_meeting_is_reported_beside_a_correction(published, correct, body):
    """The correction is later than the next meeting's report: that one compares with version 1."""
    MeetingFactory(body=body, on=date(2012, 5, 2))
    correct(published, noon(2012, 5, 1))
    (due,) = schedule.raise_due(noon(2012, 4, 30))
    report = draw(due, noon(2012, 5, 1))
    assert report.content["heading"]["since"] == "2012-03-20T17:00:00+00:00"
