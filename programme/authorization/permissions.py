"""The kernel's own permissions."""

from .checks import Permission
from .roles import EVERYONE, LOG_READERS, Role

SEE_PROGRAMME = Permission("programme.see", "See the programme and its meetings", EVERYONE)
SEE_LOGS = Permission("programme.see_logs", "See the overview, people and history", LOG_READERS)
KEEP_CALENDAR = Permission(
    "programme.keep_calendar",
    "Keep the bodies, their posts and their meetings",
    frozenset({Role.PROGRAMME_MANAGER, Role.DEMOCRATIC_SERVICES, Role.ADMINISTRATOR}),
)
KEEP_PEOPLE = Permission(
    "programme.keep_people",
    "Give and end roles and the posts of councils, change names and job titles,"
    " set one-time passwords",
    frozenset({Role.ADMINISTRATOR}),
)
HAND_OVER = Permission(
    "programme.hand_over",
    "Hand over what somebody owns to somebody else",
    frozenset({Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR}),
)
KEEP_PROGRAMME = Permission(
    "programme.keep_programme",
    "Change the programme's name, stage, partners and objectives",
    frozenset({Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR}),
)
REORGANISE = Permission(
    "programme.reorganise",
    "Record a reorganisation order, and confirm what moves on its vesting day",
    frozenset({Role.PROGRAMME_MANAGER}),
)
JUDGE_OBJECTIVES = Permission(
    "programme.judge_objectives",
    "Record what was achieved and how well it meets an objective",
    frozenset({Role.PROGRAMME_MANAGER, Role.PARTNER_DIRECTOR}),
)
SHARE_VIEWS = Permission(
    "programme.share_views",
    "Share saved views of registers with everybody who reads the logs",
    frozenset({Role.PROGRAMME_MANAGER}),
)
CORRECT = Permission(
    "programme.correct",
    "Correct a mistake in what they typed themselves, or withdraw a row that they added by mistake",
    frozenset(
        {
            Role.PROGRAMME_MANAGER,
            Role.WORKSTREAM_LEAD,
            Role.PARTNER_DIRECTOR,
            Role.FINANCE_OFFICER,
            Role.ADMINISTRATOR,
        }
    ),
)
CORRECT_ANY = Permission(
    "programme.correct_any",
    "Correct a mistake that somebody else typed",
    frozenset({Role.PROGRAMME_MANAGER}),
)

ALL = [
    SEE_PROGRAMME,
    SEE_LOGS,
    KEEP_CALENDAR,
    KEEP_PEOPLE,
    HAND_OVER,
    KEEP_PROGRAMME,
    REORGANISE,
    JUDGE_OBJECTIVES,
    SHARE_VIEWS,
    CORRECT,
    CORRECT_ANY,
]
