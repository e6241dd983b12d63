"""A paper that was withdrawn: of its words, its attached document, its second language and the
drafts that were cleared, nothing comes out.
"""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse

from outbox import actions as outbox
from outbox.models import Mail
from papers import actions as papers
from papers.setting_languages import set_languages
from programme.models import Upload
from programme.uploads import stored_name
from reports import actions, schedule
from reports.models import ClearedDraft, Report, Withdrawal
from reports.telling import tell_asked, tell_published
from tests import pdfs
from tests.factories import noon
from tests.papers.attached import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import DRAWN, LATER, LEGAL, draw
from tests.papers.conftest import WRITTEN
from tests.reading import words

WITHDRAWN = noon(2012, 4, 11)
MARKS = ("Zebediah", "Quillfeather", "4,711", "4711", "Cyfrinach", "Penaethiaid")
PAPER = "/published/scrutiny/2012-04-04/cover/"
OPEN = [
    *("/published/", "/published/?q=zebediah", "/published/feed.atom"),
    *("/published/scrutiny/feed.atom", "/published/scrutiny/calendar.ics"),
    "/published/scrutiny/2012-04-04/",
    *(f"{PAPER}{end}" for end in ("", "v1/", "v1/proof/", "v1/in/cy/", "v1/attached/1/")),
    *(f"{PAPER}v1{end}" for end in (".pdf", ".docx", ".json", "/in/cy.pdf", "/in/cy.docx")),
]


@pytest.fixture
def marked(paper, write, recommend, part, risk, programme_manager, attach):
    """A paper full of marker words in both languages, with a document attached."""
    who = {"by": programme_manager, "at": WRITTEN}
    set_languages(paper, language="en", second="written", **who)
    said = {"title": "On Zebediah Quillfeather", "second_title": "Cyfrinach"}
    papers.title_paper(paper, **said, **who)
    recommend("To pay Quillfeather £4,711.", second_text="Penaethiaid: £4,711.")
    papers.say_recommended(part("recommended"), second_heading="Argymhellion", state="done", **who)
    second = {"second_heading": "Cefndir", "second_text": "1. Cyfrinach Zebediah."}
    write("background", "1. Zebediah left.", state="done", **second)
    attach("Letter of Zebediah", content=pdfs.whole(words="Quillfeather"), name="Zebediah.pdf")
    return paper


@pytest.fixture
def published(definition, marked, publish, ask):
    [report] = schedule.raise_due(DRAWN)
    draft = draw(report, DRAWN)
    ask(draft, also=LEGAL)
    asked = draft.clearances.get()
    actions.withdraw_clearance(asked, by=asked.recorded_by, at=DRAWN, why="Not needed")
    return publish(draft)


@pytest.fixture
def withdraw(legal_officer, democratic_services, django_capture_on_commit_callbacks):
    """A function that withdraws a report, by two people."""

    def step(report, disposal="seal"):
        why = {"reason": "It named somebody", "disposal": disposal}
        asked = actions.ask_withdrawal(report, by=legal_officer, at=WITHDRAWN, **why)
        with django_capture_on_commit_callbacks(execute=True):
            return actions.confirm_withdrawal(asked, by=democratic_services, at=WITHDRAWN)

    return step


def found_in(client, address):
    answer = client.get(address, follow=True)
    assert answer.status_code in (200, 410)
    return [mark for mark in MARKS if mark in answer.content.decode("utf-8", "replace")]


@pytest.mark.once
def test_the_marks_can_be_found_before(client, published):
    assert found_in(client, PAPER) and found_in(client, f"{PAPER}v1/in/cy/")
    assert found_in(client, "/published/") and found_in(client, "/published/feed.atom")
    assert PAPER in client.get("/published/", {"q": "zebediah 4,711"}).content.decode()


@pytest.mark.once
def test_nothing_of_it_is_open_to_everyone(client, published, withdraw):
    withdraw(published)
    assert [one for one in OPEN if found_in(client, one)] == []


def test_nobody_in_the_programme_reads_it(everyone, signed_in, published, withdraw):
    withdraw(published)
    where = [published.definition.programme.slug, published.pk]
    pages = [reverse(f"reports:{name}", args=where) for name in ("detail", "proof", "pdf", "json")]
    pages += [
        reverse("reports:list", args=where[:1]),
        reverse("reports:attached", args=[*where, 1]),
    ]
    pages += [reverse(f"reports:{name}", args=[*where, "cy"]) for name in ("in_language", "pdf_in")]
    for user in everyone.values():
        client = signed_in(user)
        for address in pages:
            answer = client.get(address)
            text = answer.content.decode("utf-8", "replace")
            assert answer.status_code in (200, 410)
            assert [mark for mark in MARKS if mark in text] == []


@pytest.mark.once
def test_the_attached_file_is_held_wherever_it_is_asked_for(
    manager, published, withdraw, marked, at
):
    withdraw(published)
    upload = Upload.objects.get()
    assert (upload.state, upload.is_handed_out) == ("withdrawn", False)
    assert not default_storage.exists(stored_name(upload.sha256))
    answer = manager.get(at("attached_file", marked.attached.get().pk))
    assert answer.status_code == 403 and "Withdrawn with the paper" in answer.content.decode()


