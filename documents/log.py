"""What the log of key documents records, where each fact shows, and how it stands at a glance."""

from django.db.models import Count, Q

from programme.alike import told_apart
from programme.children import RECORDED_BY, Children
from programme.decided import Decision
from programme.facts import LINES, Computed, Fact
from programme.ledgers import Ledger
from programme.log import Log, Tile, counting
from programme.readiness import Obstacle

from . import actions, permissions
from .choices import LIVE, STEPS, State
from .models import Document, Edition


def editions_of(document, position):
    return [edition.in_full for edition in document.known_editions]


def file_of(edition, position):
    return edition.upload.name if edition.upload else ""


EDITIONS = Children(
    "editions",
    Edition,
    "document",
    "Versions",
    "version",
    facts=(
        Fact("label", width=10, search=True),
        Fact("dated_on"),
        Fact("changed", width=34, search=True),
        Computed("file", "File", file_of, width=20),
        RECORDED_BY,
    ),
    related="upload",
    order="number",
)

SIGNED = Decision(
    "A body signs off a version of a key document",
    "title kind",
    permissions.SIGN,
    stands=lambda document: document.state == State.SIGNED_OFF,
    said=lambda document: (
        f"{document.reference} is signed off: version {document.signed_edition}, "
        f"{document.signed_off_by}"
    ),
    advice="Add the version that has another name, and have it signed off.",
)

DOCUMENT, CHECK, SIGN_OFF = "The document", "Quality check", "Sign-off"


class DocumentLog(Log):
    """The documents by which the programme was begun and is run."""

    model, name, title, noun = Document, "documents", "Key documents", "a key document"
    permission, keep = permissions.SEE, permissions.KEEP
    adds, changes = staticmethod(actions.add_document), staticmethod(actions.change_document)
    namespace, steps, decisions = "documents", STEPS, (SIGNED,)
    children = (EDITIONS,)
    facts = (
        Fact("reference", heading="Ref", width=7, search=True),
        Fact("title", group=DOCUMENT, width=28, search=True, asked_as=("name", "product")),
        Fact("kind", group=DOCUMENT, heading="Kind", width=14),
        Fact("about", group=DOCUMENT, width=24, search=True),
        Fact("owner", group=DOCUMENT, width=14, search=True),
        Fact("lead_partner", group=DOCUMENT, column=False),
        Fact("workstream", group=DOCUMENT, search=True),
        Fact("edition", group=DOCUMENT, heading="Version", width=9),
        Fact("state", width=12),
        Fact("checked_by", group=CHECK, width=14, search=True, typed=True),
        Fact("checked_on", group=CHECK, width=11, typed=True),
        Fact("signed_edition", group=SIGN_OFF, width=10),
        Fact("signed_off_by", group=SIGN_OFF, width=16, search=True, typed=True),
        Fact("signed_off_on", group=SIGN_OFF, width=11, typed=True),
        Fact("ended_why", group="How it ended", width=16, when_given=True, typed=True),
        Computed("editions", "Versions", editions_of, kind=LINES, width=24),
    )
    ledgers = (Ledger("editions", Edition, "version", "label dated_on changed", note="edition"),)
    told_by = {"edition": "edition"}
    register = "reference title kind edition owner state signed_off_by signed_off_on"
    column_order = "reference title kind edition owner state"
    asked = "owner"

    def recount(self, document, at=None):
        return document.recounted(at)

    def rows(self, entries, position):
        return super().rows(Edition.objects.attach_to(list(entries), position), position)

    def asked_of(self, documents):
        return documents.filter(state__in=LIVE)

    def obstacles(self, position):
        """A document that stands and that no body is recorded to have signed off."""
        live = self.asked_of(self.entries(position))
        return [
            *(
                Obstacle("not-signed", f"{one}: no sign-off is recorded", one.reference)
                for one in told_apart(live.filter(signed_edition=""), position)
            ),
            *self.blanks(live),
        ]

    def tile(self, position):
        counts = self.entries(position).aggregate(
            all=Count("id"),
            signed=Count("id", Q(state=State.SIGNED_OFF)),
            waiting=Count("id", Q(state__in=[State.DRAFT, State.CHECKED])),
        )
        lines = [
            counting(counts["signed"], "signed off", state="signed_off"),
            counting(counts["waiting"], "waiting for a sign-off", state="waiting"),
        ]
        figures = {"count": counts["all"], "signed": counts["signed"]}
        return Tile(self.title, counts["all"], lines, figures)


DOCUMENTS = DocumentLog()
LOGS = [DOCUMENTS]
