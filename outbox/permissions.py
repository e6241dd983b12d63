"""What can be done with mails, and by whom."""

from programme.authorization import Permission, Role

SEE = Permission(
    "outbox.see",
    "See which mails went to whom, record that one came back, and have one sent again",
    frozenset({Role.DEMOCRATIC_SERVICES, Role.ADMINISTRATOR}),
)

ALL = [SEE]
