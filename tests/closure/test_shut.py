"""Every form of every log in a closed programme: it is refused in words, and nothing is written."""

import pytest

from programme.closed import closed_in_words
from programme.models import AuditEvent, Programme
from programme.ui.views import FormView
from programme.ui.views.many import ManyRows
from tests.factories import MARCH_2012
from tests.filled import *  # noqa: F403
from tests.reading import words
from tests.test_odd_values import urls  # noqa: F401  (a row of everything, every role)


def fixed(address):
    """Whether a page writes what a closed programme keeps."""
    view = address.view
    if not (isinstance(view, type) and issubclass(view, FormView | ManyRows)):
        return False
    if not view.log or view.log.after_closing.everything:
        return False
    return issubclass(view, ManyRows) or not view.has_place_after_closing()


@pytest.mark.once
@pytest.mark.django_db
def test_no_form_of_a_log_is_open_once_its_programme_was_closed(programme, urls, client):  # noqa: F811
    closed = {"closed_on": MARCH_2012.date(), "closed_by": "Executive", "fixed_at": MARCH_2012}
    Programme.objects.filter(pk=programme.pk).update(**closed)
    said = closed_in_words(Programme.objects.get(pk=programme.pk))
    before, silent, tried = AuditEvent.objects.count(), [], 0
    for address in filter(fixed, urls):
        tried += 1
        opened = client.get(urls[address], follow=True)
        sent = client.post(urls[address], {"why": "Because"}, follow=True)
        is_form = issubclass(address.view, FormView)
        told = said in words(opened) and (not is_form or said in words(sent))
        silent += [] if told and sent.status_code == 200 else [address.name]
    assert silent == [] and AuditEvent.objects.count() == before
    assert tried > 100
