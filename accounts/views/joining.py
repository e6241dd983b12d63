"""The page that the link of an invitation leads to: open to whoever has the link."""

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import actions, forms
from accounts.links import invitation_of
from programme.formats import day
from programme.forms import NothingForm
from programme.views import OPEN_TO_ALL

BACKEND = "programme.sessions.PasswordBackend"
NO_LINK = (
    "This link leads to no invitation. Perhaps a part of it was lost on its way: copy the whole of"
    " it from the mail."
)
KNOWN = (
    "Somebody here has an account with this email address. If that is you, sign in to accept: you"
    " keep your account and get the further role."
)


def what_became_of(invitation, now) -> str:
    """Why an invitation cannot be accepted, in words; nothing where it can."""
    ask = f"Ask {invitation.invited_by_name} for another one."
    if invitation.accepted_at:
        return f"This invitation was used on {day(invitation.accepted_at)}. Sign in to go on."
    if invitation.withdrawn_at:
        return f"This invitation was withdrawn on {day(invitation.withdrawn_at)}. {ask}"
    if not invitation.is_open(now):
        return f"This invitation expired on {day(invitation.expires_at)}. {ask}"
    return ""


@method_decorator([never_cache, sensitive_post_parameters("password", "again")], name="dispatch")
class Join(View):
    """Accepts an invitation: as oneself where one is signed in, else as somebody new. Whoever has
    an account with the address of the invitation signs in first.
    """

    access = OPEN_TO_ALL

    def dispatch(self, request, pk, token):
        self.now, self.invitation = timezone.now(), invitation_of(pk, token)
        why = what_became_of(self.invitation, self.now) if self.invitation else NO_LINK
        if why:
            return self._show(why=why, status=200 if self.invitation else 404)
        return super().dispatch(request)

    @property
    def _asks_to_sign_in(self):
        return not self.request.user.is_authenticated and actions.is_known(self.invitation.email)

    def _form(self, data=None):
        is_new = not self.request.user.is_authenticated
        return (forms.JoinForm if is_new else NothingForm)(data, programme=None)

    def get(self, request):
        return self._show(form=None if self._asks_to_sign_in else self._form())

    def post(self, request):
        form = self._form(request.POST)
        if self._asks_to_sign_in:
            return self._show()
        if not form.is_valid():
            return self._show(form=form)
        try:
            self._accept(form)
        except ValidationError as error:
            form.take(error)
            return self._show(form=form)
        programme = self.invitation.programme
        messages.success(request, f"You are {self.invitation.roles_in_words} in {programme}.")
        return redirect("overview", programme.slug)

    def _accept(self, form):
        if self.request.user.is_authenticated:
            actions.accept_as(self.invitation, by=self.request.user, at=self.now)
        else:
            person = actions.accept_as_new(self.invitation, at=self.now, **form.values())
            login(self.request, person, backend=BACKEND)

    def _show(self, form=None, why="", status=200):
        user = self.request.user
        shown = {
            "form": form,
            "why": why or (KNOWN if form is None else ""),
            "is_open": not why,
            "sign_in_url": f"{reverse('sign-in')}?next={self.request.path}",
            "accepts_as": user.title if user.is_authenticated else "",
            "facts": self._facts() if not why else [],
            "title": f"Invitation to {self.invitation.programme}" if not why else "Invitation",
        }
        return render(self.request, "accounts/join.html", shown, status=status)

    def _facts(self):
        one = self.invitation
        told = (
            ("Invited by", one.invited_by_name),
            ("Address", one.email),
            ("Your part in it", one.roles_in_words),
            ("Open until", day(one.expires_at)),
        )
        return [{"label": label, "value": value} for label, value in told]
