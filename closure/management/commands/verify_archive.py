"""Reads an archive again and names every byte that was changed."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from closure.archive.verifying import Unreadable, faults


class Command(BaseCommand):
    help = "Says what of an archive is not as it was made; exit status 1 where something is not."

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path)
        parser.add_argument(
            "--sha256", default="", help="That of the manifest, as it was said when it was made"
        )

    def handle(self, *, archive, sha256, **options):
        try:
            found = faults(archive, sha256)
        except Unreadable as error:
            raise CommandError(str(error)) from error
        for one in found:
            self.stdout.write(one)
        if found:
            raise SystemExit(1)
        self.stdout.write(f"{archive} is as it was made.")
