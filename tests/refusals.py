"""What the database has to refuse by itself."""

from django.db import DatabaseError, connection, transaction


def let_through(statements):
    """Those that the database does not refuse; each is tried on the same rows."""
    return [statement for statement in statements if not refused(statement)]


def refused(statement):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return True
    return False
