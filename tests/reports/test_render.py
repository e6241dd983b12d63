"""The PDF of a report, looked at with veraPDF and pikepdf."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from reports.document import document_html, render_html
from reports.render import FetchRefused, html_to_pdf, render_pdf
from reports.word.document import render_docx
from tests.reports import sample
from tests.reports.tags import elements, kids, pages_of, tag
from tests.reports.text_sizes import sizes
from tests.reports.verapdf import broken_rules

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
SUMMER = {"meeting_on": None, "since": None, "position_as_at": "2012-03-09T18:00:00.123456+01:00"}
NO_SECTIONS = {"heading": {**sample.HEADING, **SUMMER}, "sections": []}
CONTENTS = {"report": sample.REPORT, "long": sample.long_report(), "without sections": NO_SECTIONS}


@pytest.fixture(scope="module")
def pdfs() -> dict[str, bytes]:
    return {name: render_pdf(content) for name, content in CONTENTS.items()}


@pytest.fixture(params=CONTENTS)
def name(request) -> str:
    return request.param


@pytest.fixture
def pdf(pdfs, name):
    with pikepdf.open(io.BytesIO(pdfs[name])) as opened:
        yield opened


@pytest.fixture
def long_pdf(pdfs):
    with pikepdf.open(io.BytesIO(pdfs["long"])) as opened:
        yield opened


# --- Compliance -----------------------------------------------------------------------------------


def test_complies_with_pdf_ua_and_pdf_a_at_once(pdfs, name, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdfs[name])
    assert broken_rules(path) == []


def test_the_harness_sees_a_broken_pdf(pdfs, tmp_path):
    path = tmp_path / "untitled.pdf"
    with pikepdf.open(io.BytesIO(pdfs["report"])) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(path)
    assert broken_rules(path, ["ua1"]) != []


def test_says_its_language_and_shows_its_title(pdf):
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    assert str(pdf.docinfo.Title).startswith("Programme management report")


# --- The same bytes -------------------------------------------------------------------------------


DIGEST = """
import django, hashlib
django.setup()
from reports.files_of import files_of
from tests.reports import sample
drawn = files_of(sample.REPORT)
print(*(hashlib.sha256(file).hexdigest() for file in (drawn.pdf, drawn.docx)))
"""


def environment_with(**values: str) -> dict[str, str]:
    """The environment of a new process that finds what this one finds."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **values}


