"""What the pages of reviews share: one review, the parts of its report, who may read them."""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property

from closure.models import EvidenceSeen, ReviewQuestion, ScrutinyReview
from closure.retention.gone import REVIEWS, is_gone
from closure.review import permissions
from closure.review.anchors import Place, places_in
from closure.review.choices import QuestionState
from closure.review.querysets import listed
from closure.review.withheld import kept_of, told_to_all
from programme.formats import counted
from programme.retention import DisposedOf, certificate_url
from programme.ui.base import ProgrammeView
from programme.ui.views import FormView
from reports.attached import linked
from reports.document import report_context
from reports.editions import FULL, full_edition
from reports.languages import second_language
from reports.models import Report
from reports.readers import may_read_full
from reports.views.base import attached_to
from reports.views.full import attached_in_full

GONE = "The report under review was {}: nothing of it is shown."
NO_PLACE = "This place cannot be read in the report any more."
MOVED = (
    "Something else stands here since you opened this page, as it says above. Press the button"
    " once more if you still mean it."
)


class ReviewsView(ProgrammeView):
    """A page about scrutiny reviews."""

    permission, retained = permissions.SEE, REVIEWS
    gone_title = "Scrutiny reviews"

    def crumbs(self):
        return [*ProgrammeView.crumbs(self), ("Scrutiny", self.address("closure:reviews"))]

    def reviews(self):
        """The reviews of the programme, as known at the page's moment."""
        found = ScrutinyReview.objects.as_at(self.at).filter(programme=self.programme)
        return listed(found).order_by("-created_at", "-id")


class OfReview(ReviewsView):
    """A page about one review."""

    def find_review(self, pk):
        """The review of the programme with this id.

        Raises Http404 when there is none, DisposedOf where nothing but its certificate is left.
        """
        self.review = self.reviews().filter(pk=pk).first()
        if self.review is None:
            raise Http404("No such review.")
        if is_gone(self.review):
            raise DisposedOf(certificate_url(self.programme, self.review))
        self.report = Report.with_discarded.select_related(
            "definition__programme", "definition__body", "meeting__body"
        ).get(pk=self.review.report_id)
        self.review.report = self.report

    def said_gone(self) -> str:
        """What became of a report that is gone, in a sentence; blank of any other."""
        return GONE.format(self.report.gone_words) if self.report.is_gone else ""

    def crumbs(self):
        return [*ReviewsView.crumbs(self), (self.review.report.shown_title, self.review_url())]

    def review_url(self):
        return self.address("closure:review", self.review.pk)

    @property
    def can_be_read(self):
        """Whether its report has something to read now: a draft may be drawn up again."""
        return bool(self.report.content) and not self.report.is_in_the_making

    @cached_property
    def reads_all(self):
        """Whether the person may read what of the report is kept from the public."""
        whole = self.report.content and not kept_of([self.report.pk])[self.report.pk]
        return bool(whole) or may_read_full(self.report, self.request.user, self.now)

    @cached_property
    def content(self):
        """The edition of the report that the person may read."""
        if not self.can_be_read:
            return {}
        full = self.report.has_full and self.reads_all
        return full_edition(self.report.content) if full else self.report.public_content

    @cached_property
    def shown(self):
        """The report's context, with its parts by their keys."""
        context = report_context(self.content) if self.content else {"shown": []}
        return {**context, "parts": {one["key"]: one for one in context["shown"]}}

    @property
    def parts(self) -> dict:
        """The parts of the report, by their keys, in their order."""
        return self.shown["parts"]

    @cached_property
    def documents(self) -> dict:
        """What is attached to the report and its background papers, by their keys, each with the
        address of its file, where the person may read it.
        """
        full = self.content.get("heading", {}).get("edition") == FULL
        address = (attached_in_full if full else attached_to)(self, self.report)
        shown = linked(self.shown, address)
        kinds = (("attached", False), ("background", True))
        return {
            one["key"]: {"label": "", **one, "is_background": is_background}
            for name, is_background in kinds
            for one in shown[name]
        }

    @cached_property
    def language(self) -> str:
        """The second language of the report, where it is asked for; blank for its own."""
        asked = self.request.GET.get("in", "")
        return asked if self.content and asked == second_language(self.content) else ""

    def questions(self):
        """The questions of the review that the person may read, as known at the page's moment."""
        return self.readable(ReviewQuestion.objects.as_at(self.at).filter(review=self.review))

    def evidence(self):
        """Likewise the evidence that was seen."""
        return self.readable(EvidenceSeen.objects.known_at(self.at).filter(review=self.review))

    def readable(self, pinned):
        """Of what is pinned to the report what the person may read; nothing of a report that is
        gone.
        """
        if self.report.is_gone:
            return pinned.none()
        if self.reads_all:
            return pinned
        reports = set(pinned.order_by().values_list("report", flat=True))
        return told_to_all(pinned, kept_of(reports))

    @property
    def reviews_now(self):
        """Whether the person reviews, and the page is of now."""
        return self.allowed(permissions.REVIEW) and not self.at


