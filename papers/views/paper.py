"""A paper of a meeting: its parts as a list of tasks, and who writes them."""

from programme.extension import concealed, extensions
from programme.formats import day, listed, with_lateness
from programme.meeting_clock import clocks
from programme.models import AuditEvent
from programme.ui.child_tables import ChildTable
from programme.ui.links import link

from .. import actions, forms, permissions
from ..choices import Language, PartKind
from ..comments import open_comments
from ..exemptions import WHOLE
from ..in_print import keys_in_print
from ..lacking import lacking, state_in_words
from ..models import MeetingDecision, Paper, Part
from ..references import lost_of
from ..second import second_faults
from ..second_forms import LanguagesForm
from ..setting_languages import set_languages
from ..several import others_of
from ..waiting import undecided_before
from .attached import attached_tables
from .background import background_tables
from .base import PaperForm, PapersView, PartForm, RowForm, otherwise
from .exempt import kept_rows, kept_table

PAGES = {
    PartKind.TEXT: "papers:text",
    PartKind.FRONT_SHEET: "papers:answers",
    PartKind.RECOMMENDATIONS: "papers:recommended",
    PartKind.ACTIONS: "papers:last_actions",
}
MOST_EVENTS = 20
LEFT_OUT = (
    "Left out of what the report holds: {}. What is written there stays, and is printed only if it "
    "is taken in again."
)
OFF = "The meeting: {}. What is written here stays, and is printed only if the meeting is restored."


