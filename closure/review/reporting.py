"""Scrutiny reviews as a section of reports: questions and answers, evidence seen, findings.

What is about a part that is kept from the public is counted, and not printed.
"""

from collections import defaultdict

from django.utils import timezone

from closure.models import (
    EvidenceSeen,
    FindingRecommendation,
    RecommendationTracked,
    ReviewAnswer,
    ReviewFinding,
    ReviewQuestion,
    ScrutinyReview,
)
from closure.models.review import Pinned
from closure.retention.gone import gone, gone_of
from programme.facts import DATE, LINES, NUMBER, Column
from programme.formats import DISPOSED, counted
from programme.reporting import Section, part
from reports.models import Report

from .withheld import is_kept, kept_of

KEPT = "{} not printed: what it is about is kept from the public."
GONE = "{}: what was asked, answered, seen and found."
REVIEWED = Column("review", "Report", width=16)
EVIDENCE = (
    REVIEWED,
    Column("about", "Of", width=24),
    Column("what", "Evidence", width=32),
    Column("seen_by", "Seen by", width=16),
    Column("on", "On", DATE, 12),
)
FINDINGS = (
    REVIEWED,
    Column("verdict", "Finding", width=14),
    Column("words", "Reasons", width=28),
    Column("recommended", "Recommendations", LINES, 30),
    Column("on", "On", DATE, 12),
    Column("respond_by", "Response by", DATE, 12, optional=True),
)


class ScrutinyReviewSection(Section):
    """What scrutiny asked, what was answered, what it saw and what it found."""

    key, title = "scrutiny-review", "Scrutiny review"
    template = "closure/review_section.html"
    landscape = True
    columns = (
        Column("reference", "No.", width=6),
        Column("follows", "Follows", width=8, optional=True),
        REVIEWED,
        Column("about", "About", width=14),
        Column("question", "Question", width=22),
        Column("asked_by", "Asked by", width=10),
        Column("asked_of", "Asked of", width=10),
        Column("answers", "Answer", LINES, 24),
        Column("state", "State", width=10),
    )

    def rows(self, position):
        questions = _in_threads(one for one in _questions(position) if not one.is_kept)
        answers = defaultdict(list)
        known = ReviewAnswer.objects.known_at(position)
        for one in known.filter(question__in=[it.pk for it in questions]):
            answers[one.question_id].append(_signed(one, position))
        return [self._row(one, answers[one.pk], position) for one in questions]

    def _row(self, one, answers, position):
        asked_of = one.asked_of_name
        if position.for_paper:
            asked_of = position.titles.at(one.asked_of_id, one.created_at)
        return {
            "reference": f"Q{one.number}",
            "follows": f"Q{one.first.number}" if one.first else "",
            "review": _called(one.report),
            "about": one.label,
            "question": one.text,
            "asked_by": position.signed(one, "asked"),
            "asked_of": asked_of,
            "answers": answers,
            "state": one.get_state_display(),
        }

    def extra(self, rows, position):
        return {"group_by": "review", "empty": "no question was asked."}

    def parts(self, rows, position):
        kept = sum(one.is_kept for one in _questions(position))
        found = [_evidence(position), _findings(position), _kept(kept), _gone(position.programme)]
        return [one for one in found if one["rows"]]


def _questions(position):
    rows = ReviewQuestion.objects.as_at(position).filter(programme=position.programme)
    return _standing(rows.order_by("review", "number"))


def _in_threads(questions):
    """Questions in the order of their numbers, each with those after it that ask further; every one
    with the `first` one that it follows, where that is among them.
    """
    known, found = {}, []
    for one in questions:
        one.first = known.get(one.follows_id)
        one.thread = (*(one.first.thread if one.first else ()), one.number)
        known[one.pk] = one
        found.append(one)
    return sorted(found, key=lambda one: (one.review_id, one.report_id, one.thread))


def _standing(rows):
    """Rows of reviews that were not disposed of, about reports that are not gone, each with
    its report. Of what is pinned to one:
    whether it is about what `is_kept` from the public.
    """
    rows = list(rows.exclude(review__in=gone(ScrutinyReview)))
    kept = kept_of({one.report_id for one in rows if isinstance(one, Pinned)})
    reports = Report.with_discarded.select_related("definition__body", "meeting__body")
    reports = reports.defer("content").in_bulk({one.report_id for one in rows})
    for one in rows:
        one.report = reports[one.report_id]
        one.is_kept = isinstance(one, Pinned) and is_kept(one, kept)
    return [one for one in rows if not one.report.is_gone]


def _called(report):
    return f"{report.shown_title}, {report.shown_when}, version {report.version}"


def _signed(row, position):
    return f"{position.signed(row, 'recorded')}, {row.recorded_when}: {row.text}"


def _day(moment):
    return timezone.localdate(moment).isoformat()


def _evidence(position):
    seen = EvidenceSeen.objects.known_at(position).filter(review__programme=position.programme)
    rows = [
        {
            "review": _called(one.report),
            "about": one.label,
            "what": one.what,
            "seen_by": position.signed(one, "recorded"),
            "on": _day(one.recorded_at),
        }
        for one in _standing(seen)
        if not one.is_kept
    ]
    return part("scrutiny-evidence", "Evidence seen", EVIDENCE, rows)


def _findings(position):
    found = ReviewFinding.objects.known_at(position)
    found = _standing(found.filter(review__programme=position.programme))
    recommended, became = (
        defaultdict(list),
        dict(
            RecommendationTracked.objects.known_at(position)
            .filter(recommendation__finding__in=found)
            .values_list("recommendation", "reference")
        ),
    )
    for one in FindingRecommendation.objects.filter(finding__in=found):
        tracked = f" ({became[one.pk]})" if one.pk in became else ""
        recommended[one.finding_id].append(f"{one.number}. {one.text}{tracked}")
    rows = [
        {
            "review": _called(one.report),
            "verdict": one.get_verdict_display(),
            "words": one.words,
            "recommended": recommended[one.pk],
            "on": _day(one.recorded_at),
            "respond_by": one.respond_by and one.respond_by.isoformat(),
        }
        for one in found
    ]
    return part("scrutiny-findings", "Findings", FINDINGS, rows)


def _kept(count):
    said = KEPT.format(counted(count, "question"))
    return _not_printed("scrutiny-kept", "Kept from the public", said, count)


def _gone(programme):
    count = len(gone_of(ScrutinyReview, programme))
    said = GONE.format(counted(count, "review"))
    return _not_printed("scrutiny-gone", DISPOSED, said, count)


def _not_printed(key, title, said, count):
    columns = (Column("what", "Not printed", width=80), Column("count", "How many", NUMBER, 20))
    rows = [{"what": said, "count": count}] if count else []
    return part(key, title, columns, rows)
