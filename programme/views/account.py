"""Sign-in, the account, and the programmes that somebody has a part in."""

from collections import ChainMap

from django.contrib.auth import views as auth_views
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from programme import forms
from programme.authorization.service import CREATE_PROGRAMMES, GIVE_CREATION, service_roles
from programme.creating import creators
from programme.extension import extensions, next_papers

OPEN_TO_ALL = "open to everyone"
SIGNED_IN = "for everybody who is signed in"


class SignIn(auth_views.LoginView):
    access = OPEN_TO_ALL
    authentication_form = forms.SignInForm
    redirect_authenticated_user = True


class SignOut(auth_views.LogoutView):
    access = OPEN_TO_ALL


class PasswordChange(auth_views.PasswordChangeView):
    access = SIGNED_IN
    form_class = forms.OwnPasswordForm

    def get_context_data(self, **kwargs):
        asked = "Your password was set by somebody else. Choose one of your own before you go on."
        return super().get_context_data(
            intro=asked if self.request.user.must_change_password else "", **kwargs
        )

    def form_valid(self, form):
        form.user.must_change_password = False  # saved with the password
        return super().form_valid(form)


class PasswordChanged(auth_views.PasswordChangeDoneView):
    access = SIGNED_IN


class Account(LoginRequiredMixin, TemplateView):
    access = SIGNED_IN
    template_name = "programme/account.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**_rights(self.request.user), **kwargs)


def _rights(user):
    """What somebody may do in the installation, for the templates."""
    roles = service_roles(user)
    may = {"may_create": CREATE_PROGRAMMES, "may_give": GIVE_CREATION}
    return {name: not one.roles.isdisjoint(roles) for name, one in may.items()}


class Accessibility(TemplateView):
    access = OPEN_TO_ALL
    template_name = "programme/accessibility.html"


class Home(LoginRequiredMixin, TemplateView):
    """Your programmes; with one, straight into it."""

    access = SIGNED_IN
    template_name = "programme/home.html"

    def get(self, request):
        held, memberships = {}, request.user.memberships.current()
        memberships = list(memberships.select_related("programme").order_by("programme__name"))
        for membership in memberships:
            held.setdefault(membership.programme, []).append(membership.get_role_display().lower())
        if len(held) == 1:
            return redirect("overview", next(iter(held)).slug)
        now, programmes = timezone.now(), list(held)
        needs = [
            {"title": room.title, "lines": lines}
            for room in extensions()
            if (lines := room.waits_for(request.user, programmes, now))
        ]
        papers = next_papers(memberships, programmes, timezone.localdate(now))
        latest = ChainMap(*(room.latest_reports(programmes) for room in extensions()))
        items = [
            {
                "programme": programme,
                "roles": sorted(set(roles)),
                "url": reverse("overview", args=[programme.slug]),
                "latest": latest.get(programme.pk),
                "papers": papers.get(programme.pk, []),
            }
            for programme, roles in held.items()
        ]
        shown = {"memberships_by_programme": items, "needs": needs, **_rights(request.user)}
        shown["links"] = [one for room in extensions() for one in room.home_links(memberships)]
        if not items and not shown["may_create"]:
            shown["creators"] = [one.known_as for one in creators()]
        return self.render_to_response(shown)
