"""Pages of reports as officers use them: due, in the making, failed, published, defined."""

import hashlib
from datetime import date

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from reports import files
from reports.models import Report, ReportDefinition
from reports.pdf.stamp import stamped
from reports.word.document import render_docx
from reports.word.stamp import stamped as stamped_word
from tests.factories import BodyFactory, MeetingFactory, noon
from tests.reports.drawn import draw
from tests.reports.moments import DRAFT_MOMENT

pytestmark = pytest.mark.once

LIST = "/programmes/shared-management/reports/"


@pytest.fixture
def definition(body, define):
    return define(body, sections=["changes"])


@pytest.fixture
def officer(democratic_services, signed_in) -> Client:
    return signed_in(democratic_services)


def page_of(client, report, query=""):
    answer = client.get(f"{LIST}{report.pk}/{query}")
    assert answer.status_code == 200
    return answer


def text(answer):
    return " ".join(answer.content.decode().split())


# --- The list -------------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do_first(officer, programme):
    page = text(officer.get(LIST))
    assert (
        "No report is defined yet. Define one, and it is drawn up for every meeting of its body."
        in page
    )
    assert f'href="{LIST}define/"' in page


def test_the_list_says_what_is_due_what_is_published_and_what_each_body_gets(
    officer, published, body, due
):
    page = text(officer.get(LIST))
    assert "Due and in draft" in page and "Published" in page and "What each body gets" in page
    assert "5 working days before the latest publication date" in page
    assert "What changed since the last report" in page  # the section's title, not its key
    assert f'href="{LIST}{published.pk}.pdf">PDF, 1 page, ' in page


def test_the_list_costs_the_same_few_queries(
    officer, published, correct, publish, django_assert_max_num_queries
):
    with django_assert_max_num_queries(13) as before:
        officer.get(LIST)
    publish(correct(published, noon(2012, 3, 27)), at=noon(2012, 3, 27))
    with django_assert_max_num_queries(len(before)):
        officer.get(LIST)


def test_the_list_in_the_past_shows_what_was_published_by_then(
    officer, published, correct, publish
):
    publish(correct(published, noon(2012, 3, 28)), at=noon(2012, 3, 28))
    assert "No report was published yet" in text(officer.get(f"{LIST}?at=2012-03-25"))
    between = text(officer.get(f"{LIST}?at=2012-03-27"))
    assert "version 1" in between and "version 2" not in between and "Superseded" not in between
    after = text(officer.get(f"{LIST}?at=2012-03-29"))
    assert "version 2" in after and "Superseded" in after


def test_the_next_meetings_stand_on_top(officer, body):
    MeetingFactory(body=body, on=date(2040, 4, 4))
    page = text(officer.get(LIST))
    # Easter lies between.
    assert "Next meetings" in page and "4 April 2040" in page and "23 March 2040" in page


# --- In the making --------------------------------------------------------------------------------


def test_a_report_in_the_making_says_how_far_it_is_and_refreshes_by_itself(officer, due):
    Report.objects.filter(pk=due.pk).update(
        state="drafting", progress=42, progress_words="Laying out page 3"
    )
    answer = page_of(officer, due)
    assert answer["Refresh"] == "3"
    assert "42 per cent." in text(answer) and "Laying out page 3." in text(answer)


def test_refreshing_can_be_stopped(officer, due):
    answer = page_of(officer, due, "?still=1")
    assert "Refresh" not in answer and "Refresh this page by itself" in text(answer)


def test_a_draft_does_not_refresh(officer, draft):
    assert "Refresh" not in page_of(officer, draft)


def test_there_is_no_file_while_it_is_in_the_making(officer, due):
    for name in f"{due.pk}.pdf", f"{due.pk}.json", f"{due.pk}/changes.csv":
        assert officer.get(f"{LIST}{name}").status_code == 404


# --- Failed ---------------------------------------------------------------------------------------


def test_a_failed_run_says_why_and_is_run_again_from_the_browser(officer, broken, definition):
    page = text(page_of(officer, broken))
    assert "Drawing this report up failed." in page and "is not installed any more" in page
    assert f'href="{LIST}{broken.pk}/again/"' in page
    ReportDefinition.objects.update(sections=["changes"])
    answer = officer.post(f"{LIST}{broken.pk}/again/", {"why": "Repaired"}, follow=True)
    assert "A worker will draw it up" in text(answer) and answer["Refresh"] == "3"
    assert draw(broken, DRAFT_MOMENT).state == "draft"


# --- A draft and its publication ------------------------------------------------------------------


def test_a_draft_is_previewed_with_the_templates_of_the_pdf(officer, draft):
    page = text(page_of(officer, draft))
    assert '<article class="report">' in page and "This is the first report" in page
    assert f'href="{LIST}{draft.pk}/changes.csv"' in page


