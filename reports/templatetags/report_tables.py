"""The rows of a section, shaped for `reports/_table.html`."""

import re
from itertools import starmap
from math import inf

from django import template
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html, format_html_join

from programme.column_widths import (
    LANDSCAPE,
    PORTRAIT,
    fits,
    least_widths,
    printed,
    table_widths,
    texts,
    written,
)
from programme.facts import DATE, name_of
from programme.formats import badge, money
from programme.row_heights import HELD_ROW, TALL_ROW, classes, is_tall
from programme.ui.links import link

from ..editions import FULL
from ..shown_columns import FEW, said_once, shown_columns
from ..tables import size

register = template.Library()
register.filter("file_size", size)

HEAD_LETTERS = 110  # of a running head before the day: two lines on an upright sheet
MARK = "NOT FOR PUBLICATION"  # on every sheet of the full edition
LEAST_LETTERS = 35  # that each of its three names keeps
LONG = 12  # rows: for fewer it is not worth while to turn the sheet
CROWDED, AIRY = 0.85, 0.5  # of an upright sheet: what the longest words of a table need
MARKED = re.compile(r"\s*([^\w\s£]|\w{1,4}[.)]\s)")  # a line with a bullet, a number, a letter


@register.simple_tag
def running_head(heading) -> str:
    """Programme, title and body of a report; where they are too long, the longest are cut.

    A title that begins with the programme's name says it already.
    """
    names = [heading["title"], heading["body"]]
    if heading.get("edition") == FULL:
        names.insert(0, MARK)
    elif not heading["title"].casefold().startswith(heading["programme"].casefold()):
        names.insert(0, heading["programme"])
    room = list(map(len, names))
    while sum(room) > HEAD_LETTERS and max(room) > LEAST_LETTERS:
        room[room.index(max(room))] -= 1
    return " · ".join(starmap(_cut, zip(names, room, strict=True)))


@register.filter
def unbroken(words) -> str:
    """Words within which no line ends."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _cut(name, most):
    """A name in at most so many letters, cut between two words where that leaves most of it."""
    if len(name) <= most:
        return name
    words = name[:most].rpartition(" ")[0].rstrip(" ,;:–-")
    return f"{words if 2 * len(words) > most else name[: most - 1]}…"


@register.simple_tag(takes_context=True)
def table_of(context, section: dict) -> dict:
    """`printed_table` of a section on the sheet that the template's `wide` tells of."""
    return printed_table(section, context.get("wide", False))


def printed_table(section: dict, wide: bool = False) -> dict:
    """What `reports/_table.html` needs: {"columns", "groups", "totals", "blank", "same", "tight",
    "grouped"}.

    `wide` says that it stands on a sheet across (`is_wide` of the section that it belongs to).

    A column that groups the rows gives their title rows instead, and one that is blank in every row
    is named under the table.
    """
    shown, rows = shown_columns(section), rows_and_totals(section)
    least = least_widths(shown, rows)
    sheet = LANDSCAPE if wide else PORTRAIT
    widths = table_widths(shown, rows, sheet)
    columns = [
        {**one, "width": width, "em": width * sheet / 100}
        for one, width in zip(shown, widths, strict=True)
    ]
    if section["extra"].get("group_by"):
        columns = [{**one, "own_width": True} for one in columns]
        columns[0]["id"] = f"{section['key']}-head"
    return {
        "columns": columns,
        "groups": table_groups(section, columns),
        "totals": total_cells(section, columns) if section.get("totals") else [],
        "blank": [
            name_of(column)
            for column in section["columns"]
            if column.get("blank") and section["rows"]
        ],
        "same": said_once(section),
        "tight": not fits(least, LANDSCAPE),
        "grouped": bool(section["extra"].get("group_by")),
    }


def rows_and_totals(section: dict) -> list[dict]:
    """Everything that stands in the table."""
    return [*section["rows"], *filter(None, [section.get("totals")])]


@register.filter
def is_wide(section: dict) -> bool:
    """Whether the section is printed across the sheet.

    A table of it needs that, or is a long one and crowded upright, or the section asks for it, has
    rows enough to fill a good part and is not airy upright.
    """
    tables = [table for table in (section, *section.get("parts", [])) if table["rows"]]
    needed = {table["key"]: _of_a_sheet_upright(table) for table in tables}
    many = sum(len(table["rows"]) for table in tables) > FEW
    asked = many and section.get("landscape", False)
    return (
        any(share > 1 for share in needed.values())
        or any(needed[table["key"]] > CROWDED for table in tables if len(table["rows"]) > LONG)
        or asked
        and any(share > AIRY for share in needed.values())
    )


def _of_a_sheet_upright(table):
    """What part of an upright sheet the columns of a table need, so that no word breaks."""
    least = least_widths(shown_columns(table), rows_and_totals(table))
    return sum(least) / PORTRAIT if fits(least, PORTRAIT) else inf


