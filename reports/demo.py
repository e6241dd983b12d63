"""The reports of a demo programme: the first is defined, drawn up at its moment, explained and
published; in a programme that lives the next ones wait for a worker.
"""

from dataclasses import replace
from datetime import datetime, time
from io import BytesIO

import pikepdf
from django.utils import timezone

from papers import demo as papers
from papers.choices import Outline
from programme.models import Body, Meeting

from . import actions, demo_attached, demo_clearing, drawing, schedule
from .actions import executive
from .adding_up import as_kept
from .editions import full_edition, kept_back, public_edition
from .engine import Drawn
from .files_of import files_of
from .languages import second_language, shown_in
from .limits import as_kept as as_kept_part
from .printed import figures_of
from .word.document import render_docx


def load(programme, data, people):
    """Defines the file's reports, publishes what it says was published, and leaves to a worker what
    is due on the day of loading.
    """
    waits, notes = {}, {}
    for facts in data["reports"] if "reports" in data else [data["report"]]:
        definition, moment = _add(programme, people, notes, **facts)
        waits[definition.pk] = moment
    if loaded := data.get("loaded"):
        for report in schedule.raise_due(loaded):
            if moment := waits.get(report.definition_id):
                actions.undraw(report, not_before=moment)


def _add(
    programme,
    people,
    notes,
    *,
    body,
    defined,
    published=None,
    printed=(),
    due=None,
    withdrawn=None,
    late=None,
    **facts,
):
    """Defines a report, writes its paper where the file has one, draws up what was due when it was
    published, and publishes it; `due` says when a worker may draw up the next one. `clearing` says
    when its draft was drawn up and who cleared it: one that is not published waits for the rest.
    `decided` is what the meeting decided on each recommendation, `earlier` what one before it did,
    `excluded` by which resolution it
    excluded the public. One that is `withdrawn` is drawn up for no later meeting.

    `business` is what an executive gave notice of, `late` why a report was published all the same.

    `printed` are the figures that the source document prints; one that does not agree has a note,
    with which the officer explains it before the report is published. `notes` are those of the
    file so far: a later report with the same section is explained by them too.
    """
    officer = people["democratic"]
    body, who = Body.objects.get(programme=programme, name=body), {"by": officer, "at": defined}
    paper, fields = facts.pop("paper", None), facts.pop("front_sheet", [])
    clearing, decided = facts.pop("clearing", None), facts.pop("decided", None)
    excluded, earlier = facts.pop("excluded", None), facts.pop("earlier", None)
    business = facts.pop("business", ())
    papers.front_sheet(body, fields, **who)
    definition = _define(programme, body, **facts, **who)
    _give_notices(definition, officer, business)
    if earlier:
        papers.decide_before(definition, by=officer, **earlier)
    if paper:
        ahead = Meeting.objects.standing().filter(body=body, on__gte=paper["recorded"])
        attached = demo_attached.files(paper.pop("attached", []))
        meeting = ahead.earliest("on")
        papers.write(definition, meeting, paper, fields, by=officer, attached=attached)
    drafted = clearing["drafted"] if clearing else published
    if drafted:
        computed = figures_of(programme, drafted, {row["section"] for row in printed})
        notes |= _record(programme, officer, defined, printed, computed)
        schedule.raise_due(drafted)
        for report in definition.reports.all():
            _draw(report, notes, officer, drafted)
            if clearing:
                demo_clearing.clear(report, clearing, people)
            if published:
                _publish(report, officer, published, late)
    if withdrawn:
        _withdraw(definition, people, **withdrawn)
    if decided:
        papers.decide(body, decided, by=officer)
    if excluded:
        papers.exclude(body, definition.kind, by=officer, **excluded)
    return definition, due


def _give_notices(definition, officer, business):
    """Enters business of an executive that a report is about, and the notices of it."""
    for one in business:
        on, planned, notices = (one.pop(name) for name in ("meeting", "planned", "notices"))
        about = {"meeting": definition.body.meetings.get(on=on), "definition": definition}
        added = executive.add_business(by=officer, at=planned, **about, **one)
        for notice in notices:
            at = timezone.make_aware(datetime.combine(notice["given_on"], time(11)))
            executive.record_notice(added, by=officer, at=at, **notice)


def _withdraw(definition, people, *, asked, confirmed, by, reason):
    """Withdraws what was published, by two people, and ends the report."""
    officer = {"by": people["democratic"], "at": confirmed}
    for report in definition.reports.all():
        wanted = actions.ask_withdrawal(report, by=people[by], at=asked, reason=reason)
        actions.confirm_withdrawal(wanted, **officer)
    actions.end_definition(definition, **officer, why="Withdrawn, and not asked for again")


def _define(programme, body, *, sections=None, written=(), by, at, **facts):
    """Defines a report of these sections, or of those that its kind usually has; `written` are
    parts that it usually lacks.
    """
    added = {part["key"] for part in written}
    usual = sections and [key for key in sections if key not in added]
    facts |= {"programme": programme, "body": body, "by": by, "at": at}
    definition = actions.define_report(sections=usual, **facts)
    if not written:
        return definition
    parts = {one["key"]: as_kept_part(Outline(**one)) for one in written}
    parts = {**definition.written, **parts}
    return actions.change_definition(definition, by=by, at=at, sections=sections, written=parts)


def _draw(report, notes, officer, at):
    """Draws a report up; what does not agree is explained on its first draft."""
    if {key.partition(".")[0] for key in notes} & set(report.definition.sections):
        first = drawing.draw(report.pk, lambda: at, render=_blank)
        _explain(first, notes, by=officer, at=at)
    drawing.draw(report.pk, lambda: at, render=_here)


def _publish(report, officer, at, late):
    """Publishes a report, `late` with why it is urgent; with that, or the last clearance, its draft
    was due to be drawn up again.
    """
    if late:
        actions.give_urgency(report, by=officer, at=at, **late)
    drawn = drawing.draw(report.pk, lambda: at, render=_here) or type(report).objects.get(
        pk=report.pk
    )
    actions.publish_report(drawn, by=officer, at=at, sha256=drawn.pdf_sha256)


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
    return files_of(content)


def _blank(content):
    """A page without words: the first draft is there to be explained, and is drawn up again at
    once.
    """
    drawn = _blank_edition(public_edition(content))
    full = kept_back(content) and _blank_edition(full_edition(content))
    return replace(drawn, full=full) if full else drawn


def _blank_edition(content):
    page = pikepdf.new()
    page.add_blank_page()
    written = BytesIO()
    page.save(written, deterministic_id=True)
    blank, language = Drawn(written.getvalue(), 1, render_docx(content)), second_language(content)
    further = Drawn(blank.pdf, 1, render_docx(shown_in(content, language)))
    return replace(blank, further={language: further}) if language else blank


def _explain(report, notes, *, by, at):
    """Explains the findings of the draft with the notes of the file; with the last it is due
    again.
    """
    for finding in report.content["findings"]:
        actions.explain_finding(
            report, by=by, at=at, key=finding["key"], note=notes[finding["key"]]
        )
