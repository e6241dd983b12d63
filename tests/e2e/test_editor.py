"""The editor of a part of a paper: by keyboard, with what is pasted, and back to the same text."""

import random
import re
import tomllib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from papers.text import parse
from tests.e2e.looking import faults
from tests.e2e.test_without_mouse_or_script import tab_to
from tools.browsing import press

pytestmark = pytest.mark.once

EDITOR = "textarea[data-editor]"
PASTE = """(editor, kinds) => {
    const clipboardData = new DataTransfer();
    for (const [kind, data] of Object.entries(kinds)) clipboardData.setData(kind, data);
    const how = {clipboardData, bubbles: true, cancelable: true};
    editor.dispatchEvent(new ClipboardEvent("paste", how));
}"""
ROUND_TRIPS = """([script, texts]) => import(script).then(({read, write}) => texts.map(text => {
    try {
        return write(read(text));
    } catch (problem) {
        return `The editor cannot read it: ${problem.message}`;
    }
}))"""
WORD = (Path(__file__).parent / "pasted_from_word.html").read_text()


@pytest.fixture
def writing(paper):
    """The page on which a part is written, with its editor."""
    press(paper.get_by_role("row").get_by_role("link", name="Background", exact=False).first)
    return paper


def editor_of(page):
    return page.get_by_role("textbox", name="Text")


def sent(page):
    """The text that the page would send."""
    return page.locator(EDITOR).input_value()


def type_keys(page, *keys):
    """Types words, and presses what is a key or a shortcut."""
    for key in keys:
        is_key = "+" in key or key in ("Enter", "Tab", "Escape", "Backspace", "ArrowRight")
        (page.keyboard.press if is_key else page.keyboard.type)(key)


def pasted(page, **kinds):
    """What the editor has and says after a paste into an empty text."""
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    kinds = {f"text/{kind}": data for kind, data in kinds.items()}
    editor_of(page).evaluate(PASTE, kinds)
    return sent(page), page.locator(".editor-said").inner_text()


def pressed(page, button):
    """The text after a button of the editor was pressed; one that stays on says so."""
    button = page.get_by_role("toolbar").get_by_role("button", name=button, exact=True)
    was = button.get_attribute("aria-pressed")
    button.click()
    assert was is None or button.get_attribute("aria-pressed") != was
    return sent(page)


TYPED = ["Opening ", "Control+b", "words", "Control+b", ".", "Enter", "1. First", "Enter", "Second"]
TYPED += ["Enter", "Control+]", "Below", "Enter", "Enter", "Third", "Enter", "Control+Alt+2", "a"]
TYPED += ["Enter", "b", "Enter", "Enter", "Enter", "## Head", "Enter", "1998. A * year", "Enter"]
TABLE = ["Year", "Tab", "Sum | £", "Tab", "2008", "Tab", "1.6m", "Shift+Tab", "Tab", "Escape"]
WRITTEN = r"""Opening **words**.

1. First
2. Second

   1. Below

3. Third

   - a
   - b

## Head

1998\. A \* year

| Year | Sum \| £ |
| --- | --- |
| 2008 | 1.6m |
|  |  |

After"""


def test_a_part_is_written_in_the_editor_by_keyboard_alone(writing, stack):
    page = writing
    assert tab_to(page, "Bold") != "none"
    page.keyboard.press("Tab")
    type_keys(page, *TYPED, "Alt+F10", *["ArrowRight"] * 9, "Enter", *TABLE, "After")
    assert sent(page) == WRITTEN
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # "Write as plain text"
    assert page.evaluate("document.activeElement.value") == WRITTEN
    tab_to(page, "Write with the editor")
    page.keyboard.press("Enter")
    found = faults(page)
    type_keys(page, "Control+End", " all", "Shift+Control+ArrowLeft", "Control+k", "example.org")
    type_keys(page, "Enter")
    assert page.get_by_text("Enter an address that begins with").is_visible()
    found += faults(page)
    type_keys(page, "Control+a", "https://example.org/act", "Enter")
    assert sent(page) == f"{WRITTEN} [all](https://example.org/act)" and found == []
    tab_to(page, "Save")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_text("Background saved: in work.").wait_for()
    (kept,) = stack.rows("SELECT text FROM papers_part WHERE key = 'background'")
    assert kept["text"] == f"{WRITTEN} [all](https://example.org/act)"


