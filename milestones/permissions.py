"""What can be done with milestones and periods, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission("milestones.see", "See the milestones and their periods", LOG_READERS)
KEEP = Permission(
    "milestones.keep",
    "Keep the milestones",
    frozenset({Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD}),
)
KEEP_PERIODS = Permission(
    "milestones.keep_periods",
    "Add, change and close the periods of milestones",
    frozenset({Role.PROGRAMME_MANAGER}),
)

ALL = [SEE, KEEP, KEEP_PERIODS]
