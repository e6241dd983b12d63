"""What people write in papers without markup: single lines."""

from django.core.exceptions import ValidationError

from .text import REFERENCE

NO_REFERENCE = (
    "References from the list stand in texts and recommendations only. Write the number or name"
    " itself here, for example R1."
)


def refuse_references(**values):
    """Refuses references in words that are printed as they are typed, by the names of their fields.

    Raises: ValidationError, beside each.
    """
    found = [name for name, text in values.items() if f"]({REFERENCE}" in str(text or "")]
    if found:
        raise ValidationError(dict.fromkeys(found, NO_REFERENCE))
