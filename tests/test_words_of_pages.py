"""What pages print is words: no key of a choice, a column or a log reaches a reader, and what is
meant to introduce a page does.
"""

import re
from html import unescape

import pytest

from tests.filled import *  # noqa: F403
from tests.reading import words
from tests.test_odd_values import urls  # noqa: F401  (the same programme with a row of everything)

KEY = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


def _plain(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", str(html))).split())


@pytest.mark.once
def test_pages_print_no_key_and_what_introduces_them(urls, client):  # noqa: F811
    found, silent = {}, []
    for address, url in urls.items():
        page = client.get(url) if address.name != "sign-out" else None
        if (
            page
            and page.status_code == 200
            and page.get("Content-Type", "").startswith("text/html")
        ):
            found[address.name] = KEY.findall(words(page))
            intro = (page.context or {}).get("intro")
            silent += [address.name] if intro and _plain(intro) not in words(page) else []
    assert silent == []
    assert len(found) > 100 and not {name: keys for name, keys in found.items() if keys}
