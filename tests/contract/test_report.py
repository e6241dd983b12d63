"""The sections of reports: plain data of one moment, printed by their own template."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from programme.reporting import sections
from tests.contract.kit import each_section
from tests.contract.world import A_DAY, NOW
from tests.factories import MARCH_2012


@pytest.mark.alike
@each_section
def test_a_section_is_plain_data_with_a_value_for_each_column(w, kit, section):
    w.register(kit)
    content = w.content(section)
    assert json.loads(json.dumps(content)) == content
    for table in (content, *content.get("parts", [])):
        for row in table["rows"]:
            assert {column["key"] for column in table["columns"]} <= set(row)
    assert round(sum(column["width"] for column in content["columns"])) == 100


@pytest.mark.alike
@each_section
def test_a_section_stands_as_it_stood_at_its_moment(w, kit, section):
    entry, (name, value, _) = w.make(kit, next(iter(kit.subjects))), kit.change
    before, edit = w.content(section, at=MARCH_2012), kit.edit_url(entry)
    w.press(edit, w.filled_in(edit, {name: value}), by="programme_manager")
    assert w.content(section, at=MARCH_2012) == before
    assert w.content(section, at=MARCH_2012 - A_DAY)["rows"] == []


@each_section
def test_a_section_is_printed_with_all_of_its_rows(w, kit, section):
    w.register(kit)
    content = w.content(section, since=MARCH_2012 - A_DAY)
    page = render_to_string(content["template"], {"section": content})
    for table in (content, *content.get("parts", [])):
        assert all(str(row[table["columns"][0]["key"]]) in page for row in table["rows"])


@each_section
def test_a_sentence_in_place_of_a_table_is_followed_by_no_word_about_the_table(w, kit, section):
    w.register(kit)
    made, position = sections()[section], w.position(NOW)
    limit = {"sentence": "There are {count}."}
    notes = made.printed_alone(made.context(position, limit), limit)["notes"]
    assert not [note for note in notes if re.search("this table|The total|^Variance is", note)]


ONCE = {"recommendations-completed", "recommendations-extension", "recommendations-overdue"}


@pytest.mark.alike
@each_section
def test_what_was_settled_stands_once_in_the_report_after_it_and_never_again(w, kit, section):
    """As a result among the rows, or with its reason in a table of its own."""
    closed = {w.make(kit, subject).reference for subject in kit.subjects if kit.closed(subject)}
    content = w.content(section, since=MARCH_2012 - A_DAY)
    rows, apart = ({row["reference"] for row in found} for found in told(content))
    assert not rows & apart and (closed <= rows | apart or section in ONCE)
    content = w.content(section, since=MARCH_2012)
    assert not told(content)[1]


def told(content):
    """The rows of a section's tables, and those of its table of what was settled."""
    found = [], []
    for table in [content, *content.get("parts", [])]:
        theirs = [row for row in table["rows"] if "reference" in row]
        found[table["key"].endswith("-settled")].extend(theirs)
    return found


def test_no_section_goes_by_the_last_edit_of_a_row():
    sources = [Path(room, "reporting.py").read_text() for room in settings.ARTEFACTS]
    assert sources and not any("updated_at" in source for source in sources)


@pytest.mark.alike
@each_section
def test_a_section_of_nothing_is_printed_too(w, kit, section):
    content = w.content(section, at=NOW)
    assert content["rows"] == [] and render_to_string(content["template"], {"section": content})
