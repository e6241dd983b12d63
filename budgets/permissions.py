"""What can be done with the budget, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission("budgets.see", "See the budget and the reserves", LOG_READERS)
KEEP = Permission(
    "budgets.keep",
    "Keep the budget lines, their postings and virements",
    frozenset({Role.PROGRAMME_MANAGER, Role.FINANCE_OFFICER}),
)
LOCK = Permission(
    "budgets.lock", "Lock and unlock periods of the budget", frozenset({Role.FINANCE_OFFICER})
)

RESERVES = Permission(
    "budgets.reserves",
    "Keep the reserves, and record the calls on them and what was decided",
    frozenset({Role.PROGRAMME_MANAGER, Role.FINANCE_OFFICER}),
)

ALL = [SEE, KEEP, LOCK, RESERVES]
