"""The rows of all logs are disposed of, with what belongs to them and their history."""

import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from closure.archive import making, records, verifying
from closure.retention import actions, disposing
from closure.retention.emptying import emptied_columns
from closure.retention.kinds import is_of_a_log
from programme.authorization import Role
from programme.models import Programme
from programme.retention import DISPOSED
from programme.ui.views.registers import LogView
from risks.actions import add_risk
from tests import kept
from tests.factories import MARCH_2012, MembershipFactory
from tests.filled import *  # noqa: F403
from tests.stack import Stack
from tests.test_odd_values import urls  # noqa: F401  (a row of everything, every role)

RULE = {"name": "Logs", "years": 6, "counted_from": "closed", "source": "Schedule, 4.2"}
CLOSED = {"closed_on": MARCH_2012.date(), "closed_by": "Executive", "fixed_at": MARCH_2012}


def dispose(programme, kind, **rule):
    """Disposes of all records of a kind that are past their time, by two people."""
    Programme.objects.filter(pk=programme.pk, closed_on=None).update(**CLOSED)
    one, other = (
        MembershipFactory(programme=programme, role=role).user
        for role in (Role.DEMOCRATIC_SERVICES, Role.ADMINISTRATOR)
    )
    at = timezone.now()
    actions.set_class(programme, kind=kind, by=one, at=at, **{**RULE, **rule})
    asked = {"kind": kind, "reason": "Time is over", "by": one}
    removal = disposing.propose_disposal(programme, at=at, **asked)
    return disposing.confirm_disposal(removal, by=other, at=at)


def words_left(programme):
    """Words that stand in rows of the logs, or below them."""
    found = []
    for model, way in records.models().items():
        if not is_of_a_log(model):
            continue
        texts = [
            one.name
            for one in model._meta.concrete_fields
            if one.name in emptied_columns(model)
            if isinstance(one, models.CharField | models.TextField) and not one.choices
        ]
        for row in model._base_manager.filter(**{way: programme.pk}):
            said = {getattr(row, name) for name in texts} - {"", DISPOSED}
            found += [(model._meta.label, one) for one in said]
    return found


def in_a_log(address):
    """Whether an address is that of a page of a log, or of one of its rows."""
    return isinstance(address.view, type) and issubclass(address.view, LogView) and address.view.log


@pytest.mark.django_db
def test_rows_of_all_logs_go_with_their_history_and_every_page_says_so(
    programme,
    urls,  # noqa: F811
    client,
    filler,
    tmp_path,
):
    assert words_left(programme)
    removal = dispose(programme, "rows")
    assert words_left(programme) == []
    assert Programme.objects.get(pk=programme.pk).fixed_at == MARCH_2012
    assert not removal.rows.filter(is_open=True).exists()
    certificate = f"/programmes/{programme.slug}/closure/retention/{removal.pk}/"
    wrong = [
        (address.name, answer.status_code)
        for address, url in urls.items()
        if not in_a_log(address) or address.name.endswith((":list", ":detail"))
        for answer in [client.get(url)]
        if answer.status_code >= 500
        or in_a_log(address)
        and (answer.status_code != 410 or certificate not in answer.content.decode())
    ]
    assert wrong == []
    with pytest.raises(ValidationError, match="were disposed of"):
        who = {"by": filler, "at": timezone.now()}
        closed = Programme.objects.get(pk=programme.pk)
        add_risk(programme=closed, title="A", likelihood=1, impact=1, **who)
    with (tmp_path / "one.zip").open("wb") as file:
        making.write(closed, file, by=filler, at=timezone.now())
    assert verifying.faults(tmp_path / "one.zip") == []
    stack = Stack(tmp_path / "data", like=kept.empty())
    stack.python("manage.py", "load_archive", str(tmp_path / "one.zip"))
    stack.close()
    names = zipfile.ZipFile(tmp_path / "one.zip").namelist()
    assert "logs/history.csv" in names and "logs/risks.csv" not in names
