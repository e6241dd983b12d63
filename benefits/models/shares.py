"""Partners' shares of a benefit, and the savings it rests on."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from programme.entries import EntryHistory
from programme.fields import PenceField, PerCentField

from ..querysets import PartnerShareQuerySet, SavingsLinkQuerySet
from .benefits import Benefit
from .columns import PER_CENT


class PartnerShare(models.Model):
    """How much of a benefit falls to a partner, in per cent. A share of 0 stands for none."""

    benefit = models.ForeignKey(Benefit, models.PROTECT, related_name="shares")
    partner = models.ForeignKey("programme.Partner", models.PROTECT, related_name="+")
    share = PerCentField("share in per cent", default=Decimal(0), **PER_CENT)

    history = EntryHistory()
    objects = PartnerShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["benefit", "partner"], name="partner_share_once"),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=100), name="partner_share_in_per_cent"
            ),
        ]

    def __str__(self):
        return f"{self.share}%"


class SavingsLink(models.Model):
    """How much of a line of the savings a benefit rests on, in pence.

    Of a permanent one it is a year's, of a one-off one it is once. All links of a line together
    never come to more than the line. A sum of 0 stands for none.
    """

    benefit = models.ForeignKey(Benefit, models.PROTECT, related_name="savings_links")
    saving = models.ForeignKey("savings.Saving", models.PROTECT, related_name="+")
    amount = PenceField(default=0)

    history = EntryHistory()
    objects = SavingsLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["benefit", "saving"], name="savings_link_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="savings_link_not_below_zero"),
        ]

    def __str__(self):
        return f"{self.benefit} rests on {self.saving}"
