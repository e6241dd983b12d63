"""The pages on which papers are written, pressed as people press them."""

import pytest
from django.urls import reverse
from lxml import html as lxml_html

from papers import actions as papers
from papers.models import FrontSheetField, Paper, PaperRecommendation, Part, UnsavedText
from tests.factories import MeetingFactory
from tests.papers.conftest import WRITTEN, unsaved_at
from tests.reading import sent, words

pytestmark = pytest.mark.once


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def at(programme):
    """A function that gives the address of a page of the programme."""
    return lambda name, *args: reverse(name, args=[programme.slug, *args])


@pytest.fixture
def text_page(part, at):
    return at("papers:text", part("background").pk)


def listed(page):
    """The rows of an ordered list, by their names."""
    return lxml_html.fromstring(page.content).xpath("//ol/li/strong/text()")


def test_a_paper_is_started_from_the_reports_page(definition, body, manager, at):
    ahead = MeetingFactory(body=body, on="2090-04-04")
    start = at("reports:start_paper", definition.pk, ahead.pk)
    assert start in manager.get(at("reports:list")).content.decode()
    shown = manager.post(start, sent(manager.get(start)), follow=True)
    assert "0 of 6 parts done" in words(shown)
    assert Paper.objects.get().meeting == ahead
    assert "0 of 6 parts done" in words(manager.get(at("reports:list")))


def test_the_paper_is_a_list_of_tasks(paper, manager, write, at):
    write("background", "It began.", state="done")
    page = manager.get(at("papers:detail", paper.pk))
    assert "1 of 6 parts done" in words(page)
    assert "In work" not in words(page) and "Not started" in words(page)
    assert at("reports:preview", paper.pk) in page.content.decode()


def test_the_history_of_a_paper_names_its_parts_without_it(
    paper, manager, write, programme_manager, at
):
    write("background", "It began.")
    papers.title_paper(paper, by=programme_manager, at=WRITTEN, title="Closure report")
    write("background", "It began in 2006.")
    page = lxml_html.fromstring(manager.get(at("papers:detail", paper.pk)).content)
    lines = [one.text_content() for one in page.xpath("//ol[@class='timeline']/li/p[1]")]
    assert len([one for one in lines if "wrote Background " in one]) == 2, lines


def test_who_reads_the_logs_sees_the_paper_and_nothing_to_press(
    paper, signed_in, scrutiny_officer, at
):
    page = signed_in(scrutiny_officer).get(at("papers:detail", paper.pk)).content.decode()
    assert "Background" in page and "Share out" not in page and "/text/" not in page


def test_a_part_is_written_and_said_to_be_done(manager, text_page, part):
    form = sent(manager.get(text_page))
    assert "the numbers are computed" in words(manager.get(text_page))
    shown = manager.post(text_page, {**form, "text": "1. It began.", "state": "done"}, follow=True)
    assert "Background saved: done." in words(shown)
    assert (part("background").text, part("background").state) == ("1. It began.", "done")


def test_a_preview_shows_the_text_and_saves_nothing(manager, text_page, part):
    form = {**sent(manager.get(text_page)), "text": "1. *It* began.", "preview": "yes"}
    shown = manager.post(text_page, form)
    assert b"<em>It</em> began." in shown.content and part("background").text == ""
    assert shown.context["form"]["text"].value() == "1. *It* began."


def test_what_cannot_be_printed_is_said_beside_the_text_and_kept(manager, text_page, part):
    form = {**sent(manager.get(text_page)), "text": "Before\n\n![a](b)"}
    shown = manager.post(text_page, form)
    assert "Line 3: A picture cannot stand in the text" in words(shown)
    assert shown.context["form"]["text"].value() == form["text"] and part("background").text == ""


def test_two_who_write_at_once_see_both_versions(manager, text_page, write, part):
    form = sent(manager.get(text_page))
    write("background", "Theirs")
    shown = manager.post(text_page, {**form, "text": "Mine"})
    assert "changed while you were working on it" in words(shown)
    answer = {**sent(shown), "pick_text": "yours"}
    manager.post(text_page, answer)
    assert part("background").text == "Mine"


