"""Retention: classes, legal hold, disposal with its certificate, everything about one person,
redaction. Each is a story on its pages; the database lets nothing else pass.
"""

import json
import zipfile
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from closure.archive import chains, making, verifying
from closure.models import HistoryChain, LegalHold, Removal, RemovedRow, RetentionClass
from closure.retention import accounts, actions, disposing, finding, redacting, removing
from margin.comments import comment
from margin.evidence import add_evidence, take_off
from margin.models import Comment, Evidence, EvidenceMark
from outbox.models import Mail
from programme.append_only import Forbid, lets_removal_pass
from programme.authorization import Role
from programme.models import AuditEvent, Programme, SavedView, ScanState, Upload
from programme.uploads import stored_name
from reports.checking import check_files
from risks.actions import add_risk, change_risk
from risks.models import Risk
from search.models import Document as Found
from tests import kept
from tests.factories import MARCH_2012, MembershipFactory, ProgrammeFactory
from tests.reading import errors, links, sent, words
from tests.stack import Stack
from tests.world import A_PDF, an_archive

PAGE = "/programmes/shared-management/closure/retention/"
RULE = {"name": "Working papers", "years": 6, "counted_from": "closed", "source": "Schedule, 4.2"}
CLOSED = {"closed_on": MARCH_2012.date(), "closed_by": "Executive", "fixed_at": MARCH_2012}
JANE = "Jane O'Smith-Ångström"


@pytest.fixture
def risk(programme, programme_manager):
    """A row with evidence, and a comment that somebody is told of by mail."""
    who, owner = {"by": programme_manager, "at": MARCH_2012}, programme_manager
    said = {"title": f"{JANE} leaves", "likelihood": 3, "impact": 5, "owner_user": owner}
    risk = add_risk(programme=programme, cause="Pay", **said, **who)
    add_evidence(risk, title="Letter", about=f"By {JANE.upper()}", file=A_PDF, **who)
    comment(risk, text=f"Ask  Jane\nO'Smith-Ångström; not {JANE}son", **who)
    return change_risk(risk, cause=f"Pay of {JANE}", **who)


@pytest.fixture
def two(administrator, democratic_services, signed_in):
    """Two people who may remove records, each at a browser."""
    return signed_in(administrator), signed_in(democratic_services)


def press(browser, page, **typed):
    """Fills in the form of a page, and follows where it leads."""
    url = page if page.startswith("/") else f"{PAGE}{page}"
    return browser.post(url, {**sent(browser.get(url)), **typed}, follow=True)


def close(programme):
    Programme.objects.filter(pk=programme.pk).update(**CLOSED)


def test_a_class_is_set_with_its_source_and_the_page_says_what_it_comes_to(
    programme, risk, two, auditor, signed_in, django_assert_max_num_queries
):
    first, _ = two
    assert "No class was set" in words(first.get(PAGE))
    for typed, said in (
        ({"years": 0}, "Enter 1 or more."),
        ({"counted_from": "meeting"}, "no meeting of their own"),
        ({"source": ""}, "Say what it rests on"),
    ):
        answer = press(first, "class/", kind="evidence", **{**RULE, **typed})
        assert said in " ".join(errors(answer).values()), errors(answer)
        assert not RetentionClass.objects.exists()
    assert "The programme is not closed" in words(press(first, "class/", kind="evidence", **RULE))
    press(first, "class/", kind="comments", **{**RULE, "counted_from": "recorded", "years": 150})
    close(programme)
    before = timezone.now()
    none = words(press(first, "class/", kind="reviews", **RULE))
    assert (
        "Scrutiny reviews 0 Working papers: 6 years from the closing of the programme Noth" in none
    )
    page = words(press(first, "class/", kind="evidence", **{**RULE, "years": 4}))
    assert "Working papers: 4 years from the closing of the programme" in page
    assert "9 March 2016 1 record may be disposed of" in page
    assert "9 March 2162 Kept" in page
    assert "Working papers: 6 years from the closing of the programme Schedule, 4.2" in page
    then = signed_in(auditor).get(f"{PAGE}?at={before.isoformat().replace('+00:00', 'Z')}")
    assert "4 years" not in words(then) and "6 years" in words(then)
    assert f"{PAGE}class/" not in links(then)
    with django_assert_max_num_queries(80):
        first.get(PAGE)


