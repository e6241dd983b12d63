"""What can be done with the custody of open rows, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission("custody.see", "See who goes on with the open rows of a programme", LOG_READERS)
OFFER = Permission(
    "custody.offer", "Offer open rows to a new owner", frozenset({Role.PROGRAMME_MANAGER})
)
DISPOSE = Permission(
    "custody.dispose",
    "Record that a meeting disposed of open rows",
    frozenset({Role.PROGRAMME_MANAGER, Role.DEMOCRATIC_SERVICES}),
)
ANSWER = Permission(
    "custody.answer",
    "Accept or refuse rows that are offered to them, and tell of those that they accepted",
    LOG_READERS,
)

ALL = [SEE, OFFER, DISPOSE, ANSWER]
