"""Makes the index of the search anew."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from programme.models import Programme
from search.indexing import rebuild
from search.models import Document


class Command(BaseCommand):
    help = "Reads everything that can be found into the index of the search again."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="only programmes of which nothing is indexed"
        )

    def handle(self, *, if_empty, **options):
        known = set(Document.objects.values_list("programme", flat=True).distinct())
        for programme in Programme.objects.order_by("name"):
            if not (if_empty and programme.pk in known):
                count = rebuild(programme, timezone.localdate())
                self.stdout.write(f"{programme}: {count:,} in the index")