@pytest.mark.once
def test_while_a_hold_stands_nothing_is_destroyed(programme, risk, two, administrator):
    first, second = two
    close(programme)
    press(first, "class/", kind="comments", **RULE)
    press(first, "dispose/", kind="comments", reason="Time is over")
    waiting = Removal.objects.get()
    held = press(second, "hold/", kind="comments", reason="A claim")
    assert "Comments on rows: on legal hold." in words(held)
    assert "already" in words(press(first, "hold/", kind="comments", reason="Again"))
    refused = press(second, f"{waiting.pk}/confirm/")
    assert "on legal hold, put by Democratic services officer. A claim." in words(refused)
    answer = press(first, "redact/", name=JANE, reason="Asked")
    assert "Lift the hold first" in words(answer) and JANE in answer.content.decode().replace(
        "&#x27;", "'"
    )
    assert Comment.objects.exclude(text="").exists()
    hold = next(one for one in links(first.get(PAGE)) if one.endswith("/lift/"))
    assert "It stands" not in words(press(first, hold, reason="It was settled"))
    assert "lifted already" in words(first.get(hold, follow=True))
    press(second, f"{waiting.pk}/confirm/")
    assert not Comment.objects.exclude(text="").exists()


def test_records_past_their_time_go_by_two_people_and_leave_a_certificate(
    programme, risk, two, auditor, signed_in, django_capture_on_commit_callbacks
):
    first, second = two
    who = {"by": risk.owner_user, "at": MARCH_2012}
    take_off(Evidence.objects.get(), risk, why=f"{JANE} asked for it", **who)
    archive, file = an_archive(programme), stored_name(Upload.objects.get().sha256)
    before = AuditEvent.objects.count()
    typed = {"kind": "evidence", "reason": "Time is over"}
    assert "not closed" in words(press(first, "dispose/", **typed))
    close(programme)
    assert "No class was set" in words(press(first, "dispose/", **typed))
    press(first, "class/", kind="evidence", **{**RULE, "years": 100})
    assert "No record of this kind is past" in words(press(first, "dispose/", **typed))
    assert AuditEvent.objects.count() == before + 1
    press(first, "class/", kind="evidence", **RULE)
    page = press(first, "dispose/", **typed)
    removal = Removal.objects.get()
    one = f"{PAGE}{removal.pk}/"
    assert f"{one}confirm/" not in links(page) and f"{one}take-back/" in links(page)
    assert "proposed one on" in words(press(second, "dispose/", **typed))
    assert "You proposed this yourself" in words(press(first, f"{one}confirm/"))
    with django_capture_on_commit_callbacks(execute=True):
        done = press(second, f"{one}confirm/")
    assert "Certificate: Disposal: Evidence of rows" in words(done)
    assert "3 records, recorded from 9 March 2012" in words(done)
    assert EvidenceMark.objects.get().why == "Disposed of"
    evidence, upload = Evidence.objects.get(), Upload.objects.get()
    assert (evidence.title, evidence.about, upload.name) == ("", "", "")
    assert upload.state == ScanState.DISPOSED and not default_storage.exists(file)
    assert {state for _, state in check_files(timezone.now())} == {"disposed"}
    archive.refresh_from_db()
    assert archive.state == "removed" and "has" not in archive.said
    reader = signed_in(auditor)
    beside = reader.get("/programmes/shared-management/risks/R1/")
    [way] = [one for one in links(beside) if "/retention/of/" in one]
    assert "Disposed of." in words(beside) and reader.get(way, follow=True).context["facts"]
    told = json.loads(reader.get(f"{one}json/").content)
    assert told["records"][0]["file_sha256"] == upload.sha256
    assert told["about"]["Class"] == str(removal.rule)
    assert RemovedRow.objects.first().sha256 in reader.get(f"{one}csv/").content.decode()
    assert "confirmed this on" in words(first.get(f"{one}take-back/", follow=True))
    for model, name in ((Evidence, "title"), (RemovedRow, "what"), (Removal, "reason")):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(**{name: "Changed"})
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all()._raw_delete("default")


