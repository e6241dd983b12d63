"""Recommendations as plain rows: for downloads, the overview and the committee's response table."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from programme.formats import day
from programme.reporting import DATE, LINES, NUMBER, Column, Log, Need, Section, Tile, iso

from . import permissions
from .choices import LIVE, WORKED_ON, State, Table
from .models import PartnerOwner, Recommendation, Review, TableColumns
from .querysets import in_table, positions

MOST_NEEDS = 20
BLANKS = {
    "owners": "an owner",
    "priority": "a priority",
    "due_on": "a due date",
}  # what a reader misses when no row has it


def position_key(on):
    """The key of the column that holds the positions as at a day."""
    return f"position_{on.isoformat()}"


class RecommendationLog(Log):
    """The recommendations of every review of a programme."""

    name = "recommendations"
    title = "Recommendations"
    permission = permissions.SEE
    url_name = "recommendations:list"
    detail_url_name = "recommendations:detail"
    closed_states = frozenset({State.CLOSED, State.SUPERSEDED})
    columns = (
        Column("reference", "House ref", width=7),
        Column("review", "Review", width=12),
        Column("printed_reference", "Ref", width=5),
        Column("text", "Recommendation", width=26),
        Column("priority", "Priority", width=8),
        Column("response", "Response", width=9),
        Column("comments", "Comments and planned action", width=20),
        Column("comments_mean", "Comments mean", width=8),
        Column("position_as_at", "Position as at", DATE, 10),
        Column("position", "Position", width=24),
        Column("position_means", "Position means", width=10),
        Column("state", "State", width=9),
        Column("flagged", "Note", width=14),
        Column("owners", "Owners", LINES, 14),
        Column("workstream", "Workstream", width=10),
        Column("first_due_on", "First due", DATE, 10),
        Column("due_on", "Due", DATE, 10),
        Column("extensions", "Times extended", NUMBER, 7),
        Column("requested_due_on", "Extension requested to", DATE, 10),
        Column("claimed_by", "Claimed by", width=10),
        Column("claimed_on", "Claimed on", DATE, 10),
        Column("verified_by", "Verified by", width=10),
        Column("verified_on", "Verified on", DATE, 10),
        Column("superseded_by", "Superseded by", width=8),
        Column("accepted_until", "Risk accepted until", DATE, 10),
        Column("accepted_by", "Risk accepted by", width=10),
        Column("evidence", "Evidence", width=14),
    )

    def entries(self, programme, at=None):
        return Recommendation.objects.as_at(at).filter(programme=programme).order_by("number")

    def rows(self, entries, *, programme, at, days=(), reviews=None):
        """Plain rows. `days` asks for one more position each, under `position_key`; `reviews` by id, when they are at hand."""
        today = timezone.localdate(at)
        entries = list(entries)
        found = positions(entries, [today, *days], at=at)
        reviews = reviews or {
            review.pk: review for review in Review.objects.as_at(at).filter(programme=programme)
        }
        owners, references = self._owners(entries, at), self._references(entries)
        rows = []
        for entry in entries:
            row = self._row(
                entry, today, reviews[entry.review_id], references, found.get((entry.pk, today))
            )
            row["owners"] = [
                *([entry.owner] if entry.owner else []),
                *owners.get(entry.pk, []),
            ] or None
            for on in days:
                update = found.get((entry.pk, on))
                row[position_key(on)] = update.text if update else None
            rows.append(row)
        return rows

    def _owners(self, entries, at):
        lines = {}
        held = (
            PartnerOwner.objects.as_at(at)
            .filter(recommendation__in=[entry.pk for entry in entries])
            .exclude(owner="")
        )
        for row in held.select_related("partner").order_by("partner__name"):
            lines.setdefault(row.recommendation_id, []).append(f"{row.owner}, {row.partner}")
        return lines

    def _references(self, entries):
        named = [
            pk for entry in entries for pk in (entry.as_above_id, entry.superseded_by_id) if pk
        ]
        return dict(Recommendation.objects.filter(pk__in=named).values_list("pk", "reference"))

    def _row(self, entry, today, review, references, position):
        plain = (
            "reference",
            "printed_reference",
            "text",
            "comments",
            "workstream",
            "extensions",
            "accepted_by",
            "evidence",
        )
        days = ("first_due_on", "due_on", "requested_due_on", "accepted_until")
        return {
            **{name: getattr(entry, name) for name in plain},
            **{name: iso(getattr(entry, name)) for name in days},
            "review": str(review),
            "priority": entry.get_priority_display() or "",
            "response": entry.get_response_display(),
            "state": entry.get_state_display(),
            "comments_mean": references.get(entry.as_above_id),
            "position": position.text if position else "",
            "position_as_at": iso(position.as_at) if position else None,
            "position_means": position.meaning if position else "",
            "flagged": "; ".join(entry.flags(today, position)),
            "claimed_by": entry.claimed_by_name,
            "claimed_on": _day_of(entry.claimed_at),
            "verified_by": entry.verified_by_name,
            "verified_on": _day_of(entry.verified_at),
            "superseded_by": references.get(entry.superseded_by_id),
        }

    def tile(self, programme, *, at, today):
        since = getattr(programme, "previous_position", None)
        tables = {
            table: in_table(table, today=today, since=since)
            for table in Table
            if table != Table.ALL
        }
        counts = self.entries(programme, at).aggregate(
            **{table.value: Count("id", found) for table, found in tables.items()}
        )
        lines = [
            {"text": f"{counts['overdue']} overdue", "kind": "late" if counts["overdue"] else ""},
            {"text": f"{counts['extension']} with an extension requested", "kind": ""},
            {"text": f"{counts['completed']} completed since the last report", "kind": ""},
        ]
        return Tile(self.title, "", counts["live"], lines)

    def needs(self, programme, *, today):
        late = Q(state__in=WORKED_ON, due_on__lt=today)
        waiting = Q(state=State.CLAIMED) | Q(requested_due_on__isnull=False)
        expired = Q(state=State.RISK_ACCEPTED, accepted_until__lt=today)
        found = (
            Recommendation.objects.of(programme)
            .filter(late | waiting | expired)
            .order_by("due_on", "number")
        )
        return [self._need(entry, programme, today) for entry in found[:MOST_NEEDS]]

    def _need(self, entry, programme, today):
        url = reverse("recommendations:detail", args=[programme.slug, entry.reference])
        if entry.requested_due_on:
            return Need(
                f"{entry}: extension requested to {day(entry.requested_due_on)}", url, "late"
            )
        if entry.is_overdue(today):
            return Need(f"{entry}: overdue, due {day(entry.due_on)}", url, "overdue")
        if entry.acceptance_expired(today):
            return Need(f"{entry}: acceptance of the risk ran out", url, "overdue")
        return Need(f"{entry}: claimed complete, to be verified by somebody else", url, "late")


def _day_of(moment):
    return timezone.localdate(moment).isoformat() if moment else None


class ReviewLog(Log):
    """The reviews of a programme."""

    name = "reviews"
    title = "Reviews"
    permission = permissions.SEE
    url_name = "recommendations:reviews"
    detail_url_name = "recommendations:review"
    columns = (
        Column("reference", "Ref", width=7),
        Column("title", "Review", width=24),
        Column("kind", "Type", width=10),
        Column("reviewing_body", "Reviewing body", width=14),
        Column("held_on", "Date", DATE, 10),
        Column("rating", "Overall rating", width=10),
        Column("scale", "Scale of the rating", width=12),
        Column("summary", "Summary", width=20),
        Column("owner", "Owner", width=10),
        Column("recommendations", "Recommendations", NUMBER, 8),
        Column("live", "Live", NUMBER, 6),
    )

    def entries(self, programme, at=None):
        return Review.objects.as_at(at).filter(programme=programme).order_by("number")

    def counted(self, reviews, *, programme, at=None):
        """Adds to each review the `count` of its recommendations and how many are `live`, in one query."""
        by_review = RECOMMENDATIONS.entries(programme, at).order_by().values("review_id")
        counts = {
            row["review_id"]: row
            for row in by_review.annotate(all=Count("id"), live=Count("id", Q(state__in=LIVE)))
        }
        for review in reviews:
            row = counts.get(review.pk, {"all": 0, "live": 0})
            review.count, review.live = row["all"], row["live"]
        return reviews

    def rows(self, entries, *, programme, at):
        plain = ("reference", "title", "reviewing_body", "rating", "summary", "owner")
        return [
            {
                **{name: getattr(review, name) for name in plain},
                "kind": review.get_kind_display(),
                "scale": review.get_scale_display(),
                "held_on": iso(review.held_on),
                "recommendations": review.count,
                "live": review.live,
            }
            for review in self.counted(list(entries), programme=programme, at=at)
        ]

    def tile(self, programme, *, at, today):
        return Tile(self.title, "", self.entries(programme, at).count())


RECOMMENDATIONS, REVIEWS = RecommendationLog(), ReviewLog()
LOGS = [RECOMMENDATIONS, REVIEWS]


def position_days(programme, at):
    """The days of the response table's position columns: the chosen ones that have come, and the report's own, in order."""
    own = timezone.localdate(at)
    return [*(on for on in TableColumns.objects.days(programme, at) if on < own), own]


class ResponseTableSection(Section):
    """Every recommendation with its response and its position, as a committee is used to reading them."""

    key, table = "recommendations", Table.ALL
    log = "recommendations"
    title = "Recommendations and responses"
    template = "recommendations/report.html"
    landscape = True
    columns = (
        Column("review", "Review", width=10),
        Column("printed_reference", "Ref", width=5),
        Column("reference", "House ref", width=7),
        Column("text", "Recommendation", width=28),
        Column("priority", "Priority", width=8, optional=True),
        Column("response", "Response", width=9, optional=True),
        Column("comments", "Comments and planned action", width=18),
        Column("owners", "Owners", LINES, 12, optional=True),
        Column("due_on", "Due", DATE, 9, optional=True),
        Column("state", "State", width=9),
    )

    def columns_at(self, programme, at, since):
        days = position_days(programme, at)
        share = 26 if len(days) == 1 else 36 // len(days)
        found = [Column(position_key(on), f"Position as at {day(on)}", width=share) for on in days]
        return (*self.columns[:-1], *found, self.columns[-1])

    def rows(self, programme, at, since):
        condition = in_table(self.table, today=timezone.localdate(at), since=since)
        entries = RECOMMENDATIONS.entries(programme, at).filter(condition)
        rows = RECOMMENDATIONS.rows(
            entries, programme=programme, at=at, days=position_days(programme, at)
        )
        return sorted(
            rows, key=lambda row: int(row["review"].split()[0].removeprefix(Review.PREFIX))
        )

    def notes(self, rows):
        return [
            note for note in (self._blanks(rows), *self._means(rows), *self._flags(rows)) if note
        ]

    def _blanks(self, rows):
        missing = [words for key, words in BLANKS.items() if not any(row[key] for row in rows)]
        return (
            f"No recommendation in this table has {_listed(missing, 'or')}."
            if rows and missing
            else ""
        )

    def _means(self, rows):
        """What the words that point elsewhere mean."""
        for row in rows:
            if row["comments_mean"]:
                yield f"{row['reference']}: the comments “{row['comments']}” mean those on {row['comments_mean']}."
        alike = {}
        for row in rows:
            if row["position_means"]:
                alike.setdefault((row["position"].rstrip("."), row["position_means"]), []).append(
                    row["reference"]
                )
        for (words, meaning), references in alike.items():
            yield f"{_listed(references, 'and')}: “{words}” – {meaning[:1].lower()}{meaning[1:]}."

    def _flags(self, rows):
        alike = {}
        for row in rows:
            for flag in filter(None, row["flagged"].split("; ")):
                alike.setdefault(flag, []).append(row["reference"])
        return [
            f"{_listed(references, 'and')}: {flag[:1].lower()}{flag[1:]}."
            for flag, references in alike.items()
        ]

    def extra(self, rows, programme, at, since):
        return {
            "group_by": "review",
            "empty": f"No recommendation stands in the table “{self.table.label}”.",
        }


def _listed(words, last):
    """REC1, REC2 and REC3."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


