"""What can be done beside the rows of logs, and by whom. Each row asks besides for the permission
to see its log.
"""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission(
    "margin.see",
    "See the evidence of rows, say that they have seen it, and comment on rows",
    LOG_READERS,
)
KEEP_EVIDENCE = Permission(
    "margin.keep_evidence",
    "Add evidence to rows, and take it off",
    frozenset(
        {
            Role.PROGRAMME_MANAGER,
            Role.WORKSTREAM_LEAD,
            Role.PARTNER_DIRECTOR,
            Role.FINANCE_OFFICER,
            Role.LEGAL_OFFICER,
        }
    ),
)

ALL = [SEE, KEEP_EVIDENCE]
