"""What can be done with benefits, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission("benefits.see", "See the benefits and their ledger", LOG_READERS)
KEEP = Permission(
    "benefits.keep",
    "Keep the benefits: their measures, plans, partners' shares and actual values",
    frozenset({Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD, Role.FINANCE_OFFICER}),
)
POST_OWN = Permission(
    "benefits.post_own",
    "Post actual values of benefits that they own or took on, once the programme is closed",
    LOG_READERS,
)
VALIDATE = Permission(
    "benefits.validate",
    "Validate a benefit",
    frozenset({Role.PROGRAMME_MANAGER, Role.PARTNER_DIRECTOR, Role.FINANCE_OFFICER}),
)
VERIFY = Permission(
    "benefits.verify",
    "Verify that a benefit is realised, when somebody else claimed it",
    frozenset({Role.PROGRAMME_MANAGER, Role.PARTNER_DIRECTOR, Role.FINANCE_OFFICER, Role.AUDITOR}),
)
LINK = Permission(
    "benefits.link",
    "Say which savings a benefit rests on",
    frozenset({Role.PROGRAMME_MANAGER, Role.FINANCE_OFFICER}),
)
SET_BANDS = Permission(
    "benefits.set_bands",
    "Set the bands of benefits: how far behind plan each begins",
    frozenset({Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR}),
)

ALL = [SEE, KEEP, POST_OWN, VALIDATE, VERIFY, LINK, SET_BANDS]
