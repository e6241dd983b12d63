"""The small set of CommonMark that papers are written in."""

import re
from itertools import groupby

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from papers.text import LONGEST_TEXT, MOST_ROWS, lines_in, parse, plain
from papers.text_html import to_html

PART = """Opening *words* of **the part**, see [the Act](https://example.org/act).

1. First paragraph
   goes on.

   Its second one.

   - a bullet

   1. one below
   2. another below
2. Second paragraph

## A subheading

7. Third paragraph
   1. below it

| Year | Sum |
|------|-----|
| 2008 | £1.6m |
"""
MARKS = [
    "*",
    "**",
    "_",
    "#",
    "## ",
    "- ",
    "1. ",
    "1948. ",
    "   ",
    "|",
    "|---|",
    "\n",
    "\n\n",
    "[",
    "]",
]
MARKS += [
    "(",
    ")",
    "https://a.b",
    "!",
    "`",
    "```",
    "<b>",
    "<script>",
    "&amp;",
    "\\",
    ">",
    "---",
    ":",
]
TEXTS = st.lists(st.sampled_from([*MARKS, "word", "Ŵ", " "]) | st.text(max_size=5)).map("".join)
ALLOWED = {"p", "span", "em", "strong", "a", "br", "ul", "li", "h3", "table", "caption", "thead"}
ALLOWED |= {"tbody", "tr", "th", "td", "div"}


def read(text):
    """The blocks, or None where the text is refused."""
    try:
        return parse(text, "4")
    except ValidationError:
        return None


def test_numbers_are_computed_through_the_whole_part():
    numbers = [number for number, _ in lines_in(parse(PART, "4")) if number]
    assert numbers[:6] == ["4.1", "4.1.1", "4.1.2", "4.2", "4.3", "4.3.1"]
    assert [number for number, _ in lines_in(parse(PART)) if number][:3] == ["1", "1.1", "1.2"]


def test_a_text_is_written_as_page_and_pdf_show_it():
    html = to_html(parse(PART, "4"))
    assert '<p class="paper-level-0">Opening <em>words</em> of <strong>the part</strong>' in html
    assert '<span class="paper-number">4.1.2</span> another below' in html
    assert '<a class="paper-link" href="https://example.org/act">the Act</a>' in html
    assert "<h3>A subheading</h3>" in html and "<caption>Table 4.1</caption>" in html


@pytest.mark.parametrize(
    "text, refused",
    [
        ("Before\n\n![plan](plan.png)", "Line 3: A picture"),
        ("[here](/programmes/)", "A link begins with"),
        ('[here](https://a.b "More")', "nothing after them"),
        ("- one\n  - two", "Line 2: Bullets have one level"),
        ("1. one\n   1. two\n      1. three", "Line 3: Bullets have one level"),
        ("1948. The Act", "Line 1: “1948.”"),
        ("1. - a", "begins with words"),
        ("- ## Heading", "A subheading cannot stand inside a list"),
        ("| a |\n|---|\n| b | c |", "Line 3: This row of a table has 2 cells"),
        ("|" + "a|" * 13 + "\n|" + "-|" * 13, "at most 12 columns"),
        ("| a |\n|---|\n" + "| b |\n" * (MOST_ROWS + 1), "at most 2,000 rows. This one has 2,001"),
        ("[" * 2_001, "at most 2,000 opening square brackets"),
        ("a" * (LONGEST_TEXT + 1), "at most 50,000 characters. This has 50,001"),
        ("pay \u202e001", "hidden character U+202E"),
    ],
)
def test_what_is_outside_the_set_is_refused_where_it_stands(text, refused):
    with pytest.raises(ValidationError, match=re.escape(refused)):
        parse(text)


@pytest.mark.parametrize(
    "text",
    ["<b>bold</b>", "> quoted", "`code`", "a &amp; &#x202e;", "<https://a.b>"],
)
def test_other_marks_are_shown_as_typed(text):
    assert [plain(block["spans"]) for block in parse(text)] == [text]


def test_the_largest_table_and_the_longest_text_are_read():
    assert len(parse("| a |\n|---|\n" + "| b |\n" * MOST_ROWS)[0]["rows"]) == MOST_ROWS
    assert len(plain(parse("a " * (LONGEST_TEXT // 2 - 1) + "ab")[0]["spans"])) == LONGEST_TEXT


@given(TEXTS)
def test_nothing_typed_becomes_html(text):
    blocks = read(text)
    if blocks:
        tree = lxml_html.fromstring(f"<div>{to_html(blocks)}</div>")
        assert {element.tag for element in tree.iter()} <= ALLOWED
        links = [link for element in tree.iter("a") for link in [element.get("href")]]
        assert all(re.match("(https?|mailto):", link, re.IGNORECASE) for link in links)


@given(TEXTS)
def test_no_word_is_lost_without_a_message(text):
    blocks = read(text)
    if blocks is not None:
        links = [span.get("link", "") for span in every_span(blocks)]
        said = " ".join([*(words for _, words in lines_in(blocks)), *links])
        assert text.count("word") == said.count("word")


@given(TEXTS)
def test_numbers_of_a_level_go_up_by_one(text):
    numbers = [number for number, _ in lines_in(read(text) or []) if number[:5] != "Table"]
    first = [int(number.split(".")[1]) for number in numbers if number.count(".") == 1]
    assert first == list(range(1, len(first) + 1))
    below = [number.rsplit(".", 1) for number in numbers if number.count(".") == 2]
    for _, group in groupby(below, lambda pair: pair[0]):
        last = [int(number) for _, number in group]
        assert last == list(range(1, len(last) + 1))


def every_span(blocks):
    for block in blocks:
        groups = [block.get("spans", []), *block.get("items", []), *block.get("head", [])]
        groups += [cell for row in block.get("rows", []) for cell in row]
        yield from (span for group in groups for span in group)


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "ftp://a", "/x", "REF:row/R1"]
)
def test_every_address_that_is_no_link_is_refused_in_the_same_words(href):
    with pytest.raises(ValidationError, match="A link begins with https://, http:// or mailto:"):
        parse(f"See [it]({href}).")


@pytest.mark.parametrize("text", ["**[R1](ref:row/R1)**", "[**R1**](ref:row/R1)"])
def test_a_reference_has_the_style_of_its_words(text):
    [block] = parse(f"See {text}.")
    assert block["spans"][1:] == [
        {"text": "R1", "ref": "row/R1", "bold": True},
        {"text": "."},
    ]
