"""The pages of mails: what somebody sees, chooses, and does about a mail that did not arrive."""

import re

import pytest

from outbox import actions
from outbox.choices import Kind, State, When
from outbox.models import Mail
from programme.authorization import NotPermitted
from programme.models import AuditEvent
from tests.factories import noon
from tests.outbox.conftest import JANE, became
from tests.reading import errors, words

pytestmark = pytest.mark.once
LOG, OWN, CHOICES = "/programmes/shared-management/mail/", "/outbox/", "/account/mail/"
WHENS = {"published": "never", "draft": "daily", "clearance": "at_once", "overdue": "never"}
WHENS |= {"mentioned": "daily", "commented": "never", "round": "daily"}


@pytest.fixture
def refused(server, jane, write, send):
    """A mail whose address the server refused."""
    server.refuses = {JANE}
    one = write(jane, subject="Legal: clear it")
    send()
    server.refuses = set()
    return Mail.objects.get(pk=one.pk)


def test_each_sees_their_own_mail_as_it_reads(write, jane, sam, signed_in):
    write(jane, subject="For Jane")
    write(sam, subject="For Sam")
    page = words(signed_in(jane).get(OWN))
    assert "For Jane" in page and "For Sam" not in page and "http" in page
    assert "No mail server is set up: nothing leaves." in page


def test_who_looks_after_the_mail_of_a_programme_sees_all_of_it_and_none_of_another(
    write, jane, outsider, administrator, signed_in
):
    write(jane, subject="For Jane")
    elsewhere = outsider.memberships.get().programme
    write(outsider, subject="For the outsider", programme=elsewhere)
    for address in (OWN, LOG):
        page = words(signed_in(administrator).get(address))
        assert "For Jane" in page and "For the outsider" not in page
    assert "For Jane" not in words(signed_in(outsider).get(OWN))
    assert signed_in(outsider).get(LOG).status_code == 404
    assert signed_in(jane).get(LOG).status_code == 403


def test_a_morning_is_shown_as_the_one_message_that_it_is(write, jane, signed_in):
    for subject in ("First paper", "Second paper"):
        write(jane, kind=Kind.PUBLISHED, subject=subject)
    page = signed_in(jane).get(OWN)
    assert words(page).count("Shared management: 2 items on 10 March 2012") == 1
    assert len(page.context["tables"][0].rows) == 1


def test_the_log_has_pages_and_what_did_not_arrive(refused, write, sam, administrator, signed_in):
    for number in range(51):
        write(sam, subject=f"Mail {number}")
    client = signed_in(administrator)
    first, second = client.get(LOG), client.get(f"{LOG}?page=2")
    assert len(first.context["tables"][0].rows) == 50 and "Legal: clear it" in words(second)
    lost = client.get(f"{LOG}?needs=yes")
    assert len(lost.context["tables"][0].rows) == 1 and "550 No such user here" in words(lost)
    overview = words(client.get("/programmes/shared-management/"))
    assert "1 mail did not arrive, or may not have" in overview


def test_the_log_costs_the_same_for_one_mail_and_for_many(
    write, sam, administrator, signed_in, django_assert_max_num_queries
):
    client = signed_in(administrator)
    for number in range(10):
        write(sam, subject=f"Mail {number}")
    with django_assert_max_num_queries(9):
        client.get(LOG)


def test_who_does_not_see_to_mails_is_not_told_that_one_is_lost(refused, jane, signed_in):
    assert "did not arrive" not in words(signed_in(jane).get("/programmes/shared-management/"))
    assert "550 No such user here" in words(signed_in(jane).get(CHOICES))


def link_to(page, label):
    """The addresses of the links of that label on a page."""
    return re.findall(rf'<a href="([^"]+)">{label}<', page.content.decode())


def test_a_mail_that_did_not_arrive_is_sent_again_once(
    refused, send, server, administrator, signed_in
):
    client = signed_in(administrator)
    [url] = link_to(client.get(LOG), "Send again")
    assert "550 No such user here" in words(client.get(url))
    assert client.post(url).url == LOG
    send()
    assert became()[1] == "Sent" and len(server.taken) == 1
    assert link_to(client.get(LOG), "Send again") == []
    assert "was sent again already" in errors(client.post(url))["__all__"]
    assert AuditEvent.objects.first().verb == "sent again"


