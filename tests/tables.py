"""The tables as `manage.py migrate` makes them, in half of its time: `python -m tests.tables`.

Each step of a migration builds again every model that is related to what it changes, 15,000 in all.
"""

import copy
import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import Field  # noqa: E402


def another(field):
    """The same field for one more model: a copy, where Django takes it apart and makes it anew."""
    found = copy.deepcopy(field)
    if not found.auto_created:
        found.creation_counter = Field.creation_counter  # by which columns have their order
        Field.creation_counter += 1
    return found


def main():
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)  # models point at each other: looking for waste takes long
    Field.clone = another
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()
