"""Somebody whose password was set for them chooses their own before anything else."""

from django.shortcuts import redirect

from programme.views.account import PasswordChange, SignOut


class OwnPasswordFirst:
    """Leads every page to the change of the password while it has to be changed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        waits = request.user.is_authenticated and request.user.must_change_password
        if waits and getattr(view, "view_class", None) not in (PasswordChange, SignOut):
            return redirect("password_change")
