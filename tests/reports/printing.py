"""A demo report as data, page and PDF, and what of it a reader would not find."""

import re
import subprocess
from html import unescape

from django.core.management import call_command

from programme.facts import MONEY
from programme.formats import money
from programme.reporting import tables_of


def render(tmp_path, format, *arguments):
    """The file that render_report writes."""
    output = tmp_path / f"report.{format}"
    call_command("render_report", *arguments, "--format", format, "--output", str(output))
    return output


def section(content, key):
    """A section of the report, or a further table of one."""
    return next(one for one in tables_of(content) if one["key"] == key)


def column(content, key, name):
    """One column of it, in the order of its rows."""
    return [row[name] for row in section(content, key)["rows"]]


def texts(content):
    """Everything that the tables of a report say in words or sums, and the notes under them."""
    found = set()
    for table in tables_of(content):
        kinds = {head["key"]: head["kind"] for head in table["columns"]}
        found |= set(table["notes"])
        for row in [*table["rows"], table.get("totals") or {}]:
            for key, kind in kinds.items():
                found |= _cell(row.get(key), kind)
    return found - {""}


def _cell(value, kind):
    if kind == MONEY:
        return {money(value)}
    if isinstance(value, dict):
        return {value["word"]}
    if isinstance(value, list):
        return set(value)
    return {*value.split("\n")} if isinstance(value, str) and kind == "text" else set()


def _squeezed(text):
    """Without white space and hyphens, which line breaks come and go with."""
    return "".join(text.split()).replace("-", "").replace("\u00ad", "")


def missing_from_page(texts, file):
    """Of the texts, those that the HTML does not hold."""
    page = _squeezed(unescape(file.read_text()))
    return {text for text in texts if _squeezed(text) not in page}


def missing_from_pdf(texts, file):
    """Of the words of the texts, those that the PDF does not hold.

    Long ones are left out: they may be hyphenated.
    """
    command = ["pdftotext", "-layout", str(file), "-"]
    found = set(_words(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    return {word for text in texts for word in _words(text) if len(word) < 12} - found


def _words(text):
    """The words of a text. A line may break after a hyphen or stroke, so that it ends a word; what
    is said once under a table stands in quotes.
    """
    return [word.strip("“”;.") for word in re.split(r"[\s/-]+", text)]