def digests_in_a_new_process(seed: str, zone: str) -> list[str]:
    """SHA-256 of the sample's PDF and Word file by a process with another hash seed and another
    time zone.
    """
    done = subprocess.run(
        [sys.executable, "-c", DIGEST],
        cwd=ROOT,
        env=environment_with(PYTHONHASHSEED=seed, TZ=zone),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_same_bytes_in_every_process(pdfs):
    files = pdfs["report"], render_docx(sample.REPORT)
    expected = [hashlib.sha256(file).hexdigest() for file in files]
    assert digests_in_a_new_process("1", "Pacific/Auckland") == expected


def test_same_bytes_after_other_reports_and_from_reordered_json(pdfs):
    reordered = json.loads(json.dumps(sample.REPORT, sort_keys=True))
    assert render_pdf(reordered) == pdfs["report"]


# --- What travels inside --------------------------------------------------------------------------


def test_carries_its_rows_as_csv_and_json(pdf, name):
    content = CONTENTS[name]
    names = {f"programme-management.{section['key']}.csv" for section in content["sections"]}
    assert set(pdf.attachments) == names | {"programme-management.json"}
    assert (
        json.loads(pdf.attachments["programme-management.json"].get_file().read_bytes()) == content
    )


def test_attached_files_are_associated_as_data_and_dated_as_the_position(pdf, name):
    files = list(pdf.Root.AF)
    assert len(files) == len(CONTENTS[name]["sections"]) + 1
    assert {str(file.AFRelationship) for file in files} == {"/Data"}
    assert {str(file.EF.F.Params.CreationDate) for file in files} == {"D:20120309170000Z"}


def rows_of(pdf: pikepdf.Pdf, section: str) -> list[dict]:
    data = pdf.attachments[f"programme-management.{section}.csv"].get_file().read_bytes()
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_money_leaves_as_pounds_with_its_total(pdfs):
    with pikepdf.open(io.BytesIO(pdfs["report"])) as pdf:
        budget = rows_of(pdf, "budgets")
    assert [row["Spend (£)"] for row in budget] == [
        "0.00",
        "0.00",
        "0.00",
        "14978.00",
        "0.00",
        "14978.00",
    ]
    assert budget[-1]["Ref"] == "Total"


def test_text_that_looks_like_a_formula_leaves_as_text(long_pdf):
    assert rows_of(long_pdf, "milestones")[2]["Milestone"] == "'" + sample.FORMULA


# --- Reading order --------------------------------------------------------------------------------


def test_bookmarks_lead_to_every_section(pdfs):
    with pikepdf.open(io.BytesIO(pdfs["report"])) as pdf, pdf.open_outline() as outline:
        report = outline.root[0]
        assert report.title == "Programme management report"
        assert [item.title for item in report.children] == [
            "1. What changed since the last report",
            "2. Milestones",
            "3. Budget",
            "4. Risks",
            "5. About this report",
        ]


def test_a_table_over_many_sheets_is_read_as_one_table(long_pdf):
    captioned = [
        table for table in elements(long_pdf, "/Table") if tag(kids(table)[0]) == "/Caption"
    ]
    assert len(captioned) == 4
    assert [[tag(part) for part in kids(table)].count("/THead") for table in captioned] == [
        1,
        1,
        1,
        1,
    ]
    assert len(pages_of(captioned[-1])) > 12
    assert len(elements(long_pdf, "/Sect")) == len(CONTENTS["long"]["sections"]) + 1


def test_every_cell_names_headings_that_exist(long_pdf):
    headings = {str(cell.ID) for cell in elements(long_pdf, "/TH")}
    assert {str(cell.A.Scope) for cell in elements(long_pdf, "/TH")} <= {"/Row", "/Column", "/Both"}
    for cell in elements(long_pdf, "/TD"):
        named = [str(name) for name in cell.A.Headers]
        assert named and set(named) <= headings


def test_a_row_is_split_only_when_it_is_longer_than_a_sheet(long_pdf):
    split = [row for row in elements(long_pdf, "/TR") if len(pages_of(row)) > 1]
    assert split == []  # the engine tags the rest of an over-long row as a row of its own
    over_long = CONTENTS["long"]["sections"][3]["rows"][9]["reference"]
    assert over_long == "R10"
    register = [t for t in elements(long_pdf, "/Table") if tag(kids(t)[0]) == "/Caption"][-1]
    rows = [row for part in kids(register) if tag(part) == "/TBody" for row in kids(part)]
    # It begins below the row before it, fills a sheet and ends on a third.
    assert len(rows) == len(CONTENTS["long"]["sections"][3]["rows"]) + 2


def test_every_picture_says_what_it_shows(pdfs):
    with pikepdf.open(io.BytesIO(pdfs["report"])) as pdf:
        texts = [str(figure.Alt) for figure in elements(pdf, "/Figure")]
    assert texts == [
        "Timeline of 9 milestones, 4 delivered; the table holds the same dates",
        "Heat map of 7 risks by likelihood and impact: 2 Red, 4 Amber, 1 Green",
        "QR code of the proof page of this report",
    ]


def test_links_say_where_they_lead(pdfs):
    with pikepdf.open(io.BytesIO(pdfs["report"])) as pdf:
        links = [str(link.Contents) for page in pdf.pages for link in page.get("/Annots", [])]
    assert "Go to the section Budget" in links
    assert "Go to the page about this report" in links


def test_wide_sections_stand_on_landscape_sheets(pdfs):
    with pikepdf.open(io.BytesIO(pdfs["report"])) as pdf:
        shapes = [
            "landscape" if page.mediabox[2] > page.mediabox[3] else "portrait" for page in pdf.pages
        ]
    assert shapes[0] == shapes[-1] == "portrait"
    assert "landscape" in shapes


def test_a_heading_stands_on_a_sheet_of_its_own_section(pdfs):
    """Not still on the wide sheet of the section before."""
    wide_first = {**sample.REPORT, "sections": [sample.RISKS, sample.BUDGET]}
    with pikepdf.open(io.BytesIO(render_pdf(wide_first))) as pdf:
        sheets = {page.objgen: page.mediabox[2] > page.mediabox[3] for page in pdf.pages}
        headings = [pages_of(heading) for heading in elements(pdf, "/H2")]
    assert [sheets[page] for (page,) in headings] == [False, True, False, False]


# --- Hostile text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x",
        "https://evil.example/x",
        "ftp://evil.example/x",
        (ROOT / "manage.py").as_uri(),
        (ROOT / "static/fonts/../app.css").as_uri(),
    ],
)
@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="attachment" href="{}">',
        '<img alt="x" src="{}">',
        '<link rel="stylesheet" href="{}">',
        "<style>@import url({})</style>",
        '<p style="background: url({})">x</p>',
    ],
)
def test_nothing_is_fetched_from_outside(address, markup):
    html = document_html(NO_SECTIONS).replace("</main>", markup.format(address) + "</main>")
    with pytest.raises(FetchRefused, match="may not fetch"):
        html_to_pdf(html, NO_SECTIONS)


