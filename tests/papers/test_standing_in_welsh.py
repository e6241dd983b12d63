"""What stands in every paper, in Welsh too: labels of the front sheet, headings, standing texts."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from papers import actions as papers
from papers.lacking import lacking
from papers.second import is_written, second_faults
from papers.setting_languages import set_languages
from reports import arranging, composition
from reports.document import render_html
from reports.languages import shown_in
from tests.papers.conftest import WRITTEN
from tests.reading import errors, sent

STANDING = {"starts": "standing", "standing": "None.", "second_standing": "Dim.", "version": None}


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": WRITTEN}


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


@pytest.fixture
def bilingual(start, who):
    """A function that starts the paper, in English and in Welsh beside it."""
    return lambda **how: set_languages(start(**how), language="en", second="written", **who)


@pytest.fixture
def drawn(definition, meeting):
    """A function that gives the Welsh edition, as the elements of its page."""

    def step(at=WRITTEN):
        content = composition.compose(definition, at=at, since=None, meeting=meeting)
        return lxml_html.fromstring(render_html(shown_in(content, "cy")))

    return step


def heads(page):
    """The labels of the front sheet, with how each is tagged."""
    found = page.xpath("//table[contains(@class, 'paper-front')]//th")
    return {one.text: one.get("lang") for one in found}


@pytest.mark.once
def test_a_label_is_entered_in_welsh_and_printed_in_what_is_welsh(
    add_field, bilingual, drawn, officer
):
    subject = add_field("Subject", is_required=True)
    add_field("Wards", "ticks", options="North")
    page = reverse("papers:field", args=[subject.programme.slug, subject.pk])
    typed = {**sent(officer.get(page)), "welsh_label": "Pwnc"}
    assert officer.post(page, typed).status_code == 302
    bilingual()
    assert heads(drawn(timezone.now())) == {"Pwnc": None, "Wards": "en-GB"}


@pytest.mark.once
def test_a_label_that_is_blank_in_welsh_is_named(add_field, bilingual, who):
    subject = add_field("Subject", welsh_label="Pwnc")
    add_field("Wards", "date")
    paper = bilingual()
    assert not is_written(paper)
    sheet = {"answers": {subject.key: "A"}, "second_answers": {subject.key: "B"}}
    sheet |= {"second_heading": "Taflen flaen", "state": "done"}
    part = papers.fill_front_sheet(paper.parts.get(key="front-sheet"), **sheet, **who)
    assert lacking(part) == ["label of Wards in Welsh"]
    assert "Front sheet (label of Wards)" in second_faults(paper)[0]


def test_a_welsh_paper_alone_has_welsh_labels(add_field, start, who, definition, meeting):
    add_field("Subject", welsh_label="Pwnc")
    set_languages(start(), language="cy", second="none", **who)
    content = composition.compose(definition, at=WRITTEN, since=None, meeting=meeting)
    assert heads(lxml_html.fromstring(render_html(content))) == {"Pwnc": None}


@pytest.mark.once
def test_standing_texts_start_in_both_languages(definition, officer, bilingual, drawn):
    page = reverse("reports:written", args=[definition.programme.slug, definition.pk, "background"])
    typed = sent(officer.get(page)) | STANDING | {"second_heading": "Cefndir"}
    typed["version"] = definition.version
    assert officer.post(page, typed).status_code == 302
    definition.refresh_from_db()
    paper = bilingual(outlines=definition.outlines())
    background = paper.parts.get(key="background")
    assert (background.text, background.second_text) == ("None.", "Dim.")
    page = drawn().text_content()
    assert "Cefndir" in page and "Dim." in page
    assert "Background" not in " ".join(second_faults(paper)[0])


def test_a_standing_text_that_is_blank_in_welsh_is_named(definition, democratic_services, start):
    who = {"by": democratic_services, "at": WRITTEN}
    how = {**STANDING, "second_standing": "", "heading": "Background"}
    changed = arranging.change_written_part(definition, key="background", **how, **who)
    paper = start(outlines=changed.outlines())
    paper = set_languages(paper, language="en", second="written", **who)
    assert "Background (heading and text)" in second_faults(paper)[0]
    assert paper.parts.get(key="background").second_text == ""


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"starts": "blank", "standing": ""}, "Only where it starts with a standing text"),
        ({"second_standing": "[1](ref:row/R99)"}, "leads nowhere"),
        ({"second_standing": "![a](b)"}, "A picture cannot stand"),
    ],
)
def test_what_cannot_stand_in_every_paper_is_refused(definition, officer, how, said):
    page = reverse("reports:written", args=[definition.programme.slug, definition.pk, "background"])
    typed = sent(officer.get(page)) | STANDING | {"version": definition.version} | how
    assert said in errors(officer.post(page, typed))["second_standing"]


def test_actions_refuse_the_same(definition, democratic_services):
    how = {**STANDING, "starts": "blank", "heading": "Background"}
    with pytest.raises(ValidationError, match="Only where it starts"):
        arranging.change_written_part(
            definition, key="background", by=democratic_services, at=WRITTEN, **how
        )
