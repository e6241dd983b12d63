"""A report under review, part by part: read, asked about, its evidence seen."""

from collections import defaultdict
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join

from closure.models import PartRead
from closure.review import actions, forms, permissions
from closure.review.anchors import found_again, in_words, places_in, tables_in, with_asides
from papers.choices import Language
from programme.retention import DisposedOf, certificate_url
from programme.ui.child_tables import ChildTable
from reports.background import background_in_words
from reports.document import report_context
from reports.languages import second_language, shown_in
from reports.leading import leading
from reports.readers import note_opened
from reports.withdrawn import gone_page

from .base import OfReview, PlaceForm, Pressed, place_id

WORDS = ("text-", "field-", "recommendation-", "action-")
APART = (
    "The two languages do not have the same paragraphs in this part. Ask about a paragraph where it"
    " stands in the report's own language, or about the part as a whole."
)
ASIDE = '<span class="report-aside" id="{}" tabindex="-1">{}</span>'
ASK = '<a href="{}">{}<span class="govuk-visually-hidden">: {}</span></a>'


class ReviewPart(OfReview):
    """One part of the report as its page shows it; beside each place the way to ask about it."""

    def find(self, pk, part):
        self.find_review(pk)
        if self.report.is_disposed:
            raise DisposedOf(certificate_url(self.programme, self.report))
        if part not in self.parts and not self.report.is_withdrawn:
            raise Http404("No such part of the report.")
        self.part = self.parts.get(part)

    @cached_property
    def read_in(self):
        """The report in the language in which it is read, with its parts by their keys."""
        if not self.language:
            return self.shown
        context = report_context(shown_in(self.content, self.language))
        return {**context, "parts": {one["key"]: one for one in context["shown"]}}

    @property
    def title(self):
        part = self.read_in["parts"][self.part["key"]] if self.part else None
        return f"{part['label']}{part['title']}" if part else "The report under review"

    def get(self, request, **kwargs):
        if self.report.is_withdrawn:
            return gone_page(request, self.report)
        part, keys = self.read_in["parts"][self.part["key"]], list(self.parts)
        if "withheld" in part and self.reads_all:
            note_opened(self.report, by=request.user, at=self.now, what=f"Part: {part['title']}")
        self.places = places_in(self.part)
        self.is_alike = self.places.keys() == places_in(part).keys()
        self.pinned, self.unpinned = self._pinned()
        place = keys.index(part["key"])
        at = self.content["heading"]["position_as_at"]
        context = leading({**self.read_in, "shown": [part]}, self, at)
        (section,) = context["shown"]
        section = with_asides(section, self._aside, self._led)
        before, after = keys[place - 1] if place else None, (keys + [None])[place + 1]
        return self.page(
            "closure/part.html",
            **{**context, "shown": self.read_in["shown"]},
            page_lang=context["tags"].get("page", ""),
            languages=self._languages(),
            apart="" if self.is_alike else APART,
            review=self.review,
            report=self.report,
            section=section,
            place_words=f"Part {place + 1} of {len(keys)}",
            previous=self._neighbour(before),
            next=self._neighbour(after),
            figures=[self._figures(one, section) for one in tables_in(part) if one.get("figures")],
            whole=self._aside(""),
            unpinned=self.unpinned,
            read=self._read(),
            read_url=self._in(self.address("closure:read_part", self.review.pk, part["key"])),
            may_read=self.reviews_now,
        )

    def _neighbour(self, key):
        if key is None:
            return None
        part = self.read_in["parts"][key]
        url = self._in(self.address("closure:review_part", self.review.pk, key))
        return {"url": url, "title": f"{part['label']}{part['title']}"}

    def _in(self, url):
        """An address that keeps the language in which the report is read."""
        return f"{url}{'&' if '?' in url else '?'}in={self.language}" if self.language else url

    def _languages(self):
        """The way to the same part in the other language of the report."""
        other = second_language(self.content)
        if not other:
            return None
        url = self.address("closure:review_part", self.review.pk, self.part["key"])
        if self.language:
            first = self.content["heading"].get("language", Language.ENGLISH)
            return {"url": url, "words": Language(first).label}
        sign = "&" if "?" in url else "?"
        return {"url": f"{url}{sign}in={other}", "words": Language(other).label}

    def _read(self):
        marks = PartRead.objects.known_at(self.at).filter(review=self.review, report=self.report)
        marks = list(marks.filter(part=self.part["key"]))
        self.is_read = any(one.recorded_by_id == self.request.user.pk for one in marks)
        return {"marks": marks, "by_me": self.is_read}

    def _pinned(self):
        """The questions about the part by the anchors at which they are found now, and those whose
        place is there no more.
        """
        found, gone = defaultdict(list), []
        for one in self.questions().filter(part=self.part["key"]).order_by("number"):
            anchor = found_again(one, self.places)
            if anchor is None:
                gone.append({"question": one, "url": self._to(one)})
            else:
                found[anchor].append(one)
        return found, gone

    def _to(self, question):
        return self.address("closure:question", question.pk)

    def _aside(self, anchor):
        """What stands beside a place: the ways to ask and to mark evidence, and what was asked."""
        if anchor not in self.places or not self.is_alike and anchor.startswith(WORDS):
            return ""
        place, words = self.places[anchor], []
        query = {"part": self.part["key"], "about": anchor}
        query = urlencode(query | ({"in": self.language} if self.language else {}))
        to = partial(self._link, query, place.label)
        if self.reviews_now and self.review.is_open:
            words.append(to("ask", "Ask about this"))
            if anchor.startswith(("row-", "figure-")):
                words.append(to("see_evidence", "Evidence seen"))
        for one in self.pinned.get(anchor, ()):
            state = one.get_state_display().lower()
            words.append(format_html('<a href="{}">{}</a>, {}', self._to(one), one, state))
        joined = format_html_join(" · ", "{}", ((one,) for one in words))
        return format_html(ASIDE, place_id(anchor), joined) if words else ""

    def _link(self, query, label, name, words):
        url = self.address(f"closure:{name}", self.review.pk)
        return format_html(ASK, f"{url}?{query}", words, label)

    def _led(self, to):
        """Where a reference of the report leads: to the page of the part in which it stands."""
        name = to.removeprefix("#")
        for key in self.parts:
            if name == f"section-{key}" or name.startswith(f"text-{key}-"):
                return self.address("closure:review_part", self.review.pk, key)
        return self.address("reports:detail", self.report.pk) + to

    def _figures(self, table, section):
        """The figures that a table gives, each with the way to its rows as they stood."""
        register = next(
            (
                one["register"]
                for one in [section, *section.get("parts", [])]
                if one["key"] == table["key"]
            ),
            "",
        )
        rows = [
            [
                one["label"],
                format_html('<a class="govuk-link" href="{}">{}</a>', register, in_words(one))
                if register
                else in_words(one),
                self._aside(f"figure-{table['key']}-{one['key']}"),
            ]
            for one in table["figures"]
        ]
        text = (
            "Each figure leads to the rows behind it as they stood; a row's page has its history."
        )
        title = f"Figures of {table['title']}"
        return ChildTable(title, ["Figure", "Value", "Questions"], rows, text=register and text)


