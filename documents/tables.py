"""The log of key documents as a table."""

from django.utils.html import format_html

from programme.ui.tables import LogTable

from .log import DOCUMENTS


class DocumentTable(LogTable):
    """Below the sign-off stands which version it is of, where that is an earlier one."""

    log = DOCUMENTS
    looks_at = "signed_edition"

    def cell_signed_off_by(self, document):
        signed = document.signed_off_by
        if not signed or document.signed_edition == document.edition:
            return signed
        return format_html("{}<br>Version {}", signed, document.signed_edition)
