"""References in the texts of a paper: chosen from a list, checked, printed as it stands."""

import io
import re
from itertools import groupby

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html as lxml_html

from papers import actions as papers
from papers.anchors import anchors_after
from papers.models import Part
from papers.second import second_faults
from papers.setting_languages import set_languages
from programme.withdrawals import withdraw_mistake
from reports import composition
from reports.document import render_html
from reports.languages import shown_in
from reports.references import lost_references
from reports.render import render_pdf
from reports.unready import unready
from reports.word.document import render_docx
from risks.log import RISKS
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import DRAWN
from tests.papers.conftest import WRITTEN
from tests.reading import errors, links, sent, words
from tests.reports.verapdf import broken_rules
from tests.reports.word import parts

pytestmark = pytest.mark.once

TEXT = "1. It began.\n   1. By order.\n2. It ended.\n\n| A |\n|--|\n| b |"


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": WRITTEN}


@pytest.fixture
def definition(definition, democratic_services):
    from reports.actions import change_definition

    sections = ["recommended", "background", "conclusions", "risks"]
    who = {"by": democratic_services, "at": definition.created_at}
    return change_definition(definition, sections=sections, **who)


@pytest.fixture
def whole(paper, write, recommend, risk):
    """A paper whose conclusions refer to each kind of thing."""
    write("background", TEXT)
    row = recommend("To note progress.")
    refs = {
        "p": "text/background/2",
        "t": "text/background/4",
        "r": f"recommendation/{row.pk}",
        "l": "row/R1",
        "s": "part/risks",
        "f": "figure/risks/count",
    }
    text = " ".join(f"[{name}](ref:{ref})" for name, ref in refs.items())
    write("conclusions", f"1. See {text}.", second_text="")
    return paper


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def at(programme):
    return lambda name, *args: reverse(name, args=[programme.slug, *args])


@pytest.fixture
def compose(definition, meeting):
    def step(at=DRAWN):
        return composition.compose(definition, at=at, since=None, meeting=meeting)

    return step


def said(content, key="conclusions"):
    """What the references of a part say, and where they lead."""
    [part] = [one for one in content["words"] if one["key"] == key]
    spans = [one for block in part["blocks"] for one in block["spans"] if "ref" in one]
    return [(one["text"], one.get("to")) for one in spans]


def test_references_are_printed_as_it_stands_and_lead_there(whole, compose, part):
    row = whole.recommendations.get()
    content = compose()
    assert said(content) == [
        ("2.1.1", "#text-background-2"),
        ("Table 2.1", "#text-background-4"),
        ("1.1", f"#recommendation-{row.pk}"),
        ("R1", "#section-risks"),
        ("4", "#section-risks"),
        ("1", "#section-risks"),
    ]
    tree = lxml_html.fromstring(render_html(content))
    targets = {to[1:] for _, to in said(content)}
    assert targets <= set(tree.xpath("//*/@id"))


def test_what_is_not_referred_to_has_no_name(paper, write, compose, risk):
    write("background", TEXT)
    content = compose()
    assert "id" not in str(content["words"][1]["blocks"])


def test_numbers_follow_what_is_moved(whole, write, definition, compose, democratic_services):
    moved = "1. New first.\n2. It ended.\n3. It began.\n   1. By order of both."
    table = TEXT[TEXT.index("|") :]
    write("background", f"| X |\n|--|\n| y |\n\n{moved}\n\n{table}")
    assert [text for text, _ in said(compose())][:2] == ["2.3.1", "Table 2.2"]
    definition.sections = ["background", "recommended", "conclusions", "risks"]
    assert [text for text, _ in said(compose())][:3] == ["1.3.1", "Table 1.2", "2.1"]


