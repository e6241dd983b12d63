"""The demo programme: document 002 as page, PDF and data, by the commands that others script."""

import csv
import io
import json

import openpyxl
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from reports.models import Report
from tests.reports.printing import column, missing_from_page, missing_from_pdf, render, section
from tests.reports.verapdf import broken_rules

pytestmark = pytest.mark.django_db

MARCH = ["shared-management", "programme-management", "--at", "2012-03-09"]


@pytest.fixture(scope="module")
def content(demo, tmp_path_factory):
    return json.loads(render(tmp_path_factory.mktemp("data"), "json", *MARCH).read_text())


# --- demo -----------------------------------------------------------------------------------------


def counts():
    """How many rows every table has."""
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def test_a_second_demo_changes_nothing(demo, capsys):
    before = counts()
    call_command("demo")
    assert counts() == before
    said = capsys.readouterr().out
    assert "Loaded" not in said and "Democratic services officer" in said


def test_the_first_report_is_ready(demo):
    report = Report.objects.get(definition__programme__slug="shared-management")
    assert (report.state, report.definition.kind) == ("published", "programme-management")


# --- render_report: document 002 ------------------------------------------------------------------


def test_the_heading_of_the_data(content):
    heading = content["heading"]
    assert (heading["programme_slug"], heading["body"], heading["meeting_on"]) == (
        "shared-management",
        "JAIC",
        "2012-04-04",
    )
    assert heading["position_as_at"].startswith("2012-03-09T23:59:59")
    assert (heading["since"], heading["version"]) == (None, 1)
    for one in content["sections"]:
        assert {"key", "title", "columns", "rows"} <= set(one)
        assert all({"key", "label", "kind"} <= set(head) for head in one["columns"])


def test_four_milestones_of_this_period_and_five_of_the_next(content):
    assert column(content, "milestones", "period") == ["Current period"] * 4 + ["Next period"] * 5
    assert column(content, "milestones", "state") == ["Complete"] * 4 + ["Planned"] * 5
    fourth = section(content, "milestones")["rows"][3]
    assert (fourth["state"], fourth["comment"]) == ("Complete", "In progress and ongoing")
    assert "ongoing" in fourth["flagged"]


def test_five_budget_lines_and_their_totals_in_pence(content):
    budget = section(content, "budget")
    assert column(content, "budget", "allocation") == [1500000, 1000000, 5000000, 3000000, 4000000]
    assert column(content, "budget", "spend") == [0, 0, 0, 1497800, 0]
    assert column(content, "budget", "forecast") == column(content, "budget", "allocation")
    assert {name: budget["totals"][name] for name in ("allocation", "spend", "forecast")} == {
        "allocation": 14500000,
        "spend": 1497800,
        "forecast": 14500000,
    }


def test_seven_risks_with_their_scores_and_bands(content):
    assert column(content, "risks", "likelihood") == [3, 3, 1, 2, 3, 3, 3]
    assert column(content, "risks", "impact") == [5, 5, 5, 4, 3, 4, 4]
    assert column(content, "risks", "score") == [15, 15, 5, 8, 9, 12, 12]
    words = [band["word"] for band in column(content, "risks", "band")]
    assert words == ["Red", "Red", "Green", "Amber", "Amber", "Amber", "Amber"]
    assert all(column(content, "risks", "mitigations"))


def printed(content):
    """Every text that the rows show, and every sum as it is printed."""
    rows = [row for one in content["sections"] for row in one["rows"]]
    texts = [value for row in rows for value in row.values() if isinstance(value, str)]
    lines = [line for row in rows for line in row.get("mitigations") or []]
    bands = [row["band"]["word"] for row in rows if row.get("band")]
    return {*texts, *lines, *bands, "£145,000", "£14,978", "£15,000", "£50,000"} - {""}


def test_the_page_holds_the_same_rows(content, tmp_path):
    assert missing_from_page(printed(content), render(tmp_path, "html", *MARCH)) == set()


@pytest.fixture(scope="module")
def pdf(demo, tmp_path_factory):
    return render(tmp_path_factory.mktemp("paper"), "pdf", *MARCH)


@pytest.mark.once
def test_the_pdf_holds_the_same_rows_and_complies(content, pdf):
    """Words, because the lines of cells stand side by side; attachments hold whole texts."""
    assert missing_from_pdf(printed(content), pdf) == set()
    assert broken_rules(pdf) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["shared-management", "programme-management", "--at", "2012-02-30"],
            "does not exist in the calendar",
        ),
        (["shared-management", "gossip", "--at", "2012-03-09"], "No report 'gossip' is defined"),
        (["elsewhere", "programme-management", "--at", "2012-03-09"], "in a programme 'elsewhere'"),
    ],
)
def test_what_cannot_be_rendered_is_said_in_one_line(demo, tmp_path, arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("render_report", *arguments, "--output", str(tmp_path / "report.pdf"))


def test_a_file_that_cannot_be_written_is_said_in_one_line(demo, tmp_path):
    with pytest.raises(CommandError, match="--output"):
        call_command(
            "render_report",
            *MARCH,
            "--format",
            "json",
            "--output",
            str(tmp_path / "nowhere" / "report.json"),
        )


# --- export_log -----------------------------------------------------------------------------------


def export(tmp_path, format, *arguments, log="risks"):
    output = tmp_path / f"{log}.{format}"
    call_command(
        "export_log",
        "shared-management",
        log,
        "--format",
        format,
        "--output",
        str(output),
        *arguments,
    )
    return output


def test_a_log_leaves_as_csv_json_and_xlsx_with_the_same_rows(demo, tmp_path):
    at = ["--at", "2012-03-09"]
    rows = list(csv.DictReader(io.StringIO(export(tmp_path, "csv", *at).read_text("utf-8-sig"))))
    assert [row["Score"] for row in rows] == ["15", "15", "5", "8", "9", "12", "12"]
    data = json.loads(export(tmp_path, "json", *at).read_text())
    assert [row["reference"] for row in data["rows"]] == [f"R{number}" for number in range(1, 8)]
    sheet = openpyxl.load_workbook(export(tmp_path, "xlsx", *at)).active
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert {row["title"] for row in data["rows"]} <= set(cells)


@pytest.mark.each
@pytest.mark.parametrize(("log", "count"), [("risks", 7), ("milestones", 9), ("budgets", 5)])
def test_every_log_can_be_exported_and_is_empty_before_it_began(demo, tmp_path, log, count):
    assert len(json.loads(export(tmp_path, "json", log=log).read_text())["rows"]) == count
    assert (
        json.loads(export(tmp_path, "json", "--at", "2012-03-08", log=log).read_text())["rows"]
        == []
    )


@pytest.mark.parametrize(
    ("log", "at", "said"), [("gossip", "2012-03-09", "gossip"), ("risks", "yesterday", "--at")]
)
def test_what_cannot_be_exported_is_said_in_one_line(demo, tmp_path, log, at, said):
    with pytest.raises(CommandError, match=said):
        export(tmp_path, "csv", "--at", at, log=log)
