"""Which parts of a paper its report prints: one may have been taken out of the report since."""

from programme.extension import extensions

NOT_PRINTED = (
    "The report does not print this part any more: it was taken out of what the report holds. What"
    " is written stays."
)


def printed_of(paper, parts) -> list:
    """Those of the parts of a paper that its report prints; all where no report prints it."""
    for room in extensions():
        if (keys := room.printed_parts(paper)) is not None:
            return [part for part in parts if part.key in keys]
    return list(parts)
