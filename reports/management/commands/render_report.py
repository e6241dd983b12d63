"""Renders a report as at a day into a file, without keeping anything."""

import json
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programme.models import Meeting
from programme.ui.moments import read_moment
from reports.composition import compose
from reports.document import render_html
from reports.editions import FULL, PUBLIC, full_edition, public_edition
from reports.models import Report, ReportDefinition


def as_pdf(content):
    """The PDF."""
    # The engine is loaded only when it is wanted.
    from reports.render import render_pdf

    return render_pdf(content)


def as_docx(content):
    """The Word file."""
    # What draws its pictures is loaded only when it is wanted.
    from reports.word.document import render_docx

    return render_docx(content)


WRITERS = {
    "pdf": as_pdf,
    "docx": as_docx,
    "html": lambda content: render_html(content).encode(),
    "json": lambda content: (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode(),
}


EDITIONS = {PUBLIC: public_edition, FULL: full_edition}


class Command(BaseCommand):
    help = (
        "Renders a report of a programme as at the end of a day. Nothing is stored or published. "
        "Where several bodies get this kind of report, it is the one that was defined first; "
        "where its body has several meetings, it is for the one on that day or next after it."
    )

    def add_arguments(self, parser):
        parser.add_argument("programme", help="The programme's slug, e.g. shared-management")
        parser.add_argument("kind", help="The kind of report, e.g. programme-management")
        parser.add_argument("--at", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--meeting", metavar="YYYY-MM-DD", help="Another meeting of the body")
        parser.add_argument("--format", choices=WRITERS, default="pdf")
        parser.add_argument(
            "--edition",
            choices=EDITIONS,
            default=PUBLIC,
            help="public leaves out what is exempt or confidential, full prints it",
        )
        parser.add_argument("--output", required=True, type=Path)

    def handle(self, *, programme, kind, at, format, edition, output, meeting=None, **options):
        try:
            moment = read_moment(at)
        except ValidationError as error:
            raise CommandError(f"--at: {error.messages[0]}") from error
        definition = (
            ReportDefinition.objects.filter(programme__slug=programme, kind=kind, retired_at=None)
            .select_related("programme", "body")
            .order_by("pk")
            .first()
        )
        if definition is None:
            raise CommandError(f"No report {kind!r} is defined in a programme {programme!r}.")
        meeting = self._meeting(definition, moment, meeting)
        before = Report.objects.previous(definition, moment, meeting)
        content = compose(
            definition,
            at=moment,
            since=before.position_at if before else None,
            meeting=meeting,
            notes=self._notes(definition, meeting),
        )
        try:
            output.write_bytes(WRITERS[format](EDITIONS[edition](content)))
        except OSError as error:
            raise CommandError(f"--output: {error}") from error

    def _meeting(self, definition, moment, chosen):
        """The meeting that is chosen by its day, or that on the day of the moment or next after.

        Raises CommandError where the body does not meet on the day that is chosen.
        """
        standing = Meeting.objects.standing().filter(body=definition.body)
        if not chosen:
            return standing.filter(on__gte=timezone.localdate(moment)).first()
        try:
            found = standing.filter(on=date.fromisoformat(chosen)).first()
        except ValueError as error:
            raise CommandError("--meeting: enter a day, for example 2010-12-17.") from error
        if found is None:
            days = ", ".join(f"{on}" for on in standing.values_list("on", flat=True)) or "none yet"
            raise CommandError(f"--meeting: {definition.body} meets on: {days}.")
        return found

    def _notes(self, definition, meeting):
        """The explanations of figures that do not agree, of the last version for the meeting."""
        last = (
            Report.objects.filter(definition=definition, meeting=meeting).order_by("version").last()
        )
        return last.explanations if last else {}
