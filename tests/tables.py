"""The tables as `manage.py migrate` makes them, in a part of its time: `python -m tests.tables`.

Each step of a migration builds again every model that is related to what it changes, 15,000 in all.
Here it builds the one that it changes: others are asked for no more than their tables. Before rows
are looked at, all are built anew. The files of pages are collected beside them.
"""

import copy
import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.migrations.state import ModelState, ProjectState  # noqa: E402
from django.db.models import Field  # noqa: E402


def another(field):
    """The same field for one more model: a copy, where Django takes it apart and makes it anew."""
    found = copy.deepcopy(field)
    if not found.auto_created:
        found.creation_counter = Field.creation_counter  # by which columns have their order
        Field.creation_counter += 1
    return found


def as_it_stands(model):
    """The same state of a model: a copy, which was looked at for errors when it was made."""
    found = copy.copy(model)
    found.fields, found.options = model.fields.copy(), model.options.copy()
    found.managers = model.managers.copy()
    return found


def alone(state, app, model, delay=False):
    """The models to build again after a change of one of them."""
    state.is_delayed = True  # says to what runs on rows that the others are to be built before
    return {(app, model)}


def main():
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)  # models point at each other: looking for waste takes long
    Field.clone, ProjectState._find_reload_model = another, alone
    ModelState.clone = as_it_stands
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
