"""`manage.py migrate`, which keeps the triggers that hold the rows of closed programmes."""

from django.core.management.commands import migrate

from programme.fixed_rows import fasten, loosen

BEFORE = ("apply_start", "unapply_start")


class Command(migrate.Command):
    """Django's own, around which the triggers are loosened and fastened."""

    loosened = False

    def handle(self, *args, **options):
        if options["plan"] or options["check_unapplied"]:
            return super().handle(*args, **options)
        self.using = options["database"]
        try:
            return super().handle(*args, **options)
        finally:
            fasten(self.using)

    def migration_progress_callback(self, action, migration=None, fake=False):
        if action in BEFORE and not self.loosened:
            loosen(self.using)
            self.loosened = True
        super().migration_progress_callback(action, migration, fake)
