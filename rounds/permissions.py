"""What can be done with update rounds, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission(
    "rounds.see", "See update rounds, and answer for the rows that they own", LOG_READERS
)
KEEP = Permission(
    "rounds.keep",
    "Open, plan and close update rounds, remind, and answer on somebody's behalf",
    frozenset({Role.PROGRAMME_MANAGER}),
)

ALL = [SEE, KEEP]
