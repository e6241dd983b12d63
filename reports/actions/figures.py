"""Figures as source documents printed them: kept, and withdrawn where one was entered wrongly."""

from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.records import refuse_if, refuse_unless
from programme.reporting import sections as known_sections
from reports.adding_up import in_words
from reports.models import PrintedFigure
from reports.permissions import DEFINE


@transaction.atomic
def record_printed_figure(*, programme, by, at, section, figure, label, kind, printed, document):
    """Keeps a figure as a source document printed it (see `adding_up.as_kept`)."""
    require(by, DEFINE, programme)
    kept = PrintedFigure(
        programme=programme,
        section=section,
        figure=figure,
        label=label,
        kind=kind,
        printed=printed,
        document=document,
        recorded_at=at,
        recorded_by=by,
    )
    refuse_unless(section in known_sections(), "No such section.", "figure")
    kept.full_clean()
    kept.save()
    changes = [
        {
            "field": "printed",
            "label": f"{label}, as printed",
            "was": "",
            "now": in_words(printed, kind),
        }
    ]
    audit.record(
        kept,
        by=by,
        at=at,
        verb="recorded a printed figure:",
        programme=programme,
        changes=changes,
        why=document,
    )
    return kept


@transaction.atomic
def withdraw_printed_figure(kept, *, by, at, why):
    """Ends a printed figure that was entered wrongly: reports drawn up from now on leave it out.

    It stays on record.
    """
    require(by, DEFINE, kept.programme)
    kept = (
        PrintedFigure.objects.select_for_update(of=("self",))
        .select_related("programme")
        .get(pk=kept.pk)
    )
    refuse_if(kept.ended_at, "This figure was withdrawn already.")
    kept.ended_at, kept.ended_by = at, by
    kept.save(update_fields=["ended_at", "ended_by"])
    was = in_words(kept.printed, kept.kind)
    changes = [{"field": "printed", "label": f"{kept.label}, as printed", "was": was, "now": ""}]
    audit.record(
        kept,
        by=by,
        at=at,
        verb="withdrew a printed figure:",
        programme=kept.programme,
        changes=changes,
        why=why,
    )
    return kept
