"""What can be done with savings and re-allocations, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission("savings.see", "See savings, re-allocations and carry-forwards", LOG_READERS)
KEEP = Permission(
    "savings.keep",
    "Keep the savings and their targets",
    frozenset({Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD, Role.FINANCE_OFFICER}),
)
POST = Permission(
    "savings.post",
    "Post what a saving achieved, and re-allocate or carry forward money",
    frozenset({Role.PROGRAMME_MANAGER, Role.FINANCE_OFFICER}),
)
APPROVE = Permission(
    "savings.approve",
    "Record who approved a saving, a change of it, a re-allocation or a carry-forward",
    frozenset({Role.PROGRAMME_MANAGER, Role.PARTNER_DIRECTOR, Role.FINANCE_OFFICER}),
)

ALL = [SEE, KEEP, POST, APPROVE]
