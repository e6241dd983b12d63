"""Everything that can be done to a key document.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is the row's version that the person was looking at; a
version of the document itself is called an edition here.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from functools import partial

from django.db import transaction

from programme import audit, uploads
from programme.authorization import require
from programme.models import FileKind
from programme.records import (
    add_entry,
    add_recorded,
    begin_change,
    begin_step,
    change_entry,
    next_number,
    refuse_future,
    refuse_if,
    refuse_unless,
)

from .choices import STEPS, State
from .models import NOT_CHECKED, Document, Edition
from .permissions import KEEP, SIGN

KINDS = (FileKind.PDF, FileKind.WORD, FileKind.SPREADSHEET)

_begin = partial(begin_step, steps=STEPS, permission=KEEP)


@transaction.atomic
def add_document(*, programme, by, at, why="", **details):
    """Records a key document. Its versions are added to it."""
    require(by, KEEP, programme)
    how = {"by": by, "at": at, "verb": "recorded", "why": why}
    return add_entry(Document, programme=programme, **how, **details)


@transaction.atomic
def change_document(document, *, by, at, version=None, **details):
    """Changes what the log says about a document. What was signed off keeps its name and kind."""
    document = begin_change(document, STEPS, by=by, permission=KEEP, version=version)
    return change_entry(document, by=by, at=at, **details)


@transaction.atomic
def add_edition(
    document, *, by, at, label, dated_on=None, changed="", file=None, why="", version=None
):
    """Adds a version, with its file, an `uploads.HandedIn`, where there is one. It has to be
    checked and signed off anew; what was signed off before stays what authorises.
    """
    document = _begin(document, "edition", by=by, version=version)
    refuse_unless(label, "Say which version it is.", "label")
    refuse_future(dated_on, at, "dated_on")
    same = document.editions.known_at(None).filter(label__iexact=label).exists()
    refuse_if(same, f"There is a version {label} already.", "label")
    upload = file and uploads.keep_upload(file, programme=document.programme, by=by, at=at)
    said = {"label": label, "dated_on": dated_on, "changed": changed, "upload": upload}
    number = next_number(document.editions)
    added = add_recorded(Edition, by=by, at=at, document=document, number=number, **said)
    note = audit.note("edition", "Version", "", added.in_full)
    values = {"state": State.DRAFT, "edition": label, **NOT_CHECKED}
    how = {"by": by, "at": at, "verb": "added a version of", "why": why, "changes": [note]}
    return change_entry(document, **how, **values)


@transaction.atomic
def check_document(document, *, by, at, checked_by, checked_on=None, why="", version=None):
    """Records who checked the quality of the version that counts, and when."""
    document = _begin(document, "check", by=by, version=version)
    _refuse_without_edition(document)
    refuse_unless(checked_by, "Say who checked it.", "checked_by")
    refuse_future(checked_on, at, "checked_on")
    checked = {"state": State.CHECKED, "checked_by": checked_by, "checked_on": checked_on}
    how = {"by": by, "at": at, "verb": "recorded the quality check of", "why": why}
    return change_entry(document, **how, **checked)


@transaction.atomic
def sign_off_document(document, *, by, at, signed_off_by, signed_off_on=None, why="", version=None):
    """Records which body signed off the version that counts, and when. From now on it is the
    version that authorises.
    """
    document = _begin(document, "sign", by=by, permission=SIGN, version=version)
    _refuse_without_edition(document)
    refuse_unless(signed_off_by, "Say which body signed it off.", "signed_off_by")
    refuse_future(signed_off_on, at, "signed_off_on")
    signed = {"signed_off_by": signed_off_by, "signed_off_on": signed_off_on}
    last = document.editions.known_at(None).in_order().last()
    signed |= {"signed_edition": last.label, "signed_number": last.number}
    signed["state"] = State.SIGNED_OFF
    how = {"by": by, "at": at, "verb": "recorded {} as signed off", "why": why}
    return change_entry(document, **how, **signed)


@transaction.atomic
def supersede_document(document, *, by, at, why, version=None):
    """Says that another document has its place; `why` names it. It stays on record."""
    how = {"why": why, "by": by, "at": at, "version": version}
    return _end(document, "supersede", State.SUPERSEDED, "superseded", **how)


@transaction.atomic
def withdraw_document(document, *, by, at, why, version=None):
    """Says that a document holds no more and none has its place. It stays on record."""
    how = {"why": why, "by": by, "at": at, "version": version}
    return _end(document, "withdraw", State.WITHDRAWN, "withdrew", **how)


def _end(document, step, state, verb, *, why, by, at, version):
    document = _begin(document, step, by=by, version=version)
    refuse_unless(why, "Say why.", "why")
    how = {"by": by, "at": at, "verb": verb, "why": why}
    return change_entry(document, **how, state=state, ended_why=why)


@transaction.atomic
def reopen_document(document, *, by, at, why, version=None):
    """Takes back that a document was superseded or withdrawn: it stands where it stood."""
    document = _begin(document, "reopen", by=by, version=version)
    how = {"by": by, "at": at, "verb": "reopened", "why": why}
    return change_entry(document, **how, state=document.standing, ended_why="")


def _refuse_without_edition(document):
    message = f"No version of {document.reference} is on record. Add the version first."
    refuse_unless(document.edition, message)
