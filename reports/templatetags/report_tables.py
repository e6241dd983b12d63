"""The rows of a section, shaped for `reports/_table.html`."""

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join

from programme.formats import badge, money
from programme.log import DATE

from ..column_widths import LANDSCAPE, PORTRAIT, least_widths, shares, texts, whole_per_cents

register = template.Library()


@register.filter
def printed_table(section: dict) -> dict:
    """What `reports/_table.html` needs: {"columns", "groups", "totals", "blank", "tight"}.

    A column that groups the rows gives their title rows instead, and one that is blank in every row
    is named under the table.
    """
    shown, rows = shown_columns(section), rows_and_totals(section)
    least = sum(least_widths(shown, rows))
    whole = LANDSCAPE if section.get("landscape") or least > PORTRAIT else PORTRAIT
    widths = whole_per_cents(shares(shown, rows, whole))
    columns = [{**column, "width": width} for column, width in zip(shown, widths, strict=True)]
    return {
        "columns": columns,
        "groups": table_groups(section, columns),
        "totals": total_cells(section["totals"], columns) if section.get("totals") else [],
        "blank": [column["label"] for column in section["columns"] if column.get("blank")],
        "tight": least > LANDSCAPE,
    }


def shown_columns(section: dict) -> list[dict]:
    """The columns of the table that are neither blank nor the one that groups its rows."""
    group_by = section["extra"].get("group_by")
    return [one for one in section["columns"] if one["key"] != group_by and not one.get("blank")]


def rows_and_totals(section: dict) -> list[dict]:
    """Everything that stands in the table."""
    return [*section["rows"], *filter(None, [section.get("totals")])]


@register.filter
def is_wide(section: dict) -> bool:
    """Whether the section is printed across the sheet: it says so, or a table of it needs it."""
    tables = [section, *section.get("parts", [])]
    return section.get("landscape", False) or any(
        sum(least_widths(shown_columns(table), rows_and_totals(table))) > PORTRAIT
        for table in tables
    )


def table_groups(section: dict, columns: list[dict]) -> list[dict]:
    """The rows in order as groups {"title", "lines"}, a new one wherever the value of
    `extra.group_by` changes.

    Without `group_by` there is one group, and its title is None.
    """
    group_by, groups = section["extra"].get("group_by"), []
    for row in section["rows"]:
        title = (row.get(group_by) or "Not grouped") if group_by else None
        if not groups or groups[-1]["title"] != title:
            groups.append({"title": title, "lines": []})
        groups[-1]["lines"].append({"band": row_band(row, columns), "cells": cells(row, columns)})
    return groups


def total_cells(totals: dict, columns: list[dict]) -> list[dict]:
    """The totals as cells under their columns; the first cell says what the row is."""
    first, *others = cells(totals, columns)
    return [{**first, "html": first["html"] or "Total"}, *others]


def cells(row: dict, columns: list[dict]) -> list[dict]:
    """One cell per column: its kind, the label of its column, and its value as HTML."""
    return [
        {
            "key": column["key"],
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


def day_html(value) -> str:
    """A day that may break before its year and nowhere else."""
    return "".join(texts(value, DATE))


CELL_WRITERS = {"money": money, "date": day_html, "band": badge, "lines": lines_html}
