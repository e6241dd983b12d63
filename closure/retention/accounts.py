"""What the installation holds about an account beside the records of programmes: sign-ins, mails
about the account, choices and rights.
"""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps

from programme.formats import moment

from .finding import Place

# The tables that belong to no programme and are not looked through for a person, and why.
NOT_LOOKED_THROUGH = {
    "auth.Group": "nobody is in a group",
    "auth.Group_permissions": "nobody is in a group",
    "auth.Permission": "permissions come from roles",
    "axes.AccessAttemptExpiration": "when a lock ends",
    "contenttypes.ContentType": "the names of tables",
    "outbox.Morning": "names nobody",
    "programme.User_groups": "nobody is in a group",
    "programme.User_user_permissions": "permissions come from roles",
    "search.Document": "made from rows that are looked through",
    "sessions.Session": "which browser is signed in, ended by signing out",
}


@dataclass(frozen=True)
class Held:
    """A table that names accounts: what its rows are called, what finds those of an account, and
    the columns that are told.
    """

    label: str
    called: str
    found_by: dict
    told: tuple

    def places(self, account) -> list[Place]:
        """What it has of an account."""
        given = {"account": account, "username": account.username}
        found_by = {name: given.get(value, value) for name, value in self.found_by.items()}
        rows = apps.get_model(self.label)._base_manager.filter(**found_by).order_by("pk")
        return [self._place(row) for row in rows]

    def _place(self, row):
        of = {one.name: str(one.verbose_name).lower() for one in row._meta.concrete_fields}
        values = ((of[name], getattr(row, name)) for name in self.told)
        words = "; ".join(f"{name}: {_said(value)}" for name, value in values if value)
        told = {"record": self.called, "key": row.pk, "reference": "", "column": "This account"}
        return Place(programme="", words=words, **told)


def _said(value):
    return moment(value) if isinstance(value, datetime) else str(value)


ATTEMPT = ("attempt_time", "ip_address", "user_agent")
BY_NAME = {"username__iexact": "username"}
HELD = [
    Held("axes.AccessLog", "Sign-in", BY_NAME, (*ATTEMPT, "logout_time")),
    Held("axes.AccessAttempt", "Sign-in that failed", BY_NAME, (*ATTEMPT, "failures_since_start")),
    Held("axes.AccessFailureLog", "Sign-in that failed", BY_NAME, ATTEMPT),
    Held(
        "outbox.Mail",
        "Mail about the account",
        {"person": "account", "programme": None},
        ("recorded_at", "subject", "address"),
    ),
    Held("outbox.MailChoice", "Choice of mails", {"person": "account"}, ("kind", "when")),
    Held("programme.CalendarAddress", "Calendar address", {"user": "account"}, ("made_at",)),
    Held(
        "programme.CreationRight",
        "Right to create programmes",
        {"user": "account"},
        ("granted_at", "ended_at"),
    ),
    Held("programme.Save", "Form that was sent", {"by": "account"}, ("at", "words")),
]


def held_about(account) -> list[Place]:
    """All of it, one query for each table."""
    return [place for one in HELD for place in one.places(account)]
