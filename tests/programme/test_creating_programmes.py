"""The first programme of an installation is created in the browser, by those who may."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from programme import creating
from programme.authorization import NotPermitted
from programme.models import AuditEvent, CreationRight, Programme, User
from tests.factories import MARCH_2012, ProgrammeFactory, UserFactory
from tests.reading import errors, sent, typed, words

CREATE, CREATORS = "/service/programmes/add/", "/service/creators/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    """Who `createsuperuser` made: nothing but a user name."""
    return User.objects.create_superuser("first", password="a long first phrase", job_title="")


@pytest.fixture
def create(signed_in, first):
    """A function that sends the form as the first person; None leaves a field out."""

    def step(by=first, **said):
        client = signed_in(by)
        page = client.get(CREATE)
        given = {"name": "Shared waste", "manages": "yes", "job_title": "Head of Waste", **said}
        data = {name: one for name, one in {**sent(page), **given}.items() if one is not None}
        return client.post(CREATE, data)

    return step


def test_the_first_person_is_led_to_the_first_programme(signed_in, first):
    page = signed_in(first).get("/")
    assert "Create the first one" in words(page) and CREATE in page.content.decode()


def test_it_begins_with_its_administrator_and_manager_and_is_on_record(create, first):
    assert create().url == "/programmes/shared-waste/"
    programme = Programme.objects.get()
    held = programme.memberships.order_by("role").values_list("user", "role")
    assert [*held] == [(first.pk, "administrator"), (first.pk, "programme_manager")]
    assert User.objects.get().job_title == "Head of Waste"
    verbs = AuditEvent.objects.filter(programme=programme).values_list("verb", flat=True)
    assert "created the programme" in verbs
    assert {one.by_name for one in AuditEvent.objects.all()} == {"Head of Waste"}


def test_who_only_sets_it_up_is_its_administrator_alone(create):
    create(manages="no")
    assert [one.role for one in Programme.objects.get().memberships.all()] == ["administrator"]


def test_a_double_click_creates_one(signed_in, first):
    client = signed_in(first)
    said = {"name": "Shared waste", "manages": "no", "job_title": "Head of Waste"}
    said = {**sent(client.get(CREATE)), **said}
    answers = {client.post(CREATE, said).url for _ in range(2)}
    assert answers == {"/programmes/shared-waste/"} and Programme.objects.count() == 1


def test_other_words_after_back_are_asked_about_and_not_lost(signed_in, first):
    client = signed_in(first)
    said = {"name": "Shared waste", "manages": "no", "job_title": "Head of Waste"}
    said = {**sent(client.get(CREATE)), **said}
    client.post(CREATE, said)
    page = client.post(CREATE, {**said, "name": "Shared roads"})
    assert "You have saved this form before" in errors(page)["__all__"]
    assert client.post(CREATE, sent(page)).url == "/programmes/shared-roads/"


def test_what_was_typed_as_a_session_ended_comes_back(client, signed_in, first):
    page = signed_in(first).get(CREATE)
    client.post(CREATE, {**sent(page), "name": "Shared waste"})
    client.force_login(first)
    page = client.get(CREATE)
    assert typed(page, "name") == "Shared waste" and "Your session had ended" in words(page)
    assert not Programme.objects.exists()


REFUSED = [
    ({"name": ""}, "name"),
    ({"name": "!!"}, "name"),
    ({"name": "SHARED   management"}, "name"),
    ({"slug": "shared-management"}, "slug"),
    ({"slug": "two words"}, "slug"),
    ({"manages": None}, "manages"),
    ({"job_title": ""}, "job_title"),
]


@pytest.mark.parametrize(("said", "field"), REFUSED)
def test_what_will_not_do_comes_back_with_what_was_typed(create, programme, said, field):
    page = create(**{"stage": "Start", **said})
    assert set(errors(page)) == {field} and typed(page, "stage") == "Start"
    assert Programme.objects.count() == 1


def test_an_address_that_is_taken_is_made_another_one(create):
    ProgrammeFactory(name="Waste that is shared", slug="shared-waste")
    assert create().url == "/programmes/shared-waste-2/"


def test_nobody_creates_one_without_the_right(signed_in, administrator):
    with pytest.raises(NotPermitted):
        creating.create_programme(by=administrator, at=MARCH_2012, name="Another")
    assert signed_in(administrator).get(CREATE).status_code == 403
    assert CREATE not in signed_in(administrator).get("/account/").content.decode()


@pytest.fixture
def right(first, nobody):
    return creating.give_creation(by=first, at=MARCH_2012, username="NOBODY")


def test_a_right_is_given_used_and_ended_and_all_of_it_is_on_record(
    signed_in, first, nobody, right, create
):
    assert create(by=nobody).status_code == 302
    client = signed_in(first)
    end = f"{CREATORS}{right.pk}/end/"
    client.post(end, {**sent(client.get(end)), "why": "She moved on"})
    assert signed_in(nobody).get(CREATE).status_code == 403 and Programme.objects.count() == 1
    page = words(client.get(CREATORS))
    assert "first" in page and nobody.title in page and "No 9 March 2012" in page
    events = AuditEvent.objects.filter(subject_type="programme.creationright").order_by("pk")
    assert [one.verb for one in events] == ["gave a right to", "ended the right of"]


def test_only_a_service_administrator_gives_it(signed_in, nobody, right):
    with pytest.raises(NotPermitted):
        creating.give_creation(by=nobody, at=MARCH_2012, username="first")
    assert signed_in(nobody).get(CREATORS).status_code == 403


@pytest.mark.parametrize("name", ["stranger", "first", "nobody"])
def test_it_is_not_given_to_nobody_nor_twice(signed_in, first, right, name):
    client = signed_in(first)
    address = f"{CREATORS}add/"
    page = client.post(address, {**sent(client.get(address)), "username": name})
    assert set(errors(page)) == {"username"} and CreationRight.objects.count() == 1


def test_it_is_ended_once_and_its_record_stays(first, right):
    creating.end_creation(right, by=first, at=MARCH_2012, why="Moved")
    with pytest.raises(ValidationError):
        creating.end_creation(right, by=first, at=MARCH_2012, why="Moved")
    with pytest.raises(DatabaseError), transaction.atomic():
        CreationRight.objects.update(granted_at=MARCH_2012, ended_at=None, ended_by=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        CreationRight.objects.all().delete()


def test_whoever_has_no_programme_is_told_whom_to_ask(signed_in, first):
    page = words(signed_in(UserFactory(username="newcomer")).get("/"))
    assert "your user name, newcomer" in page and "may create programmes: first" in page
