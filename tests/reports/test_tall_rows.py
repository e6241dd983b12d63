"""Rows taller than a sheet, and what stands at the head of a sheet on which a table goes on."""

import subprocess
from copy import deepcopy

import pytest
from django.template.loader import render_to_string

from papers.templatetags.paper_text import tall_field
from papers.text import parse
from papers.text_html import to_html
from programme.row_heights import is_tall, lines
from reports.document import render_html
from reports.render import render_pdf
from reports.templatetags.report_tables import running_head
from tests.reports import sample

pytestmark = pytest.mark.once
WORDS, UNBROKEN = "Both councils meet each week about it. " * 130, "W" * 5000


def sheets(content):
    """The lines on each sheet of the report's PDF, between its running head and its foot."""
    command = ["pdftotext", "-layout", "-", "-"]
    found = subprocess.run(command, input=render_pdf(content), capture_output=True, check=True)
    pages = found.stdout.decode().split("\f")[:-1]
    return [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]


def with_tall_row(section, place, text):
    """A report of one section, one of whose comments fills more than a sheet."""
    section = deepcopy(section)
    section["rows"][place]["comment"] = text
    return {**sample.REPORT, "sections": [section]}


@pytest.mark.parametrize("text", [WORDS, UNBROKEN], ids=["words", "unbroken"])
@pytest.mark.parametrize("place", [0, 2, -1], ids=["first", "third", "last"])
@pytest.mark.parametrize("section", [sample.BUDGET, sample.MILESTONES], ids=["totals", "groups"])
def test_a_row_taller_than_a_sheet_repeats_its_heads_on_every_sheet(section, place, text):
    found = sheets(with_tall_row({**section, "extra": {**section["extra"]}}, place, text))
    filled = [page for page in found if any(text[:9] in line for line in page)]
    assert len(filled) > 1
    assert all(any(line.startswith("Ref ") for line in page) for page in filled)


@pytest.mark.parametrize("section", [sample.BUDGET, sample.MILESTONES], ids=["totals", "groups"])
def test_a_tall_first_row_begins_on_the_sheet_of_its_heads_and_caption(section):
    section = {**section, "template": "reports/_table.html"}
    (page,) = [
        page
        for page in sheets(with_tall_row(section, 0, WORDS))
        if f"1. {section['title']}" in page
    ]
    assert any(line.startswith("Ref ") for line in page)
    assert sum(WORDS[:9] in line or "meet" in line for line in page) > 9


def test_whatever_room_the_last_sheet_leaves_a_total_and_notes_have_a_table_above_them():
    for count in range(98, 115, 4):
        tall = with_tall_row(sample.BUDGET, -1, "Both councils meet each week about it. " * count)
        for page in sheets(tall):
            if any(line.startswith("Total ") for line in page):
                assert any(line.startswith("Ref ") for line in page)


def test_the_running_head_names_the_first_group_on_the_sheet():
    first, *_, last = sample.MILESTONES["rows"]
    plain = {**sample.MILESTONES, "template": "reports/_table.html", "notes": []}
    sections = [
        {**plain, "key": f"groups-{count}", "rows": [first] * count + [last] * 4}
        for count in range(5, 40)
    ]
    named = set()
    for page in sheets({**sample.REPORT, "sections": sections}):
        if head := next((line for line in page[:2] if ", continued: " in line), ""):
            begins = next(n for n, line in enumerate(page, 1) if line.startswith("Ref "))
            named.add((page[begins].split(" ")[0], head.rpartition(": ")[2]))
    assert named == {("M1", "Current period"), ("M9", "Next period"), ("Next", "Next period")}


def test_no_sheet_that_begins_with_a_heading_is_headed_as_a_continuation():
    across = [
        {**sample.MILESTONES, "key": f"across-{count}", "landscape": True} for count in range(2)
    ]
    upright = {**sample.BUDGET, "key": "upright", "landscape": False}
    found = sheets({**sample.REPORT, "sections": [across[0], upright, across[1]]})
    begun = [page for page in found if any(line[:3] in ("2. ", "3. ", "4. ") for line in page[1:3])]
    assert len(begun) == 3 and not any("continued" in " ".join(page[:2]) for page in begun)


