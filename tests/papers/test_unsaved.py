"""Whatever is typed in the form about a part is kept, offered again, taken up and given up."""

from datetime import date

import pytest
from django.urls import reverse
from lxml import html as lxml_html

from papers import actions as papers
from papers.models import UnsavedText
from papers.setting_languages import set_languages
from tests.papers.conftest import WRITTEN, unsaved_at
from tests.reading import sent, words

pytestmark = pytest.mark.once

DAY, TICKS = "27 March 2012", ["One", "Two"]


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def at(programme):
    return lambda name, *args: reverse(name, args=[programme.slug, *args])


@pytest.fixture
def fields(add_field):
    kinds = {"line": "Subject", "text": "Finance", "date": "Day", "yes_no": "Key decision"}
    found = {kind: add_field(label, kind) for kind, label in kinds.items()}
    return found | {"ticks": add_field("Wards", "ticks", options="One\nTwo\nThree")}


@pytest.fixture
def sheet(paper, fields, part, at):
    return at("papers:answers", part("front-sheet").pk)


@pytest.fixture
def typed(fields):
    """What is typed in the front sheet, by the names of its form."""
    said = {"line": "Closure", "text": "1. It costs.", "date": DAY, "yes_no": "yes", "ticks": TICKS}
    return {fields[kind].name: value for kind, value in said.items()}


@pytest.fixture
def kept(manager, sheet, typed, part, at):
    """The front sheet with what the manager typed and did not save."""
    keep = at("papers:unsaved", part("front-sheet").pk)
    form = {**sent(manager.get(sheet)), **typed}
    assert "is kept" in manager.post(keep, form).json()["kept"]
    return keep


def test_all_kinds_of_answers_are_kept_and_taken_up(kept, manager, sheet, part, fields):
    assert "did not save it" in words(manager.get(sheet))
    again, ticks = manager.get(unsaved_at(sheet)), fields["ticks"].name
    manager.post(sheet, {**sent(again), ticks: again.context["form"][ticks].value()})
    answers = part("front-sheet").answers
    said = [answers[fields[kind].key] for kind in ("line", "text", "date", "yes_no", "ticks")]
    assert said == ["Closure", "1. It costs.", "2012-03-27", "yes", "One\nTwo"]
    assert not UnsavedText.objects.exists()
    assert "did not save it" not in words(manager.get(sheet))


def test_what_is_kept_is_given_up_and_the_sheet_stays(kept, manager, sheet, part):
    manager.post(sheet, {"give_up": UnsavedText.objects.get().pk})
    assert not UnsavedText.objects.exists() and part("front-sheet").answers == {}


def test_nothing_is_offered_of_what_is_saved_by_now(kept, manager, sheet, part, fields, typed):
    how = {"by": part("front-sheet").updated_by, "at": WRITTEN}
    days = {fields["date"].key: date(2012, 3, 27).isoformat(), fields["ticks"].key: "One\nTwo"}
    said = {fields[kind].key: typed[fields[kind].name] for kind in ("line", "text", "yes_no")}
    papers.fill_front_sheet(part("front-sheet"), answers={**said, **days}, state="in_work", **how)
    assert "did not save it" not in words(manager.get(sheet))


def test_what_was_kept_meets_a_newer_version(kept, manager, sheet, part, fields, legal_officer):
    key = fields["line"].key
    papers.fill_front_sheet(
        part("front-sheet"), answers={key: "Merger"}, state="in_work", by=legal_officer, at=WRITTEN
    )
    shown = manager.post(sheet, sent(manager.get(unsaved_at(sheet))))
    assert "changed while you were working on it" in words(shown)
    assert part("front-sheet").answers[key] == "Merger"


def test_it_is_kept_for_its_writer_alone(kept, sheet, signed_in, legal_officer):
    other = signed_in(legal_officer)
    assert "did not save it" not in words(other.get(sheet))
    assert "Closure" not in other.get(unsaved_at(sheet)).content.decode()


def test_the_second_language_and_its_heading_are_kept(
    paper, manager, at, part, programme_manager, fields
):
    set_languages(paper, language="en", second="written", by=programme_manager, at=WRITTEN)
    row, name = part("front-sheet"), f"second_{fields['line'].name}"
    typed = {"second_heading": "Taflen", name: "Cau", "version": 1}
    manager.post(at("papers:unsaved", row.pk), typed)
    again = manager.get(unsaved_at(at("papers:answers", row.pk))).context["form"]
    assert (again["second_heading"].value(), again[name].value()) == ("Taflen", "Cau")


def test_nothing_but_what_the_form_asks_for_is_kept(manager, paper, part, at):
    sent_too = {"csrfmiddlewaretoken": "x", "once": "y", "else": "z", "text": "A", "version": 1}
    manager.post(at("papers:unsaved", part("background").pk), sent_too)
    assert UnsavedText.objects.get().typed == {"text": ["A"]}


@pytest.mark.parametrize(("page", "key"), [("text", "background"), ("answers", "front-sheet")])
def test_every_form_with_the_editor_is_kept_while_somebody_types(
    paper, manager, at, part, page, key
):
    tree = lxml_html.fromstring(manager.get(at(f"papers:{page}", part(key).pk)).content)
    assert tree.xpath("//form/@data-keep") == [at("papers:unsaved", part(key).pk)]
    assert tree.xpath("//script[contains(@src, 'keep-typed')]")


@pytest.mark.each
def test_what_was_kept_stays_beside_what_is_typed_on_another_page(manager, at, part, paper):
    row = part("background")
    page, keep = at("papers:text", row.pk), at("papers:unsaved", row.pk)
    long = "A thousand words"
    manager.post(keep, {**sent(manager.get(page)), "text": long})
    second = sent(manager.get(page))  # opened the next day, and not gone on with
    manager.post(keep, {**second, "text": "x"})
    assert sorted(one.typed["text"][0] for one in UnsavedText.objects.all()) == [long, "x"]
    manager.post(page, {**second, "text": "One comma."})
    assert [one.typed["text"] for one in UnsavedText.objects.all()] == [[long]]
    assert "did not save it" in words(manager.get(page))


@pytest.mark.each
def test_what_is_gone_on_with_is_kept_in_its_place_and_goes_when_it_is_saved(
    manager, at, part, paper
):
    row = part("background")
    page, keep = at("papers:text", row.pk), at("papers:unsaved", row.pk)
    manager.post(keep, {**sent(manager.get(page)), "text": "Words"})
    on = sent(manager.get(unsaved_at(page)))
    manager.post(keep, {**on, "text": "Words and more"})
    assert UnsavedText.objects.get().typed["text"] == ["Words and more"]
    shown = manager.post(page, {**on, "text": "Words and more", "preview": "yes"})
    assert sent(shown)["took_up"] == on["took_up"]
    manager.post(page, {**on, "text": "Words and more"})
    assert not UnsavedText.objects.exists() and part("background").text == "Words and more"
