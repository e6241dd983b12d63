"""Who is told what, when, and where a mail without a server stays."""

import pytest
from django.db import DatabaseError, transaction

from outbox import actions
from outbox.choices import Kind, State, When
from outbox.models import Mail, MailChoice
from tests.factories import noon
from tests.outbox.conftest import TOLD, became

NEVER = dict.fromkeys((Kind.PUBLISHED, Kind.DRAFT, Kind.CLEARANCE, Kind.OVERDUE), When.NEVER)


def test_what_is_told_once_a_day_waits_for_the_morning(server, jane, write):
    assert write(jane, kind=Kind.PUBLISHED).leaves_at == noon(2012, 3, 10).replace(hour=7)
    early = noon(2012, 3, 9).replace(hour=5)
    assert write(jane, kind=Kind.PUBLISHED, at=early).leaves_at == early.replace(hour=7)
    assert write(jane).leaves_at == TOLD


def test_each_chooses_when_and_who_wants_nothing_gets_nothing(server, jane, sam, write):
    actions.choose_mails(by=jane, email=jane.email, whens={Kind.CLEARANCE: When.DAILY})
    actions.choose_mails(by=sam, email=sam.email, whens=NEVER)
    one = write(jane, sam)
    assert one.daily and Mail.objects.count() == 1


def test_members_are_told_of_their_papers_whatever_they_choose(server, jane, write):
    actions.choose_mails(by=jane, email=jane.email, whens=NEVER)
    assert not write(jane, kind=Kind.PAPERS).daily
    with pytest.raises(Exception, match="The law has members told"):
        actions.choose_mails(by=jane, email="", whens={Kind.PAPERS: When.NEVER})


def test_without_a_server_a_mail_is_kept_and_never_leaves(jane, write, settings, send):
    one = write(jane)
    assert one.state_in_words == "Not sent: No mail server is set up."
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    send()
    assert became() == ["Not sent: No mail server is set up."]


def test_the_same_is_told_once(server, jane, sam, write):
    write(jane, key="draft-1")
    write(jane, sam, key="draft-1")
    assert Mail.objects.count() == 2


@pytest.mark.each
@pytest.mark.parametrize(
    "change",
    [{"subject": "Other"}, {"lines": []}, {"kind": "draft"}, {"state": "waiting"}, {"daily": True}],
)
def test_the_database_keeps_what_was_told_and_what_became_of_it(server, jane, write, send, change):
    write(jane)
    send()
    with pytest.raises(DatabaseError), transaction.atomic():
        Mail.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Mail.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Mail.objects.update(state=State.SENDING)


def test_a_choice_is_kept_as_the_last_one_was(jane):
    for when in (When.NEVER, When.DAILY):
        actions.choose_mails(by=jane, email="jane@example.org", whens={Kind.DRAFT: when})
    assert MailChoice.objects.get().when == When.DAILY
    jane.refresh_from_db()
    assert jane.email == "jane@example.org"
