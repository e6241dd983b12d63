"""Kinds of columns of benefits."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from ..fields import MeasuredFormField
from ..units import plain_number, plausible_value

PER_CENT = {
    "max_digits": 5,
    "decimal_places": 2,
    "validators": [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
}
THRESHOLD = {
    **PER_CENT,
    "validators": [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal("999.99"))],
}


class ValueField(models.BigIntegerField):
    """A value of a measure in whole hundredths of its unit: pence for money."""

    default_validators = [plausible_value]

    def in_words(self, value):
        """The bare number, for the audit trail; the unit stands beside it there."""
        return plain_number(value)

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": MeasuredFormField, **kwargs})


def person(name):
    return models.ForeignKey(
        "programme.User",
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=name,
    )
