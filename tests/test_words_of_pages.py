"""What pages print is words: no key of a choice, a column or a log reaches a reader."""

import re

import pytest

from tests.filled import *  # noqa: F403
from tests.reading import words
from tests.test_odd_values import urls  # noqa: F401  (the same programme with a row of everything)

KEY = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


@pytest.mark.once
def test_no_page_prints_a_key(urls, client):  # noqa: F811
    found = {}
    for address, url in urls.items():
        page = client.get(url) if address.name != "sign-out" else None
        if (
            page
            and page.status_code == 200
            and page.get("Content-Type", "").startswith("text/html")
        ):
            found[address.name] = KEY.findall(words(page))
    assert len(found) > 100 and not {name: keys for name, keys in found.items() if keys}
