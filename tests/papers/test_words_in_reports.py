"""Words and rows frozen together: what a report prints of a paper, in committee order."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from papers import actions as papers
from programme.models import AuditEvent
from reports import actions, arranging, composition, schedule
from reports.document import render_html
from reports.printed_words import unfinished
from reports.render import render_pdf
from reports.word.document import render_docx
from risks.actions import add_risk
from tests.factories import BodyFactory, noon
from tests.papers.conftest import WRITTEN
from tests.reading import words
from tests.reports.drawn import draw
from tests.reports.verapdf import broken_rules
from tests.reports.word import opened, parts

pytestmark = pytest.mark.once

TABLE = "| Year | Sum |\n|--|--|\n| 2008 | £1.6m |"
TEXT = f"1. It began in **2006**.\n   1. By order\n2. It ended.\n\n{TABLE}"


@pytest.fixture
def definition(definition, democratic_services):
    """The cover report with the risks after its background."""
    who = {"by": democratic_services, "at": definition.created_at}
    sections = ["front-sheet", "recommended", "background", "risks", "conclusions"]
    return actions.change_definition(definition, sections=sections, **who)


@pytest.fixture
def whole(definition, add_field, write, recommend, part, programme, programme_manager):
    """The paper with every part written and done, and one risk in the register."""
    who = {"by": programme_manager, "at": WRITTEN}
    subject, policy = add_field("Subject", is_required=True), add_field("Policy", "text")
    answers = {str(subject.pk): "Project closure", str(policy.pk): "- None\n- yet"}
    papers.fill_front_sheet(part("front-sheet"), answers=answers, state="done", **who)
    recommend("To note progress.", acts="Director", delegation="The budget, to the Director")
    papers.say_recommended(part("recommended"), state="done", **who)
    for key, text in (("background", TEXT), ("conclusions", "1. It is done.")):
        write(key, text, state="done")
    add_risk(programme=programme, title="A partner leaves", likelihood=3, impact=5, **who)
    return part("front-sheet").paper


@pytest.fixture
def officer(definition, democratic_services):
    return {"by": democratic_services, "at": definition.created_at}


def compose(definition, meeting, at=WRITTEN, **how):
    return composition.compose(definition, at=at, since=None, meeting=meeting, **how)


def test_parts_and_sections_have_one_order_and_computed_numbers(whole, definition, meeting):
    content = compose(definition, meeting)
    numbers = {one["key"]: one["number"] for one in content["words"]}
    assert numbers == {"front-sheet": "", "recommended": "1", "background": "2", "conclusions": "4"}
    assert content["words"][1]["recommendations"][0]["number"] == "1.1"
    html = render_html(content)
    headings = ["Front sheet", "1. Recommendations", "2. Background", "3. Risks", "4. Conclusions"]
    places = [html.index(f"<h2>{heading}</h2>") for heading in headings]
    assert places == sorted(places)
    assert '<span class="paper-number">2.1.1</span> By order' in html
    assert "<caption>Table 2.1</caption>" in html and "<li>None</li>" in html


def test_from_the_appendices_on_parts_have_letters(whole, definition, meeting, officer):
    sections = ["recommended", "appendices", "background", "risks", "conclusions", "front-sheet"]
    definition = actions.change_definition(definition, sections=sections, **officer)
    content = compose(definition, meeting)
    numbers = {one["key"]: one["number"] for one in content["words"]}
    assert numbers == {
        "recommended": "1",
        "background": "Appendix A",
        "conclusions": "Appendix C",
        "front-sheet": "",
    }
    html = render_html(content)
    assert '<span class="paper-number">A.1.1</span> By order' in html
    for heading in ("1. Recommendations", "Appendix B: Risks", "Appendix D: About this report"):
        assert f"<h2>{heading}</h2>" in html and f">{heading}</a>" in html


def test_a_section_without_rows_takes_no_number(definition, meeting, write):
    write("conclusions", "1. It is done.")
    numbers = [one["number"] for one in compose(definition, meeting)["words"]]
    assert numbers == ["", "1", "2", "3"]


def test_words_are_those_of_the_moment(whole, definition, meeting, write):
    write("background", "Written later.", at=noon(2012, 3, 12))
    first, later = compose(definition, meeting), compose(definition, meeting, noon(2012, 3, 13))
    assert first["words"][2]["blocks"][0]["number"] == "2.1"
    assert later["words"][2]["blocks"][0]["spans"][0]["text"] == "Written later."
    assert compose(definition, meeting, words_at=noon(2012, 3, 13))["words"] == later["words"]


def test_what_nobody_wrote_is_said_to_be_not_recorded(definition, meeting):
    content = compose(definition, meeting)
    assert render_html(content).count("Not recorded") == 4
    assert unfinished(content) == ["Front sheet", "Recommendations", "Background", "Conclusions"]


def test_the_pdf_is_accessible_and_archivable(whole, definition, meeting, tmp_path):
    path = tmp_path / "cover.pdf"
    path.write_bytes(render_pdf(compose(definition, meeting)))
    assert broken_rules(path) == []


def test_the_word_file_has_its_numbers_and_styles(whole, definition, meeting):
    document = opened(render_docx(compose(definition, meeting)))
    found = [(one.style.name, one.text) for one in document.paragraphs]
    said = "To note progress.\nWho acts: Director\nDelegated: The budget, to the Director"
    assert ("Numbered Paragraph", f"1.1\t{said}") in found
    assert ("Heading 2", "Front sheet") in found and ("Heading 2", "2. Background") in found
    place = found.index(("Numbered Paragraph", "2.1\tIt began in 2006."))
    assert found[place + 1] == ("Numbered Paragraph 2", "2.1.1\tBy order")
    assert [run.text for run in document.paragraphs[place].runs if run.bold] == ["2006"]
    sheet = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert sheet == [["Subject", "Project closure"], ["Policy", "None\nyet"]]


def test_the_word_file_has_the_table_that_a_front_sheet_holds(
    definition, meeting, part, add_field, programme_manager
):
    answers = {str(add_field("Policy", "text").pk): f"Before.\n\n{TABLE}"}
    who = {"by": programme_manager, "at": WRITTEN}
    papers.fill_front_sheet(part("front-sheet"), answers=answers, state="done", **who)
    file = render_docx(compose(definition, meeting))
    cell = opened(file).tables[1].cell(0, 1)
    assert [one.text for one in cell.paragraphs] == ["Before.", ""]
    assert [one.text for one in cell.tables[0].rows[1].cells] == ["2008", "£1.6m"]


def test_the_word_file_has_links_lists_and_text_that_goes_on(write, definition, meeting):
    write("background", "1. See [it](https://a.example/?b=1&c=2).\n\n   On.\n\n   - One\n\n- Two")
    file = render_docx(compose(definition, meeting))
    found = [(one.style.name, one.text) for one in opened(file).paragraphs]
    place = found.index(("Numbered Paragraph", "2.1\tSee it."))
    names = ["List Continue", "List Bullet 2", "List Bullet"]
    assert found[place + 1 : place + 4] == [*zip(names, ["On.", "One", "Two"], strict=True)]
    relations = parts(file)["word/_rels/document.xml.rels"].decode()
    assert 'Target="https://a.example/?b=1&amp;c=2" TargetMode="External"' in relations
    assert relations.count("External") == 1


@pytest.mark.parametrize("format", ["pdf", "html", "json", "docx"])
def test_the_command_renders_it(whole, definition, tmp_path, format):
    path, at = tmp_path / "cover", "2012-03-09"
    call_command("render_report", whole.programme.slug, "cover", at=at, format=format, output=path)
    holds = {"docx": b"PK", "pdf": b"%PDF", "html": b"2.1.1", "json": b'"2.1.1"'}
    assert holds[format] in path.read_bytes()


def test_a_draft_is_published_once_every_part_is_done(
    whole, write, democratic_services, programme_manager
):
    who = {"by": democratic_services, "at": noon(2012, 3, 22)}
    write("background", "Not yet.", state="in_work", at=noon(2012, 3, 19))
    draft = drawn(noon(2012, 3, 21))
    with pytest.raises(ValidationError, match="Not done yet: Background"):
        actions.publish_report(draft, sha256=draft.pdf_sha256, **who)
    write("background", "1. Done now.", state="done", at=noon(2012, 3, 21))
    actions.draw_again(draft, by=programme_manager, at=noon(2012, 3, 22))
    draft = draw(draft, noon(2012, 3, 22))
    assert actions.publish_report(draft, sha256=draft.pdf_sha256, **who).is_frozen


def drawn(at):
    """The report for the meeting, found due and drawn at a moment."""
    [report] = schedule.raise_due(at)
    return draw(report, at)


@pytest.fixture
def published(whole, publish):
    return publish(drawn(noon(2012, 3, 21)), noon(2012, 3, 22))


@pytest.fixture
def publish(democratic_services):
    """A function that publishes a draft as the democratic services officer."""

    def step(draft, at):
        return actions.publish_report(draft, by=democratic_services, at=at, sha256=draft.pdf_sha256)

    return step


@pytest.fixture
def correct(democratic_services):
    """A function that corrects a published report and draws the new version up."""

    def step(report, at, **how):
        by = {"by": democratic_services, "at": at}
        new = actions.correct_report(report, **by, reason="A wrong year", **how)
        return draw(new, at)

    return step


@pytest.fixture
def rewritten(published, write):
    """The published report, one part of which was written anew since."""
    write("background", "1. It began in **2007**.", state="done", at=noon(2012, 3, 23))
    return published


def test_a_correction_has_the_words_of_the_version_that_it_corrects(rewritten, correct):
    second = correct(rewritten, noon(2012, 3, 24))
    assert second.content["words"] == rewritten.content["words"]
    assert second.content["differences"] == []


def test_a_correction_takes_in_what_was_written_since_when_asked_for(rewritten, correct):
    second = correct(rewritten, noon(2012, 3, 24), words=True)
    assert "2007" in json.dumps(second.content["words"])
    said = {one["place"]: (one["was"], one["now"]) for one in second.content["differences"]}
    assert said["2. Background: 2.1"] == ("It began in 2006.", "It began in 2007.")
    assert said["2. Background: 2.2"] == ("It ended.", "left out")
    assert AuditEvent.objects.get(verb="began a correction:").changes[0]["now"] == "Background"


def test_words_that_were_taken_in_stay_and_later_ones_wait(rewritten, correct, publish, write):
    second = publish(correct(rewritten, noon(2012, 3, 24), words=True), noon(2012, 3, 24))
    write("background", "1. It began in **2008**.", state="done", at=noon(2012, 3, 25))
    third = correct(second, noon(2012, 3, 26))
    assert third.content["words"] == second.content["words"]


def test_a_correction_drawn_again_takes_in_what_was_written_by_then(
    rewritten, correct, write, democratic_services
):
    second = correct(rewritten, noon(2012, 3, 24), words=True)
    write("background", "1. It began in **2008**.", state="done", at=noon(2012, 3, 25))
    actions.draw_again(second, by=democratic_services, at=noon(2012, 3, 26))
    second = draw(second, noon(2012, 3, 26))
    assert "2008" in json.dumps(second.content["words"])
    assert second.position_at == rewritten.position_at


def test_the_officer_takes_the_words_in_in_the_browser(
    published, write, signed_in, democratic_services
):
    client, slug = signed_in(democratic_services), published.definition.programme.slug
    address = f"/programmes/{slug}/reports/{published.pk}/correct/"
    assert 'name="words"' not in client.get(address).content.decode()
    write("background", "1. Otherwise.", state="done", at=noon(2012, 3, 23))
    page = client.get(address)
    assert "Written since Background" in words(page) and 'name="words"' in page.content.decode()
    assert client.post(address, {"reason": "A year", "words": "on"}).status_code == 302
    assert published.superseded_by.corrected_words


def test_words_are_not_taken_in_where_nothing_else_is_written(published, correct):
    with pytest.raises(ValidationError, match="Nothing was written since"):
        correct(published, noon(2012, 3, 24), words=True)


def test_a_part_that_came_since_is_written_and_taken_in(
    published, correct, publish, start, write, democratic_services
):
    new = {"heading": "Costs", "kind": "text", "starts": "blank", "standing": ""}
    who = {"by": democratic_services, "at": noon(2012, 3, 23)}
    changed = arranging.add_written_part(published.definition, **who, version=None, **new)
    start(at=noon(2012, 3, 23), outlines=changed.outlines())
    write("costs", "None.", state="done", at=noon(2012, 3, 24))
    second = correct(published, noon(2012, 3, 25))
    with pytest.raises(ValidationError, match="Not done yet: Costs. The words are those of versi"):
        publish(second, noon(2012, 3, 25))
    actions.discard_correction(second, **who, why="The new part was left blank")
    second = correct(published, noon(2012, 3, 26), words=True)
    assert publish(second, noon(2012, 3, 26)).content["words"][-1]["title"] == "Costs"


def test_a_definition_without_written_parts_freezes_no_words(programme, body, democratic_services):
    who = {"programme": programme, "by": democratic_services, "at": WRITTEN}
    plain = actions.define_report(**who, body=body, kind="risk", title="Risks", lead_days=5)
    assert set(compose(plain, None)) == {"heading", "sections", "findings", "checks"}


def test_a_written_part_is_added_headed_and_left_out(definition, democratic_services):
    who = {"by": democratic_services, "at": WRITTEN}
    new = {"heading": "Risks", "kind": "text", "starts": "standing", "standing": "None."}
    added = arranging.add_written_part(definition, **who, version=None, **new)
    assert added.sections[-1] == "risks-2" and added.outlines()[-1].standing == "None."
    new = {**new, "heading": "Risks in words", "starts": "blank"}
    changed = arranging.change_written_part(added, key="risks-2", version=None, **who, **new)
    assert changed.outlines()[-1].heading == "Risks in words"
    with pytest.raises(ValidationError, match="A paper has one front sheet"):
        arranging.add_written_part(changed, **who, version=None, **{**new, "kind": "front_sheet"})
    with pytest.raises(ValidationError, match="Enter the standing text"):
        arranging.add_written_part(
            changed, **who, version=None, **{**new, "starts": "standing", "standing": ""}
        )


def test_the_reports_of_a_body_go_to_its_successor_with_their_written_parts(
    definition, programme, democratic_services
):
    heir = BodyFactory(programme=programme, name="New scrutiny", slug="new-scrutiny")
    who = {"by": democratic_services, "at": WRITTEN, "why": "Vesting day"}
    actions.pass_reports(definition.body, heir, **who)
    passed = heir.report_definitions.get()
    assert [one.key for one in passed.outlines()] == [one.key for one in definition.outlines()]


def test_the_paper_is_that_of_the_next_meeting(definition, meeting, write):
    write("background", "For April.")
    assert meeting.on == date(2012, 4, 4)
    assert "For April." in json.dumps(compose(definition, meeting)["words"])
    assert "For April." not in json.dumps(compose(definition, None)["words"])
