"""The rows of a section, shaped for `reports/_table.html`."""

from django import template

register = template.Library()


@register.filter
def table_lines(section: dict) -> list[dict]:
    """The section's rows in order, as {"band", "cells"}; before a new group comes a {"group"} line.

    Rows are grouped when `extra.group_by` names a column; that column is then not a column of the table.
    """
    columns, group_by = table_columns(section), section["extra"].get("group_by")
    lines, current = [], None
    for row in section["rows"]:
        if group_by and row.get(group_by) != current:
            current = row.get(group_by)
            lines.append({"group": current})
        lines.append({"band": row_band(row, columns), "cells": cells(row, columns)})
    return lines


@register.filter
def table_columns(section: dict) -> list[dict]:
    """The columns that the table shows: the one that groups the rows becomes their title rows instead."""
    group_by = section.get("extra", {}).get("group_by")
    return [column for column in section["columns"] if column["key"] != group_by]


@register.filter
def total_cells(section: dict) -> list[dict]:
    """The totals as cells under their columns; the first cell says what the row is."""
    first, *others = cells(section["totals"], table_columns(section))
    return [{**first, "kind": "text", "value": first["value"] or "Total"}, *others]


def cells(row: dict, columns: list[dict]) -> list[dict]:
    """One cell per column: its kind, its heading and its value."""
    return [
        {"kind": column["kind"], "label": column["label"], "value": row.get(column["key"])} for column in columns
    ]


def row_band(row: dict, columns: list[dict]) -> str:
    """Key of the first band in the row: it decides the mark at the row's left edge. Empty where there is none."""
    bands = (row.get(column["key"]) for column in columns if column["kind"] == "band")
    return next((band["key"] for band in bands if band), "")
