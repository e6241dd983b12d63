"""Everything that can be done in a scrutiny review.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail, which never repeats words: a question may be about a part that is
kept from the public.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from closure.models import (
    EvidenceSeen,
    FindingRecommendation,
    PartRead,
    RecommendationTracked,
    ReviewAnswer,
    ReviewFinding,
    ReviewQuestion,
    ScrutinyReview,
)
from closure.retention.gone import REVIEWS, is_gone
from programme import audit
from programme.authorization import may, require
from programme.date_spans import months
from programme.formats import day, known_as
from programme.owners import NOBODY, owners_in
from programme.receiving import create_from, receiving
from programme.records import (
    add_recorded,
    lock_programme,
    locked,
    next_number,
    refuse_if,
    refuse_stale,
    refuse_unless,
    save_kept,
)
from programme.retention import disposed_url
from programme.standing import refuse_ended
from reports.choices import State as ReportState
from reports.editions import WHOLE
from reports.readers import REFUSED, may_read_full

from . import telling
from .anchors import Place
from .choices import TRACKER, QuestionState, State, Verdict
from .permissions import ANSWER, FOLLOW_UP, OPEN, REVIEW
from .withheld import kept_of, unreadable

REVIEWABLE = (ReportState.DRAFT, ReportState.PUBLISHED)
NOT_DRAWN = "A draft or a published report is reviewed. This one is neither at present."
GIVEN = "The finding on this version was given. A new version opens the review again."
CLOSED = "This question is closed. Ask a further one."
NEWER = "There is another version of the report under review now. Read it there, and ask again."
KEPT_BY_NOW = "What this question is about is kept from the public by now."
NOT_YOURS = "{} answers this question."
ASKED_BY = "{} asked this question, and closes it."
FULL_ONLY = (
    "This is about what is kept from the public. Choose somebody who reads the full edition."
)
GONE = "This review was disposed of."
ALL_GONE = "The scrutiny reviews of this programme were disposed of: no other is opened."
MOST_RECOMMENDED = 30


def _begin(row, *, by, permission, version=None):
    """The row as it is now, locked, when `by` may do the step."""
    require(by, permission, row.programme)
    current = locked(row)
    refuse_if(is_gone(getattr(current, "review", current)), GONE)
    refuse_stale(current, version)
    return current


def _save(row, verb, *, by, at, why=""):
    row.version += 1
    save_kept(row, by=by, at=at, why=why)
    audit.record(row, by=by, at=at, verb=verb, programme=row.programme, why=why)
    return row


def _hold_open(review):
    """Holds a review while something is added to it: nobody gives its finding meanwhile, or takes
    another version in than the one that was read.
    """
    now = locked(review)
    refuse_if(is_gone(now), GONE)
    refuse_unless(now.is_open, GIVEN)
    refuse_unless(now.report_id == review.report_id, NEWER)


@transaction.atomic
def open_review(*, programme, by, at, report, body):
    """Opens a review of a draft or a published report for a body."""
    require(by, OPEN, programme)
    refuse_if(programme.is_closed and disposed_url(programme, REVIEWS), ALL_GONE)
    ours = report.definition.programme_id == programme.pk == body.programme_id
    refuse_unless(ours and report.state in REVIEWABLE, NOT_DRAWN, "report")
    refuse_ended(body, "body")
    said = {"report": report, "body": body, "opened_by": by, "opened_by_name": known_as(by)}
    review = ScrutinyReview(programme=programme, created_at=at, **said)
    save_kept(review, by=by, at=at)
    audit.record(review, by=by, at=at, verb="opened", programme=programme)
    return review


def newer_version(review):
    """The version of the report that took the place of the one under review; None where none
    did.
    """
    same = {"definition": review.report.definition_id, "meeting": review.report.meeting_id}
    later = type(review.report).objects.filter(version__gt=review.report.version, **same)
    return later.filter(state__in=REVIEWABLE).defer("content").order_by("version").last()


@transaction.atomic
def take_version(review, *, by, at, version=None):
    """Goes on with the newer version of the report: the review is open again."""
    review = _begin(review, by=by, permission=OPEN, version=version)
    newer = newer_version(review)
    refuse_unless(newer, "There is no newer version of this report.")
    review.report, review.state = newer, State.OPEN
    return _save(review, f"took version {newer.version} into", by=by, at=at)


@transaction.atomic
def read_part(review, *, by, at, part):
    """Marks a part of the version under review as read by `by`; again, nothing happens."""
    require(by, REVIEW, review.programme)
    refuse_if(is_gone(review), GONE)
    known = {"review": review, "report": review.report, "part": part}
    if found := PartRead.objects.filter(recorded_by=by, **known).first():
        return found
    return add_recorded(PartRead, by=by, at=at, **known)


@transaction.atomic
def ask_question(review, *, by, at, place: Place, text, asked_of, due_on, follows=None):
    """Asks a named officer something about a place of the report, to be answered by a day."""
    require(by, REVIEW, review.programme)
    _hold_open(review)
    may_own = owners_in(review.programme).filter(pk=asked_of.pk).exists()
    refuse_unless(may_own, NOBODY, "asked_of")
    refuse_if(due_on < timezone.localdate(at), "Enter today or a later day.", "due_on")
    kept = place.is_withheld or {place.part, WHOLE} & kept_of([review.report_id])[review.report_id]
    secret = kept and not may_read_full(review.report, asked_of, at)
    refuse_if(secret, FULL_ONLY, "asked_of")
    lock_programme(review.programme)  # one number at a time
    question = ReviewQuestion(
        programme=review.programme,
        review=review,
        report=review.report,
        number=next_number(review.questions),
        follows=follows,
        text=text,
        asked_of=asked_of,
        asked_of_name=known_as(asked_of),
        due_on=due_on,
        asked_by=by,
        asked_by_name=known_as(by),
        created_at=at,
        **place.as_columns(),
    )
    save_kept(question, by=by, at=at)
    to = [audit.note("asked_of", "Asked of", "", question.asked_of_name)]
    to += [audit.note("due_on", "Answer by", "", day(due_on))]
    audit.record(question, by=by, at=at, verb="asked", programme=review.programme, changes=to)
    telling.tell_asked(question, at=at)
    return question


@transaction.atomic
def ask_further(first, *, by, at, text, asked_of, due_on, version=None):
    """Asks further after an answer, about the same place; the question before is closed by it
    where `by` may close it.
    """
    first = _begin(first, by=by, permission=REVIEW, version=version)
    refuse_if(first.state == QuestionState.OPEN, "Wait for the answer, or close the question.")
    if first.state == QuestionState.ANSWERED and may_close(first, by):
        first.state = QuestionState.CLOSED
        _save(first, "closed", by=by, at=at)
    where = {"place": Place.of(first), "follows": first}
    said = {"text": text, "asked_of": asked_of, "due_on": due_on}
    return ask_question(first.review, by=by, at=at, **where, **said)


@transaction.atomic
def answer_question(question, *, by, at, text):
    """Answers a question, or answers it further: an answer is corrected by a later one."""
    question = _begin(question, by=by, permission=ANSWER)
    refuse_unless(question.asked_of_id == by.pk, NOT_YOURS.format(question.asked_of_name))
    refuse_if(question.is_closed, CLOSED)
    refuse_if(unreadable([(question, by)], at), f"{KEPT_BY_NOW} {REFUSED}")
    add_recorded(ReviewAnswer, by=by, at=at, question=question, text=text)
    question.state = QuestionState.ANSWERED
    question = _save(question, "answered", by=by, at=at)
    telling.tell_answered(question, at=at)
    return question


def may_close(question, person) -> bool:
    """Whether a reviewer asked a question, or whoever did reviews no more."""
    asker = question.asked_by
    return asker.pk == person.pk or not may(asker, REVIEW, question.programme)


@transaction.atomic
def close_question(question, *, by, at, version=None):
    """Closes a question: whoever asked it is content with the answer, or asks no more."""
    question = _begin(question, by=by, permission=REVIEW, version=version)
    refuse_unless(may_close(question, by), ASKED_BY.format(question.asked_by_name))
    refuse_if(question.is_closed, "This question is closed already.")
    question.state = QuestionState.CLOSED
    return _save(question, "closed", by=by, at=at)


@transaction.atomic
def see_evidence(review, *, by, at, place: Place, what):
    """Marks the evidence behind a place of the report as seen."""
    require(by, REVIEW, review.programme)
    _hold_open(review)
    seen = {"review": review, "report": review.report, **place.as_columns()}
    row = add_recorded(EvidenceSeen, by=by, at=at, what=what, **seen)
    audit.record(review, by=by, at=at, verb="saw evidence for", programme=review.programme)
    return row


def respond_by(on):
    """The last day of the two months that begin with the day `on`, within which a committee can
    require a response (Local Government Act 2000, section 9FE).
    """
    after = months(on.year, on.month, 3)
    last = months(after.latest.year, after.latest.month)
    same = min(on.day, last.latest.day)
    end = last.earliest.replace(day=same)
    return end if same < on.day else end - timedelta(days=1)


@transaction.atomic
def give_finding(review, *, by, at, verdict, words, recommended=(), requires=False, version=None):
    """Gives the finding on the version under review, with the recommendations of scrutiny.

    It closes nothing but the review: the body that authorised the programme decides.
    """
    review = _begin(review, by=by, permission=REVIEW, version=version)
    refuse_unless(review.is_open, GIVEN)
    wants = verdict == Verdict.RECOMMEND
    refuse_unless(recommended or not wants, "Enter the recommendations.", "recommended")
    refuse_if(recommended and not wants, f"Choose “{Verdict.RECOMMEND.label}”.", "verdict")
    many = len(recommended) > MOST_RECOMMENDED
    refuse_if(many, f"Enter at most {MOST_RECOMMENDED} recommendations.", "recommended")
    by_day = respond_by(timezone.localdate(at)) if requires and recommended else None
    found = {"review": review, "report": review.report, "verdict": verdict, "words": words}
    finding = add_recorded(ReviewFinding, by=by, at=at, respond_by=by_day, **found)
    for number, text in enumerate(recommended, start=1):
        said = {"finding": finding, "number": number, "text": text}
        add_recorded(FindingRecommendation, by=by, at=at, **said)
    review.state = State.FOUND
    review.version += 1
    save_kept(review, by=by, at=at)
    said = [audit.note("verdict", "Finding", "", Verdict(verdict).label)]
    how = {"programme": review.programme, "changes": said}
    audit.record(review, by=by, at=at, verb="gave the finding of", **how)
    telling.tell_found(finding, at=at)
    return review


def untracked(findings):
    """The recommendations of findings that became no row of the tracker."""
    return FindingRecommendation.objects.filter(finding__in=findings, tracked=None)


@transaction.atomic
def track_recommendations(finding, *, by, at):
    """Puts the recommendations of a finding into the tracker, under one review of its own, with the
    day by which a response is required.
    """
    review = finding.review
    programme = review.programme = lock_programme(review.programme)
    require(by, FOLLOW_UP, programme)
    refuse_if(is_gone(review), GONE)
    rows = list(untracked([finding]).order_by("number"))
    refuse_unless(rows, "Its recommendations are in the tracker already.")
    on = timezone.localdate(finding.recorded_at)
    log = next(one for one in receiving() if one.name == TRACKER)
    of = {"review": f"Scrutiny review of {review.report.shown_title}, {day(on)}"[:300]}
    of |= {"respond_by": finding.respond_by, "body": str(review.body), "on": on}
    under, source = None, f"Finding of {review.body}, {day(on)}"
    for one in rows:
        told = {"text": one.text, "owner": "", "source": source, "under": under, **of}
        row = create_from(TRACKER, programme=programme, by=by, at=at, **told)
        under = under or next(iter(log.receives.rows(programme)))  # the new one, the latest
        became = {"recommendation": one, "reference": row.reference}
        add_recorded(RecommendationTracked, by=by, at=at, **became)
    audit.record(review, by=by, at=at, verb="followed up the finding of", programme=programme)
    return finding
