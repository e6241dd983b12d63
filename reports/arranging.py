"""What a report holds: its sections in order, and how each of them is limited.

Each function is one step on a definition, as those of `actions` are, and raises what they raise;
`version` is the one that `by` was looking at.

Raises, all of them: NotPermitted, ValidationError, StaleEntry.
"""

from itertools import count

from django.utils.text import slugify

from papers.blank import is_blank
from papers.choices import Outline, PartKind, Starts
from programme.records import StaleEntry, refuse_if, refuse_unless
from programme.reporting import sections as known_sections

from .actions import change_definition
from .choices import APPENDICES, NO_SECTION
from .limits import as_kept, titles_of
from .standing_texts import check_standing

UP, DOWN, OUT, ADD = "up", "down", "out", "add"
NOT_THERE = "The report does not have this section."
VERBS = {
    UP: "moved {} up in",
    DOWN: "moved {} down in",
    OUT: "left {} out of",
    ADD: "added {} to",
}


def arranged(keys, step, key, places=1) -> list[str]:
    """`keys` after a step about one of them, which moves up or down by `places`.

    Raises:
        ValidationError: the step is none, or does not fit how they stand.
    """
    keys = list(keys)
    refuse_unless(step in VERBS and places > 0, "Choose one of the buttons.")
    if step == ADD:
        refuse_if(key in keys, "It is there already.")
        return [*keys, key]
    refuse_unless(key in keys, "It is not there any more.")
    place = keys.index(key)
    keys.remove(key)
    if step == OUT:
        return keys
    other = place + (-places if step == UP else places)
    refuse_unless(0 <= other <= len(keys), "It cannot be moved further.")
    keys.insert(other, key)
    return keys


def arrange_sections(definition, *, by, at, step, key, version, places=1):
    """Moves a section of the report up or down by `places`, leaves it out or adds it at the end.

    What limits a section is kept while it is left out.
    """
    _refuse_older(definition, version)
    known = {*known_sections(), *definition.written, APPENDICES}
    refuse_if(step == ADD and key not in known, "No such section.")
    found = arranged(definition.sections, step, key, places)
    refuse_unless(found, NO_SECTION)
    verb = f"{VERBS[step].format(titles_of([key], definition.written)[0])} the report"
    return change_definition(definition, by=by, at=at, version=version, verb=verb, sections=found)


def add_written_part(definition, *, by, at, version, heading, kind, **how):
    """Adds a part that people write at the end of the report. `how` says what it `starts` with, its
    `standing` text, whether it `goes_on` with the part before it, and in the other language its
    `second_heading` and `second_standing` text.
    """
    _refuse_older(definition, version)
    taken = {*known_sections(), *definition.written}
    first = slugify(heading)[:40] or "part"
    names = (f"{first}-{number}" if number > 1 else first for number in count(1))
    key = next(name for name in names if name not in taken)
    outline = _outline(definition, at, key=key, heading=heading, kind=kind, **how)
    return change_definition(
        definition,
        by=by,
        at=at,
        version=version,
        verb=f"added {heading} to the report",
        sections=[*definition.sections, key],
        written={**definition.written, key: as_kept(outline)},
    )


def change_written_part(definition, *, by, at, version, key, heading, **how):
    """Changes what a written part is headed and starts with, which papers that were started keep,
    and whether it goes on with the part before it; `how` as `add_written_part` has it.

    What kind of part it is stays: what was written in it would be lost.
    """
    _refuse_older(definition, version)
    refuse_unless(key in definition.written, NOT_THERE)
    kind = definition.written[key]["kind"]
    outline = _outline(definition, at, **{**how, "key": key, "heading": heading, "kind": kind})
    written = {**definition.written, key: as_kept(outline)}
    verb = f"changed {heading} in the report"
    return change_definition(definition, by=by, at=at, version=version, verb=verb, written=written)


def _outline(definition, at, *, key, heading, kind, starts, standing="", goes_on=False, **second):
    others = [part for name, part in definition.written.items() if name != key]
    same = kind != PartKind.TEXT and any(part["kind"] == kind for part in others)
    label = PartKind(kind).label.lower()
    refuse_if(same, f"A paper has one {label}, and this one has it already.", "kind")
    stands = starts == Starts.STANDING
    refuse_if(stands and kind != PartKind.TEXT, "Only a text starts with a standing one.", "starts")
    refuse_if(stands and is_blank(standing), "Enter the standing text.", "standing")
    said = second.get("second_standing", "")
    refuse_if(said and not stands, "Only where it starts with a standing text.", "second_standing")
    alone = goes_on and kind == PartKind.FRONT_SHEET
    refuse_if(alone, "A front sheet has no paragraphs to number. It stands alone.", "goes_on")
    if stands:
        check_standing(definition, standing, at)
        check_standing(definition, said, at, "second_standing")
    standing = standing if stands else ""
    return Outline(key, heading, kind, starts, standing, goes_on=goes_on, **second)


def arrange_columns(definition, *, by, at, section, step, key, version, places=1):
    """Moves a column of a section in the report, leaves it out or adds it at the end."""
    _refuse_older(definition, version)
    refuse_unless(section in definition.sections, NOT_THERE)
    shown = known_sections()[section].chosen_columns(definition.limits.get(section, {}))
    columns = arranged([column.key for column in shown], step, key, places)
    refuse_unless(columns, "A table has at least one column besides the reference.")
    return limit_section(
        definition, by=by, at=at, section=section, version=version, columns=columns
    )


def limit_section(definition, *, by, at, section, version, **parts):
    """Sets parts of a section's limit: `columns`, `filter`, `sentence`. An empty one limits
    nothing.
    """
    refuse_unless(section in definition.sections, NOT_THERE)
    limit = {**definition.limits.get(section, {}), **parts}
    limits = {**definition.limits, section: {k: v for k, v in limit.items() if v}}
    verb = f"limited {titles_of([section])[0]} in the report"
    return change_definition(
        definition,
        by=by,
        at=at,
        version=version,
        verb=verb,
        limits={key: limit for key, limit in limits.items() if limit},
    )


def _refuse_older(definition, version):
    """Says first that somebody else saved: what was pressed fitted the page that `by` saw."""
    if version not in (None, definition.version):
        raise StaleEntry(definition)
