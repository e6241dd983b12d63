"""The front sheet as people press it: what was answered stays, what is asked can be seen."""

import pytest
import time_machine
from django.urls import reverse

from papers import front_sheets
from papers.choices import FieldKind, Outline
from papers.models import FrontSheetField
from programme import audit
from programme.records import change_entry
from tests.factories import noon
from tests.papers.conftest import WRITTEN
from tests.reading import errors, sent, typed, words

pytestmark = pytest.mark.once

NOW = noon(2012, 3, 23)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def at(programme):
    """A function that gives the address of a page of the programme."""
    return lambda name, *args: reverse(name, args=[programme.slug, *args])


@pytest.fixture
def answer(start, programme_manager):
    """A function that answers a field of the front sheet of a paper."""

    def step(field, said):
        paper = start(outlines=[Outline("front-sheet", "Front sheet", "front_sheet")])
        who = {"by": programme_manager, "at": WRITTEN}
        changes = [audit.note(field.name, field.label, "", said)]  # whatever it is
        change_entry(paper.parts.get(), changes=changes, answers={field.key: said}, **who)
        return paper.parts.get()

    return step


def press(client, address, **given):
    return client.post(address, {**sent(client.get(address)), **given}, follow=True)


def test_a_field_that_is_answered_keeps_its_kind(add_field, answer, manager, at):
    field = add_field("Purpose")
    part = answer(field, "To close it")
    page = at("papers:field", field.pk)
    said = errors(press(manager, page, kind="date"))["kind"]
    assert said == (f"Answered already in {part.paper}. Leave this field out and add another one.")
    press(manager, page, label="Purpose of it", hint="Short")
    field.refresh_from_db()
    assert (field.kind, field.label) == ("line", "Purpose of it")


def test_a_field_that_nobody_answered_gets_another_kind(add_field, answer, manager, at):
    field, other = add_field("Purpose"), add_field("Subject")
    answer(other, "Closure")
    press(manager, at("papers:field", field.pk), kind="date")
    assert FrontSheetField.objects.get(pk=field.pk).kind == "date"


@pytest.mark.parametrize("kind", FieldKind)
@pytest.mark.parametrize("said", ["A line", "![a](b)", "2012-02-31", "yes", "One\nTwo"])
def test_no_answer_breaks_a_page(add_field, answer, manager, at, kind, said):
    """As when a paper starts with what was answered before a field was changed."""
    field = add_field("Purpose", kind, options="One\nTwo")
    part = answer(field, said)
    assert manager.get(at("papers:answers", part.pk)).status_code == 200
    assert manager.get(at("reports:preview", part.paper_id)).status_code == 200
    assert manager.post(at("papers:answers", part.pk), {"preview": "yes"}).status_code == 200


def test_a_date_that_is_none_stands_as_it_was_typed(add_field, answer, manager, at):
    field = add_field("When", "date")
    part = answer(field, "in spring")
    page = at("papers:answers", part.pk)
    assert typed(manager.get(page), field.name) == "in spring"
    assert field.name in errors(press(manager, page))
    assert "When in spring" in words(manager.get(at("reports:preview", part.paper_id)))


def test_what_has_to_be_filled_in_is_not_called_optional(add_field, answer, manager, at):
    first, second = add_field("Subject", is_required=True), add_field("Wards")
    page = words(manager.get(at("papers:answers", answer(first, "").pk)))
    assert "Subject (has to be filled in)" in page and "Wards (optional)" in page
    assert "(has to be filled in) (optional)" not in page and second.label in page


def test_the_front_sheet_of_then(add_field, body, democratic_services, manager, at):
    field = add_field("Subject")
    front_sheets.change_field(field, by=democratic_services, at=noon(2012, 3, 20), label="Title")
    page = at("papers:front_sheet", body.pk)
    then = manager.get(page, {"at": "2012-03-10"})
    assert "Subject" in words(then) and "Title" not in words(then)
    assert b"moment-banner" in then.content
    main = then.content.decode().split("<main")[1].split("</main")[0]
    for way in ("<button", "/move/", "/leave-out/", "/add/", at("papers:field", field.pk)):
        assert way not in main
    assert "Title" in words(manager.get(page)) and "Leave out" in words(manager.get(page))


def test_there_is_no_front_sheet_before_its_body(body, manager, at):
    page = at("papers:front_sheet", body.pk)
    assert manager.get(page, {"at": "1990-01-01"}).status_code == 404
    assert manager.get(page).status_code == 200


def test_there_is_no_preview_before_its_paper(paper, manager, at):
    page = at("reports:preview", paper.pk)
    assert manager.get(page, {"at": "2012-02-29"}).status_code == 404
    assert manager.get(page, {"at": "2012-03-01"}).status_code == 200


@pytest.mark.parametrize(
    ("text", "said"), [("a" * 100_001, "more than 100,000 characters"), ("a\0b", "(a null)")]
)
def test_what_cannot_be_kept_is_said_to_the_writer(paper, part, manager, at, text, said):
    keep = at("papers:unsaved", part("background").pk)
    answer = manager.post(keep, {"text": text, "version": "1"})
    assert answer.status_code == 200 and answer.json()["kept"] == ""
    assert answer.json()["problem"].startswith("What you typed is not kept. ")
    assert said in answer.json()["problem"]
