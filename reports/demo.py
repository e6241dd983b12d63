"""The reports of a demo programme: the first is defined, drawn up at its moment, explained and
published; in a programme that lives the next ones wait for a worker.
"""

from io import BytesIO

import pikepdf

from programme.models import Body

from . import actions, drawing, schedule
from .adding_up import as_kept
from .engine import Drawn
from .printed import figures_of
from .render import page_count, render_pdf
from .word.document import render_docx


def load(programme, data, people):
    """Defines the file's reports, publishes what it says was published, and leaves to a worker what
    is due on the day of loading.
    """
    waits, officer = {}, people["democratic"]
    for facts in data.get("reports") or [data["report"]]:
        definition, moment = _add(programme, officer, **facts)
        waits[definition.pk] = moment
    if loaded := data.get("loaded"):
        for report in schedule.raise_due(loaded):
            if moment := waits.get(report.definition_id):
                actions.undraw(report, not_before=moment)


def _add(programme, officer, *, body, defined, published=None, printed=(), due=None, **facts):
    """Defines a report, draws up what was due when it was published, and publishes it; `due` says
    when a worker may draw up the next one.

    `printed` are the figures that the source document prints; one that does not agree has a note,
    with which the officer explains it before the report is published.
    """
    body, who = Body.objects.get(programme=programme, name=body), {"by": officer, "at": defined}
    definition = actions.define_report(programme=programme, body=body, **facts, **who)
    if published:
        computed = figures_of(programme, published, {row["section"] for row in printed})
        notes = _record(programme, officer, defined, printed, computed)
        schedule.raise_due(published)
        for report in definition.reports.all():
            _publish(report, notes, officer, published)
    return definition, due


def _publish(report, notes, officer, published):
    if notes:
        first = drawing.draw(report.pk, lambda: published, render=_blank)
        _explain(first, notes, by=officer, at=published)
    drawn = drawing.draw(report.pk, lambda: published, render=_here)
    actions.publish_report(drawn, by=officer, at=published, sha256=drawn.pdf_sha256)


def _record(programme, officer, at, printed, computed):
    """Records the printed figures, and returns the notes to those that do not agree.

    The notes are keyed as the findings are.
    """
    notes = {}
    for row in printed:
        section, figure = row["section"], row["figure"]
        known = computed[section].get(figure)
        label = known["label"] if known else row["label"]
        text, kind = as_kept(row["printed"], known["kind"] if known else None)
        actions.record_printed_figure(
            programme=programme,
            by=officer,
            at=at,
            section=section,
            figure=figure,
            label=label,
            kind=kind,
            printed=text,
            document=row["document"],
        )
        if "note" in row:
            notes[f"{section}.printed.{figure}"] = row["note"]
    return notes


def _here(content):
    """Draws in this process, which ends soon: one of its own would begin by loading the product."""
    pdf = render_pdf(content)
    return Drawn(pdf, page_count(pdf), render_docx(content))


def _blank(content):
    """A page without words: the first draft is there to be explained, and is drawn up again at
    once.
    """
    page = pikepdf.new()
    page.add_blank_page()
    written = BytesIO()
    page.save(written, deterministic_id=True)
    return Drawn(written.getvalue(), 1, render_docx(content))


def _explain(report, notes, *, by, at):
    """Explains the findings of the draft with the notes of the file; with the last it is due
    again.
    """
    for finding in report.content["findings"]:
        actions.explain_finding(
            report, by=by, at=at, key=finding["key"], note=notes[finding["key"]]
        )
