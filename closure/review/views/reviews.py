"""The reviews of a programme: their list, one review, and the steps that open it and end it."""

from collections import Counter, defaultdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.html import format_html

from closure.models import (
    PartRead,
    RecommendationTracked,
    ReviewFinding,
    ReviewQuestion,
    ScrutinyReview,
)
from closure.retention.gone import gone_of
from closure.review import actions, forms, permissions
from closure.review.choices import TRACKER, QuestionState, State
from closure.review.querysets import waiting
from closure.review.withheld import is_kept, kept_of
from programme.formats import DISPOSED, counted, day, moment
from programme.receiving import receiving
from programme.ui.child_tables import ChildTable
from programme.ui.forms import ActionForm
from programme.ui.views import FormView
from reports.readers import may_read_full

from .base import OfReview, Pressed, ReviewForm, ReviewsView, asked_in_words
from .documents import documents_table

LINK = '<a class="govuk-link" href="{}">{}</a>'
HEAD = ["Report", "Reviewed for", "State", "Waiting for an answer", "Opened"]


class ReviewList(ReviewsView):
    """Every review of the programme, the latest first."""

    title = "Scrutiny reviews"

    def get(self, request):
        found = list(self.reviews())
        self.gone = gone_of(ScrutinyReview, self.programme)
        waits = self._waits({one.pk: one for one in found})
        rows = [self._row(one, waits[one.pk]) for one in found]
        opens = self.allowed(permissions.OPEN) and not self.at
        return self.page(
            "programme/plain_table.html",
            intro="Scrutiny reads a report part by part, asks, sees evidence and gives its finding."
            " It recommends; the body that authorised the programme decides.",
            add_url=self.address("closure:open_review") if opens else "",
            add_label="Open a review",
            tables=[ChildTable("", HEAD, rows, "No report is reviewed yet.", caption=self.title)],
        )

    def _waits(self, reviews):
        """How many questions of each review wait for an answer, of those that the reader may read:
        who reads a full edition is asked only where something of it is kept back.
        """
        asked = ReviewQuestion.objects.as_at(self.at).filter(review__in=list(reviews))
        found = Counter()
        questions = [one for one in waiting(asked) if one.review_id not in self.gone]
        kept, reads = kept_of({one.report_id for one in questions}), {}
        for one in questions:
            report = reviews[one.review_id].report
            if is_kept(one, kept) and report.pk not in reads:
                reads[report.pk] = may_read_full(report, self.request.user, self.now)
            shown = not is_kept(one, kept) or reads[report.pk]
            found[one.review_id] += shown and not report.is_gone
        return found

    def _row(self, one, waits):
        url = self.address("closure:review", one.pk)
        when = f"{day(one.created_at)}, {one.opened_by_name}"
        state = DISPOSED if one.pk in self.gone else one.get_state_display()
        return [format_html(LINK, url, one.report), str(one.body), state, waits, when]


class OpenReview(ReviewsView, FormView):
    """Opens a review of a report."""

    permission, form_class = permissions.OPEN, forms.OpenForm
    title = submit_label = "Open a review"

    def form(self, data=None):
        initial = {"report": self.request.GET.get("report", "")}
        return self.form_class(data, programme=self.programme, initial=initial)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.open_review(programme=self.programme, **who, **form.values())

    def cancel_url(self):
        return self.address("closure:reviews")

    def done_url(self, review):
        return self.address("closure:review", review.pk)

    def done_message(self, review):
        return "The review is open."


