"""Pages of a programme's invitations."""

from django.conf import settings
from django.http import Http404

from accounts import actions, forms
from accounts.invitations import last_mails, until_in_words
from accounts.links import path_of
from accounts.models import Invitation
from programme.authorization.permissions import KEEP_PEOPLE
from programme.forms import NothingForm
from programme.ui.base import ProgrammeView
from programme.views.forms import KernelForm

BY_HAND = (
    "No mail server is set up here. Give them the link yourself, by a way that you trust: whoever"
    " opens it first gets the roles."
)
NO_SERVER = "No mail server is set up here: give them the link that the next page shows."


class Invite(KernelForm):
    """Invites somebody by mail."""

    permission, title, back = KEEP_PEOPLE, "Invite by mail", "people"
    form_class, action, submit_label = forms.InviteForm, actions.invite, "Invite"

    @property
    def intro(self):
        """How it goes on, and by which way."""
        words = "They get a link that works once, for 7 days, and choose their own password."
        return words if settings.EMAIL_HOST else f"{words} {NO_SERVER}"

    def done_url(self, invitation):
        by_hand = not settings.EMAIL_HOST
        return self.address("accounts:one", invitation.pk) if by_hand else self.address("people")

    def done_message(self, invitation):
        return f"{invitation.email} is invited."


class _OfInvitation:
    """A page about one invitation of the programme."""

    permission, back = KEEP_PEOPLE, "people"

    def find(self, pk):
        found = Invitation.objects.filter(programme=self.programme, pk=pk)
        self.invitation = found.select_related("programme", "body").first()
        if self.invitation is None:
            raise Http404("No such invitation.")

    def crumbs(self):
        return [*ProgrammeView.crumbs(self), ("People", self.address("people"))]

    def facts(self):
        one = self.invitation
        told = (
            ("Address", one.email),
            ("Roles", one.roles_in_words),
            ("Invited", f"{until_in_words(one, self.now)}, by {one.invited_by_name}"),
            ("Mail", last_mails([one])[one.secret].state_in_words),
        )
        return [{"label": label, "value": value} for label, value in told]


class OneInvitation(_OfInvitation, ProgrammeView):
    """An invitation; where no mail leaves, with the link to hand over."""

    title = "Invitation"

    def get(self, request, **kwargs):
        by_hand = self.invitation.is_open(self.now) and not (self.at or settings.EMAIL_HOST)
        link = f"{settings.SITE_URL}{path_of(self.invitation)}"
        shown = [{"label": "Link to hand over", "value": link}] if by_hand else []
        ways = [("Send again", "accounts:again"), ("Withdraw", "accounts:withdraw")]
        links = [
            {"label": label, "url": self.address(name, self.invitation.pk)} for label, name in ways
        ]
        answered = self.invitation.accepted_at or self.invitation.withdrawn_at
        return self.page(
            "accounts/invitation.html",
            intro=BY_HAND if by_hand else "",
            facts=[*self.facts(), *shown],
            extra_links=[] if answered or self.at else links,
        )


class Withdraw(_OfInvitation, KernelForm):
    title, submit_label, danger = "Withdraw an invitation", "Withdraw it", True
    form_class, intro = NothingForm, "Its link opens nothing any more."

    def act(self, form):
        return actions.withdraw_invitation(self.invitation, by=self.request.user, at=self.now)

    def done_message(self, invitation):
        return f"The invitation of {invitation.email} is withdrawn."


class InviteAgain(_OfInvitation, KernelForm):
    title, submit_label = "Send an invitation again", "Send it again"
    form_class = NothingForm
    intro = "They get a new link, which works for 7 days. The one before opens nothing any more."
    done_url = Invite.done_url

    def act(self, form):
        return actions.invite_again(self.invitation, by=self.request.user, at=self.now)

    def done_message(self, invitation):
        return f"{invitation.email} is invited again."
