"""A report as an HTML document.

Knows nothing of the PDF engine, so that web processes may import it.
"""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

ROOT = Path(__file__).resolve().parents[1]
STYLES = ROOT / "static" / "report.css"  # how a report looks, on the page and on paper
FRONT_SHEET = "front_sheet"  # the kind of a written part
SCREEN_STYLES = ROOT / "static" / "report-screen.css"  # the page on a phone
PAPER_STYLES = ROOT / "reports" / "pdf" / "page.css"  # sheets, running heads, fonts: paper alone


def report_context(content: dict) -> dict:
    """What every report template sees, on the web page and in the PDF.

    `shown` are the parts in committee order, each with its number: what people wrote, and the
    sections that hold something; `empty` are the others, which share one list of a line each.
    """
    sections = content["sections"]
    shown = [_numbered(number, one) for number, one in in_order(content)]
    last = sum(bool(one["number"]) for one in shown)
    empty = [section for section in sections if not holds_something(section)]
    return {
        "content": content,
        "heading": content["heading"],
        "sections": sections,
        "shown": shown,
        "empty": empty,
        "number_of_empty": last + 1,
        "number_of_about": last + 1 + bool(empty),
    }


def _numbered(number, part):
    written = {"template": "papers/_part.html", "columns": [], "rows": []}
    return {**({} if "template" in part else written), **part, "number": number}


def in_order(content):
    """The parts that are printed, in committee order, as (number, part): what people wrote, and the
    sections that hold something. A front sheet has no number.
    """
    written = {part["key"]: part for part in content.get("words", [])}
    sections = {section["key"]: section for section in content["sections"]}
    number = 0
    for key in content.get("order", sections):
        part = written.get(key) or sections[key]
        if key in written or holds_something(part):
            is_numbered = part.get("kind") != FRONT_SHEET
            number += is_numbered
            yield str(number) if is_numbered else "", part


def holds_something(section: dict) -> bool:
    """Whether a section has rows, in its own table or in a further one."""
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
