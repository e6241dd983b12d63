"""What can be done with reviews and their recommendations, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission("recommendations.see", "See reviews and their recommendations", LOG_READERS)
KEEP = Permission(
    "recommendations.keep",
    "Keep recommendations, their responses and positions",
    frozenset({Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD}),
)
DECIDE = Permission(
    "recommendations.decide",
    "Re-date a recommendation, grant or refuse an extension, accept the risk of not doing it, or "
    "record that it is no longer pursued",
    frozenset({Role.PROGRAMME_MANAGER, Role.PARTNER_DIRECTOR}),
)
VERIFY = Permission(
    "recommendations.verify",
    "Verify that a recommendation is complete, when somebody else claimed it",
    frozenset({Role.PROGRAMME_MANAGER, Role.PARTNER_DIRECTOR, Role.AUDITOR}),
)

ALL = [SEE, KEEP, DECIDE, VERIFY]
