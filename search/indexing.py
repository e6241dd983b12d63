"""Keeps the index up: in the transaction in which something was recorded, or all of it anew."""

from functools import lru_cache

from django.apps import apps
from django.core.paginator import Paginator
from django.db import transaction
from django.utils import timezone

from programme.models import Mistake
from programme.position import Position
from programme.written_once import Given, Prepared

from .full_text import tokens_of
from .kinds import EVENTS, kinds
from .models import Document

AT_ONCE = 500  # rows that are read together
COLUMNS = [
    field.name
    for field in Document._meta.concrete_fields
    if field.name not in ("id", "subject_type", "subject_id")
]


def key_of(text) -> str:
    """A reference as it is compared: r12 for R12, r 12 and R-12."""
    return "".join(tokens_of(text))


def recorded(event, subject):
    """Takes what an event tells, and what of its subject reads otherwise now, into the index."""
    position = Position.on(event.programme, timezone.localdate(event.at))
    found = [*_documents(EVENTS, [event], position)]
    for kind in kinds():
        if keys := kind.touched(subject):
            found += _of_these(kind, keys, position)
    _put(found)


def added(row, at):
    """Takes the words of a child row into those of its entry; what was found to be a mistake goes,
    and comes back when that was one.
    """
    while isinstance(row, Mistake):
        row = apps.get_model(row.subject_type)._base_manager.get(pk=row.subject_id)
    for kind in kinds():
        its = [row] if type(row) is kind.model else kind.parents_of(row)
        for entry in its:
            position = Position.on(entry.programme, timezone.localdate(at))
            _put([*_of_these(kind, [entry.pk], position)])


def _of_these(kind, keys, position):
    """The documents of the rows with these keys, those that can be found no more being deleted."""
    of_kind = Document.objects.filter(subject_type=kind.model._meta.label_lower)
    rows = _rows(kind, keys, position.programme)
    if gone := set(keys) - {row.pk for row in rows}:
        of_kind.filter(subject_id__in=gone).delete()
    if kind.is_frozen:
        known = set(of_kind.filter(subject_id__in=keys).values_list("subject_id", flat=True))
        rows = [row for row in rows if row.pk not in known]
    return _documents(kind, rows, position) if rows else ()


def _rows(kind, keys, programme):
    if len(keys) == 1:
        return list(_one_of(kind).ask(programme=programme.pk, pk=keys[0]))
    return list(kind.rows(programme).filter(pk__in=keys).order_by())


@lru_cache
def _one_of(kind):
    """The query of one row of a kind, if it can be found: nearly every save asks it."""
    return Prepared(lambda: kind.rows(Given("programme")).filter(pk=Given("pk")).order_by())


def _documents(kind, rows, position):
    for row, said in kind.said(rows, position):
        called = (key_of(said.reference), said.reference, said.title, said.owner)
        head = [word for text in called for word in tokens_of(text)]
        text = "\n".join(said.lines)
        yield Document(
            programme=position.programme,
            kind=kind.name,
            subject_type=kind.model._meta.label_lower,
            subject_id=row.pk,
            permission=said.permission.code,
            reference=said.reference,
            key=key_of(said.reference),
            title=said.title,
            owner=said.owner,
            head=f" {' '.join(head)} ",
            text=text,
            tokens=[*head, *tokens_of(text)],
            page=said.page,
            argument=str(said.argument),
            at=said.at,
        )


def _put(documents):
    Document.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["subject_type", "subject_id"],
        update_fields=COLUMNS,
    )


@transaction.atomic
def rebuild(programme, day) -> int:
    """Makes the documents of a programme anew, as at the day `day`; says how many there are."""
    Document.objects.filter(programme=programme).delete()
    position = Position.on(programme, day)
    for kind in (one for one in kinds() if one.are_kept(programme)):
        for page in Paginator(kind.rows(programme).order_by("pk"), AT_ONCE):
            _put(_documents(kind, list(page.object_list), position))
    return Document.objects.filter(programme=programme).count()
