"""The communications plan as plain rows: for downloads, the overview and the committee's report."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from programme.formats import day
from programme.reporting import DATE, LINES, NUMBER, Column, Log, Need, Section, Tile, iso, part

from . import permissions
from .choices import UNFINISHED, Standing, State
from .models import Communication, Feedback
from .querysets import in_standing, is_late, waiting_for_an_answer

MOST_NEEDS = 20


class CommunicationLog(Log):
    """Who is told or asked what, when, and what they said."""

    name = "communications"
    title = "Communications"
    permission = permissions.SEE
    url_name = "communications:list"
    detail_url_name = "communications:detail"
    closed_states = frozenset({State.DONE, State.CANCELLED})
    columns = (
        Column("reference", "Ref", width=6),
        Column("title", "Communication", width=26),
        Column("audience", "Audience", width=14),
        Column("message", "Message", width=20),
        Column("channel", "Channel", width=12),
        Column("owner", "Owner", width=12),
        Column("due", "Due", width=12),
        Column("due_earliest", "Earliest day due", DATE, 10),
        Column("due_latest", "Latest day due", DATE, 10),
        Column("consultation", "Consultation with", width=12),
        Column("opens_on", "Consultation opens", DATE, 10),
        Column("closes_on", "Consultation closes", DATE, 10),
        Column("state", "State", width=9),
        Column("standing", "How it stands", width=10),
        Column("flagged", "Note", width=16),
        Column("done_on", "Done on", DATE, 10),
        Column("done_where", "Where", width=14),
        Column("cancelled_why", "Why it was cancelled", width=14),
        Column("feedback", "Feedback", LINES, 24),
        Column("unanswered", "Feedback not answered", NUMBER, 8),
        Column("workstream", "Workstream", width=10),
    )

    def entries(self, programme, at=None):
        return Communication.objects.as_at(at).filter(programme=programme).order_by("number")

    def rows(self, entries, *, programme, at):
        entries, today = list(entries), timezone.localdate(at)
        heard = feedback_of(entries, at)
        return [self._row(entry, today, heard.get(entry.pk, [])) for entry in entries]

    def _row(self, entry, today, heard):
        plain = (
            "reference",
            "title",
            "message",
            "channel",
            "owner",
            "due",
            "done_where",
            "cancelled_why",
            "workstream",
        )
        days = ("due_earliest", "due_latest", "opens_on", "closes_on", "done_on")
        return {
            **{name: getattr(entry, name) for name in plain},
            **{name: iso(getattr(entry, name)) for name in days},
            "audience": entry.audience_in_full,
            "consultation": entry.get_consultation_display(),
            "state": entry.get_state_display(),
            "standing": entry.standing(today).label,
            "flagged": "; ".join(entry.flags(today)),
            "feedback": [_line(row) for row in heard],
            "unanswered": sum(not row["answers"] for row in heard),
        }

    def tile(self, programme, *, at, today):
        counts = self.entries(programme, at).aggregate(
            all=Count("id"),
            **{word.value: Count("id", in_standing(word, today)) for word in Standing},
        )
        lines = [
            {"text": f"{counts['overdue']} overdue", "kind": "late" if counts["overdue"] else ""},
            {"text": f"{counts['due']} still to be done", "kind": ""},
            {"text": f"{counts['done']} done", "kind": ""},
        ]
        return Tile(self.title, "", counts["all"], lines)

    def needs(self, programme, *, today):
        entries = Communication.objects.of(programme)
        late = entries.filter(Q(state__in=UNFINISHED) & is_late(today)).order_by(
            "due_latest", "number"
        )[:MOST_NEEDS]
        waiting = waiting_for_an_answer(entries).order_by("number")[:MOST_NEEDS]
        return [
            *(
                Need(
                    f"{entry}: {_small(entry.flags(today)[0])}",
                    self._url(programme, entry),
                    "overdue",
                )
                for entry in late
            ),
            *(
                Need(f"{entry}: feedback waits for an answer", self._url(programme, entry), "late")
                for entry in waiting
            ),
        ]

    def _url(self, programme, entry):
        return reverse(self.detail_url_name, args=[programme.slug, entry.reference])


def _small(sentence):
    """The sentence as it stands after a colon."""
    return f"{sentence[:1].lower()}{sentence[1:]}"


COMMUNICATIONS = CommunicationLog()
LOGS = [COMMUNICATIONS]


def feedback_of(entries, at, since=None):
    """The feedback of each communication as known at `at`, recorded or answered after `since`: {id: rows}, in two queries."""
    found = {}
    rows = (
        Feedback.objects.filter(communication__in=[entry.pk for entry in entries])
        .known_at(at)
        .prefetch_related("answers")
    )
    for row in rows.order_by("number"):
        answers = [answer for answer in row.answers.all() if at is None or answer.recorded_at <= at]
        moments = [row.recorded_at, *(answer.recorded_at for answer in answers)]
        if since is None or max(moments) > since:
            found.setdefault(row.communication_id, []).append(_feedback_row(row, answers))
    return found


def _feedback_row(row, answers):
    return {
        "given_on": iso(row.given_on),
        "source": row.source,
        "said": row.said,
        "answers": [f"{day(answer.answered_on)}: {answer.answer}" for answer in answers],
    }


def _line(row):
    """A piece of feedback in one line: day, from whom, what was said, what was answered."""
    when = f"{day(row['given_on'])}, " if row["given_on"] else ""
    return f"{when}{row['source']}: {row['said']} ({'; '.join(row['answers']) or 'not answered'})"


FEEDBACK = (
    Column("reference", "Ref", width=7),
    Column("title", "Communication", width=22),
    Column("given_on", "Day", DATE, 11),
    Column("source", "From whom", width=18),
    Column("said", "What was said", width=22),
    Column("answers", "What we answered or did", LINES, 20),
)


class CommunicationsSection(Section):
    """What is overdue and still to be done, what was done or cancelled since the report before, and what people said."""

    key = log = "communications"
    title = "Communications and consultation"
    template = "communications/report.html"
    landscape = True
    columns = (
        Column("standing", "How it stands", width=10),
        Column("reference", "Ref", width=8),
        Column("title", "Communication", width=24),
        Column("audience", "Audience", width=18),
        Column("message", "Message", width=20, optional=True),
        Column("channel", "Channel", width=16),
        Column("owner", "Owner", width=10),
        Column("due", "Due", width=12),
        Column("consultation", "Consultation with", width=14, optional=True),
        Column("opens_on", "Consultation opens", DATE, 11, optional=True),
        Column("closes_on", "Consultation closes", DATE, 11, optional=True),
        Column("state", "State", width=10),
        Column("done_on", "Done on", DATE, 13, optional=True),
        Column("done_where", "Where", width=18, optional=True),
        Column("cancelled_why", "Why it was cancelled", width=16, optional=True),
    )

    def rows(self, programme, at, since):
        shown = Q(state__in=UNFINISHED) | Q(settled_at__gt=since) if since else Q()
        rows = COMMUNICATIONS.rows(
            COMMUNICATIONS.entries(programme, at).filter(shown), programme=programme, at=at
        )
        return sorted(rows, key=lambda row: Standing.labels.index(row["standing"]))

    def notes(self, rows):
        undated = [
            row["reference"]
            for row in rows
            if row["standing"] == Standing.DONE.label and not row["done_on"]
        ]
        nobody = [row["reference"] for row in rows if not row["owner"]]
        notes = (
            [f"No owner is given for {len(nobody)} of {len(rows)} communications."]
            if nobody
            else []
        )
        notes += [f"Done on a day that is not known: {', '.join(undated)}."] if undated else []
        return notes + [
            f"{row['reference']}: {_small(row['flagged'])}." for row in rows if row["flagged"]
        ]

    def extra(self, rows, programme, at, since):
        counts = [{"word": word, "count": count} for word, count in _by_standing(rows).items()]
        empty = "Nothing is planned, and nothing was done or cancelled since the report before."
        return {"group_by": "standing", "counts": counts, "empty": empty}

    def parts(self, rows, programme, at, since):
        entries = list(COMMUNICATIONS.entries(programme, at))
        heard = feedback_of(entries, at, since)
        found = [
            {"reference": entry.reference, "title": entry.title, **row}
            for entry in entries
            for row in heard.get(entry.pk, [])
        ]
        waiting = sum(not row["answers"] for row in found)
        notes = [f"Not answered yet: {waiting} of {len(found)}."] if waiting else []
        return [part("communications-feedback", "Feedback", FEEDBACK, found, notes=notes)]

    def figures(self, rows, totals):
        counts = _by_standing(rows)
        return [
            *super().figures(rows, totals),
            *(
                {
                    "key": word.value,
                    "label": f"Communications: {word.label.lower()}",
                    "kind": NUMBER,
                    "value": counts[word.label],
                }
                for word in Standing
            ),
        ]


def _by_standing(rows):
    return {word: sum(row["standing"] == word for row in rows) for word in Standing.labels}
