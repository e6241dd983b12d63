"""What can be done with lessons, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission("lessons.see", "See the lessons", LOG_READERS)
KEEP = Permission(
    "lessons.keep",
    "Keep the lessons, and propose them for adoption",
    frozenset({Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD}),
)
DECIDE = Permission(
    "lessons.decide",
    "Record whether a lesson was adopted",
    frozenset({Role.PROGRAMME_MANAGER, Role.PARTNER_DIRECTOR}),
)

ALL = [SEE, KEEP, DECIDE]
