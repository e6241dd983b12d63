"""What of reports under review is kept from the public: as a version prints it, or by now.

What became exempt after a question was asked is kept back with its question.
"""

from collections import defaultdict

from django.db.models import Q

from papers.exemptions import Exemption
from reports.editions import WHOLE, kept_back
from reports.models import Report
from reports.readers import may_read_full


def kept_of(reports) -> dict[int, set]:
    """The keys of what of each report, by its key, is kept from the public; three queries for
    however many.
    """
    found = Report.with_discarded.filter(pk__in=reports)
    found = found.values_list("pk", "meeting", "definition__kind", "content")
    rows, by_now = list(found), defaultdict(set)
    if rows:
        standing = Exemption.objects.standing()
        standing = standing.filter(paper__meeting__in={meeting for _, meeting, _, _ in rows})
        for meeting, kind, key in standing.values_list("paper__meeting", "paper__kind", "key"):
            by_now[meeting, kind].add(key)
    return {
        pk: kept_back(content or {}).keys() | by_now[meeting, kind]
        for pk, meeting, kind, content in rows
    }


def is_kept(pinned, kept) -> bool:
    """Whether something that is pinned to a place of a report is about what is `kept`."""
    keys = kept.get(pinned.report_id, ())
    return pinned.is_withheld or pinned.part in keys or WHOLE in keys


def unreadable(rows_and_people, at) -> set:
    """Of (pinned row, person) pairs those whose person may not read the row at the moment `at`, as
    pairs of their keys. Who reads a full edition is asked only where something of it is kept.
    """
    pairs, reads, found = list(rows_and_people), {}, set()
    kept = kept_of({row.report_id for row, _ in pairs})
    for row, person in pairs:
        if not is_kept(row, kept):
            continue
        key = row.report_id, person.pk
        if key not in reads:
            reads[key] = may_read_full(row.report, person, at)
        if not reads[key]:
            found.add((row.pk, person.pk))
    return found


def told_to_all(pinned, kept):
    """Those of a set of pinned rows that are about nothing that is `kept`."""
    hidden = Q(is_withheld=True)
    for report, keys in kept.items():
        of_part = {} if WHOLE in keys else {"part__in": list(keys)}
        hidden |= Q(report=report, **of_part)
    return pinned.exclude(hidden)
