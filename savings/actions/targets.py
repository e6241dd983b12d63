"""What can be done to a target."""

from django.db import transaction

from programme.authorization import require
from programme.records import (
    add_entry,
    change_entry,
    refuse_if,
)

from ..choices import (
    Kind,
    TargetState,
)
from ..models import (
    Target,
)
from ..permissions import KEEP
from .base import begin, begin_to_change, hold_money, refuse_amount


@transaction.atomic
def add_target(*, programme, by, at, financial_year, amount, why="", **details):
    """Sets how much more is to be saved every year from a financial year on, or once in it."""
    require(by, KEEP, programme)
    refuse_amount(amount)
    hold_money(programme)
    kind = details.get("kind", Kind.PERMANENT)
    _refuse_second_target(programme, financial_year, kind)
    asked = {"financial_year": financial_year, "amount": amount, **details}
    return add_entry(Target, programme=programme, by=by, at=at, why=why, **asked)


@transaction.atomic
def change_target(target, *, by, at, version=None, **details):
    """Changes a target that is in force; what it was before stays in its history."""
    target = begin_to_change(target, by=by, permission=KEEP, version=version)
    refuse_amount(details.get("amount", target.amount))
    year = details.get("financial_year", target.financial_year)
    kind = details.get("kind", target.kind)
    _refuse_second_target(target.programme, year, kind, target)
    return change_entry(target, by=by, at=at, **details)


@transaction.atomic
def withdraw_target(target, *, by, at, why, version=None):
    """Takes a target out of force. It stays on record."""
    target = begin(target, "withdraw", by=by, permission=KEEP, version=version)
    return change_entry(target, by=by, at=at, verb="withdrew", why=why, state=TargetState.WITHDRAWN)


@transaction.atomic
def reopen_target(target, *, by, at, why, version=None):
    """Puts a withdrawn target in force again, unless another one has taken its place."""
    target = begin(target, "reopen", by=by, permission=KEEP, version=version)
    how = {"by": by, "at": at, "verb": "reopened", "why": why}
    target = change_entry(target, state=TargetState.IN_FORCE, **how)
    refuse_second(target)
    return target


def refuse_second(target):
    """Refuses a target that comes back where another one is in force by now."""
    if target.state == TargetState.IN_FORCE:
        year, kind = target.financial_year, target.kind
        _refuse_second_target(target.programme, year, kind, target, field=None)


def _refuse_second_target(programme, year, kind, target=None, field="financial_year"):
    in_force = Target.objects.of(programme).in_force().filter(financial_year=year, kind=kind)
    other = in_force.exclude(pk=target and target.pk).exists()
    refuse_if(other, f"There is a target for {year} already: change that one.", field)
