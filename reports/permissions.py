"""What can be done with reports, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role
from programme.authorization.roles import EVERYONE

SEE = Permission("reports.see", "Read published reports", EVERYONE)
SEE_DRAFTS = Permission("reports.see_drafts", "Preview drafts", LOG_READERS)
DEFINE = Permission(
    "reports.define",
    "Define which report a body gets",
    frozenset({Role.PROGRAMME_MANAGER, Role.DEMOCRATIC_SERVICES, Role.ADMINISTRATOR}),
)
DRAW = Permission(
    "reports.draw",
    "Have a report drawn up again",
    frozenset({Role.PROGRAMME_MANAGER, Role.DEMOCRATIC_SERVICES}),
)
ASK = Permission(
    "reports.ask_clearance",
    "Ask for clearance of drafts, and withdraw what was asked",
    frozenset({Role.PROGRAMME_MANAGER, Role.DEMOCRATIC_SERVICES}),
)
CLEAR = Permission(
    "reports.clear",
    "Clear drafts, where it is asked of their role, their post or themselves",
    LOG_READERS,
)
PUBLISH = Permission(
    "reports.publish", "Publish and correct reports", frozenset({Role.DEMOCRATIC_SERVICES})
)
WITHDRAW = Permission(
    "reports.withdraw",
    "Ask to withdraw a published report, and confirm what somebody else asked",
    frozenset({Role.PROGRAMME_MANAGER, Role.LEGAL_OFFICER, Role.DEMOCRATIC_SERVICES}),
)

ALL = [SEE, SEE_DRAFTS, DEFINE, DRAW, ASK, CLEAR, PUBLISH, WITHDRAW]
