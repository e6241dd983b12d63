"""Mails and servers that take them, refuse them, hang and die: each arrives once."""

import socket
import threading
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from outbox import sending, tasks
from outbox.choices import Kind, State
from outbox.models import Mail
from tests.factories import MembershipFactory
from tests.outbox.conftest import JANE, SAM, became


def test_a_mail_arrives_as_plain_text_and_html_without_picture(server, jane, write, send):
    write(jane, subject="Clear <b>the</b> report\nBcc: x@y")
    send()
    [mail] = server.taken
    assert (mail["To"], mail["Subject"]) == (
        "Jane Poole <jane@councils.example>",
        "Clear <b>the</b> report Bcc: x@y",
    )
    text, html = (part.get_content() for part in mail.iter_parts())
    link = "https://governance.example/programmes/shared-management/"
    assert link in text and f'<a href="{link}">' in html
    assert (
        "&lt;b&gt;the" in html
        and "<b>the" in text
        and "https://governance.example/account/mail/" in text
    )
    assert "<img" not in html and "style" not in html and "src=" not in html
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Bcc"] is None


def test_what_was_sent_is_sent_once_and_says_where_it_went(server, jane, write, send):
    one = write(jane)
    send(3)
    one.refresh_from_db()
    assert len(server.taken) == 1 and server.ids == [one.message_id]
    assert (one.state, one.address, one.attempts) == (State.SENT, JANE, 1)


def test_an_address_that_is_refused_stands_on_record_in_words(server, jane, sam, write, send):
    server.refuses = {JANE}
    write(jane, sam)
    send(3)
    said = f"Address refused: The mail server refused the address {JANE}: 550 No such user here"
    assert became() == [said, "Sent"]
    assert [one["To"].addresses[0].addr_spec for one in server.taken] == [SAM]
    assert server.seen.count(JANE) == 1


def test_a_server_that_refuses_everybody_is_on_record_with_each(server, jane, sam, write, send):
    server.refuses = {"*"}
    write(jane, sam)
    send()
    assert [one[:15] for one in became()] == ["Address refused"] * 2 and not server.taken


def test_a_mail_that_is_refused_for_good_is_not_tried_again(server, jane, write, send):
    server.answers = "554 Looks like spam"
    write(jane)
    send(3)
    assert became() == ["Given up: The mail server refused this mail: 554 Looks like spam"]
    assert server.seen.count("DATA") == 1


def test_one_that_is_put_off_is_tried_again_and_holds_up_no_other(server, jane, sam, write, send):
    server.answers = "451 Come back later"
    write(jane, sam)
    send()
    assert became() == ["Waiting: The mail server said: 451 Come back later"] * 2
    server.answers = ""
    send()
    assert became() == ["Sent", "Sent"] and len(set(server.ids)) == 2


@pytest.mark.parametrize("where", ["RCPT", "DATA"])
def test_a_server_that_hangs_is_given_up_after_the_time_limit(
    server, jane, write, send, settings, where
):
    server.hangs_at, settings.EMAIL_TIMEOUT = where, 2
    write(jane)
    send()
    assert became() == ["Waiting: The mail server did not answer within 2 seconds."]
    server.hangs_at, settings.EMAIL_TIMEOUT = "", 120
    send()
    assert became() == ["Sent"] and len(server.taken) == 1


def test_a_hanging_server_is_called_so_even_where_our_own_clock_comes_late(
    server, jane, write, send, settings, monkeypatch
):
    monkeypatch.setattr("outbox.server.Timer", lambda _, cut: threading.Timer(3600, cut))
    server.hangs_at, settings.EMAIL_TIMEOUT = "RCPT", 0.5
    write(jane)
    send()
    assert became() == ["Waiting: The mail server did not answer within 0.5 seconds."]


def test_a_server_that_speaks_a_letter_at_a_time_is_given_up_as_well(
    server, settings, jane, write, send
):
    settings.EMAIL_TIMEOUT = 2
    with slow_speaker() as settings.EMAIL_PORT:
        write(jane)
        send()
    assert became() == ["Waiting: The mail server did not answer within 2 seconds."]


@contextmanager
def slow_speaker():
    """A server that says a letter before each time limit of a single answer; gives its port."""
    stop, listener = threading.Event(), socket.create_server(("127.0.0.1", 0))

    def speak():
        client, _ = listener.accept()
        with suppress(OSError):
            while not stop.wait(0.2):
                client.send(b"2")
        client.close()

    speaker = threading.Thread(target=speak)
    speaker.start()
    yield listener.getsockname()[1]
    stop.set()
    speaker.join()
    listener.close()


def test_a_server_that_dies_in_the_middle_gets_it_again_and_keeps_it_once(
    server, jane, write, send
):
    server.dies = 2
    write(jane)
    send()
    assert became() == ["Waiting: The mail server broke off the connection."]
    send(3)
    assert became() == ["Sent"] and len(server.taken) == 1


