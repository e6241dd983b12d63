"""Has every file that waits for the virus scan scanned, without broker or worker."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from programme import uploads


class Command(BaseCommand):
    help = "Scans each file that waits for it and prints a line; without a scanner it prints none."

    def handle(self, **options):
        for upload_id in uploads.to_scan():
            if upload := uploads.scan(upload_id, timezone.now()):
                self.stdout.write(f"{upload.name}: {upload.state_in_words}")
