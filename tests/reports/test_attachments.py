"""The rows of a section as CSV."""

import pytest

from reports.pdf.attachments import cell_text, content_json, file_stem


@pytest.mark.parametrize(
    "value, kind, text",
    [
        (None, "money", ""),
        (14_978_00, "money", "14978.00"),
        (-5, "money", "-0.05"),
        (15, "number", "15"),
        (-3, "number", "-3"),
        ("=1+1", "text", "'=1+1"),
        ("  @SUM(A1)", "text", "'  @SUM(A1)"),
        ("-3", "text", "'-3"),
        (["+1", "two"], "lines", "'+1\ntwo"),
        ({"key": "red", "word": "Red"}, "band", "Red"),
        (None, "band", ""),
        ("2012-04-04", "date", "2012-04-04"),
    ],
)
def test_one_value(value, kind, text):
    assert cell_text(value, kind) == text


def test_json_keeps_every_character():
    assert content_json({"b": "中 \u202e", "a": "\ud800"}).decode() == '{\n "a": "\\ud800",\n "b": "中 \u202e"\n}'


def test_file_names_are_harmless():
    assert file_stem("../Risks & Issues") == "risks-issues"
