"""Words and rows frozen together: what a report prints of a paper, in committee order."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from papers import actions as papers
from reports import actions, arranging, composition, drawing, schedule
from reports.document import render_html
from reports.printed_words import unfinished
from reports.render import render_pdf
from risks.actions import add_risk
from tests.factories import BodyFactory, noon
from tests.papers.conftest import WRITTEN
from tests.reports.verapdf import broken_rules

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
    assert broken_rules(path, "ua1", "3a") == []


@pytest.mark.parametrize("format", ["pdf", "html", "json"])
def test_the_command_renders_it(whole, definition, tmp_path, format):
    path, at = tmp_path / "cover", "2012-03-09"
    call_command("render_report", whole.programme.slug, "cover", at=at, format=format, output=path)
    holds = {"pdf": b"%PDF", "html": b"2.1.1", "json": b'"2.1.1"'}
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
    draft = drawing.draw(draft.pk, lambda: noon(2012, 3, 22))
    assert actions.publish_report(draft, sha256=draft.pdf_sha256, **who).is_frozen


def drawn(at):
    """The report for the meeting, found due and drawn at a moment."""
    [report] = schedule.raise_due(at)
    return drawing.draw(report.pk, lambda: at)


def test_a_correction_takes_in_the_words_as_they_are_by_now(whole, write, democratic_services):
    draft, by = drawn(noon(2012, 3, 21)), democratic_services
    first = actions.publish_report(draft, by=by, at=noon(2012, 3, 22), sha256=draft.pdf_sha256)
    write("background", "1. It began in **2007**.", state="done", at=noon(2012, 3, 23))
    new = actions.correct_report(first, by=by, at=noon(2012, 3, 24), reason="A wrong year")
    new = drawing.draw(new.pk, lambda: noon(2012, 3, 24))
    assert "2007" in json.dumps(new.content["words"])
    said = {one["place"]: (one["was"], one["now"]) for one in new.content["differences"]}
    assert said["2. Background: 2.1"] == ("It began in 2006.", "It began in 2007.")
    assert said["2. Background: 2.2"] == ("It ended.", "left out")


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
