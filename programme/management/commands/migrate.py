"""`manage.py migrate`, which keeps the triggers that hold what is recorded.

SQLite loses those of a table that it builds anew, and builds none anew that the trigger of another
one reads.
"""

from django.core.management.commands import migrate

from programme import append_only, fixed_rows

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
            append_only.give_back(self.using)
            fixed_rows.fasten(self.using)

    def migration_progress_callback(self, action, migration=None, fake=False):
        if action in BEFORE and not self.loosened:
            fixed_rows.loosen(self.using)
            append_only.loosen(self.using)
            self.loosened = True
        super().migration_progress_callback(action, migration, fake)
