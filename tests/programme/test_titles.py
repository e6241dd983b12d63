"""People get another name or job title; what they did before stays under the old one."""

import pytest
import time_machine

from programme import lifecycle
from programme.models import AuditEvent, FormerTitle, User
from tests.factories import MARCH_2012, PASSWORD, MembershipFactory, ProgrammeFactory
from tests.reading import errors, sent, words

PEOPLE = "/programmes/shared-management/people/"


@pytest.fixture(autouse=True)
def march_2012():
    with time_machine.travel(MARCH_2012, tick=False):
        yield


@pytest.fixture
def admin(administrator, signed_in):
    """The administrator's browser."""
    return signed_in(administrator)


def change(client, person, **values):
    address = f"{PEOPLE}{person.pk}/edit/"
    return client.post(address, {**sent(client.get(address)), **values})


def test_a_title_changes_and_the_page_of_the_past_shows_the_old_one(admin, auditor):
    change(admin, auditor, name="Jane Poole", job_title="Head of audit", why="Promoted")
    assert "Jane Poole (auditor), Head of audit" in words(admin.get(PEOPLE))
    past = words(admin.get(f"{PEOPLE}?at=2012-03-08"))
    assert "Auditor (auditor)" in past and "Head of audit" not in past
    assert "Auditor, until 9 March 2012" in words(admin.get(f"{PEOPLE}{auditor.pk}/edit/"))


def test_the_history_says_whose_title_it_was(admin, auditor):
    change(admin, auditor, job_title="Head of audit", why="Promoted")
    event = AuditEvent.objects.get()
    assert (event.verb, event.title) == (
        "changed the name or title of",
        "Head of audit (auditor)",
    )
    assert (event.changes[0]["was"], event.reason) == ("Auditor", "Promoted")


def test_a_title_that_was_written_wrongly_is_corrected(admin, auditor):
    change(admin, auditor, job_title="Auditors", corrects="on")
    assert AuditEvent.objects.get().verb == "corrected the name or title of"


def test_of_several_titles_the_one_of_the_moment_is_shown(programme, administrator, auditor):
    for year, title in ((2011, "Head of audit"), (2012, "Director of audit")):
        lifecycle.change_title(
            auditor,
            programme=programme,
            by=administrator,
            at=MARCH_2012.replace(year=year),
            job_title=title,
        )
    for year, title in ((2010, "Auditor"), (2011, "Head of audit"), (2012, "Director of audit")):
        person = User.objects.get(pk=auditor.pk)
        FormerTitle.objects.put_back([person], MARCH_2012.replace(year=year, month=12))
        assert person.job_title == title


@pytest.mark.parametrize("title", ["", "Head\u202eof"])
def test_a_title_that_will_not_do_is_refused(admin, auditor, title):
    assert set(errors(change(admin, auditor, job_title=title))) == {"job_title"}


def test_nothing_changed_leaves_no_trace(admin, auditor):
    assert "Nothing was changed" in errors(change(admin, auditor))["job_title"]
    assert not AuditEvent.objects.exists() and not FormerTitle.objects.exists()


def test_every_programme_of_the_person_has_it_on_record(admin, auditor):
    elsewhere = ProgrammeFactory()
    MembershipFactory(programme=elsewhere, user=auditor)
    change(admin, auditor, job_title="Head of audit")
    assert elsewhere.events.count() == 1


def test_a_user_name_that_reads_the_same_is_refused_by_its_name(admin, auditor):
    User.objects.create_user("j.poole", job_title="Head of legal services")
    usual = {"job_title": "Auditor", "password": PASSWORD, "role": "auditor"}
    for username in "J.Poole", "j-poole":
        page = admin.post(f"{PEOPLE}add/", {**usual, "username": username})
        assert "j.poole" in errors(page)["username"]