@pytest.mark.parametrize(
    "ref",
    [
        "text/background/9",
        "text/no/1",
        "row/R99",
        "recommendation/0",
        "part/no",
        "figure/risks/no",
        "recommendation/x",
        "else/1",
        "text/background/",
        "row/",
    ],
)
def test_a_reference_that_leads_nowhere_is_refused_and_the_text_kept(whole, manager, at, part, ref):
    page = at("papers:text", part("conclusions").pk)
    typed = f"1. See [it](ref:{ref})."
    shown = manager.post(page, {**sent(manager.get(page)), "text": typed})
    assert f"“it” ({ref}) leads nowhere" in errors(shown)["text"]
    assert shown.context["form"]["text"].value() == typed


def test_the_own_paragraph_of_a_text_can_be_referred_to_while_it_stands(write, part):
    write("background", "1. One.\n2. See [1](ref:text/background/1).")
    with pytest.raises(ValidationError, match="leads nowhere"):
        write("background", "1. See [1](ref:text/background/1) and nothing else of the kind.")


def test_what_goes_leaves_a_finding_that_holds_up_publication(
    whole, write, compose, part, manager, at
):
    papers.leave_out_recommendation(
        whole.recommendations.get(), by=whole.updated_by, at=WRITTEN, why="Not needed"
    )
    content = compose()
    assert ("[r: leads nowhere]", None) in said(content)
    page = words(manager.get(at("papers:detail", whole.pk)))
    assert "Leads nowhere: Conclusions: r" in page


def test_a_draft_with_a_lost_reference_is_not_ready(draft, write, redraw, recommend, who, publish):
    row = recommend("To approve.")
    write("background", f"1. See [2](ref:recommendation/{row.pk}).", state="done")
    papers.leave_out_recommendation(row, why="Not needed", **who)
    report = redraw(draft)
    assert "References that lead nowhere: Background: [2: leads nowhere]." in unready(report)
    with pytest.raises(ValidationError, match="lead nowhere"):
        publish(report)


def test_the_same_in_welsh_with_its_own_paragraphs(whole, write, who, compose):
    set_languages(whole, language="en", second="written", **who)
    write("background", TEXT, second_text=TEXT.replace("By order", "Trwy orchymyn"))
    write("conclusions", "1. A", second_text="1. Gweler [1.1](ref:text/background/2).")
    content = shown_in(compose(), "cy")
    assert said(content) == [("2.1.1", "#text-background-2")]
    html = render_html(content)
    assert '<a class="paper-link" href="#text-background-2">2.1.1</a>' in html
    assert 'id="text-background-2"' in html


@pytest.mark.parametrize("welsh", ["1. Dim.\n2. Un.\n3. Dau.", "1. Un.\n   1. Dau.", "1. Un"])
def test_no_reference_in_welsh_leads_into_other_paragraphs_than_in_english(
    paper, write, who, compose, welsh
):
    paper = set_languages(paper, language="en", second="written", **who)
    write("background", "1. One.\n2. Two.", second_text=welsh)
    see = "1. See [2.2](ref:text/background/2)."
    write("conclusions", see, second_text=see)
    content = compose()
    assert said(content) == [("2.2", "#text-background-2")]
    assert said(shown_in(content, "cy")) == [("[2.2: leads nowhere]", None)]
    assert "Conclusions: [2.2: leads nowhere]" in lost_references(content)
    [told] = second_faults(paper)[1]
    assert told.startswith("Background. Text: numbered paragraphs and tables: ")


def test_a_row_withdrawn_as_added_by_mistake_is_led_to_no_more(whole, compose, risk, who):
    before = compose(WRITTEN)
    withdraw_mistake(RISKS, risk, mistake="Entered twice", **who)
    content = compose()
    assert ("R1", "#section-risks") in said(before)
    assert "Conclusions: [l: leads nowhere]" in lost_references(content)


def test_the_list_offers_all_that_can_be_referred_to(whole, manager, at, part):
    found = manager.get(at("papers:references", part("conclusions").pk)).json()["targets"]
    labels = {one["ref"]: one["label"] for one in found}
    assert labels["text/background/2"] == "Background 1.1: By order."
    assert labels["row/R1"] == "R1: A partner leaves"
    assert labels["figure/risks/count"].startswith("1: ")
    assert {"part/risks", "part/background", "text/background/4"} <= set(labels)


