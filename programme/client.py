"""Whose request it is, when the council's own proxy stands in front."""


def address_behind_proxy(request) -> str:
    """The address that our proxy saw: the last of X-Forwarded-For, because a client can write any before it."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return forwarded.rpartition(",")[2].strip() or request.META["REMOTE_ADDR"]