class PaperPage(PapersView):
    """The parts of a paper, how far each is, who writes it and until when."""

    def find(self, pk):
        self.paper = self.find_paper(pk)

    @property
    def title(self):
        return str(self.paper)

    def get(self, request, **kwargs):
        parts = list(Part.objects.as_at(self.at).filter(paper=self.paper).order_by("place", "id"))
        keys = keys_in_print([self.paper], self.at).get(self.paper.pk)
        printed = [part for part in parts if keys is None or part.key in keys]
        missing = {} if self.at else {part.pk: lacking(part) for part in printed}
        back = {one.key: one for _, one in kept_rows(self.paper, self.at)}
        self.whole, self.back = back.get(WHOLE), back
        self.reads = not back or self.allowed(permissions.WRITE)
        done = sum(part.is_done and not missing.get(part.pk) for part in printed)
        writes = self.allowed(permissions.WRITE) and not self.at
        shares = self.allowed(permissions.ARRANGE) and not self.at
        said = ["Comments"] if writes else []
        head = ["Part", "How far", "Who writes it", "Written by", *said, *([""] if shares else [])]
        open_ones = open_comments(parts) if writes else {}
        rows = [
            self._row(
                part, part in printed, writes, shares, open_ones.get(part.pk), missing.get(part.pk)
            )
            for part in parts
        ]
        return self.page(
            "programme/standing.html",
            state=f"{done} of {len(printed)} parts done",
            facts=self._facts(),
            flags=[] if self.at or not self.reads else self._flags(parts, printed),
            tables=[
                ChildTable("Parts", head, rows),
                *attached_tables(self),
                *background_tables(self),
                *self._several(),
                *kept_table(self),
            ],
            actions=[] if self.at else self._buttons(shares),
            events=self._events(parts),
        )

    def _several(self):
        """The papers to other bodies that began with the same words; each by its own clock."""
        others = [] if self.at else others_of(self.paper)
        if not others:
            return []
        days = clocks([one.meeting for one, _ in others], self.day)
        rows = [
            [
                link(self.address("papers:detail", one.pk), one.title, f"to {one.meeting}"),
                str(one.meeting),
                day(clock.publish_by),
                clock.words,
                listed(differs) if differs else "",
            ]
            for (one, differs), clock in zip(others, days, strict=True)
        ]
        head = ["Paper", "To", "Publish by", "Where it stands", "Differs in"]
        return [ChildTable("To other bodies", head, rows)]

    def _facts(self):
        paper, body = self.paper, self.paper.meeting.body.named_at(self.at).name
        languages = paper.get_language_display()
        if paper.second_language:
            languages = f"{languages} and {paper.second_language.label}"
        elif paper.second_document:
            other = Language(paper.language).other.label
            languages = f"{languages}; in {other} as {paper.second_document}, which is attached"
        said = {"Report to": body, "Languages": languages}
        return [{"label": label, "value": value} for label, value in said.items()]

    def _flags(self, parts, printed):
        meeting = self.paper.meeting
        off = [] if meeting.stands else [OFF.format(meeting.get_state_display().lower())]
        rooms = [words for room in extensions() for words in room.paper_flags(self.paper, self.now)]
        out = [part.heading for part in parts if part not in printed]
        out = [LEFT_OUT.format(listed(out))] if out else []
        differing = second_faults(self.paper, keys={part.key for part in printed})[1]
        differing = [f"Not the same in both languages: {one}" for one in differing]
        tells = any(part.kind == PartKind.ACTIONS for part in printed)
        rooms += filter(None, [tells and undecided_before(self.paper, self.today)])
        lost = [f"Leads nowhere: {one}" for one in lost_of(self.paper, self.now)]
        return [*off, *rooms, *out, *otherwise(self.paper), *lost, *differing]

    def _row(self, part, is_printed, writes, shares, open_ones, missing):
        page = self.address(PAGES[part.kind], part.pk)
        until = day(part.due_on)
        if is_printed and part.due_on and part.due_on < self.day and not part.is_done:
            until = with_lateness(until, part.due_on, self.day)
        if part.due_on and part.due_on >= self.paper.meeting.on:
            until = f"{until}, which is not before the meeting"
        words = f"{open_ones} open" if open_ones else "Comment"
        said = link(self.address("papers:comments", part.pk), words, f"on {part.heading}")
        shared = link(self.address("papers:share", part.pk), "Share out", part.heading)
        return [
            link(page, part.heading) if writes else part.heading,
            self._state(part, missing) + ", left out of the report" * (not is_printed),
            part.owner,
            until,
            *([said] if writes else []),
            *([shared if is_printed else ""] if shares else []),
        ]

    def _state(self, part, missing):
        """How far a part is, and how it is kept from the public."""
        back = self.whole or self.back.get(part.key)
        said = state_in_words(part, missing)
        return f"{said}. {back.in_words}" if back else said

    def _buttons(self, shares):
        found = [button for room in extensions() for button in room.paper_buttons(self, self.paper)]
        if self.paper.meeting.on <= self.today and self.paper.recommendations.exists():
            url = self.address("papers:decisions", self.paper.pk)
            found.append({"label": "Decisions of the meeting", "url": url, "secondary": True})
        if shares:
            for label, name in (("Change the title", "title"), ("Languages", "languages")):
                url = self.address(f"papers:{name}", self.paper.pk)
                found.append({"label": label, "url": url, "secondary": True})
            body = self.paper.meeting.body
            url = self.address("papers:front_sheet", body.pk)
            found.append({"label": "Front sheet of the body", "url": url, "secondary": True})
        return found

    def _events(self, parts):
        """What was done to the paper, its parts and its recommendations, the latest first."""
        decided = MeetingDecision.objects.filter(recommendation__paper=self.paper)
        rows = [self.paper, *parts, *self.paper.recommendations.all(), *decided]
        rows += [*self.paper.attached.all(), *self.paper.background.all()]
        rows += self.paper.exemptions.all()
        subjects = {}
        for row in rows:
            subjects.setdefault(row._meta.label_lower, []).append(row.pk)
        found = AuditEvent.objects.none()
        for name, keys in subjects.items():
            found |= AuditEvent.objects.filter(subject_type=name, subject_id__in=keys)
        found = found.filter(at__lte=self.at) if self.at else found
        return self._shortened(concealed(found[:MOST_EVENTS], self))

    def _shortened(self, events):
        """The events without the name of the paper behind that of its parts and rows."""
        titles = set(Paper.history.filter(id=self.paper.pk).values_list("title", flat=True))
        for event in events:
            for title in titles:
                event.title = event.title.rpartition(f", {title}, ")[0] or event.title
        return events


class TitlePaper(RowForm):
    """What a paper is called."""

    permission, form_class, action = permissions.ARRANGE, forms.TitleForm, actions.title_paper
    title, intro = "Change the title", "Drafts that are drawn from now on print it."

    def find(self, pk):
        self.row = self.paper = self.find_paper(pk)


class Languages(RowForm):
    """In which language a paper is, and how it is said in the other one."""

    permission, form_class, action = permissions.ARRANGE, LanguagesForm, set_languages
    title = "Languages"
    intro = (
        "A paper that is written in both languages is cleared and published in both at once, each "
        "as a page, a PDF and a Word file. Figures and tables of the logs are the same in both."
    )

    def find(self, pk):
        self.row = self.paper = self.find_paper(pk)


class SharePart(PartForm):
    """Who writes a part, until when, and what it is headed."""

    permission, form_class, action = permissions.ARRANGE, forms.ShareForm, actions.share_part

    @property
    def title(self):
        return f"Share out {self.row.heading}"


__all__ = ["PaperForm", "PaperPage", "RowForm", "SharePart", "TitlePaper"]
