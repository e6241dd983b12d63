"""What can be done with reviews of benefits after closing, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission("after.see", "See reviews of benefits after closing", LOG_READERS)
PLAN = Permission(
    "after.plan",
    "Plan reviews of benefits after closing, call them off, and hold one in place of its reviewer",
    frozenset({Role.PROGRAMME_MANAGER, Role.DEMOCRATIC_SERVICES}),
)
HOLD = Permission(
    "after.hold", "Hold a review of benefits after closing that is theirs", LOG_READERS
)

ALL = [SEE, PLAN, HOLD]
