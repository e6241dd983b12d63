"""Reads a file that somebody kept elsewhere into a log, or shows what that would do."""

import hashlib
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from intake.applying import Source, apply, imported_before
from intake.lines import REFUSED
from intake.memory import remembered
from intake.preview import Wishes, preview
from intake.process import read_file
from intake.reading.cells import Unreadable
from intake.results import as_dict
from programme.authorization import NotPermitted, require
from programme.log import logs
from programme.models import Programme, User
from programme.uploads import kind_of

CANNOT = 2  # exit status: the file cannot be read, or the command makes no sense
ASKS = 1  # something is asked or refused


class Command(BaseCommand):
    help = (
        "Previews a CSV, Excel, OpenDocument or Word file for a log, and imports it with --apply,"
        " e.g.: import_log shared-management risks risks.xlsx --as pm --output result.json"
    )

    def add_arguments(self, parser):
        names = ", ".join(log.name for log in logs() if log.adds)
        parser.add_argument("programme", help="The programme's slug")
        parser.add_argument("log", help=f"One of {names}")
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="username", required=True, help="Who imports")
        parser.add_argument("--table", type=int, help="The number of one table of the file, from 1")
        parser.add_argument("--apply", action="store_true", help="Import; without it a preview")
        parser.add_argument("--output", required=True, type=Path, help="Where the result goes")

    def handle(self, *, programme, log, file, username, table, apply, output, **options):
        found = self._log(log)
        kept = self._one(Programme.objects.filter(slug=programme), f"No programme {programme!r}.")
        by = self._one(User.objects.filter(username=username), f"No person {username!r}.")
        source = self._source(file)
        about = {"programme": programme, "log": log, "file": source.name, "sha256": source.sha256}
        try:
            book = read_file(source.content)
        except Unreadable as error:
            self._write(output, {**about, "unreadable": str(error), "rows": []})
            raise CommandError(str(error), returncode=CANNOT) from None
        before = imported_before(kept, found, source.sha256)
        result, applied = self._act(book, found, kept, source, by=by, table=table, is_applied=apply)
        told = as_dict(result)
        told["said"] += [before] if before else []
        self._write(output, {**about, "applied": applied, **told})
        for line in told["said"]:
            self.stdout.write(line)
        for row in told["rows"] if apply and not applied else ():
            if row["verdict"] == REFUSED:
                self.stdout.write(f"{row['where']}: {' '.join(row['reasons'])}")
        counts = ", ".join(f"{number} {verdict}" for verdict, number in told["counts"].items())
        self.stdout.write(f"{counts}. {'Imported.' if applied else 'Nothing was kept.'}")
        if result.has_doubts:
            raise SystemExit(ASKS)

    def _act(self, book, log, programme, source, *, by, table, is_applied):
        """The preview, and whether its rows were taken in."""
        now, wishes = timezone.now(), Wishes(known=remembered(programme, log))
        how = {"chosen": table, "wishes": wishes}
        try:
            if is_applied:
                return apply(book, log, programme, source, by=by, at=now, **how)
            require(by, log.keep, programme)
        except NotPermitted as error:
            raise CommandError(str(error), returncode=CANNOT) from None
        on = timezone.localdate(now)
        return preview(book, log, programme, on=on, **how), False

    def _log(self, name):
        found = {one.name: one for one in logs() if one.adds}.get(name)
        if found is None:
            names = ", ".join(log.name for log in logs() if log.adds)
            raise CommandError(
                f"No log {name!r} takes in files. There are: {names}.", returncode=CANNOT
            )
        return found

    def _one(self, rows, message):
        found = rows.first()
        if found is None:
            raise CommandError(message, returncode=CANNOT)
        return found

    def _source(self, file):
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.", returncode=CANNOT) from None
        name = "".join(one for one in file.name if one.isprintable())[-150:] or "file"
        return Source(name, content, kind_of(content), hashlib.sha256(content).hexdigest())

    def _write(self, output, told):
        output.write_text(json.dumps(told, ensure_ascii=False, indent=1, default=str))
