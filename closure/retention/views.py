"""Pages of retention: how long records are kept, holds, disposals, and redactions."""

from django.http import Http404, HttpResponse
from django.utils.html import format_html

from programme.authorization.permissions import SEE_LOGS
from programme.retention import ROWS, disposed_url
from programme.ui.base import ProgrammeView
from programme.ui.views import FormView

from ..models import LegalHold
from . import actions, disposing, everywhere, forms, redacting, tables
from .permissions import FIND, KEEP, REMOVE
from .standing import standing_of

TITLE = "Retention"
INTRO = (
    "How long each kind of record is kept, by classes that the councils set. Records are disposed "
    "of once the programme is closed and their time is over, by two people, where no legal hold "
    "stands."
)
CHOICE = (
    "What the law does not fix is the choice of your council. The class before stays on record."
)


def left_of(view):
    """A function that gives the page of what is left of a kind beside rows that are gone."""
    closed = view.programme.is_closed
    gone = closed and disposed_url(view.programme, ROWS)
    return lambda kind: view.address(kind.left) if gone and kind.left else ""


class InRetention:
    """Mixed into pages below *Retention*."""

    def crumbs(self):
        found = [*ProgrammeView.crumbs(self), ("Closure", self.address("closure:closure"))]
        return [*found, (TITLE, self.address("closure:retention"))]


class Retention(InRetention, ProgrammeView):
    """How each kind of record stands, the classes, the holds, what was disposed of."""

    permission, title = SEE_LOGS, TITLE

    def crumbs(self):
        return super().crumbs()[:-1]

    def get(self, request, **kwargs):
        found = [] if self.at else standing_of(self.programme, self.today)
        now = [tables.kinds_table(found, left_of(self))] if found else []
        lifts = self.allowed(KEEP) and not self.at
        lift = (lambda one: self.address("closure:lift_hold", one.pk)) if lifts else None
        return self.page(
            "closure/retention.html",
            intro=INTRO,
            extra_links=[everywhere.link()] if self.allowed(KEEP) else [],
            actions=self._buttons(),
            tables=[
                *now,
                tables.holds_table(self.programme, self.at, lift),
                tables.removals_table(self.programme, self._page_of, self.at),
                tables.classes_table(self.programme, self.at),
            ],
        )

    def _page_of(self, removal):
        return self.address("closure:removal", removal.pk)

    def _buttons(self):
        ways = [
            ("Set a class", "set_class", KEEP),
            ("Put on legal hold", "hold", KEEP),
            ("Dispose of records", "propose_disposal", REMOVE),
            ("Redact a name", "propose_redaction", REMOVE),
            ("Everything about a person", "ask_person", FIND),
        ]
        return [
            {"label": label, "url": self.address(f"closure:{name}"), "secondary": True}
            for label, name, permission in ways
            if self.allowed(permission) and not self.at
        ]


class RetentionForm(InRetention, FormView):
    """A form that leads back to *Retention*."""

    action = None

    def act(self, form):
        how = {"by": self.request.user, "at": self.now}
        return type(self).action(self.subject(), **how, **form.values())

    def subject(self):
        """What the action is about."""
        return self.programme

    def cancel_url(self):
        return self.address("closure:retention")

    def done_url(self, done):
        return self.cancel_url()


class SetClass(RetentionForm):
    """Sets how long a kind of record is kept."""

    permission, title, form_class = KEEP, "Set a class", forms.ClassForm
    action = actions.set_class

    @property
    def intro(self):
        link = everywhere.link()
        way = '{} <a class="govuk-link" href="{}">{}</a>'
        return format_html(way, CHOICE, link["url"], link["label"])

    def done_message(self, row):
        return f"Set: {row}."


class PutOnHold(RetentionForm):
    """Puts records on legal hold."""

    permission, title, form_class = KEEP, "Put on legal hold", forms.HoldForm
    action, submit_label = actions.put_on_hold, "Put on hold"
    intro = (
        "While the hold stands nothing of this is disposed of or destroyed, and no name is "
        "redacted."
    )

    def done_message(self, row):
        return f"{actions.held_title(row.kind)}: on legal hold."


class LiftHold(RetentionForm):
    """Lifts a legal hold."""

    permission, title, form_class = KEEP, "Lift a legal hold", forms.ReasonForm
    action, submit_label = actions.lift_hold, "Lift the hold"

    def find(self, pk):
        found = LegalHold.objects.filter(programme=self.programme, pk=pk)
        self.hold = found.select_related("lifted").first()
        if self.hold is None:
            raise Http404("No such legal hold.")

    @property
    def gone(self):
        return "This hold was lifted already." if hasattr(self.hold, "lifted") else ""

    def subject(self):
        return self.hold

    def facts(self):
        about = [("Records", actions.held_title(self.hold.kind)), ("Why", self.hold.reason)]
        return [{"label": label, "value": value} for label, value in about]

    def done_message(self, row):
        return f"{actions.held_title(row.kind)}: the hold is lifted."


class ProposeDisposal(RetentionForm):
    """Proposes that records are disposed of."""

    permission, title, form_class = REMOVE, "Dispose of records", forms.DisposalForm
    action, submit_label = disposing.propose_disposal, "Propose it"
    intro = (
        "All records of the kind whose time is over lose their words and files, once somebody else "
        "has confirmed it. A certificate with their fingerprints stays."
    )

    def done_url(self, removal):
        return self.address("closure:removal", removal.pk)

    def done_message(self, removal):
        return "Proposed. Somebody else has to confirm it."


class ProposeRedaction(ProposeDisposal):
    """Proposes that a name is redacted."""

    title, form_class, action = "Redact a name", forms.RedactionForm, redacting.propose_redaction
    intro = (
        "The name is replaced by “[redacted]” in rows, their history and the audit trail, once "
        "somebody else has confirmed it. That it was, and the fingerprint of each row as it was "
        "before, stay on record. Published papers are not rewritten, nor are drafts, files and "
        "accounts: what has the name and stays is listed with why."
    )


def as_file(content, kind, name):
    """A file to be kept."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
