"""What somebody edited in a workbook that was downloaded here, while others went on in the log."""

import re

from programme.formats import in_words

MATCH = re.compile(r"(\d{1,18})\.(\d{1,9})")
BLANKS = (None, "", [])


def read_key(text):
    """(entry's key, version) of a row; None where it has none."""
    found = MATCH.fullmatch(text.strip())
    return (int(found[1]), int(found[2])) if found else None


def edited(record, base, fields, line) -> set:
    """Compares a row with its entry as it was downloaded, `base`, and as it is: what was emptied
    joins what differs, what others changed and the row did not is left to them, and what both
    changed is asked. Returns the fields that the row does not change.
    """
    left = set()
    for name, one in fields.items():
        if one.field is None or name not in line.mapped:
            continue
        was, now = getattr(base, name), getattr(record.entry, name)
        says = record.given.get(name)
        doubtful = any(asked["field"] == name for asked in line.questions)
        if doubtful or _same(says, was) or _same(says, now):
            left.add(name)
        elif not _same(was, now):
            left.add(name)
            theirs = in_words(now, one.field) or "blank"
            line.ask(
                name,
                f"{record.entry.updated_by_name} changed it meanwhile to “{theirs}”. Which counts?",
            )
        elif says in BLANKS and not one.is_required:
            _empty(record, one, now)
    return left


def _empty(record, one, now):
    blank = None if one.field.null else ""
    record.differs[one.name] = record.given[one.name] = blank
    said = {"field": one.name, "was": in_words(now, one.field), "now": ""}
    record.compared.append(said)


def _same(one, other):
    return one == other or (one in BLANKS and other in BLANKS)