def test_a_late_draft_says_so(officer, draft):
    with time_machine.travel(noon(2012, 3, 29)):
        page = text(page_of(officer, draft))
    assert "The latest publication date was 27 March 2012, which passed 2 days ago." in page


def test_publishing_shows_what_will_be_frozen_and_who_will_see_it(officer, draft):
    page = text(officer.get(f"{LIST}{draft.pk}/publish/"))
    assert draft.pdf_sha256 in page and "20 March 2012 at 5.00pm" in page
    assert (
        "What changed since the last report: 0 rows" in page
        and "Everyone, without signing in" in page
    )


def test_an_officer_publishes(officer, draft, meeting):
    type(meeting).objects.filter(pk=meeting.pk).update(on=date(2040, 4, 4))  # in time
    page = officer.get(f"{LIST}{draft.pk}/publish/")
    sha256 = page.context["form"].initial["sha256"]
    answer = officer.post(f"{LIST}{draft.pk}/publish/", {"sha256": sha256}, follow=True)
    assert f"Published. SHA-256 {sha256}" in text(
        answer
    ) and "by Democratic services officer" in text(answer)
    assert Report.objects.get().state == "published"


@pytest.mark.parametrize("sha256", ["", "0" * 64, "<script>"])
def test_a_tampered_fingerprint_publishes_nothing(officer, draft, sha256):
    answer = officer.post(f"{LIST}{draft.pk}/publish/", {"sha256": sha256})
    assert answer.status_code == 200 and "There is a problem" in text(answer)
    assert Report.objects.get().state == "draft"


def test_a_step_that_is_not_possible_leads_back_to_the_report(officer, published, due):
    for step, url in [("Publish this report", "publish"), ("Draw it up again", "again")]:
        for answer in (
            officer.get(f"{LIST}{due.pk}/{url}/", follow=True),
            officer.post(f"{LIST}{due.pk}/{url}/", follow=True),
        ):
            assert answer.redirect_chain and f"{step}: not possible, it is published." in text(
                answer
            )


def test_a_report_for_a_cancelled_meeting_offers_nothing(officer, draft, meeting):
    type(meeting).objects.filter(pk=meeting.pk).update(cancelled_at=noon(2012, 3, 22))
    page = text(page_of(officer, draft))
    assert "/publish/" not in page and "/again/" not in page
    answer = officer.get(f"{LIST}{draft.pk}/publish/", follow=True)
    assert "not possible, its meeting is cancelled" in text(answer)


def test_a_draft_says_so_on_every_sheet_and_its_stored_file_does_not(officer, draft):
    page = page_of(officer, draft)
    assert "DRAFT" in text(page) and draft.pdf_sha256 not in text(page)
    answer = officer.get(f"{LIST}{draft.pk}.pdf")
    assert "-draft.pdf" in answer["Content-Disposition"]
    stored = default_storage.open(draft.pdf_name).read()
    assert answer.content == stamped(stored) != stored


def test_the_word_file_of_a_draft_says_so_too(officer, draft):
    assert f'href="{LIST}{draft.pk}.docx"' in text(page_of(officer, draft))
    answer = officer.get(f"{LIST}{draft.pk}.docx")
    assert answer["Content-Disposition"].endswith('-v1-draft.docx"')
    stored = default_storage.open(draft.docx_name).read()
    assert answer.content == stamped_word(stored) != stored


def test_a_report_that_is_drawn_up_has_no_word_file_yet(officer, due):
    assert ".docx" not in text(page_of(officer, due))
    assert officer.get(f"{LIST}{due.pk}.docx").status_code == 404


# --- Published ------------------------------------------------------------------------------------


def test_a_published_report_says_when_and_by_whom(officer, published):
    page = text(page_of(officer, published))
    assert "Published on 26 March 2012 at 12.00pm by Democratic services officer." in page
    assert f'href="{LIST}{published.pk}/correct/"' in page and "/publish/" not in page


def test_files_of_a_published_report(officer, published):
    pdf = officer.get(f"{LIST}{published.pk}.pdf")
    assert pdf.content == default_storage.open(published.pdf_name).read()
    word = officer.get(f"{LIST}{published.pk}.docx")
    assert word["Content-Type"] == files.WORD and word.content == render_docx(published.content)
    assert hashlib.sha256(word.content).hexdigest() in text(page_of(officer, published))
    assert officer.get(f"{LIST}{published.pk}.json").json() == published.content
    assert (
        officer.get(f"{LIST}{published.pk}/changes.csv")["Content-Type"]
        == "text/csv; charset=utf-8"
    )
    assert officer.get(f"{LIST}{published.pk}/gossip.csv").status_code == 404


def test_a_correction_needs_a_reason_and_becomes_a_new_version(officer, published):
    url = f"{LIST}{published.pk}/correct/"
    assert "Say what is corrected, and why." in text(officer.post(url, {"reason": ""}))
    answer = officer.post(url, {"reason": "A date was wrong"}, follow=True)
    assert "Version 2 begun." in text(answer) and answer["Refresh"] == "3"
    assert Report.objects.get(version=2).reason == "A date was wrong"


