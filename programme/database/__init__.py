"""Django's own databases, which put the columns of a row into SQL once (ADR 0037)."""
