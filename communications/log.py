"""What the communications plan records, where each fact shows, and how it stands at a glance."""

from django.db.models import Count, Q
from django.urls import reverse

from programme.alike import told_apart
from programme.arriving import TICK, Arriving
from programme.children import RECORDED_BY, Children
from programme.facts import LINES, NUMBER, Computed, Fact
from programme.formats import lower_first
from programme.ledgers import Ledger
from programme.log import MOST_NEEDS, Asked, Log, Need, Tile, counting

from . import actions, permissions
from .choices import STEPS, UNFINISHED, Standing, State
from .models import Answer, Communication, Feedback
from .querysets import in_standing, is_late


def audience_of(entry, position):
    return entry.audience_in_full


def standing_of(entry, position):
    return entry.standing(position.day).label


def flags_of(entry, position):
    return "; ".join(entry.flags(position.day))


def feedback_of(entry, position):
    return [feedback.in_full for feedback in entry.known_feedback]


def unanswered_of(entry, position):
    return sum(not feedback.known_answers for feedback in entry.known_feedback)


def answers_of(feedback, position):
    at = position.at
    known = [one for one in feedback.answers.all() if not at or one.recorded_at <= at]
    return [str(answer) for answer in known]


FEEDBACK = Children(
    "feedback",
    Feedback,
    "communication",
    "Feedback",
    "piece of feedback",
    facts=(
        Fact("number", width=6),
        Fact("given_on"),
        Fact("source", width=14, search=True),
        Fact("said", width=26, search=True),
        Computed("answers", "Answers", answers_of, kind=LINES, width=26),
        RECORDED_BY,
    ),
    related="answers",
    order="number",
    waiting=lambda feedback, position: feedback.with_answered(position).filter(answered=False),
    waits="Waits for an answer",
)


class CommunicationLog(Log):
    """Who is told or asked what, when, and what they said."""

    model, name, title, noun = Communication, "communications", "Communications", "a communication"
    permission, keep = permissions.SEE, permissions.KEEP
    adds = staticmethod(actions.add_communication)
    changes = staticmethod(actions.change_communication)
    in_rounds, shown_in_rounds = (Asked("due message"),), "state"
    arrivals = (
        Arriving(
            "done",
            "Done",
            TICK,
            ("done", "complete", "completed", "sent"),
            otherwise=("status", "state", "progress"),
        ),
    )
    namespace, steps = "communications", STEPS
    due = "due_latest"
    children = (FEEDBACK,)
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Fact(
            "title",
            asked_as=("message", "activity", "key message"),
            group="The communication",
            width=26,
            search=True,
        ),
        Fact("audience", group="The communication", of=audience_of, width=14),
        Fact(
            "audience_words",
            asked_as=(
                "audience",
                "who needs to know",
                "stakeholder",
                "stakeholders",
                "target audience",
            ),
            column=False,
            search=True,
        ),
        Fact("message", group="The communication", width=20, search=True),
        Fact(
            "channel",
            asked_as=("how", "method", "medium"),
            group="The communication",
            width=12,
            search=True,
        ),
        Fact("consultation", group="Consultation", width=12),
        Fact("opens_on", group="Consultation"),
        Fact("closes_on", group="Consultation"),
        Fact("owner", group="Who and when", width=12, search=True),
        Fact("lead_partner", group="Who and when", column=False),
        Fact("workstream", group="Who and when", search=True),
        Fact("due", group="Who and when", width=12, search=True),
        Fact("due_earliest"),
        Fact("due_latest"),
        Fact("state", width=9),
        Computed("standing", "How it stands", standing_of),
        Computed("flagged", "Note", flags_of, width=16),
        Fact("done_on", group="What became of it", typed=True),
        Fact("done_where", group="What became of it", width=14, search=True, typed=True),
        Fact("cancelled_why", group="What became of it", width=14, when_given=True, typed=True),
        Computed("feedback", "Feedback", feedback_of, kind=LINES, width=24),
        Computed("unanswered", "Feedback not answered", unanswered_of, kind=NUMBER, width=8),
    )
    ledgers = (
        Ledger("feedback", Feedback, "feedback", "given_on source said", note="feedback"),
        Ledger(
            "answers",
            Answer,
            "answer",
            "answered_on answer",
            note="answer",
            words=lambda row: row.answer,
            via="feedback__communication",
        ),
    )
    register = "reference title audience owner due state feedback"
    column_order = (
        "reference title audience message channel owner due due_earliest due_latest consultation "
        "opens_on closes_on state standing flagged done_on done_where cancelled_why feedback "
        "unanswered"
    )

    def holds(self, communication):
        return {"done": communication.state == State.DONE or None}

    def take_in(self, communication, given, *, by, at, why, on):
        if given.get("done") and communication.state != State.DONE:
            return actions.complete_communication(communication, why=why, by=by, at=at)
        return communication

    def prepare(self, entries, position):
        return Feedback.objects.attach_to(entries, position)

    def tile(self, position):
        found = {word.value: Count("id", in_standing(word, position.day)) for word in Standing}
        counts = self.entries(position).aggregate(all=Count("id"), **found)
        lines = [
            counting(counts["overdue"], "overdue", "late", standing="overdue"),
            counting(counts["due"], "still to be done", standing="due"),
            counting(counts["done"], "done", standing="done"),
        ]
        figures = {name: counts[name] for name in ("overdue", "due")}
        return Tile(self.title, counts["all"], lines, figures)

    def needing(self, communications, position):
        late = Q(state__in=UNFINISHED) & is_late(position.day)
        waiting = Feedback.objects.waiting_in(communications, position).order_by().values("id")
        return communications.filter(late | Q(id__in=waiting))

    def needs(self, position):
        entries, today = self.entries(position), position.day
        late = entries.filter(Q(state__in=UNFINISHED) & is_late(today))
        late = late.order_by("due_latest", "number")[:MOST_NEEDS]
        waiting = Feedback.objects.waiting_in(entries, position)[:MOST_NEEDS]
        found = [(entry, lower_first(entry.flags(today)[0]), "overdue") for entry in late]
        found += [(entry, "feedback waits for an answer", "late") for entry in waiting]
        told_apart([entry for entry, *_ in found], position)
        return [
            Need(
                f"{entry}: {words}",
                reverse(self.detail_url_name, args=[position.programme.slug, entry.reference]),
                kind,
            )
            for entry, words, kind in found
        ]


COMMUNICATIONS = CommunicationLog()
LOGS = [COMMUNICATIONS]
