"""Who may do what about what stands in the way of closing a programme."""

from programme.authorization import Permission, Role

EXPLAIN = Permission(
    "closure.explain",
    "Explain what stands in the way of closing the programme",
    frozenset({Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD}),
)

ALL = [EXPLAIN]
