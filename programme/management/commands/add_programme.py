"""Makes a programme with its first administrator; everything else is done in the browser."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.crypto import get_random_string

from programme import creating
from programme.models import User


class Command(BaseCommand):
    help = (
        "Makes a programme and its first administrator, and prints the first password of somebody"
        " new."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help='For example "Shared services"')
        parser.add_argument(
            "--slug", required=True, help="Stands in every address of the programme; never changes"
        )
        parser.add_argument("--administrator", required=True, metavar="USER-NAME")
        parser.add_argument(
            "--job-title", default="Administrator", help="Of an administrator who is new"
        )

    def handle(self, *, name, slug, administrator, job_title, **options):
        known = User.objects.filter(username__iexact=administrator).exists()
        password = get_random_string(20)
        try:
            creating.found_programme(
                at=timezone.now(),
                name=name,
                slug=slug,
                username=administrator,
                job_title=job_title,
                password=password,
            )
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"Made /programmes/{slug}/ with {administrator} as its administrator.")
        if not known:
            self.stdout.write(f"First password of {administrator}: {password}")