def test_all_versions_lead_to_each_other(officer, published, correct, publish):
    second = publish(correct(published, noon(2012, 3, 27)), at=noon(2012, 3, 28))
    assert f'href="{LIST}{second.pk}/">Version 2</a>, published' in text(
        page_of(officer, published)
    )
    assert f'href="{LIST}{published.pk}/">Version 1</a>, superseded' in text(
        page_of(officer, second)
    )


def test_a_changed_file_is_withheld_with_a_page_that_says_so(officer, published):
    default_storage.delete(published.pdf_name)
    default_storage.save(published.pdf_name, ContentFile(b"%PDF forged"))
    answer = officer.get(f"{LIST}{published.pk}.pdf")
    assert answer.status_code == 500 and "This file cannot be handed out" in text(answer)
    assert officer.get(f"{LIST}{published.pk}.json").status_code == 200


def test_a_changed_word_file_is_withheld_as_well(officer, published):
    default_storage.delete(published.docx_name)
    default_storage.save(published.docx_name, ContentFile(b"PK forged"))
    answer = officer.get(f"{LIST}{published.pk}.docx")
    assert answer.status_code == 500 and published.docx_sha256 in text(answer)
    assert officer.get(f"{LIST}{published.pk}.pdf").status_code == 200


def test_a_report_from_before_there_were_word_files_offers_none(officer, draft, publish):
    Report.objects.update(docx_name="", docx_sha256="", docx_bytes=None)
    published = publish(Report.objects.get())
    assert ".docx" not in page_of(officer, published).content.decode()
    assert officer.get(f"{LIST}{published.pk}.docx").status_code == 404


def test_scripts_in_texts_stay_text(officer, draft):
    Report.objects.filter(pk=draft.pk).update(state="failed", error="<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)" in text(page_of(officer, draft))


# --- Definitions ----------------------------------------------------------------------------------

FILLED = {
    "kind": "programme-management",
    "title": "Quarterly report",
    "lead_days": "12",
}


def test_an_officer_defines_a_report_that_starts_with_the_sections_of_its_kind(officer, body):
    answer = officer.post(
        f"{LIST}define/", {**FILLED, "kind": "risk", "body": body.pk}, follow=True
    )
    assert answer.redirect_chain and "Quarterly report to Joint committee saved." in text(answer)
    definition = ReportDefinition.objects.get()
    assert (definition.sections, definition.lead_days) == (["changes", "risks", "issues"], 12)
    assert [item["key"] for item in answer.context["items"]] == definition.sections


BAD_INPUT = [
    ({"lead_days": "-1"}, "Enter a whole number of working days from 0 to 60."),
    ({"lead_days": "61"}, "Enter a whole number of working days from 0 to 60."),
    ({"lead_days": "2.5"}, "Enter a whole number of working days from 0 to 60."),
    ({"lead_days": "x"}, "Enter a whole number of working days from 0 to 60."),
    ({"lead_days": ""}, "Enter a whole number of working days from 0 to 60."),
    ({"title": ""}, "Enter the title."),
    ({"title": "Long" * 40}, "at most 120 characters"),
    ({"title": "\u202egnihtyna"}, "There is a problem"),
    ({"kind": "gossip"}, "There is a problem"),
    ({"body": "999"}, "There is a problem"),
]


@pytest.mark.parametrize(("typed", "said"), BAD_INPUT)
def test_bad_input_is_named_and_what_was_typed_is_kept(officer, body, typed, said):
    answer = officer.post(f"{LIST}define/", {**FILLED, "body": body.pk, **typed})
    page = text(answer)
    assert answer.status_code == 200 and "There is a problem" in page and said in page
    assert not ReportDefinition.objects.exists()
    for name in "title", "lead_days":
        assert answer.context["form"][name].value() == {**FILLED, **typed}[name]


def test_a_body_of_another_programme_cannot_be_chosen(officer, programme):
    elsewhere = BodyFactory()
    assert elsewhere.name not in text(officer.get(f"{LIST}define/"))
    assert "There is a problem" in text(
        officer.post(f"{LIST}define/", {**FILLED, "body": elsewhere.pk})
    )
    assert not ReportDefinition.objects.exists()


def test_a_body_that_gets_this_kind_already_is_named(officer, definition, body):
    page = text(officer.post(f"{LIST}define/", {**FILLED, "body": body.pk}))
    assert "Joint committee gets a report of this kind already. Change that one." in page


def test_an_officer_changes_a_definition(officer, definition):
    officer.post(
        f"{LIST}definitions/{definition.pk}/",
        {"title": "New title", "lead_days": "0"},
    )
    definition.refresh_from_db()
    assert (definition.title, definition.sections, definition.lead_days) == (
        "New title",
        ["changes"],
        0,
    )
