"""How a definition limits its sections: columns in their order, rows, or one sentence in place of
the table.

A limit is plain data under the section's key: {"columns": [keys], "filter": {name: [values]},
"sentence": words}, each left out where it limits nothing.
"""

from django.core.exceptions import ValidationError

from papers.choices import Outline
from programme.formats import listed
from programme.reporting import ALWAYS, COUNT, sections

from .choices import APPENDICES, USUAL_SECTIONS, USUAL_WRITTEN

LONGEST_SENTENCE = 500
ALWAYS_KEPT = ("heading", "kind", "starts", "standing")  # of a written part, blank or not


def usual_sections(kind) -> list[str]:
    """The sections that a new report of this kind starts with, of those that are installed, and its
    written parts.
    """
    known = {*sections(), *USUAL_WRITTEN, APPENDICES}
    return [key for key in USUAL_SECTIONS[kind] if key in known]


def usual_written(kind) -> dict[str, dict]:
    """The written parts that a new report of this kind starts with, as a definition keeps them."""
    usual = [USUAL_WRITTEN[key] for key in USUAL_SECTIONS.get(kind, ()) if key in USUAL_WRITTEN]
    return {one.key: as_kept(one) for one in usual}


def as_kept(outline: Outline) -> dict:
    """A written part as a definition keeps it, under its key."""
    said = {name: value for name, value in vars(outline).items() if name != "key"}
    kept = {name: str(said[name]) for name in ALWAYS_KEPT}
    return kept | {name: value for name, value in said.items() if name not in kept and value}


def titles_of(keys, written=()) -> list[str]:
    """What sections are called, in their order, and written parts; one that is not installed by its
    key.
    """
    known = {key: section.title for key, section in sections().items()}
    known |= {key: part["heading"] for key, part in dict(written).items()}
    known[APPENDICES] = "Appendices begin here"
    return [known.get(key, key) for key in keys]


def check(limits):
    """Refuses limits that no section could follow.

    Raises:
        ValidationError: an unknown section, column, filter or choice, or a sentence with a brace
            that is not {count}.
    """
    for key, limit in limits.items():
        if key not in sections():
            raise ValidationError(f"No such section: {key}.")
        for words in problems(sections()[key], limit):
            raise ValidationError(words)


def problems(section, limit):
    """What is wrong with the limit of a section, in words."""
    known = {column.key for column in section.all_columns()}
    for key in limit.get("columns", []):
        if key not in known:
            yield f"{section.title} has no such column: {key}."
    if "columns" in limit and not set(limit["columns"]) - set(ALWAYS):
        yield f"{section.title}: choose at least one column besides the reference."
    for name, values in limit.get("filter", {}).items():
        one = section.filters().get(name)
        if one is None:
            yield f"{section.title} has no such filter: {name}."
        elif unknown := [value for value in values if value not in one.words]:
            yield f"{section.title}: {one.label} has no such choice: {listed(unknown)}."
    sentence = limit.get("sentence", "")
    if set(sentence.replace(COUNT, "")) & set("{}"):
        yield f"{section.title}: the only word in braces is {COUNT}."
    if len(sentence) > LONGEST_SENTENCE:
        yield f"{section.title}: the sentence has more than {LONGEST_SENTENCE} characters."


def in_words(limits, position) -> str:
    """Limits as the history tells them, in the programme's words of the position."""
    known = sections()
    told = {key: _limit_in_words(known.get(key), limit, position) for key, limit in limits.items()}
    return "; ".join(f"{titles_of([key])[0]}: {words}" for key, words in told.items() if words)


def _limit_in_words(section, limit, position):
    if section is None:
        return ""
    labels = {column.key: column.called for column in section.all_columns()}
    columns = [labels.get(key, key) for key in limit.get("columns", [])]
    found = [f"columns {', '.join(columns)}"] if columns else []
    if chosen := limit.get("filter"):
        found.append(section.filter_in_words(chosen, position))
    if sentence := limit.get("sentence"):
        found.append(f"in place of the table “{sentence}”")
    return ", ".join(found)