def test_mails_and_comments_go_and_say_so_where_they_stood(programme, risk, two, administrator):
    first, second = two
    person = programme.memberships.first().user
    told = {"person": person, "kind": "overdue", "subject": "Old", "lines": [{"text": "T"}]}
    when = {"recorded_at": MARCH_2012, "leaves_at": MARCH_2012, "settled_at": MARCH_2012}
    Mail.objects.create(programme=programme, state="refused", said="550", **told, **when)
    close(programme)
    for kind in ("mails", "comments"):
        press(first, "class/", kind=kind, **RULE)
        page = press(first, "dispose/", kind=kind, reason="Time is over")
        press(second, f"{page.context['request'].path}confirm/")
    assert not Mail.objects.filter(state="refused").exclude(subject="", lines=[]).exists()
    shown = first.get("/programmes/shared-management/mail/")
    assert "Disposed of. Certificate" in words(shown)
    assert any("/retention/of/outbox.mail/" in one for one in links(shown))
    beside = first.get("/programmes/shared-management/risks/R1/")
    assert "Disposed of. Certificate" in words(beside)
    assert "/withdraw/" not in "".join(one for one in links(beside) if "/comments/" in one)
    assert "Nothing is left" in words(first.get(PAGE))


@pytest.mark.once
def test_two_who_confirm_at_once_and_another_class_since(programme, risk, administrator, everyone):
    close(programme)
    who = {"at": timezone.now()}
    clerk = everyone[Role.DEMOCRATIC_SERVICES]
    actions.set_class(programme, kind="comments", by=clerk, **RULE, **who)
    asked = {"kind": "comments", "reason": "Time is over", "by": clerk}
    one = disposing.propose_disposal(programme, **asked, **who)
    later = {**RULE, "years": 7}
    actions.set_class(programme, kind="comments", by=clerk, **later, **who)
    with pytest.raises(ValidationError, match="Another class was set since"):
        disposing.confirm_disposal(one, by=administrator, **who)
    removing.take_back(one, by=clerk, why="Anew", **who)
    again = disposing.propose_disposal(programme, **asked, **who)
    disposing.confirm_disposal(again, by=administrator, **who)
    with pytest.raises(ValidationError, match="Administrator confirmed this on"):
        disposing.confirm_disposal(again, by=administrator, **who)
    for wrong in ({"kind": "rows"}, {"kind": "none"}):
        with pytest.raises(ValidationError):
            disposing.propose_disposal(programme, **{**asked, **wrong}, **who)


def test_everything_about_a_person_is_found_in_the_programmes_that_one_keeps(
    programme, risk, two, programme_manager, auditor, signed_in, django_assert_num_queries
):
    first, _ = two
    elsewhere = MembershipFactory(user=programme_manager).programme
    who = {"by": programme_manager, "at": MARCH_2012}
    told = {"title": f"{JANE} elsewhere", "likelihood": 1, "impact": 1}
    add_risk(programme=elsewhere, **told, **who)
    assert "Choose an account, or enter a name." in words(press(first, "person/", reason="SAR 1"))
    assert "at least 2 letters" in words(press(first, "person/", name=".*", reason="SAR 1"))
    page = press(first, "person/", name=JANE, account=programme_manager.pk, reason="SAR 1")
    said, path = words(page), page.context["request"].path
    for one in ("Risk R1", "Comment R1", "Evidence R1", "Historical risk R1", "This account"):
        assert one in said, one
    assert "elsewhere" not in said and "User name programme_manager" in said
    assert "part in a programme that you do not keep" in said and "Sign-in that" not in said
    found = json.loads(first.get(f"{path}json/").content)
    places = {(one["record"], one["column"]) for one in found["found"]}
    assert ("Audit event", "Changes") in places and ("Comment", "Comment") in places
    assert "looked for everything about one person" in AuditEvent.objects.order_by("id")[
        AuditEvent.objects.count() - 2
    ].deed.replace("  ", " ")
    assert JANE in first.get(f"{path}csv/").content.decode()
    assert "downloaded everything about one person as CSV" in AuditEvent.objects.first().deed
    assert signed_in(auditor).get(path).status_code == 403
    with CaptureQueriesContext(connection) as asked:
        first.get(path)
    for number in range(3):
        add_risk(programme=programme, **{**told, "title": f"{JANE} {number}"}, **who)
    with django_assert_num_queries(len(asked)):
        first.get(path)
    programme_manager.memberships.filter(programme=elsewhere).update(
        ended_at=MARCH_2012, ended_by=auditor
    )
    typed = {"username": programme_manager.username, "password": "wrong"}
    Client().post("/account/sign-in/", typed)
    told = {"person": programme_manager, "kind": "account", "subject": "Your password", "lines": []}
    Mail.objects.create(state="sent", recorded_at=MARCH_2012, leaves_at=MARCH_2012, **told)
    said = json.loads(first.get(f"{path}json/").content)["found"]
    kept = {one["record"]: one["words"] for one in said if not one["programme"]}
    assert "127.0.0.1" in kept["Sign-in that failed"] and "Your password" in str(kept)


