"""Published means frozen: what the database refuses once a report was published."""

from programme.append_only import Forbid

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
