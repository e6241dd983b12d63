"""One page for all rows of a round that somebody owns, over the logs: answered with one Save."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import cached_property

from programme.formats import counted, day
from programme.models import Save
from programme.ui import once
from programme.ui.forms import NoteForm
from programme.ui.sheets import MOST_ROWS, as_query
from programme.ui.views import LogView
from programme.ui.views.many import ManyRows, versions_in
from programme.ui.views.sheet_saving import SavesSheet

from .. import actions
from ..choices import Said
from ..models import Round
from ..permissions import KEEP, SEE
from ..progress import last_answers, lines_of
from .found import OfRound
from .sheet import RoundSheet

NOBODY = "Choose for whom you answer: nobody of that name has rows in this round."
CLOSED = "The round {} is closed: no answer is taken any more."


class AnswerPage(OfRound, SavesSheet, ManyRows, LogView):
    """The rows of one owner, by log."""

    refused = ""  # why nothing of what was sent is taken

    @property
    def owner(self):
        """Whose rows they are; None where nobody has rows."""
        raise NotImplementedError

    @property
    def for_whom(self):
        """The owner, where somebody else answers."""
        return ""

    @cached_property
    def asked_lines(self):
        return lines_of(self.round, self.position)

    def _owner(self, **like):
        for one in self.asked_lines:
            if all(getattr(one.owner, name) == value for name, value in like.items()):
                return one.owner
        return None

    @cached_property
    def sheets(self):
        """A sheet for each log of which the owner has rows here."""
        found = {}
        for one in self.asked_lines:
            found.setdefault(one.log, {})[one.entry.pk] = one
        how = {"owner": self.owner, "why_form": self.why_form}
        return [
            self.page_like(RoundSheet, log=log, lines_of_entries=lines, **how)
            for log, lines in found.items()
        ]

    def sheet_of(self, row):
        return next(one for one in self.sheets if one.log is row.log)

    def register_url(self):
        return self.request.get_full_path()

    def get(self, request, **kwargs):
        if not self.round.is_open:
            return self.elsewhere(CLOSED.format(self.round))
        kept = once.take_kept(request)
        if kept is not None:
            said = "Your session had ended. What you typed is below. Nothing is saved yet."
            messages.warning(request, said)
            self.read(kept)
            return self.show(kept)
        self.rows = []
        for sheet in self.sheets:
            self.rows += sheet.opened(MOST_ROWS - len(self.rows))
        return self.show({})

    def elsewhere(self, said):
        """To the page of the round, which says why."""
        messages.error(self.request, said)
        return redirect(self.address("rounds:one", self.round.pk))

    def post(self, request, **kwargs):
        if earlier := self.sent_before(request.POST):
            return once.lead_back(self.request, earlier)
        done, notes = self.save(request.POST)
        if isinstance(done, Save):
            return once.lead_back(self.request, done)
        said = self.told(done, notes) if done else ""
        if self.refused or self.problems or self.why_problems:
            if said:
                messages.success(request, said)
            return self.show(request.POST)
        nothing = "Nothing was answered. Change a row, or tick “No change”."
        (messages.success if said else messages.warning)(request, said or nothing)
        return redirect(self.register_url())

    def read(self, data):
        self.rows = []
        for sheet in self.sheets:
            versions = versions_in(data.get(f"rows-{sheet.log.name}", ""))
            self.rows += sheet.read_rows(data, versions)

    def save(self, data):
        self.answers = []
        if Round.objects.get(pk=self.round.pk).is_open:
            return super().save(data)
        self.refused = CLOSED.format(self.round)
        self.read(data)
        return [], []

    def _save_one(self, row):
        if row.errors or row.gone and not (row.changed or row.is_ticked or row.told):
            return []
        said, notes = Said.CHANGED, []
        if row.says_same or row.told and row.gone:
            said = Said.SAME
            row.errors[""] = [row.refusal or row.gone] if row.refusal or row.gone else []
        elif row.changed:
            notes = self.sheet_of(row)._save_one(row)
        elif row.told:
            said, row.errors[""] = Said.TOLD, self._wrong_with(row.told)
        else:
            return []
        if not any(row.errors.values()):
            row.errors = {}
            row.saved = row.saved or row.entry
            self.answers.append((row.line.asked, said, row.told if said == Said.TOLD else ""))
        return notes

    def _wrong_with(self, told):
        """What keeps the words of an owner from being recorded, as a list."""
        form = NoteForm(as_query({"why": told}), programme=self.programme)
        return [] if form.is_valid() else [*form.errors["why"]]

    def saved_these(self, done):
        """Records what was said of the rows, in the transaction that saves them."""
        if self.answers:
            who = {"by": self.request.user, "at": self.now, "for_whom": self.for_whom}
            actions.answer_round(self.round, self.answers, **who)
            answers = last_answers(self.round.rows.all())
            for row in self.rows:
                row.line.answer = answers.get(row.line.asked.pk)

    def saved_in_words(self, entries):
        return super().saved_in_words(entries).replace(" saved.", " answered.")

    def show(self, data):
        token, tables = data.get(once.TOKEN), []
        for sheet in self.sheets:
            rows = [row for row in self.rows if row.log is sheet.log]
            if rows:
                sheet.describe(rows)
                versions = " ".join(f"{row.entry.pk}:{row.entry.version}" for row in rows)
                detail = sheet.log.url("detail")
                about = {"log": sheet.log, "rows": rows, "columns": sheet.columns}
                tables.append({**about, "versions": versions, "detail": detail})
        refused = [("rest", self.refused)] if self.refused else []
        return self.page(
            "rounds/answer.html",
            intro=self.intro(),
            sheets=tables,
            problems=[*refused, *self.why_problems, *self.problems],
            rest="rest" in data,
            why_typed=data.get("why", ""),
            waits=data.get("wait") == "all",
            once=token if token and not self.is_new else once.new_token(),
            cancel_url=self.address("rounds:one", self.round.pk),
        )

    def intro(self):
        """How many rows wait for an answer, and until when."""
        mine = [one for one in self.asked_lines if one.owner == self.owner]
        waiting = sum(one.is_waiting for one in mine)
        if not mine:
            return "You own no row of this round."
        if not waiting:
            return "All rows are answered. An answer can be changed until the round is closed."
        first = f" The first {MOST_ROWS} are below." if len(mine) > MOST_ROWS else ""
        return f"{counted(waiting, 'row')} to answer by {day(self.round.closes_on)}.{first}"


class AnswerMine(AnswerPage):
    """What one owns oneself."""

    permission = SEE

    @property
    def title(self):
        return f"Your rows: {self.round.period}"

    @cached_property
    def owner(self):
        return self._owner(person=self.request.user.pk)


class AnswerFor(AnswerPage):
    """What somebody else owns, or a job title, on their behalf."""

    permission = KEEP

    @property
    def title(self):
        return f"Rows of {self.for_whom}: {self.round.period}"

    @property
    def for_whom(self):
        return self.owner.title

    @cached_property
    def owner(self):
        asked = self.request.GET
        person = asked.get("person", "")
        if person.isdecimal():
            return self._owner(person=int(person))
        return self._owner(person=None, title=asked.get("owner", ""))

    def get(self, request, **kwargs):
        return super().get(request, **kwargs) if self.owner else self.elsewhere(NOBODY)

    def post(self, request, **kwargs):
        return super().post(request, **kwargs) if self.owner else self.elsewhere(NOBODY)
