"""The link in a mail that stops mails like it: signed, of one person, by one press."""

from outbox.choices import Kind, When
from outbox.letters import Letter
from tests.reading import words


def stop(mail, settings):
    settings.SITE_URL = "https://governance.example"
    letter = Letter([mail])
    assert letter.stop in letter.text and letter.stop in letter.html
    header = f"List-Unsubscribe: <{letter.stop}>\r\n".encode()
    assert header in letter.as_bytes(mail.recorded_at, "jane@councils.example")
    return letter.stop.removeprefix(settings.SITE_URL)


def test_one_press_stops_the_kind_and_a_look_does_not(jane, write, client, settings):
    path = stop(write(jane, kind=Kind.OVERDUE), settings)
    page = words(client.get(path))
    assert "What you own and is overdue" in page and not jane.mail_choices.exists()
    assert "Mails stopped" in words(client.post(path))
    assert dict(jane.mail_choices.values_list("kind", "when")) == {Kind.OVERDUE: When.NEVER}
    before = jane.mails.count()
    write(jane, kind=Kind.OVERDUE)
    assert jane.mails.count() == before


def test_a_link_that_was_changed_opens_nothing(jane, write, client, settings):
    path = stop(write(jane, kind=Kind.DRAFT), settings)
    for wrong in (path.replace("draft", "overdue"), path.replace("/stop/", "/stop/1")):
        assert client.post(wrong).status_code == 404
    assert not jane.mail_choices.exists()


def test_what_the_law_sends_has_no_such_link(jane, write):
    mail = write(jane, kind=Kind.PAPERS)
    assert Letter([mail]).stop == "" and "Stop mails" not in Letter([mail]).text
