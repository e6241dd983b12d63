"""The two editions of a report: the public one leaves out what of its paper is exempt or
confidential and says so in its place; the full one prints it, marked. Both are projections of one
frozen content.

What is kept back has "withheld" in that content, as `papers.exemptions` prints it; the content
itself has it where the whole paper is. "public" are the differences to earlier versions as the
public edition tells them, where one of the two versions keeps something back.
"""

import re

from papers.recommended_words import write_words
from papers.text import spans_in
from programme.log import logs

from .printed_words import blocks_of

PUBLIC, FULL = "public", "full"
WHOLE = ""
CONTENTS = ("blocks", "fields", "recommendations", "actions")  # of what people wrote
TOLD = ("differences", "differences_from_first")
LEFT_OUT = "(not published)"
ROWS_LEFT_OUT = "Rows that are exempt or confidential are not published here."
PREFIX = re.compile(r"[A-Z]{1,4}(?=\d)")  # of a reference: says of which log a row is


def mark_withheld(content, exempt):
    """Writes into the content of a report what of it is kept back: `exempt` are entries by key."""
    content.pop("withheld", None)
    for one in _parts(content):
        one.pop("withheld", None)
        if one["key"] in exempt and WHOLE not in exempt:
            one["withheld"] = exempt[one["key"]]
    if WHOLE in exempt:
        content["withheld"] = exempt[WHOLE]


def kept_back(content) -> dict[str, dict]:
    """What of a content is kept back, by key; nothing where it has one edition."""
    found = {one["key"]: one["withheld"] for one in _parts(content) if "withheld" in one}
    return found | ({WHOLE: content["withheld"]} if "withheld" in content else {})


def titles_in(content) -> dict[str, str]:
    """What all that can be kept back is called, by its key."""
    return {one["key"]: one["title"] for one in _parts(content)} | {WHOLE: "The whole paper"}


def _parts(content):
    return [one for kind in ("sections", "words", "attached") for one in content.get(kind, [])]


def full_edition(content) -> dict:
    """The content as those see it who may read all of it."""
    shown = {name: one for name, one in content.items() if name != "public"}
    if kept_back(content):
        shown["heading"] = {**content["heading"], "edition": FULL}
    return shown


def public_edition(content) -> dict:
    """The content as everybody sees it: nothing of what is kept back, in place of it why."""
    if not content:
        return content
    shown = {name: one for name, one in content.items() if name != "public"}
    shown |= content.get("public", {})
    keys = kept_back(content)
    if not keys:
        return shown
    shown["heading"] = {**content["heading"], "edition": PUBLIC}
    if WHOLE in keys:
        empty = {"sections": [], "words": [], "attached": [], "findings": [], "checks": []}
        empty |= {"background": []} if "background" in content else {}
        shown |= {**empty, "order": [], "withheld": _said(keys[WHOLE])}
        return shown
    hidden = _hidden_logs(content)
    shown["sections"] = [_without(_section(one), hidden) for one in content["sections"]]
    targets = _targets(content)
    shown["words"] = [_written(one, targets, keys) for one in content.get("words", [])]
    if "attached" in content:
        shown["attached"] = [_document(one) for one in content["attached"]]
    tables = {
        table["key"]
        for section in content["sections"]
        if section["key"] in keys
        for table in [section, *section.get("parts", [])]
    }
    shown["findings"] = [
        one for one in content.get("findings", []) if one["key"].partition(".")[0] not in tables
    ]
    return shown


def _said(entry):
    """Why it is kept back, as everybody may read it: in the words of the law alone."""
    return {name: one for name, one in entry.items() if name not in ("why", "open_to_members")}


def _section(one):
    if "withheld" not in one:
        return one
    kept = {name: one[name] for name in ("key", "title", "log")}
    kept |= {"template": "reports/_left_out.html", "landscape": False, "columns": [], "rows": []}
    return {**kept, "notes": [], "extra": {}, "withheld": _said(one["withheld"]), "left_out": True}


def _hidden_logs(content):
    """The logs whose rows are all kept back, by the prefix of their references: what only tells of
    rows, as "What changed" does, tells nothing of theirs.
    """
    shown = {one["log"] for one in content["sections"] if "withheld" not in one}
    hidden = {one["log"] for one in content["sections"] if "withheld" in one} - shown
    return {log.model.PREFIX: log.title for log in logs() if log.name in hidden}


def _without(section, hidden):
    """A section that tells of rows of all logs, without those of the `hidden` ones."""
    if section["log"] or "left_out" in section:
        return section
    rows = [one for one in section["rows"] if _prefix(one) not in hidden]
    if len(rows) == len(section["rows"]):
        return section
    counted = tuple(f"{title}: " for title in hidden.values())  # how many more rows there are
    notes = [one for one in section["notes"] if not one.startswith(counted)]
    notes += [ROWS_LEFT_OUT] if rows else []
    extra = {**section["extra"], "empty": ROWS_LEFT_OUT}
    return {**section, "rows": rows, "extra": extra, "notes": notes}


def _prefix(row):
    found = PREFIX.match(str(row.get("reference") or ""))
    return found and found[0]


def _document(one):
    if "withheld" not in one:
        return one
    kept = {name: one[name] for name in ("key", "title", "number") if name in one}
    return {**kept, "withheld": _said(one["withheld"]), "left_out": True}


def _written(one, targets, keys):
    if "withheld" not in one:
        return _led(one, targets, keys)
    kept = {
        name: [] if name in CONTENTS else value for name, value in one.items() if name != "second"
    }
    if "second" in one:
        second = one["second"]
        kept["second"] = {name: [] if name in CONTENTS else value for name, value in second.items()}
    kept |= {"withheld": _said(one["withheld"]), "left_out": True}
    return {**kept, "template": "reports/_left_out.html", "columns": [], "rows": []}


def _targets(content):
    """Where a reference leads that led into a part which is kept back: to its place."""
    found = {}
    for part in content.get("words", []):
        if "withheld" not in part:
            continue
        for side in (part, part.get("second", {})):
            ids = [one["id"] for one in side.get("recommendations", []) if "id" in one]
            ids += [one["id"] for one in blocks_of(side) if "id" in one]
            found |= {f"#{one}": f"#section-{part['key']}" for one in ids}
    return found


def _led(part, targets, keys):
    """A part with references that lead to the place of what is left out, and print none of its
    figures.
    """
    if not any("ref" in span for span in _spans(part)):
        return part
    part = _copied(part)
    for span in _spans(part):
        if span.get("to") in targets:
            span["to"] = targets[span["to"]]
        kind, _, rest = span.get("ref", "").partition("/")
        if kind == "figure" and rest.partition("/")[0] in keys:
            span["text"] = LEFT_OUT
    for side in (part, part.get("second", {})):
        for row in side.get("recommendations", []):
            write_words(row)
    return part


def _spans(part):
    return [span for side in (part, part.get("second", {})) for span in spans_in(blocks_of(side))]


def _copied(one):
    if isinstance(one, dict):
        return {name: _copied(value) for name, value in one.items()}
    return [_copied(value) for value in one] if isinstance(one, list) else one