def test_a_mail_that_arrived_is_not_sent_again(server, write, send, jane, administrator, signed_in):
    one = write(jane)
    send()
    client = signed_in(administrator)
    assert link_to(client.get(LOG), "Send again") == []
    page = client.post(f"{LOG}{one.pk}/again/")
    assert errors(page)["__all__"].startswith("Only a mail that did not arrive is sent again.")
    assert Mail.objects.count() == 1


@pytest.mark.parametrize("state", [State.GIVEN_UP, State.UNCERTAIN, State.REFUSED])
def test_whatever_did_not_arrive_can_be_sent_again(write, jane, administrator, server, state):
    one = write(jane)
    Mail.objects.update(state=state)
    again = actions.send_again(one, by=administrator, at=noon(2012, 3, 10))
    assert again.state == State.WAITING and again.lines == one.lines


@pytest.mark.parametrize("state", [State.WAITING, State.SENDING, State.NOT_SENT])
def test_what_waits_or_never_leaves_is_neither_sent_again_nor_comes_back(
    write, jane, administrator, server, signed_in, state
):
    one, client = write(jane), signed_in(administrator)
    Mail.objects.update(state=state)
    page = client.get(LOG)
    assert link_to(page, "Send again") == link_to(page, "It came back") == []
    assert errors(client.post(f"{LOG}{one.pk}/again/"))
    assert errors(client.post(f"{LOG}{one.pk}/came-back/", {"why": "Gone"}))


def test_that_a_mail_came_back_stands_on_record(
    server, write, send, jane, administrator, signed_in
):
    write(jane)
    send()
    client = signed_in(administrator)
    [url] = link_to(client.get(LOG), "It came back")
    assert errors(client.post(url, {"why": ""}))["why"]
    client.post(url, {"why": "550 Mailbox full for good"})
    assert became() == ["Came back: 550 Mailbox full for good"]
    assert AuditEvent.objects.first().reason == "550 Mailbox full for good"
    assert link_to(client.get(LOG), "It came back") == []
    assert len(link_to(client.get(LOG), "Send again")) == 1


def test_only_who_sees_to_mails_does_anything_about_one(refused, jane):
    for step, said in ((actions.send_again, {}), (actions.record_return, {"why": "Gone"})):
        with pytest.raises(NotPermitted):
            step(refused, by=jane, at=noon(2012, 3, 10), **said)


def test_somebody_chooses_what_they_are_told_and_where(jane, signed_in):
    client = signed_in(jane)
    shown = client.get(CHOICES).context["form"].initial
    assert shown["email"] == JANE
    assert client.post(CHOICES, {"email": "jp@councils.example", **WHENS}).url == CHOICES
    jane.refresh_from_db()
    assert jane.email == "jp@councils.example"
    assert dict(jane.mail_choices.values_list("kind", "when")) == WHENS
    assert client.get(CHOICES).context["form"]["draft"].value() == When.DAILY
    assert "mail" in words(client.get("/account/"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"email": "nowhere"}, "email"), ({"draft": "soon"}, "draft"), ({"overdue": ""}, "overdue")],
)
def test_a_choice_that_is_none_is_refused(jane, signed_in, wrong, field):
    page = signed_in(jane).post(CHOICES, {"email": JANE, **WHENS, **wrong})
    assert set(errors(page)) == {field} and not jane.mail_choices.exists()


def test_a_member_reads_their_mail_and_chooses_too(committee_member, programme, write, signed_in):
    write(committee_member, kind=Kind.PAPERS, subject="Published: a report")
    client = signed_in(committee_member)
    assert "Published: a report" in words(client.get(OWN))
    assert client.get(CHOICES).status_code == 200


def test_the_way_to_the_log_stands_beside_the_people(administrator, auditor, signed_in):
    people = "/programmes/shared-management/people/"
    assert LOG in signed_in(administrator).get(people).content.decode()
    assert LOG not in signed_in(auditor).get(people).content.decode()
