"""A log goes out as a workbook, is edited, and comes back."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from intake import mapping, tables
from intake.fitting import knows
from intake.process import read_file
from intake.workbook import as_workbook, fields_of
from programme.log import logs
from risks.actions import add_mitigation, change_risk
from risks.models import Risk
from tests.intake.conftest import AT, log_named
from tests.intake.making import saved, workbook
from tests.intake.test_pages import HEAD, ONE, TWO, cells
from tests.reading import words

pytestmark = pytest.mark.once


@pytest.fixture
def edited(manager, programme, bring, press):
    """A function that downloads the risks, lets `change` edit the sheet, and brings them back."""

    def act(change=lambda sheet, at: None, meanwhile=lambda: None):
        page = manager.get(f"/programmes/{programme.slug}/import/risks/download/")
        book = load_workbook(io.BytesIO(page.content))
        places = {cell.value: cell.column for cell in book.active[1]}
        change(book.active, places)
        meanwhile()
        return bring(saved(book), name="edited.xlsx")

    return act


@pytest.fixture
def two(bring, press):
    press(bring(cells(HEAD, ONE, TWO)), "apply")


def test_what_nobody_edited_is_the_same(two, edited, manager):
    page = words(manager.get(edited()))
    assert "The same: 2" in page and "The log says all of it already" in page


def test_a_register_that_was_downloaded_has_its_child_rows_and_they_are_no_rows_of_the_log(
    two, bring, manager, programme, programme_manager
):
    risk = Risk.objects.order_by("number").last()
    add_mitigation(risk, text="Agree terms", by=programme_manager, at=AT)
    content = manager.get(f"/programmes/{programme.slug}/risks/download/xlsx/").content
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Risks", "Mitigations", "Assessments"]
    last = [cell.value for cell in book["Mitigations"][book["Mitigations"].max_row]]
    assert (last[1], last[3]) == (risk.title, "Agree terms")
    page = words(manager.get(bring(content, name="risks.xlsx")))
    assert "mitigations of Risks, as they are downloaded" in page and "New: " not in page


def test_what_is_edited_is_changed_the_title_too(two, edited, press):
    def change(sheet, at):
        sheet.cell(2, at["Risk"], "Staff go")
        sheet.cell(2, at["Owner"]).value = None
        sheet.cell(3, at["Current impact"], 1)

    assert "0 rows added, 2 changed" in press(edited(change), "apply")
    one, other = Risk.objects.order_by("number")
    assert (one.title, one.owner, one.score) == ("Staff go", "", 12)
    assert (other.title, other.score, Risk.objects.count()) == ("Money runs out", 2, 2)


def test_what_others_changed_meanwhile_stays_or_is_asked(two, edited, manager, programme_manager):
    def meanwhile():
        for risk in Risk.objects.all():
            change_risk(risk, by=programme_manager, at=AT, owner="Mayor")

    def change(sheet, at):
        sheet.cell(2, at["Owner"], "Leader")
        sheet.cell(3, at["Cause"], "Grants end")

    page = words(manager.get(edited(change, meanwhile)))
    assert "changed it meanwhile to “Mayor”" in page and "Asked about: 1" in page
    assert "Changed: 1" in page and "Cause: was blank becomes Grants end" in page
    assert "Director of Finance becomes" not in page


def test_a_row_that_stands_twice_is_not_doubled(two, edited, press):
    def change(sheet, at):
        for column in range(1, sheet.max_column + 1):
            sheet.cell(4, column, sheet.cell(2, column).value)

    address = edited(change)
    assert "This row stands twice" in press(address, "again")
    press(address, "apply")
    assert Risk.objects.count() == 2


def test_a_row_without_a_key_is_new(two, edited, press):
    def change(sheet, at):
        sheet.cell(4, at["Risk"], "Fire")
        sheet.cell(4, at["Owner"], "Mayor")

    assert "1 row added, 0 changed" in press(edited(change), "apply")


def test_no_text_runs_as_a_formula(bring, press, programme):
    press(bring(cells(["Risk"], ["=1+1"])), "apply")
    sheet = load_workbook(io.BytesIO(as_workbook(log_named("risks"), programme, AT))).active
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}
    assert sheet.freeze_panes and sheet.column_dimensions["A"].hidden
    assert any("Tolerate" in str(one.formula1) for one in sheet.data_validations.dataValidation)


@pytest.mark.parametrize("log", [one for one in logs() if one.adds], ids=lambda one: one.name)
def test_every_column_finds_its_own_field_again(log, programme):
    (table,), _ = tables.find(read_file(as_workbook(log, programme, AT)), knows)
    found = mapping.suggest(log, table)
    assert [one.field.name for one in found.columns] == [one.name for one in fields_of(log)]
    assert not found.left_out


def queries_of(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_a_long_log_costs_no_more_queries_out_and_in(bring, press, previewed, programme):
    """As few for four entries as for one."""
    counts = []
    for numbers in ([1], [2, 3, 4]):
        rows = [[f"X{n}", f"Risk {n}", 3, 4, "Agree"] for n in numbers]
        press(bring(workbook(["Ref", "Risk", "L", "I", "Mitigation"], *rows)), "apply")
        content = as_workbook(log_named("risks"), programme, AT)
        out = queries_of(lambda: as_workbook(log_named("risks"), programme, AT))
        counts.append((out, queries_of(lambda content=content: previewed(content, "risks"))))
    assert counts[0] == counts[1]
