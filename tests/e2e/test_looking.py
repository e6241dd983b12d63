"""What is looked for on every page is found where it is."""

from pathlib import Path

import pytest

from tests.e2e.looking import DESK, HEIGHT, PHONE, broken, draws_when_asked, faults, faults_at

pytestmark = pytest.mark.once
SHEET = Path(__file__).resolve().parents[2] / "static/app.css"
CELL = '<table><td style="width: 3ch; overflow-wrap: anywhere">{}</table>'


def test_a_short_word_in_two_lines_is_found(chromium):
    page = chromium.new_page()
    page.set_content(CELL.format("Risks R1000"))
    assert [line.rpartition(": ")[2] for line in broken(page)] == [
        "Risks in 'Risks R1000'",
        "R1000 in 'Risks R1000'",
    ]
    page.set_content(CELL.format("R1 a-very-long-word"))
    assert broken(page) == []
    page.close()


@pytest.mark.parametrize("columns", [5, 6, 7])
def test_a_table_of_long_words_keeps_to_its_column_beside_what_stands_at_the_right(
    chromium, columns
):
    page = chromium.new_page(viewport={"width": 1024, "height": 600})
    cells = columns * "<td>Responsibilities of both councils</td>"
    table = f'<table class="register register--cards"><tr>{cells}</tr></table>'
    page.set_content(f'<div class="table-part" style="width: 660px">{table}</div>')
    page.add_style_tag(path=SHEET)
    assert page.locator("table").evaluate("one => one.offsetWidth") <= 660
    page.close()


PAGE = """<!doctype html><html {lang}><title>{title}</title><body style="background: white">
<header><a href="#main">Skip</a> <a href="/">Home</a></header>
<main id="main"><h1>Risks</h1>{main}</main></body></html>"""
ROW = '<table><tr><th id="{0}" scope="col">Cost</th></tr><tr><td headers="{1}">5</td></tr></table>'
SMALL = (
    "<style>button { display: block; height: 9px; width: 9px; padding: 0; margin: 40px }"
    "@media (width < 9px) { button { margin: 1px } }</style><button>a</button><button>a</button>"
)
BEHIND = "<style>i { background: #fff } b { color: #555 }</style><i><b>Words</b></i>"
LINK = (
    "<style>a { color: #00e; text-decoration: underline } p { color: #11c }</style>"
    '<p>Words before <a href="/">a link</a> and after</p>'
)
SCROLLS = (
    "<style>.one {{ height: {1}px; overflow: auto }} .two {{ height: 90px }}</style>"
    '<div class="one" {0}><div class="two">Words</div></div>'
)
# What finds it, a page without the fault, what there makes the fault.
FAULTS = [
    ("label", '<label for="one">Name</label><input id="one">', ('for="one"', 'for="two"')),
    ("label", '<label for="i">Name</label><input id="i">', ("<label", "<label hidden")),
    ("F77", '<p id="one">a</p><p id="two">b</p>', ("two", "one")),
    ("color-contrast", "<style>p { color: #111 }</style><p>Words</p>", ("#111", "#ccc")),
    ("color-contrast", "<style>u { color: #bbb }</style><u>→</u>", ("→", "Words")),
    ("color-contrast", "<style>u { color: #ddd }</style><u>W</u>", ("W", "Words")),
    ("color-contrast", BEHIND, ("#fff", "#333")),
    ("link-in-text-block", LINK, ("underline", "none")),
    ("image-alt", '<img alt="A map" src="data:,">', ('alt="A map"', "")),
    ("link-name", '<p><a href="/risks/">R1</a></p>', ("R1", " ")),
    ("button-name", "<button>Save</button>", ("Save", "")),
    ("select-name", '<select aria-label="Band"><option>1</select>', ('aria-label="Band"', "")),
    ("aria-roles", '<p role="note">a</p>', ("note", "nota")),
    (
        "aria-valid-attr-value",
        '<i id="k"></i><button aria-controls="k" aria-expanded="true">a</button>',
        ('id="k"', ""),
    ),
    ("aria-hidden-focus", '<p aria-hidden="true">a</p>', (">a<", "><a href='/'>a</a><")),
    ("nested-interactive", '<p role="button" tabindex="0">a</p>', (">a<", "><a href='/'>a</a><")),
    ("listitem", "<ul><li>a</li></ul>", ("ul>", "div>")),
    ("list", "<ul><li>a</li></ul>", ("<ul>", "<ul><b>b</b>")),
    ("td-headers-attr", ROW.format("a", "a"), ('headers="a"', 'headers="b"')),
    ("valid-lang", '<p lang="cy">a</p>', ("cy", "xx-nothing")),
    ("scrollable-region-focusable", SCROLLS.format("tabindex=0", 9), ("tabindex=0", "")),
    ("scrollable-region-focusable", SCROLLS.format("", 40), ("height: 40px", "height: 9px")),
    ("target-size", SMALL, ("< 9px", "< 400px")),
    ("H42.2", "<h2>Two</h2>", ("Two", "")),
    ("html-has-lang", "<p>a</p>", ("lang=", "data-lang=")),
    ("document-title", "<p>a</p>", ("<title>Risks", "<title>")),
]


@pytest.fixture(params=["chromium", "still_chromium"])
def page(request):
    found = request.getfixturevalue(request.param).new_page()
    if request.param == "still_chromium":
        draws_when_asked(found)
    yield found
    found.close()


def test_a_fault_is_found_on_a_page_that_looks_like_one_before(page):
    missed = []
    for finder, main, (good, bad) in FAULTS:
        whole = PAGE.format(lang='lang="en"', title="Risks", main=main)
        assert good in whole
        found = []
        for html, widths in (whole, (DESK, PHONE)), (whole.replace(good, bad), (PHONE, DESK)):
            page.set_content(html)
            for width in widths:
                page.set_viewport_size({"width": width, "height": 900})
                found.append(" ".join(faults_at(page, width)))
        if finder in "".join(found[:2]) or finder not in "".join(found[2:]):
            missed.append((finder, main, found))
    assert missed == []


WHEN_DRAWN = """<img alt="A map" src="data:,"><script>
matchMedia("(max-width: 400px)").onchange = () => requestAnimationFrame(() =>
    document.querySelector("img").removeAttribute("alt"))</script>"""


@pytest.mark.parametrize("page", ["still_chromium"], indirect=True)  # another draws when it can
def test_what_scripts_do_when_a_page_is_drawn_is_looked_at(page):
    page.set_viewport_size({"width": DESK, "height": HEIGHT})
    page.set_content(PAGE.format(lang='lang="en"', title="Map", main=WHEN_DRAWN))
    assert "image-alt" in " ".join(faults(page))
