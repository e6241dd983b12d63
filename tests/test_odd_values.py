"""Every address, with what no page of ours sends: it is answered in words, never by an error of the
server, and never with more than without it.
"""

import re
import sys
from inspect import getsource
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as django
from django.db import transaction
from django.views import View

from programme.authorization import Role
from programme.ui.views import FormView
from programme.ui.views.many import ManyRows
from tests.addresses import ADDRESSES
from tests.factories import MembershipFactory
from tests.filled import *  # noqa: F403

MANY = 10**6  # digits: more than any number, any page and any column holds
ODD = [
    *("", " ", "\ud800", "a\u202eb", "left\u200fright", "\t", "a\r\nb", "x" * 301),
    *("-1", str(2**63), "9" * 40, "0." + "0" * 40 + "1", "1e999999", "NaN", "sNaN", "Infinity"),
    *("٢٠١٢", "²", "½", "Ⅷ", "ıİß", "None", "[1]", "{}", "%s", "{0}", "' OR 1=1 --", "<b>&quot;"),
    *("0001-01-01", "9999-12-31", "0001-01-01T00:00+23:59", "9999-12-31T23:59-23:59"),
    *("2012-03-09T12:00:00.123456789Z", "29 February 2011", "£9999999999999999", "-£1.005"),
]
RAW = ["%FF", "%", "%ZZ", "%C3"]  # what is no text at all
NUL = ["%00", "a%00b"]  # refused in an address before any page looks at it
ANSWERS = {200, 302, 400, 403, 404, 405, 410}

# Every parameter that a page reads by its name stands in the code so.
READ = re.compile(r"""(?:GET|query)(?:\.get\(|\.getlist\(|\[)"(\w+)""")
ROOMS = ["programme", "outbox", "papers", "reports", "intake", "closure", *django.ARTEFACTS]
PARAMETERS = {
    name
    for room in ROOMS
    for path in Path(room).rglob("*.py")
    for name in READ.findall(path.read_text(encoding="utf-8"))
} | {"q", "next"}
FILTERS = {
    address.name: list(address.view.filterset_class.filters)
    for address in ADDRESSES
    if getattr(address.view, "filterset_class", None)
}


def by_turns(*others):
    """The odd values in turn, as they stand in an address: over all pages a parameter meets each of
    them, and a failure comes again.
    """
    return cycle([*(quote(text, errors="surrogatepass") for text in ODD), *RAW, *others])


@pytest.fixture
def urls(addressed, programme, filler, client):
    """A programme with a row of everything, and somebody who holds every role."""
    held = set(filler.memberships.values_list("role", flat=True))
    for role in set(Role) - held:
        MembershipFactory(programme=programme, user=filler, role=role)
    client.force_login(filler)
    return addressed


def sent(names, odd):
    """An odd value for each name."""
    return "&".join(f"{name}={next(odd)}" for name in names)


def answer(ask, *args, **kwargs):
    """What the product answers; nothing of it stays."""
    with transaction.atomic():
        response = ask(*args, **kwargs)
        transaction.set_rollback(True)
    assert response.status_code in ANSWERS, args
    return response


def test_the_parameters_that_pages_read_are_known():
    assert {"at", "page", "per_page", "sort", "days", "still", "log"} <= PARAMETERS | {"log"}


def is_form(address):
    return isinstance(address.view, type) and issubclass(address.view, FormView)


OF_ALL = {part.__module__ for part in View.__mro__}


def of_kernel(part):
    """Whether a class is one that the forms of all apps are made of."""
    return part.__module__.startswith("programme.ui.")


def looks_at_parameters(form):
    """Whether a form's own module, or one of a class that it is made of, looks at the address."""
    own = {part.__module__ for part in form.__mro__ if not of_kernel(part)}
    return any(re.search(r"\bGET\b", getsource(sys.modules[name])) for name in own - OF_ALL)


def opened(addresses):
    """Every page. Forms that look at no parameter open alike: one of each kind."""
    kinds = set()
    for address in addresses:
        if is_form(address) and not looks_at_parameters(address.view):
            kind = tuple(filter(of_kernel, address.view.__mro__))
            if kind in kinds:
                continue
            kinds.add(kind)
        yield address


def test_every_page_takes_any_value_of_any_parameter(urls, client):
    """One of them twice, and as an array."""
    cookies, odd, many = client.cookies.copy(), by_turns(), cycle(sorted(PARAMETERS))

    def ask(url, names):
        client.cookies = cookies.copy()  # one of the pages signs people out
        answer(client.get, f"{url}?{sent([*names, name := next(many), f'{name}[]'], odd)}")

    for number, address in enumerate(opened(urls)):
        url = urls[address]
        # A moment that nobody understands is all that a page looks at: one of two has none.
        ask(url, sorted(PARAMETERS - {"at"} if is_form(address) or number % 2 else PARAMETERS))
        if filters := FILTERS.get(address.name):
            ask(url, filters)


def test_every_form_takes_any_value_of_any_field(urls, client):
    odd = by_turns(*NUL)
    for address, url in urls.items():
        if is_form(address):
            fields = getattr(address.view.form_class, "base_fields", {})
            send(client, url, sent([*fields, "why", "once", "again", "another"], odd))


def test_every_page_of_many_rows_takes_any_value_of_any_field(urls, client):
    odd = by_turns(*NUL)
    fields = ["rows", "lines", "more", "why", "wait", "once", "new1-title", "weeks"]
    for address, url in urls.items():
        if isinstance(address.view, type) and issubclass(address.view, ManyRows):
            send(client, url, f"{sent(fields, odd)}&rows={next(odd)}:{next(odd)}")


def send(client, url, body):
    answer(client.post, url, body, content_type="application/x-www-form-urlencoded")


def test_a_million_digits_are_no_number(urls, client):
    """Neither in an address, of which a server takes some thousand characters, nor in a form."""
    many, by_name = "9" * MANY, {address.name: url for address, url in urls.items()}
    asked = "&".join(f"{name}={many[:4000]}" for name in sorted(PARAMETERS))
    for name in ("risks:list", "history", "recommendations:table", "published"):
        answer(client.get, f"{by_name[name]}?{asked}")
    for name, field in (
        ("budgets:spend", "amount"),
        ("risks:add", "likelihood"),
        ("meeting_add", "on"),
    ):
        page = answer(client.post, by_name[name], {field: many})
        assert field in page.context["form"].errors
