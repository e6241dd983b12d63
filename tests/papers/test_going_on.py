"""A part that goes on with the one before it: a subheading there, and the numbers run on."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from papers.setting_languages import set_languages
from reports import arranging, composition
from reports.actions import change_definition
from reports.document import render_html
from reports.languages import shown_in
from reports.word.document import render_docx
from tests.papers.conftest import WRITTEN
from tests.reading import sent
from tests.reports.word import parts

TABLE = "| A |\n|--|\n| b |"
FIRST, SECOND = f"1. It began.\n   1. So.\n2. It ended.\n\n{TABLE}", f"1. So it was.\n\n{TABLE}"


@pytest.fixture
def officer(democratic_services):
    return {"by": democratic_services, "at": WRITTEN}


@pytest.fixture
def arranged(definition, officer):
    """A function that has the report hold these, of which the conclusions go on."""

    def step(*sections):
        arranged = change_definition(definition, sections=sections, **officer)
        how = {"heading": "So far", "starts": "blank", "goes_on": True, "version": None}
        return arranging.change_written_part(arranged, key="conclusions", **how, **officer)

    return step


@pytest.fixture
def content(arranged, meeting, write, recommend):
    """What is drawn of a paper with a text, and another one that goes on with it."""

    def step(*sections, first=FIRST):
        definition = arranged(*sections)
        write("background", first)
        write("conclusions", SECOND)
        return composition.compose(definition, at=WRITTEN, since=None, meeting=meeting)

    return step


def numbers(part):
    return [one.get("number") or one["caption"] for one in part["blocks"]]


@pytest.mark.once
def test_its_paragraphs_and_tables_run_on_below_a_subheading(content):
    drawn = content("recommended", "background", "conclusions", "proposals")
    assert numbers(drawn["words"][1]) == ["2.1", "2.1.1", "2.2", "Table 2.1"]
    assert numbers(drawn["words"][2]) == ["2.3", "Table 2.2"]
    page = render_html(drawn)
    assert "<h3>Conclusions</h3>" in page and "<h2>3. Proposals</h2>" in page
    assert page.count("Conclusions") == 1  # the contents lead to the part that it is in


@pytest.mark.once
def test_what_refers_to_it_leads_to_its_subheading(content):
    drawn = content("background", "conclusions", first="1. See [6](ref:part/conclusions).")
    (span,) = [one for one in drawn["words"][0]["blocks"][0]["spans"] if "ref" in one]
    assert (span["text"], span["to"]) == ("Conclusions", "#section-conclusions")
    document = parts(render_docx(drawn))["word/document.xml"].decode()
    (name,) = re.findall('w:anchor="([^"]*)"><w:r><w:rPr>', document)[-1:]
    subheading = document[document.index('w:val="Heading3"') :]
    assert f'w:name="{name}"' in subheading[: subheading.index("Conclusions")]


@pytest.mark.once
def test_behind_what_numbers_nothing_it_has_a_number_of_its_own(content):
    for before in ("risks", "front-sheet", "appendices"):
        drawn = content("background", before, "conclusions")
        assert "goes_on" not in drawn["words"][-1]
        assert numbers(drawn["words"][-1])[0] in ("2.1", "3.1", "A.1")


@pytest.mark.once
def test_each_language_runs_on_by_itself(arranged, paper, write, meeting, programme_manager):
    definition = arranged("background", "conclusions")
    who = {"by": programme_manager, "at": WRITTEN}
    set_languages(paper, language="en", second="written", **who)
    write("background", FIRST, second_text="1. Dechreuodd.")
    write("conclusions", SECOND, second_text=f"1. Felly.\n\n{TABLE}")
    drawn = composition.compose(definition, at=WRITTEN, since=None, meeting=meeting)
    [_, welsh] = shown_in(drawn, "cy")["words"]
    assert numbers(welsh) == ["1.2", "Tabl 1.1"]


def test_a_front_sheet_stands_alone(definition, officer):
    how = {"heading": "Front sheet", "starts": "last", "goes_on": True, "version": None}
    with pytest.raises(ValidationError, match="It stands alone"):
        arranging.change_written_part(definition, key="front-sheet", **how, **officer)


def test_it_is_said_on_the_page_of_the_part(definition, democratic_services, signed_in):
    client = signed_in(democratic_services)
    address = reverse(
        "reports:written", args=[definition.programme.slug, definition.pk, "conclusions"]
    )
    typed = {**sent(client.get(address)), "goes_on": "on"}
    assert client.post(address, typed).status_code == 302
    definition.refresh_from_db()
    assert definition.outlines()[-1].goes_on
    assert sent(client.get(address))["goes_on"] == "on"
