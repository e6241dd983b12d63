"""What can be done with equality assessments and their actions, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission("equality.see", "See the equality assessments and their actions", LOG_READERS)
KEEP = Permission(
    "equality.keep",
    "Keep the equality assessments, their actions and monitoring questions",
    frozenset({Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD}),
)
SUPERSEDE = Permission(
    "equality.supersede",
    "Make a new version of an equality assessment, after which the old one stays as it was",
    frozenset({Role.PROGRAMME_MANAGER}),
)

ALL = [SEE, KEEP, SUPERSEDE]
