"""Sets of key documents and of their versions."""

from programme.entries import EntryQuerySet, RecordedQuerySet

from .choices import LIVE


class DocumentQuerySet(EntryQuerySet):
    """Sets of documents as they stand now. For the past: `as_at`, then the functions below."""

    def live(self):
        """Those that are neither superseded nor withdrawn."""
        return self.filter(state__in=LIVE)


class EditionQuerySet(RecordedQuerySet):
    """Sets of versions, which are only ever added."""

    def in_order(self):
        """From the first to the last."""
        return self.order_by("number", "recorded_at", "id")

    def attach_to(self, documents, at=None):
        """Adds to each document its `known_editions` in order, in one query."""
        by_id = {document.pk: document for document in documents}
        for document in documents:
            document.known_editions = []
        known = self.filter(document__in=list(by_id)).known_at(at).in_order()
        for edition in known.select_related("upload"):
            by_id[edition.document_id].known_editions.append(edition)
        return documents
