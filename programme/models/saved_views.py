"""Registers that people keep under a name: their filters and their order."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from programme.fields import LineField

LONGEST_QUERY = 2_000  # characters of an address


class SavedViewQuerySet(models.QuerySet):
    """Sets of saved views."""

    def readable_by(self, user, programme):
        """One's own in a programme, and those that are shared there; each says whether the register
        `opens` with it for this person.
        """
        opening = SavedView.opens_for.through.objects.filter(savedview=OuterRef("pk"), user=user)
        theirs = self.filter(Q(owner=user) | Q(is_shared=True), programme=programme)
        return theirs.annotate(opens=Exists(opening)).order_by(Lower("name"), "id")


class SavedView(models.Model):
    """A register as somebody filtered and sorted it. It holds an address and no rows: what it shows
    is what its reader may see when it is opened.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    log = models.CharField(max_length=40, editable=False)  # its name
    name = LineField("name", max_length=80)
    query = models.CharField(max_length=LONGEST_QUERY, editable=False)
    owner = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    is_shared = models.BooleanField("shared", default=False)
    opens_for = models.ManyToManyField("programme.User", related_name="+", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_by_name = models.CharField(max_length=200, editable=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "programme",
                "log",
                "owner",
                Lower("name"),
                name="saved_view_once_under_a_name",
                violation_error_message="You have a view of this name already. Enter another one.",
            )
        ]

    def __str__(self):
        return self.name
