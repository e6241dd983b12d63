"""Pages of one disposal or redaction, and its certificate."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property

from programme.authorization.permissions import SEE_LOGS
from programme.forms import NothingForm, WhyForm
from programme.retention import ROWS
from programme.ui.base import ProgrammeView

from ..choices import RemovalKind
from ..models import Removal, RemovedRow
from . import disposing, forms, redacting, removing, tables
from .certificates import FORMS, facts
from .kinds import kinds
from .paged import paged
from .permissions import REMOVE
from .views import InRetention, RetentionForm, as_file, left_of


class OfRemoval(InRetention):
    """Mixed into pages about one disposal or redaction."""

    permission = REMOVE

    def find(self, pk, **kwargs):
        found = Removal.objects.filter(programme=self.programme, pk=pk)
        self.removal = found.select_related("programme", "rule").first()
        if self.removal is None:
            raise Http404("Nothing of that number was disposed of or redacted here.")

    @cached_property
    def places(self):
        """Where the name stands that is to be redacted."""
        is_name = self.removal.what == RemovalKind.REDACTION and self.removal.is_waiting
        return redacting.places_of(self.removal) if is_name else []

    def about_places(self):
        """How many places there are of each kind of record, and what is left as it is."""
        if not self.removal.name:
            return []
        url = self.address("closure:removal", self.removal.pk)
        found = tables.counted_table("Places", self.places, url if self.request.path != url else "")
        return [found, *tables.staying_tables(self.removal, self._paper)]

    def _paper(self, report):
        return self.address("reports:detail", report.pk)


class OneRemoval(OfRemoval, ProgrammeView):
    """A disposal or redaction: what is proposed, or its certificate."""

    permission = SEE_LOGS

    @property
    def title(self):
        done = "Certificate" if self.removal.confirmed_at else "Proposal"
        return f"{done}: {tables.called(self.removal)}"

    def get(self, request, **kwargs):
        named = self.removal.name and self.allowed(REMOVE)
        rows = paged(self.places if named else self.removal.rows.all(), request)
        if named:
            found = [*self.about_places(), tables.places_table(rows["page"])]
        else:
            found = [tables.certified_table(rows["page"])] if rows["page"] else []
        return self.page(
            "closure/retention.html",
            facts=facts(self.removal),
            extra_links=[*self._left(), *(self._files() if self.removal.confirmed_at else [])],
            actions=self._buttons(),
            tables=found,
            pager=rows["pager"],
        )

    def _left(self):
        """What stood beside rows that were disposed of, where it is still there."""
        if self.removal.kind != ROWS or not self.removal.confirmed_at:
            return []
        left = left_of(self)
        return [{"label": one.title, "url": url} for one in kinds().values() if (url := left(one))]

    def _files(self):
        return [
            {
                "label": f"Certificate as {form.upper()}",
                "url": self.address("closure:certificate", self.removal.pk, form),
            }
            for form in FORMS
        ]

    def _buttons(self):
        if self.at or not self.removal.is_waiting or not self.allowed(REMOVE):
            return []
        mine = self.removal.proposed_by_id == self.request.user.pk
        ways = [("Confirm it", "confirm_removal")] * (not mine)
        return [
            {
                "label": label,
                "url": self.address(f"closure:{name}", self.removal.pk),
                "secondary": name == "take_back_removal",
            }
            for label, name in [*ways, ("Take it back", "take_back_removal")]
        ]


class RemovalForm(OfRemoval, RetentionForm):
    """A form about a disposal or redaction that waits."""

    @property
    def gone(self):
        return removing.what_became_of(self.removal)

    def subject(self):
        return self.removal

    def facts(self):
        return facts(self.removal)

    def cancel_url(self):
        return self.address("closure:removal", self.removal.pk)


class ConfirmRemoval(RemovalForm):
    """Confirms what somebody else proposed: what goes does not come back."""

    submit_label, danger = "Confirm it", True
    intro = "What goes does not come back, but from backups as long as these are kept."

    @property
    def title(self):
        return f"Confirm: {tables.called(self.removal)}"

    def form(self, data=None):
        if self.removal.what == RemovalKind.DISPOSAL:
            return NothingForm(data, programme=self.programme)
        initial = {"seen": redacting.fingerprint(self.places)} if data is None else {}
        return forms.ConfirmRedactionForm(data, programme=self.programme, initial=initial)

    def act(self, form):
        is_disposal = self.removal.what == RemovalKind.DISPOSAL
        action = disposing.confirm_disposal if is_disposal else redacting.confirm_redaction
        return action(self.removal, by=self.request.user, at=self.now, **form.values())

    def context(self, **extra):
        return super().context(tables=self.about_places(), **extra)

    def done_message(self, removal):
        return f"{tables.called(removal)}: done. What stays is this certificate."


class TakeBackRemoval(RemovalForm):
    """What was proposed is not done."""

    form_class, action, submit_label = WhyForm, removing.take_back, "Take it back"

    @property
    def title(self):
        return f"Take back: {tables.called(self.removal)}"

    def done_message(self, removal):
        return "Taken back. Nothing was removed."


class CertificateFile(OfRemoval, ProgrammeView):
    """A certificate as a file."""

    permission, title = SEE_LOGS, "Certificate"

    def find(self, pk, form):
        super().find(pk)
        if form not in FORMS or not self.removal.confirmed_at:
            raise Http404("No such certificate.")

    def get(self, request, form, **kwargs):
        write, kind = FORMS[form]
        return as_file(write(self.removal), kind, f"certificate-{self.removal.pk}.{form}")


class OfRow(InRetention, ProgrammeView):
    """Leads to the certificate of a row that was disposed of."""

    permission, title = SEE_LOGS, "Disposed of"

    def find(self, label, row):
        table = label.replace(".", "_")
        of = {"removal__programme": self.programme, "removal__what": RemovalKind.DISPOSAL}
        found = RemovedRow.objects.filter(table_name=table, row_id=row, **of)
        self.row = found.last()
        if self.row is None:
            raise Http404("No such record was disposed of.")

    def get(self, request, **kwargs):
        return redirect(self.address("closure:removal", self.row.removal_id))
