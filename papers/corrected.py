"""Decisions that were corrected after they had become rows of logs, which then say something else.

A row that was changed since the correction was looked at.
"""

from itertools import pairwise

from programme.formats import day

from .decisions import BecameRow
from .exemptions import Exemption

ROW_IS_OLDER = (
    "{} was made before its decision was corrected, and was not changed since: look whether it says"
    " what was decided."
)
DECISION_IS_NEWER = (
    "What the meeting decided, and this was made from, was corrected on {}: {}. Look whether this"
    " says what was decided."
)


def corrected_on(decision, made, row):
    """When what was decided was last corrected after the row of a log was `made` from it; None
    where it was not, or where the row was changed since.
    """
    versions = decision.history.order_by("history_date", "history_id")
    versions = versions.values_list("history_date", "outcome", "text", "referred_to")
    changed = [now[0] for was, now in pairwise(versions) if was[1:] != now[1:] and now[0] > made]
    return changed[-1] if changed and row.updated_at < changed[-1] else None


def rows_older_than(decisions, became) -> list[str]:
    """What to say beside decisions of a paper; `became` are the rows of logs that they became, as
    `deciding.rows_of_each` gives them.
    """
    made = BecameRow.objects.filter(decision__in=[pk for pk, rows in became.items() if rows])
    made = {(one.decision_id, one.reference): one.recorded_at for one in made}
    return [
        ROW_IS_OLDER.format(row.reference)
        for one in decisions
        for _, row in became[one.pk]
        if corrected_on(one, made[one.pk, row.reference], row)
    ]


def newer_decisions(log, row, reads_all=False) -> list[str]:
    """What to say on the page of a row that decisions became; what a decision says of a paper that
    keeps something from the public, to those who read all of it.
    """
    made = BecameRow.objects.filter(log=log.name, reference=row.reference)
    made = made.filter(decision__programme=row.programme_id, decision__taken_back=False)
    return [
        DECISION_IS_NEWER.format(day(on), _in_words(one.decision, reads_all))
        for one in made.select_related("decision__recommendation__paper")
        if (on := corrected_on(one.decision, one.recorded_at, row))
    ]


def _in_words(decision, reads_all):
    kept = Exemption.objects.standing().filter(paper=decision.recommendation.paper_id)
    if not reads_all and kept.exists():
        return decision.in_words
    return f"{decision.in_words}, “{decision.words}”"
