"""A forgotten password: a link by mail, by which somebody sets a new one."""

from django.conf import settings
from django.contrib.auth import views as auth_views
from django.shortcuts import redirect
from django.utils import timezone

from accounts import actions, forms
from programme.views import OPEN_TO_ALL


class ForgottenPassword(auth_views.PasswordResetView):
    """Asks for the address. What it answers is the same whether somebody has it or not."""

    access = OPEN_TO_ALL
    form_class = forms.ForgottenForm
    extra_context = {"title": "Forgotten password"}

    def form_valid(self, form):
        people = list(form.get_users(form.cleaned_data["email"]))
        actions.send_password_links(people, at=timezone.now())
        return redirect("password_reset_done")

    def get_context_data(self, **kwargs):
        return super().get_context_data(has_server=bool(settings.EMAIL_HOST), **kwargs)


class LinkSent(auth_views.PasswordResetDoneView):
    access = OPEN_TO_ALL
    extra_context = {"title": "Look at your mail"}


class NewPassword(auth_views.PasswordResetConfirmView):
    """Sets a new password, once; the link is taken out of the address before the form is shown."""

    access = OPEN_TO_ALL
    form_class = forms.NewPasswordForm

    def form_valid(self, form):
        answer = super().form_valid(form)
        actions.note_new_password(form.user, at=timezone.now())
        return answer


class NewPasswordSet(auth_views.PasswordResetCompleteView):
    access = OPEN_TO_ALL
    extra_context = {"title": "Your password is set"}
