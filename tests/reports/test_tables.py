"""The shape of a section's table."""

import pytest
from lxml import html

from programme.column_widths import LANDSCAPE, PORTRAIT, least_widths
from programme.facts import Column
from programme.reporting import part
from programme.ui.tables import heading
from reports.document import document_html
from reports.templatetags.report_tables import (
    cell_html,
    is_wide,
    printed_table,
    rows_and_totals,
)
from risks.log import RISKS
from risks.tables import RiskTable
from tests.reports import sample


def test_rows_are_grouped_where_the_period_changes():
    table = printed_table(sample.MILESTONES)
    groups = table["groups"]
    assert [(group["title"], len(group["lines"])) for group in groups] == [
        ("Current period", 4),
        ("Next period", 5),
    ]
    assert "period" not in [column["key"] for column in table["columns"]]


def test_rows_without_groups_are_one_untitled_group():
    (group,) = printed_table(sample.RISKS)["groups"]
    assert group["title"] is None
    bands = ["red", "red", "green", *["amber"] * 4]
    names = [line["names"].split() for line in group["lines"]]
    assert [first for first, *_ in names] == [f"row--{band}" for band in bands]
    held = [place for place, (_, *more) in enumerate(names) if "report-with-the-last" in more]
    assert held == [1, 5, 6]  # no sheet begins with fewer than three rows, nor ends with one


@pytest.mark.parametrize(
    "value, kind, html",
    [
        (None, "text", ""),
        ("", "date", ""),
        (0, "number", "0"),
        (0, "money", "£0"),
        ("<b>", "text", "&lt;b&gt;"),
        ("A:\nb", "text", "A:\nb"),
        (
            "A:\nb\nc<",
            "text",
            '<div>A:<ul class="report-lines"><li>b</li><li>c&lt;</li></ul></div>',
        ),
        ("A:\n- b\n- c", "text", "A:\n- b\n- c"),  # has marks of its own
        (["<b>"], "lines", "&lt;b&gt;"),
        (["<b>", "c"], "lines", '<ul class="report-lines"><li>&lt;b&gt;</li><li>c</li></ul>'),
        ({"key": "red", "word": "Red"}, "band", '<strong class="band band--red">Red</strong>'),
        (None, "band", ""),
    ],
)
def test_one_cell(value, kind, html):
    assert cell_html(value, kind) == html


def test_a_column_that_is_blank_in_every_row_is_named_and_not_printed():
    columns = [{**one, "blank": one["key"] == "comment"} for one in sample.BUDGET["columns"]]
    table = printed_table({**sample.BUDGET, "columns": columns})
    assert table["blank"] == ["Comment"]
    assert "Comment" not in [column["label"] for column in table["columns"]]
    page = document_html({**sample.REPORT, "sections": [{**sample.BUDGET, "columns": columns}]})
    assert "Left out, because no row has anything there: Comment." in page


def test_only_columns_without_anything_are_blank():
    columns = [Column("reference", "Ref"), Column("owner", "Owner"), Column("due", "Due")]
    rows = [
        {"reference": "R1", "owner": "", "due": None},
        {"reference": "R2", "owner": "", "due": 0},
    ]
    drawn = part("key", "Title", columns, rows)
    assert [one["key"] for one in drawn["columns"] if one.get("blank")] == ["owner"]
    assert part("key", "Title", columns, [])["columns"] == [one.as_dict() for one in columns]


def test_what_few_rows_say_stands_under_what_they_are_about_and_what_all_say_is_said_once():
    keys = {"reference": "Ref", "title": "Action", "note": "To note", "state": "State"}
    rows = [
        {"reference": f"A{n}", "title": f"Do {n}", "note": "", "state": "Proposed"}
        for n in range(1, 9)
    ]
    rows[2]["note"] = "Waits <for> NPS"
    section = {
        **sample.BUDGET,
        "columns": [{"key": key, "label": label, "kind": "text"} for key, label in keys.items()],
        "rows": rows,
        "totals": None,
    }
    page = html.fromstring(document_html({**sample.REPORT, "sections": [section]}))
    (table,) = page.xpath("//table[thead]")
    assert [head.text for head in table.xpath("thead//th")] == ["Ref", "Action"]
    said = [cell.text_content() for cell in table.xpath("tbody//td")]
    assert said[1:3] == ["Do 2", "Do 3To note: Waits <for> NPS"]
    assert len(table.xpath("tbody/tr[3]/td/*")) == 1  # one piece, also on a phone
    assert "In every row: State “Proposed”." in page.text_content()
    few = printed_table({**section, "rows": rows[:4]})
    assert len(few["columns"]) == 4 and not few["same"]