def test_markup_in_any_text_stays_text():
    html = render_html(CONTENTS["long"])
    for opening in ("<script", "<img", "<link"):
        assert opening not in html
    assert "&lt;script" in html


# --- On the way -----------------------------------------------------------------------------------


def test_progress_grows_and_speaks():
    told = []
    render_pdf(sample.REPORT, progress=lambda percent, words: told.append((percent, words)))
    shares = [percent for percent, _ in told]
    assert shares == sorted(shares) and shares[0] < 10 and shares[-1] >= 90
    assert "Laying out page 2" in [words for _, words in told]


def test_a_failing_progress_stops_the_rendering():
    def gone(percent, words):
        raise ConnectionError("the database is gone")

    with pytest.raises(ConnectionError):
        render_pdf(sample.REPORT, progress=gone)


def test_web_processes_do_not_load_the_pdf_engine():
    program = (
        "import django, sys; django.setup(); import reports.document; "
        "sys.exit('weasyprint' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    assert (
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment).returncode == 0
    )


def test_a_table_that_goes_on_repeats_its_group_at_the_head_of_the_sheet(tmp_path):
    rows = [row for row in sample.MILESTONES["rows"] for _ in range(20)]
    path = tmp_path / "long.pdf"
    content = {**sample.REPORT, "sections": [{**sample.MILESTONES, "rows": rows}]}
    path.write_bytes(render_pdf(content))
    command = ["pdftotext", "-layout", str(path), "-"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Milestones, continued: Current period" in printed
    assert "Milestones, continued: Next period" in printed


def test_the_page_about_a_short_report_follows_on(pdfs):
    with pikepdf.open(io.BytesIO(render_pdf({**sample.REPORT, "sections": []}))) as pdf:
        assert len(pdf.pages) == 1


def test_no_table_is_torn_from_what_introduces_it_nor_its_last_row_from_the_rest(tmp_path):
    path = tmp_path / "many.pdf"
    path.write_bytes(render_pdf(sample.many_sections()))
    command = ["pdftotext", "-layout", str(path), "-"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    sheets = [
        [line.strip() for line in one.splitlines() if line.strip()] for one in printed.split("\f")
    ]
    for sheet in filter(None, sheets):
        assert "Counted above it" not in sheet[-2], "the last line but the foot"
        rest = [line for line in sheet[1:4] if line.startswith("The note")]
        assert not rest, "it begins with a note, or with one row and the note"


def test_no_letter_on_paper_is_smaller_than_eight_points(pdfs):
    """Those of pictures count as they are drawn on the sheet."""
    for name, pdf in pdfs.items():
        assert [one for one in sizes(pdf) if one[1] < 8] == [], name


def test_letters_that_are_too_small_are_noticed():
    picture = '<svg viewBox="0 0 200 20"><text y="12" font-size="7">seven</text></svg>'
    html = f'<p style="width: 200px">{picture}</p><p>ten</p>'
    small = [points for _, points in sizes(html_to_pdf(html, sample.REPORT)) if points < 8]
    assert small and max(small) < 7
