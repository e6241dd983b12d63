"""What is refused in papers in the house's words, once, and beside its field."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from papers import actions as papers
from papers import front_sheets
from papers.putting_back import put_back_field
from papers.setting_languages import set_languages
from reports import arranging
from tests.papers.attached import *  # noqa: F403  (its fixtures)
from tests.papers.conftest import DEFINED, WRITTEN
from tests.reading import errors

RAW = "To do [R1](ref:row/R1)"


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": WRITTEN}


@pytest.fixture
def standing(definition, democratic_services):
    """A function that adds a part to the definition that starts with a text."""

    def add(text):
        part = {"heading": "Law", "kind": "text", "starts": "standing", "standing": text}
        who = {"by": democratic_services, "at": DEFINED}
        return arranging.add_written_part(definition, version=None, **part, **who)

    return add


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a" * 50_001, "Use at most 50,000 characters. This has 50,001."),
        ("a\0b", "Remove the hidden character U+0000: it can make text read"),
    ],
)
@pytest.mark.parametrize("page", ["text", "standing"])
def test_what_two_checks_say_is_said_once(
    manager, democratic_services, signed_in, part, definition, programme, at, page, text, said
):
    client, url, sent = manager, at("text", part("background").pk), {"text": text}
    if page == "standing":
        client = signed_in(democratic_services)
        url = reverse("reports:add_written", args=[programme.slug, definition.pk])
        sent = {"heading": "Law", "kind": "text", "starts": "standing", "standing": text}
    found = errors(client.post(url, {"state": "in_work", **sent}))
    assert found[page].startswith(said) and found[page].count(said) == 1


@pytest.mark.once
def test_a_blank_comment_is_asked_for_in_english(manager, part, at):
    page = manager.post(at("comments", part("background").pk), {"text": ""})
    assert errors(page) == {"text": "Enter your comment."}


@pytest.mark.parametrize(
    "ref", ["row/R99", "text/background/1", "recommendation/1", "part/gone", "figure/risks/none"]
)
def test_a_standing_text_refers_to_nothing_that_a_paper_may_lack(standing, ref):
    with pytest.raises(ValidationError, match="leads nowhere in a paper") as refused:
        standing(f"1. See [x](ref:{ref}).")
    assert set(refused.value.message_dict) == {"standing"}


def test_a_standing_text_refers_to_parts_of_its_report(standing):
    assert standing("1. See [x](ref:part/conclusions).").written["law"]["standing"]


@pytest.mark.parametrize("name", ["acts", "second_acts"])
def test_who_acts_takes_no_reference_and_says_so(recommend, who, name):
    row = recommend("To note.")
    for step in (
        lambda: recommend(**{"text": "To note.", name: RAW}),
        lambda: papers.change_recommendation(row, **who, **{name: RAW}),
    ):
        with pytest.raises(ValidationError, match="Write the number or name itself") as refused:
            step()
        assert set(refused.value.message_dict) == {name}


def test_a_line_of_a_front_sheet_takes_no_reference(add_field, part, who):
    line, text = add_field("Subject"), add_field("Purpose", "text")
    said = {line.key: RAW, text.key: "See [x](ref:part/background)"}
    with pytest.raises(ValidationError, match="Write the number or name itself") as refused:
        papers.fill_front_sheet(part("front-sheet"), answers=said, **who)
    assert set(refused.value.message_dict) == {line.name}


def test_a_front_sheet_asks_for_nothing_twice(add_field, democratic_services):
    first, who = add_field("Subject"), {"by": democratic_services, "at": WRITTEN}
    front_sheets.leave_out_field(first, why="A slip", **who)
    second, other = add_field("subject"), add_field("Purpose")
    for step in (
        lambda: put_back_field(first, **who),
        lambda: add_field("Subject"),
        lambda: front_sheets.change_field(other, label="Subject", **who),
    ):
        with pytest.raises(ValidationError, match="asks for “Subject” already"):
            step()
    assert front_sheets.change_field(second, label="Subject", **who).label == "Subject"


@pytest.mark.once
def test_a_document_that_was_left_out_meanwhile_is_not_the_version_in_welsh(paper, attach, who):
    seen = attach("Adroddiad")
    type(seen).objects.filter(pk=seen.pk).update(left_out=True)
    what = {"language": "en", "second": "attached", "second_document": seen}
    with pytest.raises(ValidationError, match="not attached any more"):
        set_languages(paper, **what, **who)
