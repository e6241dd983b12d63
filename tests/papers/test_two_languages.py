"""Papers in English and Welsh as they are written: side by side, on the same pages, compared."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from lxml import html as lxml_html

from papers import actions as papers
from papers.attaching import leave_out_attached
from papers.models import UnsavedText
from papers.second import second_faults
from papers.setting_languages import set_languages
from programme.authorization import NotPermitted
from tests.factories import MeetingFactory
from tests.papers.attached import *  # noqa: F403  (its fixtures)
from tests.papers.conftest import WRITTEN, unsaved_at
from tests.reading import errors, sent, words

pytestmark = pytest.mark.once


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": WRITTEN}


@pytest.fixture
def bilingual(paper, who):
    """The paper, in English and in Welsh beside it."""
    return set_languages(paper, language="en", second="written", **who)


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def at(programme):
    """A function that gives the address of a page of the programme."""
    return lambda name, *args: reverse(name, args=[programme.slug, *args])


@pytest.fixture
def background(part, at):
    return at("papers:text", part("background").pk)


def test_the_languages_of_a_paper_are_set_on_its_page(manager, paper, at, background):
    page = at("papers:languages", paper.pk)
    assert page in manager.get(at("papers:detail", paper.pk)).content.decode()
    assert "In Welsh" not in words(manager.get(background))
    form = {**sent(manager.get(page)), "second": "written"}
    assert "English and Welsh" in words(manager.post(page, form, follow=True))
    shown = manager.get(background)
    [text] = lxml_html.fromstring(shown.content).xpath("//textarea[@name='second_text']")
    assert text.get("lang") == "cy" and "In Welsh" in words(shown)


def test_who_only_reads_sets_no_languages(paper, signed_in, scrutiny_officer, at):
    page = signed_in(scrutiny_officer).get(at("papers:languages", paper.pk))
    assert page.status_code == 403
    with pytest.raises(NotPermitted):
        how = {"language": "cy", "second": "none", "at": WRITTEN}
        set_languages(paper, by=scrutiny_officer, **how)


def test_another_language_is_asked_about_where_something_is_written(
    manager, paper, at, who, part, write
):
    page = at("papers:languages", paper.pk)
    assert "in this language already" not in words(manager.get(page))
    write("background", "1. It began.")
    form = {**sent(manager.get(page)), "language": "cy"}
    said = errors(manager.post(page, form))["written"]
    assert said.startswith("What is written so far was written as English, and would be read out")
    paper.refresh_from_db()
    assert paper.language == "en"
    assert "Welsh" in words(manager.post(page, {**form, "written": "is_in_it"}, follow=True))
    paper.refresh_from_db()
    assert paper.language == "cy"


@pytest.fixture
def both(bilingual, write, part, recommend, add_field, who, paper):
    """The paper with something in every part, in both languages."""
    line, day = add_field("Subject"), add_field("Day", "date")
    said = {line.key: "Closure", day.key: "2012-04-04"}
    sheet = {"answers": said, "second_answers": {line.key: "Cau"}, "second_heading": "Taflen"}
    papers.fill_front_sheet(part("front-sheet"), **sheet, **who)
    recommend("To note.", second_text="Nodi.", second_acts="Cyfarwyddwr", acts="Director")
    for key in ("background", "conclusions"):
        welsh = {"second_text": f"1. Cymraeg {key}.", "second_heading": "Pennawd"}
        write(key, f"1. English {key}.", **welsh)
    papers.say_recommended(part("recommended"), state="done", second_heading="Argymhellion", **who)
    return papers.title_paper(paper, title="Report", second_title="Adroddiad", **who)


def test_the_versions_change_places_with_the_language(both, manager, at, part, paper):
    page, key = at("papers:languages", both.pk), part("background").pk
    form = {**sent(manager.get(page)), "language": "cy", "written": "swapped"}
    shown = manager.post(page, form, follow=True)
    assert "Welsh and English" in words(shown), errors(shown)
    row, sheet = part("background"), part("front-sheet")
    assert (row.text, row.second_text) == ("1. Cymraeg background.", "1. English background.")
    assert (row.heading, row.second_heading) == ("Pennawd", "Background")
    assert "Cau" in sheet.answers.values() and "2012-04-04" in sheet.answers.values()
    assert list(sheet.second_answers.values()) == ["Closure"] and row.pk == key
    one = paper.recommendations.get()
    assert (one.text, one.acts, one.second_text) == ("Nodi.", "Cyfarwyddwr", "To note.")
    paper.refresh_from_db()
    assert (paper.title, paper.second_title, paper.language) == ("Adroddiad", "Report", "cy")


def test_they_do_not_change_places_where_something_is_blank_or_decided(both, manager, at, write):
    page = at("papers:languages", both.pk)
    write("background", "1. English.", second_text="")
    form = {**sent(manager.get(page)), "language": "cy", "written": "swapped"}
    assert "Write these in Welsh first" in errors(manager.post(page, form))["written"]
    both.refresh_from_db()
    assert both.language == "en" and both.title == "Report"


def test_a_paper_in_one_language_has_no_places_to_change(manager, paper, at, write):
    write("background", "1. It began.")
    page = at("papers:languages", paper.pk)
    assert "change places" not in words(manager.get(page))
    form = {**sent(manager.get(page)), "language": "cy", "written": "swapped"}
    assert "not written in both" in errors(manager.post(page, form))["written"]


@pytest.mark.each
def test_a_document_that_was_left_out_meanwhile_is_no_second_version(
    paper, attach, who, programme_manager
):
    document = attach("Adroddiad")
    leave_out_attached(type(document).objects.get(pk=document.pk), why="Wrong", **who)
    with pytest.raises(ValidationError, match="not attached any more"):
        set_languages(paper, language="en", second="attached", second_document=document, **who)


@pytest.mark.each
def test_an_attached_document_is_the_version_in_the_other_language(manager, paper, attach, at):
    page = at("papers:languages", paper.pk)
    form = {**sent(manager.get(page)), "second": "attached"}
    assert "No document is attached" in errors(manager.post(page, form))["second"]
    document = attach("Adroddiad")
    form = {**sent(manager.get(page)), "second": "attached"}
    assert "Choose the attached document" in " ".join(errors(manager.post(page, form)).values())
    shown = manager.post(page, {**form, "second_document": document.pk}, follow=True)
    assert "in Welsh as Adroddiad, which is attached" in words(shown)


def test_a_text_is_written_and_previewed_in_welsh(manager, bilingual, background, part):
    typed = {"text": "1. It began.", "second_text": "1. *Dechreuodd*.", "second_heading": "Cefndir"}
    form = {**sent(manager.get(background)), **typed}
    shown = lxml_html.fromstring(manager.post(background, {**form, "preview": "yes"}).content)
    assert shown.xpath("//section[@id='preview']//div[@lang='cy']//em/text()") == ["Dechreuodd"]
    manager.post(background, form)
    row = part("background")
    assert (row.second_text, row.second_heading) == ("1. *Dechreuodd*.", "Cefndir")


def test_what_cannot_be_printed_in_welsh_is_said_there_and_kept(manager, bilingual, background):
    form = {**sent(manager.get(background)), "second_text": "![a](b)"}
    shown = manager.post(background, form)
    assert "A picture cannot stand" in errors(shown)["second_text"]
    assert shown.context["form"]["second_text"].value() == "![a](b)"


def test_welsh_that_was_typed_when_the_paper_became_one_in_english_is_kept(
    manager, bilingual, background, part, who
):
    form = sent(manager.get(background))
    set_languages(bilingual, language="en", second="none", **who)
    manager.post(background, {**form, "second_text": "Dechreuodd."})
    assert part("background").second_text == "Dechreuodd."
    assert "In Welsh" not in words(manager.get(background))


def test_two_who_write_in_two_languages_overwrite_nothing(
    manager, bilingual, background, part, who
):
    form = sent(manager.get(background))
    papers.write_part(part("background"), text="It began.", **who)
    shown = manager.post(background, {**form, "second_text": "Dechreuodd."})
    manager.post(background, sent(shown))
    assert (part("background").text, part("background").second_text) == ("It began.", "Dechreuodd.")


def test_what_was_typed_in_welsh_is_offered_again(manager, bilingual, background, part, at):
    keep = at("papers:unsaved", part("background").pk)
    manager.post(keep, {"text": "", "second_text": "Dechreuodd", "version": 1})
    assert "did not save it" in words(manager.get(background))
    again = manager.get(unsaved_at(background))
    assert again.context["form"]["second_text"].value() == "Dechreuodd"
    manager.post(background, {**sent(again), "state": "in_work"})
    assert not UnsavedText.objects.exists() and part("background").second_text == "Dechreuodd"


def test_the_front_sheet_is_answered_in_welsh(manager, bilingual, at, part, add_field):
    subject, asked = add_field("Subject", is_required=True), add_field("Asked on", "date")
    page = at("papers:answers", part("front-sheet").pk)
    assert f'name="second_{asked.name}"' not in manager.get(page).content.decode()
    said = {subject.name: "Closure", f"second_{subject.name}": "Cau", "second_heading": "Blaen"}
    manager.post(page, {**sent(manager.get(page)), **said, "state": "done"})
    assert part("front-sheet").second_answers[subject.key] == "Cau"
    assert "Subject, in Welsh" in words(manager.get(at("papers:detail", bilingual.pk)))
    assert manager.get(page).context["form"][f"second_{subject.name}"].value() == "Cau"


def test_recommendations_are_written_in_welsh(manager, bilingual, at, part):
    page = at("papers:recommend", bilingual.pk)
    manager.post(page, {**sent(manager.get(page)), "text": "To note", "second_text": "Nodi"})
    row = bilingual.recommendations.get()
    assert row.second_text == "Nodi"
    page = at("papers:recommendation", row.pk)
    manager.post(page, {**sent(manager.get(page)), "second_acts": "Pennaeth"})
    row.refresh_from_db()
    assert (row.second_text, row.second_acts) == ("Nodi", "Pennaeth")
    page = at("papers:recommended", part("recommended").pk)
    manager.post(page, {**sent(manager.get(page)), "second_heading": "Argymhellion"})
    assert part("recommended").second_heading == "Argymhellion"


def test_the_title_has_a_second_one(manager, bilingual, at):
    page = at("papers:title", bilingual.pk)
    manager.post(page, {**sent(manager.get(page)), "second_title": "Adroddiad"})
    bilingual.refresh_from_db()
    assert bilingual.second_title == "Adroddiad"


def test_figures_that_differ_are_pointed_out_where_it_is_written(
    manager, bilingual, background, write, at
):
    said = {"second_heading": "Cefndir", "second_text": "1. £1.7m yn 2006, gweler R1."}
    write("background", "1. £1.6m in 2006, see R12.", **said)
    told = "Text: R12 and £1.6m in English only; R1 and £1.7m in Welsh only."
    assert told in words(manager.get(background))
    page = words(manager.get(at("papers:detail", bilingual.pk)))
    assert f"Not the same in both languages: Background. {told}" in page


def test_a_reference_is_the_same_whatever_its_brackets_say(bilingual, write):
    write("background", "1. One.", second_heading="Cefndir", second_text="1. Un.")
    how = {"second_heading": "Casgliad", "second_text": "Gweler [1.1](ref:text/background/1)."}
    write("conclusions", "See [Background 1](ref:text/background/1).", **how)
    assert second_faults(bilingual)[1] == []
    write("conclusions", "See that.", **how)
    [told] = second_faults(bilingual)[1]
    assert "the reference to text/background/1 in Welsh only" in told


def test_numbers_of_lists_are_no_figures_and_what_is_blank_differs_in_nothing(bilingual, write):
    write("background", "1. A\n2. B", second_text="1. A\n1. B", second_heading="C")
    write("conclusions", "It cost £5.")
    blank, differing = second_faults(bilingual)
    assert differing == []
    assert blank[0] == "the title" and "Conclusions (heading and text)" in blank


def test_a_part_whose_welsh_is_blank_is_not_counted_as_done(manager, bilingual, write, at, part):
    write("background", "It began.", state="done", second_heading="Cefndir")
    page = at("papers:detail", bilingual.pk)
    shown = words(manager.get(page))
    assert "0 of 6 parts done" in shown and "Done, but blank: text in Welsh" in shown
    write("background", "It began.", state="done", second_text="Dechreuodd.")
    assert "1 of 6 parts done" in words(manager.get(page))


def test_a_field_that_has_to_be_filled_in_later_is_counted(
    manager, paper, part, at, add_field, who
):
    papers.fill_front_sheet(part("front-sheet"), answers={}, state="done", **who)
    page = at("papers:detail", paper.pk)
    assert "1 of 6 parts done" in words(manager.get(page))
    field = add_field("Ward", is_required=True)
    shown = words(manager.get(page))
    assert "0 of 6 parts done" in shown and "Done, but blank: Ward" in shown
    answers = {field.key: "All"}
    papers.fill_front_sheet(part("front-sheet"), answers=answers, state="done", **who)
    assert "1 of 6 parts done" in words(manager.get(page))


def test_the_next_paper_is_in_the_languages_of_the_last(bilingual, write, body, start, outline):
    write("background", "It began.", second_text="Dechreuodd.")
    later = MeetingFactory(body=body, on="2012-07-04")
    outlines = [outline("background", starts="last")]
    following = start(meeting=later, outlines=outlines)
    assert following.second == "written"
    assert following.parts.get().second_text == "Dechreuodd."


@pytest.mark.parametrize(
    ("english", "welsh", "differ"),
    [
        ("£1.6m", "£1.6bn", True),
        ("-5", "5", True),
        ("5%", "£5", True),
        ("£1.6 million", "£1.6 miliwn", False),
        ("5 per cent", "5%", False),
        ("2011-12", "2011-12", False),
        ("(−5)", "(-5)", False),
    ],
)
def test_sign_and_unit_are_part_of_a_figure(bilingual, write, english, welsh, differ):
    write("background", f"It is {english}.", second_text=f"Mae {welsh}.")
    assert bool(second_faults(bilingual)[1]) == differ


def test_what_is_typed_first_in_a_welsh_paper_is_tagged_welsh(paper, who, manager, background):
    set_languages(paper, language="cy", second="written", **who)
    tree = lxml_html.fromstring(manager.get(background).content)
    tags = [tree.xpath(f"//textarea[@name='{name}']/@lang") for name in ("text", "second_text")]
    assert tags == [["cy"], ["en"]]


@pytest.mark.parametrize(
    ("welsh", "told"),
    [
        ("1. Dau yw £6.\n2. Un yw £5.", "1 has £5 in English and £6 in Welsh"),
        ("1. Un yw £5.\n2. Dau yw £6.", ""),
        ("Yn gyntaf.\n\n1. Un yw £5.\n2. Dau yw £6.", ""),
    ],
)
def test_paragraphs_in_another_order_are_told_by_their_figures(bilingual, write, welsh, told):
    write("background", "1. One is £5.\n2. Two is £6.", second_text=welsh)
    found = " ".join(second_faults(bilingual)[1])
    assert told in found and bool(found) == bool(told)
