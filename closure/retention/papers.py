"""Papers as kinds of records: what was published, and the background papers behind it.

Of a published version stay its title, its date and its fingerprints; of what it was drawn from, as
far as its own files and what was cleared go, nothing.
"""

from django.db.models import Case, Q, Value, When

from papers.models import AttachedDocument, BackgroundPaper
from programme.retention import DISPOSED, Retained
from reports.choices import FROZEN, State
from reports.models import (
    ClearanceAnswer,
    ClearedDraft,
    ConditionMet,
    PublishedWords,
    Report,
    Sealed,
)


def gone(name) -> Case:
    """What stands in a column of words afterwards: nothing where nothing stood."""
    return Case(When(**{name: ""}, then=Value("")), default=Value(DISPOSED))


def history_of(model, rows):
    """The history of those of some rows that are of a model."""
    return model.history.filter(id__in=[row.pk for row in rows if isinstance(row, model)])


def _background(programme):
    return [BackgroundPaper.objects.filter(programme=programme).exclude(title="")]


def _published(programme):
    found = Report.objects.filter(definition__programme=programme)
    found = found.filter(state__in=[*FROZEN, State.WITHDRAWN])
    return [found.select_related("definition__body", "meeting__body")]


EMPTIED = {
    Report: {
        "state": State.DISPOSED,
        "content": None,
        "explanations": {},
        "leaks": [],
        "error": "",
        **{name: gone(name) for name in ("reason", "urgency", "urgency_given_by")},
    },
    AttachedDocument: {"title": gone("title")},
    ClearedDraft: {"content": {}},
    ClearanceAnswer: {"words": gone("words")},
    ConditionMet: {"how": gone("how")},
    PublishedWords: {"words": ""},
    Sealed: {"content": {}},
}


def emptied_columns(model) -> dict:
    """The columns of a model that the disposal of papers empties."""
    return EMPTIED.get(getattr(model, "instance_type", model), {})


def _of_published(programme, found):
    """What was cleared, sealed and found by a search of versions, and what is attached to them."""
    yield from of_versions(found)
    yield PublishedWords.objects.filter(report__in=found)
    yield Sealed.objects.filter(withdrawal__report__in=found)
    papers = Q(pk__in=[])
    for one in found:
        papers |= Q(paper__meeting=one.meeting_id, paper__kind=one.definition.kind)
    attached = list(AttachedDocument.objects.filter(papers))
    yield attached
    yield history_of(AttachedDocument, attached)


def of_versions(found):
    """What people were asked to clear of versions of reports, and what they answered."""
    yield ClearedDraft.objects.filter(report__in=found)
    answers = ClearanceAnswer.objects.filter(clearance__report__in=found)
    yield answers
    yield ConditionMet.objects.filter(answer__in=answers)


PAPERS = [
    Retained(
        "background",
        "Background papers of papers, with their files",
        _background,
        meeting="paper__meeting__on",
        emptied={"title": "", "dated": None},
        beside=lambda programme, found: [history_of(BackgroundPaper, found)],
        by_law="background_years",
    ),
    Retained(
        "papers",
        "Published papers and reports, with their files",
        _published,
        meeting="meeting__on",
        emptied=emptied_columns,
        upload="pdf_sha256",
        beside=_of_published,
        by_law="open_years",
    ),
]
