"""What of a paper is kept from the public, and who reads that by name."""

from django.http import Http404
from django.utils.html import format_html, format_html_join

from programme.formats import day
from programme.ui.child_tables import ChildTable
from programme.ui.forms import WhyForm

from .. import exempt_forms, exempting, permissions
from ..exemptions import WHOLE, Exemption, FullReader
from .base import PaperForm, PaperPage, RowForm, RowStep

LINK = '<a href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'
INTRO = (
    "The public edition of the paper leaves out what is kept back, and says in its place why, in"
    " the words of the law. The full edition prints it. Each opening of it is recorded."
)
BY_RULE = (
    "By rule it is read by the members of the body once it is published, by other members of the"
    " council where the law lets them, and by the democratic services officer; a draft by those who"
    " write papers and those who clear it. Others are let in by name."
)


def kept_rows(paper, at=None):
    """What is kept back now, or was at a moment, with what it is called by then."""
    called = exempting.keepable(paper, at)
    found = Exemption.objects.standing(at).filter(paper=paper.pk)
    return [(called.get(one.key, one.heading), exempting.with_paper(one, paper)) for one in found]


def kept_table(view):
    """What is kept back, on the page of the paper; no table where nothing is and nobody may say
    so.
    """
    rows = [[title, one.in_words] for title, one in kept_rows(view.paper, view.at)]
    says = view.allowed(permissions.EXEMPT) and not view.at
    if not rows and not says:
        return []
    url = view.address("papers:exempt", view.paper.pk)
    actions = [{"label": "Exempt parts and who reads them", "url": url}] if not view.at else []
    head, empty = ["Part", "Why"], "Nothing: all of it is published."
    return [ChildTable("Kept from the public", head, rows, empty, actions)]


class ExemptParts(PaperPage):
    """Each part with how it is kept back, and who reads the full edition by name."""

    @property
    def title(self):
        return f"Kept from the public: {self.paper.title}"

    def get(self, request, **kwargs):
        self.says = self.allowed(permissions.EXEMPT) and not self.at
        rows = {one.key: one for _, one in kept_rows(self.paper, self.at)}
        head = ["Part", "How it is kept back", *([""] if self.says else [])]
        cells = [
            self._row(key, title, rows.get(key))
            for key, title in exempting.keepable(self.paper, self.at).items()
        ]
        tables = [ChildTable("Parts", head, cells), self._readers(), *self._exclusion()]
        return self.page("programme/plain_table.html", intro=INTRO, tables=tables)

    def _row(self, key, title, row):
        pk = self.paper.pk
        url = (
            self.address("papers:keep_back", pk, key)
            if key
            else self.address("papers:keep_back_whole", pk)
        )
        ways = [(url, "Change" if row else "Keep back")]
        if row:
            ways.append((self.address("papers:lift", row.pk), "Lift"))
        links = format_html_join(" ", LINK, ((url, words, title) for url, words in ways))
        return [title, row.in_words if row else "Published", *([links] if self.says else [])]

    def _readers(self):
        found = FullReader.objects.standing(self.at).filter(paper=self.paper.pk)
        rows = [
            [
                one.person.title,
                f"{one.recorded_by_name} on {day(one.recorded_at)}",
                *([self._end(one)] if self.says else []),
            ]
            for one in found.select_related("person")
        ]
        head = ["Person", "Let in by", *([""] if self.says else [])]
        url = self.address("papers:let_in", self.paper.pk)
        actions = [{"label": "Let somebody in", "url": url}] if self.says else []
        title = "Who reads the full edition by name"
        return ChildTable(title, head, rows, "Nobody.", actions, text=BY_RULE)

    def _end(self, one):
        url = self.address("papers:let_in_no_more", one.pk)
        return format_html(LINK, url, "End", str(one))

    def _exclusion(self):
        """The resolution to exclude the public; no table where none is recorded or can be."""
        paper = self.paper
        records = self.allowed(permissions.DECIDE) and not self.at
        records = records and paper.meeting.on <= self.today
        rows = [[paper.exclusion, paper.exclusion_minute]] if paper.exclusion else []
        if not rows and not records:
            return []
        url = self.address("papers:exclusion", paper.pk)
        actions = [{"label": "Record the resolution", "url": url}] if records else []
        head, title = ["Resolved", "Minute"], "Resolution to exclude the public"
        return [ChildTable(title, head, rows, "Not recorded.", actions)]


