"""A published report is taken down: one person asks, another confirms; only that passes the
triggers.
"""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from closure.models import LegalHold
from closure.retention import redacting
from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent
from reports import actions, putting_away, schedule
from reports.extension import Reports
from reports.models import Report, Sealed, Withdrawal
from tests.closure.disposing import dispose
from tests.factories import noon
from tests.reading import links, sent, words
from tests.reports.moments import DRAFT_MOMENT
from tests.reports.test_public import REPORT

ASKED, CONFIRMED = noon(2012, 4, 10), noon(2012, 4, 11)
REASON = "It named a member of staff"
MAY = {Role.PROGRAMME_MANAGER, Role.LEGAL_OFFICER, Role.DEMOCRATIC_SERVICES}


@pytest.fixture
def asked(published, legal_officer):
    return actions.ask_withdrawal(published, by=legal_officer, at=ASKED, reason=REASON)


@pytest.fixture
def confirm(democratic_services, django_capture_on_commit_callbacks):
    """A function that confirms what was asked, files and all."""

    def step(asked, by=democratic_services, at=CONFIRMED):
        with django_capture_on_commit_callbacks(execute=True):
            return actions.confirm_withdrawal(asked, by=by, at=at)

    return step


@pytest.fixture
def withdrawn(asked, confirm):
    return confirm(asked).report


@pytest.fixture
def at(programme):
    return lambda name, thing: reverse(f"reports:{name}", args=[programme.slug, thing.pk])


def files():
    return {name: default_storage.exists(name) for name in stored()}


def stored():
    return [one.name for one in Report.objects.get(version=1).files.exclude(name="")]


# --- Two people -----------------------------------------------------------------------------------


@pytest.mark.once
def test_asking_changes_nothing(client, asked):
    assert client.get(REPORT).status_code == 200
    assert Report.objects.get().state == "published"
    assert AuditEvent.objects.latest("pk").reason == REASON


@pytest.mark.once
def test_whoever_asked_cannot_confirm(asked, legal_officer):
    with pytest.raises(ValidationError, match="somebody else has to confirm it"):
        actions.confirm_withdrawal(asked, by=legal_officer, at=CONFIRMED)
    assert Report.objects.get().state == "published"


def test_the_database_refuses_the_same_person_too(asked):
    with pytest.raises(DatabaseError), transaction.atomic():
        who = {"confirmed_by": asked.asked_by, "confirmed_by_name": "Somebody"}
        Withdrawal.objects.update(confirmed_at=CONFIRMED, **who)


@pytest.mark.once
def test_on_legal_hold_nothing_is_destroyed(published, legal_officer, democratic_services):
    how = {"reason": REASON, "disposal": "destroy"}
    asked = actions.ask_withdrawal(published, by=legal_officer, at=ASKED, **how)
    programme = published.definition.programme
    put = {"recorded_at": ASKED, "recorded_by_name": "Administrator", "reason": "A claim"}
    LegalHold.objects.create(programme=programme, kind="papers", **put)
    with pytest.raises(ValidationError, match="on legal hold since 10 April 2012"):
        actions.confirm_withdrawal(asked, by=democratic_services, at=CONFIRMED)
    assert Report.objects.get().state == "published"


@pytest.mark.once
def test_what_is_not_redacted_is_listed_with_why(published, correct, administrator, signed_in):
    programme = published.definition.programme
    assert redacting.reports_with(programme, "Nobody Known") == ([], [])
    new, browser = correct(published, ASKED), signed_in(administrator)
    url = reverse("closure:propose_redaction", args=[programme.slug])
    asked = {"name": "Savings come late", "reason": "Asked"}
    page = browser.post(url, {**sent(browser.get(url)), **asked}, follow=True)
    told = {one.title: one for one in page.context["tables"]}
    for title, report in (("Published papers", published), ("Drafts", new)):
        assert f"/{report.pk}/" in told[f"{title} that have the name"].rows[0][0]
    assert "provable" in words(page) and "drafted again on its own page" in words(page)
    stays = told["What else has the name and stays"].rows
    assert ("Published words", 1, redacting.WITH_PAPER) in stays


@pytest.mark.once
def test_it_is_asked_once(asked, published, democratic_services):
    who = {"by": democratic_services, "at": CONFIRMED}
    with pytest.raises(ValidationError, match="asked for that on 10 April 2012 already"):
        actions.ask_withdrawal(published, reason="Twice", **who)