class ReviewForm(OfReview, FormView):
    """A form about a review."""

    def find(self, pk, **kwargs):
        self.find_review(pk)
        self.gone = self.said_gone()

    def cancel_url(self):
        return self.review_url()

    def done_url(self, row):
        return self.cancel_url()


class PlaceForm(ReviewForm):
    """A form about a place of the report, which the address names by `part` and `about`. One that
    is sent about a place that is there no more, or says something else by now, comes back.
    """

    permission = permissions.REVIEW

    def find(self, pk):
        super().find(pk)
        key, anchor = self.request.GET.get("part", ""), self.request.GET.get("about", "")
        self.part = self.parts.get(key) or self.documents.get(key)
        places = places_in(self.part) if self.part else {"": Place()}
        if anchor not in places or key and not self.part:  # drawn up again since, or kept back
            self.gone = self.gone or NO_PLACE
        self.place = places.get(anchor, places[""])

    def place_now(self):
        """Names the place, and what stands there now."""
        said = sha256(self.place.quote.encode()).hexdigest()[:16]
        return f"{self.place.part} {self.place.anchor} {said}"

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, initial={"place": self.place_now()})

    def act(self, form):
        if form.cleaned_data["place"] not in ("", self.place_now()):
            form.data = form.data.copy()
            form.data["place"] = self.place_now()
            raise ValidationError(MOVED)
        return self.act_there(place=self.place, by=self.request.user, at=self.now, **form.values())

    def act_there(self, **said):
        """Calls the one action about the place."""
        raise NotImplementedError

    def facts(self):
        said = [{"label": "About", "value": self.place.label}]
        quote = self.place.quote
        return [*said, {"label": "What stands there", "value": quote}] if quote else said

    def cancel_url(self):
        return place_url(self, self.place) or self.review_url()


def place_url(view, place):
    """The address of a place of a report: on the page of its part, that of the review for what
    stands behind the report; blank where it has none.
    """
    if place.part in view.documents:
        return view.review_url()
    if place.part not in view.parts:
        return ""
    url = view.address("closure:review_part", view.review.pk, place.part)
    url += f"?in={view.language}" if view.language else ""
    return f"{url}#{place_id(place.anchor)}" if place.anchor else url


def asked_in_words(asked):
    """How many questions there are, and how many of them wait; `asked` counts them by state."""
    if not asked:
        return "None"
    waits = asked[QuestionState.OPEN]
    said = counted(sum(asked.values()), "question")
    return f"{said}, {waits} waiting for an answer" if waits else said


def place_id(anchor) -> str:
    """The id of a place on the page of its part."""
    return f"at-{'-'.join(anchor.split())}"


class Pressed:
    """Mixed into a page that is nothing but a button: it is sent, and leads back."""

    def get(self, request, **kwargs):
        return redirect(self.review_url())
