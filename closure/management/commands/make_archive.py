"""Writes the records of a programme into one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from closure.archive import making
from programme.models import Programme


class Command(BaseCommand):
    help = (
        "Writes all records of a programme into one archive, exempt parts included, and prints the"
        " SHA-256 of its manifest. Keep that apart from the file: verify_archive asks for it."
    )

    def add_arguments(self, parser):
        parser.add_argument("programme", help="The programme's slug")
        parser.add_argument("--output", required=True, type=Path)

    def handle(self, *, programme, output, **options):
        kept = Programme.objects.filter(slug=programme).first()
        if kept is None:
            raise CommandError(f"No programme {programme!r}.")
        partial = output.with_name(f"{output.name}.part")
        with partial.open("wb") as file:
            sha256 = making.write(kept, file, by=None, at=timezone.now())
        partial.replace(output)
        self.stdout.write(f"{output}: {output.stat().st_size:,} bytes. Its manifest: {sha256}")
