"""Recommendations with bold, italic and references: written, printed, decided, kept as typed."""

import io
from datetime import date
from urllib.parse import urlencode

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from papers import actions as papers
from papers import deciding
from papers.choices import Outline
from papers.edited import inserted
from papers.models import UnsavedText
from papers.put_to_meeting import is_put, recommended_in_print
from papers.references import lost_of
from papers.setting_languages import set_languages
from papers.text import parse, read
from reports import composition
from reports.cleared import changed_since, fingerprint
from reports.document import render_html
from reports.references import lost_references
from reports.render import render_pdf
from reports.word.document import render_docx
from tests.factories import MeetingFactory, noon
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.conftest import WRITTEN, unsaved_at
from tests.reading import errors, sent, words
from tests.reports.word import parts

pytestmark = pytest.mark.once

DRAWN, AFTER = noon(2012, 3, 9), noon(2012, 4, 5)
NAMED = "To approve what section [Background](ref:part/background) sets out, **in full**."
SCRIPT = "See [x](javascript:alert(1)) and **all**."


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": WRITTEN}


@pytest.fixture
def marked(write, recommend):
    write("background", "1. It began.")
    return recommend(NAMED, delegation="*Drawing* on the reserve")


@pytest.fixture
def content(definition, meeting):
    """A function that gives the content of a draft of the paper."""
    return lambda at=DRAWN: composition.compose(definition, at=at, since=None, meeting=meeting)


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def at(programme):
    return lambda name, *args: reverse(f"papers:{name}", args=[programme.slug, *args])


def recommended(content):
    return next(one for one in content["words"] if one["key"] == "recommended")


def test_page_and_word_print_numbers_letters_and_links(marked, content):
    drawn = content()
    row = recommended(drawn)["recommendations"][0]
    number = next(one["number"] for one in drawn["words"] if one["key"] == "background")
    assert row["text"] == f"To approve what section {number} sets out, in full."
    html = render_html(drawn)
    assert f'<a class="paper-link" href="#section-background">{number}</a> sets out' in html
    assert "<strong>in full</strong>" in html and "<em>Drawing</em> on the reserve" in html
    document = parts(render_docx(drawn))["word/document.xml"].decode()
    assert "in full" in document and "w:anchor" in document and "](ref:" not in document


@pytest.mark.once
def test_the_pdf_prints_a_link(marked, content):
    with pikepdf.open(io.BytesIO(render_pdf(content()))) as pdf:
        found = [one for page in pdf.pages for one in page.get("/Annots", [])]
    assert any("section-background" in str(one.get("/Dest", "")) for one in found)


def test_words_without_marks_are_frozen_as_they_always_were(recommend, content):
    recommend("1. To note 5 * 3 | a and b_c_d", acts="Director")
    assert recommended(content())["recommendations"] == [
        {
            "number": recommended(content())["number"] + ".1",
            "text": "1. To note 5 * 3 | a and b_c_d",
            "acts": "Director",
            "delegation": "",
        }
    ]


def test_lines_stay_lines(recommend, content):
    recommend("To agree\n(a) the first\n(b) the second", delegation="one\ntwo")
    html = render_html(content())
    assert "To agree<br>(a) the first<br>(b) the second" in html and "one<br>two" in html


@pytest.mark.parametrize("name", ["text", "delegation", "second_text", "second_delegation"])
@pytest.mark.parametrize("words", ["See [R99](ref:row/R99)", "See [x](javascript:alert(1))"])
@pytest.mark.each
def test_what_leads_nowhere_or_is_no_link_is_refused(marked, who, name, words):
    with pytest.raises(ValidationError) as refused:
        papers.change_recommendation(marked, **who, **{name: words})
    assert set(refused.value.message_dict) == {name}


