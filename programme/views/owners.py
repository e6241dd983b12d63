"""Further owners of an entry: named, and ended. One address for all logs."""

from django.http import Http404

from programme import further_owners
from programme.authorization import permissions
from programme.further_owner_forms import FurtherOwnerForm
from programme.log import log_of
from programme.models import FurtherOwner
from programme.owned import owning_logs
from programme.ui.forms import NoteForm
from programme.ui.views.forms import EntryFormView


class OwnerForm(EntryFormView):
    """A form about who owns an entry; for those who keep its log."""

    permission = permissions.SEE_LOGS

    @classmethod
    def otherwise_of(cls, entry, user):
        return log_of(type(entry)).keep

    def find_in(self, found, reference):
        """Finds an entry of the log of which `found` is true."""
        logs = (one for one in owning_logs() if self.allowed(one.permission))
        self.log = next((one for one in logs if found(one)), None)
        if self.log is None:
            raise Http404("No such log.")
        super().find(reference)

    def form(self, data=None):
        initial = {"version": self.entry.version}
        return self.form_class(data, programme=self.programme, initial=initial)

    def is_open_now(self, current):
        return not current.is_closed

    def facts(self):
        named = FurtherOwner.objects.of(type(self.entry)).filter(subject_id=self.entry.pk)
        found = "\n".join(map(str, named.select_related("person", "partner")))
        lead = self.entry.owner_user
        return [
            {"label": "Lead owner", "value": lead.title if lead else self.entry.owner},
            {"label": "Further owners", "value": found or "None"},
        ]


class NameOwner(OwnerForm):
    form_class, submit_label, second_label = FurtherOwnerForm, "Save", "Save and name another"
    intro = "The lead owner stays. A further owner has the row in My work and in their mails too."

    @property
    def title(self):
        return f"Name a further owner of {self.entry.reference}"

    def find(self, of, row):
        self.find_in(lambda log: log.name == of, row)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return further_owners.name_owner(self.entry, **who, **form.values())


class EndOwner(OwnerForm):
    form_class, submit_label, danger = NoteForm, "End", True

    @property
    def title(self):
        return f"{self.owner} no longer owns {self.entry.reference}"

    def find(self, pk):
        found = FurtherOwner.objects.standing().filter(programme=self.programme, pk=pk)
        self.owner = found.select_related("person", "partner").first()
        if self.owner is None:
            raise Http404("No such owner.")
        same = [one for one in owning_logs() if self._is_of(one)]
        entry = same[0].model.objects.filter(pk=self.owner.subject_id).first()
        self.find_in(self._is_of, entry.reference)

    def _is_of(self, log):
        return log.model._meta.label_lower == self.owner.subject_type

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return further_owners.end_owner(self.owner, self.entry, **who, **form.values())
