"""What the authors say to each other about a part: added, answered, settled, and never printed."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from papers import comments
from papers.models import PartComment
from programme.authorization import NotPermitted
from programme.models import AuditEvent
from reports.composition import compose
from reports.document import render_html
from reports.word.document import render_docx
from tests.factories import noon
from tests.papers.conftest import WRITTEN
from tests.reading import errors, links, sent, typed, words
from tests.reports.word import parts

pytestmark = pytest.mark.once

SECRET, LATER = "The figure of £41,300 is not agreed", noon(2012, 3, 6)


@pytest.fixture
def at(programme):
    return lambda name, *args: reverse(name, args=[programme.slug, *args])


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def said(part, programme_manager):
    return comments.comment(part("background"), by=programme_manager, at=WRITTEN, text=SECRET)


@pytest.fixture
def page(part, at):
    return at("papers:comments", part("background").pk)


@pytest.fixture
def press(said, at):
    """A function that presses a button of the comment."""

    def step(client, step):
        settle = at("papers:settle_comment", said.pk)
        return words(client.post(settle, {"step": step}, follow=True))

    return step


@pytest.mark.each
def test_a_comment_is_added_on_the_page_of_its_part(manager, page, paper, at):
    manager.post(page, {**sent(manager.get(page)), "text": SECRET})
    shown = words(manager.get(page))
    assert "Programme manager" in shown and SECRET in shown
    found = links(manager.get(at("papers:detail", paper.pk)))
    assert "1 open on Background" in found[page]


def test_it_is_answered(manager, said, page, at):
    answer = at("papers:answer_comment", said.pk)
    form = sent(manager.get(answer))
    assert SECRET in words(manager.get(answer))
    manager.post(answer, {**form, "text": "It is by now"})
    assert "It is by now" in words(manager.get(page))


def test_it_is_settled_and_taken_up_again(manager, said, press, page, at):
    answer = at("papers:answer_comment", said.pk)
    assert "Take up again" not in words(manager.get(page))
    assert "The comment is settled." in press(manager, "settle")
    assert answer not in links(manager.get(page))
    assert "The comment is taken up again." in press(manager, "take_up")
    assert answer in links(manager.get(page))


def test_what_two_press_is_done_once(manager, press):
    press(manager, "settle")
    assert "It is settled already." in press(manager, "settle")
    press(manager, "take_up")
    assert "It is not settled." in press(manager, "take_up")
    assert "Choose one of the buttons." in press(manager, "shout")
    assert PartComment.objects.get().version == 3


@pytest.mark.each
def test_an_answer_to_one_that_was_settled_meanwhile_comes_back(manager, said, press, at):
    answer = at("papers:answer_comment", said.pk)
    form = sent(manager.get(answer))
    press(manager, "settle")
    response = manager.post(answer, {**form, "text": "But it is"})
    assert "Take it up again to answer it." in words(response)
    assert typed(response, "text") == "But it is" and not said.answers.exists()
    assert "This comment is settled." in words(manager.get(answer, follow=True))


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_a_blank_or_endless_comment_is_refused(manager, page, text):
    response = manager.post(page, {**sent(manager.get(page)), "text": text})
    assert errors(response).keys() == {"text"} and not PartComment.objects.exists()


@pytest.mark.each
def test_an_answer_is_neither_answered_nor_settled(said, programme_manager):
    who = {"by": programme_manager, "at": LATER}
    answer = comments.answer_comment(said, text="Why?", **who)
    for step in (comments.settle_comment, comments.take_up_comment):
        with pytest.raises(ValidationError):
            step(answer, **who)
    with pytest.raises(ValidationError):
        comments.answer_comment(answer, text="So", **who)


def test_only_those_who_write_read_them(said, auditor, page, paper, signed_in, at):
    client = signed_in(auditor)
    assert client.get(page).status_code == 403
    detail = client.get(at("papers:detail", paper.pk))
    assert page not in links(detail) and SECRET not in words(detail)
    with pytest.raises(NotPermitted):
        comments.comment(said.part, by=auditor, at=LATER, text="Me too")


def test_the_history_tells_that_something_was_said_and_not_what(said, manager, press, at):
    press(manager, "settle")
    found = AuditEvent.objects.filter(subject_type="papers.part", subject_id=said.part_id)
    assert {"commented on", "settled a comment on"} <= {one.verb for one in found}
    assert not any("41,300" in f"{one.title} {one.changes} {one.reason}" for one in found)
    assert "41,300" not in words(manager.get(at("history")))


def test_they_are_never_printed(said, definition, meeting):
    content = compose(definition, at=LATER, since=None, meeting=meeting)
    written = b"".join(parts(render_docx(content)).values()).decode("utf-8", "replace")
    assert "41,300" not in json.dumps(content) + render_html(content) + written


def test_the_preview_has_none(said, manager, paper, at):
    assert "41,300" not in words(manager.get(at("reports:preview", paper.pk)))


def test_the_database_keeps_what_was_said(said):
    with pytest.raises(DatabaseError), transaction.atomic():
        PartComment.objects.update(text="Something else")
    with pytest.raises(DatabaseError), transaction.atomic():
        PartComment.objects.all().delete()