class ReviewPage(OfReview):
    """One review: its report part by part, what was asked, seen and found."""

    def find(self, pk):
        self.find_review(pk)

    @property
    def title(self):
        return f"Scrutiny review: {self.report.shown_title}"

    def crumbs(self):
        return super().crumbs()[:-1]

    def get(self, request, **kwargs):
        return self.page(
            "closure/review.html",
            review=self.review,
            report=self.report,
            flags=self._flags(),
            actions=self._steps(),
            progress=self._progress(),
            tables=self._tables(),
            findings=self._findings(),
        )

    def _flags(self):
        if self.report.is_gone:
            return [self.said_gone()]
        if not self.can_be_read:
            return ["The draft is being drawn up again. It can be read when that is done."]
        newer = None if self.at else actions.newer_version(self.review)
        return [f"There is a version {newer.version} of this report."] if newer else []

    def _steps(self):
        if self.at:
            return []
        newer = actions.newer_version(self.review)
        offered = [
            (self.can_be_read and self.review.is_open, "finding", "Give the finding"),
            (newer and self.allowed(permissions.OPEN), "take_version", "Take the new version in"),
        ]
        reviews = self.allowed(permissions.REVIEW)
        return [
            {
                "label": label,
                "url": self.address(f"closure:{name}", self.review.pk),
                "secondary": name == "finding",
            }
            for possible, name, label in offered
            if possible and (reviews or name != "finding")
        ]

    @property
    def _read(self):
        """The marks of the version under review, by part."""
        marks = PartRead.objects.known_at(self.at)
        found = defaultdict(list)
        for one in marks.filter(review=self.review, report=self.report):
            found[one.part].append(one)
        return found

    def _progress(self):
        """How much of it the reader has read."""
        if not self.reviews_now or not self.parts:
            return ""
        mine = sum(key in self.parts and self._is_mine(of) for key, of in self._read.items())
        return f"You have read {mine} of {counted(len(self.parts), 'part')}."

    def _is_mine(self, marks):
        return any(one.recorded_by_id == self.request.user.pk for one in marks)

    def _tables(self):
        return [self._parts(), documents_table(self), self._seen()]

    def _parts(self):
        """The parts with who has read them, and what was asked about them."""
        read, asked = self._read, defaultdict(Counter)
        for one in self.questions():
            asked[one.part][one.state] += 1
        rows = [self._part(one, read[key], asked[key]) for key, one in self.parts.items()]
        whole = asked[""]
        more = f"Of the whole report: {asked_in_words(whole)}" if whole else ""
        head = ["Part", "Read by", "Questions"]
        ask = {"label": "Ask about the whole report", "url": self._to("ask")}
        ask = [ask] if self.reviews_now and self.review.is_open and self.can_be_read else []
        return ChildTable("Parts of the report", head, rows, "Nothing to read.", ask, more)

    def _part(self, part, marks, asked):
        url = self.address("closure:review_part", self.review.pk, part["key"])
        who = "; ".join(f"{one.recorded_by_name}, {day(one.recorded_at)}" for one in marks)
        name = format_html(LINK, url, f"{part['label']}{part['title']}")
        return [name, who or "Nobody yet", asked_in_words(asked)]

    def _to(self, name):
        return self.address(f"closure:{name}", self.review.pk)

    def _seen(self):
        rows = [
            [one.label, one.what, f"{one.recorded_by_name}, {moment(one.recorded_at)}"]
            for one in self.evidence()
        ]
        head = ["Of", "Evidence", "Seen by"]
        return ChildTable("Evidence seen", head, rows, "No evidence is marked as seen yet.")

    def _findings(self):
        if self.report.is_gone:
            return []
        found = ReviewFinding.objects.known_at(self.at).filter(review=self.review)
        found = list(found.select_related("report").defer("report__content"))
        tracked = RecommendationTracked.objects.known_at(self.at)
        tracked = tracked.filter(recommendation__finding__in=found)
        became = dict(tracked.values_list("recommendation", "reference"))
        log = next((one for one in receiving() if one.name == TRACKER), None)
        for one in found:
            one.listed = [
                (it.text, became.get(it.pk, ""), self._row_url(log, became.get(it.pk)))
                for it in one.recommendations.all()
            ]
            waits = any(not reference for _, reference, _ in one.listed)
            follows = waits and self.allowed(permissions.FOLLOW_UP) and not self.at
            one.track_url = self.address("closure:track", one.pk) if follows else ""
        return found

    def _row_url(self, log, reference):
        return self.address(log.detail_url_name, reference) if log and reference else ""


class GiveFinding(ReviewForm):
    """Gives the finding of scrutiny on the version under review."""

    permission, form_class = permissions.REVIEW, forms.FindingForm
    title = submit_label = "Give the finding"
    intro = "It stays as it is given. Scrutiny recommends; it does not close the programme."

    def find(self, pk):
        super().find(pk)
        self.gone = self.gone or ("" if self.review.state == State.OPEN else actions.GIVEN)

    def looked_at(self):
        return self.review

    def form(self, data=None):
        initial = {"version": self.review.version}
        return self.form_class(data, programme=self.programme, initial=initial)

    def facts(self):
        found = [one.state for one in self.questions()]
        waits = found.count(QuestionState.OPEN)
        said = [{"label": "Report", "value": str(self.report)}]
        waiting = f"{waits} of {counted(len(found), 'question')}"
        return [*said, {"label": "Without an answer", "value": waiting}]

    def act(self, form):
        said = form.values()
        how = {"by": self.request.user, "at": self.now, "version": said.pop("version")}
        return actions.give_finding(self.review, **how, **said)

    def done_message(self, review):
        return "The finding is given."


class TakeVersion(ReviewForm):
    """Goes on with a newer version of the report."""

    permission, form_class = permissions.OPEN, ActionForm
    title = submit_label = "Take the new version in"
    intro = (
        "The review is open again, on the new version. Questions and what was seen stay, each with"
        " the version that it was about."
    )

    def find(self, pk):
        super().find(pk)
        self.newer = actions.newer_version(self.review)
        self.gone = "" if self.newer else "There is no newer version of this report."

    def looked_at(self):
        return self.review

    def form(self, data=None):
        initial = {"version": self.review.version}
        return self.form_class(data, programme=self.programme, initial=initial)

    def facts(self):
        return [{"label": "New version", "value": str(self.newer)}] if self.newer else []

    def act(self, form):
        how = {"by": self.request.user, "at": self.now, **form.values()}
        return actions.take_version(self.review, **how)

    def done_message(self, review):
        return f"The review goes on with version {review.report.version}."


class Track(Pressed, OfReview):
    """Puts the recommendations of a finding into the tracker, when its button is pressed."""

    permission = permissions.FOLLOW_UP

    def find(self, pk):
        self.finding = ReviewFinding.objects.filter(pk=pk).select_related("review").first()
        if self.finding is None:
            raise Http404("No such finding.")
        self.find_review(self.finding.review_id)
        self.finding.review = self.review

    def post(self, request, **kwargs):
        try:
            actions.track_recommendations(self.finding, by=request.user, at=self.now)
            messages.success(request, "The recommendations are in the tracker.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(self.review_url())
