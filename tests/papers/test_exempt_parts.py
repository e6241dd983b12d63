"""What of a paper is said to be exempt or confidential, and what that does before publication."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from outbox import morning
from outbox.models import Mail
from papers import deciding, exempting, waiting
from papers.models import Exemption
from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent, Body
from programme.position import Position
from recommendations.models import Recommendation
from reports import composition, schedule
from reports.cleared import changed_since
from reports.public_texts import words_of_pdf, words_of_word
from tests.factories import noon
from tests.papers.clearing import ANSWERED, DRAWN, LATER
from tests.papers.conftest import WRITTEN
from tests.papers.exempt import *  # noqa: F403  (its fixtures)
from tests.papers.exempt import REVIEW, WHY, draw, drawn_up
from tests.reading import errors, sent, words

pytestmark = pytest.mark.once

A_DAY = timedelta(days=1)


def test_a_part_is_exempt_under_a_paragraph(written, keep):
    row = keep()
    assert row.in_words == "Exempt, paragraph 3; review on 1 May 2027"
    assert row.title == "Lease of the depot, Cover report, Scrutiny committee on 4 April 2012"
    event = AuditEvent.objects.get(subject_type="papers.exemption")
    assert event.verb == "kept back" and "3" in [one["now"] for one in event.changes]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"paragraph": ""}, "Choose the paragraph that is relied on"),
        ({"paragraph": "12"}, "Paragraph 12 is not one of"),
        ({"why": " "}, "Say why the public interest"),
        ({"review_on": None}, "Enter the day on which this is looked at again"),
        ({"review_on": date(2012, 3, 1)}, "Enter a day after 5 March 2012"),
        ({"kind": "confidential"}, "Confidential information has no paragraph"),
        ({"key": "nowhere"}, "not in the paper any more"),
    ],
)
def test_what_does_not_fit_is_refused(written, keep, how, said):
    with pytest.raises(ValidationError, match=said):
        keep(**how)
    assert not Exemption.objects.exists()


def test_confidential_information_needs_neither_paragraph_nor_test(written, keep):
    row = keep(kind="confidential", paragraph="", why="", review_on=None)
    assert row.in_words == "Confidential" and row.printed()["words"] == ""


@pytest.mark.parametrize(("nation", "paragraph", "why"), [("WLS", "16", ""), ("SCT", "12", "")])
def test_each_nation_has_its_own_list_and_test(written, keep, body, nation, paragraph, why):
    Body.objects.filter(pk=body.pk).update(nation=nation)
    written.meeting.body.refresh_from_db()
    assert keep(paragraph=paragraph, why=why).paragraph == paragraph


@pytest.mark.parametrize("how", [{"regime": "neither"}, {"nation": "NIR"}])  # none there in 2012
def test_a_body_that_follows_no_rules_has_no_list(written, keep, body, how):
    Body.objects.filter(pk=body.pk).update(**how)
    written.meeting.body.refresh_from_db()
    with pytest.raises(ValidationError, match="No list of exempt information"):
        keep()


def test_only_those_say_it_who_may(written, scrutiny_officer):
    how = {"key": "lease", "kind": "confidential", "at": WRITTEN}
    with pytest.raises(NotPermitted, match="exempt or confidential"):
        exempting.keep_back(written, by=scrutiny_officer, **how)


def test_it_is_said_on_the_page_and_shown_among_the_tasks(written, manager, at):
    page = at("keep_back", written.pk, "lease")
    form = {**sent(manager.get(page)), "kind": "exempt", "review_on": "1 May 2027", "why": WHY}
    refused = manager.post(page, form)
    assert "Choose the paragraph" in words(refused)
    shown = manager.post(page, {**form, "paragraph": "3"}, follow=True)
    assert "Lease of the depot is kept back" in words(shown)
    tasks = words(manager.get(at("detail", written.pk)))
    assert "Done. Exempt, paragraph 3; review on 1 May 2027" in tasks


def test_a_change_says_so_and_lifting_needs_a_reason(written, keep, manager, at):
    row = keep()
    page = at("keep_back", written.pk, "lease")
    form = {**sent(manager.get(page)), "paragraph": "5"}
    manager.post(page, form)
    row.refresh_from_db()
    assert row.paragraph == "5" and row.version == 2
    lift = at("lift", row.pk)
    assert "why" in errors(manager.post(lift, {**sent(manager.get(lift)), "why": ""}))
    shown = manager.post(lift, {**sent(manager.get(lift)), "why": "Signed"}, follow=True)
    assert "kept back no more" in words(shown)
    assert exempting.exempt_at(written) == {}
    again = manager.get(lift, follow=True)
    assert "kept back no more" in words(again)


def test_it_is_known_as_at_a_moment(written, keep, democratic_services):
    row = keep(at=ANSWERED)
    assert exempting.exempt_at(written, DRAWN) == {}
    assert [*exempting.exempt_at(written, LATER)] == ["lease"]
    exempting.lift(row, by=democratic_services, at=LATER, why="Signed")
    assert [*exempting.exempt_at(written, ANSWERED)] == ["lease"]


def test_the_preview_marks_it_for_writers_and_leaves_it_out_for_others(
    secret, manager, scrutiny_officer, signed_in
):
    page = reverse("reports:preview", args=[secret.programme.slug, secret.pk])
    shown = words(manager.get(page))
    assert "Zebrafalcon" in shown and "This part is exempt: not for publication." in shown
    other = words(signed_in(scrutiny_officer).get(page))
    assert "Zebrafalcon" not in other and "is exempt and is not published" in other


def test_a_change_of_it_makes_a_clearance_void_and_is_told(
    secret, demand, ask, clear, legal_officer, keep, redraw, publish
):
    demand()
    [report] = schedule.raise_due(DRAWN)
    draft = draw(report, DRAWN)
    ask(draft)
    clear(draft, "Legal", legal_officer)
    then = draw(draft, ANSWERED).content
    keep(paragraph="5", at=ANSWERED)
    report = redraw(draft)
    [change] = changed_since(then, report.content)
    assert change["place"] == "Lease of the depot: kept from the public"
    assert "Paragraph 3" in change["was"] and "Paragraph 5" in change["now"]
    with pytest.raises(ValidationError, match="Not cleared yet"):
        publish(report)


def test_a_draft_from_before_it_was_said_is_not_published(
    blank, keep, publish, democratic_services
):
    keep("background", at=ANSWERED)
    with pytest.raises(ValidationError, match="otherwise since this draft was drawn: Background"):
        publish(blank)
    row = Exemption.objects.get(key="background")
    exempting.lift(row, by=democratic_services, at=LATER, why="No")
    assert publish(blank).is_frozen


def test_both_editions_number_all_alike(secret, definition, meeting):
    from reports.document import report_context
    from reports.editions import full_edition, public_edition

    content = composition.compose(definition, at=DRAWN, since=None, meeting=meeting)
    full, public = (
        [(one["number"], one["title"]) for one in report_context(edition(content))["shown"]]
        for edition in (full_edition, public_edition)
    )
    assert full == public and ("Appendix A", "Lease of the depot") in public


def test_the_resolution_is_recorded_with_its_minute(
    secret, democratic_services, signed_in, at, manager
):
    officer, page = signed_in(democratic_services), at("exclusion", secret.pk)
    form = {**sent(officer.get(page)), "exclusion": "That the public be excluded"}
    assert "Enter the minute" in words(officer.post(page, form))
    officer.post(page, {**form, "exclusion_minute": "Minute 9"})
    secret.refresh_from_db()
    assert (secret.exclusion, secret.exclusion_minute) == (
        "That the public be excluded",
        "Minute 9",
    )
    assert manager.get(page).status_code == 403
    assert "Minute 9" in words(manager.get(at("exempt", secret.pk)))
    assert REVIEW.isoformat() == exempting.exempt_at(secret)["lease"]["review_on"]


def test_the_history_tells_its_words_to_writers_alone(
    secret, write, manager, auditor, signed_in, programme
):
    write("lease", "1. Zebrafalcon has gone.", at=LATER)
    for page in (f"/programmes/{programme.slug}/history/", f"/programmes/{programme.slug}/"):
        assert "Zebrafalcon" not in words(signed_in(auditor).get(page)), page
    paper = reverse("papers:detail", args=[programme.slug, secret.pk])
    assert "Zebrafalcon" not in words(signed_in(auditor).get(paper))
    assert "Zebrafalcon" in words(manager.get(paper))


def test_a_recommendation_that_is_kept_back_is_named_nowhere_after_the_meeting(
    secret, keep, recommend, democratic_services, auditor, signed_in, programme
):
    keep("recommended")
    asked = recommend("To accept Zebrafalcon.", acts="Head of Grandiflora")
    how = {"by": democratic_services, "at": noon(2012, 4, 5), "minute": "Minute 3"}
    decision = deciding.record_decision(asked, outcome="agreed", **how)
    client, slug = signed_in(auditor), programme.slug
    meeting = reverse("meeting", args=[slug, secret.meeting_id])
    for page in (reverse("papers:decisions", args=[slug, secret.pk]), meeting):
        shown = words(client.get(page))
        assert "Zebrafalcon" not in shown and "keeps something from the public" in shown
    position = Position.as_at(programme, noon(2012, 5, 1))
    action = deciding.printed_action(decision, "Done.", position)
    assert action["text"] == deciding.IN_SECRET and action["acts"] == ""


def test_one_that_becomes_a_row_of_a_log_does_so_in_words_for_everybody(
    secret, keep, recommend, democratic_services, manager, programme
):
    keep("recommended")
    asked = recommend("To accept Zebrafalcon.", acts="Head of Grandiflora")
    how = {"by": democratic_services, "at": noon(2012, 4, 5), "minute": "Minute 3"}
    decision = deciding.record_decision(asked, outcome="agreed", **how)
    step = reverse("papers:make_row", args=[programme.slug, decision.pk])
    said = {**sent(manager.get(step)), "where": "recommendations new", "text": " "}
    assert "everybody may read" in errors(manager.post(step, said))["text"]
    manager.post(step, {**said, "text": "To let the depot."})
    row = Recommendation.objects.get()
    assert (row.text, row.owner) == ("To let the depot.", "")


def test_what_was_published_before_it_was_kept_back_is_pointed_out(
    written, keep, publish, manager, programme
):
    keep("lease")
    publish(drawn_up())
    page = reverse("papers:detail", args=[programme.slug, written.pk])
    assert "shows everybody" not in words(manager.get(page))
    keep("background", at=LATER)
    said = "Version 1 is published and shows everybody what is kept from the public by now: Backgr"
    assert said in words(manager.get(page))


def test_a_paragraph_of_another_list_holds_up_the_draft(secret, body, publish):
    Body.objects.filter(pk=body.pk).update(nation="WLS")
    with pytest.raises(ValidationError, match="Exempt under a paragraph that no list has"):
        publish(drawn_up())


def test_on_its_day_of_review_it_needs_those_who_say_what_is_exempt(
    keep, written, programme, legal_officer, auditor, signed_in
):
    row = keep()
    told = "Lease of the depot, Cover report, Scrutiny committee on 4 April 2012: kept from the"
    for on, needs in ((REVIEW - A_DAY, False), (REVIEW, True), (REVIEW + A_DAY, True)):
        with time_machine.travel(noon(on.year, on.month, on.day), tick=False):
            page = reverse("overview", args=[programme.slug])
            assert (told in words(signed_in(legal_officer).get(page))) == needs
            assert told not in words(signed_in(auditor).get(page))
    exempting.lift(row, by=legal_officer, at=LATER, why="Signed")
    assert waiting.needs(programme, REVIEW, {Role.LEGAL_OFFICER}) == []


def test_they_are_told_of_it_by_mail_once(
    keep, written, programme, legal_officer, auditor, democratic_services
):
    keep()
    morning.tell_of_the_morning(noon(2027, 4, 30))
    assert not Mail.objects.filter(subject__startswith="Review").exists()
    for on in 1, 2:
        morning.tell_of_the_morning(noon(2027, 5, on))
    found = Mail.objects.filter(subject__startswith="Review of what is kept from the public, Lease")
    people = {one.person.username for one in found}
    assert people == {"programme_manager", "legal_officer", "democratic_services"}
    assert found.count() == len(people) and found[0].lines[0]["path"].endswith("/exempt/")


@pytest.mark.parametrize("format", ["pdf", "docx", "html", "json"])
def test_the_command_writes_each_edition(secret, tmp_path, format):
    for edition, there in (("public", False), ("full", True)):
        output = tmp_path / f"{edition}.{format}"
        how = {"at": "2012-03-20", "format": format, "edition": edition, "output": output}
        call_command("render_report", secret.programme.slug, "cover", **how)
        text = words_of(output.read_bytes(), format)
        assert ("Zebrafalcon" in text) is there


def words_of(content, format):
    if format == "pdf":
        return " ".join(words_of_pdf(content))
    return words_of_word(content) if format == "docx" else content.decode()
