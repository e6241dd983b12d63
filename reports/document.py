"""A report as an HTML document.

Knows nothing of the PDF engine, so that web processes may import it.
"""

from datetime import UTC, datetime
from functools import cache
from itertools import count, product
from pathlib import Path
from string import ascii_uppercase

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from .choices import APPENDICES
from .languages import tag_of_attached, tags_of

ROOT = Path(__file__).resolve().parents[1]
STYLES = ROOT / "static" / "report.css"  # how a report looks, on the page and on paper
FRONT_SHEET = "front_sheet"  # the kind of a written part
SCREEN_STYLES = ROOT / "static" / "report-screen.css"  # the page on a phone
PAPER_STYLES = ROOT / "reports" / "pdf" / "page.css"  # sheets, running heads, fonts: paper alone


def report_context(content: dict) -> dict:
    """What every report template sees, on the web page and in the PDF.

    `shown` are the parts in committee order, each with its number: what people wrote, and the
    sections that hold something; `empty` are the others, which share one list of a line each;
    `attached` are the documents behind all that.
    """
    sections, numbers = content["sections"], Numbers()
    tags = tags_of(content["heading"])
    shown = [_numbered(number, one, tags) for number, one in in_order(content, numbers)]
    empty = [section for section in sections if not holds_something(section)]
    return {
        "content": content,
        "heading": content["heading"],
        "tags": tags,
        "sections": sections,
        "shown": shown,
        "empty": empty,
        "has_appendices": _is_lettered(content) or bool(content.get("attached")),
        "label_of_empty": label(next(numbers)) if empty else "",
        "label_of_about": label(next(numbers)),
        "attached": _attached(content, numbers),
        "background": content.get("background", []),
    }


def _is_lettered(content):
    return APPENDICES in content.get("order", ())


def _attached(content, numbers):
    """The attached documents: appendices, behind all else."""
    found = content.get("attached", [])
    if found and not _is_lettered(content):
        numbers.begin_appendices()
    return [
        {
            **one,
            "number": (its := next(numbers)),
            "label": label(its),
            "lang": tag_of_attached(content["heading"], one["key"]),
        }
        for one in found
    ]


def _numbered(number, part, tags):
    written = {"template": "papers/_part.html", "columns": [], "rows": []}
    numbered = {"number": number, "label": label(number)}
    if "withheld" in part and "is_done" not in part and not _has_rows(part):
        numbered |= {"template": "reports/_left_out.html"}
    if tags and "is_done" in part:
        numbered["lang"] = tags["page"]
        if number and not number.isdecimal():  # “Appendix” is the product's word
            said = '<span lang="{}">{}</span>'
            numbered["label"] = format_html(said, tags["fixed"], numbered["label"])
    return {**({} if "template" in part else written), **part, **numbered}


class Numbers:
    """The numbers of parts, one after the other: 1, 2, and from the appendices on Appendix A, B."""

    def __init__(self):
        self.following = map(str, count(1))

    def __next__(self):
        return next(self.following)

    def begin_appendices(self):
        """What comes now is an appendix."""
        letters = ("".join(two) for two in product(["", *ascii_uppercase], ascii_uppercase))
        self.following = map("Appendix {}".format, letters)


def label(number) -> str:
    """A number as it stands before a heading: “4. ”, “Appendix A: ”, nothing."""
    return f"{number}{'. ' if number.isdecimal() else ': '}" if number else ""


def in_order(content, numbers=None):
    """The parts that are printed, in committee order, as (number, part): what people wrote, and the
    sections that hold something. A front sheet has no number, nor has a part that goes on with that
    of the one before it. `numbers` go on after the last.
    """
    written = {part["key"]: part for part in content.get("words", [])}
    sections = {section["key"]: section for section in content["sections"]}
    numbers = numbers or Numbers()
    for key in content.get("order", sections):
        if key == APPENDICES:
            numbers.begin_appendices()
            continue
        part = written.get(key) or sections[key]
        if key in written or holds_something(part):
            has_none = part.get("kind") == FRONT_SHEET or part.get("goes_on")
            yield "" if has_none else next(numbers), part


def holds_something(section: dict) -> bool:
    """Whether a section has rows, in its own table or in a further one, or may have some that are
    kept back.
    """
    if "withheld" in section:  # both editions number it, whether it has rows or not
        return True
    return _has_rows(section)


def _has_rows(section):
    tables = [section, *section.get("parts", [])]
    return "sentence" in section or any(table["rows"] for table in tables)


def document_html(content: dict, styles: str = "") -> str:
    """The whole document; `styles` is trusted CSS to carry inside it."""
    dated = {"created": created(content["heading"]["position_as_at"]), "styles": mark_safe(styles)}
    return render_to_string("reports/document.html", {**report_context(content), **dated})


def created(position: str) -> str:
    """The position as whole seconds of UTC.

    A file is dated as what it shows, so that the clock cannot change it.
    """
    return datetime.fromisoformat(position).astimezone(UTC).replace(microsecond=0).isoformat()


def render_html(content: dict) -> str:
    """The report as one HTML file that any browser shows without anything beside it."""
    return document_html(content, styles=_screen_styles())


@cache
def _screen_styles() -> str:
    return STYLES.read_text("utf-8") + SCREEN_STYLES.read_text("utf-8")
