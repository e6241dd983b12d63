"""Writes a log of a programme, as it stands or as it stood, into a file."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programme.children import nest
from programme.log import logs
from programme.models import Programme, ReportedPosition
from programme.position import Position
from programme.ui import downloads
from programme.ui.moments import read_moment


class Command(BaseCommand):
    help = (
        "Exports a governance log, e.g.: export_log shared-management risks --format csv --output"
        " risks.csv"
    )

    def add_arguments(self, parser):
        parser.add_argument("programme", help="The programme's slug")
        parser.add_argument("log", help=f"One of {', '.join(log.name for log in logs())}")
        parser.add_argument(
            "--at", metavar="YYYY-MM-DD", help="The position as at the end of this day"
        )
        parser.add_argument("--format", choices=downloads.WRITERS, default="csv")
        parser.add_argument("--output", required=True, type=Path)

    def handle(self, *, programme, log, at, format, output, **options):
        found = {one.name: one for one in logs()}.get(log)
        if found is None:
            raise CommandError(
                f"No log {log!r}. There are: {', '.join(one.name for one in logs())}."
            )
        try:
            moment = read_moment(at) if at else None
        except ValidationError as error:
            raise CommandError(f"--at: {error.messages[0]}") from error
        now = moment or timezone.now()
        kept = Programme.objects.filter(slug=programme).first()
        if kept is None:
            raise CommandError(f"No programme {programme!r}.")
        since = ReportedPosition.objects.last_before(kept, now)
        position = Position(kept, moment, since, timezone.localdate(now))
        entries = list(found.entries(position))
        rows = found.rows(entries, position)
        if format == "json":
            rows = nest(found, rows, entries, position)
        output.write_bytes(downloads.WRITERS[format](found, kept, now, rows))
