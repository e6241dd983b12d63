"""Saved views: kept, renamed, shared, deleted, and chosen to open a register with.

A view of one's own is nobody else's business; of one that is or was shared, the history tells.
Each function is one step and raises NotPermitted, ValidationError or StaleEntry.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from programme import audit
from programme.authorization import NotPermitted, may, require
from programme.authorization.permissions import SHARE_VIEWS
from programme.formats import known_as
from programme.models import SavedView
from programme.models.saved_views import LONGEST_QUERY
from programme.records import refuse_stale, refuse_unless

NOTHING = "Filter or sort the register first. Then save what it shows."
TOO_LONG = "These filters are too long to be saved. Choose fewer of them."


@transaction.atomic
def save_view(log, *, programme, by, at, name, query, is_shared=False, opens=False):
    """Keeps the query of a log's register under a name."""
    require(by, log.permission, programme)
    refuse_unless(query, NOTHING)
    refuse_unless(len(query) <= LONGEST_QUERY, TOO_LONG)
    view = SavedView(programme=programme, log=log.name, query=query, owner=by)
    _keep(view, by=by, at=at, name=name, is_shared=is_shared)
    return _open_with(view, by, opens)


@transaction.atomic
def change_view(view, *, by, at, version=None, opens=False, **values):
    """Renames a view, shares it or no longer does, and says whether the register opens with it for
    `by`, which is all that others may say of a shared one.
    """
    view = _begin(view, by, version)
    if values:
        _refuse_others(view, by)
        view.version += 1
        _keep(view, by=by, at=at, **{"is_shared": view.is_shared, **values})
    return _open_with(view, by, opens)


@transaction.atomic
def delete_view(view, *, by, at, version=None):
    """Deletes a view. No row of the register goes with it."""
    view = _begin(view, by, version)
    _refuse_others(view, by)
    if view.is_shared:
        _tell(view, "deleted the shared view", by=by, at=at)
    view.opens_for.clear()
    view.delete()
    return view


def may_change(view, user, shares) -> bool:
    """Whether somebody may rename or delete a view: their own, or a shared one if they share."""
    return view.owner_id == user.pk or (view.is_shared and shares)


def _begin(view, by, version):
    view = SavedView.objects.select_for_update().get(pk=view.pk)
    if not SavedView.objects.readable_by(by, view.programme).filter(pk=view.pk).exists():
        raise NotPermitted("A view that is not shared is for whoever saved it.")
    refuse_stale(view, version)
    return view


def _refuse_others(view, by):
    if not may_change(view, by, may(by, SHARE_VIEWS, view.programme)):
        raise NotPermitted(SHARE_VIEWS.only_for)


def _keep(view, *, by, at, name, is_shared):
    was, old = view.is_shared, view.name
    if is_shared and not was:
        require(by, SHARE_VIEWS, view.programme)
    view.name, view.is_shared, view.updated_by_name = name, is_shared, known_as(by)
    _save(view)
    changes = [audit.note("name", "Name", old, view.name)] if old and old != view.name else []
    if is_shared != was:
        _tell(view, "shared the view" if is_shared else "no longer shares the view", by=by, at=at)
    elif is_shared and changes:
        _tell(view, "renamed the shared view", by=by, at=at, changes=changes)


def _save(view):
    try:
        view.full_clean()
    except ValidationError as error:  # a name that is taken is said beside it
        raise ValidationError({"name": error.messages}) from error
    view.save()


def _tell(view, verb, **how):
    audit.record(view, programme=view.programme, verb=verb, **how)


def _open_with(view, user, opens):
    """Has the register open with a view for somebody, and with no other one; or not any more."""
    through = SavedView.opens_for.through.objects.filter(user=user)
    same = {"savedview__programme": view.programme_id, "savedview__log": view.log}
    if opens:
        through.filter(**same).exclude(savedview=view).delete()
        view.opens_for.add(user)
    else:
        view.opens_for.remove(user)
    return view
