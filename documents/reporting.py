"""Key documents as the committee's report prints them."""

from programme.facts import NUMBER
from programme.reporting import Section

from .choices import State
from .log import DOCUMENTS


class DocumentsSection(Section):
    """The documents that stand, with the version that counts, its check, and the sign-off."""

    key = log = "documents"
    title = "Key documents"
    template = "documents/report.html"
    columns = DOCUMENTS.pick(
        "reference title kind edition? owner? checked_by? checked_on? signed_edition? "
        "signed_off_by? signed_off_on? state"
    )
    settled = "reference title state"

    def at_a_glance(self, position):
        """The tile counts those that ended too: only what both count is held against each other."""
        return {"signed": super().at_a_glance(position)["signed"]}

    def figures(self, rows, totals, position):
        signed = sum(row["state"] == State.SIGNED_OFF.label for row in rows)
        told = {"key": "signed", "label": "Key documents: signed off", "kind": NUMBER}
        return [*super().figures(rows, totals, position), {**told, "value": signed}]

    def extra(self, rows, position):
        return {"empty": "No key document is on record."}