class ReadPart(Pressed, OfReview):
    """Marks a part as read, when its button is pressed, and leads to the next one."""

    permission = permissions.REVIEW

    def find(self, pk, part):
        self.find_review(pk)
        if part not in self.parts:
            raise Http404("No such part of the report.")
        self.key = part

    def post(self, request, **kwargs):
        actions.read_part(self.review, by=request.user, at=self.now, part=self.key)
        keys = list(self.parts)
        following = keys[keys.index(self.key) + 1 :]
        messages.success(request, f"{self.parts[self.key]['title']}: marked as read.")
        if not following:
            return redirect(self.review_url())
        url = self.address("closure:review_part", self.review.pk, following[0])
        return redirect(f"{url}?in={self.language}" if self.language else url)


class Ask(PlaceForm):
    """Asks a question about a place of the report."""

    form_class = forms.AskForm
    title, submit_label = "Ask a question", "Send this question"
    intro = "It is sent to whoever answers, by mail and on their first page."

    def find(self, pk):
        super().find(pk)
        self.gone = self.gone or ("" if self.review.is_open else actions.GIVEN)

    def act_there(self, **said):
        return actions.ask_question(self.review, **said)

    def done_message(self, question):
        return f"{question} is sent to {question.asked_of_name}."


class SeeEvidence(PlaceForm):
    """Marks the evidence behind a figure or a row as seen."""

    form_class = forms.SeenForm
    title = submit_label = "Mark evidence as seen"
    intro = "Your name and the time stand beside it in the review report."

    def form(self, data=None):
        """The form; of a file it begins with what the file is."""
        form = super().form(data)
        if data is None and self.place.part in self.documents:
            form.initial["what"] = background_in_words(self.documents[self.place.part])[:300]
        return form

    def find(self, pk):
        super().find(pk)
        self.gone = self.gone or ("" if self.review.is_open else actions.GIVEN)

    def act_there(self, **said):
        return actions.see_evidence(self.review, **said)

    def done_message(self, row):
        return f"Evidence for {row.label} is marked as seen."
