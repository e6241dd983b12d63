"""What can be done with risks and issues, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission("risks.see", "See the risk register and the issue log", LOG_READERS)
KEEP = Permission(
    "risks.keep",
    "Keep the risk register and the issue log",
    frozenset({Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD}),
)
ACCEPT = Permission(
    "risks.accept",
    "Accept a risk until a date",
    frozenset({Role.PROGRAMME_MANAGER, Role.PARTNER_DIRECTOR}),
)
SET_BANDS = Permission(
    "risks.set_bands",
    "Set the bands of the risk register, and how risks are rated",
    frozenset({Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR}),
)

ALL = [SEE, KEEP, ACCEPT, SET_BANDS]
