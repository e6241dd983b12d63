"""What a body gets: a report defined, changed, ended, handed to the body that takes its place."""

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.formats import known_as
from programme.models import Body
from programme.position import Position
from programme.records import refuse_if, refuse_stale, refuse_unless
from programme.reporting import sections as known_sections
from programme.standing import refuse_ended
from reports.choices import APPENDICES, NO_SECTION
from reports.limits import check as check_limits
from reports.limits import in_words as limits_in_words
from reports.limits import titles_of, usual_sections, usual_written
from reports.models import ReportDefinition
from reports.permissions import DEFINE
from reports.words import in_words as written_in_words

WORDS = {
    "title": "Title",
    "sections": "Sections",
    "written": "Written parts",
    "limits": "Limits of sections",
    "lead_days": "Working days from draft to publication",
    "agenda_place": "Place on the agenda",
}


@transaction.atomic
def define_report(*, programme, by, at, body, kind, title, lead_days, sections=None):
    """Says that a body gets a report of this kind for each of its meetings from now on.

    Without `sections` it has those that its kind usually has, and its written parts.
    """
    require(by, DEFINE, programme)
    refuse_unless(body.programme_id == programme.pk, "Choose a body of this programme.", "body")
    refuse_ended(body, "body")
    written = usual_written(kind)
    sections = usual_sections(kind) if sections is None else list(sections)
    _check_sections(sections, written)
    values = {"title": title, "sections": sections, "lead_days": lead_days, "written": written}
    return _define(body, by, at, kind=kind, **values)


def _define(body, by, at, *, kind, title, sections, lead_days, written, agenda_place=None, why=""):
    programme = body.programme
    Body.objects.select_for_update().get(pk=body.pk)  # one definition at a time
    same = ReportDefinition.objects.filter(body=body, kind=kind).first()
    refuse_unless(
        not same or same.retired_at,
        f"{body} gets a report of this kind already. Change that one.",
        "kind",
    )
    # One that had ended begins again.
    definition = same or ReportDefinition(programme=programme, body=body, kind=kind)
    definition.title, definition.sections, definition.lead_days = title, sections, lead_days
    definition.limits, definition.written = {}, written
    definition.agenda_place = agenda_place
    definition.created_at, definition.retired_at = at, None
    _note_change(definition, by, at)
    definition.full_clean()
    definition.save()
    given = [
        {"field": n, "label": WORDS[n], "was": "", "now": _words(n, definition, at)}
        for n in WORDS
        if n not in ("limits", "written", "agenda_place")
    ]
    audit.record(
        definition,
        by=by,
        at=at,
        verb="defined the report",
        programme=programme,
        changes=given,
        why=why,
    )
    return definition


def _note_change(definition, by, at):
    """Notes who saves it and when, for its next row of history too."""
    definition.version = definition.version + 1 if definition.pk else 1
    definition.updated_at, definition.updated_by_name = at, known_as(by)
    definition._history_date, definition._history_user = at, by


@transaction.atomic
def change_definition(definition, *, by, at, version=None, verb="changed the report", **new):
    """Changes what the report holds or when it is drafted: `title`, `sections`, `lead_days`,
    `limits`, `written`, `agenda_place`.

    Reports that are drawn up already stay as they are.

    Raises:
        StaleEntry: `version` is the one that `by` was looking at, and it has another by now.
    """
    require(by, DEFINE, definition.programme)
    definition = ReportDefinition.objects.select_for_update().get(pk=definition.pk)
    refuse_stale(definition, version)
    if "sections" in new:
        _check_sections(new["sections"], new.get("written", definition.written))
    check_limits(new.get("limits", {}))
    changed = [name for name, value in new.items() if getattr(definition, name) != value]
    was = {name: _words(name, definition, at) for name in changed}
    for name, value in new.items():
        setattr(definition, name, value)
    now = {name: _words(name, definition, at) for name in changed}
    changes = [audit.note(name, WORDS[name], was[name], now[name]) for name in changed]
    definition.full_clean()
    if changes:
        _note_change(definition, by, at)
        definition.save()
        audit.record(
            definition,
            by=by,
            at=at,
            verb=verb,
            programme=definition.programme,
            changes=changes,
        )
    return definition


@transaction.atomic
def end_definition(definition, *, by, at, why, version=None):
    """Ends a report: none is drawn up for later meetings. What was drawn up and published stays."""
    require(by, DEFINE, definition.programme)
    definition = _locked(definition)
    refuse_if(definition.retired_at, "This report has ended already.")
    refuse_stale(definition, version)
    return _retire(definition, by, at, why)


def _retire(definition, by, at, why):
    definition.retired_at = at
    _note_change(definition, by, at)
    definition.save()
    audit.record(
        definition, by=by, at=at, verb="ended the report", programme=definition.programme, why=why
    )
    return definition


def pass_reports(body, successor, *, by, at, why):
    """Ends the reports that a body gets, and defines them for the body that takes its place; one
    that gets a report of the kind already keeps its own. Whether `by` may end a body was looked at.
    """
    definitions = body.report_definitions.select_for_update().filter(retired_at=None)
    theirs = successor.report_definitions.filter(retired_at=None)
    kept = set(theirs.values_list("kind", flat=True))
    for one in definitions.order_by("title"):
        _retire(one, by, at, why)
        if one.kind not in kept:
            names = ("title", "sections", "lead_days", "written", "agenda_place")
            values = {name: getattr(one, name) for name in names}
            _define(successor, by, at, kind=one.kind, why=why, **values)


def take_report_back(definition, theirs, *, by, at, why):
    """Has a body get a report again that ended with it; `theirs`, which was defined for its
    successor then, ends. Whether `by` may take the end of a body back was looked at.
    """
    if theirs:
        _retire(theirs, by, at, why)
    return _renew(definition, by, at, why)


@transaction.atomic
def renew_definition(definition, *, by, at, why, version=None):
    """Takes back that a report was ended by mistake: it is drawn up for meetings to come again."""
    require(by, DEFINE, definition.programme)
    definition = _locked(definition)
    refuse_unless(definition.retired_at, "This report has not ended.")
    refuse_ended(definition.body)
    refuse_stale(definition, version)
    return _renew(definition, by, at, why)


def _renew(definition, by, at, why):
    definition = _locked(definition)
    definition.retired_at = None
    _note_change(definition, by, at)
    definition.save()
    verb = "took back the end of the report"
    audit.record(definition, by=by, at=at, verb=verb, programme=definition.programme, why=why)
    return definition


def _locked(definition):
    own = ReportDefinition.objects.select_for_update(of=("self",))
    return own.select_related("programme", "body").get(pk=definition.pk)


def _check_sections(sections, written):
    refuse_unless(set(sections) - {APPENDICES}, NO_SECTION, "sections")
    unknown = set(sections) - {*known_sections(), *written, APPENDICES}
    refuse_if(unknown, f"No such section: {', '.join(sorted(unknown))}.", "sections")


def _words(name, definition, at):
    written, programme = definition.written, definition.programme
    position = Position.on(programme, timezone.localdate(at))
    words = {
        "sections": lambda keys: "; ".join(titles_of(keys, written)),
        "limits": lambda limits: limits_in_words(limits, position),
        "written": written_in_words,
        "agenda_place": lambda place: str(place or ""),
    }
    return words.get(name, str)(getattr(definition, name))
