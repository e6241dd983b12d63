"""What no address and no form of ours holds is refused before anything reads it; what is private is
kept by nobody.
"""

import re

from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render

from programme.ui import once

HALF = re.compile("[\ud800-\udfff]")


class PlainRequests:
    """Refuses what no browser sends by itself: another charset than UTF-8, NUL bytes and half
    characters.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        charset = request.content_params.get("charset", "utf-8").strip("\"'").lower()
        if charset not in ("utf-8", "utf8"):
            raise BadRequest("Send the form in UTF-8.")
        if any(is_unreadable(text) for text in texts_of(request)):
            raise BadRequest("This address holds a character that no address of ours has.")
        return self.get_response(request)


def texts_of(request):
    """All texts of an address."""
    return [request.path, *request.GET, *(v for vs in request.GET.lists() for v in vs[1])]


def is_unreadable(text):
    """Whether a text holds what a database cannot keep: a NUL byte, or half of a surrogate pair."""
    return "\0" in text or bool(HALF.search(text))


class PrivatePages:
    """No cache keeps a page that somebody who is signed in was shown: not the browser of a shared
    desk either.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


def not_understood(request, exception=None):
    """The page that says what of a request was not understood, and leads to the page as it stands
    now where that was the moment.
    """
    why = str(exception) if type(exception) is BadRequest else ""
    query = request.GET.copy()
    asked = query.pop("at", None)
    readable = not any(is_unreadable(text) for text in texts_of(request))
    now = f"{request.path}?{query.urlencode()}".rstrip("?") if asked and why and readable else ""
    return render(request, "400.html", {"why": why, "now_url": now}, status=400)


def from_an_old_page(request, reason=""):
    """What a form gets that was opened before its person signed in again in another window: it is
    shown again with what was typed, as after a sign-in. Nothing of it is saved.

    Only where the browser says that the form came from here: another site cannot fill in ours.
    """
    is_ours = "Origin" in request.headers and reason.startswith("CSRF token")
    if is_ours and request.POST.get(once.FOR):
        once.keep_for_later(request)
        return redirect(request.get_full_path())
    return render(request, "403_csrf.html", status=403)
