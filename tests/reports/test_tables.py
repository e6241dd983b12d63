"""The shape of a section's table."""

import pytest

from reports.templatetags.report_tables import (
    cell_html,
    table_columns,
    table_groups,
    whole_per_cents,
)
from tests.reports import sample


@pytest.mark.parametrize(
    "shares",
    [[1, 1, 1], [6.06, 24.24, 5.05, 5.05, 7.07, 9.09, 10.1, 33.34], [90, 90], [0.1, 99.9], [5]],
)
def test_widths_fill_the_table_and_no_more(shares):
    assert sum(whole_per_cents(shares)) == 100


def test_rows_are_grouped_where_the_period_changes():
    groups = table_groups(sample.MILESTONES)
    assert [(group["title"], len(group["lines"])) for group in groups] == [
        ("Current period", 4),
        ("Next period", 5),
    ]
    assert "period" not in [column["key"] for column in table_columns(sample.MILESTONES)]


def test_rows_without_groups_are_one_untitled_group():
    (group,) = table_groups(sample.RISKS)
    assert group["title"] is None
    assert [line["band"] for line in group["lines"]] == [
        "red",
        "red",
        "green",
        "amber",
        "amber",
        "amber",
        "amber",
    ]


@pytest.mark.parametrize(
    "value, kind, html",
    [
        (None, "text", ""),
        ("", "date", ""),
        (0, "number", "0"),
        (0, "money", "£0"),
        ("<b>", "text", "&lt;b&gt;"),
        (["<b>"], "lines", "&lt;b&gt;"),
        (["<b>", "c"], "lines", '<ul class="report-lines"><li>&lt;b&gt;</li><li>c</li></ul>'),
        ({"key": "red", "word": "Red"}, "band", '<strong class="band band--red">Red</strong>'),
        (None, "band", ""),
    ],
)
def test_one_cell(value, kind, html):
    assert cell_html(value, kind) == html