def table_groups(section: dict, columns: list[dict]) -> list[dict]:
    """The rows in order as groups {"title", "id", "lines", "held"}, a new one wherever the value of
    `extra.group_by` changes.

    Without `group_by` there is one group, and its title is None.
    """
    group_by, groups = section["extra"].get("group_by"), []
    names = classes([_written(row, columns) for row in section["rows"]])
    for place, row in enumerate(section["rows"]):
        title = (row.get(group_by) or "Not grouped") if group_by else None
        if not groups or groups[-1]["title"] != title:
            name = f"{section['key']}-group-{len(groups)}" if group_by else ""
            is_held = HELD_ROW in names[place]  # with its first row
            groups.append({"title": title, "id": name, "lines": [], "held": is_held})
        heads = f"{columns[0]['id']} {groups[-1]['id']}" if group_by else ""
        made = cells(row, columns, heads, section.get("links", {}))
        band = [f"row--{band}"] if (band := row_band(row, columns)) else []
        groups[-1]["lines"].append({"names": " ".join(band + names[place]), "cells": made})
    return groups


def _written(row, columns):
    """Of each cell of a row what it says, and the em that its column has."""
    return [("\n".join(written(one, row)), one["em"]) for one in columns]


@register.simple_tag
def tall(*cells) -> str:
    """The class of a row that may break between two sheets, by its texts and the per cent of the
    upright sheet that each has: `{% tall one.was 40 one.now 60 %}`.
    """
    widths = [PORTRAIT * per_cent / 100 for per_cent in cells[1::2]]
    found = is_tall(list(zip(map(str, cells[::2]), widths, strict=True)))
    return flatatt({"class": TALL_ROW}) if found else ""


def total_cells(section: dict, columns: list[dict]) -> list[dict]:
    """The totals as cells under their columns; the first cell says what the row is."""
    bare = [{**column, "unsaid": ""} for column in columns]  # a total says nothing of a choice
    first, *others = cells(section["totals"], bare)
    total = linked(first["html"] or "Total", section.get("register"))
    return [{**first, "html": total}, *others]


@register.filter
def leading_to_its_row(reference: str, section: dict):
    """A reference as a link to its row, where the page has one for its reader."""
    return linked(reference, section.get("links", {}).get(reference))


def linked(words, url):
    """Words as a link; as they are without an address."""
    return link(url, words) if url else words


def cells(row: dict, columns: list[dict], heads: str = "", links=()) -> list[dict]:
    """One cell per column: {"tag", "attributes", "html"}; the first is the heading of its row.
    What is a reference among `links` leads to its row.

    In a table with group headings, which head all cells below them by their scope, that first cell
    names what `heads` it: few programs look further up than the row. There every cell says how wide
    it is: printed from a browser each group is laid out by itself, so that its heading repeats.
    """
    made, widest = [], max(one["width"] for one in columns)
    roomy = next(one for one in columns if 2 * one["width"] >= widest)  # no narrow reference
    for column in columns:
        kinds = [column["kind"], *(["reference"] if column["key"] == "reference" else [])]
        kinds += [f"w-{column['width']}"] if column.get("own_width") else []
        attributes = {"class": " ".join(f"report-{kind}" for kind in kinds)}
        if made:
            tag, attributes["data-label"] = "td", name_of(column)
        else:
            tag, attributes["scope"] = "th", "row"
            attributes |= {"headers": heads} if heads else {}
        value = printed(column, row)
        html = cell_html(value, column["kind"])
        if under := under_html(row, column.get("under", [])):
            html = whole(format_html("{}{}", html, under))
        if isinstance(value, str) and value in links:
            html = linked(html, links[value])
        if column is roomy and row.get("aside"):  # what a page puts beside the row, safe HTML
            html = format_html("<div>{} {}</div>", html, row["aside"])
        made.append({"tag": tag, "attributes": flatatt(attributes), "html": html})
    return made


def under_html(row: dict, columns: list[dict]) -> str:
    """What a row has in columns that stand under another, each in a line of its own."""
    said = ((name_of(one), cell_html(printed(one, row), one["kind"])) for one in columns)
    return format_html_join("", "<div>{}: {}</div>", (one for one in said if one[1]))


def row_band(row: dict, columns: list[dict]) -> str:
    """Key of the first band in the row: it decides the mark at the row's left edge.

    Empty where there is none.
    """
    bands = (row.get(column["key"]) for column in columns if column["kind"] == "band")
    return next((band["key"] for band in bands if band), "")


def cell_html(value, kind: str) -> str:
    """One value as safe HTML; a blank stays a blank."""
    if value in (None, "", []):
        return ""
    return CELL_WRITERS.get(kind, conditional_escape)(value)


def lines_html(texts: list[str]) -> str:
    """Several texts as a list, one text as itself."""
    if len(texts) == 1:
        return conditional_escape(texts[0])
    return format_html(
        '<ul class="report-lines">{}</ul>',
        format_html_join("", "<li>{}</li>", ((t,) for t in texts)),
    )


def day_html(value) -> str:
    """A day that may break before its year and nowhere else."""
    return "".join(texts(value, DATE))


def text_html(text) -> str:
    """A text as it was typed. The lines behind one that ends with a colon are its list, unless
    they have marks of their own.
    """
    lead, _, rest = str(text).partition(":\n")
    items = rest.splitlines()
    if len(items) < 2 or not all(map(str.strip, items)) or any(map(MARKED.match, items)):
        return conditional_escape(text)
    return whole(format_html("{}:{}", lead, lines_html(items)))


def whole(html):
    """What a cell holds as one piece: on a phone its pieces would stand beside one another."""
    return format_html("<div>{}</div>", html)


CELL_WRITERS = {
    "text": text_html,
    "money": money,
    "date": day_html,
    "band": badge,
    "lines": lines_html,
}
