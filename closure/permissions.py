"""Who may do what at the end of a programme."""

from programme.authorization import Permission, Role

EXPLAIN = Permission(
    "closure.explain",
    "Explain what stands in the way of closing the programme",
    frozenset({Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD}),
)

ALL = [EXPLAIN]
