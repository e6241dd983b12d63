"""An action is refused with a message for the person."""

from django.core.exceptions import ValidationError


def refuse(message, field=None):
    """Refuses an action with a message for the person, beside `field` when given.

    Raises:
        ValidationError: always.
    """
    raise ValidationError({field: message} if field else message)


def refuse_if(condition, message, field=None):
    """Refuses an action, as `refuse` does, where the condition holds."""
    if condition:
        refuse(message, field)


def refuse_unless(condition, message, field=None):
    """Refuses an action, as `refuse` does, where the condition does not hold."""
    if not condition:
        refuse(message, field)
