"""What of an exempt part is found in the public edition before it is published."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from papers import actions as papers
from papers.exempting import exempt_at
from programme.models import Body
from reports import actions, composition
from reports.document import document_html
from reports.editions import ROWS_LEFT_OUT, public_edition
from reports.files_of import files_of
from reports.leaks import in_words, leaks, names_in_words
from reports.said_figures import figures_in, joined, plain
from tests import pdfs
from tests.papers.clearing import ANSWERED, DRAWN, LATER
from tests.papers.conftest import WRITTEN
from tests.papers.exempt import *  # noqa: F403  (its fixtures)
from tests.papers.exempt import HIDDEN_RISK, draw, drawn_up
from tests.reading import words

pytestmark = pytest.mark.once

RUN = "grey heron clause of Grandiflora"


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": WRITTEN}


def places(report, part="Lease of the depot"):
    return {one["place"] for one in report.leaks if one["part"] == part and "place" in one}


def test_a_title_that_tells_a_figure_is_found_wherever_it_is_printed(secret, who, publish):
    papers.title_paper(secret, title="Lease for 7 431 956 pounds", **who)
    report = drawn_up(files_of)
    found = places(report)
    assert {"the page", "the JSON", "the feed and the register", "the PDF, page 1"} <= found
    assert {"the Word file", "cover.json in the PDF", "the properties of the PDF"} <= found
    assert "bookmarks, descriptions and properties of the PDF" in found
    with pytest.raises(ValidationError, match="Something of Lease of the depot stands in the PDF"):
        publish(report)


def test_a_run_of_words_in_the_reason_for_urgency_is_found(
    blank, democratic_services, publish, secret, body
):
    Body.objects.filter(pk=body.pk).update(regime="neither")
    how = {"by": democratic_services, "at": LATER.replace(month=4)}
    said = f"It turns on the {RUN}"
    actions.give_urgency(blank, urgency=said, urgency_given_by="Chair", **how)
    report = draw(blank, LATER)
    assert {"the page", "the feed and the register", "the Word file"} <= places(report)


def test_what_stands_in_a_public_part_too_is_no_leak(secret, write, publish):
    write("background", f"1. The {RUN} is public, for £7,431,956.", state="done")
    report = drawn_up(files_of)
    assert report.leaks == [] and publish(report).is_frozen


def test_four_words_in_a_row_are_none(secret, who):
    papers.title_paper(secret, title="A grey heron clause of all", **who)
    assert drawn_up().leaks == []


def test_rows_that_a_public_section_tells_of_are_found(secret, definition, meeting):
    content = composition.compose(definition, at=DRAWN, since=None, meeting=meeting)
    told = {"key": "changes", "title": "What changed", "log": "", "notes": [], "extra": {}}
    told |= {"template": "reports/_table.html", "landscape": False}
    column = {"key": "what", "label": "What", "kind": "text", "width": 90}
    told |= {"columns": [column], "rows": [{"what": HIDDEN_RISK}]}
    content["sections"].append(told)
    content["order"].append("changes")
    found = leaks(content, files_of(content))
    assert {one["part"] for one in found} == {"Risks"}
    assert "the CSV of What changed" in {one["place"] for one in found}


@pytest.fixture
def telling(secret, definition, who, democratic_services, meeting):
    """The content of the paper with sections that tell of rows: an exempt one, an open one."""
    from milestones.actions import add_milestone
    from risks.actions import add_risk

    programme = {"programme": secret.programme, "by": who["by"], "at": DRAWN.replace(day=20)}
    add_risk(**programme, title="Xylopho insolvent", likelihood=5, impact=5)
    add_milestone(**programme, title="One helpdesk", due="1 May 2012")
    sections = [*definition.sections, "milestones", "changes", "brief", "exceptions"]
    how = {"by": democratic_services, "at": WRITTEN, "sections": sections}
    definition = actions.change_definition(definition, **how)
    return composition.compose(definition, at=DRAWN, since=WRITTEN, meeting=meeting)


def test_sections_that_tell_of_rows_leave_out_those_of_an_exempt_log(telling):
    shown = {one["key"]: one for one in public_edition(telling)["sections"]}
    for key in "changes", "brief", "exceptions":
        full = next(one for one in telling["sections"] if one["key"] == key)
        assert "Xylopho insolvent" in json.dumps(full)
        assert "Xylopho" not in json.dumps(shown[key])
    assert [one["title"] for one in shown["changes"]["rows"]] == ["One helpdesk"]
    assert ROWS_LEFT_OUT in shown["brief"]["notes"] and shown["exceptions"]["rows"] == []
    page = document_html(public_edition(telling))
    assert page.count(ROWS_LEFT_OUT) == 3 and leaks(telling, files_of(telling)) == []


def test_a_short_line_that_people_wrote_is_found_as_a_whole(secret, write, who):
    write("lease", "1. Appoint Jane Foxglove.", state="done")
    papers.title_paper(secret, title="To appoint Jane Foxglove now", **who)
    assert {"the page", "the feed and the register"} <= places(drawn_up())


def test_names_are_pointed_out_and_hold_nothing_up_and_headings_are_public_words(
    secret, write, who, manager, auditor, signed_in, publish
):
    heading = "Lease of the depot at Nettle Hill"
    said = f"1. The {heading} goes to Jane Foxglove of Nettle Hill."
    write("lease", said, state="done", heading=heading)
    papers.title_paper(secret, title="To appoint Jane Foxglove at Nettle Hill", **who)
    report = drawn_up()
    assert in_words(report.leaks, True) == []
    assert names_in_words(report.leaks) == [f"{heading}: Foxglove, Jane"]
    page = reverse("reports:detail", args=[secret.programme.slug, report.pk])
    assert f"{heading}: Foxglove, Jane" in words(manager.get(page))
    assert f"{heading}: Foxglove" not in words(signed_in(auditor).get(page))
    assert publish(report).is_frozen


def test_the_file_of_an_exempt_document_that_is_attached_openly_too_is_found(secret, attach):
    attach("Map", pdfs.whole(words="Grandiflora owes 7,431,956 to Zebrafalcon"))
    report = drawn_up()
    assert "the document Map" in places(report, "Valuation")


def test_a_reference_prints_no_figure_of_an_exempt_section(definition, meeting, secret, write):
    text = "1. In all [Risks](ref:figure/risks/count) and [A.1](ref:text/lease/1)."
    write("background", text, state="done")
    content = composition.compose(definition, at=DRAWN, since=None, meeting=meeting)
    shown = public_edition(content)
    part = next(one for one in shown["words"] if one["key"] == "background")
    spans = [one for one in part["blocks"][0]["spans"] if "ref" in one]
    assert [one["text"] for one in spans] == ["(not published)", "A.1"]
    assert spans[1]["to"] == "#section-lease"
    full = next(one for one in content["words"] if one["key"] == "background")
    assert [one["text"] for one in full["blocks"][0]["spans"] if "ref" in one] == ["1", "A.1"]


def test_a_recommendation_prints_no_figure_of_an_exempt_section(
    definition, meeting, secret, recommend
):
    recommend("To note [Risks](ref:figure/risks/count) of **all**.")
    content = composition.compose(definition, at=DRAWN, since=None, meeting=meeting)
    rows = [
        [row["text"] for one in shown["words"] for row in one.get("recommendations", [])]
        for shown in (content, public_edition(content))
    ]
    assert "To note 1 of all." in rows[0] and "To note (not published) of all." in rows[1]


def test_the_page_of_the_draft_names_the_places_and_quotes_only_to_readers(
    secret, who, manager, auditor, signed_in, democratic_services
):
    papers.title_paper(secret, title="Lease for 7,431,956 pounds", **who)
    report = drawn_up()
    page = reverse("reports:detail", args=[secret.programme.slug, report.pk])
    assert "stands in the page: “7431956”" in words(manager.get(page))
    other = words(signed_in(auditor).get(page))
    assert "Something of Lease of the depot stands in the page." in other
    publish = reverse("reports:publish", args=[secret.programme.slug, report.pk])
    asked = words(signed_in(democratic_services).get(publish))
    assert "Left out of the public edition" in asked and "Found in the public edition" in asked


def test_once_it_is_taken_out_the_draft_is_published(secret, who, redraw, publish):
    papers.title_paper(secret, title="Lease for 7,431,956 pounds", **who)
    report = drawn_up()
    papers.title_paper(secret, title="Lease", by=who["by"], at=ANSWERED)
    assert publish(redraw(report)).is_frozen


@pytest.mark.parametrize(
    ("text", "figures"),
    [("£ 12 and 2012, R12, a1, 4.1, 4.1.1, 1.2.2012", set()), ("85k", {"85000"})]
    + [("£7,431,956 of", {"7431956"}), ("7 431 956.00", {"7431956"}), ("£7.431956m", {"7431956"})]
    + [("7.431.956", {"7431956"}), ("7'431'956", {"7431956"}), ("74\u00ad31956", {"7431956"})]
    + [
        ("13.7 per cent", {"13.7%"}),
        ("13.70%", {"13.7%"}),
        ("£45", {"£45"}),
        ("a1" * 32, {"a1" * 32}),
    ]
    + [
        ("1.5 million", {"1500000"}),
        ("QQ123456C", {"qq123456c"}),
        ("x,88.470,100", {"88.47", "100"}),
    ],
)
def test_what_counts_as_a_figure_however_it_is_written(text, figures):
    assert figures_in(joined(plain(text))) == figures


def test_nothing_is_looked_for_where_nothing_is_exempt(written):
    assert drawn_up().leaks == [] and exempt_at(written) == {}