def test_without_script_a_reference_is_put_where_it_is_wanted(whole, manager, at, part):
    page = at("papers:text", part("conclusions").pk)
    form = {**sent(manager.get(page)), "text": "1. See [] and the rest."}
    shown = manager.post(page, {**form, "references": "yes"})
    [select] = lxml_html.fromstring(shown.content).xpath("//select[@name='reference']")
    code = "[R1](ref:row/R1)"
    assert code in select.xpath(".//option/@value")
    shown = manager.post(page, {**form, "insert": "yes", "reference": code})
    assert shown.context["form"]["text"].value() == f"1. See {code} and the rest."
    assert part("conclusions").text.startswith("1. See [p]")
    shown = manager.post(page, {**form, "text": "A", "insert": "yes", "reference": code})
    manager.post(page, sent(shown))
    assert part("conclusions").text == f"A {code}"


def test_what_is_not_on_the_list_is_not_put_in(whole, manager, at, part):
    page = at("papers:text", part("conclusions").pk)
    form = {**sent(manager.get(page)), "text": "A"}
    shown = manager.post(page, {**form, "insert": "yes", "reference": "[x](ref:row/R99)"})
    assert shown.context["form"]["text"].value() == "A"


def test_who_may_not_write_gets_no_list(whole, signed_in, scrutiny_officer, at, part):
    page = at("papers:references", part("conclusions").pk)
    assert signed_in(scrutiny_officer).get(page).status_code == 403


def test_a_row_leads_to_its_page_for_those_who_may_read_it(whole, manager, at):
    page = manager.get(at("reports:preview", whole.pk))
    assert "R1" in links(page)[at("risks:detail", "R1")]


def test_references_survive_pdf_and_word(whole, compose, tmp_path):
    content, path = compose(), tmp_path / "references.pdf"
    pdf = render_pdf(content)
    path.write_bytes(pdf)
    assert broken_rules(path) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        notes = [note for page in opened.pages for note in page.get("/Annots", [])]
        told = {str(one["/Dest"]): str(one["/Contents"]) for one in notes if "/Dest" in one}
    assert told["text-background-2"] == "Go to 2.1.1"
    body = parts(render_docx(content))["word/document.xml"].decode()
    marks = set(re.findall(r'bookmarkStart w:id="\d+" w:name="(\w+)"', body))
    led = set(re.findall(r'w:hyperlink w:anchor="(\w+)"', body))
    assert led <= marks and len([one for one in led if one.startswith("_Ref")]) == 3


def test_ids_stay_with_the_words():
    part = Part(text="1. One is here.\n2. Two.", anchors={"next": 8, "ids": [7, 3]})
    text = "1. Two.\n2. Something else entirely.\n3. One is there."
    assert anchors_after(part, text) == {"next": 9, "ids": [3, 8, 7]}


def test_a_text_from_before_has_ids_in_its_order():
    part = Part(text="1. One.\n2. Two.")
    assert anchors_after(part, "1. Two.")["ids"] == [2]


@pytest.mark.each
def test_each_group_of_the_list_stands_once(whole, manager, at, part):
    found = manager.get(at("papers:references", part("conclusions").pk)).json()["targets"]
    groups = [name for name, _ in groupby(one["group"] for one in found)]
    assert len(groups) == len(set(groups)) and "Parts and sections" in groups


@pytest.mark.parametrize("ref", ["row/R1", "figure/risks/count", "text/background/2", "part/risks"])
def test_each_target_is_looked_up_once_however_often_it_is_referred_to(
    whole, write, manager, at, ref, definition
):
    def cost(times):
        write("conclusions", f"1. See {' '.join([f'[x](ref:{ref})'] * times)}.")
        with CaptureQueriesContext(connection) as page:
            manager.get(at("papers:detail", whole.pk))
        with CaptureQueriesContext(connection) as drawn:
            composition.compose(definition, at=DRAWN, since=None, meeting=whole.meeting)
        return len(page), len(drawn)

    few, many = cost(2), cost(40)
    assert all(one <= other for one, other in zip(many, few, strict=True))
