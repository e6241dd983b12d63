"""What no browser sends by itself, and what people do type: answered in words, never with an
error of the server.
"""

import csv
import io
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programme.client import address_behind_proxy
from programme.models import User
from programme.plausible import visible_text
from programme.ui.downloads import without_formula
from reports.forms import PrintedFigureForm
from tests.filled import *  # noqa: F403

HOME = "/programmes/shared-management/"
MOMENTS = [
    "0001-01-01T00:00+23:59",
    "9999-12-31T23:59-23:59",
    "2012-13-01",
    "2099-01-01",
    "1899-12-31",
    "٢٠١٢-٠٣-٠٩",
    "\ud800",
]


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("10.1.2.3:4567", "10.1.2.3"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("rubbish", "10.0.0.1"),
        ("1.2.3.4, rubbish:80", "10.0.0.1"),
        ("[", "10.0.0.1"),
        (":", "10.0.0.1"),
    ],
)
def test_the_address_behind_a_proxy_is_an_address(forwarded, address):
    asked = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}
    assert address_behind_proxy(RequestFactory().get("/", **asked)) == address


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.mark.each
@pytest.mark.parametrize("moment", MOMENTS)
def test_for_a_moment_that_cannot_be_shown_neither_page_nor_file_answers(manager, moment):
    asked = f"{HOME}risks/?at={quote(moment, errors='surrogatepass')}"
    page = manager.get(asked)
    assert page.status_code == 400 and "Request not understood" in page.content.decode()
    assert manager.get(asked.replace("risks/?", "risks/download/csv/?")).status_code == 400


def test_today_is_no_future(manager):
    from django.utils import timezone

    assert manager.get(f"{HOME}risks/?at={timezone.localdate()}").context["at"]


@pytest.mark.each
@pytest.mark.parametrize("address", ["history/?log=%00", "objectives/a%00b/", "risks/?q=%00"])
def test_a_nul_byte_in_an_address_is_refused(manager, address):
    assert manager.get(f"{HOME}{address}").status_code in (400, 404)


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "no-such", "cp1252"])
def test_another_charset_is_refused(manager, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    sent = manager.generic("POST", f"{HOME}risks/add/", b"title=x", content_type=kind)
    assert sent.status_code == 400


@pytest.mark.parametrize("label", ["x" * 121, "left\u202eright"])
def test_a_figure_with_an_impossible_label_comes_back(label):
    said = {"figure": "budget|", "label": label, "printed": "21", "document": "Report"}
    assert "label" in PrintedFigureForm(said, programme=None, computed={"budget": {}}).errors


HIDDEN = ["\u200b", "\u200e", "\u2060", "\u2063", "\ufeff", "\U000e0041", "\u200d", "\u202e"]


@pytest.mark.parametrize("character", HIDDEN)
def test_a_character_that_nobody_sees_is_refused(character):
    with pytest.raises(ValidationError, match=f"U\\+{ord(character):04X}"):
        visible_text(f"A{character}B")


@pytest.mark.parametrize("text", ["👩‍💻", "👩🏽‍🚒 on call", "❤️‍🔥", "Llanfair­pwll", "naïve £1 – ’"])
def test_a_joiner_inside_an_emoji_stays(text):
    visible_text(text)


def test_a_user_name_of_two_alphabets_is_refused():
    with pytest.raises(ValidationError, match="Cyrillic and Latin"):
        User(username="jp\u043eole", job_title="Officer").clean()
    User(username="jpoole-2", job_title="Officer").clean()


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_a_file_guards_full_width_signs_too(sign):
    assert without_formula(f"{sign}1+1") == f"'{sign}1+1"


def test_no_cache_keeps_a_private_page_and_a_public_one_may_be_kept(manager, client):
    assert manager.get(f"{HOME}risks/")["Cache-Control"] == "private, no-store"
    assert manager.get(f"{HOME}risks/download/csv/")["Cache-Control"] == "private, no-store"
    assert "no-store" not in client.get("/published/").get("Cache-Control", "")


@pytest.mark.each
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(["q", "sort", "page", "per_page", "at", "owner", "state", "unheard-of"]),
    text=st.text(max_size=30),
    end=st.sampled_from(["", "download/csv/"]),
)
def test_every_parameter_of_a_register_takes_any_text(manager, name, text, end):
    """Of that of the risks; `tests/test_odd_values.py` looks at each."""
    value = quote(text, errors="surrogatepass")
    assert manager.get(f"{HOME}risks/{end}?{name}={value}").status_code in (200, 400)


def test_a_file_of_an_unknown_owner_is_empty(manager):
    found = manager.get(f"{HOME}risks/download/csv/?owner=Nobody").content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(found)))) == 1
