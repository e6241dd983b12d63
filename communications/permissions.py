"""What can be done with the communications plan, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission("communications.see", "See the communications plan and its feedback", LOG_READERS)
KEEP = Permission(
    "communications.keep",
    "Keep the communications plan, the feedback and what was answered",
    frozenset({Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD}),
)

ALL = [SEE, KEEP]
