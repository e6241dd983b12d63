"""What can be done with workstreams and follow-on actions, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission("workstreams.see", "See the workstreams and their follow-on actions", LOG_READERS)
KEEP = Permission(
    "workstreams.keep",
    "Keep the workstreams, their positions and their follow-on actions",
    frozenset({Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD}),
)
ACCEPT = Permission(
    "workstreams.accept",
    "Record that a follow-on action was accepted by its new owner",
    frozenset({Role.PROGRAMME_MANAGER, Role.PARTNER_DIRECTOR}),
)
SET_SCALE = Permission(
    "workstreams.set_scale",
    "Set the words in which the progress of workstreams is judged",
    frozenset({Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR}),
)

ALL = [SEE, KEEP, ACCEPT, SET_SCALE]