def test_what_is_refused_and_what_somebody_else_saved_comes_back_into_the_editor(writing):
    page, other = writing, writing.context.new_page()
    other.goto(page.url)
    page.get_by_role("button", name="Write as plain text").click()
    page.locator(EDITOR).fill("7) __Odd__\\\nlines \u202e")
    page.get_by_role("button", name="Write with the editor").click()
    assert sent(page) == "7) __Odd__\\\nlines \u202e", "opening the editor changed the text"
    press(page.get_by_role("button", name="Save", exact=True))
    page.get_by_role("link", name="Remove the hidden character").click()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "textbox"
    assert faults(page) == []
    type_keys(page, "Control+End", "Backspace", "Backspace", " typed")
    press(page.get_by_role("button", name="Save", exact=True))
    page.get_by_text("Background saved: in work.").wait_for()
    editor_of(other).fill("Of the other one")
    press(other.get_by_role("button", name="Save", exact=True))
    for version in "**Odd**", "Of the other one":
        assert other.get_by_text(version).first.is_visible()


EXCEL = "<table><col width=64><tr><td>Year</td><td>Sum</td></tr><tr><td>2008</td><td></td></tr>"
PAGE = "<ol><li><p>one</p><ul><li>a<li>b<ul><li>c</ul></ul><ol><li>below</ol><li>two</ol>"
PASTED = [
    ({"html": PAGE}, "1. one\n\n   - a\n   - b\n   - c\n\n   1. below\n\n2. two"),
    ({"html": EXCEL, "plain": "x"}, "| Year | Sum |\n| --- | --- |\n| 2008 |  |"),
    ({"plain": "Year\tSum\r\n2008\t\r\n"}, "| Year | Sum |\n| --- | --- |\n| 2008 |  |"),
    ({"html": "<table><tr><td>one cell</table>"}, "one cell"),
    ({"plain": "*no* bold\n- a\n1998. b"}, "\\*no\\* bold\n\n\\- a\n\n1998\\. b"),
    (
        {"html": "<b style='font-weight:normal'>No <span style='font-weight:700'>yes</span></b>"},
        "No **yes**",
    ),
    (
        {"html": "<a href='javascript:x()' onclick='x()'>a</a> <a href='mailto:x@y.z'>b</a>"},
        "a [b](mailto:x@y.z)",
    ),
]
ONLINE = "<div><ol><li data-aria-level=1>a</ol></div><div><ol><li data-aria-level=2>b</ol></div>"
PASTED += [({"html": ONLINE}, "1. a\n\n   1. b"), ({"html": "<p>pay\u200b001"}, "pay001")]
IN_TABLE = [
    ("Row below", "| Year | Sum |\n| --- | --- |\n|  |  |\n| 2008 |  |"),
    ("Column after", "| Year |  | Sum |\n| --- | --- | --- |\n|  |  |  |\n| 2008 |  |  |"),
    ("Delete row", "|  |  |  |\n| --- | --- | --- |\n| 2008 |  |  |"),
    ("Delete column", "|  |  |\n| --- | --- |\n|  |  |"),
    ("Delete table", ""),
    ("Table", "|  |  |\n| --- | --- |\n|  |  |\n|  |  |"),
]
IN_LINE = [
    ("Bold", "a**b**"),
    ("Italic", "a***b***"),
    ("Undo", "a**b**"),
    ("Redo", "a***b***"),
    ("Numbered", "1. a***b***"),
    ("Bullets", "- a***b***"),
    ("Subheading", "## a***b***"),
]
OF_WORD = """## Purpose

The councils **share** *services* at Northmere, see [the Act](https://example.org/act).

It costs £3m a year said she.

1. First numbered

   1. Below it

- A **bullet**
- An inner bullet

| **Sums** |  | Year |
| --- | --- | --- |
| A | 1 \\| 2 more | 2008 |
|  | x | y |

pay001 bad"""
LEFT_OUT = (
    "Pasted. 2 pictures, 1 footnote, 1 comment, 1 deleted passage and 1 hidden character were left"
    " out. 2 merged cells were taken apart: the words stand in the first, the others are empty."
)


def test_what_is_pasted_keeps_what_a_part_can_hold_and_texts_come_back_as_they_were(writing):
    page = writing
    editor_of(page).focus()
    assert pasted(page, html=WORD, plain="x") == (OF_WORD, LEFT_OUT)
    assert faults(page) == []
    for kinds, expected in PASTED:
        assert pasted(page, **kinds)[0] == expected
    pasted(page, html=EXCEL)
    page.locator(".editor-text th").first.click()
    assert [(name, pressed(page, name)) for name, _ in IN_TABLE] == IN_TABLE
    pasted(page, plain="ab")
    page.keyboard.press("Shift+ArrowLeft")
    assert [(name, pressed(page, name)) for name, _ in IN_LINE] == IN_LINE
    rows = "<tr><td style='color: red'>a<td>b</tr>" * 2_001
    assert sent(page) and len(parse(pasted(page, html=f"<table>{rows}")[0])[0]["rows"]) == 2_000
    assert len(pasted(page, plain="a 1998. b, " * 4_545)[0]) == 49_994
    texts = [text for text in [*every_demo_text(), *ODD, *random_texts()] if blocks_of(text)]
    script = page.locator("script[src*=editor]").evaluate("script => script.src")
    written = page.evaluate(ROUND_TRIPS, [script, texts])
    assert len(texts) > 500
    assert [
        (text, again)
        for text, again in zip(texts, written, strict=True)
        if blocks_of(text) != blocks_of(again)
    ] == []