def test_what_was_typed_is_offered_taken_up_and_given_up(manager, text_page, part, at):
    keep, row = at("papers:unsaved", part("background").pk), part("background")
    assert "is kept" in manager.post(keep, {"text": "So far", "version": 1}).json()["kept"]
    assert "did not save it" in words(manager.get(text_page))
    again = manager.get(unsaved_at(text_page))
    assert again.context["form"]["text"].value() == "So far"
    manager.post(text_page, {"give_up": UnsavedText.objects.get().pk})
    assert not UnsavedText.objects.exists() and Part.objects.get(pk=row.pk).text == ""
    assert "problem" in manager.post(keep, {"version": None}).json()


def test_what_was_typed_from_an_older_version_meets_the_newer_one(
    manager, text_page, part, at, write
):
    manager.post(at("papers:unsaved", part("background").pk), {"text": "Mine", "version": 1})
    with_theirs = part("background")
    type(with_theirs).objects.filter(pk=with_theirs.pk).update(text="Theirs", version=2)
    form = sent(manager.get(unsaved_at(text_page)))
    shown = manager.post(text_page, form)
    assert "changed while you were working on it" in words(shown)


def test_a_part_is_shared_out(manager, part, at):
    page = at("papers:share", part("background").pk)
    form = {**sent(manager.get(page)), "owner": "Director", "due_on": "20 March 2012"}
    assert "Director" in words(manager.post(page, form, follow=True))
    late = {**sent(manager.get(page)), "due_on": "4 April 2012"}
    assert "Enter an earlier day" in words(manager.post(page, late))


def test_recommendations_are_added_changed_moved_and_left_out(manager, paper, part, at):
    add, page = at("papers:recommend", paper.pk), at("papers:recommended", part("recommended").pk)
    for text in ("To note", "To approve"):
        manager.post(add, {**sent(manager.get(add)), "text": text})
    first, second = PaperRecommendation.objects.all()
    change = at("papers:recommendation", first.pk)
    manager.post(change, {**sent(manager.get(change)), "acts": "Director"})
    manager.post(
        at("papers:move_recommendation", second.pk), {"step": "up", "version": second.version}
    )
    assert listed(manager.get(page)) == ["To approve", "To note"]
    assert "Who acts: Director" in words(manager.get(page))
    out = at("papers:leave_out_recommendation", first.pk)
    manager.post(out, {**sent(manager.get(out)), "why": "Withdrawn"})
    assert listed(manager.get(page)) == ["To approve"]
    manager.post(page, {**sent(manager.get(page)), "state": "done"})
    assert part("recommended").is_done


def test_the_front_sheet_of_a_body_is_made_and_filled_in(manager, body, part, at):
    add, sheet = at("papers:add_field", body.pk), at("papers:front_sheet", body.pk)
    fields = [("Subject", "line", ""), ("Date", "date", ""), ("Implications", "text", "")]
    fields += [("Lawful", "yes_no", ""), ("For", "ticks", "Decision\nMonitoring")]
    for label, kind, options in fields:
        new = {"label": label, "kind": kind, "options": options, "is_required": "on"}
        manager.post(add, {**sent(manager.get(add)), **new})
    names = [f"field_{one.pk}" for one in FrontSheetField.objects.all()]
    page = at("papers:answers", part("front-sheet").pk)
    typed = dict(
        zip(names, ["Closure", "6 October 2008", "- None", "yes", "Decision"], strict=True)
    )
    form = {**sent(manager.get(page)), **typed, "state": "done"}
    assert b"6 October 2008" in manager.post(page, {**form, "preview": "yes"}).content
    assert "Front sheet saved: done." in words(manager.post(page, form, follow=True))
    assert part("front-sheet").answers[names[1].removeprefix("field_")] == "2008-10-06"
    last = FrontSheetField.objects.last()
    manager.post(at("papers:move_field", last.pk), {"step": "up", "version": last.version})
    assert listed(manager.get(sheet))[-2:] == ["For", "Lawful"]


