"""What can be found, one row for each thing: how it is called, its words, who may find it."""

from django.db import models

from programme.ui.paths import path_to

from .full_text import TokensField
from .querysets import DocumentQuerySet


class Document(models.Model):
    """One thing that can be found: an entry, a part of a paper, a published report, an event.

    All of it is a copy, made in the transaction of the row it is about; `manage.py rebuild_search`
    makes it anew. `kind` is the name of its `Findable`, `permission` the code of that which a
    reader has to hold. `key` is its reference, `head` reference, title and owner, both as they are
    compared; `text` has the lines that are shown, `tokens` all its words.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    permission = models.CharField(max_length=60)
    reference = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=40, blank=True)
    title = models.TextField()
    owner = models.CharField(max_length=200, blank=True)
    head = models.TextField()
    text = models.TextField(blank=True)
    tokens = TokensField()
    page = models.CharField(max_length=80)
    argument = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"], name="one_document_of_a_thing"
            )
        ]
        indexes = [
            models.Index(fields=["programme", "key"], name="document_by_reference"),
            models.Index(fields=["programme", "kind", "at"], name="document_by_kind"),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}".strip()

    @property
    def address(self):
        """The page that it leads to."""
        argument = [self.argument] if self.argument else []
        return path_to(self.page, self.programme.slug, *argument)
