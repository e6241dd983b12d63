"""What accounts add to the kernel's pages: invitations, and word of rights that somebody gave
themselves.
"""

from programme.authorization.permissions import KEEP_PEOPLE
from programme.extension import Extension
from programme.first_steps import Way

from .actions import tell_administrators
from .invitations import invitations_table
from .links import path_in


class Accounts(Extension):
    """How people come in."""

    def ways_in(self):
        return [Way("Invite by mail", "accounts:invite", KEEP_PEOPLE)]

    def people_links(self, view):
        keeps = view.allowed(KEEP_PEOPLE) and not view.at
        return [("Invite by mail", "accounts:invite")] if keeps else []

    def people_tables(self, view):
        keeps = view.allowed(KEEP_PEOPLE) and not view.at
        table = invitations_table(view) if keeps else None
        return [table] if table else []

    def rights_widened(self, programme, words, *, by, at):
        tell_administrators(programme, words, by=by, at=at)

    def secret_path(self, mail, at):
        return path_in(mail, at)
