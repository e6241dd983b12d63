"""Pages as people read them."""

import re
from html import unescape
from urllib.parse import urljoin

from django.contrib.messages import get_messages
from lxml import html


def words(response):
    """The text of a page in one line, without tags."""
    text = re.sub(r"<[^>]*>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(text))


def told(response):
    """The messages of an answer that leads to another page, which that one would show."""
    return _text(" ".join(map(str, get_messages(response.wsgi_request))))


def rows(response):
    """The rows of the page's register: a list of cells for each."""
    page = response.content.decode()
    found = re.findall(r"<tr[^>]*>(<td.*?)(?=<tr|</tr>|</tbody>)", page, flags=re.DOTALL)
    cells = [re.split(r"<td[^>]*>", row)[1:] for row in found if "<th" not in row]
    return [[_text(cell) for cell in row] for row in cells]


def _text(html):
    return unescape(re.sub(r"<[^>]*>", " ", html)).strip()


def errors(response):
    """What the page's form refuses: {field: messages}; the messages must stand on the page."""
    assert response.status_code == 200
    found, page = response.context["form"].errors, words(response)
    assert all(
        " ".join(message.split()) in page for messages in found.values() for message in messages
    )
    return {name: " ".join(messages) for name, messages in found.items()}


def typed(response, name):
    """What stands in a field of the page's form."""
    return response.context["form"][name].value()


def links(response):
    """The links of the page: {address: texts of all links that lead there}."""
    found = {}
    for link in html.fromstring(response.content).iter("a"):
        address = urljoin(response.request["PATH_INFO"], link.get("href"))
        found.setdefault(address, []).append(" ".join(link.text_content().split()))
    return found


def main_forms(response):
    """The forms of the page that change something."""
    return html.fromstring(response.content).xpath("//main//form[@method='post']")


def sent(response):
    """What a browser would send when nobody touched the page's form: {name: value}.

    Beside it there may be forms of one button each, which save no more than once by themselves.
    """
    forms = main_forms(response)
    (form,) = forms if len(forms) == 1 else [one for one in forms if "once" in one.fields]
    return values_of(form)


def given_back(response):
    """What stands in the fields of the page, also where it can be sent no more: {name: value}."""
    if main_forms(response):
        return sent(response)
    (main,) = html.fromstring(response.content).xpath("//main")
    return values_of(html.fromstring(b"<form>%s</form>" % html.tostring(main)))


def values_of(form):
    values = {name: value.removeprefix("\n") for name, value in form.form_values()}
    values.pop("csrfmiddlewaretoken", None)
    return values
