"""A paper in two languages: drawn, cleared, published and frozen as one, shown in each."""

import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.urls import reverse
from lxml import etree
from lxml import html as lxml_html

from papers import actions as papers
from papers.setting_languages import set_languages
from reports import composition, drawing, schedule
from reports.cleared import changed_since, fingerprint
from reports.document import render_html
from reports.files_of import files_of
from reports.languages import shown_in
from reports.models import Report
from reports.words import written_since
from tests.factories import noon
from tests.papers.attached import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import ANSWERED, DRAWN, LATER, draw
from tests.papers.conftest import WRITTEN
from tests.reading import links, words
from tests.reports.verapdf import broken_rules
from tests.reports.word import opened, parts

pytestmark = pytest.mark.once

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LISTS = ("/published/", "/published/scrutiny/2012-04-04/")
CHANGED = noon(2012, 3, 22)
TABLE = "| Blwyddyn | Swm |\n|--|--|\n| 2008 | £1.6m |"
IN_ENGLISH = "| Year | Sum |\n|--|--|\n| 2008 | £1.6m |"


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": WRITTEN}


@pytest.fixture
def welsh(paper, write, recommend, part, risk, who):
    """The paper with all of it in both languages, and done."""
    set_languages(paper, language="en", second="written", **who)
    papers.title_paper(paper, title="Cover report", second_title="Adroddiad", **who)
    recommend("To note progress.", second_text="Nodi cynnydd.", acts="Head", second_acts="Pennaeth")
    papers.say_recommended(part("recommended"), second_heading="Argymhellion", state="done", **who)
    said = {"second_heading": "Cefndir", "second_text": f"1. Dechreuodd yn 2006.\n\n{TABLE}"}
    write("background", f"1. It began in 2006.\n\n{IN_ENGLISH}", state="done", **said)
    return paper


@pytest.fixture
def due(definition, welsh):
    [report] = schedule.raise_due(DRAWN)
    return report


@pytest.fixture
def drawn(due):
    """Its draft, its files blank pages."""
    return draw(due, DRAWN)


@pytest.fixture
def said(part, who):
    """A function that writes the background in Welsh after the draft was drawn."""

    def step(second_text):
        row, how = part("background"), {**who, "at": CHANGED, "state": "done"}
        return papers.write_part(row, text=row.text, second_text=second_text, **how)

    return step


def address(report, name, *args):
    meeting, definition = report.meeting, report.definition
    where = [definition.body.slug, meeting.address, definition.kind, report.version, *args]
    return reverse(name, args=where)


def near(tree, text):
    """The language by which the nearest tag names what a document says, wherever it does."""
    found = tree.xpath(f"//body//*[text()[contains(., '{text}')]]")
    [lang] = {one.xpath("ancestor-or-self::*[@lang][1]/@lang")[0] for one in found}
    return lang


def test_both_languages_are_frozen_together_and_shown_one_by_one(drawn):
    english, cymraeg = render_html(drawn.content), render_html(shown_in(drawn.content, "cy"))
    assert "It began in 2006." in english and "Dechreuodd" not in english
    assert "Dechreuodd yn 2006." in cymraeg and "It began" not in cymraeg
    assert "Nodi cynnydd." in cymraeg and "Pennaeth" in cymraeg and "A partner leaves" in cymraeg
    assert '<span class="paper-number">2.1</span> Dechreuodd' in cymraeg
    assert "lang=" not in english.replace('<html lang="en-GB">', "")


def test_what_is_welsh_is_tagged_welsh_and_the_rest_english(drawn):
    tree = lxml_html.fromstring(render_html(shown_in(drawn.content, "cy")))
    assert tree.get("lang") == "cy" and tree.findtext(".//title").startswith("Adroddiad:")
    written = ("Adroddiad", "Dechreuodd", "Pennaeth", "Swm", "Tabl 2.1", "Argymhellion")
    assert {near(tree, text) for text in written} == {"cy"}
    fixed = ("Who acts", "A partner leaves", "Report to", "About this report", "Rows shown")
    assert {near(tree, text) for text in fixed} == {"en-GB"}


def test_pdf_and_word_file_are_tagged_welsh(due, publish, client, tmp_path):
    report = drawing.draw(due.pk, lambda: DRAWN, render=files_of)
    publish(report)
    report.refresh_from_db()
    for language, tag in (("", "en-GB"), ("cy", "cy")):
        name = "published_pdf_in" if language else "published_pdf"
        pdf = client.get(address(report, name, *filter(None, [language]))).content
        assert str(pikepdf.open(io.BytesIO(pdf)).Root.Lang) == tag
        (path := tmp_path / "published.pdf").write_bytes(pdf)
        assert broken_rules(path) == []
    word = client.get(address(report, "published_docx_in", "cy"))
    assert word["Content-Disposition"].endswith('-v1-cy.docx"')
    styles, core = (parts(word.content)[name] for name in ("word/styles.xml", "docProps/core.xml"))
    assert b'w:lang w:val="cy-GB"' in styles and b"<dc:language>cy<" in core
    told = {run.text: run.font._element.xpath("./w:rPr/w:lang/@w:val") for run in runs(word)}
    assert told["Dechreuodd yn 2006."] == [] and told["A partner leaves"] == ["en-GB"]