def test_a_server_that_is_away_gets_one_try_and_the_rest_waits(server, jane, sam, write, send):
    server.close()
    write(jane, sam)
    send()
    first, second = Mail.objects.order_by("pk")
    assert first.said.startswith("The mail server does not answer") and first.attempts == 1
    assert (second.state, second.attempts) == (State.WAITING, 0)


@pytest.mark.once
def test_after_the_last_try_it_is_given_up_in_words(server, jane, write, send):
    server.answers = "451 Come back later"
    write(jane)
    send(sending.MOST_ATTEMPTS + 2)
    assert became() == ["Given up: Tried 8 times. The mail server said: 451 Come back later"]
    assert server.seen.count("DATA") == 8


def test_the_pauses_grow_up_to_some_hours(server, jane, write, settings):
    settings.RETRY_SECONDS, server.answers = 60, "451 Come back later"
    write(jane)
    pauses = []
    for _ in range(7):
        sending.send_due(timezone.now)
        assert not sending.is_due()
        pauses.append(Mail.objects.get().next_try_at - timezone.now())
        Mail.objects.update(next_try_at=None)
    grown = [round(one.total_seconds() / 60) for one in pauses]
    assert grown == [1, 4, 16, 64, 256, 360, 360]


def left_by_a_dead_worker(mail, **values):
    """What a worker leaves behind that was killed, its lease run out."""
    [one] = sending.claim(mail.pk)
    past = timezone.now() - timedelta(minutes=5)
    Mail.objects.filter(pk=one.pk).update(lease_until=past, **values)


def test_what_a_dead_worker_had_not_handed_over_is_sent_by_another(server, jane, write, send):
    left_by_a_dead_worker(write(jane))
    send()
    assert became() == ["Sent"] and len(server.taken) == 1


def test_what_a_server_may_have_taken_from_a_dead_worker_is_not_sent_again(
    server, jane, write, send
):
    left_by_a_dead_worker(write(jane), handed_over_at=timezone.now())
    send(3)
    assert became() == [f"Not certain: {sending.UNCERTAIN}"] and not server.taken


def test_of_two_workers_one_has_it(jane, server, write):
    one = write(jane)
    assert sending.claim(one.pk) and not sending.claim(one.pk)


@pytest.mark.parametrize("kind", [Kind.CLEARANCE, Kind.PUBLISHED])
def test_who_left_the_programme_meanwhile_is_told_nothing(server, jane, write, send, kind):
    write(jane, kind=kind)
    jane.memberships.update(ended_at=timezone.now(), ended_by=jane)
    send()
    assert "has no part in this programme any more" in became()[0] and not server.taken


def test_who_reads_no_logs_any_more_is_told_of_no_draft(server, jane, write, send, programme):
    write(jane, kind=Kind.DRAFT)
    jane.memberships.update(ended_at=timezone.now(), ended_by=jane)
    MembershipFactory(programme=programme, user=jane, role="committee_member")
    send()
    assert became()[0].startswith("Given up: Jane Poole") and not server.taken


def test_who_has_no_address_is_on_record(server, auditor, write, send):
    write(auditor)
    send()
    assert became() == [f"Given up: No email address is on record for {auditor.title}."]


def test_all_of_a_morning_leaves_in_one_message(server, jane, sam, write, send):
    for subject in ("First", "Second"):
        write(jane, sam, kind=Kind.PUBLISHED, subject=subject)
    send()
    [to_jane, to_sam] = server.taken
    assert to_jane["Subject"] == "Shared management: 2 items on 10 March 2012"
    text = to_jane.get_body(("plain",)).get_content()
    assert text.index("First") < text.index("Second") and len(set(server.ids)) == 2
    assert became() == ["Sent"] * 4
    mine = Mail.objects.filter(person=jane).values_list("message_id", flat=True)
    assert set(mine) == {to_jane["Message-ID"]} and to_sam["Message-ID"] not in mine


@pytest.mark.once
def test_a_worker_and_a_command_send_what_waits(server, jane, sam, write, capsys):
    write(jane)
    tasks.send_mails()
    write(sam)
    call_command("send_mails")
    assert capsys.readouterr().out == "Mails settled: 1\n" and len(server.taken) == 2


@pytest.mark.once
def test_an_address_that_is_none_holds_up_no_other(server, jane, sam, write, send):
    for address in "a b", "x@", "ü@y.example", "a@b..c", "a@b.example\r\nBcc: c@d.example":
        type(jane).objects.filter(pk=jane.pk).update(email=address)
        write(jane, sam)
        send()
    type(jane).objects.filter(pk=jane.pk).update(email="jane@bücher.example")
    write(jane)
    send()
    assert [one[:16] for one in became()] == ["Address refused:", "Sent"] * 5 + ["Sent"]
    assert len(server.taken) == 6 and server.seen[-2] == "jane@xn--bcher-kva.example"