@pytest.mark.once
def test_a_file_of_another_paper_as_well_stays(published, withdraw):
    """Version 2 has the same document: it is withdrawn with the last version that has it."""
    new = actions.correct_report(
        published, by=published.published_by, at=noon(2012, 3, 26), reason="A slip"
    )
    draft = draw(new, noon(2012, 3, 26))
    second = actions.publish_report(
        draft, by=published.published_by, at=noon(2012, 3, 27), sha256=draft.pdf_sha256
    )
    withdraw(Report.objects.get(version=1))
    assert Upload.objects.get().is_handed_out
    withdraw(second)
    assert not Upload.objects.get().is_handed_out and Withdrawal.objects.count() == 2


@pytest.mark.once
def test_drafts_that_were_cleared_are_emptied_and_keep_their_fingerprint(published, withdraw):
    before = ClearedDraft.objects.get()
    assert "Zebediah" in json.dumps(before.content)
    withdraw(published)
    after = ClearedDraft.objects.get()
    assert (after.content, after.fingerprint) == ({}, before.fingerprint)


def test_who_clears_the_next_version_is_shown_nothing_of_earlier_drafts(
    published, withdraw, ask, clear, legal_officer, signed_in
):
    officer = published.published_by
    new = actions.correct_report(published, by=officer, at=noon(2012, 3, 26), reason="A slip")
    draft = draw(new, noon(2012, 3, 26))
    ask(draft, also=LEGAL)
    clear(draft, "Legal", legal_officer, at=noon(2012, 3, 27))
    withdraw(published)
    draft = draw(draft, noon(2012, 4, 12))
    clearance = draft.clearances.get(ended_at=None)
    where = [draft.definition.programme.slug, clearance.pk]
    page = signed_in(legal_officer).get(reverse("reports:clearance", args=where))
    assert page.status_code == 200 and page.context["changes"] == []


def test_mails_that_have_not_left_stay_here(settings, published, withdraw, programme):
    settings.EMAIL_HOST = "mail.example.org"
    tell_published(published, by=published.published_by, at=WITHDRAWN)
    waiting = Mail.objects.filter(subject__contains="Zebediah", state="waiting")
    assert waiting.exists()
    withdraw(published)
    assert not waiting.exists()
    assert Mail.objects.filter(said="The report was withdrawn.").exists()


@pytest.mark.once
def test_no_page_of_mails_names_it_and_none_of_it_is_sent_again(
    settings, published, withdraw, committee_member, administrator, democratic_services, signed_in
):
    settings.EMAIL_HOST = "mail.example.org"
    tell_published(published, by=published.published_by, at=WITHDRAWN)
    tell_asked(published.clearances.get(), at=WITHDRAWN)
    lost, slug = committee_member.mails.last(), published.definition.programme.slug
    Mail.objects.filter(pk=lost.pk).update(state="refused", said="550 No such user")
    again = reverse("outbox:again", args=[slug, lost.pk])
    assert "Zebediah" in words(signed_in(committee_member).get("/outbox/"))
    withdraw(published)
    assert not Mail.objects.filter(state="waiting").exists()
    for person, page in (
        (committee_member, "/outbox/"),
        (democratic_services, "/outbox/"),
        (administrator, reverse("outbox:log", args=[slug])),
        (administrator, again),
    ):
        shown = words(signed_in(person).get(page))
        assert "Zebediah" not in shown and "About a report that was withdrawn" in shown
    with pytest.raises(ValidationError, match="was withdrawn"):
        outbox.send_again(lost, by=administrator, at=WITHDRAWN)


@pytest.mark.once
def test_words_in_which_it_was_cleared_are_told_nobody(
    definition, marked, ask, clear, legal_officer, democratic_services, publish, withdraw, manager
):
    [report] = schedule.raise_due(DRAWN)
    ask(draw(report, DRAWN), also=LEGAL)
    clear(report, "Legal", legal_officer, answer="condition", words="Without Quillfeather")
    how = {"by": democratic_services, "at": LATER, "how": "Left out"}
    actions.meet_condition(report.clearances.get(), **how)
    report.refresh_from_db()
    published = publish(draw(report, LATER), at=LATER)
    page = reverse("reports:detail", args=[published.definition.programme.slug, published.pk])
    assert "Without Quillfeather" in words(manager.get(page))
    withdraw(published)
    shown = words(manager.get(page))
    assert "Quillfeather" not in shown and "Cleared with a condition by Legal officer" in shown


@pytest.mark.each
@pytest.mark.parametrize("disposal", ["seal", "destroy"])
def test_the_database_keeps_it_in_one_place_or_nowhere(published, withdraw, disposal):
    withdraw(published, disposal)
    held = {}
    for table in "report", "cleareddraft", "publishedwords", "publishedfile", "sealed":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM reports_{table}")
            columns = [one[0] for one in cursor.description]
            rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
        held[table] = any(mark in str(rows) for mark in MARKS)
    assert [table for table, has in held.items() if has] == ["sealed"] * (disposal == "seal")