def test_every_table_is_looked_through_for_a_person_or_said_not_to_be():
    held = {one.label for one in accounts.HELD} | set(accounts.NOT_LOOKED_THROUGH)
    programmes = {one._meta.label for one in finding.ways()}
    every = {one._meta.label for one in apps.get_models(include_auto_created=True)}
    assert every - programmes - held == set()


def test_a_name_is_redacted_everywhere_by_two_people_and_that_it_was_stays(
    programme, risk, two, programme_manager, find_words
):
    first, second = two
    close(programme)
    for typed, said in (
        ({"name": "J", "reason": "Asked"}, "at least 2 letters"),
        ({"name": "Nobody Known", "reason": "Asked"}, "stands nowhere"),
        ({"name": JANE, "reason": f"Asked by {JANE}"}, "without the name"),
    ):
        assert said in words(press(first, "redact/", **typed))
    many = {"programme": programme, "log": "risks", "is_shared": True, "owner": programme_manager}
    view = SavedView.objects.create(name="Hers", query=urlencode({"q": f"of {JANE}"}), **many)
    others = [SavedView(name=f"{JANE} {number}", **many) for number in range(100)]
    SavedView.objects.bulk_create(others)
    page = press(first, "redact/", name=JANE, reason="Asked")
    removal = Removal.objects.get()
    one = f"{PAGE}{removal.pk}/"
    assert len(page.context["pager"]) == 2 and "Saved view 101" in words(page)
    assert f"q=of {JANE}" in words(second.get(f"{one}?page=1")) + words(second.get(f"{one}?page=2"))
    assert "Places (" in words(page) and "Historical risk" in words(page)
    assert "See each place" in words(second.get(f"{one}confirm/"))
    assert "Drafts that have the name" in words(page)
    assert "You proposed this yourself" in words(press(first, f"{one}confirm/"))
    stale = sent(second.get(f"{one}confirm/"))
    comment(Risk.objects.get(), text=f"Again {JANE}", by=programme_manager, at=timezone.now())
    answer = second.post(f"{one}confirm/", stale, follow=True)
    assert "The places have changed" in words(answer)
    done = press(second, f"{one}confirm/")
    assert "Certificate: Redaction of a name" in words(done)
    row = Risk.objects.get()
    assert (row.title, row.cause) == ("[redacted] leaves", "Pay of [redacted]")
    assert row.version == risk.version + 1
    titles = set(Risk.history.values_list("title", flat=True))
    assert titles == {"[redacted] leaves"}
    texts = Comment.objects.values_list("text", flat=True)
    assert sorted(texts) == ["Again [redacted]", f"Ask  [redacted]; not {JANE}son"]
    assert Evidence.objects.get().about == "By [redacted]"
    view.refresh_from_db()
    assert view.query == urlencode({"q": "of [redacted]"})
    assert not redacting._places(programme, JANE)
    removal.refresh_from_db()
    assert removal.name == "" and removal.rows.filter(is_open=True).count() == 0
    assert removal.rows.filter(table_name="risks_historicalrisk").count() == 3
    assert Programme.objects.get().fixed_at == MARCH_2012
    assert find_words() == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Risk.history.update(title="Another")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.update(reason="Another")


@pytest.fixture
def find_words():
    """A function that gives the documents of the search that still have the name."""
    from search.models import Document

    found = finding.pattern_of([JANE])
    return lambda: [
        one for one in Document.objects.all() if found.search(f"{one.title} {one.text}")
    ]


