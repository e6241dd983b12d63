"""Who records that a programme was closed."""

from programme.authorization import Permission, Role

CLOSE = Permission(
    "closing.close",
    "Say which body authorised the programme, and record that it closed or reopened it",
    frozenset({Role.PROGRAMME_MANAGER, Role.DEMOCRATIC_SERVICES}),
)

ALL = [CLOSE]
