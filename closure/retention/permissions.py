"""Who sets how long records are kept, has them removed, and finds what there is about a person."""

from programme.authorization import Permission, Role

RECORDS = frozenset({Role.DEMOCRATIC_SERVICES, Role.ADMINISTRATOR})

KEEP = Permission(
    "retention.keep",
    "Set how long records are kept, and put them on legal hold",
    RECORDS,
)
REMOVE = Permission(
    "retention.remove",
    "Propose that records are disposed of or a name redacted, and confirm what somebody else"
    " proposed",
    RECORDS,
)
FIND = Permission(
    "retention.find_person",
    "Find and download everything about one person, exempt parts included",
    RECORDS,
)

ALL = [KEEP, REMOVE, FIND]
