"""Every page is HTML in which the Nu HTML checker finds no error."""

from contextlib import suppress

import pytest
from django.db import transaction
from django.http import Http404

from programme.authorization import Role
from programme.log import logs
from programme.models import Programme
from tests import nu, reading
from tests.factories import MembershipFactory, UserFactory
from tests.test_odd_values import urls  # noqa: F401  (a row of everything, seen with every role)
from tools.browsing import local, wander

pytestmark = pytest.mark.once
OFTEN = {log.detail_url_name for log in logs()}


class Pages:
    """Keeps the pages that are shown, as files."""

    def __init__(self, folder):
        self.folder, self.count = folder, 0

    def keep(self, response, name):
        if response.get("Content-Type", "").startswith("text/html") and response.content:
            self.count += 1
            file = self.folder / f"{name.replace(':', '-')}.{self.count}.html"
            file.write_bytes(response.content)
        return response


@pytest.fixture
def pages(tmp_path):
    return Pages(tmp_path)


def test_every_address_and_every_form_sent_empty(urls, client, pages):  # noqa: F811
    cookies = client.cookies.copy()
    for address, url in urls.items():
        for ask in client.get, client.post:
            client.cookies = cookies.copy()
            with transaction.atomic():
                pages.keep(ask(url), address.name)
                transaction.set_rollback(True)
    assert pages.count > len(urls)
    assert nu.errors(pages.folder) == []


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("slug", ["x"])
def test_every_kind_of_page_of_the_demo(client, pages, slug):
    somebody = UserFactory()
    for programme in Programme.objects.all():
        for role in Role:
            MembershipFactory(programme=programme, user=somebody, role=role)
    client.force_login(somebody)

    def visit(address, origin):
        response = client.get(address)
        pages.keep(response, address.strip("/").replace("/", "-")[:60])
        if response.get("Content-Type", "").startswith("text/html") and response.status_code == 200:
            return [local(link) for link in reading.links(response)]
        return []

    for programme in Programme.objects.all():
        list(wander(visit, f"/programmes/{programme.slug}/", often=OFTEN))
    print(pages.count)
    assert nu.errors(pages.folder) == []
