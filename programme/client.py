"""Whose request it is, when the council's own proxy stands in front."""

from ipaddress import ip_address


def address_behind_proxy(request) -> str:
    """The address that our proxy saw: the last of X-Forwarded-For, because a client can write any
    before it.

    Some proxies add a port, and brackets round an IPv6 address. What is no address counts as none:
    then it is the proxy's own.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2]
    return _address_in(forwarded) or request.META["REMOTE_ADDR"]


def _address_in(text) -> str:
    """The IP address that `text` names, with or without a port; empty for rubbish."""
    text = text.strip()
    without_port = text.partition("]")[0].lstrip("[") if "[" in text else text.partition(":")[0]
    for candidate in (text, without_port):
        try:
            return str(ip_address(candidate))
        except ValueError:
            continue
    return ""
