"""What recommendations record, and how they stand at a glance."""

from functools import cached_property

from django.db.models import Count, Q, prefetch_related_objects
from django.urls import reverse

from programme.alike import told_apart
from programme.arriving import DAY, Arriving
from programme.facts import DATE, LINES, Computed, Fact
from programme.formats import day
from programme.ledgers import Ledger
from programme.log import MOST_NEEDS, Asked, Log, Need, StillWritten, Tile, counting
from programme.readiness import Obstacle
from programme.receiving import Receives
from programme.records import refuse_if
from programme.reorganisation import regrouped

from .. import actions, permissions
from ..choices import LIVE, STEPS, WORKED_ON, State, Table
from ..models import DueDate, PartnerOwner, Recommendation, Review, Update
from ..querysets import in_table
from .decisions import ANSWERED, DATED, DROPPED, RISK_ACCEPTED, VERIFIED
from .facts import (
    CHILDREN,
    claim_of,
    claimed_by,
    claimed_on,
    flagged_of,
    meant_by_comments,
    meant_by_position,
    owners_of,
    position_day_of,
    position_of,
    priority_of,
    response_of,
    review_of,
    successor_of,
    verification_of,
    verified_by,
    verified_on,
)
from .reviews import REVIEWS

DUE = Arriving(
    "due_on",
    "Due",
    DAY,
    ("due", "due date", "deadline", "target date", "by when"),
    otherwise=("agreed date", "implementation date", "agreed implementation date", "date"),
)


def reviews_of(programme):
    return Review.objects.of(programme).order_by("-number")


def position_in_full(update):
    """A position as the history has it."""
    return f"{update.text} ({update.meaning})" if update.meaning else update.text


