"""What holds once the body that authorised a programme has closed it: its rows stay as they were.

A log declares what of it is still written (`Log.after_closing`); this file says so to people, and
`programme.fixed_rows` to the database.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from programme.formats import day
from programme.log import logs
from programme.retention import ROWS, disposed_url

# The key of the programme in which a mistake is being put right; None: in none.
_lifted = ContextVar("lifted", default=None)

OF_THE_KERNEL = ("objective", "achievement")  # models of the kernel that are part of a log
STAYS = "Its rows stay as they stood then."
# Columns that tell who saved a row last: they change with whatever is still written of it.
TELLING = frozenset({"version", "updated_at", "updated_by", "updated_by_name"})


def closed_in_words(programme) -> str:
    """That a programme was closed, when and by whom, as a sentence; blank where it is open."""
    if programme.closed_on is None:
        return ""
    return f"The programme was closed on {day(programme.closed_on)} by {programme.closed_by}."


@lru_cache
def open_columns(model) -> frozenset | None:
    """The columns of rows of `model` that are still written in a closed programme; None where all
    are, as of rows that are no part of a log.
    """
    found = frozenset()
    meta = model._meta
    of_app = [log for log in logs() if log.model._meta.app_label == meta.app_label]
    if not of_app or (meta.app_label == "programme" and meta.model_name not in OF_THE_KERNEL):
        return None
    for still, log in ((log.after_closing, log) for log in of_app):
        if still.everything or model in still.rows:
            return None
        if model is log.model and still.steps:
            found = TELLING | set(still.columns.split())
    return found


def refuse_closed(programme, model, names=()):
    """Refuses to write a row of `model` in a closed programme; `names` are the columns that change.

    Raises:
        ValidationError: saying when it was closed and by whom.
    """
    if programme is None or programme.closed_on is None or programme.pk == _lifted.get():
        return
    _refuse_disposed(programme, model)
    still = open_columns(model)
    if still is not None and (not still or set(names) - still):
        raise ValidationError(f"{closed_in_words(programme)} {STAYS}")


def _refuse_disposed(programme, model):
    """Nothing is written any more in logs whose rows were disposed of."""
    if model._meta.app_label in (*settings.ARTEFACTS, "programme") and disposed_url(
        programme, ROWS
    ):
        raise ValidationError("The rows of the logs of this programme were disposed of.")


def refuse_closed_step(entry, step):
    """Refuses a step of an entry that is not open any more.

    Raises:
        ValidationError: saying when the programme was closed and by whom.
    """
    still = next((log.after_closing for log in logs() if log.model is type(entry)), None)
    if still and not still.has_step(step):
        refuse_closed(entry.programme, type(entry), ["state"])


@contextmanager
def lifted(programme):
    """Mistakes are put right in a closed programme too: its rows can be written inside, by this
    transaction and no other.
    """
    current = type(programme).objects.select_for_update(no_key=True).get(pk=programme.pk)
    if current.fixed_at is None:  # it is open, or its rows are lifted already
        yield
        return
    row, token = type(programme).objects.filter(pk=programme.pk), _lifted.set(programme.pk)
    try:
        with transaction.atomic():
            row.update(fixed_at=None)
            yield
            row.update(fixed_at=current.fixed_at)
    finally:
        _lifted.reset(token)
