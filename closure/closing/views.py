"""The page of a programme's closure, and the forms that close it and open it again."""

from dataclasses import replace

from django.template.loader import render_to_string
from django.urls import reverse

from programme.authorization.permissions import SEE_LOGS, SEE_PROGRAMME
from programme.closed import closed_in_words
from programme.log.filled import look_for_rows
from programme.models import Programme
from programme.ui.base import ProgrammeView
from programme.ui.views import FormView

from ..archive.permissions import MAKE_ARCHIVE
from ..custody.permissions import SEE
from ..custody.querysets import certificate, custody_of
from ..custody.tables import counts_table
from ..in_the_way import InTheWay, in_the_way
from ..models import Closing
from ..public import closed_programmes
from . import actions, forms
from .permissions import CLOSE
from .tables import record_table

GONE = "programme/_disposed.html"


class Closure(ProgrammeView):
    """Whether the programme is closed, what stands in the way, and who has its open rows."""

    permission, title = SEE_PROGRAMME, "Closure"

    def get(self, request, **kwargs):
        reads = self.allowed(SEE)
        found = self._in_the_way() if reads else InTheWay()
        tables = [record_table(self.programme, self.at)]
        if reads:
            way = {"label": "All open rows", "url": self.address("closure:custody")}
            counts = counts_table(custody_of(self.position), self.address_with)
            if gone := certificate(self.programme):
                counts = replace(counts, empty=render_to_string(GONE, {"url": gone}))
            tables.insert(0, replace(counts, title="Custody", actions=[way]))
        return self.page(
            "closure/closure.html",
            state=self._state(),
            authorised_by=self.programme.authorised_by if not self.at else None,
            found=found,
            shows_blocks=reads and not (self.at or found.closed),
            readiness_url=self.address("closure:readiness"),
            extra_links=self._ways(),
            tables=tables,
            actions=self._buttons(found.blocks),
        )

    def _in_the_way(self):
        look_for_rows(self.position)
        return in_the_way(self.position, self.now, self.allowed)

    def _ways(self):
        pages = [("Readiness for closure", "closure:readiness", SEE_LOGS)]
        pages += [("Retention", "closure:retention", SEE_LOGS)]
        pages += [("Archives of the records", "closure:archives", MAKE_ARCHIVE)]
        found = [
            {"label": label, "url": self.address(name)}
            for label, name, permission in pages
            if self.allowed(permission)
        ]
        slug = self.programme.slug
        url = reverse("closed_programme", args=[slug])
        public = closed_programmes().filter(slug=slug).exists()
        return found + [{"label": "Page that is open to everyone", "url": url}] * public

    def _state(self):
        last = Closing.objects.filter(programme=self.programme).known_at(self.position).last()
        return f"{last}." if last else "Open."

    def _buttons(self, found):
        if self.at or not self.allowed(CLOSE):
            return []
        if self.programme.is_closed:
            url = self.address("closure:reopen")
            return [{"label": "Reopen the programme", "url": url, "secondary": True}]
        ways = [("Say which body authorised it", "closure:authorised")]
        if self.programme.authorised_by_id:
            ways = [("Close the programme", "closure:close")] * (not found)
            ways += [("Change the body that authorised it", "closure:authorised")]
        return [
            {"label": label, "url": self.address(name), "secondary": name != "closure:close"}
            for label, name in ways
        ]


class ClosingForm(FormView):
    """A form about the programme as a whole, by its version."""

    permission, action = CLOSE, None

    def crumbs(self):
        return [*ProgrammeView.crumbs(self), ("Closure", self.address("closure:closure"))]

    def looked_at(self):
        return Programme.objects.get(pk=self.programme.pk)

    def form(self, data=None):
        initial = {"version": self.looked_at().version}
        return self.form_class(data, programme=self.programme, initial=initial, **self.choices())

    def choices(self):
        """What the form offers."""
        return {"bodies": actions.bodies_of(self.programme)}

    def act(self, form):
        how = {"by": self.request.user, "at": self.now}
        return type(self).action(self.programme, **how, **form.values())

    def cancel_url(self):
        return self.address("closure:closure")

    def done_url(self, programme):
        return self.address("closure:closure")


class SayAuthorisedBy(ClosingForm):
    """Which body authorised the programme."""

    title, form_class = "The body that authorised the programme", forms.AuthorisedForm
    action = actions.say_authorised_by

    def choices(self):
        return {}

    @property
    def shut(self):
        return closed_in_words(self.programme) or super().shut

    def done_message(self, programme):
        return f"{programme.authorised_by} authorised the programme."


class CloseProgramme(ClosingForm):
    """Records that the body closed the programme."""

    title, form_class = "Close the programme", forms.CloseForm
    action, submit_label, danger = actions.close_programme, "Close the programme", True
    intro = (
        "All rows of its logs are fixed as they stand now. What is still written: who has the open "
        "rows and what came of them, recommendations, actual values of savings and benefits, "
        "equality monitoring, reports and their meetings, corrections, withdrawals and roles."
    )

    @property
    def shut(self):
        return closed_in_words(self.programme) or super().shut

    def done_message(self, programme):
        return closed_in_words(programme)


class ReopenProgramme(ClosingForm):
    """Records that the body opened the programme again."""

    title, form_class = "Reopen the programme", forms.ReopenForm
    action, submit_label, danger = actions.reopen_programme, "Reopen the programme", True
    intro = "Its rows can be changed again. The decision and the reason are printed on this page."

    @property
    def shut(self):
        return super().shut or ("" if self.programme.is_closed else "The programme is open.")

    def done_message(self, programme):
        return "The programme is open again."