@pytest.mark.once
def test_a_second_confirmation_is_told_of_the_first(asked, withdrawn, programme_manager):
    with pytest.raises(ValidationError, match="confirmed this on 11 April 2012"):
        actions.confirm_withdrawal(asked, by=programme_manager, at=CONFIRMED)


@pytest.mark.once
def test_what_was_taken_back_is_not_confirmed_and_can_be_asked_again(
    asked, published, legal_officer, democratic_services
):
    actions.take_back_withdrawal(asked, by=legal_officer, at=CONFIRMED, why="A mistake")
    with pytest.raises(ValidationError, match="took this back on 11 April 2012. A mistake"):
        actions.confirm_withdrawal(asked, by=democratic_services, at=CONFIRMED)
    assert Report.objects.get().state == "published"
    again = actions.ask_withdrawal(published, by=legal_officer, at=CONFIRMED, reason=REASON)
    assert again.is_waiting


@pytest.mark.once
@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_asked_for(published, legal_officer, reason):
    with pytest.raises(ValidationError, match="Say why"):
        actions.ask_withdrawal(published, by=legal_officer, at=ASKED, reason=reason)


@pytest.mark.once
def test_a_draft_is_not_withdrawn(draft, legal_officer):
    with pytest.raises(ValidationError, match="Only a published report"):
        actions.ask_withdrawal(draft, by=legal_officer, at=ASKED, reason=REASON)


@pytest.mark.once
def test_who_may(everyone, published, asked):
    refused = set()
    for role, user in everyone.items():
        steps = [
            lambda by: actions.ask_withdrawal(published, by=by, at=ASKED, reason=REASON),
            lambda by: actions.take_back_withdrawal(asked, by=by, at=ASKED, why=""),
            lambda by: actions.confirm_withdrawal(asked, by=by, at=ASKED),
        ]
        for step in steps if role not in MAY else ():
            with pytest.raises(NotPermitted):
                step(user)
            refused.add(role)
    assert refused == set(Role) - MAY


def test_what_was_sealed_goes_when_its_time_is_over(
    withdrawn, programme, client, django_capture_on_commit_callbacks
):
    sealed = [putting_away.sealed_name(name) for name in stored()]
    assert any(map(default_storage.exists, sealed)) and Sealed.objects.get().content
    with django_capture_on_commit_callbacks(execute=True):
        dispose(programme, "papers")
    assert not any(map(default_storage.exists, sealed)) and Sealed.objects.get().content == {}
    page, proof = client.get(REPORT), words(client.get(f"{REPORT}v1/proof/"))
    assert page.status_code == 410 and "Version 1 was disposed of." in words(page)
    assert REASON in proof and "Disposed of on" in proof
    assert REPORT not in links(client.get("/published/"))


# --- What becomes of it ---------------------------------------------------------------------------


@pytest.mark.once
def test_its_addresses_say_so_in_every_format(client, withdrawn):
    for end in "", "v1/", "v1.pdf", "v1.docx", "v1.json", "v1/attached/1/", "v1/in/cy/":
        answer = client.get(f"{REPORT}{end}")
        page = answer.content.decode()
        assert answer.status_code == 410
        assert REASON in page and "withdrawn" in page and "11 April 2012" in page
        assert "A partner leaves" not in page


@pytest.mark.once
def test_nothing_of_it_stands_in_lists(client, withdrawn):
    for address in (
        "/published/",
        "/published/?q=partner",
        "/published/feed.atom",
        "/published/joint-committee/feed.atom",
        "/published/joint-committee/calendar.ics",
        "/published/joint-committee/2012-04-04/",
    ):
        page = client.get(address).content.decode()
        assert "A partner leaves" not in page and "v1.pdf" not in page
    assert "No report was published yet" in client.get("/published/").content.decode()


def test_the_meeting_says_that_a_paper_was_withdrawn(client, withdrawn):
    page = client.get("/published/joint-committee/2012-04-04/").content.decode()
    assert "version 1</a> was withdrawn" in page and "No paper was published" not in page


@pytest.mark.once
def test_in_the_programme_nobody_reads_it_either(everyone, signed_in, withdrawn, at):
    for user in everyone.values():
        client = signed_in(user)
        page = client.get(at("detail", withdrawn)).content.decode()
        assert REASON in page and "A partner leaves" not in page
        assert "The latest publication date" not in page
        for name in "pdf", "docx", "json":
            assert client.get(at(name, withdrawn)).status_code == 410
        where = [withdrawn.definition.programme.slug, withdrawn.pk, "risks"]
        assert client.get(reverse("reports:csv", args=where)).status_code == 410


