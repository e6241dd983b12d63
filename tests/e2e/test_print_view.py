"""A report printed from the browser keeps what its paper promises."""

import base64
import io
import re
import subprocess
from copy import deepcopy
from pathlib import Path

import pikepdf
import pytest

from reports.document import render_html
from tests.reports import sample
from tests.reports.text_sizes import sizes

pytestmark = pytest.mark.once
STATIC = Path(__file__).resolve().parents[2] / "static"
DRAFT = '<p class="report-draft"><span>DRAFT</span> Version 1 is not published.</p>'
SHEETS = {"portrait": 680, "landscape": 1009}  # CSS pixels between the margins of 15 mm


def faces():
    """The product's letters, inside the page: beside it there is no server to ask for them."""
    for weight, name in (400, "Regular"), (600, "Semibold"):
        letters = base64.b64encode((STATIC / f"fonts/SourceSans3-{name}.woff2").read_bytes())
        source = f"url(data:font/woff2;base64,{letters.decode()})"
        yield f'@font-face {{font-family: "Source Sans 3"; font-weight: {weight}; src: {source}}}'


@pytest.fixture
def content():
    return sample.long_report(60)


@pytest.fixture
def page(chromium, content):
    """A page of the product with a draft of many rows, laid out for paper."""
    context = chromium.new_context()
    page = context.new_page()
    app = re.sub(r"@font-face\{[^}]*\}", "", (STATIC / "app.css").read_text())
    app += "".join(faces())
    html = render_html(content).replace("<head>", f"<head><style>{app}</style>", 1)
    page.set_content(html.replace("<main>", f"<main>{DRAFT}", 1))
    page.emulate_media(media="print")
    yield page
    context.close()


@pytest.fixture
def paper(page):
    return page.pdf(prefer_css_page_size=True, format="A4")


def sheets(paper):
    """What stands on each sheet."""
    command = ["pdftotext", "-layout", "-", "-"]
    found = subprocess.run(command, input=paper, capture_output=True, check=True)
    return found.stdout.decode().split("\f")[:-1]


def test_no_letter_is_smaller_than_eight_points(paper):
    assert [one for one in sizes(paper) if one[1] < 7.99] == []


def test_every_sheet_of_a_draft_says_so(paper):
    assert all("DRAFT" in sheet for sheet in sheets(paper))


def test_no_heading_of_a_column_is_broken(paper):
    found = " ".join(sheets(paper))
    for heading in "Allocation", "Forecast", "Variance", "Likelihood", "Mitigation":
        assert heading in found


@pytest.mark.parametrize("content", [sample.many_sections()], ids=["many sections"])
def test_no_sheet_ends_with_the_heads_of_a_table_or_what_stands_above_it(paper):
    for sheet in sheets(paper):
        last = [line.strip() for line in sheet.splitlines() if line.strip()][-1]
        assert not last.startswith(("Ref ", "Budget: ", "\u2022 Counted"))


def test_a_wide_section_stands_across_the_sheet_and_repeats_its_heads(paper):
    with pikepdf.open(io.BytesIO(paper)) as document:
        wide = [page.mediabox[2] > page.mediabox[3] for page in document.pages]
    across = [sheet for sheet, lies in zip(sheets(paper), wide, strict=True) if lies]
    assert len(across) > 3
    rows = [sheet for sheet in across if "culture" in sheet and "Red" in sheet]
    assert rows and all("Mitigation" in sheet for sheet in rows)


CLIPPED = """(names) => [...document.querySelectorAll(names)].flatMap((table) =>
  [...table.querySelectorAll("tr:not(.report-group) > *, .report-group p")])
  .filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
  .map((cell) => cell.textContent.slice(0, 40))"""


CUT = """(names) => [...document.querySelectorAll(names)]
  .filter((one) => one.scrollWidth > one.clientWidth).length"""


@pytest.mark.parametrize("lies", SHEETS)
def test_no_cell_is_cut_off(page, lies):
    page.set_viewport_size({"width": SHEETS[lies], "height": 900})
    wide = ".report-section--landscape .report-table"
    upright = ".report-section:not(.report-section--landscape) .report-table"
    assert page.evaluate(CLIPPED, wide if lies == "landscape" else upright) == []


def test_no_picture_is_cut_off(page):
    page.set_viewport_size({"width": SHEETS["portrait"], "height": 900})
    assert page.evaluate(CUT, ".report-picture") == 0


def in_groups(rows):
    """A report whose milestones are many, in two groups, one of them longer than a sheet."""
    content = deepcopy(sample.REPORT)
    (section,) = [one for one in content["sections"] if one["key"] == "milestones"]
    first, *_, last = section["rows"]
    section["rows"] = [{**first, "reference": f"M{n}"} for n in range(1, rows // 2 + 1)]
    section["rows"] += [{**last, "reference": f"M{n}"} for n in range(rows // 2 + 1, rows + 1)]
    section["rows"][7]["comment"] = "A comment that fills more than a whole sheet of paper. " * 120
    section["notes"], content["sections"] = [], [section]
    return content


@pytest.mark.parametrize("content", [in_groups(300)], ids=["300 rows in groups"])
def test_the_heading_of_a_group_repeats_on_every_sheet_with_its_heads(paper):
    now, after = [], []
    for sheet in sheets(paper):
        lines = [line.strip() for line in sheet.splitlines()]
        found = [int(row) for row in re.findall(r"^\s*M(\d+)\b", sheet, re.MULTILINE)]
        now += [lines.count("Current period")] if any(row <= 150 for row in found) else []
        after += [lines.count("Next period")] if any(row > 150 for row in found) else []
        if found:
            assert any(line.startswith("Ref ") for line in lines)
    assert len(now) > 3 and len(after) > 3 and {*now, *after} == {1}


NOTE = "The note under it."


def with_comment(lines, section, **more):
    """A report of one section whose first comment has so many lines."""
    section = {**deepcopy(section), **more, "notes": [NOTE, "Another."]}
    section["rows"][0]["comment"] = "\n".join(["A line."] * lines)
    return {**sample.REPORT, "sections": [section]}


PLAIN = {"template": "reports/_table.html"}
ENDS = [with_comment(n, sample.BUDGET, **PLAIN) for n in range(14, 44, 2)]
ENDS += [with_comment(n, sample.MILESTONES, **PLAIN) for n in range(14, 44, 2)]


@pytest.mark.parametrize("content", ENDS[:1], ids=["any end"])
def test_totals_and_notes_stay_with_the_last_row(page):
    styles = page.evaluate("document.head.innerHTML")
    for content in ENDS:
        body = render_html(content).split("<body", 1)[1].split(">", 1)[1]
        page.set_content(f"<head>{styles}</head><body>{body}")
        paper = sheets(page.pdf(prefer_css_page_size=True, format="A4"))
        (last,) = [sheet for sheet in paper if NOTE in sheet]
        assert re.search(r"^\s*(B|M)\d", last, re.MULTILINE) and "Another." in last
        assert len([sheet for sheet in paper if re.search(r"^\s*(Ref|Total)\b", sheet, re.M)]) < 4
