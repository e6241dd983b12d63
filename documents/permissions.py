"""What can be done with key documents, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission("documents.see", "See the key documents", LOG_READERS)
KEEP = Permission(
    "documents.keep",
    "Keep the key documents, their versions and quality checks",
    frozenset({Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD}),
)
SIGN = Permission(
    "documents.sign",
    "Record which body signed off a key document",
    frozenset({Role.PROGRAMME_MANAGER, Role.DEMOCRATIC_SERVICES}),
)

ALL = [SEE, KEEP, SIGN]