def test_an_earlier_day_shows_nothing_of_it(signed_in, auditor, withdrawn, at):
    page = signed_in(auditor).get(f"{at('detail', withdrawn)}?at=2012-03-28").content.decode()
    assert "A partner leaves" not in page


@pytest.mark.once
def test_it_is_sealed_where_no_page_reads_it(asked, published, folder, confirm):
    for one in published.files.exclude(name=""):
        default_storage.save(one.name, open_file(one))
    confirm(asked)
    assert Sealed.objects.get().content["content"]["heading"]["title"] == published.shown_title
    assert not any(files().values())
    assert all(default_storage.exists(putting_away.sealed_name(name)) for name in stored())


def open_file(one):
    return ContentFile(f"{one.form} of the report".encode())


def test_it_is_destroyed_where_that_was_asked(published, legal_officer, folder, confirm):
    for one in published.files.exclude(name=""):
        default_storage.save(one.name, open_file(one))
    how = {"reason": REASON, "disposal": "destroy"}
    confirm(actions.ask_withdrawal(published, by=legal_officer, at=ASKED, **how))
    assert not Sealed.objects.exists() and not any(files().values())
    assert [one for one in folder.rglob("*") if one.is_file()] == []


@pytest.mark.once
def test_files_that_were_left_go_the_next_time(asked, published, folder, democratic_services):
    """The process ended between the database and the files."""
    for one in published.files.exclude(name=""):
        default_storage.save(one.name, open_file(one))
    actions.confirm_withdrawal(asked, by=democratic_services, at=CONFIRMED)
    assert all(files().values())
    putting_away.finish_withdrawals()
    putting_away.finish_withdrawals()
    assert not any(files().values())


@pytest.mark.once
def test_the_fingerprint_stays_and_the_proof_calls_it_withdrawn(client, published, withdrawn):
    page = client.get(f"{REPORT}v1/proof/").content.decode()
    assert published.pdf_sha256 in page and REASON in page
    assert "A partner leaves" not in page and "Risks: 2 rows" not in page
    found = client.get("/published/check/", {"sha256": published.pdf_sha256}).content.decode()
    assert "That version was withdrawn on 11 April 2012." in found


# --- Versions -------------------------------------------------------------------------------------


@pytest.fixture
def corrected(published, correct, publish):
    """Version 2, published."""
    return publish(correct(published, noon(2012, 3, 27)), at=noon(2012, 3, 28))


@pytest.mark.once
def test_an_earlier_version_is_withdrawn_alone(client, corrected, asked, confirm):
    confirm(asked)
    page = client.get(REPORT)
    assert page.status_code == 200 and "withdrawn" in page.content.decode()
    assert client.get(f"{REPORT}v1/").status_code == 410
    assert client.get(f"{REPORT}v2.pdf").status_code == 200
    assert "v2.pdf" in client.get("/published/").content.decode()


def test_a_new_version_can_follow_what_was_withdrawn_and_lists_nothing_of_it(
    client, withdrawn, correct, publish
):
    new = correct(withdrawn, noon(2012, 4, 12), reason="Without the name")
    assert "differences" not in new.content
    publish(new, at=noon(2012, 4, 13))
    assert client.get(REPORT).status_code == 200
    assert client.get(f"{REPORT}v1/").status_code == 410
    assert Report.objects.get(version=1).state == "withdrawn"


@pytest.mark.once
def test_a_correction_in_the_making_is_drafted_again(published, correct, asked, confirm):
    correct(published, noon(2012, 3, 27))
    confirm(asked)
    assert Report.objects.get(version=2).state == "due"


@pytest.mark.once
def test_it_is_counted_as_published_for_its_meeting(withdrawn, meeting):
    assert list(schedule.find_due(DRAFT_MOMENT)) == [] and meeting.pk in Reports().papers_out(
        [meeting]
    )
    assert Report.objects.count() == 1


# --- The database ---------------------------------------------------------------------------------


def refused(sql):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        return "never changes" in str(error) or "kept as they were recorded" in str(error)
    return False


EMPTY = "UPDATE reports_report SET state = 'withdrawn', content = NULL, printed_title = ''"


def test_nothing_is_emptied_without_a_withdrawal_that_was_confirmed(published):
    assert refused(EMPTY)
    assert refused("UPDATE reports_report SET content = NULL")


@pytest.mark.once
def test_nothing_is_emptied_while_it_is_only_asked(asked):
    assert refused(EMPTY)