def test_one_that_comes_to_lead_nowhere_is_said_and_held_up(recommend, content, who, paper):
    first = recommend("To note.")
    recommend(f"To do as [2.1](ref:recommendation/{first.pk}) says.")
    papers.leave_out_recommendation(first, why="Not now", **who)
    assert lost_of(paper, DRAWN) == ["Recommendations: 2.1"]
    assert lost_references(content()) == ["Recommendations: [2.1: leads nowhere]"]


def test_both_languages_print_their_own_words(marked, content, who, paper):
    set_languages(paper, language="en", second="written", **who)
    welsh = "Cymeradwyo adran [x](ref:part/background), *oll*."
    papers.change_recommendation(marked, second_text=welsh, **who)
    second = recommended(content())["second"]["recommendations"][0]
    number = recommended(content())["number"]
    assert second["text"].startswith("Cymeradwyo adran ") and "[x]" not in second["text"]
    assert second["marked"]["text"][-2] == {"text": "oll", "italic": True} and number


@pytest.mark.parametrize(
    "change", [NAMED.replace("**", "*"), NAMED.replace("part/background", "part/risks")]
)
def test_other_letters_or_another_place_void_clearances_and_are_told(marked, content, who, change):
    before = content()
    papers.change_recommendation(marked, by=who["by"], at=noon(2012, 3, 10), text=change)
    after = content(noon(2012, 3, 11))
    assert fingerprint(before) != fingerprint(after)
    assert changed_since(before, after)


def test_the_brackets_are_no_part_of_what_is_cleared(marked, content, who):
    before = content()
    text = NAMED.replace("[Background]", "[3]")
    papers.change_recommendation(marked, by=who["by"], at=noon(2012, 3, 10), text=text)
    assert fingerprint(before) == fingerprint(content(noon(2012, 3, 11)))


def test_a_decision_reads_as_it_was_put(marked, draft, publish, democratic_services):
    printed = recommended(publish(draft).content)["recommendations"][0]["text"]
    how = {"by": democratic_services, "outcome": "agreed", "minute": "Minute 1"}
    decision = deciding.record_decision(marked, at=AFTER, **how)
    assert decision.words == printed == "To approve what section 2 sets out, in full."
    assert "](ref:" not in decision.title


def test_other_brackets_are_put_and_other_words_are_not(
    marked, draft, publish, who, democratic_services
):
    publish(draft)
    for text in (NAMED.replace("[Background]", "[9]"), NAMED.replace("**", "")):
        papers.change_recommendation(marked, **who, text=text)
        marked.refresh_from_db()
        assert is_put(marked, recommended_in_print(marked.paper)) == ("**" in text)


@pytest.mark.each
def test_recommendations_are_kept_as_they_are_typed_and_taken_up(marked, manager, at, part):
    keep = at("unsaved", part("recommended").pk)
    for of, page in (
        ("new", at("recommend", part("recommended").paper_id)),
        (str(marked.pk), at("recommendation", marked.pk)),
    ):
        typed = {**sent(manager.get(page)), "text": "To do **more**", "acts": "Head"}
        assert "is kept" in manager.post(f"{keep}?of={of}", typed).json()["kept"]
        assert "did not save it" in words(manager.get(page))
        form = manager.get(unsaved_at(page)).context["form"]
        assert (form["text"].value(), form["acts"].value()) == ("To do **more**", "Head")
        manager.post(page, {**sent(manager.get(unsaved_at(page))), "acts": f"Head {of}"})
        assert not UnsavedText.objects.exists()
    assert part("recommended").paper.recommendations.count() == 2


@pytest.mark.parametrize("of", ["0", "old", "1e9", "-1"])
def test_nothing_is_kept_of_a_form_that_is_not_there(marked, manager, at, part, of):
    keep = at("unsaved", part("recommended").pk)
    answer = manager.post(f"{keep}?of={of}", {"text": "A", "version": 1}).json()
    assert answer["kept"] == "" and not UnsavedText.objects.exists()


