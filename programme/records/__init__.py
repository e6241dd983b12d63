"""How entries are added and changed: locked, checked, kept as history, and written to the audit
trail at once.

Every artefact's `actions.py` is built on `add_entry` and `change_entry`; nothing else saves an
entry.
"""

from programme.refusals import refuse, refuse_if, refuse_unless

from .beginning import begin_change, begin_step, not_open
from .children import add_recorded, change_child, next_number, save_checked, save_child
from .correcting import correcting, is_correction
from .locking import StaleEntry, lock_programme, locked, refuse_stale
from .reported import refuse_future, refuse_if_reported, reported_moments
from .saving import add_audited, add_entry, change_entry, save_kept

__all__ = [
    "StaleEntry",
    "add_audited",
    "add_entry",
    "add_recorded",
    "begin_change",
    "begin_step",
    "change_child",
    "change_entry",
    "correcting",
    "is_correction",
    "save_kept",
    "lock_programme",
    "locked",
    "next_number",
    "not_open",
    "refuse",
    "refuse_future",
    "refuse_if",
    "refuse_if_reported",
    "refuse_stale",
    "refuse_unless",
    "reported_moments",
    "save_checked",
    "save_child",
]