class OfExempt:
    """Mixed into forms about what is kept back: they lead back to all of it."""

    permission = permissions.EXEMPT

    def cancel_url(self):
        return self.address("papers:exempt", self.paper.pk)


class KeepBack(OfExempt, RowForm):
    """Says that a part, a document or the whole paper is exempt or confidential."""

    form_class, submit_label = exempt_forms.KeepBackForm, "Keep it back"

    def find(self, pk, key=WHOLE):
        self.paper, self.key = self.find_paper(pk), key
        self.heading = exempting.keepable(self.paper).get(key)
        if self.heading is None:
            raise Http404("No such part.")
        found = Exemption.objects.filter(paper=self.paper.pk, key=key).first()
        self.row = found and exempting.with_paper(found, self.paper)

    @property
    def title(self):
        return f"Keep from the public: {self.heading}"

    def form_of(self, row, data=None):
        row = row or Exemption(programme=self.programme, paper=self.paper, key=self.key)
        return self.form_class(data, programme=self.programme, paper=self.paper, instance=row)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now, "key": self.key}
        return exempting.keep_back(self.paper, **who, **form.values())

    def done_message(self, row):
        return f"{row.heading} is kept back. Drafts that are drawn from now on have two editions."


class OneExemption(OfExempt):
    """Mixed into forms about what is kept back already."""

    def find(self, pk):
        found = Exemption.objects.filter(programme=self.programme, pk=pk)
        self.row = found.select_related("paper__meeting__body", "programme").first()
        if self.row is None:
            raise Http404("Nothing like this is kept back.")
        self.paper = self.row.paper
        self.gone = f"{self.row.heading} is kept back no more." if self.row.lifted else ""


class Lift(OneExemption, RowStep):
    """Says that something is kept back no more."""

    title, submit_label, action = "Keep it back no more", "Lift it", exempting.lift
    intro = (
        "Drafts that are drawn from now on print it for everybody. What is published stays as it"
        " is: release it on the page of the published report."
    )

    def facts(self):
        return [{"label": "Part", "value": str(self.row)}]

    def done_message(self, row):
        return f"{row.heading} is kept back no more. That it was stays in the history."


class LetIn(OfExempt, PaperForm):
    """Lets somebody read the full edition by name."""

    form_class, title, submit_label = exempt_forms.LetInForm, "Let somebody in", "Let in"

    def find(self, pk):
        self.paper = self.find_paper(pk)

    def act(self, form):
        return exempting.let_in(self.paper, by=self.request.user, at=self.now, **form.values())

    def done_message(self, row):
        return f"{row.person.title} may read the full edition."


class LetInNoMore(OfExempt, PaperForm):
    """Ends that somebody reads the full edition by name."""

    form_class, title, submit_label = WhyForm, "Let somebody in no more", "End it"

    def find(self, pk):
        found = FullReader.objects.filter(programme=self.programme, pk=pk)
        self.reader = found.select_related("paper__meeting__body", "person").first()
        if self.reader is None:
            raise Http404("Nobody is let in here.")
        self.paper = self.reader.paper
        self.gone = "This was ended already." if self.reader.ended_at else ""

    def form(self, data=None):
        form = super().form(data)
        del form.fields["version"]
        return form

    def facts(self):
        return [{"label": "Person", "value": self.reader.person.title}]

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return exempting.let_in_no_more(self.reader, **who, **form.values())

    def done_message(self, row):
        return f"{row.person.title} is let in no more. What was opened stays on record."


class RecordExclusion(OfExempt, RowForm):
    """Records the resolution by which the meeting excluded the public."""

    permission, form_class = permissions.DECIDE, exempt_forms.ExclusionForm
    title, action = "Resolution to exclude the public", exempting.record_exclusion

    def find(self, pk):
        self.row = self.paper = self.find_paper(pk)
        if self.paper.meeting.on > self.today:
            self.gone = exempting.TOO_EARLY.format(day(self.paper.meeting.on))

    def done_message(self, row):
        return f"Recorded: {row.exclusion_minute}."
