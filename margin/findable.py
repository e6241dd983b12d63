"""What a search finds beside rows: what evidence is called, and comments, by those who see the
log.
"""

from functools import cached_property

from django.db.models import CharField

from programme.entries import Entry
from programme.findable import Findable, Said
from programme.reporting import log_called
from programme.retention import ROWS, disposed_url
from programme.written_once import Given, Prepared

from .models import Comment, CommentMark, Evidence, EvidenceMark


class BesideRows(Findable):
    """Things of one kind that stand beside rows, and lead to their pages."""

    mark, of = None, ""  # what becomes of them, and the column by which it names them
    left = ""  # the page to which they lead once the rows were disposed of

    def touched(self, subject):
        if isinstance(subject, Entry):
            return list(self._beside.ask(table=subject._meta.label_lower, pk=subject.pk))
        return super().touched(subject)

    @cached_property
    def _beside(self):
        """The query of the keys of what stands beside one row."""
        row = {"subject_type": Given("table", CharField()), "subject_id": Given("pk")}
        found = self.model.objects.filter(**row).order_by()
        return Prepared(lambda: found.values_list("pk", flat=True))

    def parents_of(self, row):
        return [getattr(row, self.of)] if isinstance(row, self.mark) else []

    def rows(self, programme):
        return self.model.objects.standing().on_record().filter(programme=programme)

    def said(self, rows, position):
        gone = disposed_url(position.programme, ROWS) if position.programme.is_closed else ""
        for row in rows:
            log = log_called(row.log)
            where = {"page": log.detail_url_name, "argument": row.reference}
            where = {"page": self.left} if gone else where
            yield row, Said(permission=log.permission, at=row.recorded_at, **where, **self.of_(row))

    def of_(self, row) -> dict:
        """What else is said of a row."""
        raise NotImplementedError


class EvidenceOfRows(BesideRows):
    """Files that show something, by what they show and are called."""

    name, title, model, mark, of = "evidence", "Evidence", Evidence, EvidenceMark, "evidence"
    left = "margin:left_evidence"

    def rows(self, programme):
        return super().rows(programme).select_related("upload")

    def of_(self, row):
        lines = filter(None, [row.about, row.upload.name])
        return {"title": f"{row.title} ({row.reference})", "lines": tuple(lines)}


class CommentsOnRows(BesideRows):
    """What people say to each other about rows."""

    name, title, model, mark, of = "said", "Comments on rows", Comment, CommentMark, "comment"
    left = "margin:left_comments"

    def of_(self, row):
        called = {"title": f"Comment on {row.reference}", "owner": row.recorded_by_name}
        return {**called, "lines": (row.text,)}


FINDABLES = [EvidenceOfRows(), CommentsOnRows()]