@pytest.mark.once
def test_what_waits_is_taken_back_and_its_name_is_not_kept(programme, risk, two):
    first, second = two
    page = press(first, "redact/", name=JANE, reason="Asked")
    one = page.context["request"].path
    assert "Say why" in words(press(second, f"{one}take-back/")) or Removal.objects.get().is_waiting
    done = press(second, f"{one}take-back/", why="It is a place")
    assert "Taken back. Nothing was removed." in words(done)
    assert Removal.objects.get().name == "" and JANE in Risk.objects.get().title
    assert "took this back on" in words(second.get(f"{one}confirm/", follow=True))


def test_an_archive_of_a_disposed_and_redacted_programme_is_loaded_as_it_is(
    programme, risk, administrator, everyone, tmp_path
):
    close(programme)
    who, clerk = {"at": timezone.now()}, everyone[Role.DEMOCRATIC_SERVICES]
    actions.set_class(programme, kind="evidence", by=clerk, **RULE, **who)
    said = {"kind": "evidence", "reason": "Time is over"}
    one = disposing.propose_disposal(programme, by=clerk, **said, **who)
    disposing.confirm_disposal(one, by=administrator, **who)
    other = redacting.propose_redaction(programme, name=JANE, reason="Asked", by=clerk, **who)
    seen = redacting.fingerprint(redacting.places_of(other))
    redacting.confirm_redaction(other, seen=seen, by=administrator, **who)
    with (tmp_path / "one.zip").open("wb") as file:
        making.write(Programme.objects.get(), file, by=clerk, **who)
    assert verifying.faults(tmp_path / "one.zip") == []
    stack = Stack(tmp_path / "data", like=kept.empty())
    stack.python("manage.py", "load_archive", str(tmp_path / "one.zip"))
    stack.python("manage.py", "make_archive", programme.slug, "--output", str(tmp_path / "2.zip"))
    stack.close()
    first, again = (zipfile.ZipFile(tmp_path / f"{name}.zip") for name in ("one", "2"))
    manifest = json.loads(again.read("manifest.json"))
    assert manifest["missing"] == [] and len(manifest["disposed"]) == 1
    assert manifest["rows"]["closure.RemovedRow"] == one.rows.count() + other.rows.count()
    assert "Files that were disposed of" in again.read("index.html").decode()
    same = [name for name in first.namelist() if name.startswith("records/")]
    assert [name for name in same if first.read(name) != again.read(name)] == []
    assert JANE.encode() not in first.read("records/risks.HistoricalRisk.jsonl")


def test_events_go_but_for_those_of_retention_and_a_chain_proves_the_rest(
    programme, risk, two, programme_manager, everyone, tmp_path
):
    first, second = two
    close(programme)
    press(first, "hold/", kind="mails", reason="A claim")
    press(first, "class/", kind="history", **{**RULE, "counted_from": "recorded"})
    page = press(first, "dispose/", kind="history", reason="Time is over")
    added, changed = AuditEvent.objects.filter(subject_type="risks.risk").order_by("id")[::2]
    events, told = AuditEvent.objects.count(), AuditEvent.objects.filter(at__gt=MARCH_2012)
    stays = set(told.values_list("verb", flat=True))
    done = press(second, f"{page.context['request'].path}confirm/")
    chain = HistoryChain.objects.get()
    assert (chain.events, chain.sha256 in words(done)) == (events, True)
    added.refresh_from_db()
    assert (added.by, added.verb, added.changes) == (programme_manager, "", [])
    assert stays <= set(told.values_list("verb", flat=True)) and "put on legal hold:" in stays
    home = "/programmes/shared-management/"
    for where in ("history/", "risks/R1/"):
        shown = second.get(f"{home}{where}")
        assert ": disposed of Certificate" in words(shown), where
        assert f"{PAGE}of/programme.auditevent/{added.pk}/" in links(shown), where
    assert f"Pay of {JANE}" not in words(second.get(f"{home}history/"))
    assert not Found.objects.filter(kind="history", at=MARCH_2012).exists()
    for url in (f"{home}history/download/csv/", f"{home}history/exceptions/", home):
        assert second.get(url).status_code == 200, url
    clerk, who = everyone[Role.DEMOCRATIC_SERVICES], {"at": timezone.now()}
    lift = LegalHold.objects.get()
    actions.lift_hold(lift, by=clerk, reason="Settled by Zed Zander", **who)
    other = redacting.propose_redaction(programme, name="Zed Zander", reason="A", by=clerk, **who)
    seen = redacting.fingerprint(redacting.places_of(other))
    redacting.confirm_redaction(other, seen=seen, by=everyone[Role.ADMINISTRATOR], **who)
    with (tmp_path / "one.zip").open("wb") as file:
        making.write(Programme.objects.get(), file, by=clerk, **who)
    assert verifying.faults(tmp_path / "one.zip") == []
    with (
        zipfile.ZipFile(tmp_path / "one.zip") as made,
        zipfile.ZipFile(tmp_path / "2.zip", "w") as other,
    ):
        for name in made.namelist():
            other.writestr(name, made.read(name).replace(b"A claim", b"A whim!"))
    [said] = chains.broken(zipfile.ZipFile(tmp_path / "2.zip"))
    assert f"the disposal {chain.removal_id}: it had {events} events" in said
    with pytest.raises(DatabaseError), transaction.atomic():
        HistoryChain.objects.update(events=1)


