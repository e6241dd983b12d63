"""What can be done with papers, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission("papers.see", "See papers as they are written", LOG_READERS)
WRITE = Permission(
    "papers.write",
    "Write the parts of papers and their recommendations, and attach documents",
    frozenset(
        {
            Role.PROGRAMME_MANAGER,
            Role.WORKSTREAM_LEAD,
            Role.PARTNER_DIRECTOR,
            Role.FINANCE_OFFICER,
            Role.LEGAL_OFFICER,
            Role.DEMOCRATIC_SERVICES,
        }
    ),
)
ARRANGE = Permission(
    "papers.arrange",
    "Start papers, say who writes which part, and keep the front sheets of bodies and the"
    " clearances that they demand",
    frozenset({Role.PROGRAMME_MANAGER, Role.DEMOCRATIC_SERVICES}),
)
DECIDE = Permission(
    "papers.decide",
    "Record what a meeting decided on the recommendations of its papers",
    frozenset({Role.DEMOCRATIC_SERVICES}),
)
MAKE_ROWS = Permission(
    "papers.make_rows",
    "Make what a meeting decided a row of a log",
    frozenset({Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD}),
)
EXEMPT = Permission(
    "papers.exempt",
    "Say what of a paper is exempt or confidential, and who reads that by name",
    frozenset({Role.PROGRAMME_MANAGER, Role.LEGAL_OFFICER, Role.DEMOCRATIC_SERVICES}),
)

ALL = [SEE, WRITE, ARRANGE, DECIDE, MAKE_ROWS, EXEMPT]
