"""Puts an archive into an installation that has nothing yet."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from closure.archive import loading
from closure.archive.layout import FILES
from closure.archive.verifying import Unreadable
from programme.formats import counted


class Command(BaseCommand):
    help = (
        "Loads an archive into an empty installation, with every key, history and fingerprint."
        " Nobody of its people can sign in: createsuperuser makes somebody who can."
    )

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path)

    def handle(self, *, archive, **options):
        try:
            manifest = loading.load(archive)
        except (Unreadable, ValidationError) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from error
        call_command("rebuild_search", stdout=self.stdout)
        name, rows = manifest["programme"]["name"], sum(manifest["rows"].values())
        stored = sum(one["name"].startswith(f"{FILES}/") for one in manifest["files"])
        said = f"{counted(rows, 'row')}, {counted(stored, 'stored file')}"
        self.stdout.write(f"{name} is loaded: {said}.")