def runs(word):
    document = opened(word.content)
    found = [*document.paragraphs]
    found += [p for t in document.tables for row in t.rows for c in row.cells for p in c.paragraphs]
    return [run for one in found for run in one.runs]


def test_the_published_page_leads_from_one_language_to_the_other(drawn, publish, client):
    publish(drawn)
    page = client.get(address(drawn, "published_version"))
    inside = address(drawn, "published_in_language", "cy")
    assert links(page)[inside] == ["Cymraeg"] and "Dechreuodd" not in words(page)
    shown = client.get(inside)
    tree = lxml_html.fromstring(shown.content)
    assert (tree.get("lang"), tree.find("body").get("lang")) == ("cy", "en-GB")
    assert "Dechreuodd" in words(shown) and "Read it in English" in words(shown)
    assert near(tree, "Dechreuodd") == "cy"
    digest = drawn.further_files["cy"]["pdf"]["sha256"]
    assert digest in words(shown)


@pytest.mark.each
def test_lists_for_everyone_lead_to_the_welsh_version_by_its_title(drawn, publish, client):
    publish(drawn)
    inside = address(drawn, "published_in_language", "cy")
    for page in map(client.get, LISTS):
        assert links(page)[inside] == ["Cymraeg: Adroddiad"]
        assert near(lxml_html.fromstring(page.content), "Adroddiad") == "cy"
    feed = etree.fromstring(client.get("/published/feed.atom").content)
    [link] = feed.findall(".//{*}link[@hreflang='cy']")
    assert link.get("href").endswith(inside) and link.get("title") == "Adroddiad"
    assert feed.find(".//{*}entry/{*}title").get(XML_LANG) is None


def test_a_title_in_welsh_is_tagged_so_in_lists_for_everyone(
    welsh, redraw, drawn, publish, who, client
):
    papers.title_paper(welsh, title="Adroddiad clawr", second_title="", **who)
    set_languages(welsh, language="cy", second="none", written="is_in_it", **who)
    publish(redraw(drawn))
    for page in map(client.get, LISTS):
        assert near(lxml_html.fromstring(page.content), "Adroddiad clawr") == "cy"
    feed = etree.fromstring(client.get("/published/feed.atom").content)
    title = feed.find(".//{*}entry/{*}title")
    assert title.text.startswith("Adroddiad clawr, ") and title.get(XML_LANG) == "cy"


def test_a_language_in_which_a_report_is_not_is_found_nowhere(drawn, publish, client, manager, at):
    for name in ("in_language", "pdf_in", "docx_in"):
        url = reverse(f"reports:{name}", args=[drawn.definition.programme.slug, drawn.pk, "en"])
        assert manager.get(url).status_code == 404
    publish(drawn)
    for name in ("published_in_language", "published_pdf_in", "published_docx_in"):
        assert client.get(address(drawn, name, "en")).status_code == 404


def test_the_draft_is_read_in_welsh_behind_the_sign_in(drawn, manager):
    slug = drawn.definition.programme.slug
    url = reverse("reports:in_language", args=[slug, drawn.pk, "cy"])
    page = manager.get(reverse("reports:detail", args=[slug, drawn.pk]))
    assert links(page)[url] == ["Read it in Welsh"]
    shown = manager.get(url)
    assert "Dechreuodd" in words(shown) and "DRAFT" in words(shown)
    pdf = manager.get(reverse("reports:pdf_in", args=[slug, drawn.pk, "cy"]))
    assert pdf["Content-Type"] == "application/pdf"


def test_the_whole_paper_is_previewed_in_each_language(drawn, welsh, manager):
    url = reverse("reports:preview", args=[welsh.programme.slug, welsh.pk])
    assert "See it in Welsh" in words(manager.get(url))
    shown = manager.get(f"{url}?in=cy")
    assert "Dechreuodd" in words(shown) and "See it in English" in words(shown)


def test_what_is_blank_in_welsh_holds_up_publication(drawn, said, redraw, publish, manager):
    said("")
    report = redraw(drawn)
    with pytest.raises(ValidationError, match="Blank in the second language.*Background .text."):
        publish(report)
    slug = drawn.definition.programme.slug
    page = words(manager.get(reverse("reports:detail", args=[slug, drawn.pk])))
    assert "Blank in the second language of this draft: Background (text)." in page


def test_figures_that_differ_are_pointed_out_and_hold_nothing_up(
    drawn, said, redraw, publish, manager
):
    said("1. Dechreuodd yn 2007.")
    report = redraw(drawn)
    slug = drawn.definition.programme.slug
    page = words(manager.get(reverse("reports:detail", args=[slug, drawn.pk])))
    assert "2006, 2008 and £1.6m in English only; 2007 in Welsh only" in page
    assert publish(report).is_frozen


