"""What no address and no form of ours holds is refused before anything reads it; what is private is
kept by nobody.
"""

from django.core.exceptions import BadRequest


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
        texts = [request.path, *request.GET, *(v for vs in request.GET.lists() for v in vs[1])]
        if any(is_unreadable(text) for text in texts):
            raise BadRequest("This address holds a character that no address of ours has.")
        return self.get_response(request)


def is_unreadable(text):
    """Whether a text holds what a database cannot keep: a NUL byte, or half of a surrogate pair."""
    return "\0" in text or any("\ud800" <= character <= "\udfff" for character in text)


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