def test_a_sheet_that_begins_with_words_has_no_group_in_its_running_head():
    notes = ["A note that stands under the table and is as long as a paragraph. " * 40] * 3
    section = {**sample.MILESTONES, "notes": notes, "template": "reports/_table.html"}
    report = {**sample.REPORT, "sections": [section, {**section, "key": "again"}]}
    for page in sheets(report)[1:]:
        assert not any(line.endswith(": Current period") for line in page[:2])


def test_no_row_of_facts_is_cut_between_two_sheets():
    title = "Communications with the public and with the press of both areas, and consultation"
    for count in range(24, 37, 3):
        sections = [
            {**sample.BUDGET, "key": f"lines-{n}", "title": title, "rows": [], "sentence": "None."}
            for n in range(count)
        ]
        for page in sheets({**sample.REPORT, "sections": sections}):
            values = sum(line.endswith("0 rows, with totals") for line in page)
            assert values == page.count("and consultation")


def test_only_rows_that_fill_a_good_part_of_a_sheet_may_break():
    assert not is_tall([("A comment of a few lines. " * 8, 20.0), ("R1", 4.0)])
    assert is_tall([("R1", 4.0), (WORDS, 20.0)]) and is_tall([(UNBROKEN, 60.0)])
    assert is_tall([("\n".join("One of many lines" for _ in range(30)), 20.0)])
    assert lines("one two three", 4.0) == 3 and lines("WWWW", 2.6) > 2


def test_rows_of_every_kind_of_table_may_break():
    table = "| What | Why |\n|---|---|\n| Short | Short |\n| Long | " + WORDS + " |"
    assert to_html(parse(table)).count('<tr class="report-tall">') == 1
    assert "report-tall" in tall_field({"label": "Why", "blocks": parse(WORDS)})
    assert tall_field({"label": "Why", "answer": "No"}) == ""
    differs = [
        {"place": "Comment", "was": WORDS, "now": ""},
        {"place": "R1", "was": "1", "now": ""},
    ]
    heading = {**sample.HEADING, "version": 2, "supersedes": {"version": 1, "sha256": ""}}
    page = render_html({**sample.REPORT, "heading": heading, "differences": differs})
    assert page.count('class="report-tall"') == 1


def test_no_short_row_of_a_front_sheet_is_cut_between_two_sheets():
    label = "Has a diversity impact assessment been made?"  # takes two lines beside its answer
    for count in range(18, 30, 2):
        fields = [{"label": label, "answer": f"Yes to {n}"} for n in range(count)]
        part = {"key": "sheet", "kind": "front_sheet", "title": "Front sheet", "is_done": True}
        sheet = {**part, "number": "", "fields": fields}
        found = sheets({**sample.REPORT, "words": [sheet], "order": ["sheet"]})
        for page in found:
            answers = sum("Yes to" in line for line in page)
            assert answers == sum("Has a diversity" in line for line in page)
            assert answers == sum("made?" in line for line in page)
        assert len(found) > 1


@pytest.mark.parametrize(
    ("names", "cut"),
    [
        (("Connects", "Review of the plan", "Staffordshire Connects Joint Committee"), []),
        (("P" * 60, "T" * 60, "B" * 30), ["P", "T"]),
        (("Closure", "Closure and what goes on", "Executive"), []),
    ],
)
def test_a_running_head_cuts_no_name_that_has_room(names, cut):
    heading = dict(zip(("programme", "title", "body"), names, strict=True))
    shown = running_head(heading).split(" · ")
    assert [one[0] for one in shown if one.endswith("…")] == cut
    assert len("".join(shown)) <= 110
    assert "".join(shown).count("Closure") == ("Closure" in names)  # a title may say it already


def test_no_line_of_a_running_head_ends_within_its_day():
    heading = sample.HEADING | {"meeting_on": "2008-10-06"}
    said = render_to_string("reports/_running_head.txt", {"heading": heading})
    assert said.endswith(" · 6\N{NO-BREAK SPACE}October\N{NO-BREAK SPACE}2008")
