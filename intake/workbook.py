"""A log as a workbook that people edit and bring back.

Each row has a hidden key: the entry, and the version that the workbook shows.
"""

import io

import xlsxwriter
from django.db.models import prefetch_related_objects
from django.utils import timezone

from intake.headings import KEY
from programme.arriving import (
    CHOICE,
    DAY,
    LINES,
    MONEY,
    NUMBER,
    PARTNER,
    PERSON,
    SCORE,
    TICK,
    WORDS,
    arriving_of,
)
from programme.position import Position

LONGEST_LIST = 255  # characters that a spreadsheet takes for the choices of a cell
WIDE, NARROW = 40, 14
NO_FORMULAS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def fields_of(log) -> list:
    """The fields that the workbook has columns for."""
    found = arriving_of(log).values()
    return [one for one in found if not one.yearly and one.kind != WORDS]


def as_workbook(log, programme, now) -> bytes:
    """The entries of a log as they stand, to be edited."""
    fields, out = fields_of(log), io.BytesIO()
    entries = list(log.entries(Position.on(programme, timezone.localdate(now))))
    linked = [one.name for one in fields if one.field is not None and one.field.is_relation]
    prefetch_related_objects(entries, *linked)
    with xlsxwriter.Workbook(out, NO_FORMULAS) as book:
        sheet = book.add_worksheet(log.title[:31])
        form, held_by = _formats(book), log.held_by(entries)
        sheet.set_column(0, 0, NARROW, None, {"hidden": True})
        sheet.write_string(0, 0, KEY, form["head"])
        for place, one in enumerate(fields, 1):
            sheet.set_column(place, place, NARROW if one.is_one and not one.is_line else WIDE)
            sheet.write_string(0, place, _heading(one), form["head"])
            _offer_choices(sheet, place, one, programme, len(entries) + 500)
        for line, entry in enumerate(entries, 1):
            sheet.write_string(line, 0, f"{entry.pk}.{entry.version}")
            held = held_by[entry.pk]
            for place, one in enumerate(fields, 1):
                _write(sheet, line, place, one, value_of(entry, one, held), form)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(entries), 1), len(fields))
    return out.getvalue()


def value_of(entry, one, held):
    """What an entry has in a field; None where it has nothing."""
    value = held.get(one.name) if one.field is None else getattr(entry, one.name, None)
    return None if value in ("", []) else value


def _heading(one):
    return f"{one.label} (£)" if one.kind == MONEY else one.label


def _formats(book):
    top = {"valign": "top"}
    return {
        "head": book.add_format({"bold": True, "text_wrap": True, **top}),
        "text": book.add_format({"text_wrap": True, "num_format": "@", **top}),
        "number": book.add_format(top),
        "money": book.add_format({"num_format": "#,##0.00", **top}),
        "day": book.add_format({"num_format": "d mmmm yyyy", "align": "left", **top}),
    }


def _offer_choices(sheet, place, one, programme, last):
    offered = {
        CHOICE: lambda: [str(label) for value, label in one.field.flatchoices if value],
        PARTNER: lambda: [each.name for each in programme.partners.filter(ended_on=None)],
        SCORE: lambda: ["1", "2", "3", "4", "5"],
        TICK: lambda: ["yes", "no"],
    }.get(one.kind)
    choices = offered() if offered else []
    if choices and len(",".join(choices)) <= LONGEST_LIST and "," not in "".join(choices):
        asked = {"validate": "list", "source": choices, "error_type": "warning"}
        sheet.data_validation(1, place, last, place, asked)


def _write(sheet, line, place, one, value, form):
    if value is None:
        sheet.write_blank(line, place, None, form["text"])
    elif one.kind == MONEY:
        sheet.write_number(line, place, value / 100, form["money"])
    elif one.kind in (NUMBER, SCORE):
        sheet.write_number(line, place, value, form["number"])
    elif one.kind == DAY:
        sheet.write_datetime(line, place, value, form["day"])
    else:
        sheet.write_string(line, place, _in_words(one, value)[:32_767], form["text"])


def _in_words(one, value):
    if one.kind == LINES:
        return "\n".join(map(str, value))
    if one.kind == CHOICE:
        return str(dict(one.field.flatchoices).get(value, value))
    if one.kind == TICK:
        return "yes" if value else "no"
    return value.title if one.kind == PERSON else str(value)
