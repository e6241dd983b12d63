"""Which columns a printed table has. One that says little takes no room of its own: what every row
says is said once under the table, and what few rows say stands in them, below what they are about.
"""

from programme.column_widths import is_blank, printed, texts
from programme.facts import DATE, LINES, TEXT, name_of

FEW = 4  # rows of which each may say all, whatever the others say
SPARSE = 4  # one row in so many: a column of fewer words is nearly empty


def shown_columns(section: dict) -> list[dict]:
    """The columns of the table in their order; `under` one that says what a row is about stand
    those of which few rows have anything.
    """
    left = [one for place, one in _filled(section) if not _is_same(section, place, one)]
    under = [one for place, one in enumerate(left) if _is_sparse(section, place, one)]
    if not under or left[0]["key"] != "reference" or left[1]["kind"] != TEXT:
        return left
    about = {**left[1], "under": under}
    return [left[0], about, *(one for one in left[2:] if one not in under)]


def said_once(section: dict) -> list[tuple[str, str]]:
    """The names of the columns in which every row says the same, and what it is."""
    return [
        (name_of(column), "; ".join(texts(printed(column, section["rows"][0]), column["kind"])))
        for place, column in _filled(section)
        if _is_same(section, place, column)
    ]


def _filled(section):
    """The columns with their places, without blank ones and the one that groups the rows."""
    group_by = section["extra"].get("group_by")
    return enumerate(
        one for one in section["columns"] if one["key"] != group_by and not one.get("blank")
    )


def _is_same(section, place, column):
    first, *others = [printed(column, row) for row in section["rows"]] or [None]
    return (
        _is_aside(section, place, column)
        and not is_blank(first)
        and all(value == first for value in others)
    )


def _is_sparse(section, place, column):
    said = sum(not is_blank(printed(column, row)) for row in section["rows"])
    return (
        _is_aside(section, place, column)
        and column["kind"] != DATE
        and SPARSE * said <= len(section["rows"])
    )


def _is_aside(section, place, column):
    """Whether a column of words stands beside what names a row and says what it is about."""
    return place > 1 and column["kind"] in (TEXT, DATE, LINES) and len(section["rows"]) > FEW
