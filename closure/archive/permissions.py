"""What can be done with archives, and by whom."""

from programme.authorization import Permission, Role

MAKE_ARCHIVE = Permission(
    "closure.make_archive",
    "Make and download an archive of all records, exempt parts included",
    frozenset({Role.DEMOCRATIC_SERVICES, Role.ADMINISTRATOR}),
)

ALL = [MAKE_ARCHIVE]
