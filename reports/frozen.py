"""Published means frozen: what the database refuses once a report was published."""

from programme.append_only import REMOVED, Forbid

FROZEN = (
    "content",
    "printed_title",
    "printed_body",
    "after_deadline",
    "urgency",
    "urgency_given_by",
    "explanations",
    "corrected_rows",
    "rows_at",
    "pdf_name",
    "pdf_sha256",
    "pdf_bytes",
    "pdf_pages",
    "position_at",
    "version",
    "reason",
    "created_at",
    "drawn_at",
    "published_at",
    "published_by_id",
    "published_by_name",
    "definition_id",
    "meeting_id",
    "supersedes_id",
)
WAS_PUBLISHED = "OLD.state IN ('published', 'superseded')"
GOES_BACK = (
    "NEW.state NOT IN ('published', 'superseded') "
    "OR (OLD.state = 'superseded' AND NEW.state <> 'superseded')"
)
KEPT = "what was published never changes; a correction is a new version"


def keep_what_was_published(*later):
    """Operations for migrations of the reports table; each one that builds it anew repeats them.

    `later` are the columns that came since the first of them.
    """
    frozen = (*FROZEN, *later)
    differs = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in frozen)
    return [
        Forbid("update", "reports_report", f"{WAS_PUBLISHED} AND ({differs} OR {GOES_BACK})", KEPT),
        Forbid("delete", "reports_report", WAS_PUBLISHED, KEPT),
    ]


# --- What was published and withdrawn -------------------------------------------------------------

LATER = (
    "printed_on",
    "printed_time",
    "taken_out",
    "corrected_words",
    "docx_name",
    "docx_sha256",
    "docx_bytes",
    "further_files",
    "urgency_kind",
    "urgency_given_on",
)
PUBLISHED_ONCE = "('published', 'superseded', 'withdrawn')"
EMPTIED = {
    "content": "NEW.content IS NULL",
    "explanations": "CAST(NEW.explanations AS TEXT) = '{}'",
    "printed_title": "NEW.printed_title = ''",
}
CONFIRMED = (
    "EXISTS (SELECT 1 FROM reports_withdrawal AS asked WHERE asked.report_id = {} "
    "AND asked.confirmed_at IS NOT NULL)"
)


def keep_what_was_published_or_withdrawn(*later):
    """Operations for migrations of the reports table from the one on that lets reports be
    withdrawn; each one that builds it anew repeats them. `later` are columns that came since.

    A published report is emptied by one step alone: that by which it becomes withdrawn, once a
    withdrawal of it is on record as confirmed.
    """
    return _kept(later, PUBLISHED_ONCE)


def keep_what_was_published_or_gone(*later):
    """The same from the migration on that lets reports be disposed of: the step of a confirmed
    disposal passes beside that of a withdrawal, and nothing else.
    """
    goes = [
        f"{one}.state <> 'disposed' AND {other}.state = 'disposed'"
        for one, other in (("OLD", "NEW"), ("NEW", "OLD"))
    ]
    return _kept(later, f"{PUBLISHED_ONCE[:-1]}, 'disposed')", goes, [_removed("reports_report")])


def _kept(later, once, goes=(), passes=()):
    """The rules of the reports table: `once` are the states of what was published, `goes` further
    changes of a state that are refused, `passes` further steps that are not.
    """
    frozen = (*FROZEN, *LATER, *later)
    stays = _differs(name for name in frozen if name not in EMPTIED)
    was = f"OLD.state IN {once}"
    goes = [
        f"NEW.state NOT IN {once}",
        "NEW.state = 'withdrawn' AND OLD.state <> 'withdrawn'",
        "OLD.state = 'superseded' AND NEW.state = 'published'",
        "OLD.state = 'withdrawn' AND NEW.state <> 'withdrawn'",
        *goes,
    ]
    step = ["OLD.state <> 'withdrawn'", "NEW.state = 'withdrawn'", f"NOT ({stays})"]
    step += [*EMPTIED.values(), CONFIRMED.format("OLD.id")]
    when = f"{was} AND ({_differs(frozen)} OR {' OR '.join(goes)})"
    return [
        Forbid("update", "reports_report", when, KEPT, " OR ".join([" AND ".join(step), *passes])),
        Forbid("delete", "reports_report", was, KEPT),
    ]


def _removed(table):
    """The step by which two people dispose of what a row of a table held."""
    return REMOVED.format(table=table, key="id")


def keep_cleared_drafts_or_gone():
    """The same for drafts that were cleared."""
    update, delete = keep_cleared_drafts()
    unless = f"{update.unless} OR {_removed(update.table)}"
    return [Forbid("update", update.table, unless=unless), delete]


def keep_cleared_drafts():
    """Operations after which a draft that was cleared stays as it was; of a withdrawn report it is
    emptied, once, and keeps its fingerprint.
    """
    step = [
        "OLD.id = NEW.id",
        "OLD.report_id = NEW.report_id",
        "OLD.fingerprint = NEW.fingerprint",
        "CAST(NEW.content AS TEXT) = '{}'",
        CONFIRMED.format("OLD.report_id"),
    ]
    table = "reports_cleareddraft"
    return [Forbid("update", table, unless=" AND ".join(step)), Forbid("delete", table)]


def keep_withdrawals():
    """Operations after which a withdrawal is confirmed or taken back once, and changed in nothing
    else.
    """
    asked = ("id", "report_id", "reason", "disposal", "asked_at", "asked_by_id", "asked_by_name")
    settled = "OLD.confirmed_at IS NOT NULL OR OLD.taken_back_at IS NOT NULL"
    table = "reports_withdrawal"
    return [Forbid("update", table, f"{settled} OR {_differs(asked)}"), Forbid("delete", table)]


def _differs(names):
    return " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in names)