@pytest.mark.each
@pytest.mark.parametrize("more", ["pdf_sha256 = '0'", "published_by_name = 'X'", "reason = 'X'"])
def test_the_step_changes_nothing_else(asked, democratic_services, more):
    who = {"confirmed_by": democratic_services, "confirmed_by_name": "Officer"}
    Withdrawal.objects.update(confirmed_at=CONFIRMED, **who)
    assert refused(f"{EMPTY}, {more}")
    assert refused("UPDATE reports_report SET explanations = '{\"a\": 1}'")


def test_what_was_withdrawn_never_comes_back(withdrawn):
    assert refused("UPDATE reports_report SET state = 'published'")
    assert refused("UPDATE reports_report SET content = '{}'")
    assert refused("UPDATE reports_report SET pdf_sha256 = '0'")
    assert refused("DELETE FROM reports_report")
    assert refused("DELETE FROM reports_sealed")


def test_a_withdrawal_is_settled_once(withdrawn):
    for change in "reason = 'X'", "confirmed_at = NULL", "asked_by_name = 'X'":
        assert refused(f"UPDATE reports_withdrawal SET {change}")
    assert refused("DELETE FROM reports_withdrawal")


# --- Pages ----------------------------------------------------------------------------------------


@pytest.mark.once
def test_it_is_asked_and_confirmed_on_pages_by_two_people(
    signed_in, published, legal_officer, democratic_services, at
):
    first, second = signed_in(legal_officer), signed_in(democratic_services)
    url = at("ask_withdrawal", published)
    assert url in first.get(at("detail", published)).content.decode()
    form = {**sent(first.get(url)), "reason": REASON, "disposal": "destroy"}
    page = first.post(url, form, follow=True).content.decode()
    assert "Somebody else has to confirm it" in page and url not in page
    asked = Withdrawal.objects.get()
    confirm = at("confirm_withdrawal", asked)
    assert confirm not in page and confirm in second.get(at("detail", published)).content.decode()
    overview = reverse("overview", args=[published.definition.programme.slug])
    assert confirm in second.get(overview).content.decode()
    assert confirm not in first.get(overview).content.decode()
    shown = second.get(confirm)
    assert REASON in shown.content.decode() and "Destroyed" in shown.content.decode()
    done = second.post(confirm, sent(shown), follow=True).content.decode()
    assert "Withdrawn on" in done and Report.objects.get().state == "withdrawn"
    assert url not in done


@pytest.mark.once
def test_the_same_person_is_refused_in_words_on_the_page(signed_in, asked, legal_officer, at):
    client, url = signed_in(legal_officer), at("confirm_withdrawal", asked)
    page = client.post(url, sent(client.get(url))).content.decode()
    assert "somebody else has to confirm it" in page
    assert Report.objects.get().state == "published"


@pytest.mark.once
def test_it_is_taken_back_on_a_page(signed_in, asked, published, democratic_services, at):
    client, url = signed_in(democratic_services), at("take_back_withdrawal", asked)
    assert url in client.get(at("detail", published)).content.decode()
    page = client.post(url, {**sent(client.get(url)), "why": "No name"}, follow=True)
    assert "The report stays published" in page.content.decode()
    for name in "take_back_withdrawal", "confirm_withdrawal":
        told = client.get(at(name, asked), follow=True).content.decode()
        assert "took this back" in told


@pytest.mark.once
def test_what_was_confirmed_meanwhile_is_said(signed_in, asked, confirm, programme_manager, at):
    client, url = signed_in(programme_manager), at("confirm_withdrawal", asked)
    form = sent(client.get(url))
    confirm(asked)
    assert "confirmed this on 11 April 2012" in client.post(url, form).content.decode()


@pytest.mark.once
def test_a_withdrawn_report_can_be_asked_for_nothing(signed_in, withdrawn, democratic_services, at):
    client = signed_in(democratic_services)
    for name in "ask_withdrawal", "publish", "again", "ask":
        told = client.get(at(name, withdrawn), follow=True).content.decode()
        assert "not possible, it is withdrawn" in told
    assert at("correct", withdrawn) in client.get(at("detail", withdrawn)).content.decode()


# --- Two at once ----------------------------------------------------------------------------------


def test_two_confirm_at_once_and_one_is_told(stack):
    said = stack.python("-m", "tests.reports.confirm_twice")
    assert sorted(said.splitlines()) == ["refused: confirmed this", "withdrawn"]
