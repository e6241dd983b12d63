"""Has every mail that waits sent, without broker or worker."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from outbox import morning, sending


class Command(BaseCommand):
    help = "Tells people what is due this morning, sends each mail that waits, and says how many."

    def handle(self, **options):
        morning.tell_of_the_morning(timezone.now())
        self.stdout.write(f"Mails settled: {sending.send_due(timezone.now)}")
