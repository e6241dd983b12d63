"""`manage.py check_files`: reads every stored file again."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from reports import checking


class Command(BaseCommand):
    """A line for each file that is changed or missing, then how many there were; exit status 1
    where one is.
    """

    help = "Reads every stored file again and says what is missing or changed."

    def handle(self, *args, **options):
        found = checking.check_files(timezone.now())
        bad = [one for one in found if one[1] in (checking.CHANGED, checking.MISSING)]
        for one, state in bad:
            self.stdout.write(f"{state}: {one.what} ({one.name})")
        self.stdout.write(checking.summary(found))
        if bad:
            raise SystemExit(1)