class Straight:
    """What an operation of a migration needs of a schema editor, inside a transaction."""

    connection = connection

    def execute(self, sql, params=None):
        with connection.cursor() as cursor:
            cursor.execute(sql)


def test_where_the_database_refuses_nothing_goes_and_the_form_says_so(programme, risk, two):
    first, second = two
    close(programme)
    press(first, "class/", kind="comments", **RULE)
    page = press(first, "dispose/", kind="comments", reason="Time is over")
    one = page.context["request"].path
    Forbid("update", "margin_comment").database_forwards("margin", Straight(), None, None)
    refused = press(second, f"{one}confirm/")
    said = "the database does not take rows without their words and sums among the comments"
    assert f"Nothing was disposed of: {said}. Tell whoever" in words(refused)
    assert Removal.objects.get().is_waiting and not RemovedRow.objects.exists()
    assert Comment.objects.get().text and Programme.objects.get().fixed_at == MARCH_2012
    lets_removal_pass("margin_comment").database_forwards("margin", Straight(), None, None)
    assert "Certificate" in words(press(second, f"{one}confirm/"))


@pytest.mark.once
def test_whoever_keeps_classes_sees_what_is_due_in_all_closed_programmes(
    programme, risk, two, administrator, auditor, signed_in
):
    first, second = two
    page, long = "/retention/", {"counted_from": "recorded", "years": 150}
    assert "None of yours is closed. Set how long records are kept" in words(first.get(page))
    close(programme)
    other = ProgrammeFactory(name="Elsewhere", **CLOSED)
    MembershipFactory(programme=other, user=administrator, role=Role.AUDITOR)
    press(first, "class/", kind="comments", **{**RULE, **long})
    press(first, "class/", kind="evidence", **{**RULE, "years": 4})
    press(first, "redact/", name=JANE, reason="Asked")
    press(first, "hold/", kind="papers", reason="A claim")
    with CaptureQueriesContext(connection) as few:
        found = first.get(page)
    told = found.context["tables"][0].rows
    assert told[0][4:7] == ["9 March 2016", "1", "1 record may be disposed of"]
    assert told[1][1] == "Comments on rows" and told[1][4:7] == ["9 March 2162", "0", "Kept"]
    assert "Elsewhere" not in words(found)
    press(first, "dispose/", kind="evidence", reason="Over")
    waits = first.get(f"{page}?show=waiting")
    [one], redactions = (table.rows for table in waits.context["tables"])
    assert "Proposed by" in one[-1] and len(redactions) == 1
    held = words(second.get(f"{page}?show=held"))
    assert "On legal hold, put by" in held and "Evidence" not in held
    file = second.get(f"{page}download/csv/?show=due").content.decode("utf-8-sig")
    assert file.count("\n") == 2 and "2016-03-09,1,1 record may" in file
    assert "None of yours is closed" in words(signed_in(auditor).get(page))
    assert page in links(first.get(PAGE)) and page in links(first.get(f"{PAGE}class/"))
    assert page in links(first.get("/")) and page not in links(signed_in(auditor).get(PAGE))
    for number in range(3):
        comment(risk, text=f"Again {number}", by=administrator, at=MARCH_2012)
    with CaptureQueriesContext(connection) as more:
        assert "Comments on rows 4" in words(first.get(page))
    assert len(more) == len(few)
