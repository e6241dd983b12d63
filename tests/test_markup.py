"""Every page is HTML in which the Nu HTML checker finds no error, and prints words: no key of a
choice, a column or a log reaches a reader, and what is meant to introduce a page does.
"""

import re
from functools import cache
from html import unescape

import pytest
from django.db import transaction

from programme.authorization import Role
from programme.log import logs
from programme.models import Programme
from tests import nu, reading, test_permissions, world
from tests.addresses import ADDRESSES
from tests.factories import MembershipFactory, UserFactory
from tests.programme.test_assets import without_rules
from tests.test_odd_values import is_form, urls  # noqa: F401  (a row of everything, every role)
from tools.browsing import local, wander

pytestmark = pytest.mark.once
DETAILS = {log.detail_url_name for log in logs()}
CLASSES = re.compile(r'class=(?:"([^"]*)"|([^" >]+))')
KEY = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
# Forms are the same with any rows, and every page has the same banner in the past.
SHOW_ROWS = {one.name for one in ADDRESSES if not is_form(one)} | {"overview-as-at"}


def plain(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", str(html))).split())


class Pages:
    """Keeps the pages that are shown, as files, and the classes of what stands on them."""

    def __init__(self, folder):
        self.folder, self.names, self.classes = folder, set(), set()
        self.keys, self.silent = {}, []  # of pages: the keys that they print; no introduction

    def read(self, response, name):
        """Takes note of keys that a page prints, and of an introduction that it does not."""
        said, intro = reading.words(response), (response.context or {}).get("intro")
        self.keys[name] = KEY.findall(said)
        self.silent += [name] if intro and plain(intro) not in said else []

    def keep(self, response, name):
        """Whether it is a page."""
        if not response.get("Content-Type", "").startswith("text/html") or not response.content:
            return False
        self.names.add(name := name.replace(":", " ").replace("/", " ").strip())
        (self.folder / f"{name[:150]}.html").write_bytes(response.content)
        for quoted, bare in CLASSES.findall(response.content.decode()):
            self.classes.update((quoted or bare).split())
        return True


@pytest.fixture
def filler(programme):
    """Who added a row of everything: for one test alone, for another has the demo."""
    title = "Head of transformation"
    somebody = MembershipFactory(programme=programme, user__job_title=title).user
    world.fill(programme, somebody)
    return somebody


@pytest.fixture
def addressed(programme, filler):
    return world.urls(programme)


@pytest.fixture
def pages(tmp_path):
    return Pages(tmp_path)


def test_every_address_and_every_form_sent_empty(urls, client, pages):  # noqa: F811
    cookies, right = client.cookies.copy(), test_permissions.right({*Role})
    for address, url in urls.items():
        for ask in client.get, client.post:
            client.cookies = cookies.copy()  # one of the pages signs people out
            with transaction.atomic():
                page, name = ask(url), f"{address.name} {ask.__name__}"
                assert test_permissions.what_happens(page) == right[address.name], name
                if pages.keep(page, name) and ask == client.get and page.status_code == 200:
                    pages.read(page, name)
                transaction.set_rollback(True)
    assert len(pages.names) > len(urls) and len(pages.keys) > 100
    assert pages.silent == [] and not {name: keys for name, keys in pages.keys.items() if keys}
    assert without_rules(one for one in pages.classes if one.startswith("govuk-")) == set()
    assert nu.errors(pages.folder) == []


@pytest.fixture
def everywhere(demo, client):
    """Signed in as somebody who holds every role in every programme of the demo."""
    somebody = UserFactory()
    for programme in Programme.objects.all():
        for role in Role:
            MembershipFactory(programme=programme, user=somebody, role=role)
    client.force_login(somebody)
    return client


def test_every_kind_of_page_with_the_rows_of_the_demo(everywhere, pages):
    @cache  # the same address from another programme is the same page
    def leads_to(address):
        response = everywhere.get(address)
        is_page = pages.keep(response, address)
        return [local(link) for link in reading.links(response)] if is_page else []

    for programme in Programme.objects.all():
        start = f"/programmes/{programme.slug}/"
        kinds = wander(
            lambda address, *_: leads_to(address),
            start,
            within=SHOW_ROWS.__contains__,
            often=DETAILS,
        )
        assert "overview" in {*kinds}
    assert nu.errors(pages.folder) == []
