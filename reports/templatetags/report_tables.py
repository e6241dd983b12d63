"""The rows of a section, shaped for `reports/_table.html`."""

from itertools import accumulate, pairwise

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join

from programme.formats import badge, day, money

register = template.Library()


@register.filter
def table_columns(section: dict) -> list[dict]:
    """The columns that the table shows: one that groups the rows gives their title rows instead."""
    group_by = section["extra"].get("group_by")
    shown = [column for column in section["columns"] if column["key"] != group_by]
    widths = whole_per_cents([column.get("width") or 1 for column in shown])
    return [{**column, "width": width} for column, width in zip(shown, widths, strict=True)]


def whole_per_cents(shares: list[float]) -> list[int]:
    """The shares as whole per cent that add up to 100.

    Each is a class of the style sheet, and a table whose columns add up to more would run off the
    sheet.
    """
    edges = [round(100 * edge / sum(shares)) for edge in accumulate(shares, initial=0)]
    return [right - left for left, right in pairwise(edges)]


@register.filter
def table_groups(section: dict) -> list[dict]:
    """The rows in order as groups {"title", "lines"}, a new one wherever the value of
    `extra.group_by` changes.

    Without `group_by` there is one group, and its title is None.
    """
    columns, group_by = table_columns(section), section["extra"].get("group_by")
    groups = []
    for row in section["rows"]:
        title = (row.get(group_by) or "Not grouped") if group_by else None
        if not groups or groups[-1]["title"] != title:
            groups.append({"title": title, "lines": []})
        groups[-1]["lines"].append({"band": row_band(row, columns), "cells": cells(row, columns)})
    return groups


@register.filter
def total_cells(section: dict) -> list[dict]:
    """The totals as cells under their columns; the first cell says what the row is."""
    first, *others = cells(section["totals"], table_columns(section))
    return [{**first, "html": first["html"] or "Total"}, *others]


def cells(row: dict, columns: list[dict]) -> list[dict]:
    """One cell per column: its kind, the label of its column, and its value as HTML."""
    return [
        {
            "kind": column["kind"],
            "label": column["label"],
            "html": cell_html(row.get(column["key"]), column["kind"]),
        }
        for column in columns
    ]


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


CELL_WRITERS = {"money": money, "date": day, "band": badge, "lines": lines_html}