class RecommendationLog(Log):
    """The recommendations of every review of a programme."""

    model, name, title = Recommendation, "recommendations", "Recommendations"
    noun, permission, keep = "a recommendation", permissions.SEE, permissions.KEEP
    stays = f"{Log.stays} review"
    # what it is called and was answered there
    not_copied = frozenset({"printed_reference", "response", "comments"})
    after_closing = StillWritten(everything=True)
    adds = staticmethod(actions.add_recommendation)
    changes = staticmethod(actions.change_recommendation)
    known_by = "printed_reference"  # the one of the review, in files of others
    in_rounds = (Asked(said="text", step="update"),)
    shown_in_rounds = "position due_on"
    arrivals = (DUE,)
    namespace, steps = "recommendations", STEPS
    due = "due_on"
    children = CHILDREN
    receives = Receives("review", reviews_of, actions.receive_decision, new="A new review")
    decisions = (DATED, ANSWERED, VERIFIED, RISK_ACCEPTED, DROPPED)
    facts = (
        Fact("reference", heading="House ref", width=7, search=True),
        Computed("review", "Review", review_of, width=12),
        Fact("printed_reference", group="The recommendation", heading="Ref", width=5, search=True),
        Fact(
            "text",
            asked_as=(
                "what the reviewers asked for",
                "recommendation text",
                "what was recommended",
            ),
            group="The recommendation",
            width=26,
            search=True,
        ),
        Fact("priority", group="The recommendation", of=priority_of, width=8),
        Fact("respond_by", group="Response", when_given=True),
        Fact("response", group="Response", of=response_of, width=9, typed=True),
        Fact("comments", group="Response", width=20, search=True, form=False, typed=True),
        Computed(
            "as_above",
            "“As above” means",
            meant_by_comments,
            group="Response",
            when_given=True,
            column=False,
        ),
        Computed("comments_mean", "Comments mean", meant_by_comments, width=8),
        Computed("position_as_at", "Position as at", position_day_of, kind=DATE),
        Computed("position", "Position", position_of, width=24),
        Computed("position_means", "Position means", meant_by_position),
        Fact("state", width=9),
        Computed("flagged", "Note", flagged_of, width=14),
        Fact("owner", group="Owners", column=False, search=True),
        Computed("owners", "Owners", owners_of, kind=LINES, width=14),
        Fact("lead_partner", group="Owners", column=False),
        Fact("workstream", group="Owners", search=True),
        Fact("first_due_on", group="When"),
        Fact("due_on", group="When", heading="Due"),
        Fact("extensions", group="When", width=7),
        Fact("requested_due_on", group="When", when_given=True),
        Computed("claimed_by", "Claimed by", claimed_by),
        Computed("claimed_on", "Claimed on", claimed_on, kind=DATE),
        Computed("verified_by", "Verified by", verified_by),
        Computed("verified_on", "Verified on", verified_on, kind=DATE),
        Fact("superseded_by", of=successor_of, width=8),
        Fact("accepted_until", group="When", when_given=True, typed=True),
        Fact("accepted_by", group="When", when_given=True, typed=True),
        Fact("dropped_on", group="When", when_given=True, typed=True),
        Fact("dropped_by", group="When", when_given=True, typed=True),
        Computed(
            "claimed", "Claimed complete", claim_of, group="When", when_given=True, column=False
        ),
        Computed(
            "verified", "Verified", verification_of, group="When", when_given=True, column=False
        ),
        Fact("evidence", group="The recommendation", width=14, search=True),
    )
    ledgers = (
        Ledger(
            "due-dates",
            DueDate,
            "due date",
            "due_on why",
            note="due_on",
            words=lambda row: day(row.due_on),
        ),
        Ledger(
            "positions",
            Update,
            "position",
            "as_at text completed_on",
            note="position",
            words=position_in_full,
        ),
        Ledger("owners", PartnerOwner, "owner at a partner", "owner", note="owner"),
    )
    told_by = {"requested_due_on": "due_on", "extensions": "due_on"}
    register = "reference text position response state priority owner due_on"

    def arrives_under(self, programme):
        """Rows of a file belong to the one review that the programme has."""
        found = list(Review.objects.of(programme)[:2])
        said = "There are several" if found else "Add the review first"
        refuse_if(len(found) != 1, f"{said}: the recommendations of a file belong to one review.")
        return {"review": found[0]}

    def holds(self, recommendation):
        return {"due_on": recommendation.due_on}

    def take_in(self, recommendation, given, *, by, at, why, on):
        due = given.get("due_on")
        if due in (None, recommendation.due_on):
            return recommendation
        dates = (
            actions.redate_recommendation
            if recommendation.due_on
            else (actions.date_recommendation)
        )
        return dates(recommendation, due_on=due, why=why, by=by, at=at)

    def hand_over(self, recommendations, to):
        """The owners at a partner go to its successor; those of several stand there together."""
        rows = PartnerOwner.objects.filter(recommendation__in=recommendations)
        return regrouped(
            rows.select_related("partner").order_by("id"),
            to,
            "recommendation",
            "owner",
            label="Owner at {}",
            value=lambda row: row.owner and to.owner(row.owner),
            join=lambda owners: " and ".join(dict.fromkeys(owners)),
        )

    def recount(self, recommendation, at=None):
        return recommendation.recounted(at)

    @cached_property
    def typed_fields(self):
        return [*super().typed_fields, "review", "as_above"]

    def take_back(self, before, recommendation, **who):
        return actions.take_back_claim(before, recommendation, **who)

    def refuse_row(self, row, at):
        if isinstance(row, DueDate):
            actions.refuse_due_date(row)
        elif isinstance(row, Update):
            how = (row.wording, row.same_as, row.completed_on)
            actions.check_wording(row.recommendation, row.as_at, *how)

    def prepare(self, entries, position):
        return Update.objects.attach_to(entries, position)

    def rows(self, entries, position, *, reviews=None):
        """`reviews` are those of the programme by id, as they stood, where they are at hand."""
        entries = PartnerOwner.objects.attach_to(list(entries), position)
        reviews = reviews or {review.pk: review for review in REVIEWS.entries(position)}
        for entry in entries:
            entry.reviewed = reviews[entry.review_id]
        prefetch_related_objects(entries, "as_above", "superseded_by")
        return super().rows(entries, position)

    def tile(self, position):
        tables = {one: in_table(one, position) for one in Table if one != Table.ALL}
        counts = self.entries(position).aggregate(
            **{table.value: Count("id", found) for table, found in tables.items()},
            **{Table.ALL.value: Count("id")},
        )
        lines = [
            counting(counts["overdue"], "overdue", "late", table="overdue"),
            counting(counts["extension"], "with an extension requested", table="extension"),
            counting(counts["completed"], "completed since the last report", table="completed"),
        ]
        return Tile(self.title, counts["live"], lines, counts, {"table": Table.LIVE.value})

    def underway(self, recommendations):
        return recommendations.filter(state__in=WORKED_ON)

    asked = "owner"

    def obstacles(self, position):
        """What is live has to be done or taken over; a claim has to be verified."""
        entries = self.entries(position)
        said = {State.CLAIMED: "claimed complete, not verified"}
        return [
            *(
                Obstacle(
                    "live",
                    f"{one}: {said.get(one.state, 'not complete')}",
                    one.reference,
                    handed_over=one.state != State.CLAIMED,
                )
                for one in told_apart(entries.filter(state__in=LIVE), position)
            ),
            *self.blanks(entries),
        ]

    def needing(self, recommendations, position):
        overdue = Q(state__in=WORKED_ON, due_on__lt=position.day)
        waiting = Q(state=State.CLAIMED) | Q(requested_due_on__isnull=False)
        waiting |= Q(state=State.RECEIVED, respond_by__isnull=False)
        expired = Q(state=State.RISK_ACCEPTED, accepted_until__lt=position.day)
        return recommendations.filter(overdue | waiting | expired)

    def needs(self, position):
        found = self.needing(self.entries(position), position)
        worst = found.order_by("due_on", "number")[:MOST_NEEDS]
        return [self._need(entry, position) for entry in told_apart(worst, position)]

    def _need(self, entry, position):
        url = reverse(self.detail_url_name, args=[position.programme.slug, entry.reference])
        late, waits = [], []
        if entry.is_overdue(position.day):
            late.append(f"overdue, due {day(entry.due_on)}")
        if entry.acceptance_expired(position.day):
            late.append("acceptance of the risk ran out")
        if entry.requested_due_on:
            waits.append(f"extension requested to {day(entry.requested_due_on)}")
        if entry.state == State.RECEIVED and entry.respond_by:
            asked = late if entry.respond_by < position.day else waits
            asked.append(f"response required by {day(entry.respond_by)}")
        if entry.state == State.CLAIMED:
            waits.append("claimed complete, to be verified by somebody else")
        return Need(f"{entry}: {'; '.join(late + waits)}", url, "overdue" if late else "late")


RECOMMENDATIONS = RecommendationLog()