def test_a_comma_in_the_welsh_after_clearance_makes_it_void_and_is_shown(
    demand, drawn, ask, clear, legal_officer, said, redraw, publish
):
    demand()
    ask(drawn)
    clear(drawn, "Legal", legal_officer)
    then = draw(drawn, ANSWERED).content  # with who cleared it
    said(f"1. Dechreuodd, yn 2006.\n\n{TABLE}")
    report = redraw(drawn)
    assert fingerprint(report.content) != fingerprint(then)
    [change] = changed_since(then, report.content)
    assert change["place"] == "2. Background, in the second language: 2.1"
    assert (change["was"], change["now"]) == ("Dechreuodd yn 2006.", "Dechreuodd, yn 2006.")
    with pytest.raises(ValidationError, match="Not cleared yet"):
        publish(report)


def test_that_the_second_language_went_is_told_once(drawn, welsh, redraw, who):
    then = drawn.content
    set_languages(welsh, language="en", second="none", **{**who, "at": ANSWERED})
    [change] = changed_since(then, redraw(drawn).content)
    assert (change["place"], change["now"]) == ("In the other language", "blank")


def test_a_title_in_welsh_is_cleared_too(drawn, welsh, redraw, who):
    then = drawn.content
    how = {**who, "at": ANSWERED}
    papers.title_paper(welsh, title="Cover report", second_title="Adroddiad clawr", **how)
    [change] = changed_since(then, redraw(drawn).content)
    assert change["place"] == "Title in the second language"


TITLE = "Title in the second language"


def test_a_second_language_that_goes_is_told_once(drawn, welsh, redraw, who):
    then, how = drawn.content, {**who, "at": ANSWERED}
    set_languages(welsh, language="en", second="none", **how)
    told = changed_since(then, redraw(drawn).content)
    assert [one["place"] for one in told if one["place"] != TITLE] == ["In the other language"]


@pytest.mark.each
def test_the_files_in_welsh_are_frozen_with_the_rest(drawn, publish):
    publish(drawn)
    with pytest.raises(Error, match="never changes"), transaction.atomic():
        Report.objects.filter(pk=drawn.pk).update(further_files={})
    assert Report.objects.get(pk=drawn.pk).further_files["cy"]["pages"] == 1


def test_a_correction_takes_in_what_was_written_in_welsh_since(drawn, publish, said):
    published = publish(drawn)
    said("1. Dechreuodd yn 2006, yn wir.")
    assert written_since(published, LATER) == ["Background"]


def test_a_paper_in_welsh_is_tagged_so_and_its_english_beside_it(
    definition, meeting, paper, who, write
):
    set_languages(paper, language="cy", second="written", **who)
    write("background", "1. Dechreuodd.", second_text="1. It began.", second_heading="Background")
    content = compose_at(definition, meeting)
    tree = lxml_html.fromstring(render_html(content))
    assert tree.get("lang") == "cy" and near(tree, "Dechreuodd") == "cy"
    tree = lxml_html.fromstring(render_html(shown_in(content, "en")))
    assert tree.get("lang") == "en-GB" and near(tree, "It began") == "en-GB"


def test_a_document_attached_as_the_welsh_version_is_named_on_the_first_page(
    definition, meeting, paper, who, attach
):
    document = attach("Adroddiad")
    what = {"language": "en", "second": "attached", "second_document": document}
    set_languages(paper, **what, **who)
    tree = lxml_html.fromstring(render_html(compose_at(definition, meeting)))
    [link] = tree.xpath("//th[text()='In Welsh']/../td/a")
    assert link.text_content() == "Appendix A: Adroddiad"
    assert link.get("href") == f"#attached-{document.pk}"


@pytest.mark.parametrize(("language", "tag"), [("en", "cy"), ("cy", "en-GB")])
def test_the_document_in_the_other_language_is_tagged_wherever_it_is_named_and_leads_to_its_file(
    definition, meeting, paper, who, attach, due, publish, client, language, tag
):
    what = {"language": language, "second": "attached", "second_document": attach("Adroddiad Un")}
    attach("Work plan")
    set_languages(paper, written="is_in_it", **what, **who)
    publish(draw(due, DRAWN))
    page = client.get(address(due, "published_version"))
    tree = lxml_html.fromstring(page.content)
    said = tree.xpath("//*[text()='Adroddiad Un']")
    assert [one.get("lang") for one in said] == [tag] * 3  # first page, contents, its own sheet
    file = address(due, "published_attached", 1)
    found = tree.xpath(f"//main//a[contains(@href, '{file}')]/@hreflang")
    assert found == [tag] * 2 and near(tree, "Work plan") != "cy"


def compose_at(definition, meeting):
    return composition.compose(definition, at=DRAWN, since=None, meeting=meeting)
