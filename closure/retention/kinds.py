"""The kinds of records of a programme, and what of each is still there."""

from django.conf import settings

from programme.closed import OF_THE_KERNEL
from programme.extension import extensions
from programme.log import logs
from programme.retention import ROWS, Retained

from ..archive import records
from .chain import seal_history
from .emptying import emptied_columns
from .gone import CUSTODY, HISTORY, REVIEWS, kept
from .of_closure import custody_rows, emptied, of_reviews, review_rows, told_events
from .papers import PAPERS

# What a log is set to, which tells of no row: bands, scales, periods.
SET = frozenset(
    {
        *("benefits.VarianceBanding", "budgets.PeriodLock", "milestones.Period"),
        *("milestones.HistoricalPeriod", "recommendations.TableColumns", "risks.Banding"),
        *("risks.RatingScheme", "workstreams.ProgressScale"),
    }
)

# What repeats words of rows in other rooms: corrections, imported files, explanations before the
# closing, benefits as they were reviewed.
REPEATED = frozenset(
    {
        *("programme.Mistake", "intake.Import", "closure.Explanation"),
        "closure.ReviewedBenefit",
    }
)


def log_models() -> list:
    """The models of the rows of all logs, once each."""
    return list(dict.fromkeys(log.model for log in logs()))


def _log_rows(programme):
    found = [model._base_manager.filter(programme=programme) for model in log_models()]
    return [kept(rows) for rows in found]


def _of_log_rows(programme, found):
    """What belongs to the rows of the logs, and their history: these go together."""
    for model, way in records.models().items():
        if is_of_a_log(model) and model not in log_models():
            rows = model._base_manager.filter(**{way: programme.pk})
            yield kept(rows)


def is_of_a_log(model) -> bool:
    """Whether rows of a model tell of rows of a log."""
    of = getattr(model, "instance_type", model)._meta
    kernel = of.app_label == "programme" and of.model_name in OF_THE_KERNEL
    of_log = kernel or of.app_label in settings.ARTEFACTS or model._meta.label in REPEATED
    return of_log and model._meta.label not in SET


RETAINED = [
    Retained(
        ROWS,
        "Rows of the logs, with their history",
        _log_rows,
        emptied=lambda model: emptied_columns(model) or None,
        beside=_of_log_rows,
    ),
    *PAPERS,
    Retained(CUSTODY, "Custody of open rows", custody_rows, "recorded_at", emptied=emptied),
    Retained(
        REVIEWS,
        "Scrutiny reviews",
        review_rows,
        "created_at",
        emptied=emptied,
        beside=of_reviews,
    ),
    Retained(
        HISTORY,
        "History of the programme and its accounts",
        told_events,
        "at",
        emptied={"verb": "", "title": "", "changes": [], "reason": ""},
        before=seal_history,
    ),
]


def kinds() -> dict[str, Retained]:
    """Every kind of record, by its key."""
    return {kind.key: kind for room in extensions() for kind in room.retained()}


def choices(found) -> list[tuple[str, str]]:
    """Kinds as a form offers them."""
    return [(kind.key, kind.title) for kind in found]


def disposable() -> list[Retained]:
    """The kinds of which records can be disposed of."""
    return [kind for kind in kinds().values() if kind.emptied]
