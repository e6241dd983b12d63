"""How those who look after a programme's people see invitations: whether they arrived, and what
became of them.
"""

from django.utils.html import format_html, format_html_join

from outbox.models import Mail
from programme.formats import day
from programme.ui.child_tables import ChildTable
from programme.ui.links import link

from .models import Invitation

HEAD = ["Address", "Roles", "Invited", "Mail", "Change"]
LINK = '<a href="{}">{}<span class="govuk-visually-hidden">: {}</span></a>'


def last_mails(invitations) -> dict[str, Mail]:
    """The last mail of each invitation, by how mails name it."""
    secrets = [one.secret for one in invitations]
    return {one.secret: one for one in Mail.objects.filter(secret__in=secrets).order_by("pk")}


def until_in_words(invitation, now) -> str:
    """Until when it can be accepted: until 4 April 2027. Expired on 4 April 2027."""
    if invitation.is_open(now):
        return f"{day(invitation.invited_at)}, until {day(invitation.expires_at)}"
    return f"{day(invitation.invited_at)}. Expired on {day(invitation.expires_at)}"


def invitations_table(view) -> ChildTable | None:
    """Invitations that nobody has answered; None where there is none."""
    found = Invitation.objects.unanswered().filter(programme=view.programme)
    found = list(found.select_related("body"))
    mails = last_mails(found)
    rows = [
        [
            link(view.address("accounts:one", one.pk), one.email),
            one.roles_in_words,
            until_in_words(one, view.now),
            mails[one.secret].state_in_words,
            _ways(view, one),
        ]
        for one in found
    ]
    return ChildTable("Invitations", HEAD, rows) if rows else None


def _ways(view, invitation):
    ways = [("accounts:again", "Send again"), ("accounts:withdraw", "Withdraw")]
    links = ((view.address(name, invitation.pk), label, invitation.email) for name, label in ways)
    items = format_html_join("", f"<li>{LINK}</li>", links)
    return format_html('<ul class="plain-list">{}</ul>', items)
