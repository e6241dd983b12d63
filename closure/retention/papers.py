"""Papers as kinds of records: what was published, what it was drawn from, and the background papers
behind it.

Of a published version stay its title, its date and its fingerprints; of a draft that there was one.
What a meeting decided stays, with the recommendation on which it did.
"""

from functools import reduce
from operator import or_

from django.db.models import Q

from papers.models import (
    AttachedDocument,
    BackgroundPaper,
    Exemption,
    MeetingDecision,
    Paper,
    PaperRecommendation,
    Part,
    PartComment,
    UnsavedText,
)
from programme.retention import Retained, emptied_words
from reports.choices import FROZEN, State
from reports.models import (
    ClearanceAnswer,
    ClearedDraft,
    ConditionMet,
    PublishedFile,
    PublishedWords,
    Report,
    Sealed,
)

from .gone import kept


def history_of(model, rows):
    """The history of those of some rows that are of a model."""
    return model.history.filter(id__in=[row.pk for row in rows if isinstance(row, model)])


def _background(programme):
    return [BackgroundPaper.objects.filter(programme=programme).exclude(title="")]


def _published(programme):
    found = Report.objects.filter(definition__programme=programme)
    found = found.filter(state__in=[*FROZEN, State.WITHDRAWN])
    return [found.select_related("definition__body", "meeting__body")]


def _drafts(programme):
    papers = Paper.objects.filter(programme=programme).exclude(title="")
    found = Report.with_discarded.filter(definition__programme=programme)
    found = found.filter(state__in=[State.DRAFT, State.FAILED])
    return [
        papers.select_related("meeting__body"),
        found.select_related("definition__body", "meeting__body"),
    ]


SECOND = ("second_text", "second_acts", "second_delegation")
REPORT = {"content": None, "explanations": {}, "leaks": [], "error": ""}
REPORT |= emptied_words("reason", "urgency", "urgency_given_by")
EMPTIED = {
    Report: {"state": State.DISPOSED, **REPORT},
    PaperRecommendation: emptied_words("text", "acts", "delegation", *SECOND),
    AttachedDocument: emptied_words("title"),
    ClearedDraft: {"content": {}},
    ClearanceAnswer: emptied_words("words"),
    ConditionMet: emptied_words("how"),
    PublishedWords: {"words": ""},
    Sealed: {"content": {}},
}
OF_DRAFTS = {
    **EMPTIED,
    Report: {"state": State.DRAFT_GONE, **REPORT},
    Paper: {"title": "", "second_title": ""},
    Part: {
        **emptied_words("heading", "text", "second_heading", "second_text"),
        "anchors": {},
        "answers": {},
        "second_answers": {},
        "owner": "",
        "due_on": None,
    },
    PartComment: emptied_words("text"),
    Exemption: emptied_words("heading", "why"),
    UnsavedText: {"typed": {}},
}


def emptied_in(columns):
    """A function that gives the columns of a model that are emptied, of its history too."""
    return lambda model: columns.get(getattr(model, "instance_type", model))


def _of_published(programme, found):
    """What was cleared, sealed and found by a search of versions, and what is attached to them."""
    yield from of_versions(found)
    yield PublishedWords.objects.filter(report__in=found)
    yield Sealed.objects.filter(withdrawal__report__in=found)
    papers = Paper.objects.filter(any_of(found, "meeting", "kind"))
    for model in (AttachedDocument, PaperRecommendation):
        rows = _undecided(model.objects.filter(paper__in=papers))
        yield rows
        yield history_of(model, rows)


def any_of(found, meeting, kind) -> Q:
    """The condition of belonging to the meeting of one of some versions, and of being of its kind;
    given the ways to both.
    """
    meetings = {}
    for one in found:
        of = one.kind if isinstance(one, Paper) else one.definition.kind
        meetings.setdefault(of, set()).add(one.meeting_id)
    asked = (Q(**{f"{meeting}__in": keys, kind: of}) for of, keys in meetings.items())
    return reduce(or_, asked, Q(pk__in=[]))


def _undecided(rows):
    """Rows of papers but for recommendations on which a meeting decided."""
    if rows.model is not PaperRecommendation:
        return rows
    return rows.exclude(pk__in=MeetingDecision.objects.values("recommendation"))


def _of_drafts(programme, found):
    """What was written for papers, and what people were asked to clear of their drafts. What a
    version prints that is published still stays as long as that.
    """
    papers = [one for one in found if isinstance(one, Paper)]
    printed = Report.objects.frozen().filter(any_of(papers, "meeting", "definition__kind"))
    print_of = any_of(printed.select_related("definition"), "paper__meeting", "paper__kind")
    sha256 = PublishedFile.objects.filter(report__in=printed).values("sha256")
    stays = {
        PaperRecommendation: Q(print_of, left_out=False),
        AttachedDocument: Q(upload__sha256__in=sha256),
    }
    yield history_of(Paper, papers)
    for model in (Part, Exemption, PaperRecommendation, AttachedDocument):
        every = model.objects.filter(paper__in=papers)
        rows = _undecided(every.exclude(stays.get(model, Q(pk__in=[]))))
        yield rows
        yield history_of(model, rows if model is AttachedDocument else every)
    comments = PartComment.objects.filter(part__paper__in=papers)
    yield comments
    yield history_of(PartComment, comments)
    yield UnsavedText.objects.filter(part__paper__in=papers)
    drawn = any_of(found, "meeting", "definition__kind")
    yield from of_versions(Report.with_discarded.filter(drawn))


def kept_of(beside):
    """A function that gives the same sets of rows, but for what went before of another kind."""
    return lambda programme, found: map(kept, beside(programme, found))


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
        emptied=emptied_in(EMPTIED),
        upload="pdf_sha256",
        beside=kept_of(_of_published),
        by_law="open_years",
    ),
    Retained(
        "drafts",
        "Drafts: what papers were written from, with comments and clearances",
        _drafts,
        meeting="meeting__on",
        emptied=emptied_in(OF_DRAFTS),
        upload="pdf_sha256",
        beside=kept_of(_of_drafts),
    ),
]