class AllRecommendations(ResponseTableSection):
    """The whole table, under the counts of the other four."""

    def extra(self, rows, programme, at, since):
        entries = RECOMMENDATIONS.entries(programme, at)
        tables = {
            table: in_table(table, today=timezone.localdate(at), since=since) for table in Table
        }
        counts = entries.aggregate(
            **{f"in_{table.value}": Count("id", found) for table, found in tables.items() if found}
        )
        counted = [
            {"word": table.label, "count": counts.get(f"in_{table.value}", len(rows))}
            for table in Table
        ]
        return {**super().extra(rows, programme, at, since), "counts": counted}


class LiveRecommendations(ResponseTableSection):
    """Those that are not verified yet, nor settled in another way."""

    key, table, title = "recommendations-live", Table.LIVE, "Recommendations: live"


class CompletedRecommendations(ResponseTableSection):
    """Those that somebody verified since the report before."""

    key, table, title = (
        "recommendations-completed",
        Table.COMPLETED,
        "Recommendations: completed since the last meeting",
    )


class ExtensionRecommendations(ResponseTableSection):
    """Those for which a later due date is asked for."""

    key, table, title = (
        "recommendations-extension",
        Table.EXTENSION,
        "Recommendations: extension requested",
    )


class OverdueRecommendations(ResponseTableSection):
    """Those that should have been done by now."""

    key, table, title = "recommendations-overdue", Table.OVERDUE, "Recommendations: overdue"