def test_what_was_typed_is_given_up(marked, manager, at, part):
    page = at("recommendation", marked.pk)
    keep = f"{at('unsaved', part('recommended').pk)}?of={marked.pk}"
    manager.post(keep, {**sent(manager.get(page)), "text": "A"})
    manager.post(page, {"give_up": UnsavedText.objects.get().pk})
    assert not UnsavedText.objects.exists() and "did not save" not in words(manager.get(page))


def test_a_reference_is_inserted_from_the_list_without_script(marked, manager, at):
    page = at("recommendation", marked.pk)
    form = {**sent(manager.get(page)), "text": "To do what [] says"}
    assert "Background" in words(manager.post(page, {**form, "references": "yes"}))
    code = "[Background](ref:part/background)"
    shown = manager.post(page, {**form, "reference": code, "insert": "yes"})
    assert shown.context["form"]["text"].value() == f"To do what {code} says"
    preview = manager.post(page, {**form, "text": "To do **all**", "preview": "yes"})
    assert "<strong>all</strong>" in preview.content.decode()
    refused = manager.post(page, {**form, "text": "[a](ftp://b)"})
    assert "A link begins with" in errors(refused)["text"]


# --- What was saved before scripts were refused ---------------------------------------------------


@pytest.fixture
def earlier(part, write):
    """A background that was saved when an address of a script was taken in as words."""
    write("background", "1. It began.")
    row = part("background")
    row.text = SCRIPT
    row._history_date = WRITTEN
    row.save()
    return row


def test_an_old_address_of_a_script_is_printed_as_words(earlier, content, manager, at):
    html = render_html(content())
    assert "See [x](javascript:alert(1)) and <strong>all</strong>." in html
    assert manager.get(at("text", earlier.pk)).status_code == 200
    assert manager.get(at("references", earlier.pk)).status_code == 200
    assert parse("**all**") == read("**all**")


def test_it_is_refused_when_it_is_saved_again_and_replaced_by_other_words(earlier, write, who):
    with pytest.raises(ValidationError, match="A link begins with"):
        write("background", SCRIPT)
    assert write("background", "1. It ended.").text == "1. It ended."


def test_the_rest_of_its_part_changes_and_it_starts_the_next_paper(earlier, start, body, who):
    papers.share_part(earlier, heading="History", **who)
    outlines = [Outline("background", "Background", starts="last")]
    later = start(MeetingFactory(body=body, on=date(2012, 6, 6)), outlines=outlines)
    assert later.parts.get().text == SCRIPT


def test_its_preview_says_what_is_wrong(earlier, manager, at):
    page = at("text", earlier.pk)
    shown = manager.post(page, {**sent(manager.get(page)), "preview": "yes"})
    assert list(errors(shown)) == ["text"] and "A link begins with" in errors(shown)["text"]


# --- Marks that print nothing, and where a reference is put ---------------------------------------


@pytest.mark.parametrize(
    "text", ["## ", "- \n- ", "|  | |\n|--|--|\n| | |", "[](https://a.example)"]
)
def test_a_text_of_marks_alone_is_not_done(write, add_field, text):
    with pytest.raises(ValidationError, match="Nothing is written yet"):
        write("background", text, state="done")
    with pytest.raises(ValidationError, match="has to be filled in"):
        add_field("Finance", "text", is_required=True).check_answer(text, is_done=True)


@pytest.mark.parametrize("text", ["| a |\n|---|\n| b |", "## Head", "Words"])
def test_a_reference_at_the_end_stands_in_what_can_be_saved(text):
    data = inserted(QueryDict(urlencode({"text": text})), ["text"], "[1](ref:part/x)")
    last = parse(data["text"])[-1]
    assert last["type"] == "paragraph" and last["spans"][-1]["ref"] == "part/x"


def test_the_words_of_an_amended_decision_take_no_reference(marked, democratic_services):
    how = {"by": democratic_services, "outcome": "amended", "minute": "Minute 1"}
    with pytest.raises(ValidationError, match="Write the number or name itself"):
        deciding.record_decision(marked, at=AFTER, text="See [R1](ref:row/R1)", **how)