def test_a_blank_required_field_is_said_beside_it_and_nothing_is_saved(
    manager, add_field, part, at
):
    field = add_field("Subject", is_required=True)
    page = at("papers:answers", part("front-sheet").pk)
    shown = manager.post(page, {**sent(manager.get(page)), "state": "done"})
    assert "Subject has to be filled in" in words(shown)
    assert shown.context["form"].errors[field.name] and part("front-sheet").version == 1


def test_two_who_fill_in_different_fields_are_merged(manager, add_field, part, at):
    subject, wards = add_field("Subject"), add_field("Wards")
    page = at("papers:answers", part("front-sheet").pk)
    first, second = sent(manager.get(page)), sent(manager.get(page))
    manager.post(page, {**first, subject.name: "Closure"})
    shown = manager.post(page, {**second, wards.name: "All"})
    assert "Changed by one of you only" in words(shown)
    manager.post(page, sent(shown))
    assert set(part("front-sheet").answers.values()) == {"Closure", "All"}


@pytest.mark.each
def test_a_field_is_changed_and_left_out(manager, add_field, body, at):
    field = add_field("Subject")
    change, out = at("papers:field", field.pk), at("papers:leave_out_field", field.pk)
    manager.post(change, {**sent(manager.get(change)), "label": "Subject of report"})
    assert "Subject of report" in words(manager.get(at("papers:front_sheet", body.pk)))
    manager.post(out, {**sent(manager.get(out)), "why": "Not printed any more"})
    assert "None yet." in words(manager.get(at("papers:front_sheet", body.pk)))
    assert "left this field out." in words(manager.get(change, follow=True))


def test_the_whole_paper_is_previewed(manager, paper, write, at):
    write("background", "1. It *began*.")
    page = manager.get(at("reports:preview", paper.pk))
    tree = lxml_html.fromstring(page.content)
    assert [h.text for h in tree.xpath("//article//section/h2")][:3] == [
        "Front sheet",
        "1. Recommendations",
        "2. Background",
    ]
    assert b'<span class="paper-number">2.1</span>' in page.content


def test_a_written_part_is_added_to_a_definition_and_taken_into_the_paper(
    manager, definition, paper, at
):
    sections = at("reports:sections", definition.pk)
    add = at("reports:add_written", definition.pk)
    assert add in manager.get(sections).content.decode()
    new = {"heading": "Consultation", "kind": "text", "starts": "standing", "standing": "None."}
    shown = manager.post(add, {**sent(manager.get(add)), **new}, follow=True)
    assert "Consultation" in words(shown)
    change = at("reports:written", definition.pk, "consultation")
    manager.post(change, {**sent(manager.get(change)), "heading": "Who was asked"})
    take = at("reports:start_paper", definition.pk, paper.meeting_id)
    assert "Take in Who was asked" in words(manager.get(at("papers:detail", paper.pk)))
    manager.post(take, sent(manager.get(take)))
    assert paper.parts.get(key="consultation").text == "None."


@pytest.mark.each
def test_a_past_paper_is_as_it_was(manager, paper, write, at):
    write("background", "It began.", state="done")
    page = manager.get(at("papers:detail", paper.pk) + "?at=2012-03-02")
    assert "0 of 6 parts done" in words(page) and "Share out" not in words(page)
    assert manager.get(at("papers:detail", paper.pk) + "?at=2012-02-01").status_code == 404


def test_the_meeting_names_its_papers(paper, meeting, manager, signed_in, committee_member, at):
    page, url = at("meeting", meeting.pk), at("papers:detail", paper.pk)
    assert url in manager.get(page).content.decode()
    assert url not in signed_in(committee_member).get(page).content.decode()