def test_a_table_that_needs_more_than_a_sheet_upright_is_printed_across_it():
    row = sample.BUDGET["rows"][0]
    columns = [
        {"key": f"w{n}", "label": "Responsibilities", "kind": "text", "width": 1} for n in range(8)
    ]
    wide = {**sample.BUDGET, "columns": columns, "rows": [row], "totals": None}
    assert is_wide(wide) and is_wide({**sample.BUDGET, "parts": [wide]})
    assert not is_wide(sample.BUDGET)


def test_a_day_breaks_only_before_its_year():
    assert cell_html("2026-09-27", "date") == "27\u00a0September 2026"


def test_a_group_heading_heads_the_rows_of_its_group():
    page = html.fromstring(document_html({**sample.REPORT, "sections": [sample.MILESTONES]}))
    (table,) = page.xpath("//section[@id='section-milestones']//table")
    for group in table.xpath("tbody"):
        (title,) = group.xpath("tr/th[@scope='rowgroup']")
        rows = group.xpath("tr/th[@scope='row']")
        assert rows and not title.get("colspan")  # it heads cells by its scope, no column
        assert {row.get("headers") for row in rows} == {f"milestones-head {title.get('id')}"}
    assert table.xpath("thead//th[1]/@id") == ["milestones-head"]


def test_sections_without_rows_share_one_list_with_their_sentences():
    told = {**sample.BUDGET, "key": "lessons", "title": "Lessons", "rows": [], "totals": None}
    told["extra"] = {"empty": "No lesson has been recorded."}
    page = document_html({**sample.REPORT, "sections": [sample.RISKS, told]})
    assert "2. Nothing to report" in page and "3. About this report" in page
    assert "<strong>Lessons:</strong> No lesson has been recorded." in page


@pytest.mark.parametrize("rows, across", [(2, False), (30, True)])
def test_a_wide_section_of_few_rows_makes_no_nearly_empty_sheet(rows, across):
    register = [*sample.RISKS["rows"] * 5][:rows]
    assert is_wide({**sample.RISKS, "rows": register}) is across


def broken(section, whole):
    """The columns of a table on a sheet that are narrower than their longest word."""
    columns = printed_table(section, is_wide(section))["columns"]
    least = least_widths(columns, rows_and_totals(section))
    return [
        column["label"]
        for column, low in zip(columns, least, strict=True)
        if column["width"] * whole / 100 < low
    ]


@pytest.mark.parametrize("wanted", [False, True])
@pytest.mark.parametrize("rows", [1, 2, 30])
@pytest.mark.parametrize("section", [sample.MILESTONES, sample.RISKS, sample.BUDGET])
def test_columns_are_as_wide_as_the_sheet_they_stand_on_wants(section, rows, wanted):
    table = {**section, "rows": [*section["rows"] * 30][:rows], "landscape": wanted}
    assert broken(table, LANDSCAPE if is_wide(table) else PORTRAIT) == []


def test_a_heading_of_one_letter_is_said_by_what_it_means():
    likelihood, impact = RISKS.pick("likelihood impact")
    assert (likelihood.label, likelihood.called, impact.called) == ("L", "Likelihood", "Impact")
    assert RISKS.pick("score")[0].as_dict().get("meaning") is None
    columns = [sample.RISKS["columns"][0], likelihood.as_dict(), impact.as_dict() | {"blank": True}]
    section = {**sample.RISKS, "columns": columns}
    page = html.fromstring(document_html({**sample.REPORT, "sections": [section]}))
    (head,) = page.xpath("//th[@aria-label='Likelihood']")
    assert head.text == "L" and page.xpath("//td/@data-label")[0] == "Likelihood"
    assert "Left out, because no row has anything there: Impact." in page.text_content()


def test_a_register_says_what_a_heading_of_one_letter_means():
    assert '"Likelihood: "' in RiskTable.labels_css()
    head = {"label": "L", "meaning": "Likelihood", "class": "", "sort": "none", "sort_url": "?"}
    link = html.fromstring(f"<table><tr>{heading(head)}</table>").xpath("//a")[0]
    assert (link.text, link.get("aria-label")) == ("L", "Likelihood")