ODD = [
    "1998\\. A year\n\n1998 \\- a\\\nb  \nc",
    "a \\* b \\_c\\_ snake_case \\\\ C:\\temp \\[x](https://a.b) ! [y](https://a.b/(c)?d=1&e;=2)",
    "| a \\| b | |\n|:--|--:|\n| | **c** |\n| d |",
    "- a\n\n  b\n- c\n\n* d\n\n1. e\n   - f\n   - g\n\n   h\n   1. i\n      - j\n9) k",
    "## *Head* \\#\n\n***a** b* **c*d*** *e**f***g** <b>&amp; `x` > y",
    "See [4.2](ref:text/background/3), **[R1](ref:row/R1)** and [x \\] y](ref:part/a).",
    "1. a\n\n\\| b \\|\\\n\\--\\\n\\+ c\\\n\\# d",
]
LEFT_ALONE = re.compile(r" {4}|\\  \n")  # by the editor: they stay in the plain text area
PIECES = [
    "*",
    "**",
    "_",
    "__",
    "## ",
    "- ",
    "* ",
    "1. ",
    "12) ",
    "  ",
    "|",
    "| a | b |\n|---|---|\n",
]
PIECES += ["\n", "\n\n", "\n", "[", "]", "(", ")", "](https://a.b)", "[w](mailto:a@b.c)", "!", "`"]
PIECES += [
    "<b>",
    "&amp;",
    "\\",
    "\\\n",
    "  \n",
    ">",
    "---",
    ":",
    "\\*",
    "word",
    "Ŵ",
    " ",
    "a",
    "£",
    "“",
]


def random_texts():
    """Pieces of marks and words in any order, the same ones in each run."""
    pick = random.Random(9)
    texts = ["".join(pick.choices(PIECES, k=pick.randint(1, 25))) for _ in range(1_500)]
    return [text for text in texts if not LEFT_ALONE.search(text)]


def every_demo_text():
    """Whatever stands in the files of the demo, papers and all else."""
    waiting = [tomllib.loads(path.read_text()) for path in Path("fixtures").glob("*.toml")]
    while waiting:
        match waiting.pop():
            case str(text):
                yield text
            case dict(found):
                waiting += found.values()
            case list(found):
                waiting += found


def blocks_of(text):
    """What the server reads, letter by letter with its style; None where it refuses the text. How
    blanks are styled, and which stand at the end of a line, nobody sees.
    """
    try:
        return [{key: styled(value) for key, value in one.items()} for one in parse(text, "4")]
    except ValidationError:
        return None


def styled(value):
    if not isinstance(value, list):
        return value
    if not value or "text" not in value[0]:
        return [styled(one) for one in value]
    letters = [
        (
            letter,
            *(letter > " " and span.get(style) for style in ("bold", "italic")),
            span.get("link"),
        )
        for span in value
        for letter in span["text"]
    ]
    return [one for one in letters if one[0] > " " or one[0] == "\n"]


def test_a_recommendation_is_one_paragraph_with_letters_and_references(paper, stack):
    page = paper
    press(page.get_by_role("row").get_by_role("link", name="Recommendations").first)
    press(page.get_by_role("link", name="Add a recommendation"))
    editor = page.get_by_role("textbox", name="What is recommended", exact=True)
    bars = page.get_by_role("toolbar")
    assert bars.first.get_by_role("button", name="Table").count() == 0
    editor.click()
    type_keys(
        page, "1. To ", "Control+b", "agree", "Control+b", " what [", "Enter", "Control+Alt+2"
    )
    assert page.locator("[name=text]").input_value() == "1. To **agree** what ["
    editor.evaluate(PASTE, {"text/html": "<p>is <b>set</b></p><ul><li>out</li></ul>"})
    assert page.locator("[name=text]").input_value() == "1. To **agree** what [is **set** out"
    assert faults(page) == []
    press(page.get_by_role("button", name="Save", exact=True))
    (kept,) = stack.rows("SELECT text FROM papers_paperrecommendation")
    assert kept["text"] == "1. To **agree** what [is **set** out"
