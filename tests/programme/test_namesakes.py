"""Two people of one job title are told apart wherever somebody is written down, and a public paper
names the post alone.
"""

import pytest
import time_machine

from programme import lifecycle
from programme.models import AuditEvent, Titles, User
from tests.factories import MARCH_2012, PASSWORD, MembershipFactory, UserFactory, person
from tests.reading import sent, words

PEOPLE = "/programmes/shared-management/people/"


@pytest.fixture(autouse=True)
def march_2012():
    with time_machine.travel(MARCH_2012, tick=False):
        yield


def known_as(somebody):
    return User.objects.get(pk=somebody.pk).known_as


def test_somebody_alone_with_a_title_is_known_by_it(auditor, legal_officer):
    assert (known_as(auditor), known_as(legal_officer)) == ("Auditor", "Legal officer")


def test_two_of_a_title_have_their_names_beside_it(auditor):
    other = UserFactory(job_title="AUDITOR ", name="Sam Reed")
    assert known_as(other) == "AUDITOR (Sam Reed)"
    assert known_as(auditor) == "Auditor (auditor)"  # who has no name has a user name


def test_two_of_a_title_and_a_name_have_their_user_names_too(auditor):
    for username in "reed", "sreed":
        UserFactory(username=username, job_title="Auditor", name="Sam Reed")
    found = {known_as(one) for one in User.objects.filter(name="Sam Reed")}
    assert found == {"Auditor (Sam Reed reed)", "Auditor (Sam Reed sreed)"}


def test_who_has_a_title_is_told_from_who_had_it(programme, administrator, auditor):
    how = {"programme": programme, "by": administrator, "at": MARCH_2012}
    lifecycle.change_title(auditor, job_title="Head of audit", **how)
    successor = UserFactory(job_title="Auditor", name="Sam Reed")
    assert (known_as(successor), known_as(auditor)) == ("Auditor (Sam Reed)", "Head of audit")
    assert Titles().apart("Auditor", auditor.pk) == "Auditor (auditor)"


def test_the_longest_title_and_name_can_be_recorded(programme, administrator):
    UserFactory(job_title="A" * 120)
    by = MembershipFactory(programme=programme, role="administrator", user__name="B" * 120).user
    User.objects.filter(pk=by.pk).update(job_title="A" * 120)
    by = User.objects.get(pk=by.pk)
    lifecycle.change_title(administrator, programme=programme, by=by, at=MARCH_2012, job_title="C")
    assert len(AuditEvent.objects.get().by_name) < 200


def test_a_title_is_that_of_the_moment(programme, administrator, auditor):
    how = {"programme": programme, "by": administrator, "at": MARCH_2012}
    lifecycle.change_title(auditor, job_title="Head of audit", **how)
    titles = Titles()
    assert titles.at(auditor.pk, MARCH_2012.replace(year=2011)) == "Auditor"
    assert titles.at(auditor.pk, MARCH_2012) == "Head of audit"


def test_history_tells_them_apart_and_what_was_recorded_before_too(
    programme, administrator, workstream_lead, signed_in
):
    client = signed_in(administrator)
    lifecycle.change_title(
        workstream_lead, programme=programme, by=administrator, at=MARCH_2012, job_title="Lead"
    )
    usual = {"job_title": "Administrator", "password": PASSWORD, "role": "auditor"}
    assert "Administrator changed the name" in words(client.get("/programmes/shared-management/"))
    client.post(f"{PEOPLE}add/", {**usual, "username": "sreed", "name": "Sam Reed"})
    page = words(client.get("/programmes/shared-management/history/"))
    assert "Administrator (administrator) changed the name" in page
    assert AuditEvent.objects.filter(by_name="Administrator (administrator)").count() == 2
    assert "now Administrator (Sam Reed)" in page  # whose role it is


@pytest.mark.once
def test_pages_about_people_say_which_one(programme, administrator, signed_in):
    client = signed_in(administrator)
    one, other = (
        person(programme, "auditor", user__username=name, user__name=name.title())
        for name in ("reed", "poole")
    )
    page = words(client.get(PEOPLE))
    assert "Set a password for Reed (reed), Auditor" in page
    assert "Set a password for Poole (poole), Auditor" in page
    address = f"{PEOPLE}{other.pk}/password/"
    said = {**sent(client.get(address)), "password": PASSWORD, "why": "Forgotten"}
    assert "Poole (poole), Auditor signs in" in words(client.post(address, said, follow=True))


def test_the_account_page_has_the_name(auditor, signed_in):
    User.objects.filter(pk=auditor.pk).update(name="Sam Reed")
    assert "Sam Reed" in words(signed_in(auditor).get("/account/"))
